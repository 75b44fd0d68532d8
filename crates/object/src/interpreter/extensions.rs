//! State that other parts of the runtime keep for an interpreter, by its Rust type.

use std::any::{Any, TypeId};
use std::cell::Cell;
use std::rc::Rc;

/// One value of each Rust type that was asked for.
#[derive(Default)]
pub(super) struct Extensions(Cell<Vec<(TypeId, Rc<dyn Any>)>>);

impl Extensions {
    /// The value of a type, made when it is first asked for. Each time it is asked for it moves one place forward, so that
    /// what is asked for all the time is found at once.
    pub(super) fn get<T: Default + 'static>(&self) -> Rc<T> {
        let mut all = self.0.take();
        let found = all.iter().position(|(id, _)| *id == TypeId::of::<T>()).and_then(|index| {
            let ahead = index.saturating_sub(1);
            all.swap(index, ahead);
            all.get(ahead).map(|(_, value)| value.clone())
        });
        let value = found.unwrap_or_else(|| {
            let value: Rc<dyn Any> = Rc::new(T::default());
            all.push((TypeId::of::<T>(), value.clone()));
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
