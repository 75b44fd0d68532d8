//! The results that an `lru_cache` remembers, in the order of their last use: a doubly linked list in a vector.

use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Parts, PyResult, Value, Visit};

/// No link.
const NOTHING: usize = usize::MAX;

/// A remembered result.
pub(super) struct Link {
    key: Value,
    hash: i64,
    result: Value,
    older: usize,
    newer: usize,
    /// Whether it is in the order.
    placed: bool,
}

impl Link {
    /// A link that is in no order yet.
    pub(super) fn new(key: Value, hash: i64, result: Value) -> Self {
        Self { key, hash, result, older: NOTHING, newer: NOTHING, placed: false }
    }
}

/// The list.
pub(super) struct Links {
    links: Vec<Option<Link>>,
    /// Places without a link.
    free: Vec<usize>,
    oldest: usize,
    newest: usize,
    /// How often the list was cleared: numbers from before that mean nothing.
    cleared: u64,
}

impl Default for Links {
    fn default() -> Self {
        Self { links: Vec::new(), free: Vec::new(), oldest: NOTHING, newest: NOTHING, cleared: 0 }
    }
}

impl Links {
    /// How often the list was cleared.
    pub(super) fn cleared(&self) -> u64 {
        self.cleared
    }

    /// Forgets all links; they are given back.
    pub(super) fn clear(&mut self) -> Self {
        let empty = Self { cleared: self.cleared + 1, ..Self::default() };
        std::mem::replace(self, empty)
    }

    /// The result of a link, which becomes the newest one.
    #[inline]
    pub(super) fn touch(&mut self, number: usize) -> Option<Value> {
        let link = self.links.get(number)?.as_ref()?;
        let (result, placed) = (link.result.clone(), link.placed);
        if placed && self.newest != number {
            self.detach(number);
            self.append(number);
        }
        Some(result)
    }

    /// A number for a link, which is not in the order yet.
    pub(super) fn add(&mut self, link: Link) -> PyResult<usize> {
        if let Some(number) = self.free.pop()
            && let Some(place) = self.links.get_mut(number)
        {
            *place = Some(link);
            return Ok(number);
        }
        self.links.try_reserve(1)?;
        self.links.push(Some(link));
        Ok(self.links.len() - 1)
    }

    /// Takes a link out.
    pub(super) fn remove(&mut self, number: usize) -> Option<Link> {
        self.detach(number);
        let link = self.links.get_mut(number)?.take();
        if link.is_some() {
            self.free.push(number);
        }
        link
    }

    /// Takes the oldest link out of the order: its number, key and hash, and how often the list was cleared by now.
    pub(super) fn detach_oldest(&mut self) -> Option<(usize, Value, i64, u64)> {
        let number = self.oldest;
        let link = self.link(number)?;
        let (key, hash) = (link.key.clone(), link.hash);
        self.detach(number);
        Some((number, key, hash, self.cleared))
    }

    /// Puts a link at the end of the order.
    pub(super) fn append(&mut self, number: usize) {
        let newest = self.newest;
        let Some(link) = self.link(number) else { return };
        (link.older, link.newer, link.placed) = (newest, NOTHING, true);
        match self.link(newest) {
            Some(link) => link.newer = number,
            None => self.oldest = number,
        }
        self.newest = number;
    }

    /// Puts a link at the beginning of the order.
    pub(super) fn prepend(&mut self, number: usize) {
        let oldest = self.oldest;
        let Some(link) = self.link(number) else { return };
        (link.older, link.newer, link.placed) = (NOTHING, oldest, true);
        match self.link(oldest) {
            Some(link) => link.older = number,
            None => self.newest = number,
        }
        self.oldest = number;
    }

    /// Takes a link out of the order, if it is there.
    fn detach(&mut self, number: usize) {
        let Some(link) = self.link(number).filter(|link| link.placed) else { return };
        link.placed = false;
        let (older, newer) = (link.older, link.newer);
        match self.link(older) {
            Some(link) => link.newer = newer,
            None => self.oldest = newer,
        }
        match self.link(newer) {
            Some(link) => link.older = older,
            None => self.newest = older,
        }
    }

    #[inline]
    fn link(&mut self, number: usize) -> Option<&mut Link> {
        self.links.get_mut(number)?.as_mut()
    }
}

impl Parts for Links {
    fn take_part(&mut self) -> Option<Value> {
        loop {
            let Some(place) = self.links.last_mut()? else {
                self.links.pop();
                continue;
            };
            // The result goes first; then the key, and the place with it.
            if place.placed || !is_none(&place.result) {
                place.placed = false;
                return Some(std::mem::replace(&mut place.result, none()));
            }
            return self.links.pop().flatten().map(|link| link.key);
        }
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        for link in self.links.iter().flatten() {
            visit(&link.key);
            visit(&link.result);
        }
    }
}
