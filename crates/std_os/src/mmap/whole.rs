//! The memory as a whole: its size, its file, its end.

use taipan_host::calls as host;
use taipan_host::file;
use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{Access, Map};
use crate::calls;

/// The methods.
pub(super) struct Whole;

#[pymethods(Map)]
impl Whole {
    /// Gives the memory back. Nothing can be done with it afterwards.
    #[pymethod("($self, /)")]
    fn close(this: &Map, py: &mut Py) -> PyResult<()> {
        if this.exports.get() > 0 {
            return Err(py.error(&exc::BUFFER_ERROR, format_args!("cannot close exported pointers exist")));
        }
        let fd = this.fd.replace(-1);
        let mapping = this.mapping.replace(py, None);
        py.detach(|| {
            drop(mapping);
            if fd >= 0 {
                drop(file::close(fd));
            }
        });
        Ok(())
    }

    /// Whether it is closed.
    #[pygetter]
    fn closed(this: &Map, py: &mut Py) -> bool {
        this.mapping.get(py).is_none()
    }

    /// The size of the file, which may be larger than the memory.
    #[pymethod("($self, /)")]
    fn size(this: &Map, py: &mut Py) -> PyResult<i64> {
        this.len(py)?;
        let status = host::fstat(this.fd.get());
        Ok(calls::done(py, status)?.st_size)
    }

    /// Makes memory and file longer or shorter.
    #[pymethod("($self, newsize, /)")]
    fn resize(this: &Map, py: &mut Py, newsize: isize) -> PyResult<()> {
        let len = this.len(py)?;
        if this.exports.get() > 0 {
            return Err(
                py.error(&exc::BUFFER_ERROR, format_args!("mmap can't resize with extant buffers exported."))
            );
        }
        if !this.tracked {
            return Err(exc::value_error(py, format_args!("mmap can't resize with trackfd=False.")));
        }
        if !matches!(this.access, Access::Write | Access::Default) {
            return Err(exc::type_error(
                py,
                format_args!("mmap can't resize a readonly or copy-on-write memory map."),
            ));
        }
        let end = this.offset.checked_add(newsize as i64);
        let (Ok(size), Some(end)) = (usize::try_from(newsize), end) else {
            return Err(exc::value_error(py, format_args!("new size out of range")));
        };
        let fd = this.fd.get();
        if fd < 0 && !this.private && size > len {
            return Err(exc::value_error(py, format_args!("mmap: can't expand a shared anonymous mapping")));
        }
        if fd >= 0 {
            calls::done(py, file::truncate(fd, end))?;
        }
        let result = match &mut *this.mapping.get_mut(py) {
            Some(mapping) => mapping.resize(size),
            None => Ok(()),
        };
        calls::done(py, result)
    }

    /// Writes size bytes from offset on to the file, or all that there are.
    #[pymethod("($self, offset=0, size=None, /)")]
    fn flush(this: &Map, py: &mut Py, offset: Option<isize>, size: Borrowed<'_>) -> PyResult<()> {
        let len = this.len(py)?;
        let offset = offset.unwrap_or(0);
        let size = match is_none(&size) {
            true => (len as isize).wrapping_sub(offset),
            false => py.to_isize(&size)?,
        };
        let (Ok(start), Ok(count)) = (usize::try_from(offset), usize::try_from(size)) else {
            return Err(out_of_range(py));
        };
        if start.checked_add(count).is_none_or(|end| end > this.len(py).unwrap_or(0)) {
            return Err(out_of_range(py));
        }
        if matches!(this.access, Access::Read | Access::Copy) {
            return Ok(());
        }
        let result = match &*this.mapping.get(py) {
            Some(mapping) => mapping.flush(start, count),
            None => Ok(()),
        };
        calls::done(py, result)
    }

    /// Copies count bytes from src to dest.
    #[pymethod("($self, dest, src, count, /)")]
    fn r#move(this: &Map, py: &mut Py, dest: isize, src: isize, count: isize) -> PyResult<()> {
        this.check_writable(py)?;
        let len = this.len(py)?;
        if let (Ok(to), Ok(from), Ok(count)) =
            (usize::try_from(dest), usize::try_from(src), usize::try_from(count))
            && to <= len
            && from <= len
            && count <= len - to.max(from)
        {
            if let Some(mapping) = &mut *this.mapping.get_mut(py) {
                mapping.copy_within(from, to, count);
            }
            return Ok(());
        }
        Err(exc::value_error(py, format_args!("source, destination, or count out of range")))
    }

    /// Tells the system how length bytes from start on will be used, or all that follow.
    #[pymethod("($self, option, start=0, length=None, /)")]
    fn madvise(
        this: &Map,
        py: &mut Py,
        option: i32,
        start: Option<isize>,
        length: Borrowed<'_>,
    ) -> PyResult<()> {
        let len = this.len(py)?;
        let length = match is_none(&length) {
            true => len as isize,
            false => py.to_isize(&length)?,
        };
        let Some(start) = usize::try_from(start.unwrap_or(0)).ok().filter(|&start| start < len) else {
            return Err(exc::value_error(py, format_args!("madvise start out of bounds")));
        };
        let Ok(length) = usize::try_from(length) else {
            return Err(exc::value_error(py, format_args!("madvise length invalid")));
        };
        if isize::try_from(start.saturating_add(length)).is_err() {
            return Err(exc::overflow_error(py, format_args!("madvise length too large")));
        }
        let result = match &*this.mapping.get(py) {
            Some(mapping) => mapping.advise(start, length.min(mapping.len().saturating_sub(start)), option),
            None => Ok(()),
        };
        calls::done(py, result)
    }

    #[pymethod("($self, /)")]
    fn __enter__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        if let Some(map) = this.get::<Map>() {
            map.len(py)?;
        }
        Ok(this.to_value())
    }

    #[pymethod("($self, exc_type, exc_value, traceback, /)")]
    fn __exit__(
        this: Borrowed<'_>,
        py: &mut Py,
        _exc_type: Borrowed<'_>,
        _exc_value: Borrowed<'_>,
        _traceback: Borrowed<'_>,
    ) -> PyResult<Value> {
        let name = py.heap().intern("close")?;
        py.call_method(&this, &name, &[])
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_();
        let Some(map) = this.get::<Map>() else { return Ok(this.to_value()) };
        let Ok(len) = map.len(py).map_err(|raised| py.discard(raised)) else {
            return py.text(format_args!("<{} closed=True>", class.name()));
        };
        let (access, position, offset) = (map.access.name(), map.position.get(), map.offset);
        py.text(format_args!(
            "<{} closed=False, access={access}, length={len}, pos={position}, offset={offset}>",
            class.name()
        ))
    }
}

fn out_of_range(py: &Py) -> taipan_object::Raised {
    exc::value_error(py, format_args!("flush values out of range"))
}
