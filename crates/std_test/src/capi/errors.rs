//! Making, raising and comparing exceptions.

use taipan_macros::pymodule;
use taipan_object::types::dict::Dict;
use taipan_object::types::tuple::Tuple;
use taipan_object::types::type_::TYPE;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

pub(super) struct Errors;

/// What `except` with a target catches, where tuples of tuples are searched too.
fn given_matches(py: &mut Py, error: &Value, target: &Value) -> PyResult<bool> {
    let Some(tuple) = target.get::<Tuple>() else {
        let class = error.as_exception_type().unwrap_or_else(|| error.type_());
        return Ok(match target.as_exception_type() {
            Some(target) => class.is_subtype(py, target),
            None => error.is(target),
        });
    };
    py.check_stack(" in PyErr_GivenExceptionMatches")?;
    for item in tuple.items() {
        if given_matches(py, error, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A class of exceptions, named with its module.
pub(crate) fn new_exception(
    py: &mut Py,
    name: &str,
    doc: Option<&Value>,
    base: Option<&Value>,
    dict: Option<&Value>,
) -> PyResult<Value> {
    let Some((module, short)) = name.rsplit_once('.') else {
        return Err(exc::system_error(py, format_args!("PyErr_NewException: name must be module.class")));
    };
    let namespace = py.dict()?;
    let bases = match base {
        Some(base) if base.get::<Tuple>().is_some() => base.clone(),
        Some(base) => py.tuple([base.clone()])?,
        None => py.tuple([exc::EXCEPTION.to_value()])?,
    };
    if let Some(payload) = namespace.get::<Dict>() {
        for (key, value) in
            dict.and_then(|dict| dict.get::<Dict>()).map_or_else(Vec::new, |dict| dict.items(py))
        {
            payload.set(py, &key, value)?;
        }
        let (module_key, module) = (py.heap().intern("__module__")?, py.str(module)?);
        payload.set_default(py, &module_key, &module)?;
        if let Some(doc) = doc {
            let key = py.heap().intern("__doc__")?;
            payload.set(py, &key, doc.clone())?;
        }
    }
    let name = py.str(short)?;
    py.call(&TYPE.to_value(), &[&name, &bases, &namespace])
}

#[pymodule("_testcapi")]
impl Errors {
    /// Raises an exception of a class, made with so many numbers.
    #[pyfunction("(exception, num_args, /)")]
    fn raise_exception(py: &mut Py, exception: Borrowed<'_>, num_args: i64) -> PyResult<Value> {
        if exception.as_exception_type().is_none() {
            let shown = py.repr(&exception)?;
            return Err(exc::system_error(
                py,
                format_args!("_PyErr_SetObject: exception {shown} is not a BaseException subclass"),
            ));
        }
        let args = (0..num_args).map(|number| py.int(number)).collect::<PyResult<Vec<_>>>()?;
        let raised = py.call_tuple(&exception, &args, None)?;
        Err(py.raise_value(&raised, None))
    }

    /// Raises the MemoryError that is kept for when there is no memory.
    #[pyfunction("()")]
    fn raise_memoryerror(py: &mut Py) -> PyResult<Value> {
        Err(py.heap().no_memory())
    }

    /// Makes a class of exceptions.
    #[pyfunction(
        "(name, doc=<unrepresentable>, base=<unrepresentable>, dict=<unrepresentable>)",
        text = "($module, /, name, doc=<unrepresentable>,\n                        \
                base=<unrepresentable>, dict=<unrepresentable>)"
    )]
    fn make_exception_with_doc(
        py: &mut Py,
        name: Borrowed<'_>,
        doc: Option<Borrowed<'_>>,
        base: Option<Borrowed<'_>>,
        dict: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        new_exception(py, &name.to_string(), doc.as_deref(), base.as_deref(), dict.as_deref())
    }

    /// Whether an exception is what a class, or a tuple of classes and tuples, stands for.
    #[pyfunction("(err, exc, /)")]
    fn err_givenexceptionmatches(py: &mut Py, err: Borrowed<'_>, exc: Borrowed<'_>) -> bool {
        given_matches(py, &err, &exc).unwrap_or_else(|raised| {
            // There is nobody to raise to: the answer is no.
            py.unraisable(raised, "Exception ignored while checking whether an exception matches", None);
            false
        })
    }
}
