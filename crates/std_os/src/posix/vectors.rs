//! Moving bytes between descriptors, and between a descriptor and several buffers.

use taipan_host::{transfer as moves, vectors as host};
use taipan_macros::pymodule;
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::exception as exc;
use taipan_object::native::{Argument, FromArg, Place};
use taipan_object::protocol::iterate::is_sequence;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult};

use crate::calls;

/// An offset, or `None` for the descriptor's own position.
struct Offset(Option<i64>);

impl FromArg<'_> for Offset {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        if is_none(&value) { Ok(Self(None)) } else { py.to_i64(&value).map(|offset| Self(Some(offset))) }
    }
}

fn offset(offset: Option<Offset>) -> Option<i64> {
    offset.and_then(|offset| offset.0)
}

fn count(py: &Py, count: isize) -> PyResult<usize> {
    match usize::try_from(count) {
        Ok(count) => Ok(count),
        Err(_) => Err(exc::value_error(py, format_args!("negative value for 'count' not allowed"))),
    }
}

/// Makes a call with the memory of all members of a sequence, which is given back afterwards whatever happens.
fn with_buffers(
    py: &mut Py,
    function: &str,
    sequence: Borrowed<'_>,
    request: BufferRequest,
    call: impl Fn(&[taipan_host::file::Lent<'_>]) -> std::io::Result<usize> + Sync,
) -> PyResult<usize> {
    if !is_sequence(&sequence) {
        return Err(exc::type_error(py, format_args!("{function}() arg 2 must be a sequence")));
    }
    let mut buffers: Vec<Buffer> = Vec::new();
    let result = py
        .for_each(&sequence, |py, item| {
            buffers.push(py.get_buffer(&item, request)?);
            Ok(())
        })
        .and_then(|()| {
            let lent: Vec<_> = buffers.iter().map(Buffer::lent).collect();
            calls::run(py, || call(&lent))
        });
    for buffer in buffers {
        py.release_buffer(buffer);
    }
    result
}

/// Transfers of other kinds.
pub(super) struct Vectors;

#[pymodule("posix")]
impl Vectors {
    /// Reads from a descriptor into memory; gives how many bytes were read.
    #[pyfunction("(fd, buffer, /)")]
    fn readinto(py: &mut Py, fd: i32, buffer: Borrowed<'_>) -> PyResult<usize> {
        let place = Place { function: "readinto", argument: Argument::Number(2) };
        let memory = py.get_writable(buffer, &place)?;
        let lent = memory.lent();
        let result = calls::run(py, || taipan_host::file::read_lent(fd, lent));
        py.release_buffer(memory);
        result
    }

    /// Reads from a descriptor into several pieces of memory; gives how many bytes were read.
    #[pyfunction("(fd, buffers, /)")]
    fn readv(py: &mut Py, fd: i32, buffers: Borrowed<'_>) -> PyResult<usize> {
        with_buffers(py, "readv", buffers, BufferRequest::WRITABLE, |lent| host::read(fd, lent, None))
    }

    /// Reads from an offset of an open file into several pieces of memory; gives how many bytes were read.
    ///
    /// flags may be RWF_HIPRI and RWF_NOWAIT.
    #[pyfunction("(fd, buffers, offset, flags=0, /)")]
    fn preadv(py: &mut Py, fd: i32, buffers: Borrowed<'_>, offset: i64, flags: i32) -> PyResult<usize> {
        with_buffers(py, "preadv", buffers, BufferRequest::WRITABLE, |lent| {
            host::read(fd, lent, Some((offset, flags)))
        })
    }

    /// Writes several pieces of memory to a descriptor; gives how many bytes it took.
    #[pyfunction("(fd, buffers, /)")]
    fn writev(py: &mut Py, fd: i32, buffers: Borrowed<'_>) -> PyResult<usize> {
        with_buffers(py, "writev", buffers, BufferRequest::SIMPLE, |lent| host::write(fd, lent, None))
    }

    /// Writes several pieces of memory at an offset of an open file; gives how many bytes it took.
    ///
    /// flags may be RWF_DSYNC, RWF_SYNC and RWF_APPEND.
    #[pyfunction("(fd, buffers, offset, flags=0, /)")]
    fn pwritev(py: &mut Py, fd: i32, buffers: Borrowed<'_>, offset: i64, flags: i32) -> PyResult<usize> {
        with_buffers(py, "pwritev", buffers, BufferRequest::SIMPLE, |lent| {
            host::write(fd, lent, Some((offset, flags)))
        })
    }

    /// Copies bytes from one descriptor to another within the system; gives how many it were.
    ///
    /// Without an offset, which is None, the position of in_fd moves.
    #[pyfunction("(out_fd, in_fd, offset, count)")]
    fn sendfile(py: &mut Py, out_fd: i32, in_fd: i32, offset: Offset, count: isize) -> PyResult<usize> {
        calls::run(py, || moves::send_file(out_fd, in_fd, offset.0, count.unsigned_abs()))
    }

    /// Copies bytes from one open file to another within the system; gives how many it were.
    ///
    ///   src, dst
    ///     The descriptors.
    ///   count
    ///     How many bytes at most.
    ///   offset_src, offset_dst
    ///     From where and to where; None is the descriptor's own position, which moves.
    #[pyfunction("($module, /, src, dst, count, offset_src=None,\n                offset_dst=None)")]
    fn copy_file_range(
        py: &mut Py,
        src: i32,
        dst: i32,
        count: isize,
        offset_src: Option<Offset>,
        offset_dst: Option<Offset>,
    ) -> PyResult<usize> {
        let count = self::count(py, count)?;
        let offsets = (offset(offset_src), offset(offset_dst));
        calls::run(py, || moves::copy_range((src, offsets.0), (dst, offsets.1), count))
    }

    /// Moves bytes between a pipe and another descriptor within the system; gives how many it were.
    ///
    ///   src, dst
    ///     The descriptors, one of which is a pipe's.
    ///   count
    ///     How many bytes at most.
    ///   offset_src, offset_dst
    ///     From where and to where, for one that is no pipe; None is its own position.
    ///   flags
    ///     SPLICE_F_MOVE, SPLICE_F_NONBLOCK, SPLICE_F_MORE.
    #[pyfunction("($module, /, src, dst, count, offset_src=None, offset_dst=None,\n       flags=0)")]
    fn splice(
        py: &mut Py,
        src: i32,
        dst: i32,
        count: isize,
        offset_src: Option<Offset>,
        offset_dst: Option<Offset>,
        flags: i32,
    ) -> PyResult<usize> {
        let count = self::count(py, count)?;
        let offsets = (offset(offset_src), offset(offset_dst));
        let flags = flags as u32;
        calls::run(py, || moves::splice((src, offsets.0), (dst, offsets.1), count, flags))
    }

    /// Makes sure that there is room on the device for a part of an open file.
    #[pyfunction("(fd, offset, length, /)")]
    fn posix_fallocate(py: &mut Py, fd: i32, offset: i64, length: i64) -> PyResult<()> {
        calls::run(py, || moves::allocate(fd, offset, length))
    }

    /// Says how a part of an open file will be used; the system may read ahead or not.
    ///
    ///   fd
    ///     The descriptor.
    ///   offset, length
    ///     The part; the length 0 means everything to the end.
    ///   advice
    ///     One of POSIX_FADV_*.
    #[pyfunction("(fd, offset, length, advice, /)")]
    fn posix_fadvise(py: &mut Py, fd: i32, offset: i64, length: i64, advice: i32) -> PyResult<()> {
        calls::run(py, || moves::advise(fd, offset, length, advice))
    }
}
