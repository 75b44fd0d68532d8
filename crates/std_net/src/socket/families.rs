//! Addresses of the families that Linux has beside those of the internet and of paths: what Python writes as a tuple are, behind the
//! number of the family, the bytes of one of the system's structures.

use std::ffi::CString;
use std::ops::RangeInclusive;

use taipan_host::socket::{self, Address};
use taipan_object::native::given;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};

use super::functions::bytes_of;

pub(super) const NETLINK: i32 = 16;
pub(super) const PACKET: i32 = 17;
pub(super) const RDS: i32 = 21;
pub(super) const CAN: i32 = 29;
pub(super) const TIPC: i32 = 30;
pub(super) const BLUETOOTH: i32 = 31;
pub(super) const ALG: i32 = 38;
pub(super) const VSOCK: i32 = 40;
pub(super) const QIPCRTR: i32 = 42;

/// Protocols of Bluetooth.
mod bluetooth {
    pub(super) const L2CAP: i32 = 0;
    pub(super) const HCI: i32 = 1;
    pub(super) const SCO: i32 = 2;
    pub(super) const RFCOMM: i32 = 3;
}

/// Protocols of CAN.
mod can {
    pub(super) const RAW: i32 = 1;
    pub(super) const BROADCAST: i32 = 2;
    pub(super) const ISOTP: i32 = 6;
    pub(super) const J1939: i32 = 7;
}

/// The kinds of addresses of TIPC.
mod tipc {
    pub(super) const RANGE: u32 = 1;
    pub(super) const NAME: u32 = 2;
    pub(super) const PORT: u32 = 3;
    pub(super) const CLUSTER_SCOPE: u32 = 2;
}

/// What an address is for: the protocol may decide what it looks like.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) family: i32,
    pub(super) protocol: i32,
}

/// Reads an address of one of these families; nothing if the family is none of them.
pub(super) fn read(py: &mut Py, kind: Kind, value: &Value, caller: &str) -> PyResult<Option<Address>> {
    let bytes = match kind.family {
        NETLINK => netlink(py, value, caller)?,
        QIPCRTR => node_and_port(py, value, "AF_QIPCRTR", |node, port| words(&[0, 0], &[node, port]))?,
        VSOCK => node_and_port(py, value, "AF_VSOCK", |cid, port| words(&[0, 0], &[port, cid, 0]))?,
        TIPC => tipc(py, value, caller)?,
        ALG => alg(py, value, caller)?,
        PACKET => packet(py, value, caller)?,
        CAN => can(py, kind.protocol, value, caller)?,
        BLUETOOTH => bluetooth(py, kind.protocol, value, caller)?,
        _ => return Ok(None),
    };
    Ok(Some(Address::Other(kind.family, bytes)))
}

/// Fails where a socket has no addresses that could be asked for.
pub(super) fn check_known(py: &Py, kind: Kind) -> PyResult<()> {
    let message = match kind.family {
        BLUETOOTH if !(bluetooth::L2CAP..=bluetooth::RFCOMM).contains(&kind.protocol) => {
            "unknown BT protocol"
        }
        1 | 2 | 10 | NETLINK | PACKET | RDS | CAN | TIPC | BLUETOOTH | ALG | VSOCK | QIPCRTR => return Ok(()),
        _ => "bad family",
    };
    Err(py.error(&exc::OS_ERROR, format_args!("getsockaddrlen: {message}")))
}

