//! `ndarray`: memory of its own in any structure, or that of another object.
//!
//! ```text
//! ndarray ─► Bases ─► Base ─┬─ held: the memory, lent by a bytearray of our own or by another object
//!                    Base   └─ view: how it is seen: where it begins, shape, strides, format
//!                    …      the last one is in use; earlier ones wait until it is popped
//! ```

use std::borrow::Cow;
use std::cell::Cell;
use std::ffi::CString;
use std::ptr::NonNull;

use taipan_macros::{pyclass, pymethods};
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::type_::parts::Part;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::list::List;
use taipan_object::types::singletons::{is_ellipsis, none};
use taipan_object::types::slice::Slice;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Type, Value, Visit, exception as exc};

use super::geometry::{Order, is_contiguous, places, steps};
use super::pack::{self, Format};
use super::{MOST_DIMENSIONS, flags};

/// The payload.
#[pyclass(name = "ndarray")]
pub(super) struct NdArray {
    #[part]
    bases: PyCell<Bases>,
    /// Whether the structure may change while memory is lent.
    varies: Cell<bool>,
}

/// The last one is in use.
#[derive(Default)]
struct Bases(Vec<Base>);

/// A piece of memory, and how it is seen.
struct Base {
    /// The memory as it was lent, to be given back.
    held: Buffer,
    view: View,
    flags: u32,
    /// Where the first item lies in memory of our own.
    offset: isize,
    exports: usize,
    /// Whether the memory is another object's.
    is_consumer: bool,
}

/// How memory is seen. What was not asked for when it was lent is not known.
#[derive(Clone)]
struct View {
    data: NonNull<u8>,
    len: usize,
    readonly: bool,
    item_size: usize,
    format: Option<CString>,
    shape: Option<Vec<isize>>,
    strides: Option<Vec<isize>>,
    suboffsets: Option<Vec<isize>>,
}

impl Part for Bases {
    fn take(&mut self) -> Option<Value> {
        self.0.pop().map(|base| base.held.owner)
    }

    fn each(&self, visit: &mut Visit<'_>) {
        self.0.iter().for_each(|base| visit(&base.held.owner));
    }
}

pub(super) const DEFINITION: Definition = Definition {
    flags: Flags::NONE,
    slots: &[NdArray::SLOTS],
    methods: &[NdArray::METHODS],
    getset: &[NdArray::GETSET],
    ..Definition::of(&ND_ARRAY)
};

impl View {
    /// The memory that a view shows, as it is lent.
    fn buffer(&self, owner: Value) -> Buffer {
        Buffer {
            owner,
            data: self.data,
            len: self.len,
            readonly: self.readonly,
            item_size: self.item_size,
            format: self.format.clone().map_or(Cow::Borrowed(c"B"), Cow::Owned),
            shape: self.shape.clone().map(Vec::into),
            strides: self.strides.clone().map(Vec::into),
            suboffsets: self.suboffsets.clone().map(Vec::into),
        }
    }

    /// What a lent buffer shows, of which only what was asked for is known.
    fn of(buffer: &Buffer, request: BufferRequest) -> Self {
        let shape = || buffer.lens().iter().map(|&len| len as isize).collect();
        Self {
            data: buffer.data,
            len: buffer.len,
            readonly: buffer.readonly,
            item_size: buffer.item_size,
            format: request.has(BufferRequest::FORMAT).then(|| buffer.format.clone().into_owned()),
            shape: request.has(BufferRequest::ND).then(shape),
            strides: request.has(BufferRequest::STRIDES).then(|| buffer.steps()),
            suboffsets: buffer.suboffsets.as_ref().map(|them| them.to_vec()),
        }
    }

    fn dimensions(&self) -> usize {
        self.shape.as_ref().map_or(1, Vec::len)
    }

    /// Moves the beginning by so many bytes.
    fn advance(&mut self, bytes: isize) {
        if let Some(data) = NonNull::new(self.data.as_ptr().wrapping_offset(bytes)) {
            self.data = data;
        }
    }

    /// Counts the bytes of all items.
    fn measure(&mut self) {
        let lens = self.shape.iter().flatten();
        let count = lens.fold(1_usize, |count, &len| count.saturating_mul(len.unsigned_abs()));
        self.len = count.saturating_mul(self.item_size);
    }
}

impl Base {
    /// Notes what can be seen of the structure.
    fn note_order(&mut self) {
        let buffer = self.view.buffer(none());
        if self.view.dimensions() == 0 {
            self.flags |= flags::SCALAR;
        }
        if self.view.suboffsets.is_some() {
            self.flags |= flags::POINTERS;
        }
        if is_contiguous(&buffer, Order::C) {
            self.flags |= flags::C;
        }
        if is_contiguous(&buffer, Order::Fortran) {
            self.flags |= flags::FORTRAN;
        }
    }

