//! `slice`: what stands between the brackets of `a[1:9:2]`, and what it means for something of a length.
//!
//! Finding out takes two steps, because Python code may run in the first one (`__index__`), and the length may change
//! then: [`Py::slice_bounds`] makes numbers of the three values, [`Bounds::within`] fits them to a length.

use super::bytes::Bytes;
use super::list::List;
use super::object::OBJECT;
use super::singletons::{is_none, none, none_ref};
use super::str_::Str;
use super::tuple::Tuple;
use crate::exception as exc;
use crate::py::{Heap, Py, PyResult};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::value::{Borrowed, Value};

/// The payload. The values never change while anybody can see the slice.
pub struct Slice {
    start: Value,
    stop: Value,
    step: Value,
}

/// `slice`
pub static SLICE: Type = Type::of::<Slice>("slice", Some(&OBJECT));

// SAFETY: only made here, with this payload; the type cannot be derived from.
unsafe impl Payload for Slice {
    const TYPE: &'static Type = &SLICE;
}

impl Parts for Slice {
    fn take_part(&mut self) -> Option<Value> {
        let place = [&mut self.step, &mut self.start, &mut self.stop].into_iter().find(|it| !is_none(it))?;
        Some(std::mem::replace(place, none()))
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        [&self.start, &self.stop, &self.step].into_iter().for_each(visit);
    }
}

impl Slice {
    /// `start`, of any type, or None.
    #[inline(always)]
    pub fn start(&self) -> &Value {
        &self.start
    }

    /// `stop`, of any type, or None.
    #[inline(always)]
    pub fn stop(&self) -> &Value {
        &self.stop
    }

    /// `step`, of any type, or None.
    #[inline(always)]
    pub fn step(&self) -> &Value {
        &self.step
    }

    /// The numbers, if each is one in its word or left out.
    #[inline(always)]
    fn known_bounds(&self) -> Option<Bounds> {
        let step = known_bound(self.step.borrow(), 1).filter(|&step| step != 0)?;
        let (first, last) = Bounds::ends(step);
        let (start, stop) =
            (known_bound(self.start.borrow(), first)?, known_bound(self.stop.borrow(), last)?);
        Some(Bounds { start, stop, step })
    }
}

/// The numbers of a slice, before a length is known. The step is never 0 and can be negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    start: isize,
    stop: isize,
    step: isize,
}

/// The places that a slice selects: `start`, `start + step` and so on, `count` of them, all within the length it was made
/// for. Where there are none, `start` and `stop` still say where an insertion goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indices {
    /// The first place; may be the length, or for a negative step -1.
    pub start: isize,
    /// Before this place it ends.
    pub stop: isize,
    /// The distance between places, never 0.
    pub step: isize,
    /// How many places.
    pub count: usize,
}

impl Bounds {
    /// What start and stop are where they are left out.
    #[inline(always)]
    fn ends(step: isize) -> (isize, isize) {
        if step < 0 { (isize::MAX, isize::MIN) } else { (0, isize::MAX) }
    }

    /// Whether the step is 1.
    #[inline]
    pub fn are_contiguous(self) -> bool {
        self.step == 1
    }

    /// `start:stop` with a step of 1.
    #[inline]
    pub fn contiguous(start: Option<isize>, stop: Option<isize>) -> Self {
        Self { start: start.unwrap_or(0), stop: stop.unwrap_or(isize::MAX), step: 1 }
    }

    /// The places that are selected of so many. Negative numbers count from the end.
    #[inline]
    pub fn within(self, len: usize) -> Indices {
        let len = len.min(isize::MAX as usize) as isize;
        // Where a step leads backwards, the places before the first one and at the last one are the limits.
        let (lowest, highest) = if self.step < 0 { (-1, len - 1) } else { (0, len) };
        let clip = |place: isize| {
            if place < 0 { place.saturating_add(len).max(lowest) } else { place.min(highest) }
        };
        let (start, stop) = (clip(self.start), clip(self.stop));
        let distance = if self.step < 0 { start - stop } else { stop - start };
        let count = match distance {
            ..=0 => 0,
            _ if self.step == 1 => distance.unsigned_abs(),
            _ => (distance.unsigned_abs() - 1) / self.step.unsigned_abs() + 1,
        };
        Indices { start, stop, step: self.step, count }
    }
}

