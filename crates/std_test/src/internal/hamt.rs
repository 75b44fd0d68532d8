//! `hamt`: an immutable mapping, a hash array mapped trie (P. Bagwell, "Ideal Hash Trees", 2001), of which every change makes
//! another one that shares most of its nodes.
//!
//! ```text
//! hamt ──► node   bits of the hash that say which entry │ key, value │ node, for the next five bits │ …
//! ```

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::{none, not_implemented};
use taipan_object::{Args, Borrowed, CompareOp, Py, PyCell, PyResult, Type, Value, exception as exc};

/// How many bits of the hash a node looks at.
const BITS: u32 = 5;

/// The mapping.
#[pyclass(static = HAMT, name = "hamt")]
pub(super) struct Hamt {
    /// Nothing in an empty one.
    root: Option<Value>,
    len: usize,
}

/// A part of the tree. It never changes.
#[pyclass(static = NODE, name = "hamt_node")]
pub(super) struct Node {
    /// The entries that there are, by five bits of the hash; 0 where all keys have the same hash.
    bitmap: u32,
    /// The hash of each key; nothing where the entry is another node.
    hashes: Vec<Option<u32>>,
    /// Key and value; of another node, None and the node.
    entries: Vec<(Value, Value)>,
}

/// What has not been given yet of the keys, values or items of a mapping, the last one first.
#[pyclass(static = REST, name = "hamt_iterator")]
pub(super) struct Rest {
    rest: PyCell<Vec<Value>>,
}

pub(super) static DEFINITIONS: &[Definition] = &[
    Definition {
        flags: Flags::WEAKLY_REFERABLE,
        slots: &[Hamt::SLOTS],
        methods: &[Hamt::METHODS],
        ..Definition::of(&HAMT)
    },
    Definition::of(&NODE),
    Definition { slots: &[Rest::SLOTS], ..Definition::of(&REST) },
];

/// What is left of a node without a key.
enum Without {
    /// The key is not there.
    Same,
    Nothing,
    Node(Value),
}

impl Node {
    fn of(value: &Value) -> Option<&Self> {
        value.exact::<Self>()
    }

    /// The bit of an entry, for a hash at a depth.
    fn bit(hash: u32, shift: u32) -> u32 {
        1 << (hash >> shift & ((1 << BITS) - 1))
    }

    /// Where the entry of a bit is, or has its place.
    fn index(&self, bit: u32) -> usize {
        (self.bitmap & (bit - 1)).count_ones() as usize
    }

    fn copy(&self) -> Self {
        Self { bitmap: self.bitmap, hashes: self.hashes.clone(), entries: self.entries.clone() }
    }

    /// A node of one entry.
    fn single(bitmap: u32, hash: Option<u32>, entry: (Value, Value)) -> Self {
        Self { bitmap, hashes: vec![hash], entries: vec![entry] }
    }

    /// Where a key is among those of one hash.
    fn find_same(&self, py: &mut Py, key: &Value) -> PyResult<Option<usize>> {
        for (index, (own, _)) in self.entries.iter().enumerate() {
            if own.is(key) || py.equal(own, key)? {
                return Ok(Some(index));
            }
        }
        Ok(None)
    }
}

/// The value of a key.
fn find(py: &mut Py, node: &Value, shift: u32, hash: u32, key: &Value) -> PyResult<Option<Value>> {
    let Some(own) = Node::of(node) else { return Ok(None) };
    if own.bitmap == 0 {
        if own.hashes.first() != Some(&Some(hash)) {
            return Ok(None);
        }
        let index = own.find_same(py, key)?;
        return Ok(index.map(|index| own.entries[index].1.clone()));
    }
    let bit = Node::bit(hash, shift);
    if own.bitmap & bit == 0 {
        return Ok(None);
    }
    let index = own.index(bit);
    let (held, value) = &own.entries[index];
    match own.hashes[index] {
        None => find(py, value, shift + BITS, hash, key),
        Some(other) if other == hash && (held.is(key) || py.equal(held, key)?) => Ok(Some(value.clone())),
        Some(_) => Ok(None),
    }
}

