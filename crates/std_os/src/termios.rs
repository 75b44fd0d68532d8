//! `termios`: how terminals are set up.

use std::io;

use taipan_host::terminal::{self, Attributes, CONTROLS};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::list::List;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::{Py, PyCell, PyResult, Raised, Value};

use crate::arguments::Fd;
use crate::calls;
use crate::constants::{self, constants};

/// The module.
pub(crate) static TERMIOS: ModuleDef = ModuleDef {
    doc: Some(
        "How terminals are set up, as POSIX has it.\n\nAll functions take a file descriptor first, as a number or as an \
         object with a fileno() method.",
    ),
    functions: &[Functions::FUNCTIONS],
    exec: Some(exec),
    ..ModuleDef::of("termios")
};

/// By their numbers where the crate of the system's constants does not know them. Codes of speeds are not the same everywhere.
#[rustfmt::skip]
const CONSTANTS: &[(&str, i64)] = constants![
    B0 B1000000 B110 B115200 B1152000 B1200 B134
    B150 B1500000 B1800 B19200 B200 B2000000
    B230400 B2400 B2500000 B300 B3000000
    B3500000 B38400 B4000000 B460800 B4800 B50 B500000
    B57600 B576000 B600 B75 B921600 B9600
    BRKINT = 2 BS0 = 0 BS1 = 8192 BSDLY = 8192 CBAUD = 4111 CBAUDEX = 4096 CDSUSP = 25 CEOF = 4 CEOL = 0 CEOT = 4
    CERASE = 127 CFLUSH = 15 CIBAUD = 269418496 CINTR = 3 CKILL = 21 CLNEXT = 22 CLOCAL = 2048 CQUIT = 28 CR0 = 0
    CR1 = 512 CR2 = 1024 CR3 = 1536 CRDLY = 1536 CREAD = 128 CRPRNT = 18 CRTSCTS = 2147483648 CS5 = 0 CS6 = 16
    CS7 = 32 CS8 = 48 CSIZE = 48 CSTART = 17 CSTOP = 19 CSTOPB = 64 CSUSP = 26 CWERASE = 23 ECHO = 8 ECHOCTL = 512
    ECHOE = 16 ECHOK = 32 ECHOKE = 2048 ECHONL = 64 ECHOPRT = 1024 EXTA EXTB EXTPROC = 65536
    FF0 = 0 FF1 = 32768 FFDLY = 32768 FIOASYNC = 21586 FIOCLEX = 21585 FIONBIO = 21537 FIONCLEX = 21584
    FIONREAD = 21531 FLUSHO = 4096 HUPCL = 1024 IBSHIFT = 16 ICANON = 2 ICRNL = 256 IEXTEN = 32768 IGNBRK = 1
    IGNCR = 128 IGNPAR = 4 IMAXBEL = 8192 INLCR = 64 INPCK = 16 IOCSIZE_MASK = 1073676288 IOCSIZE_SHIFT = 16
    ISIG = 1 ISTRIP = 32 IUCLC = 512 IUTF8 = 16384 IXANY = 2048 IXOFF = 4096 IXON = 1024 NCCS = 32 NL0 = 0
    NL1 = 256 NLDLY = 256 NOFLSH = 128 N_MOUSE = 2 N_PPP = 3 N_SLIP = 1 N_STRIP = 4 N_TTY = 0 OCRNL = 8
    OFDEL = 128 OFILL = 64 OLCUC = 2 ONLCR = 4 ONLRET = 32 ONOCR = 16 OPOST = 1 PARENB = 256 PARMRK = 8
    PARODD = 512 PENDIN = 16384 TAB0 = 0 TAB1 = 2048 TAB2 = 4096 TAB3 = 6144 TABDLY = 6144 TCFLSH = 21515
    TCGETS = 21505 TCIFLUSH = 0 TCIOFF = 2 TCIOFLUSH = 2 TCION = 3 TCOFLUSH = 1 TCOOFF = 0 TCOON = 1 TCSADRAIN = 1
    TCSAFLUSH = 2 TCSANOW = 0 TCSBRK = 21513 TCSBRKP = 21541 TCSETS = 21506 TCSETSF = 21508 TCSETSW = 21507
    TCXONC = 21514 TIOCCONS = 21533 TIOCEXCL = 21516 TIOCGETD = 21540 TIOCGICOUNT = 21597 TIOCGLCKTRMIOS = 21590
    TIOCGPGRP = 21519 TIOCGSERIAL = 21534 TIOCGSOFTCAR = 21529 TIOCGWINSZ = 21523 TIOCINQ = 21531
    TIOCLINUX = 21532 TIOCMBIC = 21527 TIOCMBIS = 21526 TIOCMGET = 21525 TIOCMIWAIT = 21596 TIOCMSET = 21528
    TIOCM_CAR = 64 TIOCM_CD = 64 TIOCM_CTS = 32 TIOCM_DSR = 256 TIOCM_DTR = 2 TIOCM_LE = 1 TIOCM_RI = 128
    TIOCM_RNG = 128 TIOCM_RTS = 4 TIOCM_SR = 16 TIOCM_ST = 8 TIOCNOTTY = 21538 TIOCNXCL = 21517 TIOCOUTQ = 21521
    TIOCPKT = 21536 TIOCPKT_DATA = 0 TIOCPKT_DOSTOP = 32 TIOCPKT_FLUSHREAD = 1 TIOCPKT_FLUSHWRITE = 2
    TIOCPKT_NOSTOP = 16 TIOCPKT_START = 8 TIOCPKT_STOP = 4 TIOCSCTTY = 21518 TIOCSERCONFIG = 21587
    TIOCSERGETLSR = 21593 TIOCSERGETMULTI = 21594 TIOCSERGSTRUCT = 21592 TIOCSERGWILD = 21588
    TIOCSERSETMULTI = 21595 TIOCSERSWILD = 21589 TIOCSER_TEMT = 1 TIOCSETD = 21539 TIOCSLCKTRMIOS = 21591
    TIOCSPGRP = 21520 TIOCSSERIAL = 21535 TIOCSSOFTCAR = 21530 TIOCSTI = 21522 TIOCSWINSZ = 21524 TOSTOP = 256
    VDISCARD = 13 VEOF = 4 VEOL = 11 VEOL2 = 16 VERASE = 2 VINTR = 0 VKILL = 3 VLNEXT = 15 VMIN = 6 VQUIT = 1
    VREPRINT = 12 VSTART = 8 VSTOP = 9 VSUSP = 10 VSWTC = 7 VSWTCH = 7 VT0 = 0 VT1 = 16384 VTDLY = 16384 VTIME = 5
    VWERASE = 14 XCASE = 4 XTABS = 6144 _POSIX_VDISABLE = 0
];

