//! `memoryview`: memory that an object lends, seen as items in any number of dimensions.

mod attributes;
mod compare;
mod convert;
mod items;
mod iterator;

use std::borrow::Cow;
use std::cell::Cell;
use std::ffi::CStr;
use std::ptr::NonNull;

use taipan_macros::{pyclass, pymethods};
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value, exception as exc};

use super::geometry::{Dimension, Geometry, Order};
use super::item_format::ItemFormat;
use super::managed_buffer::ManagedBuffer;
use crate::arguments::generic_alias;

/// The payload. Nothing in it but its source changes.
#[pyclass(static = MEMORYVIEW, name = "memoryview")]
pub(crate) struct MemoryView {
    /// The buffer that this is a view of, a `managedbuffer`; nothing after the release.
    source: PyCell<Option<Value>>,
    /// Where the first item lies. Valid as long as there is a source.
    data: NonNull<u8>,
    geometry: Geometry,
    format: Cow<'static, CStr>,
    /// The format, if it is one whose items can be read and written.
    items: Option<ItemFormat>,
    is_readonly: bool,
    /// It is lent for one call only, so no other view can be made of it.
    is_restricted: bool,
    /// How many buffers of this view are lent.
    exports: Cell<usize>,
    /// The hash plus one; 0 until it is asked for.
    hash: Cell<u64>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("A view of the memory that the object lends."),
    signature: Some("(object)"),
    flags: Flags::SEQUENCE.with(Flags::WEAKLY_REFERABLE).with(Flags::VARIABLE),
    slots: &[Life::SLOTS, items::Items::SLOTS, compare::Compare::SLOTS],
    methods: &[Life::METHODS, items::Items::METHODS, convert::Convert::METHODS],
    getset: &[attributes::Attributes::GETSET],
    ..Definition::of(&MEMORYVIEW)
};

pub(super) use iterator::DEFINITION as ITERATOR_DEFINITION;

/// How a view differs from the one that it is made of.
struct Change {
    data: NonNull<u8>,
    geometry: Geometry,
    format: Cow<'static, CStr>,
    is_readonly: bool,
}

impl MemoryView {
    /// A view of a buffer, which it gives back in the end.
    pub(super) fn of_buffer(py: &mut Py, buffer: Buffer) -> PyResult<Value> {
        let geometry = match Geometry::of(py, &buffer) {
            Ok(geometry) => geometry,
            Err(raised) => return super::lend::give_back(py, buffer, Err(raised)),
        };
        let change = Change {
            data: buffer.data,
            geometry,
            format: buffer.format.clone(),
            is_readonly: buffer.readonly,
        };
        let source = ManagedBuffer::of(py, buffer)?;
        Self::make(py, source, change, false)
    }

    /// A view of a buffer that is given back afterwards, for one call: see [`Self::forget`].
    pub(super) fn of_lent(py: &mut Py, owner: Borrowed<'_>, buffer: &Buffer) -> PyResult<Value> {
        let change = Change {
            data: buffer.data,
            geometry: Geometry::of(py, buffer)?,
            format: buffer.format.clone(),
            is_readonly: buffer.readonly,
        };
        let source = ManagedBuffer::borrowed(
            py,
            Buffer {
                owner: owner.to_value(),
                format: buffer.format.clone(),
                shape: buffer.shape.clone(),
                strides: buffer.strides.clone(),
                suboffsets: buffer.suboffsets.clone(),
                ..*buffer
            },
        )?;
        Self::make(py, source, change, true)
    }

    /// Releases a view that must not outlive a call. Nobody can have borrowed of it, because it is restricted.
    pub(super) fn forget(&self, py: &mut Py) {
        drop(self.source.replace(py, None));
        py.drain();
    }

