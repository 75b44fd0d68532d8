//! `types.SimpleNamespace`: an object with attributes and nothing else.

use taipan_macros::pymethods;
use taipan_object::native::Keywords;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{boolean, none, not_implemented};
use taipan_object::{
    Borrowed, CompareOp, Parts, Payload, Py, PyResult, Type, Value, Visit, exception as exc, instance,
};

use crate::text::percent::full_name;

/// The payload, of which there is none: all is in the attributes.
pub(super) struct Namespace;

/// `types.SimpleNamespace`
static NAMESPACE: Type = Type::with_attributes::<Namespace>("types.SimpleNamespace", &OBJECT);

// SAFETY: the payload is empty.
unsafe impl Payload for Namespace {
    const TYPE: &'static Type = &NAMESPACE;
}

impl Parts for Namespace {
    fn take_part(&mut self) -> Option<Value> {
        None
    }

    fn each_part(&self, _: &mut Visit<'_>) {}
}

/// The type.
pub(super) const DEFINITION: Definition = Definition {
    doc: Some("An object with the attributes that it is given."),
    signature: Some("(mapping_or_iterable=(), /, **kwargs)"),
    flags: Flags::BASE,
    slots: &[Methods::SLOTS],
    methods: &[Methods::METHODS],
    getset: &[Methods::GETSET],
    ..Definition::of(&NAMESPACE)
};

/// An empty one.
pub fn new_namespace(py: &mut Py) -> PyResult<Value> {
    py.heap().object_of(&NAMESPACE, Namespace)
}

struct Methods;

#[pymethods]
impl Methods {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _args: taipan_object::Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Namespace)
    }

    #[pyslot("(mapping_or_iterable=(), /, **kwargs)", name = "SimpleNamespace")]
    fn init(
        this: Borrowed<'_>,
        py: &mut Py,
        mapping_or_iterable: Option<Borrowed<'_>>,
        kwargs: Keywords<'_>,
    ) -> PyResult<()> {
        let own = instance::dict(py, this)?.unwrap_or_else(none);
        let Some(own) = own.get::<Dict>() else { return Ok(()) };
        if let Some(given) = mapping_or_iterable {
            let class = taipan_object::types::dict::DICT.to_value();
            let items = py.call(&class, &[&given])?;
            for (name, value) in items.get::<Dict>().map(|dict| dict.items(py)).unwrap_or_default() {
                if !name.is_str() {
                    return Err(exc::type_error(py, format_args!("keywords must be strings")));
                }
                own.set(py, &name, value)?;
            }
        }
        for (name, value) in kwargs.iter() {
            own.set(py, &name, value.to_value())?;
        }
        Ok(())
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_();
        let name = if class.is(&NAMESPACE) {
            "namespace".to_owned()
        } else {
            class.state(py).name.get(py).to_string()
        };
        let Some(guard) = py.enter_repr(this) else { return py.text(format_args!("{name}(...)")) };
        let items =
            instance::dict(py, this)?.as_ref().and_then(|it| it.get::<Dict>()).map(|dict| dict.items(py));
        let mut shown = Vec::new();
        let mut result = Ok(());
        for (key, value) in items.unwrap_or_default().into_iter().filter(|(key, _)| key.is_str()) {
            match py.repr(&value) {
                Ok(text) => shown.push(format!("{key}={text}")),
                Err(raised) => {
                    result = Err(raised);
                    break;
                }
            }
        }
        py.leave_repr(guard);
        result?;
        py.text(format_args!("{name}({})", shown.join(", ")))
    }

    #[pyslot]
    fn compare(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        if !matches!(op, CompareOp::Eq | CompareOp::Ne)
            || this.get::<Namespace>().is_none()
            || other.get::<Namespace>().is_none()
        {
            return Ok(not_implemented());
        }
        let (left, right) = (instance::dict(py, this)?, instance::dict(py, other)?);
        let equal = match (left, right) {
            (Some(left), Some(right)) => py.equal(&left, &right)?,
            _ => false,
        };
        Ok(boolean(equal == (op == CompareOp::Eq)))
    }

    /// What pickle needs.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let dict = instance::dict(py, this)?.unwrap_or_else(none);
        let empty = py.tuple([])?;
        py.tuple([this.type_().to_value(), empty, dict])
    }

    /// A copy with some attributes changed.
    #[pymethod("($self, /, **changes)")]
    fn __replace__(this: Borrowed<'_>, py: &mut Py, changes: Keywords<'_>) -> PyResult<Value> {
        let class = this.type_().to_value();
        let copy = py.call(&class, &[])?;
        if !copy.type_().is_subtype(py, &NAMESPACE) {
            let (class, found) = (full_name(py, this.type_()), full_name(py, copy.type_()));
            let wanted = NAMESPACE.name();
            return Err(exc::type_error(
                py,
                format_args!("expect {wanted} type, but {class}() returned '{found}' object"),
            ));
        }
        let items =
            instance::dict(py, this)?.as_ref().and_then(|it| it.get::<Dict>()).map(|dict| dict.items(py));
        for (name, value) in items.unwrap_or_default() {
            py.set_attribute(&copy, &name, &value)?;
        }
        for (name, value) in changes.iter() {
            py.set_attribute(&copy, &name, &value)?;
        }
        Ok(copy)
    }

    /// The attributes.
    #[pygetter(name = "__dict__")]
    fn dict(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        Ok(instance::dict(py, this)?.unwrap_or_else(none))
    }
}
