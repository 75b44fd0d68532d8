//! Addresses as Python writes them: tuples, or paths for Unix sockets. The families that only Linux has are in `families`.

use std::ffi::CString;
use std::net::{Ipv4Addr, Ipv6Addr};

use taipan_host::socket::{self, Address, UNIX_PATH};
use taipan_object::buffer::BufferRequest;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Value, exception as exc};

use super::families::{self, Kind};
use super::name_error;

/// `AF_UNIX`
pub(super) const UNIX: i32 = 1;
/// `AF_INET`
pub(super) const INET: i32 = 2;
/// `AF_INET6`
pub(super) const INET6: i32 = 10;

/// Reads an address for a socket. `caller` is the method that wants it.
pub(super) fn read(py: &mut Py, kind: Kind, value: &Value, caller: &str) -> PyResult<Address> {
    match kind.family {
        UNIX => unix(py, value),
        INET | families::RDS => inet(py, value, caller),
        INET6 => inet6(py, value, caller),
        _ => match families::read(py, kind, value, caller)? {
            Some(address) => Ok(address),
            None => Err(py.error(&exc::OS_ERROR, format_args!("{caller}(): bad family"))),
        },
    }
}

fn unix(py: &mut Py, value: &Value) -> PyResult<Address> {
    let path = match value.get::<Str>() {
        // Names of files are in the encoding of the file system.
        Some(_) => {
            let bytes = py.encode(value, Some("utf-8"), Some("surrogateescape"))?;
            bytes.get::<Bytes>().map(|bytes| bytes.data().to_vec()).unwrap_or_default()
        }
        None => {
            let buffer = py.get_buffer(value, BufferRequest::SIMPLE)?;
            let bytes = buffer.to_vec();
            py.release_buffer(buffer);
            bytes
        }
    };
    let is_abstract = path.first().is_some_and(|&byte| byte == 0);
    if path.len() > UNIX_PATH - usize::from(!is_abstract) {
        return Err(py.error(&exc::OS_ERROR, format_args!("AF_UNIX path too long")));
    }
    Ok(Address::Unix(path))
}

fn tuple<'v>(py: &Py, value: &'v Value, family: &str, caller: &str) -> PyResult<&'v [Value]> {
    match value.get::<Tuple>() {
        Some(tuple) => Ok(tuple.items()),
        None => {
            let class = value.type_().name();
            Err(exc::type_error(py, format_args!("{caller}(): {family} address must be tuple, not {class}")))
        }
    }
}

fn inet(py: &mut Py, value: &Value, caller: &str) -> PyResult<Address> {
    let [host, port] = tuple(py, value, "AF_INET", caller)? else {
        return Err(exc::type_error(py, format_args!("AF_INET address must be a pair (host, port)")));
    };
    let host = host_text(py, host)?;
    let port = read_port(py, port, caller)?;
    match host_address(py, &host, INET)? {
        Address::V4(host, _) => Ok(Address::V4(host, port)),
        _ => Err(py.error(&exc::OS_ERROR, format_args!("address family mismatched"))),
    }
}

fn inet6(py: &mut Py, value: &Value, caller: &str) -> PyResult<Address> {
    let parts = tuple(py, value, "AF_INET6", caller)?;
    let (Some(host), Some(port), true) = (parts.first(), parts.get(1), parts.len() <= 4) else {
        return Err(exc::type_error(
            py,
            format_args!("AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"),
        ));
    };
    let host = host_text(py, host)?;
    let port = read_port(py, port, caller)?;
    let flow = parts.get(2).map_or(Ok(0), |flow| py.to_i64(flow))?;
    let scope = parts.get(3).map_or(Ok(0), |scope| py.to_i64(scope))?;
    let Some(flow) = u32::try_from(flow).ok().filter(|&flow| flow <= 0xf_ffff) else {
        return Err(exc::overflow_error(py, format_args!("{caller}(): flowinfo must be 0-1048575.")));
    };
    match host_address(py, &host, INET6)? {
        Address::V6(host, _, _, found) => {
            Ok(Address::V6(host, port, flow, if scope == 0 { found } else { scope as u32 }))
        }
        _ => Err(py.error(&exc::OS_ERROR, format_args!("address family mismatched"))),
    }
}

