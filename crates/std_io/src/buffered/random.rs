//! `BufferedRandom`: its constructor.

use taipan_macros::pymethods;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::Random;
use crate::base::{check_readable, check_seekable, check_writable};
use crate::raw::DEFAULT_BUFFER_SIZE;

pub(super) struct Construction;

#[pymethods(Random)]
impl Construction {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Random::default())
    }

    #[pyslot("(raw, buffer_size=DEFAULT_BUFFER_SIZE)", name = "BufferedRandom")]
    fn init(this: Borrowed<'_>, py: &mut Py, raw: Borrowed<'_>, buffer_size: Option<isize>) -> PyResult<()> {
        let Some(Random { buffered: stream }) = this.get::<Random>() else { return Ok(()) };
        stream.begin();
        check_seekable(py, &raw)?;
        check_readable(py, &raw)?;
        check_writable(py, &raw)?;
        stream.readable.set(true);
        stream.writable.set(true);
        stream.set_up(py, this, raw, buffer_size.unwrap_or(DEFAULT_BUFFER_SIZE as isize))
    }
}
