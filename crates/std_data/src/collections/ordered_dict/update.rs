//! `update` and what is like it: items of mappings and of iterables of pairs, each set as `d[key] = value` does.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::native::Keywords;
use taipan_object::types::dict::Dict;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Value};
use taipan_text::Name;

use super::OrderedDict;

/// The method.
pub(super) struct Update;

#[pymethods(OrderedDict)]
impl Update {
    /// Adds the items of a mapping or of an iterable of pairs, and then the keyword arguments.
    #[pymethod("($self, /, *args, **kwargs)", hidden, name = "update")]
    fn update_method(this: Borrowed<'_>, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<()> {
        if args.len() > 1 {
            let count = args.len();
            return Err(exc::type_error(
                py,
                format_args!("update() takes at most 1 positional argument ({count} given)"),
            ));
        }
        if let Some(source) = args.get(0) {
            update_from(py, &this, &source)?;
        }
        for (name, value) in kwargs.iter() {
            py.set_item(&this, &name, &value)?;
        }
        Ok(())
    }
}

/// Adds what a constructor is given.
pub(super) fn update(py: &mut Py, this: &Value, args: Args<'_>) -> PyResult<()> {
    if let Some(source) = args.get(0) {
        update_from(py, this, &source)?;
    }
    for (name, value) in args.keywords() {
        py.set_item(this, &name, &value)?;
    }
    Ok(())
}

/// Adds the items of a mapping, which is whatever has `keys` or `items`, or of an iterable of pairs.
pub(super) fn update_from(py: &mut Py, this: &Value, source: &Value) -> PyResult<()> {
    if let Some(dict) = source.exact::<Dict>() {
        return dict.items(py).into_iter().try_for_each(|(key, value)| py.set_item(this, &key, &value));
    }
    let name = py.name(Name::KEYS).clone();
    if let Some(keys) = py.find_attribute(source, &name)? {
        let keys = py.call(&keys, &[])?;
        return py.for_each(&keys, |py, key| {
            let value = py.get_item(source, &key)?;
            py.set_item(this, &key, &value)
        });
    }
    let name = py.name(Name::ITEMS).clone();
    match py.find_attribute(source, &name)? {
        Some(items) => {
            let items = py.call(&items, &[])?;
            add_pairs(py, this, &items)
        }
        None => add_pairs(py, this, source),
    }
}

fn add_pairs(py: &mut Py, this: &Value, pairs: &Value) -> PyResult<()> {
    py.for_each(pairs, |py, pair| {
        if let Some([key, value]) = pair.exact::<Tuple>().map(Tuple::items) {
            return py.set_item(this, key, value);
        }
        let iterator = py.iter(&pair)?;
        let Some(key) = py.next(&iterator)? else { return Err(too_few(py, 0)) };
        let Some(value) = py.next(&iterator)? else { return Err(too_few(py, 1)) };
        if py.next(&iterator)?.is_some() {
            return Err(exc::value_error(py, format_args!("too many values to unpack (expected 2)")));
        }
        py.set_item(this, &key, &value)
    })
}

#[cold]
fn too_few(py: &Py, count: usize) -> Raised {
    let plural = if count == 1 { "" } else { "s" };
    exc::value_error(py, format_args!("need more than {count} value{plural} to unpack"))
}