fn read_port(py: &mut Py, port: &Value, caller: &str) -> PyResult<u16> {
    let port = py.to_i64(port)?;
    u16::try_from(port)
        .map_err(|_| exc::overflow_error(py, format_args!("{caller}(): port must be 0-65535.")))
}

/// The name of a host: text goes by the rules for names in other scripts.
pub(super) fn host_text(py: &mut Py, host: &Value) -> PyResult<Vec<u8>> {
    let text = if host.is_str() {
        let ascii = host.get::<Str>().and_then(Str::as_ascii).map(|text| text.as_bytes().to_vec());
        match ascii {
            Some(ascii) => ascii,
            None => {
                let bytes = py.encode(host, Some("idna"), None)?;
                bytes.get::<Bytes>().map(|bytes| bytes.data().to_vec()).unwrap_or_default()
            }
        }
    } else if let Some(bytes) = host.get::<Bytes>() {
        bytes.data().to_vec()
    } else if host.type_().name().to_string() == "bytearray" {
        let buffer = py.get_buffer(host, BufferRequest::SIMPLE)?;
        let bytes = buffer.to_vec();
        py.release_buffer(buffer);
        bytes
    } else {
        let class = host.type_().name();
        return Err(exc::type_error(py, format_args!("str, bytes or bytearray expected, not {class}")));
    };
    if text.contains(&0) {
        return Err(exc::type_error(py, format_args!("host name must not contain null character")));
    }
    Ok(text)
}

/// The address of a host: numbers are read, other names looked up.
pub(super) fn host_address(py: &mut Py, host: &[u8], family: i32) -> PyResult<Address> {
    const STREAM: i32 = 1;
    const DATAGRAM: i32 = 2;
    const PASSIVE: i32 = 1;
    if host.is_empty() || host == b"<broadcast>" {
        let broadcast = !host.is_empty();
        return match family {
            INET6 if !broadcast => Ok(Address::V6(Ipv6Addr::UNSPECIFIED, 0, 0, 0)),
            INET | 0 if broadcast => Ok(Address::V4(Ipv4Addr::BROADCAST, 0)),
            INET => Ok(Address::V4(Ipv4Addr::UNSPECIFIED, 0)),
            _ if broadcast => Err(py.error(&exc::OS_ERROR, format_args!("address family mismatched"))),
            _ => {
                let service = CString::from(c"0");
                first(py, None, Some(service), family, DATAGRAM, PASSIVE)
            }
        };
    }
    let text = String::from_utf8_lossy(host);
    if matches!(family, INET | 0)
        && let Ok(host) = text.parse::<Ipv4Addr>()
    {
        return Ok(Address::V4(host, 0));
    }
    if matches!(family, INET6 | 0)
        && let Ok(host) = text.parse::<Ipv6Addr>()
    {
        return Ok(Address::V6(host, 0, 0, 0));
    }
    let Ok(host) = CString::new(host) else { return Ok(Address::None) };
    first(py, Some(host), None, family, STREAM, 0)
}

fn first(
    py: &mut Py,
    host: Option<CString>,
    service: Option<CString>,
    family: i32,
    kind: i32,
    flags: i32,
) -> PyResult<Address> {
    let found = py.detach(|| socket::resolve(host.as_deref(), service.as_deref(), family, kind, 0, flags));
    match found {
        Ok(found) => Ok(found.into_iter().next().map_or(Address::None, |info| info.address)),
        Err(error) => Err(name_error(py, &error)),
    }
}

/// An address of a socket as Python writes it.
pub(super) fn write(py: &mut Py, kind: Kind, address: &Address) -> PyResult<Value> {
    match address {
        Address::None => Ok(none()),
        Address::V4(host, port) => {
            let parts = [py.str(&host.to_string())?, py.int((*port).into())?];
            py.tuple(parts)
        }
        Address::V6(host, port, flow, scope) => {
            let parts = [
                py.str(&host.to_string())?,
                py.int((*port).into())?,
                py.int((*flow).into())?,
                py.int((*scope).into())?,
            ];
            py.tuple(parts)
        }
        Address::Unix(path) if path.first().is_some_and(|&byte| byte == 0) => py.bytes(path),
        Address::Unix(path) => py.decode(path, Some("utf-8"), Some("surrogateescape")),
        Address::Other(family, bytes) => families::write(py, kind, *family, bytes),
    }
}
