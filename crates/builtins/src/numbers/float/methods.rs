//! The methods and attributes of floats.

use taipan_macros::pymethods;
use taipan_num::{Error, IntRef, float};
use taipan_object::exception as exc;
use taipan_object::types::float::{FLOAT, Float};
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value};

use super::value::whole;
use super::{exact, of};
use crate::numbers::digits::trimmed;
use crate::numbers::failure::raise;
use crate::numbers::spec;

pub(crate) struct Methods;

#[pymethods(Float)]
impl Methods {
    /// The float of a real number, not of a text.
    #[pyclassmethod("($type, number, /)")]
    fn from_number(class: &Type, py: &mut Py, number: Borrowed<'_>) -> PyResult<Value> {
        if number.is_exact_float() && class.is(&FLOAT) {
            return Ok(number.to_value());
        }
        let float = py.to_f64(&number)?;
        instance(py, class, float)
    }

    /// The number itself, which is its own complex conjugate.
    #[pymethod("($self, /)")]
    fn conjugate(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    /// The whole number next to it, towards zero.
    #[pymethod("($self, /)")]
    fn __trunc__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        whole(py, of(this))
    }

    /// The largest whole number that is not above it.
    #[pymethod("($self, /)")]
    fn __floor__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        whole(py, of(this).floor())
    }

    /// The smallest whole number that is not below it.
    #[pymethod("($self, /)")]
    fn __ceil__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        whole(py, of(this).ceil())
    }

    /// The nearest int, the even one of two that are as near; or, with ndigits, the nearest float with so many digits
    /// behind the point.
    #[pymethod("($self, ndigits=None, /)")]
    fn __round__(this: Borrowed<'_>, py: &mut Py, ndigits: Option<Borrowed<'_>>) -> PyResult<Value> {
        let value = of(this);
        let Some(digits) = ndigits.filter(|digits| !is_none(digits)) else {
            return whole(py, value.round_ties_even());
        };
        let digits = py.index(&digits)?;
        match float::round(value, digits.as_int(&mut [0]).unwrap_or(IntRef::ZERO)) {
            Ok(rounded) => py.float(rounded),
            Err(Error::Overflow) => {
                Err(exc::overflow_error(py, format_args!("rounded value too large to represent")))
            }
            Err(error) => Err(raise(py, error)),
        }
    }

    /// A pair of ints whose quotient is the number, in lowest terms, the second positive.
    ///
    ///     >>> (2.5).as_integer_ratio()
    ///     (5, 2)
    ///     >>> (-0.75).as_integer_ratio()
    ///     (-3, 4)
    ///     >>> (0.0).as_integer_ratio()
    ///     (0, 1)
    #[pymethod("($self, /)")]
    fn as_integer_ratio(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        match float::as_integer_ratio(of(this)) {
            Ok((numerator, denominator)) => {
                let pair = [py.int_from_big(&numerator)?, py.int_from_big(&denominator)?];
                py.tuple(pair)
            }
            Err(Error::NotANumber) => {
                Err(exc::value_error(py, format_args!("cannot convert NaN to integer ratio")))
            }
            Err(Error::Infinite) => {
                Err(exc::overflow_error(py, format_args!("cannot convert Infinity to integer ratio")))
            }
            Err(error) => Err(raise(py, error)),
        }
    }

    /// The float that a hexadecimal text stands for.
    ///
    ///     >>> float.fromhex('0x1.8p2')
    ///     6.0
    ///     >>> float.fromhex('-.4')
    ///     -0.25
    #[pyclassmethod("($type, string, /)")]
    fn fromhex(class: &Type, py: &mut Py, string: Borrowed<'_>) -> PyResult<Value> {
        let Some(text) = string.get::<Str>() else {
            return Err(exc::type_error(py, format_args!("bad argument type for built-in operation")));
        };
        let Some(ascii) = text.as_ascii() else {
            // A lone surrogate is an error of its own.
            drop(py.encode(&string, Some("utf-8"), None)?);
            return Err(malformed(py));
        };
        match float::from_hex(trimmed(ascii.as_bytes())) {
            Ok(float) => instance(py, class, float),
            Err(Error::Overflow) => Err(exc::overflow_error(
                py,
                format_args!("hexadecimal value too large to represent as a float"),
            )),
            Err(_) => Err(malformed(py)),
        }
    }

    /// The number in hexadecimal.
    ///
    ///     >>> (6.0).hex()
    ///     '0x1.8000000000000p+2'
    ///     >>> (-0.1).hex()
    ///     '-0x1.999999999999ap-4'
    #[pymethod("($self, /)")]
    fn hex(this: Borrowed<'_>, _: &mut Py) -> String {
        float::to_hex(of(this))
    }

    /// Whether the number is whole.
    #[pymethod("($self, /)")]
    fn is_integer(this: Borrowed<'_>, _: &mut Py) -> bool {
        float::is_integer(of(this))
    }

    /// What pickle hands to __new__.
    #[pymethod("($self, /)")]
    fn __getnewargs__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let float = exact(py, this)?;
        py.tuple([float])
    }

    /// How C's type 'double' or 'float' lies in memory.
    #[pyclassmethod("($type, typestr, /)")]
    fn __getformat__(_class: &Type, py: &mut Py, typestr: &Str) -> PyResult<&'static str> {
        if !typestr.is("double") && !typestr.is("float") {
            return Err(exc::value_error(
                py,
                format_args!("__getformat__() argument 1 must be 'double' or 'float'"),
            ));
        }
        Ok(if cfg!(target_endian = "little") { "IEEE, little-endian" } else { "IEEE, big-endian" })
    }

    /// The number as a format specification describes it.
    #[pymethod("($self, format_spec, /)")]
    fn __format__(this: Borrowed<'_>, py: &mut Py, format_spec: &Str) -> PyResult<Value> {
        if format_spec.is_empty() {
            return py.to_str(&this);
        }
        spec::of_float(py, this, of(this), format_spec)
    }

    /// the real part of a complex number
    #[pygetter]
    fn real(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    /// the imaginary part of a complex number
    #[pygetter]
    fn imag(_this: Borrowed<'_>, _: &mut Py) -> f64 {
        0.0
    }
}

/// What a class makes of a float.
fn instance(py: &mut Py, class: &Type, float: f64) -> PyResult<Value> {
    let float = py.float(float)?;
    if class.is(&FLOAT) { Ok(float) } else { py.call(&class.to_value(), &[&float]) }
}

#[cold]
fn malformed(py: &Py) -> Raised {
    exc::value_error(py, format_args!("invalid hexadecimal floating-point string"))
}
