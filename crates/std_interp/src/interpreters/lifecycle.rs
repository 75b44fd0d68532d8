//! Making and ending interpreters, and what is known of those that there are.

use taipan_macros::pymodule;
use taipan_object::runtime::{InterpreterConfig, MAIN, Refusal, Summary, Whence};
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use super::config;
use crate::snapshot::Snapshot;
use crate::{arguments, data, errors};

/// What is known of an interpreter, if it is one that may be worked with: where that is restricted, one that the module
/// itself has made. `what` says what is to be done with it.
pub(crate) fn restricted(py: &mut Py, id: i64, restrict: Option<bool>, what: &str) -> PyResult<Summary> {
    let Some(summary) = py.runtime().interpreter(id) else { return Err(errors::not_found(py, id)) };
    if !summary.ready {
        return Err(errors::interpreter_error(
            py,
            format_args!("cannot {what} interpreter {id} (not ready)"),
        ));
    }
    if restrict == Some(true) && summary.whence != Whence::Library {
        return Err(errors::interpreter_error(
            py,
            format_args!("cannot {what} unrecognized interpreter {id}"),
        ));
    }
    Ok(summary)
}

/// Makes an interpreter and gives its number.
///
/// # Errors
/// An `InterpreterError` when the configuration contradicts itself, or it cannot be made.
pub fn create(py: &mut Py, config: InterpreterConfig, whence: Whence) -> PyResult<i64> {
    // Modules that do not support several interpreters could not be told from others.
    let contradicts = !config.use_main_obmalloc && !config.check_multi_interp_extensions;
    let made = match contradicts {
        true => {
            py.runtime().skip_number();
            Err("sub-interpreter creation failed".to_owned())
        }
        false => py.create_interpreter(config, whence).map_err(|error| error.0),
    };
    made.or_else(|reason| {
        let raised = errors::interpreter_error(py, format_args!("{reason}"));
        let reason = py.take(raised);
        let raised = errors::interpreter_error(py, format_args!("interpreter creation failed"));
        let error = py.take(raised);
        let context = py.heap().intern("__context__")?;
        py.set_attribute(&error, &context, &reason)?;
        Err(py.heap().again(error))
    })
}

/// Ends an interpreter.
///
/// # Errors
/// An `InterpreterError` when it is the current one, or it runs.
pub fn destroy(py: &mut Py, id: i64) -> PyResult<()> {
    if id == py.interpreter().id() {
        return Err(errors::interpreter_error(py, format_args!("cannot destroy the current interpreter")));
    }
    data::memory::take_back(py);
    match py.destroy_interpreter(id) {
        Ok(()) => Ok(()),
        Err(Refusal::NotFound) => Err(errors::not_found(py, id)),
        Err(Refusal::Running) => Err(errors::interpreter_error(py, format_args!("interpreter running"))),
    }
}

/// Counts somebody off who refers to an interpreter, which goes if it was the last and that is what was agreed on.
pub fn release(py: &mut Py, id: i64) -> PyResult<()> {
    let runtime = py.runtime().clone();
    match runtime.release(id) {
        None => Err(errors::not_found(py, id)),
        Some(false) => Ok(()),
        Some(true) if id == py.interpreter().id() => Ok(()),
        Some(true) => {
            let _ = py.destroy_interpreter(id);
            Ok(())
        }
    }
}

fn summary(py: &mut Py, summary: Summary) -> PyResult<Value> {
    let (id, whence) = (py.int(summary.id)?, py.int(summary.whence as i64)?);
    py.tuple([id, whence])
}

fn known(py: &mut Py, id: i64) -> PyResult<Value> {
    match py.runtime().interpreter(id) {
        Some(found) => summary(py, found),
        None => Err(errors::not_found(py, id)),
    }
}

pub(super) struct Lifecycle;

#[pymodule("_interpreters")]
impl Lifecycle {
    /// Makes an interpreter and gives its number. config is a configuration or the name of one, isolated or legacy; with
    /// reqrefs it goes when nobody refers to it any more.
    #[pyfunction("(config=<unrepresentable>, /, *, reqrefs=False)", hidden)]
    fn create(py: &mut Py, config: Option<Borrowed<'_>>, reqrefs: Option<bool>) -> PyResult<i64> {
        let config = config::given(py, config.as_deref())?;
        let id = create(py, config, Whence::Library)?;
        if reqrefs == Some(true) {
            py.runtime().link(id, true);
        }
        Ok(id)
    }