/// A node with another value for a key, and whether the key is new. The same node if the value is the same.
fn with(
    py: &mut Py,
    node: &Value,
    shift: u32,
    hash: u32,
    key: &Value,
    value: &Value,
) -> PyResult<(Value, bool)> {
    let Some(own) = Node::of(node) else { return Ok((node.clone(), false)) };
    if own.bitmap == 0 {
        return with_same(py, node, own, shift, hash, key, value);
    }
    let bit = Node::bit(hash, shift);
    let index = own.index(bit);
    let mut new = own.copy();
    if own.bitmap & bit == 0 {
        new.bitmap |= bit;
        new.hashes.insert(index, Some(hash));
        new.entries.insert(index, (key.clone(), value.clone()));
        return Ok((py.heap().object(new)?, true));
    }
    let (held, old) = own.entries[index].clone();
    let is_new = match own.hashes[index] {
        None => {
            let (child, is_new) = with(py, &old, shift + BITS, hash, key, value)?;
            if child.is(&old) {
                return Ok((node.clone(), false));
            }
            new.entries[index].1 = child;
            is_new
        }
        Some(other) if other == hash && (held.is(key) || py.equal(&held, key)?) => {
            if old.is(value) {
                return Ok((node.clone(), false));
            }
            new.entries[index].1 = value.clone();
            false
        }
        Some(other) => {
            let child = if other == hash {
                let entries = vec![(held, old), (key.clone(), value.clone())];
                py.heap().object(Node { bitmap: 0, hashes: vec![Some(hash); 2], entries })?
            } else {
                let below = shift + BITS;
                let child = Node::single(Node::bit(other, below), Some(other), (held, old));
                let child = py.heap().object(child)?;
                with(py, &child, below, hash, key, value)?.0
            };
            new.hashes[index] = None;
            new.entries[index] = (none(), child);
            true
        }
    };
    Ok((py.heap().object(new)?, is_new))
}

/// The same for a node whose keys all have one hash.
fn with_same(
    py: &mut Py,
    node: &Value,
    own: &Node,
    shift: u32,
    hash: u32,
    key: &Value,
    value: &Value,
) -> PyResult<(Value, bool)> {
    let shared = own.hashes.first().copied().flatten().unwrap_or(0);
    if shared != hash {
        let above = Node::single(Node::bit(shared, shift), None, (none(), node.clone()));
        let above = py.heap().object(above)?;
        return with(py, &above, shift, hash, key, value);
    }
    let mut new = own.copy();
    let is_new = match own.find_same(py, key)? {
        Some(index) if own.entries[index].1.is(value) => return Ok((node.clone(), false)),
        Some(index) => {
            new.entries[index].1 = value.clone();
            false
        }
        None => {
            new.hashes.push(Some(hash));
            new.entries.push((key.clone(), value.clone()));
            true
        }
    };
    Ok((py.heap().object(new)?, is_new))
}

