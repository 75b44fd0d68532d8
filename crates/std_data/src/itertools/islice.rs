//! `islice`

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::is_none;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value};

use crate::arguments::{itself, no_keywords};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "islice(iterable, stop)\nislice(iterable, start, stop[, step])\n--\n\n\
         An iterator over the items that a slice selects, without making a sequence of them.",
    ),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    ..Definition::of(&ISLICE)
};

/// The payload.
#[pyclass(name = "itertools.islice")]
pub(crate) struct Islice {
    /// Nothing at the end.
    iterator: PyCell<Option<Value>>,
    /// The number of the next item to give out.
    next: Cell<usize>,
    /// Before this number it ends; the greatest one if it does not.
    stop: usize,
    step: usize,
    /// How many items have been read.
    read: Cell<usize>,
}

/// All of it.
struct Core;

#[pymethods(Islice)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        no_keywords(py, "islice", class, &ISLICE, args)?;
        let count = args.len();
        let Some(iterable) = args.get(0).filter(|_| count > 1) else {
            return Err(exc::type_error(
                py,
                format_args!("islice expected at least 2 arguments, got {count}"),
            ));
        };
        if count > 4 {
            return Err(exc::type_error(
                py,
                format_args!("islice expected at most 4 arguments, got {count}"),
            ));
        }
        let (first, last) = if count == 2 { (None, args.get(1)) } else { (args.get(1), args.get(2)) };
        let (start, stop, step) = (number(py, first), number(py, last), number(py, args.get(3)));
        let stop = match stop {
            Number::Bad | Number::Given(-1) => return Err(bad_stop(py)),
            stop => stop.size(usize::MAX),
        };
        let (Some(start), Some(stop)) = (start.size(0), stop) else { return Err(bad_index(py)) };
        let Some(step) = step.size(1).filter(|&step| step > 0) else {
            return Err(exc::value_error(
                py,
                format_args!("Step for islice() must be a positive integer or None."),
            ));
        };
        let iterator = PyCell::new(Some(py.iter(&iterable)?));
        let (next, read) = (Cell::new(start), Cell::new(0));
        py.heap().object_of(class, Islice { iterator, next, stop, step, read })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Islice, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(iterator) = this.iterator.get(py).clone() else { return Ok(None) };
        let stop = this.stop;
        let wanted = this.next.get();
        while this.read.get() < wanted.min(stop) {
            if py.next(&iterator)?.is_none() {
                drop(this.iterator.replace(py, None));
                return Ok(None);
            }
            this.read.set(this.read.get() + 1);
        }
        let item = if this.read.get() < stop { py.next(&iterator)? } else { None };
        if item.is_none() {
            drop(this.iterator.replace(py, None));
            return Ok(None);
        }
        this.read.set(this.read.get().saturating_add(1));
        this.next.set(wanted.saturating_add(this.step).min(stop));
        Ok(item)
    }
}

/// A number of the slice.
enum Number {
    /// None, or not given.
    Absent,
    Given(isize),
    /// No whole number, or too large.
    Bad,
}

impl Number {
    /// The number as a size; what is absent is `default`. Nothing if it is bad or negative.
    fn size(self, default: usize) -> Option<usize> {
        match self {
            Self::Absent => Some(default),
            Self::Given(number) => usize::try_from(number).ok(),
            Self::Bad => None,
        }
    }
}

fn number(py: &mut Py, value: Option<Borrowed<'_>>) -> Number {
    let Some(value) = value.filter(|value| !is_none(value)) else { return Number::Absent };
    match py.to_isize(&value) {
        Ok(number) => Number::Given(number),
        Err(raised) => {
            py.discard(raised);
            Number::Bad
        }
    }
}

#[cold]
fn bad_stop(py: &Py) -> Raised {
    exc::value_error(
        py,
        format_args!("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."),
    )
}

#[cold]
fn bad_index(py: &Py) -> Raised {
    exc::value_error(
        py,
        format_args!("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."),
    )
}
