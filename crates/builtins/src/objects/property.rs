//! `property`: an attribute that functions read, write and delete.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::native::{Bound, MethodDef, MethodKind, NativeCall, Signature};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value};
use taipan_text::Name;

use super::wrapped::is_abstract;

/// The payload.
#[pyclass(name = "property")]
pub(crate) struct Property {
    getter: PyCell<Option<Value>>,
    setter: PyCell<Option<Value>>,
    deleter: PyCell<Option<Value>>,
    doc: PyCell<Option<Value>>,
    /// The name in the class, as `__set_name__` or somebody else gave it.
    name: PyCell<Option<Value>>,
    /// Whether the docstring is that of the getter, so that a copy with another getter has another.
    doc_of_getter: Cell<bool>,
}

/// The type, completed.
pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "An attribute that functions read, write and delete.\n\n  fget\n    reads the attribute\n  fset\n    sets it\n  \
         fdel\n    deletes it\n  doc\n    its docstring; that of fget by default\n\nAs a decorator, it makes a method the \
         getter; the decorators getter, setter and deleter of the\nproperty make properties with one function replaced.",
    ),
    signature: Some("(fget=None, fset=None, fdel=None, doc=None)"),
    flags: Flags::BASE,
    slots: &[Property::SLOTS],
    methods: &[Property::METHODS, SET_NAME],
    getset: &[Property::GETSET],
    ..Definition::of(&PROPERTY)
};

/// `property`
pub(crate) use PROPERTY as TYPE;

/// The function that reads a property, if a value is exactly one and has one.
pub(crate) fn getter(py: &Py, value: &Value) -> Option<Value> {
    value.exact::<Property>()?.getter.get(py).clone()
}

/// `__set_name__`, which counts its arguments in its own way.
const SET_NAME: &[MethodDef] = &[MethodDef::new(
    "__set_name__",
    "Tells the property its name in the class.",
    const { &Signature::new(Some("($self, owner, name, /)"), &[], true, false) },
    MethodKind::Instance,
    NativeCall::Bound(set_name),
)];

fn set_name(py: &mut Py, this: Borrowed<'_>, bound: &Bound<'_>) -> PyResult<Value> {
    let args = bound.rest();
    let (2, Some(name), Some(this)) = (args.len(), args.get(1), this.get::<Property>()) else {
        let count = args.len();
        return Err(exc::type_error(
            py,
            format_args!("__set_name__() takes 2 positional arguments but {count} were given"),
        ));
    };
    drop(this.name.replace(py, Some(name.to_value())));
    Ok(none())
}

/// A copy of a property, of the same class, with some functions replaced.
fn copy(
    py: &mut Py,
    this: Borrowed<'_>,
    getter: Option<&Value>,
    setter: Option<&Value>,
    deleter: Option<&Value>,
) -> PyResult<Value> {
    let Some(own) = this.get::<Property>() else { return Ok(this.to_value()) };
    let or_own = |py: &Py, new: Option<&Value>, cell: &PyCell<Option<Value>>| {
        new.filter(|it| !is_none(it)).cloned().or_else(|| field(py, cell)).unwrap_or_else(none)
    };
    let getter = or_own(py, getter, &own.getter);
    let (setter, deleter) = (or_own(py, setter, &own.setter), or_own(py, deleter, &own.deleter));
    let doc = match own.doc_of_getter.get() && !is_none(&getter) {
        true => none(),
        false => field(py, &own.doc).unwrap_or_else(none),
    };
    let class = this.type_().to_value();
    let result = py.call(&class, &[&getter, &setter, &deleter, &doc])?;
    if let Some(copy) = result.get::<Property>() {
        let name = field(py, &own.name);
        drop(copy.name.replace(py, name));
    }
    Ok(result)
}

/// The error for a property that cannot do what is asked of it.
#[cold]
fn lacks(py: &mut Py, this: &Property, object: Borrowed<'_>, what: &str) -> Raised {
    let qualified = object.type_().state(py).qualified_name.get(py).clone();
    let shown = match py.repr(&qualified) {
        Ok(shown) => shown,
        Err(raised) => return raised,
    };
    let name = match this.known_name(py) {
        Ok(Some(name)) => py.repr(&name).map(Some),
        Ok(None) => Ok(None),
        Err(raised) => Err(raised),
    };
    match name {
        Ok(Some(name)) => {
            py.error(&exc::ATTRIBUTE_ERROR, format_args!("property {name} of {shown} object has no {what}"))
        }
        Ok(None) => py.error(&exc::ATTRIBUTE_ERROR, format_args!("property of {shown} object has no {what}")),
        Err(raised) => raised,
    }
}

/// The value of a field.
fn field(py: &Py, cell: &PyCell<Option<Value>>) -> Option<Value> {
    cell.get(py).clone()
}

impl Property {
    /// The name that was given, else that of the getter.
    fn known_name(&self, py: &mut Py) -> PyResult<Option<Value>> {
        if let Some(name) = field(py, &self.name) {
            return Ok(Some(name));
        }
        let Some(getter) = field(py, &self.getter) else { return Ok(None) };
        let name = py.name(Name::__NAME__).clone();
        py.find_attribute(&getter, &name)
    }
}

