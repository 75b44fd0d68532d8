//! Events of `sys.monitoring` in something that is not code, but stands for it.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::hooks::EvaluationHooks;
use taipan_object::type_::Definition;
use taipan_object::types::singletons::is_none;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

/// What stands for code: for each of its places, the tools that want to hear of what happens there.
#[pyclass(static = CODE_LIKE, name = "monitoring.CodeLike")]
pub(super) struct CodeLike {
    active: Vec<Cell<u8>>,
}

pub(super) const DEFINITION: Definition =
    Definition { slots: &[CodeLike::SLOTS], ..Definition::of(&CODE_LIKE) };

#[pymethods]
impl CodeLike {
    #[pyslot("(num_events, /)", name = "CodeLike")]
    fn new(class: &Type, py: &mut Py, num_events: usize) -> PyResult<Value> {
        let mut active = Vec::new();
        if active.try_reserve_exact(num_events).is_err() {
            return Err(py.error(&exc::MEMORY_ERROR, format_args!("")));
        }
        active.resize(num_events, Cell::new(0));
        py.heap().object_of(class, Self { active })
    }
}

pub(super) struct Monitoring;

#[pymodule("_testcapi")]
impl Monitoring {
    /// Notes for each place of what stands for code which tools ask for its event.
    #[pyfunction("(codelike, /, *events)", hidden)]
    fn monitoring_enter_scope(py: &mut Py, codelike: Borrowed<'_>, events: Args<'_>) -> PyResult<()> {
        let (code, hooks) = (code_like(py, &codelike)?, evaluation(py)?);
        for (place, event) in code.active.iter().zip(events.iter()) {
            let event = py.to_i64(&event)?;
            place.set((hooks.tools_of)(py, u8::try_from(event).unwrap_or(u8::MAX))?);
        }
        Ok(())
    }

    /// Ends what monitoring_enter_scope has begun.
    #[pyfunction("()", hidden)]
    fn monitoring_exit_scope() {}

    /// Tells of an event: a function begins.
    #[pyfunction("(codelike, offset, /)", hidden)]
    fn fire_event_py_start(py: &mut Py, codelike: Borrowed<'_>, offset: usize) -> PyResult<()> {
        fire(py, codelike, offset, 0, &[])
    }

    /// Tells of an event: a generator goes on.
    #[pyfunction("(codelike, offset, /)", hidden)]
    fn fire_event_py_resume(py: &mut Py, codelike: Borrowed<'_>, offset: usize) -> PyResult<()> {
        fire(py, codelike, offset, 1, &[])
    }

    /// Tells of an event: a function returns a value.
    #[pyfunction("(codelike, offset, retval, /)", hidden)]
    fn fire_event_py_return(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        retval: &Value,
    ) -> PyResult<()> {
        fire(py, codelike, offset, 2, std::slice::from_ref(retval))
    }

    /// Tells of an event: a generator yields a value.
    #[pyfunction("(codelike, offset, retval, /)", hidden)]
    fn fire_event_py_yield(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        retval: &Value,
    ) -> PyResult<()> {
        fire(py, codelike, offset, 3, std::slice::from_ref(retval))
    }

    /// Tells of an event: something is called with a first argument.
    #[pyfunction("(codelike, offset, callable, arg, /)", hidden)]
    fn fire_event_call(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        callable: &Value,
        arg: &Value,
    ) -> PyResult<()> {
        fire(py, codelike, offset, 4, &[callable.clone(), arg.clone()])
    }

    /// Tells of an event: a line begins.
    #[pyfunction("(codelike, offset, line, /)", hidden)]
    fn fire_event_line(py: &mut Py, codelike: Borrowed<'_>, offset: usize, line: &Value) -> PyResult<()> {
        fire_at(py, codelike, offset, 5, std::slice::from_ref(line))
    }

    /// Tells of an event: there is a jump to an offset.
    #[pyfunction("(codelike, offset, target, /)", hidden)]
    fn fire_event_jump(py: &mut Py, codelike: Borrowed<'_>, offset: usize, target: &Value) -> PyResult<()> {
        fire(py, codelike, offset, 7, std::slice::from_ref(target))
    }

    /// Tells of an event: a branch goes on at an offset.
    #[pyfunction("(codelike, offset, target, /)", hidden)]
    fn fire_event_branch_left(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        target: &Value,
    ) -> PyResult<()> {
        fire(py, codelike, offset, 8, std::slice::from_ref(target))
    }

