//! `UnicodeEncodeError`, `UnicodeDecodeError`, `UnicodeTranslateError`

use taipan_macros::pymethods;
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::exception::payload::UnicodeError;
use taipan_object::native::GetSetDef;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Value};

use super::base;
use super::field::{self, field};
use super::text::{Piece, join};

/// An attribute that is a whole number.
macro_rules! number {
    ($name:literal, $doc:literal, $field:ident) => {
        GetSetDef {
            name: $name,
            member: true,
            doc: Some($doc),
            get: |py, this| match payload(this).and_then(|it| it.$field.get(py).clone()) {
                Some(number) => Ok(number),
                None => py.int(0),
            },
            set: Some(|py, this, value| set_number(py, payload(this).map(|it| &it.$field), value)),
        }
    };
}
/// What all three have.
pub(crate) struct Unicode;

impl Unicode {
    pub(crate) const FIELDS: &'static [GetSetDef] = &[
        field!("encoding", "The name of the encoding.", this => payload(this), encoding),
        field!("object", "What could not be converted.", this => payload(this), object),
        number!("start", "Where the error begins.", start),
        number!("end", "Where the error ends.", end),
        field!("reason", "What is wrong.", this => payload(this), reason),
    ];
}

fn payload(this: Borrowed<'_>) -> Option<&UnicodeError> {
    UnicodeError::of(this)
}

fn set_number(
    py: &mut Py,
    field: Option<&PyCell<Option<Value>>>,
    value: Option<Borrowed<'_>>,
) -> PyResult<()> {
    let Some(value) = value else {
        return Err(exc::type_error(py, format_args!("can't delete numeric/char attribute")));
    };
    if !value.is_int() {
        return Err(exc::type_error(py, format_args!("an integer is required")));
    }
    let number = py.to_isize(&value)?;
    let number = py.int(number as i64)?;
    field::write(py, field, Some(number.borrow()));
    Ok(())
}

pub(crate) struct Encode;

#[pymethods(UnicodeError)]
impl Encode {
    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        init(py, this, args, true, set_text)
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(parts) = Parts::of(py, this)? else { return py.str("") };
        let what = parts.character(py)?;
        parts.show(py, "'", "' codec can't encode character", &what)
    }
}

pub(crate) struct Translate;

#[pymethods(UnicodeError)]
impl Translate {
    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        init(py, this, args, false, set_text)
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(mut parts) = Parts::of(py, this)? else { return py.str("") };
        let what = parts.character(py)?;
        parts.encoding = py.str("")?;
        parts.show(py, "", "can't translate character", &what)
    }
}

pub(crate) struct Decode;

#[pymethods(UnicodeError)]
impl Decode {
    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        init(py, this, args, true, set_bytes)
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(parts) = Parts::of(py, this)? else { return py.str("") };
        let what = parts.byte(py)?;
        parts.show(py, "'", "' codec can't decode byte", &what)
    }
}

