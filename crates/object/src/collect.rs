//! The cycle collector: what is left when reference counts have done their work.
//!
//! Objects are in three generations, which their metadata bytes tell. When more have been made than threshold 0 since the
//! last collection, the youngest is collected; every so often the ones above it are too. Of the generations that are
//! collected, trial deletion ([`trial`]) finds what nothing outside refers to:
//!
//! ```text
//! unreachable ─► callbacks of weak references ─► finalisers ─► still unreachable? ─► weak references cleared ─► destroyed
//!    trial            finalise.rs                finalise.rs        trial              finalise.rs             destroy.rs
//! ```
//!
//! What survives moves to the next generation. An allocation never collects: it sets a bit of the breaker, and the interpreter
//! collects between two instructions, where nothing is half done.
//!
//! The method is that of CPython's documentation on its garbage collector; the order in which Python code sees things
//! happen is CPython's too (PEP 442 for finalisers).

mod destroy;
mod finalise;
mod inspect;
mod trial;

use std::cell::Cell;
use std::ptr::NonNull;

use taipan_host::stopwatch::Stopwatch;

pub use inspect::{
    deaths_are_seen, freeze, freeze_count, is_finalised, is_tracked, objects, referents, referrers,
    shown_reference_count, unfreeze,
};

use crate::breaker::{COLLECT, STRESS};
use crate::cell::PyCell;
use crate::heap::meta::{OLDEST, Which};
use crate::object::Object;
use crate::py::{Py, PyResult, Shared, type_of};
use crate::types::list::List;
use crate::value::{Borrowed, Value};

/// How many generations there are.
pub const GENERATIONS: usize = OLDEST as usize + 1;

/// Print what a collection did.
pub const DEBUG_STATS: u32 = 1;
/// Print the objects that are collected.
pub const DEBUG_COLLECTABLE: u32 = 2;
/// Print those that cannot be.
pub const DEBUG_UNCOLLECTABLE: u32 = 4;
/// Keep what is unreachable in `gc.garbage`.
pub const DEBUG_SAVEALL: u32 = 32;

/// Under `-X gcstress`, one in so many collections is a full one.
const STRESS_FULL: u32 = 256;

/// The state of the collector of an interpreter.
pub struct Collector {
    /// Objects made, less those that died, since the youngest generation was collected; never below zero.
    young: Cell<u32>,
    /// The number of them at which a collection is asked for.
    limit: Cell<u32>,
    enabled: Cell<bool>,
    running: Cell<bool>,
    thresholds: [Cell<i32>; GENERATIONS],
    /// Collections of the generation below since this one was collected. (That of the youngest is in `young`.)
    counts: [Cell<u32>; GENERATIONS],
    /// Objects that survived the last full collection, and those that have come to the oldest generation since.
    long_lived: Cell<usize>,
    long_lived_pending: Cell<usize>,
    stats: [Cell<Stats>; GENERATIONS],
    debug: Cell<u32>,
    /// Collections that stress has asked for, and how many young objects it lets live before it asks for one; 0: there is none.
    stressed: Cell<u32>,
    stress: Cell<u32>,
}

/// The lists that Python code and the collector share, once there is a module `gc`.
#[derive(Default)]
pub struct Lists {
    /// `gc.callbacks`
    pub callbacks: PyCell<Option<Value>>,
    /// `gc.garbage`
    pub garbage: PyCell<Option<Value>>,
}

/// What became of the collections of a generation.
#[derive(Clone, Copy, Default)]
pub struct Stats {
    /// How many there were.
    pub collections: usize,
    /// Objects that they destroyed.
    pub collected: usize,
    /// Objects that they could not destroy.
    pub uncollectable: usize,
}

impl Default for Collector {
    fn default() -> Self {
        let thresholds = [2000, 10, 10].map(Cell::new);
        Self {
            young: Cell::new(0),
            limit: Cell::new(2000),
            enabled: Cell::new(true),
            running: Cell::new(false),
            thresholds,
            counts: Default::default(),
            long_lived: Cell::new(0),
            long_lived_pending: Cell::new(0),
            stats: Default::default(),
            debug: Cell::new(0),
            stressed: Cell::new(0),
            stress: Cell::new(0),
        }
    }
}

// ---- counting ----------------------------------------------------------------------------------------------------------

impl Collector {
    /// An object was made.
    #[inline(always)]
    pub(crate) fn count_up(&self, shared: &Shared) {
        let young = self.young.get().wrapping_add(1);
        self.young.set(young);
        if young > self.limit.get() {
            self.ask(shared);
        }
    }

    /// An object is gone.
    #[inline(always)]
    pub(crate) fn count_down(&self) {
        self.young.set(self.young.get().saturating_sub(1));
    }

    /// Asks for a collection, once.
    #[cold]
    #[inline(never)]
    fn ask(&self, shared: &Shared) {
        self.limit.set(u32::MAX);
        shared.ask(COLLECT);
    }

