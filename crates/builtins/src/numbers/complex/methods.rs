//! The methods and attributes of complex numbers.

use taipan_macros::pymethods;
use taipan_num::complex::Complex as Number;
use taipan_object::types::complex::{COMPLEX, Complex};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::new::special;
use super::{exact, of, of_class};
use crate::numbers::spec;

pub(crate) struct Methods;

#[pymethods(Complex)]
impl Methods {
    /// The complex number of a number, not of a text.
    #[pyclassmethod("($type, number, /)")]
    fn from_number(class: &Type, py: &mut Py, number: Borrowed<'_>) -> PyResult<Value> {
        if class.is(&COMPLEX) && number.type_().is(&COMPLEX) {
            return Ok(number.to_value());
        }
        let value = match special(py, number)? {
            Some(value) => value,
            None => Number::new(py.to_f64(&number)?, 0.0),
        };
        of_class(py, class, value)
    }

    /// The number with the sign of its imaginary part changed.
    #[pymethod("($self, /)")]
    fn conjugate(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Number { real, imag } = of(this);
        py.complex(real, -imag)
    }

    /// The number itself.
    #[pymethod("($self, /)")]
    fn __complex__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    /// What pickle hands to __new__.
    #[pymethod("($self, /)")]
    fn __getnewargs__(this: Borrowed<'_>, _: &mut Py) -> (f64, f64) {
        let Number { real, imag } = of(this);
        (real, imag)
    }

    /// The number as a format specification describes it.
    #[pymethod("($self, format_spec, /)")]
    fn __format__(this: Borrowed<'_>, py: &mut Py, format_spec: &Str) -> PyResult<Value> {
        if format_spec.is_empty() {
            return py.to_str(&this);
        }
        spec::of_complex(py, this, of(this), format_spec)
    }

    /// the real part of a complex number
    #[pymember]
    fn real(this: Borrowed<'_>, _: &mut Py) -> f64 {
        of(this).real
    }

    /// the imaginary part of a complex number
    #[pymember]
    fn imag(this: Borrowed<'_>, _: &mut Py) -> f64 {
        of(this).imag
    }
}
