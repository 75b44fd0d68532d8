//! `filter`

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::{BOOL, is_none};
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::{itself, reduced};
use crate::arguments::{exactly, has_init_of, no_keywords};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An iterator over those values of the iterable for which the function returns something true,\nor which are true themselves if it is None.",
    ),
    signature: Some("(function, iterable, /)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    methods: &[Core::METHODS],
    ..Definition::of(&FILTER)
};

/// The payload.
#[pyclass(name = "filter")]
pub(crate) struct Filter {
    /// What decides, or None.
    function: Value,
    /// What is iterated over.
    iterator: Value,
}

/// All of it.
struct Core;

#[pymethods(Filter)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if has_init_of(class, &FILTER) {
            no_keywords(py, "filter", args)?;
        }
        let [function, iterable] = exactly(py, "filter", args)?;
        let iterator = py.iter(&iterable)?;
        py.heap().object_of(class, Filter { function: function.to_value(), iterator })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Filter, py: &mut Py) -> PyResult<Option<Value>> {
        let Filter { function, iterator } = this;
        let plain = is_none(function) || function.is(&BOOL.borrow());
        while let Some(value) = py.next(iterator)? {
            let good = if plain {
                py.is_true(&value)?
            } else {
                let answer = py.call(function, &[&value])?;
                py.is_true(&answer)?
            };
            if good {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// What pickles make the iterator of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_().to_value();
        let Some(filter) = this.get::<Filter>() else { return Ok(class) };
        let parts = vec![filter.function.clone(), filter.iterator.clone()];
        reduced(py, class, parts, None)
    }
}
