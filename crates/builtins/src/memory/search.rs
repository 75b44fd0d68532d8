//! Finding bytes in bytes: `find`, `index`, `count`, `startswith` and their kin.

use std::marker::PhantomData;
use std::ops::Range;

use taipan_macros::pymethods;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, exception as exc};
use taipan_strings::{Units, bounds, contains, count, find, rfind};

use super::byte_string::ByteString;
use super::lend::{byte, lend, needle};

/// Searching.
pub(super) struct Search<T>(PhantomData<T>);

/// The arguments `start` and `end`.
struct Ends(isize, isize);

impl Ends {
    fn of(py: &mut Py, start: Option<Borrowed<'_>>, end: Option<Borrowed<'_>>) -> PyResult<Self> {
        let start = py.slice_argument(start)?.unwrap_or(0);
        let end = py.slice_argument(end)?.unwrap_or(isize::MAX);
        Ok(Self(start, end))
    }

    /// The part that they mean; nothing where not even b"" can be found.
    fn within(&self, len: usize) -> Option<Range<usize>> {
        bounds(self.0, self.1, len)
    }
}

/// Where a search finds something within the range of the arguments.
fn place<T: ByteString>(
    py: &mut Py,
    this: &T,
    sub: Borrowed<'_>,
    start: Option<Borrowed<'_>>,
    end: Option<Borrowed<'_>>,
    search: fn(Units<'_>, Units<'_>) -> Option<usize>,
) -> PyResult<Option<usize>> {
    if let (Some(sub), None, None) = (sub.exact::<Bytes>(), start, end) {
        return Ok(search(Units::Latin1(&this.view(py)), Units::Latin1(sub.data())));
    }
    let ends = Ends::of(py, start, end)?;
    let search = |py: &Py, sub: &[u8]| {
        let data = this.view(py);
        let Some(range) = ends.within(data.len()) else { return Ok(None) };
        let from = range.start;
        let place = search(Units::Latin1(&data).slice(range), Units::Latin1(sub));
        Ok(place.map(|place| from + place))
    };
    this.pinned(py, |py| needle(py, sub, search))
}

fn or_minus_one(place: Option<usize>) -> isize {
    place.map_or(-1, |place| place as isize)
}

fn found(py: &Py, place: Option<usize>) -> PyResult<usize> {
    place.ok_or_else(|| not_found(py))
}

#[cold]
fn not_found(py: &Py) -> Raised {
    exc::value_error(py, format_args!("subsection not found"))
}

/// `startswith` and `endswith`: one byte string, or any of a tuple.
fn matches<T: ByteString>(
    py: &mut Py,
    this: &T,
    affix: Borrowed<'_>,
    ends: &Ends,
    name: &str,
    test: fn(&[u8], &[u8]) -> bool,
) -> PyResult<bool> {
    let mut holds = |affix: Borrowed<'_>| {
        let test = |py: &Py, affix: &[u8]| {
            let data = this.view(py);
            let part = ends.within(data.len()).and_then(|range| data.get(range));
            Ok(part.is_some_and(|part| test(part, affix)))
        };
        this.pinned(py, |py| lend(py, &affix, test))
    };
    if let Some(affixes) = affix.get::<Tuple>() {
        for affix in affixes.items() {
            if holds(affix.borrow())? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match holds(affix) {
        Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
            py.discard(raised);
            let class = affix.type_().name();
            Err(exc::type_error(
                py,
                format_args!("{name} first arg must be bytes or a tuple of bytes, not {class}"),
            ))
        }
        result => result,
    }
}

/// `key in data`: a byte, or bytes.
pub(super) fn contains_key<T: ByteString>(py: &mut Py, this: &T, key: Borrowed<'_>) -> PyResult<bool> {
    if let Some(bytes) = key.exact::<Bytes>() {
        return Ok(contains(Units::Latin1(&this.view(py)), Units::Latin1(bytes.data())));
    }
    if key.is_int() || key.type_().slots.index.get().is_some() {
        match this.pinned(py, |py| py.index(&key)) {
            Ok(index) => {
                let byte = byte(py, &index)?;
                return Ok(this.view(py).contains(&byte));
            }
            // What is no number after all may still be bytes.
            Err(raised) => py.discard(raised),
        }
    }
    let search = |py: &Py, key: &[u8]| Ok(contains(Units::Latin1(&this.view(py)), Units::Latin1(key)));
    this.pinned(py, |py| lend(py, &key, search))
}

#[pymethods]
impl<T: ByteString> Search<T> {
    /// The first place of sub, which is bytes or a byte, within self[start:end], or -1.
    #[pymethod("($self, sub[, start[, end]], /)")]
    fn find(
        this: &T,
        py: &mut Py,
        sub: Borrowed<'_>,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<isize> {
        place(py, this, sub, start, end, find).map(or_minus_one)
    }

    /// The last place of sub, which is bytes or a byte, within self[start:end], or -1.
    #[pymethod("($self, sub[, start[, end]], /)")]
    fn rfind(
        this: &T,
        py: &mut Py,
        sub: Borrowed<'_>,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<isize> {
        place(py, this, sub, start, end, rfind).map(or_minus_one)
    }

    /// The first place of sub, which is bytes or a byte, within self[start:end]; ValueError if there is none.
    #[pymethod("($self, sub[, start[, end]], /)")]
    fn index(
        this: &T,
        py: &mut Py,
        sub: Borrowed<'_>,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<usize> {
        let place = place(py, this, sub, start, end, find)?;
        found(py, place)
    }

    /// The last place of sub, which is bytes or a byte, within self[start:end]; ValueError if there is none.
    #[pymethod("($self, sub[, start[, end]], /)")]
    fn rindex(
        this: &T,
        py: &mut Py,
        sub: Borrowed<'_>,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<usize> {
        let place = place(py, this, sub, start, end, rfind)?;
        found(py, place)
    }

    /// How often sub, which is bytes or a byte, occurs in self[start:end] without overlap.
    #[pymethod("($self, sub[, start[, end]], /)")]
    fn count(
        this: &T,
        py: &mut Py,
        sub: Borrowed<'_>,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<usize> {
        let ends = Ends::of(py, start, end)?;
        let count = |py: &Py, sub: &[u8]| {
            let data = this.view(py);
            let part = ends.within(data.len()).map(|range| Units::Latin1(&data).slice(range));
            Ok(part.map_or(0, |part| count(part, Units::Latin1(sub))))
        };
        this.pinned(py, |py| needle(py, sub, count))
    }

    /// Whether self[start:end] begins with the prefix, or with one of a tuple of them.
    #[pymethod("($self, prefix[, start[, end]], /)")]
    fn startswith(
        this: &T,
        py: &mut Py,
        prefix: Borrowed<'_>,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<bool> {
        let ends = Ends::of(py, start, end)?;
        matches(py, this, prefix, &ends, "startswith", <[u8]>::starts_with)
    }

    /// Whether self[start:end] ends with the suffix, or with one of a tuple of them.
    #[pymethod("($self, suffix[, start[, end]], /)")]
    fn endswith(
        this: &T,
        py: &mut Py,
        suffix: Borrowed<'_>,
        start: Option<Borrowed<'_>>,
        end: Option<Borrowed<'_>>,
    ) -> PyResult<bool> {
        let ends = Ends::of(py, start, end)?;
        matches(py, this, suffix, &ends, "endswith", <[u8]>::ends_with)
    }
}
