//! What the streams have in common when they call each other: methods by name, arguments that are sizes or offsets, calls that
//! a signal interrupted, and errors.

use taipan_object::exception::{self as exc, BaseException};
use taipan_object::native::{Argument, Place};
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};
use taipan_text::Name;

use crate::module;

/// Calls a method.
pub(crate) fn call(py: &mut Py, this: &Value, name: Name, args: &[&Value]) -> PyResult<Value> {
    let name = py.name(name).clone();
    py.call_method(this, &name, args)
}

/// Reads an attribute.
pub(crate) fn attribute(py: &mut Py, this: &Value, name: Name) -> PyResult<Value> {
    let name = py.name(name).clone();
    py.get_attribute(this, &name)
}

/// Reads an attribute, if there is one.
pub(crate) fn find(py: &mut Py, this: &Value, name: Name) -> PyResult<Option<Value>> {
    let name = py.name(name).clone();
    py.find_attribute(this, &name)
}

/// Whether a method without arguments returns something true.
pub(crate) fn ask(py: &mut Py, this: &Value, name: Name) -> PyResult<bool> {
    let answer = call(py, this, name, &[])?;
    py.is_true(&answer)
}

/// Whether the attribute `closed` is true.
pub(crate) fn is_closed(py: &mut Py, this: &Value) -> PyResult<bool> {
    let closed = attribute(py, this, Name::CLOSED)?;
    py.is_true(&closed)
}

/// `UnsupportedOperation`
#[cold]
pub(crate) fn unsupported(py: &mut Py, what: &str) -> Raised {
    let raise = |py: &mut Py| -> PyResult<Raised> {
        let class = module::unsupported_operation(py)?;
        let message = py.str(what)?;
        let exception = py.call(&class, &[&message])?;
        Ok(py.heap().raise(exception))
    };
    raise(py).unwrap_or_else(|raised| raised)
}

/// `ValueError`
#[cold]
pub(crate) fn value_error(py: &Py, message: &str) -> Raised {
    exc::value_error(py, format_args!("{message}"))
}

/// The argument of `read` and the like: a number of bytes or characters, or `None` for as many as there are, which is -1.
pub(crate) fn size(py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<isize> {
    let Some(value) = value.filter(|value| !is_none(value)) else { return Ok(-1) };
    if let Some(size) = value.as_small_int() {
        return Ok(size as isize);
    }
    if !value.is_int() && value.type_().slots.index.get().is_none() {
        let class = value.type_().name();
        return Err(exc::type_error(py, format_args!("argument should be integer or None, not '{class}'")));
    }
    whole(py, &value, &exc::OVERFLOW_ERROR, "an index-sized")
}

/// A whole number that a stream gave as a number of bytes. `ValueError` if it does not fit.
pub(crate) fn count(py: &mut Py, value: &Value) -> PyResult<isize> {
    whole(py, value, &exc::VALUE_ERROR, "an index-sized")
}

/// A position in a file. `ValueError` if it does not fit.
pub(crate) fn offset(py: &mut Py, value: &Value) -> PyResult<i64> {
    whole(py, value, &exc::VALUE_ERROR, "an offset-sized").map(|offset| offset as i64)
}

fn whole(py: &mut Py, value: &Value, error: &'static taipan_object::Type, what: &str) -> PyResult<isize> {
    let number = py.index(value)?;
    match number.as_i64() {
        Some(number) => Ok(number as isize),
        None => {
            let class = value.type_().name();
            Err(py.error(error, format_args!("cannot fit '{class}' into {what} integer")))
        }
    }
}

/// Does something again whenever a signal interrupts it whose handler raises nothing.
pub(crate) fn retry<R>(py: &mut Py, mut work: impl FnMut(&mut Py) -> PyResult<R>) -> PyResult<R> {
    loop {
        match work(py) {
            Err(raised) if is_interruption(py, &raised) => py.discard(raised),
            result => return result,
        }
    }
}

/// Whether an exception is the `OSError` of a call that a signal interrupted.
pub(crate) fn is_interruption(py: &Py, raised: &Raised) -> bool {
    if !py.matches(raised, &exc::OS_ERROR) {
        return false;
    }
    let exception = py.peek(raised);
    let errno = exception.get::<exc::payload::OsError>().and_then(|it| it.errno.get(py).clone());
    let errno = errno.and_then(|errno| errno.as_i64()).and_then(|errno| i32::try_from(errno).ok());
    errno.is_some_and(|errno| {
        taipan_host::errno::meaning(errno) == Some(taipan_host::errno::Meaning::Interrupted)
    })
}

/// Calls the system again and again until no signal interrupts it.
pub(crate) fn system<R: Send>(
    py: &mut Py,
    mut work: impl FnMut() -> std::io::Result<R> + Send,
) -> PyResult<std::io::Result<R>> {
    loop {
        match py.detach(&mut work) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => py.check_signals()?,
            result => return Ok(result),
        }
    }
}

