//! `_hmac`: HMAC over the algorithms of this crate.

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception as exc;
use taipan_object::exclusive::{Exclusive, detached};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value};

use crate::argument::{self, Message};
use crate::engine::{Engine, hexadecimal};
use crate::key_derivation::Keyed;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    functions: &[Functions::FUNCTIONS, OneShot::FUNCTIONS],
    definitions: &[&[DEFINITION]],
    types: &[&HMAC],
    constants: &[("_GIL_MINSIZE", |py| py.int(2048))],
    exec: Some(exec),
    ..ModuleDef::of("_hmac")
};

/// An HMAC that is being computed.
#[derive(Clone)]
pub(crate) struct Mac {
    keyed: Keyed<Engine>,
    algorithm: &'static str,
    digest_size: usize,
    block_size: usize,
}

impl Mac {
    /// One with a key, over an algorithm of which nothing has been computed yet. `None` if its digests have no length.
    pub(crate) fn new(engine: &Engine, key: &[u8]) -> Option<Self> {
        let (digest_size, block_size) = (engine.digest_size(), engine.block_size());
        let keyed = Keyed::new(engine, key, digest_size, block_size);
        (digest_size > 0).then_some(Self { keyed, algorithm: engine.name(), digest_size, block_size })
    }

    /// The algorithm's name.
    pub(crate) fn algorithm(&self) -> &'static str {
        self.algorithm
    }

    /// Bytes of the code.
    pub(crate) fn digest_size(&self) -> usize {
        self.digest_size
    }

    /// Bytes that are taken together.
    pub(crate) fn block_size(&self) -> usize {
        self.block_size
    }

    /// The code of the message so far.
    pub(crate) fn digest(&self) -> Vec<u8> {
        let mut code = [0; 64];
        self.keyed.clone().finish_into(&mut code);
        code[..self.digest_size].to_vec()
    }
}

impl Message for Mac {
    fn update(&mut self, bytes: &[u8]) {
        self.keyed.update(bytes);
    }
}

/// The class of errors of the interpreter.
#[derive(Default)]
struct State {
    unknown: PyCell<Option<Value>>,
}

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let error = py.exception_class("_hmac.UnknownHashError", &exc::VALUE_ERROR)?;
    if let Some(module) = module.get::<Module>() {
        module.set(py, "UnknownHashError", error.clone())?;
    }
    drop(py.state::<State>().unknown.replace(py, Some(error)));
    Ok(())
}

/// The names that the module knows, in small letters or in capitals, and this crate's for them.
const NAMES: &[(&str, &str)] = &[
    ("sha2_224", "sha224"),
    ("sha2_256", "sha256"),
    ("sha2_384", "sha384"),
    ("sha2_512", "sha512"),
    ("md5", "md5"),
    ("sha1", "sha1"),
    ("sha224", "sha224"),
    ("sha256", "sha256"),
    ("sha384", "sha384"),
    ("sha512", "sha512"),
    ("sha3_224", "sha3_224"),
    ("sha3_256", "sha3_256"),
    ("sha3_384", "sha3_384"),
    ("sha3_512", "sha3_512"),
    ("blake2b", "blake2b"),
    ("blake2s", "blake2s"),
    ("blake2b_32", "blake2b"),
    ("blake2s_32", "blake2s"),
];

/// The beginning of an HMAC.
fn begin(py: &mut Py, key: &Value, digestmod: &Value) -> PyResult<Mac> {
    let name = digestmod.get::<Str>().and_then(|name| name.as_ascii()).map(str::to_ascii_lowercase);
    let known = NAMES.iter().find(|(known, _)| name.as_deref() == Some(known));
    let Some(engine) = known.and_then(|(_, name)| Engine::named(name)) else {
        return Err(unknown(py, digestmod));
    };
    let key = argument::message_bytes(py, key)?;
    Mac::new(&engine, &key).ok_or_else(|| unknown(py, digestmod))
}

#[cold]
fn unknown(py: &mut Py, digestmod: &Value) -> Raised {
    let class = py.state::<State>().unknown.get(py).clone();
    match py.repr(digestmod) {
        Ok(shown) => argument::raise(py, class, format_args!("unsupported hash type: {shown}")),
        Err(raised) => raised,
    }
}

