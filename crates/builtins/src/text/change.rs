//! Copies with something added, taken away or replaced: `replace`, `strip`, `center`, `expandtabs`, `translate`.

use taipan_macros::pymethods;
use taipan_object::native::{Argument, Place, bad_argument};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_strings::{
    AsciiTranslation, Buffer, Build, ExpandTabs, Pad, Replace, Sides, Units, strip, strip_whitespace,
};
use taipan_text::TextSink;

use super::too_long;

/// Changed copies.
pub(crate) struct Change;

fn stripped(py: &Py, this: &Str, chars: Borrowed<'_>, sides: Sides, name: &str) -> PyResult<Value> {
    let range = if is_none(&chars) {
        strip_whitespace(this.units(), sides)
    } else if let Some(chars) = chars.get::<Str>() {
        strip(this.units(), chars.units(), sides)
    } else {
        return Err(exc::type_error(py, format_args!("{name} arg must be None or str")));
    };
    if range.len() == this.len() { this.plain(py) } else { py.heap().str_slice(this, range) }
}

/// The character that fills a field.
fn fill(py: &Py, value: Option<Borrowed<'_>>) -> PyResult<u32> {
    let Some(value) = value else { return Ok(b' '.into()) };
    match value.get::<Str>() {
        Some(text) if text.len() == 1 => Ok(text.code_point(0).unwrap_or(0)),
        Some(_) => {
            Err(exc::type_error(py, format_args!("The fill character must be exactly one character long")))
        }
        None => {
            let class = value.type_().name();
            Err(exc::type_error(
                py,
                format_args!("The fill character must be a unicode character, not {class}"),
            ))
        }
    }
}

fn padded(py: &Py, this: &Str, pad: Option<Pad<'_>>) -> PyResult<Value> {
    match pad {
        None => this.plain(py),
        Some(pad) => build_or(py, &pad, "padded string is too long"),
    }
}

/// The text, or `OverflowError` where it is too long.
fn build_or(py: &Py, build: &impl Build, message: &str) -> PyResult<Value> {
    match build.shape() {
        Some(shape) => py.heap().str_shaped(shape, build),
        None => Err(too_long(py, message)),
    }
}

/// `replace` with any texts. It needs much of the stack, which the usual case above does without.
#[inline(never)]
fn replaced(py: &Py, this: &Str, old: &Str, new: &Str, limit: usize) -> PyResult<Value> {
    if old.units() == new.units() {
        return this.plain(py);
    }
    match Replace::new(this.units(), old.units(), new.units(), limit) {
        Some(replace) => build_or(py, &replace, "replace string is too long"),
        None => this.plain(py),
    }
}

fn width(width: isize) -> usize {
    usize::try_from(width).unwrap_or(0)
}

#[pymethods(Str)]
impl Change {
    /// A copy with old replaced by new, at most count times unless that is negative.
    #[pymethod("($self, old, new, /, count=-1)")]
    fn replace(this: &Str, py: &mut Py, old: &Str, new: &Str, count: isize) -> PyResult<Value> {
        let limit = usize::try_from(count).unwrap_or(usize::MAX);
        if let (Units::Ascii(text), Units::Ascii(&[old]), Units::Ascii(&[new]), usize::MAX) =
            (this.units(), old.units(), new.units(), limit)
        {
            if old == new || !text.contains(&old) {
                return this.plain(py);
            }
            return py.heap().str_mapped(text, |byte| if byte == old { new } else { byte });
        }
        replaced(py, this, old, new, limit)
    }

    /// A copy without the prefix, if it has it.
    #[pymethod("($self, prefix, /)")]
    fn removeprefix(this: &Str, py: &mut Py, prefix: &Str) -> PyResult<Value> {
        if !prefix.is_empty() && this.units().starts_with(prefix.units()) {
            return py.heap().str_slice(this, prefix.len()..this.len());
        }
        this.plain(py)
    }

