//! `_socket.socket`.
//!
//! A socket with a timeout does not block: what would block waits until the file is ready or the time is over. A signal's
//! handler runs meanwhile, and waiting goes on.

mod messages;

use std::cell::Cell;
use std::io;
use std::time::{Duration, Instant};

use taipan_host::socket;
use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

use super::address::{self, INET};
use super::families::{self, Kind};
use super::functions::{bytes_of, read_timeout};
use super::{State, system_error};

/// A socket.
#[pyclass(static = SOCKET, name = "_socket.socket", base = OBJECT, leaf)]
pub(super) struct Socket {
    /// -1 when it is closed.
    file: Cell<i32>,
    family: Cell<i32>,
    kind: Cell<i32>,
    protocol: Cell<i32>,
    /// In seconds; none to wait forever.
    timeout: Cell<Option<f64>>,
}

pub(super) static DEFINITIONS: &[Definition] = &[Definition {
    doc: Some("A socket: one end of a connection, or what others connect to."),
    signature: Some("(family=-1, type=-1, proto=-1, fileno=None)"),
    flags: Flags::BASE,
    slots: &[Socket::SLOTS],
    methods: &[Socket::METHODS, messages::Messages::METHODS],
    getset: &[Socket::GETSET],
    ..Definition::of(&SOCKET)
}];

/// Bits of a type that are no type.
const CLOSE_ON_EXEC: i32 = 0o2_000_000;
const NON_BLOCKING: i32 = 0o4000;

impl Socket {
    fn closed() -> Self {
        Self {
            file: Cell::new(-1),
            family: Cell::new(-1),
            kind: Cell::new(-1),
            protocol: Cell::new(-1),
            timeout: Cell::new(None),
        }
    }

    fn open(&self, py: &Py, file: i32, family: i32, kind: i32, protocol: i32) -> io::Result<()> {
        let default = py.state::<State>().default_timeout.get();
        self.file.set(file);
        self.family.set(family);
        self.kind.set(kind & !(CLOSE_ON_EXEC | NON_BLOCKING));
        self.protocol.set(protocol);
        self.timeout.set(if kind & NON_BLOCKING != 0 { Some(0.0) } else { default });
        if default.is_some() { socket::set_blocking(file, false) } else { Ok(()) }
    }

    /// Does something that may block, again and again until it is done, the time is over, or a signal's handler raises.
    fn attempt<T: Send>(
        &self,
        py: &mut Py,
        write: bool,
        work: impl FnMut(i32) -> io::Result<T> + Send,
    ) -> PyResult<T> {
        let end = self.end();
        self.attempt_until(py, write, end, work)
    }

    /// When the time for an operation that begins now is over.
    fn end(&self) -> Option<Instant> {
        let seconds = self.timeout.get().filter(|&seconds| seconds > 0.0)?;
        Instant::now().checked_add(Duration::from_secs_f64(seconds))
    }

    fn attempt_until<T: Send>(
        &self,
        py: &mut Py,
        write: bool,
        end: Option<Instant>,
        mut work: impl FnMut(i32) -> io::Result<T> + Send,
    ) -> PyResult<T> {
        loop {
            let file = self.file.get();
            let waits = self.timeout.get().is_some_and(|seconds| seconds > 0.0);
            if waits && !self.wait(py, write, end)? {
                return Err(timed_out(py));
            }
            match py.detach(|| work(file)) {
                Ok(result) => return Ok(result),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => py.check_signals()?,
                Err(error) if waits && error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(system_error(py, &error)),
            }
        }
    }

    /// Waits until the file is ready. False when the time is over.
    fn wait(&self, py: &mut Py, write: bool, end: Option<Instant>) -> PyResult<bool> {
        loop {
            let file = self.file.get();
            if file < 0 {
                return Ok(true);
            }
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            match py.detach(|| socket::wait(file, write, left)) {
                Ok(ready) => return Ok(ready),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => py.check_signals()?,
                Err(error) => return Err(system_error(py, &error)),
            }
        }
    }

