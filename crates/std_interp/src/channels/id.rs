//! `_interpchannels.ChannelID`: the number of a channel, for one of its ends or for both.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{boolean, not_implemented};
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value, exception as exc};
use taipan_std_boot::import;

use super::channel::{ChannelReference, End, Trouble};
use super::{Class, channels, class, trouble};
use crate::data::Data;

/// The payload.
#[pyclass(static = CHANNEL_ID, name = "_interpchannels.ChannelID", base = OBJECT, leaf)]
pub(crate) struct ChannelId {
    id: i64,
    end: End,
    /// Whether it becomes an object of the library's class where it is received.
    resolve: bool,
    _reference: Option<ChannelReference>,
}

pub(super) static DEFINITIONS: &[Definition] = &[Definition {
    doc: Some("The number of a channel, which it may be used as."),
    flags: Flags::BASE.with(Flags::NO_INSTANCES),
    slots: &[ChannelId::SLOTS],
    getset: &[ChannelId::GETSET],
    ..Definition::of(&CHANNEL_ID)
}];

/// An ID on its way.
#[derive(Debug)]
pub struct ChannelData {
    id: i64,
    end: End,
    form: Form,
}

/// What it becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// An ID.
    Id,
    /// An object of the library's class, or an ID if there is no library.
    Resolved,
    /// An object of the library's class.
    Library,
}

/// A new ID.
pub(super) fn new(py: &Py, id: i64, end: End, reference: Option<ChannelReference>) -> PyResult<Value> {
    py.heap().object(ChannelId { id, end, resolve: false, _reference: reference })
}

/// The number of an argument: an ID, or an int.
pub(super) fn number(py: &mut Py, value: &Value) -> PyResult<i64> {
    if let Some(id) = value.get::<ChannelId>() {
        return Ok(id.id);
    }
    if value.type_().slots.index.get().is_none() {
        let class = value.type_().name();
        return Err(exc::type_error(py, format_args!("channel ID must be an int, got {class}")));
    }
    let number = py.index(value)?;
    match py.to_i64(&number) {
        Ok(id) if id >= 0 => Ok(id),
        Ok(_) => {
            let shown = py.repr(value)?;
            Err(exc::value_error(py, format_args!("channel ID must be a non-negative int, got {shown}")))
        }
        Err(raised) => {
            py.discard(raised);
            Err(exc::overflow_error(py, format_args!("int too big to convert")))
        }
    }
}

/// What `_channel_id()` gives.
pub(super) fn of_arguments(
    py: &mut Py,
    value: &Value,
    send: Option<bool>,
    recv: Option<bool>,
    force: bool,
    resolve: bool,
) -> PyResult<Value> {
    let id = number(py, value)?;
    let own = value.get::<ChannelId>().map_or(End::Both, |id| id.end);
    let end = match (send, recv) {
        (Some(false), Some(false)) => {
            return Err(exc::value_error(py, format_args!("'send' and 'recv' cannot both be False")));
        }
        (Some(true), Some(true)) => End::Both,
        (Some(true), _) => End::Send,
        (_, Some(true)) => End::Receive,
        _ => own,
    };
    let reference = channels(py).refer(id);
    if reference.is_none() && !force {
        return Err(trouble(py, id, Trouble::NotFound));
    }
    py.heap().object(ChannelId { id, end, resolve, _reference: reference })
}

/// Packs an ID.
pub(super) fn pack(py: &mut Py, value: &Value) -> PyResult<Data> {
    match value.get::<ChannelId>() {
        Some(id) => {
            let form = if id.resolve { Form::Resolved } else { Form::Id };
            Ok(Data::Channel(ChannelData { id: id.id, end: id.end, form }))
        }
        None => Err(exc::type_error(py, format_args!("expected a ChannelID"))),
    }
}