/// Goes on after something that may have failed. What it raises is raised in the end, unless `second` raises, too: then it is
/// the context of that.
pub(crate) fn then<A, B>(
    py: &mut Py,
    first: PyResult<A>,
    second: impl FnOnce(&mut Py) -> PyResult<B>,
) -> PyResult<B> {
    let Err(raised) = first else { return second(py) };
    let earlier = py.take(raised);
    match second(py) {
        Ok(_) => Err(py.heap().again(earlier)),
        Err(raised) => {
            let later = py.take(raised);
            if let Some(payload) = later.get::<BaseException>().filter(|_| !later.is(&earlier)) {
                let old = payload.state.get_mut(py).context.replace(earlier);
                drop(old);
            }
            Err(py.heap().again(later))
        }
    }
}

/// Fails unless a value is a bytes object: what `method` of a stream must have returned.
pub(crate) fn check_bytes(py: &Py, value: &Value, method: &str) -> PyResult<()> {
    if value.type_().has(taipan_object::type_::Flags::BYTES) {
        return Ok(());
    }
    let class = value.type_().name();
    Err(py
        .error(&exc::OS_ERROR, format_args!("{method}() should have returned a bytes object, not '{class}'")))
}

/// `repr` of a stream: its class, and what `shown` says of it.
pub(crate) fn repr_of(
    py: &mut Py,
    this: Borrowed<'_>,
    shown: impl FnOnce(&mut Py) -> PyResult<Value>,
) -> PyResult<Value> {
    let Some(guard) = py.enter_repr(this) else {
        let class = this.type_().name();
        return Err(exc::runtime_error(py, format_args!("reentrant call inside {class}.__repr__")));
    };
    let result = shown(py);
    py.leave_repr(guard);
    result
}

/// `__getstate__` of what cannot be pickled.
#[cold]
pub(crate) fn cannot_pickle(py: &Py, this: Borrowed<'_>) -> Raised {
    let class = this.type_();
    let name = class.name().to_string();
    let name = name.rsplit('.').next().unwrap_or(&name);
    exc::type_error(py, format_args!("cannot pickle '{name}' instances"))
}

/// Lends the memory of an object, which must be writable, and gives it back afterwards. `function` and `argument` are what errors call it.
pub(crate) fn with_writable<R>(
    py: &mut Py,
    function: &'static str,
    argument: Argument,
    value: Borrowed<'_>,
    work: impl FnOnce(&mut Py, &taipan_object::buffer::Buffer) -> PyResult<R>,
) -> PyResult<R> {
    let buffer = py.get_writable(value, &Place { function, argument })?;
    let result = work(py, &buffer);
    give_back(py, buffer, result)
}

/// Lends the memory of an object to be read, and gives it back afterwards.
pub(crate) fn with_bytes<R>(
    py: &mut Py,
    value: &Value,
    work: impl FnOnce(&mut Py, &taipan_object::buffer::Buffer) -> PyResult<R>,
) -> PyResult<R> {
    let buffer = py.get_buffer(value, taipan_object::buffer::BufferRequest::SIMPLE)?;
    let result = work(py, &buffer);
    give_back(py, buffer, result)
}

fn give_back<R>(py: &mut Py, buffer: taipan_object::buffer::Buffer, result: PyResult<R>) -> PyResult<R> {
    match result {
        Ok(result) => {
            py.release_buffer(buffer);
            Ok(result)
        }
        Err(raised) => {
            let exception = py.take(raised);
            py.release_buffer(buffer);
            Err(py.heap().again(exception))
        }
    }
}
