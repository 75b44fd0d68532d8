//! `complex`: two floats.

use taipan_num::complex::Complex as Number;

use super::object::OBJECT;
use crate::py::{Heap, Py, PyResult};
use crate::type_::{Payload, Type};
use crate::value::Value;

/// The payload of a complex number.
pub struct Complex(pub Number);

/// `complex`
pub static COMPLEX: Type = Type::leaf::<Complex>("complex", Some(&OBJECT));

// SAFETY: complex numbers are made here with this payload, and types that derive from `complex` keep it.
unsafe impl Payload for Complex {
    const TYPE: &'static Type = &COMPLEX;
}

impl Heap {
    /// A complex number of its parts.
    #[inline]
    pub fn complex(self, real: f64, imag: f64) -> PyResult<Value> {
        self.object(Complex(Number::new(real, imag)))
    }
}

impl Py {
    /// A complex number of its parts.
    #[inline]
    pub fn complex(&self, real: f64, imag: f64) -> PyResult<Value> {
        self.heap().complex(real, imag)
    }
}

impl Value {
    /// The number, if this is a complex or an instance of a subclass.
    #[inline]
    pub fn as_complex(&self) -> Option<Number> {
        self.get::<Complex>().map(|complex| complex.0)
    }
}
