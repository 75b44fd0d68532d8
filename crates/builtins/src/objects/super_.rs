//! `super`: the attributes that come after a class in an MRO.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::protocol::attribute::object_getattribute;
use taipan_object::type_::{Definition, Flags, attributes};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};
use taipan_text::Name;

/// The payload; empty before `__init__`.
#[pyclass(name = "super")]
pub(crate) struct Super {
    /// `__thisclass__`: the class after which the search begins.
    class: PyCell<Option<Value>>,
    /// `__self__`: what methods are bound to; nothing in an unbound one.
    object: PyCell<Option<Value>>,
    /// `__self_class__`: the class whose MRO is searched.
    start: PyCell<Option<Value>>,
}

/// The type, completed.
pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "super() is super(__class__, first argument).\nsuper(type) is unbound; super(type, obj) is bound to an instance \
         of type, super(type, type2) to a class that derives from it.\nIt finds what the classes after type in the MRO have.",
    ),
    flags: Flags::BASE,
    slots: &[Super::SLOTS],
    getset: &[Super::GETSET],
    ..Definition::of(&SUPER)
};

/// `super`
pub(crate) use SUPER as TYPE;

/// Fills an object that stands for `super(class, object)`.
fn fill(py: &mut Py, this: &Super, class: &Value, object: Option<&Value>) -> PyResult<()> {
    let Some(type_) = class.as_type() else {
        let given = class.type_().name();
        return Err(exc::type_error(py, format_args!("super() argument 1 must be a type, not {given}")));
    };
    let start = match object {
        Some(object) => Some(attributes::super_start(py, type_, object)?),
        None => None,
    };
    drop(this.class.replace(py, Some(class.clone())));
    drop(this.object.replace(py, object.cloned()));
    drop(this.start.replace(py, start));
    Ok(())
}

fn empty(py: &mut Py, class: &Type) -> PyResult<Value> {
    let payload = Super { class: PyCell::default(), object: PyCell::default(), start: PyCell::default() };
    py.heap().object_of(class, payload)
}

#[pymethods]
impl Super {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        empty(py, class)
    }

    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        let Some(this) = this.get::<Self>() else { return Ok(()) };
        if args.has_keywords() {
            return Err(exc::type_error(py, format_args!("super() takes no keyword arguments")));
        }
        match (args.len(), args.get(0), args.get(1)) {
            (0, ..) => {
                let Some(find) = py.interpreter().hooks().super_frame else {
                    return Err(exc::runtime_error(py, format_args!("super(): no current frame")));
                };
                let (class, object) = find(py)?;
                fill(py, this, &class, Some(&object))
            }
            (1 | 2, Some(class), object) => {
                let object = object.filter(|object| !is_none(object));
                fill(py, this, &class, object.as_deref())
            }
            (count, ..) => {
                Err(exc::type_error(py, format_args!("super() expected at most 2 arguments, got {count}")))
            }
        }
    }

    #[pyslot]
    fn getattr(this: Borrowed<'_>, py: &mut Py, name: Borrowed<'_>) -> PyResult<Value> {
        let Some(own) = this.get::<Self>() else { return object_getattribute(py, this, name) };
        let name = py.heap().attribute_name(&name)?;
        let (class, start) = (own.class.get(py).clone(), own.start.get(py).clone());
        if let (Some(class), Some(start)) = (&class, &start)
            && !name.is(py.name(Name::__CLASS__))
            && let (Some(class), Some(start_type)) = (class.as_type(), start.as_type())
            && let Some(found) = attributes::after(py, start_type, class, &name)
        {
            let Some(get) = found.type_().slots.descr_get.get() else { return Ok(found) };
            let object = own.object.get(py).clone().filter(|object| !object.is(start));
            return get(py, found.borrow(), object.as_ref().map(Value::borrow), Some(start.borrow()));
        }
        object_getattribute(py, this, name.borrow())
    }

    #[pyslot]
    fn descr_get(
        this: Borrowed<'_>,
        py: &mut Py,
        instance: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let Some(own) = this.get::<Self>() else { return Ok(this.to_value()) };
        let (Some(instance), false) = (instance, own.object.get(py).is_some()) else {
            return Ok(this.to_value());
        };
        let class = own.class.get(py).clone().unwrap_or_else(none);
        if !this.type_().is(&TYPE) {
            return py.call(&this.type_().to_value(), &[&class, &instance]);
        }
        let bound = empty(py, &TYPE)?;
        if let Some(payload) = bound.get::<Self>() {
            fill(py, payload, &class, Some(&instance))?;
        }
        Ok(bound)
    }

    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<Value> {
        let (class, start) = (self.class.get(py).clone(), self.start.get(py).clone());
        let name = |class: Option<&Value>| class.and_then(|it| it.as_type()).map(ToString::to_string);
        let class = name(class.as_ref()).unwrap_or_else(|| "NULL".into());
        match name(start.as_ref()) {
            Some(start) => py.text(format_args!("<super: <class '{class}'>, <{start} object>>")),
            None => py.text(format_args!("<super: <class '{class}'>, NULL>")),
        }
    }

    /// The class after which the search begins.
    #[pymember]
    fn __thisclass__(&self, py: &mut Py) -> Option<Value> {
        self.class.get(py).clone()
    }

    #[pysetter]
    fn set___thisclass__(&self, py: &mut Py, _: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(super::field::read_only(py))
    }

    /// What methods are bound to.
    #[pymember]
    fn __self__(&self, py: &mut Py) -> Option<Value> {
        self.object.get(py).clone()
    }

    #[pysetter]
    fn set___self__(&self, py: &mut Py, _: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(super::field::read_only(py))
    }

    /// The class whose MRO is searched.
    #[pymember]
    fn __self_class__(&self, py: &mut Py) -> Option<Value> {
        self.start.get(py).clone()
    }

    #[pysetter]
    fn set___self_class__(&self, py: &mut Py, _: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(super::field::read_only(py))
    }
}
