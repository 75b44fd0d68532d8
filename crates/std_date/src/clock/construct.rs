//! Making times: of numbers, of what a pickle holds, of texts.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::{is_none, none_ref};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::{Time, checked, of_class};
use crate::arguments::{self, Named, Parameters};
use crate::date::construct::latin1;
use crate::iso_format::{self, ParsedTime};
use crate::packed::Clock;
use crate::zone::{self, TzInfo};

const PARAMETERS: Parameters = Parameters {
    function: None,
    names: &["hour", "minute", "second", "microsecond", "tzinfo", "fold"],
    required: 0,
    positional: 5,
};

/// Constructors.
pub(super) struct New;

#[pymethods(Time)]
impl New {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if let (1..=2, Some(state)) = (args.len(), args.get(0))
            && let Some(clock) = pickled(py, state)?
        {
            let zone = pickled_zone(py, args.get(1))?;
            return py.heap().object_of(class, Time::new(clock, zone));
        }
        let (mut fields, mut zone) = ([0; 5], none_ref());
        let keywords = Named::of(args.keywords());
        arguments::each(py, &PARAMETERS, args, &keywords, |py, index, value| {
            if index == 4 {
                zone = value;
            } else if let Some(field) = fields.get_mut(index.min(4)) {
                *field = arguments::int(py, value)?;
            }
            Ok(())
        })?;
        let clock = checked(py, fields)?;
        let zone = zone::argument(py, zone)?;
        py.heap().object_of(class, Time::new(clock, zone))
    }

    /// Reads a time in one of the forms of ISO 8601.
    #[pyclassmethod("($type, object, /)")]
    fn fromisoformat(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let text = iso_format::argument(py, object)?;
        let parsed = match text.as_ascii() {
            Some(ascii) => parse(ascii.as_bytes()),
            None => iso_format::to_utf8(text, &[]).and_then(|bytes| parse(&bytes)),
        };
        let Some(mut time) = parsed else { return Err(iso_format::malformed(py, object)) };
        let zone = time.zone(py)?;
        time.wrap_midnight(py)?;
        of_class(py, class, [time.hour, time.minute, time.second, time.microsecond, 0], zone)
    }
}

fn parse(text: &[u8]) -> Option<ParsedTime> {
    iso_format::parse_time(text.strip_prefix(b"T").unwrap_or(text)).ok()
}

/// The time that the state in a pickle stands for: six bytes, which Python 2 has as a string.
fn pickled(py: &Py, state: Borrowed<'_>) -> PyResult<Option<Clock>> {
    let is_sane = |hour: u32| hour & 0x7f < 24;
    let bytes: [u8; 6] = if let Some(bytes) = state.get::<Bytes>() {
        match <[u8; 6]>::try_from(bytes.data()) {
            Ok(bytes) if is_sane(bytes[0].into()) => bytes,
            _ => return Ok(None),
        }
    } else if let Some(text) = state.get::<Str>()
        && text.len() == 6
        && text.code_point(0).is_some_and(is_sane)
    {
        latin1(py, text, "time")?
    } else {
        return Ok(None);
    };
    let [hour, rest @ ..] = bytes;
    let [a, b, c, d, e] = rest;
    Ok(Some(Clock::of_bytes([hour & 0x7f, a, b, c, d, e]).with_fold(hour & 0x80 != 0)))
}

/// The zone in a pickle.
pub(crate) fn pickled_zone(py: &Py, zone: Option<Borrowed<'_>>) -> PyResult<Option<Value>> {
    match zone.filter(|zone| !is_none(zone)) {
        None => Ok(None),
        Some(zone) if zone.get::<TzInfo>().is_some() => Ok(Some(zone.to_value())),
        Some(_) => Err(exc::type_error(py, format_args!("bad tzinfo state arg"))),
    }
}
