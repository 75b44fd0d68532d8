//! Sockets, and the names of hosts and services.

use std::ffi::{CStr, CString};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::os::fd::RawFd;
use std::time::Duration;
use std::{io, mem, ptr};

/// Where a socket is or what it is connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// IPv4: address and port.
    V4(Ipv4Addr, u16),
    /// IPv6: address, port, flow label, scope.
    V6(Ipv6Addr, u16, u32, u32),
    /// A path, or a name in the abstract namespace, which begins with a NUL.
    Unix(Vec<u8>),
    /// Of another family: the family and the bytes after it.
    Other(i32, Vec<u8>),
    /// None.
    None,
}

/// The longest path of a Unix address, in bytes.
pub const UNIX_PATH: usize = 108;

/// An address as the system has it.
struct Raw {
    storage: libc::sockaddr_storage,
    length: libc::socklen_t,
}

impl Raw {
    fn empty() -> Self {
        // SAFETY: zeros are a valid address of no family.
        let storage = unsafe { mem::zeroed() };
        Self { storage, length: size_of::<libc::sockaddr_storage>() as libc::socklen_t }
    }

    fn pointer(&self) -> *const libc::sockaddr {
        (&raw const self.storage).cast()
    }

    fn pointer_mut(&mut self) -> *mut libc::sockaddr {
        (&raw mut self.storage).cast()
    }

    fn of(address: &Address) -> Self {
        let mut raw = Self::empty();
        // SAFETY: the storage is large enough and aligned for each of the structures.
        unsafe {
            match address {
                Address::V4(host, port) => {
                    let it = &mut *(&raw mut raw.storage).cast::<libc::sockaddr_in>();
                    it.sin_family = libc::AF_INET as libc::sa_family_t;
                    it.sin_port = port.to_be();
                    it.sin_addr.s_addr = u32::from_ne_bytes(host.octets());
                    raw.length = size_of::<libc::sockaddr_in>() as libc::socklen_t;
                }
                Address::V6(host, port, flow, scope) => {
                    let it = &mut *(&raw mut raw.storage).cast::<libc::sockaddr_in6>();
                    it.sin6_family = libc::AF_INET6 as libc::sa_family_t;
                    it.sin6_port = port.to_be();
                    it.sin6_addr.s6_addr = host.octets();
                    it.sin6_flowinfo = flow.to_be();
                    it.sin6_scope_id = *scope;
                    raw.length = size_of::<libc::sockaddr_in6>() as libc::socklen_t;
                }
                Address::Unix(path) => {
                    let it = &mut *(&raw mut raw.storage).cast::<libc::sockaddr_un>();
                    it.sun_family = libc::AF_UNIX as libc::sa_family_t;
                    for (place, &byte) in it.sun_path.iter_mut().zip(path) {
                        *place = byte.cast_signed();
                    }
                    let named = path.first().is_some_and(|&byte| byte != 0);
                    let length = 2 + path.len().min(UNIX_PATH) + usize::from(named && path.len() < UNIX_PATH);
                    raw.length = length as libc::socklen_t;
                }
                Address::Other(family, bytes) => {
                    raw.storage.ss_family = *family as libc::sa_family_t;
                    let room = size_of::<libc::sockaddr_storage>() - 2;
                    let count = bytes.len().min(room);
                    (&raw mut raw.storage)
                        .cast::<u8>()
                        .add(2)
                        .copy_from_nonoverlapping(bytes.as_ptr(), count);
                    raw.length = (2 + count) as libc::socklen_t;
                }
                Address::None => raw.length = 0,
            }
        }
        raw
    }

