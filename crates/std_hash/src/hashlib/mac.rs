//! `_hashlib.HMAC` and its functions.

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception as exc;
use taipan_object::exclusive::Exclusive;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{State, named, unsupported};
use crate::argument::{self, Message};
use crate::engine::{Engine, hexadecimal};
use crate::hmac::Mac;

/// The payload.
#[pyclass(static = HMAC, name = "_hashlib.HMAC", leaf)]
pub(super) struct Hmac {
    mac: Exclusive<Mac>,
}

pub(super) const DEFINITIONS: &[Definition] = &[Definition {
    doc: Some(
        "The HMAC of a message that is being computed.\n\nMethods:\n\nupdate() -- adds bytes to the message\ndigest() -- the \
         HMAC of the message so far\nhexdigest() -- the same in hexadecimal digits\ncopy() -- an object that goes on from \
         here\n\nAttributes:\n\nname -- the algorithm, after hmac-\ndigest_size -- bytes of the HMAC\n",
    ),
    flags: Flags::NO_INSTANCES,
    slots: &[Hmac::SLOTS],
    methods: &[Hmac::METHODS],
    getset: &[Hmac::GETSET],
    ..Definition::of(&HMAC)
}];

/// The algorithm that is named, or that a function of this module begins.
fn algorithm(py: &mut Py, digestmod: &Value) -> PyResult<Engine> {
    if let Some(name) = digestmod.get::<Str>() {
        return named(py, name.as_ascii().unwrap_or_default());
    }
    let constructors = py.state::<State>().constructors.get(py).clone();
    if let Some(constructors) = constructors
        && let Ok(name) = py.get_item(&constructors, digestmod).map_err(|raised| py.discard(raised))
        && let Some(name) = name.get::<Str>()
    {
        return named(py, name.as_ascii().unwrap_or_default());
    }
    let shown = py.repr(digestmod)?;
    Err(unsupported(py, format_args!("Unsupported digestmod {shown}")))
}

/// The beginning of an HMAC. OpenSSL has none over digests of any length, and does not say why.
fn begin(py: &mut Py, key: &Value, digestmod: &Value) -> PyResult<Mac> {
    let engine = algorithm(py, digestmod)?;
    let key = argument::bytes(py, key)?;
    match Mac::new(&engine, &key) {
        Some(mac) => Ok(mac),
        None => Err(exc::value_error(py, format_args!("no reason supplied"))),
    }
}

/// The functions.
pub(super) struct Functions;

#[pymodule("_hashlib")]
impl Functions {
    /// The HMAC of a message in one step.
    #[pyfunction("(key, msg, digest)")]
    fn hmac_digest(py: &mut Py, key: &Value, msg: &Value, digest: &Value) -> PyResult<Value> {
        let mut mac = begin(py, key, digest)?;
        let message = argument::bytes(py, msg)?;
        let code = taipan_object::exclusive::detached(py, message.len(), || {
            mac.update(&message);
            mac.digest()
        });
        py.bytes(&code)
    }

    /// An HMAC object, with msg as the beginning of its message.
    #[pyfunction("(key, msg=b'', digestmod=None)")]
    fn hmac_new(
        py: &mut Py,
        key: &Value,
        msg: Option<Borrowed<'_>>,
        digestmod: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let Some(digestmod) = digestmod else {
            return Err(exc::type_error(py, format_args!("Missing required parameter 'digestmod'.")));
        };
        let mac = Exclusive::new(begin(py, key, &digestmod)?);
        if let Some(message) = msg.filter(|message| !is_none(message)) {
            argument::update_exclusive(py, &mac, &message)?;
        }
        py.heap().object(Hmac { mac })
    }
}

#[pymethods]
impl Hmac {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let name = match this.get::<Self>() {
            Some(this) => this.mac.look(py, Mac::algorithm),
            None => "",
        };
        let address = this.word();
        py.text(format_args!("<{name} HMAC object @ 0x{address:x}>"))
    }

    /// An object that goes on from the same message.
    #[pymethod("($self, /)")]
    fn copy(&self, py: &mut Py) -> PyResult<Value> {
        let mac = Exclusive::new(self.mac.look(py, Mac::clone));
        py.heap().object(Self { mac })
    }

    /// Adds bytes to the message.
    #[pymethod("($self, /, msg)")]
    fn update(&self, py: &mut Py, msg: &Value) -> PyResult<()> {
        argument::update_exclusive(py, &self.mac, msg)
    }

    /// The HMAC of the message so far, as bytes.
    #[pymethod("($self, /)")]
    fn digest(&self, py: &mut Py) -> PyResult<Value> {
        let code = self.mac.look(py, Mac::digest);
        py.bytes(&code)
    }

    /// The HMAC of the message so far, as hexadecimal digits.
    #[pymethod("($self, /)")]
    fn hexdigest(&self, py: &mut Py) -> String {
        hexadecimal(&self.mac.look(py, Mac::digest))
    }

    #[pygetter]
    fn digest_size(&self, py: &mut Py) -> usize {
        self.mac.look(py, Mac::digest_size)
    }

    #[pygetter]
    fn block_size(&self, py: &mut Py) -> usize {
        self.mac.look(py, Mac::block_size)
    }

    #[pygetter]
    fn name(&self, py: &mut Py) -> String {
        format!("hmac-{}", self.mac.look(py, Mac::algorithm))
    }
}
