//! `float`: immediate if it fits into the word, else an object.

use super::object::OBJECT;
use crate::py::{Heap, Py, PyResult};
use crate::type_::{Payload, Type};
use crate::value::{Borrowed, Value};

/// The payload of a float that is no immediate one: NaN, infinities, -0.0, very small or large numbers, and instances of
/// subclasses.
pub struct Float(pub f64);

/// `float`
pub static FLOAT: Type = Type::leaf::<Float>("float", Some(&OBJECT));

// SAFETY: floats are made here with this payload, and types that derive from `float` keep it.
unsafe impl Payload for Float {
    const TYPE: &'static Type = &FLOAT;
}

impl Heap {
    /// A float.
    #[inline(always)]
    pub fn float(self, value: f64) -> PyResult<Value> {
        match Value::small_float(value) {
            Some(value) => Ok(value),
            None => self.object(Float(value)),
        }
    }
}

impl Py {
    /// A float.
    #[inline(always)]
    pub fn float(&self, value: f64) -> PyResult<Value> {
        self.heap().float(value)
    }
}

impl Value {
    /// The number, if this is a float or an instance of a subclass.
    #[inline(always)]
    pub fn as_float(&self) -> Option<f64> {
        match self.as_small_float() {
            Some(value) => Some(value),
            None => self.get::<Float>().map(|float| float.0),
        }
    }

    /// The number, if this is exactly a float.
    #[inline(always)]
    pub fn exact_float(&self) -> Option<f64> {
        match self.as_small_float() {
            Some(value) => Some(value),
            None => self.exact::<Float>().map(|float| float.0),
        }
    }
}

impl Borrowed<'_> {
    /// Whether this is exactly a float.
    #[inline(always)]
    pub fn is_exact_float(self) -> bool {
        self.exact_float().is_some()
    }
}
