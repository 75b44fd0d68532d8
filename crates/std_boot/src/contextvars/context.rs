//! `Context`: variables with their values, as a mapping; and the current one of a thread.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Args, Borrowed, CompareOp, Py, PyCell, PyResult, Raised, Type, Value};

use super::map;
use super::variable::ContextVar;
use super::view::{self, View};

/// The payload.
#[pyclass(name = "_contextvars.Context")]
pub(super) struct Context {
    /// The map of the values; nothing if there are none.
    variables: PyCell<Option<Value>>,
    count: Cell<usize>,
    /// What was current before this one was entered.
    previous: PyCell<Option<Value>>,
    entered: Cell<bool>,
}

pub(super) const DEFINITION: Definition = Definition {
    flags: Flags::WEAKLY_REFERABLE,
    slots: &[Context::SLOTS],
    methods: &[Context::METHODS],
    ..Definition::of(&CONTEXT)
};

fn empty() -> Context {
    Context {
        variables: PyCell::default(),
        count: Cell::new(0),
        previous: PyCell::default(),
        entered: Cell::new(false),
    }
}

/// The current context of the thread, made if there is none yet.
pub(super) fn current(py: &mut Py) -> PyResult<Value> {
    if let Some(context) = py.shared().context() {
        return Ok(context);
    }
    let context = py.heap().object(empty())?;
    drop(py.shared().set_context(Some(context.clone())));
    Ok(context)
}

/// A context with the same values.
pub(super) fn copy(py: &Py, context: &Value) -> PyResult<Value> {
    let copy = empty();
    match context.exact::<Context>() {
        Some(context) => {
            copy.count.set(context.count.get());
            let variables = PyCell::new(context.variables.get(py).clone());
            py.heap().object(Context { variables, ..copy })
        }
        None => py.heap().object(copy),
    }
}

/// The value of a variable in the current context.
pub(super) fn get(py: &Py, variable: &Value) -> Option<Value> {
    let context = py.shared().context()?;
    context.exact::<Context>()?.value(py, variable)
}

/// Sets a variable in a context.
pub(super) fn set(py: &mut Py, context: &Value, variable: &Value, value: &Value) -> PyResult<()> {
    let Some(context) = context.exact::<Context>() else { return Ok(()) };
    let root = context.variables.get(py).clone();
    if map::get(root.as_ref(), variable).is_none() {
        context.count.set(context.count.get() + 1);
    }
    let root = map::set(py, root.as_ref(), variable, value)?;
    drop(context.variables.replace(py, Some(root)));
    Ok(())
}

/// Takes a variable out of a context.
pub(super) fn remove(py: &mut Py, context: &Value, variable: &Value) -> PyResult<()> {
    let Some(context) = context.exact::<Context>() else { return Ok(()) };
    let root = context.variables.get(py).clone();
    if map::get(root.as_ref(), variable).is_none() {
        return Err(exc::key_error(py, variable));
    }
    let root = map::remove(py, root.as_ref(), variable)?;
    context.count.set(context.count.get().saturating_sub(1));
    drop(context.variables.replace(py, root));
    Ok(())
}

impl Context {
    fn value(&self, py: &Py, variable: &Value) -> Option<Value> {
        map::get(self.variables.get(py).as_ref(), variable)
    }

    fn items(&self, py: &Py) -> Vec<(Value, Value)> {
        map::items(self.variables.get(py).as_ref())
    }

    /// The value of a key, which must be a variable.
    fn lookup(&self, py: &mut Py, key: &Value) -> PyResult<Option<Value>> {
        if key.exact::<ContextVar>().is_some() { Ok(self.value(py, key)) } else { Err(no_variable(py, key)) }
    }

