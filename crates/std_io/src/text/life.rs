//! The life of a `TextIOWrapper`: how it is made, detached and closed.

use taipan_macros::pymethods;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};
use taipan_text::Name;

use super::codec::Source;
use super::decoder::Decoder;
use super::encoder::Encoder;
use super::{Phase, TextWrapper, receiver};
use crate::calls::{self, ask, call, cannot_pickle, find, value_error};
use crate::line_ends::Newline;
use crate::newlines::Newlines;
use crate::streams;

/// How many bytes are read at a time at first.
const CHUNK_SIZE: usize = 8192;

pub(super) struct Life;

/// An argument that is a text or `None`.
pub(super) fn text_or_none(
    py: &mut Py,
    function: &str,
    name: &str,
    value: Borrowed<'_>,
) -> PyResult<Option<Value>> {
    if is_none(&value) {
        return Ok(None);
    }
    let Some(text) = value.get::<Str>() else {
        let class = value.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("{function}() argument '{name}' must be str or None, not {class}"),
        ));
    };
    let is_plain = text.is_ascii();
    let has_nul = text.code_points().any(|point| point == 0);
    if !is_plain {
        // Names are passed on in UTF-8, which has no surrogates.
        py.encode(&value, None, None)?;
    }
    // What is reconfigured may have one, and is not found then.
    if has_nul && function == "TextIOWrapper" {
        return Err(value_error(py, "embedded null character"));
    }
    Ok(Some(value.to_value()))
}

impl TextWrapper {
    /// Makes the decoder and the encoder, as far as the buffer can be read and written to.
    pub(super) fn set_codec(
        &self,
        py: &mut Py,
        buffer: &Value,
        source: &Source,
        errors: &Value,
    ) -> PyResult<()> {
        let newline = self.newline.get();
        let decoder = if ask(py, buffer, Name::READABLE)? {
            let newlines = newline.is_universal().then(|| Newlines::new(newline == Newline::Translated));
            Some(Decoder::new(py, source, errors, newlines)?)
        } else {
            None
        };
        drop(self.decoder.replace(py, decoder));
        let encoder =
            if ask(py, buffer, Name::WRITABLE)? { Some(Encoder::new(py, source, errors)?) } else { None };
        drop(self.encoder.replace(py, encoder));
        Ok(())
    }

    /// Tells the encoder that it does not stand at the beginning of the stream, if so.
    pub(super) fn find_start(&self, py: &mut Py, buffer: &Value) -> PyResult<()> {
        if !self.seekable.get() || self.known_encoder(py).is_none() {
            return Ok(());
        }
        let position = call(py, buffer, Name::TELL, &[])?;
        let zero = py.int(0)?;
        if py.equal(&position, &zero)? { Ok(()) } else { self.set_encoder_start(py, false) }
    }
}

