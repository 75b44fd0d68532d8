//! The values that stand in a tree: what a literal means, and what `ast.Constant` may hold.

use taipan_text::PyText;

/// A constant value.
#[derive(Clone, Copy, Debug)]
pub enum Constant<'a> {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// `...`
    Ellipsis,
    /// An `int` that fits.
    Int(i64),
    /// An `int` that does not fit into 64 bits.
    BigInt {
        /// Whether it is below zero.
        negative: bool,
        /// The magnitude, least significant digit first, to the base 2^32, without leading zeros.
        digits: &'a [u32],
    },
    /// A `float`.
    Float(f64),
    /// A `complex`.
    Complex {
        /// Its real part.
        real: f64,
        /// Its imaginary part.
        imag: f64,
    },
    /// A `str`.
    Str(PyText<'a>),
    /// A `bytes`.
    Bytes(&'a [u8]),
    /// A `tuple` of constants; not from source, but trees made by hand may hold it.
    Tuple(&'a [Constant<'a>]),
    /// A `frozenset` of constants, likewise.
    FrozenSet(&'a [Constant<'a>]),
}

impl Constant<'_> {
    /// The name of the Python type of the value.
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::None => "NoneType",
            Self::Bool(_) => "bool",
            Self::Ellipsis => "ellipsis",
            Self::Int(_) | Self::BigInt { .. } => "int",
            Self::Float(_) => "float",
            Self::Complex { .. } => "complex",
            Self::Str(_) => "str",
            Self::Bytes(_) => "bytes",
            Self::Tuple(_) => "tuple",
            Self::FrozenSet(_) => "frozenset",
        }
    }
}
