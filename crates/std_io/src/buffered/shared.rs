//! What all buffers have: inquiries that are passed on to the raw stream, and the end of their use.

use taipan_macros::pymethods;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_text::Name;

use super::{Phase, Random, receiver};
use crate::calls::{self, attribute, call, cannot_pickle};
use crate::file::flag;

pub(super) struct Shared;

/// Calls a method of the raw stream.
fn pass_on(py: &mut Py, this: Borrowed<'_>, method: Name) -> PyResult<Value> {
    let raw = receiver(py, this)?.raw(py)?;
    call(py, &raw, method, &[])
}

/// Reads an attribute of the raw stream.
fn raw_attribute(py: &mut Py, this: Borrowed<'_>, name: Name) -> PyResult<Value> {
    let raw = receiver(py, this)?.raw(py)?;
    attribute(py, &raw, name)
}

#[pymethods(Random)]
impl Shared {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_().name().to_string();
        let name = match calls::find(py, &this, Name::NAME) {
            Ok(name) => name,
            // The raw stream was taken away.
            Err(raised) if py.matches(&raised, &exc::VALUE_ERROR) => {
                py.discard(raised);
                None
            }
            Err(raised) => return Err(raised),
        };
        let Some(name) = name else { return py.text(format_args!("<{class}>")) };
        calls::repr_of(py, this, |py| {
            let name = py.repr(&name)?;
            py.text(format_args!("<{class} name={name}>"))
        })
    }

    #[pymethod("($self, /)")]
    fn detach(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let stream = receiver(py, this)?;
        stream.raw(py)?;
        call(py, &this, Name::FLUSH, &[])?;
        let raw = stream.raw.replace(py, None);
        stream.phase.set(Phase::Detached);
        Ok(raw.unwrap_or_else(none))
    }

    #[pymethod("($self, /)")]
    fn close(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let stream = receiver(py, this)?;
        let raw = stream.raw(py)?;
        {
            let _held = stream.lock.enter(py, this)?;
            if calls::is_closed(py, &raw)? {
                return Ok(none());
            }
            if stream.finalizing.get()
                && let Err(raised) = call(py, &raw, Name::_DEALLOC_WARN, &[&this])
            {
                py.discard(raised);
            }
        }
        let flushed = call(py, &this, Name::FLUSH, &[]);
        let _held = match stream.lock.enter(py, this) {
            Ok(held) => held,
            Err(raised) => return calls::then(py, flushed, |_| Err(raised)),
        };
        let closed = calls::then(py, flushed, |py| call(py, &raw, Name::CLOSE, &[]));
        stream.released.set(true);
        drop(stream.buffer.replace(py, Vec::new()));
        stream.read_end.set(Some(0));
        stream.pos.set(0);
        closed
    }

    #[pymethod("($self, /)")]
    fn seekable(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        pass_on(py, this, Name::SEEKABLE)
    }

    #[pymethod("($self, /)")]
    fn fileno(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        pass_on(py, this, Name::FILENO)
    }

    #[pymethod("($self, /)")]
    fn isatty(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        pass_on(py, this, Name::ISATTY)
    }

    #[pymethod("($self, source, /)")]
    fn _dealloc_warn(this: Borrowed<'_>, py: &mut Py, source: Borrowed<'_>) -> PyResult<()> {
        let stream = receiver(py, this)?;
        let raw = stream.raw.get(py).clone();
        if let Some(raw) = raw.filter(|_| stream.phase.get() == Phase::Ready)
            && let Err(raised) = call(py, &raw, Name::_DEALLOC_WARN, &[&source])
        {
            py.discard(raised);
        }
        Ok(())
    }

    #[pymethod("($self, /)")]
    fn __sizeof__(this: Borrowed<'_>, py: &mut Py) -> PyResult<usize> {
        let buffer = receiver(py, this)?.buffer.get(py).len();
        Ok(this.type_().instance_size() + buffer)
    }

    #[pymethod("($self, /)")]
    fn __getstate__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        Err(cannot_pickle(py, this))
    }

    #[pymember]
    fn raw(this: Borrowed<'_>, py: &mut Py) -> PyResult<Option<Value>> {
        let raw = receiver(py, this)?.raw.get(py).clone();
        Ok(raw)
    }

    #[pymember(name = "_finalizing")]
    fn is_finalizing(this: Borrowed<'_>, py: &mut Py) -> PyResult<bool> {
        Ok(receiver(py, this)?.finalizing.get())
    }

    #[pysetter(name = "_finalizing")]
    fn set_finalizing(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = flag(py, value)?;
        receiver(py, this)?.finalizing.set(value);
        Ok(())
    }

    #[pygetter]
    fn closed(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        raw_attribute(py, this, Name::CLOSED)
    }

    #[pygetter]
    fn name(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        raw_attribute(py, this, Name::NAME)
    }

    #[pygetter]
    fn mode(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        raw_attribute(py, this, Name::MODE)
    }
}

/// Of buffers to read from.
pub(super) struct Readable;

#[pymethods(Random)]
impl Readable {
    #[pymethod("($self, /)")]
    fn readable(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        pass_on(py, this, Name::READABLE)
    }
}

/// Of buffers to write to.
pub(super) struct Writable;

#[pymethods(Random)]
impl Writable {
    #[pymethod("($self, /)")]
    fn writable(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        pass_on(py, this, Name::WRITABLE)
    }
}
