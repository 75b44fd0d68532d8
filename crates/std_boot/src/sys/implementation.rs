//! What this Python is: versions, `sys.implementation`, `sys.flags`, and the facts about numbers, hashes and threads.

use taipan_object::type_::{Definition, Type};
use taipan_object::types::module::Module;
use taipan_object::types::singletons::boolean;
use taipan_object::types::struct_sequence::{Field, StructSequence, class, definition};
use taipan_object::{Py, PyResult, Value};

use super::constants::HEXVERSION;
use crate::config::{CACHE_TAG, Flags, config};

/// Declares a struct sequence of `sys`.
macro_rules! struct_sequence {
    ($type_:ident, $static:ident, $name:literal, $doc:literal, $shown:expr, $constructible:expr, [$($field:literal: $what:literal),* $(,)?]) => {
        pub(super) static $static: Type = class::<$type_>($name);

        pub(super) struct $type_;

        impl StructSequence for $type_ {
            const TYPE: &'static Type = &$static;
            const DOC: &'static str = $doc;
            const FIELDS: &'static [Field] = &[$(Field::new($field, $what)),*];
            const SHOWN: usize = $shown;
            const CONSTRUCTIBLE: bool = $constructible;
        }
    };
}

struct_sequence!(VersionInfo, VERSION_INFO, "sys.version_info", "The version in parts.", 5, false, [
    "major": "the first number", "minor": "the second number", "micro": "the third number",
    "releaselevel": "alpha, beta, candidate or final", "serial": "the number of the pre-release",
]);
struct_sequence!(FlagsInfo, FLAGS, "sys.flags", "The options that the interpreter was started with.", 18, false, [
    "debug": "-d", "inspect": "-i", "interactive": "-i", "optimize": "-O or -OO", "dont_write_bytecode": "-B",
    "no_user_site": "-s", "no_site": "-S", "ignore_environment": "-E", "verbose": "-v", "bytes_warning": "-b",
    "quiet": "-q", "hash_randomization": "-R", "isolated": "-I", "dev_mode": "-X dev", "utf8_mode": "-X utf8",
    "warn_default_encoding": "-X warn_default_encoding", "safe_path": "-P",
    "int_max_str_digits": "-X int_max_str_digits", "gil": "-X gil",
    "thread_inherit_context": "-X thread_inherit_context",
    "context_aware_warnings": "-X context_aware_warnings",
]);
struct_sequence!(FloatInfo, FLOAT_INFO, "sys.float_info", "What floats can hold.", 11, true, [
    "max": "the largest finite one", "max_exp": "the largest e with 2**(e-1) representable",
    "max_10_exp": "the largest e with 10**e representable", "min": "the smallest normal one above 0",
    "min_exp": "the smallest e with 2**(e-1) normal", "min_10_exp": "the smallest e with 10**e normal",
    "dig": "decimal digits that survive", "mant_dig": "bits of the mantissa",
    "epsilon": "from 1 to the next one", "radix": "the base of the exponent", "rounds": "how additions are rounded",
]);
struct_sequence!(IntInfo, INT_INFO, "sys.int_info", "How ints are made.", 4, true, [
    "bits_per_digit": "bits of a digit", "sizeof_digit": "bytes of a digit",
    "default_max_str_digits": "the limit of digits in conversions, at the start",
    "str_digits_check_threshold": "the smallest limit that can be set",
]);
struct_sequence!(HashInfo, HASH_INFO, "sys.hash_info", "How hashes are computed.", 9, true, [
    "width": "bits of a hash", "modulus": "the prime for numbers", "inf": "the hash of infinity",
    "nan": "not used any more", "imag": "the factor for imaginary parts", "algorithm": "for str and bytes",
    "hash_bits": "bits of that algorithm's output", "seed_bits": "bits of its seed",
    "cutoff": "the longest text that another algorithm hashes",
]);
struct_sequence!(ThreadInfo, THREAD_INFO, "sys.thread_info", "How threads are made.", 3, true, [
    "name": "the kind of threads", "lock": "the kind of locks", "version": "the library of threads",
]);
struct_sequence!(
    AsyncGeneratorHooks, ASYNCGEN_HOOKS, "asyncgen_hooks", "The hooks of asynchronous generators.", 2, true,
    ["firstiter": "called before the first iteration", "finalizer": "called before one is lost"]
);

struct_sequence!(UnraisableArgs, UNRAISABLE_ARGS, "UnraisableHookArgs", "What sys.unraisablehook is given.", 5, true, [
    "exc_type": "the class of the exception", "exc_value": "the exception", "exc_traceback": "its traceback",
    "err_msg": "what was being done", "object": "what caused it",
]);

pub(super) static DEFINITIONS: &[Definition] = &[
    definition::<VersionInfo>(),
    definition::<FlagsInfo>(),
    definition::<FloatInfo>(),
    definition::<IntInfo>(),
    definition::<HashInfo>(),
    definition::<ThreadInfo>(),
    definition::<AsyncGeneratorHooks>(),
    definition::<UnraisableArgs>(),
];

