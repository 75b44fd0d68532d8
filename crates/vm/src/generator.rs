//! Generators, coroutines, asynchronous generators: frames that live in an object.
//!
//! The object holds the frame's slots. While it runs, a control frame on the thread's stack points to them; when it yields,
//! the control frame goes and the object keeps what is needed to make it again.

pub(crate) mod anext;
pub(crate) mod asynchronous;
pub(crate) mod awaiting;
pub(crate) mod finalize;
pub(crate) mod methods;
mod origin;
pub(crate) mod resume;
pub(crate) mod throw;

use std::cell::Cell;
use std::ptr::{self, NonNull};

use taipan_bytecode::flags;
use taipan_object::exception::handled::Handled;
use taipan_object::types::object::OBJECT;
use taipan_object::{Borrowed, Object, Parts, Payload, Py, PyCell, PyResult, StackRef, Type, Value, Visit};

use crate::frame::Frame;
use crate::frame_object::FrameObject;
use crate::thread::Thread;

pub(crate) use asynchronous::Asynchronous;

/// How far a generator has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It has not begun.
    Created,
    /// It waits behind a yield.
    Suspended,
    /// It runs.
    Running,
    /// It is at its end.
    Closed,
}

/// The beginning of the payload of all three kinds; the slots of the frame follow it, locals and stack.
pub struct Generator {
    pub(crate) progress: Cell<Progress>,
    /// The code of the frame, which the function keeps.
    pub(crate) code: Cell<*const crate::Code>,
    /// The next instruction, and the one that yielded.
    pub(crate) pc: Cell<*const u16>,
    pub(crate) instruction: Cell<*const u16>,
    /// Slots in use, while it does not run.
    pub(crate) used: Cell<usize>,
    /// The control frame, while it runs; else null.
    pub(crate) frame: Cell<*mut Frame>,
    /// The object that has this payload.
    pub(crate) object: Cell<*mut Object>,
    /// What only asynchronous generators have.
    pub(crate) asynchronous: Asynchronous,
    /// What it handles.
    pub(crate) handled: Handled,
    /// What Python code can see or change.
    pub(crate) state: PyCell<State>,
}

/// The values of a generator.
pub struct State {
    /// The function.
    pub function: Option<Value>,
    /// The namespace, where names are not in slots: code of a module that awaits.
    pub names: Option<Value>,
    /// `__name__`, where it is not that of the code.
    pub name: Option<Value>,
    /// `__qualname__`, where it is not that of the code.
    pub qualified_name: Option<Value>,
    /// The frame object, while the generator does not run.
    pub frame: Option<Value>,
    /// Where a coroutine was made, if that is being tracked; what finalises an asynchronous generator, if a hook does.
    pub origin: Option<Value>,
}

/// `generator`
pub static GENERATOR: Type = Type::of::<Generator>("generator", Some(&OBJECT));

/// The payload of a coroutine.
#[repr(transparent)]
pub struct Coroutine(pub(crate) Generator);

/// `coroutine`
pub static COROUTINE: Type = Type::of::<Coroutine>("coroutine", Some(&OBJECT));

/// The payload of an asynchronous generator.
#[repr(transparent)]
pub struct AsyncGenerator(Generator);

/// `async_generator`
pub static ASYNC_GENERATOR: Type = Type::of::<AsyncGenerator>("async_generator", Some(&OBJECT));

// SAFETY: objects of these types are only made by `make`, with these payloads; they cannot be derived from.
unsafe impl Payload for Generator {
    const TYPE: &'static Type = &GENERATOR;
}
// SAFETY: as above.
unsafe impl Payload for Coroutine {
    const TYPE: &'static Type = &COROUTINE;
}
// SAFETY: as above.
unsafe impl Payload for AsyncGenerator {
    const TYPE: &'static Type = &ASYNC_GENERATOR;
}

impl Parts for Generator {
    const ONLY_VALUES: bool = true;

    fn take_part(&mut self) -> Option<Value> {
        while let Some(used) = self.used.get().checked_sub(1) {
            self.used.set(used);
            // SAFETY: the slot is in use, and is taken once.
            unsafe {
                let slot = self.slots().add(used).read();
                if !slot.release_unless_last() {
                    return Some(slot.take());
                }
            }
        }
        // What others have too does not die: it need not be given out.
        let given = |value: Option<Value>| value.and_then(Value::release_unless_last);
        let state = self.state.exclusive();
        if let Some(frame) = state.frame.as_ref().and_then(|frame| frame.exact::<FrameObject>()) {
            frame.generator.set(ptr::null());
        }
        given(self.handled.replace(None))
            .or_else(|| given(state.frame.take()))
            .or_else(|| given(state.function.take()))
            .or_else(|| given(state.names.take()))
            .or_else(|| given(state.name.take()))
            .or_else(|| given(state.qualified_name.take()))
            .or_else(|| given(state.origin.take()))
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // Of one that runs, how far the stack is in use only the interpreter knows; its locals are always whole.
        let used = match self.progress.get() {
            // SAFETY: the function keeps the code.
            Progress::Running => unsafe { (*self.code.get()).locals },
            _ => self.used.get(),
        };
        // SAFETY: nobody writes to the slots meanwhile: the collector stops the world.
        let slots = unsafe { std::slice::from_raw_parts(self.slots(), used) };
        for slot in slots {
            // SAFETY: as above.
            if let Some(value) = unsafe { slot.try_get() }
                && !slot.is_borrow()
            {
                visit(&value);
            }
        }
        // SAFETY: the collector runs while no borrow exists.
        let state = unsafe { self.state.peek() };
        [&state.frame, &state.function, &state.names, &state.name, &state.qualified_name, &state.origin]
            .into_iter()
            .flatten()
            .for_each(&mut *visit);
        self.handled.get().iter().for_each(visit);
    }
}

