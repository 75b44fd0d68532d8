//! Why an operation on numbers has no result, as an exception.

use taipan_num::Error;
use taipan_object::exception as exc;
use taipan_object::{Py, Raised};

/// The exception for an error, where the operation has no text of its own for it.
#[cold]
#[inline(never)]
pub(crate) fn raise(py: &Py, error: Error) -> Raised {
    match error {
        Error::OutOfMemory => py.heap().no_memory(),
        Error::ZeroDivision => exc::zero_division(py, format_args!("division by zero")),
        Error::Overflow => too_large_for_float(py),
        Error::Negative => exc::value_error(py, format_args!("negative shift count")),
        Error::NotInvertible => {
            exc::value_error(py, format_args!("base is not invertible for the given modulus"))
        }
        Error::NotANumber => exc::value_error(py, format_args!("cannot convert float NaN to integer")),
        Error::Infinite => exc::overflow_error(py, format_args!("cannot convert float infinity to integer")),
        Error::TooManyDigits(error) => exc::value_error(py, format_args!("{error}")),
        Error::Complex | Error::Malformed => exc::value_error(py, format_args!("math domain error")),
    }
}

/// An int that has no float near it.
#[cold]
#[inline(never)]
pub(crate) fn too_large_for_float(py: &Py) -> Raised {
    exc::overflow_error(py, format_args!("int too large to convert to float"))
}

/// A negative power of zero.
#[cold]
#[inline(never)]
pub(crate) fn zero_to_negative_power(py: &Py) -> Raised {
    exc::zero_division(py, format_args!("zero to a negative power"))
}
