//! Running a generator: its control frame is pushed, the loop runs it until it yields or ends, and the frame goes.

use taipan_bytecode::{Opcode, flags};
use taipan_object::death::needs_no_finaliser;
use taipan_object::type_::shapes::Sent;
use taipan_object::types::singletons::{is_none, none, none_ref};
use taipan_object::{Borrowed, Py, PyResult, StackRef, Value, exception as exc};

use super::{Coroutine, Generator, Progress};
use crate::dispatch::{self, Flow, Registers, Vm};
use crate::frame::{Frame, OnReturn};
use crate::frame_object;
use crate::monitoring::code::mark;
use crate::monitoring::event::Event;
use crate::monitoring::raising::tell_exception;
use crate::ops::Resume;
use crate::thread::Thread;

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
    match (generator.progress.get(), &input) {
        (Progress::Running, _) => {
            return Err(exc::value_error(py, format_args!("{} already executing", generator.kind())));
        }
        (Progress::Closed, _) if this.exact::<Coroutine>().is_some() => {
            return Err(exc::runtime_error(py, format_args!("cannot reuse already awaited coroutine")));
        }
        (Progress::Closed, Input::Throw(exception)) => return Err(py.heap().again(exception.clone())),
        (Progress::Closed, Input::Send(_)) => return Ok(Sent::Return(none())),
        (Progress::Created, Input::Send(value)) if !is_none(value) => {
            return Err(exc::type_error(
                py,
                format_args!("can't send non-None value to a just-started {}", generator.kind()),
            ));
        }
        _ => {}
    }
    let thread = Thread::of(py)?;
    py.check_stack("while calling a Python object")?;
    thread.check_room(py, thread.free(), 0)?;
    // A running frame keeps its generator.
    let keep = this.clone();
    let result = run(py, thread, generator, input);
    let yielded = generator.progress.get() == Progress::Suspended;
    drop(keep);
    let value = result?;
    Ok(if yielded { Sent::Yield(value) } else { Sent::Return(value) })
}

fn run(py: &mut Py, thread: &'static Thread, generator: &Generator, input: Input) -> PyResult<Value> {
    // SAFETY: the generator does not run, so its slots are nobody's; it is kept alive by the caller until its frame is gone.
    unsafe {
        let frame = push(py, thread, generator);
        py.shared().push_handled(&generator.handled);
        // A handler counts on a value in the place of what the `yield` gives, also where that raises.
        let (value, raising) = match input {
            Input::Send(value) => (value, None),
            Input::Throw(exception) => (none(), Some(exception)),
        };
        (*frame).top.write(StackRef::owned(value));
        (*frame).top = (*frame).top.add(1);
        match raising {
            None => dispatch::run(py, thread),
            Some(exception) => {
                mark(py, (*frame).code())?;
                // Its context is what the generator handles itself; what its caller handles is not.
                let raised = match generator.handled.get() {
                    Some(_) => py.heap().raise(exception),
                    None => py.heap().again(exception),
                };
                let raised = if thread.monitoring().everywhere.get().is_empty() {
                    raised
                } else {
                    let unit = (*frame).pc.offset_from_unsigned((*frame).code().start());
                    tell_exception(py, thread, Event::Throw, unit, raised)
                };
                dispatch::run_raising(py, thread, raised)
            }
        }
    }
}

/// The payload of a generator or coroutine that can go on with a value, if nobody wants to hear of it: then its frame need
/// only be pushed.
///
/// # Safety
/// The result is used while the value is there.
pub(crate) unsafe fn ready<'a>(vm: &Vm<'_>, value: Borrowed<'a>) -> Option<&'a Generator> {
    let generator = value.exact::<Generator>().or_else(|| value.exact::<Coroutine>().map(|it| &it.0))?;
    let waits = matches!(generator.progress.get(), Progress::Created | Progress::Suspended);
    (waits && !vm.marked).then_some(generator)
}