    fn equals(&self, py: &mut Py, other: &Self) -> PyResult<bool> {
        if self.count.get() != other.count.get() {
            return Ok(false);
        }
        for (variable, value) in self.items(py) {
            let Some(theirs) = other.value(py, &variable) else { return Ok(false) };
            if !py.equal(&value, &theirs)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Makes a context current.
fn enter(py: &mut Py, this: Borrowed<'_>) -> PyResult<()> {
    let Some(context) = this.exact::<Context>() else { return Ok(()) };
    if context.entered.get() {
        let shown = py.repr(&this)?;
        return Err(exc::runtime_error(py, format_args!("cannot enter context: {shown} is already entered")));
    }
    let previous = py.shared().set_context(Some(this.to_value()));
    drop(context.previous.replace(py, previous));
    context.entered.set(true);
    Ok(())
}

/// Makes the context current that was so before.
fn leave(py: &mut Py, this: Borrowed<'_>) {
    let Some(context) = this.exact::<Context>() else { return };
    let previous = context.previous.replace(py, None);
    context.entered.set(false);
    drop(py.shared().set_context(previous));
}

#[cold]
fn no_variable(py: &mut Py, key: &Value) -> Raised {
    match py.repr(key) {
        Ok(shown) => exc::type_error(py, format_args!("a ContextVar key was expected, got {shown}")),
        Err(raised) => raised,
    }
}

#[pymethods]
impl Context {
    #[pyslot]
    fn new(_: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if !args.is_empty() || args.has_keywords() {
            return Err(exc::type_error(py, format_args!("Context() does not accept any arguments")));
        }
        py.heap().object(empty())
    }

    #[pyslot]
    fn compare(
        this: Borrowed<'_>,
        py: &mut Py,
        other: Borrowed<'_>,
        op: CompareOp,
    ) -> PyResult<Option<bool>> {
        let (Some(this), Some(other)) = (this.exact::<Self>(), other.exact::<Self>()) else {
            return Ok(None);
        };
        match op {
            CompareOp::Eq => this.equals(py, other).map(Some),
            CompareOp::Ne => Ok(Some(!this.equals(py, other)?)),
            _ => Ok(None),
        }
    }

    #[pyslot]
    fn length(&self) -> usize {
        self.count.get()
    }

    #[pyslot]
    fn getitem(&self, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        match self.lookup(py, &key)? {
            Some(value) => Ok(value),
            None => Err(exc::key_error(py, &key)),
        }
    }

    #[pyslot]
    fn contains(&self, py: &mut Py, key: Borrowed<'_>) -> PyResult<bool> {
        Ok(self.lookup(py, &key)?.is_some())
    }

    #[pyslot]
    fn iter(&self, py: &mut Py) -> PyResult<Value> {
        view::new(py, View::Keys, self.items(py))
    }

    /// The value of a variable in the context, or the default.
    #[pymethod("($self, key, default=None, /)")]
    fn get(&self, py: &mut Py, key: &Value, default: Option<Borrowed<'_>>) -> PyResult<Option<Value>> {
        Ok(self.lookup(py, key)?.or_else(|| default.map(Borrowed::to_value)))
    }

    /// All variables of the context with their values.
    #[pymethod("($self, /)", name = "items")]
    fn items_view(&self, py: &mut Py) -> PyResult<Value> {
        view::new(py, View::Items, self.items(py))
    }

    /// All variables of the context.
    #[pymethod("($self, /)")]
    fn keys(&self, py: &mut Py) -> PyResult<Value> {
        view::new(py, View::Keys, self.items(py))
    }

    /// All values of the context.
    #[pymethod("($self, /)")]
    fn values(&self, py: &mut Py) -> PyResult<Value> {
        view::new(py, View::Values, self.items(py))
    }

    /// A context with the same values.
    #[pymethod("($self, /)")]
    fn copy(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        copy(py, &this)
    }

    /// Calls a function with the context as the current one. What the function sets stays in the context.
    #[pymethod("($self, /, *args, **kwargs)", hidden)]
    fn run(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let Some(function) = args.get(0) else {
            return Err(exc::type_error(py, format_args!("run() missing 1 required positional argument")));
        };
        enter(py, this)?;
        let result = py.call_args(&function, args.skip(1));
        leave(py, this);
        result
    }
}
