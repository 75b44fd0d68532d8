//! `__slots__`: which members a class adds to its instances, and whether they have attributes and weak references.

use taipan_strings::predicates::is_identifier;
use taipan_text::Name;

use super::{Flags, Type};
use crate::exception as exc;
use crate::py::{Py, PyResult, Raised};
use crate::types::dict::Dict;
use crate::types::str_::Str;
use crate::value::Value;

/// What a class adds to the instances of its base.
#[derive(Default)]
pub(crate) struct Additions {
    /// Members, as they are named in the class's dict, in their order.
    pub(crate) members: Vec<Value>,
    /// An attribute word.
    pub(crate) dict: bool,
    /// Weak references.
    pub(crate) weak: bool,
}

/// Whether instances of a class can have attributes of their own.
pub(crate) fn has_dict(class: &Type) -> bool {
    class.has(Flags::MANAGED_DICT) || class.has(Flags::OWN_DICT)
}

/// What a new class adds, by its `__slots__` or their absence.
pub(crate) fn additions(
    py: &mut Py,
    name: &Value,
    base: &Type,
    bases: &[Value],
    namespace: &Dict,
) -> PyResult<Additions> {
    let var_sized = base.native().memory.size.is_some() && !is_str(base);
    let may_have_dict = !has_dict(base);
    let may_be_weak = !base.has(Flags::WEAKLY_REFERABLE) && !var_sized;
    let key = py.name(Name::__SLOTS__).clone();
    let Some(slots) = namespace.get_str(py, &key).map(crate::value::Borrowed::to_value) else {
        return Ok(Additions { dict: may_have_dict, weak: may_be_weak, ..Additions::default() });
    };
    let names = if slots.is_str() { vec![slots] } else { py.collect(&slots)? };
    let mut result = Additions::default();
    let fixed = var_sized || base.native().has(Flags::TYPE);
    if !names.is_empty() && fixed {
        return Err(exc::type_error(
            py,
            format_args!("nonempty __slots__ not supported for subtype of '{base}'"),
        ));
    }
    for slot in names {
        let Some(text) = slot.get::<Str>() else {
            let class = slot.type_().name();
            return Err(exc::type_error(py, format_args!("__slots__ items must be strings, not '{class}'")));
        };
        if !is_identifier(text.units()) {
            return Err(exc::type_error(py, format_args!("__slots__ must be identifiers")));
        }
        if text.is("__dict__") {
            if !may_have_dict || result.dict {
                return Err(one_already(py, "__dict__"));
            }
            result.dict = true;
        } else if text.is("__weakref__") {
            if !may_be_weak || result.weak {
                return Err(one_already(py, "__weakref__"));
            }
            result.weak = true;
        } else {
            result.members.push(member_name(py, name, &slot, namespace)?);
        }
    }
    sort(&mut result.members);
    if bases.len() > 1 {
        let other = |has: fn(&Type) -> bool| bases.iter().filter_map(Value::as_type).any(has);
        result.dict |= may_have_dict && other(has_dict);
        result.weak |= may_be_weak && other(|base| base.has(Flags::WEAKLY_REFERABLE));
    }
    Ok(result)
}

/// The data of a `str` lies behind its payload here, but Python sees objects of one size.
fn is_str(class: &Type) -> bool {
    class.has(Flags::STR)
}

#[cold]
fn one_already(py: &Py, slot: &str) -> Raised {
    exc::type_error(py, format_args!("{slot} slot disallowed: we already got one"))
}

/// The name of a member in the class's dict. The namespace must not have it, unless the compiler put it there.
fn member_name(py: &mut Py, class: &Value, slot: &Value, namespace: &Dict) -> PyResult<Value> {
    let mangled = mangle(py, class, slot)?;
    let reserved = [Name::__QUALNAME__, Name::__CLASSCELL__, Name::__CLASSDICTCELL__];
    if namespace.get(py, &mangled)?.is_some() && !reserved.iter().any(|&name| mangled.is(py.name(name))) {
        return Err(exc::value_error(
            py,
            format_args!("'{mangled}' in __slots__ conflicts with class variable"),
        ));
    }
    Ok(mangled)
}

/// A private name, `__name`, as it is known outside of its class: `_Class__name`.
fn mangle(py: &mut Py, class: &Value, name: &Value) -> PyResult<Value> {
    let (Some(own), Some(text)) = (class.get::<Str>(), name.get::<Str>()) else { return Ok(name.clone()) };
    let (own, text) = (own.to_utf8(), text.to_utf8());
    let stripped = own.trim_start_matches('_');
    if !text.starts_with("__") || text.ends_with("__") || text.contains('.') || stripped.is_empty() {
        let is_exact = name.exact::<Str>().is_some();
        return if is_exact { py.heap().intern_value(name) } else { py.heap().intern(&text) };
    }
    py.heap().intern(&format!("_{stripped}{text}"))
}

/// Sorts names by their code points.
fn sort(names: &mut [Value]) {
    let points = |name: &Value| name.get::<Str>().map(|text| text.code_points().collect::<Vec<_>>());
    names.sort_by_cached_key(points);
}