    /// What its addresses are.
    fn kind_of_address(&self) -> Kind {
        Kind { family: self.family.get(), protocol: self.protocol.get() }
    }

    /// The same where the system is to give an address.
    fn known_kind(&self, py: &Py) -> PyResult<Kind> {
        let kind = self.kind_of_address();
        families::check_known(py, kind)?;
        Ok(kind)
    }

    /// Connects. Gives the number of the error, 0 for none.
    fn connect_to(&self, py: &mut Py, address: &socket::Address) -> PyResult<i32> {
        const IN_PROGRESS: i32 = 115;
        const AGAIN: i32 = 11;
        const SOCKET_LEVEL: i32 = 1;
        const ERROR: i32 = 4;
        let file = self.file.get();
        let number = match py.detach(|| socket::connect(file, address)) {
            Ok(()) => return Ok(0),
            Err(error) => error.raw_os_error().unwrap_or(0),
        };
        let interrupted = number == 4;
        if interrupted {
            py.check_signals()?;
        }
        let waits = self.timeout.get().is_none_or(|seconds| seconds > 0.0);
        if !(interrupted && waits || number == IN_PROGRESS && self.timeout.get().is_some_and(|it| it > 0.0)) {
            return Ok(number);
        }
        let end = self.end();
        if !self.wait(py, true, end)? {
            return Ok(AGAIN);
        }
        Ok(socket::number_option(file, SOCKET_LEVEL, ERROR)
            .unwrap_or_else(|error| error.raw_os_error().unwrap_or(0)))
    }
}

fn timed_out(py: &Py) -> taipan_object::Raised {
    py.error(&exc::TIMEOUT_ERROR, format_args!("timed out"))
}

/// A socket for a file that is open already.
pub(super) fn of_file(py: &mut Py, file: i32, family: i32, kind: i32, protocol: i32) -> PyResult<Value> {
    let made = py.heap().object(Socket::closed())?;
    if let Some(socket) = made.get::<Socket>()
        && let Err(error) = socket.open(py, file, family, kind, protocol)
    {
        return Err(system_error(py, &error));
    }
    Ok(made)
}

/// A length that is not negative.
fn length(py: &Py, length: isize, caller: &str) -> PyResult<usize> {
    usize::try_from(length).map_err(|_| exc::value_error(py, format_args!("negative buffersize in {caller}")))
}

/// Zeros to receive into. Fails with `MemoryError`.
fn buffer(length: usize) -> PyResult<Vec<u8>> {
    let mut buffer = Vec::new();
    buffer.try_reserve_exact(length)?;
    buffer.resize(length, 0);
    Ok(buffer)
}

