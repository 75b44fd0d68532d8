//! Names of hosts, services and interfaces.

use std::ffi::CString;

use taipan_host::socket::{self, Address};
use taipan_macros::pymodule;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::address::{self, INET, INET6, host_address, host_text};
use super::families::Kind;
use super::{name_error, system_error};

pub(super) struct Names;

#[pymodule("_socket")]
impl Names {
    /// The addresses of a host and a service: a list of tuples (family, type, proto, canonname, sockaddr).
    #[pyfunction("(host, port, family=0, type=0, proto=0, flags=0)")]
    fn getaddrinfo(
        py: &mut Py,
        host: Borrowed<'_>,
        port: Borrowed<'_>,
        family: Option<i32>,
        r#type: Option<i32>,
        proto: Option<i32>,
        flags: Option<i32>,
    ) -> PyResult<Value> {
        if py.is_audited() {
            let numbers = [family, r#type, proto].map(|number| i64::from(number.unwrap_or(0)));
            let numbers = [py.int(numbers[0])?, py.int(numbers[1])?, py.int(numbers[2])?];
            py.audit("socket.getaddrinfo", &[&host, &port, &numbers[0], &numbers[1], &numbers[2]])?;
        }
        let host = match is_none(&host) {
            true => None,
            false => Some(text(py, &host, "getaddrinfo() argument 1 must be string or None")?),
        };
        let port = if is_none(&port) {
            None
        } else if port.is_int() {
            // What is no port is for the system to refuse.
            let number = py.index(&port)?;
            let digits = py.to_str(&number)?;
            Some(text(py, &digits, "Int or String expected")?)
        } else {
            Some(text(py, &port, "Int or String expected")?)
        };
        let (family, kind) = (family.unwrap_or(0), r#type.unwrap_or(0));
        let (protocol, flags) = (proto.unwrap_or(0), flags.unwrap_or(0));
        let found =
            py.detach(|| socket::resolve(host.as_deref(), port.as_deref(), family, kind, protocol, flags));
        let found = match found {
            Ok(found) => found,
            Err(error) => return Err(name_error(py, &error)),
        };
        let mut list = Vec::with_capacity(found.len());
        for info in found {
            let parts = [
                py.int(info.family.into())?,
                py.int(info.kind.into())?,
                py.int(info.protocol.into())?,
                py.str(&String::from_utf8_lossy(&info.name))?,
                address::write(py, Kind { family: info.family, protocol: info.protocol }, &info.address)?,
            ];
            list.push(py.tuple(parts)?);
        }
        py.list(list)
    }

    /// The names of the host and the service at an address.
    #[pyfunction("(sockaddr, flags, /)")]
    fn getnameinfo(py: &mut Py, sockaddr: Borrowed<'_>, flags: i32) -> PyResult<Value> {
        let Some(parts) = sockaddr.get::<Tuple>().map(Tuple::items) else {
            return Err(exc::type_error(py, format_args!("getnameinfo() argument 1 must be a tuple")));
        };
        let (Some(host), Some(port), true) = (parts.first(), parts.get(1), parts.len() <= 4) else {
            return Err(exc::type_error(py, format_args!("getnameinfo(): illegal sockaddr argument")));
        };
        py.audit("socket.getnameinfo", &[&sockaddr])?;
        let host = host_text(py, host)?;
        let port = py.to_i64(port)?;
        let flow = parts.get(2).map_or(Ok(0), |flow| py.to_i64(flow))?;
        let scope = parts.get(3).map_or(Ok(0), |scope| py.to_i64(scope))?;
        let Some(flow) = u32::try_from(flow).ok().filter(|&flow| flow <= 0xf_ffff) else {
            return Err(exc::overflow_error(py, format_args!("getnameinfo(): flowinfo must be 0-1048575.")));
        };
        let address = match host_address(py, &host, 0)? {
            Address::V4(host, _) if parts.len() == 2 => Address::V4(host, port as u16),
            Address::V4(..) => {
                return Err(py.error(&exc::OS_ERROR, format_args!("IPv4 sockaddr must be 2 tuple")));
            }
            Address::V6(host, ..) => Address::V6(host, port as u16, flow, scope as u32),
            other => other,
        };
        match py.detach(|| socket::names(&address, flags)) {
            Ok((host, service)) => {
                let parts =
                    [py.str(&String::from_utf8_lossy(&host))?, py.str(&String::from_utf8_lossy(&service))?];
                py.tuple(parts)
            }
            Err(error) => Err(name_error(py, &error)),
        }
    }

    /// The IPv4 address of a host as text.
    #[pyfunction("(host, /)")]
    fn gethostbyname(py: &mut Py, host: Borrowed<'_>) -> PyResult<Value> {
        py.audit("socket.gethostbyname", &[&host])?;
        let host = host_text(py, &host)?;
        match host_address(py, &host, INET)? {
            Address::V4(host, _) => py.str(&host.to_string()),
            _ => Err(py.error(&exc::OS_ERROR, format_args!("address family mismatched"))),
        }
    }

    /// The name of a host, its other names, its IPv4 addresses.
    #[pyfunction("(host, /)")]
    fn gethostbyname_ex(py: &mut Py, host: Borrowed<'_>) -> PyResult<Value> {
        py.audit("socket.gethostbyname", &[&host])?;
        let host = host_text(py, &host)?;
        host_entry(py, &host, INET)
    }

    /// The name of the host at an address, its other names, its addresses.
    #[pyfunction("(host, /)")]
    fn gethostbyaddr(py: &mut Py, host: Borrowed<'_>) -> PyResult<Value> {
        const NAME_REQUIRED: i32 = 8;
        py.audit("socket.gethostbyaddr", &[&host])?;
        let host = host_text(py, &host)?;
        let address = host_address(py, &host, 0)?;
        let shown = match &address {
            Address::V4(host, _) => host.to_string(),
            Address::V6(host, ..) => host.to_string(),
            _ => return Err(py.error(&exc::OS_ERROR, format_args!("unsupported address family"))),
        };
        match py.detach(|| socket::names(&address, NAME_REQUIRED)) {
            Ok((name, _)) => {
                let addresses = vec![py.str(&shown)?];
                let parts =
                    [py.str(&String::from_utf8_lossy(&name))?, py.list(Vec::new())?, py.list(addresses)?];
                py.tuple(parts)
            }
            Err(error) => Err(name_error(py, &error)),
        }
    }

    /// The name of this host.
    #[pyfunction("($self, /)")]
    fn gethostname(py: &mut Py) -> PyResult<Value> {
        py.audit("socket.gethostname", &[])?;
        match socket::host_name() {
            Ok(name) => py.decode(&name, Some("utf-8"), Some("surrogateescape")),
            Err(error) => Err(system_error(py, &error)),
        }
    }

    /// Renames this host.
    #[pyfunction("(name, /)")]
    fn sethostname(py: &mut Py, name: Borrowed<'_>) -> PyResult<()> {
        let name = text(py, &name, "sethostname() argument must be a string")?;
        if py.is_audited() {
            let shown = py.bytes(name.as_bytes())?;
            py.audit("socket.sethostname", &[&shown])?;
        }
        socket::set_host_name(name.as_bytes()).map_err(|error| system_error(py, &error))
    }

    /// The port of a service, of a protocol if one is given.
    #[pyfunction("(servicename, protocolname=<unrepresentable>, /)")]
    fn getservbyname(py: &mut Py, servicename: &Str, protocolname: Option<Borrowed<'_>>) -> PyResult<i64> {
        let name = CString::new(servicename.to_utf8().as_bytes()).unwrap_or_default();
        let protocol = protocol(py, protocolname)?;
        match socket::service_port(&name, protocol.as_deref()) {
            Some(port) => Ok(port.into()),
            None => Err(py.error(&exc::OS_ERROR, format_args!("service/proto not found"))),
        }
    }

    /// The name of the service at a port, of a protocol if one is given.
    #[pyfunction("(port, protocolname=<unrepresentable>, /)")]
    fn getservbyport(py: &mut Py, port: i32, protocolname: Option<Borrowed<'_>>) -> PyResult<String> {
        let Ok(port) = u16::try_from(port) else {
            return Err(exc::overflow_error(py, format_args!("getservbyport: port must be 0-65535.")));
        };
        let protocol = protocol(py, protocolname)?;
        socket::service_name(port, protocol.as_deref())
            .ok_or_else(|| py.error(&exc::OS_ERROR, format_args!("port/proto not found")))
    }

    /// The number of a protocol.
    #[pyfunction("(name, /)")]
    fn getprotobyname(py: &mut Py, name: &Str) -> PyResult<i64> {
        let name = CString::new(name.to_utf8().as_bytes()).unwrap_or_default();
        match socket::protocol_number(&name) {
            Some(number) => Ok(number.into()),
            None => Err(py.error(&exc::OS_ERROR, format_args!("protocol not found"))),
        }
    }

    /// The network interfaces: a list of numbers and names.
    #[pyfunction("($self, /)")]
    fn if_nameindex(py: &mut Py) -> PyResult<Value> {
        let found = match socket::interfaces() {
            Ok(found) => found,
            Err(error) => return Err(system_error(py, &error)),
        };
        let mut list = Vec::with_capacity(found.len());
        for (index, name) in found {
            let parts = [py.int(index.into())?, py.str(&name)?];
            list.push(py.tuple(parts)?);
        }
        py.list(list)
    }

    /// The number of a network interface.
    #[pyfunction("(oname, /)")]
    fn if_nametoindex(py: &mut Py, oname: Borrowed<'_>) -> PyResult<i64> {
        const NO_DEVICE: i32 = 19;
        let name = py.fs_decoded(oname)?;
        let name = text(py, &name, "if_nametoindex() argument must be a string")?;
        match socket::interface_number(&name) {
            Some(index) => Ok(index.into()),
            None => Err(py.os_error(NO_DEVICE, None)),
        }
    }

    /// The name of a network interface.
    #[pyfunction("(if_index, /)")]
    fn if_indextoname(py: &mut Py, if_index: Borrowed<'_>) -> PyResult<String> {
        let index = super::functions::unsigned(py, &if_index, "unsigned int")?;
        socket::interface_name(index).map_err(|error| system_error(py, &error))
    }
}

fn protocol(py: &mut Py, name: Option<Borrowed<'_>>) -> PyResult<Option<CString>> {
    name.map(|name| text(py, &name, "protocol must be a string")).transpose()
}

/// A text for the system, from `str` or `bytes`.
fn text(py: &mut Py, value: &Value, expected: &str) -> PyResult<CString> {
    let bytes = if value.is_str() {
        host_text(py, value)?
    } else {
        match value.get::<Bytes>() {
            Some(bytes) => bytes.data().to_vec(),
            None => return Err(py.error(&exc::OS_ERROR, format_args!("{expected}"))),
        }
    };
    CString::new(bytes).map_err(|_| embedded_null(py))
}

fn embedded_null(py: &Py) -> Raised {
    exc::value_error(py, format_args!("embedded null character"))
}

/// A host's name, other names and addresses.
fn host_entry(py: &mut Py, host: &[u8], family: i32) -> PyResult<Value> {
    const STREAM: i32 = 1;
    const CANONICAL: i32 = 2;
    let Ok(name) = CString::new(host) else { return Err(embedded_null(py)) };
    let found = match py.detach(|| socket::resolve(Some(&name), None, family, STREAM, 0, CANONICAL)) {
        Ok(found) => found,
        Err(error) => return Err(name_error(py, &error)),
    };
    let canonical = found.first().map(|info| String::from_utf8_lossy(&info.name).into_owned());
    let mut addresses = Vec::new();
    for info in &found {
        match &info.address {
            Address::V4(host, _) => addresses.push(py.str(&host.to_string())?),
            Address::V6(host, ..) if family == INET6 => addresses.push(py.str(&host.to_string())?),
            _ => {}
        }
    }
    let parts = [py.str(&canonical.unwrap_or_default())?, py.list(Vec::new())?, py.list(addresses)?];
    py.tuple(parts)
}