/// Pushes the frame of a generator that is ready. The caller's stack keeps the generator.
///
/// # Safety
/// The contract of an instruction; the registers are where the caller goes on.
pub(crate) unsafe fn enter(
    vm: &mut Vm<'_>,
    generator: &Generator,
    value: Value,
    on_return: OnReturn,
) -> Flow {
    // SAFETY: the generator does not run.
    unsafe {
        vm.save();
        if let Err(raised) = vm.thread.check_room(vm.py, vm.thread.free(), 0) {
            return Flow::Raise(raised);
        }
        let frame = push(vm.py, vm.thread, generator);
        (*frame).on_return = on_return;
        vm.py.shared().push_handled(&generator.handled);
        (*frame).top.write(StackRef::owned(value));
        (*frame).top = (*frame).top.add(1);
    }
    Flow::Switch
}

/// Puts the frame of a generator on top.
///
/// # Safety
/// The generator does not run, and stays alive until its frame is gone. There is room for a frame.
pub(super) unsafe fn push(py: &mut Py, thread: &Thread, generator: &Generator) -> *mut Frame {
    // The generator keeps its function for as long as it runs.
    let (function, names) = {
        let state = generator.state.get(py);
        (state.function.as_ref().map_or(StackRef::NULL, StackRef::borrowed), state.names.clone())
    };
    let free = thread.free();
    // SAFETY: the caller's promise.
    unsafe {
        let slots = generator.slots();
        let frame = thread.frame.get().add(1);
        frame.write(Frame {
            code: generator.code.get(),
            instruction: generator.instruction.get(),
            pc: generator.pc.get(),
            locals: slots,
            top: slots.add(generator.used.get()),
            free,
            function,
            names: names.map_or(StackRef::NULL, StackRef::owned),
            object: StackRef::NULL,
            generator,
            on_return: OnReturn::Leave,
            reraised: std::ptr::null(),
        });
        thread.frame.set(frame);
        generator.frame.set(frame);
        generator.progress.set(Progress::Running);
        frame_object::resume(py, frame, generator);
        frame
    }
}

/// Pushes the frame of a generator that waits, whose registers these become, if nothing of it was ever looked at. False:
/// nothing has happened, and the value is still the caller's.
///
/// # Safety
/// The contract of an instruction: the registers are where the caller goes on. The caller's stack keeps the generator; the
/// value owns. No value: it is `None`.
#[inline(always)]
pub(crate) unsafe fn go_on(
    registers: &mut Registers,
    thread: &Thread,
    generator: &Generator,
    value: Option<StackRef>,
    instruction: *const u16,
    on_return: OnReturn,
) -> bool {
    // SAFETY: the caller's promise. Nothing borrows the state while the loop looks at it.
    unsafe {
        let state = generator.state.peek();
        let Some(function) = &state.function else { return false };
        if !matches!(generator.progress.get(), Progress::Suspended | Progress::Created)
            || state.frame.is_some()
            || state.names.is_some()
        {
            return false;
        }
        let caller = thread.frame.get();
        let free = if (*caller).free.is_null() { registers.top } else { (*caller).free };
        if !thread.has_room(free, 0) {
            return false;
        }
        (*caller).instruction = instruction;
        (*caller).pc = registers.pc;
        (*caller).top = registers.top;
        let (locals, code) = (generator.slots(), generator.code.get());
        let (mut pc, mut top) = (generator.pc.get(), locals.add(generator.used.get()));
        if value.is_none() && drops_what_is_sent(pc) && Resume::passes(thread, &*code) {
            pc = pc.add(2);
        } else {
            top.write(value.unwrap_or_else(|| StackRef::borrowed(&none_ref())));
            top = top.add(1);
        }
        let frame = caller.add(1);
        frame.write(Frame {
            code,
            instruction: generator.instruction.get(),
            pc,
            locals,
            top,
            free,
            function: StackRef::borrowed(function),
            names: StackRef::NULL,
            object: StackRef::NULL,
            generator,
            on_return,
            reraised: std::ptr::null(),
        });
        thread.frame.set(frame);
        generator.frame.set(frame);
        generator.progress.set(Progress::Running);
        thread.shared().push_handled(&generator.handled);
        *registers = Registers { pc, top, locals };
    }
    true
}

