//! Limits, settings and facts about objects.

use std::cell::Cell;
use std::time::Duration;

use taipan_macros::pymodule;
use taipan_num::DigitLimit;
use taipan_object::type_::{Flags, attributes};
use taipan_object::types::str_::{STR, Str, is_interned};
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

/// What can be set and is only remembered.
struct Remembered {
    /// `sys.setdlopenflags()`
    dlopen_flags: Cell<i32>,
    /// Whether the interpreter is being shut down.
    finalizing: Cell<bool>,
}

impl Default for Remembered {
    fn default() -> Self {
        const RTLD_NOW: i32 = 2;
        Self { dlopen_flags: Cell::new(RTLD_NOW), finalizing: Cell::new(false) }
    }
}

/// Says that the interpreter is being shut down.
pub fn set_finalizing(py: &Py) {
    py.state::<Remembered>().finalizing.set(true);
}

pub(super) struct Settings;

#[pymodule("sys")]
impl Settings {
    /// How deep Python calls may be nested.
    #[pyfunction]
    fn getrecursionlimit(py: &mut Py) -> PyResult<usize> {
        match py.interpreter().hooks().evaluation {
            Some(hooks) => (hooks.recursion_limit)(py),
            None => Ok(1000),
        }
    }

    /// Sets how deep Python calls may be nested.
    #[pyfunction("(limit, /)")]
    fn setrecursionlimit(py: &mut Py, limit: i32) -> PyResult<()> {
        let Some(limit) = usize::try_from(limit).ok().filter(|&limit| limit > 0) else {
            return Err(exc::value_error(
                py,
                format_args!("recursion limit must be greater or equal than 1"),
            ));
        };
        match py.interpreter().hooks().evaluation {
            Some(hooks) => (hooks.set_recursion_limit)(py, limit),
            None => Ok(()),
        }
    }

    /// How many digits an int that is converted from or to text may have; 0 for any number.
    #[pyfunction]
    fn get_int_max_str_digits(py: &mut Py) -> usize {
        py.interpreter().digit_limit().digits()
    }

    /// Sets how many digits an int that is converted from or to text may have; 0 for any number.
    #[pyfunction("(maxdigits)")]
    fn set_int_max_str_digits(py: &mut Py, maxdigits: i32) -> PyResult<()> {
        match usize::try_from(maxdigits) {
            Ok(digits) if digits == 0 || digits >= DigitLimit::ALWAYS_ALLOWED => {
                py.interpreter().set_digit_limit(DigitLimit::new(digits));
                Ok(())
            }
            _ => Err(exc::value_error(
                py,
                format_args!("maxdigits must be >= {} or 0 for unlimited", DigitLimit::ALWAYS_ALLOWED),
            )),
        }
    }

    /// After how many seconds a thread has to let others run.
    #[pyfunction]
    fn getswitchinterval(py: &mut Py) -> f64 {
        py.switch_interval().as_secs_f64()
    }

    /// Sets after how many seconds a thread has to let others run.
    #[pyfunction("(interval, /)")]
    fn setswitchinterval(py: &mut Py, interval: f64) -> PyResult<()> {
        match Duration::try_from_secs_f64(interval) {
            Ok(time) if interval > 0.0 => {
                py.set_switch_interval(time);
                Ok(())
            }
            _ => Err(exc::value_error(py, format_args!("switch interval must be strictly positive"))),
        }
    }

    /// The flags with which extension modules are loaded.
    #[pyfunction]
    fn getdlopenflags(py: &mut Py) -> i64 {
        py.state::<Remembered>().dlopen_flags.get().into()
    }

    /// Sets the flags with which extension modules are loaded.
    #[pyfunction("(flags, /)")]
    fn setdlopenflags(py: &mut Py, flags: i32) {
        py.state::<Remembered>().dlopen_flags.set(flags);
    }

