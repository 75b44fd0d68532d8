//! The memo of an unpickler: objects by their numbers.
//!
//! Numbers are usually given one after the other, so they are places in a list. A pickle may say any number, though: those
//! that lie far beyond the others are kept in a table.

use rustc_hash::FxHashMap;
use taipan_object::type_::parts::Part;
use taipan_object::{PyResult, Value, Visit};

/// Objects by number.
#[derive(Default)]
pub(crate) struct Memo {
    dense: Vec<Option<Value>>,
    sparse: FxHashMap<usize, Value>,
    /// How many there are.
    count: usize,
}

/// The list may have as many empty places, and as many as it has others.
const GAP: usize = 1024;

impl Memo {
    /// The object with a number.
    #[inline]
    pub(super) fn get(&self, number: usize) -> Option<&Value> {
        match self.dense.get(number) {
            Some(Some(value)) => Some(value),
            _ => self.get_sparse(number),
        }
    }

    #[cold]
    fn get_sparse(&self, number: usize) -> Option<&Value> {
        self.sparse.get(&number)
    }

    /// Gives an object the number that follows from how many there are.
    #[inline]
    pub(super) fn push(&mut self, value: Value) -> PyResult<()> {
        if self.count == self.dense.len() {
            if self.dense.len() == self.dense.capacity() {
                self.dense.try_reserve(1)?;
            }
            self.dense.push(Some(value));
            self.count += 1;
            return Ok(());
        }
        self.put(self.count, value)
    }

    /// Gives an object a number; another that had it loses it.
    #[inline]
    pub(super) fn put(&mut self, number: usize, value: Value) -> PyResult<()> {
        if let Some(place) = self.dense.get_mut(number) {
            self.count += usize::from(place.is_none());
            *place = Some(value);
            return Ok(());
        }
        self.extend(number, value)
    }

    #[cold]
    fn extend(&mut self, number: usize, value: Value) -> PyResult<()> {
        if number > self.count.saturating_mul(2).saturating_add(GAP) {
            self.sparse.try_reserve(1)?;
            self.count += usize::from(self.sparse.insert(number, value).is_none());
            return Ok(());
        }
        self.dense.try_reserve(number + 1 - self.dense.len())?;
        while self.dense.len() < number {
            let known = self.sparse.remove(&self.dense.len());
            self.dense.push(known);
        }
        let old = self.sparse.remove(&number);
        self.count += usize::from(old.is_none());
        self.dense.push(Some(value));
        Ok(())
    }

    /// The objects with their numbers.
    pub(super) fn entries(&self) -> impl Iterator<Item = (usize, &Value)> {
        let dense =
            self.dense.iter().enumerate().filter_map(|(number, value)| Some((number, value.as_ref()?)));
        dense.chain(self.sparse.iter().map(|(&number, value)| (number, value)))
    }

    /// The same entries.
    pub(super) fn duplicate(&self) -> PyResult<Self> {
        let mut dense = Vec::new();
        dense.try_reserve_exact(self.dense.len())?;
        dense.extend_from_slice(&self.dense);
        let mut sparse = FxHashMap::default();
        sparse.try_reserve(self.sparse.len())?;
        sparse.extend(self.sparse.iter().map(|(&number, value)| (number, value.clone())));
        Ok(Self { dense, sparse, count: self.count })
    }

    /// Bytes of memory that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.dense.capacity() * size_of::<Value>() + self.sparse.capacity() * size_of::<(usize, Value)>()
    }
}

impl Part for Memo {
    fn take(&mut self) -> Option<Value> {
        while let Some(place) = self.dense.pop() {
            if place.is_some() {
                return place;
            }
        }
        let number = self.sparse.keys().next().copied()?;
        self.sparse.remove(&number)
    }

    fn each(&self, visit: &mut Visit<'_>) {
        self.entries().for_each(|(_, value)| visit(value));
    }
}
