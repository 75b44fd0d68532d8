//! Functions of files, numbers and packed addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

use taipan_host::socket;
use taipan_macros::pymodule;
use taipan_object::buffer::BufferRequest;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::address::{INET, INET6, UNIX};
use super::{State, object, system_error};

pub(super) struct Functions;

#[pymodule("_socket")]
impl Functions {
    /// Closes a file descriptor of a socket.
    #[pyfunction("(fd, /)", text = "($self, object, /)")]
    fn close(py: &mut Py, fd: i32) -> PyResult<()> {
        match py.detach(|| socket::close(fd)) {
            Err(error) if error.kind() != std::io::ErrorKind::ConnectionReset => {
                Err(system_error(py, &error))
            }
            _ => Ok(()),
        }
    }

    /// Another file descriptor for the same socket, which child processes do not inherit.
    #[pyfunction("(fd, /)", text = "($self, object, /)")]
    fn dup(py: &mut Py, fd: i32) -> PyResult<i64> {
        socket::duplicate(fd).map(i64::from).map_err(|error| system_error(py, &error))
    }

    /// Two sockets that are connected.
    #[pyfunction("(family=AF_UNIX, type=SOCK_STREAM, proto=0, /)")]
    fn socketpair(
        py: &mut Py,
        family: Option<i32>,
        r#type: Option<i32>,
        proto: Option<i32>,
    ) -> PyResult<Value> {
        const STREAM: i32 = 1;
        let (family, kind) = (family.unwrap_or(UNIX), r#type.unwrap_or(STREAM));
        let protocol = proto.unwrap_or(0);
        match socket::pair(family, kind, protocol) {
            Ok([first, second]) => {
                let parts = [
                    object::of_file(py, first, family, kind, protocol)?,
                    object::of_file(py, second, family, kind, protocol)?,
                ];
                py.tuple(parts)
            }
            Err(error) => Err(system_error(py, &error)),
        }
    }

    /// The timeout of new sockets in seconds, None for none.
    #[pyfunction("($self, /)")]
    fn getdefaulttimeout(py: &mut Py) -> PyResult<Value> {
        match py.state::<State>().default_timeout.get() {
            Some(seconds) => py.float(seconds),
            None => Ok(none()),
        }
    }

    /// Sets the timeout of new sockets in seconds, None for none.
    #[pyfunction("(timeout, /)", text = "($self, object, /)")]
    fn setdefaulttimeout(py: &mut Py, timeout: Borrowed<'_>) -> PyResult<()> {
        let timeout = read_timeout(py, &timeout)?;
        py.state::<State>().default_timeout.set(timeout);
        Ok(())
    }

    /// A 16-bit number from the network's order of bytes to this machine's.
    #[pyfunction("(integer, /)")]
    fn ntohs(py: &mut Py, integer: Borrowed<'_>) -> PyResult<i64> {
        Ok(u16::from_be(short(py, &integer)?).into())
    }

    /// A 16-bit number from this machine's order of bytes to the network's.
    #[pyfunction("(integer, /)")]
    fn htons(py: &mut Py, integer: Borrowed<'_>) -> PyResult<i64> {
        Ok(short(py, &integer)?.to_be().into())
    }

    /// A 32-bit number from the network's order of bytes to this machine's.
    #[pyfunction("(integer, /)")]
    fn ntohl(py: &mut Py, integer: Borrowed<'_>) -> PyResult<i64> {
        Ok(u32::from_be(long(py, &integer)?).into())
    }

    /// A 32-bit number from this machine's order of bytes to the network's.
    #[pyfunction("(integer, /)")]
    fn htonl(py: &mut Py, integer: Borrowed<'_>) -> PyResult<i64> {
        Ok(long(py, &integer)?.to_be().into())
    }

    /// The four bytes of an IPv4 address in any of its notations.
    #[pyfunction("(ip_addr, /)")]
    fn inet_aton(py: &mut Py, ip_addr: &Str) -> PyResult<Value> {
        match loose_address(&ip_addr.to_utf8()) {
            Some(bytes) => py.bytes(&bytes),
            None => {
                Err(py.error(&exc::OS_ERROR, format_args!("illegal IP address string passed to inet_aton")))
            }
        }
    }

    /// An IPv4 address as text, from its four bytes.
    #[pyfunction("(packed_ip, /)")]
    fn inet_ntoa(py: &mut Py, packed_ip: Borrowed<'_>) -> PyResult<Value> {
        let bytes = bytes_of(py, &packed_ip)?;
        match <[u8; 4]>::try_from(bytes) {
            Ok(bytes) => py.str(&Ipv4Addr::from(bytes).to_string()),
            Err(_) => Err(py.error(&exc::OS_ERROR, format_args!("packed IP wrong length for inet_ntoa"))),
        }
    }

    /// The bytes of an address of a family, from text.
    #[pyfunction("(address_family, ip_string, /)")]
    fn inet_pton(py: &mut Py, address_family: i32, ip_string: &Str) -> PyResult<Value> {
        let text = ip_string.to_utf8();
        let bytes = match address_family {
            INET => text.parse::<Ipv4Addr>().ok().map(|host| host.octets().to_vec()),
            INET6 => text.parse::<Ipv6Addr>().ok().map(|host| host.octets().to_vec()),
            _ => return Err(unknown_family(py)),
        };
        match bytes {
            Some(bytes) => py.bytes(&bytes),
            None => {
                Err(py.error(&exc::OS_ERROR, format_args!("illegal IP address string passed to inet_pton")))
            }
        }
    }

    /// An address of a family as text, from its bytes.
    #[pyfunction("(address_family, packed_ip, /)")]
    fn inet_ntop(py: &mut Py, address_family: i32, packed_ip: Borrowed<'_>) -> PyResult<Value> {
        let bytes = bytes_of(py, &packed_ip)?;
        let text = match address_family {
            INET => <[u8; 4]>::try_from(bytes).ok().map(|bytes| Ipv4Addr::from(bytes).to_string()),
            INET6 => <[u8; 16]>::try_from(bytes).ok().map(|bytes| Ipv6Addr::from(bytes).to_string()),
            _ => {
                return Err(exc::value_error(py, format_args!("unknown address family {address_family}")));
            }
        };
        match text {
            Some(text) => py.str(&text),
            None => Err(exc::value_error(py, format_args!("invalid length of packed IP address string"))),
        }
    }

    /// The length of data beside a message, with its header but without padding at the end.
    #[pyfunction("(length, /)", name = "CMSG_LEN")]
    fn ancillary_length(py: &mut Py, length: isize) -> PyResult<usize> {
        room(length, false)
            .ok_or_else(|| exc::overflow_error(py, format_args!("CMSG_LEN() argument out of range")))
    }

    /// The room that data beside a message needs, with its header and padding.
    #[pyfunction("(length, /)", name = "CMSG_SPACE")]
    fn ancillary_space(py: &mut Py, length: isize) -> PyResult<usize> {
        room(length, true)
            .ok_or_else(|| exc::overflow_error(py, format_args!("CMSG_SPACE() argument out of range")))
    }
}

fn room(length: isize, padded: bool) -> Option<usize> {
    socket::ancillary_room(usize::try_from(length).ok()?, padded)
}

fn unknown_family(py: &mut Py) -> Raised {
    const AFNOSUPPORT: i32 = 97;
    py.os_error(AFNOSUPPORT, None)
}

/// The bytes of an object that lends them.
pub(super) fn bytes_of(py: &mut Py, value: &Value) -> PyResult<Vec<u8>> {
    let buffer = py.get_buffer(value, BufferRequest::SIMPLE)?;
    let bytes = buffer.to_vec();
    py.release_buffer(buffer);
    Ok(bytes)
}

/// A timeout: seconds, or None.
pub(super) fn read_timeout(py: &mut Py, value: &Value) -> PyResult<Option<f64>> {
    if is_none(value) {
        return Ok(None);
    }
    if value.type_().slots.float.get().is_none() && value.type_().slots.index.get().is_none() {
        let class = value.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("'{class}' object cannot be interpreted as an integer or float"),
        ));
    }
    let seconds = py.to_f64(value)?;
    if seconds.is_nan() {
        return Err(exc::value_error(py, format_args!("Invalid value NaN (not a number)")));
    }
    if seconds < 0.0 {
        return Err(exc::value_error(py, format_args!("Timeout value out of range")));
    }
    if seconds > 9_223_372_036.0 {
        return Err(exc::overflow_error(py, format_args!("timestamp too large to convert to C PyTime_t")));
    }
    Ok(Some(seconds))
}

