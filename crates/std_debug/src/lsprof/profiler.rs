//! `_lsprof.Profiler`

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value, exception as exc};

use super::record::{Record, Times};
use super::{ProfilerEntry, ProfilerSubentry, TOOL};
use crate::lsprof::callbacks;

/// The payload.
#[pyclass(static = PROFILER, name = "_lsprof.Profiler", base = OBJECT)]
#[derive(Default)]
pub(crate) struct Profiler {
    /// What was measured, functions by their numbers.
    pub(super) record: PyCell<Record>,
    /// The functions: code objects, and what native ones are called.
    pub(super) codes: PyCell<Vec<Value>>,
    pub(super) timer: PyCell<Option<Value>>,
    /// How many seconds one is that the timer counts; 0 if it says seconds.
    pub(super) unit: Cell<f64>,
    /// Whether there is a timer that counts.
    pub(super) timer_is_whole: Cell<bool>,
    /// Whether the timer is being asked, which may not change anything here.
    pub(super) asking: Cell<bool>,
    pub(super) enabled: Cell<bool>,
    pub(super) subcalls: Cell<bool>,
    pub(super) builtins: Cell<bool>,
    /// `sys.monitoring.MISSING`
    pub(super) missing: PyCell<Option<Value>>,
}

impl Profiler {
    /// Fails while the timer is being asked.
    fn check(&self, py: &Py, doing: &str) -> PyResult<()> {
        if self.asking.get() { Err(busy(py, doing)) } else { Ok(()) }
    }

    /// Forgets what was measured.
    fn forget(&self, py: &mut Py) {
        let old = self.record.replace(py, Record::default());
        drop(old);
        let codes = self.codes.replace(py, Vec::new());
        drop(codes);
    }

    /// Ends the calls that run.
    fn end_all(&self, py: &mut Py) {
        while self.record.get(py).is_running() {
            let now = self.now(py);
            let subcalls = self.subcalls.get();
            let mut record = self.record.get_mut(py);
            let running = record.running();
            record.end(running, now, subcalls);
        }
    }

    /// An object for what was measured of each function.
    fn stats(&self, py: &mut Py) -> PyResult<Value> {
        let rows: Vec<(Times, Vec<(usize, Times)>)> = {
            let record = self.record.get(py);
            record.functions.iter().map(|it| (it.times, it.called.clone())).collect()
        };
        let codes = self.codes.get(py).clone();
        let mut stats = Vec::new();
        stats.try_reserve(rows.len())?;
        // A function that runs for the first time has nothing to show.
        for ((times, called), code) in rows.iter().zip(&codes).filter(|((times, _), _)| times.calls > 0) {
            let mut entries = Vec::new();
            for (number, times) in called.iter().filter(|(_, times)| times.calls > 0) {
                let Some(code) = codes.get(*number) else { continue };
                let fields = self.fields(py, code, times)?;
                entries.push(py.heap().struct_sequence::<ProfilerSubentry, 5>(fields)?);
            }
            let calls = if called.is_empty() { none() } else { py.list(entries)? };
            let [code, calls_count, recursive, total, inline] = self.fields(py, code, times)?;
            let fields = [code, calls_count, recursive, total, inline, calls];
            stats.push(py.heap().struct_sequence::<ProfilerEntry, 6>(fields)?);
        }
        py.list(stats)
    }

    fn fields(&self, py: &Py, code: &Value, times: &Times) -> PyResult<[Value; 5]> {
        Ok([
            code.clone(),
            py.int(times.calls)?,
            py.int(times.recursive)?,
            py.float(self.seconds(times.total))?,
            py.float(self.seconds(times.inline))?,
        ])
    }
}

#[cold]
fn busy(py: &Py, doing: &str) -> Raised {
    exc::runtime_error(py, format_args!("cannot {doing} in external timer"))
}

/// `sys.monitoring`
fn monitoring(py: &mut Py) -> PyResult<Value> {
    let name = py.heap().intern("monitoring")?;
    let found = match py.interpreter().hooks().sys_attribute {
        Some(attribute) => attribute(py, &name)?,
        None => None,
    };
    found.ok_or_else(|| exc::runtime_error(py, format_args!("lost sys.monitoring")))
}

