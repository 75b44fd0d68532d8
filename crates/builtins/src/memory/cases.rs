//! Letters and other kinds of bytes: `upper`, `isdigit` and their kin. Letters are those of ASCII.

use std::marker::PhantomData;

use taipan_macros::pymethods;
use taipan_object::{Py, PyResult, Value};
use taipan_strings::{Case, bytes, change_ascii_case};

use super::byte_string::ByteString;

/// Cases and kinds.
pub(super) struct Cases<T>(PhantomData<T>);

fn changed<T: ByteString>(py: &Py, this: &T, case: Case) -> PyResult<Value> {
    let data = this.view(py);
    T::with(py, data.len(), |out| {
        out.copy_from_slice(&data);
        change_ascii_case(out, case);
    })
}

#[pymethods]
impl<T: ByteString> Cases<T> {
    /// A copy with all letters in lowercase.
    #[pymethod]
    fn lower(this: &T, py: &mut Py) -> PyResult<Value> {
        changed(py, this, Case::Lower)
    }

    /// A copy with all letters in uppercase.
    #[pymethod]
    fn upper(this: &T, py: &mut Py) -> PyResult<Value> {
        changed(py, this, Case::Upper)
    }

    /// A copy with the first letter of each word in uppercase and all others in lowercase.
    #[pymethod]
    fn title(this: &T, py: &mut Py) -> PyResult<Value> {
        changed(py, this, Case::Title)
    }

    /// A copy with the first byte in uppercase and all others in lowercase.
    #[pymethod]
    fn capitalize(this: &T, py: &mut Py) -> PyResult<Value> {
        changed(py, this, Case::Capitalize)
    }

    /// A copy with each letter in the other case.
    #[pymethod]
    fn swapcase(this: &T, py: &mut Py) -> PyResult<Value> {
        changed(py, this, Case::Swap)
    }

    /// Whether all bytes are letters or digits, and there is one.
    #[pymethod]
    fn isalnum(this: &T, py: &mut Py) -> bool {
        bytes::is_alnum(&this.view(py))
    }

    /// Whether all bytes are letters, and there is one.
    #[pymethod]
    fn isalpha(this: &T, py: &mut Py) -> bool {
        bytes::is_alpha(&this.view(py))
    }

    /// Whether no byte is above 127.
    #[pymethod]
    fn isascii(this: &T, py: &mut Py) -> bool {
        this.view(py).is_ascii()
    }

    /// Whether all bytes are digits, and there is one.
    #[pymethod]
    fn isdigit(this: &T, py: &mut Py) -> bool {
        bytes::is_digit(&this.view(py))
    }

    /// Whether all letters are in lowercase, and there is one.
    #[pymethod]
    fn islower(this: &T, py: &mut Py) -> bool {
        bytes::is_lower(&this.view(py))
    }

    /// Whether all bytes are white space, and there is one.
    #[pymethod]
    fn isspace(this: &T, py: &mut Py) -> bool {
        bytes::is_space(&this.view(py))
    }

    /// Whether each word begins in uppercase and goes on in lowercase, and there is a letter.
    #[pymethod]
    fn istitle(this: &T, py: &mut Py) -> bool {
        bytes::is_title(&this.view(py))
    }

    /// Whether all letters are in uppercase, and there is one.
    #[pymethod]
    fn isupper(this: &T, py: &mut Py) -> bool {
        bytes::is_upper(&this.view(py))
    }
}
