//! The limits of C's types, which Python's numbers are checked against, and facts about the build.

use taipan_object::types::singletons::boolean;
use taipan_object::{Py, PyResult, Value};

/// An attribute of a module, and what makes it.
type Constant = (&'static str, fn(&mut Py) -> PyResult<Value>);

pub(super) const CONSTANTS: &[Constant] = &[
    ("CHAR_MIN", |py| py.int(i8::MIN.into())),
    ("CHAR_MAX", |py| py.int(i8::MAX.into())),
    ("UCHAR_MAX", |py| py.int(u8::MAX.into())),
    ("SHRT_MIN", |py| py.int(i16::MIN.into())),
    ("SHRT_MAX", |py| py.int(i16::MAX.into())),
    ("USHRT_MAX", |py| py.int(u16::MAX.into())),
    ("INT_MIN", |py| py.int(i32::MIN.into())),
    ("INT_MAX", |py| py.int(i32::MAX.into())),
    ("UINT_MAX", |py| py.int(u32::MAX.into())),
    ("LONG_MIN", |py| py.int(i64::MIN)),
    ("LONG_MAX", |py| py.int(i64::MAX)),
    ("ULONG_MAX", unsigned_max),
    ("LLONG_MIN", |py| py.int(i64::MIN)),
    ("LLONG_MAX", |py| py.int(i64::MAX)),
    ("ULLONG_MAX", unsigned_max),
    ("INT32_MIN", |py| py.int(i32::MIN.into())),
    ("INT32_MAX", |py| py.int(i32::MAX.into())),
    ("UINT32_MAX", |py| py.int(u32::MAX.into())),
    ("INT64_MIN", |py| py.int(i64::MIN)),
    ("INT64_MAX", |py| py.int(i64::MAX)),
    ("UINT64_MAX", unsigned_max),
    ("PY_SSIZE_T_MIN", |py| py.int(i64::MIN)),
    ("PY_SSIZE_T_MAX", |py| py.int(i64::MAX)),
    ("SIZE_MAX", unsigned_max),
    ("PyTime_MIN", |py| py.int(i64::MIN)),
    ("PyTime_MAX", |py| py.int(i64::MAX)),
    ("FLT_MIN", |py| py.float(f32::MIN_POSITIVE.into())),
    ("FLT_MAX", |py| py.float(f32::MAX.into())),
    ("DBL_MIN", |py| py.float(f64::MIN_POSITIVE)),
    ("DBL_MAX", |py| py.float(f64::MAX)),
    ("SIZEOF_VOID_P", |py| py.int(size_of::<usize>() as i64)),
    ("SIZEOF_WCHAR_T", |py| py.int(4)),
    ("SIZEOF_TIME_T", |py| py.int(8)),
    ("SIZEOF_PID_T", |py| py.int(4)),
    ("_Py_STACK_GROWS_DOWN", |py| py.int(1)),
    // Python's blocks come from our own allocator, never from pymalloc; the rest is mimalloc's.
    ("WITH_PYMALLOC", |_| Ok(boolean(false))),
    ("WITH_MIMALLOC", |_| Ok(boolean(true))),
    ("nan_msb_is_signaling", |_| Ok(boolean(false))),
    // A default of `docstring_with_signature_with_defaults` is this name.
    ("the_number_three", |py| py.int(3)),
];

fn unsigned_max(py: &mut Py) -> PyResult<Value> {
    let (one, max) = (py.int(1)?, py.int(i64::MAX)?);
    let double = py.binary(taipan_object::protocol::number::Operator::Add, &max, &max)?;
    py.binary(taipan_object::protocol::number::Operator::Add, &double, &one)
}
