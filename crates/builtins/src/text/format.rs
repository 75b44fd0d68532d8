//! `str.format`, `str.format_map`, `str.__format__`.

use std::ops::Range;

use taipan_format::template::{
    Accessor, Conversion, DEPTH, Field, FieldName, First, Numbering, Template, TemplateError,
};
use taipan_macros::pymethods;
use taipan_object::native::Keywords;
use taipan_object::types::str_::{STR, Str, StrBuilder};
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Value, exception as exc};

use taipan_strings::Units;
use taipan_text::CodeUnits;

use super::spec;

/// Formatting.
pub(crate) struct Format;

#[pymethods(Str)]
impl Format {
    /// The text with each {field} replaced by the argument that it names or numbers.
    #[pymethod("($self, /, *args, **kwargs)")]
    fn format(this: &Str, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        render(py, this, Arguments::Call(args, kwargs))
    }

    /// The text with each {field} replaced by what the mapping has for it.
    #[pymethod("($self, mapping, /)")]
    fn format_map(this: &Str, py: &mut Py, mapping: &Value) -> PyResult<Value> {
        render(py, this, Arguments::Mapping(mapping.borrow()))
    }

    /// The text in a field as a format specification describes it.
    #[pymethod("($self, format_spec, /)")]
    fn __format__(this: &Str, py: &mut Py, format_spec: &Str) -> PyResult<Value> {
        let value = this.as_value();
        if format_spec.is_empty() {
            return py.to_str(&value);
        }
        let mut out = StrBuilder::new();
        if spec::format_text(py, &value, format_spec, &mut out)? {
            return Ok(value.to_value());
        }
        out.finish(py)
    }
}

/// What the fields of a template are looked up in.
#[derive(Clone, Copy)]
enum Arguments<'a> {
    Call(Args<'a>, Keywords<'a>),
    Mapping(Borrowed<'a>),
}

impl Arguments<'_> {
    fn positional(&self, py: &Py, index: usize) -> PyResult<Value> {
        match self {
            Self::Mapping(_) => Err(template_error(py, TemplateError::Positional)),
            Self::Call(args, _) => match args.get(index) {
                Some(value) => Ok(value.to_value()),
                None => Err(template_error(py, TemplateError::IndexOutOfRange(index))),
            },
        }
    }

    fn named(&self, py: &mut Py, name: &Value) -> PyResult<Value> {
        match self {
            Self::Mapping(mapping) => py.get_item(mapping, name),
            Self::Call(_, keywords) => {
                let Some(text) = name.get::<Str>() else { return Err(exc::key_error(py, name)) };
                let same = |key: &Value| key.get::<Str>().is_some_and(|key| key.equals(text));
                let found = keywords.iter().find(|(key, _)| same(key));
                match found {
                    Some((_, value)) => Ok(value.to_value()),
                    None => Err(exc::key_error(py, name)),
                }
            }
        }
    }
}

fn render(py: &mut Py, template: &Str, arguments: Arguments<'_>) -> PyResult<Value> {
    match template.units() {
        Units::Ascii(units) | Units::Latin1(units) => render_units(py, template, units, arguments),
        Units::Ucs2(units) => render_units(py, template, units, arguments),
        Units::Ucs4(units) => render_units(py, template, units, arguments),
    }
}

fn render_units<U: CodeUnits + ?Sized>(
    py: &mut Py,
    text: &Str,
    units: &U,
    arguments: Arguments<'_>,
) -> PyResult<Value> {
    let mut out = StrBuilder::new();
    let mut renderer = Renderer { text, units, arguments, numbering: Numbering::default() };
    match renderer.part(py, 0..text.len(), DEPTH, &mut out)? {
        Some(whole) => Ok(whole),
        None => out.finish(py),
    }
}

struct Renderer<'a, U: ?Sized> {
    text: &'a Str,
    /// The units of the text.
    units: &'a U,
    arguments: Arguments<'a>,
    numbering: Numbering,
}

