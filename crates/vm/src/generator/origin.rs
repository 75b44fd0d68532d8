//! `cr_origin`: who made a coroutine, if `sys.set_coroutine_origin_tracking_depth` asks for it.

use taipan_object::types::singletons::none;
use taipan_object::{Py, PyResult, Value};

use crate::frame_object::line_of;
use crate::thread::Thread;

/// File name, line and function of the callers of the frame on top, the innermost first: as many as are tracked.
///
/// # Safety
/// The frame on top runs.
pub(super) unsafe fn of(py: &mut Py, thread: &Thread) -> PyResult<Option<Value>> {
    let depth = thread.origin_depth.get();
    if depth == 0 {
        return Ok(None);
    }
    let mut places = Vec::new();
    // SAFETY: frames lie one below the other, and the bottom one is known.
    unsafe {
        let mut frame = thread.frame.get().sub(1);
        while places.len() < depth && !(*frame).is_bottom() {
            let code = (*frame).code();
            let line = match line_of(code, (*frame).offset()) {
                Some(line) => py.int(line.into())?,
                None => none(),
            };
            let file = code.filename.get(py).clone();
            places.push(py.tuple([file, line, code.name.clone()])?);
            frame = frame.sub(1);
        }
    }
    py.tuple(places).map(Some)
}
