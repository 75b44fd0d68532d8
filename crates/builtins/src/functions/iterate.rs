//! Iterating: `all`, `any`, `iter`, `next`, `aiter`, `anext`, `len`, `sorted`.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::protocol::call::is_callable;
use taipan_object::type_::dunder;
use taipan_object::type_::shapes::Sent;
use taipan_object::types::list::List;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};
use taipan_text::Name;

use super::call_iterator;
use crate::sequences::list::sort::sort_list;

pub(super) struct Builtins;

#[pymodule("builtins")]
impl Builtins {
    /// Whether every item of an iterable is true.
    #[pyfunction("(iterable, /)")]
    fn all(py: &mut Py, iterable: &Value) -> PyResult<bool> {
        let iterator = py.iter(iterable)?;
        while let Some(item) = py.next(&iterator)? {
            if !py.is_true(&item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether some item of an iterable is true.
    #[pyfunction("(iterable, /)")]
    fn any(py: &mut Py, iterable: &Value) -> PyResult<bool> {
        let iterator = py.iter(iterable)?;
        while let Some(item) = py.next(&iterator)? {
            if py.is_true(&item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// iter(iterable) -> iterator
    /// iter(callable, sentinel) -> iterator
    ///
    /// An iterator over an object, or one that calls a function until it returns the sentinel.
    #[pyfunction("(object, sentinel=<unrepresentable>, /)", hidden)]
    fn iter(py: &mut Py, object: Borrowed<'_>, sentinel: Option<Borrowed<'_>>) -> PyResult<Value> {
        let Some(sentinel) = sentinel else { return py.iter(&object) };
        if !is_callable(&object) {
            return Err(exc::type_error(py, format_args!("iter(v, w): v must be callable")));
        }
        call_iterator::new(py, object, sentinel)
    }

    /// next(iterator[, default])
    ///
    /// The next item of an iterator; at its end the default, or StopIteration.
    #[pyfunction("(iterator, default=<unrepresentable>, /)", hidden)]
    fn next(py: &mut Py, iterator: &Value, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        match (step(py, iterator)?, default) {
            (Step::Item(item), _) => Ok(item),
            (Step::End(_), Some(default)) => Ok(default.to_value()),
            (Step::End(value), None) => Err(exc::stop_iteration(py, value)),
            (Step::Raised(exception), Some(default)) => {
                drop(exception);
                Ok(default.to_value())
            }
            (Step::Raised(exception), None) => Err(py.heap().again(exception)),
        }
    }

    /// The asynchronous iterator of an asynchronous iterable.
    #[pyfunction("(async_iterable, /)")]
    fn aiter(py: &mut Py, async_iterable: &Value) -> PyResult<Value> {
        let class = async_iterable.type_();
        let Some(aiter) = class.slots.aiter.get() else {
            let class = class.name();
            return Err(exc::type_error(py, format_args!("'{class}' object is not an async iterable")));
        };
        let iterator = aiter(py, async_iterable.borrow())?;
        if iterator.type_().slots.anext.get().is_some() {
            return Ok(iterator);
        }
        Err(exc::type_error(
            py,
            format_args!("aiter() returned not an async iterator of type '{}'", iterator.type_().name()),
        ))
    }

    /// An awaitable for the next item of an asynchronous iterator; at its end for the default.
    #[pyfunction("(aiterator, default=<unrepresentable>, /)")]
    fn anext(py: &mut Py, aiterator: &Value, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let class = aiterator.type_();
        let Some(anext) = class.slots.anext.get() else {
            let class = class.name();
            return Err(exc::type_error(py, format_args!("'{class}' object is not an async iterator")));
        };
        let next = anext(py, aiterator.borrow())?;
        match (default, py.interpreter().hooks().evaluation) {
            (Some(default), Some(hooks)) => (hooks.anext_default)(py, &next, &default),
            _ => Ok(next),
        }
    }

    /// The number of items in a container.
    #[pyfunction("(obj, /)")]
    fn len(py: &mut Py, obj: &Value) -> PyResult<usize> {
        py.len(obj)
    }

    /// A new list of the items of an iterable in ascending order; by key(item) if there is a key, descending if reverse.
    #[pyfunction("(*args, **kwargs)", text = "($module, iterable, /, *, key=None, reverse=False)")]
    fn sorted(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let (Some(iterable), 1) = (args.get(0), args.len()) else {
            let count = args.len();
            return Err(exc::type_error(py, format_args!("sorted expected 1 argument, got {count}")));
        };
        let items = py.collect_list(&iterable)?;
        let list = py.list(items)?;
        let (mut key, mut reverse) = (None, None);
        for (name, value) in args.keywords() {
            match name.get::<Str>() {
                Some(name) if name.is("key") => key = Some(value),
                Some(name) if name.is("reverse") => reverse = Some(value),
                _ => return refused(py, &list, args.skip(1)),
            }
        }
        let reverse = reverse.map_or(Ok(false), |reverse| py.is_true(&reverse))?;
        if let Some(items) = list.exact::<List>() {
            sort_list(py, items, key, reverse)?;
        }
        Ok(list)
    }
}

/// Calls `list.sort`, which says what is wrong with its arguments.
#[cold]
fn refused(py: &mut Py, list: &Value, args: Args<'_>) -> PyResult<Value> {
    let name = py.name(Name::SORT).clone();
    let sort = py.get_attribute(list, &name)?;
    py.call_args(&sort, args)
}

/// What an iterator did.
enum Step {
    Item(Value),
    /// It ended, perhaps with a value.
    End(Option<Value>),
    /// It raised this `StopIteration` itself.
    Raised(Value),
}

/// The next item, with whatever the end of the iterator says.
fn step(py: &mut Py, iterator: &Value) -> PyResult<Step> {
    let class = iterator.type_();
    let Some(next) = class.slots.next.get() else {
        let class = class.name();
        return Err(exc::type_error(py, format_args!("'{class}' object is not an iterator")));
    };
    if class.is_python(py, dunder::NEXT)
        && let Some(method) = class.special(py, dunder::NEXT)
    {
        return match py.call_unbound(&method, iterator.borrow(), &[]) {
            Ok(item) => Ok(Step::Item(item)),
            Err(raised) if py.matches(&raised, &exc::STOP_ITERATION) => Ok(Step::Raised(py.take(raised))),
            Err(raised) => Err(raised),
        };
    }
    if let Some(send) = class.slots.send.get() {
        let nothing = none();
        return Ok(match send(py, iterator.borrow(), nothing.borrow())? {
            Sent::Yield(item) => Step::Item(item),
            Sent::Return(value) => Step::End(Some(value).filter(|value| !is_none(value))),
        });
    }
    Ok(next(py, iterator.borrow())?.map_or(Step::End(None), Step::Item))
}
