//! Making strings: straight into their objects where the shape is known, into a [`StrBuilder`] where it is not, and at the
//! end of a string that nobody else has.

use std::cell::Cell;
use std::ops::Range;

use taipan_strings::{Buffer, Build, Join, Kind, Shape, Units, UnitsMut};
use taipan_text::{CodeUnits, OutOfMemory, TextSink};

use super::{ASCII, GROWN, INTERNED, KIND, LATIN1, LENGTH_SHIFT, Str, UCS2, UCS4};
use crate::args::StackRef;
use crate::object::HEADER_SIZE;
use crate::py::{Heap, Py, PyResult};
use crate::value::Value;

const fn kind_bits(kind: Kind) -> u64 {
    match kind {
        Kind::Ascii => ASCII,
        Kind::Latin1 => LATIN1,
        Kind::Ucs2 => UCS2,
        Kind::Ucs4 => UCS4,
    }
}

const START: usize = HEADER_SIZE + size_of::<Str>();

impl Heap {
    /// A text that is written straight into its object. One that is too long for any memory is a `MemoryError`; who wants
    /// another error asks for the shape first.
    pub fn str_build(self, build: &(impl Build + ?Sized)) -> PyResult<Value> {
        match build.shape() {
            Some(shape) => self.str_shaped(shape, build),
            None => Err(self.no_memory()),
        }
    }

    /// A text of which the shape is known already.
    pub fn str_shaped(self, shape: Shape, build: &(impl Build + ?Sized)) -> PyResult<Value> {
        if shape.len <= 1 {
            let mut unit = [0_u32];
            build.write(unit.get_mut(..shape.len).unwrap_or_default());
            return if shape.len == 0 { self.str("") } else { self.character(unit[0]) };
        }
        self.str_with(shape, |units| build.write_to(units))
    }

    /// A text of a shape, which has to be that of the units that `write` fills in: all of them.
    #[inline]
    pub(crate) fn str_with(self, shape: Shape, write: impl FnOnce(UnitsMut<'_>)) -> PyResult<Value> {
        self.str_with_room(shape, shape.len, write)
    }

    /// The same in a block that could hold `room` units.
    #[inline]
    fn str_with_room(self, shape: Shape, room: usize, write: impl FnOnce(UnitsMut<'_>)) -> PyResult<Value> {
        let Shape { kind, len } = shape;
        let bytes = room.checked_add(1).and_then(|units| units.checked_mul(kind.width()));
        let size = bytes.and_then(|bytes| bytes.checked_add(START));
        let Some(size) = size.filter(|&size| isize::try_from(size).is_ok()) else {
            return Err(self.no_memory());
        };
        let state = (len as u64) << LENGTH_SHIFT | kind_bits(kind);
        let payload = Str { state: Cell::new(state), hash: Cell::new(0) };
        self.plain(size, payload, |tail: *mut u8| {
            // SAFETY: the block has room for the units and one more, aligned to 16 as the tail is. Memory of the heap comes
            // from the operating system and is never without a value; `write` gives all of it its own.
            unsafe {
                write(units_mut(tail, kind, len));
                terminate(tail, kind, len);
            }
        })
    }

    /// An ASCII text of which each character is what `change` makes of it, ASCII or Latin-1.
    #[inline]
    pub fn str_mapped(self, ascii: &[u8], change: impl Fn(u8) -> u8) -> PyResult<Value> {
        if let [] | [_] = ascii {
            return self.str_changed(ascii, |units| units.iter_mut().for_each(|unit| *unit = change(*unit)));
        }
        let mut bits = 0;
        let value = self.str_with(Shape { kind: Kind::Ascii, len: ascii.len() }, |units| {
            if let UnitsMut::One(units) = units {
                for (unit, &old) in units.iter_mut().zip(ascii) {
                    *unit = change(old);
                    bits |= *unit;
                }
            }
        })?;
        Ok(of_kind(value, bits.is_ascii()))
    }

    /// A copy of an ASCII text, changed in place by `change`, to other ASCII or Latin-1.
    pub fn str_changed(self, ascii: &[u8], change: impl FnOnce(&mut [u8])) -> PyResult<Value> {
        if ascii.len() <= 1 {
            let mut unit = [0];
            let units = unit.get_mut(..ascii.len()).unwrap_or_default();
            units.copy_from_slice(ascii);
            change(units);
            return self.str_part(Units::Latin1(units));
        }
        let mut is_ascii = true;
        let value = self.str_with(Shape { kind: Kind::Ascii, len: ascii.len() }, |units| {
            if let UnitsMut::One(units) = units {
                units.copy_from_slice(ascii);
                change(units);
                is_ascii = units.is_ascii();
            }
        })?;
        Ok(of_kind(value, is_ascii))
    }

    /// Texts in one, with a separator between them, if all are of one byte for a character; else, and where they are too long or
    /// one is no text, nothing.
    pub fn str_joined(self, separator: &Str, items: &[Value]) -> Option<PyResult<Value>> {
        let between = items.len().checked_sub(2)?.checked_add(1)?;
        let mut len = separator.len().checked_mul(between)?;
        let mut states = separator.state.get();
        for item in items {
            let text = item.get::<Str>()?;
            states |= text.state.get();
            len = len.checked_add(text.len())?;
        }
        let kind = byte_kind(states).filter(|_| len > 1)?;
        let separator = separator.units();
        Some(self.str_with(Shape { kind, len }, |units| {
            let UnitsMut::One(mut out) = units else { return };
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out = put_bytes(separator, out);
                }
                if let Some(text) = item.get::<Str>() {
                    out = put_bytes(text.units(), out);
                }
            }
        }))
    }

