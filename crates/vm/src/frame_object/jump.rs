//! Setting `f_lineno`: a trace function lets a frame go on in another line, where its stack fits.
//!
//! What lies on the stack is found out for every instruction, as kinds of things: the iterator of a loop, an exception that
//! is being handled, any other value. A jump may leave blocks, whose things are dropped, but not enter any.

use taipan_bytecode::{LocalKind, Opcode};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Borrowed, Py, PyResult, Raised, StackRef, Value, exception as exc};

use super::FrameObject;
use crate::code::Code;
use crate::frame::Frame;
use crate::monitoring::code::{Decoded, decode};
use crate::monitoring::event::Event;
use crate::thread::Thread;

/// What a slot of the stack holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Iterator,
    Exception,
    Value,
    Null,
    Place,
}

type Stack = Vec<Kind>;

/// `frame.f_lineno = line`
pub(super) fn set_line(py: &mut Py, this: &FrameObject, line: Borrowed<'_>) -> PyResult<()> {
    if !line.type_().is(&taipan_object::types::int::INT) {
        return Err(exc::value_error(py, format_args!("lineno must be an integer")));
    }
    let thread = Thread::of(py)?;
    check_event(py, thread)?;
    let frame = this.frame.get();
    let Some(code) = this.code(py) else { return Ok(()) };
    let Some(code) = code.exact::<Code>() else { return Ok(()) };
    if frame.is_null() {
        return Err(exc::value_error(py, format_args!("can only jump from a 'line' trace event")));
    }
    let Some(wanted) = line.as_i64().and_then(|line| i32::try_from(line).ok()) else {
        return Err(exc::value_error(py, format_args!("lineno out of range")));
    };
    if wanted < code.tables.first_line {
        return Err(exc::value_error(py, format_args!("line {wanted} comes before the current code block")));
    }
    let lines = first_units(code);
    let Some(line) = lines.iter().map(|&(_, line)| line).filter(|&line| line >= wanted).min() else {
        return Err(exc::value_error(py, format_args!("line {wanted} comes after the current code block")));
    };
    // SAFETY: the frame runs.
    unsafe {
        let stacks = stacks(code);
        let mut from = stacks.get((*frame).offset()).cloned().flatten();
        let bottom = (*frame).locals.add(code.locals);
        let real = (*frame).top.offset_from_unsigned(bottom);
        let telling = thread.telling.get().filter(|_| (*frame).pc.is_null());
        match (telling, &mut from) {
            // What is yielded has been taken off.
            (Some(Event::Yield), Some(from)) => drop(from.pop()),
            // So has what a branch has looked at, or the item is there that it goes on with.
            (Some(Event::BranchLeft | Event::BranchRight), Some(from)) => from.resize(real, Kind::Value),
            _ => {}
        }
        if from.as_ref().is_some_and(|from| from.len() != real) {
            return Err(exc::value_error(py, format_args!("incompatible stacks")));
        }
        let (unit, depth) = choose(py, &lines, line, &stacks, from.as_ref())?;
        bind_unbound(py, code, frame)?;
        let from = from.unwrap_or_default();
        unwind_to(py, frame, from, depth);
        // The code has not been compiled for this way: what borrows from a variable may outlive it.
        for index in 0..depth {
            let slot = bottom.add(index);
            slot.write(slot.read().promote());
        }
        let target = code.start().add(unit);
        (*frame).pc = target;
        // The frame is seen where it goes on, and what is raised meanwhile is raised there.
        (*frame).instruction = target;
    }
    Ok(())
}

/// Whether the event that is being told lets a frame jump.
fn check_event(py: &Py, thread: &Thread) -> PyResult<()> {
    let message = match thread.telling.get() {
        None => "f_lineno can only be set in a trace function",
        Some(Event::Start) => "can't jump from the 'call' trace event of a new frame",
        Some(
            Event::Line
            | Event::Jump
            | Event::BranchLeft
            | Event::BranchRight
            | Event::Instruction
            | Event::Yield,
        ) => return Ok(()),
        Some(_) => "can only jump from a 'line' trace event",
    };
    Err(exc::value_error(py, format_args!("{message}")))
}