    fn address(&self) -> Address {
        if self.length < 2 {
            return Address::None;
        }
        // SAFETY: the system has filled in a structure of the family.
        unsafe {
            match i32::from(self.storage.ss_family) {
                libc::AF_INET => {
                    let it = &*self.pointer().cast::<libc::sockaddr_in>();
                    Address::V4(Ipv4Addr::from(it.sin_addr.s_addr.to_ne_bytes()), u16::from_be(it.sin_port))
                }
                libc::AF_INET6 => {
                    let it = &*self.pointer().cast::<libc::sockaddr_in6>();
                    let host = Ipv6Addr::from(it.sin6_addr.s6_addr);
                    let flow = u32::from_be(it.sin6_flowinfo);
                    Address::V6(host, u16::from_be(it.sin6_port), flow, it.sin6_scope_id)
                }
                libc::AF_UNIX => {
                    let it = &*self.pointer().cast::<libc::sockaddr_un>();
                    let length = (self.length as usize).saturating_sub(2).min(UNIX_PATH);
                    let mut path: Vec<u8> =
                        it.sun_path.iter().take(length).map(|&byte| byte.cast_unsigned()).collect();
                    if path.first().is_some_and(|&byte| byte != 0) {
                        path.truncate(path.iter().position(|&byte| byte == 0).unwrap_or(path.len()));
                    }
                    Address::Unix(path)
                }
                0 => Address::None,
                family => {
                    let length = (self.length as usize).saturating_sub(2);
                    let bytes = self.pointer().cast::<u8>().add(2);
                    Address::Other(family, std::slice::from_raw_parts(bytes, length.min(126)).to_vec())
                }
            }
        }
    }
}

fn check(result: libc::c_int) -> io::Result<libc::c_int> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

fn check_size(result: libc::ssize_t) -> io::Result<usize> {
    usize::try_from(result).map_err(|_| io::Error::last_os_error())
}

/// A new socket, which child processes do not inherit.
pub fn socket(family: i32, kind: i32, protocol: i32) -> io::Result<RawFd> {
    // SAFETY: no memory is passed.
    check(unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC, protocol) })
}

/// Two sockets that are connected.
pub fn pair(family: i32, kind: i32, protocol: i32) -> io::Result<[RawFd; 2]> {
    let mut files = [-1; 2];
    // SAFETY: there is room for two.
    check(unsafe { libc::socketpair(family, kind | libc::SOCK_CLOEXEC, protocol, files.as_mut_ptr()) })?;
    Ok(files)
}

/// Closes it. What the system says about an interruption does not count.
pub fn close(file: RawFd) -> io::Result<()> {
    // SAFETY: the caller owns the file.
    check(unsafe { libc::close(file) }).map(drop)
}

/// Another number for the same file, which child processes do not inherit.
pub fn duplicate(file: RawFd) -> io::Result<RawFd> {
    // SAFETY: no memory is passed.
    check(unsafe { libc::fcntl(file, libc::F_DUPFD_CLOEXEC, 0) })
}

/// Sets whether operations wait.
pub fn set_blocking(file: RawFd, blocking: bool) -> io::Result<()> {
    let mut on = libc::c_int::from(!blocking);
    // SAFETY: the number is there.
    check(unsafe { libc::ioctl(file, libc::FIONBIO, &raw mut on) }).map(drop)
}

/// Gives the socket an address.
pub fn bind(file: RawFd, address: &Address) -> io::Result<()> {
    let raw = Raw::of(address);
    // SAFETY: the address is there.
    check(unsafe { libc::bind(file, raw.pointer(), raw.length) }).map(drop)
}

/// Connects it.
pub fn connect(file: RawFd, address: &Address) -> io::Result<()> {
    let raw = Raw::of(address);
    // SAFETY: the address is there.
    check(unsafe { libc::connect(file, raw.pointer(), raw.length) }).map(drop)
}

/// Lets others connect.
pub fn listen(file: RawFd, backlog: i32) -> io::Result<()> {
    // SAFETY: no memory is passed.
    check(unsafe { libc::listen(file, backlog) }).map(drop)
}

/// The next connection, and who made it.
pub fn accept(file: RawFd) -> io::Result<(RawFd, Address)> {
    let mut raw = Raw::empty();
    let mut length = raw.length;
    // SAFETY: there is room for an address of any family.
    let new = check(unsafe { libc::accept4(file, raw.pointer_mut(), &raw mut length, libc::SOCK_CLOEXEC) })?;
    raw.length = length;
    Ok((new, raw.address()))
}

