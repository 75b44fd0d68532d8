//! Telling tools.

use taipan_object::types::object::OBJECT;
use taipan_object::{Py, PyResult, Value, exception as exc};

use super::code::Decoded;
use super::event::{Event, NAMES, of_instruction};
use super::{Monitoring, PROFILE, TOOLS, legacy};
use crate::code::Code;
use crate::frame_object;
use crate::thread::Thread;

/// An event in the code on top.
pub(super) struct Occasion<'a> {
    pub(super) event: Event,
    /// The instruction that is marked: where the event can be disabled.
    pub(super) unit: usize,
    /// What follows the code among the arguments of the callback.
    pub(super) args: &'a [Value],
}

/// Tells the tools, the last first. Fails if one of them does.
pub(super) fn tell(py: &mut Py, thread: &'static Thread, tools: u8, occasion: &Occasion<'_>) -> PyResult<()> {
    if thread.tracing.get() > 0 {
        return Ok(());
    }
    for tool in (0..TOOLS).rev().filter(|tool| tools & 1 << tool != 0) {
        if ends_silently(py, thread, tool, occasion)? || tell_one(py, thread, tool, occasion)? {
            let Some(code) = running_code(py, thread)? else { continue };
            let Some(code) = code.exact::<Code>() else { continue };
            code.monitored().disable(occasion.unit, occasion.event, tool);
            super::code::mark_anew(py, code)?;
        }
    }
    Ok(())
}

/// Whether a tool with one callback for both ways of a branch has disabled the event of the branching instruction itself: then it does
/// not hear of the other way any more, which other instructions tell of.
fn ends_silently(
    py: &mut Py,
    thread: &'static Thread,
    tool: usize,
    occasion: &Occasion<'_>,
) -> PyResult<bool> {
    if !matches!(occasion.event, Event::BranchLeft | Event::BranchRight)
        || !thread.monitoring().hears_of_both_branches(py, tool)
    {
        return Ok(false);
    }
    let source = occasion.args.first().and_then(Value::as_small_int);
    let source = source.and_then(|offset| usize::try_from(offset / 2).ok());
    let (Some(source), Some(code)) = (source, running_code(py, thread)?) else { return Ok(false) };
    let Some(code) = code.exact::<Code>() else { return Ok(false) };
    let Some(branch) = Decoded::at(code, source) else { return Ok(false) };
    let event = of_instruction(branch.opcode, branch.operand);
    Ok(event.is_some_and(|event| code.monitored().is_disabled(source, event, tool)))
}

/// The code of the frame on top.
fn running_code(py: &mut Py, thread: &'static Thread) -> PyResult<Option<Value>> {
    let frame = thread.frame.get();
    // SAFETY: the frame on top runs.
    unsafe {
        if (*frame).is_bottom() {
            return Ok(None);
        }
        Ok((*frame).function().running_code(py, (*frame).code))
    }
}

/// Tells a tool; true: it does not want to hear of this again.
fn tell_one(py: &mut Py, thread: &'static Thread, tool: usize, occasion: &Occasion<'_>) -> PyResult<bool> {
    let monitoring = thread.monitoring();
    let before = thread.telling.replace(Some(occasion.event));
    thread.tracing.set(thread.tracing.get() + 1);
    let result = if tool >= PROFILE {
        legacy::hear(py, thread, tool, occasion)
    } else {
        call(py, thread, monitoring, tool, occasion)
    };
    thread.tracing.set(thread.tracing.get() - 1);
    thread.telling.set(before);
    result
}

fn call(
    py: &mut Py,
    thread: &'static Thread,
    monitoring: &Monitoring,
    tool: usize,
    occasion: &Occasion<'_>,
) -> PyResult<bool> {
    let registered = monitoring.callbacks.get(py)[tool][occasion.event as usize].is_some();
    if !registered {
        return Ok(false);
    }
    let Some(code) = running_code(py, thread)? else { return Ok(false) };
    call_with(py, monitoring, tool, occasion.event, &code, occasion.args)
}

/// Calls the callback of a tool; true: it does not want to hear of this again.
fn call_with(
    py: &mut Py,
    monitoring: &Monitoring,
    tool: usize,
    event: Event,
    code: &Value,
    args: &[Value],
) -> PyResult<bool> {
    let index = event as usize;
    let callback = monitoring.callbacks.get(py)[tool][index].clone();
    let Some(callback) = callback else { return Ok(false) };
    let mut all = vec![code];
    all.extend(args);
    let result = py.call(&callback, &all)?;
    if !result.is(&disable(py)?) {
        return Ok(false);
    }
    if event.is_local() {
        return Ok(true);
    }
    let removed = monitoring.callbacks.get_mut(py)[tool][index].take();
    drop(removed);
    Err(exc::value_error(py, format_args!("Cannot disable {} events. Callback removed.", NAMES[index])))
}

/// The tools that ask for an event, given by its number, wherever it happens.
pub(crate) fn tools_of(py: &mut Py, event: u8) -> PyResult<u8> {
    let Some(event) = Event::from_number(event) else { return Ok(0) };
    Ok(Thread::of(py)?.monitoring().tools(event))
}

/// Tells tools of an event in something that stands for code. Gives those that want to hear of it again.
pub(crate) fn tell_of(py: &mut Py, tools: u8, event: u8, code: &Value, args: &[Value]) -> PyResult<u8> {
    let (thread, mut left) = (Thread::of(py)?, tools);
    let Some(event) = Event::from_number(event) else { return Ok(left) };
    if thread.tracing.get() > 0 {
        return Ok(left);
    }
    for tool in (0..PROFILE).rev().filter(|tool| tools & 1 << tool != 0) {
        let before = thread.telling.replace(Some(event));
        thread.tracing.set(thread.tracing.get() + 1);
        let result = call_with(py, thread.monitoring(), tool, event, code, args);
        thread.tracing.set(thread.tracing.get() - 1);
        thread.telling.set(before);
        if result? {
            left &= !(1 << tool);
        }
    }
    Ok(left)
}

/// `sys.monitoring.DISABLE`: what a callback returns that does not want to be called there again.
pub(super) fn disable(py: &mut Py) -> PyResult<Value> {
    mark(py, 0)
}

/// `sys.monitoring.MISSING`: an argument that is not there.
pub(super) fn missing(py: &mut Py) -> PyResult<Value> {
    mark(py, 1)
}

/// One of the two objects that stand for something, made when it is first needed.
fn mark(py: &mut Py, index: usize) -> PyResult<Value> {
    let monitoring = Thread::of(py)?.monitoring();
    let known = monitoring.marks.get(py)[index].clone();
    if let Some(known) = known {
        return Ok(known);
    }
    let made = py.call(&OBJECT.to_value(), &[])?;
    monitoring.marks.get_mut(py)[index] = Some(made.clone());
    Ok(made)
}

/// The object of the frame on top.
pub(super) fn frame(py: &mut Py, thread: &'static Thread) -> PyResult<Value> {
    match frame_object::of(py, thread.frame.get())? {
        Some(frame) => Ok(frame),
        None => Err(exc::system_error(py, format_args!("Missing frame when calling trace function."))),
    }
}
