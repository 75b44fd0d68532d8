//! The loop: fetches instructions and executes them. It knows nothing of what they do.

use taipan_object::{Py, PyResult, Raised, StackRef, Value};

use crate::frame::Frame;
use crate::monitoring;
use crate::monitoring::code::MARK;
use crate::ops::{self, Instruction};
use crate::thread::Thread;
use crate::unwind;

/// What the running frame's state is while its instructions run.
#[derive(Clone, Copy)]
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
    /// The state of a frame as it was saved.
    ///
    /// # Safety
    /// The frame is there.
    #[inline(always)]
    unsafe fn load(frame: *mut Frame) -> Self {
        // SAFETY: the caller's promise.
        unsafe { Self { pc: (*frame).pc, top: (*frame).top, locals: (*frame).locals } }
    }
}

macro_rules! run_loop {
    ($($name:ident)*) => {
        /// The numbers of the instructions, to match on.
        #[expect(non_upper_case_globals, reason = "named after the opcodes")]
        mod number {
            $(pub(super) const $name: u8 = taipan_bytecode::Opcode::$name.number() as u8;)*
        }

        /// Executes one instruction of the frame on top, for which the registers are set.
        ///
        /// # Safety
        /// The contract of an instruction.
        #[cold]
        #[inline(never)]
        pub(crate) unsafe fn execute(vm: &mut Vm<'_>, opcode: u8, oparg: u32) -> Flow {
            // SAFETY: the caller's promise.
            unsafe {
                match opcode {
                    $(number::$name => {
                        if ops::$name::fast(&mut vm.registers, vm.thread, oparg) {
                            Flow::Next
                        } else {
                            (*vm.thread.frame.get()).top = vm.registers.top;
                            ops::$name::slow(vm, oparg)
                        }
                    })*
                    _ => Flow::Raise(ops::unknown(vm, opcode)),
                }
            }
        }

        /// Raises an exception where the frame on top stands, then runs it.
        pub(crate) fn run_raising(py: &mut Py, thread: &'static Thread, raised: Raised) -> PyResult<Value> {
            unwind::unwind(py, thread, raised)?;
            run(py, thread)
        }

        /// Runs the frame on top of the stack until it has a result, and what it calls.
        pub(crate) fn run(py: &mut Py, thread: &'static Thread) -> PyResult<Value> {
            // SAFETY: there is a frame, which its pusher has made for verified code.
            unsafe {
                let mut registers = Registers::load(thread.frame.get());
                loop {
                    let instruction = registers.pc;
                    let unit = instruction.read();
                    registers.pc = instruction.add(1);
                    let mut oparg = u32::from(unit >> 8);
                    let mut opcode = unit as u8;
                    let mut start = instruction;
                    let flow = loop {
                        break match opcode {
                            $(number::$name => {
                                if ops::$name::fast(&mut registers, thread, oparg) {
                                    Flow::Next
                                } else {
                                    let mut vm = enter(py, thread, registers, start);
                                    let flow = ops::$name::slow(&mut vm, oparg);
                                    registers = vm.registers;
                                    leave(py, thread, &registers, flow)
                                }
                            })*
                            number_of_extended_arg::VALUE => {
                                let unit = registers.pc.read();
                                start = registers.pc;
                                registers.pc = registers.pc.add(1);
                                oparg = oparg << 8 | u32::from(unit >> 8);
                                opcode = unit as u8;
                                continue;
                            }
                            MARK => {
                                let mut vm = enter(py, thread, registers, start);
                                let flow = monitoring::execute::execute(&mut vm);
                                registers = vm.registers;
                                leave(py, thread, &registers, flow)
                            }
                            _ => {
                                let vm = enter(py, thread, registers, start);
                                Flow::Raise(ops::unknown(&vm, opcode))
                            }
                        };
                    };
                    match flow {
                        Flow::Next => {}
                        Flow::Switch => registers = Registers::load(thread.frame.get()),
                        Flow::Leave(value) => return Ok(value),
                        Flow::Raise(raised) => {
                            // What the instruction has popped is not there any more.
                            (*thread.frame.get()).top = registers.top;
                            unwind::unwind(py, thread, raised)?;
                            registers = Registers::load(thread.frame.get());
                        }
                    }
                }
            }
        }
    };
}

mod number_of_extended_arg {
    pub(super) const VALUE: u8 = taipan_bytecode::Opcode::ExtendedArg.number() as u8;
}

ops::for_each_instruction!(run_loop);

/// Saves the running frame's state before a slow part, which may look at it or push frames.
#[inline(always)]
unsafe fn enter<'a>(
    py: &'a mut Py,
    thread: &'static Thread,
    registers: Registers,
    start: *const u16,
) -> Vm<'a> {
    // SAFETY: there is a frame.
    unsafe {
        let frame = thread.frame.get();
        (*frame).instruction = start;
        (*frame).top = registers.top;
    }
    Vm { py, thread, registers }
}

/// Lets what died in a slow part die. Finalisers run above what the instruction has pushed.
#[inline(always)]
unsafe fn leave(py: &mut Py, thread: &Thread, registers: &Registers, flow: Flow) -> Flow {
    if matches!(flow, Flow::Next) {
        // SAFETY: there is a frame, and after `Next` it is the one whose registers these are.
        unsafe { (*thread.frame.get()).top = registers.top };
    }
    py.drain();
    flow
}
