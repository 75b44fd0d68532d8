//! `sys.settrace` and `sys.setprofile`, as tools: what they hear becomes the events that they have always had.

use std::cell::Cell;

use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Py, PyResult, Value};

use super::callback::{self, Occasion};
use super::event::{Event, Events};
use super::{PROFILE, TRACE, code};
use crate::code::Code;
use crate::frame_object::FrameObject;
use crate::thread::Thread;

const TRACE_EVENTS: Events = Events::of(&[
    Event::Start,
    Event::Resume,
    Event::Return,
    Event::Yield,
    Event::Raise,
    Event::Line,
    Event::Jump,
    Event::Unwind,
    Event::Throw,
    Event::StopIteration,
]);

const PROFILE_EVENTS: Events = Events::of(&[
    Event::Start,
    Event::Resume,
    Event::Return,
    Event::Yield,
    Event::Call,
    Event::Unwind,
    Event::Throw,
]);

/// Sets the trace function of the thread.
pub(crate) fn set_trace(py: &mut Py, function: Option<&Value>) -> PyResult<()> {
    let thread = Thread::of(py)?;
    let new = function.filter(|function| !is_none(function)).cloned();
    let on = new.is_some();
    let old = thread.trace.replace(py, new);
    let others = count(&thread.monitoring().traced, old.is_some(), on);
    super::set_events(py, TRACE, if others > 0 { TRACE_EVENTS } else { Events::default() })?;
    drop(old);
    if on && thread.depth() > 0 {
        let frame = callback::frame(py, thread)?;
        if let Some(frame) = frame.exact::<FrameObject>()
            && frame.trace_opcodes.get()
        {
            set_opcode_trace(py, frame, true)?;
        }
    }
    Ok(())
}

/// Sets the trace function of all threads. Those that run already hear of what they do from the next event on.
pub(crate) fn set_trace_everywhere(py: &mut Py, function: Option<&Value>) -> PyResult<()> {
    for thread in others(py)? {
        let new = function.filter(|function| !is_none(function)).cloned();
        let on = new.is_some();
        let old = thread.trace.replace(py, new);
        count(&thread.monitoring().traced, old.is_some(), on);
    }
    set_trace(py, function)
}

/// Sets the profile function of all threads.
pub(crate) fn set_profile_everywhere(py: &mut Py, function: Option<&Value>) -> PyResult<()> {
    for thread in others(py)? {
        let new = function.filter(|function| !is_none(function)).cloned();
        let on = new.is_some();
        let old = thread.profile.replace(py, new);
        count(&thread.monitoring().profiled, old.is_some(), on);
    }
    set_profile(py, function)
}

/// The stacks of all threads but this one, as long as none of them can end: the interpreter's lock must not be given up.
fn others(py: &Py) -> PyResult<Vec<&'static Thread>> {
    let own = Thread::of(py)?;
    let mut others = Vec::new();
    py.interpreter().each_thread(|shared| {
        // SAFETY: what a thread that is attached has there lives as long as that; the interpreter's lock is held.
        let thread = unsafe { shared.vm.get().cast::<Thread>().as_ref() };
        others.extend(thread.filter(|&thread| !std::ptr::eq(thread, own)));
    });
    Ok(others)
}

/// Counts the threads that have a function of a kind: this one had one, or has one now.
fn count(threads: &Cell<usize>, before: bool, now: bool) -> usize {
    let count = threads.get().saturating_sub(usize::from(before)) + usize::from(now);
    threads.set(count);
    count
}

/// Sets the profile function of the thread.
pub(crate) fn set_profile(py: &mut Py, function: Option<&Value>) -> PyResult<()> {
    let thread = Thread::of(py)?;
    let new = function.filter(|function| !is_none(function)).cloned();
    let on = new.is_some();
    let old = thread.profile.replace(py, new);
    let others = count(&thread.monitoring().profiled, old.is_some(), on);
    super::set_events(py, PROFILE, if others > 0 { PROFILE_EVENTS } else { Events::default() })?;
    drop(old);
    Ok(())
}

/// Events for each instruction of the code of a frame, or none any more.
pub(crate) fn set_opcode_trace(py: &mut Py, frame: &FrameObject, on: bool) -> PyResult<()> {
    let Some(value) = frame.code(py) else { return Ok(()) };
    let Some(code) = value.exact::<Code>() else { return Ok(()) };
    let known = code.monitored().events[TRACE].get();
    let instruction = Events::of(&[Event::Instruction]);
    let events = if on { known.with(instruction) } else { known.without(instruction) };
    code::set_events(py, code, TRACE, events)
}

/// Calls something while the thread tells nobody of anything.
pub(crate) fn call_untraced(py: &mut Py, callable: &Value, args: &[&Value]) -> PyResult<Value> {
    let thread = Thread::of(py)?;
    thread.tracing.set(thread.tracing.get() + 1);
    let result = py.call(callable, args);
    thread.tracing.set(thread.tracing.get() - 1);
    result
}

/// Calls a function as it would be called if nothing else was being traced.
pub(crate) fn call_tracing(py: &mut Py, function: &Value, args: &[Value]) -> PyResult<Value> {
    let thread = Thread::of(py)?;
    let depth = thread.tracing.replace(0);
    let result = py.call_tuple(function, args, None);
    thread.tracing.set(depth);
    result
}

/// One of the two tools hears of something. True: not again in this place.
pub(super) fn hear(
    py: &mut Py,
    thread: &'static Thread,
    tool: usize,
    occasion: &Occasion<'_>,
) -> PyResult<bool> {
    if tool == PROFILE { profile(py, thread, occasion).map(|()| false) } else { trace(py, thread, occasion) }
}

