//! `select`: waiting until files can be read or written, in the system's three ways.

mod deadline;
mod epoll;
mod poll;
mod sets;

use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::{Py, PyResult, Value};

use crate::constants::{self, constants};

/// The module.
pub(crate) static SELECT: ModuleDef = ModuleDef {
    doc: Some(
        "Waiting until files can be read or written.\n\nOn this system that works for files of all kinds but regular ones, which can always.",
    ),
    functions: &[sets::Sets::FUNCTIONS, poll::Polling::FUNCTIONS],
    definitions: &[DEFINITIONS],
    types: &[&epoll::EPOLL],
    exec: Some(exec),
    ..ModuleDef::of("select")
};

static DEFINITIONS: &[Definition] = &[
    Definition { flags: Flags::NO_INSTANCES, methods: &[poll::Poll::METHODS], ..Definition::of(&poll::POLL) },
    Definition {
        doc: Some(
            "select.epoll(sizehint=-1, flags=0)\n\nMakes an object that watches any number of files.\n\nBoth arguments are of old times: sizehint must be positive or -1, flags 0 or EPOLL_CLOEXEC.",
        ),
        slots: &[epoll::Epoll::SLOTS],
        methods: &[epoll::Epoll::METHODS],
        getset: &[epoll::Epoll::GETSET],
        ..Definition::of(&epoll::EPOLL)
    },
];

const CONSTANTS: &[(&str, i64)] = constants![
    PIPE_BUF POLLIN POLLPRI POLLOUT POLLERR POLLHUP POLLNVAL POLLRDNORM POLLRDBAND POLLWRNORM POLLWRBAND
    POLLMSG = 1024 POLLRDHUP EPOLLIN EPOLLOUT EPOLLPRI EPOLLERR EPOLLHUP EPOLLRDHUP EPOLLET = 2_147_483_648
    EPOLLONESHOT EPOLLEXCLUSIVE EPOLLRDNORM EPOLLRDBAND EPOLLWRNORM EPOLLWRBAND EPOLLMSG EPOLLWAKEUP
    EPOLL_CLOEXEC
];

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    constants::add(py, module, CONSTANTS)?;
    module.set(py, "error", exc::OS_ERROR.to_value())
}
