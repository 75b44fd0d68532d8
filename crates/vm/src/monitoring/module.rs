//! The module `sys.monitoring`.

use taipan_macros::pymodule;
use taipan_object::hooks::Made;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use super::event::{COUNT, Event, Events, NAMES};
use super::{PROFILE, TOOLS, callback, code};
use crate::code::Code;
use crate::make::make;
use crate::thread::Thread;

pub(crate) static MONITORING: ModuleDef = ModuleDef {
    functions: &[Functions::FUNCTIONS],
    constants: &[
        ("DEBUGGER_ID", |py| py.int(0)),
        ("COVERAGE_ID", |py| py.int(1)),
        ("PROFILER_ID", |py| py.int(2)),
        ("OPTIMIZER_ID", |py| py.int(5)),
        ("DISABLE", callback::disable),
        ("MISSING", callback::missing),
        ("events", events),
    ],
    ..ModuleDef::of("sys.monitoring")
};

/// The namespace of the events.
fn events(py: &mut Py) -> PyResult<Value> {
    let namespace = make(py, Made::Namespace)?;
    // Both branches together come last but for none at all, as CPython shows them.
    let bits = NAMES.iter().enumerate().map(|(index, name)| (*name, 1_i64 << index));
    for (name, bit) in bits.chain([("NO_EVENTS", 0)]) {
        let (name, bit) = (py.heap().intern(name)?, py.int(bit)?);
        py.set_attribute(&namespace, &name, &bit)?;
    }
    Ok(namespace)
}

struct Functions;

#[pymodule("sys.monitoring")]
impl Functions {
    /// Takes a tool number, which must be free, for a tool of that name.
    #[pyfunction("(tool_id, name, /)")]
    fn use_tool_id(py: &mut Py, tool_id: i32, name: Borrowed<'_>) -> PyResult<()> {
        let tool = valid_tool(py, tool_id)?;
        if !name.is_str() {
            return Err(exc::value_error(py, format_args!("tool name must be a str")));
        }
        let monitoring = Thread::of(py)?.monitoring();
        if monitoring.names.get(py)[tool].is_some() {
            return Err(exc::value_error(py, format_args!("tool {tool} is already in use")));
        }
        monitoring.names.get_mut(py)[tool] = Some(name.to_value());
        Ok(())
    }

    /// Takes all events and callbacks of a tool away.
    #[pyfunction("(tool_id, /)")]
    fn clear_tool_id(py: &mut Py, tool_id: i32) -> PyResult<()> {
        let tool = valid_tool(py, tool_id)?;
        clear(py, tool)
    }

    /// Gives a tool number back, with all that belongs to it.
    #[pyfunction("(tool_id, /)")]
    fn free_tool_id(py: &mut Py, tool_id: i32) -> PyResult<()> {
        let tool = valid_tool(py, tool_id)?;
        clear(py, tool)?;
        let monitoring = Thread::of(py)?.monitoring();
        let old = monitoring.names.get_mut(py)[tool].take();
        drop(old);
        Ok(())
    }

    /// The name of the tool that has a number, or None.
    #[pyfunction("(tool_id, /)")]
    fn get_tool(py: &mut Py, tool_id: i32) -> PyResult<Value> {
        let tool = valid_tool(py, tool_id)?;
        Ok(Thread::of(py)?.monitoring().names.get(py)[tool].clone().unwrap_or_else(none))
    }

    /// Sets what a tool calls for an event, and gives what it called before.
    #[pyfunction("(tool_id, event, func, /)")]
    fn register_callback(py: &mut Py, tool_id: i32, event: i32, func: Borrowed<'_>) -> PyResult<Value> {
        let tool = valid_tool(py, tool_id)?;
        if event.count_ones() != 1 {
            return Err(exc::value_error(
                py,
                format_args!("The callback can only be set for one event at a time"),
            ));
        }
        let index = event.trailing_zeros() as usize;
        if index >= COUNT {
            return Err(exc::value_error(py, format_args!("invalid event {event}")));
        }
        py.audit("sys.monitoring.register_callback", &[&func])?;
        let places = if index == Event::Branch as usize {
            vec![Event::BranchLeft as usize, Event::BranchRight as usize]
        } else {
            vec![index]
        };
        let monitoring = Thread::of(py)?.monitoring();
        let mut old = None;
        for place in places {
            let new = (!is_none(&func)).then(|| func.to_value());
            let callbacks = &mut monitoring.callbacks.get_mut(py)[tool];
            old = std::mem::replace(&mut callbacks[place], new);
        }
        if index == Event::Branch as usize {
            let new = (!is_none(&func)).then(|| func.to_value());
            old = std::mem::replace(&mut monitoring.callbacks.get_mut(py)[tool][index], new);
        }
        Ok(old.unwrap_or_else(none))
    }

    /// The events that a tool hears of wherever they happen.
    #[pyfunction("(tool_id, /)")]
    fn get_events(py: &mut Py, tool_id: i32) -> PyResult<i64> {
        let tool = valid_tool(py, tool_id)?;
        Ok(Thread::of(py)?.monitoring().events[tool].get().0.into())
    }