pub(super) fn complete(py: &mut Py, sys: &Module) -> PyResult<()> {
    let version = py.text(format_args!(
        "3.14.7 (main, Jan  1 2026, 00:00:00) [Taipan {}, Rust]",
        env!("CARGO_PKG_VERSION")
    ))?;
    sys.set(py, "version", version)?;
    let git = [py.str("Taipan")?, py.str("")?, py.str("")?];
    let git = py.tuple(git)?;
    sys.set(py, "_git", git)?;
    let version_info = version_info(py)?;
    sys.set(py, "version_info", version_info.clone())?;
    let implementation = implementation(py, &version_info)?;
    sys.set(py, "implementation", implementation)?;
    let flags = flags(py, &config(py).flags)?;
    sys.set(py, "flags", flags)?;
    for (name, make) in FACTS {
        let value = make(py)?;
        sys.set(py, name, value)?;
    }
    Ok(())
}

/// A constant: its name, and what makes it.
type Fact = (&'static str, fn(&mut Py) -> PyResult<Value>);

const FACTS: &[Fact] = &[
    ("float_info", |py| {
        let values = [
            py.float(f64::MAX)?,
            py.int(f64::MAX_EXP.into())?,
            py.int(f64::MAX_10_EXP.into())?,
            py.float(f64::MIN_POSITIVE)?,
            py.int(f64::MIN_EXP.into())?,
            py.int(f64::MIN_10_EXP.into())?,
            py.int(f64::DIGITS.into())?,
            py.int(f64::MANTISSA_DIGITS.into())?,
            py.float(f64::EPSILON)?,
            py.int(f64::RADIX.into())?,
            py.int(1)?,
        ];
        py.heap().struct_sequence::<FloatInfo, 11>(values)
    }),
    ("int_info", |py| {
        let threshold = taipan_num::DigitLimit::ALWAYS_ALLOWED as i64;
        let values = [py.int(30)?, py.int(4)?, py.int(4300)?, py.int(threshold)?];
        py.heap().struct_sequence::<IntInfo, 4>(values)
    }),
    ("hash_info", |py| {
        let values = [
            py.int(64)?,
            py.int((1 << 61) - 1)?,
            py.int(314_159)?,
            py.int(0)?,
            py.int(1_000_003)?,
            py.str("siphash13")?,
            py.int(64)?,
            py.int(128)?,
            py.int(0)?,
        ];
        py.heap().struct_sequence::<HashInfo, 9>(values)
    }),
    ("thread_info", |py| {
        let values = [py.str("pthread")?, py.str("semaphore")?, py.str("NPTL")?];
        py.heap().struct_sequence::<ThreadInfo, 3>(values)
    }),
];

fn version_info(py: &mut Py) -> PyResult<Value> {
    let part = |shift: u32| (HEXVERSION >> shift) & 0xff;
    let values = [py.int(part(24))?, py.int(part(16))?, py.int(part(8))?, py.str("final")?, py.int(0)?];
    py.heap().struct_sequence::<VersionInfo, 5>(values)
}

fn implementation(py: &mut Py, version: &Value) -> PyResult<Value> {
    let implementation = match py.interpreter().hooks().make {
        Some(make) => make(py, taipan_object::hooks::Made::Namespace)?,
        None => py.dict()?,
    };
    let attributes = [
        ("name", py.str(config(py).implementation.name())?),
        ("cache_tag", py.str(CACHE_TAG)?),
        ("version", version.clone()),
        ("hexversion", py.int(HEXVERSION)?),
        ("_multiarch", py.str(concat!("x86_64", "-linux-gnu"))?),
        ("supports_isolated_interpreters", boolean(true)),
    ];
    for (name, value) in attributes {
        let name = py.heap().intern(name)?;
        py.set_attribute(&implementation, &name, &value)?;
    }
    Ok(implementation)
}

fn flags(py: &mut Py, flags: &Flags) -> PyResult<Value> {
    let values = [
        py.int(flags.debug)?,
        py.int(flags.inspect)?,
        py.int(flags.interactive)?,
        py.int(flags.optimize)?,
        py.int(flags.dont_write_bytecode)?,
        py.int(flags.no_user_site)?,
        py.int(flags.no_site)?,
        py.int(flags.ignore_environment)?,
        py.int(flags.verbose)?,
        py.int(flags.bytes_warning)?,
        py.int(flags.quiet)?,
        py.int(flags.hash_randomization)?,
        py.int(flags.isolated)?,
        boolean(flags.dev_mode),
        py.int(flags.utf8_mode)?,
        py.int(flags.warn_default_encoding)?,
        boolean(flags.safe_path),
        py.int(flags.int_max_str_digits)?,
        py.int(flags.gil)?,
        py.int(flags.thread_inherit_context)?,
        py.int(flags.context_aware_warnings)?,
    ];
    py.heap().struct_sequence::<FlagsInfo, 21>(values)
}
