//! `reversed`, over anything with a length and `__getitem__`.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::protocol::iterate::is_sequence;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::list::LIST;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};
use taipan_text::Name;

use super::{itself, reduced, state_index};
use crate::arguments::{exactly, has_init_of, no_keywords};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("An iterator over the values of a sequence from the last to the first."),
    signature: Some("(sequence, /)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    methods: &[Core::METHODS],
    ..Definition::of(&REVERSED)
};

/// The payload.
#[pyclass(name = "reversed")]
pub(crate) struct Reversed {
    /// The sequence; nothing at the end.
    sequence: PyCell<Option<Value>>,
    /// The next index; below 0 at the end.
    index: Cell<isize>,
}

/// All of it.
struct Core;

#[pymethods(Reversed)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if has_init_of(class, &REVERSED) {
            no_keywords(py, "reversed", args)?;
        }
        let [sequence] = exactly(py, "reversed", args)?;
        if sequence.type_().is(&LIST) {
            return super::list::reversed(py, sequence);
        }
        let name = py.name(Name::__REVERSED__).clone();
        let own = sequence.type_().lookup(py, &name);
        match own {
            Some(own) if is_none(&own) => return Err(not_reversible(py, sequence)),
            Some(own) => return py.call_unbound(&own, sequence, &[]),
            None => {}
        }
        if !is_sequence(&sequence) {
            return Err(not_reversible(py, sequence));
        }
        let length = py.len(&sequence)?;
        let payload = Reversed {
            sequence: PyCell::new(Some(sequence.to_value())),
            index: Cell::new(isize::try_from(length).unwrap_or(isize::MAX) - 1),
        };
        py.heap().object_of(class, payload)
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Reversed, py: &mut Py) -> PyResult<Option<Value>> {
        let index = this.index.get();
        let sequence = this.sequence.get(py).clone();
        let Some(sequence) = sequence.filter(|_| index >= 0) else { return Ok(None) };
        if let Some(item) = item_of_known(py, &sequence, index) {
            this.index.set(index - 1);
            return item.map(Some);
        }
        let key = py.int(index as i64)?;
        match py.get_item(&sequence, &key) {
            Ok(item) => {
                this.index.set(index - 1);
                Ok(Some(item))
            }
            Err(raised) => {
                this.index.set(-1);
                if py.matches(&raised, &exc::INDEX_ERROR) || py.matches(&raised, &exc::STOP_ITERATION) {
                    py.discard(raised);
                    drop(this.sequence.replace(py, None));
                    return Ok(None);
                }
                Err(raised)
            }
        }
    }

    /// How many values are left.
    #[pymethod("($self, /)")]
    fn __length_hint__(this: &Reversed, py: &mut Py) -> PyResult<isize> {
        let sequence = this.sequence.get(py).clone();
        let Some(sequence) = sequence else { return Ok(0) };
        let length = py.len(&sequence)?;
        let left = this.index.get() + 1;
        // A sequence that has become too short ends the iteration.
        Ok(if length < left.unsigned_abs() { 0 } else { left })
    }

    /// What pickles make the iterator of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_().to_value();
        let Some(reversed) = this.get::<Reversed>() else { return Ok(class) };
        let sequence = reversed.sequence.get(py).clone();
        match sequence.filter(|_| reversed.index.get() >= 0) {
            Some(sequence) => {
                let index = py.int(reversed.index.get() as i64)?;
                reduced(py, class, vec![sequence], Some(index))
            }
            None => {
                let empty = py.tuple([])?;
                reduced(py, class, vec![empty], None)
            }
        }
    }

    /// Goes on from an index.
    #[pymethod("($self, object, /)")]
    fn __setstate__(this: &Reversed, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        let index = state_index(py, object)?;
        let sequence = this.sequence.get(py).clone();
        if let Some(sequence) = sequence {
            let length = py.len(&sequence)?;
            let last = isize::try_from(length).unwrap_or(isize::MAX) - 1;
            this.index.set(index.max(-1).min(last));
        }
        Ok(())
    }
}

#[cold]
fn not_reversible(py: &Py, value: Borrowed<'_>) -> taipan_object::Raised {
    exc::type_error(py, format_args!("'{}' object is not reversible", value.type_().name()))
}

/// The item of a tuple or text at an index that is not negative.
#[inline]
fn item_of_known(py: &Py, sequence: &Value, index: isize) -> Option<PyResult<Value>> {
    if let Some(text) = sequence.exact::<Str>() {
        return text.code_point(index.unsigned_abs()).map(|point| py.heap().character(point));
    }
    sequence.exact::<Tuple>()?.items().get(index.unsigned_abs()).map(|item| Ok(item.clone()))
}
