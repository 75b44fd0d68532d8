//! Unicode 16 properties that Python's language and strings need.
//!
//! The facts are in `spec/unicode/`, taken from CPython's own database, so that both agree in every code point.
//! Functions take a `char` or, for Python's strings with their lone surrogates, a code point as `u32`.

mod generated;
mod hangul;
mod names;
mod normalize;
mod properties;

pub use names::lookup;
pub use normalize::nfkc;
pub use properties::{
    decimal_digit, is_identifier, is_identifier_continue, is_identifier_start, is_printable, is_whitespace,
};
