//! The life of a `BytesIO`: how it is made, closed, and pickled.

use std::cell::Cell;

use taipan_macros::pymethods;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc, instance};
use taipan_text::Name;

use super::{BYTES_IO, BytesIo};
use crate::base::IoBase;
use crate::calls::{self, call, value_error};

pub(super) struct Life;

impl BytesIo {
    /// The contents as bytes. The object is kept, and given out again as long as nothing changes.
    pub(super) fn value(&self, py: &mut Py) -> PyResult<Value> {
        if let Some(shared) = &*self.shared.get(py) {
            return Ok(shared.clone());
        }
        let value = py.bytes(&self.own.get(py))?;
        if self.exports.get() == 0 {
            drop(self.shared.replace(py, Some(value.clone())));
            drop(self.own.replace(py, Vec::new()));
        }
        Ok(value)
    }

    /// Begins anew with the bytes of an object.
    fn set_up(&self, py: &mut Py, initial: Option<Borrowed<'_>>) -> PyResult<()> {
        self.check_exports(py)?;
        self.position.set(0);
        drop(self.shared.replace(py, None));
        drop(self.own.replace(py, Vec::new()));
        let Some(initial) = initial.filter(|initial| !is_none(initial)) else { return Ok(()) };
        if initial.exact::<Bytes>().is_some() {
            drop(self.shared.replace(py, Some(initial.to_value())));
            return Ok(());
        }
        let bytes = calls::with_bytes(py, &initial, |py, buffer| py.bytes(buffer.bytes(py)))?;
        // Giving the memory back may have run code that used the stream.
        self.check_exports(py)?;
        drop(self.shared.replace(py, Some(bytes)));
        Ok(())
    }
}

#[pymethods(BytesIo)]
impl Life {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        let stream = py.heap().object_of(class, BytesIo { exports: Cell::new(0), ..BytesIo::default() })?;
        if class.is(&BYTES_IO) {
            // Only a class that derives from this one can have a `close` that somebody would notice.
            py.needs_no_finaliser(&stream);
        }
        Ok(stream)
    }

    #[pyslot("(initial_bytes=b'')", name = "BytesIO")]
    fn init(this: &BytesIo, py: &mut Py, initial_bytes: Option<Borrowed<'_>>) -> PyResult<()> {
        this.set_up(py, initial_bytes)?;
        this.is_closed.set(false);
        Ok(())
    }

    /// True, until the stream is closed.
    #[pymethod("($self, /)")]
    fn readable(this: &BytesIo, py: &mut Py) -> PyResult<bool> {
        this.check_open(py).map(|()| true)
    }

    /// True, until the stream is closed.
    #[pymethod("($self, /)")]
    fn seekable(this: &BytesIo, py: &mut Py) -> PyResult<bool> {
        this.check_open(py).map(|()| true)
    }

    /// True, until the stream is closed.
    #[pymethod("($self, /)")]
    fn writable(this: &BytesIo, py: &mut Py) -> PyResult<bool> {
        this.check_open(py).map(|()| true)
    }

    /// False: there is nobody at the other end.
    #[pymethod("($self, /)")]
    fn isatty(this: &BytesIo, py: &mut Py) -> PyResult<bool> {
        this.check_open(py).map(|()| false)
    }

    /// Does nothing: nothing waits.
    #[pymethod("($self, /)")]
    fn flush(this: &BytesIo, py: &mut Py) -> PyResult<()> {
        this.check_open(py)
    }

    /// Closes the stream and forgets its contents.
    #[pymethod("($self, /)")]
    fn close(this: &BytesIo, py: &mut Py) -> PyResult<()> {
        this.check_exports(py)?;
        this.is_closed.set(true);
        drop(this.shared.replace(py, None));
        drop(this.own.replace(py, Vec::new()));
        Ok(())
    }

    #[pymethod("($self, /)")]
    fn __getstate__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(stream) = this.get::<BytesIo>() else { return Ok(none()) };
        stream.check_open(py)?;
        let value = stream.value(py)?;
        let position = py.int_from_usize(stream.position.get())?;
        let dict = attributes(py, this)?;
        py.tuple([value, position, dict])
    }

    #[pymethod("($self, object, /)")]
    fn __setstate__(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        let Some(stream) = this.get::<BytesIo>() else { return Ok(()) };
        let state = object.get::<Tuple>().map(Tuple::items);
        let Some([value, position, attributes, ..]) = state else {
            let (class, given) = (this.type_().name(), object.type_().name());
            return Err(exc::type_error(
                py,
                format_args!("{class}.__setstate__ argument should be 3-tuple, got {given}"),
            ));
        };
        stream.check_exports(py)?;
        stream.set_up(py, None)?;
        write_state(py, stream, value)?;
        stream.position.set(0);
        if !position.is_int() {
            let given = position.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("second item of state must be an integer, got {given}"),
            ));
        }
        let position = py.to_isize(position)?;
        let Ok(position) = usize::try_from(position) else {
            return Err(value_error(py, "position value cannot be negative"));
        };
        stream.position.set(position);
        restore_attributes(py, this, attributes, "third")
    }

    #[pymethod("($self, /)")]
    fn __sizeof__(this: Borrowed<'_>, py: &mut Py) -> PyResult<usize> {
        let own = this.get::<BytesIo>().map_or(0, |stream| stream.own.get(py).capacity());
        Ok(this.type_().instance_size() + own)
    }

    /// Whether the stream is closed.
    #[pygetter]
    fn closed(this: &BytesIo) -> bool {
        this.is_closed.get()
    }
}

fn write_state(py: &mut Py, stream: &BytesIo, value: &Value) -> PyResult<()> {
    let bytes = calls::with_bytes(py, value, |py, buffer| py.bytes(buffer.bytes(py)))?;
    stream.write(py, bytes.get::<Bytes>().map_or(&[][..], Bytes::data)).map(drop)
}

/// A copy of the attributes of a stream, or `None`.
pub(crate) fn attributes(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let attributes = this.get::<IoBase>().map(|base| base.attributes(py)).transpose()?;
    Ok(attributes.flatten().unwrap_or_else(none))
}

/// Adds attributes to a stream, from a dict that was pickled with it.
pub(crate) fn restore_attributes(
    py: &mut Py,
    this: Borrowed<'_>,
    attributes: &Value,
    ordinal: &str,
) -> PyResult<()> {
    if is_none(attributes) {
        return Ok(());
    }
    if attributes.get::<Dict>().is_none() {
        let given = attributes.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("{ordinal} item of state should be a dict, got a {given}"),
        ));
    }
    if let Some(dict) = instance::dict(py, this)? {
        call(py, &dict, Name::UPDATE, &[attributes])?;
    }
    Ok(())
}
