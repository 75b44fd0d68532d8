//! `_interpchannels`: channels between interpreters, with ends that are opened by use and closed for each interpreter.

mod channel;
mod id;
mod info;

use std::sync::Arc;
use std::time::{Duration, Instant};

use taipan_macros::pymodule;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::struct_sequence;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value, exception as exc};
use taipan_std_boot::import;

use channel::{Channel, Channels, Delivery, End, Item, Trouble};
use id::CHANNEL_ID;
pub use id::ChannelData;
use info::{CHANNEL_INFO, ChannelInfo};

use crate::data::{self, Data, memory};
use crate::errors;
use crate::queues::{Unbound, fallback};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Channels between interpreters, at their lowest level."),
    functions: &[Using::FUNCTIONS, Knowing::FUNCTIONS],
    definitions: &[id::DEFINITIONS, &[struct_sequence::definition::<ChannelInfo>()]],
    types: &[&CHANNEL_ID, &CHANNEL_INFO],
    constants: &[
        ("ChannelError", |py| class(py, Class::Error)),
        ("ChannelNotFoundError", |py| class(py, Class::NotFound)),
        ("ChannelClosedError", |py| class(py, Class::Closed)),
        ("ChannelEmptyError", |py| class(py, Class::Empty)),
        ("ChannelNotEmptyError", |py| class(py, Class::NotEmpty)),
    ],
    exec: Some(complete),
    ..ModuleDef::of("_interpchannels")
};

fn complete(py: &mut Py, _module: &Value) -> PyResult<()> {
    py.runtime().when_one_ends(channel::interpreter_ended);
    data::register(py, &CHANNEL_ID.to_value(), id::pack);
    Ok(())
}

/// The classes that the module makes, and those that the library registers.
#[derive(Clone, Copy)]
enum Class {
    Error,
    NotFound,
    Closed,
    Empty,
    NotEmpty,
    Sending,
    Receiving,
}

#[derive(Default)]
struct Classes(PyCell<[Option<Value>; 7]>);

fn known_class(py: &Py, which: Class) -> Option<Value> {
    py.state::<Classes>().0.get(py)[which as usize].clone()
}

fn set_class(py: &mut Py, which: Class, class: &Value) {
    let classes = py.state::<Classes>();
    let replaced = classes.0.get_mut(py)[which as usize].replace(class.clone());
    drop(replaced);
}

fn class(py: &mut Py, which: Class) -> PyResult<Value> {
    if let Some(class) = known_class(py, which) {
        return Ok(class);
    }
    let name = match which {
        Class::Error => "ChannelError",
        Class::NotFound => "ChannelNotFoundError",
        Class::Closed => "ChannelClosedError",
        Class::Empty => "ChannelEmptyError",
        Class::NotEmpty => "ChannelNotEmptyError",
        Class::Sending | Class::Receiving => return library_class(py, which),
    };
    let base = match which {
        Class::Error => exc::RUNTIME_ERROR.to_value(),
        _ => class(py, Class::Error)?,
    };
    let made = py.exception_class_of(&format!("_interpchannels.{name}"), &[&base], None)?;
    set_class(py, which, &made);
    Ok(made)
}

/// A class that the library registers when it is imported.
fn library_class(py: &mut Py, which: Class) -> PyResult<Value> {
    if let Err(raised) = import::import(py, "concurrent.interpreters._channels") {
        if !py.matches(&raised, &exc::IMPORT_ERROR) {
            return Err(raised);
        }
        py.discard(raised);
        import::import(py, "test.support.channels")?;
    }
    match known_class(py, which) {
        Some(class) => Ok(class),
        None => Err(exc::runtime_error(py, format_args!("the classes of channels are not registered"))),
    }
}

#[cold]
fn trouble(py: &mut Py, id: i64, trouble: Trouble) -> Raised {
    let (which, what) = match trouble {
        Trouble::NotFound => (Class::NotFound, "not found"),
        Trouble::Closed => (Class::Closed, "is closed"),
        Trouble::ClosedHere => (Class::Closed, "is already closed"),
        Trouble::ClosedMeanwhile => (Class::Closed, "has closed"),
        Trouble::Empty => (Class::Empty, "is empty"),
        Trouble::NotEmpty => (Class::NotEmpty, "may not be closed if not empty (try force=True)"),
    };
    match class(py, which) {
        Ok(class) => errors::raise(py, &class, format_args!("channel {id} {what}"), None),
        Err(raised) => raised,
    }
}

