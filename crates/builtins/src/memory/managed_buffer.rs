//! `managedbuffer`: a buffer that several memoryviews share.
//!
//! Each view that is not released holds a reference, and nothing else does: when the last view is released or dies, this
//! object dies, and gives the buffer back.

use taipan_macros::{pyclass, pymethods};
use taipan_object::buffer::Buffer;
use taipan_object::type_::Definition;
use taipan_object::type_::parts::Part;
use taipan_object::{Py, PyCell, PyResult, Value, Visit};

/// The payload.
#[pyclass(static = MANAGED_BUFFER, name = "managedbuffer")]
pub(super) struct ManagedBuffer {
    #[part]
    buffer: PyCell<Held>,
    /// Somebody else gives the buffer back.
    is_borrowed: bool,
}

/// A buffer, until it is given back.
struct Held(Option<Buffer>);

impl Part for Held {
    fn take(&mut self) -> Option<Value> {
        self.0.take().map(|buffer| buffer.owner)
    }

    fn each(&self, visit: &mut Visit<'_>) {
        if let Some(buffer) = &self.0 {
            visit(&buffer.owner);
        }
    }
}

pub(super) const DEFINITION: Definition =
    Definition { slots: &[Death::SLOTS], ..Definition::of(&MANAGED_BUFFER) };

impl ManagedBuffer {
    pub(super) fn of(py: &Py, buffer: Buffer) -> PyResult<Value> {
        py.heap().object(Self { buffer: PyCell::new(Held(Some(buffer))), is_borrowed: false })
    }

    /// A buffer that somebody else gives back, after the views are released.
    pub(super) fn borrowed(py: &Py, buffer: Buffer) -> PyResult<Value> {
        py.heap().object(Self { buffer: PyCell::new(Held(Some(buffer))), is_borrowed: true })
    }

    /// The object that lends the memory.
    pub(super) fn owner(&self, py: &Py) -> Option<Value> {
        self.buffer.get(py).0.as_ref().map(|buffer| buffer.owner.clone())
    }
}

struct Death;

#[pymethods(ManagedBuffer)]
impl Death {
    #[pyslot]
    fn finalize(this: &ManagedBuffer, py: &mut Py) {
        let Held(buffer) = this.buffer.replace(py, Held(None));
        if let Some(buffer) = buffer
            && !this.is_borrowed
        {
            py.release_buffer(buffer);
        }
    }
}