/// The instructions at which a run of a line begins, with the line.
fn first_units(code: &Code) -> Vec<(usize, i32)> {
    let first = first_traceable(code);
    let runs = code.lines().lines().filter_map(|run| Some((run.start as usize, run.line?)));
    runs.filter(|&(unit, _)| unit >= first).collect()
}

/// The first `RESUME`: what is before belongs to no line.
fn first_traceable(code: &Code) -> usize {
    decode(code).iter().find(|it| it.opcode == Opcode::Resume).map_or(0, |it| it.start)
}

/// The instruction of a line to go on with: the one with the deepest stack that fits.
fn choose(
    py: &Py,
    lines: &[(usize, i32)],
    line: i32,
    stacks: &[Option<Stack>],
    from: Option<&Stack>,
) -> PyResult<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    let mut reason = "cannot find bytecode for specified line";
    for &(unit, _) in lines.iter().filter(|(_, other)| *other == line) {
        let target = stacks.get(unit).and_then(Option::as_ref);
        match (from, target) {
            (Some(from), Some(target)) if fits(from, target) => {
                if best.is_none_or(|(_, depth)| target.len() > depth) {
                    best = Some((unit, target.len()));
                }
            }
            (None, _) => reason = "can't jump from unreachable code",
            (_, target) => reason = explain(target),
        }
    }
    best.ok_or_else(|| exc::value_error(py, format_args!("{reason}")))
}

/// Whether the lower part of a stack can be taken for another.
fn fits(from: &Stack, to: &Stack) -> bool {
    to.len() <= from.len()
        && from.iter().zip(to).all(|(from, to)| match to {
            Kind::Value => *from != Kind::Null,
            Kind::Null => true,
            _ => from == to,
        })
}

fn explain(target: Option<&Stack>) -> &'static str {
    match target.map(|stack| stack.last()) {
        None => "can't jump into an exception handler, or code may be unreachable",
        Some(Some(Kind::Exception)) => "can't jump into an 'except' block as there's no exception",
        Some(Some(Kind::Place)) => "can't jump into a re-raising block as there's no location",
        Some(Some(Kind::Iterator)) => "can't jump into the body of a for loop",
        Some(_) => "incompatible stacks",
    }
}

/// The compiler has proven that variables have a value where they are loaded; after a jump it may be wrong, so they get
/// `None`.
unsafe fn bind_unbound(py: &mut Py, code: &Code, frame: *mut Frame) -> PyResult<()> {
    // SAFETY: the frame runs.
    unsafe {
        let slot = |index: usize| (*frame).locals.add(index);
        let is_local = |index: usize| code.kind(index) & LocalKind::HIDDEN == 0;
        let unbound: Vec<usize> =
            (0..code.locals).filter(|&index| is_local(index) && slot(index).read().is_null()).collect();
        if unbound.is_empty() {
            return Ok(());
        }
        let plural = if unbound.len() == 1 { "" } else { "s" };
        py.warn(
            &exc::RUNTIME_WARNING,
            format_args!("assigning None to {} unbound local{plural}", unbound.len()),
        )?;
        for index in unbound {
            slot(index).write(StackRef::owned(none()));
        }
    }
    Ok(())
}

/// Drops what a jump leaves behind.
unsafe fn unwind_to(py: &mut Py, frame: *mut Frame, mut from: Stack, depth: usize) {
    while from.len() > depth {
        let kind = from.pop();
        // SAFETY: the frame runs, and its stack is as deep as has been found out.
        let popped: Option<Value> = unsafe {
            (*frame).top = (*frame).top.sub(1);
            let slot = (*frame).top.read();
            (!slot.is_null()).then(|| slot.take())
        };
        if kind == Some(Kind::Exception) {
            let previous = popped.filter(|it| !is_none(it));
            drop(py.shared().handled().replace(previous));
        }
    }
}

