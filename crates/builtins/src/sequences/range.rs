//! `range`
//!
//! The numbers may be of any size. Where they are small, which is nearly always, everything is computed with machine words.

pub(crate) mod whole;

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::range::{RANGE, Range};
use taipan_object::types::singletons::{boolean, none, not_implemented};
use taipan_object::types::slice::Slice;
use taipan_object::{Args, Borrowed, CompareOp, Py, PyResult, Type, Value};

use crate::arguments::no_keywords;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nA sequence of the ints from start, or 0, up to but without stop, by step, or 1.\nrange(4) has 0, 1, 2 and 3: the indices of a list of four items.",
    ),
    flags: Flags::SEQUENCE,
    slots: &[Core::SLOTS],
    methods: &[Methods::METHODS],
    getset: &[Methods::GETSET],
    ..Definition::of(&RANGE)
};

/// A range of exact ints. The step is not 0.
pub(crate) fn make(py: &mut Py, start: Value, stop: Value, step: Value) -> PyResult<Value> {
    let length = whole::count(py, &start, &stop, &step)?;
    py.heap().object(Range { start, stop, step, length })
}

/// The number at an index, which may lie outside of the range.
pub(crate) fn number_at(py: &mut Py, range: &Range, index: &Value) -> PyResult<Value> {
    let way = whole::multiply(py, index, &range.step)?;
    whole::add(py, &range.start, &way)
}

/// The range that most programs ask for: from 0 or a number, up to another, where everything fits its word.
#[inline]
fn in_words(args: Args<'_>) -> Option<Range> {
    if args.has_keywords() {
        return None;
    }
    let number = |index| args.get(index)?.as_small_int();
    let (start, stop) = match args.len() {
        1 => (0, number(0)?),
        2 => (number(0)?, number(1)?),
        _ => return None,
    };
    let [start, stop, step, length] =
        [start, stop, 1, stop.saturating_sub(start).max(0)].map(Value::small_int);
    Some(Range { start: start?, stop: stop?, step: step?, length: length? })
}

/// An iterator over `length` numbers.
pub(crate) fn iterate(py: &mut Py, start: Value, step: Value, length: Value) -> PyResult<Value> {
    let range = Range { start, stop: none(), step, length };
    match range.machine_words() {
        Some((start, step, length)) => py.heap().range_iterator(start, step, length),
        None => {
            let Range { start, step, length, .. } = range;
            crate::iterators::range::long(py, start, step, length)
        }
    }
}

/// The slots.
struct Core;

#[pymethods(Range)]
impl Core {
    #[pyslot]
    fn new(_class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if let Some(range) = in_words(args) {
            return py.heap().object(range);
        }
        no_keywords(py, "range", args)?;
        let one = py.int(1)?;
        match (args.get(0), args.get(1), args.get(2)) {
            (Some(stop), None, _) => {
                let stop = whole::exact(py, stop)?;
                let zero = py.int(0)?;
                make(py, zero, stop, one)
            }
            (Some(start), Some(stop), step) if args.len() <= 3 => {
                let start = whole::exact(py, start)?;
                let stop = whole::exact(py, stop)?;
                let step = match step {
                    Some(step) => whole::exact(py, step)?,
                    None => one,
                };
                if step.as_small_int() == Some(0) {
                    return Err(exc::value_error(py, format_args!("range() arg 3 must not be zero")));
                }
                make(py, start, stop, step)
            }
            (None, ..) => Err(exc::type_error(py, format_args!("range expected at least 1 argument, got 0"))),
            _ => Err(exc::type_error(
                py,
                format_args!("range expected at most 3 arguments, got {}", args.len()),
            )),
        }
    }

    #[pyslot]
    fn repr(this: &Range, py: &mut Py) -> PyResult<Value> {
        let (start, stop) = (py.repr(&this.start)?, py.repr(&this.stop)?);
        if this.step.as_small_int() == Some(1) {
            return py.text(format_args!("range({start}, {stop})"));
        }
        let step = py.repr(&this.step)?;
        py.text(format_args!("range({start}, {stop}, {step})"))
    }

    /// Equal ranges have equal lengths, first numbers and steps, as far as there are any.
    #[pyslot]
    fn hash(this: &Range, py: &mut Py) -> PyResult<i64> {
        let [length, start, step] = identity(py, this)?;
        let key = py.tuple([length, start, step])?;
        py.hash(&key)
    }

