//! `_string`: how `string.Formatter` takes templates apart.

use taipan_format::template::{Accessor, FieldName, First, Template, TemplateError};
use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::{boolean, none};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value};
use taipan_strings::Units;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("string helper module"),
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[
        Definition { flags: Flags::NO_INSTANCES, slots: &[Pieces::SLOTS], ..Definition::of(&PIECES) },
        Definition { flags: Flags::NO_INSTANCES, slots: &[Steps::SLOTS], ..Definition::of(&STEPS) },
    ]],
    ..ModuleDef::of("_string")
};

/// Evaluates an expression with the code units of a text, whatever their width.
macro_rules! with_units {
    ($text:expr, |$units:ident| $result:expr) => {
        match $text.units() {
            Units::Ascii($units) | Units::Latin1($units) => $result,
            Units::Ucs2($units) => $result,
            Units::Ucs4($units) => $result,
        }
    };
}

struct Functions;

#[pymodule("_string")]
impl Functions {
    /// An iterator over the pieces of a template: literal text, and name, specification and conversion of the field after
    /// it.
    #[pyfunction("(object, /)", text = "($self, object, /)")]
    fn formatter_parser(py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        expect_str(py, object)?;
        py.heap().object(Pieces { template: object.to_value(), next: PyCell::new(0) })
    }

    /// The first part of a field's name, a number or name, and an iterator over the others: whether each is an attribute,
    /// and its name or number.
    #[pyfunction("(object, /)", text = "($self, object, /)")]
    fn formatter_field_name_split(py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let text = expect_str(py, object)?;
        let split = with_units!(text, |units| {
            FieldName::split(units, 0..units.len()).map(|name| (name.first, name.first_range))
        });
        let (first, range) = split.map_err(|error| failure(py, error))?;
        let next = range.end;
        let first = match first {
            First::Index(index) => py.int_from_usize(index)?,
            First::Next | First::Key => py.heap().str_slice(text, range)?,
        };
        let steps = py.heap().object(Steps { name: object.to_value(), next: PyCell::new(next) })?;
        py.tuple([first, steps])
    }
}

fn expect_str<'a>(py: &Py, object: Borrowed<'a>) -> PyResult<&'a Str> {
    match object.get::<Str>() {
        Some(text) => Ok(text),
        None => Err(exc::type_error(py, format_args!("expected str, got {}", object.type_().name()))),
    }
}

#[cold]
fn failure(py: &Py, error: TemplateError) -> Raised {
    exc::value_error(py, format_args!("{error}"))
}

/// What `formatter_parser` gives.
#[pyclass(name = "formatteriterator")]
struct Pieces {
    template: Value,
    next: PyCell<usize>,
}

#[pymethods]
impl Pieces {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(text) = self.template.get::<Str>() else { return Ok(None) };
        let start = *self.next.get(py);
        let piece = with_units!(text, |units| {
            let mut template = Template::part(units, start..units.len());
            let piece = template.next();
            piece.map(|piece| piece.map(|piece| (piece, template.position())))
        });
        let Some(piece) = piece else { return Ok(None) };
        let (piece, next) = match piece {
            Ok(piece) => piece,
            Err(error) => {
                self.next.replace(py, text.len());
                return Err(failure(py, error));
            }
        };
        self.next.replace(py, next);
        let heap = py.heap();
        let literal = heap.str_slice(text, piece.literal)?;
        let parts = match piece.field {
            None => [literal, none(), none(), none()],
            Some(field) => {
                let conversion = match field.conversion {
                    Some(conversion) => heap.character(conversion)?,
                    None => none(),
                };
                [literal, heap.str_slice(text, field.name)?, heap.str_slice(text, field.spec)?, conversion]
            }
        };
        py.tuple(parts).map(Some)
    }
}

/// What `formatter_field_name_split` gives for the steps after the first.
#[pyclass(name = "fieldnameiterator")]
struct Steps {
    name: Value,
    next: PyCell<usize>,
}

#[pymethods]
impl Steps {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(text) = self.name.get::<Str>() else { return Ok(None) };
        let start = *self.next.get(py);
        let step = with_units!(text, |units| {
            let mut accessors = taipan_format::template::Accessors::part(units, start..units.len());
            let step = accessors.next();
            step.map(|step| step.map(|step| (step, accessors.position())))
        });
        let (step, next) = match step {
            None => return Ok(None),
            Some(Ok(step)) => step,
            Some(Err(error)) => {
                self.next.replace(py, text.len());
                return Err(failure(py, error));
            }
        };
        self.next.replace(py, next);
        let (is_attribute, part) = match step {
            Accessor::Attribute(name) => (true, py.heap().str_slice(text, name)?),
            Accessor::Key(name) => (false, py.heap().str_slice(text, name)?),
            Accessor::Index(index) => (false, py.int_from_usize(index)?),
        };
        py.tuple([boolean(is_attribute), part]).map(Some)
    }
}