fn channels(py: &Py) -> Arc<Channels> {
    py.runtime().state::<Channels>()
}

/// The open channel of an argument.
fn find(py: &mut Py, value: &Value) -> PyResult<(i64, Arc<Channel>)> {
    let id = id::number(py, value)?;
    channels(py).find(id).map(|channel| (id, channel)).map_err(|reason| trouble(py, id, reason))
}

/// When waiting ends.
enum Patience {
    None,
    Until(Instant),
    Forever,
}

/// How long whoever sends waits.
fn patience(py: &mut Py, blocking: Option<bool>, timeout: Option<Borrowed<'_>>) -> PyResult<Patience> {
    const LONGEST: f64 = 9_223_372_036.0;
    let blocking = blocking.unwrap_or(true);
    let Some(timeout) = timeout.filter(|timeout| !is_none(timeout)) else {
        return Ok(if blocking { Patience::Forever } else { Patience::None });
    };
    let is_number = timeout.type_().slots.index.get().is_some()
        || timeout.type_().carries(&taipan_object::types::float::FLOAT);
    if !is_number {
        let class = timeout.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("'{class}' object cannot be interpreted as an integer or float"),
        ));
    }
    let seconds = py.to_f64(&timeout)?;
    if seconds.is_nan() {
        return Err(exc::value_error(py, format_args!("Invalid value NaN (not a number)")));
    }
    if !blocking {
        return Err(exc::value_error(py, format_args!("can't specify a timeout for a non-blocking call")));
    }
    if seconds < 0.0 {
        return Err(exc::value_error(py, format_args!("timeout value must be a non-negative number")));
    }
    if seconds > LONGEST {
        return Err(exc::overflow_error(py, format_args!("timeout value is too large")));
    }
    let end = Instant::now().checked_add(Duration::from_secs_f64(seconds));
    Ok(end.map_or(Patience::Forever, Patience::Until))
}

/// Puts data into a channel, and waits until somebody has received it.
fn deliver(
    py: &mut Py,
    (id, channel): (i64, Arc<Channel>),
    data: Data,
    unbound: Unbound,
    patience: &Patience,
) -> PyResult<()> {
    /// How often a thread that waits looks whether a signal has arrived.
    const LOOK: Duration = Duration::from_millis(50);
    let delivery = (!matches!(patience, Patience::None)).then(Arc::<Delivery>::default);
    let interpreter = py.interpreter().id();
    let item = Item::new(interpreter, data, unbound, delivery.clone());
    channel.put(item).map_err(|reason| trouble(py, id, reason))?;
    let Some(delivery) = delivery else { return Ok(()) };
    loop {
        let next = Instant::now() + LOOK;
        let until = match patience {
            Patience::Until(end) => next.min(*end),
            _ => next,
        };
        let outcome = py.detach(|| delivery.wait_until(until));
        match outcome {
            Some(true) => return Ok(()),
            Some(false) => return Err(trouble(py, id, Trouble::ClosedMeanwhile)),
            None => {}
        }
        let over = matches!(patience, Patience::Until(end) if Instant::now() >= *end);
        let interrupted = py.check_signals();
        if interrupted.is_ok() && !over {
            continue;
        }
        // Nobody is to receive what was not sent; unless somebody just has.
        drop(channel.withdraw(&delivery));
        if delivery.is_received() {
            return interrupted;
        }
        interrupted?;
        return Err(py.error(&exc::TIMEOUT_ERROR, format_args!("timed out")));
    }
}

struct Using;

#[pymodule("_interpchannels")]
impl Using {
    /// Makes a channel and gives its ID. unboundop says what becomes of items whose interpreter ends, fallback how objects
    /// are sent that are not shareable.
    #[pyfunction("(unboundop=-1, fallback=-1)", hidden)]
    fn create(py: &mut Py, unboundop: Option<i64>, fallback: Option<i64>) -> PyResult<Value> {
        let unbound = Unbound::of(py, unboundop.unwrap_or(-1), Unbound::Replace)?;
        let fallback = self::fallback(py, fallback.unwrap_or(-1), data::Fallback::Full)?;
        match channels(py).create(unbound, fallback) {
            Some(reference) => id::new(py, reference.id(), End::Both, Some(reference)),
            None => {
                let class = class(py, Class::Error)?;
                Err(errors::raise(py, &class, format_args!("failed to get a channel ID"), None))
            }
        }
    }

