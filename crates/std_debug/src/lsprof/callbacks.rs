//! What `sys.monitoring` calls when functions begin and end.

use taipan_macros::pymethods;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::callable::Native;
use super::profiler::Profiler;

/// Events of `sys.monitoring`, and the methods that are told of them.
pub(super) const EVENTS: &[(&str, &str)] = &[
    ("PY_START", "_pystart_callback"),
    ("PY_RESUME", "_pystart_callback"),
    ("PY_THROW", "_pythrow_callback"),
    ("PY_RETURN", "_pyreturn_callback"),
    ("PY_YIELD", "_pyreturn_callback"),
    ("PY_UNWIND", "_pyreturn_callback"),
    ("CALL", "_ccall_callback"),
    ("C_RETURN", "_creturn_callback"),
    ("C_RAISE", "_creturn_callback"),
];

impl Profiler {
    /// A function begins. `name` makes what stands for it, when it is called for the first time.
    fn begin(&self, py: &mut Py, key: usize, name: impl FnOnce(&mut Py) -> PyResult<Value>) -> PyResult<()> {
        let known = self.record.get(py).number(key);
        let function = match known {
            Some(number) => number,
            None => {
                let name = name(py)?;
                // Making it may have run anything.
                let known = self.record.get(py).number(key);
                match known {
                    Some(number) => number,
                    None => self.add(py, key, name)?,
                }
            }
        };
        self.record.get_mut(py).begin(function, self.subcalls.get())?;
        let now = self.now(py);
        self.record.get_mut(py).started(now);
        Ok(())
    }

    fn add(&self, py: &mut Py, key: usize, name: Value) -> PyResult<usize> {
        self.codes.get_mut(py).try_reserve(1)?;
        let number = self.record.get_mut(py).add(key)?;
        self.codes.get_mut(py).push(name);
        Ok(number)
    }

    /// A function ends.
    fn end(&self, py: &mut Py, key: usize) {
        if self.record.get(py).is_running() {
            let now = self.now(py);
            let subcalls = self.subcalls.get();
            let mut record = self.record.get_mut(py);
            let function = record.number(key);
            record.end(function, now, subcalls);
        }
    }

    fn native(&self, py: &mut Py, callable: Borrowed<'_>, argument: Borrowed<'_>) -> Option<Native> {
        let missing = self.missing.get(py).clone();
        // Before it is enabled nothing is missing.
        let missing = missing.unwrap_or_else(taipan_object::types::singletons::none);
        if self.builtins.get() { Native::of(py, callable, argument, &missing) } else { None }
    }
}

pub(super) struct Callbacks;

#[pymethods(Profiler)]
impl Callbacks {
    #[pymethod("($self, code, instruction_offset, /)")]
    fn _pystart_callback(
        this: &Profiler,
        py: &mut Py,
        code: Borrowed<'_>,
        instruction_offset: Borrowed<'_>,
    ) -> PyResult<()> {
        let _ = instruction_offset;
        this.begin(py, code.word(), |_| Ok(code.to_value()))
    }

    #[pymethod("($self, code, instruction_offset, exception, /)")]
    fn _pythrow_callback(
        this: &Profiler,
        py: &mut Py,
        code: Borrowed<'_>,
        instruction_offset: Borrowed<'_>,
        exception: Borrowed<'_>,
    ) -> PyResult<()> {
        let _ = (instruction_offset, exception);
        this.begin(py, code.word(), |_| Ok(code.to_value()))
    }

    #[pymethod("($self, code, instruction_offset, retval, /)")]
    fn _pyreturn_callback(
        this: &Profiler,
        py: &mut Py,
        code: Borrowed<'_>,
        instruction_offset: Borrowed<'_>,
        retval: Borrowed<'_>,
    ) {
        let _ = (instruction_offset, retval);
        this.end(py, code.word());
    }

    #[pymethod("($self, code, instruction_offset, callable, self_arg, /)")]
    fn _ccall_callback(
        this: &Profiler,
        py: &mut Py,
        code: Borrowed<'_>,
        instruction_offset: Borrowed<'_>,
        callable: Borrowed<'_>,
        self_arg: Borrowed<'_>,
    ) -> PyResult<()> {
        let _ = (code, instruction_offset);
        match this.native(py, callable, self_arg) {
            Some(native) => this.begin(py, native.key(), |py| native.name(py)),
            None => Ok(()),
        }
    }

    #[pymethod(
        "($self, code, instruction_offset, callable, self_arg, /)",
        text = "($self, code, instruction_offset, callable, self_arg,\n                  /)"
    )]
    fn _creturn_callback(
        this: &Profiler,
        py: &mut Py,
        code: Borrowed<'_>,
        instruction_offset: Borrowed<'_>,
        callable: Borrowed<'_>,
        self_arg: Borrowed<'_>,
    ) {
        let _ = (code, instruction_offset);
        if let Some(native) = this.native(py, callable, self_arg) {
            this.end(py, native.key());
        }
    }
}
