//! The queues of a process. An item is dropped only where no lock is held, since it may refer to another queue.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use taipan_object::runtime::Runtime;

use super::Unbound;
use crate::data::{Data, Fallback};

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    NotFound,
    Empty,
    Full,
    NeverBound,
}

/// An item.
pub(crate) struct Item {
    /// The interpreter that it is from.
    pub(super) interpreter: i64,
    /// Nothing, once that interpreter has ended.
    pub(super) data: Option<Data>,
    pub(super) unbound: Unbound,
}

/// A queue.
pub(crate) struct Queue {
    /// The most items, no limit if it is not positive.
    pub(super) maxsize: isize,
    pub(super) unbound: Unbound,
    pub(super) fallback: Fallback,
    /// Nothing, once it is destroyed.
    items: Mutex<Option<VecDeque<Item>>>,
}

struct Entry {
    queue: Arc<Queue>,
    references: i64,
}

/// The queues of a process.
#[derive(Default)]
pub(crate) struct Queues(Mutex<Table>);

#[derive(Default)]
struct Table {
    last: i64,
    entries: BTreeMap<i64, Entry>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Queue {
    fn is_full_with(&self, count: usize) -> bool {
        usize::try_from(self.maxsize).is_ok_and(|most| most > 0 && count >= most)
    }

    /// Adds an item, which is dropped where that cannot be.
    pub(super) fn put(&self, item: Item) -> Result<(), Trouble> {
        let mut refused = None;
        let result = match &mut *lock(&self.items) {
            Some(items) if !self.is_full_with(items.len()) => {
                items.push_back(item);
                Ok(())
            }
            items => {
                refused = Some(item);
                Err(if items.is_some() { Trouble::Full } else { Trouble::NotFound })
            }
        };
        drop(refused);
        result
    }

    pub(super) fn get(&self) -> Result<Item, Trouble> {
        let mut items = lock(&self.items);
        items.as_mut().ok_or(Trouble::NotFound)?.pop_front().ok_or(Trouble::Empty)
    }

    pub(super) fn count(&self) -> usize {
        lock(&self.items).as_ref().map_or(0, VecDeque::len)
    }

    pub(super) fn is_full(&self) -> bool {
        self.is_full_with(self.count())
    }

    /// Destroys it; gives what was in it.
    pub(super) fn close(&self) -> Option<VecDeque<Item>> {
        lock(&self.items).take()
    }

    /// What is from an interpreter that has ended becomes what its sender wanted; gives what is to be dropped.
    fn unbind(&self, interpreter: i64) -> Vec<Item> {
        let mut guard = lock(&self.items);
        let Some(items) = &mut *guard else { return Vec::new() };
        let mut dropped = Vec::new();
        for mut item in std::mem::take(items) {
            if item.interpreter != interpreter || item.data.is_none() {
                items.push_back(item);
                continue;
            }
            if item.unbound == Unbound::Remove {
                dropped.push(item);
                continue;
            }
            let data = item.data.take();
            dropped.push(Item { interpreter, data, unbound: item.unbound });
            items.push_back(item);
        }
        dropped
    }
}

impl Queues {
    /// Makes a queue; gives its number, unless there are none left.
    pub(super) fn create(&self, maxsize: isize, unbound: Unbound, fallback: Fallback) -> Option<i64> {
        let items = Mutex::new(Some(VecDeque::new()));
        let queue = Arc::new(Queue { maxsize, unbound, fallback, items });
        let mut table = lock(&self.0);
        table.last = table.last.checked_add(1)?;
        let id = table.last;
        table.entries.insert(id, Entry { queue, references: 0 });
        Some(id)
    }

    pub(super) fn find(&self, id: i64) -> Option<Arc<Queue>> {
        lock(&self.0).entries.get(&id).map(|entry| entry.queue.clone())
    }

    /// All of them, the newest first.
    pub(super) fn list(&self) -> Vec<(i64, Arc<Queue>)> {
        lock(&self.0).entries.iter().rev().map(|(&id, entry)| (id, entry.queue.clone())).collect()
    }

    pub(super) fn remove(&self, id: i64) -> Option<Arc<Queue>> {
        lock(&self.0).entries.remove(&id).map(|entry| entry.queue)
    }

    /// Refers to a queue, if there is one.
    pub(super) fn bind(&self, id: i64) -> bool {
        lock(&self.0).entries.get_mut(&id).map(|entry| entry.references += 1).is_some()
    }

    /// The same, for as long as what is given exists.
    pub(super) fn refer(self: &Arc<Self>, id: i64) -> Option<QueueReference> {
        self.bind(id).then(|| QueueReference { id, queues: self.clone() })
    }

    /// Ceases to refer to a queue, which goes if that was the last reference.
    pub(super) fn release(&self, id: i64) -> Result<(), Trouble> {
        let mut table = lock(&self.0);
        let entry = table.entries.get_mut(&id).ok_or(Trouble::NotFound)?;
        if entry.references == 0 {
            return Err(Trouble::NeverBound);
        }
        entry.references -= 1;
        if entry.references > 0 {
            return Ok(());
        }
        let removed = table.entries.remove(&id);
        drop(table);
        drop(removed.and_then(|entry| entry.queue.close()));
        Ok(())
    }
}

/// Sees to what an interpreter has put into queues that ends.
pub(super) fn interpreter_ended(runtime: &Runtime, interpreter: i64) {
    for (_, queue) in runtime.state::<Queues>().list() {
        drop(queue.unbind(interpreter));
    }
}

/// A reference to a queue on its way to another interpreter.
pub struct QueueReference {
    id: i64,
    queues: Arc<Queues>,
}

impl QueueReference {
    /// The queue's number.
    pub(crate) fn id(&self) -> i64 {
        self.id
    }
}

impl std::fmt::Debug for QueueReference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("QueueReference").field(&self.id).finish()
    }
}

impl Drop for QueueReference {
    fn drop(&mut self) {
        // That the queue is gone already is nobody's loss.
        let _ = self.queues.release(self.id);
    }
}
