//! `frame`: the object that stands for a control frame, made only when somebody asks.
//!
//! While the frame runs, the object points to it. When the frame goes and the object stays, the object takes the frame's
//! locals over.

mod attributes;

use std::cell::Cell;
use std::ptr;

use taipan_bytecode::LineTable;
use taipan_object::types::object::OBJECT;
use taipan_object::{Parts, Payload, Py, PyCell, PyResult, Raised, StackRef, Type, Value, Visit};

use crate::code::Code;
use crate::frame::Frame;
use crate::generator::Generator;
use crate::thread::Thread;

pub(crate) use attributes::Attributes;

/// The payload of a frame object.
pub struct FrameObject {
    /// The frame while it runs; null afterwards.
    pub(crate) frame: Cell<*mut Frame>,
    /// What the object holds itself.
    pub(crate) state: PyCell<State>,
    /// The instruction of a frame that does not run any more, in code units.
    pub(crate) offset: Cell<usize>,
}

/// The parts of a frame object.
pub struct State {
    /// The function, which has code and globals.
    pub function: Option<Value>,
    /// `f_back` of a frame that does not run any more.
    pub back: Option<Value>,
    /// The namespace of a module or class body.
    pub names: Option<Value>,
    /// Locals, cells and free variables of a frame that does not run any more.
    pub locals: Vec<Option<Value>>,
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
        let state = self.state.exclusive();
        while let Some(local) = state.locals.pop() {
            if local.is_some() {
                return local;
            }
        }
        state
            .names
            .take()
            .or_else(|| state.trace.take())
            .or_else(|| state.function.take())
            .or_else(|| state.back.take())
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        let state = unsafe { self.state.peek() };
        state.locals.iter().flatten().for_each(&mut *visit);
        [&state.names, &state.trace, &state.function, &state.back].into_iter().flatten().for_each(visit);
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
        let state = State {
            function: Some((*frame).function.get().to_value()),
            back: None,
            names: (*frame).names.try_get().map(taipan_object::Borrowed::to_value),
            locals: Vec::new(),
            trace: None,
        };
        let object = py.heap().object(FrameObject {
            frame: Cell::new(frame),
            state: PyCell::new(state),
            offset: Cell::new(0),
        })?;
        (*frame).object = StackRef::owned(object.clone());
        Ok(Some(object))
    }
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
        if object.reference_count() == Some(1) {
            payload.frame.set(ptr::null_mut());
            return;
        }
        let back = if (*frame).generator.is_null() { of(py, frame.sub(1)) } else { Ok(None) };
        let code = (*frame).code();
        let locals = (0..code.locals)
            .map(|index| (*frame).locals.add(index).read().try_get().map(taipan_object::Borrowed::to_value))
            .collect();
        let mut state = payload.state.get_mut(py);
        state.locals = locals;
        match back {
            Ok(back) => state.back = back,
            Err(raised) => {
                drop(state);
                py.discard(raised);
            }
        }
        payload.frame.set(ptr::null_mut());
    }
}

impl FrameObject {
    /// The code.
    pub(crate) fn code(&self, py: &Py) -> Option<Value> {
        let state = self.state.get(py);
        let function = state.function.as_ref()?.exact::<crate::Function>()?;
        // The function may have got other code since; the frame runs what it began with.
        let frame = self.frame.get();
        if !frame.is_null() {
            // SAFETY: the frame runs.
            let code = unsafe { (*frame).code };
            let current = function.state.get(py).code.clone();
            if current.exact::<Code>().is_some_and(|current| ptr::eq(current, code)) {
                return Some(current);
            }
        }
        Some(function.state.get(py).code.clone())
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
    LineTable::new(&code.object.line_table, code.object.first_line)
        .lines()
        .find(|range| (range.start as usize..range.end as usize).contains(&offset))
        .and_then(|range| range.line)
}

/// Notes on the exception on its way that it passes the frame on top.
pub(crate) fn add_traceback(py: &mut Py, thread: &Thread, raised: &Raised) {
    let exception = py.peek(raised);
    let result = of(py, thread.frame.get()).and_then(|frame| match frame {
        Some(frame) => {
            // SAFETY: the frame on top runs.
            let offset = unsafe { (*thread.frame.get()).offset() };
            py.add_traceback(&exception, frame, offset as i32 * 2)
        }
        None => Ok(()),
    });
    // Where there is no memory for it, the MemoryError has taken the exception's place.
    let _ = result;
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
