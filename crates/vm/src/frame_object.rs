//! `frame`: the object that stands for a control frame, made only when somebody asks.
//!
//! While the frame runs, the object points to it. When the frame goes and the object stays, the object takes the frame's
//! locals over.

mod attributes;
mod jump;
pub(crate) mod locals;
pub(crate) mod proxy;

use std::cell::Cell;
use std::ptr;

use taipan_object::types::object::OBJECT;
use taipan_object::{Borrowed, Parts, Payload, Py, PyCell, PyResult, Raised, StackRef, Type, Value, Visit};

use crate::code::Code;
use crate::frame::Frame;
use crate::function::Function;
use crate::generator::{Generator, Progress};
use crate::thread::Thread;

pub(crate) use attributes::Attributes;

/// The payload of a frame object.
pub struct FrameObject {
    /// The frame while it is on the stack; else null.
    pub(crate) frame: Cell<*mut Frame>,
    /// The generator whose frame it is, until that ends; else null.
    pub(crate) generator: Cell<*const Generator>,
    /// The instruction of a frame that is not on the stack, in code units.
    pub(crate) offset: Cell<usize>,
    /// `f_trace_lines`
    pub(crate) trace_lines: Cell<bool>,
    /// `f_trace_opcodes`
    pub(crate) trace_opcodes: Cell<bool>,
    /// What the object holds itself.
    pub(crate) state: PyCell<State>,
}

/// The parts of a frame object.
pub struct State {
    /// The code.
    pub code: Option<Value>,
    /// The function, which has the globals.
    pub function: Option<Value>,
    /// `f_back` of a frame that does not run any more.
    pub back: Option<Value>,
    /// The namespace of a module or class body.
    pub names: Option<Value>,
    /// Locals, cells and free variables of a frame that does not run any more.
    pub locals: Vec<Option<Value>>,
    /// Variables that only `f_locals` knows, a dict.
    pub extra: Option<Value>,
    /// What `f_locals` has overwritten: the frame's stack may still borrow it.
    pub overwritten: Vec<Value>,
    /// `f_trace`
    pub trace: Option<Value>,
}

/// `frame`
pub static FRAME: Type = Type::of::<FrameObject>("frame", Some(&OBJECT));

// SAFETY: only made here, with this payload; the type cannot be derived from.
unsafe impl Payload for FrameObject {
    const TYPE: &'static Type = &FRAME;
}

impl Parts for FrameObject {
    fn take_part(&mut self) -> Option<Value> {
        // What others have too does not die: it need not be given out.
        let given = |value: Option<Value>| value.and_then(Value::release_unless_last);
        let state = self.state.exclusive();
        while let Some(local) = state.locals.pop() {
            let local = given(local);
            if local.is_some() {
                return local;
            }
        }
        state
            .overwritten
            .pop()
            .or_else(|| given(state.names.take()))
            .or_else(|| given(state.extra.take()))
            .or_else(|| given(state.trace.take()))
            .or_else(|| given(state.function.take()))
            .or_else(|| given(state.code.take()))
            .or_else(|| given(state.back.take()))
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        let state = unsafe { self.state.peek() };
        state.locals.iter().flatten().chain(&state.overwritten).for_each(&mut *visit);
        [&state.names, &state.extra, &state.trace, &state.function, &state.code, &state.back]
            .into_iter()
            .flatten()
            .for_each(visit);
    }
}

/// The object of a frame, made if there is none yet. `None` for the frame below the first.
pub(crate) fn of(py: &mut Py, frame: *mut Frame) -> PyResult<Option<Value>> {
    // SAFETY: frames on the stack are there as long as they run.
    unsafe {
        if (*frame).is_bottom() {
            return Ok(None);
        }
        if !(*frame).object.is_null() {
            return Ok(Some((*frame).object.get().to_value()));
        }
        let function = (*frame).function.get().to_value();
        let names = (*frame).namespace().map(Borrowed::to_value);
        let object = new(py, function, (*frame).code, names)?;
        if let Some(payload) = object.exact::<FrameObject>() {
            payload.frame.set(frame);
            payload.generator.set((*frame).generator);
        }
        (*frame).object = StackRef::owned(object.clone());
        Ok(Some(object))
    }
}

/// The object of the frame of a generator; `None` at its end.
pub(crate) fn of_generator(py: &mut Py, generator: &Generator) -> PyResult<Option<Value>> {
    match generator.progress.get() {
        Progress::Closed => return Ok(None),
        Progress::Running => return of(py, generator.frame.get()),
        Progress::Created | Progress::Suspended => {}
    }
    let state = generator.state.get(py);
    let (known, function) = (state.frame.clone(), state.function.clone());
    drop(state);
    if known.is_some() {
        return Ok(known);
    }
    let Some(function) = function else { return Ok(None) };
    let object = new(py, function, generator.code.get(), None)?;
    if let Some(payload) = object.exact::<FrameObject>() {
        payload.generator.set(generator);
        payload.offset.set(generator.offset());
    }
    generator.state.get_mut(py).frame = Some(object.clone());
    Ok(Some(object))
}