    /// Closes a channel and destroys it: it is as if it had never been.
    #[pyfunction("(cid)", hidden)]
    fn destroy(py: &mut Py, cid: Value) -> PyResult<()> {
        let id = id::number(py, &cid)?;
        match channels(py).remove(id) {
            Some(channel) => {
                drop(channel);
                memory::take_back(py);
                Ok(())
            }
            None => Err(trouble(py, id, Trouble::NotFound)),
        }
    }

    /// Adds an object's data to a channel, and waits until it is received unless blocking is false.
    #[pyfunction("(cid, obj, unboundop=-1, fallback=-1, *, blocking=True, timeout=None)", hidden)]
    fn send(
        py: &mut Py,
        cid: Value,
        obj: Borrowed<'_>,
        unboundop: Option<i64>,
        fallback: Option<i64>,
        blocking: Option<bool>,
        timeout: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let patience = patience(py, blocking, timeout)?;
        let (id, channel) = find(py, &cid)?;
        let unbound = Unbound::of(py, unboundop.unwrap_or(-1), channel.unbound)?;
        let fallback = self::fallback(py, fallback.unwrap_or(-1), channel.fallback)?;
        if channel.is_closing() {
            return Err(trouble(py, id, Trouble::Closed));
        }
        let data = data::pack(py, &obj, fallback)?;
        deliver(py, (id, channel), data, unbound, &patience)
    }

    /// Adds an object's memory to a channel without a copy, and waits until it is received unless blocking is false.
    #[pyfunction("(cid, obj, unboundop=-1, fallback=-1, *, blocking=True, timeout=None)", hidden)]
    fn send_buffer(
        py: &mut Py,
        cid: Value,
        obj: Borrowed<'_>,
        unboundop: Option<i64>,
        fallback: Option<i64>,
        blocking: Option<bool>,
        timeout: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let patience = patience(py, blocking, timeout)?;
        let (id, channel) = find(py, &cid)?;
        let unbound = Unbound::of(py, unboundop.unwrap_or(-1), channel.unbound)?;
        self::fallback(py, fallback.unwrap_or(-1), channel.fallback)?;
        let lent = memory::lend(py, &obj)?;
        if channel.is_closing() {
            return Err(trouble(py, id, Trouble::Closed));
        }
        deliver(py, (id, channel), Data::Memory(lent), unbound, &patience)
    }

    /// Gives a new object of the data at the front of a channel, and None; where the interpreter has ended that the data was
    /// from, None and what was to become of it. Gives a default where there is nothing, if there is one.
    #[pyfunction("(cid, default=<unrepresentable>)", hidden)]
    fn recv(py: &mut Py, cid: Value, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let (id, channel) = find(py, &cid)?;
        let interpreter = py.interpreter().id();
        let mut item = match channel.take(interpreter) {
            Ok(item) => item,
            Err(Trouble::Empty) if default.is_some() => {
                return py.tuple([default.map_or_else(none, Borrowed::to_value), none()]);
            }
            Err(reason) => return Err(trouble(py, id, reason)),
        };
        let Some(data) = item.data.take() else {
            let unbound = py.int(item.unbound as i64)?;
            return py.tuple([none(), unbound]);
        };
        let value = data::unpack(py, data)?;
        item.received();
        memory::take_back(py);
        py.tuple([value, none()])
    }

    /// Closes a channel for all interpreters; with send, only the end that sends, until it is empty. Without force it must be
    /// empty.
    #[pyfunction("(cid, *, send=False, recv=False, force=False)", hidden)]
    fn close(
        py: &mut Py,
        cid: Value,
        send: Option<bool>,
        recv: Option<bool>,
        force: Option<bool>,
    ) -> PyResult<()> {
        let id = id::number(py, &cid)?;
        let only_sending = send == Some(true) && recv != Some(true);
        let closed = channels(py).close(id, only_sending, force == Some(true));
        closed.map(drop).map_err(|reason| trouble(py, id, reason))?;
        memory::take_back(py);
        Ok(())
    }

