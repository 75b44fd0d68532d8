//! `_testbuffer`: objects that lend memory of any shape, and functions that look at such memory.

mod functions;
mod geometry;
mod ndarray;
mod pack;
mod staticarray;

use taipan_object::types::module::ModuleDef;
use taipan_object::{Py, PyResult, Value};

/// The most dimensions of an `ndarray`: twice as many as a memoryview may have.
const MOST_DIMENSIONS: usize = 128;

/// What can be said about an `ndarray` when it is made, and what it says of itself.
mod flags {
    /// Its structure may change while memory is lent.
    pub(super) const VAREXPORT: u32 = 0x001;
    /// It can be written.
    pub(super) const WRITABLE: u32 = 0x002;
    /// The first index changes fastest.
    pub(super) const FORTRAN: u32 = 0x004;
    /// There are no dimensions.
    pub(super) const SCALAR: u32 = 0x008;
    /// Pointers to the rows of the first dimension.
    pub(super) const POINTERS: u32 = 0x010;
    /// What is asked of it is asked of the object that it has its own memory of.
    pub(super) const REDIRECT: u32 = 0x020;
    /// It lends nothing.
    pub(super) const GETBUF_FAIL: u32 = 0x040;
    /// The last index changes fastest.
    pub(super) const C: u32 = 0x100;
}

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Memory of any shape, for tests of the buffer protocol."),
    functions: &[functions::Functions::FUNCTIONS],
    definitions: &[&[ndarray::DEFINITION, staticarray::DEFINITION]],
    types: &[&ndarray::ND_ARRAY, &staticarray::STATIC_ARRAY],
    constants: CONSTANTS,
    ..ModuleDef::of("_testbuffer")
};

/// An attribute of a module, and what makes it.
type Constant = (&'static str, fn(&mut Py) -> PyResult<Value>);

const CONSTANTS: &[Constant] = &[
    ("ND_MAX_NDIM", |py| py.int(MOST_DIMENSIONS as i64)),
    ("ND_VAREXPORT", |py| py.int(flags::VAREXPORT.into())),
    ("ND_WRITABLE", |py| py.int(flags::WRITABLE.into())),
    ("ND_FORTRAN", |py| py.int(flags::FORTRAN.into())),
    ("ND_SCALAR", |py| py.int(flags::SCALAR.into())),
    ("ND_PIL", |py| py.int(flags::POINTERS.into())),
    ("ND_REDIRECT", |py| py.int(flags::REDIRECT.into())),
    ("ND_GETBUF_FAIL", |py| py.int(flags::GETBUF_FAIL.into())),
    ("ND_GETBUF_UNDEFINED", |py| py.int(0x080)),
    ("PyBUF_SIMPLE", |py| py.int(0)),
    ("PyBUF_WRITABLE", |py| py.int(1)),
    ("PyBUF_FORMAT", |py| py.int(4)),
    ("PyBUF_ND", |py| py.int(8)),
    ("PyBUF_STRIDES", |py| py.int(0x18)),
    ("PyBUF_INDIRECT", |py| py.int(0x118)),
    ("PyBUF_C_CONTIGUOUS", |py| py.int(0x38)),
    ("PyBUF_F_CONTIGUOUS", |py| py.int(0x58)),
    ("PyBUF_ANY_CONTIGUOUS", |py| py.int(0x98)),
    ("PyBUF_FULL", |py| py.int(0x11d)),
    ("PyBUF_FULL_RO", |py| py.int(0x11c)),
    ("PyBUF_RECORDS", |py| py.int(0x1d)),
    ("PyBUF_RECORDS_RO", |py| py.int(0x1c)),
    ("PyBUF_STRIDED", |py| py.int(0x19)),
    ("PyBUF_STRIDED_RO", |py| py.int(0x18)),
    ("PyBUF_CONTIG", |py| py.int(9)),
    ("PyBUF_CONTIG_RO", |py| py.int(8)),
    ("PyBUF_READ", |py| py.int(0x100)),
    ("PyBUF_WRITE", |py| py.int(0x200)),
];