/// The next connection where connections have no address.
pub fn accept_unnamed(file: RawFd) -> io::Result<(RawFd, Address)> {
    // SAFETY: no memory is passed.
    let new = check(unsafe { libc::accept4(file, ptr::null_mut(), ptr::null_mut(), libc::SOCK_CLOEXEC) })?;
    Ok((new, Address::None))
}

/// Its own address.
pub fn own_address(file: RawFd) -> io::Result<Address> {
    let mut raw = Raw::empty();
    let mut length = raw.length;
    // SAFETY: there is room for an address of any family.
    check(unsafe { libc::getsockname(file, raw.pointer_mut(), &raw mut length) })?;
    raw.length = length;
    Ok(raw.address())
}

/// The address that it is connected to.
pub fn peer_address(file: RawFd) -> io::Result<Address> {
    let mut raw = Raw::empty();
    let mut length = raw.length;
    // SAFETY: there is room for an address of any family.
    check(unsafe { libc::getpeername(file, raw.pointer_mut(), &raw mut length) })?;
    raw.length = length;
    Ok(raw.address())
}

/// Ends one direction or both.
pub fn shutdown(file: RawFd, how: i32) -> io::Result<()> {
    // SAFETY: no memory is passed.
    check(unsafe { libc::shutdown(file, how) }).map(drop)
}

/// Receives bytes.
pub fn receive(file: RawFd, buffer: &mut [u8], flags: i32) -> io::Result<usize> {
    // SAFETY: the buffer is there.
    check_size(unsafe { libc::recv(file, buffer.as_mut_ptr().cast(), buffer.len(), flags) })
}

/// Receives bytes, and says from whom.
pub fn receive_from(file: RawFd, buffer: &mut [u8], flags: i32) -> io::Result<(usize, Address)> {
    let mut raw = Raw::empty();
    let mut length = raw.length;
    // SAFETY: buffer and address are there.
    let count = check_size(unsafe {
        libc::recvfrom(
            file,
            buffer.as_mut_ptr().cast(),
            buffer.len(),
            flags,
            raw.pointer_mut(),
            &raw mut length,
        )
    })?;
    raw.length = length;
    Ok((count, raw.address()))
}

/// Sends bytes. A closed connection is an error, not a signal.
pub fn send(file: RawFd, bytes: &[u8], flags: i32) -> io::Result<usize> {
    // SAFETY: the bytes are there.
    check_size(unsafe { libc::send(file, bytes.as_ptr().cast(), bytes.len(), flags | libc::MSG_NOSIGNAL) })
}

/// Sends bytes to an address.
pub fn send_to(file: RawFd, bytes: &[u8], flags: i32, address: &Address) -> io::Result<usize> {
    let raw = Raw::of(address);
    // SAFETY: bytes and address are there.
    check_size(unsafe {
        libc::sendto(
            file,
            bytes.as_ptr().cast(),
            bytes.len(),
            flags | libc::MSG_NOSIGNAL,
            raw.pointer(),
            raw.length,
        )
    })
}

/// Data that goes beside a message: level, type, bytes.
pub type Ancillary = (i32, i32, Vec<u8>);

/// The room that data of a length needs beside a message, with (`true`) or without the padding at its end.
pub fn ancillary_room(length: usize, padded: bool) -> Option<usize> {
    // SAFETY: plain arithmetic.
    let least = unsafe { if padded { libc::CMSG_SPACE(1) } else { libc::CMSG_LEN(0) } };
    let length = libc::c_uint::try_from(length).ok().filter(|&it| it <= 0x7fff_ffff - least)?;
    // SAFETY: plain arithmetic.
    Some(unsafe { if padded { libc::CMSG_SPACE(length) } else { libc::CMSG_LEN(length) } } as usize)
}