/// A node without a key.
fn without(py: &mut Py, node: &Value, shift: u32, hash: u32, key: &Value) -> PyResult<Without> {
    let Some(own) = Node::of(node) else { return Ok(Without::Same) };
    let index = if own.bitmap == 0 {
        if own.hashes.first() != Some(&Some(hash)) {
            return Ok(Without::Same);
        }
        match own.find_same(py, key)? {
            Some(index) => index,
            None => return Ok(Without::Same),
        }
    } else {
        let bit = Node::bit(hash, shift);
        if own.bitmap & bit == 0 {
            return Ok(Without::Same);
        }
        own.index(bit)
    };
    let mut new = own.copy();
    let (held, child) = &own.entries[index];
    match own.hashes[index] {
        None => match without(py, child, shift + BITS, hash, key)? {
            Without::Same => return Ok(Without::Same),
            Without::Nothing => remove(&mut new, index),
            Without::Node(child) => {
                // A single key moves up.
                let only = Node::of(&child).filter(|child| child.entries.len() == 1);
                match only.and_then(|only| Some((only.hashes[0]?, only.entries[0].clone()))) {
                    Some((hash, entry)) => {
                        new.hashes[index] = Some(hash);
                        new.entries[index] = entry;
                    }
                    None => new.entries[index].1 = child,
                }
            }
        },
        Some(_) if own.bitmap == 0 => remove(&mut new, index),
        Some(other) if other == hash && (held.is(key) || py.equal(held, key)?) => remove(&mut new, index),
        Some(_) => return Ok(Without::Same),
    }
    if new.entries.is_empty() {
        return Ok(Without::Nothing);
    }
    py.heap().object(new).map(Without::Node)
}

fn remove(node: &mut Node, index: usize) {
    if node.bitmap != 0 {
        let bit = (0..u32::BITS).map(|bit| 1 << bit).filter(|bit| node.bitmap & bit != 0).nth(index);
        node.bitmap &= !bit.unwrap_or(0);
    }
    node.hashes.remove(index);
    drop(node.entries.remove(index));
}

/// Calls a function for each key with its value, and the hash of the key.
fn each(node: &Value, visit: &mut dyn FnMut(u32, &Value, &Value)) {
    let Some(node) = Node::of(node) else { return };
    for (hash, (key, value)) in node.hashes.iter().zip(&node.entries) {
        match hash {
            Some(hash) => visit(*hash, key, value),
            None => each(value, visit),
        }
    }
}

/// The hash of a key in the 32 bits that lead through the tree.
fn hash_of(py: &mut Py, key: &Value) -> PyResult<u32> {
    let hash = py.hash(key)?.cast_unsigned();
    Ok(hash as u32 ^ (hash >> 32) as u32)
}

impl Hamt {
    fn find(&self, py: &mut Py, key: &Value) -> PyResult<Option<Value>> {
        let Some(root) = &self.root else { return Ok(None) };
        let hash = hash_of(py, key)?;
        find(py, root, 0, hash, key)
    }

    fn iterate(
        &self,
        py: &mut Py,
        mut shown: impl FnMut(&mut Py, &Value, &Value) -> PyResult<Value>,
    ) -> PyResult<Value> {
        let mut pairs = Vec::new();
        if let Some(root) = &self.root {
            each(root, &mut |_, key, value| pairs.push((key.clone(), value.clone())));
        }
        let mut rest = Vec::with_capacity(pairs.len());
        for (key, value) in pairs.iter().rev() {
            rest.push(shown(py, key, value)?);
        }
        py.heap().object(Rest { rest: PyCell::new(rest) })
    }
}

#[pymethods]
impl Hamt {
    #[pyslot]
    fn new(_: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object(Self { root: None, len: 0 })
    }

    #[pyslot]
    fn length(this: &Hamt, _py: &mut Py) -> PyResult<usize> {
        Ok(this.len)
    }

    #[pyslot]
    fn getitem(this: &Hamt, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        match this.find(py, &key)? {
            Some(value) => Ok(value),
            None => Err(exc::key_error(py, &key)),
        }
    }

    #[pyslot]
    fn contains(this: &Hamt, py: &mut Py, key: Borrowed<'_>) -> PyResult<bool> {
        Ok(this.find(py, &key)?.is_some())
    }

    #[pyslot]
    fn iter(this: &Hamt, py: &mut Py) -> PyResult<Value> {
        this.iterate(py, |_, key, _| Ok(key.clone()))
    }

