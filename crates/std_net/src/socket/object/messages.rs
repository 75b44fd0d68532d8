//! Messages of several parts with data beside them, and receiving into memory that is lent.

use taipan_host::socket;
use taipan_macros::pymethods;
use taipan_object::buffer::BufferRequest;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use super::{Socket, buffer};
use crate::socket::address;
use crate::socket::functions::bytes_of;

/// Receives into memory that an object lends: `receive` fills bytes of our own, which are copied, so that the object may do
/// what it likes meanwhile.
pub(super) fn into<T>(
    py: &mut Py,
    object: &Value,
    count: Option<isize>,
    caller: &str,
    receive: impl FnOnce(&mut Py, &mut [u8]) -> PyResult<(usize, T)>,
) -> PyResult<(usize, T)> {
    let lent = py.get_buffer(object, BufferRequest::WRITABLE)?;
    let result = (|| {
        let wanted = count.unwrap_or(0);
        let Ok(wanted) = usize::try_from(wanted) else {
            return Err(exc::value_error(py, format_args!("negative buffersize in {caller}")));
        };
        let room = lent.len;
        if wanted > room {
            let what = if caller == "recv_into" {
                "buffer too small for requested bytes"
            } else {
                "nbytes is greater than the length of the buffer"
            };
            return Err(exc::value_error(py, format_args!("{what}")));
        }
        let mut bytes = buffer(if wanted == 0 { room } else { wanted })?;
        let (count, rest) = receive(py, &mut bytes)?;
        lent.write(py, 0, bytes.get(..count).unwrap_or_default());
        Ok((count, rest))
    })();
    py.release_buffer(lent);
    result
}

/// Messages.
pub(super) struct Messages;

#[pymethods(Socket)]
impl Messages {
    /// Receives a message: its bytes, the data beside it, flags, and the sender's address.
    #[pymethod("($self, bufsize, ancbufsize=0, flags=0, /)")]
    fn recvmsg(
        this: &Socket,
        py: &mut Py,
        bufsize: isize,
        ancbufsize: Option<isize>,
        flags: Option<i32>,
    ) -> PyResult<Value> {
        let Ok(length) = usize::try_from(bufsize) else {
            return Err(exc::value_error(py, format_args!("negative buffer size in recvmsg()")));
        };
        let room = ancillary(py, ancbufsize, "recvmsg")?;
        let mut bytes = buffer(length)?;
        let flags = flags.unwrap_or(0);
        let (count, beside, flags, from) =
            this.attempt(py, false, |file| socket::receive_message(file, &mut bytes, room, flags))?;
        let parts = [
            py.bytes(bytes.get(..count).unwrap_or_default())?,
            list(py, beside)?,
            py.int(flags.into())?,
            address::write(py, &from)?,
        ];
        py.tuple(parts)
    }

    /// Receives a message into several pieces of memory: the number of bytes, the data beside it, flags, and the sender's
    /// address.
    #[pymethod("($self, buffers, ancbufsize=0, flags=0, /)")]
    fn recvmsg_into(
        this: &Socket,
        py: &mut Py,
        buffers: Borrowed<'_>,
        ancbufsize: Option<isize>,
        flags: Option<i32>,
    ) -> PyResult<Value> {
        let room = ancillary(py, ancbufsize, "recvmsg_into")?;
        let pieces = py.collect(&buffers)?;
        let mut lent = Vec::with_capacity(pieces.len());
        let mut result = Ok(());
        for piece in &pieces {
            match py.get_buffer(piece, BufferRequest::WRITABLE) {
                Ok(buffer) => lent.push(buffer),
                Err(raised) => {
                    py.discard(raised);
                    result = Err(exc::type_error(
                        py,
                        format_args!(
                            "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers"
                        ),
                    ));
                    break;
                }
            }
        }
        let received = result.and_then(|()| {
            let mut bytes = buffer(lent.iter().map(|buffer| buffer.len).sum())?;
            let flags = flags.unwrap_or(0);
            let message =
                this.attempt(py, false, |file| socket::receive_message(file, &mut bytes, room, flags))?;
            let mut rest = bytes.get(..message.0).unwrap_or_default();
            for buffer in &lent {
                let (here, after) = rest.split_at(rest.len().min(buffer.len));
                buffer.write(py, 0, here);
                rest = after;
            }
            Ok(message)
        });
        for buffer in lent {
            py.release_buffer(buffer);
        }
        let (count, beside, flags, from) = received?;
        let parts =
            [py.int(count as i64)?, list(py, beside)?, py.int(flags.into())?, address::write(py, &from)?];
        py.tuple(parts)
    }

    /// Sends a message of several parts, with data beside it: tuples of level, type and bytes.
    #[pymethod("($self, buffers, ancdata=(), flags=0, address=None, /)")]
    fn sendmsg(
        this: Borrowed<'_>,
        py: &mut Py,
        buffers: Borrowed<'_>,
        ancdata: Option<Borrowed<'_>>,
        flags: Option<i32>,
        address: Borrowed<'_>,
    ) -> PyResult<usize> {
        let Some(socket) = this.get::<Socket>() else { return Ok(0) };
        let mut bytes = Vec::new();
        for part in py.collect(&buffers)? {
            bytes.extend(bytes_of(py, &part)?);
        }
        let mut beside = Vec::new();
        if let Some(ancdata) = ancdata {
            for item in py.collect(&ancdata)? {
                let parts = py.collect(&item)?;
                let [level, kind, data] = &*parts else {
                    return Err(exc::type_error(
                        py,
                        format_args!("[sendmsg() ancillary data items] must be sequence of length 3"),
                    ));
                };
                let (level, kind) = (py.to_i64(level)?, py.to_i64(kind)?);
                beside.push((level as i32, kind as i32, bytes_of(py, data)?));
            }
        }
        let to = match is_none(&address) {
            true => None,
            false => Some(address::read(py, socket.family.get(), &address, "sendmsg")?),
        };
        py.audit("socket.sendmsg", &[&this, &address])?;
        let flags = flags.unwrap_or(0);
        socket.attempt(py, true, |file| socket::send_message(file, &bytes, &beside, flags, to.as_ref()))
    }
}

fn ancillary(py: &Py, size: Option<isize>, caller: &str) -> PyResult<usize> {
    let size = usize::try_from(size.unwrap_or(0)).ok().filter(|&size| size < 0x7fff_ffff);
    size.ok_or_else(|| exc::value_error(py, format_args!("invalid ancillary data buffer size in {caller}()")))
}

fn list(py: &mut Py, beside: Vec<socket::Ancillary>) -> PyResult<Value> {
    let mut items = Vec::with_capacity(beside.len());
    for (level, kind, data) in beside {
        let parts = [py.int(level.into())?, py.int(kind.into())?, py.bytes(&data)?];
        items.push(py.tuple(parts)?);
    }
    py.list(items)
}
