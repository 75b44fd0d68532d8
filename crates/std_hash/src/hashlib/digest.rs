//! `_hashlib.HASH` and `_hashlib.HASHXOF`.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::exclusive::Exclusive;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use crate::argument;
use crate::engine::{Algorithm, Engine, hexadecimal};

/// The payload of both.
#[pyclass(static = HASH, name = "_hashlib.HASH", leaf)]
pub(super) struct Hash {
    engine: Exclusive<Engine>,
    name: &'static str,
}

/// `_hashlib.HASHXOF`
pub(super) static HASH_XOF: Type = Type::leaf::<Hash>("_hashlib.HASHXOF", Some(&HASH));

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        doc: Some(
            "A digest that is being computed.\n\nMethods:\n\nupdate() -- adds bytes to the message\ndigest() -- the digest of \
             the message so far\nhexdigest() -- the same in hexadecimal digits\ncopy() -- an object that goes on from \
             here\n\nAttributes:\n\nname -- the algorithm\ndigest_size -- bytes of the digest",
        ),
        signature: Some("(name, string=b'')"),
        flags: Flags::BASE.with(Flags::NO_INSTANCES),
        slots: &[Hash::SLOTS],
        methods: &[Hash::METHODS],
        getset: &[Hash::GETSET],
        ..Definition::of(&HASH)
    },
    Definition {
        doc: Some(
            "A digest that is being computed, and that can be of any length.\n\nMethods:\n\nupdate() -- adds bytes to the \
             message\ndigest(length) -- so many bytes of the digest of the message so far\nhexdigest(length) -- the same \
             in hexadecimal digits\ncopy() -- an object that goes on from here\n\nAttributes:\n\nname -- the \
             algorithm\ndigest_size -- 0",
        ),
        signature: Some("(name, string=b'')"),
        flags: Flags::BASE.with(Flags::NO_INSTANCES),
        methods: &[Extendable::METHODS],
        getset: &[Extendable::GETSET],
        ..Definition::of(&HASH_XOF)
    },
];

/// A digest object, with the beginning of its message.
pub(super) fn begin(
    py: &mut Py,
    engine: Engine,
    data: Option<Borrowed<'_>>,
    string: Borrowed<'_>,
) -> PyResult<Value> {
    let message = argument::message(py, data, string)?;
    let engine = Exclusive::new(engine);
    if let Some(message) = message {
        argument::update_exclusive(py, &engine, &message)?;
    }
    let engine = engine.into_inner();
    make(py, engine)
}

/// An object of the type that fits.
fn make(py: &mut Py, engine: Engine) -> PyResult<Value> {
    let (name, class) = (engine.name(), if engine.digest_size() == 0 { &HASH_XOF } else { &HASH });
    py.heap().object_of(class, Hash { engine: Exclusive::new(engine), name })
}

#[pymethods]
impl Hash {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_();
        let name = this.get::<Self>().map_or("", |this| this.name);
        let address = this.word();
        py.text(format_args!("<{name} {} object @ 0x{address:x}>", class.name()))
    }

    /// An object that goes on from the same message.
    #[pymethod("($self, /)")]
    fn copy(&self, py: &mut Py) -> PyResult<Value> {
        let engine = self.engine.look(py, Engine::clone);
        make(py, engine)
    }

    /// The digest of the message so far, as bytes.
    #[pymethod("($self, /)")]
    fn digest(&self, py: &mut Py) -> PyResult<Value> {
        let digest = self.engine.look(py, |engine| engine.digest(0));
        py.bytes(&digest)
    }

    /// The digest of the message so far, as hexadecimal digits.
    #[pymethod("($self, /)")]
    fn hexdigest(&self, py: &mut Py) -> String {
        hexadecimal(&self.engine.look(py, |engine| engine.digest(0)))
    }

    /// Adds bytes to the message.
    #[pymethod("($self, obj, /)")]
    fn update(&self, py: &mut Py, obj: &Value) -> PyResult<()> {
        argument::update_exclusive(py, &self.engine, obj)
    }

    #[pygetter]
    fn block_size(&self, py: &mut Py) -> usize {
        self.engine.look(py, Engine::block_size)
    }

    #[pygetter]
    fn name(&self, _: &mut Py) -> &'static str {
        self.name
    }

    #[pygetter]
    fn digest_size(&self, py: &mut Py) -> usize {
        self.engine.look(py, Engine::digest_size)
    }
}

/// What digests of any length have of their own.
struct Extendable;

#[pymethods(Hash)]
impl Extendable {
    /// So many bytes of the digest of the message so far.
    #[pymethod("($self, /, length)")]
    fn digest(this: &Hash, py: &mut Py, length: isize) -> PyResult<Value> {
        read(py, this, length)
    }

    /// So many bytes of the digest of the message so far, as hexadecimal digits.
    #[pymethod("($self, /, length)")]
    fn hexdigest(this: &Hash, py: &mut Py, length: isize) -> PyResult<String> {
        let digest = read(py, this, length)?;
        Ok(digest.get::<Bytes>().map(|digest| hexadecimal(digest.data())).unwrap_or_default())
    }

    #[pygetter]
    fn digest_size(_: &Hash, _: &mut Py) -> usize {
        0
    }
}

/// So many bytes of a digest. They are in the heap from the beginning, which refuses what is too much.
fn read(py: &mut Py, hash: &Hash, length: isize) -> PyResult<Value> {
    let Ok(length) = usize::try_from(length) else {
        return Err(exc::system_error(py, format_args!("Negative size passed to PyBytes_FromStringAndSize")));
    };
    let engine = hash.engine.look(py, Engine::clone);
    py.heap().bytes_with(length, |digest| engine.finish_into(digest))
}