fn profile(py: &mut Py, thread: &'static Thread, occasion: &Occasion<'_>) -> PyResult<()> {
    let Some(function) = thread.profile.get(py).clone() else { return Ok(()) };
    let (what, arg) = match occasion.event {
        Event::Start | Event::Resume | Event::Throw => ("call", none()),
        Event::Return | Event::Yield => ("return", occasion.args.get(1).cloned().unwrap_or_else(none)),
        Event::Unwind => ("return", none()),
        Event::Call | Event::NativeReturn | Event::NativeRaise => {
            let Some(callable) = native(py, occasion)? else { return Ok(()) };
            let what = match occasion.event {
                Event::Call => "c_call",
                Event::NativeReturn => "c_return",
                _ => "c_exception",
            };
            (what, callable)
        }
        _ => return Ok(()),
    };
    let frame = callback::frame(py, thread)?;
    let what = py.heap().intern(what)?;
    match py.call(&function, &[&frame, &what, &arg]) {
        Ok(_) => Ok(()),
        Err(raised) => {
            let exception = py.take(raised);
            set_profile(py, None)?;
            Err(py.heap().again(exception))
        }
    }
}

/// The native function that is called, bound if it is a method.
fn native(py: &mut Py, occasion: &Occasion<'_>) -> PyResult<Option<Value>> {
    let [_, callable, first] = occasion.args else { return Ok(None) };
    match &*callable.type_().name().to_string() {
        "builtin_function_or_method" => Ok(Some(callable.clone())),
        "method_descriptor" if !first.is(&callback::missing(py)?) => {
            match callable.type_().slots.descr_get.get() {
                Some(get) => {
                    let class = first.type_().to_value();
                    get(py, callable.borrow(), Some(first.borrow()), Some(class.borrow())).map(Some)
                }
                None => Ok(None),
            }
        }
        _ => Ok(None),
    }
}

fn trace(py: &mut Py, thread: &'static Thread, occasion: &Occasion<'_>) -> PyResult<bool> {
    let value = callback::frame(py, thread)?;
    let Some(frame) = value.exact::<FrameObject>() else { return Ok(false) };
    if thread.trace.get(py).is_none() {
        if occasion.event == Event::Instruction {
            set_opcode_trace(py, frame, false)?;
        }
        return Ok(false);
    }
    if frame.trace_opcodes.get() && !matches!(occasion.event, Event::Line | Event::Jump | Event::Instruction)
    {
        set_opcode_trace(py, frame, true)?;
    }
    let (what, arg) = match occasion.event {
        Event::Start | Event::Resume | Event::Throw => ("call", none()),
        Event::Return | Event::Yield => ("return", occasion.args.get(1).cloned().unwrap_or_else(none)),
        Event::Unwind => ("return", none()),
        Event::Raise | Event::StopIteration => ("exception", exception_parts(py, occasion)?),
        Event::Instruction => {
            if !frame.trace_opcodes.get() {
                set_opcode_trace(py, frame, false)?;
                return Ok(false);
            }
            ("opcode", none())
        }
        Event::Line => {
            if !frame.trace_lines.get() {
                return Ok(false);
            }
            ("line", none())
        }
        Event::Jump => {
            if !jumps_back_to_its_line(py, frame, occasion) {
                return Ok(true);
            }
            if !frame.trace_lines.get() {
                return Ok(false);
            }
            ("line", none())
        }
        _ => return Ok(false),
    };
    call(py, thread, &value, frame, what, &arg).map(|()| false)
}

/// Whether a jump leads back to the line where it is: then there is a line event that no instruction begins.
fn jumps_back_to_its_line(py: &Py, frame: &FrameObject, occasion: &Occasion<'_>) -> bool {
    let unit = |index: usize| {
        let offset = occasion.args.get(index).and_then(|it| it.as_small_int())?;
        usize::try_from(offset / 2).ok()
    };
    let (Some(from), Some(to), Some(code)) = (unit(0), unit(1), frame.code(py)) else { return false };
    let Some(code) = code.exact::<Code>() else { return false };
    to <= from && code.line_start(to).0 == code.line_start(from).0
}

/// Class, exception and traceback.
fn exception_parts(py: &mut Py, occasion: &Occasion<'_>) -> PyResult<Value> {
    let exception = occasion.args.get(1).cloned().unwrap_or_else(none);
    let traceback =
        exception.get::<taipan_object::exception::BaseException>().and_then(|it| it.traceback(py));
    let class = exception.type_().to_value();
    py.tuple([class, exception, traceback.unwrap_or_else(none)])
}

/// Calls the trace function of the thread for a new frame, that of the frame for anything else; what it returns becomes
/// that of the frame.
fn call(
    py: &mut Py,
    thread: &'static Thread,
    value: &Value,
    frame: &FrameObject,
    what: &str,
    arg: &Value,
) -> PyResult<()> {
    let function =
        if what == "call" { thread.trace.get(py).clone() } else { frame.state.get(py).trace.clone() };
    let Some(function) = function else { return Ok(()) };
    let what = py.heap().intern(what)?;
    match py.call(&function, &[value, &what, arg]) {
        Ok(result) if is_none(&result) => Ok(()),
        Ok(result) => {
            drop(frame.state.get_mut(py).trace.replace(result));
            Ok(())
        }
        Err(raised) => {
            let exception = py.take(raised);
            set_trace(py, None)?;
            drop(frame.state.get_mut(py).trace.take());
            Err(py.heap().again(exception))
        }
    }
}