/// Packs an object of one of the library's classes.
pub(super) fn pack_end(py: &mut Py, value: &Value) -> PyResult<Data> {
    let name = py.heap().intern("_id")?;
    let id = py.get_attribute(value, &name)?;
    match id.get::<ChannelId>() {
        Some(id) => Ok(Data::Channel(ChannelData { id: id.id, end: id.end, form: Form::Library })),
        None => {
            let class = id.type_().name();
            Err(exc::type_error(
                py,
                format_args!("'_id' attribute must be an _interpchannels.ChannelID object, not {class}"),
            ))
        }
    }
}

impl ChannelData {
    /// Makes a value of it.
    pub(crate) fn value(self, py: &mut Py) -> PyResult<Value> {
        // It makes the type known to the interpreter.
        import::import(py, "_interpchannels")?;
        let Some(reference) = channels(py).refer(self.id) else {
            return Err(trouble(py, self.id, Trouble::NotFound));
        };
        let id = new(py, self.id, self.end, Some(reference))?;
        let which = match self.end {
            End::Send => Class::Sending,
            End::Receive => Class::Receiving,
            End::Both => return Ok(id),
        };
        if self.form == Form::Id {
            return Ok(id);
        }
        match class(py, which).and_then(|class| py.call(&class, &[&id])) {
            Err(raised) if self.form == Form::Resolved => {
                py.discard(raised);
                Ok(id)
            }
            made => made,
        }
    }
}

/// The same channel's ID for one end.
fn with_end(py: &mut Py, this: Borrowed<'_>, end: End) -> PyResult<Value> {
    let Some(id) = this.get::<ChannelId>().map(|it| it.id) else {
        return Err(exc::type_error(py, format_args!("expected a ChannelID")));
    };
    let reference = channels(py).refer(id);
    new(py, id, end, reference)
}

#[pymethods]
impl ChannelId {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_().short_name();
        let (id, end) = this.get::<Self>().map_or((0, End::Both), |it| (it.id, it.end));
        match end {
            End::Both => py.text(format_args!("{class}({id})")),
            End::Send => py.text(format_args!("{class}({id}, send=True)")),
            End::Receive => py.text(format_args!("{class}({id}, recv=True)")),
        }
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let id = this.get::<Self>().map_or(0, |it| it.id);
        py.text(format_args!("{id}"))
    }

    #[pyslot]
    fn int(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.int(this.get::<Self>().map_or(0, |it| it.id))
    }

    #[pyslot]
    fn index(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.int(this.get::<Self>().map_or(0, |it| it.id))
    }

    #[pyslot]
    fn hash(this: Borrowed<'_>, py: &mut Py) -> PyResult<i64> {
        let id = py.int(this.get::<Self>().map_or(0, |it| it.id))?;
        py.hash(&id)
    }

    #[pyslot]
    fn compare(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        let wanted = match op {
            CompareOp::Eq => true,
            CompareOp::Ne => false,
            _ => return Ok(not_implemented()),
        };
        let Some(own) = this.get::<Self>() else { return Ok(not_implemented()) };
        if let Some(other) = other.get::<Self>() {
            return Ok(boolean((own.id == other.id && own.end == other.end) == wanted));
        }
        let slots = &other.type_().slots;
        if slots.index.get().is_none() && slots.float.get().is_none() && slots.int.get().is_none() {
            return Ok(not_implemented());
        }
        let id = py.int(own.id)?;
        py.compare(&id, &other, op)
    }

    /// Which end of the channel it is for: send, recv or both.
    #[pygetter]
    fn end(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.str(match this.get::<Self>().map(|it| it.end) {
            Some(End::Send) => "send",
            Some(End::Receive) => "recv",
            _ => "both",
        })
    }

    /// The ID for the end that sends.
    #[pygetter]
    fn send(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        with_end(py, this, End::Send)
    }

    /// The ID for the end that receives.
    #[pygetter]
    fn recv(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        with_end(py, this, End::Receive)
    }
}
