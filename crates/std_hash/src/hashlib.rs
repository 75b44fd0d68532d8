//! `_hashlib`: digests by their names, HMAC, and keys from passwords. In CPython that is OpenSSL's doing; here the algorithms are
//! those of this crate's other modules.

mod algorithms;
mod derive;
mod digest;
mod mac;

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::mappingproxy;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value};

use crate::engine::Engine;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Digests by their names, HMAC, and keys from passwords."),
    functions: &[
        Functions::FUNCTIONS,
        Constructors::FUNCTIONS,
        mac::Functions::FUNCTIONS,
        derive::Functions::FUNCTIONS,
    ],
    definitions: &[digest::DEFINITIONS, mac::DEFINITIONS],
    types: &[&digest::HASH, &digest::HASH_XOF, &mac::HMAC],
    constants: &[("_GIL_MINSIZE", |py| py.int(2048))],
    exec: Some(exec),
    ..ModuleDef::of("_hashlib")
};

/// What the module keeps.
#[derive(Default)]
struct State {
    /// The class of errors.
    unsupported: PyCell<Option<Value>>,
    /// The functions that begin digests, and the names of their algorithms.
    constructors: PyCell<Option<Value>>,
}

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(payload) = module.get::<Module>() else { return Ok(()) };
    let state = py.state::<State>();
    let error = py.exception_class("_hashlib.UnsupportedDigestmodError", &exc::VALUE_ERROR)?;
    payload.set(py, "UnsupportedDigestmodError", error.clone())?;
    drop(state.unsupported.replace(py, Some(error)));

    let constructors = py.dict()?;
    for name in CONSTRUCTED {
        let function = py.heap().intern(&format!("openssl_{name}"))?;
        let function = py.get_attribute(module, &function)?;
        let name = py.heap().intern(name)?;
        py.set_item(&constructors, &function, &name)?;
    }
    drop(state.constructors.replace(py, Some(constructors.clone())));
    let view = py.call(&mappingproxy::MAPPING_PROXY.to_value(), &[&constructors])?;
    payload.set(py, "_constructors", view)?;

    let mut names = Vec::new();
    for name in algorithms::NAMES {
        names.push(py.heap().intern(name)?);
    }
    let names = py.list(names)?;
    let frozenset = py.builtin("frozenset")?;
    let names = py.call(&frozenset, &[&names])?;
    payload.set(py, "openssl_md_meth_names", names)
}

/// The algorithm that a name stands for. `UnsupportedDigestmodError` for none.
fn named(py: &mut Py, name: &str) -> PyResult<Engine> {
    match algorithms::find(name) {
        Some(engine) => Ok(engine),
        None => Err(unsupported(py, format_args!("[digital envelope routines] unsupported"))),
    }
}

/// Raises `UnsupportedDigestmodError`.
#[cold]
fn unsupported(py: &mut Py, message: std::fmt::Arguments<'_>) -> Raised {
    let class = py.state::<State>().unsupported.get(py).clone();
    crate::argument::raise(py, class, message)
}

struct Functions;

#[pymodule("_hashlib")]
impl Functions {
    /// A digest object for the algorithm of this name, with data as the beginning of its message.
    #[pyfunction("(name, data=b'', *, usedforsecurity=True, string=None)")]
    #[expect(clippy::new_ret_no_self, reason = "the function's name in Python")]
    fn new(
        py: &mut Py,
        name: &taipan_object::types::str_::Str,
        data: Option<Borrowed<'_>>,
        usedforsecurity: Option<bool>,
        string: Borrowed<'_>,
    ) -> PyResult<Value> {
        let _ = usedforsecurity;
        let engine = named(py, name.as_ascii().unwrap_or_default())?;
        digest::begin(py, engine, data, string)
    }

    /// Whether only algorithms are used that a certain standard allows: 0, for no.
    #[pyfunction("()")]
    fn get_fips_mode() -> i64 {
        0
    }

    /// Whether a equals b, found out in a time that does not depend on where they differ.
    ///
    /// Both must be strings in ASCII, or both bytes-like. That one is longer than the other may show in the time.
    #[pyfunction("(a, b, /)")]
    fn compare_digest(py: &mut Py, a: &Value, b: &Value) -> PyResult<bool> {
        py.compare_digest(a, b)
    }
}

/// Makes the functions that begin digests of one algorithm.
macro_rules! constructors {
    ($($(#[doc = $doc:tt])* $function:ident = $name:tt;)*) => {
        /// The algorithms that have a function of their own.
        const CONSTRUCTED: &[&str] = &[$($name),*];

        struct Constructors;

        #[pymodule("_hashlib")]
        impl Constructors {
            $(
                $(#[doc = $doc])*
                #[pyfunction("(data=b'', *, usedforsecurity=True, string=None)")]
                fn $function(
                    py: &mut Py,
                    data: Option<Borrowed<'_>>,
                    usedforsecurity: Option<bool>,
                    string: Borrowed<'_>,
                ) -> PyResult<Value> {
                    let _ = usedforsecurity;
                    let engine = named(py, $name)?;
                    digest::begin(py, engine, data, string)
                }
            )*
        }
    };
}

constructors! {
    /// A digest object for MD5, with data as the beginning of its message.
    openssl_md5 = "md5";
    /// A digest object for SHA-1, with data as the beginning of its message.
    openssl_sha1 = "sha1";
    /// A digest object for SHA-224, with data as the beginning of its message.
    openssl_sha224 = "sha224";
    /// A digest object for SHA-256, with data as the beginning of its message.
    openssl_sha256 = "sha256";
    /// A digest object for SHA-384, with data as the beginning of its message.
    openssl_sha384 = "sha384";
    /// A digest object for SHA-512, with data as the beginning of its message.
    openssl_sha512 = "sha512";
    /// A digest object for SHA3-224, with data as the beginning of its message.
    openssl_sha3_224 = "sha3_224";
    /// A digest object for SHA3-256, with data as the beginning of its message.
    openssl_sha3_256 = "sha3_256";
    /// A digest object for SHA3-384, with data as the beginning of its message.
    openssl_sha3_384 = "sha3_384";
    /// A digest object for SHA3-512, with data as the beginning of its message.
    openssl_sha3_512 = "sha3_512";
    /// A digest object for SHAKE128, with data as the beginning of its message.
    openssl_shake_128 = "shake_128";
    /// A digest object for SHAKE256, with data as the beginning of its message.
    openssl_shake_256 = "shake_256";
}