    fn lies_in(&self, order: Order) -> bool {
        let bits = match order {
            Order::C => flags::SCALAR | flags::C,
            Order::Fortran => flags::SCALAR | flags::FORTRAN,
            Order::Any => flags::SCALAR | flags::C | flags::FORTRAN,
        };
        self.flags & bits != 0
    }
}

#[cold]
fn refused(py: &Py, why: &str) -> Raised {
    py.error(&exc::BUFFER_ERROR, format_args!("{why}"))
}

/// The items of a list or tuple.
fn items(py: &mut Py, name: &str, value: &Value) -> PyResult<Vec<Value>> {
    if value.get::<List>().is_none() && value.get::<Tuple>().is_none() {
        return Err(exc::type_error(py, format_args!("{name} must be a list or a tuple")));
    }
    py.collect(value)
}

/// The numbers of a shape or of strides.
fn numbers(py: &mut Py, name: &str, values: &[Value]) -> PyResult<Vec<isize>> {
    let mut numbers = Vec::new();
    for value in values {
        if !value.is_int() {
            return Err(exc::value_error(py, format_args!("elements of {name} must be integers")));
        }
        let number = py.to_isize(value)?;
        if name == "shape" && number < 0 {
            return Err(exc::value_error(py, format_args!("elements of shape must be integers >= 0")));
        }
        numbers.push(number);
    }
    Ok(numbers)
}

/// What a structure is made of.
struct Recipe<'a> {
    items: &'a Value,
    shape: &'a Value,
    strides: Option<&'a Value>,
    offset: isize,
    format: Option<&'a Value>,
    flags: u32,
}

/// Fails for a structure that reaches out of the memory.
fn verify(
    py: &Py,
    memory: usize,
    item: usize,
    offset: isize,
    shape: &[isize],
    strides: &[isize],
) -> PyResult<()> {
    let item = item as isize;
    if strides.iter().any(|stride| stride % item != 0) {
        return Err(exc::value_error(py, format_args!("strides must be a multiple of itemsize")));
    }
    if shape.contains(&0) {
        return Ok(());
    }
    let (mut lowest, mut highest) = (Some(offset), offset.checked_add(item));
    for (&len, &stride) in shape.iter().zip(strides) {
        let reach = (len - 1).checked_mul(stride);
        let end = if stride <= 0 { &mut lowest } else { &mut highest };
        *end = end.zip(reach).and_then(|(end, reach)| end.checked_add(reach));
    }
    match (lowest, highest) {
        (Some(lowest), Some(highest)) if lowest >= 0 && highest <= memory as isize => Ok(()),
        _ => Err(exc::value_error(py, format_args!("invalid combination of buffer, shape and strides"))),
    }
}