    /// The texts that slots hold, one after the other.
    ///
    /// # Safety
    /// There are as many slots, none of them null, and what they hold stays alive meanwhile.
    #[inline(never)]
    pub unsafe fn str_of_slots(self, slots: *const StackRef, count: usize) -> PyResult<Value> {
        // SAFETY: the caller's promise.
        let texts = (0..count).filter_map(|index| unsafe { slots.add(index).read().get() }.get::<Str>());
        let (mut len, mut states) = (0_usize, 0);
        for text in texts.clone() {
            len = len.saturating_add(text.len());
            states |= text.state.get();
        }
        let Some(kind) = byte_kind(states).filter(|_| len > 1) else {
            return self.str_build(&Join { separator: Units::Ascii(b""), pieces: texts.map(Str::units) });
        };
        self.str_with(Shape { kind, len }, |units| {
            if let UnitsMut::One(out) = units {
                texts.fold(out, |out, text| put_bytes(text.units(), out));
            }
        })
    }

    /// A part of a text. What lies outside of it is left out.
    #[inline]
    pub fn str_slice(self, text: &Str, range: Range<usize>) -> PyResult<Value> {
        match text.units().slice(range) {
            Units::Ascii(part) => self.str_from_units(Units::Ascii(part)),
            part => self.str_part(part),
        }
    }

    /// A text of units that may be wider than it needs.
    #[inline]
    pub fn str_part(self, part: Units<'_>) -> PyResult<Value> {
        match part {
            Units::Ascii(_) => self.str_from_units(part),
            Units::Latin1(units) if units.is_ascii() => self.str_from_units(Units::Ascii(units)),
            Units::Latin1(_) => self.str_from_units(part),
            _ => self.str_build(&part),
        }
    }

    /// One text after the other.
    #[inline]
    pub fn str_concat(self, left: &Str, right: &Str) -> PyResult<Value> {
        self.concat_with_room(left, right, |len| len)
    }

    #[inline]
    fn concat_with_room(self, left: &Str, right: &Str, room: impl FnOnce(usize) -> usize) -> PyResult<Value> {
        let (first, second) = (left.units(), right.units());
        let shape = Shape { kind: first.kind().max(second.kind()), len: first.len() + second.len() };
        if shape.len <= 1 {
            return self.str_from_units(if first.is_empty() { second } else { first });
        }
        self.str_with_room(shape, room(shape.len), |units| match units {
            UnitsMut::One(out) => {
                let (a, b) = out.split_at_mut(first.len());
                copy_bytes(first, a);
                copy_bytes(second, b);
            }
            units => [first, second].write_to(units),
        })
    }
}

/// The kind of texts of one byte for a character together, of whose states these are all bits; nothing where one is wider.
fn byte_kind(states: u64) -> Option<Kind> {
    match states & KIND {
        ASCII => Some(Kind::Ascii),
        LATIN1 => Some(Kind::Latin1),
        _ => None,
    }
}

/// A string that was made as an ASCII text, as the Latin-1 text that it is unless it `is_ascii`.
fn of_kind(value: Value, is_ascii: bool) -> Value {
    if let Some(text) = value.exact::<Str>().filter(|_| !is_ascii) {
        text.state.set(text.state.get() & !KIND | LATIN1);
    }
    value
}

