//! `_locale`: the C library's locale.

use std::ffi::{CStr, CString};

use taipan_host::locale as host;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value};

use crate::arguments::c_text;
use crate::calls;
use crate::constants::{self, constants};
use crate::path::{decoded, fs_encoded};

/// The module.
pub(crate) static LOCALE: ModuleDef = ModuleDef {
    doc: Some("The C library's locale."),
    functions: &[Functions::FUNCTIONS],
    exec: Some(exec),
    ..ModuleDef::of("_locale")
};

const CONSTANTS: &[(&str, i64)] = constants![
    CHAR_MAX = 127 LC_ALL LC_COLLATE LC_CTYPE LC_MESSAGES LC_MONETARY LC_NUMERIC
    LC_TIME
];

/// The items of `langinfo.h`.
#[rustfmt::skip]
const ITEMS: &[(&str, i64)] = constants![
    ABDAY_1 ABDAY_2 ABDAY_3 ABDAY_4 ABDAY_5 ABDAY_6
    ABDAY_7 ABMON_1 ABMON_10 ABMON_11 ABMON_12 ABMON_2
    ABMON_3 ABMON_4 ABMON_5 ABMON_6 ABMON_7 ABMON_8
    ABMON_9 ALT_DIGITS AM_STR CODESET CRNCYSTR DAY_1
    DAY_2 DAY_3 DAY_4 DAY_5 DAY_6 DAY_7 D_FMT
    D_T_FMT ERA ERA_D_FMT ERA_D_T_FMT ERA_T_FMT MON_1
    MON_10 MON_11 MON_12 MON_2 MON_3 MON_4 MON_5
    MON_6 MON_7 MON_8 MON_9 NOEXPR PM_STR RADIXCHAR
    THOUSEP T_FMT T_FMT_AMPM YESEXPR _DATE_FMT = 131_180
];

/// The items that are several texts.
const LISTS: &[&str] = &["ERA", "ALT_DIGITS"];
/// The most texts of them.
const MOST: usize = 100;

/// The class of errors of the interpreter.
#[derive(Default)]
struct State {
    error: PyCell<Option<Value>>,
}

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    host::start();
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    constants::add(py, module, CONSTANTS)?;
    constants::add(py, module, ITEMS)?;
    let error = py.exception_class("locale.Error", &exc::EXCEPTION)?;
    module.set(py, "Error", error.clone())?;
    drop(py.state::<State>().error.replace(py, Some(error)));
    Ok(())
}

#[cold]
fn raise(py: &mut Py, message: &str) -> Raised {
    let class = py.state::<State>().error.get(py).clone();
    let made = py.str(message).and_then(|message| match class {
        Some(class) => py.call(&class, &[&message]),
        None => Ok(message),
    });
    match made {
        Ok(exception) => py.raise_value(&exception, None),
        Err(raised) => raised,
    }
}

/// A text for the C library, or None. `place` says which argument it is, for the error.
fn optional(py: &mut Py, value: Borrowed<'_>, place: &str) -> PyResult<Option<CString>> {
    if is_none(&value) {
        return Ok(None);
    }
    match value.get::<Str>() {
        Some(text) => c_text(py, text).map(Some),
        None => {
            let given = value.type_().name();
            Err(exc::type_error(py, format_args!("{place} must be str or None, not {given}")))
        }
    }
}

/// A text as code points that end with a zero.
fn wide(py: &mut Py, text: &Str) -> PyResult<Vec<i32>> {
    let mut points = Vec::new();
    points.try_reserve_exact(text.len() + 1)?;
    for index in 0..text.len() {
        match text.code_point(index) {
            Some(0) => return Err(exc::value_error(py, format_args!("embedded null character"))),
            point => points.push(point.unwrap_or(0).cast_signed()),
        }
    }
    points.push(0);
    Ok(points)
}

/// A list of the numbers that a text of the library is, with the zero at its end if there are any.
fn grouping(py: &mut Py, text: &[u8]) -> PyResult<Value> {
    let mut numbers = Vec::new();
    for byte in text {
        numbers.push(py.int(byte.cast_signed().into())?);
    }
    if !numbers.is_empty() {
        numbers.push(py.int(0)?);
    }
    py.list(numbers)
}

struct Functions;

#[pymodule("_locale")]
impl Functions {
    /// Sets the locale of a category, and gives its name; without a name, asks for it.
    #[pyfunction("(category, locale=None, /)")]
    fn setlocale(py: &mut Py, category: i32, locale: Borrowed<'_>) -> PyResult<Value> {
        let locale = optional(py, locale, "setlocale() argument 2")?;
        match host::set(category, locale.as_deref()) {
            Some(name) => decoded(py, &name),
            None if locale.is_some() => Err(raise(py, "unsupported locale setting")),
            None => Err(raise(py, "locale query failed")),
        }
    }

    /// How numbers and amounts of money are written, as a dict.
    #[pyfunction("()")]
    fn localeconv(py: &mut Py) -> PyResult<Value> {
        const TEXTS: [&str; 10] = [
            "decimal_point",
            "thousands_sep",
            "grouping",
            "int_curr_symbol",
            "currency_symbol",
            "mon_decimal_point",
            "mon_thousands_sep",
            "mon_grouping",
            "positive_sign",
            "negative_sign",
        ];
        const NUMBERS: [&str; 8] = [
            "int_frac_digits",
            "frac_digits",
            "p_cs_precedes",
            "p_sep_by_space",
            "n_cs_precedes",
            "n_sep_by_space",
            "p_sign_posn",
            "n_sign_posn",
        ];
        let host::Conventions { texts, numbers } = host::conventions();
        let dict = py.dict()?;
        // Those of money come first.
        let money = TEXTS.iter().zip(&texts).skip(3);
        let plain = TEXTS.iter().zip(&texts).take(3);
        for (name, text) in money {
            put_text(py, &dict, name, text)?;
        }
        for (name, number) in NUMBERS.iter().zip(numbers) {
            let number = py.int(number.into())?;
            put(py, &dict, name, &number)?;
        }
        for (name, text) in plain {
            put_text(py, &dict, name, text)?;
        }
        Ok(dict)
    }

