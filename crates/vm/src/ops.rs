//! The instructions, one family per file.
//!
//! An instruction has a fast part, a leaf that touches slots only and gives up when there is more to do, and a slow part,
//! which may run anything. The loop tries the one, then the other. Which instructions there are stands in one list,
//! [`for_each_instruction`].

mod arithmetic;
mod attribute;
mod build;
mod call;
mod closure;
mod compare;
mod exception;
pub(crate) mod form;
mod function;
mod generator;
pub(crate) mod global;
mod import;
mod intrinsic;
mod iterate;
mod jump;
mod local;
mod method;
mod pattern;
pub(crate) mod ret;
mod stack;
mod subscript;
mod with;

pub(crate) use arithmetic::*;
pub(crate) use attribute::*;
pub(crate) use build::*;
pub(crate) use call::*;
pub(crate) use closure::*;
pub(crate) use compare::*;
pub(crate) use exception::*;
pub(crate) use function::*;
pub(crate) use generator::*;
pub(crate) use global::*;
pub(crate) use import::*;
pub(crate) use intrinsic::*;
pub(crate) use iterate::*;
pub(crate) use jump::*;
pub(crate) use local::*;
pub(crate) use pattern::*;
pub(crate) use ret::*;
pub(crate) use stack::*;
pub(crate) use subscript::*;
pub(crate) use with::*;

use taipan_bytecode::Opcode;
use taipan_object::{Borrowed, Py, PyResult, Raised, StackRef, Value, exception as exc};

use crate::code::{Fault, UNKNOWN_OPCODE};
pub(crate) use crate::dispatch::Fast;
use crate::dispatch::{Flow, Registers, Vm};
use crate::frame::Frame;
use crate::monitoring::code::MARK;
use crate::thread::Thread;

/// An instruction.
///
/// # Safety
/// Of both functions: the frame on top runs verified code, and the registers are its own. So the operands are on the
/// stack, the operand's index is one of the code's, and there is room for the results.
pub(crate) trait Instruction {
    /// Whether the fast part may push a frame other than by a call, which it must not where a tool hears of the instruction.
    const ENTERS: bool = false;

    /// Does what can be done without running or allocating anything. What it drops it gives to [`Thread::kill`].
    #[inline(always)]
    unsafe fn fast(_: &mut Registers, _: &Thread, _: u32) -> Fast {
        Fast::Slow
    }

    /// The instruction whose handler goes on where [`Fast::General`] says so.
    const GENERAL: Option<Opcode> = None;

    /// Whether there is a direct part.
    const DIRECT: bool = false;

    /// Does what calls a native function, without frames and without leaving the loop's registers, once the fast part has given
    /// up. Then what has died goes, and who asks is answered. Slow: nothing has happened.
    #[inline(always)]
    unsafe fn direct(_: &mut Py, _: &mut Registers, _: &Thread, _: u32) -> Fast {
        Fast::Slow
    }

    /// Does it.
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow;
}

/// Defines an instruction that has only a slow part. The body may use `?` on exceptions, and ends with `Ok(())` to go on
/// with the next instruction.
macro_rules! instruction {
    ($(#[$doc:meta])* $name:ident($vm:ident, $oparg:pat_param) $body:block) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl $crate::ops::Instruction for $name {
            #[inline(never)]
            #[allow(unused_unsafe, clippy::redundant_closure_call, reason = "the closure is what `?` leaves")]
            unsafe fn slow($vm: &mut $crate::dispatch::Vm<'_>, $oparg: u32) -> $crate::dispatch::Flow {
                // SAFETY: the contract of the trait.
                let result: taipan_object::PyResult<()> = unsafe { (|| $body)() };
                result.into()
            }
        }
    };
}
pub(crate) use instruction;

/// Defines an instruction that has a direct part which does all of it, and perhaps a fast one. The body of the direct part may use
/// `?` on exceptions; whatever it takes off the stack before it fails must be gone.
macro_rules! direct {
    (
        $(#[$doc:meta])* $name:ident($py:ident, $registers:ident, $thread:pat_param, $oparg:pat_param) $body:block
        $(fast($fast:ident, $fast_thread:pat_param, $fast_oparg:pat_param) $fast_body:block)?
    ) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl $crate::ops::Instruction for $name {
            const DIRECT: bool = true;

            $(
                #[inline(always)]
                unsafe fn fast(
                    $fast: &mut $crate::dispatch::Registers,
                    $fast_thread: &$crate::thread::Thread,
                    $fast_oparg: u32,
                ) -> $crate::dispatch::Fast {
                    // SAFETY: the contract of the trait.
                    unsafe { $fast_body }
                }
            )?

            #[inline(always)]
            unsafe fn direct(
                py: &mut taipan_object::Py,
                registers: &mut $crate::dispatch::Registers,
                thread: &$crate::thread::Thread,
                oparg: u32,
            ) -> $crate::dispatch::Fast {
                /// What `?` leaves. (It is no closure, since it must be inlined: see [`crate::dispatch`].)
                #[inline(always)]
                #[allow(unused_unsafe, reason = "not every body needs it")]
                unsafe fn body(
                    $py: &mut taipan_object::Py,
                    $registers: &mut $crate::dispatch::Registers,
                    $thread: &$crate::thread::Thread,
                    $oparg: u32,
                ) -> taipan_object::PyResult<()> {
                    // SAFETY: the contract of the trait.
                    unsafe { $body }
                }
                // SAFETY: the contract of the trait.
                match unsafe { body(py, registers, thread, oparg) } {
                    Ok(()) => $crate::dispatch::Fast::Next,
                    Err(raised) => $crate::ops::raises(thread, raised),
                }
            }

            unsafe fn slow(vm: &mut $crate::dispatch::Vm<'_>, oparg: u32) -> $crate::dispatch::Flow {
                // SAFETY: the contract of the trait.
                unsafe { $crate::ops::slow_direct::<Self>(vm, oparg) }
            }
        }
    };
}
pub(crate) use direct;

