//! The values of a context: a persistent map, of which a copy costs nothing and a changed version shares what is the same.
//!
//! It is a hash array mapped trie (Bagwell, "Ideal Hash Trees", 2001). Keys are compared by identity, and a hash is a
//! one-to-one function of the address, so that two keys never have the same one.
//!
//! ```text
//! node    bitmap: which of 32 places are taken │ entries, one for each bit that is set
//! entry   (key, value), or (nothing, node of the next five bits)
//! ```

use taipan_macros::pyclass;
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Py, PyResult, Value};

/// A key with its value, or no key and a node.
type Entry = (Option<Value>, Value);

/// The payload of a node.
#[pyclass(name = "hamt_node")]
pub(super) struct HamtNode {
    bitmap: u32,
    #[part]
    entries: Box<[Entry]>,
}

pub(super) const DEFINITION: Definition =
    Definition { flags: Flags::NO_INSTANCES, ..Definition::of(&HAMT_NODE) };

/// Bits of the hash that choose a place in a node.
const BITS: u32 = 5;

/// The bit of a key's place in a node at a level. The hash is a one-to-one function of the address that spreads it over all
/// bits, of which each level looks at the next few.
fn bit(key: &Value, level: u32) -> u32 {
    let hash = (key.word() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    1 << (hash.rotate_left(BITS * (level + 1)) & ((1 << BITS) - 1))
}

impl HamtNode {
    fn of(node: &Value) -> Option<&Self> {
        node.exact::<Self>()
    }

    /// Where the entry of a bit lies, or would.
    fn index(&self, bit: u32) -> usize {
        (self.bitmap & (bit - 1)).count_ones() as usize
    }

    fn entry(&self, bit: u32) -> Option<&Entry> {
        if self.bitmap & bit == 0 { None } else { self.entries.get(self.index(bit)) }
    }

    /// The same node with another entry for a bit that is taken.
    fn replaced(&self, py: &Py, bit: u32, entry: Entry) -> PyResult<Value> {
        let mut entries = self.entries.to_vec();
        if let Some(place) = entries.get_mut(self.index(bit)) {
            *place = entry;
        }
        node(py, self.bitmap, entries)
    }

    /// The same node with an entry for a bit that was free.
    fn inserted(&self, py: &Py, bit: u32, entry: Entry) -> PyResult<Value> {
        let mut entries = Vec::with_capacity(self.entries.len() + 1);
        let (before, after) = self.entries.split_at(self.index(bit).min(self.entries.len()));
        entries.extend_from_slice(before);
        entries.push(entry);
        entries.extend_from_slice(after);
        node(py, self.bitmap | bit, entries)
    }

    /// The same node without the entry of a bit.
    fn without(&self, py: &Py, bit: u32) -> PyResult<Value> {
        let mut entries = self.entries.to_vec();
        if self.index(bit) < entries.len() {
            drop(entries.remove(self.index(bit)));
        }
        node(py, self.bitmap & !bit, entries)
    }

    /// The only entry, if it is a key.
    fn only_key(&self) -> Option<&Entry> {
        match &*self.entries {
            [entry @ (Some(_), _)] => Some(entry),
            _ => None,
        }
    }
}

fn node(py: &Py, bitmap: u32, entries: Vec<Entry>) -> PyResult<Value> {
    py.heap().object(HamtNode { bitmap, entries: entries.into_boxed_slice() })
}

/// The value of a key in a map.
pub(super) fn get(root: Option<&Value>, key: &Value) -> Option<Value> {
    let mut node = HamtNode::of(root?)?;
    for level in 0.. {
        match node.entry(bit(key, level))? {
            (Some(found), value) => return found.is(key).then(|| value.clone()),
            (None, child) => node = HamtNode::of(child)?,
        }
    }
    None
}

/// The map with a value for a key.
pub(super) fn set(py: &Py, root: Option<&Value>, key: &Value, value: &Value) -> PyResult<Value> {
    let entry = (Some(key.clone()), value.clone());
    match root.and_then(HamtNode::of) {
        Some(root) => set_in(py, root, 0, key, entry),
        None => node(py, bit(key, 0), vec![entry]),
    }
}

fn set_in(py: &Py, node: &HamtNode, level: u32, key: &Value, entry: Entry) -> PyResult<Value> {
    let bit = bit(key, level);
    let child = match node.entry(bit) {
        None => return node.inserted(py, bit, entry),
        Some((Some(other), theirs)) if !other.is(key) => {
            pair(py, level + 1, (key, entry), (other, (Some(other.clone()), theirs.clone())))?
        }
        Some((None, child)) if let Some(child) = HamtNode::of(child) => {
            set_in(py, child, level + 1, key, entry)?
        }
        Some(_) => return node.replaced(py, bit, entry),
    };
    node.replaced(py, bit, (None, child))
}

/// A node for two keys.
fn pair(py: &Py, level: u32, first: (&Value, Entry), second: (&Value, Entry)) -> PyResult<Value> {
    let (one, other) = (bit(first.0, level), bit(second.0, level));
    if one == other {
        let child = pair(py, level + 1, first, second)?;
        return node(py, one, vec![(None, child)]);
    }
    let entries = if one < other { vec![first.1, second.1] } else { vec![second.1, first.1] };
    node(py, one | other, entries)
}

/// The map without a key, which is one of it; nothing if it has no other.
pub(super) fn remove(py: &Py, root: Option<&Value>, key: &Value) -> PyResult<Option<Value>> {
    match root.and_then(HamtNode::of) {
        Some(root) => remove_in(py, root, 0, key),
        None => Ok(None),
    }
}

fn remove_in(py: &Py, node: &HamtNode, level: u32, key: &Value) -> PyResult<Option<Value>> {
    let bit = bit(key, level);
    let rest = match node.entry(bit) {
        Some((None, child)) => match HamtNode::of(child) {
            Some(child) => remove_in(py, child, level + 1, key)?,
            None => None,
        },
        _ => None,
    };
    match rest {
        // A node that has but one key left is not worth having.
        Some(child) => match HamtNode::of(&child).and_then(HamtNode::only_key) {
            Some(key) => node.replaced(py, bit, key.clone()).map(Some),
            None => node.replaced(py, bit, (None, child)).map(Some),
        },
        None if node.entries.len() == 1 => Ok(None),
        None => node.without(py, bit).map(Some),
    }
}

/// All keys with their values.
pub(super) fn items(root: Option<&Value>) -> Vec<(Value, Value)> {
    let mut found = Vec::new();
    let mut nodes: Vec<Value> = root.cloned().into_iter().collect();
    while let Some(node) = nodes.pop() {
        for (key, value) in HamtNode::of(&node).map_or(&[][..], |node| &node.entries) {
            match key {
                Some(key) => found.push((key.clone(), value.clone())),
                None => nodes.push(value.clone()),
            }
        }
    }
    found
}
