//! `reduce`

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyResult, Value};

/// The function.
pub(super) struct Functions;

#[pymodule("_functools")]
impl Functions {
    /// Makes one value of the items of an iterable, from left to right, with a function of two arguments.
    ///
    /// reduce(f, [a, b, c]) is f(f(a, b), c). With initial, that comes before the first item, and is the result where
    /// there is none.
    #[pyfunction("(function, iterable, /, initial=<unrepresentable>)")]
    fn reduce(
        py: &mut Py,
        function: &Value,
        iterable: &Value,
        initial: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let iterator = match py.iter(iterable) {
            Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
                py.discard(raised);
                return Err(exc::type_error(py, format_args!("reduce() arg 2 must support iteration")));
            }
            result => result?,
        };
        let first = match initial {
            Some(initial) => Some(initial.to_value()),
            None => py.next(&iterator)?,
        };
        let Some(mut result) = first else {
            return Err(exc::type_error(
                py,
                format_args!("reduce() of empty iterable with no initial value"),
            ));
        };
        while let Some(item) = py.next(&iterator)? {
            result = py.call(function, &[&result, &item])?;
        }
        Ok(result)
    }
}
