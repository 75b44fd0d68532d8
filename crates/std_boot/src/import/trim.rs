//! Tracebacks of imports: the frames of `importlib` are left out where they would only hide what went wrong.

use taipan_object::exception::{self as exc, BaseException};
use taipan_object::types::traceback::{Traceback, set_traceback};
use taipan_object::{Py, PyResult, Raised, Value};

/// Removes runs of `importlib`'s frames from the traceback of an exception: all of them from an `ImportError`, else those that
/// end with `_call_with_frames_removed`.
pub(super) fn remove_importlib_frames(py: &mut Py, raised: Raised) -> Raised {
    let all = py.matches(&raised, &exc::IMPORT_ERROR);
    let exception = py.take(raised);
    match trimmed(py, &exception, all) {
        Ok(()) => {}
        Err(raised) => py.discard(raised),
    }
    py.heap().again(exception)
}

fn trimmed(py: &mut Py, exception: &Value, all: bool) -> PyResult<()> {
    let mut entry = exception.get::<BaseException>().and_then(|it| it.traceback(py));
    // The last entry that stays, and the one before the run that is being looked at.
    let mut kept: Option<Value> = None;
    let mut in_run = false;
    let mut before_run: Option<Value> = None;
    while let Some(current) = entry {
        let next = current.exact::<Traceback>().and_then(|it| it.next.get(py).clone());
        let (file, function) = place(py, &current)?;
        let importlib =
            matches!(&*file, "<frozen importlib._bootstrap>" | "<frozen importlib._bootstrap_external>");
        if importlib && !in_run {
            before_run.clone_from(&kept);
        }
        in_run = importlib;
        if importlib && (all || function == "_call_with_frames_removed") {
            match before_run.as_ref().and_then(|it| it.exact::<Traceback>()) {
                Some(before) => drop(before.next.replace(py, next.clone())),
                None => set_traceback(py, exception, next.clone()),
            }
            kept.clone_from(&before_run);
        } else {
            kept = Some(current);
        }
        entry = next;
    }
    Ok(())
}

/// The file and the name of the function of an entry.
fn place(py: &mut Py, entry: &Value) -> PyResult<(String, String)> {
    let frame = entry.exact::<Traceback>().and_then(|it| it.frame.clone());
    let Some(frame) = frame else { return Ok(Default::default()) };
    let [code, file, name] = ["f_code", "co_filename", "co_name"].map(|name| py.heap().intern(name));
    let code = py.get_attribute(&frame, &code?)?;
    let file = py.get_attribute(&code, &file?)?;
    let name = py.get_attribute(&code, &name?)?;
    Ok((file.to_string(), name.to_string()))
}
