//! `zip`

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::shapes::Two;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::boolean;
use taipan_object::types::tuple::{LastTuple, Tuple};
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Type, Value};

use super::{itself, reduced};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An iterator over tuples of as many values as there are iterables, one of each, until\nthe shortest one ends.\n\nIf strict is true and they do not end together, it raises ValueError.\n\n    >>> list(zip('xy', range(5), [True, None]))\n    [('x', 0, True), ('y', 1, None)]",
    ),
    signature: Some("(*iterables, strict=False)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    methods: &[Core::METHODS],
    ..Definition::of(&ZIP)
};

/// The payload.
#[pyclass(name = "zip")]
pub(crate) struct Zip {
    /// A tuple of iterators.
    iterators: Value,
    /// Whether they must end together.
    strict: Cell<bool>,
    #[part]
    last: LastTuple,
}

/// The keyword `strict`, the only one that `zip` and `map` take.
pub(super) fn strict(py: &mut Py, name: &str, args: Args<'_>) -> PyResult<bool> {
    let count = args.keywords().len();
    if count > 1 {
        return Err(exc::type_error(
            py,
            format_args!("{name}() takes at most 1 keyword argument ({count} given)"),
        ));
    }
    match args.keywords().next() {
        None => Ok(false),
        Some((keyword, value)) if keyword.to_string() == "strict" => py.is_true(&value),
        Some((keyword, _)) => {
            Err(exc::type_error(py, format_args!("{name}() got an unexpected keyword argument '{keyword}'")))
        }
    }
}

/// A tuple of iterators over iterables.
pub(super) fn iterators<'a>(
    py: &mut Py,
    iterables: impl ExactSizeIterator<Item = Borrowed<'a>>,
) -> PyResult<Value> {
    let mut iterators = Vec::new();
    iterators.try_reserve_exact(iterables.len())?;
    for iterable in iterables {
        iterators.push(py.iter(&iterable)?);
    }
    py.tuple(iterators)
}

/// The next values of all iterators, put into `values`. False when they are at their end, which must come together if it is
/// strict.
pub(super) fn advance(
    py: &mut Py,
    name: &str,
    iterators: &[Value],
    strict: bool,
    mut put: impl FnMut(Value),
) -> PyResult<bool> {
    for (index, iterator) in iterators.iter().enumerate() {
        match py.next(iterator)? {
            Some(value) => put(value),
            None if !strict => return Ok(false),
            None if index > 0 => return Err(differs(py, name, index, "shorter")),
            None => {
                for (index, iterator) in iterators.iter().enumerate().skip(1) {
                    if py.next(iterator)?.is_some() {
                        return Err(differs(py, name, index, "longer"));
                    }
                }
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// The next values of two iterators; nothing when either ends.
#[inline(always)]
fn next_two(py: &mut Py, first: &Value, second: &Value) -> PyResult<Option<(Value, Value)>> {
    let Some(first) = py.next_here(first)? else { return Ok(None) };
    match py.next_here(second) {
        Ok(Some(second)) => Ok(Some((first, second))),
        Ok(None) => Ok(None),
        Err(raised) => Err(raised),
    }
}

#[cold]
fn differs(py: &Py, name: &str, index: usize, how: &str) -> Raised {
    let others = if index == 1 { "argument 1".to_owned() } else { format!("arguments 1-{index}") };
    exc::value_error(py, format_args!("{name}() argument {} is {how} than {others}", index + 1))
}

/// All of it.
struct Core;

#[pymethods(Zip)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let strict = Cell::new(strict(py, "zip", args)?);
        let iterators = iterators(py, args.iter())?;
        py.heap().object_of(class, Zip { iterators, strict, last: LastTuple::default() })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Zip, py: &mut Py) -> PyResult<Option<Value>> {
        let iterators = this.iterators.exact::<Tuple>().map_or(&[][..], Tuple::items);
        let strict = this.strict.get();
        match iterators {
            [] => Ok(None),
            [only] => match py.next(only)? {
                Some(value) => this.last.give(py, [value]).map(Some),
                None => Ok(None),
            },
            [first, second] if !strict => match next_two(py, first, second)? {
                Some((first, second)) => this.last.give(py, [first, second]).map(Some),
                None => Ok(None),
            },
            [first, second, third] if !strict => {
                let Some(first) = py.next(first)? else { return Ok(None) };
                let Some(second) = py.next(second)? else { return Ok(None) };
                let Some(third) = py.next(third)? else { return Ok(None) };
                this.last.give(py, [first, second, third]).map(Some)
            }
            _ => {
                let mut values = Vec::new();
                values.try_reserve_exact(iterators.len())?;
                if !advance(py, "zip", iterators, strict, |value| values.push(value))? {
                    return Ok(None);
                }
                py.tuple(values).map(Some)
            }
        }
    }

    #[pyslot]
    fn next_pair(this: &Zip, py: &mut Py) -> PyResult<Two> {
        let Some([first, second]) = this.iterators.exact::<Tuple>().map(Tuple::items) else {
            return Ok(Two::Other);
        };
        if this.strict.get() {
            return Ok(Two::Other);
        }
        let Some((first, second)) = next_two(py, first, second)? else { return Ok(Two::End) };
        this.last.keep(py, &first, &second);
        Ok(Two::Values(first, second))
    }

    /// What pickles make the iterator of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_().to_value();
        let Some(zip) = this.get::<Zip>() else { return Ok(class) };
        let iterators = zip.iterators.exact::<Tuple>().map_or(&[][..], Tuple::items);
        reduced(py, class, iterators.to_vec(), zip.strict.get().then(|| boolean(true)))
    }

    /// Whether the iterables must end together.
    #[pymethod("($self, object, /)")]
    fn __setstate__(this: &Zip, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        this.strict.set(py.is_true(&object)?);
        Ok(())
    }
}