type SetObject = fn(&mut Py, &UnicodeError, Borrowed<'_>, usize) -> PyResult<()>;

/// Sets all fields; the first is the encoding, if there is one.
fn init(
    py: &mut Py,
    this: Borrowed<'_>,
    args: Args<'_>,
    encoding: bool,
    set_object: SetObject,
) -> PyResult<()> {
    base::no_keywords(py, this, args)?;
    base::init_args(py, this, args)?;
    let Some(payload) = payload(this) else { return Ok(()) };
    let first = usize::from(encoding);
    let all: Vec<Borrowed<'_>> = args.iter().collect();
    let (Some([object, start, end, reason]), true) = (all.get(first..), all.len() == first + 4) else {
        return Err(exc::type_error(
            py,
            format_args!("function takes exactly {} arguments ({} given)", first + 4, args.len()),
        ));
    };
    if let Some(encoding) = all.first().filter(|_| encoding) {
        expect_text(py, *encoding, 1)?;
        field::set(py, &payload.encoding, Some(encoding.to_value()));
    }
    set_object(py, payload, *object, first + 1)?;
    for (field, number) in [(&payload.start, start), (&payload.end, end)] {
        let number = py.to_isize(number)?;
        let number = py.int(number as i64)?;
        field::set(py, field, Some(number));
    }
    expect_text(py, *reason, first + 4)?;
    field::set(py, &payload.reason, Some(reason.to_value()));
    Ok(())
}

fn expect_text(py: &Py, value: Borrowed<'_>, number: usize) -> PyResult<()> {
    if value.is_str() {
        return Ok(());
    }
    let given = value.type_().name();
    Err(exc::type_error(py, format_args!("argument {number} must be str, not {given}")))
}

fn set_text(py: &mut Py, payload: &UnicodeError, object: Borrowed<'_>, number: usize) -> PyResult<()> {
    expect_text(py, object, number)?;
    field::set(py, &payload.object, Some(object.to_value()));
    Ok(())
}

fn set_bytes(py: &mut Py, payload: &UnicodeError, object: Borrowed<'_>, _: usize) -> PyResult<()> {
    let bytes = if object.get::<Bytes>().is_some() {
        object.to_value()
    } else {
        let buffer = py.get_buffer(&object, BufferRequest::SIMPLE)?;
        let copy = buffer.to_vec();
        py.release_buffer(buffer);
        py.heap().bytes(&copy)?
    };
    field::set(py, &payload.object, Some(bytes));
    Ok(())
}

/// The fields, for the message.
struct Parts {
    encoding: Value,
    object: Value,
    start: i64,
    end: i64,
    reason: Value,
}

impl Parts {
    /// `None`: the exception has not been set up.
    fn of(py: &mut Py, this: Borrowed<'_>) -> PyResult<Option<Self>> {
        let Some(payload) = payload(this) else { return Ok(None) };
        if payload.object.get(py).is_none() {
            return Ok(None);
        }
        let [encoding, reason] = [&payload.encoding, &payload.reason].map(|field| field.get(py).clone());
        let text = |py: &mut Py, value: Option<Value>| match value {
            Some(value) => py.to_str(&value),
            None => py.str("<NULL>"),
        };
        let reason = text(py, reason)?;
        let encoding = text(py, encoding)?;
        // These were Python code, which may have changed the rest.
        let [object, start, end] =
            [&payload.object, &payload.start, &payload.end].map(|field| field.get(py).clone());
        let Some(object) = object else {
            return Err(exc::type_error(py, format_args!("UnicodeError 'object' attribute is not set")));
        };
        let number = |value: Option<Value>| value.and_then(|value| value.as_i64()).unwrap_or(0);
        Ok(Some(Self { encoding, object, start: number(start), end: number(end), reason }))
    }

    /// Where the only character or byte is that is wrong.
    fn single(&self, len: usize) -> Option<usize> {
        let start = usize::try_from(self.start).ok()?;
        (start < len && self.end == self.start + 1).then_some(start)
    }

    fn character(&self, py: &Py) -> PyResult<Option<String>> {
        let Some(text) = self.object.get::<Str>() else { return Err(wrong_object(py, "a string")) };
        let point = self.single(text.len()).and_then(|at| text.code_point(at));
        Ok(point.map(|point| match point {
            0..0x100 => format!("'\\x{point:02x}'"),
            0x100..0x10000 => format!("'\\u{point:04x}'"),
            _ => format!("'\\U{point:08x}'"),
        }))
    }

    fn byte(&self, py: &Py) -> PyResult<Option<String>> {
        let Some(bytes) = self.object.get::<Bytes>() else { return Err(wrong_object(py, "a bytes")) };
        let data = bytes.data();
        Ok(self.single(data.len()).and_then(|at| data.get(at)).map(|byte| format!("0x{byte:02x}")))
    }

    /// The message: `what` is what is wrong in a single place.
    fn show(&self, py: &Py, quote: &str, action: &str, what: &Option<String>) -> PyResult<Value> {
        let place = match what {
            Some(what) => format!("{action} {what} in position {}: ", self.start),
            None => format!("{action}s in position {}-{}: ", self.start, self.end.wrapping_sub(1)),
        };
        join(
            py,
            &[Piece::Text(quote), Piece::Of(&self.encoding), Piece::Text(&place), Piece::Of(&self.reason)],
        )
    }
}

#[cold]
fn wrong_object(py: &Py, expected: &str) -> Raised {
    exc::type_error(py, format_args!("UnicodeError 'object' attribute must be {expected}"))
}
