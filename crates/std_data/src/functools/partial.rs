//! `partial`: a function with some of its arguments given already.
//!
//! ```text
//! partial(f, a, Placeholder, c, x=1)(b, d, y=2)  ──►  f(a, b, c, d, x=1, y=2)
//! ```

use std::cell::Cell;
use std::mem::offset_of;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::object::HEADER_SIZE;
use taipan_object::protocol::call::is_callable;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::{DICT, Dict, OnDuplicate};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::{TUPLE, Tuple};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value, instance};
use taipan_strings::Buffer;

use super::placeholder::is_placeholder;
use crate::arguments::{full_name, generic_alias, items};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A function that calls another with some of the arguments given already.\n\n\
         Placeholder among them stands for an argument of the call; those that are left come after them.",
    ),
    signature: Some("(func, /, *args, **keywords)"),
    flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
    dict: HEADER_SIZE + offset_of!(Partial, dict),
    slots: &[Core::SLOTS],
    methods: &[Core::METHODS],
    getset: &[Core::GETSET],
    ..Definition::of(&PARTIAL)
};

/// The payload.
#[pyclass(name = "functools.partial")]
#[repr(C)]
pub(crate) struct Partial {
    function: PyCell<Value>,
    /// A tuple.
    args: PyCell<Value>,
    /// A dict.
    keywords: PyCell<Value>,
    /// How many of the arguments are placeholders.
    places: Cell<usize>,
    dict: PyCell<Option<Value>>,
}

impl Partial {
    fn function(&self, py: &Py) -> Value {
        self.function.get(py).clone()
    }

    fn args(&self, py: &Py) -> Value {
        self.args.get(py).clone()
    }

    fn keywords(&self, py: &Py) -> Value {
        self.keywords.get(py).clone()
    }
}

/// All of it.
struct Core;

#[pymethods(Partial)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let Some(function) = args.get(0) else {
            return Err(exc::type_error(py, format_args!("type 'partial' takes at least one argument")));
        };
        if !is_callable(&function) {
            return Err(exc::type_error(py, format_args!("the first argument must be callable")));
        }
        let given: Vec<Value> = args.iter().skip(1).map(Borrowed::to_value).collect();
        check_end(py, &given)?;
        if args.keywords().any(|(_, value)| is_placeholder(&value)) {
            return Err(exc::type_error(
                py,
                format_args!("Placeholder cannot be passed as a keyword argument"),
            ));
        }
        let (function, given, keywords) = match inner(py, function) {
            Some(inner) => {
                let outer = inner.args(py);
                let given = joined(items(&outer), given);
                (inner.function(py), given, copy_dict(py, &inner.keywords(py))?)
            }
            None => (function.to_value(), given, py.dict()?),
        };
        if let Some(dict) = keywords.exact::<Dict>() {
            for (name, value) in args.keywords() {
                drop(dict.set_str(py, &name, value.to_value())?);
            }
        }
        let places = Cell::new(count_places(&given));
        let (function, args) = (PyCell::new(function), PyCell::new(py.tuple(given)?));
        let (keywords, dict) = (PyCell::new(keywords), PyCell::new(None));
        py.heap().object_of(class, Partial { function, args, keywords, places, dict })
    }

    #[pyslot]
    fn call(this: &Partial, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let (function, given, keywords) = (this.function(py), this.args(py), this.keywords(py));
        let no_keywords = keywords.get::<Dict>().is_none_or(|dict| dict.is_empty(py));
        if this.places.get() == 0 && no_keywords {
            return py.call_after(&function, items(&given), args);
        }
        if args.len() < this.places.get() {
            return Err(missing(py, this.places.get(), args.len()));
        }
        let positional = joined(items(&given), args.iter().map(Borrowed::to_value).collect());
        if !args.has_keywords() {
            return py.call_tuple(&function, &positional, Some(&keywords));
        }
        let merged = copy_dict(py, &keywords)?;
        if let Some(dict) = merged.exact::<Dict>() {
            for (name, value) in args.keywords() {
                drop(dict.set_str(py, &name, value.to_value())?);
            }
        }
        py.call_tuple(&function, &positional, Some(&merged))
    }

    #[pyslot]
    fn descr_get(
        this: Borrowed<'_>,
        py: &mut Py,
        instance: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        match instance.filter(|instance| !is_none(instance)) {
            Some(instance) => py.heap().method(this.to_value(), instance.to_value()),
            None => Ok(this.to_value()),
        }
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(guard) = py.enter_repr(this) else { return py.str("...") };
        let result = show(py, this);
        py.leave_repr(guard);
        result
    }

    /// What pickles make it of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(partial) = this.get::<Partial>() else { return Ok(this.to_value()) };
        let function = partial.function(py);
        let dict = partial.dict.get(py).clone().unwrap_or_else(none);
        let state = py.tuple([function.clone(), partial.args(py), partial.keywords(py), dict])?;
        let arguments = py.tuple([function])?;
        py.tuple([this.type_().to_value(), arguments, state])
    }

    /// Becomes what a pickle says: function, arguments, keywords, attributes.
    #[pymethod("($self, object, /)")]
    fn __setstate__(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        let Some(partial) = this.get::<Partial>() else { return Ok(()) };
        let Some([function, args, keywords, attributes]) = object.get::<Tuple>().map(Tuple::items) else {
            return Err(invalid_state(py));
        };
        let is_dict = |value: &Value| value.type_().has(Flags::DICT);
        if !is_callable(function)
            || args.get::<Tuple>().is_none()
            || !(is_none(keywords) || is_dict(keywords))
            || !(is_none(attributes) || is_dict(attributes))
        {
            return Err(invalid_state(py));
        }
        check_end(py, items(args))?;
        let places = count_places(items(args));
        let args = if args.type_().is(&TUPLE) { args.clone() } else { py.tuple(items(args).to_vec())? };
        let keywords = match () {
            () if is_none(keywords) => py.dict()?,
            () if keywords.type_().is(&DICT) => keywords.clone(),
            () => copy_dict(py, keywords)?,
        };
        let attributes = Some(attributes.clone()).filter(|attributes| !is_none(attributes));
        partial.places.set(places);
        let function = partial.function.replace(py, function.clone());
        let args = partial.args.replace(py, args);
        let keywords = partial.keywords.replace(py, keywords);
        let attributes = partial.dict.replace(py, attributes);
        drop((function, args, keywords, attributes));
        Ok(())
    }

    /// A generic alias, as type annotations use it.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        generic_alias(py, class, object)
    }

    /// What is called.
    #[pymember]
    fn func(this: &Partial, py: &mut Py) -> Value {
        this.function(py)
    }

    /// Arguments that come before those of a call.
    #[pymember]
    fn args(this: &Partial, py: &mut Py) -> Value {
        this.args(py)
    }

    /// Keywords, which those of a call are added to.
    #[pymember]
    fn keywords(this: &Partial, py: &mut Py) -> Value {
        this.keywords(py)
    }

    #[pygetter]
    fn __dict__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Option<Value>> {
        instance::dict(py, this)
    }

    #[pysetter]
    fn set___dict__(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        match value {
            Some(_) => instance::set_dict_attribute(py, this, value),
            None => Err(exc::type_error(py, format_args!("cannot delete __dict__"))),
        }
    }
}