impl Recipe<'_> {
    fn base(&self, py: &mut Py) -> PyResult<Base> {
        let shape = items(py, "shape", self.shape)?;
        if shape.len() > MOST_DIMENSIONS {
            return Err(exc::value_error(py, format_args!("ndim must not exceed {MOST_DIMENSIONS}")));
        }
        let strides = match self.strides {
            Some(strides) => Some(items(py, "strides", strides)?).filter(|strides| !strides.is_empty()),
            None => None,
        };
        if let Some(strides) = &strides {
            if self.flags & flags::FORTRAN != 0 {
                return Err(exc::type_error(
                    py,
                    format_args!("ND_FORTRAN cannot be used together with strides"),
                ));
            }
            if strides.len() != shape.len() {
                return Err(exc::value_error(py, format_args!("len(shape) != len(strides)")));
            }
        }
        let default = py.str("B")?;
        let format = self.format.unwrap_or(&default);
        if pack::size(py, format)? == 0 {
            return Err(exc::value_error(py, format_args!("itemsize must not be zero")));
        }
        let values =
            if shape.is_empty() { vec![self.items.clone()] } else { items(py, "items", self.items)? };
        if values.is_empty() {
            return Err(exc::value_error(py, format_args!("initializer list or tuple must not be empty")));
        }
        let packer = Format::of(py, format)?;
        let (item_size, memory_len) = (packer.size, packer.size.saturating_mul(values.len()));
        if self.offset % item_size as isize != 0 {
            return Err(exc::value_error(py, format_args!("offset must be a multiple of itemsize")));
        }
        if self.offset < 0 || self.offset.saturating_add(item_size as isize) > memory_len as isize {
            return Err(exc::value_error(py, format_args!("offset out of bounds")));
        }
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(memory_len)?;
        for value in &values {
            bytes.extend(packer.bytes(py, value)?);
        }
        if self.flags & flags::POINTERS != 0 && shape.is_empty() {
            return Err(exc::type_error(
                py,
                format_args!("ndim = 0 cannot be used in conjunction with ND_PIL"),
            ));
        }
        let shape = numbers(py, "shape", &shape)?;
        let strides = match strides {
            Some(strides) => numbers(py, "strides", &strides)?,
            None => steps(&shape, item_size, self.flags & flags::FORTRAN != 0),
        };
        verify(py, memory_len, item_size, self.offset, &shape, &strides)?;
        let format = CString::new(format.to_string()).unwrap_or_default();
        if self.flags & flags::POINTERS != 0 {
            return self.rows(py, &bytes, item_size, format, shape, strides);
        }
        let held = memory(py, &bytes)?;
        let mut view = View {
            data: held.data,
            len: 0,
            readonly: self.flags & flags::WRITABLE == 0,
            item_size,
            format: Some(format),
            shape: Some(shape),
            strides: Some(strides),
            suboffsets: None,
        };
        view.advance(self.offset);
        view.measure();
        let mut base =
            Base { held, view, flags: self.flags, offset: self.offset, exports: 0, is_consumer: false };
        base.note_order();
        Ok(base)
    }

    /// Memory whose first dimension consists of the addresses of the rows, which lie behind them.
    ///
    /// ```text
    /// │ row 0 │ row 1 │ … │ items of all rows, as they would lie without pointers │
    /// ```
    fn rows(
        &self,
        py: &mut Py,
        bytes: &[u8],
        item_size: usize,
        format: CString,
        shape: Vec<isize>,
        mut strides: Vec<isize>,
    ) -> PyResult<Base> {
        const POINTER: usize = size_of::<usize>();
        let (Some(&count), Some(stride)) = (shape.first(), strides.first_mut()) else {
            return Err(refused(py, "no dimensions"));
        };
        // Where the lowest item lies, and in each row how far its first item is above the row's lowest.
        let (mut lowest, mut within) = (0_isize, 0_isize);
        let old = std::mem::replace(stride, if *stride < 0 { -(POINTER as isize) } else { POINTER as isize });
        let steps = std::iter::once(old).chain(strides.iter().skip(1).copied());
        for (dimension, (&len, step)) in
            shape.iter().zip(steps).enumerate().take_while(|(_, (len, _))| **len > 0)
        {
            let reach = (len - 1).saturating_mul(step.min(0));
            lowest += reach;
            within -= if dimension > 0 { reach } else { 0 };
        }
        let count = count.unsigned_abs();
        let pointers = count.saturating_mul(POINTER);
        let mut all = Vec::new();
        all.try_reserve_exact(pointers.saturating_add(bytes.len()))?;
        all.resize(pointers, 0);
        all.extend_from_slice(bytes);
        let held = memory(py, &all)?;
        let first = held
            .data
            .as_ptr()
            .expose_provenance()
            .wrapping_add(pointers)
            .wrapping_add_signed(self.offset + lowest);
        for row in 0..count {
            let address = first.wrapping_add(row.wrapping_mul(old.unsigned_abs()));
            held.write(py, row * POINTER, &address.to_ne_bytes());
        }
        let mut suboffsets = vec![-1; shape.len()];
        if let Some(place) = suboffsets.first_mut() {
            *place = within;
        }
        let mut view = View {
            data: held.data,
            len: 0,
            readonly: self.flags & flags::WRITABLE == 0,
            item_size,
            format: Some(format),
            shape: Some(shape),
            strides: Some(strides),
            suboffsets: Some(suboffsets),
        };
        if old < 0 && count > 0 {
            view.advance(((count - 1) * POINTER) as isize);
        }
        view.measure();
        let mut base = Base { held, view, flags: self.flags, offset: 0, exports: 0, is_consumer: false };
        base.note_order();
        Ok(base)
    }
}

/// Memory with these bytes that stays where it is: that of a bytearray, lent for as long as the base lives.
fn memory(py: &mut Py, bytes: &[u8]) -> PyResult<Buffer> {
    let class = py.builtin("bytearray")?;
    let bytes = py.bytes(bytes)?;
    let array = py.call(&class, &[&bytes])?;
    py.get_buffer(&array, BufferRequest::WRITABLE)
}

/// Another object's memory.
fn borrowed(py: &mut Py, owner: &Value, request: BufferRequest) -> PyResult<Base> {
    let held = py.get_buffer(owner, request)?;
    let view = View::of(&held, request);
    let flags = if view.readonly { 0 } else { flags::WRITABLE };
    Ok(Base { held, view, flags, offset: -1, exports: 0, is_consumer: true })
}

