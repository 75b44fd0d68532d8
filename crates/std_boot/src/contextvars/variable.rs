//! `ContextVar`: a variable, whose value the current context has.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::protocol::compare::hash_of_address;
use taipan_object::type_::Definition;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Type, Value};

use super::context;
use super::token::{self, Token};

/// The payload.
#[pyclass(name = "_contextvars.ContextVar")]
pub(super) struct ContextVar {
    /// A `str`.
    name: Value,
    default: Option<Value>,
}

pub(super) const DEFINITION: Definition = Definition {
    slots: &[ContextVar::SLOTS],
    methods: &[ContextVar::METHODS],
    getset: &[ContextVar::GETSET],
    ..Definition::of(&CONTEXT_VAR)
};

/// The token that must be ours, unused, and made in the current context.
fn check<'a>(py: &mut Py, this: Borrowed<'_>, token: Borrowed<'a>) -> PyResult<&'a Token> {
    let Some(own) = token.exact::<Token>() else {
        let shown = py.repr(&token)?;
        return Err(exc::type_error(py, format_args!("expected an instance of Token, got {shown}")));
    };
    if own.used.get() {
        let shown = py.repr(&token)?;
        return Err(exc::runtime_error(py, format_args!("{shown} has already been used once")));
    }
    if !own.variable.is(&this) {
        return Err(foreign(py, token, "was created by a different ContextVar"));
    }
    if !py.shared().context().is_some_and(|current| current.is(&own.context)) {
        return Err(foreign(py, token, "was created in a different Context"));
    }
    Ok(own)
}

#[cold]
fn foreign(py: &mut Py, token: Borrowed<'_>, why: &str) -> Raised {
    match py.repr(&token) {
        Ok(shown) => exc::value_error(py, format_args!("{shown} {why}")),
        Err(raised) => raised,
    }
}

/// Gives a variable the value back that it had when the token was made.
pub(super) fn reset(py: &mut Py, this: Borrowed<'_>, token: Borrowed<'_>) -> PyResult<()> {
    let token = check(py, this, token)?;
    token.used.set(true);
    match &token.old {
        Some(old) => context::set(py, &token.context, &this, old),
        None => context::remove(py, &token.context, &this),
    }
}

/// Name and default, which the constructor counts in its own way.
fn arguments<'a>(py: &mut Py, args: Args<'a>) -> PyResult<(Borrowed<'a>, Option<Borrowed<'a>>)> {
    let (given, all) = (args.len(), args.all_slots().len());
    if all > 2 {
        return Err(exc::type_error(
            py,
            format_args!("ContextVar() takes at most 2 arguments ({all} given)"),
        ));
    }
    let (1, Some(name)) = (given, args.get(0)) else {
        let how = if given == 0 { "exactly" } else { "at most" };
        return Err(exc::type_error(
            py,
            format_args!("ContextVar() takes {how} 1 positional argument ({given} given)"),
        ));
    };
    let mut default = None;
    for (keyword, value) in args.keywords() {
        if !keyword.get::<Str>().is_some_and(|keyword| keyword.is("default")) {
            return Err(exc::type_error(
                py,
                format_args!("ContextVar() got an unexpected keyword argument '{}'", &*keyword),
            ));
        }
        default = Some(value);
    }
    Ok((name, default))
}

#[pymethods]
impl ContextVar {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let (name, default) = arguments(py, args)?;
        if !name.is_str() {
            return Err(exc::type_error(py, format_args!("context variable name must be a str")));
        }
        // CPython makes the hash of the variable of that of its name.
        py.hash(&name)?;
        py.heap().object_of(class, Self { name: name.to_value(), default: default.map(Borrowed::to_value) })
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(own) = this.exact::<Self>() else { return Ok(this.to_value()) };
        let (name, address) = (py.repr(&own.name)?, this.word());
        match &own.default {
            Some(default) => {
                let default = py.repr(default)?;
                py.text(format_args!("<ContextVar name={name} default={default} at {address:#x}>"))
            }
            None => py.text(format_args!("<ContextVar name={name} at {address:#x}>")),
        }
    }

    #[pyslot]
    fn hash(this: Borrowed<'_>) -> i64 {
        hash_of_address(this.word())
    }

    /// The value in the current context; without one there, the default that is given here, or that of the variable. A
    /// LookupError if there is none of these.
    #[pymethod("($self, default=<unrepresentable>, /)")]
    fn get(this: Borrowed<'_>, py: &mut Py, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        if let Some(value) = context::get(py, &this) {
            return Ok(value);
        }
        let own = || this.exact::<Self>().and_then(|own| own.default.clone());
        match default.map(Borrowed::to_value).or_else(own) {
            Some(value) => Ok(value),
            None => Err(py.heap().error_about(&exc::LOOKUP_ERROR, Some(this.to_value()))),
        }
    }

    /// Sets the value in the current context. Gives a token with which reset takes that back.
    #[pymethod("($self, value, /)")]
    fn set(this: Borrowed<'_>, py: &mut Py, value: &Value) -> PyResult<Value> {
        let current = context::current(py)?;
        let old = context::get(py, &this);
        context::set(py, &current, &this, value)?;
        token::new(py, current, this.to_value(), old)
    }

    /// Gives the variable the value back that it had before the set that made the token.
    #[pymethod("($self, token, /)")]
    fn reset(this: Borrowed<'_>, py: &mut Py, token: Borrowed<'_>) -> PyResult<()> {
        reset(py, this, token)
    }

    /// The type with that of the values, for annotations.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: &Value) -> PyResult<Value> {
        token::alias(py, class, object)
    }

    #[pymember]
    fn name(&self) -> Value {
        self.name.clone()
    }
}
