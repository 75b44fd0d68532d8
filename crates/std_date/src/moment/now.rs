//! Datetimes of clocks and of timestamps.

use taipan_host::clock;
use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::native::Keywords;
use taipan_object::types::singletons::none_ref;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::{Moment, fields, of_class};
use crate::arguments::{self, Named, Parameters};
use crate::state::{self, Known};
use crate::{local, timestamp, zone};

const TIMESTAMP: Parameters =
    Parameters { function: Some("fromtimestamp"), names: &["timestamp", "tz"], required: 1, positional: 2 };

/// Class methods.
pub(super) struct Now;

#[pymethods(Moment)]
impl Now {
    /// The present moment by the time of a zone.
    ///
    ///   tz
    ///     Timezone object.
    ///
    /// Without a zone it is local time.
    #[pyclassmethod("($type, /, tz=None)")]
    fn now(class: &Type, py: &mut Py, tz: Option<Borrowed<'_>>) -> PyResult<Value> {
        let zone = zone::argument(py, tz.unwrap_or(none_ref()))?;
        let (seconds, microseconds) = present(py)?;
        in_zone(py, class, seconds, microseconds, zone)
    }

    /// The present moment in UTC, without a zone.
    #[pyclassmethod("($type, /)")]
    fn utcnow(class: &Type, py: &mut Py) -> PyResult<Value> {
        py.warn(
            &exc::DEPRECATION_WARNING,
            format_args!(
                "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use \
                 timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC)."
            ),
        )?;
        let (seconds, microseconds) = present(py)?;
        universal(py, class, seconds, microseconds, None)
    }

    /// timestamp[, tz] -> the moment of a POSIX timestamp by the time of a zone
    #[pyclassmethod("($type, *args, **kwargs)", hidden)]
    fn fromtimestamp(class: &Type, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        let (mut moment, mut zone) = (none_ref(), none_ref());
        let keywords = Named::of(kwargs.iter());
        arguments::each(py, &TIMESTAMP, args, &keywords, |_, index, value| {
            *(if index == 0 { &mut moment } else { &mut zone }) = value;
            Ok(())
        })?;
        let zone = zone::argument(py, zone)?;
        let (seconds, microseconds) = timestamp::seconds_and_microseconds(py, moment)?;
        in_zone(py, class, seconds, microseconds, zone)
    }

    /// The moment of a POSIX timestamp in UTC, without a zone.
    #[pyclassmethod("($type, *args, **kwargs)", hidden)]
    fn utcfromtimestamp(class: &Type, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        py.warn(
            &exc::DEPRECATION_WARNING,
            format_args!(
                "datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future version. \
                 Use timezone-aware objects to represent datetimes in UTC: \
                 datetime.datetime.fromtimestamp(timestamp, datetime.UTC)."
            ),
        )?;
        let [moment] = arguments::exactly(py, "utcfromtimestamp", args, kwargs)?;
        let (seconds, microseconds) = timestamp::seconds_and_microseconds(py, moment)?;
        universal(py, class, seconds, microseconds, None)
    }
}

/// What time it is: seconds since 1970, and microseconds.
fn present(py: &Py) -> PyResult<(i64, i32)> {
    const NANOS: i64 = 1_000_000_000;
    match clock::now(libc::CLOCK_REALTIME) {
        Ok(nanos) => Ok((nanos.div_euclid(NANOS), (nanos.rem_euclid(NANOS) / 1000) as i32)),
        Err(error) => Err(py.io_error(&error, None)),
    }
}

fn universal(
    py: &mut Py,
    class: &Type,
    seconds: i64,
    microseconds: i32,
    zone: Option<Value>,
) -> PyResult<Value> {
    let moment = local::universal(py, seconds)?;
    let [hour, minute, second, _, fold] = fields(moment.clock);
    of_class(py, class, moment.day, [hour, minute, second, microseconds, fold], zone)
}

/// The moment by the time of a zone, or by local time.
fn in_zone(
    py: &mut Py,
    class: &Type,
    seconds: i64,
    microseconds: i32,
    zone: Option<Value>,
) -> PyResult<Value> {
    let Some(zone) = zone else {
        let moment = local::local_with_fold(py, seconds)?;
        let [hour, minute, second, _, fold] = fields(moment.clock);
        return of_class(py, class, moment.day, [hour, minute, second, microseconds, fold], None);
    };
    let moment = universal(py, class, seconds, microseconds, Some(zone.clone()))?;
    state::call(py, &zone, Known::FromUtc, &[&moment])
}
