//! The life of a `StringIO`: how it is made, closed, and pickled.

use taipan_macros::pymethods;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

use super::contents::Contents;
use super::{Phase, STRING_IO, StringIo};
use crate::bytes_io::{attributes, restore_attributes};
use crate::calls::value_error;
use crate::line_ends::Newline;
use crate::newlines::Newlines;

pub(super) struct Life;

impl StringIo {
    fn set_up(
        &self,
        py: &mut Py,
        initial: Option<Borrowed<'_>>,
        newline: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let newline = match newline {
            None => Newline::LineFeed,
            Some(value) if is_none(&value) => Newline::Translated,
            Some(value) => {
                let Some(text) = value.get::<Str>() else {
                    let class = value.type_().name();
                    return Err(exc::type_error(
                        py,
                        format_args!("newline must be str or None, not {class}"),
                    ));
                };
                match Newline::of(&text.to_utf8()) {
                    Some(newline) => newline,
                    None => {
                        let shown = py.repr(&value)?;
                        return Err(exc::value_error(py, format_args!("illegal newline value: {shown}")));
                    }
                }
            }
        };
        if let Some(initial) = initial.filter(|initial| !is_none(initial) && !initial.is_str()) {
            let class = initial.type_().name();
            return Err(exc::type_error(py, format_args!("initial_value must be str or None, not {class}")));
        }
        self.phase.set(Phase::New);
        self.newline.set(newline);
        let translate = newline == Newline::Translated;
        self.newlines.set(newline.is_universal().then(|| Newlines::new(translate)));
        drop(self.contents.replace(py, Contents::default()));
        self.position.set(0);
        if let Some(initial) = initial.filter(|initial| !is_none(initial)) {
            self.write(py, &initial)?;
            self.position.set(0);
        }
        self.phase.set(Phase::Ready);
        Ok(())
    }
}

#[pymethods(StringIo)]
impl Life {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        let stream = py.heap().object_of(class, StringIo::default())?;
        if class.is(&STRING_IO) {
            // Only a class that derives from this one can have a `close` that somebody would notice.
            py.needs_no_finaliser(&stream);
        }
        Ok(stream)
    }

    #[pyslot("(initial_value='', newline='\\n')", name = "StringIO")]
    fn init(
        this: &StringIo,
        py: &mut Py,
        initial_value: Option<Borrowed<'_>>,
        newline: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        this.set_up(py, initial_value, newline)
    }

    /// Closes the stream and forgets its text.
    #[pymethod("($self, /)")]
    fn close(this: &StringIo, py: &mut Py) -> PyResult<()> {
        this.phase.set(Phase::Closed);
        drop(this.contents.replace(py, Contents::default()));
        Ok(())
    }

    /// True, until the stream is closed.
    #[pymethod("($self, /)")]
    fn readable(this: &StringIo, py: &mut Py) -> PyResult<bool> {
        this.check_open(py).map(|()| true)
    }

    /// True, until the stream is closed.
    #[pymethod("($self, /)")]
    fn writable(this: &StringIo, py: &mut Py) -> PyResult<bool> {
        this.check_open(py).map(|()| true)
    }

    /// True, until the stream is closed.
    #[pymethod("($self, /)")]
    fn seekable(this: &StringIo, py: &mut Py) -> PyResult<bool> {
        this.check_open(py).map(|()| true)
    }

    #[pymethod("($self, /)")]
    fn __getstate__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(stream) = this.get::<StringIo>() else { return Ok(none()) };
        stream.check_open(py)?;
        let text = py.heap().str_part(stream.contents.get(py).units())?;
        let newline = match stream.newline.get().text() {
            Some(newline) => py.str(newline)?,
            None => none(),
        };
        let position = py.int_from_usize(stream.position.get())?;
        let dict = attributes(py, this)?;
        py.tuple([text, newline, position, dict])
    }

    #[pymethod("($self, state, /)")]
    fn __setstate__(this: Borrowed<'_>, py: &mut Py, state: Borrowed<'_>) -> PyResult<()> {
        let Some(stream) = this.get::<StringIo>() else { return Ok(()) };
        if stream.phase.get() == Phase::Closed {
            return Err(stream.unusable(py));
        }
        let items = state.get::<Tuple>().map(Tuple::items);
        let Some([text, newline, position, attributes, ..]) = items else {
            let (class, given) = (this.type_().name(), state.type_().name());
            return Err(exc::type_error(
                py,
                format_args!("{class}.__setstate__ argument should be 4-tuple, got {given}"),
            ));
        };
        stream.set_up(py, None, Some(newline.borrow()))?;
        if !is_none(text) && !text.is_str() {
            let class = text.type_().name();
            return Err(exc::type_error(py, format_args!("initial_value must be str or None, not {class}")));
        }
        // The text has the ends of lines already that it is to have.
        if let Some(text) = text.get::<Str>() {
            let _ = stream.contents.get_mut(py).write(0, text.units())?;
        }
        if !position.is_int() {
            let class = position.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("third item of state must be an integer, got {class}"),
            ));
        }
        let position = py.to_isize(position)?;
        let Ok(position) = usize::try_from(position) else {
            return Err(value_error(py, "position value cannot be negative"));
        };
        stream.position.set(position);
        restore_attributes(py, this, attributes, "fourth")
    }

    /// Whether the stream is closed.
    #[pygetter]
    fn closed(this: &StringIo, py: &mut Py) -> PyResult<bool> {
        if this.phase.get() == Phase::New {
            Err(this.unusable(py))
        } else {
            Ok(this.phase.get() == Phase::Closed)
        }
    }

    #[pygetter]
    fn newlines(this: &StringIo, py: &mut Py) -> PyResult<Value> {
        this.check_open(py)?;
        match this.newlines.get() {
            Some(newlines) => newlines.seen(py),
            None => Ok(none()),
        }
    }

    #[pygetter]
    fn line_buffering(this: &StringIo, py: &mut Py) -> PyResult<bool> {
        this.check_open(py).map(|()| false)
    }
}
