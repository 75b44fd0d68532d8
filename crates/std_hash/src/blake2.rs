//! `_blake2`: BLAKE2b and BLAKE2s with all their parameters.

mod hasher;

use taipan_macros::{pyclass, pymethods};
use taipan_num::int::IntRef;
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Type, Value};

use crate::argument;
use crate::engine::{Engine, hexadecimal};
pub(crate) use hasher::{Blake2b, Blake2s};
use hasher::{Parameters, b_parameters, s_parameters};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("BLAKE2b and BLAKE2s."),
    definitions: &[&[B_DEFINITION, S_DEFINITION]],
    types: &[&BLAKE2B, &BLAKE2S],
    constants: &[
        ("BLAKE2B_SALT_SIZE", |py| py.int(16)),
        ("BLAKE2B_PERSON_SIZE", |py| py.int(16)),
        ("BLAKE2B_MAX_KEY_SIZE", |py| py.int(64)),
        ("BLAKE2B_MAX_DIGEST_SIZE", |py| py.int(64)),
        ("BLAKE2S_SALT_SIZE", |py| py.int(8)),
        ("BLAKE2S_PERSON_SIZE", |py| py.int(8)),
        ("BLAKE2S_MAX_KEY_SIZE", |py| py.int(32)),
        ("BLAKE2S_MAX_DIGEST_SIZE", |py| py.int(32)),
        ("_GIL_MINSIZE", |py| py.int(2048)),
    ],
    ..ModuleDef::of("_blake2")
};

/// What the two differ in.
struct Variant {
    name: &'static str,
    /// Bytes of the longest digest and key.
    max: usize,
    /// The largest `node_offset`.
    max_offset: u64,
}

const B: Variant = Variant { name: "Blake2b", max: 64, max_offset: u64::MAX };
const S: Variant = Variant { name: "Blake2s", max: 32, max_offset: (1 << 48) - 1 };

/// The arguments that say how a digest is computed.
struct Arguments<'a> {
    digest_size: Option<Borrowed<'a>>,
    key: Option<Borrowed<'a>>,
    salt: Option<Borrowed<'a>>,
    person: Option<Borrowed<'a>>,
    fanout: Option<Borrowed<'a>>,
    depth: Option<Borrowed<'a>>,
    leaf_size: Option<Borrowed<'a>>,
    node_offset: Option<Borrowed<'a>>,
    node_depth: Option<Borrowed<'a>>,
    inner_size: Option<Borrowed<'a>>,
    last_node: Option<Borrowed<'a>>,
}

impl Arguments<'_> {
    /// Reads and checks them.
    fn read(&self, py: &mut Py, variant: &Variant) -> PyResult<Parameters> {
        let max = variant.max;
        let digest_size = number(py, self.digest_size, max as i64)?;
        let key = bytes(py, self.key)?;
        let salt = bytes(py, self.salt)?;
        let person = bytes(py, self.person)?;
        let fanout = number(py, self.fanout, 1)?;
        let depth = number(py, self.depth, 1)?;
        let leaf_size = unsigned(py, self.leaf_size, "unsigned long")?;
        let node_offset = unsigned(py, self.node_offset, "unsigned long long")?;
        let node_depth = number(py, self.node_depth, 0)?;
        let inner_size = number(py, self.inner_size, 0)?;
        let last_node = match self.last_node {
            Some(last) => py.is_true(&last)?,
            None => false,
        };
        let Some(digest_size) = usize::try_from(digest_size).ok().filter(|&size| (1..=max).contains(&size))
        else {
            return Err(exc::value_error(
                py,
                format_args!(
                    "digest_size for {} must be between 1 and {max} bytes, here it is {digest_size}",
                    variant.name
                ),
            ));
        };
        check_length(py, "salt", &salt, max / 4)?;
        check_length(py, "person", &person, max / 4)?;
        let fanout = within(py, fanout, 0, "fanout must be between 0 and 255")?;
        let depth = within(py, depth, 1, "depth must be between 1 and 255")?;
        let Ok(leaf_size) = u32::try_from(leaf_size) else {
            return Err(exc::overflow_error(py, format_args!("leaf_size is too large")));
        };
        if node_offset > variant.max_offset {
            return Err(exc::overflow_error(py, format_args!("node_offset is too large")));
        }
        let node_depth = within(py, node_depth, 0, "node_depth must be between 0 and 255")?;
        let Some(inner_size) = u8::try_from(inner_size).ok().filter(|&size| usize::from(size) <= max) else {
            return Err(exc::value_error(py, format_args!("inner_size must be between 0 and is {max}")));
        };
        check_length(py, "key", &key, max)?;
        Ok(Parameters {
            digest_size,
            key,
            salt,
            person,
            fanout,
            depth,
            leaf_size,
            node_offset,
            node_depth,
            inner_size,
            last_node,
        })
    }
}