fn new(py: &mut Py, function: Value, code: *const Code, names: Option<Value>) -> PyResult<Value> {
    let code = function.exact::<Function>().and_then(|function| function.running_code(py, code));
    let state = State {
        code,
        function: Some(function),
        back: None,
        names,
        locals: Vec::new(),
        extra: None,
        overwritten: Vec::new(),
        trace: None,
    };
    py.heap().object(FrameObject {
        frame: Cell::new(ptr::null_mut()),
        generator: Cell::new(ptr::null()),
        offset: Cell::new(0),
        trace_lines: Cell::new(true),
        trace_opcodes: Cell::new(false),
        state: PyCell::new(state),
    })
}

/// The frame goes. If its object is needed any longer, that takes the locals over, as owned values; the frame's slots are
/// left as they are, for the caller to drop.
///
/// # Safety
/// The frame is the one on top, with all its slots.
#[cold]
#[inline(never)]
pub(crate) unsafe fn detach(py: &mut Py, frame: *mut Frame) {
    // SAFETY: the caller's promise.
    unsafe {
        let object = std::mem::replace(&mut (*frame).object, StackRef::NULL).take();
        let Some(payload) = object.exact::<FrameObject>() else { return };
        payload.offset.set((*frame).offset());
        payload.frame.set(ptr::null_mut());
        payload.generator.set(ptr::null());
        if object.reference_count() == Some(1) {
            return;
        }
        let back = if (*frame).generator.is_null() { of(py, frame.sub(1)) } else { Ok(None) };
        let locals = owned((*frame).locals, (*frame).code().locals);
        let mut state = payload.state.get_mut(py);
        state.locals = locals;
        match back {
            Ok(back) => state.back = back,
            Err(raised) => {
                drop(state);
                py.discard(raised);
            }
        }
    }
}

/// A generator that does not run ends: its frame object, if there is one, takes the locals over.
pub(crate) fn leave_generator(py: &mut Py, generator: &Generator) {
    let object = generator.state.get_mut(py).frame.take();
    let Some(object) = object else { return };
    let Some(payload) = object.exact::<FrameObject>() else { return };
    payload.generator.set(ptr::null());
    if object.reference_count() == Some(1) {
        return;
    }
    // SAFETY: the generator does not run, so nobody writes to its slots.
    let locals = unsafe { owned(generator.slots(), (*generator.code.get()).locals) };
    payload.state.get_mut(py).locals = locals;
}

/// The values of slots.
///
/// # Safety
/// The slots are there.
unsafe fn owned(slots: *const StackRef, count: usize) -> Vec<Option<Value>> {
    // SAFETY: the caller's promise.
    (0..count).map(|index| unsafe { slots.add(index).read().try_get() }.map(Borrowed::to_value)).collect()
}

impl FrameObject {
    /// The code.
    pub(crate) fn code(&self, py: &Py) -> Option<Value> {
        self.state.get(py).code.clone()
    }

    /// The instruction that is being executed, in code units.
    pub(crate) fn current_offset(&self) -> usize {
        let frame = self.frame.get();
        // SAFETY: a frame that is pointed to runs.
        if frame.is_null() { self.offset.get() } else { unsafe { (*frame).offset() } }
    }
}

/// The line of an instruction, given in code units.
pub(crate) fn line_of(code: &Code, offset: usize) -> Option<i32> {
    code.lines().line_at(u32::try_from(offset).ok()?)
}

/// Notes on the exception on its way that it passes the frame on top.
pub(crate) fn add_traceback(py: &mut Py, thread: &Thread, raised: &Raised) {
    py.with_raised(raised, |py, exception| note_place(py, thread, exception));
}

/// Notes on an exception that it passes the frame on top.
pub(crate) fn note_place(py: &mut Py, thread: &Thread, exception: &Value) -> PyResult<()> {
    let Some(frame) = of(py, thread.frame.get())? else { return Ok(()) };
    // SAFETY: the frame on top runs.
    let offset = unsafe { (*thread.frame.get()).offset() };
    py.add_traceback(exception, frame, offset as i32 * 2)
}

/// A generator yields: its frame object, if there is one, stays with it.
///
/// # Safety
/// The frame is that of the generator, about to go.
pub(crate) unsafe fn suspend(py: &mut Py, frame: *mut Frame, generator: &Generator) {
    // SAFETY: the caller's promise.
    unsafe {
        if (*frame).object.is_null() {
            return;
        }
        let object = std::mem::replace(&mut (*frame).object, StackRef::NULL).take();
        if let Some(payload) = object.exact::<FrameObject>() {
            payload.offset.set((*frame).offset());
            payload.frame.set(ptr::null_mut());
        }
        generator.state.get_mut(py).frame = Some(object);
    }
}

/// A generator goes on: its frame object, if there is one, stands for the new frame.
///
/// # Safety
/// The frame is that of the generator, just pushed.
pub(crate) unsafe fn resume(py: &mut Py, frame: *mut Frame, generator: &Generator) {
    let object = generator.state.get_mut(py).frame.take();
    if let Some(object) = object {
        if let Some(payload) = object.exact::<FrameObject>() {
            payload.frame.set(frame);
        }
        // SAFETY: the caller's promise.
        unsafe { (*frame).object = StackRef::owned(object) };
    }
}
