//! `str`: PEP 393, with the data inline.
//!
//! ```text
//! header │ length << 8 | grown | interned | kind │ hash plus one, 0 until it is asked for │ code units │ 0
//! ```
//!
//! The kind is the narrowest that fits: ASCII and Latin-1 one byte, UCS-2 two, UCS-4 four. Lone surrogates are ordinary
//! code points.

mod build;
pub mod iterator;

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::{self, Write as _};
use std::ptr::NonNull;

use taipan_strings::{Buffer, HashSecret, Units};
use taipan_text::PyText;

use super::object::OBJECT;
use crate::death::Teardown;
use crate::heap::Kind;
use crate::object::{HEADER_SIZE, Object};
use crate::py::{Heap, Py, PyResult, Shared};
use crate::type_::{Memory, Payload, Type};
use crate::value::{Borrowed, Value};

pub use build::StrBuilder;

/// The beginning of the payload of a string; the code units follow it.
#[repr(C)]
pub struct Str {
    state: Cell<u64>,
    hash: Cell<u64>,
}

const ASCII: u64 = 0;
const LATIN1: u64 = 1;
const UCS2: u64 = 2;
const UCS4: u64 = 3;
const KIND: u64 = 3;
const INTERNED: u64 = 4;
/// It was appended to, and is likely to be again.
const GROWN: u64 = 8;
/// What does not matter for equality.
const MARKS: u64 = INTERNED | GROWN;
const LENGTH_SHIFT: u32 = 8;

/// `str`
pub static STR: Type = Type::with_memory(
    "str",
    Some(&OBJECT),
    HEADER_SIZE + size_of::<Str>(),
    Memory { teardown: Some(teardown), trace: None, size: Some(object_size) },
);

// SAFETY: strings are made here with this payload, and types that derive from `str` keep it.
unsafe impl Payload for Str {
    const TYPE: &'static Type = &STR;
}

/// # Safety
/// The object is a string.
unsafe fn object_size(object: NonNull<Object>) -> usize {
    // SAFETY: the caller's promise.
    unsafe { Object::payload::<Str>(object).as_ref() }.object_size()
}

/// # Safety
/// The object is a dead string.
unsafe fn teardown(object: NonNull<Object>, shared: &Shared) -> Teardown {
    // SAFETY: the caller's promise.
    let text = unsafe { Object::payload::<Str>(object).as_ref() };
    if text.state.get() & INTERNED != 0 {
        shared.interpreter().interned.remove(shared.interpreter(), object, text);
    }
    Teardown::Done
}

/// Where the code units of a string lie that somebody looks at who cannot trust it: a report about a process that fails.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    /// The address of the first unit.
    pub start: usize,
    /// How many units there are.
    pub len: usize,
    /// How many bytes each has.
    pub width: usize,
}

impl Outline {
    /// That of what may be a string, at an address; `word` reads a word, if there is memory.
    pub fn of(object: usize, word: impl Fn(usize) -> Option<usize>) -> Option<Self> {
        let type_ = word(object.checked_add(size_of::<usize>())?)?;
        if type_ != std::ptr::from_ref(&STR).addr() {
            return None;
        }
        let state = word(object.checked_add(HEADER_SIZE)?)? as u64;
        let start = object.checked_add(HEADER_SIZE + size_of::<Str>())?;
        let width = match state & KIND {
            ASCII | LATIN1 => 1,
            UCS2 => 2,
            _ => 4,
        };
        Some(Self { start, len: (state >> LENGTH_SHIFT) as usize, width })
    }
}

impl Str {
    /// How many code points.
    #[inline(always)]
    pub fn len(&self) -> usize {
        (self.state.get() >> LENGTH_SHIFT) as usize
    }

    /// The bytes of the object.
    pub fn object_size(&self) -> usize {
        HEADER_SIZE + size_of::<Self>() + (self.len() + 1) * self.width()
    }

