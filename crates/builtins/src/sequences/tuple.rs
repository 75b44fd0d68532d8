//! `tuple`

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::list::List;
use taipan_object::types::singletons::not_implemented;
use taipan_object::types::tuple::{TUPLE, Tuple};
use taipan_object::{Args, Borrowed, CompareOp, Py, PyResult, Type, Value};

use super::elements::{self, Brackets};
use super::list::repeated;
use super::subscript::{self, Subscript};
use crate::arguments::{at_most_one, generic_alias, has_init_of, no_keywords};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A sequence whose items cannot be changed.\n\nWithout an argument it is empty, else it has the items of the iterable. A tuple is\nreturned as it is.",
    ),
    signature: Some("(iterable=(), /)"),
    slots: &[Core::SLOTS],
    methods: &[Methods::METHODS],
    ..Definition::of(&TUPLE)
};

/// The slots.
struct Core;

#[pymethods(Tuple)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if has_init_of(class, &TUPLE) {
            no_keywords(py, "tuple", args)?;
        }
        let Some(iterable) = at_most_one(py, "tuple", args)? else {
            return py.heap().tuple_of(class, []);
        };
        if let Some(tuple) = iterable.exact::<Tuple>() {
            if class.is(&TUPLE) {
                return Ok(iterable.to_value());
            }
            return py.heap().tuple_of(class, tuple.items().iter().cloned());
        }
        if let Some(list) = iterable.exact::<List>() {
            return py.heap().tuple_of(class, list.items.get(py).iter().cloned());
        }
        let items = py.collect(&iterable)?;
        py.heap().tuple_of(class, items)
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        const BRACKETS: Brackets = Brackets { open: "(", close_one: ",)", close: ")", recursive: "(...)" };
        match this.get::<Tuple>() {
            Some(tuple) => elements::show(py, this, tuple, &BRACKETS),
            None => Ok(this.to_value()),
        }
    }

    #[pyslot]
    fn hash(this: &Tuple, py: &mut Py) -> PyResult<i64> {
        hash(this, py)
    }

    #[pyslot]
    fn compare(this: &Tuple, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        match other.get::<Tuple>() {
            Some(other) => elements::compare(py, this, other, op),
            None => Ok(not_implemented()),
        }
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.heap().tuple_iterator(this)
    }

    #[pyslot]
    fn length(this: &Tuple) -> usize {
        this.len()
    }

    #[pyslot]
    fn contains(this: &Tuple, py: &mut Py, key: Borrowed<'_>) -> PyResult<bool> {
        elements::find(py, this, key, 0, usize::MAX).map(|place| place.is_some())
    }

    #[pyslot]
    fn getitem(this: Borrowed<'_>, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        let Some(tuple) = this.get::<Tuple>() else { return Ok(this.to_value()) };
        let items = tuple.items();
        match subscript::read(py, key, "tuple")? {
            Subscript::Index(index) => match subscript::place(index, items.len()) {
                Some(place) => Ok(items[place].clone()),
                None => Err(exc::index_error(py, format_args!("tuple index out of range"))),
            },
            Subscript::Slice(bounds) => {
                let indices = bounds.within(items.len());
                if indices.count == items.len() && indices.step == 1 && this.type_().is(&TUPLE) {
                    return Ok(this.to_value());
                }
                py.tuple(indices.places().map(|place| items[place].clone()))
            }
        }
    }

    #[pyslot]
    fn concat(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        let (Some(left), Some(right)) = (this.get::<Tuple>(), other.get::<Tuple>()) else {
            return Err(exc::type_error(
                py,
                format_args!("can only concatenate tuple (not \"{}\") to tuple", other.type_().name()),
            ));
        };
        if left.is_empty() && other.type_().is(&TUPLE) {
            return Ok(other.to_value());
        }
        if right.is_empty() && this.type_().is(&TUPLE) {
            return Ok(this.to_value());
        }
        let (left, right) = (left.items(), right.items());
        let count = left.len().saturating_add(right.len());
        py.tuple((0..count).map(|index| match left.get(index) {
            Some(item) => item.clone(),
            None => right[index - left.len()].clone(),
        }))
    }

    #[pyslot]
    fn repeat(this: Borrowed<'_>, py: &mut Py, count: isize) -> PyResult<Value> {
        let Some(tuple) = this.get::<Tuple>() else { return Ok(this.to_value()) };
        if (count == 1 || tuple.is_empty()) && this.type_().is(&TUPLE) {
            return Ok(this.to_value());
        }
        let items = repeated(tuple.items(), count)?;
        py.tuple(items)
    }
}

/// The hash of the items' hashes: xxHash of their words, without the rounds at the end.
fn hash(tuple: &Tuple, py: &mut Py) -> PyResult<i64> {
    const PRIME_1: u64 = 11_400_714_785_074_694_791;
    const PRIME_2: u64 = 14_029_467_366_897_019_727;
    const PRIME_5: u64 = 2_870_177_450_012_600_261;
    let known = tuple.hash.get();
    if known != 0 {
        return Ok(known.wrapping_sub(1) as i64);
    }
    py.check_stack("while hashing a tuple")?;
    let mut state = PRIME_5;
    for item in tuple.items() {
        let lane = py.hash(item)? as u64;
        state = state.wrapping_add(lane.wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1);
    }
    state = state.wrapping_add(tuple.len() as u64 ^ (PRIME_5 ^ 3_527_539));
    if state == u64::MAX {
        state = 1_546_275_796;
    }
    tuple.hash.set(state.wrapping_add(1));
    Ok(state as i64)
}

/// The methods.
struct Methods;

#[pymethods(Tuple)]
impl Methods {
    /// What copies and pickles make the tuple of.
    #[pymethod("($self, /)")]
    fn __getnewargs__(this: &Tuple, py: &mut Py) -> PyResult<Value> {
        let plain = py.tuple(this.items().iter().cloned())?;
        py.tuple([plain])
    }

    /// The place of the first item that is equal to a value.
    ///
    /// Raises ValueError if there is none.
    #[pymethod("($self, value, start=0, stop=sys.maxsize, /)")]
    fn index(
        this: &Tuple,
        py: &mut Py,
        value: Borrowed<'_>,
        start: Option<Borrowed<'_>>,
        stop: Option<Borrowed<'_>>,
    ) -> PyResult<usize> {
        let (start, stop) = subscript::search_range(py, start, stop, |_| this.len())?;
        match elements::find(py, this, value, start, stop)? {
            Some(place) => Ok(place),
            None => Err(exc::value_error(py, format_args!("tuple.index(x): x not in tuple"))),
        }
    }

    /// How many items are equal to a value.
    #[pymethod("($self, value, /)")]
    fn count(this: &Tuple, py: &mut Py, value: Borrowed<'_>) -> PyResult<usize> {
        elements::count(py, this, value)
    }

    /// A generic alias, as type annotations use it.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        generic_alias(py, class, object)
    }
}