fn copy_bytes(units: Units<'_>, out: &mut [u8]) {
    if let Units::Ascii(bytes) | Units::Latin1(bytes) = units {
        copy(bytes, out);
    }
}

/// Copies bytes into room for as many.
#[inline(always)]
fn copy(bytes: &[u8], out: &mut [u8]) {
    let len = bytes.len().min(out.len());
    // SAFETY: both have as many, and what is borrowed mutably overlaps with nothing.
    unsafe { crate::heap::copy_short(bytes.as_ptr(), out.as_mut_ptr(), len) };
}

/// Copies bytes to the front; returns the room behind them.
#[inline]
fn put_bytes<'a>(units: Units<'_>, out: &'a mut [u8]) -> &'a mut [u8] {
    let (Units::Ascii(bytes) | Units::Latin1(bytes)) = units else { return out };
    // The caller has measured; nothing is left out.
    let Some((place, rest)) = out.split_at_mut_checked(bytes.len()) else { return &mut [] };
    copy(bytes, place);
    rest
}

/// # Safety
/// `tail` points to `len` units of the kind, which are written to by nobody else.
unsafe fn units_mut<'a>(tail: *mut u8, kind: Kind, len: usize) -> UnitsMut<'a> {
    // SAFETY: the caller's promise; tails of strings are aligned to 16.
    unsafe {
        match kind.width() {
            1 => UnitsMut::One(std::slice::from_raw_parts_mut(tail, len)),
            2 => UnitsMut::Two(std::slice::from_raw_parts_mut(tail.cast(), len)),
            _ => UnitsMut::Four(std::slice::from_raw_parts_mut(tail.cast(), len)),
        }
    }
}

/// Writes the zero behind the units.
///
/// # Safety
/// `tail` points to `len` units of the kind, behind which there is room for one more.
#[inline(always)]
unsafe fn terminate(tail: *mut u8, kind: Kind, len: usize) {
    // SAFETY: the caller's promise; tails of strings are aligned to 16.
    unsafe {
        match kind.width() {
            1 => tail.add(len).write(0),
            2 => tail.cast::<u16>().add(len).write(0),
            _ => tail.cast::<u32>().add(len).write(0),
        }
    }
}

/// A string that was appended to before gets so much room beyond its length (an eighth) that appending goes on in place:
/// the cost of `text += piece` in a loop is linear.
fn room_to_grow(len: usize) -> usize {
    len.saturating_add(len / 8).saturating_add(16)
}

impl Py {
    /// `left + right` where the caller gives up its reference to the left string: if it is the last one, and the block has
    /// room, the right one is put behind it in place.
    pub fn str_append(&self, left: Value, right: &Str) -> PyResult<Value> {
        let heap = self.heap();
        let Some(text) = left.exact::<Str>() else {
            return match left.get::<Str>() {
                Some(text) => heap.str_concat(text, right),
                None => Ok(left),
            };
        };
        if right.is_empty() {
            return Ok(left);
        }
        let unique = left.reference_count() == Some(1) && text.state.get() & INTERNED == 0;
        if !unique || text.is_empty() || std::ptr::eq(text, right) {
            return heap.str_concat(text, right);
        }
        if append_in_place(heap, &left, text, right) {
            return Ok(left);
        }
        let grown = text.state.get() & GROWN != 0;
        let value = heap.concat_with_room(text, right, |len| if grown { room_to_grow(len) } else { len })?;
        if let Some(text) = value.exact::<Str>() {
            text.state.set(text.state.get() | GROWN);
        }
        Ok(value)
    }
}

fn append_in_place(heap: Heap, left: &Value, text: &Str, right: &Str) -> bool {
    let (own, more) = (text.units().kind(), right.units().kind());
    if more.width() > own.width() {
        return false;
    }
    let (kind, width, old, added) = (own.max(more), own.width(), text.len(), right.len());
    let room = heap.shared().space().block_size(left.pointer().cast()) - START;
    let Some(len) =
        old.checked_add(added).filter(|len| len.checked_add(1).is_some_and(|it| it <= room / width))
    else {
        return false;
    };
    let tail = crate::heap::tail::<Str, u8>(text).cast_mut();
    // SAFETY: the block has room for `len` units and one more. The string has no other reference, so nobody looks at its
    // units; those of `right` are of another object.
    unsafe {
        right.units().write_to(units_mut(tail.add(old * width), kind, added));
        terminate(tail, own, len);
    }
    text.state.set((len as u64) << LENGTH_SHIFT | text.state.get() & !KIND & LOW_BITS | kind_bits(kind));
    text.hash.set(0);
    true
}