    /// Whether there is none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether all are ASCII.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.state.get() & KIND == ASCII
    }

    fn width(&self) -> usize {
        match self.state.get() & KIND {
            ASCII | LATIN1 => 1,
            UCS2 => 2,
            _ => 4,
        }
    }

    /// The code units.
    #[inline]
    pub fn units(&self) -> Units<'_> {
        let len = self.len();
        // SAFETY: as many units of this kind follow the payload's beginning in the same block, and never change.
        unsafe {
            match self.state.get() & KIND {
                ASCII => Units::Ascii(std::slice::from_raw_parts(crate::heap::tail(self), len)),
                LATIN1 => Units::Latin1(std::slice::from_raw_parts(crate::heap::tail(self), len)),
                UCS2 => Units::Ucs2(std::slice::from_raw_parts(crate::heap::tail(self), len)),
                _ => Units::Ucs4(std::slice::from_raw_parts(crate::heap::tail(self), len)),
            }
        }
    }

    /// The text, if it is ASCII.
    #[inline]
    pub fn as_ascii(&self) -> Option<&str> {
        match self.units() {
            // SAFETY: ASCII is UTF-8.
            Units::Ascii(bytes) => Some(unsafe { std::str::from_utf8_unchecked(bytes) }),
            _ => None,
        }
    }

    /// Whether this is a text of ASCII characters.
    #[inline]
    pub fn is(&self, ascii: &str) -> bool {
        self.as_ascii() == Some(ascii)
    }

    /// The code point at an index.
    #[inline]
    pub fn code_point(&self, index: usize) -> Option<u32> {
        match self.units() {
            Units::Ascii(units) | Units::Latin1(units) => units.get(index).map(|&unit| unit.into()),
            Units::Ucs2(units) => units.get(index).map(|&unit| unit.into()),
            Units::Ucs4(units) => units.get(index).copied(),
        }
    }

    /// The code points.
    pub fn code_points(&self) -> impl Iterator<Item = u32> {
        (0..self.len()).filter_map(|index| self.code_point(index))
    }

    /// The text for Rust. A lone surrogate becomes U+FFFD.
    pub fn to_utf8(&self) -> Cow<'_, str> {
        match self.as_ascii() {
            Some(ascii) => Cow::Borrowed(ascii),
            None => Cow::Owned(
                self.code_points()
                    .map(|point| char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER))
                    .collect(),
            ),
        }
    }

    /// The text in UTF-8 in which surrogates are allowed, as the front end wants it.
    pub fn to_wtf8(&self) -> Cow<'_, [u8]> {
        match self.as_ascii() {
            Some(ascii) => Cow::Borrowed(ascii.as_bytes()),
            None => {
                let mut bytes = Vec::with_capacity(self.len() * 2);
                self.code_points().for_each(|point| push_wtf8(&mut bytes, point));
                Cow::Owned(bytes)
            }
        }
    }

    /// The string itself.
    #[inline]
    pub fn as_value(&self) -> Borrowed<'_> {
        // SAFETY: a payload of this type exists nowhere but in an object, behind its header; the provenance of the heap's
        // range is exposed.
        unsafe {
            let address = std::ptr::from_ref(self).addr() - HEADER_SIZE;
            let object = std::ptr::with_exposed_provenance_mut::<Object>(address);
            Borrowed::from_pointer(NonNull::new_unchecked(object))
        }
    }

    /// The same text as a plain `str`: itself, unless its class derives from `str`.
    #[inline]
    pub fn plain(&self, py: &Py) -> PyResult<Value> {
        let value = self.as_value();
        if value.type_().is(&STR) { Ok(value.to_value()) } else { py.heap().str_from_units(self.units()) }
    }

    /// The hash, of code units as CPython computes it.
    #[inline(always)]
    pub fn hash(&self, py: &Py) -> i64 {
        match self.hash.get() {
            0 => self.compute_hash(py.interpreter().hash_secret()),
            hash => hash.wrapping_sub(1) as i64,
        }
    }

    /// The hash, for those who have no `Py`.
    #[inline(always)]
    pub(crate) fn hash_with(&self, secret: &HashSecret) -> i64 {
        match self.hash.get() {
            0 => self.compute_hash(secret),
            hash => hash.wrapping_sub(1) as i64,
        }
    }

    /// The hash, of a string that has been hashed before; -1, which is none, of any other.
    #[inline(always)]
    pub(crate) fn known_hash(&self) -> i64 {
        self.hash.get().wrapping_sub(1) as i64
    }

    /// Whether the hash has been computed.
    #[inline(always)]
    pub(crate) fn is_hashed(&self) -> bool {
        self.hash.get() != 0
    }

    #[cold]
    fn compute_hash(&self, secret: &HashSecret) -> i64 {
        let hash = secret.units(self.units());
        self.remember_hash(hash);
        hash
    }

    /// Keeps the hash, which somebody has computed already.
    pub(crate) fn remember_hash(&self, hash: i64) {
        self.hash.set((hash as u64).wrapping_add(1));
    }

    /// Whether two texts are equal.
    #[inline]
    pub fn equals(&self, other: &Self) -> bool {
        if (self.state.get() ^ other.state.get()) & !MARKS != 0 {
            return false;
        }
        // SAFETY: both have as many bytes of the same kind.
        unsafe {
            let len = self.len() * self.width();
            let (own, other) = (crate::heap::tail::<Self, u8>(self), crate::heap::tail::<Self, u8>(other));
            equal_bytes(own, other, len)
        }
    }
}

