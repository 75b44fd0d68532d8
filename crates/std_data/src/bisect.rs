//! `_bisect`: the place of a value in a sequence that is sorted.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::list::{List, grow};
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::is_none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "Finding places in sequences that are sorted, and inserting there, so that a list stays sorted without\n\
         being sorted anew.",
    ),
    functions: &[Functions::FUNCTIONS],
    ..ModuleDef::of("_bisect")
};

/// On which side of equal items a value goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

struct Functions;

#[pymodule("_bisect")]
impl Functions {
    /// The place for x in a sorted sequence, after the items that are equal to it.
    ///
    /// Only the slice from lo to hi is searched. With key, items are compared by what it returns for them.
    #[pyfunction("(a, x, lo=0, hi=None, *, key=None)")]
    fn bisect_right(
        py: &mut Py,
        a: &Value,
        x: &Value,
        lo: isize,
        hi: Borrowed<'_>,
        key: Borrowed<'_>,
    ) -> PyResult<usize> {
        let hi = limit(py, hi)?;
        place(py, Side::Right, a, x, (lo, hi), key)
    }

    /// The place for x in a sorted sequence, before the items that are equal to it.
    ///
    /// Only the slice from lo to hi is searched. With key, items are compared by what it returns for them.
    #[pyfunction("(a, x, lo=0, hi=None, *, key=None)")]
    fn bisect_left(
        py: &mut Py,
        a: &Value,
        x: &Value,
        lo: isize,
        hi: Borrowed<'_>,
        key: Borrowed<'_>,
    ) -> PyResult<usize> {
        let hi = limit(py, hi)?;
        place(py, Side::Left, a, x, (lo, hi), key)
    }

    /// Inserts x into a sorted list, after the items that are equal to it.
    #[pyfunction("(a, x, lo=0, hi=None, *, key=None)")]
    fn insort_right(
        py: &mut Py,
        a: &Value,
        x: &Value,
        lo: isize,
        hi: Borrowed<'_>,
        key: Borrowed<'_>,
    ) -> PyResult<()> {
        let hi = limit(py, hi)?;
        insert(py, Side::Right, a, x, (lo, hi), key)
    }

    /// Inserts x into a sorted list, before the items that are equal to it.
    #[pyfunction("(a, x, lo=0, hi=None, *, key=None)")]
    fn insort_left(
        py: &mut Py,
        a: &Value,
        x: &Value,
        lo: isize,
        hi: Borrowed<'_>,
        key: Borrowed<'_>,
    ) -> PyResult<()> {
        let hi = limit(py, hi)?;
        insert(py, Side::Left, a, x, (lo, hi), key)
    }
}

/// The argument `hi`; -1 stands for the length.
fn limit(py: &mut Py, hi: Borrowed<'_>) -> PyResult<isize> {
    if is_none(&hi) {
        return Ok(-1);
    }
    let number = match py.index(&hi) {
        Ok(number) => number.as_i64(),
        Err(raised) if hi.type_().slots.index.get().is_none() => {
            py.discard(raised);
            let class = hi.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("argument should be integer or None, not '{class}'"),
            ));
        }
        Err(raised) => return Err(raised),
    };
    number.and_then(|number| isize::try_from(number).ok()).ok_or_else(|| {
        let class = hi.type_().name();
        exc::overflow_error(py, format_args!("cannot fit '{class}' into an index-sized integer"))
    })
}

/// The place for a value.
fn place(
    py: &mut Py,
    side: Side,
    sequence: &Value,
    x: &Value,
    (lo, hi): (isize, isize),
    key: Borrowed<'_>,
) -> PyResult<usize> {
    let Ok(mut low) = usize::try_from(lo) else {
        return Err(exc::value_error(py, format_args!("lo must be non-negative")));
    };
    let mut high = match hi {
        -1 => py.len(sequence)?,
        hi => usize::try_from(hi).unwrap_or(0),
    };
    let key = Some(key).filter(|key| !is_none(key));
    while low < high {
        let middle = low + (high - low) / 2;
        let mut item = item(py, sequence, middle)?;
        if let Some(key) = key {
            item = py.call(&key, &[&item])?;
        }
        let goes_right = match side {
            Side::Left => less(py, &item, x)?,
            Side::Right => !less(py, x, &item)?,
        };
        if goes_right {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

#[inline]
fn item(py: &mut Py, sequence: &Value, index: usize) -> PyResult<Value> {
    let found = match (sequence.exact::<List>(), sequence.exact::<Tuple>()) {
        (Some(list), _) => list.item(py, index),
        (_, Some(tuple)) => tuple.items().get(index).cloned(),
        _ => None,
    };
    match found {
        Some(item) => Ok(item),
        None => {
            let index = py.int_from_usize(index)?;
            py.get_item(sequence, &index)
        }
    }
}

#[inline]
fn less(py: &mut Py, left: &Value, right: &Value) -> PyResult<bool> {
    if let (Some(left), Some(right)) = (left.as_small_int(), right.as_small_int()) {
        return Ok(left < right);
    }
    if let (Some(left), Some(right)) = (left.as_small_float(), right.as_small_float()) {
        return Ok(left < right);
    }
    py.compare_truth(left, right, CompareOp::Lt)
}

fn insert(
    py: &mut Py,
    side: Side,
    sequence: &Value,
    x: &Value,
    bounds: (isize, isize),
    key: Borrowed<'_>,
) -> PyResult<()> {
    let place = if is_none(&key) {
        place(py, side, sequence, x, bounds, key)?
    } else {
        let searched = py.call(&key, &[x])?;
        place(py, side, sequence, &searched, bounds, key)?
    };
    if let Some(list) = sequence.exact::<List>() {
        let mut items = list.items.get_mut(py);
        if items.len() == items.capacity() {
            grow(&mut items, 1)?;
        }
        let place = place.min(items.len());
        items.insert(place, x.clone());
        return Ok(());
    }
    let (name, place) = (py.heap().intern("insert")?, py.int_from_usize(place)?);
    py.call_method(sequence, &name, &[&place, x]).map(drop)
}
