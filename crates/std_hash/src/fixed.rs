//! `_md5`, `_sha1` and `_sha2`: digests of fixed length.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::module::ModuleDef;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

use crate::argument;
use crate::engine::{Engine, hexadecimal};

/// The module.
pub(crate) static MD5: ModuleDef = ModuleDef {
    doc: Some("MD5, which is not secure."),
    functions: &[Md5Functions::FUNCTIONS],
    definitions: &[&[MD5_DEFINITION]],
    constants: &[("MD5Type", |_| Ok(MD5_TYPE.to_value())), ("_GIL_MINSIZE", |py| py.int(2048))],
    ..ModuleDef::of("_md5")
};

/// The module.
pub(crate) static SHA1: ModuleDef = ModuleDef {
    doc: Some("SHA-1, which is not secure."),
    functions: &[Sha1Functions::FUNCTIONS],
    definitions: &[&[SHA1_DEFINITION]],
    constants: &[("SHA1Type", |_| Ok(SHA1_TYPE.to_value())), ("_GIL_MINSIZE", |py| py.int(2048))],
    ..ModuleDef::of("_sha1")
};

/// The module.
pub(crate) static SHA2: ModuleDef = ModuleDef {
    doc: Some("The digests of the SHA-2 family."),
    functions: &[Sha2Functions::FUNCTIONS],
    definitions: &[&[SHA224_DEFINITION, SHA256_DEFINITION, SHA384_DEFINITION, SHA512_DEFINITION]],
    types: &[&SHA224_TYPE, &SHA256_TYPE, &SHA384_TYPE, &SHA512_TYPE],
    constants: &[("_GIL_MINSIZE", |py| py.int(2048))],
    ..ModuleDef::of("_sha2")
};

/// Makes the type of a digest.
macro_rules! digest_type {
    ($Payload:ident, $TYPE:ident, $DEFINITION:ident, $name:tt) => {
        #[doc = concat!("The payload of `", $name, "`.")]
        #[pyclass(static = $TYPE, name = $name, leaf)]
        pub(crate) struct $Payload {
            engine: PyCell<Engine>,
        }

        impl $Payload {
            /// A digest of a message so far.
            fn begin(
                py: &mut Py,
                engine: Engine,
                data: Option<Borrowed<'_>>,
                string: Borrowed<'_>,
            ) -> PyResult<Value> {
                let message = argument::message(py, data, string)?;
                let engine = PyCell::new(engine);
                if let Some(message) = message {
                    argument::update(py, &engine, &message)?;
                }
                py.heap().object(Self { engine })
            }
        }

        #[pymethods]
        impl $Payload {
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
            #[pymethod("($self, obj, /)")]
            fn update(&self, py: &mut Py, obj: &Value) -> PyResult<()> {
                argument::update(py, &self.engine, obj)
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
            flags: Flags::NO_INSTANCES,
            methods: &[$Payload::METHODS],
            getset: &[$Payload::GETSET],
            ..Definition::of(&$TYPE)
        };
    };
}

digest_type!(Md5Object, MD5_TYPE, MD5_DEFINITION, "_md5.md5");
digest_type!(Sha1Object, SHA1_TYPE, SHA1_DEFINITION, "_sha1.sha1");
digest_type!(Sha224Object, SHA224_TYPE, SHA224_DEFINITION, "_sha2.SHA224Type");
digest_type!(Sha256Object, SHA256_TYPE, SHA256_DEFINITION, "_sha2.SHA256Type");
digest_type!(Sha384Object, SHA384_TYPE, SHA384_DEFINITION, "_sha2.SHA384Type");
digest_type!(Sha512Object, SHA512_TYPE, SHA512_DEFINITION, "_sha2.SHA512Type");

/// Makes the functions of a module that begin digests.
macro_rules! constructors {
    ($Functions:ident, $module:tt: $($(#[doc = $doc:tt])* $name:ident($Payload:ident, $Variant:ident, $Hasher:ident);)*) => {
        struct $Functions;

        #[pymodule($module)]
        impl $Functions {
            $(
                $(#[doc = $doc])*
                #[pyfunction("(data=b'', *, usedforsecurity=True, string=None)")]
                fn $name(
                    py: &mut Py,
                    data: Option<Borrowed<'_>>,
                    usedforsecurity: Option<Borrowed<'_>>,
                    string: Borrowed<'_>,
                ) -> PyResult<Value> {
                    if let Some(secure) = usedforsecurity {
                        py.is_true(&secure)?;
                    }
                    $Payload::begin(py, Engine::$Variant($Hasher::new()), data, string)
                }
            )*
        }
    };
}

constructors! { Md5Functions, "_md5":
    /// A digest object for MD5, with data as the beginning of its message.
    md5(Md5Object, Md5, Md5);
}

constructors! { Sha1Functions, "_sha1":
    /// A digest object for SHA-1, with data as the beginning of its message.
    sha1(Sha1Object, Sha1, Sha1);
}

constructors! { Sha2Functions, "_sha2":
    /// A digest object for SHA-224, with data as the beginning of its message.
    sha224(Sha224Object, Sha224, Sha224);
    /// A digest object for SHA-256, with data as the beginning of its message.
    sha256(Sha256Object, Sha256, Sha256);
    /// A digest object for SHA-384, with data as the beginning of its message.
    sha384(Sha384Object, Sha384, Sha384);
    /// A digest object for SHA-512, with data as the beginning of its message.
    sha512(Sha512Object, Sha512, Sha512);
}