/// What lies on the stack before each instruction that can be reached.
fn stacks(code: &Code) -> Vec<Option<Stack>> {
    let instructions = decode(code);
    let mut stacks: Vec<Option<Stack>> = vec![None; code.tables.code.len() / 2 + 1];
    if let Some(first) = stacks.first_mut() {
        *first = Some(Vec::new());
    }
    loop {
        let mut again = false;
        for it in &instructions {
            let Some(stack) = stacks[it.start].clone() else { continue };
            // All units up to the opcode are the same instruction.
            for place in stacks.iter_mut().take(it.unit + 1).skip(it.start) {
                *place = Some(stack.clone());
            }
            again |= flow(*it, stack, &mut stacks);
        }
        for entry in code.handlers() {
            let Some(stack) = stacks.get(entry.start as usize).cloned().flatten() else { continue };
            let Some(handler) = stacks.get_mut(entry.target as usize).filter(|it| it.is_none()) else {
                continue;
            };
            let mut stack: Stack = stack.into_iter().take(entry.depth as usize).collect();
            if entry.lasti {
                stack.push(Kind::Place);
            }
            stack.push(Kind::Exception);
            *handler = Some(stack);
            again = true;
        }
        if !again {
            return stacks;
        }
    }
}

/// Notes what an instruction leaves on the stack where control may go; says whether a jump back has found something new.
fn flow(it: Decoded, mut stack: Stack, stacks: &mut [Option<Stack>]) -> bool {
    let mut put = |unit: usize, stack: Stack| {
        stacks.get_mut(unit).is_some_and(|place| place.replace(stack).is_none() && unit < it.start)
    };
    let operand = it.operand as usize;
    match it.opcode {
        Opcode::JumpBackward | Opcode::JumpBackwardNoInterrupt | Opcode::JumpForward => {
            let target = match it.opcode {
                Opcode::JumpForward => it.next.saturating_add(operand),
                _ => it.next.saturating_sub(operand),
            };
            return put(target, stack);
        }
        Opcode::ReturnValue | Opcode::RaiseVarargs | Opcode::Reraise => return false,
        Opcode::Send => {
            put(it.next.saturating_add(operand), stack.clone());
        }
        Opcode::GetIter | Opcode::GetAiter => {
            stack.pop();
            stack.push(Kind::Iterator);
        }
        Opcode::ForIter => {
            // The end of the loop finds the iterator only, but a value beside it where its END_FOR stands.
            put(it.next.saturating_add(operand).saturating_add(1), stack.clone());
            stack.push(Kind::Value);
            put(it.next.saturating_add(operand), stack.clone());
        }
        Opcode::PushExcInfo => stack.push(Kind::Exception),
        Opcode::PushNull => stack.push(Kind::Null),
        Opcode::LoadGlobal => {
            stack.push(Kind::Value);
            if operand & 1 != 0 {
                stack.push(Kind::Null);
            }
        }
        Opcode::LoadAttr => {
            stack.pop();
            stack.push(Kind::Value);
            if operand & 1 != 0 {
                stack.push(Kind::Null);
            }
        }
        Opcode::Swap => {
            let len = stack.len();
            if (1..=len).contains(&operand) {
                stack.swap(len - 1, len - operand);
            }
        }
        Opcode::Copy => {
            let copied = stack.len().checked_sub(operand).and_then(|index| stack.get(index)).copied();
            stack.push(copied.unwrap_or(Kind::Value));
        }
        opcode => {
            let effect = opcode.stack_effect(it.operand, false);
            for _ in effect..0 {
                stack.pop();
            }
            for _ in 0..effect {
                stack.push(Kind::Value);
            }
            if opcode.is_conditional_jump() {
                put(it.next.saturating_add(operand), stack.clone());
            }
        }
    }
    put(it.next, stack);
    false
}

/// `del frame.f_lineno`
pub(super) fn cannot_delete(py: &Py) -> Raised {
    py.error(&exc::ATTRIBUTE_ERROR, format_args!("attribute 'f_lineno' of 'frame' objects cannot be deleted"))
}