impl NdArray {
    fn of(py: &Py, base: Base) -> PyResult<Value> {
        py.heap().object(Self { bases: PyCell::new(Bases(vec![base])), varies: Cell::new(false) })
    }

    /// An object with a copy of a buffer's items, which lie end to end in an order.
    pub(super) fn contiguous_copy(py: &mut Py, buffer: &Buffer, order: Order) -> PyResult<Value> {
        let bytes = pack::flat(py, buffer, order)?;
        let held = memory(py, &bytes)?;
        let shape: Vec<isize> = buffer.lens().iter().map(|&len| len as isize).collect();
        let strides = steps(&shape, buffer.item_size, order == Order::Fortran);
        let view = View {
            data: held.data,
            len: held.len,
            readonly: true,
            item_size: buffer.item_size,
            format: Some(buffer.format.clone().into_owned()),
            shape: Some(shape),
            strides: Some(strides),
            suboffsets: None,
        };
        let mut base = Base { held, view, flags: 0, offset: 0, exports: 0, is_consumer: false };
        base.note_order();
        Self::of(py, base)
    }

    /// Looks at the base in use.
    fn look<R>(&self, py: &Py, look: impl FnOnce(&Base) -> R) -> PyResult<R> {
        match self.bases.get(py).0.last() {
            Some(base) => Ok(look(base)),
            None => Err(exc::runtime_error(py, format_args!("ndarray was not initialised"))),
        }
    }

    fn view(&self, py: &Py) -> PyResult<View> {
        self.look(py, |base| base.view.clone())
    }

    /// The memory in use, for looking at it while the object lives.
    pub(super) fn seen(&self, py: &Py, this: Borrowed<'_>) -> PyResult<Buffer> {
        Ok(self.view(py)?.buffer(this.to_value()))
    }

    /// Fails where the structure cannot change.
    fn check_changeable(&self, py: &Py, may_vary: bool) -> PyResult<()> {
        let (is_consumer, exports) = self.look(py, |base| (base.is_consumer, base.exports))?;
        if is_consumer {
            return Err(refused(py, "structure of re-exporting object is immutable"));
        }
        if exports > 0 && !(may_vary && self.varies.get()) {
            let plural = if exports == 1 { "" } else { "s" };
            return Err(py.error(
                &exc::BUFFER_ERROR,
                format_args!("cannot change structure: {exports} exported buffer{plural}"),
            ));
        }
        Ok(())
    }

    fn push(&self, py: &mut Py, base: Base) -> PyResult<()> {
        let mut bases = self.bases.get_mut(py);
        bases.0.try_reserve(1)?;
        bases.0.push(base);
        Ok(())
    }

    /// The format of the items.
    fn format(py: &mut Py, view: &View) -> PyResult<Format> {
        let text = view.format.as_ref().map_or(Cow::Borrowed("B"), |format| format.to_string_lossy());
        let text = py.str(&text)?;
        Format::of(py, &text)
    }

    /// The bytes of all items, in C's order.
    fn bytes(&self, py: &Py, this: Borrowed<'_>) -> PyResult<Vec<u8>> {
        pack::flat(py, &self.seen(py, this)?, Order::C)
    }

    /// A part of the memory as an object of its own.
    fn part(
        py: &mut Py,
        this: Borrowed<'_>,
        change: impl FnOnce(&mut Py, &mut View) -> PyResult<()>,
    ) -> PyResult<Value> {
        let mut base = borrowed(py, &this, BufferRequest::FULL_RO)?;
        if let Err(raised) = change(py, &mut base.view) {
            let exception = py.take(raised);
            py.release_buffer(base.held);
            return Err(py.heap().again(exception));
        }
        base.flags &= flags::WRITABLE;
        base.note_order();
        Self::of(py, base)
    }

    /// The item or row at an index.
    fn at(&self, py: &mut Py, this: Borrowed<'_>, index: isize) -> PyResult<Value> {
        let view = self.view(py)?;
        let place = place(py, &view, index)?;
        if view.dimensions() == 1 {
            let bytes = self.seen(py, this)?.item(py, &[place]).map(<[u8]>::to_vec).unwrap_or_default();
            return Self::format(py, &view)?.value(py, &bytes);
        }
        let start = self.seen(py, this)?.address(&[place]).and_then(NonNull::new);
        Self::part(py, this, |_, view| {
            for numbers in [&mut view.shape, &mut view.strides, &mut view.suboffsets].into_iter().flatten() {
                numbers.remove(0);
            }
            view.data = start.unwrap_or(view.data);
            view.measure();
            Ok(())
        })
    }
}

