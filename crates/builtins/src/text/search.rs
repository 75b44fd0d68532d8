//! Finding text in text: `find`, `index`, `count`, `startswith` and their kin.

use std::ops::Range;

use taipan_macros::pymethods;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, exception as exc};
use taipan_strings::{Units, bounds, count, find, rfind};

/// Searching.
pub(crate) struct Search;

/// The part of a text that the arguments `start` and `end` mean; nothing where not even "" can be found.
fn range(
    py: &mut Py,
    len: usize,
    start: Option<Borrowed<'_>>,
    end: Option<Borrowed<'_>>,
) -> PyResult<Option<Range<usize>>> {
    if start.is_none() && end.is_none() {
        return Ok(Some(0..len));
    }
    let start = py.slice_argument(start)?.unwrap_or(0);
    let end = py.slice_argument(end)?.unwrap_or(isize::MAX);
    Ok(bounds(start, end, len))
}

/// Where a search finds something within the range of the arguments; -1 if it does not.
fn place(
    py: &mut Py,
    this: &Str,
    sub: &Str,
    start: Option<Borrowed<'_>>,
    end: Option<Borrowed<'_>>,
    search: fn(Units<'_>, Units<'_>) -> Option<usize>,
) -> PyResult<isize> {
    let Some(range) = range(py, this.len(), start, end)? else { return Ok(-1) };
    let from = range.start;
    Ok(search(this.units().slice(range), sub.units()).map_or(-1, |place| (from + place) as isize))
}

fn found(py: &Py, place: isize) -> PyResult<isize> {
    if place >= 0 { Ok(place) } else { Err(not_found(py)) }
}

#[cold]
fn not_found(py: &Py) -> Raised {
    exc::value_error(py, format_args!("substring not found"))
}

/// `startswith` and `endswith`: one text, or any of a tuple.
#[inline]
fn matches(
    py: &mut Py,
    this: &Str,
    affix: Borrowed<'_>,
    start: Option<Borrowed<'_>>,
    end: Option<Borrowed<'_>>,
    name: &str,
    test: fn(Units<'_>, Units<'_>) -> bool,
) -> PyResult<bool> {
    match affix.get::<Str>() {
        Some(affix) if start.is_none() && end.is_none() => Ok(test(this.units(), affix.units())),
        _ => matches_within(py, this, affix, start, end, name, test),
    }
}

/// The same for a part of the text, and for several affixes.
#[inline(never)]
fn matches_within(
    py: &mut Py,
    this: &Str,
    affix: Borrowed<'_>,
    start: Option<Borrowed<'_>>,
    end: Option<Borrowed<'_>>,
    name: &str,
    test: fn(Units<'_>, Units<'_>) -> bool,
) -> PyResult<bool> {
    let range = range(py, this.len(), start, end)?;
    let part = range.map(|range| this.units().slice(range));
    let holds = |affix: &Str| part.is_some_and(|part| test(part, affix.units()));
    if let Some(affix) = affix.get::<Str>() {
        return Ok(holds(affix));
    }
    let Some(affixes) = affix.get::<Tuple>() else {
        let class = affix.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("{name} first arg must be str or a tuple of str, not {class}"),
        ));
    };
    for affix in affixes.items() {
        let Some(text) = affix.get::<Str>() else {
            let class = affix.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("tuple for {name} must only contain str, not {class}"),
            ));
        };
        if holds(text) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[pymethods(Str)]
impl Search {
    /// The first place of sub within self[start:end], or -1.
    #[pymethod("($self, sub[, start[, end]], /)")]
    fn find(
        this: &Str,
        py: &mut Py,
        sub: &Str,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<isize> {
        place(py, this, sub, start, end, find)
    }

    /// The last place of sub within self[start:end], or -1.
    #[pymethod("($self, sub[, start[, end]], /)")]
    fn rfind(
        this: &Str,
        py: &mut Py,
        sub: &Str,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<isize> {
        place(py, this, sub, start, end, rfind)
    }

    /// The first place of sub within self[start:end]; ValueError if there is none.
    #[pymethod("($self, sub[, start[, end]], /)")]
    fn index(
        this: &Str,
        py: &mut Py,
        sub: &Str,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<isize> {
        let place = place(py, this, sub, start, end, find)?;
        found(py, place)
    }

    /// The last place of sub within self[start:end]; ValueError if there is none.
    #[pymethod("($self, sub[, start[, end]], /)")]
    fn rindex(
        this: &Str,
        py: &mut Py,
        sub: &Str,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<isize> {
        let place = place(py, this, sub, start, end, rfind)?;
        found(py, place)
    }

    /// How often sub occurs in self[start:end] without overlap.
    #[pymethod("($self, sub[, start[, end]], /)")]
    fn count(
        this: &Str,
        py: &mut Py,
        sub: &Str,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<usize> {
        let range = range(py, this.len(), start, end)?;
        Ok(range.map_or(0, |range| count(this.units().slice(range), sub.units())))
    }

    /// Whether self[start:end] begins with the prefix, or with one of a tuple of them.
    #[pymethod("($self, prefix[, start[, end]], /)")]
    fn startswith(
        this: &Str,
        py: &mut Py,
        prefix: Borrowed<'_>,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<bool> {
        matches(py, this, prefix, start, end, "startswith", |text, prefix| text.starts_with(prefix))
    }

    /// Whether self[start:end] ends with the suffix, or with one of a tuple of them.
    #[pymethod("($self, suffix[, start[, end]], /)")]
    fn endswith(
        this: &Str,
        py: &mut Py,
        suffix: Borrowed<'_>,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<bool> {
        matches(py, this, suffix, start, end, "endswith", |text, suffix| text.ends_with(suffix))
    }
}
