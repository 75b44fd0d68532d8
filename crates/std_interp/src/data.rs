//! What crosses from one interpreter to another: plain data that stands for a value.
//!
//! Values of a few types are packed as they are. With the full fallback, functions that depend on nothing go as their code,
//! and everything else as a pickle.

pub mod memory;
pub mod pickle;
mod text;

use taipan_bytecode::marshal::VERSION;
use taipan_object::types::bytes::{BYTES, Bytes};
use taipan_object::types::float::FLOAT;
use taipan_object::types::int::INT;
use taipan_object::types::singletons::{BOOL, as_bool, boolean, is_none, none};
use taipan_object::types::str_::{STR, Str};
use taipan_object::types::tuple::{TUPLE, Tuple};
use taipan_object::{Py, PyCell, PyResult, Raised, Value, exception as exc};
use taipan_std_boot::marshal;

pub use text::Text;

use crate::channels::ChannelData;
use crate::queues::QueueReference;
use crate::{code, errors};
use memory::Lent;
use pickle::Pickled;

/// A value on its way.
#[derive(Debug)]
pub enum Data {
    /// `None`
    None,
    /// A `bool`.
    Bool(bool),
    /// An `int`.
    Int(i64),
    /// A `float`.
    Float(f64),
    /// A `str`.
    Str(Text),
    /// A `bytes`.
    Bytes(Vec<u8>),
    /// A `tuple`.
    Tuple(Vec<Data>),
    /// Memory that another interpreter lends.
    Memory(Box<Lent>),
    /// A queue of `concurrent.interpreters`.
    Queue(QueueReference),
    /// The ID of a channel, or one of its ends.
    Channel(ChannelData),
    /// Anything that can be pickled.
    Pickled(Pickled),
    /// Anything that can be marshalled, a code object for instance.
    Marshalled(Vec<u8>),
    /// A function without state, as its marshalled code.
    Function(Vec<u8>),
}

/// What is tried where a type has no way of its own to be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// Nothing: it is an error.
    None,
    /// Functions go as their code, everything else is pickled.
    Full,
}

impl Fallback {
    /// The fallback of a number, as modules of the library know it.
    pub fn of(number: i64) -> Option<Self> {
        match number {
            0 => Some(Self::None),
            1 => Some(Self::Full),
            _ => None,
        }
    }
}

/// What packs the instances of a class.
pub type Packer = fn(&mut Py, &Value) -> PyResult<Data>;

/// The classes whose instances can be shared, beside builtin types.
#[derive(Default)]
struct Registry(PyCell<Vec<(Value, Packer)>>);

/// Has the instances of a class packed by a function.
pub fn register(py: &mut Py, class: &Value, packer: Packer) {
    let registry = py.state::<Registry>();
    let mut entries = registry.0.get_mut(py);
    match entries.iter_mut().find(|(known, _)| known.is(class)) {
        Some(entry) => entry.1 = packer,
        None => entries.push((class.clone(), packer)),
    }
}

/// Takes back that the instances of a class can be shared.
pub fn unregister(py: &mut Py, class: &Value) {
    let registry = py.state::<Registry>();
    let mut entries = registry.0.get_mut(py);
    let place = entries.iter().position(|(known, _)| known.is(class));
    let removed = place.map(|place| entries.remove(place));
    drop(entries);
    drop(removed);
}

/// How the values of a type are packed.
enum Way {
    Own,
    Registered(Packer),
}

fn way(py: &Py, value: &Value) -> Option<Way> {
    let class = value.type_();
    let own = [&BOOL, &INT, &FLOAT, &STR, &BYTES, &TUPLE];
    if is_none(value) || own.iter().any(|it| class.is(it)) || memory::is_view(value) {
        return Some(Way::Own);
    }
    let registry = py.state::<Registry>();
    let entries = registry.0.get(py);
    let found = entries.iter().find(|(known, _)| known.is(&class.borrow()));
    found.map(|&(_, packer)| Way::Registered(packer))
}

/// Whether the type of a value says that it can be shared.
pub fn is_shareable(py: &Py, value: &Value) -> bool {
    way(py, value).is_some()
}

/// How deep tuples may be nested in each other: data is dropped by recursion, perhaps on a thread with a small stack.
const MAX_DEPTH: usize = 500;

/// Packs a value.
pub fn pack(py: &mut Py, value: &Value, fallback: Fallback) -> PyResult<Data> {
    memory::take_back(py);
    pack_at(py, value, fallback, 0)
}