/// The place of an index in the first dimension.
fn place(py: &Py, view: &View, index: isize) -> PyResult<usize> {
    let len = match &view.shape {
        Some(shape) => shape.first().copied().unwrap_or(0),
        None => view.len as isize,
    };
    let index = if index < 0 { index.saturating_add(len) } else { index };
    match usize::try_from(index) {
        Ok(place) if index < len => Ok(place),
        _ => Err(exc::index_error(py, format_args!("index out of bounds"))),
    }
}

/// Narrows a dimension to what a slice selects.
fn narrow(py: &mut Py, view: &mut View, slice: &Slice, dimension: usize) -> PyResult<()> {
    let (Some(shape), Some(strides)) = (&mut view.shape, &mut view.strides) else {
        return Err(refused(py, "re-exporter does not provide format, shape or strides"));
    };
    let (Some(len), Some(stride)) = (shape.get_mut(dimension), strides.get_mut(dimension)) else {
        return Err(exc::index_error(py, format_args!("too many slices for memory")));
    };
    let selected = py.slice_indices(slice, len.unsigned_abs())?;
    let start = selected.start.wrapping_mul(*stride);
    *len = selected.count as isize;
    *stride = stride.wrapping_mul(selected.step);
    // What lies behind pointers begins later for all of them.
    let before = view.suboffsets.iter_mut().flatten().take(dimension);
    match before.filter(|suboffset| **suboffset >= 0).last() {
        Some(suboffset) => *suboffset = suboffset.wrapping_add(start),
        None => view.advance(start),
    }
    Ok(())
}

#[cold]
fn scalar(py: &Py) -> Raised {
    exc::type_error(py, format_args!("invalid indexing of scalar"))
}

/// Whether a key stands for the only item of memory without dimensions.
fn is_whole(key: Borrowed<'_>) -> bool {
    is_ellipsis(&key) || key.get::<Tuple>().is_some_and(Tuple::is_empty)
}

#[pymethods]
impl NdArray {
    #[pyslot("(obj, shape=<x>, strides=<x>, offset=0, format='B', flags=0, getbuf=<x>)", name = "ndarray")]
    fn new(
        class: &Type,
        py: &mut Py,
        obj: Borrowed<'_>,
        shape: Option<Borrowed<'_>>,
        strides: Option<Borrowed<'_>>,
        offset: Option<isize>,
        format: Option<Borrowed<'_>>,
        flags: Option<i32>,
        getbuf: Option<i32>,
    ) -> PyResult<Value> {
        let mut given = flags.unwrap_or(0).cast_unsigned();
        let Some(shape) = shape else {
            if obj.type_().slots.get_buffer.get().is_none() {
                return Err(exc::type_error(
                    py,
                    format_args!("shape is a required argument when constructing from list, tuple or scalar"),
                ));
            }
            let is_plain = given == 0 || given == flags::REDIRECT;
            if strides.is_some() || offset.is_some_and(|it| it != 0) || format.is_some() || !is_plain {
                return Err(exc::type_error(
                    py,
                    format_args!(
                        "construction from exporter object only takes 'obj', 'getbuf' and 'flags' arguments"
                    ),
                ));
            }
            let request = getbuf.map_or(BufferRequest::FULL_RO, |it| BufferRequest(it.cast_unsigned()));
            let mut base = borrowed(py, &obj, request)?;
            base.note_order();
            base.flags |= given;
            return py
                .heap()
                .object_of(class, Self { bases: PyCell::new(Bases(vec![base])), varies: Cell::new(false) });
        };
        if getbuf.is_some() {
            return Err(exc::type_error(
                py,
                format_args!("getbuf argument only valid for construction from exporter object"),
            ));
        }
        let varies = given & flags::VAREXPORT != 0;
        given &= !flags::VAREXPORT;
        let recipe = Recipe {
            items: &obj,
            shape: &shape,
            strides: strides.as_deref(),
            offset: offset.unwrap_or(0),
            format: format.as_deref(),
            flags: given,
        };
        let base = recipe.base(py)?;
        py.heap().object_of(class, Self { bases: PyCell::new(Bases(vec![base])), varies: Cell::new(varies) })
    }

    #[pyslot]
    fn finalize(this: &Self, py: &mut Py) {
        let Bases(bases) = this.bases.replace(py, Bases::default());
        for base in bases.into_iter().rev() {
            py.release_buffer(base.held);
        }
    }

