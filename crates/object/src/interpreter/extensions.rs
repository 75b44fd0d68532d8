//! State that other parts of the runtime keep for an interpreter, by its Rust type.

use std::any::{Any, TypeId};
use std::cell::Cell;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use hashbrown::HashTable;

/// One value of each Rust type that was asked for.
#[derive(Default)]
pub(super) struct Extensions(Cell<Table>);

#[derive(Default)]
struct Table {
    /// Where the value of a type is.
    places: HashTable<(TypeId, usize)>,
    /// In the order in which they were made, which is that in which they are forgotten.
    values: Vec<Rc<dyn Any>>,
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
        let mut all = self.0.take();
        let place = all.places.find(hash(id), |entry| entry.0 == id).map(|entry| entry.1);
        let value = place.and_then(|place| all.values.get(place).cloned()).unwrap_or_else(|| {
            let value: Rc<dyn Any> = Rc::new(T::default());
            all.places.insert_unique(hash(id), (id, all.values.len()), |entry| hash(entry.0));
            all.values.push(value.clone());
            value
        });
        self.0.set(all);
        value.downcast().unwrap_or_else(|_| Rc::new(T::default()))
    }

    /// Forgets everything.
    pub(super) fn clear(&self) {
        drop(self.0.take());
    }
}
