//! `product`

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::none_ref;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};

use super::pool::{Progress, zeros};
use crate::arguments::{items, itself};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An iterator over tuples of one item of each iterable, the last place changing fastest: what nested\n\
         loops give. With repeat, the iterables count as often as that.",
    ),
    signature: Some("(*iterables, repeat=1)"),
    flags: Flags::BASE,
    slots: &[Product::SLOTS],
    methods: &[Product::METHODS],
    ..Definition::of(&PRODUCT)
};

/// The payload.
#[pyclass(name = "itertools.product")]
pub(crate) struct Product {
    /// A tuple of tuples, one for each place of the result.
    pools: Value,
    state: PyCell<State>,
}

/// The places in the pools of which the last result was made.
struct State {
    places: Vec<usize>,
    progress: Progress,
}

/// The keyword `repeat`.
fn repeat(py: &mut Py, args: Args<'_>) -> PyResult<usize> {
    let count = args.keywords().len();
    if count > 1 {
        return Err(exc::type_error(
            py,
            format_args!("product() takes at most 1 keyword argument ({count} given)"),
        ));
    }
    let Some((name, value)) = args.keywords().next() else { return Ok(1) };
    if name.to_string() != "repeat" {
        return Err(exc::type_error(
            py,
            format_args!("product() got an unexpected keyword argument '{name}'"),
        ));
    }
    let repeat = py.to_isize(&value)?;
    usize::try_from(repeat)
        .map_err(|_| exc::value_error(py, format_args!("repeat argument cannot be negative")))
}

#[pymethods]
impl Product {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let repeat = repeat(py, args)?;
        let given = if repeat == 0 { 0 } else { args.len() };
        let limit = isize::MAX.unsigned_abs() / size_of::<Value>();
        let Some(count) = given.checked_mul(repeat).filter(|&count| count <= limit) else {
            return Err(exc::overflow_error(py, format_args!("repeat argument too large")));
        };
        let mut pools = Vec::new();
        pools.try_reserve_exact(count)?;
        for iterable in args.iter().take(given) {
            let pool = py.collect(&iterable)?;
            pools.push(py.tuple(pool)?);
        }
        for index in given..count {
            pools.push(pools[index - given].clone());
        }
        let empty = pools.iter().any(|pool| items(pool).is_empty());
        let progress = if empty { Progress::After } else { Progress::Before };
        let state = PyCell::new(State { places: zeros(count)?, progress });
        let pools = py.tuple(pools)?;
        py.heap().object_of(class, Self { pools, state })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let pools = items(&self.pools);
        let mut state = self.state.get_mut(py);
        let State { places, progress } = &mut *state;
        match *progress {
            Progress::Before => *progress = Progress::Within,
            Progress::Within if advance(places, pools) => {}
            _ => {
                *progress = Progress::After;
                return Ok(None);
            }
        }
        drop(state);
        let state = self.state.get(py);
        let none = none_ref();
        let chosen = pools.iter().zip(&state.places);
        py.tuple(chosen.map(|(pool, &place)| items(pool).get(place).unwrap_or(&none).clone())).map(Some)
    }

    /// The bytes that the iterator takes.
    #[pymethod("($self, /)", name = "__sizeof__")]
    fn size_of(this: Borrowed<'_>, py: &mut Py) -> usize {
        let places = this.get::<Self>().map_or(0, |it| it.state.get(py).places.len());
        this.type_().instance_size() + places * size_of::<usize>()
    }
}

/// Counts up, the last place first; false when all are at their end.
#[inline]
fn advance(places: &mut [usize], pools: &[Value]) -> bool {
    for (place, pool) in places.iter_mut().zip(pools).rev() {
        *place += 1;
        if *place < items(pool).len() {
            return true;
        }
        *place = 0;
    }
    false
}