    #[pyslot]
    fn get_buffer(this: Borrowed<'_>, py: &mut Py, request: BufferRequest) -> PyResult<Buffer> {
        let Some(array) = this.get::<Self>() else { return Err(refused(py, "no ndarray")) };
        let (view, own, owner) = array.look(py, |base| {
            (base.view.clone(), base.flags, base.is_consumer.then(|| base.held.owner.clone()))
        })?;
        if own & flags::REDIRECT != 0
            && let Some(owner) = owner
        {
            return py.get_buffer(&owner, request);
        }
        let [in_c, in_fortran, in_any] = [Order::C, Order::Fortran, Order::Any]
            .map(|order| array.look(py, |base| base.lies_in(order)).unwrap_or(false));
        let lacks_shape = request.has(BufferRequest::ND) && view.shape.is_none();
        let lacks_strides = request.has(BufferRequest::STRIDES) && view.strides.is_none();
        if view.dimensions() != 0 && (lacks_shape || lacks_strides) {
            return Err(refused(py, "re-exporter does not provide format, shape or strides"));
        }
        if own & flags::GETBUF_FAIL != 0 {
            return Err(refused(py, "ND_GETBUF_FAIL: forced test exception"));
        }
        if request.has(BufferRequest::WRITABLE) && view.readonly {
            return Err(refused(py, "ndarray is not writable"));
        }
        if request.has(BufferRequest::C_CONTIGUOUS) && !in_c {
            return Err(refused(py, "ndarray is not C-contiguous"));
        }
        if request.has(BufferRequest::F_CONTIGUOUS) && !in_fortran {
            return Err(refused(py, "ndarray is not Fortran contiguous"));
        }
        if request.has(BufferRequest::ANY_CONTIGUOUS) && !in_any {
            return Err(refused(py, "ndarray is not contiguous"));
        }
        if view.suboffsets.is_some() && !request.has(BufferRequest::INDIRECT) {
            return Err(refused(py, "ndarray cannot be represented without suboffsets"));
        }
        if !request.has(BufferRequest::STRIDES) && !in_c {
            return Err(refused(py, "ndarray is not C-contiguous"));
        }
        let (has_format, has_shape) = (request.has(BufferRequest::FORMAT), request.has(BufferRequest::ND));
        if !has_shape && has_format {
            return Err(refused(py, "ndarray: cannot cast to unsigned bytes if the format flag is present"));
        }
        let mut lent = view.clone();
        lent.format = view.format.filter(|_| has_format);
        lent.shape = view.shape.filter(|_| has_shape);
        lent.strides = view.strides.filter(|_| request.has(BufferRequest::STRIDES));
        if let Some(base) = array.bases.get_mut(py).0.last_mut() {
            base.exports += 1;
        }
        Ok(lent.buffer(this.to_value()))
    }

    #[pyslot]
    fn release_buffer(this: &Self, py: &mut Py, buffer: &Buffer) {
        let address = buffer.data.as_ptr().addr();
        let unused = {
            let mut bases = this.bases.get_mut(py);
            let count = bases.0.len();
            let found = bases.0.iter().position(|base| {
                let start = base.held.data.as_ptr().addr();
                base.is_consumer || (start..=start + base.held.len).contains(&address)
            });
            let Some(place) = found else { return };
            let base = &mut bases.0[place];
            base.exports = base.exports.saturating_sub(1);
            // What is not in use any more has waited for its last borrower.
            let is_done = base.exports == 0 && place + 1 != count && !base.is_consumer;
            is_done.then(|| bases.0.remove(place))
        };
        if let Some(base) = unused {
            py.release_buffer(base.held);
        }
    }

    #[pyslot]
    fn getitem(this: Borrowed<'_>, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        let Some(array) = this.get::<Self>() else { return Err(scalar(py)) };
        let view = array.view(py)?;
        if view.dimensions() == 0 {
            if key.get::<Tuple>().is_some_and(Tuple::is_empty) {
                let bytes = array.bytes(py, this)?;
                return Self::format(py, &view)?.value(py, &bytes);
            }
            return if is_ellipsis(&key) { Ok(this.to_value()) } else { Err(scalar(py)) };
        }
        if key.type_().slots.index.get().is_some() {
            let index = py.to_isize(&key)?;
            return array.at(py, this, index);
        }
        let slices = match (key.get::<Slice>(), key.get::<Tuple>()) {
            (Some(_), _) => vec![key.to_value()],
            (None, Some(tuple)) => tuple.items().to_vec(),
            _ => vec![key.to_value()],
        };
        Self::part(py, this, |py, view| {
            for (dimension, slice) in slices.iter().enumerate() {
                let Some(slice) = slice.get::<Slice>() else {
                    let class = slice.type_().name();
                    return Err(exc::type_error(py, format_args!("cannot index memory using \"{class}\"")));
                };
                narrow(py, view, slice, dimension)?;
            }
            view.measure();
            Ok(())
        })
    }

