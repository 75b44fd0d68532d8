//! `Token`: takes back what `ContextVar.set` did.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::none;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};

use super::variable;

/// The payload.
#[pyclass(name = "_contextvars.Token")]
pub(super) struct Token {
    pub(super) context: Value,
    pub(super) variable: Value,
    /// The value before; nothing if there was none.
    pub(super) old: Option<Value>,
    pub(super) used: Cell<bool>,
}

/// The payload of `Token.MISSING`.
#[pyclass(static = MISSING, name = "Token.MISSING", leaf)]
pub(super) struct Missing;

pub(super) const DEFINITION: Definition = Definition {
    slots: &[Token::SLOTS],
    methods: &[Token::METHODS],
    getset: &[Token::GETSET],
    constants: &[("MISSING", missing), ("__hash__", |_| Ok(none()))],
    ..Definition::of(&TOKEN)
};

pub(super) const MISSING_DEFINITION: Definition =
    Definition { flags: Flags::NO_INSTANCES, slots: &[Missing::SLOTS], ..Definition::of(&MISSING) };

/// `Token.MISSING` of an interpreter, once it has been made.
#[derive(Default)]
struct TheMissing(PyCell<Option<Value>>);

fn missing(py: &mut Py) -> PyResult<Value> {
    let state = py.state::<TheMissing>();
    if let Some(missing) = state.0.get(py).clone() {
        return Ok(missing);
    }
    let missing = py.heap().object(Missing)?;
    drop(state.0.replace(py, Some(missing.clone())));
    Ok(missing)
}

/// A token of a context and a variable, which had this value before.
pub(super) fn new(py: &Py, context: Value, variable: Value, old: Option<Value>) -> PyResult<Value> {
    py.heap().object(Token { context, variable, old, used: Cell::new(false) })
}

/// `Class[argument]`
pub(super) fn alias(py: &mut Py, class: &Type, argument: &Value) -> PyResult<Value> {
    match py.interpreter().hooks().generic_alias {
        Some(alias) => alias(py, &class.to_value(), argument),
        None => Err(exc::system_error(py, format_args!("there are no generic aliases"))),
    }
}

#[pymethods]
impl Missing {
    #[pyslot]
    fn repr(&self) -> &'static str {
        "<Token.MISSING>"
    }
}

#[pymethods]
impl Token {
    #[pyslot]
    fn new(_: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        Err(exc::runtime_error(py, format_args!("Tokens can only be created by ContextVars")))
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(own) = this.exact::<Self>() else { return Ok(this.to_value()) };
        let used = if own.used.get() { " used" } else { "" };
        let (variable, address) = (py.repr(&own.variable)?, this.word());
        py.text(format_args!("<Token{used} var={variable} at {address:#x}>"))
    }

    #[pyslot]
    fn hash(this: Borrowed<'_>, py: &mut Py) -> PyResult<i64> {
        Err(exc::unhashable(py, this))
    }

    /// The type with that of the values, for annotations.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: &Value) -> PyResult<Value> {
        alias(py, class, object)
    }

    /// Gives the token itself.
    #[pymethod("($self, /)")]
    fn __enter__(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    /// Resets the variable.
    #[pymethod("($self, type, val, tb, /)")]
    fn __exit__(
        this: Borrowed<'_>,
        py: &mut Py,
        _type: Borrowed<'_>,
        _val: Borrowed<'_>,
        _tb: Borrowed<'_>,
    ) -> PyResult<()> {
        let Some(own) = this.exact::<Self>() else { return Ok(()) };
        variable::reset(py, own.variable.borrow(), this)
    }

    /// The variable.
    #[pygetter]
    fn var(&self) -> Value {
        self.variable.clone()
    }

    /// The value that the variable had before, or Token.MISSING.
    #[pygetter]
    fn old_value(&self, py: &mut Py) -> PyResult<Value> {
        self.old.clone().map_or_else(|| missing(py), Ok)
    }
}
