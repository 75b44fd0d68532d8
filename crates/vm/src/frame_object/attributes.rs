//! The attributes of frame objects.

use taipan_macros::pymethods;
use taipan_object::types::singletons::{as_bool, is_none, none};
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use super::{FrameObject, jump, line_of, proxy};
use crate::code::Code;
use crate::generator::Progress;
use crate::generator::finalize::finalize;
use crate::generator::throw::close;
use crate::monitoring::legacy;

/// What a flag is set to.
fn truth(py: &Py, attribute: &str, value: Option<Borrowed<'_>>) -> PyResult<bool> {
    match value {
        None => Err(py.error(
            &exc::ATTRIBUTE_ERROR,
            format_args!("attribute '{attribute}' of 'frame' objects cannot be deleted"),
        )),
        Some(value) => as_bool(&value)
            .ok_or_else(|| exc::type_error(py, format_args!("attribute value type must be bool"))),
    }
}

/// Attributes of `frame`.
pub(crate) struct Attributes;

#[pymethods(FrameObject)]
impl Attributes {
    /// The code.
    #[pygetter(name = "f_code")]
    fn code(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        if py.is_audited() {
            let name = py.heap().intern("f_code")?;
            py.audit("object.__getattr__", &[&this, &name])?;
        }
        let code = this.exact::<FrameObject>().and_then(|frame| frame.code(py));
        Ok(code.unwrap_or_else(none))
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

    #[pysetter(name = "f_lineno")]
    fn set_line(this: &FrameObject, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        match value {
            Some(line) => jump::set_line(py, this, line),
            None => Err(jump::cannot_delete(py)),
        }
    }

    /// The variables: a view of those of a function, the namespace of a module or class.
    #[pygetter(name = "f_locals")]
    fn locals(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(frame) = this.exact::<FrameObject>() else { return Ok(none()) };
        if frame.shows_slots(py) {
            return proxy::new(py, this.to_value());
        }
        let known = frame.state.get(py).names.clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let names = py.dict()?;
        frame.state.get_mut(py).names = Some(names.clone());
        Ok(names)
    }

    /// The generator whose frame it is, or None.
    #[pygetter(name = "f_generator")]
    fn generator(this: &FrameObject, _py: &mut Py) -> PyResult<Value> {
        let generator = this.generator.get();
        // SAFETY: the pointer is reset before the generator goes.
        Ok(if generator.is_null() { none() } else { unsafe { (*generator).value() } })
    }

    /// Whether there is an event for each line.
    #[pymember(name = "f_trace_lines")]
    fn trace_lines(this: &FrameObject, _py: &mut Py) -> PyResult<bool> {
        Ok(this.trace_lines.get())
    }

    #[pysetter(name = "f_trace_lines")]
    fn set_trace_lines(this: &FrameObject, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        if value.is_none() {
            return Err(exc::type_error(py, format_args!("can't delete numeric/char attribute")));
        }
        let truth = truth(py, "f_trace_lines", value)?;
        this.trace_lines.set(truth);
        Ok(())
    }

    /// Whether there is an event for each instruction.
    #[pygetter(name = "f_trace_opcodes")]
    fn trace_opcodes(this: &FrameObject, _py: &mut Py) -> PyResult<bool> {
        Ok(this.trace_opcodes.get())
    }

    #[pysetter(name = "f_trace_opcodes")]
    fn set_trace_opcodes(this: &FrameObject, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let truth = truth(py, "f_trace_opcodes", value)?;
        this.trace_opcodes.set(truth);
        let traced = this.state.get(py).trace.is_some();
        if truth && !traced { Ok(()) } else { legacy::set_opcode_trace(py, this, truth) }
    }

    /// Forgets the variables of a frame that does not run.
    #[pymethod("($self, /)")]
    fn clear(this: &FrameObject, py: &mut Py) -> PyResult<()> {
        let generator = this.generator.get();
        // SAFETY: the pointer is reset before the generator goes, which is kept alive here.
        let waiting =
            (!generator.is_null()).then(|| unsafe { ((*generator).value(), (*generator).progress.get()) });
        match waiting {
            _ if !this.frame.get().is_null() => {
                Err(exc::runtime_error(py, format_args!("cannot clear an executing frame")))
            }
            Some((_, Progress::Suspended)) => {
                Err(exc::runtime_error(py, format_args!("cannot clear a suspended frame")))
            }
            Some((generator, _)) => {
                finalize(py, generator.borrow());
                close(py, &generator).map(drop)
            }
            None => {
                let mut state = this.state.get_mut(py);
                let locals = std::mem::take(&mut state.locals);
                let overwritten = std::mem::take(&mut state.overwritten);
                let rest = [state.trace.take(), state.extra.take(), state.names.take()];
                drop(state);
                drop((rest, locals, overwritten));
                Ok(())
            }
        }
    }

    /// The function that is called for each line.
    #[pygetter(name = "f_trace")]
    fn trace(this: &FrameObject, py: &mut Py) -> PyResult<Value> {
        Ok(this.state.get(py).trace.clone().unwrap_or_else(none))
    }

    #[pysetter(name = "f_trace")]
    fn set_trace(this: &FrameObject, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let new = value.filter(|value| !is_none(value)).map(Borrowed::to_value);
        let on = new.is_some() && this.trace_opcodes.get();
        let old = std::mem::replace(&mut this.state.get_mut(py).trace, new);
        drop(old);
        if on { legacy::set_opcode_trace(py, this, true) } else { Ok(()) }
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let address = this.word();
        let Some(frame) = this.exact::<FrameObject>() else { return Ok(none()) };
        let code = frame.code(py);
        let Some(code) = code.as_ref().and_then(|code| code.exact::<Code>()) else { return Ok(none()) };
        let line =
            line_of(code, frame.current_offset()).map_or_else(|| "None".to_owned(), |line| line.to_string());
        let filename = code.filename.get(py).clone();
        let filename = py.repr(&filename)?;
        py.text(format_args!("<frame at {address:#x}, file {filename}, line {line}, code {}>", code.name))
    }
}