/// Goes on with what the generator on top waits for, as long as that is a generator too: what is sent to the first of a chain of
/// `yield from` or `await` is for the last. The instructions in between (`RESUME`, `JUMP_BACKWARD_NO_INTERRUPT`, `SEND`) are
/// executed here, where nobody wants to hear of them.
///
/// # Safety
/// These are the registers of a generator that has just been pushed.
#[inline(always)]
pub(crate) unsafe fn go_down(registers: &mut Registers, thread: &Thread) {
    // SAFETY: the caller's promise. Where a `SEND` waits, the receiver is below the value, and a unit of cache behind it.
    unsafe {
        while let Some(send) = waiting_send(registers.pc)
            && registers.peek(1).refers_to(&none_ref())
            && let Some(generator) = generator_in(registers.peek(2))
            && Resume::passes(thread, (*thread.frame.get()).code())
        {
            let mut inner = Registers { pc: send.add(2), ..*registers };
            let (sent, on_return) =
                (StackRef::borrowed(&none_ref()), OnReturn::Sent(u32::from(send.read() >> 8)));
            if !go_on(&mut inner, thread, generator, Some(sent), send, on_return) {
                return;
            }
            *registers = inner;
        }
    }
}

/// The `SEND` that a generator goes on with at once, if it waits for what another yields.
///
/// # Safety
/// The generator waits there.
#[inline(always)]
unsafe fn waiting_send(pc: *const u16) -> Option<*const u16> {
    const RESUME: u8 = Opcode::Resume.number() as u8;
    const JUMP: u8 = Opcode::JumpBackwardNoInterrupt.number() as u8;
    const SEND: u8 = Opcode::Send.number() as u8;
    // SAFETY: verified code: an instruction that does not leave the frame is followed by another, and jumps lead to one.
    unsafe {
        let jump = pc.add(1).read();
        if pc.read() as u8 != RESUME || jump as u8 != JUMP {
            return None;
        }
        let target = pc.add(2).sub(usize::from(jump >> 8));
        (target.read() as u8 == SEND).then_some(target)
    }
}

/// The generator or coroutine in a slot.
///
/// # Safety
/// The slot is not null, and keeps what it holds.
#[inline(always)]
pub(crate) unsafe fn generator_in<'a>(slot: StackRef) -> Option<&'a Generator> {
    // SAFETY: the caller's promise.
    let receiver: Borrowed<'a> = unsafe { slot.get() };
    match receiver.exact::<Coroutine>() {
        Some(coroutine) => Some(&coroutine.0),
        None => receiver.exact::<Generator>(),
    }
}

/// Hands what was yielded to the `SEND` that waits for it, whose frame is on top now. Frames that do nothing but yield it in their
/// turn wait as well.
///
/// # Safety
/// The frame on top waits for a value; the value owns.
#[inline(always)]
pub(crate) unsafe fn pass_on(registers: &mut Registers, thread: &Thread, value: StackRef) {
    const YIELD_VALUE: u8 = Opcode::YieldValue.number() as u8;
    // SAFETY: the caller's promise. The value's place is on top of the stack.
    unsafe {
        loop {
            let frame = thread.frame.get();
            let (pc, top, locals) = ((*frame).pc, (*frame).top, (*frame).locals);
            let yields = pc.read() as u8 == YIELD_VALUE && matches!((*frame).on_return, OnReturn::Sent(_));
            let waiting = Registers { pc: pc.add(1), top: top.sub(1), locals };
            if !yields || !wait(&waiting, thread, pc) {
                top.sub(1).write(value);
                *registers = Registers { pc, top, locals };
                return;
            }
        }
    }
}

/// Whether a generator goes on at what is behind a `yield` that is a statement: the value that is sent is dropped.
///
/// # Safety
/// The generator waits there.
#[inline(always)]
unsafe fn drops_what_is_sent(pc: *const u16) -> bool {
    const RESUME: u8 = Opcode::Resume.number() as u8;
    const POP_TOP: u8 = Opcode::PopTop.number() as u8;
    // SAFETY: verified code: an instruction that does not leave the frame is followed by another.
    unsafe { pc.read() as u8 == RESUME && pc.add(1).read() as u8 == POP_TOP }
}

