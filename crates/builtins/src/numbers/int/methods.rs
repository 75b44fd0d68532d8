//! The methods and attributes of ints.

use taipan_macros::pymethods;
use taipan_num::{IntRef, int};
use taipan_object::types::int::Int;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{decimal, exact, made, with_both};
use crate::numbers::spec;

pub(crate) struct Methods;

#[pymethods(Int)]
impl Methods {
    /// The number itself, which is its own complex conjugate.
    #[pymethod("($self, /)")]
    fn conjugate(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    /// How many bits the number has, sign and leading zeros apart.
    ///
    ///     >>> (-100).bit_length()
    ///     7
    ///     >>> bin(100)
    ///     '0b1100100'
    #[pymethod("($self, /)")]
    fn bit_length(this: Borrowed<'_>, _: &mut Py) -> u64 {
        this.as_int(&mut [0]).map_or(0, int::bit_length)
    }

    /// How many ones there are among the bits of the absolute value.
    ///
    ///     >>> bin(100)
    ///     '0b1100100'
    ///     >>> (-100).bit_count()
    ///     3
    #[pymethod("($self, /)")]
    fn bit_count(this: Borrowed<'_>, _: &mut Py) -> u64 {
        this.as_int(&mut [0]).map_or(0, int::bit_count)
    }

    /// The number and 1: a pair of ints whose quotient is the number.
    ///
    ///     >>> (7).as_integer_ratio()
    ///     (7, 1)
    ///     >>> (-7).as_integer_ratio()
    ///     (-7, 1)
    ///     >>> True.as_integer_ratio()
    ///     (1, 1)
    #[pymethod("($self, /)")]
    fn as_integer_ratio(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let pair = [exact(py, this)?, py.int(1)?];
        py.tuple(pair)
    }

    /// True: an int is a whole number.
    #[pymethod("($self, /)")]
    fn is_integer(_this: Borrowed<'_>, _: &mut Py) -> bool {
        true
    }

    /// The number itself, which is whole.
    #[pymethod("($self, /)")]
    fn __trunc__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    /// The number itself, which is whole.
    #[pymethod("($self, /)")]
    fn __floor__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    /// The number itself, which is whole.
    #[pymethod("($self, /)")]
    fn __ceil__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    /// The number rounded to a multiple of 10 ** -ndigits, the even one of two that are as near.
    #[pymethod("($self, ndigits=None, /)")]
    fn __round__(this: Borrowed<'_>, py: &mut Py, ndigits: Option<Borrowed<'_>>) -> PyResult<Value> {
        let Some(digits) = ndigits.filter(|digits| !is_none(digits)) else { return exact(py, this) };
        let digits = py.index(&digits)?;
        if digits.as_int(&mut [0]).is_some_and(|digits| !digits.negative) {
            return exact(py, this);
        }
        let rounded = with_both(this, digits.borrow(), int::round);
        made(py, rounded.unwrap_or_else(|| IntRef::ZERO.to_int()))
    }

    /// What pickle hands to __new__.
    #[pymethod("($self, /)")]
    fn __getnewargs__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let int = exact(py, this)?;
        py.tuple([int])
    }

    /// The number as a format specification describes it.
    #[pymethod("($self, format_spec, /)")]
    fn __format__(this: Borrowed<'_>, py: &mut Py, format_spec: &Str) -> PyResult<Value> {
        match (format_spec.is_empty(), this.is_exact_int()) {
            (true, true) => decimal(py, this),
            (true, false) => py.to_str(&this),
            (false, _) => spec::of_int(py, this, format_spec),
        }
    }

    /// The size of the number in memory, in bytes, as `sys.int_info` describes it.
    #[pymethod("($self, /)")]
    fn __sizeof__(this: Borrowed<'_>, _: &mut Py) -> u64 {
        /// Header and length.
        const HEAD: u64 = 24;
        /// `sys.int_info.bits_per_digit`
        const DIGIT_BITS: u64 = 30;
        /// `sys.int_info.sizeof_digit`
        const DIGIT_SIZE: u64 = 4;

        let bits = this.as_int(&mut [0]).map_or(0, int::bit_length);
        HEAD + bits.div_ceil(DIGIT_BITS).max(1) * DIGIT_SIZE
    }

    /// the real part of a complex number
    #[pygetter]
    fn real(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    /// the imaginary part of a complex number
    #[pygetter]
    fn imag(_this: Borrowed<'_>, _: &mut Py) -> i64 {
        0
    }

    /// the numerator of a rational number in lowest terms
    #[pygetter]
    fn numerator(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    /// the denominator of a rational number in lowest terms
    #[pygetter]
    fn denominator(_this: Borrowed<'_>, _: &mut Py) -> i64 {
        1
    }
}