    #[pyslot]
    fn compare(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        let (Some(own), Some(others), true) =
            (this.get::<Hamt>(), other.get::<Hamt>(), matches!(op, CompareOp::Eq | CompareOp::Ne))
        else {
            return Ok(not_implemented());
        };
        let mut same = own.len == others.len;
        let mut pairs = Vec::new();
        if let (Some(root), true) = (&own.root, same) {
            each(root, &mut |hash, key, value| pairs.push((hash, key.clone(), value.clone())));
        }
        for (hash, key, value) in pairs {
            let Some(root) = &others.root else { break };
            same = match find(py, root, 0, hash, &key)? {
                Some(other) => value.is(&other) || py.equal(&value, &other)?,
                None => false,
            };
            if !same {
                break;
            }
        }
        Ok(taipan_object::types::singletons::boolean(same == (op == CompareOp::Eq)))
    }

    /// Another mapping with a value for a key.
    #[pymethod("(key, value, /)", hidden)]
    fn set(this: Borrowed<'_>, py: &mut Py, key: &Value, value: &Value) -> PyResult<Value> {
        let Some(own) = this.get::<Hamt>() else { return Ok(this.to_value()) };
        let hash = hash_of(py, key)?;
        let (root, is_new) = match &own.root {
            Some(root) => with(py, root, 0, hash, key, value)?,
            None => {
                let node = Node::single(Node::bit(hash, 0), Some(hash), (key.clone(), value.clone()));
                (py.heap().object(node)?, true)
            }
        };
        if own.root.as_ref().is_some_and(|old| old.is(&root)) {
            return Ok(this.to_value());
        }
        py.heap().object(Self { root: Some(root), len: own.len + usize::from(is_new) })
    }

    /// The value of a key, or something else where there is none.
    #[pymethod("(key, default=None, /)", hidden)]
    fn get(this: &Hamt, py: &mut Py, key: &Value, default: Borrowed<'_>) -> PyResult<Value> {
        Ok(this.find(py, key)?.unwrap_or_else(|| default.to_value()))
    }

    /// A mapping without a key: the same where it has none.
    #[pymethod("(key, /)", hidden)]
    fn delete(this: Borrowed<'_>, py: &mut Py, key: &Value) -> PyResult<Value> {
        let Some(own) = this.get::<Hamt>() else { return Ok(this.to_value()) };
        let Some(root) = &own.root else { return Ok(this.to_value()) };
        let hash = hash_of(py, key)?;
        let root = match without(py, root, 0, hash, key)? {
            Without::Same => return Ok(this.to_value()),
            Without::Nothing => None,
            Without::Node(node) => Some(node),
        };
        py.heap().object(Self { root, len: own.len - 1 })
    }

    /// The keys with their values.
    #[pymethod("()", hidden)]
    fn items(this: &Hamt, py: &mut Py) -> PyResult<Value> {
        this.iterate(py, |py, key, value| py.heap().pair(key.clone(), value.clone()))
    }

    /// The keys.
    #[pymethod("()", hidden)]
    fn keys(this: &Hamt, py: &mut Py) -> PyResult<Value> {
        this.iterate(py, |_, key, _| Ok(key.clone()))
    }

    /// The values.
    #[pymethod("()", hidden)]
    fn values(this: &Hamt, py: &mut Py) -> PyResult<Value> {
        this.iterate(py, |_, _, value| Ok(value.clone()))
    }
}

#[pymethods]
impl Rest {
    #[pyslot]
    fn length(this: &Rest, py: &mut Py) -> PyResult<usize> {
        Ok(this.rest.get(py).len())
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(this: &Rest, py: &mut Py) -> PyResult<Option<Value>> {
        Ok(this.rest.get_mut(py).pop())
    }
}

pub(super) struct Functions;

#[pymodule("_testinternalcapi")]
impl Functions {
    /// An empty immutable mapping.
    #[pyfunction("($self, /)")]
    fn hamt(py: &mut Py) -> PyResult<Value> {
        py.heap().object(Hamt { root: None, len: 0 })
    }
}
