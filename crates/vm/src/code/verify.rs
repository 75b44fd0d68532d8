//! Verifies code that may have been made by hand, so that the interpreter can trust it as it trusts the compiler.
//!
//! The code is executed with kinds in place of values: what is known of a slot is whether it may be null, whether it borrows
//! from a local, and which constant it is. Where ways meet, the kinds are joined, until nothing changes any more. The compiler's
//! own code passes with everything proven; of other code the borrowing and unchecked loads are replaced where their safety
//! cannot be shown.

mod execute;

use taipan_bytecode::{ExceptionEntry, ExceptionTable, Opcode};
use taipan_object::Value;
use taipan_object::types::tuple::Tuple;

use crate::ops::is_instruction;

/// The code to verify.
pub(super) struct Subject<'a> {
    pub(super) code: &'a [u8],
    pub(super) handlers: &'a [u8],
    pub(super) constants: &'a [Value],
    pub(super) names: usize,
    pub(super) locals: usize,
    /// How many of the locals are parameters.
    pub(super) parameters: usize,
    /// How many of the locals, the last ones, are free variables.
    pub(super) free_variables: usize,
}

/// What was found out of code that can run.
#[derive(Clone, Copy)]
pub(super) struct Verdict {
    /// The most slots above the locals.
    pub(super) stack: usize,
    /// Whether loads that borrow never outlive what the local holds.
    pub(super) borrows: bool,
    /// Whether loads that do not check find a value.
    pub(super) assigned: bool,
}

/// Why code cannot run, and where, in code units.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    pub(crate) unit: usize,
    pub(crate) reason: &'static str,
}

type Checked<T> = Result<T, &'static str>;

/// What is wrong with a number that stands for no instruction.
pub(crate) const UNKNOWN_OPCODE: &str = "an opcode is unknown";

/// More slots than this no code has use for.
pub(super) const MAX_STACK: usize = 1 << 20;
/// More slots than this, in all places where ways meet, are not looked at.
const MAX_WORK: usize = 1 << 26;

/// An instruction with its prefixes.
#[derive(Clone, Copy)]
struct Instruction {
    opcode: Opcode,
    operand: u32,
    /// The unit of the opcode, after the prefixes.
    unit: usize,
    /// The unit after the caches.
    next: usize,
}

/// What is known of a slot.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Kind {
    may_be_null: bool,
    may_be_value: bool,
    borrow: Borrow,
    constant: Option<u32>,
}

/// From which local a slot borrows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Borrow {
    Nothing,
    Local(u32),
    Anything,
}

impl Kind {
    const VALUE: Self =
        Self { may_be_null: false, may_be_value: true, borrow: Borrow::Nothing, constant: None };
    const NULL: Self = Self { may_be_null: true, may_be_value: false, ..Self::VALUE };
    const MAYBE: Self = Self { may_be_null: true, ..Self::VALUE };

    fn join(self, other: Self) -> Self {
        Self {
            may_be_null: self.may_be_null || other.may_be_null,
            may_be_value: self.may_be_value || other.may_be_value,
            borrow: match (self.borrow, other.borrow) {
                (a, b) if a == b => a,
                (Borrow::Nothing, other) | (other, Borrow::Nothing) => other,
                _ => Borrow::Anything,
            },
            constant: if self.constant == other.constant { self.constant } else { None },
        }
    }
}

/// What is known at a place.
#[derive(Clone)]
struct State {
    stack: Vec<Kind>,
    /// For each local whether it surely has a value.
    assigned: Vec<u64>,
    /// Whether the frame belongs to a generator.
    generator: bool,
}

impl State {
    fn is_assigned(&self, local: usize) -> bool {
        self.assigned.get(local / 64).is_some_and(|word| word >> (local % 64) & 1 != 0)
    }

    fn set_assigned(&mut self, local: usize, assigned: bool) {
        if let Some(word) = self.assigned.get_mut(local / 64) {
            let bit = 1 << (local % 64);
            if assigned { *word |= bit } else { *word &= !bit }
        }
    }

