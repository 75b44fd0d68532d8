//! Memory of objects.

use crate::args::Args;
use crate::buffer::{Buffer, BufferRequest};
use crate::exception as exc;
use crate::native::{Place, bad_argument};
use crate::py::{Py, PyResult, Raised};
use crate::type_::{Function, SpecialMethod};
use crate::value::{Borrowed, Value};

impl Py {
    /// Borrows the memory of an object. It must be given back.
    pub fn get_buffer(&mut self, value: &Value, request: BufferRequest) -> PyResult<Buffer> {
        match value.type_().slots.get_buffer.get() {
            Some(get) => get(self, value.borrow(), request),
            None => Err(exc::type_error(
                self,
                format_args!("a bytes-like object is required, not '{}'", value.type_().name()),
            )),
        }
    }

    /// The same where one error stands for whatever is wrong with the memory.
    pub fn get_buffer_or(
        &mut self,
        value: &Value,
        request: BufferRequest,
        error: impl FnOnce(&Self) -> Raised,
    ) -> PyResult<Buffer> {
        self.get_buffer(value, request).map_err(|raised| {
            self.discard(raised);
            error(self)
        })
    }

    /// Borrows the memory of an argument that must be writable.
    pub fn get_writable(&mut self, value: Borrowed<'_>, place: &Place) -> PyResult<Buffer> {
        self.get_buffer_or(&value, BufferRequest::WRITABLE, |py| {
            bad_argument(py, place, "read-write bytes-like object", value)
        })
    }

    /// Gives memory back.
    #[expect(clippy::needless_pass_by_value, reason = "the buffer is used up")]
    pub fn release_buffer(&mut self, buffer: Buffer) {
        if let Some(release) = buffer.owner.type_().slots.release_buffer.get() {
            release(self, buffer.owner.borrow(), &buffer);
        }
    }
}

/// `__buffer__` and `__release_buffer__` of a native type, by way of `memoryview`.
pub(crate) fn call_wrapper(
    py: &mut Py,
    method: &SpecialMethod,
    function: Function,
    this: Borrowed<'_>,
    args: Args<'_>,
) -> PyResult<Value> {
    match (py.interpreter().hooks().views, function) {
        (Some(views), Function::GetBuffer(_) | Function::ReleaseBuffer(_)) => {
            (views.call_method)(py, method, function, this, args)
        }
        _ => Err(exc::system_error(py, format_args!("{} cannot be called", method.name))),
    }
}
