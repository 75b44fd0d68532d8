//! Ends of lines: `\n`, `\r` and `\r\n`, told apart in text that comes in pieces; and `IncrementalNewlineDecoder`, which does
//! this behind another decoder.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value, exception as exc};
use taipan_strings::{Buffer, Units};
use taipan_text::Name;

use crate::calls::{call, value_error};

/// What is known of the ends of lines in a text so far.
#[derive(Clone, Copy, Default)]
pub(crate) struct Newlines {
    /// Every end of a line becomes `\n`.
    pub(crate) translate: bool,
    /// The last piece ended with `\r`, which may be half of a `\r\n`.
    pub(crate) pending_cr: bool,
    /// Which were seen, as bits.
    seen: u8,
}

const CR: u8 = 1;
const LF: u8 = 2;
const CRLF: u8 = 4;

impl Newlines {
    /// None seen yet.
    pub(crate) fn new(translate: bool) -> Self {
        Self { translate, ..Self::default() }
    }

    /// Forgets what was seen.
    pub(crate) fn reset(&mut self) {
        *self = Self::new(self.translate);
    }

    /// Takes the next piece of text, a `str`; gives what is known to be complete.
    pub(crate) fn decode(&mut self, py: &Py, text: Value, is_final: bool) -> PyResult<Value> {
        let Some(units) = text.get::<Str>().map(Str::units) else { return Ok(text) };
        // Most text has no `\r` at all.
        let has_cr = self.pending_cr || find(units, 0, '\r').is_some();
        if !has_cr {
            if self.seen & LF == 0 && find(units, 0, '\n').is_some() {
                self.seen |= LF;
            }
            return Ok(text);
        }
        self.decode_with_cr(py, units, is_final)
    }

    fn decode_with_cr(&mut self, py: &Py, units: Units<'_>, is_final: bool) -> PyResult<Value> {
        let mut piece = Buffer::new();
        if self.pending_cr && (is_final || !units.is_empty()) {
            piece.push('\r'.into())?;
            self.pending_cr = false;
        }
        piece.extend_units(units)?;
        let whole = piece.as_units();
        let mut end = whole.len();
        // `\r\n` is never given out in two pieces.
        if !is_final && whole.last() == Some('\r'.into()) {
            end -= 1;
            self.pending_cr = true;
        }
        let whole = whole.slice(0..end);
        let mut out = Buffer::new();
        let mut start = 0;
        while let Some((at, length)) = next_end(whole, start) {
            self.seen |= match (length, whole.get(at)) {
                (2, _) => CRLF,
                (_, Some(0xd)) => CR,
                _ => LF,
            };
            if self.translate {
                out.extend_units(whole.slice(start..at))?;
                out.push('\n'.into())?;
            }
            start = at + length;
        }
        if !self.translate {
            return py.heap().str_part(whole);
        }
        out.extend_units(whole.slice(start..whole.len()))?;
        py.heap().str_part(out.as_units())
    }

    /// The attribute `newlines`.
    pub(crate) fn seen(self, py: &Py) -> PyResult<Value> {
        let kinds = [(CR, "\r"), (LF, "\n"), (CRLF, "\r\n")];
        let mut seen = Vec::new();
        for (_, text) in kinds.into_iter().filter(|(bit, _)| self.seen & bit != 0) {
            seen.push(py.str(text)?);
        }
        match seen.len() {
            0 => Ok(none()),
            1 => Ok(seen.swap_remove(0)),
            _ => py.tuple(seen),
        }
    }
}

/// Where a character below 0x80 first is from an index on.
pub(crate) fn find(units: Units<'_>, from: usize, c: char) -> Option<usize> {
    let code = c as u8;
    let at = match units {
        Units::Ascii(units) | Units::Latin1(units) => memchr::memchr(code, units.get(from..)?),
        Units::Ucs2(units) => units.get(from..)?.iter().position(|&unit| unit == code.into()),
        Units::Ucs4(units) => units.get(from..)?.iter().position(|&unit| unit == code.into()),
    };
    at.map(|at| from + at)
}

/// Where the next end of a line of any kind is, and how long.
pub(crate) fn next_end(units: Units<'_>, from: usize) -> Option<(usize, usize)> {
    let at = match units {
        Units::Ascii(units) | Units::Latin1(units) => memchr::memchr2(b'\n', b'\r', units.get(from..)?),
        Units::Ucs2(units) => units.get(from..)?.iter().position(|&unit| unit == 0xa || unit == 0xd),
        Units::Ucs4(units) => units.get(from..)?.iter().position(|&unit| unit == 0xa || unit == 0xd),
    }?;
    let at = from + at;
    let is_pair = units.get(at) == Some(0xd) && units.get(at + 1) == Some(0xa);
    Some((at, if is_pair { 2 } else { 1 }))
}

