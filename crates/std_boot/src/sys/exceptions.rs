//! Exceptions: the one that is being handled, and the end of the program.

use taipan_macros::pymodule;
use taipan_object::exception::{self as exc, BaseException};
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

pub(super) struct Exceptions;

#[pymodule("sys")]
impl Exceptions {
    /// The exception that is being handled, or None.
    #[pyfunction]
    fn exception(py: &mut Py) -> PyResult<Value> {
        Ok(py.shared().handled_exception().unwrap_or_else(none))
    }

    /// Class, instance and traceback of the exception that is being handled, or three times None.
    #[pyfunction]
    fn exc_info(py: &mut Py) -> PyResult<Value> {
        let parts = match py.shared().handled_exception() {
            Some(exception) => {
                let traceback = exception.get::<BaseException>().and_then(|it| it.traceback(py));
                [exception.type_().to_value(), exception.clone(), traceback.unwrap_or_else(none)]
            }
            None => [none(), none(), none()],
        };
        py.tuple(parts)
    }

    /// Ends the program by raising SystemExit. The status is an int, None for success, or a text to print for failure.
    #[pyfunction("(status=None, /)")]
    fn exit(py: &mut Py, status: Borrowed<'_>) -> PyResult<Value> {
        Err(exit(py, &status))
    }
}

/// `SystemExit(status)`, raised.
fn exit(py: &mut Py, status: &Value) -> Raised {
    let class = exc::SYSTEM_EXIT.to_value();
    let made = if taipan_object::types::singletons::is_none(status) {
        py.call(&class, &[])
    } else if let Some(tuple) = status.exact::<taipan_object::types::tuple::Tuple>() {
        let arguments: Vec<&Value> = tuple.items().iter().collect();
        py.call(&class, &arguments)
    } else {
        py.call(&class, &[status])
    };
    match made {
        Ok(exception) => py.heap().raise(exception),
        Err(raised) => raised,
    }
}