/// Sends a message with data beside it.
pub fn send_message(
    file: RawFd,
    bytes: &[u8],
    ancillary: &[Ancillary],
    flags: i32,
    address: Option<&Address>,
) -> io::Result<usize> {
    let raw = address.map(Raw::of);
    let room: usize = ancillary.iter().filter_map(|(_, _, data)| ancillary_room(data.len(), true)).sum();
    // Words, so that the headers are aligned.
    let mut control = vec![0_u64; room.div_ceil(8)];
    let mut part = libc::iovec { iov_base: bytes.as_ptr().cast_mut().cast(), iov_len: bytes.len() };
    // SAFETY: all that the message points to is there; the headers lie within the control buffer, which has room for them.
    unsafe {
        let mut message: libc::msghdr = mem::zeroed();
        message.msg_iov = &raw mut part;
        message.msg_iovlen = 1;
        if let Some(raw) = &raw {
            message.msg_name = raw.pointer().cast_mut().cast();
            message.msg_namelen = raw.length;
        }
        if room > 0 {
            message.msg_control = control.as_mut_ptr().cast();
            message.msg_controllen = room;
            let mut header = libc::CMSG_FIRSTHDR(&raw const message);
            for (level, kind, data) in ancillary {
                if header.is_null() {
                    break;
                }
                (*header).cmsg_level = *level;
                (*header).cmsg_type = *kind;
                (*header).cmsg_len = libc::CMSG_LEN(data.len() as libc::c_uint) as usize;
                libc::CMSG_DATA(header).copy_from_nonoverlapping(data.as_ptr(), data.len());
                header = libc::CMSG_NXTHDR(&raw const message, header);
            }
        }
        check_size(libc::sendmsg(file, &raw const message, flags | libc::MSG_NOSIGNAL))
    }
}

/// A message that was received: bytes, data beside them, flags, sender.
pub type Message = (usize, Vec<Ancillary>, i32, Address);

/// Receives a message with at most so many bytes of data beside it.
pub fn receive_message(file: RawFd, buffer: &mut [u8], room: usize, flags: i32) -> io::Result<Message> {
    let mut raw = Raw::empty();
    let mut control = vec![0_u64; room.div_ceil(8)];
    let mut part = libc::iovec { iov_base: buffer.as_mut_ptr().cast(), iov_len: buffer.len() };
    // SAFETY: as for `send_message`; the system says how much it has filled in.
    unsafe {
        let mut message: libc::msghdr = mem::zeroed();
        message.msg_iov = &raw mut part;
        message.msg_iovlen = 1;
        message.msg_name = raw.pointer_mut().cast();
        message.msg_namelen = raw.length;
        message.msg_control = if room > 0 { control.as_mut_ptr().cast() } else { ptr::null_mut() };
        message.msg_controllen = room;
        let count = check_size(libc::recvmsg(file, &raw mut message, flags | libc::MSG_CMSG_CLOEXEC))?;
        raw.length = message.msg_namelen;
        let mut found = Vec::new();
        let end = control.as_ptr().addr() + message.msg_controllen;
        let mut header = libc::CMSG_FIRSTHDR(&raw const message);
        while !header.is_null() {
            let data = libc::CMSG_DATA(header);
            let length = (*header).cmsg_len.saturating_sub(libc::CMSG_LEN(0) as usize);
            let length = length.min(end.saturating_sub(data.addr()));
            let bytes = std::slice::from_raw_parts(data, length).to_vec();
            found.push(((*header).cmsg_level, (*header).cmsg_type, bytes));
            header = libc::CMSG_NXTHDR(&raw const message, header);
        }
        Ok((count, found, message.msg_flags & !libc::MSG_CMSG_CLOEXEC, raw.address()))
    }
}

/// An option that is a number.
pub fn number_option(file: RawFd, level: i32, name: i32) -> io::Result<i32> {
    let (mut value, mut length) = (0, size_of::<i32>() as libc::socklen_t);
    // SAFETY: there is room for a number.
    check(unsafe { libc::getsockopt(file, level, name, (&raw mut value).cast(), &raw mut length) })?;
    Ok(value)
}

