//! `_decimal`: decimal numbers, the contexts that their operations work with, and the signals that these raise.
//!
//! The arithmetic is `taipan_decimal`'s; here are the objects around it.
//!
//! ```text
//! Decimal.__add__ ─► operands (int becomes Decimal) ─► current context ─► taipan_decimal ─► signals ─► Decimal
//! ```

mod context;
mod current;
mod manager;
mod number;
mod signal_dict;
mod signals;

use taipan_decimal::Context as Limits;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::singletons::{boolean, none_ref};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use context::CONTEXT;
use number::DECIMAL;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Decimal numbers after the General Decimal Arithmetic Specification."),
    functions: &[Functions::FUNCTIONS],
    definitions: &[DEFINITIONS],
    types: &[&DECIMAL, &CONTEXT],
    constants: &[
        ("HAVE_THREADS", |_| Ok(boolean(true))),
        ("HAVE_CONTEXTVAR", |_| Ok(boolean(true))),
        ("MAX_PREC", |py| py.int(Limits::MAX_PRECISION)),
        ("MAX_EMAX", |py| py.int(Limits::MAX_EMAX)),
        ("MIN_EMIN", |py| py.int(Limits::MIN_EMIN)),
        ("MIN_ETINY", |py| py.int(Limits::MIN_ETINY)),
        ("IEEE_CONTEXT_MAX_BITS", |py| py.int(512)),
        ("__version__", |py| py.str("1.70")),
        ("__libmpdec_version__", |py| py.str("2.5.1")),
    ],
    exec: Some(complete),
    ..ModuleDef::of("_decimal")
};

static DEFINITIONS: &[Definition] =
    &[number::DEFINITION, signal_dict::DEFINITION, context::DEFINITION, manager::DEFINITION];

/// What the module keeps for an interpreter.
#[derive(Default)]
pub(crate) struct State {
    /// The classes of exceptions, in the order of [`signals::CLASSES`].
    exceptions: PyCell<Vec<Value>>,
    /// `SignalDict`
    signal_dict: PyCell<Option<Value>>,
    /// `DecimalTuple`
    tuple: PyCell<Option<Value>>,
    /// `DefaultContext`, `BasicContext`, `ExtendedContext`
    templates: PyCell<Vec<Value>>,
    /// The context variable that holds the current context, and what it held last.
    current: current::Current,
}

/// Gives the module its classes and contexts. They are made once for an interpreter: types written in Rust are the same in
/// all modules of a name that is imported again, and so must the exceptions be that they raise.
fn complete(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    let state = py.state::<State>();
    if state.templates.get(py).is_empty() {
        make_state(py)?;
    }
    for (name, _) in context::ROUNDINGS {
        let value = py.heap().intern(name)?;
        module.set(py, name, value)?;
    }
    let exceptions = state.exceptions.get(py).clone();
    for (class, value) in signals::CLASSES.iter().zip(exceptions) {
        module.set(py, class.name, value)?;
    }
    let tuple = state.tuple.get(py).clone();
    if let Some(tuple) = tuple {
        module.set(py, "DecimalTuple", tuple)?;
    }
    let templates = state.templates.get(py).clone();
    for (name, template) in ["DefaultContext", "BasicContext", "ExtendedContext"].iter().zip(templates) {
        module.set(py, name, template)?;
    }
    Ok(())
}

/// Makes the classes of signals, the mapping of flags, the named tuple, the contexts.
fn make_state(py: &mut Py) -> PyResult<()> {
    let state = py.state::<State>();
    let exceptions = signals::make(py)?;
    drop(state.exceptions.replace(py, exceptions));
    let number = import_from(py, "numbers", "Number")?;
    let register = py.heap().intern("register")?;
    drop(py.call_method(&number, &register, &[&DECIMAL.to_value()])?);
    let class = signal_dict::make_class(py)?;
    drop(state.signal_dict.replace(py, Some(class)));
    let tuple = named_tuple(py)?;
    drop(state.tuple.replace(py, Some(tuple)));
    current::make_variable(py)?;
    let templates = context::templates(py)?;
    drop(state.templates.replace(py, templates));
    Ok(())
}

/// An attribute of a module that may not have been imported yet.
fn import_from(py: &mut Py, module: &str, name: &str) -> PyResult<Value> {
    let Some(import) = py.interpreter().hooks().import else {
        return Err(py.error(&exc::IMPORT_ERROR, format_args!("No module named '{module}'")));
    };
    let names = py.str(name)?;
    let (module, names, nothing) = (py.str(module)?, py.tuple([names])?, none_ref());
    let module = import(py, &module, &nothing, &nothing, &names, 0)?;
    let name = py.heap().intern(name)?;
    py.get_attribute(&module, &name)
}

/// `DecimalTuple`, what `as_tuple()` gives.
fn named_tuple(py: &mut Py) -> PyResult<Value> {
    let make = import_from(py, "collections", "namedtuple")?;
    let (name, fields) = (py.str("DecimalTuple")?, py.str("sign digits exponent")?);
    let (key, module) = (py.heap().intern("module")?, py.str("decimal")?);
    py.call_with(&make, &[&name, &fields], &[(&key, &module)])
}

struct Functions;

#[pymodule("_decimal")]
impl Functions {
    /// The context that is current in this thread or task.
    #[pyfunction("()", text = "($module, /)")]
    fn getcontext(py: &mut Py) -> PyResult<Value> {
        current::get(py)
    }

    /// Makes a context the current one of this thread or task.
    #[pyfunction("(context, /)")]
    fn setcontext(py: &mut Py, context: Borrowed<'_>) -> PyResult<()> {
        current::set(py, context)
    }

    /// A context manager under which a copy of ctx, or else of the current context, is the current one. Keywords set
    /// attributes of the copy.
    #[pyfunction(
        "(ctx=None, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)",
        text = "($module, /, ctx=None, **kwargs)"
    )]
    #[allow(clippy::too_many_arguments, reason = "the settings of a context")]
    fn localcontext(
        py: &mut Py,
        ctx: Option<Borrowed<'_>>,
        prec: Option<Borrowed<'_>>,
        rounding: Option<Borrowed<'_>>,
        emin: Option<Borrowed<'_>>,
        emax: Option<Borrowed<'_>>,
        capitals: Option<Borrowed<'_>>,
        clamp: Option<Borrowed<'_>>,
        flags: Option<Borrowed<'_>>,
        traps: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        manager::make(py, ctx, [prec, rounding, emin, emax, capitals, clamp, flags, traps])
    }

    /// A context that keeps numbers as the IEEE 754 format of so many bits does.
    #[pyfunction("(bits, /)")]
    #[allow(non_snake_case, reason = "its name in Python")]
    fn IEEEContext(py: &mut Py, bits: Borrowed<'_>) -> PyResult<Value> {
        let bits = context::integer(py, bits)?;
        match Limits::ieee(bits) {
            Some(limits) => context::make(py, &CONTEXT, limits, true, 0),
            None => Err(exc::value_error(
                py,
                format_args!("argument must be a multiple of 32, with a maximum of 512"),
            )),
        }
    }
}

/// Whether a type is exactly this one.
fn is_exactly(value: Borrowed<'_>, class: &Type) -> bool {
    value.type_().is(class)
}
