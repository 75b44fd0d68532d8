//! Marshal: the binary form of code objects and of the constants in them, versions 0 to 5.
//!
//! A value is a type byte and what belongs to it, little-endian. Bit 7 of the type byte puts the value into a list of
//! references, and a later `r` with its index stands for the same value again.
//!
//! ```text
//! N None  T True  F False  . Ellipsis  S StopIteration
//! i int (4 bytes)   I int (8 bytes)   l int (number of 15-bit digits, negative for a negative int; 2 bytes each)
//! g float (8 bytes) f float (text)    y complex (16 bytes)   x complex (two texts)
//! z Z ASCII (1-byte length)   a A ASCII (4-byte length)   u t any text      upper case and t: interned
//! s bytes   ) tuple (1-byte length)   ( tuple   [ list   { dict (pairs, then 0)   < set   > frozenset
//! : slice   c code   r reference   0 nothing
//! ```
//!
//! Neither side knows what values are: a [`Reader`] tells a [`Builder`] what it finds, and a [`Writer`] asks a [`Source`]
//! what there is. [`Graph`] is plain data on both sides; [`read_code`] and [`write_code`] are for code objects.

mod code;
mod extent;
mod graph;
mod reader;
mod text;
mod writer;

pub use code::{CodeBuilder, from_code, read_code, write_code, write_constants};
pub use extent::{Feed, take_value};
pub(crate) use graph::is_singleton;
pub use graph::{Graph, GraphBuilder, Node, NodeId, read_graph, write_graph};
pub use reader::{Builder, Items, Reader};
pub use writer::{Source, View, Writer};

use taipan_num::Int;
use taipan_text::{Error, ErrorClass, PyText};

use crate::{LocalKind, flags};

/// The version that CPython 3.14 writes.
pub const VERSION: i32 = 5;

/// How deep values may be nested, in both directions.
const MAX_DEPTH: usize = 2000;

/// Bit of a type byte: the value can be referred to.
const FLAG_REF: u8 = 0x80;

/// The type bytes.
mod tag {
    pub(super) const NULL: u8 = b'0';
    pub(super) const NONE: u8 = b'N';
    pub(super) const FALSE: u8 = b'F';
    pub(super) const TRUE: u8 = b'T';
    pub(super) const STOP_ITERATION: u8 = b'S';
    pub(super) const ELLIPSIS: u8 = b'.';
    pub(super) const INT: u8 = b'i';
    pub(super) const INT64: u8 = b'I';
    pub(super) const LONG: u8 = b'l';
    pub(super) const FLOAT_TEXT: u8 = b'f';
    pub(super) const FLOAT: u8 = b'g';
    pub(super) const COMPLEX_TEXT: u8 = b'x';
    pub(super) const COMPLEX: u8 = b'y';
    pub(super) const BYTES: u8 = b's';
    pub(super) const TEXT: u8 = b'u';
    pub(super) const TEXT_INTERNED: u8 = b't';
    pub(super) const ASCII: u8 = b'a';
    pub(super) const ASCII_INTERNED: u8 = b'A';
    pub(super) const SHORT_ASCII: u8 = b'z';
    pub(super) const SHORT_ASCII_INTERNED: u8 = b'Z';
    pub(super) const TUPLE: u8 = b'(';
    pub(super) const SMALL_TUPLE: u8 = b')';
    pub(super) const LIST: u8 = b'[';
    pub(super) const DICT: u8 = b'{';
    pub(super) const SET: u8 = b'<';
    pub(super) const FROZEN_SET: u8 = b'>';
    pub(super) const SLICE: u8 = b':';
    pub(super) const CODE: u8 = b'c';
    pub(super) const REF: u8 = b'r';
}

/// A value without parts.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf<'d> {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// `...`
    Ellipsis,
    /// The class `StopIteration`.
    StopIteration,
    /// An `int` that fits.
    Int(i64),
    /// Any `int`.
    BigInt(Int),
    /// A `float`.
    Float(f64),
    /// A `complex`, real and imaginary part.
    Complex(f64, f64),
    /// A `str`, and whether it is interned.
    Str(PyText<'d>, bool),
    /// A `bytes`, or any object with a buffer.
    Bytes(&'d [u8]),
}

/// The fields of a code object as marshal has them: numbers as they stand there, the rest as values of any type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are those of `CodeObject`")]
pub struct CodeParts<V> {
    pub arg_count: i32,
    pub positional_only_count: i32,
    pub keyword_only_count: i32,
    pub stack_size: i32,
    pub flags: i32,
    pub code: V,
    pub constants: V,
    pub names: V,
    pub local_names: V,
    pub local_kinds: V,
    pub filename: V,
    pub name: V,
    pub qualified_name: V,
    pub first_line: i32,
    pub line_table: V,
    pub exception_table: V,
}

impl<V> CodeParts<V> {
    /// The values among the fields, in the order in which they are written.
    pub fn values(&self) -> [&V; 10] {
        [
            &self.code,
            &self.constants,
            &self.names,
            &self.local_names,
            &self.local_kinds,
            &self.filename,
            &self.name,
            &self.qualified_name,
            &self.line_table,
            &self.exception_table,
        ]
    }
}

/// As much of a value as says whether it fits into a code object.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'v> {
    /// A `bytes`.
    Bytes(&'v [u8]),
    /// A `str`.
    Str,
    /// A `tuple`: its length, and whether all items are strings.
    Tuple(usize, bool),
    /// Anything else.
    Other,
}

impl<V> CodeParts<V> {
    /// The checks that CPython makes before it builds a code object of the parts, in its order.
    pub fn check<'v>(&'v self, shape: impl Fn(&'v V) -> Shape<'v>) -> Result<()> {
        let bad_argument = || Err(Error::new(ErrorClass::System, "bad argument to internal function"));
        let (Shape::Bytes(code), Shape::Bytes(kinds)) = (shape(&self.code), shape(&self.local_kinds)) else {
            return bad_argument();
        };
        let (Shape::Tuple(_, names), Shape::Tuple(locals, local_names)) =
            (shape(&self.names), shape(&self.local_names))
        else {
            return bad_argument();
        };
        let numbers = [
            self.arg_count,
            self.positional_only_count,
            self.keyword_only_count,
            self.stack_size,
            self.flags,
        ];
        if numbers.iter().any(|&number| number < 0)
            || self.positional_only_count > self.arg_count
            || kinds.len() != locals
            || !matches!(shape(&self.constants), Shape::Tuple(..))
            || [&self.line_table, &self.exception_table].iter().any(|v| !matches!(shape(v), Shape::Bytes(_)))
            || [&self.filename, &self.name, &self.qualified_name]
                .iter()
                .any(|v| !matches!(shape(v), Shape::Str))
        {
            return bad_argument();
        }
        if code.len() % 2 != 0 {
            return value_error("code: co_code is malformed");
        }
        let has = |flag| i64::from(self.flags as u32 & flag != 0);
        let arguments = i64::from(self.arg_count)
            + i64::from(self.keyword_only_count)
            + has(flags::VARARGS)
            + has(flags::VARKEYWORDS);
        let variables = kinds.iter().filter(|&kind| kind & LocalKind::LOCAL != 0).count();
        if arguments > variables as i64 {
            return value_error("code: co_varnames is too small");
        }
        if !(names && local_names) {
            return Err(Error::new(ErrorClass::System, "non-string found in code slot"));
        }
        Ok(())
    }
}

type Result<T> = std::result::Result<T, Box<Error>>;

fn value_error<T>(message: &str) -> Result<T> {
    Err(Error::new(ErrorClass::Value, message))
}