impl<U: CodeUnits + ?Sized> Renderer<'_, U> {
    /// Writes a part of the text as a template. `depth` is how often specifications may be templates themselves. A text that stands
    /// alone, as it is, is not written but the result.
    fn part(
        &mut self,
        py: &mut Py,
        range: Range<usize>,
        depth: usize,
        out: &mut StrBuilder,
    ) -> PyResult<Option<Value>> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(template_error(py, TemplateError::TooDeep));
        };
        let mut pieces = Template::part(self.units, range);
        while let Some(piece) = pieces.next() {
            let piece = piece.map_err(|error| template_error(py, error))?;
            if piece.literal == (0..self.text.len()) {
                return Ok(Some(self.text.as_value().to_value()));
            }
            out.extend(self.text.units().slice(piece.literal));
            if let Some(field) = piece.field {
                let is_alone = out.is_empty() && pieces.is_at_end();
                let shown = self.field(py, &field, depth, is_alone, out)?;
                if shown.is_some() {
                    return Ok(shown);
                }
            }
        }
        Ok(None)
    }

    fn field(
        &mut self,
        py: &mut Py,
        field: &Field,
        depth: usize,
        is_alone: bool,
        out: &mut StrBuilder,
    ) -> PyResult<Option<Value>> {
        let value = self.value(py, field)?;
        let value = match field.conversion.map(Conversion::from_code_point) {
            None => value,
            Some(Ok(Conversion::Str)) => py.to_str(&value)?,
            Some(Ok(Conversion::Repr)) => py.repr(&value)?,
            Some(Ok(Conversion::Ascii)) => py.ascii(&value)?,
            Some(Err(error)) => return Err(template_error(py, error)),
        };
        if field.spec.is_empty() {
            if value.type_().is(&STR) {
                return Ok(put(value, is_alone, out));
            }
            let empty = py.str("")?;
            return show(py, &value, &empty, is_alone, out);
        }
        let spec = if field.spec_has_fields {
            let mut spec = StrBuilder::new();
            match self.part(py, field.spec.clone(), depth, &mut spec)? {
                Some(whole) => whole,
                None => spec.finish(py)?,
            }
        } else {
            py.heap().str_slice(self.text, field.spec.clone())?
        };
        show(py, &value, &spec, is_alone, out)
    }

    /// What a field names.
    fn value(&mut self, py: &mut Py, field: &Field) -> PyResult<Value> {
        let name =
            FieldName::split(self.units, field.name.clone()).map_err(|error| template_error(py, error))?;
        let number = self.numbering.resolve(name.first).map_err(|error| template_error(py, error))?;
        let mut value = match (number, name.first) {
            (Some(number), First::Next | First::Index(_)) => self.arguments.positional(py, number)?,
            _ => {
                let key = py.heap().str_slice(self.text, name.first_range)?;
                self.arguments.named(py, &key)?
            }
        };
        for accessor in name.accessors {
            value = match accessor.map_err(|error| template_error(py, error))? {
                Accessor::Attribute(range) => {
                    let name = py.heap().str_slice(self.text, range)?;
                    py.get_attribute(&value, &name)?
                }
                Accessor::Index(index) => {
                    let index = py.int_from_usize(index)?;
                    py.get_item(&value, &index)?
                }
                Accessor::Key(range) => {
                    let key = py.heap().str_slice(self.text, range)?;
                    py.get_item(&value, &key)?
                }
            };
        }
        Ok(value)
    }
}

/// Writes a text; one that stands alone is the result instead.
fn put(text: Value, is_alone: bool, out: &mut StrBuilder) -> Option<Value> {
    if is_alone {
        return Some(text);
    }
    if let Some(text) = text.get::<Str>() {
        out.extend(text.units());
    }
    None
}

/// Writes a value under a specification. A text that stands alone, as it is, is the result.
fn show(
    py: &mut Py,
    value: &Value,
    spec: &Value,
    is_alone: bool,
    out: &mut StrBuilder,
) -> PyResult<Option<Value>> {
    if value.type_().is(&STR)
        && let Some(spec) = spec.get::<Str>().filter(|spec| !spec.is_empty())
    {
        let is_whole = spec::format_text(py, value, spec, out)? && is_alone;
        return Ok(is_whole.then(|| value.clone()));
    }
    let text = py.format(value, spec)?;
    Ok(put(text, is_alone, out))
}

#[cold]
fn template_error(py: &Py, error: TemplateError) -> Raised {
    match error {
        TemplateError::IndexOutOfRange(_) => exc::index_error(py, format_args!("{error}")),
        _ => exc::value_error(py, format_args!("{error}")),
    }
}
