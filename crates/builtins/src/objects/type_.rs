//! `type`: attributes and methods of classes.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::native::{MethodDef, MethodKind, NativeCall, Signature};
use taipan_object::type_::{Definition, Flags, change, create, mro};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{none, not_implemented};
use taipan_object::types::type_::TYPE;
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value};
use taipan_text::Name;

use super::annotations::Annotations;

/// The type, completed.
pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "The class of classes.\n\ntype(object) is the class of an object; type(name, bases, dict) makes a class.",
    ),
    slots: &[Class::SLOTS],
    methods: &[Class::METHODS, PREPARE],
    getset: &[Class::GETSET, Annotations::GETSET],
    ..Definition::of(&TYPE)
};

/// Tells the audit hooks that an attribute of a class is about to be set.
fn audit_set(py: &mut Py, class: &Type, name: &str, value: Option<Borrowed<'_>>) -> PyResult<()> {
    let (Some(value), true) = (value, py.is_audited()) else { return Ok(()) };
    let name = py.heap().intern(name)?;
    py.audit("object.__setattr__", &[&class.to_value(), &name, &value])
}

/// What the class has in its own dict under a name.
pub(super) fn own(py: &Py, class: &Type, name: &Value) -> Option<Value> {
    class.state(py).dict.get::<Dict>()?.get_str(py, name).map(Borrowed::to_value)
}

/// Sets an entry of the class's dict, or deletes it; false when there is nothing to delete.
pub(super) fn store(py: &mut Py, class: &Type, name: &Value, value: Option<Value>) -> PyResult<bool> {
    let dict = class.state(py).dict.clone();
    let Some(dict) = dict.get::<Dict>() else { return Ok(false) };
    class.invalidate(py);
    match value {
        Some(value) => dict.set_str(py, name, value).map(|_| true),
        None => Ok(dict.remove_str(py, name).is_some()),
    }
}

/// The new value of an attribute that cannot be deleted, of a class that can be changed.
fn assigned<'a>(
    py: &mut Py,
    class: &Type,
    name: &str,
    value: Option<Borrowed<'a>>,
) -> PyResult<Borrowed<'a>> {
    if class.has(Flags::IMMUTABLE) {
        return Err(immutable(py, class, name));
    }
    match value {
        Some(value) => Ok(value),
        None => Err(exc::type_error(
            py,
            format_args!("cannot delete '{name}' attribute of immutable type '{class}'"),
        )),
    }
}

#[cold]
pub(super) fn immutable(py: &Py, class: &Type, name: &str) -> Raised {
    exc::type_error(py, format_args!("cannot set '{name}' attribute of immutable type '{class}'"))
}

/// The text that an attribute is set to.
fn text(py: &mut Py, class: &Type, name: &str, value: Option<Borrowed<'_>>) -> PyResult<Value> {
    let value = assigned(py, class, name, value)?;
    if value.is_str() {
        return Ok(value.to_value());
    }
    let given = value.type_().name();
    Err(exc::type_error(py, format_args!("can only assign string to {class}.{name}, not '{given}'")))
}

/// `__prepare__`, which takes anything, whatever its signature says.
const PREPARE: &[MethodDef] = &[MethodDef::new(
    "__prepare__",
    "The namespace that a class statement fills: an empty dict.",
    const { &Signature::new(Some("($cls, name, bases, /, **kwds)"), &[], true, true) },
    MethodKind::Class,
    NativeCall::Bound(|py, _, _| py.dict()),
)];

/// The attributes and methods.
pub(crate) struct Class;

#[pymethods]
impl Class {
    #[pygetter]
    fn __name__(this: &Type, py: &mut Py) -> Value {
        this.state(py).name.get(py).clone()
    }

    #[pysetter]
    fn set___name__(this: &Type, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        audit_set(py, this, "__name__", value)?;
        let name = text(py, this, "__name__", value)?;
        create::check_name(py, &name)?;
        this.rename(py, name);
        Ok(())
    }

    #[pygetter]
    fn __qualname__(this: &Type, py: &mut Py) -> Value {
        this.state(py).qualified_name.get(py).clone()
    }

    #[pysetter]
    fn set___qualname__(this: &Type, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        audit_set(py, this, "__qualname__", value)?;
        let name = text(py, this, "__qualname__", value)?;
        this.set_qualified_name(py, name);
        Ok(())
    }

