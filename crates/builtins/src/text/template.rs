//! `string.templatelib.Template` and `Interpolation`: what t-strings evaluate to.

use taipan_macros::{pyclass, pymethods};
use taipan_object::native::{Argument, Place, bad_argument};
use taipan_object::type_::Definition;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

use super::template_iterator;

/// The payload of a template: strings, and the interpolations between them, one fewer.
#[pyclass(static = TEMPLATE, name = "string.templatelib.Template")]
pub(super) struct Template {
    /// A tuple.
    pub(super) strings: Value,
    /// A tuple.
    pub(super) interpolations: Value,
}

/// The payload of an interpolation.
#[pyclass(static = INTERPOLATION, name = "string.templatelib.Interpolation")]
pub(super) struct Interpolation {
    value: Value,
    expression: Value,
    /// `'s'`, `'r'`, `'a'` or None.
    conversion: Value,
    format_spec: Value,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("Template object"),
    slots: &[TemplateMethods::SLOTS],
    methods: &[TemplateMethods::METHODS],
    getset: &[TemplateMethods::GETSET],
    ..Definition::of(&TEMPLATE)
};

pub(super) const INTERPOLATION_DEFINITION: Definition = Definition {
    doc: Some("Interpolation object"),
    slots: &[InterpolationMethods::SLOTS],
    methods: &[InterpolationMethods::METHODS],
    getset: &[InterpolationMethods::GETSET],
    constants: &[("__match_args__", match_args)],
    ..Definition::of(&INTERPOLATION)
};

fn match_args(py: &mut Py) -> PyResult<Value> {
    let heap = py.heap();
    let names = ["value", "expression", "conversion", "format_spec"].map(|name| heap.intern(name));
    let names = names.into_iter().collect::<PyResult<Vec<_>>>()?;
    py.tuple(names)
}

/// A template of strings and interpolations, two tuples: what `BUILD_TEMPLATE` makes.
pub fn new_template(py: &Py, strings: Value, interpolations: Value) -> PyResult<Value> {
    py.heap().object(Template { strings, interpolations })
}

/// An interpolation of value, expression, conversion and specification: what `BUILD_INTERPOLATION` makes.
pub fn new_interpolation(py: &Py, parts: [Value; 4]) -> PyResult<Value> {
    let [value, expression, conversion, format_spec] = parts;
    py.heap().object(Interpolation { value, expression, conversion, format_spec })
}

/// Puts strings and interpolations together so that there is exactly one string, perhaps an empty one, before, between and
/// behind interpolations.
#[derive(Default)]
struct Assembly {
    strings: Vec<Value>,
    interpolations: Vec<Value>,
    /// The string since the last interpolation.
    pending: Option<Value>,
}

impl Assembly {
    fn string(&mut self, py: &Py, text: &Value) -> PyResult<()> {
        self.pending = Some(match (self.pending.take(), text.get::<Str>()) {
            (Some(before), Some(text)) => py.str_append(before, text)?,
            (Some(before), None) => before,
            (None, _) => text.clone(),
        });
        Ok(())
    }

    fn end_string(&mut self, py: &Py) -> PyResult<()> {
        let text = match self.pending.take() {
            Some(text) => text,
            None => py.str("")?,
        };
        self.strings.try_reserve(1)?;
        self.strings.push(text);
        Ok(())
    }

    fn interpolation(&mut self, py: &Py, interpolation: &Value) -> PyResult<()> {
        self.end_string(py)?;
        self.interpolations.try_reserve(1)?;
        self.interpolations.push(interpolation.clone());
        Ok(())
    }

    fn template(&mut self, py: &Py, template: &Template) -> PyResult<()> {
        let mut interpolations = items(&template.interpolations).iter();
        for text in items(&template.strings) {
            self.string(py, text)?;
            if let Some(interpolation) = interpolations.next() {
                self.interpolation(py, interpolation)?;
            }
        }
        Ok(())
    }

    fn finish(mut self, py: &Py) -> PyResult<Value> {
        self.end_string(py)?;
        let strings = py.tuple(self.strings)?;
        let interpolations = py.tuple(self.interpolations)?;
        new_template(py, strings, interpolations)
    }
}

fn items(tuple: &Value) -> &[Value] {
    tuple.get::<Tuple>().map_or(&[], Tuple::items)
}

struct TemplateMethods;

#[pymethods(Template)]
impl TemplateMethods {
    #[pyslot]
    fn new(_: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if args.has_keywords() {
            return Err(exc::type_error(py, format_args!("Template.__new__ only accepts *args arguments")));
        }
        let mut assembly = Assembly::default();
        for argument in args.iter() {
            if argument.is_str() {
                assembly.string(py, &argument)?;
            } else if argument.exact::<Interpolation>().is_some() {
                assembly.interpolation(py, &argument)?;
            } else {
                return Err(exc::type_error(
                    py,
                    format_args!(
                        "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {}",
                        argument.type_().name()
                    ),
                ));
            }
        }
        assembly.finish(py)
    }

