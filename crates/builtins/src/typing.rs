//! What annotations are made of: `types.GenericAlias`, `typing.Union`, type variables, type aliases and `typing.Generic`.
//!
//! Substitution of arguments for type variables is shared by aliases and unions (`substitute`). Some rules of type variables
//! are in Python's own `typing`, which is asked for them (`library`).

pub(crate) mod evaluator;
mod generic;
pub(crate) mod generic_alias;
mod intrinsics;
mod lazy;
mod library;
mod no_default;
mod param_spec;
mod param_spec_parts;
mod show;
mod substitute;
mod type_alias;
mod type_var;
mod type_var_tuple;
pub(crate) mod union;
mod unpack;

use taipan_object::type_::Definition;
use taipan_object::{Py, Type, Value};

pub use generic::GENERIC;
pub use generic_alias::{GENERIC_ALIAS, GenericAlias, new_generic_alias};
pub use intrinsics::intrinsic;
pub use no_default::no_default;
pub use param_spec::{PARAM_SPEC, ParamSpec};
pub use param_spec_parts::{PARAM_SPEC_ARGS, PARAM_SPEC_KWARGS, ParamSpecArgs, ParamSpecKwargs};
pub use show::show_type;
pub use type_alias::{TYPE_ALIAS_TYPE, TypeAliasType};
pub use type_var::{TYPE_VAR, TypeVar};
pub use type_var_tuple::{TYPE_VAR_TUPLE, TypeVarTuple};
pub use union::{UNION, Union, either};

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[
    generic_alias::DEFINITION,
    generic_alias::ITERATOR_DEFINITION,
    union::DEFINITION,
    no_default::DEFINITION,
    evaluator::DEFINITION,
    type_var::DEFINITION,
    param_spec_parts::ARGS_DEFINITION,
    param_spec_parts::KWARGS_DEFINITION,
    param_spec::DEFINITION,
    type_var_tuple::DEFINITION,
    type_alias::DEFINITION,
    generic::DEFINITION,
];

/// `__name__` of the module whose code makes a type variable, where it is known.
fn caller(py: &mut Py) -> Option<Value> {
    let hooks = py.interpreter().hooks().evaluation?;
    match (hooks.frame_module)(py, 0) {
        Ok(module) => module,
        Err(raised) => {
            py.discard(raised);
            None
        }
    }
}

/// Whether a value may stand on either side of `|` between types.
fn is_unionable(value: &Value) -> bool {
    use taipan_object::types::singletons::is_none;
    let class = value.type_();
    let special: [&Type; 2] = [&UNION, &TYPE_ALIAS_TYPE];
    is_none(value)
        || value.as_type().is_some()
        || special.iter().any(|it| class.is(it))
        || value.get::<GenericAlias>().is_some()
}