/// A bound of a slice that is a number in its word, or None.
#[inline(always)]
fn known_bound(value: Borrowed<'_>, default: isize) -> Option<isize> {
    if is_none(&value) { Some(default) } else { value.as_small_int().map(|number| number as isize) }
}

impl Py {
    /// `container[start:stop]`. Of the sequences that most programs cut, no slice is made.
    #[inline(never)]
    pub fn get_slice(
        &mut self,
        container: Borrowed<'_>,
        start: Borrowed<'_>,
        stop: Borrowed<'_>,
    ) -> PyResult<Value> {
        if let (Some(start), Some(stop)) = (known_bound(start, 0), known_bound(stop, isize::MAX))
            && let Some(part) = self.known_part(container, Bounds { start, stop, step: 1 })
        {
            return part;
        }
        let slice = self.heap().slice(start.to_value(), stop.to_value(), none())?;
        self.get_item(&container, &slice)
    }

    /// `container[start:stop] = value`. Where a list gets the items of a list or tuple, no slice is made.
    #[inline(never)]
    pub fn set_slice(
        &mut self,
        container: Borrowed<'_>,
        start: Borrowed<'_>,
        stop: Borrowed<'_>,
        value: Borrowed<'_>,
    ) -> PyResult<()> {
        if let (Some(start), Some(stop)) = (known_bound(start, 0), known_bound(stop, isize::MAX))
            && let Some(list) = container.exact::<List>()
            && let Some(done) = list.replace_part(self, Bounds { start, stop, step: 1 }, value)
        {
            return done;
        }
        let slice = self.heap().slice(start.to_value(), stop.to_value(), none())?;
        self.set_item(&container, &slice, &value)
    }

    /// `container[slice]` of the same sequences, where the slice is of numbers and, but for that of a list, contiguous. Nothing for
    /// any other.
    #[inline(never)]
    pub fn get_known_slice(&self, container: Borrowed<'_>, slice: &Slice) -> Option<PyResult<Value>> {
        let bounds = slice.known_bounds()?;
        if bounds.step == 1 {
            return self.known_part(container, bounds);
        }
        let list = container.exact::<List>()?;
        Some(self.heap().list_of_part(&list.items.get(self), bounds))
    }

    /// What contiguous bounds select of a text, list, tuple or bytes; nothing for other objects.
    #[inline(always)]
    fn known_part(&self, container: Borrowed<'_>, bounds: Bounds) -> Option<PyResult<Value>> {
        let range = |len: usize| {
            let indices = bounds.within(len);
            // The place is not negative: the step is not.
            let start = indices.start as usize;
            start..start + indices.count
        };
        if let Some(text) = container.exact::<Str>() {
            let range = range(text.len());
            return Some(match range.len() == text.len() {
                true => Ok(container.to_value()),
                false => self.heap().str_slice(text, range),
            });
        }
        if let Some(list) = container.exact::<List>() {
            let items = list.items.get(self);
            return Some(self.heap().list_of(items.get(range(items.len()))?));
        }
        if let Some(tuple) = container.exact::<Tuple>() {
            let part = tuple.items().get(range(tuple.len()))?;
            return Some(match part.len() == tuple.len() {
                true => Ok(container.to_value()),
                false => self.tuple(part.iter().cloned()),
            });
        }
        let bytes = container.exact::<Bytes>()?;
        let part = bytes.data().get(range(bytes.len()))?;
        Some(if part.len() == bytes.len() { Ok(container.to_value()) } else { self.bytes(part) })
    }
}

impl Indices {
    /// The selected places in ascending order, as the place of the lowest one and a positive step: for deleting.
    pub fn ascending(self) -> (usize, usize) {
        let last = self.start + (self.count.saturating_sub(1) as isize).wrapping_mul(self.step);
        (self.start.min(last).max(0).unsigned_abs(), self.step.unsigned_abs())
    }