fn number(py: &mut Py, value: Option<Borrowed<'_>>, default: i64) -> PyResult<i64> {
    let Some(value) = value else { return Ok(default) };
    let number = py.to_i64(&value)?;
    if i32::try_from(number).is_err() {
        return Err(exc::overflow_error(py, format_args!("Python int too large to convert to C int")));
    }
    Ok(number)
}

fn within(py: &Py, value: i64, least: u8, message: &str) -> PyResult<u8> {
    match u8::try_from(value) {
        Ok(value) if value >= least => Ok(value),
        _ => Err(exc::value_error(py, format_args!("{message}"))),
    }
}

fn unsigned(py: &mut Py, value: Option<Borrowed<'_>>, what: &str) -> PyResult<u64> {
    let Some(value) = value else { return Ok(0) };
    let value = py.index(&value)?;
    let mut limb = [0];
    let number = value.as_int(&mut limb);
    if number.is_some_and(|number| number.negative) {
        return Err(exc::value_error(py, format_args!("Cannot convert negative int")));
    }
    match number.and_then(IntRef::to_u64) {
        Some(number) => Ok(number),
        None => Err(exc::overflow_error(py, format_args!("Python int too large for C {what}"))),
    }
}

fn bytes(py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<Vec<u8>> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let buffer = py.get_buffer(&value, BufferRequest::SIMPLE)?;
    let bytes = buffer.to_vec();
    py.release_buffer(buffer);
    Ok(bytes)
}

fn check_length(py: &Py, name: &str, bytes: &[u8], max: usize) -> PyResult<()> {
    if bytes.len() <= max { Ok(()) } else { Err(too_long(py, name, max)) }
}

#[cold]
fn too_long(py: &Py, name: &str, max: usize) -> Raised {
    exc::value_error(py, format_args!("maximum {name} length is {max} bytes"))
}

