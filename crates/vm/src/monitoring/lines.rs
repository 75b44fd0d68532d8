//! Which instructions begin a line, as CPython sees it.

use taipan_bytecode::Opcode;

use super::code::{Decoded, decode};
use crate::Code;

/// What is known of the lines of a code object.
pub(super) struct Lines {
    /// The line of each code unit at which an instruction begins; else [`NONE`].
    lines: Box<[i32]>,
    /// For each of them, how it can begin a line.
    starts: Box<[Start]>,
}

const NONE: i32 = -1;

/// Whether an instruction begins a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// Never.
    No,
    /// Where control comes from another line: by a jump or to a handler, but not from the instruction before.
    ByJump,
    /// Like that, but also from the `RESUME` before, if that tells of something itself.
    AfterResume(usize),
    /// Also from the instruction before.
    Always,
}

impl Lines {
    pub(super) fn new(code: &Code) -> Self {
        let instructions = decode(code);
        let units = code.tables.code.len() / 2;
        let mut this = Self { lines: vec![NONE; units].into(), starts: vec![Start::No; units].into() };
        let mut of_units = code.lines().positions().map(|location| location.line);
        let table: Vec<i32> = (0..units).map(|_| of_units.next().unwrap_or(NONE)).collect();
        // What comes before the first RESUME is the function's own business.
        let first = instructions.iter().position(|it| it.opcode == Opcode::Resume).unwrap_or(0);
        let mut current = NONE;
        for (index, it) in instructions.iter().enumerate().skip(first) {
            let line = table.get(it.start).copied().unwrap_or(NONE);
            for unit in it.start..=it.unit {
                this.lines[unit] = line;
            }
            let skipped = matches!(
                it.opcode,
                Opcode::EndAsyncFor | Opcode::EndFor | Opcode::EndSend | Opcode::Resume | Opcode::PopIter
            );
            if !skipped {
                if line != current && line >= 0 {
                    this.starts[it.start] = this.start_after(&instructions, index, line);
                }
                current = line;
            }
        }
        this.add_targets(code, &instructions, first);
        this
    }

    /// Targets of jumps and handlers may begin a line.
    fn add_targets(&mut self, code: &Code, instructions: &[Decoded], first: usize) {
        for it in instructions.iter().skip(first) {
            if let Some(target) = it.target() {
                self.add(instructions, target);
            }
        }
        for entry in code.handlers() {
            let handler = entry.target as usize;
            if code.opcode_at(handler) != Opcode::EndAsyncFor.number() as u8 {
                self.add(instructions, handler);
            }
        }
    }

    fn add(&mut self, instructions: &[Decoded], unit: usize) {
        let Ok(index) = instructions.binary_search_by_key(&unit, |it| it.start) else { return };
        let line = self.line(unit);
        if line < 0 || self.starts[unit] == Start::Always {
            return;
        }
        self.starts[unit] = self.start_after(instructions, index, line);
    }

    /// How an instruction begins its line, as far as the one before decides it.
    fn start_after(&self, instructions: &[Decoded], index: usize, line: i32) -> Start {
        let before = index.checked_sub(1).and_then(|index| instructions.get(index));
        match before.filter(|it| self.line(it.start) == line) {
            None => Start::Always,
            Some(it) if it.opcode == Opcode::Resume => Start::AfterResume(it.start),
            Some(_) => Start::ByJump,
        }
    }

    /// The line of an instruction, or a negative number.
    pub(super) fn line(&self, unit: usize) -> i32 {
        self.lines.get(unit).copied().unwrap_or(NONE)
    }

    pub(super) fn start(&self, unit: usize) -> Start {
        self.starts.get(unit).copied().unwrap_or(Start::No)
    }
}