/// The class of errors of the interpreter.
#[derive(Default)]
struct State {
    error: PyCell<Option<Value>>,
}

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    constants::add(py, module, CONSTANTS)?;
    let error = py.new_exception_class("termios.error", &exc::EXCEPTION)?;
    module.set(py, "error", error.clone())?;
    drop(py.state::<State>().error.replace(py, Some(error)));
    Ok(())
}

/// The result of a call; its failure is a `termios.error`.
fn done<R>(py: &mut Py, result: io::Result<R>) -> PyResult<R> {
    match result {
        Ok(result) => Ok(result),
        Err(error) => Err(failure(py, &error)),
    }
}

#[cold]
fn failure(py: &mut Py, error: &io::Error) -> Raised {
    let plain = calls::failure(py, error, [None, None]);
    let class = py.state::<State>().error.get(py).clone();
    let (Some(class), Some(number)) = (class, error.raw_os_error()) else { return plain };
    let plain = py.take(plain);
    let made = strerror(py, &plain).and_then(|text| {
        let number = py.int(number.into())?;
        py.call(&class, &[&number, &text])
    });
    match made {
        Ok(exception) => py.raise_value(&exception, None),
        Err(raised) => raised,
    }
}

/// What the system calls an error, which an `OSError` knows.
fn strerror(py: &mut Py, error: &Value) -> PyResult<Value> {
    let name = py.heap().intern("strerror")?;
    py.get_attribute(error, &name)
}

#[cold]
fn wrong_list(py: &Py) -> Raised {
    exc::type_error(py, format_args!("tcsetattr, arg 3: must be {} element list", PARTS))
}

/// How many parts a description has.
const PARTS: usize = 7;

/// The lower bits of a number of the system's.
fn bits(py: &mut Py, value: &Value) -> PyResult<u32> {
    let number = py.index(value)?;
    match number.as_i64() {
        Some(number) => Ok(number as u32),
        None => Err(exc::overflow_error(py, format_args!("Python int too large to convert to C long"))),
    }
}

/// A control character: a byte, or a number where it is one.
fn character(py: &mut Py, value: &Value) -> PyResult<u8> {
    match value.get::<Bytes>().map(Bytes::data) {
        Some(&[byte]) => Ok(byte),
        None if value.is_int() => Ok(bits(py, value)? as u8),
        _ => Err(exc::type_error(
            py,
            format_args!("tcsetattr: elements of attributes must be bytes objects of length 1 or integers"),
        )),
    }
}

struct Functions;

#[pymodule("termios")]
impl Functions {
    /// How a terminal is set up.
    ///
    /// Gives a list [iflag, oflag, cflag, lflag, ispeed, ospeed, cc], of which the last is a list of control characters: bytes
    /// of length 1, but numbers at VMIN and VTIME where input comes without lines.
    #[pyfunction("(fd, /)")]
    fn tcgetattr(py: &mut Py, fd: Fd) -> PyResult<Value> {
        let result = terminal::attributes(fd.0);
        let it = done(py, result)?;
        let mut characters = Vec::with_capacity(CONTROLS);
        for (place, byte) in it.characters.into_iter().enumerate() {
            let is_number = it.local & libc::ICANON == 0 && (place == libc::VMIN || place == libc::VTIME);
            characters.push(if is_number { py.int(byte.into())? } else { py.bytes(&[byte])? });
        }
        let characters = py.list(characters)?;
        let numbers = [it.input, it.output, it.control, it.local, it.input_speed, it.output_speed];
        let mut parts = Vec::with_capacity(PARTS);
        for number in numbers {
            parts.push(py.int(number.into())?);
        }
        parts.push(characters);
        py.list(parts)
    }