/// An option that is any bytes.
pub fn bytes_option(file: RawFd, level: i32, name: i32, room: usize) -> io::Result<Vec<u8>> {
    let mut value = vec![0; room];
    let mut length = room as libc::socklen_t;
    // SAFETY: there is as much room as it says.
    check(unsafe { libc::getsockopt(file, level, name, value.as_mut_ptr().cast(), &raw mut length) })?;
    value.truncate(length as usize);
    Ok(value)
}

/// Sets an option that is any bytes.
pub fn set_option(file: RawFd, level: i32, name: i32, value: &[u8]) -> io::Result<()> {
    // SAFETY: the bytes are there.
    check(unsafe {
        libc::setsockopt(file, level, name, value.as_ptr().cast(), value.len() as libc::socklen_t)
    })
    .map(drop)
}

/// Sets an option to nothing but a length.
pub fn set_empty_option(file: RawFd, level: i32, name: i32, length: u32) -> io::Result<()> {
    // SAFETY: no memory is passed.
    check(unsafe { libc::setsockopt(file, level, name, ptr::null(), length) }).map(drop)
}

/// Waits until a socket can be read or written. False when it took too long.
pub fn wait(file: RawFd, write: bool, timeout: Option<Duration>) -> io::Result<bool> {
    let mut poll =
        libc::pollfd { fd: file, events: if write { libc::POLLOUT } else { libc::POLLIN }, revents: 0 };
    // A part of a millisecond counts as one.
    let milliseconds =
        timeout.map_or(-1, |time| i32::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX));
    // SAFETY: the structure is there.
    check(unsafe { libc::poll(&raw mut poll, 1, milliseconds) }).map(|count| count > 0)
}

/// What the system says of a host or service.
#[derive(Debug)]
#[expect(missing_docs, reason = "they are those of `addrinfo`")]
pub struct Info {
    pub family: i32,
    pub kind: i32,
    pub protocol: i32,
    pub name: Vec<u8>,
    pub address: Address,
}

/// Why a name has no answer: the number, and what the system says.
#[derive(Debug)]
pub enum NameError {
    /// An error of the resolver.
    Resolver(i32, String),
    /// An error of the system.
    System(io::Error),
}

fn name_error(number: i32) -> NameError {
    if number == libc::EAI_SYSTEM {
        return NameError::System(io::Error::last_os_error());
    }
    // SAFETY: the system's text.
    let text = unsafe { CStr::from_ptr(libc::gai_strerror(number)) };
    NameError::Resolver(number, text.to_string_lossy().into_owned())
}

/// The addresses of a host and a service.
pub fn resolve(
    host: Option<&CStr>,
    service: Option<&CStr>,
    family: i32,
    kind: i32,
    protocol: i32,
    flags: i32,
) -> Result<Vec<Info>, NameError> {
    let pointer = |text: Option<&CStr>| text.map_or(ptr::null(), CStr::as_ptr);
    let mut found = Vec::new();
    // SAFETY: the hints are valid; the list is walked to its end and given back.
    unsafe {
        let mut hints: libc::addrinfo = mem::zeroed();
        hints.ai_family = family;
        hints.ai_socktype = kind;
        hints.ai_protocol = protocol;
        hints.ai_flags = flags;
        let mut list = ptr::null_mut();
        let error = libc::getaddrinfo(pointer(host), pointer(service), &raw const hints, &raw mut list);
        if error != 0 {
            return Err(name_error(error));
        }
        let mut entry = list;
        while let Some(it) = entry.as_ref() {
            let mut raw = Raw::empty();
            let length = (it.ai_addrlen as usize).min(size_of::<libc::sockaddr_storage>());
            raw.pointer_mut().cast::<u8>().copy_from_nonoverlapping(it.ai_addr.cast(), length);
            raw.length = length as libc::socklen_t;
            let name = if it.ai_canonname.is_null() {
                Vec::new()
            } else {
                CStr::from_ptr(it.ai_canonname).to_bytes().to_vec()
            };
            found.push(Info {
                family: it.ai_family,
                kind: it.ai_socktype,
                protocol: it.ai_protocol,
                name,
                address: raw.address(),
            });
            entry = it.ai_next;
        }
        libc::freeaddrinfo(list);
    }
    Ok(found)
}

