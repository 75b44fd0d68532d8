//! The attributes of `TextIOWrapper`.

use taipan_macros::pymethods;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_text::Name;

use super::{Phase, TextWrapper};
use crate::calls::{self, attribute, value_error};
use crate::file::flag;

pub(super) struct Attributes;

/// An attribute of a stream for its `repr`, which is shown without it where it cannot be read.
fn shown(py: &mut Py, this: Borrowed<'_>, name: Name) -> PyResult<String> {
    let value = match calls::find(py, &this, name) {
        Ok(value) => value,
        Err(raised) if py.matches(&raised, &exc::VALUE_ERROR) => {
            py.discard(raised);
            None
        }
        Err(raised) => return Err(raised),
    };
    match value {
        Some(value) => {
            let value = py.repr(&value)?;
            Ok(format!(" {}={value}", py.name(name)))
        }
        None => Ok(String::new()),
    }
}

#[pymethods(TextWrapper)]
impl Attributes {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(stream) = this.get::<TextWrapper>() else { return py.str("") };
        stream.check_ready(py)?;
        let class = this.type_().name().to_string();
        calls::repr_of(py, this, |py| {
            let name = shown(py, this, Name::NAME)?;
            let mode = shown(py, this, Name::MODE)?;
            let encoding = stream.encoding.get(py).clone().unwrap_or_else(none);
            let encoding = py.repr(&encoding)?;
            py.text(format_args!("<{class}{name}{mode} encoding={encoding}>"))
        })
    }

    #[pymember]
    fn encoding(this: &TextWrapper, py: &mut Py) -> Option<Value> {
        this.encoding.get(py).clone()
    }

    #[pymember]
    fn line_buffering(this: &TextWrapper) -> bool {
        this.line_buffering.get()
    }

    #[pymember]
    fn write_through(this: &TextWrapper) -> bool {
        this.write_through.get()
    }

    #[pymember(name = "_finalizing")]
    fn is_finalizing(this: &TextWrapper) -> bool {
        this.finalizing.get()
    }

    #[pysetter(name = "_finalizing")]
    fn set_finalizing(this: &TextWrapper, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = flag(py, value)?;
        this.finalizing.set(value);
        Ok(())
    }

    #[pygetter]
    fn buffer(this: &TextWrapper, py: &mut Py) -> PyResult<Value> {
        this.attached(py)
    }

    #[pygetter]
    fn name(this: &TextWrapper, py: &mut Py) -> PyResult<Value> {
        let buffer = this.attached(py)?;
        attribute(py, &buffer, Name::NAME)
    }

    /// Whether the stream is closed. One that is not set up counts as closed.
    #[pygetter]
    fn closed(this: &TextWrapper, py: &mut Py) -> PyResult<Value> {
        if this.phase.get() == Phase::New {
            return Ok(taipan_object::types::singletons::boolean(true));
        }
        let buffer = this.attached(py)?;
        attribute(py, &buffer, Name::CLOSED)
    }

    #[pygetter]
    fn newlines(this: &TextWrapper, py: &mut Py) -> PyResult<Value> {
        this.attached(py)?;
        match this.newlines(py) {
            Some(newlines) => newlines.seen(py),
            None => Ok(none()),
        }
    }

    #[pygetter]
    fn errors(this: &TextWrapper, py: &mut Py) -> PyResult<Option<Value>> {
        this.check_ready(py)?;
        Ok(this.errors_name(py))
    }

    #[pygetter(name = "_CHUNK_SIZE")]
    fn chunk_size(this: &TextWrapper, py: &mut Py) -> PyResult<usize> {
        this.attached(py)?;
        Ok(this.chunk_size.get())
    }

    #[pysetter(name = "_CHUNK_SIZE")]
    fn set_chunk_size(this: &TextWrapper, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        this.attached(py)?;
        let Some(value) = value else {
            return Err(py.error(
                &exc::ATTRIBUTE_ERROR,
                format_args!("attribute '_CHUNK_SIZE' of '_io.TextIOWrapper' objects cannot be deleted"),
            ));
        };
        let size = calls::count(py, &value)?;
        match usize::try_from(size).ok().filter(|&size| size > 0) {
            Some(size) => {
                this.chunk_size.set(size);
                Ok(())
            }
            None => Err(value_error(py, "a strictly positive integer is required")),
        }
    }
}
