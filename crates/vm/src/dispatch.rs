//! The loop: fetches instructions and executes them. It knows nothing of what they do.
//!
//! Each instruction is a function, which ends by calling the next one's: with optimisation that call is a jump, so that the
//! processor predicts each instruction's successor on its own and the registers stay in registers. Should the optimiser leave a
//! call a call, the stack grows, which is noticed ([`Thread::is_deep`]), and the handlers return to [`run`].

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};

use taipan_bytecode::Opcode;
use taipan_host::stack;
use taipan_object::{Py, PyResult, Raised, StackRef, Value};

use crate::frame::Frame;
use crate::monitoring;
use crate::monitoring::code::MARK;
use crate::ops::form::{Fixed, for_each_form, for_each_special, mask};
use crate::ops::{self, Instruction};
use crate::thread::Thread;
use crate::{recover, unwind};

/// What the running frame's state is while its instructions run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Registers {
    /// The next code unit.
    pub(crate) pc: *const u16,
    /// The first free slot.
    pub(crate) top: *mut StackRef,
    /// The first local.
    pub(crate) locals: *mut StackRef,
}

/// What slow parts work with.
pub(crate) struct Vm<'a> {
    /// Leave to run Python.
    pub(crate) py: &'a mut Py,
    /// The stacks.
    pub(crate) thread: &'static Thread,
    /// The running frame's state.
    pub(crate) registers: Registers,
    /// A tool hears of the instruction: what it runs must have returned when it ends.
    pub(crate) marked: bool,
}

/// How it goes on after a slow part.
pub(crate) enum Flow {
    /// With the next instruction.
    Next,
    /// With the frame that is on top now.
    Switch,
    /// With the handler of the exception on its way.
    Raise(Raised),
    /// Not at all: the frame that this loop was entered for has a result.
    Leave(Value),
}

impl From<PyResult<()>> for Flow {
    #[inline(always)]
    fn from(result: PyResult<()>) -> Self {
        match result {
            Ok(()) => Self::Next,
            Err(raised) => Self::Raise(raised),
        }
    }
}

impl Registers {
    /// None: no frame runs.
    pub(crate) const NONE: Self =
        Self { pc: std::ptr::null(), top: std::ptr::null_mut(), locals: std::ptr::null_mut() };

    /// The state of a frame as it was saved, read as [`Self::copied`] says.
    ///
    /// # Safety
    /// The frame is there.
    #[inline(always)]
    pub(crate) unsafe fn load(frame: *mut Frame) -> Self {
        // SAFETY: the caller's promise.
        unsafe {
            Self {
                pc: (&raw const (*frame).pc).read_volatile(),
                top: (&raw const (*frame).top).read_volatile(),
                locals: (&raw const (*frame).locals).read_volatile(),
            }
        }
    }

    /// The state of the frame on top as it was when the direct part of an instruction began, read in the same way.
    ///
    /// # Safety
    /// Such a part runs, and the frame has not been left.
    #[inline(always)]
    pub(crate) unsafe fn at_instruction(thread: &Thread) -> Self {
        let frame = thread.frame.get();
        // SAFETY: the caller's promise.
        unsafe {
            Self {
                pc: (&raw const (*frame).instruction).read_volatile().add(1),
                top: (&raw const (*frame).top).read_volatile(),
                locals: (&raw const (*frame).locals).read_volatile(),
            }
        }
    }

    /// A copy, word by word. They have been written so a moment ago: the processor has to wait if two are read at once, as the
    /// optimiser would have it.
    #[inline(always)]
    fn copied(&self) -> Self {
        // SAFETY: the fields are there.
        unsafe {
            Self {
                pc: (&raw const self.pc).read_volatile(),
                top: (&raw const self.top).read_volatile(),
                locals: (&raw const self.locals).read_volatile(),
            }
        }
    }
}