    #[pygetter]
    fn __module__(this: &Type, py: &mut Py) -> PyResult<Value> {
        if !this.is_heap() {
            let module = this.builtin_name().rsplit_once('.').map_or("builtins", |(module, _)| module);
            return py.heap().intern(module);
        }
        let name = py.name(Name::__MODULE__).clone();
        match own(py, this, &name) {
            Some(module) => Ok(module),
            None => Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("__module__"))),
        }
    }

    #[pysetter]
    fn set___module__(this: &Type, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = assigned(py, this, "__module__", value)?.to_value();
        audit_set(py, this, "__module__", Some(value.borrow()))?;
        let (name, line) = (py.name(Name::__MODULE__).clone(), py.name(Name::__FIRSTLINENO__).clone());
        store(py, this, &name, Some(value))?;
        store(py, this, &line, None).map(drop)
    }

    #[pygetter]
    fn __bases__(this: &Type, py: &mut Py) -> Value {
        this.state(py).bases.get(py).clone()
    }

    #[pysetter]
    fn set___bases__(this: &Type, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = assigned(py, this, "__bases__", value)?;
        audit_set(py, this, "__bases__", Some(value))?;
        change::set_bases(py, this, &value)
    }

    #[pymember]
    fn __base__(this: &Type, py: &mut Py) -> Option<Value> {
        this.state(py).base.get(py).clone()
    }

    #[pysetter]
    fn set___base__(_: &Type, py: &mut Py, _: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(super::field::read_only(py))
    }

    #[pygetter]
    fn __mro__(this: &Type, py: &mut Py) -> Value {
        let order = this.state(py).mro.get(py).clone();
        if super::items(&order).is_empty() { none() } else { order }
    }

    #[pygetter]
    fn __dict__(this: &Type, py: &mut Py) -> PyResult<Value> {
        let dict = this.state(py).dict.clone();
        py.heap().mapping_proxy(dict)
    }

    #[pygetter]
    fn __doc__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(class) = this.as_type() else { return Ok(none()) };
        if let Some(doc) = class.doc().filter(|_| !class.is_heap()) {
            return py.str(doc);
        }
        let name = py.name(Name::__DOC__).clone();
        let Some(doc) = own(py, class, &name) else { return Ok(none()) };
        match doc.type_().slots.descr_get.get() {
            Some(get) => get(py, doc.borrow(), None, Some(this)),
            None => Ok(doc),
        }
    }

    #[pysetter]
    fn set___doc__(this: &Type, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = assigned(py, this, "__doc__", value)?.to_value();
        audit_set(py, this, "__doc__", Some(value.borrow()))?;
        let name = py.name(Name::__DOC__).clone();
        store(py, this, &name, Some(value)).map(drop)
    }

    #[pygetter]
    fn __abstractmethods__(this: &Type, py: &mut Py) -> PyResult<Value> {
        let name = py.name(Name::__ABSTRACTMETHODS__).clone();
        match own(py, this, &name) {
            Some(methods) if !this.is(&TYPE) => Ok(methods),
            _ => Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("__abstractmethods__"))),
        }
    }

    #[pysetter]
    fn set___abstractmethods__(this: &Type, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let name = py.name(Name::__ABSTRACTMETHODS__).clone();
        let is_abstract = match value {
            Some(value) => py.is_true(&value)?,
            None => false,
        };
        if !store(py, this, &name, value.map(Borrowed::to_value))? {
            return Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("__abstractmethods__")));
        }
        this.set_abstract(is_abstract);
        Ok(())
    }

    #[pygetter]
    fn __type_params__(this: &Type, py: &mut Py) -> PyResult<Value> {
        let name = py.name(Name::__TYPE_PARAMS__).clone();
        match own(py, this, &name) {
            Some(params) if !this.is(&TYPE) => Ok(params),
            _ => py.tuple([]),
        }
    }

    #[pysetter]
    fn set___type_params__(this: &Type, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = assigned(py, this, "__type_params__", value)?.to_value();
        audit_set(py, this, "__type_params__", Some(value.borrow()))?;
        let name = py.name(Name::__TYPE_PARAMS__).clone();
        store(py, this, &name, Some(value)).map(drop)
    }

    #[pygetter]
    fn __text_signature__(this: &Type, py: &mut Py) -> PyResult<Value> {
        match this.text_signature(py) {
            Some(signature) => py.heap().str(&signature),
            None => Ok(none()),
        }
    }

    #[pymember]
    fn __flags__(this: &Type) -> i64 {
        i64::from(this.shown_flags())
    }

    #[pymember]
    fn __basicsize__(this: &Type) -> usize {
        this.instance_size()
    }

    #[pymember]
    fn __itemsize__(this: &Type) -> usize {
        this.item_size()
    }

    #[pymember]
    fn __dictoffset__(this: &Type) -> isize {
        this.dict_offset()
    }

    /// Weak references are not kept in the object: the number only says whether there can be any.
    #[pymember]
    fn __weakrefoffset__(this: &Type) -> isize {
        if this.has(Flags::WEAKLY_REFERABLE) { -1 } else { 0 }
    }

    /// The order in which the class and those above it are searched for attributes.
    #[pymethod("($self, /)")]
    fn mro(this: &Type, py: &mut Py) -> PyResult<Value> {
        let order = mro::linearise(py, this)?;
        py.list(order)
    }

    /// The classes that derive from this one directly.
    #[pymethod("($self, /)")]
    fn __subclasses__(this: &Type, py: &mut Py) -> PyResult<Value> {
        let subclasses = this.subclasses(py);
        py.list(subclasses)
    }

    /// Whether an object is an instance of the class.
    #[pymethod("($self, instance, /)")]
    fn __instancecheck__(this: Borrowed<'_>, py: &mut Py, instance: &Value) -> PyResult<bool> {
        py.is_plain_instance(instance, &this)
    }

    /// Whether a class derives from this one.
    #[pymethod("($self, subclass, /)")]
    fn __subclasscheck__(this: Borrowed<'_>, py: &mut Py, subclass: &Value) -> PyResult<bool> {
        py.is_plain_subclass(subclass, &this)
    }

    /// The names of the attributes of the class and of those above it.
    #[pymethod("($self, /)")]
    fn __dir__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let names = py.dict()?;
        super::dir::merge_class(py, &names, &this)?;
        super::dir::keys(py, &names)
    }

    /// The bytes that the class takes up.
    #[pymethod("($self, /)")]
    fn __sizeof__(this: &Type) -> usize {
        this.memory_size()
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match py.interpreter().hooks().union {
            Some(union) => union(py, &left, &right),
            None => Ok(not_implemented()),
        }
    }
}
