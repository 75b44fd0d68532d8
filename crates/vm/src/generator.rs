//! Generators, coroutines, asynchronous generators: frames that live in an object.
//!
//! The object holds the frame's slots. While it runs, a control frame on the thread's stack points to them; when it yields,
//! the control frame goes and the object keeps what is needed to make it again.

pub(crate) mod methods;

use std::cell::{Cell, UnsafeCell};

use taipan_bytecode::flags;
use taipan_object::exception::handled::Handled;
use taipan_object::type_::shapes::Sent;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{
    Borrowed, Parts, Payload, Py, PyCell, PyResult, Raised, StackRef, Type, Value, Visit, exception as exc,
};

use crate::dispatch::{self, Vm};
use crate::frame::{Frame, OnReturn};
use crate::frame_object;
use crate::function::Function;
use crate::thread::Thread;

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

/// The payload of all three kinds.
pub struct Generator {
    pub(crate) progress: Cell<Progress>,
    /// The code of the frame, which the function keeps.
    pub(crate) code: Cell<*const crate::Code>,
    /// The next instruction, and the one that yielded.
    pub(crate) pc: Cell<*const u16>,
    pub(crate) instruction: Cell<*const u16>,
    /// Slots in use, while it does not run.
    pub(crate) used: Cell<usize>,
    /// Locals and stack.
    pub(crate) slots: UnsafeCell<Box<[StackRef]>>,
    /// What it handles.
    pub(crate) handled: Handled,
    /// What Python code can see or change.
    pub(crate) state: PyCell<State>,
}

/// The values of a generator.
pub struct State {
    /// The function.
    pub function: Option<Value>,
    /// `__name__`
    pub name: Option<Value>,
    /// `__qualname__`
    pub qualified_name: Option<Value>,
    /// The frame object, while the generator does not run.
    pub frame: Option<Value>,
}

/// `generator`
pub static GENERATOR: Type = Type::of::<Generator>("generator", Some(&OBJECT));

/// The payload of a coroutine.
#[repr(transparent)]
pub struct Coroutine(Generator);

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
    fn take_part(&mut self) -> Option<Value> {
        while let Some(used) = self.used.get().checked_sub(1) {
            self.used.set(used);
            let slot = std::mem::replace(&mut self.slots.get_mut()[used], StackRef::NULL);
            if !slot.is_null() {
                // SAFETY: the slot is taken once.
                return Some(unsafe { slot.take() });
            }
        }
        let handled = self.handled.replace(None);
        let state = self.state.exclusive();
        handled
            .or_else(|| state.frame.take())
            .or_else(|| state.function.take())
            .or_else(|| state.name.take())
            .or_else(|| state.qualified_name.take())
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        if self.progress.get() != Progress::Running {
            // SAFETY: nobody writes to the slots while it does not run; the collector stops the world.
            let slots = unsafe { &*self.slots.get() };
            for slot in slots.iter().take(self.used.get()) {
                // SAFETY: as above.
                if let Some(value) = unsafe { slot.try_get() }
                    && !slot.is_borrow()
                {
                    visit(&value);
                }
            }
        }
        // SAFETY: the collector runs while no borrow exists.
        let state = unsafe { self.state.peek() };
        [&state.frame, &state.function, &state.name, &state.qualified_name]
            .into_iter()
            .flatten()
            .for_each(&mut *visit);
        self.handled.get().iter().for_each(visit);
    }
}

impl Parts for Coroutine {
    fn take_part(&mut self) -> Option<Value> {
        self.0.take_part()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.0.each_part(visit);
    }
}

impl Parts for AsyncGenerator {
    fn take_part(&mut self) -> Option<Value> {
        self.0.take_part()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.0.each_part(visit);
    }
}

impl Generator {
    /// The payload of a generator of any kind.
    #[inline]
    pub(crate) fn of(value: Borrowed<'_>) -> Option<&Self> {
        value
            .exact::<Self>()
            .or_else(|| value.exact::<Coroutine>().map(|it| &it.0))
            .or_else(|| value.exact::<AsyncGenerator>().map(|it| &it.0))
    }

