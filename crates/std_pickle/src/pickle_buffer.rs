//! `PickleBuffer`: memory of an object that can be passed beside a pickle instead of in it.

use std::borrow::Cow;

use taipan_macros::{pyclass, pymethods};
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::type_::parts::Part;
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Type, Value, Visit, exception as exc};

/// The payload.
#[pyclass(name = "pickle.PickleBuffer")]
pub(crate) struct PickleBuffer {
    #[part]
    lent: PyCell<Lent>,
}

/// The memory, until it is given back.
struct Lent(Option<Buffer>);

impl Part for Lent {
    fn take(&mut self) -> Option<Value> {
        self.0.take().map(|buffer| buffer.owner)
    }

    fn each(&self, visit: &mut Visit<'_>) {
        if let Some(buffer) = &self.0 {
            visit(&buffer.owner);
        }
    }
}

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some("Memory of an object, which may be passed beside a pickle instead of in it."),
    flags: Flags::WEAKLY_REFERABLE,
    slots: &[PickleBuffer::SLOTS],
    methods: &[PickleBuffer::METHODS],
    unseen: &["__del__"],
    ..Definition::of(&PICKLE_BUFFER)
};

/// How the items of a buffer lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// A line of bytes.
    Bytes,
    /// End to end, in some order of the dimensions.
    Contiguous,
    Scattered,
}

impl PickleBuffer {
    /// Looks at the buffer; `ValueError` if it was given back.
    fn with<R>(&self, py: &Py, look: impl FnOnce(&Buffer) -> R) -> PyResult<R> {
        match &self.lent.get(py).0 {
            Some(buffer) => Ok(look(buffer)),
            None => Err(released(py)),
        }
    }

    /// The memory for somebody else, who must give it back.
    pub(crate) fn lend(&self, py: &mut Py) -> PyResult<Buffer> {
        let owner = self.with(py, |buffer| buffer.owner.clone())?;
        py.get_buffer(&owner, BufferRequest::FULL_RO)
    }

    fn give_back(&self, py: &mut Py) {
        if let Lent(Some(buffer)) = self.lent.replace(py, Lent(None)) {
            py.release_buffer(buffer);
        }
    }
}

#[cold]
fn released(py: &Py) -> Raised {
    exc::value_error(py, format_args!("operation forbidden on released PickleBuffer object"))
}

/// Whether the bytes of a buffer lie end to end.
pub(crate) fn is_contiguous(buffer: &Buffer) -> bool {
    layout(buffer) != Layout::Scattered
}

fn layout(buffer: &Buffer) -> Layout {
    if buffer.suboffsets.is_some() {
        return Layout::Scattered;
    }
    let line = buffer.shape.as_ref().is_none_or(|shape| shape.len() == 1);
    let Some(strides) = &buffer.strides else {
        return if line && buffer.item_size == 1 { Layout::Bytes } else { Layout::Contiguous };
    };
    let count = buffer.len.checked_div(buffer.item_size).unwrap_or(0);
    let whole = [isize::try_from(count).unwrap_or(isize::MAX)];
    let shape = buffer.shape.as_deref().unwrap_or(&whole);
    let dimensions = || shape.iter().copied().zip(strides.iter().copied());
    if buffer.len == 0
        || is_dense(buffer.item_size, dimensions().rev())
        || is_dense(buffer.item_size, dimensions())
    {
        return if line && buffer.item_size == 1 { Layout::Bytes } else { Layout::Contiguous };
    }
    Layout::Scattered
}

/// Whether items lie end to end, given lengths and strides of the dimensions, the one that varies fastest first.
fn is_dense(item_size: usize, dimensions: impl Iterator<Item = (isize, isize)>) -> bool {
    let mut expected = isize::try_from(item_size).unwrap_or(isize::MAX);
    for (len, stride) in dimensions {
        if len > 1 && stride != expected {
            return false;
        }
        expected = expected.saturating_mul(len.max(1));
    }
    true
}

/// A view of something that lends memory.
pub(crate) fn memory_view(py: &mut Py, object: &Value) -> PyResult<Value> {
    match py.interpreter().hooks().views {
        Some(views) => py.call(&views.type_.to_value(), &[object]),
        None => Err(exc::system_error(py, format_args!("there is no memoryview yet"))),
    }
}

#[pymethods]
impl PickleBuffer {
    #[pyslot("(object, /)", name = "PickleBuffer")]
    fn new(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let buffer = py.get_buffer(&object, BufferRequest::FULL_RO)?;
        py.heap().object_of(class, Self { lent: PyCell::new(Lent(Some(buffer))) })
    }

    #[pyslot]
    fn finalize(this: &Self, py: &mut Py) {
        this.give_back(py);
    }

    #[pyslot]
    fn get_buffer(this: Borrowed<'_>, py: &mut Py, request: BufferRequest) -> PyResult<Buffer> {
        let Some(this) = this.get::<Self>() else { return Err(released(py)) };
        let owner = this.with(py, |buffer| buffer.owner.clone())?;
        py.get_buffer(&owner, request)
    }

    /// Whoever asks for the memory gets it from the object below, which takes it back.
    #[pyslot]
    fn release_buffer(&self, _: &mut Py, _: &Buffer) {}

    /// A memoryview of the memory as plain bytes. BufferError if they do not lie end to end.
    #[pymethod("($self, /)")]
    fn raw(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(payload) = this.get::<Self>() else { return Err(released(py)) };
        match payload.with(py, layout)? {
            Layout::Bytes => memory_view(py, &this),
            Layout::Contiguous => {
                let raw = py.heap().object(RawMemory { buffer: this.to_value() })?;
                memory_view(py, &raw)
            }
            Layout::Scattered => Err(py.error(
                &exc::BUFFER_ERROR,
                format_args!("cannot extract raw buffer from non-contiguous buffer"),
            )),
        }
    }

    /// Gives the memory back. Nothing can be done with the object afterwards.
    #[pymethod("($self, /)")]
    fn release(&self, py: &mut Py) {
        self.give_back(py);
    }
}

/// Lends the memory of a `PickleBuffer` as bytes, whatever its items are.
#[pyclass(name = "pickle.raw_memory")]
pub(crate) struct RawMemory {
    buffer: Value,
}

pub(crate) const RAW_DEFINITION: Definition =
    Definition { flags: Flags::NO_INSTANCES, slots: &[RawMemory::SLOTS], ..Definition::of(&RAW_MEMORY) };

#[pymethods]
impl RawMemory {
    #[pyslot]
    fn get_buffer(this: Borrowed<'_>, py: &mut Py, request: BufferRequest) -> PyResult<Buffer> {
        let Some(source) = this.get::<Self>().and_then(|this| this.buffer.get::<PickleBuffer>()) else {
            return Err(released(py));
        };
        if request.has(BufferRequest::WRITABLE) && source.with(py, |buffer| buffer.readonly)? {
            return Err(py.error(&exc::BUFFER_ERROR, format_args!("Object is not writable.")));
        }
        let buffer = source.lend(py)?;
        Ok(Buffer { item_size: 1, format: Cow::Borrowed(c"B"), shape: None, strides: None, ..buffer })
    }
}
