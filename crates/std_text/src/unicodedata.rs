//! `unicodedata`: what Unicode says about characters, in its current version and in 3.2.

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};
use taipan_strings::Units;
use taipan_unicode as unicode;
use taipan_unicode::{Form, version_3_2 as old};

use crate::calls;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("What Unicode 16.0.0 says about characters."),
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[Definition {
        flags: Flags::NO_INSTANCES,
        methods: &[OldDatabase::METHODS],
        getset: &[OldDatabase::GETSET],
        ..Definition::of(&OLD_DATABASE)
    }]],
    constants: &[
        ("unidata_version", |py| py.str("16.0.0")),
        ("ucd_3_2_0", |py| py.heap().object(OldDatabase {})),
    ],
    exec: Some(exec),
    ..ModuleDef::of("unicodedata")
};

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    match module.get::<Module>() {
        Some(module) => module.set(py, "UCD", OLD_DATABASE.to_value()),
        None => Ok(()),
    }
}

/// The argument of a function that takes a single character, as errors speak of it.
fn character(py: &Py, function: &str, number: &str, value: Borrowed<'_>) -> PyResult<u32> {
    let Some(text) = value.get::<Str>() else {
        let class = value.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("{function}() argument{number} must be a unicode character, not {class}"),
        ));
    };
    match (text.len(), text.code_point(0)) {
        (1, Some(point)) => Ok(point),
        (length, _) => Err(exc::type_error(
            py,
            format_args!(
                "{function}(): argument{number} must be a unicode character, not a string of length {length}"
            ),
        )),
    }
}

/// What was found, the default, or `ValueError`.
fn found_or(py: &Py, found: Option<Value>, default: Option<Borrowed<'_>>, missing: &str) -> PyResult<Value> {
    match (found, default) {
        (Some(found), _) => Ok(found),
        (None, Some(default)) => Ok(default.to_value()),
        (None, None) => Err(exc::value_error(py, format_args!("{missing}"))),
    }
}

/// The character of a name. `proper`: no alias and no sequence.
fn lookup(py: &mut Py, name: &Value, proper: bool) -> PyResult<Value> {
    const LONGEST: usize = 256;
    let bytes = match name.get::<Str>() {
        Some(text) => text.to_wtf8().into_owned(),
        None => calls::lend(py, name, |_, bytes| Ok(bytes.to_vec()))?,
    };
    if bytes.len() > LONGEST {
        return Err(py.error(&exc::KEY_ERROR, format_args!("name too long")));
    }
    let text = String::from_utf8_lossy(&bytes);
    let is_proper = |c: &char| unicode::name(*c).is_some_and(|name| name.eq_ignore_ascii_case(&text));
    if let Some(c) = unicode::lookup(&text).filter(|c| !proper || is_proper(c)) {
        return py.heap().character(c.into());
    }
    if let Some(points) = unicode::sequence(&text).filter(|_| !proper) {
        return text_of(py, points);
    }
    // It is shown as a C string.
    let shown = text.split('\0').next().unwrap_or_default();
    let message = py.text(format_args!("undefined character name '{shown}'"))?;
    Err(exc::key_error(py, &message))
}

fn form(py: &Py, name: &Str) -> PyResult<Form> {
    name.as_ascii()
        .and_then(Form::of_name)
        .ok_or_else(|| exc::value_error(py, format_args!("invalid normalization form")))
}

/// Whether a text is in a form; `None`: only normalising it shows that.
fn is_normal(text: &Str, form: Form, old: bool) -> Option<bool> {
    match text.units() {
        Units::Ascii(_) => Some(true),
        Units::Latin1(_) if form.composed && !form.compatible => Some(true),
        _ if old => None,
        units => unicode::is_normal_quick(units.iter(), form),
    }
}

fn normalized(py: &mut Py, text: &Str, form: Form, old: bool) -> PyResult<Value> {
    let points = unicode::normalize(text.units().iter(), form, old)?;
    text_of(py, points)
}

fn text_of(py: &Py, points: Vec<u32>) -> PyResult<Value> {
    let mut buffer = taipan_strings::Buffer::new();
    for point in points {
        buffer.push(point)?;
    }
    py.heap().str_from_buffer(&buffer)
}

fn normalize(py: &mut Py, name: &Str, text: &Str, old: bool) -> PyResult<Value> {
    if text.is_empty() {
        return text.plain(py);
    }
    let form = form(py, name)?;
    if is_normal(text, form, old) == Some(true) {
        return text.plain(py);
    }
    normalized(py, text, form, old)
}

fn is_normalized(py: &mut Py, name: &Str, text: &Str, old: bool) -> PyResult<bool> {
    if text.is_empty() {
        return Ok(true);
    }
    let form = form(py, name)?;
    if let Some(answer) = is_normal(text, form, old) {
        return Ok(answer);
    }
    let normal = normalized(py, text, form, old)?;
    Ok(normal.get::<Str>().is_some_and(|normal| normal.equals(text)))
}

