//! The rows of a disassembly: instructions with their lines and labels.

use std::collections::BTreeSet;

use taipan_text::Location;

use super::operand;
use crate::{CodeObject, CodeUnit, CodeUnits, ExceptionEntry, ExceptionTable, LineTable, Opcode};

/// One instruction.
#[derive(Clone, Debug)]
pub struct Row {
    /// The instruction.
    pub unit: CodeUnit,
    /// The number of its label, from 1, if something leads there.
    pub label: Option<usize>,
    /// Whether a line begins here.
    pub starts_line: bool,
    /// The line it belongs to.
    pub line: Option<i32>,
    /// The source it was made for.
    pub location: Location,
    /// What the operand means; empty where that is the number itself, or nothing.
    pub meaning: String,
}

impl Row {
    /// The name of the opcode; a number that is none in angle brackets.
    pub fn name(&self) -> String {
        self.unit
            .opcode()
            .map_or_else(|| format!("<{}>", self.unit.number), |opcode| opcode.name().to_owned())
    }

    /// The operand, where the instruction has one.
    pub fn operand(&self) -> Option<i32> {
        // CPython keeps it in an `int`, and shows it so.
        self.unit.opcode().filter(|opcode| opcode.has_arg()).map(|_| self.unit.oparg as i32)
    }

    /// The parts of the inline cache: name, place in code units, length in code units.
    pub fn caches(&self) -> impl Iterator<Item = (&'static str, u32, u32)> {
        let layout = self.unit.opcode().map_or(&[][..], |opcode| opcode.deopt().cache_layout());
        layout.iter().scan(self.unit.offset + 1, |at, &(name, units)| {
            let place = *at;
            *at += u32::from(units);
            Some((name, place, u32::from(units)))
        })
    }
}

/// The rows of a code object, made one after another.
#[derive(Clone, Debug)]
pub struct Listing<'c> {
    /// What is listed.
    pub code: &'c CodeObject,
    /// Its exception table.
    pub exceptions: Vec<ExceptionEntry>,
    /// Where lines begin: place in code units, and line.
    pub line_starts: Vec<(u32, Option<i32>)>,
    /// The location of each code unit.
    pub locations: Vec<Location>,
    /// The places that something leads to, in order; the first has label 1.
    labels: Vec<i64>,
}

impl<'c> Listing<'c> {
    /// The listing of a code object, not of those inside it.
    pub fn new(code: &'c CodeObject) -> Self {
        let exceptions: Vec<_> = ExceptionTable::new(&code.exception_table).collect();
        let line_table = LineTable::new(&code.line_table, code.first_line);
        let mut labels: BTreeSet<i64> =
            CodeUnits::new(&code.code).filter_map(|unit| unit.jump_target()).collect();
        labels.extend(
            exceptions.iter().flat_map(|entry| [entry.start, entry.end, entry.target].map(i64::from)),
        );
        Self {
            code,
            exceptions,
            line_starts: line_table.clone().lines().map(|run| (run.start, run.line)).collect(),
            locations: line_table.positions().collect(),
            labels: labels.into_iter().collect(),
        }
    }

    /// How many labels there are.
    pub fn label_count(&self) -> usize {
        self.labels.len()
    }

    /// The label of a place, counted in code units.
    pub fn label(&self, place: i64) -> Option<usize> {
        self.labels.binary_search(&place).ok().map(|index| index + 1)
    }

    /// The instructions.
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        let mut starts = self.line_starts.iter().peekable();
        let mut line = None;
        CodeUnits::new(&self.code.code).map(move |unit| {
            let mut starts_line = false;
            while let Some(&&(start, starting)) = starts.peek().filter(|(start, _)| *start <= unit.offset) {
                // A line that begins within a cache does not begin for the reader.
                if start == unit.offset {
                    starts_line = true;
                    line = starting;
                }
                starts.next();
            }
            Row {
                unit,
                label: self.label(i64::from(unit.offset)),
                starts_line,
                line,
                location: self.locations.get(unit.offset as usize).copied().unwrap_or(Location::NONE),
                meaning: self.meaning(unit),
            }
        })
    }

    fn meaning(&self, unit: CodeUnit) -> String {
        let target = unit.jump_target().and_then(|target| self.label(target));
        match (unit.opcode(), target) {
            (Some(Opcode::EndAsyncFor), Some(label)) => format!("from L{label}"),
            (_, Some(label)) => format!("to L{label}"),
            (Some(opcode), None) if opcode.has_arg() => {
                operand::meaning(self.code, opcode.deopt(), unit.oparg).unwrap_or_default()
            }
            _ => String::new(),
        }
    }
}
