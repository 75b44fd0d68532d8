//! Dates and times through their C API: making them, taking them apart, and what kind of thing an object is. `macro` says in
//! C whether a macro is used or a function; here both are the same.

use taipan_macros::pymodule;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

pub(super) struct Dates;

/// What the module `_datetime` has under a name.
fn date_time(py: &mut Py, name: &str) -> PyResult<Value> {
    let Some(import) = py.interpreter().hooks().import else {
        return Err(py.error(&exc::IMPORT_ERROR, format_args!("No module named '_datetime'")));
    };
    let (module, nothing) = (py.str("_datetime")?, none());
    let module = import(py, &module, &nothing, &nothing, &nothing, 0)?;
    let name = py.heap().intern(name)?;
    py.get_attribute(&module, &name)
}

/// Calls a class of the module with numbers.
fn make(py: &mut Py, class: &str, numbers: &[i32], fold: Option<i32>) -> PyResult<Value> {
    let class = date_time(py, class)?;
    let mut values = Vec::with_capacity(numbers.len());
    for &number in numbers {
        values.push(py.int(number.into())?);
    }
    let arguments: Vec<&Value> = values.iter().collect();
    match fold {
        None => py.call(&class, &arguments),
        Some(fold) => {
            let (name, fold) = (py.heap().intern("fold")?, py.int(fold.into())?);
            py.call_with(&class, &arguments, &[(&name, &fold)])
        }
    }
}

/// Whether an object is an instance of a class of the module, or of exactly that.
fn is(py: &mut Py, class: &str, object: Borrowed<'_>, exact: Option<bool>) -> PyResult<bool> {
    let class = date_time(py, class)?;
    let Some(class) = class.as_type() else { return Ok(false) };
    let own = object.type_();
    Ok(if exact.unwrap_or(false) { own.is(class) } else { own.is_subtype(py, class) })
}

/// Some attributes of an object as a tuple.
fn parts(py: &mut Py, object: Borrowed<'_>, names: &[&str]) -> PyResult<Value> {
    let mut values = Vec::with_capacity(names.len());
    for name in names {
        let name = py.heap().intern(name)?;
        values.push(py.get_attribute(&object, &name)?);
    }
    py.tuple(values)
}

/// `timezone(timedelta(seconds=offset), name)`
fn zone(py: &mut Py, offset: i32, name: Option<&str>) -> PyResult<Value> {
    let (class, offset) = (date_time(py, "timezone")?, make(py, "timedelta", &[0, offset], None)?);
    match name {
        None => py.call(&class, &[&offset]),
        Some(name) => {
            let name = py.str(name)?;
            py.call(&class, &[&offset, &name])
        }
    }
}

#[pymodule("_testcapi")]
impl Dates {
    /// Fetches the C API: there has to be one before anything else here is called.
    #[pyfunction("()")]
    fn test_datetime_capi(py: &mut Py) -> PyResult<()> {
        date_time(py, "datetime_CAPI").map(drop)
    }

    /// Whether an object is a date.
    #[pyfunction("(object, exact=False, /)")]
    fn datetime_check_date(py: &mut Py, object: Borrowed<'_>, exact: Option<bool>) -> PyResult<bool> {
        is(py, "date", object, exact)
    }

    /// Whether an object is a time.
    #[pyfunction("(object, exact=False, /)")]
    fn datetime_check_time(py: &mut Py, object: Borrowed<'_>, exact: Option<bool>) -> PyResult<bool> {
        is(py, "time", object, exact)
    }

    /// Whether an object is a datetime.
    #[pyfunction("(object, exact=False, /)")]
    fn datetime_check_datetime(py: &mut Py, object: Borrowed<'_>, exact: Option<bool>) -> PyResult<bool> {
        is(py, "datetime", object, exact)
    }

    /// Whether an object is a timedelta.
    #[pyfunction("(object, exact=False, /)")]
    fn datetime_check_delta(py: &mut Py, object: Borrowed<'_>, exact: Option<bool>) -> PyResult<bool> {
        is(py, "timedelta", object, exact)
    }

    /// Whether an object is a time zone.
    #[pyfunction("(object, exact=False, /)")]
    fn datetime_check_tzinfo(py: &mut Py, object: Borrowed<'_>, exact: Option<bool>) -> PyResult<bool> {
        is(py, "tzinfo", object, exact)
    }

    /// The zone UTC.
    #[pyfunction("(macro=False, /)")]
    fn get_timezone_utc_capi(py: &mut Py, r#macro: Option<bool>) -> PyResult<Value> {
        let _ = r#macro;
        date_time(py, "UTC")
    }

    /// Three zones five hours behind UTC, the last without a name.
    #[pyfunction("()")]
    fn make_timezones_capi(py: &mut Py) -> PyResult<Value> {
        let west = -5 * 3600;
        let zones = [zone(py, west, Some("EST"))?, zone(py, west, Some("EST"))?, zone(py, west, None)?];
        py.tuple(zones)
    }

    /// Three zones at UTC, the last with a name.
    #[pyfunction("()")]
    fn get_timezones_offset_zero(py: &mut Py) -> PyResult<Value> {
        let zones = [zone(py, 0, None)?, zone(py, 0, None)?, zone(py, 0, Some(""))?];
        py.tuple(zones)
    }