    fn push(&mut self, kind: Kind) -> Checked<()> {
        if self.stack.len() >= MAX_STACK {
            return Err("the stack is too deep");
        }
        self.stack.push(kind);
        Ok(())
    }

    fn pop_any(&mut self) -> Checked<Kind> {
        self.stack.pop().ok_or("the stack is empty")
    }

    fn pop(&mut self) -> Checked<Kind> {
        let kind = self.pop_any()?;
        if kind.may_be_null { Err("an operand is null") } else { Ok(kind) }
    }

    fn pop_many(&mut self, count: usize) -> Checked<()> {
        if count > self.stack.len() {
            return Err("the stack is empty");
        }
        (0..count).try_for_each(|_| self.pop().map(drop))
    }

    fn push_many(&mut self, count: usize) -> Checked<()> {
        if count > MAX_STACK {
            return Err("the stack is too deep");
        }
        (0..count).try_for_each(|_| self.push(Kind::VALUE))
    }

    /// The slot so many below the top, from 1.
    fn peek_any(&self, depth: usize) -> Checked<Kind> {
        let index = self.stack.len().checked_sub(depth).filter(|_| depth > 0);
        index.and_then(|index| self.stack.get(index)).copied().ok_or("the stack is empty")
    }

    fn peek(&self, depth: usize) -> Checked<Kind> {
        let kind = self.peek_any(depth)?;
        if kind.may_be_null { Err("an operand is null") } else { Ok(kind) }
    }

    /// Joins another state in; says whether anything changed.
    fn join(&mut self, other: &Self) -> Checked<bool> {
        if self.stack.len() != other.stack.len() {
            return Err("the stack has two depths");
        }
        if self.generator != other.generator {
            return Err("a generator is made on one way only");
        }
        let mut changed = false;
        for (mine, theirs) in self.stack.iter_mut().zip(&other.stack) {
            let joined = mine.join(*theirs);
            changed |= joined != *mine;
            *mine = joined;
        }
        for (mine, theirs) in self.assigned.iter_mut().zip(&other.assigned) {
            changed |= *mine & *theirs != *mine;
            *mine &= *theirs;
        }
        Ok(changed)
    }
}

/// Where control goes after an instruction.
enum Way {
    On,
    Jump(usize),
    Branch { on: State, target: usize, jumped: State },
    End,
}

/// Verifies code.
pub(super) fn verify(subject: &Subject<'_>) -> Result<Verdict, Fault> {
    Verifier::new(subject)?.run()
}

struct Verifier<'a> {
    subject: &'a Subject<'a>,
    instructions: Vec<Instruction>,
    /// For each unit the instruction that begins there.
    starts: Vec<u32>,
    handlers: Vec<ExceptionEntry>,
    /// What is known where ways meet, by instruction.
    known: Vec<Option<Box<State>>>,
    meets: Vec<bool>,
    waiting: Vec<usize>,
    verdict: Verdict,
    work: usize,
}

const NO_INSTRUCTION: u32 = u32::MAX;

impl<'a> Verifier<'a> {
    fn new(subject: &'a Subject<'a>) -> Result<Self, Fault> {
        let (instructions, starts) = decode(subject.code)?;
        let count = instructions.len();
        let mut this = Self {
            subject,
            instructions,
            starts,
            handlers: Vec::new(),
            known: (0..count).map(|_| None).collect(),
            meets: vec![false; count],
            waiting: Vec::new(),
            verdict: Verdict { stack: 0, borrows: true, assigned: true },
            work: 0,
        };
        this.find_handlers()?;
        this.find_meeting_places();
        Ok(this)
    }

    /// The instruction at a unit.
    fn at(&self, unit: usize) -> Option<usize> {
        self.starts.get(unit).copied().filter(|&index| index != NO_INSTRUCTION).map(|index| index as usize)
    }

