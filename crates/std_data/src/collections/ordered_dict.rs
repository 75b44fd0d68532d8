//! `OrderedDict`: a dict whose order is a list of its own, so that keys can be moved to both ends.
//!
//! ```text
//! dict    entry 0: 'a'   entry 1: 'b'   entry 2: 'c'          as any dict
//! order   'c' ⇄ 'a' ⇄ 'b'                                     a node for each key, which knows the number of its entry
//! ```
//!
//! Methods of `dict` that are called on an `OrderedDict` do not know of the order. What they add is in no order, and a key
//! that they remove is still in it: going over it ends with `KeyError`.

mod iterator;
mod methods;
mod order;
mod update;
mod views;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::object::HEADER_SIZE;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::{DICT, Dict, OnDuplicate};
use taipan_object::types::singletons::{boolean, not_implemented};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, CompareOp, Py, PyCell, PyResult, Raised, Type, Value, instance};

use order::{Order, Placed};

/// The types.
pub(in crate::collections) static DEFINITIONS: &[Definition] = &[
    Definition {
        doc: Some("A dict that can be reordered, and that is equal to another only in the same order."),
        flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
        dict: HEADER_SIZE + std::mem::offset_of!(OrderedDict, attributes),
        slots: &[Core::SLOTS],
        methods: &[methods::Methods::METHODS, update::Update::METHODS],
        getset: &[Core::GETSET],
        unseen: &["__new__"],
        ..Definition::of(&ORDERED_DICT)
    },
    views::KEYS,
    views::VALUES,
    views::ITEMS,
    iterator::DEFINITION,
];

/// The payload; it begins with that of a dict.
#[pyclass(static = ORDERED_DICT, name = "collections.OrderedDict", base = DICT)]
#[repr(C)]
pub(crate) struct OrderedDict {
    #[part]
    dict: Dict,
    /// Its keys die before the dict's items.
    #[part(first)]
    order: PyCell<Order>,
    attributes: PyCell<Option<Value>>,
}

impl OrderedDict {
    /// Sets the value of a key. A new one comes last.
    fn set(&self, py: &mut Py, key: &Value, hash: i64, value: Value) -> PyResult<()> {
        let (number, old) = self.dict.set_entry(py, key, hash, value)?;
        self.renumber(py)?;
        if old.is_some() && self.node_of(py, number).is_some() {
            return Ok(());
        }
        // What the order has is the key of the dict.
        let key = self.dict.entry_key(py, number).unwrap_or_else(|| key.clone());
        self.order.get_mut(py).push_last(key, hash, number)?;
        drop(old);
        Ok(())
    }

    /// Removes a key, from the order only if the dict has it.
    fn remove(&self, py: &mut Py, key: &Value) -> PyResult<()> {
        let hash = py.hash(key)?;
        let Some(number) = self.dict.entry_of(py, key, hash)? else { return Err(exc::key_error(py, key)) };
        self.renumber(py)?;
        let node = self.node_of(py, number);
        let out = node.and_then(|node| self.order.get_mut(py).remove(node));
        let entry = self.dict.remove_entry(py, number);
        drop(out);
        drop(entry);
        Ok(())
    }

    /// Removes a key that is in the order and gives its value. `None`: it is not in both.
    fn take(&self, py: &mut Py, key: &Value, hash: i64) -> PyResult<Option<Value>> {
        let Some(number) = self.dict.entry_of(py, key, hash)? else { return Ok(None) };
        self.renumber(py)?;
        let Some(node) = self.node_of(py, number) else { return Ok(None) };
        let out = self.order.get_mut(py).remove(node);
        let entry = self.dict.remove_entry(py, number);
        drop(out);
        Ok(entry.map(|(_, value)| value))
    }

    /// The node of a key.
    fn find(&self, py: &mut Py, key: &Value, hash: i64) -> PyResult<Option<u32>> {
        let Some(number) = self.dict.entry_of(py, key, hash)? else { return Ok(None) };
        self.renumber(py)?;
        Ok(self.node_of(py, number))
    }

    /// The node of an entry, if the entry's key is in the order.
    #[inline]
    fn node_of(&self, py: &Py, number: usize) -> Option<u32> {
        let order = self.order.get(py);
        let node = order.node_of_entry(number)?;
        self.dict.entry_has_key(py, number, order.key(node)?).then_some(node)
    }

    /// The entry of a node, if the dict has its key still.
    #[inline]
    fn entry_of(&self, py: &mut Py, node: u32) -> PyResult<Option<usize>> {
        self.renumber(py)?;
        let placed = self.order.get(py).placed(node);
        let Some(Placed { key, entry, .. }) = placed else { return Ok(None) };
        let is_plain = key.exact::<Str>().is_some() || key.is_exact_int();
        if is_plain && self.dict.entry_has_key(py, entry, &key) {
            return Ok(Some(entry));
        }
        // Other keys are asked: they may have changed their minds.
        let hash = py.hash(&key)?;
        self.dict.entry_of(py, &key, hash)
    }