    /// What `yield from` iterates over: the generator itself. A coroutine can only be awaited.
    pub(crate) fn for_yield_from(&self, _: &mut Vm<'_>, this: &Value) -> PyResult<Value> {
        Ok(this.clone())
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
        let (name, qualified_name) = match function.exact::<Function>() {
            Some(payload) => {
                let state = payload.state.get(py);
                (Some(state.name.clone()), Some(state.qualified_name.clone()))
            }
            None => (None, None),
        };
        let mut slots = Vec::new();
        slots.try_reserve_exact(code.locals + code.stack + 1)?;
        slots.extend((0..code.locals).map(|index| (*frame).locals.add(index).replace(StackRef::NULL)));
        slots.resize(code.locals + code.stack + 1, StackRef::NULL);
        let generator = Generator {
            progress: Cell::new(Progress::Created),
            code: Cell::new((*frame).code),
            pc: Cell::new(pc),
            instruction: Cell::new((*frame).instruction),
            used: Cell::new(code.locals),
            slots: UnsafeCell::new(slots.into_boxed_slice()),
            handled: Handled::default(),
            state: PyCell::new(State { function: Some(function), name, qualified_name, frame: None }),
        };
        if code.has(flags::COROUTINE) {
            py.heap().object(Coroutine(generator))
        } else if code.has(flags::ASYNC_GENERATOR) {
            py.heap().object(AsyncGenerator(generator))
        } else {
            py.heap().object(generator)
        }
    }
}

/// What is handed to a generator.
pub(crate) enum Input {
    /// The value of the `yield` expression.
    Send(Value),
    /// An exception, raised there.
    Throw(Value),
}

/// Runs a generator until it yields or ends.
pub(crate) fn resume(py: &mut Py, this: &Value, input: Input) -> PyResult<Sent> {
    let Some(generator) = Generator::of(this.borrow()) else {
        return Err(exc::type_error(py, format_args!("a generator is required")));
    };
    let thread = Thread::of(py)?;
    match (generator.progress.get(), &input) {
        (Progress::Running, _) => {
            return Err(exc::value_error(py, format_args!("{} already executing", kind(generator))));
        }
        (Progress::Closed, Input::Throw(exception)) => return Err(py.heap().again(exception.clone())),
        (Progress::Closed, Input::Send(_)) if this.exact::<Coroutine>().is_some() => {
            return Err(exc::runtime_error(py, format_args!("cannot reuse already awaited coroutine")));
        }
        (Progress::Closed, Input::Send(_)) => return Ok(Sent::Return(none())),
        (Progress::Created, Input::Send(value)) if !is_none(value) => {
            return Err(exc::type_error(
                py,
                format_args!("can't send non-None value to a just-started {}", kind(generator)),
            ));
        }
        _ => {}
    }
    // A running frame keeps its generator.
    let keep = this.clone();
    let result = run(py, thread, generator, input);
    let yielded = generator.progress.get() == Progress::Suspended;
    drop(keep);
    let value = result?;
    Ok(if yielded { Sent::Yield(value) } else { Sent::Return(value) })
}

fn run(py: &mut Py, thread: &'static Thread, generator: &Generator, input: Input) -> PyResult<Value> {
    let free = thread.free();
    py.check_stack("while calling a Python object")?;
    thread.check_room(py, free, 0)?;
    // SAFETY: the generator does not run, so its slots are nobody's; it is kept alive by the caller until its frame is gone.
    unsafe {
        let slots = (*generator.slots.get()).as_mut_ptr();
        let function = generator.state.get(py).function.clone();
        let function = function.map_or(StackRef::NULL, StackRef::owned);
        let frame = thread.frame.get().add(1);
        let mut top = slots.add(generator.used.get());
        let raising = match input {
            Input::Send(value) => {
                top.write(StackRef::owned(value));
                top = top.add(1);
                None
            }
            Input::Throw(exception) => Some(exception),
        };
        frame.write(Frame {
            code: generator.code.get(),
            instruction: generator.instruction.get(),
            pc: generator.pc.get(),
            locals: slots,
            top,
            free,
            function,
            names: StackRef::NULL,
            object: StackRef::NULL,
            generator,
            on_return: OnReturn::Leave,
            reraised: std::ptr::null(),
        });
        thread.frame.set(frame);
        generator.progress.set(Progress::Running);
        frame_object::resume(py, frame, generator);
        py.push_handled(&generator.handled);
        match raising {
            None => dispatch::run(py, thread),
            Some(exception) => {
                let raised = py.heap().raise(exception);
                dispatch::run_raising(py, thread, raised)
            }
        }
    }
}

