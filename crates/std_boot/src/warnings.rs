//! `_warnings`: issuing warnings, for modules and for the runtime itself.
//!
//! What module `warnings` has of the same name, once it is imported, counts before what is here: filters, default action,
//! the registry of `once`, and the function that shows a warning.

mod filters;
mod issue;
mod place;
mod show;
mod state;

use taipan_macros::pymodule;
use taipan_object::native::{Argument, Place, bad_argument};
use taipan_object::types::dict::Dict;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Type, Value, exception as exc};

use issue::Warned;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("The part of the warnings that is there before module warnings is."),
    functions: &[Warnings::FUNCTIONS],
    exec: Some(fill),
    ..ModuleDef::of("_warnings")
};

fn fill(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    let state = state::state(py)?;
    for (name, value) in [
        ("filters", &state.filters),
        ("_onceregistry", &state.once),
        ("_defaultaction", &state.default_action),
    ] {
        let value = value.get(py).clone();
        module.set(py, name, value)?;
    }
    module.set(py, "_warnings_context", state.context.clone())
}

struct Warnings;

#[pymodule("_warnings")]
impl Warnings {
    /// Issues a warning about the code that is stacklevel frames up, 1 for the caller: shows it, ignores it, or raises it,
    /// as the filters say. Frames of files whose names begin with one of skip_file_prefixes do not count.
    #[pyfunction("(message, category=None, stacklevel=1, source=None, *,\n     skip_file_prefixes=())")]
    fn warn(
        py: &mut Py,
        message: &Value,
        category: Borrowed<'_>,
        stacklevel: isize,
        source: Borrowed<'_>,
        skip_file_prefixes: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let mut level = stacklevel;
        let prefixes = match skip_file_prefixes {
            None => &[],
            Some(prefixes) => {
                const PLACE: Place =
                    Place { function: "warn", argument: Argument::Named("skip_file_prefixes") };
                let Some(tuple) = prefixes.get::<Tuple>() else {
                    return Err(bad_argument(py, &PLACE, "tuple", prefixes));
                };
                if !tuple.is_empty() {
                    level = level.max(2);
                }
                tuple.items()
            }
        };
        if let Some(wrong) = prefixes.iter().find(|it| !it.is_str()) {
            let class = wrong.type_().name();
            return Err(exc::type_error(py, format_args!("Found non-str '{class}' in skip_file_prefixes.")));
        }
        let category = category_of(py, message, &category)?;
        state::locked(py, |py| warn(py, message, &category, level, &source, prefixes))
    }

    /// Issues a warning about a line of a file.
    #[pyfunction(
        "(message, category, filename, lineno,\n              module=<unrepresentable>, registry=None,\n              module_globals=None, source=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "they are Python's")]
    fn warn_explicit(
        py: &mut Py,
        message: &Value,
        category: &Value,
        filename: Borrowed<'_>,
        lineno: i32,
        module: Option<&Value>,
        registry: &Value,
        module_globals: Borrowed<'_>,
        source: &Value,
    ) -> PyResult<()> {
        const FILENAME: Place = Place { function: "warn_explicit", argument: Argument::Named("filename") };
        if !filename.is_str() {
            return Err(bad_argument(py, &FILENAME, "str", filename));
        }
        let source_line = if is_none(&module_globals) {
            None
        } else if module_globals.get::<Dict>().is_some() {
            show::line_of_module(py, &module_globals, lineno)?
        } else {
            let class = module_globals.type_().name();
            return Err(exc::type_error(py, format_args!("module_globals must be a dict, not '{class}'")));
        };
        let warned = Warned {
            message: message.clone(),
            category: category.clone(),
            filename: filename.to_value(),
            line: lineno,
            module: module.cloned(),
            registry: (!is_none(registry)).then(|| registry.clone()),
            source: (!is_none(source)).then(|| source.clone()),
            source_line,
        };
        state::locked(py, |py| issue::issue(py, warned))
    }

    /// Says that the filters have changed: what was shown once may be shown again.
    #[pyfunction]
    fn _filters_mutated_lock_held(py: &mut Py) -> PyResult<()> {
        state::filters_changed(py)
    }

    /// Takes the lock that keeps the filters as they are.
    #[pyfunction]
    fn _acquire_lock(py: &mut Py) -> PyResult<()> {
        state::acquire(py)
    }

    /// Gives the lock back.
    #[pyfunction]
    fn _release_lock(py: &mut Py) -> PyResult<()> {
        state::release(py)
    }
}

/// The category of a warning: the class of the message, if that is a warning already.
fn category_of(py: &mut Py, message: &Value, category: &Value) -> PyResult<Value> {
    if py.is_instance(message, &exc::WARNING.to_value())? {
        return Ok(message.type_().to_value());
    }
    if is_none(category) {
        return Ok(exc::USER_WARNING.to_value());
    }
    if category.as_type().is_some_and(|class| class.is_subtype(py, &exc::WARNING)) {
        return Ok(category.clone());
    }
    let class = category.type_().name();
    Err(exc::type_error(py, format_args!("category must be a Warning subclass, not '{class}'")))
}

/// Issues a warning about the code some frames up.
fn warn(
    py: &mut Py,
    message: &Value,
    category: &Value,
    level: isize,
    source: &Value,
    prefixes: &[Value],
) -> PyResult<()> {
    let place = place::place(py, level, prefixes)?;
    let warned = Warned {
        message: message.clone(),
        category: category.clone(),
        filename: place.filename,
        line: place.line,
        module: Some(place.module),
        registry: Some(place.registry),
        source: (!is_none(source)).then(|| source.clone()),
        source_line: None,
    };
    issue::issue(py, warned)
}

/// Issues a warning of the runtime about the code that is so many frames up, 1 for the one that is running, and about an object.
pub fn issue(
    py: &mut Py,
    category: &'static Type,
    message: &Value,
    level: usize,
    source: Option<&Value>,
) -> PyResult<()> {
    let level = isize::try_from(level).unwrap_or(isize::MAX);
    let source = source.cloned().unwrap_or_else(none);
    state::locked(py, |py| warn(py, message, &category.to_value(), level, &source, &[]))
}

/// In a child process: frees the lock if a thread has it that is not there.
pub(crate) fn after_fork(py: &mut Py) {
    if let Err(raised) = state::after_fork(py) {
        py.unraisable(raised, "", None);
    }
}

/// Issues a warning about a line of a file that no code is running of: one of the compiler.
pub fn issue_at(
    py: &mut Py,
    category: &'static Type,
    message: &str,
    filename: &Value,
    line: i32,
) -> PyResult<()> {
    let warned = Warned {
        message: py.str(message)?,
        category: category.to_value(),
        filename: filename.clone(),
        line,
        module: None,
        registry: None,
        source: None,
        source_line: None,
    };
    state::locked(py, |py| issue::issue(py, warned))
}