    /// Ends an interpreter that is not the current one and runs no code.
    #[pyfunction("(id, *, restrict=False)", hidden)]
    fn destroy(py: &mut Py, id: Value, restrict: Option<bool>) -> PyResult<()> {
        let id = arguments::interpreter_id(py, &id)?;
        restricted_even_unready(py, id, restrict, "destroy")?;
        destroy(py, id)
    }

    /// The interpreters that there are: their numbers, and who made them.
    #[pyfunction("(*, require_ready=False)", hidden)]
    fn list_all(py: &mut Py, require_ready: Option<bool>) -> PyResult<Value> {
        let all = py.runtime().interpreters();
        let all = all.into_iter().filter(|it| it.ready || require_ready != Some(true));
        let items = all.map(|it| summary(py, it)).collect::<PyResult<Vec<_>>>()?;
        py.list(items)
    }

    /// The number of the current interpreter, and who made it.
    #[pyfunction("($self, /)")]
    fn get_current(py: &mut Py) -> PyResult<Value> {
        let id = py.interpreter().id();
        known(py, id)
    }

    /// The number of the main interpreter, and who made it.
    #[pyfunction("($self, /)")]
    fn get_main(py: &mut Py) -> PyResult<Value> {
        known(py, MAIN)
    }

    /// Who made an interpreter, as a number.
    #[pyfunction("(id)", hidden)]
    fn whence(py: &mut Py, id: Value) -> PyResult<i64> {
        let id = arguments::interpreter_id(py, &id)?;
        match py.runtime().interpreter(id) {
            Some(summary) => Ok(summary.whence as i64),
            None => Err(errors::not_found(py, id)),
        }
    }

    /// Whether an interpreter runs code in its __main__.
    #[pyfunction("(id, *, restrict=False)", hidden)]
    fn is_running(py: &mut Py, id: Value, restrict: Option<bool>) -> PyResult<bool> {
        let id = arguments::interpreter_id(py, &id)?;
        Ok(restricted(py, id, restrict, "check if running for")?.running)
    }

    /// Counts somebody who refers to an interpreter; with implieslink it goes when nobody does any more.
    #[pyfunction("(id, *, implieslink=False, restrict=False)", hidden)]
    fn incref(py: &mut Py, id: Value, implieslink: Option<bool>, restrict: Option<bool>) -> PyResult<()> {
        let id = arguments::interpreter_id(py, &id)?;
        restricted(py, id, restrict, "incref")?;
        if implieslink == Some(true) {
            py.runtime().link(id, true);
        }
        match py.runtime().refer(id) {
            Some(()) => Ok(()),
            None => Err(errors::not_found(py, id)),
        }
    }

    /// Counts somebody off who refers to an interpreter.
    #[pyfunction("(id, *, restrict=False)", hidden)]
    fn decref(py: &mut Py, id: Value, restrict: Option<bool>) -> PyResult<()> {
        let id = arguments::interpreter_id(py, &id)?;
        restricted(py, id, restrict, "decref")?;
        release(py, id)
    }

    /// Whether the type of an object says that it can be shared between interpreters.
    #[pyfunction("(obj)", hidden)]
    fn is_shareable(py: &mut Py, obj: Borrowed<'_>) -> bool {
        data::is_shareable(py, &obj)
    }

    /// A snapshot of an exception, as exec() gives one; nothing without an exception.
    #[pyfunction("(exc=None)", hidden)]
    fn capture_exception(py: &mut Py, exc: Option<Borrowed<'_>>) -> PyResult<Option<Value>> {
        let Some(exception) = exc.filter(|exception| !is_none(exception)) else { return Ok(None) };
        if !exception.is_exception() {
            let shown = py.repr(&exception)?;
            return Err(exc::type_error(py, format_args!("expected exception, got {shown}")));
        }
        let snapshot = Snapshot::of(py, &exception)?;
        snapshot.value(py).map(Some)
    }
}

/// The same as [`restricted`], for an interpreter that need not be whole.
fn restricted_even_unready(py: &mut Py, id: i64, restrict: Option<bool>, what: &str) -> PyResult<()> {
    match py.runtime().interpreter(id) {
        Some(it) if it.ready || restrict == Some(true) && it.whence != Whence::Library => {
            restricted(py, id, restrict, what).map(drop)
        }
        _ => Ok(()),
    }
}