    /// A copy without the suffix, if it has it.
    #[pymethod("($self, suffix, /)")]
    fn removesuffix(this: &Str, py: &mut Py, suffix: &Str) -> PyResult<Value> {
        if !suffix.is_empty() && this.units().ends_with(suffix.units()) {
            return py.heap().str_slice(this, 0..this.len() - suffix.len());
        }
        this.plain(py)
    }

    /// A copy without white space, or the given characters, at both ends.
    #[pymethod("($self, chars=None, /)")]
    fn strip(this: &Str, py: &mut Py, chars: Borrowed<'_>) -> PyResult<Value> {
        stripped(py, this, chars, Sides::Both, "strip")
    }

    /// A copy without white space, or the given characters, at its beginning.
    #[pymethod("($self, chars=None, /)")]
    fn lstrip(this: &Str, py: &mut Py, chars: Borrowed<'_>) -> PyResult<Value> {
        stripped(py, this, chars, Sides::Left, "lstrip")
    }

    /// A copy without white space, or the given characters, at its end.
    #[pymethod("($self, chars=None, /)")]
    fn rstrip(this: &Str, py: &mut Py, chars: Borrowed<'_>) -> PyResult<Value> {
        stripped(py, this, chars, Sides::Right, "rstrip")
    }

    /// A copy in the middle of a field.
    #[pymethod("($self, width, fillchar=' ', /)")]
    fn center(this: &Str, py: &mut Py, size: isize, fillchar: Option<Borrowed<'_>>) -> PyResult<Value> {
        let fill = fill(py, fillchar)?;
        padded(py, this, Pad::center(this.units(), width(size), fill))
    }

    /// A copy at the left of a field.
    #[pymethod("($self, width, fillchar=' ', /)")]
    fn ljust(this: &Str, py: &mut Py, size: isize, fillchar: Option<Borrowed<'_>>) -> PyResult<Value> {
        let fill = fill(py, fillchar)?;
        padded(py, this, Pad::ljust(this.units(), width(size), fill))
    }

    /// A copy at the right of a field.
    #[pymethod("($self, width, fillchar=' ', /)")]
    fn rjust(this: &Str, py: &mut Py, size: isize, fillchar: Option<Borrowed<'_>>) -> PyResult<Value> {
        let fill = fill(py, fillchar)?;
        padded(py, this, Pad::rjust(this.units(), width(size), fill))
    }

    /// A copy at the right of a field of zeros, which stand behind a sign.
    #[pymethod("($self, width, /)")]
    fn zfill(this: &Str, py: &mut Py, size: isize) -> PyResult<Value> {
        padded(py, this, Pad::zeros(this.units(), width(size)))
    }

    /// A copy with spaces for tabs, up to the next column that is a multiple of tabsize.
    #[pymethod("($self, /, tabsize=8)")]
    fn expandtabs(this: &Str, py: &mut Py, tabsize: i32) -> PyResult<Value> {
        let expanded = ExpandTabs { text: this.units(), size: usize::try_from(tabsize).unwrap_or(0) };
        if taipan_strings::occurrences(this.units(), b'\t'.into()) == 0 {
            return this.plain(py);
        }
        build_or(py, &expanded, "new string is too long")
    }

    /// A copy in which each character is what the table has for it: a string, the number of a character, or None to leave
    /// it out. Characters that the table does not have stay.
    #[pymethod("($self, table, /)")]
    fn translate(this: &Str, py: &mut Py, table: &Value) -> PyResult<Value> {
        translate(py, this, table)
    }

    /// A table for translate(): of a dict of characters or their numbers; of two strings of one length; or with the
    /// characters of a third one, which are left out.
    #[pystaticmethod("(x, y=<unrepresentable>, z=<unrepresentable>, /)")]
    fn maketrans(
        py: &mut Py,
        x: Borrowed<'_>,
        y: Option<Borrowed<'_>>,
        z: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let y = y.map(|y| text_argument(py, y, 2)).transpose()?;
        let z = z.map(|z| text_argument(py, z, 3)).transpose()?;
        match y {
            Some(y) => table_of_texts(py, x, y, z),
            None => table_of_dict(py, x),
        }
    }
}