/// An address of one of these families as Python writes it; for any other a pair of the family and bytes.
pub(super) fn write(py: &mut Py, kind: Kind, family: i32, bytes: &[u8]) -> PyResult<Value> {
    let parts = match family {
        NETLINK | QIPCRTR => vec![py.int(word(bytes, 2).into())?, py.int(word(bytes, 6).into())?],
        VSOCK => vec![py.int(word(bytes, 6).into())?, py.int(word(bytes, 2).into())?],
        TIPC => write_tipc(py, bytes)?,
        ALG => vec![
            terminated(py, bytes, 0..14)?,
            terminated(py, bytes, 22..86)?,
            py.int(word(bytes, 14).into())?,
            py.int(word(bytes, 18).into())?,
        ],
        PACKET => {
            let hardware = bytes.get(10..).unwrap_or_default();
            let hardware = hardware.get(..byte(bytes, 9).into()).unwrap_or(hardware);
            vec![
                interface_name(py, word(bytes, 2))?,
                py.int(u16::from_be(half(bytes, 0)).into())?,
                py.int(byte(bytes, 8).into())?,
                py.int(half(bytes, 6).into())?,
                py.bytes(hardware)?,
            ]
        }
        CAN => write_can(py, kind.protocol, bytes)?,
        BLUETOOTH => return write_bluetooth(py, kind.protocol, bytes),
        _ => {
            let mut data = [0; 14];
            let count = data.len().min(bytes.len());
            data[..count].copy_from_slice(&bytes[..count]);
            vec![py.int(family.into())?, py.bytes(&data)?]
        }
    };
    py.tuple(parts)
}

fn tuple<'v>(py: &Py, value: &'v Value, place: &str, family: &str) -> PyResult<&'v [Value]> {
    match value.get::<Tuple>() {
        Some(tuple) => Ok(tuple.items()),
        None => {
            let class = value.type_().name();
            Err(exc::type_error(py, format_args!("{place}: {family} address must be tuple, not {class}")))
        }
    }
}

/// The parts of an address, as many as there may be.
fn parts<'v>(
    py: &Py,
    value: &'v Value,
    caller: &str,
    family: &str,
    count: RangeInclusive<usize>,
    message: &str,
) -> PyResult<&'v [Value]> {
    let items = tuple(py, value, &format!("{caller}()"), family)?;
    if count.contains(&items.len()) { Ok(items) } else { Err(exc::type_error(py, format_args!("{message}"))) }
}

/// The lowest bits of an int of any size.
pub(super) fn low_bits(py: &mut Py, value: &Value) -> PyResult<u64> {
    let number = py.index(value)?;
    let mut limb = [0];
    let Some(number) = number.as_int(&mut limb) else { return Ok(0) };
    let low = number.limbs.first().copied().unwrap_or(0);
    Ok(if number.negative { low.wrapping_neg() } else { low })
}

fn low_word(py: &mut Py, value: &Value) -> PyResult<u32> {
    low_bits(py, value).map(|bits| bits as u32)
}

/// The bits of an optional part.
fn optional_word(py: &mut Py, value: Option<&Value>, default: u32) -> PyResult<u32> {
    value.map_or(Ok(default), |value| low_word(py, value))
}

/// A number that C has as `int`.
pub(super) fn number(py: &mut Py, value: &Value) -> PyResult<i32> {
    let number = py.index(value)?.as_i64().and_then(|number| i32::try_from(number).ok());
    number.ok_or_else(|| exc::overflow_error(py, format_args!("signed integer is greater than maximum")))
}

/// A text without NULs.
fn text(py: &mut Py, value: &Value, message: &str) -> PyResult<Vec<u8>> {
    if !value.is_str() {
        return Err(exc::type_error(py, format_args!("{message}")));
    }
    let bytes = py.encode(value, None, None)?;
    let bytes = bytes.get::<Bytes>().map_or(&[][..], Bytes::data);
    if bytes.contains(&0) {
        return Err(exc::value_error(py, format_args!("embedded null character")));
    }
    Ok(bytes.to_vec())
}

fn words(before: &[u8], words: &[u32]) -> Vec<u8> {
    let mut bytes = before.to_vec();
    for word in words {
        bytes.extend(word.to_ne_bytes());
    }
    bytes
}

fn netlink(py: &mut Py, value: &Value, caller: &str) -> PyResult<Vec<u8>> {
    const MESSAGE: &str = "AF_NETLINK address must be a pair (pid, groups)";
    let items = parts(py, value, caller, "AF_NETLINK", 2..=2, MESSAGE)?;
    let numbers = [low_word(py, &items[0])?, low_word(py, &items[1])?];
    Ok(words(&[0, 0], &numbers))
}