    #[pyslot]
    fn compare(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        let (Some(left), Some(right)) = (this.get::<Range>(), other.get::<Range>()) else {
            return Ok(not_implemented());
        };
        if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
            return Ok(not_implemented());
        }
        let mut equal = true;
        if !this.is(&other) {
            let (left, right) = (identity(py, left)?, identity(py, right)?);
            for (left, right) in left.iter().zip(&right) {
                equal = equal && py.equal(left, right)?;
            }
        }
        Ok(boolean(equal == (op == CompareOp::Eq)))
    }

    #[pyslot]
    fn truth(this: &Range) -> bool {
        this.length.as_small_int() != Some(0)
    }

    #[pyslot]
    fn length(this: &Range, py: &mut Py) -> PyResult<usize> {
        py.to_isize(&this.length).map(isize::unsigned_abs)
    }

    #[pyslot]
    fn iter(this: &Range, py: &mut Py) -> PyResult<Value> {
        match this.machine_words() {
            Some((start, step, length)) => py.heap().range_iterator(start, step, length),
            None => iterate(py, this.start.clone(), this.step.clone(), this.length.clone()),
        }
    }

    #[pyslot]
    fn contains(this: Borrowed<'_>, py: &mut Py, key: Borrowed<'_>) -> PyResult<bool> {
        let Some(range) = this.get::<Range>() else { return Ok(false) };
        if is_plain_int(key) {
            return position(py, range, key).map(|place| place.is_some());
        }
        Ok(find(py, this, key)?.is_some())
    }

    #[pyslot]
    fn getitem(this: &Range, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        if let Some(slice) = key.exact::<Slice>() {
            return sliced(py, this, slice);
        }
        if !key.is_int() && key.type_().slots.index.get().is_none() {
            return Err(exc::type_error(
                py,
                format_args!("range indices must be integers or slices, not {}", key.type_().name()),
            ));
        }
        let mut index = whole::exact(py, key)?;
        if whole::is_negative(&index) {
            index = whole::add(py, &index, &this.length)?;
        }
        if whole::is_negative(&index) || whole::order(&index, &this.length).is_ge() {
            return Err(exc::index_error(py, format_args!("range object index out of range")));
        }
        number_at(py, this, &index)
    }
}

/// What makes ranges equal: the length, and where they matter the first number and the step.
fn identity(py: &mut Py, range: &Range) -> PyResult<[Value; 3]> {
    let length = range.length.clone();
    Ok(match length.as_small_int() {
        Some(0) => [length, none(), none()],
        Some(1) => [length, range.start.clone(), none()],
        _ => {
            let _ = py;
            [length, range.start.clone(), range.step.clone()]
        }
    })
}

/// Whether a value is an int, or a bool, that is found by computing. Anything else may be equal to a number in its own way.
fn is_plain_int(value: Borrowed<'_>) -> bool {
    value.is_exact_int() || taipan_object::types::singletons::as_bool(&value).is_some()
}

/// The place of an int in a range.
fn position(py: &mut Py, range: &Range, value: Borrowed<'_>) -> PyResult<Option<Value>> {
    let value = whole::exact(py, value)?;
    let way = whole::subtract(py, &value, &range.start)?;
    let (place, rest) = whole::divide(py, &way, &range.step)?;
    let inside = rest.as_small_int() == Some(0)
        && !whole::is_negative(&place)
        && whole::order(&place, &range.length).is_lt();
    Ok(inside.then_some(place))
}

/// The place of something that may be equal to a number of the range.
fn find(py: &mut Py, range: Borrowed<'_>, value: Borrowed<'_>) -> PyResult<Option<usize>> {
    let iterator = py.iter(&range)?;
    let mut place = 0;
    while let Some(number) = py.next(&iterator)? {
        if py.equal(&number, &value)? {
            return Ok(Some(place));
        }
        place += 1;
    }
    Ok(None)
}

/// The range that a slice selects. Its numbers are computed like those of any slice, but they may be of any size.
fn sliced(py: &mut Py, range: &Range, slice: &Slice) -> PyResult<Value> {
    let (start, stop, step) = whole::slice_indices(py, slice, &range.length)?;
    let new_step = whole::multiply(py, &range.step, &step)?;
    let new_start = number_at(py, range, &start)?;
    let new_stop = number_at(py, range, &stop)?;
    make(py, new_start, new_stop, new_step)
}

/// The methods.
struct Methods;

#[pymethods(Range)]
impl Methods {
    /// An iterator over the numbers from the last one to the first.
    #[pymethod("($self, /)")]
    fn __reversed__(this: &Range, py: &mut Py) -> PyResult<Value> {
        let one = py.int(1)?;
        let last = whole::subtract(py, &this.length, &one)?;
        let start = number_at(py, this, &last)?;
        let step = whole::negative(py, &this.step)?;
        iterate(py, start, step, this.length.clone())
    }

    /// What pickles make the range of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(range) = this.get::<Range>() else { return Ok(none()) };
        let parts = py.tuple([range.start.clone(), range.stop.clone(), range.step.clone()])?;
        py.tuple([this.type_().to_value(), parts])
    }

    /// How many numbers are equal to a value.
    #[pymethod("($self, object, /)")]
    fn count(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<usize> {
        if is_plain_int(object) {
            return py.contains(&this, &object).map(usize::from);
        }
        let iterator = py.iter(&this)?;
        let mut count = 0;
        while let Some(number) = py.next(&iterator)? {
            count += usize::from(py.equal(&number, &object)?);
        }
        Ok(count)
    }

    /// The place of the first number that is equal to a value.
    ///
    /// Raises ValueError if there is none.
    #[pymethod("($self, object, /)")]
    fn index(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let (plain, Some(range)) = (is_plain_int(object), this.get::<Range>()) else { return Ok(none()) };
        let place = if plain {
            position(py, range, object)?
        } else {
            find(py, this, object)?.map(|place| py.int_from_usize(place)).transpose()?
        };
        match place {
            Some(place) => Ok(place),
            None if plain => Err(exc::value_error(py, format_args!("range.index(x): x not in range"))),
            None => Err(exc::value_error(py, format_args!("sequence.index(x): x not in sequence"))),
        }
    }

    #[pymember]
    fn start(this: &Range) -> Value {
        this.start.clone()
    }

    #[pymember]
    fn stop(this: &Range) -> Value {
        this.stop.clone()
    }

    #[pymember]
    fn step(this: &Range) -> Value {
        this.step.clone()
    }
}
