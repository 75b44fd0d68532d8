//! `_buffer_wrapper`: stands between memory that the `__buffer__` method of a class lends and whoever uses it, so that
//! `__release_buffer__` is called with the very memoryview that `__buffer__` returned.

use super::object::OBJECT;
use crate::buffer::Buffer;
use crate::cell::PyCell;
use crate::py::{Py, PyResult};
use crate::type_::parts::Part;
use crate::type_::{Parts, Payload, Type, Visit, python};
use crate::value::{Borrowed, Value};

/// The payload.
pub(crate) struct BufferWrapper {
    /// The memoryview and the object whose `__buffer__` returned it, until the memory is given back.
    lent: PyCell<Option<(Value, Value)>>,
}

/// `_buffer_wrapper`
pub(crate) static BUFFER_WRAPPER: Type = Type::of::<BufferWrapper>("_buffer_wrapper", Some(&OBJECT));

// SAFETY: only made here; the type cannot be derived from.
unsafe impl Payload for BufferWrapper {
    const TYPE: &'static Type = &BUFFER_WRAPPER;
}

impl Parts for BufferWrapper {
    fn take_part(&mut self) -> Option<Value> {
        self.lent.take()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.lent.each(visit);
    }
}

/// What lends the memory of `view` in the name of `owner`.
pub(crate) fn new(py: &Py, view: &Value, owner: Borrowed<'_>) -> PyResult<Value> {
    py.heap().object(BufferWrapper { lent: PyCell::new(Some((view.clone(), owner.to_value()))) })
}

/// The slot.
pub(crate) fn release(py: &mut Py, this: Borrowed<'_>, buffer: &Buffer) {
    let Some(wrapper) = this.exact::<BufferWrapper>() else { return };
    let Some((view, owner)) = wrapper.lent.replace(py, None) else { return };
    if let Some(release) = view.type_().slots.release_buffer.get() {
        release(py, view.borrow(), buffer);
    }
    // A view of the owner's own memory gives that back itself when it is released.
    if !python::releases_in_python(py, owner.borrow()) || lends_for(py, &view, &owner) {
        return;
    }
    python::call_release_buffer(py, owner.borrow(), &view);
}

/// Whether a view is one of the memory that this object lends.
fn lends_for(py: &mut Py, view: &Value, owner: &Value) -> bool {
    let object = py.heap().intern("obj").and_then(|name| py.get_attribute(view, &name));
    match object {
        Ok(object) => object.is(owner),
        // A view that is released already has no object.
        Err(raised) => {
            py.discard(raised);
            false
        }
    }
}
