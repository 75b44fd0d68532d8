//! What monitoring knows of a code object, and marking it.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;

use taipan_bytecode::Opcode;
use taipan_object::{Py, PyResult};

use super::event::{Event, Events, of_instruction};
use super::lines::{Lines, Start};
use super::{Monitoring, TOOLS};
use crate::Code;
use crate::thread::Thread;

/// The opcode of a mark.
pub(crate) const MARK: u8 = Opcode::InstrumentedLine.number() as u8;

/// What monitoring knows of a code object.
#[derive(Default)]
pub(crate) struct Monitored {
    /// The events of each tool in this code only.
    pub(super) events: [Cell<Events>; TOOLS],
    /// The version of the events at which what was disabled began to count again, as far as this code knows.
    restarted: Cell<u32>,
    /// The opcodes of the private copy under the marks; 0 where there is none.
    originals: OnceCell<Box<[Cell<u8>]>>,
    /// By place and event, the tools that do not want to hear of it any more.
    disabled: Cell<HashMap<(usize, u8), u8>>,
    lines: OnceCell<Lines>,
    /// For each end of a loop the instruction that leads there.
    loops: OnceCell<HashMap<usize, usize>>,
}

/// An instruction of the code as it was compiled.
#[derive(Clone, Copy)]
pub(crate) struct Decoded {
    pub(crate) opcode: Opcode,
    pub(crate) operand: u32,
    /// The first unit: that of a prefix, if there are any.
    pub(crate) start: usize,
    /// The unit of the opcode.
    pub(crate) unit: usize,
    /// The unit behind the caches.
    pub(crate) next: usize,
}

impl Decoded {
    /// The instruction at a unit.
    pub(crate) fn at(code: &Code, start: usize) -> Option<Self> {
        let (mut unit, mut operand) = (start, 0_u32);
        loop {
            let pair = code.tables.code.get(unit * 2..unit * 2 + 2)?;
            operand = operand << 8 | u32::from(pair[1]);
            let opcode = Opcode::from_u8(pair[0])?;
            if opcode != Opcode::ExtendedArg {
                let next = unit + 1 + opcode.cache_entries();
                return Some(Self { opcode, operand, start, unit, next });
            }
            unit += 1;
        }
    }

    /// Where a jump leads.
    pub(super) fn target(&self) -> Option<usize> {
        let distance = self.operand as usize;
        match self.opcode {
            Opcode::JumpForward => self.next.checked_add(distance),
            Opcode::ForIter | Opcode::Send => self.next.checked_add(distance)?.checked_add(1),
            Opcode::JumpBackward | Opcode::JumpBackwardNoInterrupt => self.next.checked_sub(distance),
            _ if self.opcode.is_conditional_jump() => self.next.checked_add(distance),
            _ => None,
        }
    }
}

/// All instructions.
pub(crate) fn decode(code: &Code) -> Vec<Decoded> {
    let mut instructions = Vec::new();
    let mut at = 0;
    while let Some(instruction) = Decoded::at(code, at) {
        at = instruction.next;
        instructions.push(instruction);
    }
    instructions
}

impl Code {
    /// What monitoring knows of the code.
    pub(crate) fn monitored(&self) -> &Monitored {
        self.monitored.get_or_init(Box::default)
    }

    fn lines_begun(&self) -> &Lines {
        self.monitored().lines.get_or_init(|| Lines::new(self))
    }

    /// The line of an instruction, and whether it begins one.
    pub(super) fn line_start(&self, unit: usize) -> (i32, Start) {
        let lines = self.lines_begun();
        (lines.line(unit), lines.start(unit))
    }

    /// The instruction that leads to the end of a loop.
    pub(super) fn loop_of(&self, end: usize) -> Option<usize> {
        let loops = self.monitored().loops.get_or_init(|| {
            let instructions = decode(self);
            let loops = instructions.iter().filter(|it| it.opcode == Opcode::ForIter);
            loops.filter_map(|it| Some((it.target()?, it.start))).collect()
        });
        loops.get(&end).copied()
    }

    /// The opcode of the private copy at a unit, without marks.
    pub(crate) fn unmarked(&self, unit: usize) -> u8 {
        let current = self.units().get(unit).map_or(0, Cell::get) as u8;
        if current != MARK {
            return current;
        }
        let originals = self.monitored.get().and_then(|monitored| monitored.originals.get());
        originals.and_then(|it| it.get(unit)).map_or(current, Cell::get)
    }
}

