//! Memory that an interpreter lends to others: a `memoryview` crosses without a copy.
//!
//! The object that lends stays with its interpreter, in a parcel that only this one opens again: when nobody has the memory
//! any more, the parcel waits for that interpreter to take it back. As long as the memory is lent the interpreter's heap stays,
//! even where the interpreter itself ends.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ffi::CStr;
use std::ptr::{self, NonNull};
use std::sync::{Arc, Mutex, PoisonError};

use taipan_macros::{pyclass, pymethods};
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::gil::{Entrance, Parcel};
use taipan_object::runtime::Runtime;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

/// What others have given back, by the interpreter that lent it.
#[derive(Default)]
struct Returned(Mutex<HashMap<i64, Vec<Parcel>>>);

/// Memory of another interpreter, or on its way there.
pub struct Lent {
    address: usize,
    len: usize,
    readonly: bool,
    item_size: usize,
    format: Cow<'static, CStr>,
    shape: Option<Box<[isize]>>,
    strides: Option<Box<[isize]>>,
    suboffsets: Option<Box<[isize]>>,
    lender: i64,
    /// The view by which the memory is lent.
    view: Option<Parcel>,
    /// Keeps the lender's heap.
    _heap: Entrance,
    runtime: Arc<Runtime>,
}

impl std::fmt::Debug for Lent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lent").field("lender", &self.lender).field("len", &self.len).finish_non_exhaustive()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let returned = self.runtime.state::<Returned>();
        let mut returned = returned.0.lock().unwrap_or_else(PoisonError::into_inner);
        returned.entry(self.lender).or_default().extend(self.view.take());
    }
}

/// Whether a value is a `memoryview`.
pub(super) fn is_view(value: &Value) -> bool {
    let class = value.type_();
    !class.is_heap() && class.builtin_name() == "memoryview"
}

/// Lends the memory of a `memoryview` or another object that has some.
pub(crate) fn lend(py: &mut Py, value: &Value) -> PyResult<Box<Lent>> {
    let memoryview = py.builtin("memoryview")?;
    let view = py.call(&memoryview, &[value])?;
    let buffer = py.get_buffer(&view, BufferRequest::FULL_RO)?;
    let (id, runtime) = (py.interpreter().id(), py.runtime().clone());
    let lent = runtime.entrance(id).map(|heap| Lent {
        address: buffer.data.as_ptr().expose_provenance(),
        len: buffer.len,
        readonly: buffer.readonly,
        item_size: buffer.item_size,
        format: buffer.format.clone(),
        shape: buffer.shape.clone(),
        strides: buffer.strides.clone(),
        suboffsets: buffer.suboffsets.clone(),
        lender: id,
        view: Some(Parcel::new(view)),
        _heap: heap,
        runtime: runtime.clone(),
    });
    // The view in the parcel lends the memory on.
    py.release_buffer(buffer);
    lent.map(Box::new).ok_or_else(|| exc::runtime_error(py, format_args!("the interpreter ends")))
}

/// Takes back what others have returned to this interpreter.
pub(crate) fn take_back(py: &mut Py) {
    let id = py.interpreter().id();
    let returned = py.runtime().state::<Returned>();
    let parcels = returned.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    for parcel in parcels.into_iter().flatten() {
        drop(parcel.open(py));
    }
    py.drain();
}

/// A `memoryview` of memory that another interpreter lends.
pub(super) fn view(py: &mut Py, lent: Box<Lent>) -> PyResult<Value> {
    let source = py.heap().object(BufferView { lent })?;
    let memoryview = py.builtin("memoryview")?;
    py.call(&memoryview, &[&source])
}

/// The object that lends another interpreter's memory on.
#[pyclass(static = BUFFER_VIEW, name = "_interpreters.CrossInterpreterBufferView", base = OBJECT, leaf)]
pub(crate) struct BufferView {
    lent: Box<Lent>,
}

pub(crate) static DEFINITIONS: &[Definition] = &[Definition {
    flags: Flags::BASE.with(Flags::NO_INSTANCES),
    slots: &[BufferView::SLOTS],
    ..Definition::of(&BUFFER_VIEW)
}];

#[pymethods]
impl BufferView {
    #[pyslot]
    fn get_buffer(this: Borrowed<'_>, py: &mut Py, request: BufferRequest) -> PyResult<Buffer> {
        let Some(view) = this.get::<Self>() else {
            return Err(exc::type_error(py, format_args!("a bytes-like object is required")));
        };
        let lent = &view.lent;
        let data =
            NonNull::new(ptr::with_exposed_provenance_mut(lent.address)).unwrap_or(NonNull::dangling());
        let plain = Buffer::of_bytes(py, this.to_value(), data, lent.len, lent.readonly, request)?;
        Ok(Buffer {
            item_size: lent.item_size,
            format: lent.format.clone(),
            shape: lent.shape.clone(),
            strides: lent.strides.clone(),
            suboffsets: lent.suboffsets.clone(),
            ..plain
        })
    }
}