/// The frame on top yields: it goes, and its generator waits.
///
/// # Safety
/// The frame belongs to a generator; `pc` and `top` are its registers, the value yielded is off the stack.
pub(crate) unsafe fn suspend(py: &mut Py, thread: &Thread, pc: *const u16, top: *mut StackRef) {
    // SAFETY: the caller's promise.
    unsafe {
        let frame = thread.frame.get();
        let generator = &*(*frame).generator;
        generator.pc.set(pc);
        generator.instruction.set((*frame).instruction);
        generator.used.set(top.offset_from_unsigned((*frame).locals));
        (*frame).top = top;
        frame_object::suspend(py, frame, generator);
        generator.progress.set(Progress::Suspended);
        py.pop_handled();
        thread.frame.set(frame.sub(1));
        (*frame).function.close();
    }
}

/// The frame on top ends, by itself or by an exception.
pub(crate) fn finish(py: &mut Py, thread: &Thread) {
    // SAFETY: the frame on top belongs to a generator, which is kept alive.
    unsafe {
        let generator = &*(*thread.frame.get()).generator;
        generator.progress.set(Progress::Closed);
        generator.used.set(0);
    }
    py.pop_handled();
}

/// What leaves a generator's frame: a `StopIteration` that was raised inside has become a `RuntimeError` by the code's own
/// instructions, so nothing changes here.
pub(crate) fn convert_stop(_: &mut Py, _: *mut Frame, exception: Value) -> Value {
    exception
}

/// A `StopIteration` or `StopAsyncIteration` that leaves a generator becomes a `RuntimeError`, with the other as its cause.
pub(crate) fn convert(py: &mut Py, exception: Value) -> Value {
    let class = exception.type_();
    let flags = Thread::of(py).map_or(0, |thread| {
        // SAFETY: the frame on top runs.
        unsafe { (*thread.frame.get()).code() }.flags
    });
    let message = if class.is_subtype(py, &exc::STOP_ITERATION) {
        if flags & flags::ASYNC_GENERATOR != 0 {
            "async generator raised StopIteration"
        } else if flags & flags::COROUTINE != 0 {
            "coroutine raised StopIteration"
        } else {
            "generator raised StopIteration"
        }
    } else if flags & flags::ASYNC_GENERATOR != 0 && class.is_subtype(py, &exc::STOP_ASYNC_ITERATION) {
        "async generator raised StopAsyncIteration"
    } else {
        return exception;
    };
    let raised = exc::runtime_error(py, format_args!("{message}"));
    let error = py.take(raised);
    if let Some(payload) = error.get::<exc::BaseException>() {
        let mut state = payload.state.get_mut(py);
        state.cause = Some(exception.clone());
        state.context = Some(exception);
        state.suppress_context = true;
    }
    error
}

/// What messages call it.
fn kind(generator: &Generator) -> &'static str {
    // SAFETY: the function keeps the code.
    let flags = unsafe { (*generator.code.get()).flags };
    if flags & flags::COROUTINE != 0 {
        "coroutine"
    } else if flags & flags::ASYNC_GENERATOR != 0 {
        "async generator"
    } else {
        "generator"
    }
}

