//! `map`

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::boolean;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::zip::{advance, iterators, strict};
use super::{itself, reduced};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An iterator over what the function returns for values of each of the iterables, until\nthe shortest one ends.\n\nIf strict is true and they do not end together, it raises ValueError.",
    ),
    signature: Some("(function, iterable, /, *iterables, strict=False)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    methods: &[Core::METHODS],
    ..Definition::of(&MAP)
};

/// The payload.
#[pyclass(name = "map")]
pub(crate) struct Map {
    /// A tuple of iterators.
    iterators: Value,
    /// What is called.
    function: Value,
    /// Whether the iterators must end together.
    strict: Cell<bool>,
}

/// All of it.
struct Core;

#[pymethods(Map)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let strict = Cell::new(strict(py, "map", args)?);
        let Some(function) = args.get(0).filter(|_| args.len() > 1) else {
            return Err(exc::type_error(py, format_args!("map() must have at least two arguments.")));
        };
        let iterators = iterators(py, args.skip(1).iter())?;
        py.heap().object_of(class, Map { iterators, function: function.to_value(), strict })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Map, py: &mut Py) -> PyResult<Option<Value>> {
        let iterators = this.iterators.exact::<Tuple>().map_or(&[][..], Tuple::items);
        if let [iterator] = iterators {
            return match py.next(iterator)? {
                Some(value) => py.call(&this.function, &[&value]).map(Some),
                None => Ok(None),
            };
        }
        let mut values = Vec::new();
        values.try_reserve_exact(iterators.len())?;
        if !advance(py, "map", iterators, this.strict.get(), |value| values.push(value))? {
            return Ok(None);
        }
        let arguments: Vec<&Value> = values.iter().collect();
        py.call(&this.function, &arguments).map(Some)
    }

    /// What pickles make the iterator of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_().to_value();
        let Some(map) = this.get::<Map>() else { return Ok(class) };
        let iterators = map.iterators.exact::<Tuple>().map_or(&[][..], Tuple::items);
        let parts = std::iter::once(&map.function).chain(iterators).cloned().collect();
        reduced(py, class, parts, map.strict.get().then(|| boolean(true)))
    }

    /// Whether the iterables must end together.
    #[pymethod("($self, object, /)")]
    fn __setstate__(this: &Map, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        this.strict.set(py.is_true(&object)?);
        Ok(())
    }
}