/// Calls a function of `sys.monitoring` with the tool's number before other arguments.
fn ask(py: &mut Py, monitoring: &Value, function: &str, args: &[&Value]) -> PyResult<Value> {
    let (function, tool) = (py.heap().intern(function)?, py.int(TOOL)?);
    let args: Vec<&Value> = std::iter::once(&tool).chain(args.iter().copied()).collect();
    py.call_method(monitoring, &function, &args)
}

/// Sets the callbacks of all events to methods of a profiler, or to nothing. Gives the events.
fn register(py: &mut Py, monitoring: &Value, profiler: Option<Borrowed<'_>>) -> PyResult<i64> {
    let events_name = py.heap().intern("events")?;
    let events = py.get_attribute(monitoring, &events_name)?;
    let mut all = 0;
    for &(event, method) in callbacks::EVENTS {
        let (event, method) = (py.heap().intern(event)?, py.heap().intern(method)?);
        let event = py.get_attribute(&events, &event)?;
        all |= event.as_i64().unwrap_or(0);
        let callback = match profiler {
            Some(profiler) => py.get_attribute(&profiler, &method)?,
            None => none(),
        };
        drop(ask(py, monitoring, "register_callback", &[&event, &callback])?);
    }
    Ok(all)
}

/// Methods and slots.
pub(super) struct Methods;

#[pymethods(Profiler)]
impl Methods {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Profiler::default())
    }

    #[pyslot("(timer=None, timeunit=0.0, subcalls=True, builtins=True)", name = "Profiler")]
    fn init(
        this: &Profiler,
        py: &mut Py,
        timer: Borrowed<'_>,
        timeunit: f64,
        subcalls: bool,
        builtins: bool,
    ) -> PyResult<()> {
        let timer = Some(timer.to_value()).filter(|timer| !is_none(timer));
        this.timer_is_whole.set(timer.is_some() && timeunit > 0.0);
        let old = this.timer.replace(py, timer);
        drop(old);
        this.unit.set(timeunit);
        this.subcalls.set(subcalls);
        this.builtins.set(builtins);
        Ok(())
    }

    /// What was measured: a list of profiler_entry objects.
    #[pymethod("($self, /)")]
    fn getstats(this: &Profiler, py: &mut Py) -> PyResult<Value> {
        this.stats(py)
    }

    /// Begins to measure.
    ///
    /// subcalls: whether functions are also measured apart for each function that calls them.
    /// builtins: whether native functions are measured apart from what calls them.
    #[pymethod("($self, /, subcalls=True, builtins=True)")]
    fn enable(this: Borrowed<'_>, py: &mut Py, subcalls: bool, builtins: bool) -> PyResult<()> {
        let Some(profiler) = this.get::<Profiler>() else { return Ok(()) };
        profiler.subcalls.set(subcalls);
        profiler.builtins.set(builtins);
        let monitoring = monitoring(py)?;
        let name = py.str("cProfile")?;
        drop(ask(py, &monitoring, "use_tool_id", &[&name])?);
        let events = register(py, &monitoring, Some(this))?;
        let missing = py.heap().intern("MISSING")?;
        let missing = py.get_attribute(&monitoring, &missing)?;
        let old = profiler.missing.replace(py, Some(missing));
        drop(old);
        let events = py.int(events)?;
        drop(ask(py, &monitoring, "set_events", &[&events])?);
        profiler.enabled.set(true);
        Ok(())
    }

    /// Measures no longer.
    #[pymethod("($self, /)")]
    fn disable(this: &Profiler, py: &mut Py) -> PyResult<()> {
        this.check(py, "disable profiler")?;
        if this.enabled.get() {
            let monitoring = monitoring(py)?;
            register(py, &monitoring, None)?;
            let none = py.int(0)?;
            drop(ask(py, &monitoring, "set_events", &[&none])?);
            drop(ask(py, &monitoring, "free_tool_id", &[])?);
            this.enabled.set(false);
            this.end_all(py);
        }
        Ok(())
    }

    /// Forgets what was measured.
    #[pymethod("($self, /)")]
    fn clear(this: &Profiler, py: &mut Py) -> PyResult<()> {
        this.check(py, "clear profiler")?;
        this.forget(py);
        Ok(())
    }
}
