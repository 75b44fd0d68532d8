//! Making dates: of numbers, of what a pickle holds, of ordinals, of texts, of ISO weeks.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::native::Keywords;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Type, Value};

use super::{DATE, Date, checked, exact, of_class};
use crate::arguments::{self, Named, Parameters};
use crate::calendar::{CalendarDay, IsoError, MAX_YEAR, MIN_YEAR};
use crate::iso_format;
use crate::packed::Day;

const PARAMETERS: Parameters =
    Parameters { function: None, names: &["year", "month", "day"], required: 3, positional: 3 };

const ISO_PARAMETERS: Parameters = Parameters {
    function: Some("fromisocalendar"),
    names: &["year", "week", "day"],
    required: 3,
    positional: 3,
};

/// Constructors.
pub(super) struct New;

#[pymethods(Date)]
impl New {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if args.len() == 1
            && let Some(state) = args.get(0)
            && let Some(day) = pickled(py, state)?
        {
            return py.heap().object_of(class, Date::new(day));
        }
        let mut fields = [0; 3];
        let keywords = Named::of(args.keywords());
        arguments::each(py, &PARAMETERS, args, &keywords, |py, index, value| {
            let number = arguments::int(py, value)?;
            if let Some(field) = fields.get_mut(index) {
                *field = number;
            }
            Ok(())
        })?;
        let [year, month, day] = fields;
        let day = checked(py, CalendarDay::new(year, month, day))?;
        if class.is(&DATE) { exact(py, day) } else { py.heap().object_of(class, Date::new(day)) }
    }

    /// The date with a number; January 1st of year 1 has number 1.
    #[pyclassmethod("($type, *args, **kwargs)", hidden)]
    fn fromordinal(class: &Type, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        let [ordinal] = arguments::exactly(py, "fromordinal", args, kwargs)?;
        let ordinal = arguments::int(py, ordinal)?;
        if ordinal < 1 {
            return Err(exc::value_error(py, format_args!("ordinal must be >= 1")));
        }
        of_class(py, class, CalendarDay::of_ordinal(ordinal.into()))
    }

    /// Reads a date in one of the forms of ISO 8601.
    #[pyclassmethod("($type, object, /)")]
    fn fromisoformat(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let text = iso_format::argument(py, object)?;
        let parsed = match text.as_ascii() {
            Some(ascii) => parse(ascii.as_bytes()),
            None => iso_format::to_utf8(text, &[]).and_then(|bytes| parse(&bytes)),
        };
        match parsed {
            Some(day) => of_class(py, class, day),
            None => Err(iso_format::malformed(py, object)),
        }
    }

    /// The date of an ISO year, week and weekday: the inverse of isocalendar().
    #[pyclassmethod("($type, *args, **kwargs)", hidden)]
    fn fromisocalendar(class: &Type, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        let keywords = Named::of(kwargs.iter());
        let mut fields = [0; 3];
        let read = arguments::each(py, &ISO_PARAMETERS, args, &keywords, |py, index, value| {
            let number = arguments::int(py, value)?;
            if let Some(field) = fields.get_mut(index) {
                *field = number;
            }
            Ok(())
        });
        if let Err(raised) = read {
            return Err(out_of_range(py, raised));
        }
        let [year, week, weekday] = fields;
        match CalendarDay::of_iso_week(year, week, weekday) {
            Ok(day) => of_class(py, class, day),
            Err(IsoError::Year) => {
                Err(exc::value_error(py, format_args!("year must be in {MIN_YEAR}..{MAX_YEAR}, not {year}")))
            }
            Err(IsoError::Week) => Err(exc::value_error(py, format_args!("Invalid week: {week}"))),
            Err(IsoError::Weekday) => {
                Err(exc::value_error(py, format_args!("Invalid weekday: {weekday} (range is [1, 7])")))
            }
        }
    }
}

/// `OverflowError` becomes a `ValueError`.
fn out_of_range(py: &mut Py, raised: Raised) -> Raised {
    if !py.matches(&raised, &exc::OVERFLOW_ERROR) {
        return raised;
    }
    py.discard(raised);
    exc::value_error(py, format_args!("ISO calendar component out of range"))
}

fn parse(text: &[u8]) -> Option<CalendarDay> {
    if matches!(text.len(), 7 | 8 | 10) { iso_format::parse_date(text).ok() } else { None }
}

/// The day that the state in a pickle stands for: four bytes, which Python 2 has as a string.
fn pickled(py: &Py, state: Borrowed<'_>) -> PyResult<Option<Day>> {
    let is_sane = |month: u32| (1..=12).contains(&month);
    let bytes = if let Some(bytes) = state.get::<Bytes>() {
        <[u8; 4]>::try_from(bytes.data()).ok().filter(|bytes| is_sane(bytes[2].into()))
    } else if let Some(text) = state.get::<Str>()
        && text.len() == 4
        && text.code_point(2).is_some_and(is_sane)
    {
        Some(latin1(py, text, "date")?)
    } else {
        None
    };
    Ok(bytes.map(Day::of_bytes))
}

/// The bytes of a string that Python 2 has pickled.
pub(crate) fn latin1<const N: usize>(py: &Py, text: &Str, class: &str) -> PyResult<[u8; N]> {
    let mut bytes = [0; N];
    for (byte, point) in bytes.iter_mut().zip(text.code_points()) {
        *byte = match u8::try_from(point) {
            Ok(byte) => byte,
            Err(_) => {
                return Err(exc::value_error(
                    py,
                    format_args!(
                        "Failed to encode latin1 string when unpickling a {class} object. pickle.load(data, \
                         encoding='latin1') is assumed."
                    ),
                ));
            }
        };
    }
    Ok(bytes)
}