    /// The encoding of text where none is named.
    #[pyfunction]
    fn getdefaultencoding() -> &'static str {
        "utf-8"
    }

    /// The encoding of file names.
    #[pyfunction]
    fn getfilesystemencoding() -> &'static str {
        "utf-8"
    }

    /// What happens to file names that are not in the encoding.
    #[pyfunction]
    fn getfilesystemencodeerrors() -> &'static str {
        "surrogateescape"
    }

    /// The one string object that stands for all equal ones: comparing two such is comparing addresses.
    #[pyfunction("(string, /)")]
    fn intern(py: &mut Py, string: Borrowed<'_>) -> PyResult<Value> {
        if string.get::<Str>().is_none() {
            let class = string.type_().name();
            return Err(exc::type_error(py, format_args!("intern() argument must be str, not {class}")));
        }
        if !string.type_().is(&STR) {
            let class = string.type_().name();
            return Err(exc::type_error(py, format_args!("can't intern {class}")));
        }
        py.heap().intern_value(&string)
    }

    /// Whether a string is interned.
    #[pyfunction("(string, /)")]
    fn _is_interned(py: &mut Py, string: Borrowed<'_>) -> PyResult<bool> {
        if string.get::<Str>().is_none() {
            let class = string.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("_is_interned() argument must be str, not {class}"),
            ));
        }
        Ok(is_interned(&string))
    }

    /// Whether an object is never freed.
    #[pyfunction("(op, /)")]
    fn _is_immortal(op: Borrowed<'_>) -> bool {
        op.reference_count().is_none()
    }

    /// How often an object is referred to, the argument of this call included.
    #[pyfunction("(object, /)")]
    fn getrefcount(object: Borrowed<'_>) -> i64 {
        i64::from(taipan_object::collect::shown_reference_count(&object))
    }

    /// The size of an object in bytes, without what it refers to.
    #[pyfunction("(object, default=<unrepresentable>)", hidden)]
    fn getsizeof(py: &mut Py, object: Borrowed<'_>, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        match size_of_object(py, object) {
            Ok(size) => Ok(size),
            Err(raised) => match default {
                Some(default) if py.matches(&raised, &exc::TYPE_ERROR) => {
                    py.discard(raised);
                    Ok(default.to_value())
                }
                _ => Err(raised),
            },
        }
    }

    /// How many blocks of memory objects take.
    #[pyfunction]
    fn getallocatedblocks(py: &mut Py) -> usize {
        py.interpreter().allocated_blocks()
    }

    /// How many strings are interned. None of them is immortal.
    #[pyfunction("(*, _only_immortal=False)")]
    fn getunicodeinternedsize(py: &mut Py, only_immortal: bool) -> usize {
        if only_immortal { 0 } else { py.interpreter().interned_strings() }
    }

    /// Makes other processes run code: it cannot be done here.
    #[pyfunction("(pid, script)")]
    fn remote_exec(py: &mut Py, pid: i64, script: Borrowed<'_>) -> PyResult<()> {
        let _ = (pid, script);
        Err(exc::runtime_error(py, format_args!("Remote debugging is not enabled")))
    }

    /// Whether the interpreter is being shut down.
    #[pyfunction]
    fn is_finalizing(py: &mut Py) -> bool {
        py.state::<Remembered>().finalizing.get()
    }

    /// Whether threads take turns.
    #[pyfunction]
    fn _is_gil_enabled() -> bool {
        true
    }

    /// Forgets what types remember of lookups.
    #[pyfunction]
    fn _clear_type_cache(py: &mut Py) -> PyResult<()> {
        py.warn(
            &exc::DEPRECATION_WARNING,
            format_args!(
                "sys._clear_type_cache() is deprecated and scheduled for removal in a future version. Use \
                 sys._clear_internal_caches() instead."
            ),
        )
    }

    /// Takes the descriptors of __dict__ and __weakref__ from a class that another one is about to be made of.
    #[pyfunction("(type, /)")]
    fn _clear_type_descriptors(py: &mut Py, r#type: Borrowed<'_>) -> PyResult<()> {
        let Some(class) = r#type.as_type() else {
            let class = r#type.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("_clear_type_descriptors() argument must be type, not {class}"),
            ));
        };
        if class.has(Flags::IMMUTABLE) {
            return Err(exc::type_error(py, format_args!("argument is immutable")));
        }
        attributes::clear_descriptors(py, class);
        Ok(())
    }

    /// Forgets what the interpreter remembers of code.
    #[pyfunction]
    fn _clear_internal_caches() {}

    /// What was said about the number of processors when the interpreter was started: -1 for nothing.
    #[pyfunction]
    fn _get_cpu_count_config(py: &mut Py) -> PyResult<i64> {
        Ok(crate::config::config(py).processors.unwrap_or(-1))
    }

    /// Whether Python functions are shown to system profilers.
    #[pyfunction]
    fn is_stack_trampoline_active() -> bool {
        false
    }

    /// Shows Python functions to system profilers. There is no backend here.
    #[pyfunction("(backend, /)")]
    fn activate_stack_trampoline(py: &mut Py, backend: &Str) -> PyResult<()> {
        let backend = backend.to_utf8();
        if matches!(&*backend, "perf" | "perf_jit") {
            return Err(exc::value_error(py, format_args!("perf trampoline not available")));
        }
        Err(exc::value_error(py, format_args!("invalid backend: {backend}")))
    }

    /// Does not show Python functions to system profilers any more.
    #[pyfunction]
    fn deactivate_stack_trampoline() {}

    /// Whether another process may make this one run code: it may not.
    #[pyfunction]
    fn is_remote_debug_enabled() -> bool {
        false
    }
}

fn size_of_object(py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
    let name = py.heap().intern("__sizeof__")?;
    let Some(method) = object.type_().lookup(py, &name) else {
        let class = object.type_().name();
        return Err(exc::type_error(py, format_args!("Type {class} doesn't define __sizeof__")));
    };
    let size = py.call_unbound(&method, object, &[])?;
    if py.to_isize(&size)? < 0 {
        return Err(exc::value_error(py, format_args!("__sizeof__() should return >= 0")));
    }
    Ok(size)
}
