//! The events, and sets of them.

use taipan_bytecode::Opcode;

/// Something that running code does. The numbers are those of the bits in Python.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Event {
    /// A function begins.
    Start,
    /// A generator goes on.
    Resume,
    /// A function returns.
    Return,
    /// A generator yields.
    Yield,
    /// A call.
    Call,
    /// An instruction of a line that is not the one before.
    Line,
    /// Any instruction.
    Instruction,
    /// A jump without a condition.
    Jump,
    /// A branch that goes on.
    BranchLeft,
    /// A branch that jumps.
    BranchRight,
    /// An iterator ends without an exception, which therefore is made for the tool.
    StopIteration,
    /// An exception is raised, or passes a frame.
    Raise,
    /// An exception has found its handler.
    ExceptionHandled,
    /// An exception leaves a function.
    Unwind,
    /// An exception is thrown into a generator.
    Throw,
    /// An exception is raised again.
    Reraise,
    /// A native function returns.
    NativeReturn,
    /// A native function raises.
    NativeRaise,
    /// The old name of both branches.
    Branch,
}

/// How many events there are.
pub(crate) const COUNT: usize = 19;
/// Events that instructions cause: those below are marked in the code, and may be disabled in one place.
const LOCAL: u32 = 11;

/// Python's names of the events.
pub(crate) const NAMES: [&str; COUNT] = [
    "PY_START",
    "PY_RESUME",
    "PY_RETURN",
    "PY_YIELD",
    "CALL",
    "LINE",
    "INSTRUCTION",
    "JUMP",
    "BRANCH_LEFT",
    "BRANCH_RIGHT",
    "STOP_ITERATION",
    "RAISE",
    "EXCEPTION_HANDLED",
    "PY_UNWIND",
    "PY_THROW",
    "RERAISE",
    "C_RETURN",
    "C_RAISE",
    "BRANCH",
];

/// The events that code can cause, in the order of their numbers.
const ALL: [Event; COUNT - 1] = [
    Event::Start,
    Event::Resume,
    Event::Return,
    Event::Yield,
    Event::Call,
    Event::Line,
    Event::Instruction,
    Event::Jump,
    Event::BranchLeft,
    Event::BranchRight,
    Event::StopIteration,
    Event::Raise,
    Event::ExceptionHandled,
    Event::Unwind,
    Event::Throw,
    Event::Reraise,
    Event::NativeReturn,
    Event::NativeRaise,
];

impl Event {
    /// The event that has a number.
    pub(crate) fn from_number(number: u8) -> Option<Self> {
        ALL.get(usize::from(number)).copied()
    }

    /// Whether the event is marked in code.
    pub(crate) fn is_local(self) -> bool {
        (self as u32) < LOCAL
    }
}

/// A set of events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Events(pub(crate) u32);

impl Events {
    /// Those that can be set for one code object.
    pub(crate) const LOCAL: Self = Self((1 << LOCAL) - 1);
    /// What becomes of a native call.
    pub(crate) const NATIVE: Self = Self(1 << Event::NativeReturn as u32 | 1 << Event::NativeRaise as u32);

    /// The events of a list.
    pub(crate) const fn of(events: &[Event]) -> Self {
        let (mut bits, mut index) = (0, 0);
        while index < events.len() {
            bits |= 1 << events[index] as u32;
            index += 1;
        }
        Self(bits)
    }

    pub(crate) const fn has(self, event: Event) -> bool {
        self.0 & 1 << event as u32 != 0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The event that an instruction causes, beside those of lines and of all instructions.
pub(crate) fn of_instruction(opcode: Opcode, operand: u32) -> Option<Event> {
    Some(match opcode {
        Opcode::Resume if operand == 0 => Event::Start,
        Opcode::Resume => Event::Resume,
        Opcode::ReturnValue => Event::Return,
        Opcode::YieldValue => Event::Yield,
        Opcode::Call | Opcode::CallKw | Opcode::CallFunctionEx | Opcode::LoadSuperAttr => Event::Call,
        Opcode::JumpForward | Opcode::JumpBackward => Event::Jump,
        Opcode::ForIter | Opcode::NotTaken => Event::BranchLeft,
        Opcode::PopIter | Opcode::EndAsyncFor => Event::BranchRight,
        Opcode::EndSend => Event::StopIteration,
        _ if opcode.is_conditional_jump() => Event::BranchRight,
        _ => return None,
    })
}