fn node_and_port(
    py: &mut Py,
    value: &Value,
    family: &str,
    bytes: impl FnOnce(u32, u32) -> Vec<u8>,
) -> PyResult<Vec<u8>> {
    let [node, port] = tuple(py, value, "getsockaddrarg", family)? else {
        let count = value.get::<Tuple>().map_or(0, Tuple::len);
        return Err(exc::type_error(
            py,
            format_args!("getsockaddrarg() takes exactly 2 arguments ({count} given)"),
        ));
    };
    Ok(bytes(low_word(py, node)?, low_word(py, port)?))
}

fn tipc(py: &mut Py, value: &Value, caller: &str) -> PyResult<Vec<u8>> {
    const MESSAGE: &str = "AF_TIPC address must be a tuple (addr_type, v1, v2, v3[, scope])";
    let items = parts(py, value, caller, "AF_TIPC", 4..=5, MESSAGE)?;
    let mut numbers = [0; 4];
    for (number, item) in numbers.iter_mut().zip(items) {
        *number = low_word(py, item)?;
    }
    let scope = optional_word(py, items.get(4), tipc::CLUSTER_SCOPE)?;
    let [kind, first, second, third] = numbers;
    let rest = match kind {
        tipc::RANGE => [first, second, third],
        tipc::NAME => [first, second, 0],
        tipc::PORT => [second, first, 0],
        _ => return Err(exc::type_error(py, format_args!("Invalid address type"))),
    };
    Ok(words(&[kind as u8, scope as u8], &rest))
}

fn write_tipc(py: &Py, bytes: &[u8]) -> PyResult<Vec<Value>> {
    let kind = byte(bytes, 0).into();
    let numbers = match kind {
        tipc::RANGE => [word(bytes, 2), word(bytes, 6), word(bytes, 10)],
        tipc::NAME => [word(bytes, 2), word(bytes, 6), word(bytes, 6)],
        tipc::PORT => [word(bytes, 6), word(bytes, 2), 0],
        _ => return Err(exc::value_error(py, format_args!("Invalid address type"))),
    };
    let scope = i32::from(byte(bytes, 1).cast_signed()).cast_unsigned();
    let [first, second, third] = numbers;
    [kind, first, second, third, scope].into_iter().map(|number| py.int(number.into())).collect()
}

fn alg(py: &mut Py, value: &Value, caller: &str) -> PyResult<Vec<u8>> {
    const MESSAGE: &str = "AF_ALG address must be a tuple (type, name[, feat[, mask]])";
    let items = parts(py, value, caller, "AF_ALG", 2..=4, MESSAGE)?;
    let (kind, name) = (text(py, &items[0], MESSAGE)?, text(py, &items[1], MESSAGE)?);
    let features = optional_word(py, items.get(2), 0)? & 0xffff;
    let mask = optional_word(py, items.get(3), 0)? & 0xffff;
    for (what, part, room) in [("type", &kind, 14), ("name", &name, 64)] {
        if part.len() >= room {
            return Err(exc::value_error(py, format_args!("AF_ALG {what} too long.")));
        }
    }
    let mut bytes = kind;
    bytes.resize(14, 0);
    bytes.extend(words(&[], &[features, mask]));
    bytes.extend(name);
    bytes.resize(86, 0);
    Ok(bytes)
}