    fn renew_limit(&self) {
        let threshold = self.thresholds[0].get();
        let limit = match self.stress.get() {
            _ if !self.enabled.get() => u32::MAX,
            0 if threshold == 0 => u32::MAX,
            0 => u32::try_from(threshold).unwrap_or(0),
            stress => stress - 1,
        };
        self.limit.set(limit);
    }

    /// The oldest generation whose count is above its threshold. The oldest of all is collected only when it has grown by a
    /// quarter as well: its cost is that of all objects there are, and so stays linear in the objects ever made.
    fn due(&self) -> Option<usize> {
        (0..GENERATIONS).rev().find(|&generation| {
            let above = i64::from(self.count(generation)) > i64::from(self.thresholds[generation].get());
            let grown = self.long_lived_pending.get() >= self.long_lived.get() / 4;
            above && (generation < GENERATIONS - 1 || grown)
        })
    }
}

impl Collector {
    /// `gc.enable()` and `gc.disable()`
    pub fn enable(&self, enabled: bool) {
        self.enabled.set(enabled);
        self.renew_limit();
    }

    /// `gc.isenabled()`
    pub fn is_enabled(&self) -> bool {
        self.enabled.get()
    }

    /// Where it is noted whether a collection runs, for those who look from outside. It lives as long as the interpreter.
    pub fn running(&self) -> *const bool {
        self.running.as_ptr()
    }

    /// `gc.get_count()`
    pub fn count(&self, generation: usize) -> u32 {
        match generation {
            0 => self.young.get(),
            _ => self.counts.get(generation).map_or(0, Cell::get),
        }
    }

    /// `gc.get_threshold()`
    pub fn threshold(&self, generation: usize) -> i32 {
        self.thresholds.get(generation).map_or(0, Cell::get)
    }

    /// `gc.set_threshold()`; 0 for the youngest generation: nothing is collected unasked.
    pub fn set_threshold(&self, generation: usize, threshold: i32) {
        if let Some(cell) = self.thresholds.get(generation) {
            cell.set(threshold);
        }
        self.renew_limit();
    }

    /// `gc.get_stats()`
    pub fn stats(&self, generation: usize) -> Stats {
        self.stats.get(generation).map_or_else(Stats::default, Cell::get)
    }

    /// `gc.get_debug()`
    pub fn debug(&self) -> u32 {
        self.debug.get()
    }

    /// `gc.set_debug()`
    pub fn set_debug(&self, flags: u32) {
        self.debug.set(flags);
    }

    fn has(&self, flag: u32) -> bool {
        self.debug.get() & flag == flag
    }
}

impl Py {
    /// The collector.
    pub fn collector(&self) -> &Collector {
        &self.interpreter().collector
    }

    /// Makes the interpreter collect whenever it looks at the breaker, or, with a number, when so many more objects have been
    /// made, so that what is kept alive by luck comes to light.
    pub fn set_gc_stress(&mut self, every: Option<u32>) {
        match every {
            None => self.shared().ask(STRESS),
            Some(every) => {
                self.shared().unask(STRESS);
                self.collector().stress.set(every);
                self.collector().renew_limit();
            }
        }
    }
}

// ---- collecting --------------------------------------------------------------------------------------------------------

/// Collects what the counts say is due; under stress in any case. Nothing, if the program does not want it.
pub(crate) fn collect_if_due(py: &mut Py, stress: bool) {
    let collector = py.collector();
    if (stress || collector.stress.get() != 0) && collector.enabled.get() {
        let number = collector.stressed.get();
        collector.stressed.set(number.wrapping_add(1));
        let full = number % STRESS_FULL == STRESS_FULL - 1;
        collect(py, if full { GENERATIONS - 1 } else { 0 });
        return;
    }
    collector.renew_limit();
    if !collector.enabled.get() {
        return;
    }
    if let Some(generation) = collector.due() {
        collect(py, generation);
    }
}

/// Collects a generation and those below it; the number of objects that were found unreachable. Callbacks of `gc.callbacks`
/// are called before and after. Does nothing while a collection is running already.
pub fn collect(py: &mut Py, generation: usize) -> usize {
    let generation = generation.min(GENERATIONS - 1);
    if py.collector().running.replace(true) {
        return 0;
    }
    finalise::call_callbacks(py, "start", generation, 0);
    let collected = py.aside(|py| collect_generation(py, generation));
    finalise::call_callbacks(py, "stop", generation, collected);
    let collector = py.collector();
    collector.running.set(false);
    collector.renew_limit();
    collected
}

/// Collects everything when the interpreter ends: nobody is told.
pub fn collect_silently(py: &mut Py) {
    if !py.collector().running.replace(true) {
        py.collector().set_debug(0);
        py.aside(|py| collect_generation(py, GENERATIONS - 1));
        py.collector().running.set(false);
    }
}

