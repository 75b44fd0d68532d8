//! Calling objects with arguments that lie in tuples and dicts.

use taipan_macros::pymodule;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

pub(super) struct Calls;

/// The items of a tuple, or nothing for `None`.
fn arguments<'a>(py: &Py, args: &'a Borrowed<'_>) -> PyResult<&'a [Value]> {
    match args.get::<Tuple>() {
        Some(tuple) => Ok(tuple.items()),
        None if is_none(args) => Ok(&[]),
        None => Err(exc::type_error(py, format_args!("args must be None or a tuple"))),
    }
}

#[pymodule("_testcapi")]
impl Calls {
    /// Calls with a tuple whose last items are the values of keywords.
    #[pyfunction("(func, func_args, kwnames, /)")]
    fn pyobject_vectorcall(
        py: &mut Py,
        func: Borrowed<'_>,
        func_args: Borrowed<'_>,
        kwnames: Borrowed<'_>,
    ) -> PyResult<Value> {
        let args = arguments(py, &func_args)?;
        let names = match kwnames.get::<Tuple>() {
            Some(names) => names.items(),
            None if is_none(&kwnames) => &[],
            None => return Err(exc::type_error(py, format_args!("kwnames must be None or a tuple"))),
        };
        let Some(count) = args.len().checked_sub(names.len()) else {
            return Err(exc::value_error(py, format_args!("kwnames longer than args")));
        };
        let (positional, values) = args.split_at(count);
        let positional: Vec<&Value> = positional.iter().collect();
        let keywords: Vec<(&Value, &Value)> = names.iter().zip(values).collect();
        py.call_with(&func, &positional, &keywords)
    }

    /// Calls with a tuple and a dict, either of which may be None.
    #[pyfunction("(func, func_args, kwargs, /)")]
    fn pyobject_fastcalldict(
        py: &mut Py,
        func: Borrowed<'_>,
        func_args: Borrowed<'_>,
        kwargs: Borrowed<'_>,
    ) -> PyResult<Value> {
        let args = arguments(py, &func_args)?;
        py.call_tuple(&func, args, Some(&*kwargs).filter(|it| !is_none(it)))
    }

    /// Calls with a tuple and perhaps a dict.
    #[pyfunction("(func, argstuple, kwargs=<unrepresentable>, /)")]
    fn pyvectorcall_call(
        py: &mut Py,
        func: Borrowed<'_>,
        argstuple: Borrowed<'_>,
        kwargs: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let Some(args) = argstuple.get::<Tuple>() else {
            return Err(exc::type_error(py, format_args!("args must be a tuple")));
        };
        py.call_tuple(&func, args.items(), kwargs.as_deref())
    }

    /// The same.
    #[pyfunction("(func, argstuple, kwargs=<unrepresentable>, /)", hidden)]
    fn pycfunction_call(
        py: &mut Py,
        func: Borrowed<'_>,
        argstuple: Borrowed<'_>,
        kwargs: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        Self::pyvectorcall_call(py, func, argstuple, kwargs)
    }

    /// A __get__ that calls the class it is asked for, by which the descriptor may lose its last reference.
    #[pyfunction("(self, obj, cls, /)", hidden)]
    fn bad_get(py: &mut Py, this: Borrowed<'_>, _obj: Borrowed<'_>, class: Borrowed<'_>) -> PyResult<Value> {
        drop(py.call(&class, &[])?);
        Ok(this.to_value())
    }

    /// A new native function.
    #[pyfunction("($self, /)")]
    fn create_cfunction(module: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        match Self::FUNCTIONS.iter().find(|function| function.name == "create_cfunction") {
            Some(definition) => py.heap().native_function(definition, Some(module.to_value()), None),
            None => Ok(none()),
        }
    }
}
