//! Fields of payloads that hold values: how `#[pyclass]` takes payloads apart, and shows them to the collector.

use std::collections::VecDeque;

use super::{Parts, Visit};
use crate::cell::PyCell;
use crate::types::singletons::{is_none, none};
use crate::value::Value;

/// A field that holds values.
pub trait Part {
    /// Takes out the value that dies next. `None` when there is none left; what has been taken is never given again.
    fn take(&mut self) -> Option<Value>;

    /// Shows every value.
    fn each(&self, visit: &mut Visit<'_>);
}

/// Leaves `None` behind, which is taken for nothing: it never dies.
impl Part for Value {
    fn take(&mut self) -> Option<Value> {
        if is_none(self) { None } else { Some(std::mem::replace(self, none())) }
    }

    fn each(&self, visit: &mut Visit<'_>) {
        visit(self);
    }
}

impl<T: Part> Part for Option<T> {
    fn take(&mut self) -> Option<Value> {
        let taken = self.as_mut()?.take();
        if taken.is_none() {
            *self = None;
        }
        taken
    }

    fn each(&self, visit: &mut Visit<'_>) {
        if let Some(part) = self {
            part.each(visit);
        }
    }
}

/// The last first, as lists and tuples do.
impl<T: Part> Part for Vec<T> {
    fn take(&mut self) -> Option<Value> {
        loop {
            match self.last_mut()?.take() {
                None => drop(self.pop()),
                taken => return taken,
            }
        }
    }

    fn each(&self, visit: &mut Visit<'_>) {
        for part in self {
            part.each(visit);
        }
    }
}

/// The first first, as deques do.
impl<T: Part> Part for VecDeque<T> {
    fn take(&mut self) -> Option<Value> {
        loop {
            match self.front_mut()?.take() {
                None => drop(self.pop_front()),
                taken => return taken,
            }
        }
    }

    fn each(&self, visit: &mut Visit<'_>) {
        for part in self {
            part.each(visit);
        }
    }
}

impl<T: Part> Part for Box<[T]> {
    fn take(&mut self) -> Option<Value> {
        self.iter_mut().rev().find_map(Part::take)
    }

    fn each(&self, visit: &mut Visit<'_>) {
        for part in self {
            part.each(visit);
        }
    }
}

impl<A: Part, B: Part> Part for (A, B) {
    fn take(&mut self) -> Option<Value> {
        self.0.take().or_else(|| self.1.take())
    }

    fn each(&self, visit: &mut Visit<'_>) {
        self.0.each(visit);
        self.1.each(visit);
    }
}

impl<T: Part> Part for PyCell<T> {
    fn take(&mut self) -> Option<Value> {
        self.exclusive().take()
    }

    fn each(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.peek() }.each(visit);
    }
}

/// A payload within a payload: that of the base.
impl<T: Parts> Part for T {
    fn take(&mut self) -> Option<Value> {
        self.take_part()
    }

    fn each(&self, visit: &mut Visit<'_>) {
        self.each_part(visit);
    }
}
