//! Byte strings as text and back: `decode`, `hex`, `fromhex`.

use std::marker::PhantomData;

use taipan_macros::pymethods;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value, exception as exc};
use taipan_strings::Units;
use taipan_strings::bytes::{FromHexError, Hex, from_hex, from_hex_bytes};

use super::byte_string::ByteString;
use super::lend::{is_lender, lend};
use crate::text::codec_name;

/// Conversions.
pub(super) struct Convert<T>(PhantomData<T>);

/// How `hex` separates groups of digits.
pub(super) struct Groups {
    separator: Option<u8>,
    size: isize,
}

impl Groups {
    pub(super) fn of(py: &mut Py, separator: Option<&Value>, size: i32) -> PyResult<Self> {
        let separator = separator.map(|separator| separator_byte(py, separator)).transpose()?;
        Ok(Self { separator, size: size as isize })
    }

    /// The digits of some data.
    pub(super) fn hex(&self, py: &Py, data: &[u8]) -> PyResult<Value> {
        py.heap().str_build(&Hex { bytes: data, separator: self.separator, group: self.size })
    }
}

fn separator_byte(py: &mut Py, value: &Value) -> PyResult<u8> {
    if py.len(value)? != 1 {
        return Err(exc::value_error(py, format_args!("sep must be length 1.")));
    }
    let point = match (value.get::<Str>(), value.get::<Bytes>()) {
        (Some(text), _) => text.code_point(0),
        (None, Some(bytes)) => bytes.data().first().map(|&byte| byte.into()),
        (None, None) => return Err(exc::type_error(py, format_args!("sep must be str or bytes."))),
    };
    match point.map(u8::try_from) {
        Some(Ok(byte @ 0..0x80)) => Ok(byte),
        _ => Err(exc::value_error(py, format_args!("sep must be ASCII."))),
    }
}

#[pymethods]
impl<T: ByteString> Convert<T> {
    /// The text that the bytes mean. Bytes that mean none go to the error handler that errors names: 'strict', 'ignore',
    /// 'replace', or any other that was registered.
    #[pymethod("($self, /, encoding='utf-8', errors='strict')")]
    fn decode(
        this: &Value,
        py: &mut Py,
        encoding: Option<Borrowed<'_>>,
        errors: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let encoding = encoding.map(|it| codec_name(py, it, "decode", "encoding")).transpose()?;
        let errors = errors.map(|it| codec_name(py, it, "decode", "errors")).transpose()?;
        py.decode_object(this, encoding.as_deref(), errors.as_deref())
    }

    /// Two hexadecimal digits for each byte. With a separator it stands between groups of so many bytes, which are counted
    /// from the end, or from the beginning if bytes_per_sep is negative.
    ///
    ///     >>> value = b'\xca\x11\xab\x1e'
    ///     >>> value.hex()
    ///     'ca11ab1e'
    ///     >>> value.hex('-')
    ///     'ca-11-ab-1e'
    ///     >>> value.hex('-', 3)
    ///     'ca-11ab1e'
    ///     >>> value.hex('-', -3)
    ///     'ca11ab-1e'
    #[pymethod("($self, /, sep=<unrepresentable>, bytes_per_sep=1)")]
    fn hex(this: &T, py: &mut Py, sep: Option<&Value>, bytes_per_sep: i32) -> PyResult<Value> {
        let groups = this.pinned(py, |py| Groups::of(py, sep, bytes_per_sep))?;
        groups.hex(py, &this.view(py))
    }

    /// The bytes of pairs of hexadecimal digits, between which white space may stand.
    #[pyclassmethod("($type, string, /)")]
    fn fromhex(class: &Type, py: &mut Py, string: &Value) -> PyResult<Value> {
        let data = if let Some(text) = string.get::<Str>() {
            from_hex(text.units()).map_err(|error| hex_error(py, error))?
        } else if is_lender(string) {
            lend(py, string, |py, digits| from_hex_bytes(digits).map_err(|error| hex_error(py, error)))?
        } else {
            let class = string.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("fromhex() argument must be str or bytes-like, not {class}"),
            ));
        };
        let result = T::of_vec(py, data)?;
        if class.is(T::TYPE) { Ok(result) } else { py.call(&class.to_value(), &[&result]) }
    }
}

#[cold]
fn hex_error(py: &Py, error: FromHexError) -> Raised {
    match error {
        FromHexError::NotADigit(place) => exc::value_error(
            py,
            format_args!("non-hexadecimal number found in fromhex() arg at position {place}"),
        ),
        FromHexError::OddNumber => exc::value_error(
            py,
            format_args!("fromhex() arg must contain an even number of hexadecimal digits"),
        ),
        FromHexError::Memory(error) => error.into(),
    }
}

/// One byte string behind another.
pub(super) fn concatenate<T: ByteString>(py: &mut Py, this: &T, other: Borrowed<'_>) -> PyResult<Value> {
    let join = |py: &Py, other: &[u8]| {
        let data = this.view(py);
        T::build(py, &[Units::Latin1(&data), Units::Latin1(other)][..], "the result is too long")
    };
    let joined = this.pinned(py, |py| lend(py, &other, join));
    match joined {
        Err(raised) if !is_memory_error(py, &raised) => {
            py.discard(raised);
            Err(cannot_concatenate(py, other, T::NAME))
        }
        result => result,
    }
}

fn is_memory_error(py: &Py, raised: &Raised) -> bool {
    py.matches(raised, &exc::MEMORY_ERROR) || py.matches(raised, &exc::OVERFLOW_ERROR)
}

/// `TypeError` for something that is no bytes-like object.
#[cold]
pub(super) fn cannot_concatenate(py: &Py, other: Borrowed<'_>, name: &str) -> Raised {
    exc::type_error(py, format_args!("can't concat {} to {name}", other.type_().name()))
}