/// `next(generator)`
pub(crate) fn next(py: &mut Py, this: Borrowed<'_>) -> PyResult<Option<Value>> {
    match resume(py, &this, Input::Send(none()))? {
        Sent::Yield(value) => Ok(Some(value)),
        Sent::Return(value) if is_none(&value) => Ok(None),
        Sent::Return(value) => Err(exc::stop_iteration(py, Some(value))),
    }
}

/// The slot that `await` and `yield from` use.
pub(crate) fn send(py: &mut Py, this: Borrowed<'_>, value: Borrowed<'_>) -> PyResult<Sent> {
    resume(py, &this, Input::Send(value.to_value()))
}

/// A generator dies: if it waits behind a yield, `GeneratorExit` is raised there.
pub(crate) fn finalize(py: &mut Py, this: Borrowed<'_>) {
    let Some(generator) = Generator::of(this) else { return };
    if generator.progress.get() != Progress::Suspended {
        return;
    }
    if let Err(raised) = close(py, &this) {
        py.unraisable(raised, "Exception ignored while closing generator", Some(&this));
    }
}

/// `close()`
pub(crate) fn close(py: &mut Py, this: &Value) -> PyResult<Value> {
    let Some(generator) = Generator::of(this.borrow()) else { return Ok(none()) };
    match generator.progress.get() {
        Progress::Created => {
            generator.progress.set(Progress::Closed);
            drop_slots(generator);
            py.drain();
            return Ok(none());
        }
        Progress::Closed => return Ok(none()),
        Progress::Suspended | Progress::Running => {}
    }
    let exit = py.heap().exception(&exc::GENERATOR_EXIT, exc::BaseException::new(None))?;
    match throw(py, this, exit) {
        Ok(Sent::Yield(_)) => {
            Err(exc::runtime_error(py, format_args!("{} ignored GeneratorExit", kind(generator))))
        }
        Ok(Sent::Return(value)) => Ok(value),
        Err(raised)
            if py.matches(&raised, &exc::GENERATOR_EXIT) || py.matches(&raised, &exc::STOP_ITERATION) =>
        {
            py.discard(raised);
            Ok(none())
        }
        Err(raised) => Err(raised),
    }
}

/// Raises an exception where a generator waits. One that waits for another passes it on; when that ends of it, it goes on
/// with the other's value.
pub(crate) fn throw(py: &mut Py, this: &Value, exception: Value) -> PyResult<Sent> {
    let Some(generator) = Generator::of(this.borrow()) else {
        return Err(exc::type_error(py, format_args!("a generator is required")));
    };
    if let Some(receiver) = generator.receiver(py) {
        let exiting = exception.type_().is_subtype(py, &exc::GENERATOR_EXIT);
        if exiting {
            if let Err(raised) = close_receiver(py, generator, &receiver) {
                let exception = py.take(raised);
                return resume(py, this, Input::Throw(exception));
            }
        } else if let Some(result) = throw_into(py, generator, &receiver, &exception)? {
            return match result {
                Ok(Sent::Yield(value)) => Ok(Sent::Yield(value)),
                Ok(Sent::Return(value)) => {
                    generator.leave_receiver();
                    resume(py, this, Input::Send(value))
                }
                Err(raised) => {
                    let exception = py.take(raised);
                    resume(py, this, Input::Throw(exception))
                }
            };
        }
    }
    resume(py, this, Input::Throw(exception))
}

/// Throws into what a generator waits for; nothing if that has no way of taking it.
fn throw_into(
    py: &mut Py,
    generator: &Generator,
    receiver: &Value,
    exception: &Value,
) -> PyResult<Option<PyResult<Sent>>> {
    generator.progress.set(Progress::Running);
    let result = if Generator::of(receiver.borrow()).is_some() {
        Ok(Some(throw(py, receiver, exception.clone())))
    } else {
        let name = py.heap().intern("throw")?;
        match py.find_attribute(receiver, &name) {
            Ok(None) => Ok(None),
            Ok(Some(method)) => Ok(Some(match py.call(&method, &[exception]) {
                Ok(value) => Ok(Sent::Yield(value)),
                Err(raised) => stop_value(py, raised).map(Sent::Return),
            })),
            Err(raised) => Err(raised),
        }
    };
    generator.progress.set(Progress::Suspended);
    result
}

