//! The frames that run.

use taipan_macros::pymodule;
use taipan_object::types::singletons::none;

use super::implementation::AsyncGeneratorHooks;
use taipan_object::{Py, PyResult, Value, exception as exc};

pub(super) struct Frames;

#[pymodule("sys")]
impl Frames {
    /// The frame of the caller, or the one that is depth calls below it on the stack.
    #[pyfunction("(depth=0, /)")]
    fn _getframe(py: &mut Py, depth: i32) -> PyResult<Value> {
        match frame(py, depth)? {
            Some(frame) => {
                py.audit("sys._getframe", &[&frame])?;
                Ok(frame)
            }
            None => Err(exc::value_error(py, format_args!("call stack is not deep enough"))),
        }
    }

    /// The name of the module whose code runs in the frame that is depth calls below the caller, or None.
    #[pyfunction("(depth=0)")]
    fn _getframemodulename(py: &mut Py, depth: i32) -> PyResult<Value> {
        if py.is_audited() {
            let shown = py.int(depth.into())?;
            py.audit("sys._getframemodulename", &[&shown])?;
        }
        match py.interpreter().hooks().evaluation {
            Some(hooks) => {
                Ok((hooks.frame_module)(py, usize::try_from(depth).unwrap_or(0))?.unwrap_or_else(none))
            }
            None => Ok(none()),
        }
    }

    /// The frame on top of each thread, by the number of the thread.
    #[pyfunction]
    fn _current_frames(py: &mut Py) -> PyResult<Value> {
        super::audit(py, "sys._current_frames", &[])?;
        let frames = py.dict()?;
        let Some(hooks) = py.interpreter().hooks().evaluation else { return Ok(frames) };
        let mut threads = Vec::new();
        py.interpreter().each_thread(|thread| threads.push((thread.identity, thread.vm.get())));
        for (identity, state) in threads {
            if let Some(frame) = (hooks.top_frame)(py, state)? {
                let identity = py.int_from_usize(identity)?;
                py.set_item(&frames, &identity, &frame)?;
            }
        }
        Ok(frames)
    }

    /// The exception that each thread handles, or None, by the number of the thread.
    #[pyfunction]
    fn _current_exceptions(py: &mut Py) -> PyResult<Value> {
        super::audit(py, "sys._current_exceptions", &[])?;
        let exceptions = py.dict()?;
        let mut handled = Vec::new();
        py.interpreter().each_thread(|thread| handled.push((thread.identity, thread.handled_exception())));
        for (identity, exception) in handled {
            let identity = py.int_from_usize(identity)?;
            py.set_item(&exceptions, &identity, &exception.unwrap_or_else(none))?;
        }
        Ok(exceptions)
    }

    /// How many frames of its creation a coroutine remembers.
    #[pyfunction]
    fn get_coroutine_origin_tracking_depth(py: &mut Py) -> PyResult<usize> {
        match py.interpreter().hooks().evaluation {
            Some(hooks) => (hooks.origin_depth)(py),
            None => Ok(0),
        }
    }

    /// Sets how many frames of its creation a coroutine remembers.
    #[pyfunction("(depth)")]
    fn set_coroutine_origin_tracking_depth(py: &mut Py, depth: i32) -> PyResult<()> {
        let Ok(depth) = usize::try_from(depth) else {
            return Err(exc::value_error(py, format_args!("depth must be >= 0")));
        };
        match py.interpreter().hooks().evaluation {
            Some(hooks) => (hooks.set_origin_depth)(py, depth),
            None => Ok(()),
        }
    }

    /// The functions that are called when an asynchronous generator is first iterated, and when one is about to be lost.
    #[pyfunction]
    fn get_asyncgen_hooks(py: &mut Py) -> PyResult<Value> {
        let hooks = match py.interpreter().hooks().evaluation {
            Some(hooks) => (hooks.async_generator_hooks)(py)?,
            None => [None, None],
        };
        py.heap().struct_sequence::<AsyncGeneratorHooks, 2>(hooks.map(|hook| hook.unwrap_or_else(none)))
    }

    /// Sets the functions that are called when an asynchronous generator is first iterated, and when one is about to be lost.
    #[pyfunction("(firstiter=<unrepresentable>, finalizer=<unrepresentable>)", hidden)]
    fn set_asyncgen_hooks(py: &mut Py, firstiter: Option<&Value>, finalizer: Option<&Value>) -> PyResult<()> {
        if finalizer.is_some() {
            py.audit("sys.set_asyncgen_hook_finalizer", &[])?;
        }
        if firstiter.is_some() {
            py.audit("sys.set_asyncgen_hook_firstiter", &[])?;
        }
        match py.interpreter().hooks().evaluation {
            Some(hooks) => (hooks.set_async_generator_hooks)(py, firstiter, finalizer),
            None => Ok(()),
        }
    }
}

/// The frame that is so many calls below the one on top.
fn frame(py: &mut Py, depth: i32) -> PyResult<Option<Value>> {
    match py.interpreter().hooks().evaluation {
        Some(hooks) => (hooks.frame_at)(py, usize::try_from(depth).unwrap_or(0)),
        None => Ok(None),
    }
}
