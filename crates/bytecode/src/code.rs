//! The code object: CPython 3.14's fields, as data that knows no Python object.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use taipan_num::Int;
use taipan_text::PyText;

/// A string of a code object.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Str {
    bytes: Bytes,
    /// Whether CPython interns it: names always, constants when they look like names.
    pub interned: bool,
}

impl Str {
    /// Text that is not interned.
    pub fn new<'t>(text: impl Into<PyText<'t>>) -> Self {
        Self { bytes: Bytes::new(text.into().as_bytes()), interned: false }
    }

    /// Text that is interned.
    pub fn interned<'t>(text: impl Into<PyText<'t>>) -> Self {
        Self { bytes: Bytes::new(text.into().as_bytes()), interned: true }
    }

    /// The text.
    pub fn text(&self) -> PyText<'_> {
        PyText::from_bytes(self.bytes.as_slice())
    }
}

/// How many bytes need no allocation of their own: more than most names have.
const SHORT: usize = 22;

/// The bytes of a string.
#[derive(Clone)]
enum Bytes {
    /// The first `length` of these.
    Short {
        length: u8,
        bytes: [u8; SHORT],
    },
    Long(Box<[u8]>),
}

impl Bytes {
    fn new(text: &[u8]) -> Self {
        let mut bytes = [0; SHORT];
        match bytes.get_mut(..text.len()) {
            Some(place) => {
                place.copy_from_slice(text);
                Self::Short { length: text.len() as u8, bytes }
            }
            None => Self::Long(text.into()),
        }
    }

    fn as_slice(&self) -> &[u8] {
        match self {
            Self::Short { length, bytes } => &bytes[..usize::from(*length)],
            Self::Long(bytes) => bytes,
        }
    }
}

impl PartialEq for Bytes {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Bytes {}

impl PartialOrd for Bytes {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Bytes {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_slice().cmp(other.as_slice())
    }
}

impl Hash for Bytes {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_slice().hash(state);
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

/// A value in `co_consts`, shared where the compiler shares it.
#[derive(Clone, Debug)]
pub enum Constant {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// `...`
    Ellipsis,
    /// An `int` that fits.
    Int(i64),
    /// Any other `int`.
    BigInt(Arc<Int>),
    /// A `float`.
    Float(f64),
    /// A `complex`, real and imaginary part.
    Complex(f64, f64),
    /// A `str`.
    Str(Arc<Str>),
    /// A `bytes`.
    Bytes(Arc<[u8]>),
    /// A `tuple`.
    Tuple(Arc<[Constant]>),
    /// A `frozenset`; its items in the order in which the source gives them.
    FrozenSet(Arc<[Constant]>),
    /// A `slice`: start, stop, step.
    Slice(Arc<[Constant; 3]>),
    /// A nested code object.
    Code(Arc<CodeObject>),
}

/// A compiled block.
#[derive(Clone, Debug)]
pub struct CodeObject {
    /// `co_argcount`
    pub arg_count: u32,
    /// `co_posonlyargcount`
    pub positional_only_count: u32,
    /// `co_kwonlyargcount`
    pub keyword_only_count: u32,
    /// `co_stacksize`
    pub stack_size: u32,
    /// `co_flags`, of [`flags`].
    pub flags: u32,
    /// `co_code`: code units of opcode and oparg, caches zero.
    pub code: Arc<[u8]>,
    /// `co_consts`
    pub constants: Arc<[Constant]>,
    /// `co_names`
    pub names: Arc<[Arc<Str>]>,
    /// Names of locals, cells and free variables: `co_localsplusnames`.
    pub local_names: Arc<[Arc<Str>]>,
    /// One set of [`LocalKind`] bits for each of them: `co_localspluskinds`.
    pub local_kinds: Arc<[u8]>,
    /// `co_filename`
    pub filename: Arc<Str>,
    /// `co_name`
    pub name: Arc<Str>,
    /// `co_qualname`
    pub qualified_name: Arc<Str>,
    /// `co_firstlineno`
    pub first_line: i32,
    /// `co_linetable`
    pub line_table: Arc<[u8]>,
    /// `co_exceptiontable`
    pub exception_table: Arc<[u8]>,
}

/// The bits of `co_localspluskinds`, with CPython's values.
pub struct LocalKind;

impl LocalKind {
    /// A positional or positional-only argument.
    pub const ARG_POS: u8 = 0x02;
    /// A keyword or keyword-only argument.
    pub const ARG_KW: u8 = 0x04;
    /// `*args` or `**kwargs`.
    pub const ARG_VAR: u8 = 0x08;
    /// Hidden from `locals()`: a variable of an inlined comprehension.
    pub const HIDDEN: u8 = 0x10;
    /// A local variable.
    pub const LOCAL: u8 = 0x20;
    /// A variable that inner functions share.
    pub const CELL: u8 = 0x40;
    /// A variable of an enclosing function.
    pub const FREE: u8 = 0x80;
}

/// The bits of `co_flags`, with CPython's values.
pub mod flags {
    /// Locals are in fast slots.
    pub const OPTIMIZED: u32 = 0x1;
    /// A call makes a new namespace.
    pub const NEWLOCALS: u32 = 0x2;
    /// Has `*args`.
    pub const VARARGS: u32 = 0x4;
    /// Has `**kwargs`.
    pub const VARKEYWORDS: u32 = 0x8;
    /// Defined inside a function.
    pub const NESTED: u32 = 0x10;
    /// A generator.
    pub const GENERATOR: u32 = 0x20;
    /// A coroutine.
    pub const COROUTINE: u32 = 0x80;
    /// A generator that may be awaited (`types.coroutine`).
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    /// An asynchronous generator.
    pub const ASYNC_GENERATOR: u32 = 0x200;
    /// The first constant is the docstring.
    pub const HAS_DOCSTRING: u32 = 0x400_0000;
    /// A function in a class body.
    pub const METHOD: u32 = 0x800_0000;
}