macro_rules! digest_type {
    ($Payload:ident, $TYPE:ident, $DEFINITION:ident, $name:tt, $short:tt, $doc:tt, $Variant:ident, $VARIANT:ident, $signature:tt, $begin:expr) => {
        #[doc = concat!("The payload of `", $name, "`.")]
        #[pyclass(static = $TYPE, name = $name, leaf)]
        pub(crate) struct $Payload {
            engine: PyCell<Engine>,
        }

        #[pymethods]
        impl $Payload {
            #[pyslot("(data=b'', *, digest_size=<unrepresentable>, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)", name = $short)]
            #[expect(clippy::too_many_arguments, reason = "so many has BLAKE2")]
            fn new(
                class: &Type,
                py: &mut Py,
                data: Option<Borrowed<'_>>,
                digest_size: Option<Borrowed<'_>>,
                key: Option<Borrowed<'_>>,
                salt: Option<Borrowed<'_>>,
                person: Option<Borrowed<'_>>,
                fanout: Option<Borrowed<'_>>,
                depth: Option<Borrowed<'_>>,
                leaf_size: Option<Borrowed<'_>>,
                node_offset: Option<Borrowed<'_>>,
                node_depth: Option<Borrowed<'_>>,
                inner_size: Option<Borrowed<'_>>,
                last_node: Option<Borrowed<'_>>,
                usedforsecurity: Option<Borrowed<'_>>,
                string: Borrowed<'_>,
            ) -> PyResult<Value> {
                let arguments = Arguments {
                    digest_size,
                    key,
                    salt,
                    person,
                    fanout,
                    depth,
                    leaf_size,
                    node_offset,
                    node_depth,
                    inner_size,
                    last_node,
                };
                let parameters = arguments.read(py, &$VARIANT)?;
                if let Some(secure) = usedforsecurity {
                    py.is_true(&secure)?;
                }
                let engine = PyCell::new(Engine::$Variant($begin(&parameters)));
                if let Some(message) = argument::message(py, data, string)? {
                    argument::update(py, &engine, &message)?;
                }
                py.heap().object_of(class, Self { engine })
            }

            /// A digest object that goes on from the same message.
            #[pymethod("($self, /)")]
            fn copy(&self, py: &mut Py) -> PyResult<Value> {
                let engine = PyCell::new(self.engine.get(py).clone());
                py.heap().object(Self { engine })
            }

            /// The digest of the message so far, as bytes.
            #[pymethod("($self, /)")]
            fn digest(&self, py: &mut Py) -> PyResult<Value> {
                let digest = self.engine.get(py).digest(0);
                py.bytes(&digest)
            }

            /// The digest of the message so far, as hexadecimal digits.
            #[pymethod("($self, /)")]
            fn hexdigest(&self, py: &mut Py) -> String {
                hexadecimal(&self.engine.get(py).digest(0))
            }

            /// Adds bytes to the message.
            #[pymethod("($self, data, /)")]
            fn update(&self, py: &mut Py, data: &Value) -> PyResult<()> {
                argument::update(py, &self.engine, data)
            }

            #[pygetter]
            fn block_size(&self, py: &mut Py) -> usize {
                self.engine.get(py).block_size()
            }

            #[pygetter]
            fn name(&self, py: &mut Py) -> &'static str {
                self.engine.get(py).name()
            }

            #[pygetter]
            fn digest_size(&self, py: &mut Py) -> usize {
                self.engine.get(py).digest_size()
            }
        }

        const $DEFINITION: Definition = Definition {
            doc: Some($doc),
            signature: Some($signature),
            slots: &[$Payload::SLOTS],
            methods: &[$Payload::METHODS],
            getset: &[$Payload::GETSET],
            constants: &[
                ("SALT_SIZE", |py| py.int($VARIANT.max as i64 / 4)),
                ("PERSON_SIZE", |py| py.int($VARIANT.max as i64 / 4)),
                ("MAX_KEY_SIZE", |py| py.int($VARIANT.max as i64)),
                ("MAX_DIGEST_SIZE", |py| py.int($VARIANT.max as i64)),
            ],
            ..Definition::of(&$TYPE)
        };
    };
}

digest_type!(
    Blake2bObject,
    BLAKE2B,
    B_DEFINITION,
    "_blake2.blake2b",
    "blake2b",
    "A digest object for BLAKE2b.",
    Blake2b,
    B,
    "(data=b'', *, digest_size=_blake2.blake2b.MAX_DIGEST_SIZE,\n        key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,\n        node_offset=0, node_depth=0, inner_size=0, last_node=False,\n        usedforsecurity=True, string=None)",
    b_parameters
);
digest_type!(
    Blake2sObject,
    BLAKE2S,
    S_DEFINITION,
    "_blake2.blake2s",
    "blake2s",
    "A digest object for BLAKE2s.",
    Blake2s,
    S,
    "(data=b'', *, digest_size=_blake2.blake2s.MAX_DIGEST_SIZE,\n        key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,\n        node_offset=0, node_depth=0, inner_size=0, last_node=False,\n        usedforsecurity=True, string=None)",
    s_parameters
);
