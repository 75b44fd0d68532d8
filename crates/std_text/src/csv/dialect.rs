//! `_csv.Dialect`: how a table is written.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::registered;

/// The payload. `None` stands for a character that nothing is.
#[pyclass(name = "_csv.Dialect")]
#[derive(Clone)]
pub(super) struct Dialect {
    pub(super) delimiter: u32,
    pub(super) quote: Option<u32>,
    pub(super) escape: Option<u32>,
    /// What ends a line, a `str`.
    pub(super) line_end: Value,
    pub(super) quoting: Quoting,
    /// A quote within quotes is written twice.
    pub(super) double_quote: bool,
    /// Spaces behind a delimiter do not count.
    pub(super) skip_space: bool,
    /// What is not well-formed is an error.
    pub(super) strict: bool,
}

/// Which values are written in quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    /// Those that have to be.
    Minimal,
    All,
    NonNumeric,
    None,
    /// Texts.
    Strings,
    /// All but None.
    NotNull,
}

const NAMES: [&str; 9] = [
    "dialect",
    "delimiter",
    "doublequote",
    "escapechar",
    "lineterminator",
    "quotechar",
    "quoting",
    "skipinitialspace",
    "strict",
];

/// The dialect that a function was called with: one by position, and what differs from it by name.
pub(super) fn of_call(py: &mut Py, dialect: Option<Borrowed<'_>>, args: Args<'_>) -> PyResult<Value> {
    let mut given = [const { None }; 9];
    given[0] = dialect;
    by_name(py, &mut given, args)?;
    make(py, &DIALECT, given)
}

fn by_name<'a>(py: &Py, given: &mut [Option<Borrowed<'a>>; 9], args: Args<'a>) -> PyResult<()> {
    for (name, value) in args.keywords() {
        let index = NAMES.iter().position(|known| name.get::<Str>().is_some_and(|it| it.is(known)));
        let Some(place) = index.and_then(|index| given.get_mut(index)) else {
            return Err(exc::type_error(
                py,
                format_args!("this function got an unexpected keyword argument '{name}'"),
            ));
        };
        if place.replace(value).is_some() {
            let number = index.unwrap_or(0) + 1;
            return Err(exc::type_error(
                py,
                format_args!("argument for function given by name ('{name}') and position ({number})"),
            ));
        }
    }
    Ok(())
}

fn make(py: &mut Py, class: &Type, given: [Option<Borrowed<'_>>; 9]) -> PyResult<Value> {
    let [dialect, attributes @ ..] = given;
    let dialect = match dialect.filter(|dialect| !is_none(dialect)) {
        Some(name) if name.get::<Str>().is_some() => Some(registered(py, &name)?),
        dialect => dialect.map(Borrowed::to_value),
    };
    if let Some(dialect) = &dialect
        && class.is(&DIALECT)
        && dialect.exact::<Dialect>().is_some()
        && attributes.iter().all(Option::is_none)
    {
        return Ok(dialect.clone());
    }
    let mut values: [Option<Value>; 8] = [const { None }; 8];
    for ((value, given), name) in values.iter_mut().zip(attributes).zip(&NAMES[1..]) {
        *value = match (given, &dialect) {
            (Some(given), _) => Some(given.to_value()),
            (None, Some(dialect)) => attribute(py, dialect, name)?,
            (None, None) => None,
        };
    }
    let dialect = read(py, values)?;
    py.heap().object_of(class, dialect)
}

/// An attribute of what is taken for a dialect; any error means that it has none.
fn attribute(py: &mut Py, dialect: &Value, name: &str) -> PyResult<Option<Value>> {
    let name = py.heap().intern(name)?;
    match py.get_attribute(dialect, &name) {
        Ok(value) => Ok(Some(value)),
        Err(raised) => {
            py.discard(raised);
            Ok(None)
        }
    }
}

/// Checks the attributes of a dialect.
fn read(py: &mut Py, values: [Option<Value>; 8]) -> PyResult<Dialect> {
    let [delimiter, double_quote, escape, line_end, quote, quoting, skip_space, strict] = values;
    let delimiter = match &delimiter {
        None => u32::from(b','),
        Some(value) => match character(py, "delimiter", value, "")? {
            Some(delimiter) => delimiter,
            None => {
                return Err(exc::type_error(
                    py,
                    format_args!("\"delimiter\" must be a unicode character, not NoneType"),
                ));
            }
        },
    };
    let double_quote = truth(py, double_quote.as_ref(), true)?;
    let escape = match &escape {
        None => None,
        Some(value) => character(py, "escapechar", value, " or None")?,
    };
    let line_end = match line_end {
        None => py.str("\r\n")?,
        Some(value) if value.get::<Str>().is_some() => value,
        Some(value) => {
            let class = value.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("\"lineterminator\" must be a string, not {class}"),
            ));
        }
    };
    let no_quote = quote.as_ref().is_some_and(|quote| is_none(quote));
    let quote = match &quote {
        None => Some(u32::from(b'"')),
        Some(value) => character(py, "quotechar", value, " or None")?,
    };
    let quoting = match &quoting {
        None if no_quote => Quoting::None,
        None => Quoting::Minimal,
        Some(value) => read_quoting(py, value)?,
    };
    let skip_space = truth(py, skip_space.as_ref(), false)?;
    let strict = truth(py, strict.as_ref(), false)?;
    if quoting != Quoting::None && quote.is_none() {
        return Err(exc::type_error(py, format_args!("quotechar must be set if quoting enabled")));
    }
    check_characters(py, delimiter, escape, quote, &line_end, skip_space)?;
    Ok(Dialect { delimiter, quote, escape, line_end, quoting, double_quote, skip_space, strict })
}

