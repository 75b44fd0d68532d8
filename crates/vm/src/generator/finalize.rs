//! The end of a generator that nobody refers to any more.

use taipan_object::types::dict::Dict;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use super::throw::close;
use super::{AsyncGenerator, Coroutine, Generator, Progress};

/// A generator dies: if it waits behind a yield, `GeneratorExit` is raised there. A coroutine that nobody has awaited is
/// warned of, and an asynchronous generator goes to the hook, which can have it closed by its event loop.
pub(crate) fn finalize(py: &mut Py, this: Borrowed<'_>) {
    let Some(generator) = Generator::of(this) else { return };
    let progress = generator.progress.get();
    if progress == Progress::Closed {
        return;
    }
    if this.exact::<AsyncGenerator>().is_some() && !generator.asynchronous.closed.get() {
        let finalizer = generator.state.get(py).origin.clone();
        if let Some(finalizer) = finalizer {
            if let Err(raised) = py.call(&finalizer, &[&this]) {
                py.unraisable(raised, "Exception ignored while finalizing generator", Some(&this));
            }
            return;
        }
    }
    if this.exact::<Coroutine>().is_some() && progress == Progress::Created {
        if let Err(raised) = warn_of_coroutine(py, &this, generator) {
            py.unraisable(raised, "Exception ignored while finalizing coroutine", Some(&this));
        }
        return;
    }
    if let Err(raised) = close(py, &this) {
        py.unraisable(raised, "Exception ignored while closing generator", Some(&this));
    }
}

/// Warns of a coroutine that nobody has awaited: through module `warnings`, which knows how to show where it was made.
fn warn_of_coroutine(py: &mut Py, this: &Value, generator: &Generator) -> PyResult<()> {
    let name = py.heap().intern("warnings")?;
    let module = crate::run::modules(py).and_then(|modules| {
        modules.get::<Dict>().and_then(|it| it.get_str(py, &name).map(Borrowed::to_value))
    });
    if let Some(module) = module {
        let name = py.heap().intern("_warn_unawaited_coroutine")?;
        if let Some(warn) = py.find_attribute(&module, &name)? {
            match py.call(&warn, &[this]) {
                Ok(_) => return Ok(()),
                Err(raised) => {
                    py.unraisable(raised, "Exception ignored while finalizing coroutine", Some(this));
                }
            }
        }
    }
    let name = generator.qualified_name(py);
    py.warn(&exc::RUNTIME_WARNING, format_args!("coroutine '{name}' was never awaited"))
}

/// Warns of an awaitable of an asynchronous generator that nobody has awaited.
pub(super) fn warn_of_method(py: &mut Py, generator: &Value, method: &str) {
    let Some(payload) = Generator::of(generator.borrow()) else { return };
    let name = payload.qualified_name(py);
    let result = py.repr(&name).and_then(|name| {
        py.warn(
            &exc::RUNTIME_WARNING,
            format_args!("coroutine method '{method}' of {name} was never awaited"),
        )
    });
    if let Err(raised) = result {
        py.unraisable(raised, "Exception ignored while finalizing coroutine", Some(generator));
    }
}