    #[pyslot]
    fn setitem(
        this: Borrowed<'_>,
        py: &mut Py,
        key: Borrowed<'_>,
        value: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let Some(array) = this.get::<Self>() else { return Err(scalar(py)) };
        let view = array.view(py)?;
        if view.readonly {
            return Err(exc::type_error(py, format_args!("ndarray is not writable")));
        }
        let Some(value) = value else {
            return Err(exc::type_error(py, format_args!("ndarray data cannot be deleted")));
        };
        let place = match view.dimensions() {
            0 if is_whole(key) => Some(Vec::new()),
            0 => return Err(scalar(py)),
            1 if key.type_().slots.index.get().is_some() => {
                let index = py.to_isize(&key)?;
                Some(vec![place(py, &view, index)?])
            }
            _ => None,
        };
        if let Some(place) = place {
            let bytes = Self::format(py, &view)?.bytes(py, &value)?;
            let seen = array.seen(py, this)?;
            seen.write_item(py, &place, &bytes);
            return Ok(());
        }
        let source = py.get_buffer(&value, BufferRequest::FULL_RO)?;
        let result = Self::getitem(this, py, key).and_then(|target| copy(py, &target, &source));
        match result {
            Ok(()) => py.release_buffer(source),
            Err(raised) => {
                let exception = py.take(raised);
                py.release_buffer(source);
                return Err(py.heap().again(exception));
            }
        }
        Ok(())
    }

    #[pyslot]
    fn hash(this: Borrowed<'_>, py: &mut Py) -> PyResult<i64> {
        let Some(array) = this.get::<Self>() else { return Err(scalar(py)) };
        let (readonly, owner) =
            array.look(py, |base| (base.view.readonly, base.is_consumer.then(|| base.held.owner.clone())))?;
        if !readonly {
            return Err(exc::value_error(py, format_args!("cannot hash writable ndarray object")));
        }
        if let Some(owner) = owner {
            py.hash(&owner)?;
        }
        let bytes = array.bytes(py, this)?;
        let bytes = py.bytes(&bytes)?;
        py.hash(&bytes)
    }

    /// The items in lists of lists.
    #[pymethod("($self, /)")]
    fn tolist(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(array) = this.get::<Self>() else { return Err(scalar(py)) };
        let view = array.view(py)?;
        if view.format.is_none() {
            return Err(exc::value_error(
                py,
                format_args!("ndarray: tolist() does not support format=NULL, use tobytes()"),
            ));
        }
        let (format, seen) = (Self::format(py, &view)?, array.seen(py, this)?);
        pack::nested(py, &format, &seen, &mut Vec::new())
    }

    /// The bytes of all items.
    #[pymethod("($self, /)")]
    fn tobytes(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(array) = this.get::<Self>() else { return Err(scalar(py)) };
        let bytes = array.bytes(py, this)?;
        py.bytes(&bytes)
    }

    /// Puts other memory in the place of the present one, which comes back with pop().
    #[pymethod("($self, /, items, shape, strides=<x>, offset=0, format='B', flags=0)", name = "push", hidden)]
    fn push_base(
        &self,
        py: &mut Py,
        items: Borrowed<'_>,
        shape: Borrowed<'_>,
        strides: Option<Borrowed<'_>>,
        offset: Option<isize>,
        format: Option<Borrowed<'_>>,
        flags: Option<i32>,
    ) -> PyResult<()> {
        let flags = flags.unwrap_or(0).cast_unsigned();
        if flags & flags::VAREXPORT != 0 {
            return Err(exc::value_error(
                py,
                format_args!("ND_VAREXPORT flag can only be used during object creation"),
            ));
        }
        self.check_changeable(py, true)?;
        let recipe = Recipe {
            items: &items,
            shape: &shape,
            strides: strides.as_deref(),
            offset: offset.unwrap_or(0),
            format: format.as_deref(),
            flags,
        };
        let base = recipe.base(py)?;
        self.push(py, base)
    }

    /// Gives memory without suboffsets some that say nothing.
    #[pymethod("($self, /)")]
    fn add_suboffsets(&self, py: &mut Py) -> PyResult<()> {
        let view = self.view(py)?;
        let why = match (&view.suboffsets, &view.strides) {
            (Some(_), _) => "cannot add suboffsets to PIL-style array",
            (None, None) => "cannot add suboffsets to array without strides",
            (None, Some(_)) => {
                if let Some(base) = self.bases.get_mut(py).0.last_mut() {
                    base.view.suboffsets = Some(vec![-1; view.dimensions()]);
                    base.flags &= !(flags::C | flags::FORTRAN);
                }
                return Ok(());
            }
        };
        Err(exc::type_error(py, format_args!("{why}")))
    }

