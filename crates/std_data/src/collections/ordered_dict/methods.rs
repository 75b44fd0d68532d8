//! The methods of `OrderedDict`.

use taipan_macros::pymethods;
use taipan_object::exception as exc;

use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};
use taipan_text::Name;

use super::iterator::{Gives, over};
use super::views::{OdictItems, OdictKeys, OdictValues};
use super::{ORDERED_DICT, OrderedDict};

/// All of them but `update`.
pub(super) struct Methods;

#[pymethods(OrderedDict)]
impl Methods {
    /// A new OrderedDict with the keys of an iterable, all of which have the same value.
    #[pyclassmethod("($type, /, iterable, value=None)")]
    fn fromkeys(class: &Type, py: &mut Py, iterable: &Value, value: Borrowed<'_>) -> PyResult<Value> {
        let made = py.call(&class.borrow(), &[])?;
        py.for_each(iterable, |py, key| py.set_item(&made, &key, &value))?;
        Ok(made)
    }

    /// The bytes that it takes, without its keys and values.
    #[pymethod("($self, /)")]
    fn __sizeof__(this: Borrowed<'_>, py: &mut Py) -> usize {
        let Some(own) = this.get::<OrderedDict>() else { return 0 };
        this.type_().instance_size() + own.dict.table_bytes(py) + own.order.get(py).bytes()
    }

    /// What pickles make it of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let name = py.name(Name::__GETSTATE__).clone();
        let state = py.call_method(&this, &name, &[])?;
        let name = py.name(Name::ITEMS).clone();
        let items = py.call_method(&this, &name, &[])?;
        let items = py.iter(&items)?;
        let arguments = py.tuple([])?;
        py.tuple([this.type_().to_value(), arguments, state, none(), items])
    }

    /// The value of a key; where there is none, it becomes the default.
    #[pymethod("($self, /, key, default=None)")]
    fn setdefault(this: Borrowed<'_>, py: &mut Py, key: &Value, default: Borrowed<'_>) -> PyResult<Value> {
        let Some(own) = this.get::<OrderedDict>() else { return Ok(none()) };
        if this.type_().is(&ORDERED_DICT) {
            let hash = py.hash(key)?;
            if let Some(value) = own.dict.get_hashed(py, key, hash)? {
                return Ok(value);
            }
            own.set(py, key, hash, default.to_value())?;
        } else {
            if py.contains(&this, key)? {
                return py.get_item(&this, key);
            }
            py.set_item(&this, key, &default)?;
        }
        Ok(default.to_value())
    }

    /// Removes a key and gives its value; where there is none, the default, or KeyError.
    #[pymethod("($self, /, key, default=<unrepresentable>)")]
    fn pop(this: &OrderedDict, py: &mut Py, key: &Value, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let hash = py.hash(key)?;
        match (this.take(py, key, hash)?, default) {
            (Some(value), _) => Ok(value),
            (None, Some(default)) => Ok(default.to_value()),
            (None, None) => Err(exc::key_error(py, key)),
        }
    }

    /// Removes the last key, or the first one if last is false, and gives it with its value.
    #[pymethod("($self, /, last=True)")]
    fn popitem(this: &OrderedDict, py: &mut Py, last: bool) -> PyResult<Value> {
        let placed = {
            let order = this.order.get(py);
            let node = if last { order.last() } else { order.first() };
            node.and_then(|node| order.placed(node))
        };
        let Some(placed) = placed else {
            return Err(py.error(&exc::KEY_ERROR, format_args!("dictionary is empty")));
        };
        match this.take(py, &placed.key, placed.hash)? {
            Some(value) => py.heap().pair(placed.key, value),
            None => Err(exc::key_error(py, &placed.key)),
        }
    }

    /// A view of the keys.
    #[pymethod("($self, /)")]
    fn keys(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.heap().object(OdictKeys::of(this))
    }

    /// A view of the values.
    #[pymethod("($self, /)")]
    fn values(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.heap().object(OdictValues::of(this))
    }

    /// A view of the keys with their values, as pairs.
    #[pymethod("($self, /)")]
    fn items(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.heap().object(OdictItems::of(this))
    }

    /// Removes everything.
    #[pymethod("($self, /)")]
    fn clear(this: &OrderedDict, py: &mut Py) {
        this.dict.clear(py);
        let old = this.order.get_mut(py).clear();
        drop(old);
    }

    /// An OrderedDict with the same keys and values.
    #[pymethod("($self, /)")]
    fn copy(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_();
        let copy = py.call(&class.borrow(), &[])?;
        let plain = class.is(&ORDERED_DICT);
        let Some(own) = this.get::<OrderedDict>() else { return Ok(copy) };
        let (mut node, changes) = {
            let order = own.order.get(py);
            (order.first(), order.changes())
        };
        while let Some(current) = node {
            let Some(placed) = own.order.get(py).placed(current) else { break };
            if let (true, Some(target)) = (plain, copy.get::<OrderedDict>()) {
                let entry = own.entry_of(py, current)?;
                let value = entry.and_then(|entry| own.dict.entry_value(py, entry));
                let Some(value) = value else { return Err(exc::key_error(py, &placed.key)) };
                target.set(py, &placed.key, placed.hash, value)?;
            } else {
                let value = py.get_item(&this, &placed.key)?;
                py.set_item(&copy, &placed.key, &value)?;
            }
            if own.order.get(py).changes() != changes {
                return Err(super::mutated(py));
            }
            node = own.order.get(py).after(current);
        }
        Ok(copy)
    }

    /// An iterator over the keys, the last one first.
    #[pymethod("($self, /)")]
    fn __reversed__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        over(py, this, Gives::Keys, true)
    }

    /// Moves a key to the end, or to the beginning if last is false. KeyError if there is no such key.
    #[pymethod("($self, /, key, last=True)")]
    fn move_to_end(this: &OrderedDict, py: &mut Py, key: &Value, last: bool) -> PyResult<()> {
        let is_there = {
            let order = this.order.get(py);
            let end = if last { order.last() } else { order.first() };
            let Some(end) = end else { return Err(exc::key_error(py, key)) };
            order.key(end).is_some_and(|end| end.is(key))
        };
        if is_there {
            return Ok(());
        }
        let hash = py.hash(key)?;
        let Some(node) = this.find(py, key, hash)? else { return Err(exc::key_error(py, key)) };
        let mut order = this.order.get_mut(py);
        if last {
            order.move_last(node);
        } else {
            order.move_first(node);
        }
        Ok(())
    }
}
