//! Constants of `sys`.

use taipan_object::types::singletons::boolean;
use taipan_object::{Py, PyResult, Value};

use crate::config::config;

/// A constant: its name, and what makes it.
type Constant = (&'static str, fn(&mut Py) -> PyResult<Value>);

/// `sys.hexversion`: 3.14.7, as the packaged library.
pub(super) const HEXVERSION: i64 = 0x030e_07f0;

pub(super) const CONSTANTS: &[Constant] = &[
    ("api_version", |py| py.int(1013)),
    ("abiflags", |py| py.str("")),
    ("byteorder", |py| py.str(if cfg!(target_endian = "little") { "little" } else { "big" })),
    ("copyright", |py| {
        py.str("Copyright (c) the authors of Taipan.\n\nThe standard library: Copyright (c) 2001 Python Software Foundation.")
    }),
    ("float_repr_style", |py| py.str("short")),
    ("hexversion", |py| py.int(HEXVERSION)),
    ("maxsize", |py| py.int(isize::MAX as i64)),
    ("maxunicode", |py| py.int(0x0010_ffff)),
    ("platform", |py| py.str(std::env::consts::OS)),
    ("platlibdir", |py| py.str("lib")),
    ("_framework", |py| py.str("")),
    ("dont_write_bytecode", |py| Ok(boolean(config(py).flags.dont_write_bytecode != 0))),
];