/// Gives a new property its docstring. That of an instance of another class goes to its attributes, because the class has
/// a docstring of its own, which would hide it.
fn document(py: &mut Py, this: Borrowed<'_>, own: &Property, given: Option<Borrowed<'_>>) -> PyResult<()> {
    let mut doc = given.filter(|doc| !is_none(doc)).map(Borrowed::to_value);
    own.doc_of_getter.set(false);
    let name = py.name(Name::__DOC__).clone();
    if doc.is_none()
        && let Some(getter) = field(py, &own.getter)
    {
        doc = py.find_attribute(&getter, &name)?.filter(|doc| !is_none(doc));
        own.doc_of_getter.set(doc.is_some());
    }
    if this.type_().is(&TYPE) {
        drop(own.doc.replace(py, doc));
        return Ok(());
    }
    let value = doc.unwrap_or_else(none);
    match py.set_attribute(&this, &name, &value) {
        Err(raised) if !own.doc_of_getter.get() && py.matches(&raised, &exc::ATTRIBUTE_ERROR) => {
            py.discard(raised);
            Ok(())
        }
        result => result,
    }
}

#[pymethods]
impl Property {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        let payload = Self {
            getter: PyCell::default(),
            setter: PyCell::default(),
            deleter: PyCell::default(),
            doc: PyCell::default(),
            name: PyCell::default(),
            doc_of_getter: Cell::new(false),
        };
        py.heap().object_of(class, payload)
    }

    #[pyslot("($self, fget=None, fset=None, fdel=None, doc=None)", name = "property")]
    fn init(
        this: Borrowed<'_>,
        py: &mut Py,
        fget: Option<Borrowed<'_>>,
        fset: Option<Borrowed<'_>>,
        fdel: Option<Borrowed<'_>>,
        doc: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let Some(own) = this.get::<Self>() else { return Ok(()) };
        for (cell, value) in [(&own.getter, fget), (&own.setter, fset), (&own.deleter, fdel)] {
            drop(cell.replace(py, value.filter(|it| !is_none(it)).map(Borrowed::to_value)));
        }
        drop(own.doc.replace(py, None));
        drop(own.name.replace(py, None));
        document(py, this, own, doc)
    }

    #[pyslot]
    fn descr_get(
        this: Borrowed<'_>,
        py: &mut Py,
        instance: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let (Some(own), Some(instance)) = (this.get::<Self>(), instance) else { return Ok(this.to_value()) };
        match field(py, &own.getter) {
            Some(getter) => py.call(&getter, &[&instance]),
            None => Err(lacks(py, own, instance, "getter")),
        }
    }

    #[pyslot]
    fn descr_set(
        this: Borrowed<'_>,
        py: &mut Py,
        instance: Borrowed<'_>,
        value: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let Some(own) = this.get::<Self>() else { return Ok(()) };
        match value {
            Some(value) => match field(py, &own.setter) {
                Some(setter) => py.call(&setter, &[&instance, &value]).map(drop),
                None => Err(lacks(py, own, instance, "setter")),
            },
            None => match field(py, &own.deleter) {
                Some(deleter) => py.call(&deleter, &[&instance]).map(drop),
                None => Err(lacks(py, own, instance, "deleter")),
            },
        }
    }

    /// A property like this one with another getter.
    #[pymethod("($self, object, /)")]
    fn getter(this: Borrowed<'_>, py: &mut Py, object: &Value) -> PyResult<Value> {
        copy(py, this, Some(object), None, None)
    }

    /// A property like this one with another setter.
    #[pymethod("($self, object, /)")]
    fn setter(this: Borrowed<'_>, py: &mut Py, object: &Value) -> PyResult<Value> {
        copy(py, this, None, Some(object), None)
    }

    /// A property like this one with another deleter.
    #[pymethod("($self, object, /)")]
    fn deleter(this: Borrowed<'_>, py: &mut Py, object: &Value) -> PyResult<Value> {
        copy(py, this, None, None, Some(object))
    }

    #[pymember]
    fn fget(&self, py: &mut Py) -> Option<Value> {
        field(py, &self.getter)
    }

    #[pysetter]
    fn set_fget(&self, py: &mut Py, _: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(super::field::read_only(py))
    }

    #[pymember]
    fn fset(&self, py: &mut Py) -> Option<Value> {
        field(py, &self.setter)
    }

    #[pysetter]
    fn set_fset(&self, py: &mut Py, _: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(super::field::read_only(py))
    }

    #[pymember]
    fn fdel(&self, py: &mut Py) -> Option<Value> {
        field(py, &self.deleter)
    }

    #[pysetter]
    fn set_fdel(&self, py: &mut Py, _: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(super::field::read_only(py))
    }

    #[pymember]
    fn __doc__(&self, py: &mut Py) -> Option<Value> {
        field(py, &self.doc)
    }

    #[pysetter]
    fn set___doc__(&self, py: &mut Py, value: Option<Borrowed<'_>>) {
        drop(self.doc.replace(py, value.map(Borrowed::to_value)));
    }

    #[pygetter]
    fn __name__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let name = match this.get::<Self>() {
            Some(own) => own.known_name(py)?,
            None => None,
        };
        match name {
            Some(name) => Ok(name),
            None => {
                let name = py.name(Name::__NAME__).clone();
                Err(exc::attribute_error(py, &this, &name))
            }
        }
    }

    #[pysetter]
    fn set___name__(&self, py: &mut Py, value: Option<Borrowed<'_>>) {
        drop(self.name.replace(py, value.map(Borrowed::to_value)));
    }

    #[pygetter]
    fn __isabstractmethod__(&self, py: &mut Py) -> PyResult<bool> {
        for cell in [&self.getter, &self.setter, &self.deleter] {
            let function = field(py, cell);
            if is_abstract(py, function.as_ref())? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
