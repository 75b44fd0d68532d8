//! Monitoring (PEP 669): tools are told what running code does. `sys.settrace` and `sys.setprofile` are two of the tools.
//!
//! ```text
//! events of a tool, everywhere or in one code object ─► marks in the private copy of the code ─► callbacks
//! ```
//!
//! An instruction at which something may have to be told is marked: its opcode is replaced by one that tells, and then does
//! what the instruction does. Code is marked when it begins to run and the events have changed since: `RESUME` compares two
//! numbers. So whoever does not ask pays nothing.

pub(crate) mod callback;
pub(crate) mod code;
pub(crate) mod event;
pub(crate) mod execute;
pub(crate) mod legacy;
mod lines;
pub(crate) mod module;
pub(crate) mod raising;

use std::cell::Cell;

use taipan_object::{Py, PyCell, PyResult, Value};

use crate::thread::Thread;
use event::{COUNT, Events};

/// Tools, those of `sys` included.
pub(crate) const TOOLS: usize = 8;
/// The tool behind `sys.setprofile`.
pub(crate) const PROFILE: usize = 6;
/// The tool behind `sys.settrace`.
pub(crate) const TRACE: usize = 7;

/// What the tools of an interpreter have asked for.
pub(crate) struct Monitoring {
    /// Changes with the events. Code is marked as this number says, or is marked anew before it runs.
    pub(crate) version: Cell<u32>,
    /// The version at which events that were disabled somewhere began to count again.
    pub(crate) restarted: Cell<u32>,
    /// The events that any tool asks for, wherever they happen.
    pub(crate) everywhere: Cell<Events>,
    /// The events of each tool, wherever they happen.
    pub(crate) events: [Cell<Events>; TOOLS],
    /// How many threads have a trace function.
    pub(crate) traced: Cell<usize>,
    /// How many threads have a profile function.
    pub(crate) profiled: Cell<usize>,
    /// What each tool is called.
    pub(crate) names: PyCell<[Option<Value>; PROFILE]>,
    /// What is called for each event of each tool.
    pub(crate) callbacks: PyCell<[[Option<Value>; COUNT]; PROFILE]>,
    /// `DISABLE` and `MISSING`
    pub(crate) marks: PyCell<[Option<Value>; 2]>,
}

impl Default for Monitoring {
    fn default() -> Self {
        Self {
            version: Cell::new(0),
            restarted: Cell::new(0),
            everywhere: Cell::default(),
            events: Default::default(),
            traced: Cell::new(0),
            profiled: Cell::new(0),
            names: PyCell::default(),
            callbacks: PyCell::new(Default::default()),
            marks: PyCell::default(),
        }
    }
}

impl Monitoring {
    /// The events that any tool asks for, wherever they happen.
    pub(crate) fn all_events(&self) -> Events {
        self.events.iter().fold(Events::default(), |all, events| all.with(events.get()))
    }

    /// Whether a tool has one callback for both ways of a branch, under the old name of the event.
    pub(crate) fn hears_of_both_branches(&self, py: &Py, tool: usize) -> bool {
        let callbacks = self.callbacks.get(py);
        callbacks.get(tool).is_some_and(|callbacks| callbacks[event::Event::Branch as usize].is_some())
    }

    /// The tools that ask for an event, wherever it happens: a bit for each.
    pub(crate) fn tools(&self, event: event::Event) -> u8 {
        (0..TOOLS).filter(|&tool| self.events[tool].get().has(event)).fold(0, |tools, tool| tools | 1 << tool)
    }
}

/// Sets the events of a tool. Code that runs is marked at once, other code when it runs next.
pub(crate) fn set_events(py: &mut Py, tool: usize, events: Events) -> PyResult<()> {
    let thread = Thread::of(py)?;
    let monitoring = thread.monitoring();
    if monitoring.events[tool].replace(events) == events {
        return Ok(());
    }
    change(py, thread)
}

/// Lets what was disabled count again.
pub(crate) fn restart(py: &mut Py) -> PyResult<()> {
    let thread = Thread::of(py)?;
    let monitoring = thread.monitoring();
    monitoring.restarted.set(monitoring.version.get().wrapping_add(1));
    change(py, thread)
}

fn change(py: &mut Py, thread: &'static Thread) -> PyResult<()> {
    let monitoring = thread.monitoring();
    monitoring.everywhere.set(monitoring.all_events());
    monitoring.version.set(monitoring.version.get().wrapping_add(1));
    // SAFETY: frames lie one below the other, and the bottom one is known.
    unsafe {
        let mut frame = thread.frame.get();
        while !(*frame).is_bottom() {
            code::mark(py, (*frame).code())?;
            frame = frame.sub(1);
        }
    }
    Ok(())
}