/// The payload of `IncrementalNewlineDecoder`.
#[pyclass(static = NEWLINE_DECODER, name = "_io.IncrementalNewlineDecoder")]
#[derive(Default)]
pub(crate) struct NewlineDecoder {
    /// The decoder before it; `None` if text comes in. Nothing before `__init__`.
    decoder: PyCell<Option<Value>>,
    newlines: Cell<Newlines>,
}

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "Tells ends of lines apart behind another decoder, and may translate all of them to \\n.\n\n\
         Without a decoder it takes text. With translate=False a \\r\\n is still never cut in two.",
    ),
    signature: Some("(decoder, translate, errors='strict')"),
    flags: Flags::BASE,
    slots: &[NewlineDecoder::SLOTS],
    methods: &[NewlineDecoder::METHODS],
    getset: &[NewlineDecoder::GETSET],
    unseen: &["__new__"],
    ..Definition::of(&NEWLINE_DECODER)
};

impl NewlineDecoder {
    fn decoder(&self, py: &Py) -> PyResult<Value> {
        let decoder = self.decoder.get(py).clone();
        match decoder {
            Some(decoder) => Ok(decoder),
            None => Err(value_error(py, "IncrementalNewlineDecoder.__init__() not called")),
        }
    }

    fn change(&self, change: impl FnOnce(&mut Newlines)) {
        let mut newlines = self.newlines.get();
        change(&mut newlines);
        self.newlines.set(newlines);
    }
}

/// Fails unless a decoder gave text.
pub(crate) fn check_decoded(py: &Py, text: &Value) -> PyResult<()> {
    if text.is_str() {
        return Ok(());
    }
    let class = text.type_().name();
    Err(exc::type_error(py, format_args!("decoder should return a string result, not '{class}'")))
}

#[pymethods]
impl NewlineDecoder {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self::default())
    }

    #[pyslot("(decoder, translate, errors='strict')", name = "IncrementalNewlineDecoder")]
    fn init(
        &self,
        py: &mut Py,
        decoder: Borrowed<'_>,
        translate: bool,
        _errors: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        self.newlines.set(Newlines::new(translate));
        drop(self.decoder.replace(py, Some(decoder.to_value())));
        Ok(())
    }

    /// Decodes the next piece.
    #[pymethod("($self, /, input, final=False)")]
    fn decode(&self, py: &mut Py, input: Borrowed<'_>, is_final: bool) -> PyResult<Value> {
        let decoder = self.decoder(py)?;
        let text = if is_none(&decoder) {
            input.to_value()
        } else {
            let is_final = taipan_object::types::singletons::boolean(is_final);
            call(py, &decoder, Name::DECODE, &[&input, &is_final])?
        };
        check_decoded(py, &text)?;
        let mut newlines = self.newlines.get();
        let decoded = newlines.decode(py, text, is_final)?;
        self.newlines.set(newlines);
        Ok(decoded)
    }

    /// What the decoder keeps between two pieces: bytes, and a number.
    #[pymethod("($self, /)")]
    fn getstate(&self, py: &mut Py) -> PyResult<Value> {
        let decoder = self.decoder(py)?;
        let (buffer, flag) = if is_none(&decoder) {
            (py.bytes(&[])?, 0)
        } else {
            let state = call(py, &decoder, Name::GETSTATE, &[])?;
            let Some([buffer, flag]) = state.get::<Tuple>().map(Tuple::items) else {
                return Err(exc::type_error(py, format_args!("illegal decoder state")));
            };
            let (buffer, flag) = (buffer.clone(), flag.clone());
            (buffer, unsigned(py, &flag)?)
        };
        let flag = flag << 1 | u64::from(self.newlines.get().pending_cr);
        let flag = py.int_from_usize(flag as usize)?;
        py.tuple([buffer, flag])
    }

    /// Goes back to what getstate() gave.
    #[pymethod("($self, state, /)")]
    fn setstate(&self, py: &mut Py, state: Borrowed<'_>) -> PyResult<Value> {
        let decoder = self.decoder(py)?;
        let Some(items) = state.get::<Tuple>().map(Tuple::items) else {
            return Err(exc::type_error(py, format_args!("state argument must be a tuple")));
        };
        let [buffer, flag] = items else {
            return Err(exc::type_error(py, format_args!("setstate(): illegal state argument")));
        };
        if !flag.is_int() {
            return Err(exc::type_error(py, format_args!("setstate(): illegal state argument")));
        }
        let flag = unsigned(py, flag)?;
        self.change(|newlines| newlines.pending_cr = flag & 1 != 0);
        if is_none(&decoder) {
            return Ok(none());
        }
        let flag = py.int_from_usize((flag >> 1) as usize)?;
        let state = py.tuple([buffer.clone(), flag])?;
        call(py, &decoder, Name::SETSTATE, &[&state])
    }

    /// Begins anew.
    #[pymethod("($self, /)")]
    fn reset(&self, py: &mut Py) -> PyResult<Value> {
        let decoder = self.decoder(py)?;
        self.change(Newlines::reset);
        if is_none(&decoder) { Ok(none()) } else { call(py, &decoder, Name::RESET, &[]) }
    }

    #[pygetter]
    fn newlines(&self, py: &mut Py) -> PyResult<Value> {
        self.decoder(py)?;
        self.newlines.get().seen(py)
    }
}

/// A flag, of which only the lowest 64 bits count.
fn unsigned(py: &mut Py, value: &Value) -> PyResult<u64> {
    if !value.is_int() {
        return Err(exc::type_error(py, format_args!("illegal decoder state")));
    }
    py.to_i64(value).map(i64::cast_unsigned)
}