fn packet(py: &mut Py, value: &Value, caller: &str) -> PyResult<Vec<u8>> {
    const MESSAGE: &str = "AF_PACKET address must be a tuple of two to five elements";
    const LONGEST_NAME: usize = 15;
    let items = parts(py, value, caller, "AF_PACKET", 2..=5, MESSAGE)?;
    let name = text(py, &items[0], MESSAGE)?;
    let mut numbers = [0; 3];
    for (number, item) in numbers.iter_mut().zip(&items[1..]) {
        *number = match self::number(py, item) {
            Err(raised) if py.matches(&raised, &exc::OVERFLOW_ERROR) => {
                py.discard(raised);
                return Err(exc::overflow_error(
                    py,
                    format_args!("{caller}(): address argument out of range"),
                ));
            }
            number => number?,
        };
    }
    let hardware = items.get(4).map_or(Ok(Vec::new()), |address| bytes_of(py, address))?;
    let index = interface(py, name.get(..LONGEST_NAME).unwrap_or(&name))?;
    if hardware.len() > 8 {
        return Err(exc::value_error(py, format_args!("Hardware address must be 8 bytes or less")));
    }
    let [protocol, packet, kind] = numbers;
    let Ok(protocol) = u16::try_from(protocol) else {
        return Err(exc::overflow_error(py, format_args!("{caller}(): proto must be 0-65535.")));
    };
    let mut bytes = words(&protocol.to_be_bytes(), &[index]);
    bytes.extend((kind as u16).to_ne_bytes());
    bytes.extend([packet as u8, hardware.len() as u8]);
    bytes.extend(hardware);
    bytes.resize(18, 0);
    Ok(bytes)
}

/// The number of an interface.
fn interface(py: &mut Py, name: &[u8]) -> PyResult<u32> {
    const NO_DEVICE: i32 = 19;
    let index = CString::new(name).ok().and_then(|name| socket::interface_number(&name));
    index.ok_or_else(|| py.os_error(NO_DEVICE, None))
}

fn interface_name(py: &mut Py, index: u32) -> PyResult<Value> {
    // An interface that is gone has no name.
    let name = if index == 0 { None } else { socket::interface_name(index).ok() };
    py.str(&name.unwrap_or_default())
}

fn can(py: &mut Py, protocol: i32, value: &Value, caller: &str) -> PyResult<Vec<u8>> {
    let (name, rest) = match protocol {
        can::RAW | can::BROADCAST => {
            const MESSAGE: &str = "AF_CAN address must be a tuple (interface, )";
            let items = parts(py, value, caller, "AF_CAN", 1..=1, MESSAGE)?;
            (can_interface(py, &items[0])?, Vec::new())
        }
        can::ISOTP => {
            let [name, receive, send] = exactly(py, value)?;
            let name = can_interface(py, name)?;
            let (receive, send) = (any_int(py, receive, "argument 2")?, any_int(py, send, "argument 3")?);
            (name, words(&[], &[receive as u32, send as u32]))
        }
        can::J1939 => {
            let [name, own, group, address] = exactly(py, value)?;
            let name = can_interface(py, name)?;
            let mut rest = any_int(py, own, "argument 2")?.to_ne_bytes().to_vec();
            rest.extend(low_word(py, group)?.to_ne_bytes());
            rest.push(low_word(py, address)? as u8);
            (name, rest)
        }
        _ => return Err(py.error(&exc::OS_ERROR, format_args!("{caller}(): unsupported CAN protocol"))),
    };
    let index = match name.len() {
        0 => 0,
        1..=15 => interface(py, &name)?,
        _ => return Err(py.error(&exc::OS_ERROR, format_args!("AF_CAN interface name too long"))),
    };
    let mut bytes = words(&[0, 0], &[index]);
    bytes.extend(rest);
    bytes.resize(22, 0);
    Ok(bytes)
}

/// As many parts as there must be.
fn exactly<'v, const N: usize>(py: &Py, value: &'v Value) -> PyResult<&'v [Value; N]> {
    let Some(tuple) = value.get::<Tuple>() else {
        return Err(exc::system_error(
            py,
            format_args!("new style getargs format but argument is not a tuple"),
        ));
    };
    tuple.items().try_into().map_err(|_| {
        let count = tuple.len();
        exc::type_error(py, format_args!("function takes exactly {N} arguments ({count} given)"))
    })
}

/// The bits of an int; `argument` is what errors call it.
pub(super) fn any_int(py: &mut Py, value: &Value, argument: &str) -> PyResult<u64> {
    if value.type_().slots.index.get().is_none() {
        let given = given(value.borrow());
        return Err(exc::type_error(py, format_args!("{argument} must be int, not {given}")));
    }
    low_bits(py, value)
}

