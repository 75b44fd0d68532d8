//! How dicts are made and filled: `dict()`, `update`, `fromkeys`.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::dict::Dict;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::or_none;

/// Making and filling.
pub(super) struct Construct;

#[pymethods(Dict)]
impl Construct {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Dict::default())
    }

    #[pyslot]
    fn init(this: &Dict, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        fill(py, this, "dict", args)
    }

    /// Adds the items of a mapping or of an iterable of pairs, and then the keyword arguments.
    ///
    /// Whatever has a method `keys` is taken for a mapping. Keys that are there already get the new value.
    #[pymethod("($self, /, *args, **kwargs)", hidden)]
    fn update(this: &Dict, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        fill(py, this, "update", args)
    }

    /// A new dict with the keys of an iterable, all of which have the same value.
    #[pyclassmethod("($type, iterable, value=None, /)")]
    fn fromkeys(class: &Type, py: &mut Py, iterable: &Value, value: Option<Borrowed<'_>>) -> PyResult<Value> {
        let value = or_none(value);
        let made = py.call(&class.to_value(), &[])?;
        let Some(dict) = made.exact::<Dict>() else {
            py.for_each(iterable, |py, key| py.set_item(&made, &key, &value))?;
            return Ok(made);
        };
        if let Some(source) = iterable.exact::<Dict>() {
            let count = source.len(py);
            dict.reserve(py, count)?;
            let mut at = 0;
            while let Some(entry) = source.next_entry(py, at) {
                at = entry.position + 1;
                drop(dict.set_hashed(py, &entry.key, entry.hash, value.clone())?);
            }
        } else if let Some(source) = iterable.borrow().exact_set() {
            let count = source.len(py);
            dict.reserve(py, count)?;
            let mut at = 0;
            while let Some(entry) = source.next(py, at) {
                at = entry.position + 1;
                drop(dict.set_hashed(py, &entry.key, entry.hash, value.clone())?);
            }
        } else {
            py.for_each(iterable, |py, key| dict.set(py, &key, value.clone()))?;
        }
        Ok(made)
    }
}

/// Adds what `dict()` and `update()` are given.
fn fill(py: &mut Py, dict: &Dict, name: &str, args: Args<'_>) -> PyResult<()> {
    if args.len() > 1 {
        let count = args.len();
        return Err(exc::type_error(py, format_args!("{name} expected at most 1 argument, got {count}")));
    }
    if let Some(source) = args.get(0) {
        dict.update(py, &source)?;
    }
    for (name, value) in args.keywords() {
        drop(dict.set_str(py, &name, value.to_value())?);
    }
    Ok(())
}
