//! `SignalDict`: the flags or traps of a context, as a mapping from signals to truth.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use taipan_decimal::Status;
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::boolean;
use taipan_object::types::type_::TYPE;
use taipan_object::{Args, Borrowed, CompareOp, Py, PyResult, Raised, Type, Value};

use super::signals::{self, SIGNALS};
use super::{State, import_from};

/// The conditions of a context.
#[derive(Default)]
pub(super) struct Signals {
    /// Those that arose.
    pub(super) flags: Cell<Status>,
    /// Those that raise exceptions.
    pub(super) traps: Cell<Status>,
}

/// Which of a context's conditions a mapping shows.
#[derive(Clone, Copy)]
pub(super) enum Which {
    Flags,
    Traps,
}

/// The payload.
#[pyclass(name = "decimal.SignalDictMixin", leaf)]
pub(crate) struct SignalDictMixin {
    /// The conditions, which end with their context; none in an object that no context made. Without them it is no mapping.
    signals: Option<(Weak<Signals>, Which)>,
}

pub(super) const DEFINITION: Definition = Definition {
    flags: Flags::BASE,
    slots: &[SignalDictMixin::SLOTS],
    methods: &[SignalDictMixin::METHODS],
    ..Definition::of(&SIGNAL_DICT_MIXIN)
};

/// The class of the mappings: the native type with what `MutableMapping` adds.
pub(super) fn make_class(py: &mut Py) -> PyResult<Value> {
    let mapping = import_from(py, "collections.abc", "MutableMapping")?;
    let (name, bases) = (py.str("SignalDict")?, py.tuple([SIGNAL_DICT_MIXIN.to_value(), mapping])?);
    let namespace = py.dict()?;
    py.call(&TYPE.to_value(), &[&name, &bases, &namespace])
}

/// A mapping for a context.
pub(super) fn make(py: &Py, signals: &Rc<Signals>, which: Which) -> PyResult<Value> {
    let class = py.state::<State>().signal_dict.get(py).clone();
    let payload = SignalDictMixin { signals: Some((Rc::downgrade(signals), which)) };
    match class.as_ref().and_then(|class| class.as_type()) {
        Some(class) => py.heap().object_of(class, payload),
        None => py.heap().object(payload),
    }
}

/// The conditions that a mapping or a list of signals has; `is_list` says whether lists are taken.
pub(super) fn read(py: &mut Py, value: Borrowed<'_>, is_list: bool) -> PyResult<Status> {
    if let Some(dict) = value.get::<SignalDictMixin>() {
        return dict.get(py);
    }
    if let Some(dict) = value.get::<Dict>() {
        return from_dict(py, dict);
    }
    if is_list && value.type_().has(Flags::LIST) {
        let mut status = Status::NONE;
        for class in py.collect(&value)? {
            status |= signals::of_class(py, &class).ok_or_else(|| no_signal(py))?;
        }
        return Ok(status);
    }
    Err(exc::type_error(py, format_args!("argument must be a signal dict")))
}

fn from_dict(py: &mut Py, dict: &Dict) -> PyResult<Status> {
    if dict.len(py) != SIGNALS.len() {
        return Err(invalid_key(py));
    }
    let mut status = Status::NONE;
    for index in SIGNALS {
        let class = signals::value(py, index);
        let Some(value) = dict.get(py, &class)? else { return Err(invalid_key(py)) };
        if py.is_true(&value)? {
            status |= signals::status(index);
        }
    }
    Ok(status)
}

/// `KeyError`: a dict does not have the signals as keys.
#[cold]
fn invalid_key(py: &Py) -> Raised {
    raise_key(py, "invalid signal dict")
}

/// `KeyError`: not a signal.
#[cold]
fn no_signal(py: &Py) -> Raised {
    raise_key(
        py,
        "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, \
         Subnormal, Inexact, Rounded,\n   Clamped]",
    )
}

