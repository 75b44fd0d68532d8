//! Audit hooks (PEP 578).

use taipan_macros::pymodule;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Value, exception as exc};

/// The hooks, in the order in which they were added.
#[derive(Default)]
struct AuditHooks(PyCell<Vec<Value>>);

/// Tells the audit hooks what is about to happen. Costs one look when there are none.
pub fn audit(py: &mut Py, event: &str, arguments: &[&Value]) -> PyResult<()> {
    let hooks = py.state::<AuditHooks>();
    let count = hooks.0.get(py).len();
    if count == 0 {
        return Ok(());
    }
    let event = py.str(event)?;
    let arguments = py.tuple(arguments.iter().map(|&it| it.clone()).collect::<Vec<_>>())?;
    call_hooks(py, count, &event, &arguments)
}

fn call_hooks(py: &mut Py, count: usize, event: &Value, arguments: &Value) -> PyResult<()> {
    let hooks = py.state::<AuditHooks>();
    for index in 0..count {
        let hook = hooks.0.get(py).get(index).cloned();
        if let Some(hook) = hook {
            call_hook(py, &hook, &[event, arguments])?;
        }
    }
    Ok(())
}

/// Calls a hook, unseen by tracing unless its `__cantrace__` says otherwise.
fn call_hook(py: &mut Py, hook: &Value, arguments: &[&Value]) -> PyResult<()> {
    let name = py.heap().intern("__cantrace__")?;
    let can_trace = match py.find_attribute(hook, &name)? {
        Some(value) => py.is_true(&value)?,
        None => false,
    };
    match py.interpreter().hooks().evaluation {
        Some(hooks) if !can_trace => (hooks.call_untraced)(py, hook, arguments).map(drop),
        _ => py.call(hook, arguments).map(drop),
    }
}

pub(super) struct Audit;

#[pymodule("sys")]
impl Audit {
    /// Tells the audit hooks of an event with its arguments.
    #[pyfunction("(event, /, *args)")]
    fn audit(py: &mut Py, event: Borrowed<'_>, args: Args<'_>) -> PyResult<()> {
        if !event.is_str() {
            let class = event.type_().name();
            return Err(exc::type_error(py, format_args!("expected str for argument 'event', not {class}")));
        }
        let hooks = py.state::<AuditHooks>();
        let count = hooks.0.get(py).len();
        if count == 0 {
            return Ok(());
        }
        let arguments = py.tuple(args.iter().map(Borrowed::to_value).collect::<Vec<_>>())?;
        call_hooks(py, count, &event, &arguments)
    }

    /// Adds a callable that is told of audit events.
    #[pyfunction("(hook)")]
    fn addaudithook(py: &mut Py, hook: Borrowed<'_>) -> PyResult<()> {
        match audit(py, "sys.addaudithook", &[]) {
            Ok(()) => {}
            // A hook may refuse another one, silently.
            Err(raised) if py.matches(&raised, &exc::EXCEPTION) => {
                py.discard(raised);
                return Ok(());
            }
            Err(raised) => return Err(raised),
        }
        let hooks = py.state::<AuditHooks>();
        hooks.0.get_mut(py).push(hook.to_value());
        py.interpreter().audited.set(true);
        Ok(())
    }
}
