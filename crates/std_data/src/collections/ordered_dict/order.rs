//! The order of an `OrderedDict`: a doubly linked list of its keys, in a vector.

use std::collections::HashMap;

use taipan_object::{Parts, PyResult, Value, Visit};

/// No node.
const NOTHING: u32 = u32::MAX;

/// A key in the order.
struct Node {
    /// Nothing where the place is free.
    key: Option<Value>,
    hash: i64,
    /// The number of its entry in the dict, as far as that is known.
    entry: u32,
    before: u32,
    after: u32,
}

/// What a node says of its key.
pub(super) struct Placed {
    pub(super) key: Value,
    pub(super) hash: i64,
    pub(super) entry: usize,
}

/// The list.
pub(super) struct Order {
    nodes: Vec<Node>,
    /// The first of the places that are free, linked by `after`.
    free: u32,
    first: u32,
    last: u32,
    /// The nodes of the dict's entries, by the numbers of these.
    by_entry: Vec<u32>,
    /// The layout of the dict for which the numbers hold.
    layout: usize,
    /// How often something was changed.
    changes: u64,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            nodes: Vec::new(),
            free: NOTHING,
            first: NOTHING,
            last: NOTHING,
            by_entry: Vec::new(),
            layout: 0,
            changes: 0,
        }
    }
}

fn some(number: u32) -> Option<u32> {
    Some(number).filter(|&number| number != NOTHING)
}

impl Order {
    /// The first node.
    #[inline]
    pub(super) fn first(&self) -> Option<u32> {
        some(self.first)
    }

    /// The last node.
    #[inline]
    pub(super) fn last(&self) -> Option<u32> {
        some(self.last)
    }

    /// The node after another.
    #[inline]
    pub(super) fn after(&self, node: u32) -> Option<u32> {
        some(self.node(node)?.after)
    }

    /// The node before another.
    #[inline]
    pub(super) fn before(&self, node: u32) -> Option<u32> {
        some(self.node(node)?.before)
    }

    /// The key of a node.
    #[inline]
    pub(super) fn key(&self, node: u32) -> Option<&Value> {
        self.node(node)?.key.as_ref()
    }

    /// What a node says of its key.
    #[inline]
    pub(super) fn placed(&self, node: u32) -> Option<Placed> {
        let node = self.node(node)?;
        Some(Placed { key: node.key.clone()?, hash: node.hash, entry: node.entry as usize })
    }

    /// How often something was changed.
    #[inline]
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// The layout of the dict for which the numbers of entries hold.
    #[inline]
    pub(super) fn layout(&self) -> usize {
        self.layout
    }

    /// Bytes of the list.
    pub(super) fn bytes(&self) -> usize {
        self.nodes.capacity() * size_of::<Node>() + self.by_entry.capacity() * size_of::<u32>()
    }

    /// The node that an entry had; whether it is still that of the entry's key, the keys tell.
    #[inline]
    pub(super) fn node_of_entry(&self, entry: usize) -> Option<u32> {
        self.by_entry.get(entry).copied().and_then(some)
    }

    /// Adds a key at the end.
    pub(super) fn push_last(&mut self, key: Value, hash: i64, entry: usize) -> PyResult<()> {
        // A dict has fewer entries than there are numbers of 32 bits.
        let number = entry as u32;
        if self.by_entry.len() <= entry {
            self.by_entry.try_reserve(entry + 1 - self.by_entry.len())?;
            self.by_entry.resize(entry + 1, NOTHING);
        }
        let new = Node { key: Some(key), hash, entry: number, before: NOTHING, after: NOTHING };
        let at = match some(self.free) {
            Some(at) => at,
            None => {
                self.nodes.try_reserve(1)?;
                self.nodes.len() as u32
            }
        };
        match self.nodes.get_mut(at as usize) {
            Some(place) => {
                self.free = place.after;
                *place = new;
            }
            None => self.nodes.push(new),
        }
        self.by_entry[entry] = at;
        self.link_last(at);
        Ok(())
    }