#[cold]
fn raise_key(py: &Py, text: &str) -> Raised {
    match py.str(text) {
        Ok(text) => exc::key_error(py, &text),
        Err(raised) => raised,
    }
}

#[cold]
fn invalid(py: &Py) -> Raised {
    exc::value_error(py, format_args!("invalid signal dict"))
}

impl SignalDictMixin {
    fn get(&self, py: &Py) -> PyResult<Status> {
        self.with(py, Cell::get)
    }

    /// Reads or changes the conditions.
    fn with<R>(&self, py: &Py, work: impl FnOnce(&Cell<Status>) -> R) -> PyResult<R> {
        let Some((signals, which)) = &self.signals else { return Err(invalid(py)) };
        match (signals.upgrade(), which) {
            (Some(signals), Which::Flags) => Ok(work(&signals.flags)),
            (Some(signals), Which::Traps) => Ok(work(&signals.traps)),
            (None, _) => Err(invalid(py)),
        }
    }
}

#[pymethods]
impl SignalDictMixin {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self { signals: None })
    }

    #[pyslot]
    fn init(_: &Self, _: &mut Py, _: Args<'_>) -> PyResult<()> {
        Ok(())
    }

    #[pyslot]
    fn length(&self, py: &mut Py) -> PyResult<usize> {
        self.get(py)?;
        Ok(SIGNALS.len())
    }

    #[pyslot]
    fn iter(&self, py: &mut Py) -> PyResult<Value> {
        self.get(py)?;
        let signals = SIGNALS.map(|index| signals::value(py, index));
        let signals = py.tuple(signals)?;
        py.iter(&signals)
    }

    #[pyslot]
    fn getitem(&self, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        let status = self.get(py)?;
        match signals::of_class(py, &key) {
            Some(signal) => Ok(boolean(status.has(signal))),
            None => Err(no_signal(py)),
        }
    }

    #[pyslot]
    fn setitem(&self, py: &mut Py, key: Borrowed<'_>, value: Option<Borrowed<'_>>) -> PyResult<()> {
        self.get(py)?;
        let Some(value) = value else {
            return Err(exc::value_error(py, format_args!("signal keys cannot be deleted")));
        };
        let Some(signal) = signals::of_class(py, &key) else { return Err(no_signal(py)) };
        let truth = py.is_true(&value)?;
        self.with(py, |cell| {
            let status = cell.get();
            cell.set(if truth { status | signal } else { status & !signal });
        })
    }

    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<String> {
        let status = self.get(py)?;
        let items = SIGNALS.map(|index| {
            let truth = if status.has(signals::status(index)) { "True" } else { "False" };
            format!("<class 'decimal.{}'>:{truth}", signals::CLASSES[index].name)
        });
        Ok(format!("{{{}}}", items.join(", ")))
    }

    #[pyslot]
    fn compare(&self, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Option<bool>> {
        let status = self.get(py)?;
        let theirs = if let Some(other) = other.get::<Self>() {
            other.get(py)?
        } else if let Some(dict) = other.get::<Dict>() {
            if dict.len(py) == 0 {
                return Err(invalid(py));
            }
            match from_dict(py, dict) {
                Ok(status) => status,
                // Other keys: not comparable.
                Err(raised) if py.matches(&raised, &exc::KEY_ERROR) => {
                    py.discard(raised);
                    return Ok(None);
                }
                Err(raised) => return Err(raised),
            }
        } else {
            return Ok(None);
        };
        match op {
            CompareOp::Eq => Ok(Some(status == theirs)),
            CompareOp::Ne => Ok(Some(status != theirs)),
            _ => Ok(None),
        }
    }

    /// A plain dict of the signals.
    #[pymethod("($self, /)")]
    fn copy(&self, py: &mut Py) -> PyResult<Value> {
        let status = self.get(py)?;
        let dict = py.dict()?;
        for index in SIGNALS {
            let class = signals::value(py, index);
            py.set_item(&dict, &class, &boolean(status.has(signals::status(index))))?;
        }
        Ok(dict)
    }
}