    /// What the locale says about an item, which is one of this module's constants.
    #[pyfunction("(key, /)")]
    fn nl_langinfo(py: &mut Py, key: i32) -> PyResult<Value> {
        let Some((name, _)) = ITEMS.iter().find(|(_, number)| *number == i64::from(key)) else {
            return Err(exc::value_error(py, format_args!("unsupported langinfo constant")));
        };
        let text = if LISTS.contains(name) {
            host::information_list(key, MOST).join(&b';')
        } else {
            host::information(key)
        };
        decoded(py, &text)
    }

    /// Compares texts by the locale: a negative number, 0 or a positive one.
    #[pyfunction("(os1, os2, /)")]
    fn strcoll(py: &mut Py, os1: &Str, os2: &Str) -> PyResult<i32> {
        let (a, b) = (wide(py, os1)?, wide(py, os2)?);
        Ok(host::compare(&a, &b))
    }

    /// A text that compares with others of its kind as this one does by the locale.
    #[pyfunction("(string, /)")]
    fn strxfrm(py: &mut Py, string: &Str) -> PyResult<Value> {
        let points = wide(py, string)?;
        let points = calls::done(py, host::transform(&points))?;
        let mut text = String::new();
        for point in points {
            match char::from_u32(point.cast_unsigned()) {
                Some(character) => text.push(character),
                None => {
                    return Err(exc::value_error(
                        py,
                        format_args!("character U+{point:x} is not in range [U+0000; U+10ffff]"),
                    ));
                }
            }
        }
        py.str(&text)
    }

    /// A message in the language of the locale.
    #[pyfunction("(msg, /)")]
    fn gettext(py: &mut Py, msg: &Str) -> PyResult<Value> {
        let message = c_text(py, msg)?;
        decoded(py, &host::translated(None, &message, None))
    }

    /// A message of a domain in the language of the locale.
    #[pyfunction("(domain, msg, /)")]
    fn dgettext(py: &mut Py, domain: Borrowed<'_>, msg: &Str) -> PyResult<Value> {
        let domain = optional(py, domain, "dgettext() argument 1")?;
        let message = c_text(py, msg)?;
        decoded(py, &host::translated(Some(domain.as_deref()), &message, None))
    }

    /// A message of a domain in the language of the locale of a category.
    #[pyfunction("(domain, msg, category, /)")]
    fn dcgettext(py: &mut Py, domain: Borrowed<'_>, msg: &Str, category: i32) -> PyResult<Value> {
        let domain = optional(py, domain, "dcgettext() argument 1")?;
        let message = c_text(py, msg)?;
        decoded(py, &host::translated(Some(domain.as_deref()), &message, Some(category)))
    }

    /// Sets the domain that messages come from, and gives it; with None, asks for it.
    #[pyfunction("(domain, /)")]
    fn textdomain(py: &mut Py, domain: Borrowed<'_>) -> PyResult<Value> {
        let domain = optional(py, domain, "textdomain() argument")?;
        let name = calls::done(py, host::set_domain(domain.as_deref()))?;
        decoded(py, &name)
    }

    /// Sets the directory of a domain's messages, and gives it; with None, asks for it.
    #[pyfunction("(domain, dir, /)")]
    fn bindtextdomain(py: &mut Py, domain: &Str, dir: Borrowed<'_>) -> PyResult<Value> {
        if domain.is_empty() {
            return Err(raise(py, "domain must be a non-empty string"));
        }
        let domain = c_text(py, domain)?;
        let directory = if is_none(&dir) { None } else { Some(fs_encoded(py, dir)?) };
        let name = calls::done(py, host::bind_domain(&domain, directory.as_deref()))?;
        decoded(py, &name)
    }

    /// Sets the encoding in which a domain's messages come, and gives it; with None, asks for it.
    #[pyfunction("(domain, codeset, /)")]
    fn bind_textdomain_codeset(py: &mut Py, domain: &Str, codeset: Borrowed<'_>) -> PyResult<Option<Value>> {
        let domain = c_text(py, domain)?;
        let codeset = optional(py, codeset, "bind_textdomain_codeset() argument 2")?;
        let name = host::bind_codeset(&domain, codeset.as_deref().map(CStr::as_ref));
        name.map(|name| decoded(py, &name)).transpose()
    }

    /// The encoding of the locale.
    #[pyfunction("()")]
    fn getencoding(py: &mut Py) -> PyResult<Value> {
        let name = host::information(libc::CODESET);
        decoded(py, if name.is_empty() { b"UTF-8" } else { &name })
    }
}

fn put(py: &mut Py, dict: &Value, name: &str, value: &Value) -> PyResult<()> {
    let name = py.heap().intern(name)?;
    py.set_item(dict, &name, value)
}

fn put_text(py: &mut Py, dict: &Value, name: &str, text: &[u8]) -> PyResult<()> {
    let value = if name.ends_with("grouping") { grouping(py, text)? } else { decoded(py, text)? };
    put(py, dict, name, &value)
}
