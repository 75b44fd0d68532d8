//! Copies with something added, taken away or replaced: `replace`, `strip`, `center`, `expandtabs`, `translate`.

use std::marker::PhantomData;

use taipan_macros::pymethods;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};
use taipan_strings::{
    ExpandTabs, Pad, Replace, Sides, Units, bytes, occurrences, strip, strip_whitespace_of_bytes,
};

use super::byte_string::ByteString;
use super::bytearray::ByteArray;
use super::lend::{lend, lend_two};

/// Changed copies.
pub(super) struct Change<T>(PhantomData<T>);

fn stripped<T: ByteString>(py: &mut Py, this: &T, set: Borrowed<'_>, sides: Sides) -> PyResult<Value> {
    let cut = |py: &Py, range: std::ops::Range<usize>| {
        let data = this.view(py);
        match data.get(range) {
            Some(part) if part.len() < data.len() => T::of(py, part),
            _ => this.unchanged(py),
        }
    };
    if is_none(&set) {
        let range = strip_whitespace_of_bytes(&this.view(py), sides);
        return cut(py, range);
    }
    lend(py, &set, |py, set| {
        let range = strip(Units::Latin1(&this.view(py)), Units::Latin1(set), sides);
        cut(py, range)
    })
}

/// The byte that fills a field.
fn fill(py: &Py, value: Option<Borrowed<'_>>, name: &str) -> PyResult<u32> {
    let Some(value) = value else { return Ok(b' '.into()) };
    let (first, len, kind) = if let Some(bytes) = value.get::<Bytes>() {
        (bytes.data().first().copied(), bytes.len(), "bytes")
    } else if let Some(bytes) = value.get::<ByteArray>() {
        let data = bytes.data(py);
        (data.first().copied(), data.len(), "bytearray")
    } else {
        let class = if is_none(&value) { "None".to_owned() } else { value.type_().name().to_string() };
        return Err(exc::type_error(
            py,
            format_args!("{name}() argument 2 must be a byte string of length 1, not {class}"),
        ));
    };
    match (first, len) {
        (Some(byte), 1) => Ok(byte.into()),
        _ => Err(exc::type_error(
            py,
            format_args!(
                "{name}(): argument 2 must be a byte string of length 1, not a {kind} object of length {len}"
            ),
        )),
    }
}

