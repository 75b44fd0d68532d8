//! `str(object, encoding, errors)`.

use std::borrow::Cow;

use taipan_object::native::{
    Argument, Bound, Parameter, ParameterKind, Place, Signature, bad_argument, bind,
};
use taipan_object::type_::Function;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::{STR, Str};
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

pub(super) const DOC: &str = "\
str(object='') -> str
str(bytes_or_buffer[, encoding[, errors]]) -> str

The text of an object: what its __str__ method gives, or repr() if it has none. With an encoding or the name of an
error handler, the object is bytes, or lends its memory as they do, and is decoded. The encoding is UTF-8 and errors are
raised unless they are given.";

pub(super) const SLOTS: &[Function] = &[Function::New(new)];

static SIGNATURE: Signature =
    Signature::new(None, &[optional("object"), optional("encoding"), optional("errors")], false, false);

const fn optional(name: &'static str) -> Parameter {
    Parameter { name, kind: ParameterKind::Positional, required: false }
}

fn new(py: &mut Py, class: &Type, args: Args<'_>) -> PyResult<Value> {
    if args.has_keywords() || args.len() > 3 {
        // Arguments by position only are counted by `type.__call__`, which knows another error.
        if !args.has_keywords() && class.is(&STR) {
            return Err(exc::type_error(
                py,
                format_args!("str expected at most 3 arguments, got {}", args.len()),
            ));
        }
        return bind::bind_new(py, "str", &SIGNATURE, class, args, |py, class, bound: &Bound<'_>| {
            make(py, class, [bound.get(0), bound.get(1), bound.get(2)], new_name)
        });
    }
    if let Some(object) = args.get(0)
        && args.len() == 1
        && class.is(&STR)
    {
        return text_of(py, object);
    }
    make(
        py,
        class,
        [args.get(0), args.get(1), args.get(2)],
        if class.is(&STR) { called_name } else { new_name },
    )
}

/// Reads an argument that is the name of a codec.
type ReadName = for<'a> fn(&mut Py, Borrowed<'a>, &'static str) -> PyResult<Cow<'a, str>>;

fn new_name<'a>(py: &mut Py, value: Borrowed<'a>, argument: &'static str) -> PyResult<Cow<'a, str>> {
    codec_name(py, value, "str", argument)
}

/// The same for a call of `str` itself without keywords, which speaks of None as of any other object.
fn called_name<'a>(py: &mut Py, value: Borrowed<'a>, argument: &'static str) -> PyResult<Cow<'a, str>> {
    if is_none(&value) {
        return Err(exc::type_error(
            py,
            format_args!("str() argument '{argument}' must be str, not NoneType"),
        ));
    }
    new_name(py, value, argument)
}

/// `str(object)`
fn text_of(py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
    if object.as_small_int().is_some() {
        return crate::numbers::decimal(py, object);
    }
    py.to_str(&object)
}

fn make(py: &mut Py, class: &Type, args: [Option<Borrowed<'_>>; 3], read_name: ReadName) -> PyResult<Value> {
    let [object, encoding, errors] = args;
    let encoding = encoding.map(|it| read_name(py, it, "encoding")).transpose()?;
    let errors = errors.map(|it| read_name(py, it, "errors")).transpose()?;
    let text = match object {
        None => py.str("")?,
        Some(object) if encoding.is_none() && errors.is_none() => text_of(py, object)?,
        Some(object) => py.decode_object(&object, encoding.as_deref(), errors.as_deref())?,
    };
    match text.get::<Str>() {
        Some(units) if !class.is(&STR) => py.heap().str_object(class, units.units()),
        _ => Ok(text),
    }
}

/// The name of an encoding or error handler, as an argument.
pub(crate) fn codec_name<'a>(
    py: &mut Py,
    value: Borrowed<'a>,
    function: &'static str,
    argument: &'static str,
) -> PyResult<Cow<'a, str>> {
    let Some(text) = value.get::<Str>() else {
        let place = Place { function, argument: Argument::Named(argument) };
        return Err(bad_argument(py, &place, "str", value));
    };
    let name = match text.as_ascii() {
        Some(name) => Cow::Borrowed(name),
        None => {
            // A lone surrogate is an error, as wherever text goes to C.
            drop(py.encode(&value, None, None)?);
            Cow::Owned(text.to_utf8().into_owned())
        }
    };
    if name.contains('\0') {
        return Err(exc::value_error(py, format_args!("embedded null character")));
    }
    Ok(name)
}