/// Hands the list of all instructions to a macro.
macro_rules! for_each_instruction {
    ($then:ident) => {
        $then! {
            LoadFast LoadFastBorrow LoadFastCheck LoadFastAndClear LoadFastLoadFast LoadFastBorrowLoadFastBorrow
            StoreFast StoreFastLoadFast StoreFastStoreFast DeleteFast LoadConst LoadSmallInt LoadCommonConstant
            Nop NotTaken PopTop PushNull Copy Swap EndFor PopIter EndSend Resume
            BinaryOp UnaryNegative UnaryInvert UnaryNot ToBool CompareOp IsOp ContainsOp
            JumpForward JumpBackward JumpBackwardNoInterrupt PopJumpIfTrue PopJumpIfFalse PopJumpIfNone PopJumpIfNotNone
            BuildTuple BuildList BuildSet BuildMap BuildString BuildSlice BuildTemplate BuildInterpolation
            ListAppend ListExtend SetAdd SetUpdate MapAdd DictMerge DictUpdate UnpackSequence UnpackEx
            BinarySlice StoreSlice StoreSubscr DeleteSubscr
            LoadAttr StoreAttr DeleteAttr LoadSuperAttr
            LoadGlobal StoreGlobal DeleteGlobal LoadName StoreName DeleteName LoadLocals LoadFromDictOrGlobals
            LoadFromDictOrDeref SetupAnnotations LoadBuildClass
            MakeCell CopyFreeVars LoadDeref StoreDeref DeleteDeref
            Call CallKw CallFunctionEx ReturnValue MakeFunction SetFunctionAttribute
            CallIntrinsic1 CallIntrinsic2 FormatSimple FormatWithSpec ConvertValue
            GetIter ForIter GetLen GetYieldFromIter
            RaiseVarargs Reraise PushExcInfo PopExcept CheckExcMatch CheckEgMatch WithExceptStart LoadSpecial CleanupThrow
            ImportName ImportFrom
            MatchSequence MatchMapping MatchKeys MatchClass
            ReturnGenerator YieldValue Send GetAwaitable GetAiter GetAnext EndAsyncFor
        }
    };
}
pub(crate) use for_each_instruction;

macro_rules! define_is_instruction {
    ($($name:ident)*) => {
        /// Whether the interpreter executes an opcode.
        pub(crate) fn is_instruction(opcode: Opcode) -> bool {
            matches!(opcode, $(Opcode::$name)|*)
        }
    };
}
for_each_instruction!(define_is_instruction);

/// The error for a unit that is no instruction: what stands in place of code that cannot run.
#[cold]
pub(crate) fn unknown(vm: &Vm<'_>, opcode: u8) -> Raised {
    // SAFETY: the frame runs.
    let code = unsafe { vm.frame().code() };
    match code.ready() {
        Some(Fault { unit, reason: UNKNOWN_OPCODE }) => {
            exc::system_error(vm.py, format_args!("unknown opcode {}", code.opcode_at(unit)))
        }
        Some(Fault { unit, reason }) => {
            exc::system_error(vm.py, format_args!("invalid bytecode at offset {}: {reason}", unit * 2))
        }
        None => exc::system_error(vm.py, format_args!("unknown opcode {opcode}")),
    }
}

/// Does the direct part of an instruction in place of a slow one.
///
/// # Safety
/// The contract of an instruction.
#[inline(always)]
pub(crate) unsafe fn slow_direct<I: Instruction>(vm: &mut Vm<'_>, oparg: u32) -> Flow {
    let thread = vm.thread;
    // SAFETY: the caller's promise.
    flow(thread, unsafe { I::direct(vm.py, &mut vm.registers, thread, oparg) })
}

/// What a direct part that pushes no frame has come to, as a slow part says it.
pub(crate) fn flow(thread: &Thread, done: Fast) -> Flow {
    match done {
        Fast::Raise => match thread.result.take() {
            Some(Err(raised)) => Flow::Raise(raised),
            _ => Flow::Next,
        },
        _ => Flow::Next,
    }
}

/// Raises an exception from a direct part.
#[cold]
#[inline(never)]
pub(crate) fn raises(thread: &Thread, raised: Raised) -> Fast {
    thread.result.set(Some(Err(raised)));
    Fast::Raise
}

