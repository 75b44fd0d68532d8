//! Texts of objects: `repr`, `ascii`, `format`.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::{Argument, Place, bad_argument};
use taipan_object::types::str_::{STR, Str};
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::special;

pub(super) struct Builtins;

#[pymodule("builtins")]
impl Builtins {
    /// The text of an object for programmers.
    #[pyfunction("(obj, /)")]
    fn repr(py: &mut Py, obj: &Value) -> PyResult<Value> {
        py.repr(obj)
    }

    /// The same in ASCII, with other characters escaped.
    #[pyfunction("(obj, /)")]
    fn ascii(py: &mut Py, obj: &Value) -> PyResult<Value> {
        py.ascii(obj)
    }

    /// The text of a value in a format.
    #[pyfunction("(value, format_spec='', /)")]
    fn format(py: &mut Py, value: &Value, format_spec: Option<Borrowed<'_>>) -> PyResult<Value> {
        const SPEC: Place = Place { function: "format", argument: Argument::Number(2) };
        let empty = py.str("")?;
        let spec = format_spec.unwrap_or(empty.borrow());
        let Some(text) = spec.get::<Str>() else { return Err(bad_argument(py, &SPEC, "str", spec)) };
        if text.is_empty() && (value.type_().is(&STR) || value.is_exact_int()) {
            return py.to_str(value);
        }
        let Some(method) = special(py, value, "__format__")? else {
            let class = value.type_().name();
            return Err(exc::type_error(py, format_args!("Type {class} doesn't define __format__")));
        };
        let result = py.call_unbound(&method, value.borrow(), &[spec])?;
        if result.is_str() {
            return Ok(result);
        }
        let class = result.type_().name();
        Err(exc::type_error(py, format_args!("__format__ must return a str, not {class}")))
    }
}