fn truth(py: &mut Py, value: Option<&Value>, default: bool) -> PyResult<bool> {
    value.map_or(Ok(default), |value| py.is_true(value))
}

fn character(py: &Py, name: &str, value: &Value, or: &str) -> PyResult<Option<u32>> {
    if is_none(value) {
        return Ok(None);
    }
    let Some(text) = value.get::<Str>() else {
        let class = value.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("\"{name}\" must be a unicode character{or}, not {class}"),
        ));
    };
    match (text.len(), text.code_point(0)) {
        (1, point) => Ok(point),
        (length, _) => Err(exc::type_error(
            py,
            format_args!("\"{name}\" must be a unicode character{or}, not a string of length {length}"),
        )),
    }
}

fn read_quoting(py: &mut Py, value: &Value) -> PyResult<Quoting> {
    if !value.is_exact_int() {
        let class = value.type_().name();
        return Err(exc::type_error(py, format_args!("\"quoting\" must be an integer, not {class}")));
    }
    let number = value.as_i64().and_then(|number| i32::try_from(number).ok());
    match number {
        Some(0) => Ok(Quoting::Minimal),
        Some(1) => Ok(Quoting::All),
        Some(2) => Ok(Quoting::NonNumeric),
        Some(3) => Ok(Quoting::None),
        Some(4) => Ok(Quoting::Strings),
        Some(5) => Ok(Quoting::NotNull),
        Some(_) => Err(exc::type_error(py, format_args!("bad \"quoting\" value"))),
        None => Err(exc::overflow_error(py, format_args!("Python int too large to convert to C int"))),
    }
}

/// No two characters may be the same, and none an end of a line, nor a space where those are skipped.
fn check_characters(
    py: &Py,
    delimiter: u32,
    escape: Option<u32>,
    quote: Option<u32>,
    line_end: &Value,
    skip_space: bool,
) -> PyResult<()> {
    let bad = |what: std::fmt::Arguments<'_>| Err(exc::value_error(py, format_args!("bad {what} value")));
    let all = [("delimiter", Some(delimiter)), ("escapechar", escape), ("quotechar", quote)];
    for (name, c) in all {
        let is_bad = match c {
            Some(0x0a | 0x0d) => true,
            Some(0x20) => skip_space && name != "delimiter",
            _ => false,
        };
        if is_bad {
            return bad(format_args!("{name}"));
        }
    }
    for (first, second) in [(0, 1), (0, 2), (1, 2)] {
        let ((first, a), (second, b)) = (all[first], all[second]);
        if a.is_some() && a == b {
            return bad(format_args!("{first} or {second}"));
        }
    }
    for (name, c) in all {
        let ends =
            c.is_some_and(|c| line_end.get::<Str>().is_some_and(|it| it.code_points().any(|it| it == c)));
        if ends {
            return bad(format_args!("{name} or lineterminator"));
        }
    }
    Ok(())
}

#[pymethods]
impl Dialect {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if args.len() > NAMES.len() {
            return Err(exc::type_error(
                py,
                format_args!("function takes at most 9 arguments ({} given)", args.len()),
            ));
        }
        let mut given = std::array::from_fn(|index| args.get(index));
        by_name(py, &mut given, args)?;
        make(py, class, given)
    }

    /// Dialects cannot be pickled.
    #[pymethod("($self, /, *args)", hidden)]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let _ = args;
        not_pickled(py, this)
    }

    /// Dialects cannot be pickled.
    #[pymethod("($self, /, *args)", hidden)]
    fn __reduce_ex__(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let _ = args;
        not_pickled(py, this)
    }

    #[pymember]
    fn skipinitialspace(&self) -> bool {
        self.skip_space
    }

    #[pymember]
    fn doublequote(&self) -> bool {
        self.double_quote
    }

    #[pymember]
    fn strict(&self) -> bool {
        self.strict
    }

    #[pygetter]
    fn delimiter(&self, py: &mut Py) -> PyResult<Value> {
        py.heap().character(self.delimiter)
    }

    #[pygetter]
    fn escapechar(&self, py: &mut Py) -> PyResult<Value> {
        optional(py, self.escape)
    }

    #[pygetter]
    fn lineterminator(&self) -> Value {
        self.line_end.clone()
    }

    #[pygetter]
    fn quotechar(&self, py: &mut Py) -> PyResult<Value> {
        optional(py, self.quote)
    }

    #[pygetter]
    fn quoting(&self) -> i64 {
        self.quoting as i64
    }
}

fn optional(py: &Py, c: Option<u32>) -> PyResult<Value> {
    c.map_or_else(|| Ok(none()), |c| py.heap().character(c))
}

fn not_pickled(py: &Py, this: Borrowed<'_>) -> PyResult<Value> {
    let class = this.type_().short_name();
    Err(exc::type_error(py, format_args!("cannot pickle '{class}' instances")))
}

/// The payload of a dialect.
pub(super) fn payload<'a>(py: &Py, dialect: &'a Value) -> PyResult<&'a Dialect> {
    match dialect.get::<Dialect>() {
        Some(dialect) => Ok(dialect),
        None => Err(exc::system_error(py, format_args!("a {} is no dialect", dialect.type_().name()))),
    }
}