impl Registers {
    /// The slot so many below the top, from 1.
    ///
    /// # Safety
    /// There are as many.
    #[inline(always)]
    pub(crate) unsafe fn peek(&self, depth: usize) -> StackRef {
        // SAFETY: the caller's promise.
        unsafe { self.top.sub(depth).read() }
    }

    /// Overwrites a slot; what it held has been taken care of.
    ///
    /// # Safety
    /// As for [`Self::peek`].
    #[inline(always)]
    pub(crate) unsafe fn poke(&mut self, depth: usize, slot: StackRef) {
        // SAFETY: the caller's promise.
        unsafe { self.top.sub(depth).write(slot) };
    }

    /// # Safety
    /// There is room.
    #[inline(always)]
    pub(crate) unsafe fn push(&mut self, slot: StackRef) {
        // SAFETY: the caller's promise.
        unsafe {
            self.top.write(slot);
            self.top = self.top.add(1);
        }
    }

    /// # Safety
    /// The stack is not empty.
    #[inline(always)]
    pub(crate) unsafe fn pop(&mut self) -> StackRef {
        // SAFETY: the caller's promise.
        unsafe {
            self.top = self.top.sub(1);
            self.top.read()
        }
    }

    /// # Safety
    /// The index is one of the code's.
    #[inline(always)]
    pub(crate) unsafe fn local(&self, index: u32) -> *mut StackRef {
        // SAFETY: the caller's promise.
        unsafe { self.locals.add(index as usize) }
    }

    /// Skips the caches of an instruction, or jumps forward.
    ///
    /// # Safety
    /// The units are there.
    #[inline(always)]
    pub(crate) unsafe fn skip(&mut self, units: usize) {
        // SAFETY: the caller's promise.
        self.pc = unsafe { self.pc.add(units) };
    }
}

impl Vm<'_> {
    /// # Safety
    /// The stack is not empty.
    #[inline]
    pub(crate) unsafe fn pop(&mut self) -> Value {
        // SAFETY: the caller's promise; no instruction pops a null where it wants a value.
        unsafe { self.registers.pop().take() }
    }

    /// # Safety
    /// There is room.
    #[inline]
    pub(crate) unsafe fn push(&mut self, value: Value) {
        // SAFETY: the caller's promise.
        unsafe { self.registers.push(StackRef::owned(value)) };
    }

    /// The value so many below the top, from 1. It is used only as long as the slot holds it.
    ///
    /// # Safety
    /// There are as many, and it is not null.
    #[inline]
    pub(crate) unsafe fn peek<'a>(&self, depth: usize) -> Borrowed<'a> {
        // SAFETY: the caller's promise.
        unsafe { self.registers.peek(depth).get() }
    }

    /// Pops several values, in the order in which they were pushed.
    ///
    /// # Safety
    /// There are as many, none null.
    pub(crate) unsafe fn pop_many(&mut self, count: usize) -> PyResult<Vec<Value>> {
        let mut values = Vec::new();
        values.try_reserve_exact(count)?;
        // SAFETY: the caller's promise; each slot is taken once.
        unsafe {
            let start = self.registers.top.sub(count);
            values.extend((0..count).map(|index| start.add(index).read().take()));
            self.registers.top = start;
        }
        Ok(values)
    }

    /// The frame that runs.
    #[inline(always)]
    pub(crate) fn frame(&self) -> &'static Frame {
        // SAFETY: the frame on top is there while its instructions run. Its fields that change are read before they do.
        unsafe { &*self.thread.frame.get() }
    }

    /// A name of the code.
    ///
    /// # Safety
    /// The index is one of the code's.
    #[inline]
    pub(crate) unsafe fn name(&self, index: usize) -> &'static Value {
        // SAFETY: the code keeps its names; the reference is used while the frame runs.
        unsafe { self.frame().code().names.get_unchecked(index) }
    }

    /// Writes into the inline cache of the instruction, so many units behind it, unless `-X specialise=off` forbids it, or a tool
    /// hears of the instruction.
    ///
    /// # Safety
    /// The units are the instruction's cache.
    pub(crate) unsafe fn write_cache(&mut self, at: usize, units: &[u16]) {
        // SAFETY: code units are cells; the caller's promise. The form under a mark goes with the cache as it is.
        unsafe {
            let marked = self.registers.pc.sub(1).read() as u8 == MARK;
            if marked || !self.py.interpreter().fills_caches() {
                return;
            }
            let start = self.registers.pc.add(at).cast_mut();
            for (index, &unit) in units.iter().enumerate() {
                start.add(index).write(unit);
            }
        }
    }

    /// Takes the registers of the frame on top: the one that ran is gone.
    pub(crate) fn reload(&mut self) {
        // SAFETY: there is a frame.
        self.registers = unsafe { Registers::load(self.thread.frame.get()) };
    }

    /// Saves where the frame goes on, before another one is pushed.
    pub(crate) fn save(&mut self) {
        // SAFETY: the frame on top is ours.
        unsafe {
            let frame = self.thread.frame.get();
            (*frame).pc = self.registers.pc;
            (*frame).top = self.registers.top;
        }
    }
}