/// Closes what a generator waits for.
fn close_receiver(py: &mut Py, generator: &Generator, receiver: &Value) -> PyResult<()> {
    generator.progress.set(Progress::Running);
    let result = if Generator::of(receiver.borrow()).is_some() {
        close(py, receiver).map(drop)
    } else {
        let name = py.heap().intern("close")?;
        match py.find_attribute(receiver, &name) {
            Ok(Some(method)) => py.call(&method, &[]).map(drop),
            Ok(None) => Ok(()),
            Err(raised) => Err(raised),
        }
    };
    generator.progress.set(Progress::Suspended);
    result
}

impl Generator {
    /// What a suspended generator waits for with `yield from` or `await`: the instruction before the next is a yield that
    /// says so, and the receiver is on top of its stack.
    pub(crate) fn receiver(&self, _: &Py) -> Option<Value> {
        if self.progress.get() != Progress::Suspended {
            return None;
        }
        // SAFETY: the generator waits behind a yield, and its next instruction is a RESUME whose operand tells why.
        unsafe {
            let unit = self.pc.get().read();
            let reason = unit >> 8 & 3;
            if unit as u8 != taipan_bytecode::Opcode::Resume.number() as u8 || reason < 2 {
                return None;
            }
            let used = self.used.get();
            let slot = (&*self.slots.get()).get(used.checked_sub(1)?)?;
            slot.try_get().map(Borrowed::to_value)
        }
    }

    /// What it waited for has ended: it goes on behind the loop that sends.
    fn leave_receiver(&self) {
        // SAFETY: behind the yield come RESUME and the jump back to SEND, whose own jump leads out of the loop, to END_SEND,
        // which wants the receiver below the value.
        unsafe {
            let jump = self.pc.get().add(1);
            let back = (jump.read() >> 8) as usize;
            let send = jump.add(1).sub(back);
            let distance = (send.read() >> 8) as usize;
            self.pc.set(send.add(2 + distance));
        }
    }
}

/// Drops the slots of a generator that does not run.
fn drop_slots(generator: &Generator) {
    while let Some(used) = generator.used.get().checked_sub(1) {
        generator.used.set(used);
        // SAFETY: nobody else uses the slots of a generator that does not run.
        let slot = unsafe { std::mem::replace(&mut (&mut *generator.slots.get())[used], StackRef::NULL) };
        // SAFETY: the slot was taken.
        unsafe { slot.close() };
    }
}

/// Whether the exception on its way may be taken for the end of an iterator that was resumed.
pub(crate) fn stop_value(py: &mut Py, raised: Raised) -> PyResult<Value> {
    if !py.matches(&raised, &exc::STOP_ITERATION) {
        return Err(raised);
    }
    let exception = py.take(raised);
    Ok(exception
        .get::<exc::payload::StopIteration>()
        .map_or_else(none, |stop| exc::payload::or_none(&stop.value, py)))
}

impl Generator {
    /// Whether it is a generator that can be awaited (`types.coroutine`).
    pub(crate) fn is_iterable_coroutine(&self) -> bool {
        // SAFETY: the function keeps the code.
        unsafe { (*self.code.get()).has(flags::ITERABLE_COROUTINE) }
    }
}

/// A value that an asynchronous generator yields.
pub struct Wrapped(pub(crate) Option<Value>);

/// `async_generator_wrapped_value`
pub static WRAPPED: Type = Type::of::<Wrapped>("async_generator_wrapped_value", Some(&OBJECT));

// SAFETY: only made with this payload.
unsafe impl Payload for Wrapped {
    const TYPE: &'static Type = &WRAPPED;
}

impl Parts for Wrapped {
    fn take_part(&mut self) -> Option<Value> {
        self.0.take()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.0.iter().for_each(visit);
    }
}