    /// `memoryview(object)`
    pub(super) fn of_object(py: &mut Py, object: &Value, request: BufferRequest) -> PyResult<Value> {
        if let Some(view) = object.get::<Self>() {
            return view.changed(py, view.as_it_is());
        }
        if !super::lend::is_lender(object) {
            let class = object.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("memoryview: a bytes-like object is required, not '{class}'"),
            ));
        }
        let buffer = py.get_buffer(object, request)?;
        Self::of_buffer(py, buffer)
    }

    fn make(py: &Py, source: Value, change: Change, is_restricted: bool) -> PyResult<Value> {
        let Change { data, geometry, format, is_readonly } = change;
        let items = ItemFormat::of(format.to_bytes());
        // Whoever lends the memory may call its items what it likes, but not give them another size.
        let items = items.filter(|items| items.size() == geometry.item_size);
        py.heap().object(Self {
            source: PyCell::new(Some(source)),
            data,
            geometry,
            format,
            items,
            is_readonly,
            is_restricted,
            exports: Cell::new(0),
            hash: Cell::new(0),
        })
    }

    fn as_it_is(&self) -> Change {
        Change {
            data: self.data,
            geometry: self.geometry.clone(),
            format: self.format.clone(),
            is_readonly: self.is_readonly,
        }
    }

    /// Another view of the same buffer.
    fn changed(&self, py: &Py, change: Change) -> PyResult<Value> {
        let source = self.source(py)?;
        self.changed_of(py, source, change)
    }

    /// The same of what this was a view of a moment ago.
    fn changed_of(&self, py: &Py, source: Value, change: Change) -> PyResult<Value> {
        if self.is_restricted {
            return Err(restricted(py));
        }
        Self::make(py, source, change, false)
    }

    /// What this is a view of. `ValueError` after the release.
    #[inline]
    fn source(&self, py: &Py) -> PyResult<Value> {
        match &*self.source.get(py) {
            Some(source) => Ok(source.clone()),
            None => Err(released(py)),
        }
    }

    /// Fails after the release.
    #[inline]
    fn check(&self, py: &Py) -> PyResult<()> {
        if self.is_released(py) { Err(released(py)) } else { Ok(()) }
    }

    #[inline]
    pub(super) fn is_released(&self, py: &Py) -> bool {
        self.source.get(py).is_none()
    }

    /// The object that lends the memory; nothing after the release.
    pub(super) fn owner(&self, py: &Py) -> Option<Value> {
        let source = self.source.get(py).clone()?;
        source.get::<ManagedBuffer>()?.owner(py)
    }

    /// Runs Python code during which the view cannot be released.
    fn held<R>(&self, work: impl FnOnce() -> R) -> R {
        self.exports.set(self.exports.get() + 1);
        let result = work();
        self.exports.set(self.exports.get().saturating_sub(1));
        result
    }

    /// The only dimension, if there is one.
    fn only_dimension(&self) -> Option<Dimension> {
        match *self.geometry.dimensions() {
            [dimension] => Some(dimension),
            _ => None,
        }
    }

    /// Shows the bytes of the item at a place, which is within the shape. The view is not released.
    #[inline]
    fn item_bytes<'a>(&'a self, _: &'a Py, place: &[usize]) -> &'a [u8] {
        // SAFETY: the memory of items is valid while there is a source; no other code runs while the result is in use.
        unsafe {
            let address = self.geometry.address(self.data.as_ptr(), place);
            std::slice::from_raw_parts(address, self.geometry.item_size)
        }
    }

    /// A copy of all items. The view is not released.
    fn copy(&self, _: &Py, order: Order) -> PyResult<Vec<u8>> {
        let mut copy = Vec::new();
        copy.try_reserve_exact(self.geometry.bytes())?;
        // SAFETY: the memory of items is valid while there is a source; no other code runs meanwhile.
        unsafe { self.geometry.copy_out_in(order, self.data.as_ptr(), &mut copy) };
        Ok(copy)
    }

    /// The format, if its items can be read and written here. `NotImplementedError` for others.
    #[inline]
    fn items(&self, py: &Py) -> PyResult<ItemFormat> {
        self.items.ok_or_else(|| {
            let format = self.format.to_string_lossy();
            not_implemented(py, format_args!("memoryview: unsupported format {format}"))
        })
    }

    /// The format without its prefix, as errors show it.
    fn shown_format(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.format.to_bytes().strip_prefix(b"@").unwrap_or(self.format.to_bytes()))
    }
}

#[cold]
fn released(py: &Py) -> Raised {
    exc::value_error(py, format_args!("operation forbidden on released memoryview object"))
}

#[cold]
fn restricted(py: &Py) -> Raised {
    exc::value_error(py, format_args!("cannot create new view on restricted memoryview"))
}

#[cold]
fn not_implemented(py: &Py, message: std::fmt::Arguments<'_>) -> Raised {
    py.error(&exc::NOT_IMPLEMENTED_ERROR, message)
}

#[cold]
fn refused(py: &Py, why: &str) -> Raised {
    py.error(&exc::BUFFER_ERROR, format_args!("memoryview: {why}"))
}

/// How views are made, lend their memory and end.
struct Life;

#[pymethods(MemoryView)]
impl Life {
    #[pyslot("(object)", name = "memoryview")]
    fn new(_: &Type, py: &mut Py, object: &Value) -> PyResult<Value> {
        MemoryView::of_object(py, object, BufferRequest::FULL_RO)
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let is_released = this.get::<MemoryView>().is_some_and(|view| view.is_released(py));
        let state = if is_released { "released memory" } else { "memory" };
        py.text(format_args!("<{state} at {:#x}>", this.word()))
    }