    /// Sets the events that a tool hears of wherever they happen.
    #[pyfunction("(tool_id, event_set, /)")]
    fn set_events(py: &mut Py, tool_id: i32, event_set: i32) -> PyResult<()> {
        let tool = valid_tool(py, tool_id)?;
        if !(0..1 << COUNT).contains(&event_set) {
            return Err(exc::value_error(py, format_args!("invalid event set 0x{event_set:x}")));
        }
        let events = grouped(py, event_set.cast_unsigned())?;
        used_tool(py, tool_id)?;
        super::set_events(py, tool, events)
    }

    /// The events that a tool hears of in one code object.
    #[pyfunction("(tool_id, code, /)")]
    fn get_local_events(py: &mut Py, tool_id: i32, code: Borrowed<'_>) -> PyResult<i64> {
        let payload = code_of(py, code)?;
        let tool = valid_tool(py, tool_id)?;
        Ok(payload.monitored().events[tool].get().0.into())
    }

    /// Sets the events that a tool hears of in one code object.
    #[pyfunction("(tool_id, code, event_set, /)")]
    fn set_local_events(py: &mut Py, tool_id: i32, code: Borrowed<'_>, event_set: i32) -> PyResult<()> {
        let payload = code_of(py, code)?;
        let tool = valid_tool(py, tool_id)?;
        let events = grouped(py, event_set.cast_unsigned())?;
        let odd = events.without(Events::LOCAL);
        if !odd.is_empty() {
            return Err(exc::value_error(py, format_args!("invalid local event set 0x{:x}", events.0)));
        }
        used_tool(py, tool_id)?;
        code::set_events(py, payload, tool, events)
    }

    /// Lets events count again that were disabled in some place.
    #[pyfunction]
    fn restart_events(py: &mut Py) -> PyResult<()> {
        super::restart(py)
    }

    /// The tools that hear of each event wherever it happens, as bits.
    #[pyfunction]
    fn _all_events(py: &mut Py) -> PyResult<Value> {
        let result = py.dict()?;
        let monitoring = Thread::of(py)?.monitoring();
        for (index, name) in NAMES.iter().enumerate().take(16) {
            let tools = (0..TOOLS)
                .filter(|&tool| monitoring.events[tool].get().0 & 1 << index != 0)
                .fold(0_i64, |tools, tool| tools | 1 << tool);
            if tools != 0 {
                let (name, tools) = (py.heap().intern(name)?, py.int(tools)?);
                py.set_item(&result, &name, &tools)?;
            }
        }
        Ok(result)
    }
}

fn clear(py: &mut Py, tool: usize) -> PyResult<()> {
    let monitoring = Thread::of(py)?.monitoring();
    if monitoring.names.get(py)[tool].is_some() {
        super::set_events(py, tool, Events::default())?;
    }
    let old = std::mem::take(&mut monitoring.callbacks.get_mut(py)[tool]);
    drop(old);
    Ok(())
}

/// The number of a tool that is not one of `sys`.
fn valid_tool(py: &Py, tool: i32) -> PyResult<usize> {
    match usize::try_from(tool) {
        Ok(tool) if tool < PROFILE => Ok(tool),
        _ => Err(exc::value_error(py, format_args!("invalid tool {tool} (must be between 0 and 5)"))),
    }
}

/// The number of a tool that somebody uses.
fn used_tool(py: &Py, tool: i32) -> PyResult<usize> {
    let tool = valid_tool(py, tool)?;
    if Thread::of(py)?.monitoring().names.get(py)[tool].is_some() {
        return Ok(tool);
    }
    Err(exc::value_error(py, format_args!("tool {tool} is not in use")))
}

/// A set of events in which what belongs together is together.
fn grouped(py: &Py, bits: u32) -> PyResult<Events> {
    let mut events = Events(bits);
    let whole_call = Events::NATIVE.with(Events::of(&[Event::Call]));
    if events.and(whole_call) == whole_call {
        events = events.without(Events::NATIVE);
    }
    if !events.and(Events::NATIVE).is_empty() {
        return Err(exc::value_error(
            py,
            format_args!("cannot set C_RETURN or C_RAISE events independently"),
        ));
    }
    if events.has(Event::Branch) {
        let both = Events::of(&[Event::BranchLeft, Event::BranchRight]);
        events = events.without(Events::of(&[Event::Branch])).with(both);
    }
    Ok(events)
}

fn code_of<'a>(py: &Py, value: Borrowed<'a>) -> PyResult<&'a Code> {
    value.exact::<Code>().ok_or_else(|| exc::type_error(py, format_args!("code must be a code object")))
}

/// Makes the module, and puts it into `sys`.
pub(crate) fn install(py: &mut Py, sys: &Value) -> PyResult<()> {
    let module = py.make_module(&MONITORING)?;
    debug_assert!(module.get::<Module>().is_some());
    let name = py.heap().intern("monitoring")?;
    py.set_item(sys, &name, &module)
}
