//! State that other parts of the runtime keep for an interpreter, by its Rust type.

use std::any::{Any, TypeId};
use std::cell::{Cell, UnsafeCell};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use hashbrown::HashTable;

/// One value of each Rust type that was asked for.
#[derive(Default)]
pub(super) struct Extensions(UnsafeCell<Table>);

/// How many types are remembered with their places: some native functions ask at each call.
const RECENT: usize = 16;

#[derive(Default)]
struct Table {
    /// Types that were asked for last, and their places; a type is where its hash says.
    recent: [Cell<Option<(TypeId, usize)>>; RECENT],
    /// Where the value of a type is.
    places: HashTable<(TypeId, usize)>,
    /// In the order in which they were made, which is that in which they are forgotten.
    values: Vec<Rc<dyn Any>>,
}

impl Table {
    /// The value of a type. Nothing that is called here comes back to the table.
    #[inline(always)]
    fn find(&self, id: TypeId) -> Option<Rc<dyn Any>> {
        let recent = &self.recent[hash(id) as usize % RECENT];
        let place = match recent.get() {
            Some((known, place)) if known == id => place,
            _ => {
                let entry = self.places.find(hash(id), |entry| entry.0 == id)?;
                recent.set(Some(*entry));
                entry.1
            }
        };
        self.values.get(place).cloned()
    }
}

/// Takes the hash that a type's identity is already.
#[derive(Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

fn hash(id: TypeId) -> u64 {
    let mut hasher = Identity::default();
    id.hash(&mut hasher);
    hasher.finish()
}

impl Extensions {
    /// The value of a type, made when it is first asked for.
    pub(super) fn get<T: Default + 'static>(&self) -> Rc<T> {
        let id = TypeId::of::<T>();
        // SAFETY: see `find`.
        match unsafe { &*self.0.get() }.find(id) {
            // SAFETY: what is kept under the identity of a type is of that type.
            Some(value) => unsafe { Rc::from_raw(Rc::into_raw(value).cast()) },
            None => self.make(id),
        }
    }

    #[cold]
    #[inline(never)]
    fn make<T: Default + 'static>(&self, id: TypeId) -> Rc<T> {
        let value = Rc::new(T::default());
        // SAFETY: nothing else looks at the table meanwhile.
        let all = unsafe { &mut *self.0.get() };
        all.places.insert_unique(hash(id), (id, all.values.len()), |entry| hash(entry.0));
        all.values.push(value.clone());
        value
    }

    /// Forgets everything.
    pub(super) fn clear(&self) {
        // SAFETY: as above; what is forgotten is dropped when the table is not borrowed any more.
        drop(std::mem::take(unsafe { &mut *self.0.get() }));
    }
}