    /// Closes the ends of a channel for this interpreter: the named ones, or both.
    #[pyfunction("(cid, *, send=False, recv=False, force=True)", hidden)]
    fn release(
        py: &mut Py,
        cid: Value,
        send: Option<bool>,
        recv: Option<bool>,
        _force: Option<bool>,
    ) -> PyResult<()> {
        let (id, channel) = find(py, &cid)?;
        let end = match (send == Some(true), recv == Some(true)) {
            (true, false) => End::Send,
            (false, true) => End::Receive,
            _ => End::Both,
        };
        let interpreter = py.interpreter().id();
        channel.release(interpreter, end).map_err(|reason| trouble(py, id, reason))
    }

    /// Says what the library's classes of the two ends are.
    #[pyfunction("(send, recv)", hidden)]
    fn _register_end_types(py: &mut Py, send: Borrowed<'_>, recv: Borrowed<'_>) -> PyResult<()> {
        for (value, name) in [(&send, "send"), (&recv, "recv")] {
            if value.as_type().is_none() {
                return Err(exc::type_error(py, format_args!("expected a type for '{name}'")));
            }
        }
        for (which, value) in [(Class::Sending, send), (Class::Receiving, recv)] {
            if let Some(old) = known_class(py, which) {
                data::unregister(py, &old);
            }
            data::register(py, &value, id::pack_end);
            set_class(py, which, &value);
        }
        Ok(())
    }
}

struct Knowing;

#[pymodule("_interpchannels")]
impl Knowing {
    /// The IDs of all open channels, with what is usual for their items.
    #[pyfunction("($self, /)")]
    fn list_all(py: &mut Py) -> PyResult<Value> {
        let mut items = Vec::new();
        for (channel, reference) in channels(py).list() {
            let [unbound, fallback] = channel.defaults().map(|number| py.int(number));
            let id = id::new(py, reference.id(), End::Both, Some(reference))?;
            items.push(py.tuple([id, unbound?, fallback?])?);
        }
        py.list(items)
    }

    /// The numbers of the interpreters that an end of a channel is open for.
    #[pyfunction("(cid, *, send)", hidden)]
    fn list_interpreters(py: &mut Py, cid: Value, send: bool) -> PyResult<Value> {
        let id = id::number(py, &cid)?;
        let channel = channels(py).find_any(id).map_err(|reason| trouble(py, id, reason))?;
        if send && channel.is_closing() {
            return Err(trouble(py, id, Trouble::Closed));
        }
        let mut items = Vec::new();
        for summary in py.runtime().clone().interpreters() {
            if channel.is_associated(summary.id, send) {
                items.push(py.int(summary.id)?);
            }
        }
        py.list(items)
    }

    /// How many items a channel has.
    #[pyfunction("(cid)", hidden)]
    fn get_count(py: &mut Py, cid: Value) -> PyResult<usize> {
        Ok(find(py, &cid)?.1.count())
    }

    /// The state of a channel.
    #[pyfunction("(cid)", hidden)]
    fn get_info(py: &mut Py, cid: Value) -> PyResult<Value> {
        let id = id::number(py, &cid)?;
        let interpreter = py.interpreter().id();
        match channels(py).info(id, interpreter) {
            Some(state) => info::value(py, &state),
            None => Err(trouble(py, id, Trouble::NotFound)),
        }
    }

    /// What is usual for the items of a channel.
    #[pyfunction("(cid)", hidden)]
    fn get_channel_defaults(py: &mut Py, cid: Value) -> PyResult<Value> {
        let (_, channel) = find(py, &cid)?;
        let [unbound, fallback] = channel.defaults().map(|number| py.int(number));
        py.tuple([unbound?, fallback?])
    }

    /// The ID of a channel, or of one of its ends.
    #[pyfunction("(id, *, send=False, recv=False, force=False, _resolve=False)", hidden)]
    fn _channel_id(
        py: &mut Py,
        id: Value,
        send: Option<bool>,
        recv: Option<bool>,
        force: Option<bool>,
        resolve: Option<bool>,
    ) -> PyResult<Value> {
        id::of_arguments(py, &id, send, recv, force == Some(true), resolve == Some(true))
    }
}
