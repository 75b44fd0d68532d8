//! Items of a memoryview: what stands in brackets behind it, iteration, `count` and `index`.

use taipan_macros::pymethods;
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::types::singletons::is_ellipsis;
use taipan_object::types::slice::Slice;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::{Change, MemoryView, iterator, not_implemented};
use crate::memory::geometry::{Dimension, Geometry};
use crate::memory::item_format::ItemFormat;
use crate::memory::lend::give_back;
use crate::sequences::subscript::{place, search_range};

/// Items.
pub(super) struct Items;

/// What stands in the brackets.
enum Key<'a> {
    /// `...`
    Ellipsis,
    /// An index.
    Index(isize),
    /// A slice.
    Slice(&'a Slice),
    /// Several indices.
    Indices(&'a [Value]),
    /// Several slices.
    Slices,
    /// Anything else.
    Wrong,
}

fn is_index(value: &Value) -> bool {
    value.is_int() || value.type_().slots.index.get().is_some()
}

impl<'a> Key<'a> {
    fn of(py: &mut Py, key: Borrowed<'a>) -> PyResult<Self> {
        if is_index(&key) {
            return index(py, &key).map(Self::Index);
        }
        if let Some(slice) = key.exact::<Slice>() {
            return Ok(Self::Slice(slice));
        }
        if let Some(tuple) = key.get::<Tuple>() {
            let items = tuple.items();
            if items.iter().all(is_index) {
                return Ok(Self::Indices(items));
            }
            if items.iter().all(|item| item.exact::<Slice>().is_some()) {
                return Ok(Self::Slices);
            }
            return Ok(Self::Wrong);
        }
        Ok(if is_ellipsis(&key) { Self::Ellipsis } else { Self::Wrong })
    }
}

fn index(py: &mut Py, value: &Value) -> PyResult<isize> {
    let int = py.index(value)?;
    match int.as_i64() {
        Some(index) => Ok(index as isize),
        None => Err(exc::index_error(
            py,
            format_args!("cannot fit '{}' into an index-sized integer", value.type_().name()),
        )),
    }
}

#[cold]
fn wrong_key(py: &Py) -> Raised {
    exc::type_error(py, format_args!("memoryview: invalid slice key"))
}

#[cold]
fn no_dimension(py: &Py) -> Raised {
    exc::type_error(py, format_args!("invalid indexing of 0-dim memory"))
}

#[cold]
fn no_sub_views(py: &Py) -> Raised {
    not_implemented(py, format_args!("sub-views are not implemented"))
}

impl MemoryView {
    /// The place of an index in a dimension, which is counted from 1 in the error.
    fn place_in(py: &Py, dimension: Dimension, number: usize, index: isize) -> PyResult<usize> {
        match place(index, dimension.len) {
            Some(place) => Ok(place),
            None => Err(exc::index_error(py, format_args!("index out of bounds on dimension {number}"))),
        }
    }

    /// The place of the item with an index in each dimension.
    fn place_of(&self, py: &mut Py, indices: &[Value]) -> PyResult<Vec<usize>> {
        let dimensions = self.geometry.dimensions();
        if indices.len() > dimensions.len() {
            return Err(exc::type_error(
                py,
                format_args!(
                    "cannot index {}-dimension view with {}-element tuple",
                    dimensions.len(),
                    indices.len()
                ),
            ));
        }
        if indices.len() < dimensions.len() {
            return Err(no_sub_views(py));
        }
        let mut place = Vec::with_capacity(indices.len());
        for (number, (&dimension, value)) in dimensions.iter().zip(indices).enumerate() {
            let index = index(py, value)?;
            place.push(Self::place_in(py, dimension, number + 1, index)?);
        }
        Ok(place)
    }

    /// The value of the item at a place, which is within the shape.
    fn read(&self, py: &Py, items: ItemFormat, place: &[usize]) -> PyResult<Value> {
        // The indices may have run Python code that released the view.
        self.check(py)?;
        items.unpack(py, self.item_bytes(py, place))
    }

    /// The same for writing.
    fn write(&self, py: &mut Py, items: ItemFormat, place: &[usize], value: &Value) -> PyResult<()> {
        let packed = items.pack(py, value, &self.shown_format())?;
        self.check(py)?;
        let item = packed.get(..self.geometry.item_size).unwrap_or_default();
        // SAFETY: the memory of items is valid while there is a source, and can be written; nothing else runs meanwhile.
        unsafe {
            let place = self.geometry.address(self.data.as_ptr(), place);
            place.copy_from_nonoverlapping(item.as_ptr(), item.len());
        }
        Ok(())
    }

    /// The part that a slice means, in the first dimension.
    fn sliced(&self, py: &mut Py, slice: &Slice) -> PyResult<(isize, Geometry)> {
        let Some(&first) = self.geometry.dimensions().first() else { return Err(no_dimension(py)) };
        let indices = py.slice_indices(slice, first.len)?;
        let start = indices.start.clamp(0, first.len as isize);
        let start = if indices.count == 0 { 0 } else { start };
        let stride = first.stride.wrapping_mul(indices.step);
        let geometry = self.geometry.with_first(Dimension { len: indices.count, stride, ..first });
        Ok((start.wrapping_mul(first.stride), geometry))
    }

    /// Where the items of a part begin.
    fn at(&self, offset: isize) -> std::ptr::NonNull<u8> {
        std::ptr::NonNull::new(self.data.as_ptr().wrapping_offset(offset)).unwrap_or(self.data)
    }
}

#[pymethods(MemoryView)]
impl Items {
    #[pyslot]
    fn length(this: &MemoryView, py: &mut Py) -> PyResult<usize> {
        this.check(py)?;
        match this.geometry.dimensions().first() {
            Some(first) => Ok(first.len),
            None => Err(exc::type_error(py, format_args!("0-dim memory has no length"))),
        }
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        iterator::new(py, this)
    }

    #[pyslot]
    fn getitem(this: Borrowed<'_>, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        let Some(view) = this.get::<MemoryView>() else { return Err(wrong_key(py)) };
        view.check(py)?;
        let dimensions = view.geometry.dimensions();
        if dimensions.is_empty() {
            return match Key::of(py, key)? {
                Key::Indices([]) => view.read(py, view.items(py)?, &[]),
                Key::Ellipsis => Ok(this.to_value()),
                _ => Err(no_dimension(py)),
            };
        }
        match Key::of(py, key)? {
            Key::Index(index) => {
                let items = view.items(py)?;
                let Some(dimension) = view.only_dimension() else {
                    let message = format_args!("multi-dimensional sub-views are not implemented");
                    return Err(not_implemented(py, message));
                };
                let place = MemoryView::place_in(py, dimension, 1, index)?;
                view.read(py, items, &[place])
            }
            Key::Slice(slice) => {
                // The numbers of the slice may run Python code that releases the view, but not what the part is one of.
                let source = view.source(py)?;
                let (offset, geometry) = view.sliced(py, slice)?;
                let (format, is_readonly) = (view.format.clone(), view.is_readonly);
                let change = Change { data: view.at(offset), geometry, format, is_readonly };
                view.changed_of(py, source, change)
            }
            Key::Indices(indices) => {
                let items = view.items(py)?;
                let place = view.place_of(py, indices)?;
                view.read(py, items, &place)
            }
            Key::Slices => {
                Err(not_implemented(py, format_args!("multi-dimensional slicing is not implemented")))
            }
            Key::Ellipsis | Key::Wrong => Err(wrong_key(py)),
        }
    }

    #[pyslot]
    fn setitem(
        this: &MemoryView,
        py: &mut Py,
        key: Borrowed<'_>,
        value: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        this.check(py)?;
        let items = this.items(py)?;
        if this.is_readonly {
            return Err(exc::type_error(py, format_args!("cannot modify read-only memory")));
        }
        let Some(value) = value else {
            return Err(exc::type_error(py, format_args!("cannot delete memory")));
        };
        if this.geometry.dimensions().is_empty() {
            return match Key::of(py, key)? {
                Key::Indices([]) | Key::Ellipsis => this.write(py, items, &[], &value),
                _ => Err(no_dimension(py)),
            };
        }
        match Key::of(py, key)? {
            Key::Index(index) => {
                let Some(dimension) = this.only_dimension() else { return Err(no_sub_views(py)) };
                let place = MemoryView::place_in(py, dimension, 1, index)?;
                this.write(py, items, &[place], &value)
            }
            Key::Indices(indices) => {
                let place = this.place_of(py, indices)?;
                this.write(py, items, &place, &value)
            }
            Key::Slice(slice) if this.only_dimension().is_some() => {
                let source = py.get_buffer(&value, BufferRequest::FULL_RO)?;
                let result = assign(py, this, slice, &source);
                give_back(py, source, result)
            }
            Key::Slice(_) | Key::Slices => {
                let message = "memoryview slice assignments are currently restricted to ndim = 1";
                Err(not_implemented(py, format_args!("{message}")))
            }
            Key::Ellipsis | Key::Wrong => Err(wrong_key(py)),
        }
    }

    /// How often a value occurs.
    #[pymethod("($self, value, /)")]
    fn count(this: Borrowed<'_>, py: &mut Py, value: &Value) -> PyResult<usize> {
        let iterator = iterator::new(py, this)?;
        let mut count = 0;
        while let Some(item) = py.next(&iterator)? {
            count += usize::from(py.equal(&item, value)?);
        }
        Ok(count)
    }

    /// The first index of a value from start to stop; ValueError if there is none.
    #[pymethod("($self, value, start=0, stop=sys.maxsize, /)")]
    fn index(
        this: &MemoryView,
        py: &mut Py,
        value: &Value,
        start: Option<Borrowed<'_>>,
        stop: Option<Borrowed<'_>>,
    ) -> PyResult<usize> {
        let len = this.geometry.dimensions().first().map_or(0, |first| first.len);
        let (start, stop) = search_range(py, start, stop, |_| len)?;
        this.check(py)?;
        if this.only_dimension().is_none() {
            return Err(if this.geometry.dimensions().is_empty() {
                exc::type_error(py, format_args!("invalid lookup on 0-dim memory"))
            } else {
                not_implemented(py, format_args!("multi-dimensional lookup is not implemented"))
            });
        }
        let items = this.items(py)?;
        for index in start..stop.min(len) {
            let item = this.read(py, items, &[index])?;
            if py.equal(&item, value)? {
                return Ok(index);
            }
        }
        Err(exc::value_error(py, format_args!("memoryview.index(x): x not found")))
    }
}

/// `view[slice] = source`, of which both must have items of one kind and as many.
fn assign(py: &mut Py, view: &MemoryView, slice: &Slice, source: &Buffer) -> PyResult<()> {
    let (offset, target) = view.sliced(py, slice)?;
    view.check(py)?;
    let geometry = Geometry::of(py, source)?;
    let plain = |format: &[u8]| format.strip_prefix(b"@").unwrap_or(format).to_vec();
    if plain(view.format.to_bytes()) != plain(source.format.to_bytes())
        || target.item_size != geometry.item_size
        || !target.same_shape(&geometry)
    {
        return Err(exc::value_error(
            py,
            format_args!("memoryview assignment: lvalue and rvalue have different structures"),
        ));
    }
    // The two may overlap.
    let mut copy = Vec::new();
    copy.try_reserve_exact(geometry.bytes())?;
    // SAFETY: both are held; the target can be written; nothing else runs meanwhile.
    unsafe {
        geometry.copy_out(source.data.as_ptr(), &mut copy);
        target.copy_in(view.at(offset).as_ptr(), &copy);
    }
    Ok(())
}