/// The partial that is to be called, whose parts the new one takes over.
fn inner<'a>(py: &Py, function: Borrowed<'a>) -> Option<&'a Partial> {
    let partial = function.get::<Partial>()?;
    let call = |class: &Type| class.slots.call.get().map(|call| call as usize);
    let plain = call(function.type_()) == call(&PARTIAL) && partial.dict.get(py).is_none();
    plain.then_some(partial)
}

/// Arguments with their placeholders filled from others, as far as these reach; what is left comes after.
fn joined(first: &[Value], more: Vec<Value>) -> Vec<Value> {
    let mut more = more.into_iter();
    let mut all = Vec::with_capacity(first.len() + more.len());
    for value in first {
        let filled = if is_placeholder(value) { more.next() } else { None };
        all.push(filled.unwrap_or_else(|| value.clone()));
    }
    all.extend(more);
    all
}

fn count_places(args: &[Value]) -> usize {
    args.iter().filter(|value| is_placeholder(value)).count()
}

/// The last argument must be a real one.
fn check_end(py: &Py, args: &[Value]) -> PyResult<()> {
    if args.last().is_some_and(is_placeholder) {
        return Err(exc::type_error(py, format_args!("trailing Placeholders are not allowed")));
    }
    Ok(())
}

fn copy_dict(py: &mut Py, dict: &Value) -> PyResult<Value> {
    let copy = py.dict()?;
    if let (Some(copy), Some(dict)) = (copy.exact::<Dict>(), dict.get::<Dict>()) {
        copy.merge(py, dict, OnDuplicate::Replace)?;
    }
    Ok(copy)
}

#[cold]
fn missing(py: &Py, expected: usize, got: usize) -> Raised {
    exc::type_error(
        py,
        format_args!(
            "missing positional arguments in 'partial' call; expected at least {expected}, got {got}"
        ),
    )
}

#[cold]
fn invalid_state(py: &Py) -> Raised {
    exc::type_error(py, format_args!("invalid partial state"))
}

fn show(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let Some(partial) = this.get::<Partial>() else { return Ok(this.to_value()) };
    let (function, args, keywords) = (partial.function(py), partial.args(py), partial.keywords(py));
    let name = full_name(py, this.type_());
    let mut text = Buffer::new();
    text.push_str(&name)?;
    text.push_str("(")?;
    push_repr(py, &mut text, &function)?;
    for value in items(&args) {
        text.push_str(", ")?;
        push_repr(py, &mut text, value)?;
    }
    let keywords = keywords.get::<Dict>().map(|dict| dict.items(py)).unwrap_or_default();
    for (name, value) in keywords {
        text.push_str(", ")?;
        let name = py.to_str(&name)?;
        push(&mut text, &name)?;
        text.push_str("=")?;
        push_repr(py, &mut text, &value)?;
    }
    text.push_str(")")?;
    py.heap().str_from_buffer(&text)
}

fn push_repr(py: &mut Py, text: &mut Buffer, value: &Value) -> PyResult<()> {
    let shown = py.repr(value)?;
    push(text, &shown)
}

fn push(text: &mut Buffer, shown: &Value) -> PyResult<()> {
    if let Some(shown) = shown.get::<Str>() {
        text.extend_units(shown.units())?;
    }
    Ok(())
}