    fn find_handlers(&mut self) -> Result<(), Fault> {
        let mut end = 0;
        for entry in ExceptionTable::new(self.subject.handlers) {
            let fault = |reason| Fault { unit: entry.start as usize, reason };
            if entry.start < end || entry.end <= entry.start || entry.end as usize > self.starts.len() {
                return Err(fault("the exception table is malformed"));
            }
            let Some(target) = self.at(entry.target as usize) else {
                return Err(fault("a handler is no instruction"));
            };
            self.meets[target] = true;
            end = entry.end;
            self.handlers.push(entry);
        }
        Ok(())
    }

    fn find_meeting_places(&mut self) {
        for index in 0..self.instructions.len() {
            let target = target(self.instructions[index]).and_then(|target| self.at(target));
            if let Some(target) = target {
                self.meets[target] = true;
            }
        }
    }

    fn run(mut self) -> Result<Verdict, Fault> {
        let mut entry = State {
            stack: Vec::new(),
            assigned: vec![0; self.subject.locals.div_ceil(64)],
            generator: false,
        };
        for parameter in 0..self.subject.parameters {
            entry.set_assigned(parameter, true);
        }
        self.walk(0, entry)?;
        while let Some(index) = self.waiting.pop() {
            if let Some(state) = self.known[index].as_deref().cloned() {
                self.walk_from(index, state)?;
            }
        }
        Ok(self.verdict)
    }

    /// Goes on with an instruction; where ways meet, only if something new is known.
    fn walk(&mut self, index: usize, state: State) -> Result<(), Fault> {
        if self.arrive(index, &state)? { Ok(()) } else { self.walk_from(index, state) }
    }

    /// Notes what is known on arrival where ways meet; false: nobody else comes here.
    fn arrive(&mut self, index: usize, state: &State) -> Result<bool, Fault> {
        if !self.meets[index] {
            return Ok(false);
        }
        let unit = self.instructions[index].unit;
        let changed = match &mut self.known[index] {
            Some(known) => known.join(state).map_err(|reason| Fault { unit, reason })?,
            place => {
                *place = Some(Box::new(state.clone()));
                true
            }
        };
        self.work += state.stack.len() + state.assigned.len() + 1;
        if self.work > MAX_WORK {
            return Err(Fault { unit, reason: "the code is too complex" });
        }
        if changed {
            self.waiting.push(index);
        }
        Ok(true)
    }

    /// Executes instructions from one on whose state is known, to the next place where ways meet.
    fn walk_from(&mut self, mut index: usize, mut state: State) -> Result<(), Fault> {
        loop {
            let instruction = self.instructions[index];
            let fault = |reason| Fault { unit: instruction.unit, reason };
            let before = self.handler_of(instruction.unit).map(|entry| (entry, state.clone()));
            let popped = popped(instruction);
            let way = self.execute(instruction, &mut state).map_err(fault)?;
            self.verdict.stack = self.verdict.stack.max(state.stack.len());
            if let Some((entry, before)) = before {
                self.raise(entry, before, popped).map_err(fault)??;
            }
            let next = match way {
                Way::End => return Ok(()),
                Way::On => instruction.next,
                Way::Jump(target) => target,
                Way::Branch { on, target, jumped } => {
                    let target = self.at(target).ok_or(fault("a jump leads to no instruction"))?;
                    if !self.arrive(target, &jumped)? {
                        return Err(fault("a jump leads to no instruction"));
                    }
                    state = on;
                    instruction.next
                }
            };
            let after = self.at(next).ok_or(fault("the code does not end"))?;
            if self.arrive(after, &state)? {
                return Ok(());
            }
            index = after;
        }
    }

    fn handler_of(&self, unit: usize) -> Option<ExceptionEntry> {
        let index = self.handlers.partition_point(|entry| entry.end as usize <= unit);
        self.handlers.get(index).copied().filter(|entry| entry.start as usize <= unit)
    }

