//! The module `_socket`: sockets, and the names of hosts and services.

mod address;
mod constants;
mod families;
mod functions;
mod names;
mod object;

use std::io;

use taipan_host::socket::NameError;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::singletons::boolean;
use taipan_object::{Py, PyCell, PyResult, Raised, Value, exception as exc};

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "Sockets, and the names of hosts and services, as the system has them.\n\nThe module socket builds on it.",
    ),
    functions: &[functions::Functions::FUNCTIONS, names::Names::FUNCTIONS],
    definitions: &[object::DEFINITIONS],
    types: &[&object::SOCKET],
    constants: &[
        ("SocketType", |_| Ok(object::SOCKET.to_value())),
        ("error", |_| Ok(exc::OS_ERROR.to_value())),
        ("timeout", |_| Ok(exc::TIMEOUT_ERROR.to_value())),
        ("has_ipv6", |_| Ok(boolean(true))),
        ("BDADDR_ANY", |py| py.str("00:00:00:00:00:00")),
        ("BDADDR_LOCAL", |py| py.str("00:00:00:FF:FF:FF")),
    ],
    exec: Some(complete),
    ..ModuleDef::of("_socket")
};

/// What the module remembers.
#[derive(Default)]
struct State {
    /// `gaierror`
    resolver_error: PyCell<Option<Value>>,
    /// `socket.setdefaulttimeout()`, in seconds.
    default_timeout: std::cell::Cell<Option<f64>>,
}

fn complete(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(payload) = module.get::<Module>() else { return Ok(()) };
    for &(name, number) in constants::NUMBERS {
        let number = py.int(number)?;
        payload.set(py, name, number)?;
    }
    let host_error = py.exception_class("socket.herror", &exc::OS_ERROR)?;
    payload.set(py, "herror", host_error)?;
    let resolver_error = py.exception_class("socket.gaierror", &exc::OS_ERROR)?;
    payload.set(py, "gaierror", resolver_error.clone())?;
    drop(py.state::<State>().resolver_error.replace(py, Some(resolver_error)));
    Ok(())
}

/// The exception for an error of the system.
fn system_error(py: &mut Py, error: &io::Error) -> Raised {
    py.io_error(error, None)
}

/// The exception for a name without an answer.
fn name_error(py: &mut Py, error: &NameError) -> Raised {
    let (number, text) = match error {
        NameError::System(error) => return system_error(py, error),
        NameError::Resolver(number, text) => (*number, text),
    };
    let class = py.state::<State>().resolver_error.get(py).clone();
    let made = py.int(number.into()).and_then(|number| {
        let text = py.str(text)?;
        let class = class.unwrap_or_else(|| exc::OS_ERROR.to_value());
        py.call(&class, &[&number, &text])
    });
    match made {
        Ok(exception) => py.heap().raise(exception),
        Err(raised) => raised,
    }
}
