//! Sizes, and after how many executions code is specialised.

use taipan_object::instance::MAX_INLINE;
use taipan_object::object::HEADER_SIZE;
use taipan_object::{Py, PyResult, Value};

/// An attribute of a module, and what makes it.
type Constant = (&'static str, fn(&mut Py) -> PyResult<Value>);

pub(super) const CONSTANTS: &[Constant] = &[
    ("SIZEOF_PYOBJECT", |py| py.int(HEADER_SIZE as i64)),
    // What the collector knows of an object lies beside the heap, and attributes lie behind their object.
    ("SIZEOF_PYGC_HEAD", |py| py.int(0)),
    ("SIZEOF_MANAGED_PRE_HEADER", |py| py.int(0)),
    ("SIZEOF_TIME_T", |py| py.int(8)),
    // Inline caches are filled when an instruction is executed for the first time and refilled when they miss.
    ("SPECIALIZATION_THRESHOLD", |py| py.int(2)),
    ("SPECIALIZATION_COOLDOWN", |py| py.int(53)),
    ("SHARED_KEYS_MAX_SIZE", |py| py.int(MAX_INLINE as i64)),
];
