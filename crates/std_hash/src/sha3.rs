//! `_sha3`: the digests of the SHA-3 family, and SHAKE, whose digests are as long as one likes.

use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256};
use taipan_macros::{pyclass, pymethods};
use taipan_num::int::IntRef;
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use crate::argument;
use crate::engine::{Engine, hexadecimal};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("The digests of the SHA-3 family."),
    definitions: &[DEFINITIONS],
    types: &[&SHA3_224, &SHA3_256, &SHA3_384, &SHA3_512, &SHAKE_128, &SHAKE_256],
    constants: &[("_GIL_MINSIZE", |py| py.int(2048)), ("implementation", |py| py.str("RustCrypto"))],
    ..ModuleDef::of("_sha3")
};

static DEFINITIONS: &[Definition] = &[
    SHA3_224_DEFINITION,
    SHA3_256_DEFINITION,
    SHA3_384_DEFINITION,
    SHA3_512_DEFINITION,
    SHAKE_128_DEFINITION,
    SHAKE_256_DEFINITION,
];

/// Bits of the state of all of them.
const STATE_BITS: usize = 1600;

/// The longest digest that SHAKE gives.
const LONGEST: u64 = 1 << 29;

/// What both kinds of digests have.
macro_rules! sponge {
    ($Payload:ident, $Core:ident, $TYPE:ident, $DEFINITION:ident, $name:tt, $doc:tt, $engine:expr, $suffix:tt, [$($more:ident),*]) => {
        #[doc = concat!("The payload of `", $name, "`.")]
        #[pyclass(static = $TYPE, name = $name, leaf)]
        pub(crate) struct $Payload {
            engine: PyCell<Engine>,
        }

        struct $Core;

        #[pymethods($Payload)]
        impl $Core {
            #[pyslot("(data=b'', *, usedforsecurity=True, string=None)", name = "sha3_224")]
            fn new(
                class: &Type,
                py: &mut Py,
                data: Option<Borrowed<'_>>,
                usedforsecurity: Option<Borrowed<'_>>,
                string: Borrowed<'_>,
            ) -> PyResult<Value> {
                if let Some(secure) = usedforsecurity {
                    py.is_true(&secure)?;
                }
                let engine = PyCell::new($engine);
                if let Some(message) = argument::message(py, data, string)? {
                    argument::update(py, &engine, &message)?;
                }
                py.heap().object_of(class, $Payload { engine })
            }

            /// A digest object that goes on from the same message.
            #[pymethod("($self, /)")]
            fn copy(this: &$Payload, py: &mut Py) -> PyResult<Value> {
                let engine = PyCell::new(this.engine.get(py).clone());
                py.heap().object($Payload { engine })
            }

            /// Adds bytes to the message.
            #[pymethod("($self, data, /)")]
            fn update(this: &$Payload, py: &mut Py, data: &Value) -> PyResult<()> {
                argument::update(py, &this.engine, data)
            }

            #[pygetter]
            fn block_size(this: &$Payload, py: &mut Py) -> usize {
                this.engine.get(py).block_size()
            }

            #[pygetter]
            fn name(this: &$Payload, py: &mut Py) -> &'static str {
                this.engine.get(py).name()
            }

            #[pygetter]
            fn digest_size(this: &$Payload, py: &mut Py) -> usize {
                this.engine.get(py).digest_size()
            }

            #[pygetter]
            fn _capacity_bits(this: &$Payload, py: &mut Py) -> usize {
                STATE_BITS - 8 * this.engine.get(py).block_size()
            }

            #[pygetter]
            fn _rate_bits(this: &$Payload, py: &mut Py) -> usize {
                8 * this.engine.get(py).block_size()
            }

            #[pygetter]
            fn _suffix(_: &$Payload, py: &mut Py) -> PyResult<Value> {
                py.bytes($suffix)
            }
        }

        const $DEFINITION: Definition = Definition {
            doc: Some($doc),
            signature: Some("(data=b'', *, usedforsecurity=True, string=None)"),
            slots: &[$Core::SLOTS],
            methods: &[$Core::METHODS, $($more::METHODS),*],
            getset: &[$Core::GETSET],
            ..Definition::of(&$TYPE)
        };
    };
}