/// How it goes on after a fast part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fast {
    /// With the next instruction.
    Next,
    /// With the slow part: nothing has happened.
    Slow,
    /// With the instruction that this is a form of, [`Instruction::GENERAL`]: nothing has happened.
    General,
    /// With the next instruction, when what the fast part has dropped is dead.
    Bury,
    /// The same in the frame of the caller.
    BuryInCaller,
    /// With the next instruction, when those who asked the thread to stop have been heard.
    Check,
    /// With the handler of an exception, which lies in [`Thread::result`].
    Raise,
    /// Not at all: the frame that this loop was entered for has a result, in [`Thread::result`].
    Leave,
}

impl Fast {
    /// With the next instruction; `quiet` is what [`Thread::kill`] said.
    #[inline(always)]
    pub(crate) fn after(quiet: bool) -> Self {
        if quiet { Self::Next } else { Self::Bury }
    }
}

impl From<bool> for Fast {
    /// Whether it is done.
    #[inline(always)]
    fn from(done: bool) -> Self {
        if done { Self::Next } else { Self::Slow }
    }
}

/// How a handler ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// With the next instruction, for which [`Thread::registers`] are set.
    Next,
    /// With the result of the frame that the loop was entered for, in [`Thread::result`].
    Leave,
}

/// An instruction as the loop calls it: with the registers in registers, `pc` behind the instruction's unit.
type Handler = unsafe fn(&mut Py, &'static Thread, *const u16, *mut StackRef, *mut StackRef, u32) -> Exit;

/// An instruction as monitoring calls it.
type Single = unsafe fn(&mut Vm<'_>, u32) -> Flow;

/// Sets the places of the forms in a table of handlers.
macro_rules! set_forms {
    ($($number:literal $name:ident $operand:literal,)*) => {
        const fn with_forms(mut handlers: [Handler; 256]) -> [Handler; 256] {
            $(handlers[$number] = handler::<Fixed<ops::$name, $operand, { mask(Opcode::$name) }>>;)*
            handlers
        }

        const fn with_single_forms(mut single: [Single; 256]) -> [Single; 256] {
            $(single[$number] = execute_one::<ops::$name>;)*
            single
        }
    };
}
for_each_form!(set_forms);

/// The same for the special forms.
macro_rules! set_special {
    ($($number:literal $name:ident $general:ident,)*) => {
        const fn with_special(mut handlers: [Handler; 256]) -> [Handler; 256] {
            $(handlers[$number] = handler::<ops::$name>;)*
            handlers
        }

        const fn with_single_special(mut single: [Single; 256]) -> [Single; 256] {
            $(single[$number] = execute_one::<ops::$general>;)*
            single
        }
    };
}
for_each_special!(set_special);

macro_rules! tables {
    ($($name:ident)*) => {
        /// The handlers by opcode.
        static HANDLERS: [Handler; 256] = {
            let mut handlers: [Handler; 256] = [handler::<Unknown>; 256];
            $(handlers[Opcode::$name.number() as usize] = handler::<ops::$name>;)*
            handlers[Opcode::ExtendedArg.number() as usize] = extended;
            handlers[MARK as usize] = handler::<Marked>;
            with_special(with_forms(handlers))
        };

        /// The same for one instruction at a time.
        static SINGLE: [Single; 256] = {
            let mut single: [Single; 256] = [execute_one::<Unknown>; 256];
            $(single[Opcode::$name.number() as usize] = execute_one::<ops::$name>;)*
            with_single_special(with_single_forms(single))
        };
    };
}
ops::for_each_instruction!(tables);

/// Runs the frame on top of the stack until it has a result, and what it calls. Panics go no further.
pub(crate) fn run(py: &mut Py, thread: &'static Thread) -> PyResult<Value> {
    // SAFETY: there is a frame, which its pusher has made for verified code.
    unsafe {
        let registers = Registers::load(thread.frame.get());
        run_from(py, thread, registers)
    }
}

/// The same where the frame's registers are at hand.
///
/// # Safety
/// They are those of the frame on top, which its pusher has made for verified code.
#[inline(always)]
pub(crate) unsafe fn run_from(py: &mut Py, thread: &'static Thread, registers: Registers) -> PyResult<Value> {
    let outer = thread.bottom.replace(stack::pointer());
    let entered = thread.frame.get();
    // SAFETY: the caller's promise.
    let ended = panic::catch_unwind(AssertUnwindSafe(|| unsafe { execute_all(py, thread, registers) }));
    let result = match ended {
        Ok(()) => Ok(()),
        Err(payload) => run_on(py, thread, entered, payload),
    };
    thread.bottom.set(outer);
    result?;
    match thread.result.take() {
        Some(result) => result,
        None => Err(taipan_object::exception::system_error(py, format_args!("a frame has no result"))),
    }
}

/// Goes on after a panic in the loop that was entered for a frame.
#[cold]
#[inline(never)]
fn run_on(
    py: &mut Py,
    thread: &'static Thread,
    entered: *mut Frame,
    mut payload: Box<dyn Any + Send>,
) -> PyResult<()> {
    loop {
        recover::recover(py, thread, entered, &*payload)?;
        // SAFETY: the frame on top has the handler.
        let ended = panic::catch_unwind(AssertUnwindSafe(|| unsafe {
            execute_all(py, thread, Registers::load(thread.frame.get()));
        }));
        match ended {
            Ok(()) => return Ok(()),
            Err(again) => payload = again,
        }
    }
}

/// The loop itself.
///
/// # Safety
/// As for [`run_from`].
#[inline(always)]
unsafe fn execute_all(py: &mut Py, thread: &'static Thread, registers: Registers) {
    // SAFETY: the caller's promise; handlers leave the registers of the frame that goes on.
    unsafe {
        let mut exit = begin(py, thread, registers);
        while exit == Exit::Next {
            exit = begin(py, thread, thread.registers.get());
        }
    }
}

/// Raises an exception where the frame on top stands, then runs it.
pub(crate) fn run_raising(py: &mut Py, thread: &'static Thread, raised: Raised) -> PyResult<Value> {
    unwind::unwind(py, thread, raised)?;
    run(py, thread)
}

/// Executes one instruction of the frame on top, for which the registers are set.
///
/// # Safety
/// The contract of an instruction.
#[cold]
#[inline(never)]
pub(crate) unsafe fn execute(vm: &mut Vm<'_>, opcode: u8, oparg: u32) -> Flow {
    // SAFETY: the caller's promise.
    unsafe { SINGLE[usize::from(opcode)](vm, oparg) }
}

/// Calls the handler of the instruction at `pc`.
#[inline(always)]
unsafe fn begin(py: &mut Py, thread: &'static Thread, registers: Registers) -> Exit {
    // SAFETY: verified code: `pc` is at an instruction.
    unsafe {
        let unit = registers.pc.read();
        let handler = HANDLERS[usize::from(unit as u8)];
        handler(py, thread, registers.pc.add(1), registers.top, registers.locals, u32::from(unit >> 8))
    }
}

/// Goes on with the next instruction. Where the optimiser makes a jump of a call at the end of a function, this is one, and
/// the loop is in no function; elsewhere the handler returns to [`run`].
#[inline(always)]
unsafe fn next(py: &mut Py, thread: &'static Thread, registers: Registers) -> Exit {
    if cfg!(threaded) {
        // SAFETY: the registers are those of the frame on top.
        return unsafe { begin(py, thread, registers) };
    }
    thread.registers.set(registers);
    Exit::Next
}

/// The handler of an instruction: a leaf, which ends with a jump. Nothing here may have its address taken or be dropped at
/// the end, or that jump becomes a call.
unsafe fn handler<I: Instruction>(
    py: &mut Py,
    thread: &'static Thread,
    pc: *const u16,
    top: *mut StackRef,
    locals: *mut StackRef,
    oparg: u32,
) -> Exit {
    // SAFETY: the frame on top runs verified code, and these are its registers.
    unsafe {
        let mut registers = Registers { pc, top, locals };
        match I::fast(&mut registers, thread, oparg) {
            Fast::Next => next(py, thread, registers),
            Fast::Slow if I::DIRECT => direct::<I>(py, thread, pc, top, locals, oparg),
            Fast::Slow => slow::<I>(py, thread, pc, top, locals, oparg),
            Fast::General => general::<I>()(py, thread, pc, top, locals, oparg),
            Fast::Raise => raise(py, thread, registers.pc, registers.top, registers.locals, 0),
            Fast::Bury => {
                (*thread.frame.get()).instruction = pc.sub(1);
                buried(py, thread, registers.pc, registers.top, registers.locals, 0)
            }
            Fast::BuryInCaller => buried(py, thread, registers.pc, registers.top, registers.locals, 0),
            Fast::Check => checked(py, thread, registers.pc, registers.top, registers.locals, 0),
            Fast::Leave => left(py, thread, registers.pc, registers.top, registers.locals, 0),
        }
    }
}

/// The handler of the instruction that another is a form of.
#[inline(always)]
fn general<I: Instruction>() -> Handler {
    const { I::GENERAL }.map_or(slow::<I> as Handler, |opcode| HANDLERS[usize::from(opcode.number() as u8)])
}

/// Lets die what a fast part has dropped, which gives the loop's result.
#[inline(never)]
unsafe fn left(
    _: &mut Py,
    thread: &'static Thread,
    _: *const u16,
    _: *mut StackRef,
    _: *mut StackRef,
    _: u32,
) -> Exit {
    thread.bury();
    // A result that is known to be always the same would be made where this is called, and what should be a jump be a call.
    std::hint::black_box(Exit::Leave)
}

/// The handler of the direct part, which comes after the fast one. It is a function of its own because it keeps registers over
/// calls.
#[inline(never)]
unsafe fn direct<I: Instruction>(
    py: &mut Py,
    thread: &'static Thread,
    pc: *const u16,
    top: *mut StackRef,
    locals: *mut StackRef,
    oparg: u32,
) -> Exit {
    // SAFETY: as for `handler`.
    unsafe {
        let frame = thread.frame.get();
        (*frame).instruction = pc.sub(1);
        (*frame).top = top;
        let mut registers = Registers { pc, top, locals };
        match I::direct(py, &mut registers, thread, oparg) {
            Fast::Next if !thread.shared().must_drain() => next(py, thread, registers),
            Fast::Slow => slow::<I>(py, thread, pc, top, locals, oparg),
            Fast::General => general::<I>()(py, thread, pc, top, locals, oparg),
            Fast::Raise => raise(py, thread, registers.pc, registers.top, registers.locals, 0),
            Fast::Leave => Exit::Leave,
            Fast::Check => checked(py, thread, registers.pc, registers.top, registers.locals, 0),
            Fast::Next | Fast::Bury | Fast::BuryInCaller => {
                drained(py, thread, registers.pc, registers.top, registers.locals, 0)
            }
        }
    }
}

/// Raises the exception in [`Thread::result`].
#[cold]
#[inline(never)]
unsafe fn raise(
    py: &mut Py,
    thread: &'static Thread,
    pc: *const u16,
    top: *mut StackRef,
    locals: *mut StackRef,
    _: u32,
) -> Exit {
    // SAFETY: as for `handler`.
    unsafe {
        match raised(py, thread, Registers { pc, top, locals }) {
            Exit::Next if !thread.is_deep() => next(py, thread, thread.registers.get()),
            exit => exit,
        }
    }
}

#[inline(never)]
unsafe fn raised(py: &mut Py, thread: &'static Thread, registers: Registers) -> Exit {
    match thread.result.take() {
        // SAFETY: as for `handler`.
        Some(Err(raised)) => unsafe { divert(py, thread, registers, Flow::Raise(raised)) },
        _ => {
            thread.registers.set(registers);
            Exit::Next
        }
    }
}

/// Lets signal handlers and the like run, which a native function may have asked for, then goes on.
#[cold]
#[inline(never)]
unsafe fn checked(
    py: &mut Py,
    thread: &'static Thread,
    pc: *const u16,
    top: *mut StackRef,
    locals: *mut StackRef,
    _: u32,
) -> Exit {
    // SAFETY: there is a frame, and these are its registers.
    unsafe {
        (*thread.frame.get()).top = top;
        py.drain();
        if let Err(raised) = py.handle_breaker() {
            ops::raises(thread, raised);
            return raise(py, thread, pc, top, locals, 0);
        }
        drained(py, thread, pc, top, locals, 0)
    }
}

/// Lets die what a fast part has dropped, then goes on.
#[inline(never)]
unsafe fn buried(
    py: &mut Py,
    thread: &'static Thread,
    pc: *const u16,
    top: *mut StackRef,
    locals: *mut StackRef,
    _: u32,
) -> Exit {
    thread.bury();
    // SAFETY: as for `handler`.
    unsafe {
        if thread.shared().must_drain() {
            return drained(py, thread, pc, top, locals, 0);
        }
        next(py, thread, Registers { pc, top, locals })
    }
}

/// Lets die what needs Python for it, then goes on.
#[cold]
#[inline(never)]
unsafe fn drained(
    py: &mut Py,
    thread: &'static Thread,
    pc: *const u16,
    top: *mut StackRef,
    locals: *mut StackRef,
    _: u32,
) -> Exit {
    // SAFETY: there is a frame, and these are its registers. Finalisers run above its stack.
    unsafe { (*thread.frame.get()).top = top };
    py.drain();
    let registers = Registers { pc, top, locals };
    if thread.is_deep() {
        thread.registers.set(registers);
        return Exit::Next;
    }
    // SAFETY: as above.
    unsafe { next(py, thread, registers) }
}

/// The same for what the fast part has left.
#[inline(never)]
unsafe fn slow<I: Instruction>(
    py: &mut Py,
    thread: &'static Thread,
    pc: *const u16,
    top: *mut StackRef,
    locals: *mut StackRef,
    oparg: u32,
) -> Exit {
    // SAFETY: as for `handler`.
    unsafe {
        match step::<I>(py, thread, pc, top, locals, oparg) {
            Exit::Next if !thread.is_deep() => next(py, thread, thread.registers.get()),
            exit => exit,
        }
    }
}

/// Executes the slow part of an instruction, and sets the registers for what comes then. It is a function of its own because
/// it takes addresses.
#[inline(never)]
unsafe fn step<I: Instruction>(
    py: &mut Py,
    thread: &'static Thread,
    pc: *const u16,
    top: *mut StackRef,
    locals: *mut StackRef,
    oparg: u32,
) -> Exit {
    // SAFETY: as for `handler`.
    unsafe {
        let mut vm = enter(py, thread, Registers { pc, top, locals });
        let flow = I::slow(&mut vm, oparg);
        let registers = vm.registers.copied();
        proceed(py, thread, registers, flow)
    }
}

/// Sets the registers for what comes after a slow part.
#[inline(always)]
unsafe fn proceed(py: &mut Py, thread: &'static Thread, registers: Registers, flow: Flow) -> Exit {
    // SAFETY: there is a frame; after `Next` it is the one whose registers these are.
    unsafe {
        match flow {
            Flow::Next => {
                // Finalisers run above what the instruction has pushed.
                (*thread.frame.get()).top = registers.top;
                py.drain();
                thread.registers.set(registers);
                Exit::Next
            }
            Flow::Switch => {
                py.drain();
                thread.registers.set(Registers::load(thread.frame.get()));
                Exit::Next
            }
            flow => divert(py, thread, registers, flow),
        }
    }
}

/// The same where a frame ends or an exception is raised.
#[inline(never)]
unsafe fn divert(py: &mut Py, thread: &'static Thread, registers: Registers, flow: Flow) -> Exit {
    py.drain();
    let result = match flow {
        Flow::Leave(value) => Ok(value),
        Flow::Raise(raised) => {
            // SAFETY: there is a frame. What the instruction has popped is not there any more.
            unsafe { (*thread.frame.get()).top = registers.top };
            match unwind::unwind(py, thread, raised) {
                Ok(()) => {
                    // SAFETY: the frame on top has the handler.
                    thread.registers.set(unsafe { Registers::load(thread.frame.get()) });
                    return Exit::Next;
                }
                Err(raised) => Err(raised),
            }
        }
        Flow::Next | Flow::Switch => return Exit::Next,
    };
    thread.result.set(Some(result));
    Exit::Leave
}

/// `EXTENDED_ARG`: the next instruction's operand is longer.
unsafe fn extended(
    py: &mut Py,
    thread: &'static Thread,
    pc: *const u16,
    top: *mut StackRef,
    locals: *mut StackRef,
    oparg: u32,
) -> Exit {
    // SAFETY: verified code: an instruction follows.
    unsafe {
        let unit = pc.read();
        let handler = HANDLERS[usize::from(unit as u8)];
        handler(py, thread, pc.add(1), top, locals, oparg << 8 | u32::from(unit >> 8))
    }
}

/// An instruction that a tool wants to hear of.
struct Marked;

impl Instruction for Marked {
    unsafe fn slow(vm: &mut Vm<'_>, _: u32) -> Flow {
        vm.marked = true;
        // SAFETY: the contract of an instruction.
        unsafe { monitoring::execute::execute(vm) }
    }
}

/// What is no instruction.
struct Unknown;

impl Instruction for Unknown {
    #[cold]
    unsafe fn slow(vm: &mut Vm<'_>, _: u32) -> Flow {
        // SAFETY: `pc` is behind the unit; the frame runs.
        unsafe {
            let opcode = vm.registers.pc.sub(1).read() as u8;
            let frame = vm.thread.frame.get();
            let code = (*frame).code();
            let stub = code.start();
            // The code runs for the first time.
            if code.ready().is_none() && code.start() != stub {
                (*frame).instruction = code.start();
                vm.registers.pc = code.start();
                return Flow::Next;
            }
            Flow::Raise(ops::unknown(vm, opcode))
        }
    }
}

unsafe fn execute_one<I: Instruction>(vm: &mut Vm<'_>, oparg: u32) -> Flow {
    // SAFETY: the caller's promise.
    unsafe {
        let registers = vm.registers;
        let fast =
            if I::ENTERS && vm.marked { Fast::Slow } else { I::fast(&mut vm.registers, vm.thread, oparg) };
        vm.thread.bury();
        match fast {
            Fast::Next | Fast::Bury | Fast::BuryInCaller | Fast::Check => Flow::Next,
            Fast::Slow | Fast::General => {
                vm.registers = registers;
                (*vm.thread.frame.get()).top = registers.top;
                slow_one::<I>(vm, oparg)
            }
            Fast::Leave | Fast::Raise => match vm.thread.result.take() {
                Some(Ok(value)) => Flow::Leave(value),
                Some(Err(raised)) => Flow::Raise(raised),
                None => Flow::Next,
            },
        }
    }
}

#[cold]
#[inline(never)]
unsafe fn slow_one<I: Instruction>(vm: &mut Vm<'_>, oparg: u32) -> Flow {
    // SAFETY: the caller's promise.
    unsafe { I::slow(vm, oparg) }
}

/// Saves the running frame's state before a slow part, which may look at it or push frames.
#[inline(always)]
unsafe fn enter<'a>(py: &'a mut Py, thread: &'static Thread, registers: Registers) -> Vm<'a> {
    // SAFETY: there is a frame, and `pc` is behind the instruction's unit.
    unsafe {
        let frame = thread.frame.get();
        (*frame).instruction = registers.pc.sub(1);
        (*frame).top = registers.top;
    }
    Vm { py, thread, registers, marked: false }
}
