//! `__format__`.

use taipan_decimal::{OutOfMemory, Spec, Status};
use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::dict::Dict;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

use super::{Number, payload};
use crate::decimal::context::no_room;
use crate::decimal::{current, import_from};

pub(super) struct Formatting;

#[pymethods(Number)]
impl Formatting {
    /// The number by a format specification. A dict may say what decimal_point, thousands_sep and grouping are.
    #[pymethod("($self, format_spec, override=None, /)", hidden)]
    fn __format__(
        this: &Number,
        py: &mut Py,
        format_spec: Borrowed<'_>,
        r#override: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        if format_spec.get::<Str>().is_none() {
            return Err(exc::type_error(py, format_args!("format arg must be str")));
        }
        // A lone surrogate cannot be written.
        drop(py.encode(&format_spec, Some("utf-8"), None)?);
        let text = format_spec.get::<Str>().map(|text| text.to_utf8().into_owned()).unwrap_or_default();
        let context = current::get(py)?;
        let own = payload(py, &context)?;
        let Ok(mut spec) = Spec::parse(&text, own.capitals()) else {
            return in_python(py, this.value.to_scientific(true), &context, &format_spec);
        };
        if text.ends_with('N') {
            py.warn(
                &exc::DEPRECATION_WARNING,
                format_args!("Format specifier 'N' is deprecated and slated for removal in Python 3.18"),
            )?;
        }
        if spec.is_local {
            localise(py, &mut spec)?;
        }
        if let Some(symbols) = r#override {
            let Some(symbols) = symbols.get::<Dict>() else {
                return Err(exc::type_error(py, format_args!("optional argument must be a dict")));
            };
            override_with(py, &mut spec, symbols)?;
        }
        let mut status = Status::NONE;
        let shown = no_room(py, own.limits().format(&this.value, &spec, &mut status))?;
        match shown {
            Some(text) => py.str(&text),
            None => Err(exc::value_error(
                py,
                format_args!("format specification exceeds internal limits of _decimal"),
            )),
        }
    }
}

/// Lets the module in Python read a specification that is none here: it knows some more.
#[cold]
fn in_python(
    py: &mut Py,
    text: Result<String, OutOfMemory>,
    context: &Value,
    format_spec: &Value,
) -> PyResult<Value> {
    let text = no_room(py, text)?;
    let class = import_from(py, "_pydecimal", "Decimal")?;
    let text = py.str(&text)?;
    let number = py.call(&class, &[&text])?;
    let name = py.heap().intern("__format__")?;
    py.call_method(&number, &name, &[format_spec, context]).map_err(|raised| {
        py.discard(raised);
        invalid_format(py)
    })
}

#[cold]
fn invalid_format(py: &Py) -> Raised {
    exc::value_error(py, format_args!("invalid format string"))
}

/// Takes the separators of the locale, which `locale` knows.
fn localise(py: &mut Py, spec: &mut Spec) -> PyResult<()> {
    let conventions = import_from(py, "locale", "localeconv")?;
    let conventions = py.call(&conventions, &[])?;
    let Some(conventions) = conventions.get::<Dict>() else { return Ok(()) };
    spec.point = Some(symbol(py, conventions, "decimal_point")?.unwrap_or_else(|| ".".into()));
    spec.separator = symbol(py, conventions, "thousands_sep")?.unwrap_or_default();
    let key = py.heap().intern("grouping")?;
    spec.grouping.clear();
    if let Some(sizes) = conventions.get(py, &key)? {
        for size in py.collect(&sizes)? {
            match size.as_i64().and_then(|size| u8::try_from(size).ok()) {
                // C ends the sizes with a zero, after which the last one is repeated.
                None | Some(0) => break,
                Some(size) => spec.grouping.push(size),
            }
        }
    }
    Ok(())
}

/// A symbol of a dict, as text.
fn symbol(py: &mut Py, symbols: &Dict, name: &str) -> PyResult<Option<String>> {
    let key = py.heap().intern(name)?;
    let Some(value) = symbols.get(py, &key)? else { return Ok(None) };
    drop(match value.get::<Str>() {
        Some(_) => py.encode(&value, Some("utf-8"), None)?,
        None => return Err(exc::type_error(py, format_args!("bad argument type for built-in operation"))),
    });
    Ok(value.get::<Str>().map(|text| text.to_utf8().into_owned()))
}

fn override_with(py: &mut Py, spec: &mut Spec, symbols: &Dict) -> PyResult<()> {
    if let Some(point) = symbol(py, symbols, "decimal_point")? {
        spec.point = Some(point);
    }
    if let Some(separator) = symbol(py, symbols, "thousands_sep")? {
        spec.separator = separator;
    }
    if let Some(grouping) = symbol(py, symbols, "grouping")? {
        // C ends the sizes with a zero.
        spec.grouping = grouping.bytes().take_while(|size| *size != 0).collect();
    }
    let point = spec.point.get_or_insert_default();
    if point.is_empty() || point.len() > 4 || spec.separator.len() > 4 || !spec.grouping.is_ascii() {
        return Err(exc::value_error(py, format_args!("invalid override dict")));
    }
    Ok(())
}