    /// Tells of an event: a branch jumps to an offset.
    #[pyfunction("(codelike, offset, target, /)", hidden)]
    fn fire_event_branch_right(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        target: &Value,
    ) -> PyResult<()> {
        fire(py, codelike, offset, 9, std::slice::from_ref(target))
    }

    /// Tells of an event: an iterator ends with a value.
    #[pyfunction("(codelike, offset, value, /)", hidden)]
    fn fire_event_stop_iteration(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        value: &Value,
    ) -> PyResult<()> {
        fire(py, codelike, offset, 10, std::slice::from_ref(value))
    }

    /// Tells of an event: an exception is raised.
    #[pyfunction("(codelike, offset, exception, /)", hidden)]
    fn fire_event_raise(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        exception: &Value,
    ) -> PyResult<()> {
        fire_raised(py, codelike, offset, 11, exception)
    }

    /// Tells of an event: an exception has found its handler.
    #[pyfunction("(codelike, offset, exception, /)", hidden)]
    fn fire_event_exception_handled(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        exception: &Value,
    ) -> PyResult<()> {
        fire_raised(py, codelike, offset, 12, exception)
    }

    /// Tells of an event: an exception leaves a function.
    #[pyfunction("(codelike, offset, exception, /)", hidden)]
    fn fire_event_py_unwind(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        exception: &Value,
    ) -> PyResult<()> {
        fire_raised(py, codelike, offset, 13, exception)
    }

    /// Tells of an event: an exception is thrown into a generator.
    #[pyfunction("(codelike, offset, exception, /)", hidden)]
    fn fire_event_py_throw(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        exception: &Value,
    ) -> PyResult<()> {
        fire_raised(py, codelike, offset, 14, exception)
    }

    /// Tells of an event: an exception is raised again.
    #[pyfunction("(codelike, offset, exception, /)", hidden)]
    fn fire_event_reraise(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        exception: &Value,
    ) -> PyResult<()> {
        fire_raised(py, codelike, offset, 15, exception)
    }

    /// Tells of an event: a native function returns a value.
    #[pyfunction("(codelike, offset, retval, /)", hidden)]
    fn fire_event_c_return(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        retval: &Value,
    ) -> PyResult<()> {
        fire(py, codelike, offset, 16, std::slice::from_ref(retval))
    }

    /// Tells of an event: a native function raises.
    #[pyfunction("(codelike, offset, exception, /)", hidden)]
    fn fire_event_c_raise(
        py: &mut Py,
        codelike: Borrowed<'_>,
        offset: usize,
        exception: &Value,
    ) -> PyResult<()> {
        fire_raised(py, codelike, offset, 17, exception)
    }
}

/// Tells the tools of an event at an offset, which the callbacks get.
fn fire(py: &mut Py, codelike: Borrowed<'_>, offset: usize, event: u8, args: &[Value]) -> PyResult<()> {
    let mut all = vec![py.int_from_usize(offset)?];
    all.extend_from_slice(args);
    fire_at(py, codelike, offset, event, &all)
}

/// Tells the tools of an event with an exception.
fn fire_raised(
    py: &mut Py,
    codelike: Borrowed<'_>,
    offset: usize,
    event: u8,
    exception: &Value,
) -> PyResult<()> {
    if is_none(exception) {
        return Err(exc::value_error(py, format_args!("Firing event {event} with no exception set")));
    }
    fire(py, codelike, offset, event, std::slice::from_ref(exception))
}

/// Tells the tools that want to hear of what happens at a place.
fn fire_at(py: &mut Py, codelike: Borrowed<'_>, place: usize, event: u8, args: &[Value]) -> PyResult<()> {
    let (code, hooks) = (code_like(py, &codelike)?, evaluation(py)?);
    let Some(active) = code.active.get(place) else {
        return Err(exc::index_error(py, format_args!("offset out of range")));
    };
    let tools = active.get();
    if tools != 0 {
        active.set((hooks.tell_tools)(py, tools, event, &codelike, args)?);
    }
    Ok(())
}

fn code_like<'a>(py: &Py, value: &'a Borrowed<'_>) -> PyResult<&'a CodeLike> {
    match value.get::<CodeLike>() {
        Some(code) => Ok(code),
        None => Err(exc::type_error(py, format_args!("expected a code-like"))),
    }
}

fn evaluation(py: &Py) -> PyResult<EvaluationHooks> {
    match py.interpreter().hooks().evaluation {
        Some(hooks) => Ok(hooks),
        None => Err(exc::system_error(py, format_args!("nothing is monitored here"))),
    }
}