/// A digest of fixed length.
macro_rules! fixed {
    ($Payload:ident, $Core:ident, $Digests:ident, $TYPE:ident, $DEFINITION:ident, $name:tt, $doc:tt, $engine:expr) => {
        sponge!($Payload, $Core, $TYPE, $DEFINITION, $name, $doc, $engine, b"\x06", [$Digests]);

        struct $Digests;

        #[pymethods($Payload)]
        impl $Digests {
            /// The digest of the message so far, as bytes.
            #[pymethod("($self, /)")]
            fn digest(this: &$Payload, py: &mut Py) -> PyResult<Value> {
                let digest = this.engine.get(py).digest(0);
                py.bytes(&digest)
            }

            /// The digest of the message so far, as hexadecimal digits.
            #[pymethod("($self, /)")]
            fn hexdigest(this: &$Payload, py: &mut Py) -> String {
                hexadecimal(&this.engine.get(py).digest(0))
            }
        }
    };
}

/// A digest of any length.
macro_rules! extendable {
    ($Payload:ident, $Core:ident, $Digests:ident, $TYPE:ident, $DEFINITION:ident, $name:tt, $doc:tt, $engine:expr) => {
        sponge!($Payload, $Core, $TYPE, $DEFINITION, $name, $doc, $engine, b"\x1f", [$Digests]);

        struct $Digests;

        #[pymethods($Payload)]
        impl $Digests {
            /// So many bytes of the digest of the message so far.
            #[pymethod("($self, /, length)")]
            fn digest(this: &$Payload, py: &mut Py, length: &Value) -> PyResult<Value> {
                let length = digest_length(py, length)?;
                let digest = this.engine.get(py).digest(length);
                py.bytes(&digest)
            }

            /// So many bytes of the digest of the message so far, as hexadecimal digits.
            #[pymethod("($self, /, length)")]
            fn hexdigest(this: &$Payload, py: &mut Py, length: &Value) -> PyResult<String> {
                let length = digest_length(py, length)?;
                Ok(hexadecimal(&this.engine.get(py).digest(length)))
            }
        }
    };
}

/// The argument `length`.
fn digest_length(py: &mut Py, length: &Value) -> PyResult<usize> {
    let length = py.index(length)?;
    let mut limb = [0];
    let number = length.as_int(&mut limb);
    if number.is_some_and(|number| number.negative) {
        return Err(exc::value_error(py, format_args!("Cannot convert negative int")));
    }
    match number.and_then(IntRef::to_u64) {
        Some(length) if length < LONGEST => Ok(length as usize),
        Some(_) => Err(exc::value_error(py, format_args!("length is too large"))),
        None => Err(exc::overflow_error(py, format_args!("Python int too large for C unsigned long"))),
    }
}

fixed!(
    Sha3With224,
    Core224,
    Digests224,
    SHA3_224,
    SHA3_224_DEFINITION,
    "_sha3.sha3_224",
    "A digest object for SHA3-224.",
    Engine::Sha3With224(Sha3_224::default())
);
fixed!(
    Sha3With256,
    Core256,
    Digests256,
    SHA3_256,
    SHA3_256_DEFINITION,
    "_sha3.sha3_256",
    "A digest object for SHA3-256.",
    Engine::Sha3With256(Sha3_256::default())
);
fixed!(
    Sha3With384,
    Core384,
    Digests384,
    SHA3_384,
    SHA3_384_DEFINITION,
    "_sha3.sha3_384",
    "A digest object for SHA3-384.",
    Engine::Sha3With384(Sha3_384::default())
);
fixed!(
    Sha3With512,
    Core512,
    Digests512,
    SHA3_512,
    SHA3_512_DEFINITION,
    "_sha3.sha3_512",
    "A digest object for SHA3-512.",
    Engine::Sha3With512(Sha3_512::default())
);
extendable!(
    ShakeWith128,
    CoreShake128,
    DigestsShake128,
    SHAKE_128,
    SHAKE_128_DEFINITION,
    "_sha3.shake_128",
    "A digest object for SHAKE128.",
    Engine::Shake128(Shake128::default())
);
extendable!(
    ShakeWith256,
    CoreShake256,
    DigestsShake256,
    SHAKE_256,
    SHAKE_256_DEFINITION,
    "_sha3.shake_256",
    "A digest object for SHAKE256.",
    Engine::Shake256(Shake256::default())
);