fn can_interface(py: &mut Py, value: &Value) -> PyResult<Vec<u8>> {
    let name = py.fs_decoded(value.borrow())?;
    let bytes = py.encode(&name, Some("utf-8"), Some("surrogateescape"))?;
    let bytes = bytes.get::<Bytes>().map_or(&[][..], Bytes::data);
    if bytes.contains(&0) {
        return Err(exc::value_error(py, format_args!("embedded null byte")));
    }
    Ok(bytes.to_vec())
}

fn write_can(py: &mut Py, protocol: i32, bytes: &[u8]) -> PyResult<Vec<Value>> {
    let name = interface_name(py, word(bytes, 2))?;
    Ok(match protocol {
        can::ISOTP => vec![name, py.int(word(bytes, 6).into())?, py.int(word(bytes, 10).into())?],
        can::J1939 => {
            let own = py.int_from_usize(usize::from_ne_bytes(field(bytes, 6)))?;
            vec![name, own, py.int(word(bytes, 14).into())?, py.int(byte(bytes, 18).into())?]
        }
        _ => vec![name],
    })
}

fn bluetooth(py: &mut Py, protocol: i32, value: &Value, caller: &str) -> PyResult<Vec<u8>> {
    let wrong = |py: &mut Py| py.error(&exc::OS_ERROR, format_args!("{caller}(): wrong format"));
    let items = value.get::<Tuple>().map(Tuple::items);
    match (protocol, items) {
        (bluetooth::L2CAP, Some([name, numbers @ ..])) if (1..=3).contains(&numbers.len()) => {
            let (name, [port, channel, kind]) = numbered(py, name, numbers, wrong)?;
            let mut bytes = (port as u16).to_ne_bytes().to_vec();
            bytes.extend(device(py, &name)?);
            bytes.extend((channel as u16).to_ne_bytes());
            bytes.extend([kind as u8, 0]);
            Ok(bytes)
        }
        (bluetooth::RFCOMM, Some([name, numbers @ ..])) if numbers.len() == 1 => {
            let (name, [channel, ..]) = numbered(py, name, numbers, wrong)?;
            let mut bytes = device(py, &name)?.to_vec();
            bytes.extend([channel as u8, 0]);
            Ok(bytes)
        }
        (bluetooth::HCI, _) if value.type_().slots.index.get().is_some() => {
            let device = low_bits(py, value)? as u16;
            Ok([device.to_ne_bytes(), [0; 2]].concat())
        }
        (bluetooth::HCI, Some(numbers)) if (1..=2).contains(&numbers.len()) => {
            let [device, channel, _] = all_bits(py, numbers, wrong)?;
            Ok([(device as u16).to_ne_bytes(), (channel as u16).to_ne_bytes()].concat())
        }
        (bluetooth::SCO, _) if value.is_str() => {
            let name = text(py, value, "")?;
            device(py, &name).map(|bytes| bytes.to_vec())
        }
        (bluetooth::SCO, _) if value.get::<Bytes>().is_some() => {
            let name = value.get::<Bytes>().map_or(&[][..], Bytes::data);
            if name.contains(&0) {
                return Err(exc::value_error(py, format_args!("embedded null byte")));
            }
            device(py, name).map(|bytes| bytes.to_vec())
        }
        (bluetooth::L2CAP..=bluetooth::RFCOMM, _) => Err(wrong(py)),
        _ => Err(py.error(&exc::OS_ERROR, format_args!("{caller}(): unknown Bluetooth protocol"))),
    }
}

/// A name and the bits of numbers. Whatever is wrong with them is told in one way.
fn numbered(
    py: &mut Py,
    name: &Value,
    numbers: &[Value],
    wrong: impl FnOnce(&mut Py) -> Raised,
) -> PyResult<(Vec<u8>, [u64; 3])> {
    match text(py, name, "") {
        Ok(name) => Ok((name, all_bits(py, numbers, wrong)?)),
        Err(raised) => {
            py.discard(raised);
            Err(wrong(py))
        }
    }
}