fn text_argument<'a>(py: &Py, value: Borrowed<'a>, number: usize) -> PyResult<&'a Str> {
    let place = Place { function: "maketrans", argument: Argument::Number(number) };
    value.get::<Str>().ok_or_else(|| bad_argument(py, &place, "str", value))
}

fn table_of_texts(py: &mut Py, x: Borrowed<'_>, y: &Str, z: Option<&Str>) -> PyResult<Value> {
    let Some(x) = x.get::<Str>() else {
        return Err(exc::type_error(
            py,
            format_args!("first maketrans argument must be a string if there is a second argument"),
        ));
    };
    if x.len() != y.len() {
        return Err(exc::value_error(
            py,
            format_args!("the first two maketrans arguments must have equal length"),
        ));
    }
    let table = py.dict()?;
    let Some(dict) = table.get::<Dict>() else { return Ok(table) };
    for (from, to) in x.code_points().zip(y.code_points()) {
        let (from, to) = (py.int(from.into())?, py.int(to.into())?);
        dict.set(py, &from, to)?;
    }
    for deleted in z.into_iter().flat_map(Str::code_points) {
        let deleted = py.int(deleted.into())?;
        dict.set(py, &deleted, taipan_object::types::singletons::none())?;
    }
    Ok(table)
}

fn table_of_dict(py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
    let Some(given) = x.exact::<Dict>() else {
        return Err(exc::type_error(
            py,
            format_args!("if you give only one argument to maketrans it must be a dict"),
        ));
    };
    let table = py.dict()?;
    let Some(dict) = table.get::<Dict>() else { return Ok(table) };
    for (key, value) in given.items(py) {
        let key = match key.get::<Str>() {
            Some(text) if text.len() == 1 => py.int(text.code_point(0).unwrap_or(0).into())?,
            Some(_) => {
                return Err(exc::value_error(
                    py,
                    format_args!("string keys in translatetable must be of length 1"),
                ));
            }
            None if key.is_int() => key,
            None => {
                return Err(exc::type_error(
                    py,
                    format_args!("keys in translate table mustbe strings or integers"),
                ));
            }
        };
        dict.set(py, &key, value)?;
    }
    Ok(table)
}

fn translate(py: &mut Py, text: &Str, table: &Value) -> PyResult<Value> {
    let units = text.units();
    let mut known = AsciiTranslation::new();
    let mut out = Buffer::new();
    out.reserve(units.len())?;
    let mut at = 0;
    while let Some(place) = known.run(units, at, &mut out)? {
        let c = units.get(place).unwrap_or(0);
        let mut piece = StrBuilder::new();
        ask_table(py, table, c, &mut piece)?;
        out.extend_units(piece.units())?;
        known.learn(c, piece.units());
        at = place + 1;
    }
    py.heap().str_part(out.as_units())
}

/// Writes what a table has for a character.
fn ask_table(py: &mut Py, table: &Value, c: u32, out: &mut StrBuilder) -> PyResult<()> {
    let key = py.int(c.into())?;
    // A dict is asked without an exception for what it does not have.
    let found = match table.exact::<Dict>() {
        Some(dict) => dict.get(py, &key),
        None => py.get_item(table, &key).map(Some),
    };
    let found = match found {
        Ok(Some(found)) => found,
        Ok(None) => {
            out.push(c);
            return Ok(());
        }
        Err(raised) if py.matches(&raised, &exc::LOOKUP_ERROR) => {
            py.discard(raised);
            out.push(c);
            return Ok(());
        }
        Err(raised) => return Err(raised),
    };
    if let Some(text) = found.get::<Str>() {
        out.extend(text.units());
    } else if found.is_int() {
        let number = found.as_i64().and_then(|number| u32::try_from(number).ok());
        let Some(c) = number.filter(|&c| c <= char::MAX.into()) else {
            return Err(exc::value_error(py, format_args!("character mapping must be in range(0x110000)")));
        };
        out.push(c);
    } else if !is_none(&found) {
        return Err(exc::type_error(py, format_args!("character mapping must return integer, None or str")));
    }
    Ok(())
}
