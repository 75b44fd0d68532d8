//! The attributes of frame objects.

use taipan_macros::pymethods;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{FrameObject, line_of};
use crate::code::Code;

/// Attributes of `frame`.
pub(crate) struct Attributes;

#[pymethods(FrameObject)]
impl Attributes {
    /// The code.
    #[pygetter(name = "f_code")]
    fn code(this: &FrameObject, py: &mut Py) -> PyResult<Value> {
        Ok(this.code(py).unwrap_or_else(none))
    }

    /// The globals.
    #[pygetter(name = "f_globals")]
    fn globals(this: &FrameObject, py: &mut Py) -> PyResult<Value> {
        let function = this.state.get(py).function.clone();
        Ok(function
            .as_ref()
            .and_then(|it| it.exact::<crate::Function>())
            .map_or_else(none, |it| it.globals.clone()))
    }

    /// The builtins.
    #[pygetter(name = "f_builtins")]
    fn builtins(this: &FrameObject, py: &mut Py) -> PyResult<Value> {
        let function = this.state.get(py).function.clone();
        Ok(function
            .as_ref()
            .and_then(|it| it.exact::<crate::Function>())
            .map_or_else(none, |it| it.builtins.clone()))
    }

    /// The frame that called.
    #[pygetter(name = "f_back")]
    fn back(this: &FrameObject, py: &mut Py) -> PyResult<Value> {
        let frame = this.frame.get();
        if frame.is_null() {
            return Ok(this.state.get(py).back.clone().unwrap_or_else(none));
        }
        // SAFETY: the frame runs, and there is one below it.
        let below = super::of(py, unsafe { frame.sub(1) })?;
        Ok(below.unwrap_or_else(none))
    }

    /// The offset of the instruction that is being executed, in bytes.
    #[pygetter(name = "f_lasti")]
    fn last_instruction(this: &FrameObject, _py: &mut Py) -> PyResult<usize> {
        Ok(this.current_offset() * 2)
    }

    /// The line that is being executed.
    #[pygetter(name = "f_lineno")]
    fn line(this: &FrameObject, py: &mut Py) -> PyResult<Value> {
        let code = this.code(py);
        let line = code
            .as_ref()
            .and_then(|code| code.exact::<Code>())
            .and_then(|code| line_of(code, this.current_offset()));
        line.map_or_else(|| Ok(none()), |line| py.int(line.into()))
    }

    /// The function that is called for each line.
    #[pygetter(name = "f_trace")]
    fn trace(this: &FrameObject, py: &mut Py) -> PyResult<Value> {
        Ok(this.state.get(py).trace.clone().unwrap_or_else(none))
    }

    #[pysetter(name = "f_trace")]
    fn set_trace(this: &FrameObject, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let new = value.map(Borrowed::to_value);
        let old = std::mem::replace(&mut this.state.get_mut(py).trace, new);
        drop(old);
        Ok(())
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let address = this.word();
        let Some(frame) = this.exact::<FrameObject>() else { return Ok(none()) };
        let code = frame.code(py);
        let Some(code) = code.as_ref().and_then(|code| code.exact::<Code>()) else { return Ok(none()) };
        let line =
            line_of(code, frame.current_offset()).map_or_else(|| "None".to_owned(), |line| line.to_string());
        py.text(format_args!(
            "<frame at {address:#x}, file '{}', line {line}, code {}>",
            code.filename, code.name
        ))
    }
}
