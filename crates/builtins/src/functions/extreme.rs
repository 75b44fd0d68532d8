//! `max` and `min`.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::singletons::is_none;
use taipan_object::{Args, Borrowed, CompareOp, Py, PyResult, Value};

pub(super) struct Builtins;

#[pymodule("builtins")]
impl Builtins {
    /// max(iterable, *[, default=obj, key=func]) -> value
    /// max(arg1, arg2, *args, *[, key=func]) -> value
    ///
    /// The largest item of an iterable, or the largest of several arguments; by the value of key(item), if there is a key.
    ///
    /// Where the iterable is empty, it is the default.
    #[pyfunction("(*args, key=None, default=<unrepresentable>)", hidden)]
    fn max(py: &mut Py, args: Args<'_>, key: Borrowed<'_>, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        extreme(py, "max", CompareOp::Gt, args, key, default)
    }

    /// min(iterable, *[, default=obj, key=func]) -> value
    /// min(arg1, arg2, *args, *[, key=func]) -> value
    ///
    /// The smallest item of an iterable, or the smallest of several arguments; by the value of key(item), if there is a key.
    ///
    /// Where the iterable is empty, it is the default.
    #[pyfunction("(*args, key=None, default=<unrepresentable>)", hidden)]
    fn min(py: &mut Py, args: Args<'_>, key: Borrowed<'_>, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        extreme(py, "min", CompareOp::Lt, args, key, default)
    }
}

#[inline]
fn extreme(
    py: &mut Py,
    name: &str,
    better: CompareOp,
    args: Args<'_>,
    key: Borrowed<'_>,
    default: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    if let Some(first) = args.get(0)
        && args.len() > 1
        && is_none(&key)
        && default.is_none()
    {
        return best_of(py, better, first, args.skip(1));
    }
    best_with(py, name, better, args, key, default)
}

/// The same with a key, a default, or an iterable.
#[inline(never)]
fn best_with(
    py: &mut Py,
    name: &str,
    better: CompareOp,
    args: Args<'_>,
    key: Borrowed<'_>,
    default: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let Some(first) = args.get(0) else {
        return Err(exc::type_error(py, format_args!("{name} expected at least 1 argument, got 0")));
    };
    let key = Some(key).filter(|key| !is_none(key));
    let mut best = Best { better, key, item: None, value: None };
    if args.len() > 1 {
        if default.is_some() {
            return Err(exc::type_error(
                py,
                format_args!("Cannot specify a default for {name}() with multiple positional arguments"),
            ));
        }
        for item in args.iter() {
            best.consider(py, item.to_value())?;
        }
    } else {
        py.for_each(&first, |py, item| best.consider(py, item))?;
    }
    match (best.item, default) {
        (Some(item), _) => Ok(item),
        (None, Some(default)) => Ok(default.to_value()),
        (None, None) => Err(exc::value_error(py, format_args!("{name}() iterable argument is empty"))),
    }
}

/// The best of several arguments by themselves.
#[inline]
fn best_of<'a>(py: &mut Py, better: CompareOp, mut best: Borrowed<'a>, others: Args<'a>) -> PyResult<Value> {
    for item in others.iter() {
        if py.compare_truth(&item, &best, better)? {
            best = item;
        }
    }
    Ok(best.to_value())
}

/// The best of the items so far.
struct Best<'a> {
    /// What a better one has to be.
    better: CompareOp,
    key: Option<Borrowed<'a>>,
    item: Option<Value>,
    /// What is compared, if there is a key.
    value: Option<Value>,
}

impl Best<'_> {
    #[inline]
    fn consider(&mut self, py: &mut Py, item: Value) -> PyResult<()> {
        let Some(key) = self.key else {
            if let Some(old) = &self.item
                && !py.compare_truth(&item, old, self.better)?
            {
                return Ok(());
            }
            self.item = Some(item);
            return Ok(());
        };
        let value = py.call(&key, &[&item])?;
        if let Some(old) = &self.value
            && !py.compare_truth(&value, old, self.better)?
        {
            return Ok(());
        }
        (self.item, self.value) = (Some(item), Some(value));
        Ok(())
    }
}