/// A number that is not negative; the last argument says what it has to fit into.
pub(super) fn unsigned<T: TryFrom<i64>>(py: &mut Py, value: &Value, kind: &str) -> PyResult<T> {
    let number = py.index(value)?;
    let mut limb = [0];
    if number.as_int(&mut limb).is_some_and(|number| number.negative) {
        return Err(exc::value_error(py, format_args!("Cannot convert negative int")));
    }
    match number.as_i64().and_then(|number| T::try_from(number).ok()) {
        Some(number) => Ok(number),
        None => Err(exc::overflow_error(py, format_args!("Python int too large for C {kind}"))),
    }
}

fn short(py: &mut Py, value: &Value) -> PyResult<u16> {
    unsigned(py, value, "uint16_t")
}

fn long(py: &mut Py, value: &Value) -> PyResult<u32> {
    unsigned(py, value, "uint32_t")
}

/// An IPv4 address of one to four numbers, each decimal, octal or hexadecimal; the last fills the rest.
fn loose_address(text: &str) -> Option<[u8; 4]> {
    let text = text.split(|c: char| c.is_ascii_whitespace()).next()?;
    let parts: Vec<u32> = text.split('.').map(loose_number).collect::<Option<_>>()?;
    let (&last, leading) = parts.split_last()?;
    if leading.len() > 3 || leading.iter().any(|&part| part > 255) {
        return None;
    }
    let bits = 32 - 8 * leading.len() as u32;
    if bits < 32 && last >> bits != 0 {
        return None;
    }
    let high = leading.iter().enumerate().fold(0_u32, |high, (index, part)| high | part << (24 - 8 * index));
    Some((high | last).to_be_bytes())
}

fn loose_number(text: &str) -> Option<u32> {
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return u32::from_str_radix(digits, 16).ok();
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match text.strip_prefix('0').filter(|digits| !digits.is_empty()) {
        Some(digits) => u32::from_str_radix(digits, 8).ok(),
        None => text.parse().ok(),
    }
}