    /// A date of its fields.
    #[pyfunction("(macro, year, month, day, /)")]
    fn get_date_fromdate(py: &mut Py, r#macro: bool, year: i32, month: i32, day: i32) -> PyResult<Value> {
        let _ = r#macro;
        make(py, "date", &[year, month, day], None)
    }

    /// A datetime of its fields.
    #[pyfunction("(macro, year, month, day, hour, minute, second, microsecond, /)")]
    #[expect(clippy::too_many_arguments, reason = "the fields of a datetime")]
    fn get_datetime_fromdateandtime(
        py: &mut Py,
        r#macro: bool,
        year: i32,
        month: i32,
        day: i32,
        hour: i32,
        minute: i32,
        second: i32,
        microsecond: i32,
    ) -> PyResult<Value> {
        let _ = r#macro;
        make(py, "datetime", &[year, month, day, hour, minute, second, microsecond], None)
    }

    /// A datetime of its fields.
    #[pyfunction("(macro, year, month, day, hour, minute, second, microsecond, fold, /)")]
    #[expect(clippy::too_many_arguments, reason = "the fields of a datetime")]
    fn get_datetime_fromdateandtimeandfold(
        py: &mut Py,
        r#macro: bool,
        year: i32,
        month: i32,
        day: i32,
        hour: i32,
        minute: i32,
        second: i32,
        microsecond: i32,
        fold: i32,
    ) -> PyResult<Value> {
        let _ = r#macro;
        make(py, "datetime", &[year, month, day, hour, minute, second, microsecond], Some(fold))
    }

    /// A time of its fields.
    #[pyfunction("(macro, hour, minute, second, microsecond, /)")]
    fn get_time_fromtime(
        py: &mut Py,
        r#macro: bool,
        hour: i32,
        minute: i32,
        second: i32,
        microsecond: i32,
    ) -> PyResult<Value> {
        let _ = r#macro;
        make(py, "time", &[hour, minute, second, microsecond], None)
    }

    /// A time of its fields.
    #[pyfunction("(macro, hour, minute, second, microsecond, fold, /)")]
    fn get_time_fromtimeandfold(
        py: &mut Py,
        r#macro: bool,
        hour: i32,
        minute: i32,
        second: i32,
        microsecond: i32,
        fold: i32,
    ) -> PyResult<Value> {
        let _ = r#macro;
        make(py, "time", &[hour, minute, second, microsecond], Some(fold))
    }

    /// A timedelta of its fields.
    #[pyfunction("(macro, days, seconds, microseconds, /)")]
    fn get_delta_fromdsu(
        py: &mut Py,
        r#macro: bool,
        days: i32,
        seconds: i32,
        microseconds: i32,
    ) -> PyResult<Value> {
        let _ = r#macro;
        make(py, "timedelta", &[days, seconds, microseconds], None)
    }

    /// The date of a timestamp.
    #[pyfunction("(timestamp, macro=False, /)")]
    fn get_date_fromtimestamp(
        py: &mut Py,
        timestamp: Borrowed<'_>,
        r#macro: Option<bool>,
    ) -> PyResult<Value> {
        let _ = r#macro;
        let (class, method) = (date_time(py, "date")?, py.heap().intern("fromtimestamp")?);
        py.call_method(&class, &method, &[&timestamp])
    }

    /// The datetime of a timestamp by the time of a zone.
    #[pyfunction("(timestamp, tzinfo, usetz, macro=False, /)")]
    fn get_datetime_fromtimestamp(
        py: &mut Py,
        timestamp: Borrowed<'_>,
        tzinfo: Borrowed<'_>,
        usetz: bool,
        r#macro: Option<bool>,
    ) -> PyResult<Value> {
        let _ = r#macro;
        let (class, method) = (date_time(py, "datetime")?, py.heap().intern("fromtimestamp")?);
        if usetz && !is_none(&tzinfo) {
            return py.call_method(&class, &method, &[&timestamp, &tzinfo]);
        }
        py.call_method(&class, &method, &[&timestamp])
    }

    /// The fields of a timedelta.
    #[pyfunction("(delta, /)", name = "PyDateTime_DELTA_GET")]
    fn delta_get(py: &mut Py, delta: Borrowed<'_>) -> PyResult<Value> {
        parts(py, delta, &["days", "seconds", "microseconds"])
    }

    /// The fields of a date.
    #[pyfunction("(date, /)", name = "PyDateTime_GET")]
    fn get(py: &mut Py, date: Borrowed<'_>) -> PyResult<Value> {
        parts(py, date, &["year", "month", "day"])
    }

    /// The fields of a datetime's time.
    #[pyfunction("(datetime, /)", name = "PyDateTime_DATE_GET")]
    fn date_get(py: &mut Py, datetime: Borrowed<'_>) -> PyResult<Value> {
        parts(py, datetime, &["hour", "minute", "second", "microsecond", "tzinfo"])
    }

    /// The fields of a time.
    #[pyfunction("(time, /)", name = "PyDateTime_TIME_GET")]
    fn time_get(py: &mut Py, time: Borrowed<'_>) -> PyResult<Value> {
        parts(py, time, &["hour", "minute", "second", "microsecond", "tzinfo"])
    }
}