#[pymethods(TextWrapper)]
impl Life {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, TextWrapper::default())
    }

    #[pyslot(
        "(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
        name = "TextIOWrapper"
    )]
    fn init(
        this: &TextWrapper,
        py: &mut Py,
        buffer: Borrowed<'_>,
        encoding: Borrowed<'_>,
        errors: Borrowed<'_>,
        newline: Borrowed<'_>,
        line_buffering: bool,
        write_through: bool,
    ) -> PyResult<()> {
        let encoding = text_or_none(py, "TextIOWrapper", "encoding", encoding)?;
        let errors = text_or_none(py, "TextIOWrapper", "errors", errors)?;
        this.phase.set(Phase::New);
        let newline = Newline::from_argument(py, "TextIOWrapper", newline)?;
        let encoding = match encoding {
            Some(encoding) if !encoding.get::<Str>().is_some_and(|name| name.is("locale")) => encoding,
            Some(_) => streams::locale_encoding(py)?,
            None => {
                streams::warn_of_default(py, 1)?;
                streams::locale_encoding(py)?
            }
        };
        if let Some(errors) = &errors {
            py.check_codec_names(None, Some(&errors.to_string()))?;
        }
        let source = Source::of(py, &encoding)?;
        let errors = match errors {
            Some(errors) => errors,
            None => py.str("strict")?,
        };
        drop(this.buffer.replace(py, None));
        drop(this.encoder.replace(py, None));
        drop(this.decoder.replace(py, None));
        drop(this.pending.replace(py, Vec::new()));
        this.forget_decoded(py);
        this.forget_snapshot(py);
        drop(this.encoding.replace(py, Some(encoding)));
        drop(this.errors.replace(py, Some(errors.clone())));
        this.ratio.set(0.0);
        this.chunk_size.set(CHUNK_SIZE);
        this.newline.set(newline);
        this.line_buffering.set(line_buffering);
        this.write_through.set(write_through);
        this.set_codec(py, &buffer, &source, &errors)?;
        drop(this.buffer.replace(py, Some(buffer.to_value())));
        let seekable = ask(py, &buffer, Name::SEEKABLE)?;
        this.seekable.set(seekable);
        this.telling.set(seekable);
        this.has_read1.set(find(py, &buffer, Name::READ1)?.is_some());
        this.find_start(py, &buffer)?;
        this.phase.set(Phase::Ready);
        Ok(())
    }

    #[pymethod("($self, /)")]
    fn detach(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let stream = receiver(py, this)?;
        stream.attached(py)?;
        call(py, &this, Name::FLUSH, &[])?;
        let buffer = stream.buffer.replace(py, None);
        stream.phase.set(Phase::Detached);
        Ok(buffer.unwrap_or_else(none))
    }

    #[pymethod("($self, /)")]
    fn flush(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let stream = receiver(py, this)?;
        let buffer = stream.attached(py)?;
        stream.check_open(py, this, &buffer)?;
        stream.telling.set(stream.seekable.get());
        stream.write_pending(py)?;
        call(py, &buffer, Name::FLUSH, &[])
    }

    #[pymethod("($self, /)")]
    fn close(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let stream = receiver(py, this)?;
        let buffer = stream.attached(py)?;
        // To say so may have taken the buffer away.
        if calls::is_closed(py, &this)? || stream.phase.get() == Phase::Detached {
            return Ok(none());
        }
        if stream.finalizing.get()
            && let Err(raised) = call(py, &buffer, Name::_DEALLOC_WARN, &[&this])
        {
            py.discard(raised);
        }
        let flushed = call(py, &this, Name::FLUSH, &[]);
        calls::then(py, flushed, |py| call(py, &buffer, Name::CLOSE, &[]))
    }

    #[pymethod("($self, /)")]
    fn fileno(this: &TextWrapper, py: &mut Py) -> PyResult<Value> {
        let buffer = this.attached(py)?;
        call(py, &buffer, Name::FILENO, &[])
    }

    #[pymethod("($self, /)")]
    fn seekable(this: &TextWrapper, py: &mut Py) -> PyResult<Value> {
        let buffer = this.attached(py)?;
        call(py, &buffer, Name::SEEKABLE, &[])
    }

    #[pymethod("($self, /)")]
    fn readable(this: &TextWrapper, py: &mut Py) -> PyResult<Value> {
        let buffer = this.attached(py)?;
        call(py, &buffer, Name::READABLE, &[])
    }

    #[pymethod("($self, /)")]
    fn writable(this: &TextWrapper, py: &mut Py) -> PyResult<Value> {
        let buffer = this.attached(py)?;
        call(py, &buffer, Name::WRITABLE, &[])
    }

    #[pymethod("($self, /)")]
    fn isatty(this: &TextWrapper, py: &mut Py) -> PyResult<Value> {
        let buffer = this.attached(py)?;
        call(py, &buffer, Name::ISATTY, &[])
    }

    #[pymethod("($self, /)")]
    fn __getstate__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        Err(cannot_pickle(py, this))
    }
}