fn float(py: &Py, number: Option<f64>) -> PyResult<Option<Value>> {
    number.map(|number| py.float(number)).transpose()
}

fn small(py: &Py, number: Option<u8>) -> PyResult<Option<Value>> {
    number.map(|number| py.int(number.into())).transpose()
}

fn text(py: &Py, text: Option<String>) -> PyResult<Option<Value>> {
    text.map(|text| py.str(&text)).transpose()
}

struct Functions;

#[pymodule("unicodedata")]
impl Functions {
    /// The value of a character as a decimal digit.
    #[pyfunction("(chr, default=<unrepresentable>, /)", text = "($self, chr, default=<unrepresentable>, /)")]
    fn decimal(py: &mut Py, chr: Borrowed<'_>, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let c = character(py, "decimal", " 1", chr)?;
        let found = small(py, unicode::decimal_digit(c))?;
        found_or(py, found, default, "not a decimal")
    }

    /// The value of a character as a digit.
    #[pyfunction("(chr, default=<unrepresentable>, /)", text = "($self, chr, default=<unrepresentable>, /)")]
    fn digit(py: &mut Py, chr: Borrowed<'_>, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let c = character(py, "digit", " 1", chr)?;
        let found = small(py, unicode::digit(c))?;
        found_or(py, found, default, "not a digit")
    }

    /// The numeric value of a character, a float.
    #[pyfunction("(chr, default=<unrepresentable>, /)", text = "($self, chr, default=<unrepresentable>, /)")]
    fn numeric(py: &mut Py, chr: Borrowed<'_>, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let c = character(py, "numeric", " 1", chr)?;
        let found = float(py, unicode::numeric(c))?;
        found_or(py, found, default, "not a numeric character")
    }