    /// Takes a node out; its key is given back.
    pub(super) fn remove(&mut self, node: u32) -> Option<Value> {
        self.unlink(node);
        let free = self.free;
        let place = self.node_mut(node)?;
        place.after = free;
        let key = place.key.take();
        self.free = node;
        key
    }

    /// Moves a node to the end.
    pub(super) fn move_last(&mut self, node: u32) {
        if self.last != node {
            self.unlink(node);
            self.link_last(node);
        }
    }

    /// Moves a node to the beginning.
    pub(super) fn move_first(&mut self, node: u32) {
        if self.first != node {
            self.unlink(node);
            self.link_first(node);
        }
    }

    /// Takes all nodes out; they are given back.
    pub(super) fn clear(&mut self) -> Self {
        let empty = Self { changes: self.changes + 1, ..Self::default() };
        std::mem::replace(self, empty)
    }

    /// Learns the numbers of the dict's entries anew: the word of each key with the number of its entry, in the dict's
    /// order, which most often is that of the list too.
    #[cold]
    pub(super) fn renumber(&mut self, entries: &[(usize, usize)], layout: usize) -> PyResult<()> {
        let end = entries.last().map_or(0, |&(_, number)| number + 1);
        let mut by_entry = Vec::new();
        by_entry.try_reserve_exact(end)?;
        by_entry.resize(end, NOTHING);
        let (mut at, mut strays) = (0, Vec::new());
        let mut node = self.first;
        while let Some(current) = self.node_mut(node) {
            let word = current.key.as_ref().map_or(0, Value::word);
            match entries.get(at) {
                Some(&(key, number)) if key == word => {
                    current.entry = number as u32;
                    by_entry[number] = node;
                    at += 1;
                }
                _ => strays.push((node, word)),
            }
            node = current.after;
        }
        if !strays.is_empty() {
            let numbers: HashMap<usize, usize> = entries.iter().copied().collect();
            for (node, word) in strays {
                let number = numbers.get(&word).copied();
                if let (Some(current), Some(number)) = (self.node_mut(node), number) {
                    current.entry = number as u32;
                    by_entry[number] = node;
                }
            }
        }
        self.by_entry = by_entry;
        self.layout = layout;
        Ok(())
    }

    #[inline]
    fn node(&self, node: u32) -> Option<&Node> {
        self.nodes.get(node as usize)
    }

    #[inline]
    fn node_mut(&mut self, node: u32) -> Option<&mut Node> {
        self.nodes.get_mut(node as usize)
    }

    fn link_last(&mut self, node: u32) {
        let last = self.last;
        if let Some(node) = self.node_mut(node) {
            (node.before, node.after) = (last, NOTHING);
        }
        match self.node_mut(last) {
            Some(last) => last.after = node,
            None => self.first = node,
        }
        self.last = node;
        self.changes += 1;
    }

    fn link_first(&mut self, node: u32) {
        let first = self.first;
        if let Some(node) = self.node_mut(node) {
            (node.before, node.after) = (NOTHING, first);
        }
        match self.node_mut(first) {
            Some(first) => first.before = node,
            None => self.last = node,
        }
        self.first = node;
        self.changes += 1;
    }

    fn unlink(&mut self, node: u32) {
        let Some((before, after)) = self.node(node).map(|node| (node.before, node.after)) else { return };
        match self.node_mut(before) {
            Some(before) => before.after = after,
            None => self.first = after,
        }
        match self.node_mut(after) {
            Some(after) => after.before = before,
            None => self.last = before,
        }
        self.changes += 1;
    }
}

impl Parts for Order {
    fn take_part(&mut self) -> Option<Value> {
        loop {
            if let Some(key) = self.nodes.pop()?.key {
                return Some(key);
            }
        }
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.nodes.iter().filter_map(|node| node.key.as_ref()).for_each(visit);
    }
}
