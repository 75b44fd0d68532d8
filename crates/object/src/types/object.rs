//! `object`, the root of all classes.

use std::ptr::NonNull;

use taipan_text::Name;

use crate::args::Args;
use crate::compare::CompareOp;
use crate::exception as exc;
use crate::object::HEADER_SIZE;
use crate::protocol::compare::hash_of_address;
use crate::py::{Py, PyResult, Raised};
use crate::type_::dunder;
use crate::type_::{Flags, Function, Memory, SlotId, Type};
use crate::types::singletons::{as_bool, boolean, is_not_implemented, not_implemented};
use crate::value::{Borrowed, Value};

/// `object`
pub static OBJECT: Type =
    Type::with_memory("object", None, HEADER_SIZE, Memory { teardown: None, trace: None, size: None });

/// `object.__new__`: an instance without attributes. Arguments are for `__init__`, if there is one.
pub(crate) fn new(py: &mut Py, class: &Type, args: Args<'_>) -> PyResult<Value> {
    if has_arguments(args) {
        if !has_that_of_object(class, SlotId::New) {
            return Err(exc::type_error(
                py,
                format_args!("object.__new__() takes exactly one argument (the type to instantiate)"),
            ));
        }
        if has_that_of_object(class, SlotId::Init) {
            return Err(exc::type_error(py, format_args!("{class}() takes no arguments")));
        }
    }
    if class.has(Flags::ABSTRACT) {
        return Err(is_abstract(py, class));
    }
    py.heap().instance(class)
}

/// `object.__init__`: does nothing. Arguments are for `__new__`, if there is one.
pub(crate) fn init(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<()> {
    if !has_arguments(args) {
        return Ok(());
    }
    let class = this.type_();
    if !has_that_of_object(class, SlotId::Init) {
        return Err(exc::type_error(
            py,
            format_args!("object.__init__() takes exactly one argument (the instance to initialize)"),
        ));
    }
    if has_that_of_object(class, SlotId::New) {
        return Err(exc::type_error(
            py,
            format_args!("{class}.__init__() takes exactly one argument (the instance to initialize)"),
        ));
    }
    Ok(())
}

/// What a class written in Python has for `__init__`, if calling it does no more than to make an instance without attributes
/// and to call that.
#[inline]
pub fn python_init(py: &Py, class: &Type) -> Option<Value> {
    let plain = class.is_heap()
        && class.borrow().type_().is(&super::type_::TYPE)
        && !class.has(Flags::ABSTRACT)
        && !class.has(Flags::NO_INSTANCES)
        && has_that_of_object(class, SlotId::New)
        && class.is_python(py, dunder::INIT);
    let init = if plain { class.special(py, dunder::INIT) } else { None }?;
    if class.version(py) != 0 {
        class.init.set(init.pointer().as_ptr());
    }
    Some(init)
}

/// The same where it is known already.
#[inline(always)]
pub fn known_init(class: &Type) -> Option<Borrowed<'_>> {
    let plain = class.borrow().type_().is(&super::type_::TYPE) && !class.has(Flags::ABSTRACT);
    let init = if plain { NonNull::new(class.init.get().cast_mut()) } else { None }?;
    // SAFETY: the class has it for as long as its version stays.
    Some(unsafe { Borrowed::from_pointer(init) })
}

fn has_arguments(args: Args<'_>) -> bool {
    !args.is_empty() || args.has_keywords()
}

fn has_that_of_object(class: &Type, id: SlotId) -> bool {
    let address = |class: &Type| class.slots.get(id).map(Function::address);
    address(class) == address(&OBJECT)
}

/// The error for an instance of a class with abstract methods.
#[cold]
fn is_abstract(py: &mut Py, class: &Type) -> Raised {
    let names = match abstract_methods(py, class) {
        Ok(names) => names,
        Err(raised) => return raised,
    };
    let plural = if names.len() > 1 { "s" } else { "" };
    let shown = names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
    exc::type_error(
        py,
        format_args!(
            "Can't instantiate abstract class {class} without an implementation for abstract method{plural} {shown}"
        ),
    )
}

/// The names in `__abstractmethods__`, sorted.
fn abstract_methods(py: &mut Py, class: &Type) -> PyResult<Vec<String>> {
    let name = py.name(Name::__ABSTRACTMETHODS__).clone();
    let methods = py.get_attribute(&class.borrow(), &name)?;
    let mut names = Vec::new();
    for method in py.collect(&methods)? {
        if !method.is_str() {
            let given = method.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("sequence item {}: expected str instance, {given} found", names.len()),
            ));
        }
        names.push(method.to_string());
    }
    names.sort();
    Ok(names)
}

/// `<module.Class object at 0x…>`
pub(crate) fn repr(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let class = this.type_();
    let state = class.state(py);
    let qualified = state.qualified_name.get(py).clone();
    let address = this.word();
    match class.module_name(py) {
        Some(module) => py.heap().text(format_args!("<{module}.{qualified} object at {address:#x}>")),
        None => py.heap().text(format_args!("<{qualified} object at {address:#x}>")),
    }
}

/// `object.__str__`: what `repr` gives.
pub(crate) fn str_(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    py.repr(&this)
}

/// `object.__hash__`, by identity.
#[expect(clippy::unnecessary_wraps, reason = "the slot's shape")]
pub(crate) fn hash(_: &mut Py, this: Borrowed<'_>) -> PyResult<i64> {
    Ok(hash_of_address(this.word()))
}

/// `object.__eq__`, by identity, and `__ne__`, which asks `__eq__`.
pub(crate) fn compare(
    py: &mut Py,
    this: Borrowed<'_>,
    other: Borrowed<'_>,
    op: CompareOp,
) -> PyResult<Value> {
    match op {
        CompareOp::Eq if this.is(&other) => Ok(boolean(true)),
        CompareOp::Ne => {
            let Some(compare) = this.type_().slots.compare.get() else { return Ok(not_implemented()) };
            let equal = compare(py, this, other, CompareOp::Eq)?;
            match as_bool(&equal) {
                Some(equal) => Ok(boolean(!equal)),
                None if is_not_implemented(&equal) => Ok(equal),
                None => py.is_true(&equal).map(|equal| boolean(!equal)),
            }
        }
        _ => Ok(not_implemented()),
    }
}

impl Type {
    /// The module, as `repr` puts it in front of the name: nothing for builtins.
    pub fn module_name(&self, py: &mut Py) -> Option<Value> {
        let name = py.name(Name::__MODULE__).clone();
        let module = self
            .state(py)
            .dict
            .get::<super::dict::Dict>()
            .and_then(|dict| dict.get_str(py, &name).map(|it| (*it).clone()))?;
        let is_builtins = module.get::<super::str_::Str>().is_none_or(|text| text.is("builtins"));
        (!is_builtins).then_some(module)
    }
}