    /// The general category of a character.
    #[pyfunction("(chr, /)", text = "($self, chr, /)")]
    fn category(py: &mut Py, chr: Borrowed<'_>) -> PyResult<&'static str> {
        character(py, "category", "", chr).map(unicode::category)
    }

    /// The bidirectional class of a character, or nothing.
    #[pyfunction("(chr, /)", text = "($self, chr, /)")]
    fn bidirectional(py: &mut Py, chr: Borrowed<'_>) -> PyResult<&'static str> {
        character(py, "bidirectional", "", chr).map(unicode::bidirectional)
    }

    /// The canonical combining class of a character.
    #[pyfunction("(chr, /)", text = "($self, chr, /)")]
    fn combining(py: &mut Py, chr: Borrowed<'_>) -> PyResult<u8> {
        character(py, "combining", "", chr).map(unicode::combining)
    }

    /// 1 if a character is mirrored in text from right to left, else 0.
    #[pyfunction("(chr, /)", text = "($self, chr, /)")]
    fn mirrored(py: &mut Py, chr: Borrowed<'_>) -> PyResult<i64> {
        character(py, "mirrored", "", chr).map(|c| unicode::is_mirrored(c).into())
    }

    /// The East Asian width of a character.
    #[pyfunction("(chr, /)", text = "($self, chr, /)")]
    fn east_asian_width(py: &mut Py, chr: Borrowed<'_>) -> PyResult<&'static str> {
        character(py, "east_asian_width", "", chr).map(unicode::east_asian_width)
    }

    /// What a character is made of, in hexadecimal; nothing if it is not made of others.
    #[pyfunction("(chr, /)", text = "($self, chr, /)")]
    fn decomposition(py: &mut Py, chr: Borrowed<'_>) -> PyResult<Value> {
        let c = character(py, "decomposition", "", chr)?;
        py.str(&unicode::decomposition(c))
    }

    /// The name of a character.
    #[pyfunction("(chr, default=<unrepresentable>, /)", text = "($self, chr, default=<unrepresentable>, /)")]
    fn name(py: &mut Py, chr: Borrowed<'_>, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let c = character(py, "name", " 1", chr)?;
        let found = text(py, unicode::name(c))?;
        found_or(py, found, default, "no such name")
    }

    /// The character that has a name.
    #[pyfunction("(name, /)", text = "($self, name, /)")]
    fn lookup(py: &mut Py, name: &Value) -> PyResult<Value> {
        lookup(py, name, false)
    }

    /// Whether a string is in a normal form: 'NFC', 'NFKC', 'NFD' or 'NFKD'.
    #[pyfunction("(form, unistr, /)", text = "($self, form, unistr, /)")]
    fn is_normalized(py: &mut Py, form: &Str, unistr: &Str) -> PyResult<bool> {
        is_normalized(py, form, unistr, false)
    }

    /// A string in a normal form: 'NFC', 'NFKC', 'NFD' or 'NFKD'.
    #[pyfunction("(form, unistr, /)", text = "($self, form, unistr, /)")]
    fn normalize(py: &mut Py, form: &Str, unistr: &Str) -> PyResult<Value> {
        normalize(py, form, unistr, false)
    }
}

/// What Unicode 3.2 says.
#[pyclass(name = "unicodedata.UCD", leaf)]
struct OldDatabase {}

#[pymethods]
impl OldDatabase {
    /// The value of a character as a decimal digit.
    #[pymethod("($self, chr, default=<unrepresentable>, /)")]
    fn decimal(&self, py: &mut Py, chr: Borrowed<'_>, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let c = character(py, "decimal", " 1", chr)?;
        let found = small(py, old::decimal_digit(c))?;
        found_or(py, found, default, "not a decimal")
    }

    /// The value of a character as a digit.
    #[pymethod("($self, chr, default=<unrepresentable>, /)")]
    fn digit(&self, py: &mut Py, chr: Borrowed<'_>, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let c = character(py, "digit", " 1", chr)?;
        let found = small(py, unicode::digit(c))?;
        found_or(py, found, default, "not a digit")
    }

    /// The numeric value of a character, a float.
    #[pymethod("($self, chr, default=<unrepresentable>, /)")]
    fn numeric(&self, py: &mut Py, chr: Borrowed<'_>, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let c = character(py, "numeric", " 1", chr)?;
        let found = float(py, old::numeric(c))?;
        found_or(py, found, default, "not a numeric character")
    }

    /// The general category of a character.
    #[pymethod("($self, chr, /)")]
    fn category(&self, py: &mut Py, chr: Borrowed<'_>) -> PyResult<&'static str> {
        character(py, "category", "", chr).map(old::category)
    }

    /// The bidirectional class of a character, or nothing.
    #[pymethod("($self, chr, /)")]
    fn bidirectional(&self, py: &mut Py, chr: Borrowed<'_>) -> PyResult<&'static str> {
        character(py, "bidirectional", "", chr).map(old::bidirectional)
    }

    /// The canonical combining class of a character.
    #[pymethod("($self, chr, /)")]
    fn combining(&self, py: &mut Py, chr: Borrowed<'_>) -> PyResult<u8> {
        character(py, "combining", "", chr).map(old::combining)
    }

    /// 1 if a character is mirrored in text from right to left, else 0.
    #[pymethod("($self, chr, /)")]
    fn mirrored(&self, py: &mut Py, chr: Borrowed<'_>) -> PyResult<i64> {
        character(py, "mirrored", "", chr).map(|c| old::is_mirrored(c).into())
    }

    /// The East Asian width of a character.
    #[pymethod("($self, chr, /)")]
    fn east_asian_width(&self, py: &mut Py, chr: Borrowed<'_>) -> PyResult<&'static str> {
        character(py, "east_asian_width", "", chr).map(old::east_asian_width)
    }

    /// What a character is made of, in hexadecimal; nothing if it is not made of others.
    #[pymethod("($self, chr, /)")]
    fn decomposition(&self, py: &mut Py, chr: Borrowed<'_>) -> PyResult<Value> {
        let c = character(py, "decomposition", "", chr)?;
        if old::is_unassigned(c) {
            return py.str("");
        }
        py.str(&unicode::decomposition(c))
    }

    /// The name of a character.
    #[pymethod("($self, chr, default=<unrepresentable>, /)")]
    fn name(&self, py: &mut Py, chr: Borrowed<'_>, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let c = character(py, "name", " 1", chr)?;
        let found = if old::is_unassigned(c) { None } else { text(py, unicode::name(c))? };
        found_or(py, found, default, "no such name")
    }

    /// The character that has a name. Aliases and names of sequences are younger than this database.
    #[pymethod("($self, name, /)")]
    fn lookup(&self, py: &mut Py, name: &Value) -> PyResult<Value> {
        lookup(py, name, true)
    }

    /// Whether a string is in a normal form: 'NFC', 'NFKC', 'NFD' or 'NFKD'.
    #[pymethod("($self, form, unistr, /)")]
    fn is_normalized(&self, py: &mut Py, form: &Str, unistr: &Str) -> PyResult<bool> {
        is_normalized(py, form, unistr, true)
    }

    /// A string in a normal form: 'NFC', 'NFKC', 'NFD' or 'NFKD'.
    #[pymethod("($self, form, unistr, /)")]
    fn normalize(&self, py: &mut Py, form: &Str, unistr: &Str) -> PyResult<Value> {
        normalize(py, form, unistr, true)
    }

    #[pymember]
    fn unidata_version(&self) -> &'static str {
        "3.2.0"
    }
}