#[pymethods]
impl Socket {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _args: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self::closed())
    }

    #[pyslot("(family=-1, type=-1, proto=-1, fileno=None)", name = "socket")]
    fn init(
        this: Borrowed<'_>,
        py: &mut Py,
        family: Option<i32>,
        r#type: Option<i32>,
        proto: Option<i32>,
        fileno: Borrowed<'_>,
    ) -> PyResult<()> {
        const STREAM: i32 = 1;
        let (mut family, mut kind) = (family.unwrap_or(-1), r#type.unwrap_or(-1));
        let mut protocol = proto.unwrap_or(-1);
        if py.is_audited() {
            let shown = [py.int(family.into())?, py.int(kind.into())?, py.int(protocol.into())?];
            py.audit("socket.__new__", &[&this, &shown[0], &shown[1], &shown[2]])?;
        }
        let Some(this) = this.get::<Self>() else { return Ok(()) };
        let file = if is_none(&fileno) {
            family = if family == -1 { INET } else { family };
            kind = if kind == -1 { STREAM } else { kind };
            protocol = protocol.max(0);
            match socket::socket(family, kind, protocol) {
                Ok(file) => file,
                Err(error) => return Err(system_error(py, &error)),
            }
        } else {
            const SOCKET_LEVEL: i32 = 1;
            let file = py.to_i64(&fileno)?;
            let Some(file) = i32::try_from(file).ok().filter(|&file| file >= 0) else {
                return Err(exc::value_error(py, format_args!("negative file descriptor")));
            };
            for (value, option) in [(&mut family, 39), (&mut kind, 3), (&mut protocol, 38)] {
                if *value == -1 {
                    match socket::number_option(file, SOCKET_LEVEL, option) {
                        Ok(number) => *value = number,
                        Err(error) => return Err(system_error(py, &error)),
                    }
                }
            }
            file
        };
        let old = this.file.get();
        if old >= 0 {
            let _ = socket::close(old);
        }
        this.open(py, file, family, kind, protocol).map_err(|error| system_error(py, &error))
    }

    #[pyslot]
    fn finalize(this: Borrowed<'_>, py: &mut Py) {
        let Some(socket) = this.get::<Self>() else { return };
        let file = socket.file.get();
        if file < 0 {
            return;
        }
        let warned =
            py.repr(&this).and_then(|shown| py.warn_of_resource(&this, format_args!("unclosed {shown}")));
        if let Err(raised) = warned {
            py.unraisable(raised, "Exception ignored while finalizing socket", Some(&this));
        }
        socket.file.set(-1);
        let _ = socket::close(file);
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(socket) = this.get::<Self>() else { return Ok(none()) };
        py.text(format_args!(
            "<socket object, fd={}, family={}, type={}, proto={}>",
            socket.file.get(),
            socket.family.get(),
            socket.kind.get(),
            socket.protocol.get()
        ))
    }

    /// The next connection: a file descriptor, and the address of the other end.
    #[pymethod("($self, /)")]
    fn _accept(&self, py: &mut Py) -> PyResult<Value> {
        let kind = self.known_kind(py)?;
        let accept = if kind.family == families::ALG { socket::accept_unnamed } else { socket::accept };
        let (file, from) = self.attempt(py, false, accept)?;
        let from = match address::write(py, kind, &from) {
            Ok(from) => from,
            Err(raised) => {
                let _ = socket::close(file);
                return Err(raised);
            }
        };
        let parts = [py.int(file.into())?, from];
        py.tuple(parts)
    }

    /// Sets whether operations wait.
    #[pymethod("($self, flag, /)", text = "($self, object, /)")]
    fn setblocking(&self, py: &mut Py, flag: bool) -> PyResult<()> {
        self.timeout.set(if flag { None } else { Some(0.0) });
        socket::set_blocking(self.file.get(), flag).map_err(|error| system_error(py, &error))
    }

    /// Whether operations wait, be it for a time.
    #[pymethod("($self, /)")]
    fn getblocking(&self, _py: &mut Py) -> bool {
        self.timeout.get() != Some(0.0)
    }

    /// Sets for how many seconds operations wait; None for as long as it takes.
    #[pymethod("($self, timeout, /)", text = "($self, object, /)")]
    fn settimeout(&self, py: &mut Py, timeout: Borrowed<'_>) -> PyResult<()> {
        let timeout = read_timeout(py, &timeout)?;
        self.timeout.set(timeout);
        socket::set_blocking(self.file.get(), timeout.is_none()).map_err(|error| system_error(py, &error))
    }

    /// For how many seconds operations wait; None for as long as it takes.
    #[pymethod("($self, /)")]
    fn gettimeout(&self, py: &mut Py) -> PyResult<Value> {
        match self.timeout.get() {
            Some(seconds) => py.float(seconds),
            None => Ok(none()),
        }
    }

    /// Sets an option: to a number, to bytes, or to None with a length.
    #[pymethod("($self, level, option, value, optlen=0, /)")]
    fn setsockopt(
        &self,
        py: &mut Py,
        level: i32,
        option: i32,
        value: Borrowed<'_>,
        optlen: Option<i64>,
    ) -> PyResult<()> {
        let file = self.file.get();
        let result = if self.family.get() == families::VSOCK {
            let number = families::any_int(py, &value, "setsockopt() argument 3")?;
            socket::set_option(file, level, option, &number.to_ne_bytes())
        } else if is_none(&value) {
            let length = u32::try_from(optlen.unwrap_or(0)).unwrap_or(0);
            socket::set_empty_option(file, level, option, length)
        } else if value.is_int() {
            let number = py.to_i64(&value)?;
            let Ok(number) = i32::try_from(number) else {
                return Err(exc::overflow_error(
                    py,
                    format_args!("Python int too large to convert to C int"),
                ));
            };
            socket::set_option(file, level, option, &number.to_ne_bytes())
        } else {
            let bytes = bytes_of(py, &value)?;
            socket::set_option(file, level, option, &bytes)
        };
        result.map_err(|error| system_error(py, &error))
    }

    /// An option: a number, or so many bytes if a length is given.
    #[pymethod("($self, level, option, buflen=0, /)")]
    fn getsockopt(&self, py: &mut Py, level: i32, option: i32, buflen: Option<i32>) -> PyResult<Value> {
        let file = self.file.get();
        let is_wide = self.family.get() == families::VSOCK;
        match buflen.unwrap_or(0) {
            0 if is_wide => match socket::bytes_option(file, level, option, size_of::<usize>()) {
                Ok(mut bytes) => {
                    bytes.resize(size_of::<usize>(), 0);
                    py.int_from_usize(usize::from_ne_bytes(families::field(&bytes, 0)))
                }
                Err(error) => Err(system_error(py, &error)),
            },
            _ if is_wide => {
                Err(py.error(&exc::OS_ERROR, format_args!("getsockopt string buffer not allowed")))
            }
            0 => match socket::number_option(file, level, option) {
                Ok(number) => py.int(number.into()),
                Err(error) => Err(system_error(py, &error)),
            },
            length if (1..=1024).contains(&length) => {
                match socket::bytes_option(file, level, option, length as usize) {
                    Ok(bytes) => py.bytes(&bytes),
                    Err(error) => Err(system_error(py, &error)),
                }
            }
            _ => Err(py.error(&exc::OS_ERROR, format_args!("getsockopt buflen out of range"))),
        }
    }

    /// Gives the socket an address.
    #[pymethod("($self, address, /)", text = "($self, object, /)")]
    fn bind(this: Borrowed<'_>, py: &mut Py, address: Borrowed<'_>) -> PyResult<()> {
        let Some(socket) = this.get::<Self>() else { return Ok(()) };
        let to = address::read(py, socket.kind_of_address(), &address, "bind")?;
        py.audit("socket.bind", &[&this, &address])?;
        let (file, address) = (socket.file.get(), to);
        py.detach(|| socket::bind(file, &address)).map_err(|error| system_error(py, &error))
    }

    /// Closes the socket.
    #[pymethod("($self, /)")]
    fn close(&self, py: &mut Py) -> PyResult<()> {
        let file = self.file.replace(-1);
        if file < 0 {
            return Ok(());
        }
        match py.detach(|| socket::close(file)) {
            Err(error) if error.kind() != io::ErrorKind::ConnectionReset => Err(system_error(py, &error)),
            _ => Ok(()),
        }
    }

    /// Gives the file descriptor away: the socket is closed without closing it.
    #[pymethod("($self, /)")]
    fn detach(&self, _py: &mut Py) -> i64 {
        self.file.replace(-1).into()
    }

    /// Connects to an address.
    #[pymethod("($self, address, /)", text = "($self, object, /)")]
    fn connect(this: Borrowed<'_>, py: &mut Py, address: Borrowed<'_>) -> PyResult<()> {
        let Some(socket) = this.get::<Self>() else { return Ok(()) };
        let to = address::read(py, socket.kind_of_address(), &address, "connect")?;
        py.audit("socket.connect", &[&this, &address])?;
        let waits = socket.timeout.get().is_some_and(|seconds| seconds > 0.0);
        match socket.connect_to(py, &to)? {
            0 => Ok(()),
            11 if waits => Err(timed_out(py)),
            number => Err(py.os_error(number, None)),
        }
    }

    /// Connects to an address, and gives the number of the error, 0 for none.
    #[pymethod("($self, address, /)", text = "($self, object, /)")]
    fn connect_ex(this: Borrowed<'_>, py: &mut Py, address: Borrowed<'_>) -> PyResult<i64> {
        let Some(socket) = this.get::<Self>() else { return Ok(0) };
        let to = address::read(py, socket.kind_of_address(), &address, "connect_ex")?;
        py.audit("socket.connect", &[&this, &address])?;
        socket.connect_to(py, &to).map(i64::from)
    }

    /// The file descriptor; -1 when the socket is closed.
    #[pymethod("($self, /)")]
    fn fileno(&self, _py: &mut Py) -> i64 {
        self.file.get().into()
    }

    /// The address of the other end.
    #[pymethod("($self, /)")]
    fn getpeername(&self, py: &mut Py) -> PyResult<Value> {
        let kind = self.known_kind(py)?;
        match socket::peer_address(self.file.get()) {
            Ok(address) => address::write(py, kind, &address),
            Err(error) => Err(system_error(py, &error)),
        }
    }

    /// The address of this end.
    #[pymethod("($self, /)")]
    fn getsockname(&self, py: &mut Py) -> PyResult<Value> {
        let kind = self.known_kind(py)?;
        match socket::own_address(self.file.get()) {
            Ok(address) => address::write(py, kind, &address),
            Err(error) => Err(system_error(py, &error)),
        }
    }

    /// Lets others connect. The backlog is how many may wait.
    #[pymethod("($self, backlog=128, /)")]
    fn listen(&self, py: &mut Py, backlog: Option<i32>) -> PyResult<()> {
        let (file, backlog) = (self.file.get(), backlog.unwrap_or(128).max(0));
        py.detach(|| socket::listen(file, backlog)).map_err(|error| system_error(py, &error))
    }

    /// Ends one direction or both.
    #[pymethod("($self, how, /)", text = "($self, object, /)")]
    fn shutdown(&self, py: &mut Py, how: i32) -> PyResult<()> {
        let file = self.file.get();
        py.detach(|| socket::shutdown(file, how)).map_err(|error| system_error(py, &error))
    }

    /// Receives at most so many bytes; none when the other end has closed.
    #[pymethod("($self, buffersize, flags=0, /)")]
    fn recv(&self, py: &mut Py, buffersize: isize, flags: Option<i32>) -> PyResult<Value> {
        let mut buffer = buffer(length(py, buffersize, "recv")?)?;
        let flags = flags.unwrap_or(0);
        let count = match buffer.len() {
            0 => 0,
            _ => self.attempt(py, false, |file| socket::receive(file, &mut buffer, flags))?,
        };
        py.bytes(buffer.get(..count).unwrap_or_default())
    }

    /// Receives at most so many bytes, and says from whom.
    #[pymethod("($self, buffersize, flags=0, /)")]
    fn recvfrom(&self, py: &mut Py, buffersize: isize, flags: Option<i32>) -> PyResult<Value> {
        let mut buffer = buffer(length(py, buffersize, "recvfrom")?)?;
        let kind = self.known_kind(py)?;
        let flags = flags.unwrap_or(0);
        let (count, from) = self.attempt(py, false, |file| socket::receive_from(file, &mut buffer, flags))?;
        let parts = [py.bytes(buffer.get(..count).unwrap_or_default())?, address::write(py, kind, &from)?];
        py.tuple(parts)
    }

    /// Receives into memory that can be written, and gives the number of bytes.
    #[pymethod("($self, buffer, nbytes=0, flags=0)")]
    fn recv_into(
        &self,
        py: &mut Py,
        buffer: Borrowed<'_>,
        nbytes: Option<isize>,
        flags: Option<i32>,
    ) -> PyResult<usize> {
        let flags = flags.unwrap_or(0);
        messages::into(py, &buffer, nbytes, "recv_into", |py, bytes| {
            self.attempt(py, false, |file| socket::receive(file, bytes, flags)).map(|count| (count, ()))
        })
        .map(|(count, ())| count)
    }

    /// Receives into memory that can be written, and gives the number of bytes and from whom they are.
    #[pymethod("($self, buffer, nbytes=0, flags=0)")]
    fn recvfrom_into(
        &self,
        py: &mut Py,
        buffer: Borrowed<'_>,
        nbytes: Option<isize>,
        flags: Option<i32>,
    ) -> PyResult<Value> {
        let kind = self.known_kind(py)?;
        let flags = flags.unwrap_or(0);
        let (count, from) = messages::into(py, &buffer, nbytes, "recvfrom_into", |py, bytes| {
            self.attempt(py, false, |file| socket::receive_from(file, bytes, flags))
        })?;
        let parts = [py.int(count as i64)?, address::write(py, kind, &from)?];
        py.tuple(parts)
    }

    /// Sends bytes and gives how many were sent, which may be fewer.
    #[pymethod("($self, data, flags=0, /)")]
    fn send(&self, py: &mut Py, data: Borrowed<'_>, flags: Option<i32>) -> PyResult<usize> {
        let bytes = bytes_of(py, &data)?;
        let flags = flags.unwrap_or(0);
        self.attempt(py, true, |file| socket::send(file, &bytes, flags))
    }

    /// Sends all bytes. After an error nobody knows how many were sent.
    #[pymethod("($self, data, flags=0, /)")]
    fn sendall(&self, py: &mut Py, data: Borrowed<'_>, flags: Option<i32>) -> PyResult<()> {
        let bytes = bytes_of(py, &data)?;
        let flags = flags.unwrap_or(0);
        let end = self.end();
        let mut sent = 0;
        while let Some(rest) = bytes.get(sent..).filter(|rest| !rest.is_empty()) {
            sent += self.attempt_until(py, true, end, |file| socket::send(file, rest, flags))?;
            py.check_signals()?;
        }
        Ok(())
    }

    /// Sends bytes to an address.
    ///
    /// There may be flags between the two.
    #[pymethod("($self, /, *args)", hidden)]
    fn sendto(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<usize> {
        let Some(socket) = this.get::<Self>() else { return Ok(0) };
        let count = args.len();
        let (Some(data), Some(second), None) = (args.get(0), args.get(1), args.get(3)) else {
            return Err(exc::type_error(py, format_args!("sendto() takes 2 or 3 arguments ({count} given)")));
        };
        let (flags, to) = match args.get(2) {
            Some(address) => {
                let flags = py.to_i64(&second)?;
                (i32::try_from(flags).unwrap_or(0), address)
            }
            None => (0, second),
        };
        let bytes = bytes_of(py, &data)?;
        let address = to;
        let to = address::read(py, socket.kind_of_address(), &address, "sendto")?;
        py.audit("socket.sendto", &[&this, &address])?;
        socket.attempt(py, true, |file| socket::send_to(file, &bytes, flags, &to))
    }

    /// The family of addresses.
    #[pymember]
    fn family(&self, _py: &mut Py) -> i64 {
        self.family.get().into()
    }

    /// The type.
    #[pymember(name = "type")]
    fn kind(&self, _py: &mut Py) -> i64 {
        self.kind.get().into()
    }

    /// The protocol.
    #[pymember]
    fn proto(&self, _py: &mut Py) -> i64 {
        self.protocol.get().into()
    }

    /// For how many seconds operations wait; None for as long as it takes.
    #[pygetter]
    fn timeout(&self, py: &mut Py) -> PyResult<Value> {
        self.gettimeout(py)
    }
}