    #[pyslot]
    fn get_buffer(this: Borrowed<'_>, py: &mut Py, request: BufferRequest) -> PyResult<Buffer> {
        let Some(view) = this.get::<MemoryView>() else { return Err(released(py)) };
        view.check(py)?;
        if view.is_restricted {
            return Err(restricted(py));
        }
        let buffer = view.lend(py, this, request)?;
        view.exports.set(view.exports.get() + 1);
        Ok(buffer)
    }

    #[pyslot]
    fn release_buffer(this: &MemoryView, _: &mut Py, _: &Buffer) {
        this.exports.set(this.exports.get().saturating_sub(1));
    }

    /// Gives the memory back. Nothing can be done with the view afterwards.
    #[pymethod]
    fn release(this: &MemoryView, py: &mut Py) -> PyResult<()> {
        release(py, this)
    }

    #[pymethod]
    /// The view itself, to be released at the end of the with statement.
    fn __enter__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        if let Some(view) = this.get::<MemoryView>() {
            view.check(py)?;
        }
        Ok(this.to_value())
    }

    /// Gives the memory back.
    #[pymethod("($self, /, *exc_info)")]
    fn __exit__(this: &MemoryView, py: &mut Py, _exception: Args<'_>) -> PyResult<()> {
        release(py, this)
    }

    /// A view of the memory that an object lends when it is asked with these flags.
    #[pyclassmethod("($type, /, object, flags)")]
    fn _from_flags(_: &Type, py: &mut Py, object: &Value, flags: i32) -> PyResult<Value> {
        MemoryView::of_object(py, object, BufferRequest(flags.cast_unsigned()))
    }

    /// The type with parameters, for annotations.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        generic_alias(py, class, object)
    }
}

pub(super) fn release(py: &mut Py, view: &MemoryView) -> PyResult<()> {
    if view.is_released(py) {
        return Ok(());
    }
    let count = view.exports.get();
    if count > 0 {
        let plural = if count == 1 { "" } else { "s" };
        return Err(
            py.error(&exc::BUFFER_ERROR, format_args!("memoryview has {count} exported buffer{plural}"))
        );
    }
    drop(view.source.replace(py, None));
    // If this was the last view, the buffer goes back now.
    py.drain();
    Ok(())
}

impl MemoryView {
    /// The memory as it is asked for.
    fn lend(&self, py: &Py, this: Borrowed<'_>, request: BufferRequest) -> PyResult<Buffer> {
        let geometry = &self.geometry;
        let (in_c, in_fortran) = (geometry.is_contiguous(Order::C), geometry.is_contiguous(Order::Fortran));
        if request.has(BufferRequest::WRITABLE) && self.is_readonly {
            return Err(refused(py, "underlying buffer is not writable"));
        }
        if request.has(BufferRequest::C_CONTIGUOUS) && !in_c {
            return Err(refused(py, "underlying buffer is not C-contiguous"));
        }
        if request.has(BufferRequest::F_CONTIGUOUS) && !in_fortran {
            return Err(refused(py, "underlying buffer is not Fortran contiguous"));
        }
        if request.has(BufferRequest::ANY_CONTIGUOUS) && !in_c && !in_fortran {
            return Err(refused(py, "underlying buffer is not contiguous"));
        }
        if geometry.is_indirect && !request.has(BufferRequest::INDIRECT) {
            return Err(refused(py, "underlying buffer requires suboffsets"));
        }
        if !request.has(BufferRequest::STRIDES) && !in_c {
            return Err(refused(py, "underlying buffer is not C-contiguous"));
        }
        let has_format = request.has(BufferRequest::FORMAT);
        let has_shape = request.has(BufferRequest::ND);
        if !has_shape && has_format {
            return Err(refused(py, "cannot cast to unsigned bytes if the format flag is present"));
        }
        let dimensions = geometry.dimensions();
        let shape = dimensions.iter().map(|dimension| dimension.len as isize);
        let strides = dimensions.iter().map(|dimension| dimension.stride);
        let suboffsets = dimensions.iter().map(|dimension| dimension.suboffset);
        Ok(Buffer {
            owner: this.to_value(),
            data: self.data,
            len: geometry.bytes(),
            readonly: self.is_readonly,
            item_size: if has_shape { geometry.item_size } else { 1 },
            format: if has_format { self.format.clone() } else { Cow::Borrowed(c"B") },
            shape: has_shape.then(|| shape.collect()),
            strides: request.has(BufferRequest::STRIDES).then(|| strides.collect()),
            suboffsets: geometry.is_indirect.then(|| suboffsets.collect()),
        })
    }
}