impl Str {
    /// How the texts compare, by their code points.
    #[inline(never)]
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.units().compare(other.units())
    }
}

/// Whether two pieces of memory are equal. Most names are shorter than the call of a function is worth.
///
/// # Safety
/// Both have as many bytes.
#[inline(always)]
unsafe fn equal_bytes(a: *const u8, b: *const u8, len: usize) -> bool {
    /// Whether the first and the last bytes, so many as an integer has, are equal: together these are all.
    macro_rules! ends_equal {
        ($int:ty) => {
            a.cast::<$int>().read_unaligned() == b.cast::<$int>().read_unaligned()
                && a.add(len - size_of::<$int>()).cast::<$int>().read_unaligned()
                    == b.add(len - size_of::<$int>()).cast::<$int>().read_unaligned()
        };
    }
    // SAFETY: the caller's promise.
    unsafe {
        match len {
            0 => true,
            1 => a.read() == b.read(),
            2..4 => ends_equal!(u16),
            4..8 => ends_equal!(u32),
            8..=16 => ends_equal!(u64),
            _ => std::slice::from_raw_parts(a, len) == std::slice::from_raw_parts(b, len),
        }
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_utf8())
    }
}

/// Shows a string value in a message; anything else as nothing.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get::<Str>().map_or(Ok(()), |text| text.fmt(f))
    }
}

impl fmt::Display for Borrowed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// Appends a code point in UTF-8, a surrogate too.
pub fn push_wtf8(bytes: &mut Vec<u8>, point: u32) {
    if let Some(c) = char::from_u32(point) {
        bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    } else {
        bytes.extend([
            0xe0 | (point >> 12) as u8,
            0x80 | (point >> 6 & 0x3f) as u8,
            0x80 | (point & 0x3f) as u8,
        ]);
    }
}

/// Whether a value is a string of the interpreter's table, so that equal ones are the same object.
#[inline(always)]
pub fn is_interned(value: &Value) -> bool {
    value.exact::<Str>().is_some_and(|text| text.state.get() & INTERNED != 0)
}

pub(crate) fn mark_interned(text: &Str, interned: bool) {
    let state = text.state.get();
    text.state.set(if interned { state | INTERNED } else { state & !INTERNED });
}

impl Heap {
    /// A string of code units.
    #[inline]
    pub fn str_from_units(self, units: Units<'_>) -> PyResult<Value> {
        if units.len() <= 1
            && let Some(value) = self.interpreter().short_text(units)
        {
            return Ok(value);
        }
        match units {
            Units::Ascii(data) => self.fill(&STR, ASCII, data),
            _ => self.str_object(&STR, units),
        }
    }

    /// A string as an instance of `class`, which is `str` or derives from it.
    pub fn str_object(self, class: &Type, units: Units<'_>) -> PyResult<Value> {
        match units {
            Units::Ascii(data) => self.fill(class, ASCII, data),
            Units::Latin1(data) => self.fill(class, LATIN1, data),
            Units::Ucs2(data) => self.fill(class, UCS2, data),
            Units::Ucs4(data) => self.fill(class, UCS4, data),
        }
    }

    #[inline]
    fn fill<U: Copy + Default>(self, class: &Type, kind: u64, data: &[U]) -> PyResult<Value> {
        let bytes = size_of_val(data) + size_of::<U>();
        let payload =
            Str { state: Cell::new((data.len() as u64) << LENGTH_SHIFT | kind), hash: Cell::new(0) };
        let fill = |tail: *mut U| {
            // SAFETY: the block has room for the units and one more.
            unsafe {
                crate::heap::copy_short(data.as_ptr().cast(), tail.cast(), size_of_val(data));
                tail.add(data.len()).write(U::default());
            }
        };
        if class.is(&STR) {
            return self.plain(HEADER_SIZE + size_of::<Str>() + bytes, payload, fill);
        }
        self.with_tail(class, HEADER_SIZE + size_of::<Str>() + bytes, payload, fill)
    }