fn padded<T: ByteString>(
    py: &Py,
    this: &T,
    pad: impl FnOnce(Units<'_>) -> Option<Pad<'_>>,
) -> PyResult<Value> {
    let data = this.view(py);
    match pad(Units::Latin1(&data)) {
        None => this.unchanged(py),
        Some(pad) => T::build(py, &pad, "padded string is too long"),
    }
}

fn width(width: isize) -> usize {
    usize::try_from(width).unwrap_or(0)
}

#[cold]
fn wrong_table(py: &Py) -> Raised {
    exc::value_error(py, format_args!("translation table must be 256 characters long"))
}

#[pymethods]
impl<T: ByteString> Change<T> {
    /// A copy with old replaced by new, at most count times unless that is negative.
    #[pymethod("($self, old, new, count=-1, /)")]
    fn replace(this: &T, py: &mut Py, old: &Value, new: &Value, count: isize) -> PyResult<Value> {
        let limit = usize::try_from(count).unwrap_or(usize::MAX);
        lend_two(py, old, new, |py, old, new| {
            let data = this.view(py);
            match Replace::new(Units::Latin1(&data), Units::Latin1(old), Units::Latin1(new), limit) {
                Some(replace) => T::build(py, &replace, "replace bytes is too long"),
                None => this.unchanged(py),
            }
        })
    }

    /// A copy without the prefix, if it has it.
    #[pymethod("($self, prefix, /)")]
    fn removeprefix(this: &T, py: &mut Py, prefix: &Value) -> PyResult<Value> {
        lend(py, prefix, |py, prefix| match this.view(py).strip_prefix(prefix) {
            Some(rest) if !prefix.is_empty() => T::of(py, rest),
            _ => this.unchanged(py),
        })
    }

    /// A copy without the suffix, if it has it.
    #[pymethod("($self, suffix, /)")]
    fn removesuffix(this: &T, py: &mut Py, suffix: &Value) -> PyResult<Value> {
        lend(py, suffix, |py, suffix| match this.view(py).strip_suffix(suffix) {
            Some(rest) if !suffix.is_empty() => T::of(py, rest),
            _ => this.unchanged(py),
        })
    }

    /// A copy without white space, or the given bytes, at both ends.
    #[pymethod("($self, bytes=None, /)")]
    fn strip(this: &T, py: &mut Py, bytes: Borrowed<'_>) -> PyResult<Value> {
        stripped(py, this, bytes, Sides::Both)
    }

    /// A copy without white space, or the given bytes, at its beginning.
    #[pymethod("($self, bytes=None, /)")]
    fn lstrip(this: &T, py: &mut Py, bytes: Borrowed<'_>) -> PyResult<Value> {
        stripped(py, this, bytes, Sides::Left)
    }

    /// A copy without white space, or the given bytes, at its end.
    #[pymethod("($self, bytes=None, /)")]
    fn rstrip(this: &T, py: &mut Py, bytes: Borrowed<'_>) -> PyResult<Value> {
        stripped(py, this, bytes, Sides::Right)
    }

    /// A copy in the middle of a field.
    #[pymethod("($self, width, fillchar=b' ', /)")]
    fn center(this: &T, py: &mut Py, size: isize, fillchar: Option<Borrowed<'_>>) -> PyResult<Value> {
        let fill = fill(py, fillchar, "center")?;
        padded(py, this, |data| Pad::center(data, width(size), fill))
    }

    /// A copy at the left of a field.
    #[pymethod("($self, width, fillchar=b' ', /)")]
    fn ljust(this: &T, py: &mut Py, size: isize, fillchar: Option<Borrowed<'_>>) -> PyResult<Value> {
        let fill = fill(py, fillchar, "ljust")?;
        padded(py, this, |data| Pad::ljust(data, width(size), fill))
    }

    /// A copy at the right of a field.
    #[pymethod("($self, width, fillchar=b' ', /)")]
    fn rjust(this: &T, py: &mut Py, size: isize, fillchar: Option<Borrowed<'_>>) -> PyResult<Value> {
        let fill = fill(py, fillchar, "rjust")?;
        padded(py, this, |data| Pad::rjust(data, width(size), fill))
    }

    /// A copy at the right of a field of zeros, which stand behind a sign.
    #[pymethod("($self, width, /)")]
    fn zfill(this: &T, py: &mut Py, size: isize) -> PyResult<Value> {
        padded(py, this, |data| Pad::zeros(data, width(size)))
    }

    /// A copy with spaces for tabs, up to the next column that is a multiple of tabsize.
    #[pymethod("($self, /, tabsize=8)")]
    fn expandtabs(this: &T, py: &mut Py, tabsize: i32) -> PyResult<Value> {
        let data = this.view(py);
        let text = Units::Latin1(&data);
        if occurrences(text, b'\t'.into()) == 0 {
            return T::of(py, &data);
        }
        let expanded = ExpandTabs { text, size: usize::try_from(tabsize).unwrap_or(0) };
        T::build(py, &expanded, "result too long")
    }

    /// A copy in which each byte is what the table of 256 bytes has for it, without those that are to be deleted. Without a
    /// table, bytes are deleted only.
    #[pymethod("($self, table, /, delete=b'')")]
    fn translate(this: &T, py: &mut Py, table: &Value, delete: Option<&Value>) -> PyResult<Value> {
        if is_none(table) {
            return match delete {
                None => this.unchanged(py),
                Some(delete) => lend(py, delete, |py, delete| translated(py, this, None, delete)),
            };
        }
        let with_table = |py: &Py, table: &[u8], delete: &[u8]| {
            let table = <&[u8; 256]>::try_from(table).map_err(|_| wrong_table(py))?;
            translated(py, this, Some(table), delete)
        };
        match delete {
            None => lend(py, table, |py, table| with_table(py, table, &[])),
            Some(delete) => {
                // What is wrong with the table is told first.
                lend(py, table, |py, table| if table.len() == 256 { Ok(()) } else { Err(wrong_table(py)) })?;
                lend_two(py, table, delete, with_table)
            }
        }
    }

    /// A table for translate(), which has the bytes of to for those of frm. Both are of the same length.
    #[pystaticmethod("(frm, to, /)")]
    fn maketrans(py: &mut Py, from: &Value, to: &Value) -> PyResult<Value> {
        lend_two(py, from, to, |py, from, to| {
            if from.len() != to.len() {
                return Err(exc::value_error(py, format_args!("maketrans arguments must have same length")));
            }
            py.bytes(&bytes::translation(from, to))
        })
    }
}

/// What a translation makes; an object that cannot change is itself where it changes nothing.
fn translated<T: ByteString>(py: &Py, this: &T, table: Option<&[u8; 256]>, delete: &[u8]) -> PyResult<Value> {
    let data = this.view(py);
    let translated = bytes::translate(&data, table, delete)?;
    if translated == *data { this.unchanged(py) } else { T::of_vec(py, translated) }
}
