//! Adding to datetimes, their differences, comparing and hashing them.

use std::cmp::Ordering;

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};

use super::{DATETIME, Moment, exact, fields, of_class};
use crate::calendar::DAY_SECONDS;
use crate::date::arithmetic::out_of_range;
use crate::delta::{self, span_of};
use crate::packed::{Clock, Day};
use crate::span::{SECOND, Span};
use crate::zone;

/// Operators.
pub(super) struct Arithmetic;

#[pymethods(Moment)]
impl Arithmetic {
    #[pyslot]
    fn add(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        let (moment, span) = if left.get::<Moment>().is_some() { (left, right) } else { (right, left) };
        match span_of(&span) {
            Some(span) => later(py, moment, span, 1).map(Some),
            None => Ok(None),
        }
    }

    #[pyslot]
    fn subtract(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        if left.get::<Moment>().is_none() {
            return Ok(None);
        }
        if right.get::<Moment>().is_some() {
            let span = between(py, left, right)?;
            return delta::new(py, span).map(Some);
        }
        match span_of(&right) {
            Some(span) => later(py, left, span, -1).map(Some),
            None => Ok(None),
        }
    }

    #[pyslot]
    fn compare(
        this: Borrowed<'_>,
        py: &mut Py,
        other: Borrowed<'_>,
        op: CompareOp,
    ) -> PyResult<Option<bool>> {
        let (Some(left), Some(right)) = (this.get::<Moment>(), other.get::<Moment>()) else {
            return Ok(None);
        };
        if left.same_zone(py, right) {
            return Ok(Some(op.holds(order(left, right))));
        }
        compare_zones(py, this, other, op).map(Some)
    }

    #[pyslot]
    fn hash(this: Borrowed<'_>, py: &mut Py) -> PyResult<i64> {
        let Some(moment) = this.get::<Moment>() else { return py.hash(&this) };
        if moment.date.hash.get() == -1 {
            let hash = hash(py, this, moment)?;
            moment.date.hash.set(hash);
        }
        Ok(moment.date.hash.get())
    }
}

/// The order by the fields alone.
#[inline]
fn order(left: &Moment, right: &Moment) -> Ordering {
    left.day().cmp(&right.day()).then(left.clock.order().cmp(&right.clock.order()))
}

/// A moment that lies a span later, or earlier where the sign is -1; of the same class and zone.
pub(crate) fn later(py: &mut Py, this: Borrowed<'_>, span: Span, sign: i64) -> PyResult<Value> {
    let Some(moment) = this.get::<Moment>() else { return Ok(this.to_value()) };
    let microsecond = i64::from(moment.clock.microsecond()) + sign * i64::from(span.microseconds);
    let seconds = moment.clock.seconds() + sign * i64::from(span.seconds) + microsecond.div_euclid(SECOND);
    let days = sign * i64::from(span.days) + seconds.div_euclid(DAY_SECONDS);
    let clock = Clock::after_midnight(seconds.rem_euclid(DAY_SECONDS), microsecond.rem_euclid(SECOND));
    let day = moment.day().calendar();
    let day = if days == 0 { Some(day) } else { day.later(days) };
    let Some(day) = day else { return Err(out_of_range(py)) };
    let zone = moment.zone(py);
    if this.type_().is(&DATETIME) {
        return exact(py, Day::new(day), clock, zone);
    }
    of_class(py, this.type_(), day, fields(clock), zone)
}

/// The offset of a moment's zone, if it has one that knows.
fn offset(py: &mut Py, moment: Borrowed<'_>) -> PyResult<Option<Span>> {
    let zone = moment.get::<Moment>().and_then(|moment| moment.zone(py));
    zone::offset(py, zone.as_ref(), moment)
}

/// `left - right`
pub(crate) fn between(py: &mut Py, left: Borrowed<'_>, right: Borrowed<'_>) -> PyResult<Span> {
    let (Some(first), Some(second)) = (left.get::<Moment>(), right.get::<Moment>()) else {
        return Ok(Span::ZERO);
    };
    let span = Span::normal(
        first.day().ordinal() - second.day().ordinal(),
        first.clock.seconds() - second.clock.seconds(),
        i64::from(first.clock.microsecond()) - i64::from(second.clock.microsecond()),
    );
    if first.same_zone(py, second) {
        return Ok(span);
    }
    match (offset(py, left)?, offset(py, right)?) {
        (Some(first), Some(second)) if first != second => Ok(span.minus(first.minus(second))),
        (Some(_), Some(_)) | (None, None) => Ok(span),
        _ => Err(exc::type_error(py, format_args!("can't subtract offset-naive and offset-aware datetimes"))),
    }
}

/// Compares moments whose zones are different objects.
fn compare_zones(py: &mut Py, left: Borrowed<'_>, right: Borrowed<'_>, op: CompareOp) -> PyResult<bool> {
    let (Some(first), Some(second)) = (left.get::<Moment>(), right.get::<Moment>()) else {
        return Ok(false);
    };
    let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    let (first_offset, second_offset) = (offset(py, left)?, offset(py, right)?);
    let mut order = match (first_offset, second_offset) {
        _ if first_offset == second_offset => order(first, second),
        (Some(_), Some(_)) => between(py, left, right)?.cmp(&Span::ZERO),
        _ if equality => return Ok(op == CompareOp::Ne),
        _ => {
            return Err(exc::type_error(
                py,
                format_args!("can't compare offset-naive and offset-aware datetimes"),
            ));
        }
    };
    // Between zones, a time whose offset depends on the fold is equal to none (PEP 495).
    if equality
        && order.is_eq()
        && (depends_on_fold(py, left, first_offset)? || depends_on_fold(py, right, second_offset)?)
    {
        order = Ordering::Greater;
    }
    Ok(op.holds(order))
}

/// Whether the offset of a moment would be another with the other fold.
fn depends_on_fold(py: &mut Py, this: Borrowed<'_>, offset: Option<Span>) -> PyResult<bool> {
    let flipped = with_fold(py, this, |fold| !fold)?;
    Ok(self::offset(py, flipped.borrow())? != offset)
}

/// The moment with its fold changed. The class is not called.
pub(crate) fn with_fold(
    py: &mut Py,
    this: Borrowed<'_>,
    change: impl FnOnce(bool) -> bool,
) -> PyResult<Value> {
    let Some(moment) = this.get::<Moment>() else { return Ok(this.to_value()) };
    let clock = moment.clock.with_fold(change(moment.clock.fold()));
    let zone = moment.zone(py);
    py.heap().object_of(this.type_(), Moment::new(moment.day(), clock, zone))
}

fn hash(py: &mut Py, this: Borrowed<'_>, moment: &Moment) -> PyResult<i64> {
    // Equal moments have equal hashes, and the fold makes no difference within a zone.
    let first = if moment.clock.fold() { with_fold(py, this, |_| false)? } else { this.to_value() };
    Ok(match offset(py, first.borrow())? {
        Some(offset) => {
            let clock = moment.clock;
            let span = Span::normal(moment.day().ordinal(), clock.seconds(), clock.microsecond().into());
            delta::hash(span.minus(offset))
        }
        None => {
            let mut bytes = [0; 10];
            let parts = moment.day().bytes().into_iter().chain(moment.clock.bytes());
            bytes.iter_mut().zip(parts).for_each(|(byte, part)| *byte = part);
            py.interpreter().hash_secret().bytes(&bytes)
        }
    })
}
