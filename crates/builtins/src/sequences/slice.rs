//! `slice`: its constructor, its attributes, and `indices()`.

use taipan_macros::pymethods;
use taipan_object::protocol::number::Operator;
use taipan_object::type_::Definition;
use taipan_object::types::singletons::{boolean, is_none, none};
use taipan_object::types::slice::{SLICE, Slice};
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Type, Value, exception as exc};

struct Methods;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(DOC),
    slots: &[Methods::SLOTS],
    methods: &[Methods::METHODS],
    getset: &[Methods::GETSET],
    ..Definition::of(&SLICE)
};

const DOC: &str = "\
slice(stop)
slice(start, stop[, step])

What stands between the brackets of a[start:stop:step].";

#[pymethods(Slice)]
impl Methods {
    #[pyslot("(start, stop=None, step=None, /)", name = "slice")]
    fn new(
        _: &Type,
        py: &mut Py,
        start: Borrowed<'_>,
        stop: Option<Borrowed<'_>>,
        step: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let step = step.map_or_else(none, Borrowed::to_value);
        match stop {
            None => py.heap().slice(none(), start.to_value(), step),
            Some(stop) => py.heap().slice(start.to_value(), stop.to_value(), step),
        }
    }

    #[pyslot]
    fn repr(this: &Slice, py: &mut Py) -> PyResult<Value> {
        let (start, stop, step) = (py.repr(this.start())?, py.repr(this.stop())?, py.repr(this.step())?);
        py.text(format_args!("slice({start}, {stop}, {step})"))
    }

    #[pyslot]
    fn hash(this: &Slice, py: &mut Py) -> PyResult<i64> {
        const SEED: u64 = 2_870_177_450_012_600_261;
        const MULTIPLY: u64 = 11_400_714_785_074_694_791;
        const SPREAD: u64 = 14_029_467_366_897_019_727;
        let mut sum = SEED;
        for part in [this.start(), this.stop(), this.step()] {
            let hash = py.hash(part)? as u64;
            sum = sum.wrapping_add(hash.wrapping_mul(SPREAD)).rotate_left(31).wrapping_mul(MULTIPLY);
        }
        // -1 reports an error in C.
        Ok(if sum == u64::MAX { 1_546_275_796 } else { sum as i64 })
    }

    /// Like tuples of the three values.
    #[pyslot]
    fn compare(this: &Slice, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Option<Value>> {
        let Some(other) = other.exact::<Slice>() else { return Ok(None) };
        let pairs = [(this.start(), other.start()), (this.stop(), other.stop()), (this.step(), other.step())];
        for (own, its) in pairs {
            if py.equal(own, its)? {
                continue;
            }
            return match op {
                CompareOp::Eq => Ok(Some(boolean(false))),
                CompareOp::Ne => Ok(Some(boolean(true))),
                _ => py.compare(own, its, op).map(Some),
            };
        }
        Ok(Some(boolean(op.holds(std::cmp::Ordering::Equal))))
    }

    #[pymember]
    fn start(this: &Slice) -> Value {
        this.start().clone()
    }

    #[pymember]
    fn stop(this: &Slice) -> Value {
        this.stop().clone()
    }

    #[pymember]
    fn step(this: &Slice) -> Value {
        this.step().clone()
    }

    /// The start, stop and step that the slice means for something of a length: numbers within it.
    #[pymethod("($self, object, /)")]
    fn indices(this: &Slice, py: &mut Py, length: &Value) -> PyResult<Value> {
        let length = py.index(length)?;
        if let Some(len) = length.as_i64() {
            let Ok(len) = usize::try_from(len) else {
                return Err(exc::value_error(py, format_args!("length should not be negative")));
            };
            if [this.start(), this.stop(), this.step()].iter().all(|it| is_none(it) || it.as_i64().is_some())
            {
                let indices = py.slice_indices(this, len)?;
                let parts = [indices.start, indices.stop, indices.step];
                let parts =
                    parts.map(|part| py.int(part as i64)).into_iter().collect::<PyResult<Vec<_>>>()?;
                return py.tuple(parts);
            }
        }
        long_indices(py, this, &length)
    }

    /// What pickle and copy make the slice anew of.
    #[pymethod]
    fn __reduce__(this: &Slice, py: &mut Py) -> PyResult<Value> {
        let parts = py.tuple([this.start(), this.stop(), this.step()].map(Value::clone))?;
        py.tuple([SLICE.to_value(), parts])
    }
}

/// The same for numbers of any size.
#[cold]
fn long_indices(py: &mut Py, slice: &Slice, length: &Value) -> PyResult<Value> {
    let zero = py.int(0)?;
    if py.compare_truth(length, &zero, CompareOp::Lt)? {
        return Err(exc::value_error(py, format_args!("length should not be negative")));
    }
    let (one, minus_one) = (py.int(1)?, py.int(-1)?);
    let step = long_index(py, slice.step())?.unwrap_or(one);
    if py.equal(&step, &zero)? {
        return Err(exc::value_error(py, format_args!("slice step cannot be zero")));
    }
    let backward = py.compare_truth(&step, &zero, CompareOp::Lt)?;
    let (lowest, highest) = if backward {
        let last = py.binary(Operator::Add, length, &minus_one)?;
        (minus_one, last)
    } else {
        (zero.clone(), length.clone())
    };
    let mut clip = |value: &Value, otherwise: &Value| -> PyResult<Value> {
        let Some(mut value) = long_index(py, value)? else { return Ok(otherwise.clone()) };
        if py.compare_truth(&value, &zero, CompareOp::Lt)? {
            value = py.binary(Operator::Add, &value, length)?;
        }
        if py.compare_truth(&value, &lowest, CompareOp::Lt)? {
            return Ok(lowest.clone());
        }
        Ok(if py.compare_truth(&value, &highest, CompareOp::Gt)? { highest.clone() } else { value })
    };
    let (first, last) = if backward { (&highest, &lowest) } else { (&lowest, &highest) };
    let start = clip(slice.start(), first)?;
    let stop = clip(slice.stop(), last)?;
    py.tuple([start, stop, step])
}

fn long_index(py: &mut Py, value: &Value) -> PyResult<Option<Value>> {
    // The check that it is an index, with its error.
    if py.slice_index(value)?.is_none() {
        return Ok(None);
    }
    py.index(value).map(Some)
}