impl Monitored {
    /// The tools that want to hear of an event in a place: a bit for each.
    pub(super) fn tools(&self, monitoring: &Monitoring, unit: usize, event: Event) -> u8 {
        let wanted = (0..TOOLS)
            .filter(|&tool| self.events[tool].get().with(monitoring.events[tool].get()).has(event))
            .fold(0_u8, |tools, tool| tools | 1 << tool);
        if wanted == 0 { 0 } else { wanted & !self.disabled_tools(unit, event) }
    }

    fn disabled_tools(&self, unit: usize, event: Event) -> u8 {
        let disabled = self.disabled.take();
        let tools = disabled.get(&(unit, event as u8)).copied().unwrap_or(0);
        self.disabled.set(disabled);
        tools
    }

    /// Whether a tool does not want to hear of an event in a place any more.
    pub(super) fn is_disabled(&self, unit: usize, event: Event, tool: usize) -> bool {
        self.disabled_tools(unit, event) & 1 << tool != 0
    }

    /// A tool does not want to hear of an event in a place any more.
    pub(super) fn disable(&self, unit: usize, event: Event, tool: usize) {
        let mut disabled = self.disabled.take();
        *disabled.entry((unit, event as u8)).or_default() |= 1 << tool;
        self.disabled.set(disabled);
    }
}

/// Sets the events of a tool in one code object.
pub(crate) fn set_events(py: &mut Py, code: &Code, tool: usize, events: Events) -> PyResult<()> {
    if code.monitored().events[tool].replace(events) != events {
        mark_anew(py, code)?;
    }
    Ok(())
}

/// Marks code, if the events have changed since it was marked.
pub(crate) fn mark(py: &mut Py, code: &Code) -> PyResult<()> {
    let version = Thread::of(py)?.monitoring().version.get();
    if code.version.get() == version { Ok(()) } else { mark_anew(py, code) }
}

/// Puts marks where something has to be told, and takes all others away.
pub(super) fn mark_anew(py: &mut Py, code: &Code) -> PyResult<()> {
    let monitoring = Thread::of(py)?.monitoring();
    code.version.set(monitoring.version.get());
    if code.ready().is_some() {
        return Ok(());
    }
    let monitored = code.monitored();
    if monitored.restarted.replace(monitoring.restarted.get()) != monitoring.restarted.get() {
        drop(monitored.disabled.take());
    }
    let all = monitored.events.iter().fold(monitoring.all_events(), |all, it| all.with(it.get()));
    let originals =
        monitored.originals.get_or_init(|| (0..code.units().len()).map(|_| Cell::new(0)).collect());
    let instructions = decode(code);
    let first = instructions.iter().find(|it| it.opcode == Opcode::Resume).map_or(0, |it| it.start);
    let marking = Marking { code, monitoring, monitored, all, first };
    for instruction in instructions {
        let (Some(unit), Some(original)) =
            (code.units().get(instruction.start), originals.get(instruction.start))
        else {
            break;
        };
        let opcode = code.unmarked(instruction.start);
        let marked = marking.wanted(instruction);
        original.set(if marked { opcode } else { 0 });
        unit.set(unit.get() & 0xff00 | u16::from(if marked { MARK } else { opcode }));
    }
    Ok(())
}

/// The question what has to be marked.
struct Marking<'a> {
    code: &'a Code,
    monitoring: &'a Monitoring,
    monitored: &'a Monitored,
    all: Events,
    /// The first `RESUME`: what is before is nobody's business.
    first: usize,
}

impl Marking<'_> {
    fn wants(&self, unit: usize, event: Event) -> bool {
        self.all.has(event) && self.monitored.tools(self.monitoring, unit, event) != 0
    }

    fn begins_line(&self, unit: usize) -> bool {
        self.all.has(Event::Line)
            && self.code.line_start(unit).1 != Start::No
            && self.wants(unit, Event::Line)
    }

    fn wanted(&self, it: Decoded) -> bool {
        let own = of_instruction(it.opcode, it.operand).is_some_and(|event| self.wants(it.start, event));
        let silent = matches!(it.opcode, Opcode::Resume | Opcode::EndFor);
        it.start >= self.first
            && (own || self.begins_line(it.start)
            || !silent && self.wants(it.start, Event::Instruction)
            // Where a jump comes from decides whether its target begins a line.
            || it.target().is_some_and(|target| self.begins_line(target)))
    }
}