/// The frame on top yields: it goes, and its generator waits. False: somebody has looked at the frame, and nothing has
/// happened.
///
/// # Safety
/// The frame belongs to a generator; these are its registers, the value yielded off the stack.
#[inline(always)]
pub(crate) unsafe fn wait(registers: &Registers, thread: &Thread, instruction: *const u16) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let frame = thread.frame.get();
        if !(*frame).object.is_null() || !(*frame).names.is_null() {
            return false;
        }
        let generator = &*(*frame).generator;
        generator.pc.set(registers.pc);
        generator.instruction.set(instruction);
        generator.used.set(registers.top.offset_from_unsigned(registers.locals));
        generator.progress.set(Progress::Suspended);
        generator.frame.set(std::ptr::null_mut());
        thread.frame.set(frame.sub(1));
        thread.shared().pop_handled();
    }
    true
}

/// The frame on top yields: it goes, and its generator waits.
///
/// # Safety
/// The frame belongs to a generator; `pc` and `top` are its registers, the value yielded is off the stack.
pub(crate) unsafe fn suspend(py: &mut Py, thread: &Thread, pc: *const u16, top: *mut StackRef) {
    // SAFETY: the caller's promise.
    unsafe {
        let frame = thread.frame.get();
        (*frame).pc = pc;
        (*frame).top = top;
        pop(py, thread);
        py.shared().pop_handled();
    }
}

/// Takes the frame of a generator off, which waits from now on.
///
/// # Safety
/// The frame on top belongs to a generator, and its registers are saved.
pub(super) unsafe fn pop(py: &mut Py, thread: &Thread) {
    // SAFETY: the caller's promise.
    unsafe {
        let frame = thread.frame.get();
        let generator = &*(*frame).generator;
        generator.pc.set((*frame).pc);
        generator.instruction.set((*frame).instruction);
        generator.used.set((*frame).top.offset_from_unsigned((*frame).locals));
        frame_object::suspend(py, frame, generator);
        generator.progress.set(Progress::Suspended);
        generator.frame.set(std::ptr::null_mut());
        thread.frame.set(frame.sub(1));
        (*frame).names.close();
        (*frame).function.close();
    }
}

/// The frame on top ends, by itself or by an exception.
#[inline(always)]
pub(crate) fn finish(thread: &Thread) {
    // SAFETY: the frame on top belongs to a generator, which is kept alive.
    unsafe {
        let generator = &*(*thread.frame.get()).generator;
        generator.progress.set(Progress::Closed);
        generator.frame.set(std::ptr::null_mut());
        generator.used.set(0);
        // At its end there is nothing to close.
        if let Some(object) = std::ptr::NonNull::new(generator.object.get()) {
            needs_no_finaliser(thread.shared(), object);
        }
    }
    thread.shared().pop_handled();
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

/// The next value; what the generator returns is only for those who send.
pub(crate) fn next(py: &mut Py, this: Borrowed<'_>) -> PyResult<Option<Value>> {
    if let Some(generator) = this.exact::<Generator>()
        && !py.is_deep()
    {
        let thread = Thread::of(py)?;
        // A running frame keeps its generator.
        let keep = this.to_value();
        let frame = thread.frame.get();
        // SAFETY: a frame that calls natively has saved its registers.
        let result = unsafe {
            let mut registers = Registers::load(frame);
            let at = (*frame).instruction;
            go_on(&mut registers, thread, generator, None, at, OnReturn::Leave)
                .then(|| dispatch::run_from(py, thread, registers))
        };
        if let Some(result) = result {
            let yielded = generator.progress.get() == Progress::Suspended;
            drop(keep);
            return result.map(|value| yielded.then_some(value));
        }
    }
    match resume(py, &this, Input::Send(none()))? {
        Sent::Yield(value) => Ok(Some(value)),
        Sent::Return(_) => Ok(None),
    }
}

/// The slot that `await` and `yield from` use.
pub(crate) fn send(py: &mut Py, this: Borrowed<'_>, value: Borrowed<'_>) -> PyResult<Sent> {
    resume(py, &this, Input::Send(value.to_value()))
}