fn all_bits(py: &mut Py, numbers: &[Value], wrong: impl FnOnce(&mut Py) -> Raised) -> PyResult<[u64; 3]> {
    let mut bits = [0; 3];
    for (place, number) in bits.iter_mut().zip(numbers) {
        *place = match low_bits(py, number) {
            Ok(number) => number,
            Err(raised) => {
                py.discard(raised);
                return Err(wrong(py));
            }
        };
    }
    Ok(bits)
}

/// The address of a Bluetooth device: six numbers in hexadecimal, which the system has the other way round.
fn device(py: &Py, name: &[u8]) -> PyResult<[u8; 6]> {
    let numbers: Option<Vec<u8>> = name.split(|&byte| byte == b':').map(hexadecimal).rev().collect();
    numbers
        .and_then(|numbers| numbers.try_into().ok())
        .ok_or_else(|| py.error(&exc::OS_ERROR, format_args!("bad bluetooth address")))
}

/// A number as C's `%X` reads it: behind blanks, with a sign and `0x` if there are any.
fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digits = digits.trim_ascii_start();
    let (negative, digits) = match digits {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, digits),
    };
    let digits = match digits {
        [b'0', b'x' | b'X', rest @ ..] => rest,
        _ => digits,
    };
    if digits.is_empty() {
        return None;
    }
    let mut number = 0_u8;
    for &digit in digits {
        let digit = (digit as char).to_digit(16)?;
        number = number.checked_mul(16)?.checked_add(digit as u8)?;
    }
    (!negative || number == 0).then_some(number)
}

fn write_bluetooth(py: &mut Py, protocol: i32, bytes: &[u8]) -> PyResult<Value> {
    let show = |py: &mut Py, at: usize| {
        let [a, b, c, d, e, f] = field(bytes, at);
        py.str(&format!("{f:02X}:{e:02X}:{d:02X}:{c:02X}:{b:02X}:{a:02X}"))
    };
    let parts = match protocol {
        bluetooth::L2CAP => {
            let (port, channel, kind) = (half(bytes, 0), half(bytes, 8), byte(bytes, 10));
            let count = match (channel, kind) {
                (0, 0) => 1,
                (_, 0) => 2,
                _ => 3,
            };
            let numbers = [port, channel, kind.into()];
            let mut parts = vec![show(py, 2)?];
            for number in &numbers[..count] {
                parts.push(py.int((*number).into())?);
            }
            parts
        }
        bluetooth::RFCOMM => vec![show(py, 0)?, py.int(byte(bytes, 6).into())?],
        bluetooth::HCI if half(bytes, 2) == 0 => return py.int(half(bytes, 0).into()),
        bluetooth::HCI => vec![py.int(half(bytes, 0).into())?, py.int(half(bytes, 2).into())?],
        bluetooth::SCO => return show(py, 0),
        _ => return Err(exc::value_error(py, format_args!("Unknown Bluetooth protocol"))),
    };
    py.tuple(parts)
}

/// The text in a field, as far as a NUL.
fn terminated(py: &mut Py, bytes: &[u8], range: std::ops::Range<usize>) -> PyResult<Value> {
    let field = bytes.get(range).unwrap_or_default();
    let end = field.iter().position(|&byte| byte == 0).unwrap_or(field.len());
    py.decode(&field[..end], Some("utf-8"), None)
}

/// The bytes of a field; zeros where there are none.
pub(super) fn field<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    bytes.get(at..at + N).and_then(|field| field.try_into().ok()).unwrap_or([0; N])
}

fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

fn half(bytes: &[u8], at: usize) -> u16 {
    u16::from_ne_bytes(field(bytes, at))
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_ne_bytes(field(bytes, at))
}

#[cfg(test)]
mod tests {
    use super::hexadecimal;

    #[test]
    fn numbers_are_read_as_c_reads_them() {
        assert_eq!(hexadecimal(b" +0xff"), Some(255));
        assert_eq!(hexadecimal(b"-0"), Some(0));
        for wrong in [&b""[..], b"-1", b"100", b"5 ", b"0x", b"g"] {
            assert_eq!(hexadecimal(wrong), None, "{wrong:?}");
        }
    }
}
