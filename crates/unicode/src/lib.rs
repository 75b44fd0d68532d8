//! Unicode 16 properties that Python's language and strings need.
//!
//! The facts are in `spec/unicode/`, taken from CPython's own database, so that both agree in every code point.
//! Functions take a `char` or, for Python's strings with their lone surrogates, a code point as `u32`.

mod cases;
mod decomposition;
mod generated;
mod hangul;
mod names;
mod normalize;
mod properties;
mod table;
pub mod version_3_2;

pub use cases::{Mapped, casefold, lowercase, simple_lowercase, simple_uppercase, titlecase, uppercase};
pub use decomposition::decomposition;
pub use names::{lookup, name, sequence};
pub use normalize::{Form, is_normal_quick, nfkc, normalize};
pub use properties::{
    bidirectional, category, combining, decimal_digit, digit, east_asian_width, is_alphabetic,
    is_alphanumeric, is_case_ignorable, is_cased, is_decimal, is_digit, is_identifier,
    is_identifier_continue, is_identifier_start, is_lowercase, is_mirrored, is_numeric, is_printable,
    is_titlecase, is_uppercase, is_whitespace, numeric,
};
