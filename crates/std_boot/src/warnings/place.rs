//! The code that a warning is about: a frame, counted from the one that runs.

use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value};

/// Where a warning points to.
pub(super) struct Place {
    pub(super) filename: Value,
    pub(super) line: i32,
    pub(super) module: Value,
    pub(super) registry: Value,
}

/// The frames of the stack, from the one that runs downwards.
struct Frames {
    depth: usize,
    frame: Option<Value>,
}

impl Frames {
    fn new(py: &mut Py) -> PyResult<Self> {
        Ok(Self { depth: 0, frame: frame_at(py, 0)? })
    }

    fn advance(&mut self, py: &mut Py) -> PyResult<()> {
        self.depth += 1;
        self.frame = frame_at(py, self.depth)?;
        Ok(())
    }

    /// The file of the frame's code.
    fn filename(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(frame) = &self.frame else { return Ok(None) };
        let code = attribute(py, frame, "f_code")?;
        attribute(py, &code, "co_filename").map(Some)
    }
}

fn frame_at(py: &mut Py, depth: usize) -> PyResult<Option<Value>> {
    match py.interpreter().hooks().evaluation {
        Some(hooks) => (hooks.frame_at)(py, depth),
        None => Ok(None),
    }
}

fn attribute(py: &mut Py, object: &Value, name: &str) -> PyResult<Value> {
    let name = py.heap().intern(name)?;
    py.get_attribute(object, &name)
}

/// Whether a file is part of importing, which warnings do not point to.
fn is_internal(filename: &Value) -> bool {
    let name = filename.get::<Str>().map(Str::to_utf8).unwrap_or_default();
    name.contains("importlib") && name.contains("_bootstrap")
}

fn has_prefix(filename: &Value, prefixes: &[Value]) -> bool {
    let name = filename.get::<Str>().map(Str::to_wtf8).unwrap_or_default();
    prefixes.iter().filter_map(Value::get::<Str>).any(|prefix| name.starts_with(&prefix.to_wtf8()))
}

/// The place that is `level` frames up, 1 for the code that runs. Frames of importing, and of files with one of the prefixes,
/// do not count, unless it is importing itself that warns.
pub(super) fn place(py: &mut Py, level: isize, prefixes: &[Value]) -> PyResult<Place> {
    let mut frames = Frames::new(py)?;
    let counts_all = level <= 0 || frames.filename(py)?.is_none_or(|name| is_internal(&name));
    for _ in 1..level {
        if frames.frame.is_none() {
            break;
        }
        frames.advance(py)?;
        if counts_all {
            continue;
        }
        while frames.filename(py)?.is_some_and(|name| is_internal(&name) || has_prefix(&name, prefixes)) {
            frames.advance(py)?;
        }
    }
    let (globals, filename, line) = match (&frames.frame, frames.filename(py)?) {
        (Some(frame), Some(filename)) => {
            let line = attribute(py, frame, "f_lineno")?;
            let line = line.as_i64().and_then(|line| i32::try_from(line).ok()).unwrap_or(0);
            (attribute(py, frame, "f_globals")?, filename, line)
        }
        _ => (sys_namespace(py)?, py.str("<sys>")?, 0),
    };
    let Some(dict) = globals.get::<Dict>() else {
        let (module, registry) = (py.str("<string>")?, py.dict()?);
        return Ok(Place { filename, line, module, registry });
    };
    let name = py.heap().intern("__warningregistry__")?;
    let registry = match dict.get(py, &name)? {
        Some(registry) => registry,
        None => {
            let registry = py.dict()?;
            dict.set(py, &name, registry.clone())?;
            registry
        }
    };
    let name = py.heap().intern("__name__")?;
    let module = match dict.get(py, &name)? {
        Some(module) if is_none(&module) || module.is_str() => module,
        _ => py.str("<string>")?,
    };
    Ok(Place { filename, line, module, registry })
}

/// The dict of module `sys`, where no code runs.
fn sys_namespace(py: &mut Py) -> PyResult<Value> {
    let name = py.heap().intern("sys")?;
    let sys = crate::import::imported(py, &name)?;
    match sys.as_ref().and_then(Value::get::<Module>) {
        Some(module) => Ok(module.dict().clone()),
        None => py.dict(),
    }
}
