//! What of a code object is made when it first runs: most of the functions that a program imports never do.
//!
//! Until then a stub stands in place of the code units. It is no instruction, and what the loop does with a unit that is none
//! leads to [`Code::ready`]. Code that cannot run keeps the stub.

use std::cell::Cell;

use taipan_bytecode::{LocalKind, Opcode, flags};

use super::Code;
use super::parts::Origin;
use super::verify::{Fault, MAX_STACK, Subject, Verdict, verify};
use crate::ops::form;

/// The code unit of all code that has not run: no opcode is 0.
static STUB: u16 = 0;

/// What is wrong with code that could take more slots than there are for it.
const STACK_TOO_SMALL: &str = "the stack is too small";

/// The code units that run.
pub(super) struct Ready {
    /// Code units, opcode in the low byte and operand in the high one, with caches. None where there is a fault.
    units: Box<[Cell<u16>]>,
    /// Why the code cannot run.
    fault: Option<Fault>,
}

/// Where code that has not run begins.
pub(super) fn stub() -> Cell<*const u16> {
    Cell::new(&raw const STUB)
}

/// How many slots a frame has above the locals, of code that says how many it wants: no code has use for more than a million.
pub(super) fn slots(stack_size: u32) -> usize {
    (stack_size as usize).min(MAX_STACK)
}

impl Code {
    /// Makes the code units, unless that has been done; says why they cannot run, where that is so.
    pub(crate) fn ready(&self) -> Option<Fault> {
        self.prepared().fault
    }

    /// The code units that run, with their caches.
    pub(crate) fn units(&self) -> &[Cell<u16>] {
        &self.prepared().units
    }

    fn prepared(&self) -> &Ready {
        self.ready.get_or_init(|| match self.verdict() {
            Ok(verdict) => {
                let units = units(&self.tables.code, verdict);
                self.start.set(units.as_ptr().cast());
                Ready { units, fault: None }
            }
            Err(fault) => Ready { units: Box::default(), fault: Some(fault) },
        })
    }

    /// Whether the code can run.
    fn verdict(&self) -> Result<Verdict, Fault> {
        if self.tables.origin == Origin::Trusted {
            return Ok(Verdict { stack: self.stack, borrows: true, assigned: true });
        }
        let verdict = verify(&Subject {
            code: &self.tables.code,
            handlers: &self.tables.handlers,
            constants: &self.constants,
            names: self.names.len(),
            locals: self.locals,
            parameters: self.arguments + self.keyword_only + extra_parameters(self.flags),
            free_variables: self.free_variables,
        })?;
        if verdict.stack > self.stack { Err(Fault { unit: 0, reason: STACK_TOO_SMALL }) } else { Ok(verdict) }
    }
}

/// Parameters that stand for `*args` and `**kwargs`.
pub(super) fn extra_parameters(code_flags: u32) -> usize {
    usize::from(code_flags & flags::VARARGS != 0) + usize::from(code_flags & flags::VARKEYWORDS != 0)
}

/// How many of the locals are free variables.
pub(super) fn free_variables(kinds: &[u8]) -> usize {
    kinds.iter().filter(|&&kind| kind & LocalKind::FREE != 0).count()
}

/// The private copy of the code units: the caches empty, and loads replaced whose safety is not proven.
fn units(code: &[u8], verdict: Verdict) -> Box<[Cell<u16>]> {
    let proven = verdict.borrows && verdict.assigned;
    let mut units = Vec::with_capacity(code.len() / 2);
    let mut pairs = code.chunks_exact(2);
    while let Some(pair) = pairs.next() {
        let (number, operand) = (pair[0], pair[1]);
        let Some(opcode) = Opcode::from_u8(number) else {
            units.push(Cell::new(u16::from_le_bytes([number, operand])));
            continue;
        };
        let form = if form::HAS_FORM[usize::from(number)] { form::number(opcode, operand) } else { None };
        let number = match form {
            Some(number) => number,
            None if proven => number,
            None => safe_load(opcode, verdict).to_u8().unwrap_or(number),
        };
        units.push(Cell::new(u16::from_le_bytes([number, operand])));
        let caches = opcode.cache_entries();
        if caches > 0 {
            let caches = caches.min(pairs.len());
            units.extend((0..caches).map(|_| Cell::new(0)));
            pairs.by_ref().take(caches).for_each(drop);
        }
    }
    units.into_boxed_slice()
}

/// The instruction to execute in place of another.
fn safe_load(opcode: Opcode, verdict: Verdict) -> Opcode {
    match opcode {
        Opcode::LoadFast | Opcode::LoadFastBorrow if !verdict.assigned => Opcode::LoadFastCheck,
        Opcode::LoadFastBorrow if !verdict.borrows => Opcode::LoadFast,
        Opcode::LoadFastBorrowLoadFastBorrow if !verdict.borrows => Opcode::LoadFastLoadFast,
        other => other,
    }
}