    /// Sets a terminal up as a list says that is like the one of tcgetattr(): at once (TCSANOW), when all output is written
    /// (TCSADRAIN), or with all input that waits thrown away as well (TCSAFLUSH).
    #[pyfunction("(fd, when, attributes, /)")]
    fn tcsetattr(py: &mut Py, fd: Fd, when: i32, attributes: &Value) -> PyResult<()> {
        let parts = attributes.get::<List>().map(|list| list.items.get(py).clone());
        let Some(Ok(parts)) = parts.map(<[Value; PARTS]>::try_from) else { return Err(wrong_list(py)) };
        let old = terminal::attributes(fd.0);
        let mut new: Attributes = done(py, old)?;
        let [input, output, control, local, input_speed, output_speed, characters] = &parts;
        new.input = bits(py, input)?;
        new.output = bits(py, output)?;
        new.control = bits(py, control)?;
        new.local = bits(py, local)?;
        new.input_speed = bits(py, input_speed)?;
        new.output_speed = bits(py, output_speed)?;
        let characters = characters.get::<List>().map(|list| list.items.get(py).clone());
        let Some(characters) = characters.filter(|all| all.len() == CONTROLS) else {
            return Err(exc::type_error(
                py,
                format_args!("tcsetattr: attributes[6] must be {CONTROLS} element list"),
            ));
        };
        for (place, value) in new.characters.iter_mut().zip(&characters) {
            *place = character(py, value)?;
        }
        let result = calls::call(py, || terminal::set_attributes(fd.0, when, &new))?;
        done(py, result)
    }

    /// Sends a break for a time that the system measures: 0 is about a third of a second.
    #[pyfunction("(fd, duration, /)")]
    fn tcsendbreak(py: &mut Py, fd: Fd, duration: i32) -> PyResult<()> {
        let result = calls::call(py, || terminal::send_break(fd.0, duration))?;
        done(py, result)
    }

    /// Waits until all output is written.
    #[pyfunction("(fd, /)")]
    fn tcdrain(py: &mut Py, fd: Fd) -> PyResult<()> {
        let result = calls::call(py, || terminal::drain(fd.0))?;
        done(py, result)
    }

    /// Throws away input that waits (TCIFLUSH), output (TCOFLUSH) or both (TCIOFLUSH).
    #[pyfunction("(fd, queue, /)")]
    fn tcflush(py: &mut Py, fd: Fd, queue: i32) -> PyResult<()> {
        let result = calls::call(py, || terminal::discard(fd.0, queue))?;
        done(py, result)
    }

    /// Stops output (TCOOFF) or lets it go on (TCOON), and the same for input (TCIOFF, TCION).
    #[pyfunction("(fd, action, /)")]
    fn tcflow(py: &mut Py, fd: Fd, action: i32) -> PyResult<()> {
        let result = calls::call(py, || terminal::flow(fd.0, action))?;
        done(py, result)
    }

    /// The size of a terminal window: lines and columns.
    #[pyfunction("(fd, /)")]
    fn tcgetwinsize(py: &mut Py, fd: Fd) -> PyResult<Value> {
        let (columns, lines) = done(py, terminal::size(fd.0))?;
        let size = [py.int(lines.into())?, py.int(columns.into())?];
        py.tuple(size)
    }

    /// Gives a terminal window a size: lines and columns.
    #[pyfunction("(fd, winsize, /)")]
    fn tcsetwinsize(py: &mut Py, fd: Fd, winsize: &Value) -> PyResult<()> {
        let is_sequence =
            winsize.type_().slots.getitem.get().is_some() && winsize.type_().slots.length.get().is_some();
        let size = if is_sequence { py.collect(winsize)? } else { Vec::new() };
        let Ok([lines, columns]) = <[Value; 2]>::try_from(size) else {
            return Err(exc::type_error(
                py,
                format_args!("tcsetwinsize, arg 2: must be a two-item sequence"),
            ));
        };
        let (lines, columns) = (bits_of_long(py, &lines)?, bits_of_long(py, &columns)?);
        let (Ok(lines), Ok(columns)) = (u16::try_from(lines), u16::try_from(columns)) else {
            return Err(exc::overflow_error(py, format_args!("winsize value(s) out of range.")));
        };
        done(py, terminal::set_size(fd.0, columns, lines))
    }
}

/// A C long.
fn bits_of_long(py: &mut Py, value: &Value) -> PyResult<i64> {
    let number = py.index(value)?;
    number
        .as_i64()
        .ok_or_else(|| exc::overflow_error(py, format_args!("Python int too large to convert to C long")))
}