    /// An object of exactly `str` in a block of so many bytes; `fill` writes its units and the zero behind them.
    #[inline]
    fn plain<U>(self, size: usize, payload: Str, fill: impl FnOnce(*mut U)) -> PyResult<Value> {
        let object = self.block(&STR, Kind::Leaf, size)?;
        // SAFETY: the block is fresh and large enough; the type is static, so nothing is counted.
        unsafe {
            Object::payload::<Str>(object).write(payload);
            fill(object.byte_add(HEADER_SIZE + size_of::<Str>()).cast::<U>().as_ptr());
            Ok(Value::from_counted(object))
        }
    }

    /// A string that a buffer holds.
    pub fn str_from_buffer(self, buffer: &Buffer) -> PyResult<Value> {
        self.str_from_units(buffer.as_units())
    }

    /// A string of a Rust text.
    pub fn str(self, text: &str) -> PyResult<Value> {
        if text.is_ascii() {
            return self.str_from_units(Units::Ascii(text.as_bytes()));
        }
        let mut buffer = Buffer::new();
        for c in text.chars() {
            buffer.push(c.into())?;
        }
        self.str_from_buffer(&buffer)
    }

    /// A string of a text of the front end.
    pub fn str_from_text<'t>(self, text: impl Into<PyText<'t>>) -> PyResult<Value> {
        let text = text.into();
        let bytes = text.as_bytes();
        if bytes.is_ascii() {
            return self.str_from_units(Units::Ascii(bytes));
        }
        let mut buffer = Buffer::new();
        for point in text.code_points() {
            buffer.push(point)?;
        }
        self.str_from_buffer(&buffer)
    }

    /// A string that is written like a message.
    pub fn text(self, arguments: fmt::Arguments<'_>) -> PyResult<Value> {
        if let Some(text) = arguments.as_str() {
            return self.str(text);
        }
        let mut text = String::new();
        let _ = text.write_fmt(arguments);
        self.str(&text)
    }

    /// A string of one code point. Values above U+10FFFF are the caller's mistake and give U+FFFD.
    pub fn character(self, point: u32) -> PyResult<Value> {
        match point {
            0..0x80 => self.str_from_units(Units::Ascii(&[point as u8])),
            0x80..0x100 => self.str_from_units(Units::Latin1(&[point as u8])),
            0x100..0x10000 => self.str_from_units(Units::Ucs2(&[point as u16])),
            0x10000..0x11_0000 => self.str_from_units(Units::Ucs4(&[point])),
            _ => self.character(0xfffd),
        }
    }

    /// The one object of a text.
    pub fn intern(self, text: &str) -> PyResult<Value> {
        self.intern_text(text)
    }

    /// The one object of a text of the front end.
    pub fn intern_text<'t>(self, text: impl Into<PyText<'t>>) -> PyResult<Value> {
        let text = text.into();
        let bytes = text.as_bytes();
        if bytes.is_ascii() {
            let make = || self.str_from_units(Units::Ascii(bytes));
            return self.interpreter().interned.intern_ascii(self.interpreter(), bytes, make);
        }
        let value = self.str_from_text(text)?;
        self.intern_value(&value)
    }

    /// The one object of the text that names an attribute: a string of a subclass names what its text names.
    pub fn attribute_name(self, name: &Value) -> PyResult<Value> {
        match name.get::<Str>() {
            Some(text) if !name.type_().is(&STR) => self.intern_value(&self.str_from_units(text.units())?),
            _ => self.intern_value(name),
        }
    }

    /// The one object of the text of a string. A string of a subclass is returned as it is.
    pub fn intern_value(self, value: &Value) -> PyResult<Value> {
        let Some(text) = value.exact::<Str>() else { return Ok(value.clone()) };
        if is_interned(value) {
            return Ok(value.clone());
        }
        self.interpreter().interned.intern(self.interpreter(), value, text)
    }
}

impl Py {
    /// A string of a Rust text.
    pub fn str(&self, text: &str) -> PyResult<Value> {
        self.heap().str(text)
    }

    /// A string that is written like a message.
    pub fn text(&self, arguments: fmt::Arguments<'_>) -> PyResult<Value> {
        self.heap().text(arguments)
    }
}