fn pack_at(py: &mut Py, value: &Value, fallback: Fallback, depth: usize) -> PyResult<Data> {
    let raised = match direct(py, value, fallback, depth) {
        Ok(data) => return Ok(data),
        Err(raised) => raised,
    };
    if fallback == Fallback::None {
        return Err(raised);
    }
    let exception = py.take(raised);
    let tried = match code::pack_function(py, value) {
        Ok(data) => Ok(data),
        Err(raised) => {
            py.discard(raised);
            pickle::pack(py, value).map(Data::Pickled)
        }
    };
    match tried {
        Ok(data) => Ok(data),
        Err(raised) => {
            py.discard(raised);
            Err(py.heap().again(exception))
        }
    }
}

/// Packs a value by what its type provides.
fn direct(py: &mut Py, value: &Value, fallback: Fallback, depth: usize) -> PyResult<Data> {
    match way(py, value) {
        None => Err(failure(py, value, None)),
        Some(way) => {
            let packed = match way {
                Way::Own => own(py, value, fallback, depth),
                Way::Registered(packer) => packer(py, value),
            };
            packed.map_err(|raised| failure(py, value, Some(raised)))
        }
    }
}

#[cold]
fn failure(py: &mut Py, value: &Value, cause: Option<Raised>) -> Raised {
    let cause = cause.map(|raised| py.take(raised));
    let shown = match py.repr(value) {
        Ok(shown) => shown,
        Err(raised) => return raised,
    };
    let cause = cause.map(|exception| py.heap().again(exception));
    errors::not_shareable(py, format_args!("{shown} does not support cross-interpreter data"), cause)
}

fn own(py: &mut Py, value: &Value, fallback: Fallback, depth: usize) -> PyResult<Data> {
    if is_none(value) {
        return Ok(Data::None);
    }
    if let Some(truth) = as_bool(value) {
        return Ok(Data::Bool(truth));
    }
    if value.type_().is(&INT) {
        return match py.to_i64(value) {
            Ok(number) => Ok(Data::Int(number)),
            Err(raised) => {
                py.discard(raised);
                Err(exc::overflow_error(py, format_args!("try sending as bytes")))
            }
        };
    }
    if value.type_().is(&FLOAT) {
        return py.to_f64(value).map(Data::Float);
    }
    if let Some(text) = value.get::<Str>() {
        return Text::of(text.units()).map(Data::Str);
    }
    if let Some(bytes) = value.get::<Bytes>() {
        return copy(bytes.data()).map(Data::Bytes);
    }
    if let Some(tuple) = value.get::<Tuple>() {
        py.check_stack("while sharing a tuple")?;
        if depth > MAX_DEPTH {
            return Err(py.error(
                &exc::RECURSION_ERROR,
                format_args!("maximum recursion depth exceeded while sharing a tuple"),
            ));
        }
        let mut items = Vec::new();
        items.try_reserve_exact(tuple.items().len())?;
        for item in tuple.items() {
            items.push(pack_at(py, item, fallback, depth + 1)?);
        }
        return Ok(Data::Tuple(items));
    }
    memory::lend(py, value).map(Data::Memory)
}

/// A copy of bytes, if there is memory for it.
pub(crate) fn copy(bytes: &[u8]) -> PyResult<Vec<u8>> {
    let mut copied = Vec::new();
    copied.try_reserve_exact(bytes.len())?;
    copied.extend_from_slice(bytes);
    Ok(copied)
}

/// Makes a value of what has arrived.
pub fn unpack(py: &mut Py, data: Data) -> PyResult<Value> {
    match data {
        Data::None => Ok(none()),
        Data::Bool(truth) => Ok(boolean(truth)),
        Data::Int(number) => py.int(number),
        Data::Float(number) => py.float(number),
        Data::Str(text) => text.value(py),
        Data::Bytes(bytes) => py.bytes(&bytes),
        Data::Tuple(items) => {
            py.check_stack("while sharing a tuple")?;
            let items = items.into_iter().map(|item| unpack(py, item)).collect::<PyResult<Vec<_>>>()?;
            py.tuple(items)
        }
        Data::Memory(lent) => memory::view(py, lent),
        Data::Queue(reference) => reference.value(py),
        Data::Channel(channel) => channel.value(py),
        Data::Pickled(pickled) => pickle::unpack(py, pickled),
        Data::Marshalled(bytes) => match marshal::load(py, &bytes, true) {
            Ok((value, _)) => Ok(value),
            Err(raised) => {
                Err(errors::not_shareable(py, format_args!("object could not be unmarshalled"), Some(raised)))
            }
        },
        Data::Function(bytes) => code::unpack_function(py, &bytes),
    }
}

/// Packs a value with marshal.
pub fn pack_marshalled(py: &mut Py, value: &Value) -> PyResult<Data> {
    match marshal::dump(py, value, VERSION, true) {
        Ok(bytes) => Ok(Data::Marshalled(bytes)),
        Err(raised) => {
            Err(errors::not_shareable(py, format_args!("object could not be marshalled"), Some(raised)))
        }
    }
}