    #[pyslot]
    fn repr(this: &Template, py: &mut Py) -> PyResult<Value> {
        let strings = py.repr(&this.strings)?;
        let interpolations = py.repr(&this.interpolations)?;
        let heap = py.heap();
        let parts = [heap.str("Template(strings=")?, strings, heap.str(", interpolations=")?, interpolations];
        super::concatenate(py, &parts, ")")
    }

    #[pyslot]
    fn concat(this: &Template, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        let Some(other) = other.exact::<Template>() else {
            return Err(exc::type_error(
                py,
                format_args!(
                    "can only concatenate string.templatelib.Template (not \"{}\") to string.templatelib.Template",
                    other.type_().name()
                ),
            ));
        };
        let mut assembly = Assembly::default();
        assembly.template(py, this)?;
        assembly.template(py, other)?;
        assembly.finish(py)
    }

    #[pyslot]
    fn iter(this: &Template, py: &mut Py) -> PyResult<Value> {
        template_iterator::new(py, this)
    }

    /// Strings
    #[pymember]
    fn strings(this: &Template) -> Value {
        this.strings.clone()
    }

    /// Interpolations
    #[pymember]
    fn interpolations(this: &Template) -> Value {
        this.interpolations.clone()
    }

    /// Values of interpolations
    #[pygetter]
    fn values(this: &Template, py: &mut Py) -> PyResult<Value> {
        let interpolations = items(&this.interpolations).iter();
        let values = interpolations.filter_map(|it| Some(it.exact::<Interpolation>()?.value.clone()));
        py.tuple(values.collect::<Vec<_>>())
    }

    /// What pickle and copy make the template anew of.
    #[pymethod]
    fn __reduce__(this: &Template, py: &mut Py) -> PyResult<Value> {
        let name = py.heap().intern("string.templatelib")?;
        let unpickle = py.heap().intern("_template_unpickle")?;
        let Some(import) = py.interpreter().hooks().import else {
            return Err(exc::system_error(py, format_args!("there is no module 'string.templatelib'")));
        };
        let names = py.tuple([unpickle.clone()])?;
        let module = import(py, &name, &none(), &none(), &names, 0)?;
        let unpickle = py.get_attribute(&module, &unpickle)?;
        let args = py.tuple([this.strings.clone(), this.interpolations.clone()])?;
        py.tuple([unpickle, args])
    }

    /// Template supports [] for generic usage
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, arguments: Borrowed<'_>) -> PyResult<Value> {
        super::class_getitem(py, class, arguments)
    }
}

struct InterpolationMethods;

#[pymethods(Interpolation)]
impl InterpolationMethods {
    #[pyslot("(value, expression='', conversion=None, format_spec='')", name = "Interpolation")]
    fn new(
        _: &Type,
        py: &mut Py,
        value: &Value,
        expression: Option<&Str>,
        conversion: Borrowed<'_>,
        format_spec: Option<&Str>,
    ) -> PyResult<Value> {
        check_conversion(py, conversion)?;
        let empty = py.str("")?;
        let text = |text: Option<&Str>| text.map_or(empty.clone(), |text| text.as_value().to_value());
        let (expression, format_spec) = (text(expression), text(format_spec));
        new_interpolation(py, [value.clone(), expression, conversion.to_value(), format_spec])
    }

    #[pyslot]
    fn repr(this: &Interpolation, py: &mut Py) -> PyResult<Value> {
        let heap = py.heap();
        let mut parts = vec![heap.str("Interpolation(")?];
        for field in [&this.value, &this.expression, &this.conversion, &this.format_spec] {
            if parts.len() > 1 {
                parts.push(heap.str(", ")?);
            }
            parts.push(py.repr(field)?);
        }
        super::concatenate(py, &parts, ")")
    }

    /// Value
    #[pymember]
    fn value(this: &Interpolation) -> Value {
        this.value.clone()
    }

    /// Expression
    #[pymember]
    fn expression(this: &Interpolation) -> Value {
        this.expression.clone()
    }

    /// Conversion
    #[pymember]
    fn conversion(this: &Interpolation) -> Value {
        this.conversion.clone()
    }

    /// Format specifier
    #[pymember]
    fn format_spec(this: &Interpolation) -> Value {
        this.format_spec.clone()
    }

    /// __reduce__() -> (cls, state)
    #[pymethod]
    fn __reduce__(this: &Interpolation, py: &mut Py) -> PyResult<Value> {
        let fields = [&this.value, &this.expression, &this.conversion, &this.format_spec];
        let state = py.tuple(fields.map(Value::clone))?;
        py.tuple([INTERPOLATION.to_value(), state])
    }

    /// Interpolations are generic over the types of their values
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, arguments: Borrowed<'_>) -> PyResult<Value> {
        super::class_getitem(py, class, arguments)
    }
}

fn check_conversion(py: &Py, conversion: Borrowed<'_>) -> PyResult<()> {
    if is_none(&conversion) {
        return Ok(());
    }
    match conversion.get::<Str>() {
        Some(text) if text.is("s") || text.is("r") || text.is("a") => Ok(()),
        Some(_) => Err(exc::value_error(
            py,
            format_args!("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'"),
        )),
        None => {
            let place = Place { function: "Interpolation", argument: Argument::Named("conversion") };
            Err(bad_argument(py, &place, "str", conversion))
        }
    }
}
