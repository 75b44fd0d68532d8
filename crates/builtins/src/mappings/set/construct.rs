//! How sets and frozensets are made.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::type_::dunder;
use taipan_object::types::set::{FROZENSET, FrozenSet, Set};
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::payload;

/// `set()`
pub(super) struct NewSet;

#[pymethods(Set)]
impl NewSet {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Set::default())
    }

    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        no_keywords(py, "set", args)?;
        let iterable = only_argument(py, &this.type_().name().to_string(), args)?;
        let set = payload(py, this)?;
        set.clear(py);
        match iterable {
            Some(iterable) => set.update(py, &iterable),
            None => Ok(()),
        }
    }
}

/// `frozenset()`
pub(super) struct NewFrozenSet;

#[pymethods(FrozenSet)]
impl NewFrozenSet {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        // A class that has its own `__init__` may take keywords.
        if !class.is_python(py, dunder::INIT) {
            no_keywords(py, "frozenset", args)?;
        }
        let iterable = only_argument(py, &class.name().to_string(), args)?;
        let keys = Set::default();
        if let Some(iterable) = iterable {
            if class.is(&FROZENSET) && iterable.exact::<FrozenSet>().is_some() {
                return Ok(iterable.to_value());
            }
            keys.update(py, &iterable)?;
        }
        py.heap().set_of(class, keys)
    }
}

fn no_keywords(py: &Py, name: &str, args: Args<'_>) -> PyResult<()> {
    if args.has_keywords() {
        return Err(exc::type_error(py, format_args!("{name}() takes no keyword arguments")));
    }
    Ok(())
}

fn only_argument<'a>(py: &Py, name: &str, args: Args<'a>) -> PyResult<Option<Borrowed<'a>>> {
    if args.len() > 1 {
        let count = args.len();
        return Err(exc::type_error(py, format_args!("{name} expected at most 1 argument, got {count}")));
    }
    Ok(args.get(0))
}