    /// Goes back to the memory before the last push().
    #[pymethod("($self, /)", name = "pop")]
    fn pop_base(&self, py: &mut Py) -> PyResult<()> {
        self.check_changeable(py, false)?;
        let base = {
            let mut bases = self.bases.get_mut(py);
            if bases.0.len() < 2 { None } else { bases.0.pop() }
        };
        match base {
            Some(base) => {
                py.release_buffer(base.held);
                Ok(())
            }
            None => Err(refused(py, "list only has a single base")),
        }
    }

    #[pygetter]
    fn flags(&self, py: &mut Py) -> PyResult<i64> {
        self.look(py, |base| base.flags.into())
    }

    #[pygetter]
    fn offset(&self, py: &mut Py) -> PyResult<isize> {
        self.look(py, |base| base.offset)
    }

    #[pygetter]
    fn obj(&self, py: &mut Py) -> PyResult<Value> {
        self.look(py, |base| if base.is_consumer { base.held.owner.clone() } else { none() })
    }

    #[pygetter]
    fn nbytes(&self, py: &mut Py) -> PyResult<usize> {
        self.look(py, |base| base.view.len)
    }

    #[pygetter]
    fn readonly(&self, py: &mut Py) -> PyResult<bool> {
        self.look(py, |base| base.view.readonly)
    }

    #[pygetter]
    fn itemsize(&self, py: &mut Py) -> PyResult<usize> {
        self.look(py, |base| base.view.item_size)
    }

    #[pygetter(name = "format")]
    fn shown_format(&self, py: &mut Py) -> PyResult<String> {
        self.look(py, |base| {
            base.view.format.as_ref().map_or_else(String::new, |format| format.to_string_lossy().into_owned())
        })
    }

    #[pygetter]
    fn ndim(&self, py: &mut Py) -> PyResult<usize> {
        self.look(py, |base| base.view.dimensions())
    }

    #[pygetter]
    fn shape(&self, py: &mut Py) -> PyResult<Value> {
        let shape = self.view(py)?.shape;
        tuple(py, shape)
    }

    #[pygetter]
    fn strides(&self, py: &mut Py) -> PyResult<Value> {
        let strides = self.view(py)?.strides;
        tuple(py, strides)
    }

    #[pygetter]
    fn suboffsets(&self, py: &mut Py) -> PyResult<Value> {
        let suboffsets = self.view(py)?.suboffsets;
        tuple(py, suboffsets)
    }

    #[pygetter]
    fn c_contiguous(this: Borrowed<'_>, py: &mut Py) -> PyResult<bool> {
        lies(py, this, Order::C)
    }

    #[pygetter]
    fn f_contiguous(this: Borrowed<'_>, py: &mut Py) -> PyResult<bool> {
        lies(py, this, Order::Fortran)
    }

    #[pygetter]
    fn contiguous(this: Borrowed<'_>, py: &mut Py) -> PyResult<bool> {
        lies(py, this, Order::Any)
    }
}

fn lies(py: &Py, this: Borrowed<'_>, order: Order) -> PyResult<bool> {
    let Some(array) = this.get::<NdArray>() else { return Ok(false) };
    Ok(is_contiguous(&array.seen(py, this)?, order))
}

fn tuple(py: &mut Py, numbers: Option<Vec<isize>>) -> PyResult<Value> {
    let numbers = numbers.unwrap_or_default();
    let items = numbers.iter().map(|&number| py.int(number as i64)).collect::<PyResult<Vec<_>>>()?;
    py.tuple(items)
}

/// Copies all items of a buffer to an ndarray of the same structure.
fn copy(py: &mut Py, target: &Value, source: &Buffer) -> PyResult<()> {
    let Some(array) = target.get::<NdArray>() else {
        return Err(exc::type_error(py, format_args!("not a part of an ndarray")));
    };
    let target = array.seen(py, target.borrow())?;
    let (lens, others) = (target.lens(), source.lens());
    let empty = lens.iter().position(|&len| len == 0).map_or(lens.len(), |place| place + 1);
    let same = lens.len() == others.len()
        && lens.iter().zip(&others).take(empty).all(|(len, other)| len == other)
        && target.item_size == source.item_size
        && target.format == source.format;
    if !same {
        return Err(exc::value_error(
            py,
            format_args!("ndarray assignment: lvalue and rvalue have different structures"),
        ));
    }
    // The two may overlap: each row is read before it is written.
    let all: Vec<Vec<usize>> = places(&lens, Order::C).collect();
    for row in all.chunks(lens.last().copied().unwrap_or(1).max(1)) {
        let bytes: Vec<Vec<u8>> =
            row.iter().map(|place| source.item(py, place).map(<[u8]>::to_vec).unwrap_or_default()).collect();
        for (place, bytes) in row.iter().zip(&bytes) {
            target.write_item(py, place, bytes);
        }
    }
    Ok(())
}
