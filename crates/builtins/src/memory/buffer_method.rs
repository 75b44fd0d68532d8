//! `__buffer__` and `__release_buffer__` of native types, as Python calls them, and the views that Python classes get.

use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::hooks::ViewHooks;
use taipan_object::type_::{Function, SpecialMethod};
use taipan_object::types::singletons::none;
use taipan_object::{Args, Borrowed, Py, PyResult, Value, exception as exc};

use super::memoryview::{MEMORYVIEW, MemoryView, release};
use crate::arguments::exactly;

/// What the kernel needs of `memoryview`.
pub(crate) const VIEWS: ViewHooks = ViewHooks {
    type_: &MEMORYVIEW,
    call_method: call_buffer_method,
    show: show_released,
    hide: hide_released,
};

/// Calls `__buffer__` or `__release_buffer__`: what the slot of a native type does, by way of a view.
fn call_buffer_method(
    py: &mut Py,
    method: &SpecialMethod,
    function: Function,
    this: Borrowed<'_>,
    args: Args<'_>,
) -> PyResult<Value> {
    let [argument] = exactly(py, method.name, args)?;
    if let Function::GetBuffer(get) = function {
        let flags = py.to_isize(&argument)?;
        let Ok(flags) = i32::try_from(flags) else {
            return Err(exc::overflow_error(py, format_args!("buffer flags out of range")));
        };
        let buffer = get(py, this, BufferRequest(flags.cast_unsigned()))?;
        return MemoryView::of_buffer(py, buffer);
    }
    let Some(view) = argument.get::<MemoryView>() else {
        return Err(exc::type_error(py, format_args!("expected a memoryview object")));
    };
    if view.is_released(py) {
        return Err(exc::value_error(py, format_args!("memoryview's buffer has already been released")));
    }
    if !view.owner(py).is_some_and(|owner| owner.is(&this)) {
        return Err(exc::value_error(py, format_args!("memoryview's buffer is not this object")));
    }
    release(py, view)?;
    Ok(none())
}

/// A view of memory that is about to be given back, for `__release_buffer__` of a Python class: valid during the call, and
/// no other view can be made of it.
fn show_released(py: &mut Py, this: Borrowed<'_>, buffer: &Buffer) -> PyResult<Value> {
    MemoryView::of_lent(py, this, buffer)
}

/// Ends what [`show_released`] began.
fn hide_released(py: &mut Py, view: &Value) {
    if let Some(view) = view.get::<MemoryView>() {
        view.forget(py);
    }
}