    /// The selected places, in the order of the slice.
    pub fn places(self) -> impl ExactSizeIterator<Item = usize> + DoubleEndedIterator {
        let Self { start, step, count, .. } = self;
        // No place is outside of the length, so nothing overflows.
        (0..count).map(move |index| start.wrapping_add((index as isize).wrapping_mul(step)) as usize)
    }
}

impl Heap {
    /// A slice; None stands for what is left out.
    #[inline]
    pub fn slice(self, start: Value, stop: Value, step: Value) -> PyResult<Value> {
        self.object(Slice { start, stop, step })
    }
}

impl Py {
    /// The numbers of a slice. `TypeError` if one of its values is no index, `ValueError` for a step of 0.
    pub fn slice_bounds(&mut self, slice: &Slice) -> PyResult<Bounds> {
        let step = match self.slice_index(&slice.step)? {
            Some(0) => return Err(exc::value_error(self, format_args!("slice step cannot be zero"))),
            Some(step) => step.max(-isize::MAX),
            None => 1,
        };
        let (first, last) = Bounds::ends(step);
        let start = self.slice_index(&slice.start)?.unwrap_or(first);
        let stop = self.slice_index(&slice.stop)?.unwrap_or(last);
        Ok(Bounds { start, stop, step })
    }

    /// `start:stop`, of any values.
    #[inline]
    pub fn slice_bounds_of(&mut self, start: &Value, stop: &Value) -> PyResult<Bounds> {
        let start = self.slice_index(start)?;
        let stop = self.slice_index(stop)?;
        Ok(Bounds::contiguous(start, stop))
    }

    /// The places that a slice selects of so many, for a container whose length cannot change.
    pub fn slice_indices(&mut self, slice: &Slice, len: usize) -> PyResult<Indices> {
        Ok(self.slice_bounds(slice)?.within(len))
    }

    /// One number of a slice, clipped to what is possible; nothing for None.
    #[inline]
    pub fn slice_index(&mut self, value: &Value) -> PyResult<Option<isize>> {
        if let Some(small) = value.as_small_int() {
            return Ok(Some(small as isize));
        }
        if is_none(value) {
            return Ok(None);
        }
        if !value.is_int() && value.type_().slots.index.get().is_none() {
            return Err(exc::type_error(
                self,
                format_args!("slice indices must be integers or None or have an __index__ method"),
            ));
        }
        self.to_clamped(value).map(Some)
    }

    /// The argument `start` or `end` of a method, such as `str.find`, which is like a number of a slice.
    #[inline]
    pub fn slice_argument(&mut self, value: Option<Borrowed<'_>>) -> PyResult<Option<isize>> {
        self.slice_index(&value.unwrap_or(none_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_selects_what_is_there() {
        let within = |start, stop, step, len| {
            let indices = Bounds { start, stop, step }.within(len);
            (indices.start, indices.stop, indices.count, indices.places().collect::<Vec<_>>())
        };
        assert_eq!(within(1, isize::MAX, 2, 6), (1, 6, 3, vec![1, 3, 5]));
        assert_eq!(within(isize::MAX, isize::MIN, -2, 6), (5, -1, 3, vec![5, 3, 1]));
        assert_eq!(within(-2, -9, -1, 3), (1, -1, 2, vec![1, 0]));
        assert_eq!(within(3, 1, 1, 5), (3, 1, 0, vec![]));
        assert_eq!(within(isize::MIN, isize::MAX, isize::MAX, 2), (0, 2, 1, vec![0]));
        assert_eq!(within(isize::MAX, isize::MIN, -isize::MAX, 2), (1, -1, 1, vec![1]));
        assert_eq!(within(0, 0, -1, 0), (-1, -1, 0, vec![]));
        assert_eq!(Bounds { start: 5, stop: 0, step: -2 }.within(6).ascending(), (1, 2));
    }
}
