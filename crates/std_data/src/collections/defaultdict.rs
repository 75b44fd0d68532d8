//! `defaultdict`

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::protocol::call::is_callable;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::{DICT, Dict};
use taipan_object::types::singletons::{is_none, none, not_implemented};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};
use taipan_text::Name;

use crate::arguments::generic_alias;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\n\
         A dict that makes values for missing keys: d[key] sets what default_factory() returns. No other\n\
         method does that. The arguments after the factory are those of dict().",
    ),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    methods: &[Core::METHODS],
    getset: &[Core::GETSET],
    unseen: &["__new__"],
    ..Definition::of(&DEFAULT_DICT)
};

/// The payload; it begins with that of a dict.
#[pyclass(name = "collections.defaultdict", base = DICT)]
#[repr(C)]
pub(crate) struct DefaultDict {
    #[part]
    dict: Dict,
    factory: PyCell<Option<Value>>,
}

impl DefaultDict {
    fn factory(&self, py: &Py) -> Option<Value> {
        self.factory.get(py).clone()
    }
}

/// All of it.
struct Core;

#[pymethods(DefaultDict)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, DefaultDict { dict: Dict::default(), factory: PyCell::new(None) })
    }

    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        let Some(own) = this.get::<DefaultDict>() else { return Ok(()) };
        let factory = args.get(0).filter(|factory| !is_none(factory));
        if factory.is_some_and(|factory| !is_callable(&factory)) {
            return Err(exc::type_error(py, format_args!("first argument must be callable or None")));
        }
        drop(own.factory.replace(py, factory.map(Borrowed::to_value)));
        match DICT.slots.init.get() {
            Some(init) => init(py, this, args.skip(1)),
            None => Ok(()),
        }
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(own) = this.get::<DefaultDict>() else { return Ok(this.to_value()) };
        let dict = match DICT.slots.repr.get() {
            Some(repr) => repr(py, this)?,
            None => this.to_value(),
        };
        let factory = own.factory(py).unwrap_or_else(none);
        let factory = match py.enter_repr(this) {
            None => py.str("...")?,
            Some(guard) => {
                let shown = py.repr(&factory);
                py.leave_repr(guard);
                shown?
            }
        };
        let name = this.type_().state(py).name.get(py).clone();
        py.text(format_args!("{name}({factory}, {dict})"))
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        let own = if left.get::<DefaultDict>().is_some() { left } else { right };
        if left.get::<Dict>().is_none() || right.get::<Dict>().is_none() {
            return Ok(not_implemented());
        }
        let merged = copy_with(py, own, left)?;
        match merged.get::<Dict>() {
            Some(dict) => dict.update(py, &right)?,
            None => {
                let name = py.heap().intern("update")?;
                drop(py.call_method(&merged, &name, &[&right])?);
            }
        }
        Ok(merged)
    }

    /// Sets the key to what the default factory returns, and returns that; KeyError without a factory.
    #[pymethod("($self, object, /)")]
    fn __missing__(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let factory = this.get::<DefaultDict>().and_then(|own| own.factory(py));
        let Some(factory) = factory else { return Err(exc::key_error(py, &object)) };
        let value = py.call(&factory, &[])?;
        // The factory may have set the key itself: that value stays.
        match this.get::<Dict>() {
            Some(dict) => Ok(dict.set_default(py, &object, &value)?.0),
            None => Ok(value),
        }
    }

    /// A copy with the same keys, values and factory.
    #[pymethod("($self, /)")]
    fn copy(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        copy_with(py, this, this)
    }

    /// A copy with the same keys, values and factory.
    #[pymethod("($self, /)")]
    fn __copy__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        copy_with(py, this, this)
    }

    /// What pickles make it of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let factory = this.get::<DefaultDict>().and_then(|own| own.factory(py));
        let arguments = py.tuple(factory.into_iter().collect::<Vec<_>>())?;
        let name = py.name(Name::ITEMS).clone();
        let items = py.call_method(&this, &name, &[])?;
        let items = py.iter(&items)?;
        py.tuple([this.type_().to_value(), arguments, none(), none(), items])
    }

    /// A generic alias, as type annotations use it.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        generic_alias(py, class, object)
    }

    /// What __missing__() calls.
    #[pymember]
    fn default_factory(this: &DefaultDict, py: &mut Py) -> Value {
        this.factory(py).unwrap_or_else(none)
    }

    #[pysetter]
    fn set_default_factory(this: &DefaultDict, py: &mut Py, value: Option<Borrowed<'_>>) {
        let factory = value.filter(|factory| !is_none(factory)).map(Borrowed::to_value);
        drop(this.factory.replace(py, factory));
    }
}

/// What the class makes of the factory of `own` and the items of `source`.
fn copy_with(py: &mut Py, own: Borrowed<'_>, source: Borrowed<'_>) -> PyResult<Value> {
    let factory = own.get::<DefaultDict>().and_then(|own| own.factory(py)).unwrap_or_else(none);
    py.call(&own.type_().borrow(), &[&factory, &source])
}
