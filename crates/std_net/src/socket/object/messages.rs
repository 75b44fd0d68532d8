//! Messages of several parts with data beside them, and receiving into memory that is lent.

use taipan_host::socket;
use taipan_macros::pymethods;
use taipan_object::buffer::BufferRequest;
use taipan_object::native::given;
use taipan_object::protocol::iterate::is_sequence;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::{Socket, buffer};
use crate::socket::functions::bytes_of;
use crate::socket::{address, families};

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
        let kind = this.known_kind(py)?;
        let mut bytes = buffer(length)?;
        let flags = flags.unwrap_or(0);
        let (count, beside, flags, from) =
            this.attempt(py, false, |file| socket::receive_message(file, &mut bytes, room, flags))?;
        let parts = [
            py.bytes(bytes.get(..count).unwrap_or_default())?,
            list(py, beside)?,
            py.int(flags.into())?,
            address::write(py, kind, &from)?,
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
        let kind = this.known_kind(py)?;
        let pieces = py.sequence_or(&buffers, |py| not_iterable(py, "recvmsg_into", 1))?;
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
        let parts = [
            py.int(count as i64)?,
            list(py, beside)?,
            py.int(flags.into())?,
            address::write(py, kind, &from)?,
        ];
        py.tuple(parts)
    }

    /// Sends a message of several parts, with data beside it: tuples of level, type and bytes.
    #[pymethod("($self, buffers, ancdata=(), flags=0, address=None, /)", hidden)]
    fn sendmsg(
        this: Borrowed<'_>,
        py: &mut Py,
        buffers: Borrowed<'_>,
        ancdata: Option<Borrowed<'_>>,
        flags: Option<i32>,
        address: Borrowed<'_>,
    ) -> PyResult<usize> {
        let Some(socket) = this.get::<Socket>() else { return Ok(0) };
        let bytes = joined(py, &buffers)?;
        let mut beside = Vec::new();
        if let Some(ancdata) = ancdata {
            for item in py.sequence_or(&ancdata, |py| not_iterable(py, "sendmsg", 2))? {
                beside.push(ancillary_data(py, &item)?);
            }
        }
        let to = match is_none(&address) {
            true => None,
            false => Some(address::read(py, socket.kind_of_address(), &address, "sendmsg")?),
        };
        py.audit("socket.sendmsg", &[&this, &address])?;
        let flags = flags.unwrap_or(0);
        socket.attempt(py, true, |file| socket::send_message(file, &bytes, &beside, flags, to.as_ref()))
    }

    /// Sends a message to a socket of the kernel's algorithms, and says what is to be done with it: the operation, perhaps an
    /// initialisation vector and the length of what is only authenticated.
    #[pymethod(
        "($self, msg=<unrepresentable>, *, op=<unrepresentable>, iv=<unrepresentable>, \
         assoclen=<unrepresentable>, flags=<unrepresentable>)",
        hidden
    )]
    fn sendmsg_afalg(
        this: &Socket,
        py: &mut Py,
        msg: Option<Borrowed<'_>>,
        op: Option<Borrowed<'_>>,
        iv: Option<Borrowed<'_>>,
        assoclen: Option<Borrowed<'_>>,
        flags: Option<Borrowed<'_>>,
    ) -> PyResult<usize> {
        const LEVEL: i32 = 279;
        const SET_IV: i32 = 2;
        const SET_OPERATION: i32 = 3;
        const SET_ASSOCIATED_LENGTH: i32 = 4;
        if this.family.get() != families::ALG {
            return Err(py.error(&exc::OS_ERROR, format_args!("algset is only supported for AF_ALG")));
        }
        check_int(py, op, 2)?;
        let iv = iv.map(|iv| bytes_of(py, &iv)).transpose()?;
        check_int(py, assoclen, 4)?;
        let flags = flags.map_or(Ok(0), |flags| families::number(py, &flags))?;
        let number = |value: &Value| value.as_i64().and_then(|number| i32::try_from(number).ok());
        let Some(operation) = op.and_then(|op| number(&op)).and_then(|op| u32::try_from(op).ok()) else {
            return Err(exc::type_error(py, format_args!("Invalid or missing argument 'op'")));
        };
        let mut beside = vec![(LEVEL, SET_OPERATION, operation.to_ne_bytes().to_vec())];
        if let Some(iv) = iv {
            let length = u32::try_from(iv.len()).unwrap_or(u32::MAX).to_ne_bytes();
            beside.push((LEVEL, SET_IV, [&length[..], &iv].concat()));
        }
        if let Some(length) = assoclen {
            let Some(length) = number(&length) else {
                return Err(exc::overflow_error(
                    py,
                    format_args!("Python int too large to convert to C int"),
                ));
            };
            let Ok(length) = u32::try_from(length) else {
                return Err(exc::type_error(py, format_args!("assoclen must be positive")));
            };
            beside.push((LEVEL, SET_ASSOCIATED_LENGTH, length.to_ne_bytes().to_vec()));
        }
        let bytes = msg.map_or(Ok(Vec::new()), |msg| joined(py, &msg))?;
        this.attempt(py, true, |file| socket::send_message(file, &bytes, &beside, flags, None))
    }
}

#[cold]
fn not_iterable(py: &Py, caller: &str, argument: usize) -> Raised {
    exc::type_error(py, format_args!("{caller}() argument {argument} must be an iterable"))
}

/// The bytes of the parts of a message.
fn joined(py: &mut Py, parts: &Value) -> PyResult<Vec<u8>> {
    let mut bytes = Vec::new();
    for part in py.sequence_or(parts, |py| not_iterable(py, "sendmsg", 1))? {
        bytes.extend(bytes_of(py, &part)?);
    }
    Ok(bytes)
}

/// What goes beside a message: a level, a type and bytes.
fn ancillary_data(py: &mut Py, item: &Value) -> PyResult<socket::Ancillary> {
    const CALLED: &str = "[sendmsg() ancillary data items]() argument";
    if !is_sequence(item) {
        let given = given(item.borrow());
        return Err(exc::type_error(py, format_args!("{CALLED} must be 3-item tuple, not {given}")));
    }
    let parts = py.collect(item)?;
    let [level, kind, data] = &*parts else {
        let count = parts.len();
        return Err(exc::type_error(py, format_args!("{CALLED} must be tuple of length 3, not {count}")));
    };
    Ok((families::number(py, level)?, families::number(py, kind)?, bytes_of(py, data)?))
}

/// Fails for an argument that is there and no int.
fn check_int(py: &Py, value: Option<Borrowed<'_>>, place: usize) -> PyResult<()> {
    match value {
        Some(value) if !value.is_int() => {
            let given = given(value);
            Err(exc::type_error(
                py,
                format_args!("sendmsg_afalg() argument {place} must be int, not {given}"),
            ))
        }
        _ => Ok(()),
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
