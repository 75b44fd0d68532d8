//! Numbers as text and as values: integer and float conversion, and the arithmetic that the constant folder needs.

pub use num_bigint::{BigInt, BigUint, Sign};