    /// Brings the numbers of entries that the order knows up to date, after the dict's table was built anew.
    #[inline]
    fn renumber(&self, py: &mut Py) -> PyResult<()> {
        if self.order.get(py).layout() == self.dict.layout(py) {
            return Ok(());
        }
        let (mut entries, mut at) = (Vec::new(), 0);
        entries.try_reserve_exact(self.dict.len(py))?;
        while let Some(entry) = self.dict.next_entry(py, at) {
            at = entry.position + 1;
            entries.push((entry.key.word(), entry.position));
        }
        let layout = self.dict.layout(py);
        self.order.get_mut(py).renumber(&entries, layout)
    }
}

#[cold]
fn mutated(py: &Py) -> Raised {
    exc::runtime_error(py, format_args!("OrderedDict mutated during iteration"))
}

/// The slots.
struct Core;

#[pymethods(OrderedDict)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        let (dict, order, attributes) = (Dict::default(), PyCell::default(), PyCell::new(None));
        py.heap().object_of(class, OrderedDict { dict, order, attributes })
    }

    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        if args.len() > 1 {
            return Err(exc::type_error(py, format_args!("expected at most 1 argument, got {}", args.len())));
        }
        update::update(py, &this, args)
    }

    #[pyslot]
    fn setitem(this: &OrderedDict, py: &mut Py, key: &Value, value: Option<Borrowed<'_>>) -> PyResult<()> {
        match value {
            Some(value) => {
                let hash = py.hash(key)?;
                this.set(py, key, hash, value.to_value())
            }
            None => this.remove(py, key),
        }
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        iterator::over(py, this, iterator::Gives::Keys, false)
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let name = this.type_().state(py).name.get(py).clone();
        if this.get::<Dict>().is_none_or(|dict| dict.is_empty(py)) {
            return py.text(format_args!("{name}()"));
        }
        let Some(guard) = py.enter_repr(this) else { return py.str("...") };
        let shown = shown_items(py, this);
        py.leave_repr(guard);
        let shown = shown?;
        py.text(format_args!("{name}({shown})"))
    }

    #[pyslot]
    fn compare(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        let (Some(own), Some(_)) = (this.get::<OrderedDict>(), other.get::<Dict>()) else {
            return Ok(not_implemented());
        };
        if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
            return Ok(not_implemented());
        }
        let Some(compare) = DICT.slots.compare.get() else { return Ok(not_implemented()) };
        let same_items = compare(py, this, other, CompareOp::Eq)?;
        let same_items = py.is_true(&same_items)?;
        let equal = match other.get::<OrderedDict>() {
            Some(other) if same_items => same_order(py, own, other)?,
            _ => same_items,
        };
        Ok(boolean(equal == (op == CompareOp::Eq)))
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        let (own, other) = if left.get::<OrderedDict>().is_some() { (left, right) } else { (right, left) };
        if other.get::<Dict>().is_none() {
            return Ok(not_implemented());
        }
        let merged = py.call(&own.type_().borrow(), &[&left])?;
        update::update_from(py, &merged, &right)?;
        Ok(merged)
    }

    #[pyslot]
    fn inplace_or(this: Borrowed<'_>, py: &mut Py, other: &Value) -> PyResult<Value> {
        update::update_from(py, &this, other)?;
        Ok(this.to_value())
    }

    #[pygetter]
    fn __dict__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Option<Value>> {
        instance::dict(py, this)
    }

    #[pysetter]
    fn set___dict__(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        match value {
            Some(_) => instance::set_dict_attribute(py, this, value),
            None => Err(exc::type_error(py, format_args!("cannot delete __dict__"))),
        }
    }
}

/// The items as a plain dict shows them, asked for as anything that copies a mapping does.
fn shown_items(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let copy = py.dict()?;
    if let Some(dict) = copy.exact::<Dict>() {
        dict.merge_mapping(py, &this, OnDuplicate::Replace)?;
    }
    py.repr(&copy)
}

/// Whether two have equal keys in the same order.
fn same_order(py: &mut Py, left: &OrderedDict, right: &OrderedDict) -> PyResult<bool> {
    let changes = |py: &Py| (left.order.get(py).changes(), right.order.get(py).changes());
    let before = changes(py);
    let mut nodes = (left.order.get(py).first(), right.order.get(py).first());
    while let (Some(own), Some(others)) = nodes {
        let own_key = left.order.get(py).key(own).cloned();
        let other_key = right.order.get(py).key(others).cloned();
        let (Some(own_key), Some(other_key)) = (own_key, other_key) else { return Ok(false) };
        let equal = py.equal(&own_key, &other_key)?;
        if changes(py) != before {
            return Err(mutated(py));
        }
        if !equal {
            return Ok(false);
        }
        nodes = (left.order.get(py).after(own), right.order.get(py).after(others));
    }
    Ok(nodes == (None, None))
}