const LOW_BITS: u64 = (1 << LENGTH_SHIFT) - 1;

/// A text under construction whose length is not known. Short ASCII needs no memory of its own.
pub struct StrBuilder {
    /// The text, as long as it is ASCII and fits.
    short: [u8; SHORT],
    len: usize,
    /// The text from then on.
    buffer: Option<Buffer>,
    /// There was no memory, and the text is incomplete.
    failed: bool,
}

const SHORT: usize = 120;

impl Default for StrBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl StrBuilder {
    /// An empty one.
    pub fn new() -> Self {
        Self { short: [0; SHORT], len: 0, buffer: None, failed: false }
    }

    fn short(&self) -> &[u8] {
        &self.short[..self.len]
    }

    /// The buffer, to which the text moves.
    #[cold]
    fn spill(&mut self) {
        let mut buffer = Buffer::new();
        self.failed |= buffer.extend_units(Units::Ascii(self.short())).is_err();
        self.buffer = Some(buffer);
    }

    fn long(&mut self) -> &mut Buffer {
        if self.buffer.is_none() {
            self.spill();
        }
        self.buffer.get_or_insert_default()
    }

    /// Appends a text, which may be of wider units than it needs.
    pub fn extend(&mut self, units: Units<'_>) {
        match units {
            Units::Ascii(bytes) => self.push_ascii(bytes),
            _ => self.failed |= self.long().extend_units(units).is_err(),
        }
    }

    /// Appends Rust's text.
    pub fn push_str(&mut self, text: &str) {
        if text.is_ascii() {
            self.push_ascii(text.as_bytes());
        } else {
            text.chars().for_each(|c| self.push(c.into()));
        }
    }

    /// How many code points there are.
    pub fn len(&self) -> usize {
        self.buffer.as_ref().map_or(self.len, Buffer::len)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text so far.
    pub fn units(&self) -> Units<'_> {
        self.buffer.as_ref().map_or(Units::Ascii(self.short()), Buffer::as_units)
    }

    /// The string.
    pub fn finish(&self, py: &Py) -> PyResult<Value> {
        if self.failed {
            return Err(py.heap().no_memory());
        }
        py.heap().str_part(self.units())
    }
}

impl TextSink for StrBuilder {
    fn reserve(&mut self, additional: usize) -> Result<(), OutOfMemory> {
        if self.failed {
            return Err(OutOfMemory);
        }
        if self.buffer.is_none() && additional > SHORT - self.len {
            self.spill();
        }
        self.buffer.as_mut().map_or(Ok(()), |buffer| buffer.reserve(additional)).map_err(|_| OutOfMemory)
    }

    #[inline]
    fn push(&mut self, code_point: u32) {
        if code_point < 0x80
            && self.buffer.is_none()
            && let Some(place) = self.short.get_mut(self.len)
        {
            *place = code_point as u8;
            self.len += 1;
            return;
        }
        self.failed |= self.long().push(code_point).is_err();
    }

    #[inline]
    fn push_ascii(&mut self, text: &[u8]) {
        if self.buffer.is_none()
            && let Some(place) = self.short.get_mut(self.len..self.len + text.len())
        {
            place.copy_from_slice(text);
            self.len += text.len();
            return;
        }
        self.failed |= self.long().extend_units(Units::Ascii(text)).is_err();
    }

    #[inline]
    fn fill(&mut self, code_point: u32, count: usize) {
        if count == 0 {
            return;
        }
        if code_point < 0x80
            && self.buffer.is_none()
            && let Some(place) = self.len.checked_add(count).and_then(|end| self.short.get_mut(self.len..end))
        {
            place.fill(code_point as u8);
            self.len += count;
            return;
        }
        self.failed |= self.long().push_repeated(code_point, count).is_err();
    }

    fn push_units<U: CodeUnits + ?Sized>(&mut self, text: &U, range: Range<usize>) {
        match text.bytes_from(range.start) {
            Some(bytes) => {
                let bytes = bytes.get(..range.len()).unwrap_or(bytes);
                self.extend(if bytes.is_ascii() { Units::Ascii(bytes) } else { Units::Latin1(bytes) });
            }
            None => range.map_while(|index| text.get(index)).for_each(|point| self.push(point)),
        }
    }
}