fn collect_generation(py: &mut Py, generation: usize) -> usize {
    py.drain();
    let started = Stopwatch::start();
    let collector = py.collector();
    if collector.has(DEBUG_STATS) {
        report_start(py, generation);
    }
    let collector = py.collector();
    collector.young.set(0);
    collector.counts[..=generation].iter().for_each(|count| count.set(0));
    if let Some(above) = collector.counts.get(generation + 1) {
        above.set(above.get().saturating_add(1));
    }
    let target = (generation + 1).min(GENERATIONS - 1) as u8;
    let division = trial::divide_generations(py.shared(), Which::UpTo(generation as u8), target);
    let Ok(division) = division else { return 0 };
    let collector = py.collector();
    if generation + 1 == GENERATIONS {
        collector.long_lived_pending.set(0);
        collector.long_lived.set(division.survivors);
    } else if target == OLDEST {
        collector.long_lived_pending.set(collector.long_lived_pending.get() + division.survivors);
    }
    let collected =
        if division.unreachable.is_empty() { 0 } else { dispose(py, division.unreachable, target) };
    let collector = py.collector();
    if let Some(stats) = collector.stats.get(generation) {
        let old = stats.get();
        stats.set(Stats {
            collections: old.collections + 1,
            collected: old.collected + collected,
            uncollectable: old.uncollectable,
        });
    }
    if collector.has(DEBUG_STATS) {
        let seconds = started.seconds();
        report(py, &format!("gc: done, {collected} unreachable, 0 uncollectable, {seconds:.4}s elapsed\n"));
    }
    collected
}

/// Does away with unreachable objects, as far as their finalisers let it. Those that survive go to generation `target`.
fn dispose(py: &mut Py, mut unreachable: Vec<NonNull<Object>>, target: u8) -> usize {
    finalise::doom(py.shared(), &unreachable);
    if py.collector().has(DEBUG_COLLECTABLE) {
        report_collectable(py, &unreachable);
    }
    let references = finalise::call_weakref_callbacks(py, &unreachable);
    finalise::run_finalisers(py, &unreachable);
    let shared = py.shared();
    unreachable.retain(|&object| finalise::is_alive(shared, object));
    let Ok(dead) = trial::divide_again(shared, &unreachable, target) else {
        finalise::spare(shared, &unreachable, target);
        return references;
    };
    finalise::clear_weakrefs(shared, &dead);
    let collected = dead.len() + references;
    if py.collector().has(DEBUG_SAVEALL) {
        finalise::spare(py.shared(), &dead, target);
        keep_as_garbage(py, &dead);
    } else {
        destroy::destroy(py.shared(), &dead);
    }
    drop(dead);
    py.drain();
    collected
}

/// Puts objects into `gc.garbage`.
fn keep_as_garbage(py: &mut Py, objects: &[NonNull<Object>]) {
    let garbage = py.state::<Lists>().garbage.get(py).clone();
    let Some(list) = garbage.as_ref().and_then(|garbage| garbage.get::<List>()) else { return };
    for &object in objects {
        // SAFETY: the objects are alive: they were spared.
        let value = unsafe { Borrowed::from_pointer(object) }.to_value();
        if let Err(raised) = list.append(py, value) {
            py.discard(raised);
            return;
        }
    }
}

fn report_start(py: &mut Py, generation: usize) {
    let mut sizes = [0_usize; GENERATIONS];
    for (generation, size) in sizes.iter_mut().enumerate() {
        py.shared().space().each_object(Which::Only(generation as u8), |_| *size += 1);
    }
    let ([young, middle, old], frozen) = (sizes, freeze_count(py));
    report(
        py,
        &format!(
            "gc: collecting generation {generation}...\ngc: objects in each generation: {young} {middle} {old}\n\
             gc: objects in permanent generation: {frozen}\n"
        ),
    );
}

fn report_collectable(py: &mut Py, objects: &[NonNull<Object>]) {
    for &object in objects {
        if finalise::is_alive(py.shared(), object) {
            let line = format!("gc: collectable <{} {:#x}>\n", type_of(object).name(), object.addr());
            report(py, &line);
        }
    }
}

/// Writes to `sys.stderr`, if there is one.
fn report(py: &mut Py, text: &str) {
    let Some(attribute) = py.interpreter().hooks().sys_attribute else { return };
    let write = |py: &mut Py| -> PyResult<()> {
        let (stderr, write) = (py.heap().intern("stderr")?, py.heap().intern("write")?);
        let text = py.str(text)?;
        if let Some(stream) = attribute(py, &stderr)? {
            py.call_method(&stream, &write, &[&text])?;
        }
        Ok(())
    };
    if let Err(raised) = write(py) {
        py.discard(raised);
    }
}
