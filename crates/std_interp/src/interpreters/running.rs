//! Having interpreters run scripts and call functions.

use taipan_macros::pymodule;
use taipan_object::protocol::call::is_callable;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::{TUPLE, Tuple};
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use super::lifecycle::restricted;
use crate::arguments::{self, wrong_type};
use crate::data::{self, Data, Fallback, pickle};
use crate::session::{self, Call, Work};
use crate::{code, errors};

/// Executes a script in an interpreter; gives the snapshot of an exception that it raised, or nothing.
fn execute(py: &mut Py, id: i64, script: &Value, shared: Option<Borrowed<'_>>) -> PyResult<Value> {
    let script = code::script(py, script, false)?;
    let shared = session::share(py, shared.as_deref())?;
    match session::run(py, id, shared, Work::Script(script))? {
        Ok(_) => Ok(none()),
        Err(snapshot) => Ok(snapshot),
    }
}

/// Packs what is called: a function without state as that, anything else as a pickle.
fn pack_callable(py: &mut Py, callable: &Value) -> PyResult<Data> {
    if !is_callable(callable) {
        let shown = py.repr(callable)?;
        return Err(exc::type_error(py, format_args!("expected a callable, got {shown}")));
    }
    let raised = match code::pack_function(py, callable) {
        Ok(data) => return Ok(data),
        Err(raised) => raised,
    };
    let first = py.take(raised);
    match pickle::pack(py, callable) {
        Ok(pickled) => Ok(Data::Pickled(pickled)),
        Err(raised) => {
            py.discard(raised);
            Err(py.heap().again(first))
        }
    }
}

pub(super) struct Running;

#[pymodule("_interpreters")]
impl Running {
    /// Executes code in the __main__ of an interpreter, where shared is put before: source text, or the code of a function
    /// without arguments. Gives the snapshot of an exception that nobody handled, or nothing.
    #[pyfunction("(id, code, shared=None, *, restrict=False)", hidden)]
    fn exec(
        py: &mut Py,
        id: Value,
        code: Borrowed<'_>,
        shared: Option<Borrowed<'_>>,
        restrict: Option<bool>,
    ) -> PyResult<Value> {
        let shared = arguments::dict(py, shared, "_interpreters.exec", 3)?;
        let id = arguments::interpreter_id(py, &id)?;
        restricted(py, id, restrict, "exec code for")?;
        execute(py, id, &code, shared)
    }

    /// Executes source text in the __main__ of an interpreter, as exec() does.
    #[pyfunction("(id, script, shared=None, *, restrict=False)", hidden)]
    fn run_string(
        py: &mut Py,
        id: Value,
        script: Borrowed<'_>,
        shared: Option<Borrowed<'_>>,
        restrict: Option<bool>,
    ) -> PyResult<Value> {
        if script.get::<Str>().is_none() {
            return Err(wrong_type(py, &script, "_interpreters.run_string() argument 2 must be str"));
        }
        let shared = arguments::dict(py, shared, "_interpreters.run_string", 3)?;
        let id = arguments::interpreter_id(py, &id)?;
        restricted(py, id, restrict, "run a string in")?;
        execute(py, id, &script, shared)
    }

    /// Executes the code of a function without arguments in the __main__ of an interpreter, as exec() does.
    #[pyfunction("(id, func, shared=None, *, restrict=False)", hidden)]
    fn run_func(
        py: &mut Py,
        id: Value,
        func: Borrowed<'_>,
        shared: Option<Borrowed<'_>>,
        restrict: Option<bool>,
    ) -> PyResult<Value> {
        let shared = arguments::dict(py, shared, "_interpreters.run_func", 3)?;
        let id = arguments::interpreter_id(py, &id)?;
        restricted(py, id, restrict, "run a function in")?;
        if !code::is_function(py, &func) && !code::is_code(py, &func) {
            return Err(wrong_type(py, &func, "_interpreters.run_func() argument 2 must be a function"));
        }
        execute(py, id, &func, shared)
    }

    /// Calls something in an interpreter with arguments that can cross. Gives the result, and the snapshot of an exception that
    /// nobody handled; one of them is None.
    #[pyfunction("(id, callable, args=None, kwargs=None, *, preserve_exc=False, restrict=False)", hidden)]
    fn call(
        py: &mut Py,
        id: Value,
        callable: Borrowed<'_>,
        args: Option<Borrowed<'_>>,
        kwargs: Option<Borrowed<'_>>,
        _preserve_exc: Option<bool>,
        restrict: Option<bool>,
    ) -> PyResult<Value> {
        if let Some(args) = &args
            && !args.type_().carries(&TUPLE)
        {
            return Err(wrong_type(py, args, "_interpreters.call() argument 3 must be tuple"));
        }
        let kwargs = arguments::dict(py, kwargs, "_interpreters.call", 4)?;
        let id = arguments::interpreter_id(py, &id)?;
        restricted(py, id, restrict, "make a call in")?;
        let function = pack_callable(py, &callable)?;
        let args = args.filter(|args| args.get::<Tuple>().is_some_and(|args| !args.items().is_empty()));
        let args = args.map(|args| data::pack(py, &args, Fallback::Full)).transpose()?;
        let kwargs = kwargs.filter(|kwargs| kwargs.get::<Dict>().is_some_and(|kwargs| kwargs.len(py) > 0));
        let kwargs = kwargs.map(|kwargs| data::pack(py, &kwargs, Fallback::Full)).transpose()?;
        let outcome =
            session::run(py, id, Vec::new(), Work::Call(Box::new(Call { function, args, kwargs })))?;
        match outcome {
            Ok(result) => py.tuple([result.unwrap_or_else(none), none()]),
            Err(snapshot) => py.tuple([none(), snapshot]),
        }
    }

    /// Puts names and what they stand for into the __main__ of an interpreter.
    #[pyfunction("(id, updates, *, restrict=False)", name = "set___main___attrs", hidden)]
    fn set_main_attributes(
        py: &mut Py,
        id: Value,
        updates: Borrowed<'_>,
        restrict: Option<bool>,
    ) -> PyResult<()> {
        let updates = arguments::dict(py, Some(updates), "_interpreters.set___main___attrs", 2)?;
        let id = arguments::interpreter_id(py, &id)?;
        restricted(py, id, restrict, "update __main__ for")?;
        let is_empty = |updates: &Value| updates.get::<Dict>().is_none_or(|updates| updates.len(py) == 0);
        let Some(updates) = updates.filter(|updates| !is_none(updates) && !is_empty(updates)) else {
            return Err(exc::value_error(py, format_args!("arg 2 must be a non-empty dict")));
        };
        let shared = session::share(py, Some(&updates))?;
        match session::run(py, id, shared, Work::Nothing)? {
            Ok(_) => Ok(()),
            Err(_) => Err(errors::interpreter_error(py, format_args!("unresolved error"))),
        }
    }
}
