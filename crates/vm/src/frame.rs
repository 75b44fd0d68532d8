//! Control frames: what the interpreter must remember of a call beside its slots.

use std::ptr;

use taipan_bytecode::flags;
use taipan_object::protocol::steps::Asked;
use taipan_object::types::dict::Dict;
use taipan_object::{Borrowed, StackRef};

use crate::code::Code;
use crate::function::Function;
use crate::generator::Generator;

/// A call in progress. Frames lie in an array of their own that never moves; their slots lie on the value stack, a callee's
/// locals where its caller pushed the arguments, or in the generator.
///
/// ```text
/// locals ─► │ arguments, locals, cells, free variables │ the instructions' stack … │ ◄─ top
/// ```
pub(crate) struct Frame {
    /// The code, which the function keeps alive.
    pub(crate) code: *const Code,
    /// The instruction that is being executed, while something else runs; before the first, the start.
    pub(crate) instruction: *const u16,
    /// The next instruction.
    pub(crate) pc: *const u16,
    /// The first local.
    pub(crate) locals: *mut StackRef,
    /// The first free slot, while something else runs.
    pub(crate) top: *mut StackRef,
    /// Where a callee may lay its arguments, for a frame whose slots are not on the value stack; else null.
    pub(crate) free: *mut StackRef,
    /// The function. The frame owns the slot.
    pub(crate) function: StackRef,
    /// The mapping that holds the names of a module or class body; the frame owns it. Null in functions.
    pub(crate) names: StackRef,
    /// The frame object, if somebody asked for one; owned.
    pub(crate) object: StackRef,
    /// The generator that the frame belongs to; it holds the slots. It is kept alive by whoever runs it.
    pub(crate) generator: *const Generator,
    /// What becomes of the result.
    pub(crate) on_return: OnReturn,
    /// The instruction that raised an exception again, which has passed the frame already; else null. It has the handler,
    /// while [`Self::instruction`] is the one that raised first.
    pub(crate) reraised: *const u16,
}

/// What becomes of the result of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnReturn {
    /// The loop that entered it returns to native code.
    Leave,
    /// It is pushed on the caller's stack.
    Push,
    /// It must be `None`: the object that an `__init__` was called for lies on the caller's stack already.
    Init,
    /// It takes the place of the two operands on the caller's stack, unless it is `NotImplemented`.
    Operator(Asked),
    /// The same for a comparison.
    Comparison,
    /// It takes the place of the two operands on the caller's stack, whatever it is.
    Subscript,
    /// It takes the place of the object on the caller's stack whose attribute it is. The operand is that of the `LOAD_ATTR`.
    Attribute(u32),
    /// The frame is that of a generator in a `for` loop, which it gives items. At its end the loop is left, so many units
    /// further on.
    Item(u32),
    /// The frame is that of a generator that `next` was called with: what it yields takes the place of the call's operands, of
    /// which so many are arguments. At its end the call gives its default, or raises `StopIteration`.
    Next(u32),
    /// The frame is that of a generator that a `SEND` drives: what it yields takes the place of what was sent, and so does
    /// its result, after which it goes on so many units further on.
    Sent(u32),
}

impl Frame {
    /// The frame below the first: it has no code and never runs.
    pub(crate) fn bottom(free: *mut StackRef) -> Self {
        Self {
            code: ptr::null(),
            instruction: ptr::null(),
            pc: ptr::null(),
            locals: free,
            top: free,
            free: ptr::null_mut(),
            function: StackRef::NULL,
            names: StackRef::NULL,
            object: StackRef::NULL,
            generator: ptr::null(),
            on_return: OnReturn::Leave,
            reraised: ptr::null(),
        }
    }

    /// The code.
    ///
    /// # Safety
    /// The frame is not the bottom one. The reference is used while the frame exists.
    #[inline(always)]
    pub(crate) unsafe fn code<'a>(&self) -> &'a Code {
        // SAFETY: the function keeps the code alive.
        unsafe { &*self.code }
    }

    /// The function.
    ///
    /// # Safety
    /// As for [`Self::code`].
    #[inline(always)]
    pub(crate) unsafe fn function<'a>(&self) -> &'a Function {
        // SAFETY: the frame holds the function, whose slot is never anything else.
        unsafe { self.function.get::<'a>().exact::<Function>().unwrap_unchecked() }
    }

    /// The globals.
    ///
    /// # Safety
    /// As for [`Self::code`].
    #[inline(always)]
    pub(crate) unsafe fn globals<'a>(&self) -> Borrowed<'a> {
        // SAFETY: the function keeps its globals, which never change.
        unsafe { self.function() }.globals.borrow()
    }

    /// The namespace of code whose variables have no slots: what it was given, or the globals where a function has such code.
    ///
    /// # Safety
    /// The frame runs.
    #[inline]
    pub(crate) unsafe fn namespace<'a>(&self) -> Option<Borrowed<'a>> {
        // SAFETY: the caller's promise.
        unsafe {
            match self.names.try_get() {
                None if !self.code().has(flags::OPTIMIZED) => Some(self.globals()),
                names => names,
            }
        }
    }

    /// The globals as a dict.
    ///
    /// # Safety
    /// As for [`Self::code`].
    #[inline(always)]
    pub(crate) unsafe fn globals_dict<'a>(&self) -> Option<&'a Dict> {
        // SAFETY: the caller's promise.
        unsafe { self.globals() }.get::<Dict>()
    }

    /// The builtins: a dict, or anything that the globals had under `__builtins__`.
    ///
    /// # Safety
    /// As for [`Self::code`].
    #[inline(always)]
    pub(crate) unsafe fn builtins<'a>(&self) -> Borrowed<'a> {
        // SAFETY: as for the globals.
        unsafe { self.function() }.builtins.borrow()
    }

    /// Whether the frame is the one below the first.
    pub(crate) fn is_bottom(&self) -> bool {
        self.code.is_null()
    }

    /// The offset of the instruction that is being executed, in code units.
    pub(crate) fn offset(&self) -> usize {
        // SAFETY: the instruction is one of the code's; the code is alive.
        unsafe { self.instruction.offset_from_unsigned((*self.code).start()) }
    }
}
