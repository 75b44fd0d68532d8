//! Forking: a child process in which only this thread goes on, and what is called before and after it.

use taipan_host::calls as host;
use taipan_object::{Py, PyCell, PyResult, Value, exception as exc};

/// What `os.register_at_fork` was given, in the order in which it was.
#[derive(Default)]
pub(crate) struct ForkHooks {
    /// Called before, last first.
    pub(crate) before: PyCell<Vec<Value>>,
    /// Called in the child, first first.
    pub(crate) in_child: PyCell<Vec<Value>>,
    /// Called in the parent, first first.
    pub(crate) in_parent: PyCell<Vec<Value>>,
}

/// Calls hooks; what they raise goes nowhere.
fn call_all(py: &mut Py, hooks: &[Value]) {
    for hook in hooks {
        if let Err(raised) = py.call(hook, &[]).map(drop) {
            py.unraisable(raised, "Exception ignored in: ", Some(hook));
        }
    }
}

/// Before a fork.
pub(crate) fn before(py: &mut Py) {
    let mut hooks = py.state::<ForkHooks>().before.get(py).clone();
    hooks.reverse();
    call_all(py, &hooks);
    if let Some(take) = py.interpreter().hooks().before_fork {
        take(py);
    }
}

/// After a fork, in the parent or where it failed.
pub(crate) fn after_in_parent(py: &mut Py) {
    if let Some(give_back) = py.interpreter().hooks().after_fork_in_parent {
        give_back(py);
    }
    let hooks = py.state::<ForkHooks>().in_parent.get(py).clone();
    call_all(py, &hooks);
}

/// After a fork, in the child.
pub(crate) fn after_in_child(py: &mut Py) {
    py.interpreter().after_fork(py.shared());
    if let Some(forget) = py.interpreter().hooks().after_fork {
        forget(py);
    }
    let hooks = py.state::<ForkHooks>().in_child.get(py).clone();
    call_all(py, &hooks);
}

/// Forks with a call that gives 0 in the child and the child's number in the parent.
pub(crate) fn fork<R>(
    py: &mut Py,
    name: &str,
    call: impl FnOnce() -> std::io::Result<R>,
    pid: impl Fn(&R) -> i32,
) -> PyResult<R> {
    if !py.interpreter().config().allow_fork || !py.interpreter().may_fork(py.shared()) {
        return Err(exc::runtime_error(py, format_args!("fork not supported for isolated subinterpreters")));
    }
    if py.interpreter().is_ending() {
        return Err(
            py.error(&exc::PYTHON_FINALIZATION_ERROR, format_args!("can't fork at interpreter shutdown"))
        );
    }
    before(py);
    let runtime = py.runtime().clone();
    let result = runtime.undisturbed(|| taipan_host::process_wide::undisturbed(call));
    match &result {
        Ok(result) if pid(result) == 0 => after_in_child(py),
        Ok(_) => {
            // First the hooks: what the warning needs may be in the hands of a thread that one of them lets go on.
            after_in_parent(py);
            warn_of_threads(py, name);
        }
        Err(_) => after_in_parent(py),
    }
    crate::calls::done(py, result)
}

/// Warns that the parent has other threads, whose locks the child inherits as they are. The warning cannot fail: the child runs.
fn warn_of_threads(py: &mut Py, name: &str) {
    let mut threads = 0;
    py.interpreter().each_thread(|_| threads += 1);
    if threads < 2 {
        return;
    }
    let pid = host::getpid();
    let warned = py.warn(
        &exc::DEPRECATION_WARNING,
        format_args!(
            "This process (pid={pid}) is multi-threaded, use of {name}() may lead to deadlocks in the child."
        ),
    );
    if let Err(raised) = warned {
        py.unraisable(raised, "", None);
    }
}