    /// An instruction raises: its handler begins with the lower part of the stack.
    fn raise(
        &mut self,
        entry: ExceptionEntry,
        mut state: State,
        popped: usize,
    ) -> Checked<Result<(), Fault>> {
        let depth = entry.depth as usize;
        if state.stack.len().saturating_sub(popped) < depth {
            return Err("a handler wants a deeper stack");
        }
        state.stack.truncate(depth);
        if entry.lasti {
            state.push(Kind::VALUE)?;
        }
        state.push(Kind::VALUE)?;
        self.verdict.stack = self.verdict.stack.max(state.stack.len());
        let Some(target) = self.at(entry.target as usize) else { return Err("a handler is no instruction") };
        Ok(self.arrive(target, &state).map(drop))
    }
}

/// The instructions, and for each unit the number of the one that begins there.
fn decode(code: &[u8]) -> Result<(Vec<Instruction>, Vec<u32>), Fault> {
    let units = code.len() / 2;
    let mut instructions = Vec::new();
    let mut starts = vec![NO_INSTRUCTION; units];
    let mut at = 0;
    while at < units {
        let fault = |reason| Fault { unit: at, reason };
        let start = at;
        let mut unit = at;
        let mut operand = 0_u32;
        let opcode = loop {
            let Some(pair) = code.get(unit * 2..unit * 2 + 2) else {
                return Err(fault("the code does not end"));
            };
            operand = operand << 8 | u32::from(pair[1]);
            match Opcode::from_u8(pair[0]) {
                Some(Opcode::ExtendedArg) => unit += 1,
                Some(opcode) if is_instruction(opcode) => break opcode,
                _ => return Err(fault(UNKNOWN_OPCODE)),
            }
        };
        let next = unit + 1 + opcode.cache_entries();
        if next > units {
            return Err(fault("the code does not end"));
        }
        let index = u32::try_from(instructions.len()).map_err(|_| fault("the code is too long"))?;
        starts[start] = index;
        instructions.push(Instruction { opcode, operand, unit, next });
        at = next;
    }
    if instructions.is_empty() {
        return Err(Fault { unit: 0, reason: "the code is empty" });
    }
    Ok((instructions, starts))
}

/// Where a jump leads.
fn target(instruction: Instruction) -> Option<usize> {
    let distance = instruction.operand as usize;
    match instruction.opcode {
        Opcode::JumpForward
        | Opcode::PopJumpIfFalse
        | Opcode::PopJumpIfTrue
        | Opcode::PopJumpIfNone
        | Opcode::PopJumpIfNotNone
        | Opcode::Send => instruction.next.checked_add(distance),
        // Past the END_FOR, which only the interpreter's own errands reach.
        Opcode::ForIter => instruction.next.checked_add(distance)?.checked_add(1),
        Opcode::JumpBackward | Opcode::JumpBackwardNoInterrupt => instruction.next.checked_sub(distance),
        _ => None,
    }
}

/// How many slots an instruction may have popped when it raises.
fn popped(instruction: Instruction) -> usize {
    match instruction.opcode {
        // A value is there again before the exception is raised.
        Opcode::YieldValue | Opcode::Send | Opcode::ReturnGenerator => 0,
        // What raises before it, in place of it, does so while everything is still there.
        opcode if !opcode.has_error() => 0,
        Opcode::ListAppend
        | Opcode::ListExtend
        | Opcode::SetAdd
        | Opcode::SetUpdate
        | Opcode::DictUpdate
        | Opcode::DictMerge
        | Opcode::Reraise => 1,
        Opcode::MapAdd => 2,
        Opcode::Copy
        | Opcode::Swap
        | Opcode::ForIter
        | Opcode::GetLen
        | Opcode::MatchMapping
        | Opcode::MatchSequence
        | Opcode::MatchKeys
        | Opcode::ImportFrom
        | Opcode::GetAnext
        | Opcode::WithExceptStart => 0,
        Opcode::CheckExcMatch => 1,
        opcode => usize::try_from(opcode.popped(instruction.operand)).unwrap_or(0),
    }
}