/// The HMAC of a whole message.
fn compute(py: &mut Py, mut mac: Mac, message: &Value) -> PyResult<Value> {
    let message = argument::message_bytes(py, message)?;
    let code = detached(py, message.len(), || {
        mac.update(&message);
        mac.digest()
    });
    py.bytes(&code)
}

struct Functions;

#[pymodule("_hmac")]
impl Functions {
    /// An HMAC object, with msg as the beginning of its message.
    #[pyfunction("(key, msg=None, digestmod=None)")]
    #[expect(clippy::new_ret_no_self, reason = "the function's name in Python")]
    fn new(py: &mut Py, key: &Value, msg: Borrowed<'_>, digestmod: Borrowed<'_>) -> PyResult<Value> {
        if is_none(&digestmod) {
            return Err(exc::type_error(py, format_args!("new() missing 1 required argument 'digestmod'")));
        }
        let mac = begin(py, key, &digestmod)?;
        if mac.algorithm.starts_with("blake2") {
            return Err(exc::value_error(py, format_args!("invalid HACL* algorithm")));
        }
        let mac = Exclusive::new(mac);
        if !is_none(&msg) {
            argument::update_exclusive(py, &mac, &msg)?;
        }
        py.heap().object(Hmac { mac })
    }

    /// The HMAC of a message in one step, with the algorithm of this name.
    #[pyfunction("(key, msg, digest)")]
    fn compute_digest(py: &mut Py, key: &Value, msg: &Value, digest: &Value) -> PyResult<Value> {
        let mac = begin(py, key, digest)?;
        compute(py, mac, msg)
    }
}

/// Makes the functions of one algorithm.
macro_rules! one_shot {
    ($($(#[doc = $doc:tt])* $function:ident = $name:tt;)*) => {
        struct OneShot;

        #[pymodule("_hmac")]
        impl OneShot {
            $(
                $(#[doc = $doc])*
                #[pyfunction("(key, msg, /)")]
                fn $function(py: &mut Py, key: &Value, msg: &Value) -> PyResult<Value> {
                    let name = py.heap().intern($name)?;
                    let mac = begin(py, key, &name)?;
                    compute(py, mac, msg)
                }
            )*
        }
    };
}

one_shot! {
    /// The HMAC of a message, with MD5.
    compute_md5 = "md5";
    /// The HMAC of a message, with SHA-1.
    compute_sha1 = "sha1";
    /// The HMAC of a message, with SHA-224.
    compute_sha224 = "sha224";
    /// The HMAC of a message, with SHA-256.
    compute_sha256 = "sha256";
    /// The HMAC of a message, with SHA-384.
    compute_sha384 = "sha384";
    /// The HMAC of a message, with SHA-512.
    compute_sha512 = "sha512";
    /// The HMAC of a message, with SHA3-224.
    compute_sha3_224 = "sha3_224";
    /// The HMAC of a message, with SHA3-256.
    compute_sha3_256 = "sha3_256";
    /// The HMAC of a message, with SHA3-384.
    compute_sha3_384 = "sha3_384";
    /// The HMAC of a message, with SHA3-512.
    compute_sha3_512 = "sha3_512";
    /// The HMAC of a message, with BLAKE2s.
    compute_blake2s_32 = "blake2s";
    /// The HMAC of a message, with BLAKE2b.
    compute_blake2b_32 = "blake2b";
}

/// The payload.
#[pyclass(static = HMAC, name = "_hmac.HMAC", leaf)]
struct Hmac {
    mac: Exclusive<Mac>,
}

const DEFINITION: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[Hmac::SLOTS],
    methods: &[Hmac::METHODS],
    getset: &[Hmac::GETSET],
    ..Definition::of(&HMAC)
};

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
    fn name(&self, py: &mut Py) -> String {
        format!("hmac-{}", self.mac.look(py, Mac::algorithm))
    }

    #[pygetter]
    fn block_size(&self, py: &mut Py) -> usize {
        self.mac.look(py, Mac::block_size)
    }

    #[pygetter]
    fn digest_size(&self, py: &mut Py) -> usize {
        self.mac.look(py, Mac::digest_size)
    }
}