impl Parts for Coroutine {
    const ONLY_VALUES: bool = true;

    fn take_part(&mut self) -> Option<Value> {
        self.0.take_part()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.0.each_part(visit);
    }
}

impl Parts for AsyncGenerator {
    const ONLY_VALUES: bool = true;

    fn take_part(&mut self) -> Option<Value> {
        self.0.take_part()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.0.each_part(visit);
    }
}

impl Generator {
    /// The frame's slots.
    #[inline(always)]
    pub(crate) fn slots(&self) -> *mut StackRef {
        taipan_object::heap::tail::<Self, StackRef>(self).cast_mut()
    }

    /// The payload of a generator of any kind.
    #[inline]
    pub(crate) fn of(value: Borrowed<'_>) -> Option<&Self> {
        value
            .exact::<Self>()
            .or_else(|| value.exact::<Coroutine>().map(|it| &it.0))
            .or_else(|| value.exact::<AsyncGenerator>().map(|it| &it.0))
    }

    /// The object that has this payload.
    ///
    /// # Safety
    /// The object is alive.
    pub(crate) unsafe fn value(&self) -> Value {
        // SAFETY: set when the object was made; the caller's promise.
        unsafe { Borrowed::from_pointer(NonNull::new_unchecked(self.object.get())) }.to_value()
    }

    /// `__name__`
    pub(crate) fn name(&self, py: &Py) -> Value {
        // SAFETY: the function keeps the code.
        self.state.get(py).name.clone().unwrap_or_else(|| unsafe { (*self.code.get()).name.clone() })
    }

    /// `__qualname__`
    pub(crate) fn qualified_name(&self, py: &Py) -> Value {
        let own = self.state.get(py).qualified_name.clone();
        // SAFETY: the function keeps the code.
        own.unwrap_or_else(|| unsafe { (*self.code.get()).qualified_name.clone() })
    }

    /// The instruction at which it waits, in code units.
    pub(crate) fn offset(&self) -> usize {
        // SAFETY: the function keeps the code, of which the instruction is one.
        unsafe { self.instruction.get().offset_from_unsigned((*self.code.get()).start()) }
    }

    /// Whether its first instruction has been executed.
    pub(crate) fn has_begun(&self) -> bool {
        self.progress.get() != Progress::Created
    }

    /// What messages call it.
    pub(crate) fn kind(&self) -> &'static str {
        // SAFETY: the function keeps the code.
        let flags = unsafe { (*self.code.get()).flags };
        if flags & flags::COROUTINE != 0 {
            "coroutine"
        } else if flags & flags::ASYNC_GENERATOR != 0 {
            "async generator"
        } else {
            "generator"
        }
    }

    /// Whether it is a generator that can be awaited (`types.coroutine`).
    pub(crate) fn is_iterable_coroutine(&self) -> bool {
        // SAFETY: the function keeps the code.
        unsafe { (*self.code.get()).has(flags::ITERABLE_COROUTINE) }
    }
}

/// Makes a generator of the frame on top, which goes: `RETURN_GENERATOR`.
///
/// # Safety
/// The frame has executed nothing but its prologue; its stack is empty.
pub(crate) unsafe fn make(py: &mut Py, thread: &Thread, pc: *const u16) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    unsafe {
        let frame = thread.frame.get();
        let code = (*frame).code();
        let function = (*frame).function.get().to_value();
        let names = (*frame).names.try_get().map(Borrowed::to_value);
        let state = (*frame).function().state.get(py);
        let (name, qualified_name) = match &state.rare {
            Some(_) => (Some(state.name()), Some(state.qualified_name())),
            None => (None, None),
        };
        drop(state);
        let origin = match code.has(flags::COROUTINE) {
            true => origin::of(py, thread)?,
            false => None,
        };
        let generator = Generator {
            progress: Cell::new(Progress::Created),
            code: Cell::new((*frame).code),
            pc: Cell::new(pc),
            instruction: Cell::new(pc),
            used: Cell::new(code.locals),
            frame: Cell::new(ptr::null_mut()),
            object: Cell::new(ptr::null_mut()),
            asynchronous: Asynchronous::default(),
            handled: Handled::default(),
            state: PyCell::new(State {
                function: Some(function),
                names,
                name,
                qualified_name,
                frame: None,
                origin,
            }),
        };
        let count = code.slots + 1;
        let move_locals = |slots: *mut StackRef| {
            for index in 0..code.locals {
                slots.add(index).write((*frame).locals.add(index).replace(StackRef::NULL));
            }
        };
        let (heap, kind) = (py.heap(), code.flags & (flags::COROUTINE | flags::ASYNC_GENERATOR));
        let made = match kind {
            0 => heap.object_with_slots(generator, count, move_locals),
            flags::COROUTINE => heap.object_with_slots(Coroutine(generator), count, move_locals),
            _ => heap.object_with_slots(AsyncGenerator(generator), count, move_locals),
        }?;
        if let Some(generator) = Generator::of(made.borrow()) {
            generator.object.set(made.pointer().as_ptr());
        }
        Ok(made)
    }
}
