//! Decimal floating-point arithmetic after the General Decimal Arithmetic Specification: [`Decimal`] numbers as plain
//! data, a [`Context`] that says how results are rounded, and a [`Status`] that says what happened on the way.
//!
//! ```text
//! words ─► natural (sums, products, quotients, roots) ─► Context::add, multiply, … ─► rounded by `finish`
//! ```
//!
//! Nothing here knows Python's objects. Every operation returns [`OutOfMemory`] where there is no room for its digits.

mod arithmetic;
mod context;
mod convert;
mod finish;
mod format;
mod functions;
mod natural;
mod number;
mod parse;
mod text;
mod word;
mod words;

pub use context::{Context, Rounding, Status};
pub use format::{Align, Spec, SpecError};
pub use number::{Class, Decimal};
pub use parse::parse;

use std::collections::TryReserveError;

/// The digits of a result have no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

impl From<TryReserveError> for OutOfMemory {
    fn from(_: TryReserveError) -> Self {
        Self
    }
}

/// The result of an operation.
pub type Answer = Result<Decimal, OutOfMemory>;