impl CodeUnits for Str {
    fn len(&self) -> usize {
        Self::len(self)
    }

    #[inline]
    fn get(&self, index: usize) -> Option<u32> {
        self.code_point(index)
    }

    fn bytes_from(&self, index: usize) -> Option<&[u8]> {
        match self.units() {
            Units::Ascii(units) | Units::Latin1(units) => units.get(index..),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &Value) -> Vec<u32> {
        value.get::<Str>().map(|text| text.code_points().collect()).unwrap_or_default()
    }

    #[test]
    fn appending_goes_on_in_place() {
        let py = Py::new().unwrap();
        let piece = py.str("abc").unwrap();
        let mut long = py.str("x").unwrap();
        let (mut moves, mut before) = (0, 0);
        for _ in 0..50_000 {
            long = py.str_append(long, piece.get::<Str>().unwrap()).unwrap();
            moves += usize::from(long.word() != before);
            before = long.word();
        }
        assert_eq!(long.get::<Str>().map(Str::len), Some(150_001));
        assert!(moves < 120, "{moves}");
        let hash = long.get::<Str>().unwrap().hash(&py);
        let copy = py.heap().str_from_units(long.get::<Str>().unwrap().units()).unwrap();
        assert_eq!(copy.get::<Str>().unwrap().hash(&py), hash);
        assert!(copy.get::<Str>().unwrap().equals(long.get::<Str>().unwrap()));
    }

    #[test]
    fn texts_of_any_length_are_copied_whole() {
        let py = Py::new().unwrap();
        let letters: Vec<u8> = (0..40).map(|index| b'a' + index % 26).collect();
        for len in 0..=letters.len() {
            let (first, second) = (&letters[..len], &letters[letters.len() - len..]);
            let [a, b] = [first, second].map(|bytes| py.heap().str_from_units(Units::Ascii(bytes)).unwrap());
            let both = py.heap().str_concat(a.get::<Str>().unwrap(), b.get::<Str>().unwrap()).unwrap();
            assert_eq!(both.get::<Str>().unwrap().as_ascii().unwrap().as_bytes(), [first, second].concat());
            let upper = py.heap().str_mapped(first, |byte| byte.to_ascii_uppercase()).unwrap();
            assert_eq!(
                upper.get::<Str>().unwrap().as_ascii().unwrap().as_bytes(),
                first.to_ascii_uppercase()
            );
        }
        let latin = py.heap().str_mapped(b"abc", |byte| if byte == b'b' { 0xe9 } else { byte }).unwrap();
        assert_eq!(text(&latin), [0x61, 0xe9, 0x63]);
        assert!(!latin.get::<Str>().unwrap().is_ascii());
    }

    #[test]
    fn what_others_hold_stays() {
        let py = Py::new().unwrap();
        let first = py.str("some text").unwrap();
        let other = py.str("é€\u{1f600}").unwrap();
        let held = first.clone();
        let mut grown = first;
        for point in text(&other) {
            let piece = py.heap().character(point).unwrap();
            grown = py.str_append(grown, piece.get::<Str>().unwrap()).unwrap();
        }
        assert_eq!(held.get::<Str>().unwrap().to_utf8(), "some text");
        assert_eq!(grown.get::<Str>().unwrap().to_utf8(), "some texté€\u{1f600}");
        let twice = py.str_append(grown.clone(), grown.get::<Str>().unwrap()).unwrap();
        assert_eq!(twice.get::<Str>().unwrap().len(), 2 * grown.get::<Str>().unwrap().len());
    }

    #[test]
    fn builders_hold_text_of_any_length_and_width() {
        let py = Py::new().unwrap();
        for count in [0, 1, 119, 120, 121, 1000] {
            for c in [0x61, 0xe9, 0x3b1, 0x1_f600] {
                let mut builder = StrBuilder::new();
                builder.fill(0x62, count);
                builder.push(c);
                builder.push_ascii(b"end");
                builder.push_units(&[c][..], 0..1);
                let mut expected = vec![0x62; count];
                expected.extend([c, 0x65, 0x6e, 0x64, c]);
                assert_eq!(text(&builder.finish(&py).unwrap()), expected);
            }
        }
    }
}