/// The names of the host and the service of an address.
pub fn names(address: &Address, flags: i32) -> Result<(Vec<u8>, Vec<u8>), NameError> {
    let raw = Raw::of(address);
    let (mut host, mut service) = ([0_u8; 1025], [0_u8; 32]);
    // SAFETY: address and buffers are there.
    let error = unsafe {
        libc::getnameinfo(
            raw.pointer(),
            raw.length,
            host.as_mut_ptr().cast(),
            host.len() as libc::socklen_t,
            service.as_mut_ptr().cast(),
            service.len() as libc::socklen_t,
            flags,
        )
    };
    if error != 0 {
        return Err(name_error(error));
    }
    let text = |buffer: &[u8]| buffer.split(|&byte| byte == 0).next().unwrap_or_default().to_vec();
    Ok((text(&host), text(&service)))
}

/// The name of this host.
pub fn host_name() -> io::Result<Vec<u8>> {
    let mut name = [0_u8; 1024];
    // SAFETY: the buffer is there.
    check(unsafe { libc::gethostname(name.as_mut_ptr().cast(), name.len()) })?;
    Ok(name.split(|&byte| byte == 0).next().unwrap_or_default().to_vec())
}

/// Renames this host.
pub fn set_host_name(name: &[u8]) -> io::Result<()> {
    // SAFETY: the name is there.
    check(unsafe { libc::sethostname(name.as_ptr().cast(), name.len()) }).map(drop)
}

/// The port of a service.
pub fn service_port(name: &CStr, protocol: Option<&CStr>) -> Option<u16> {
    // SAFETY: the texts are there; the answer is copied at once.
    unsafe {
        let entry = libc::getservbyname(name.as_ptr(), protocol.map_or(ptr::null(), CStr::as_ptr));
        entry.as_ref().map(|entry| u16::from_be(entry.s_port as u16))
    }
}

/// The name of the service at a port.
pub fn service_name(port: u16, protocol: Option<&CStr>) -> Option<String> {
    // SAFETY: as above.
    unsafe {
        let entry = libc::getservbyport(i32::from(port.to_be()), protocol.map_or(ptr::null(), CStr::as_ptr));
        entry.as_ref().map(|entry| CStr::from_ptr(entry.s_name).to_string_lossy().into_owned())
    }
}

/// The number of a protocol.
pub fn protocol_number(name: &CStr) -> Option<i32> {
    // SAFETY: as above.
    unsafe { libc::getprotobyname(name.as_ptr()).as_ref().map(|entry| entry.p_proto) }
}

/// The network interfaces: numbers and names.
pub fn interfaces() -> io::Result<Vec<(u32, String)>> {
    let mut found = Vec::new();
    // SAFETY: the list is walked to its end, which an index of 0 marks, and given back.
    unsafe {
        let list = libc::if_nameindex();
        if list.is_null() {
            return Err(io::Error::last_os_error());
        }
        let mut entry = list;
        while (*entry).if_index != 0 {
            found.push(((*entry).if_index, CStr::from_ptr((*entry).if_name).to_string_lossy().into_owned()));
            entry = entry.add(1);
        }
        libc::if_freenameindex(list);
    }
    Ok(found)
}

/// The number of an interface.
pub fn interface_number(name: &CStr) -> Option<u32> {
    // SAFETY: the text is there.
    Some(unsafe { libc::if_nametoindex(name.as_ptr()) }).filter(|&index| index != 0)
}

/// The name of an interface.
pub fn interface_name(index: u32) -> io::Result<String> {
    let mut name = [0_u8; libc::IF_NAMESIZE];
    // SAFETY: the buffer is as large as names can be.
    let result = unsafe { libc::if_indextoname(index, name.as_mut_ptr().cast()) };
    if result.is_null() {
        return Err(io::Error::last_os_error());
    }
    Ok(CString::from_vec_with_nul(
        name.split_inclusive(|&byte| byte == 0).next().unwrap_or_default().to_vec(),
    )
    .map(|text| text.to_string_lossy().into_owned())
    .unwrap_or_default())
}
