//! `-X importtime`: a line for each import, with the time it took without and with those that it caused.

use std::cell::Cell;
use std::io::Write as _;
use std::time::{Duration, Instant};

use taipan_object::types::bytes::Bytes;
use taipan_object::{Py, PyResult, Value};

use crate::config::{ImportTime, config};

/// Where the interpreter is.
#[derive(Default)]
struct State {
    /// How many imports are going on.
    depth: Cell<usize>,
    /// What the imports took that the present one has caused.
    below: Cell<Duration>,
    has_heading: Cell<bool>,
}

/// Imports a module, and says how long it took if that is wanted.
pub(super) fn measured(
    py: &mut Py,
    name: &Value,
    import: impl FnOnce(&mut Py) -> PyResult<Value>,
) -> PyResult<Value> {
    if config(py).import_time == ImportTime::Nothing {
        return import(py);
    }
    let state = py.state::<State>();
    if !state.has_heading.replace(true) {
        report("import time: self [us] | cumulative | imported package\n".as_bytes());
    }
    state.depth.set(state.depth.get() + 1);
    let before = state.below.replace(Duration::ZERO);
    let begin = Instant::now();
    let result = import(py);
    let whole = begin.elapsed();
    let state = py.state::<State>();
    let depth = state.depth.get().saturating_sub(1);
    state.depth.set(depth);
    let own = whole.saturating_sub(state.below.replace(before + whole));
    let (own, whole) = (own.as_micros(), whole.as_micros());
    // What is on its way is kept aside: the name may have to be encoded.
    let result = result.map_err(|raised| py.take(raised));
    line(py, &format!("import time: {own:9} | {whole:10} | {:1$}", "", depth * 2), name);
    result.map_err(|exception| py.heap().again(exception))
}

/// Says that a module was there already, if that is wanted.
#[inline]
pub(super) fn cached(py: &mut Py, name: &Value) {
    if config(py).import_time == ImportTime::Cached {
        line(py, "import time: cached    | cached     | ", name);
    }
}

#[cold]
fn line(py: &mut Py, start: &str, name: &Value) {
    let mut line = start.as_bytes().to_vec();
    match py.encode(name, Some("utf-8"), Some("backslashreplace")) {
        Ok(name) => line.extend_from_slice(name.get::<Bytes>().map_or(&[][..], Bytes::data)),
        Err(raised) => py.discard(raised),
    }
    line.push(b'\n');
    report(&line);
}

/// Writes to the standard error of the process. Where there is none, nothing can be said.
fn report(text: &[u8]) {
    let _ = std::io::stderr().write_all(text);
}
