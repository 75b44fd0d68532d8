//! Other cases, and questions about characters: `lower`, `title`, `isalpha` and their kin.

use taipan_macros::pymethods;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value};
use taipan_strings::predicates as ask;
use taipan_strings::{Buffer, Case, Units, change_ascii_case, change_case};

/// Other cases.
pub(crate) struct Cases;

fn changed(py: &Py, text: &Str, case: Case) -> PyResult<Value> {
    if let Units::Ascii(bytes) = text.units() {
        return match case {
            Case::Lower | Case::Fold => py.heap().str_mapped(bytes, |byte| byte.to_ascii_lowercase()),
            Case::Upper => py.heap().str_mapped(bytes, |byte| byte.to_ascii_uppercase()),
            _ => py.heap().str_changed(bytes, |bytes| change_ascii_case(bytes, case)),
        };
    }
    let mut buffer = Buffer::new();
    change_case(text.units(), case, &mut buffer)?;
    py.heap().str_part(buffer.as_units())
}

#[pymethods(Str)]
impl Cases {
    /// A copy in lower case.
    #[pymethod]
    fn lower(this: &Str, py: &mut Py) -> PyResult<Value> {
        changed(py, this, Case::Lower)
    }

    /// A copy in upper case.
    #[pymethod]
    fn upper(this: &Str, py: &mut Py) -> PyResult<Value> {
        changed(py, this, Case::Upper)
    }

    /// A copy in which each word begins with an uppercase letter and goes on in lower case.
    #[pymethod]
    fn title(this: &Str, py: &mut Py) -> PyResult<Value> {
        changed(py, this, Case::Title)
    }

    /// A copy with the first character in upper case and all others in lower case.
    #[pymethod]
    fn capitalize(this: &Str, py: &mut Py) -> PyResult<Value> {
        changed(py, this, Case::Capitalize)
    }

    /// A copy with uppercase letters in lower case and the other way round.
    #[pymethod]
    fn swapcase(this: &Str, py: &mut Py) -> PyResult<Value> {
        changed(py, this, Case::Swap)
    }

    /// A copy for comparisons that do not care about case.
    #[pymethod]
    fn casefold(this: &Str, py: &mut Py) -> PyResult<Value> {
        changed(py, this, Case::Fold)
    }

    /// Whether all characters are ASCII.
    #[pymethod]
    fn isascii(this: &Str) -> bool {
        this.is_ascii()
    }

    /// Whether there are characters, and all of them are letters.
    #[pymethod]
    fn isalpha(this: &Str) -> bool {
        ask::is_alpha(this.units())
    }

    /// Whether there are characters, and all of them are letters or numbers.
    #[pymethod]
    fn isalnum(this: &Str) -> bool {
        ask::is_alnum(this.units())
    }

    /// Whether there are characters, and all of them are decimal digits.
    #[pymethod]
    fn isdecimal(this: &Str) -> bool {
        ask::is_decimal(this.units())
    }

    /// Whether there are characters, and all of them are digits.
    #[pymethod]
    fn isdigit(this: &Str) -> bool {
        ask::is_digit(this.units())
    }

    /// Whether there are characters, and all of them are numeric.
    #[pymethod]
    fn isnumeric(this: &Str) -> bool {
        ask::is_numeric(this.units())
    }

    /// Whether there are characters, and all of them are white space.
    #[pymethod]
    fn isspace(this: &Str) -> bool {
        ask::is_space(this.units())
    }

    /// Whether repr() shows all characters as they are.
    #[pymethod]
    fn isprintable(this: &Str) -> bool {
        ask::is_printable(this.units())
    }

    /// Whether this is an identifier, or a keyword.
    #[pymethod]
    fn isidentifier(this: &Str) -> bool {
        ask::is_identifier(this.units())
    }

    /// Whether there are lowercase letters, and none in other cases.
    #[pymethod]
    fn islower(this: &Str) -> bool {
        ask::is_lower(this.units())
    }

    /// Whether there are uppercase letters, and none in other cases.
    #[pymethod]
    fn isupper(this: &Str) -> bool {
        ask::is_upper(this.units())
    }

    /// Whether there are letters in upper or title case, which begin all words, and lowercase ones only behind them.
    #[pymethod]
    fn istitle(this: &Str) -> bool {
        ask::is_title(this.units())
    }
}
