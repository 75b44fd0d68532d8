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
    BRKINT BS0 BS1 BSDLY CBAUD CBAUDEX CDSUSP = 25 CEOF = 4 CEOL = 0 CEOT = 4
    CERASE = 127 CFLUSH = 15 CIBAUD CINTR = 3 CKILL = 21 CLNEXT = 22 CLOCAL CQUIT = 28 CR0
    CR1 CR2 CR3 CRDLY CREAD CRPRNT = 18 CRTSCTS CS5 CS6
    CS7 CS8 CSIZE CSTART = 17 CSTOP = 19 CSTOPB CSUSP = 26 CWERASE = 23 ECHO ECHOCTL
    ECHOE ECHOK ECHOKE ECHONL ECHOPRT EXTA EXTB EXTPROC
    FF0 FF1 FFDLY FIOASYNC FIOCLEX FIONBIO FIONCLEX
    FIONREAD FLUSHO HUPCL IBSHIFT ICANON ICRNL IEXTEN IGNBRK
    IGNCR IGNPAR IMAXBEL INLCR INPCK IOCSIZE_MASK = 1_073_676_288 IOCSIZE_SHIFT = 16
    ISIG ISTRIP IUCLC IUTF8 IXANY IXOFF IXON NCCS NL0
    NL1 NLDLY NOFLSH N_MOUSE = 2 N_PPP = 3 N_SLIP = 1 N_STRIP = 4 N_TTY = 0 OCRNL
    OFDEL OFILL OLCUC ONLCR ONLRET ONOCR OPOST PARENB PARMRK
    PARODD PENDIN TAB0 TAB1 TAB2 TAB3 TABDLY TCFLSH
    TCGETS TCIFLUSH TCIOFF TCIOFLUSH TCION TCOFLUSH TCOOFF TCOON TCSADRAIN
    TCSAFLUSH TCSANOW TCSBRK TCSBRKP TCSETS TCSETSF TCSETSW
    TCXONC TIOCCONS TIOCEXCL TIOCGETD TIOCGICOUNT TIOCGLCKTRMIOS
    TIOCGPGRP TIOCGSERIAL TIOCGSOFTCAR TIOCGWINSZ TIOCINQ
    TIOCLINUX TIOCMBIC TIOCMBIS TIOCMGET TIOCMIWAIT TIOCMSET
    TIOCM_CAR TIOCM_CD TIOCM_CTS TIOCM_DSR TIOCM_DTR TIOCM_LE TIOCM_RI
    TIOCM_RNG TIOCM_RTS TIOCM_SR TIOCM_ST TIOCNOTTY TIOCNXCL TIOCOUTQ
    TIOCPKT TIOCPKT_DATA = 0 TIOCPKT_DOSTOP = 32 TIOCPKT_FLUSHREAD = 1 TIOCPKT_FLUSHWRITE = 2
    TIOCPKT_NOSTOP = 16 TIOCPKT_START = 8 TIOCPKT_STOP = 4 TIOCSCTTY TIOCSERCONFIG
    TIOCSERGETLSR TIOCSERGETMULTI TIOCSERGSTRUCT TIOCSERGWILD
    TIOCSERSETMULTI TIOCSERSWILD TIOCSER_TEMT = 1 TIOCSETD TIOCSLCKTRMIOS
    TIOCSPGRP TIOCSSERIAL TIOCSSOFTCAR TIOCSTI TIOCSWINSZ TOSTOP
    VDISCARD VEOF VEOL VEOL2 VERASE VINTR VKILL VLNEXT VMIN VQUIT
    VREPRINT VSTART VSTOP VSUSP VSWTC VSWTCH = 7 VT0 VT1 VTDLY VTIME
    VWERASE XCASE XTABS _POSIX_VDISABLE
];

/// The class of errors of the interpreter.
#[derive(Default)]
struct State {
    error: PyCell<Option<Value>>,
}

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    constants::add(py, module, CONSTANTS)?;
    let error = py.exception_class("termios.error", &exc::EXCEPTION)?;
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
    exc::type_error(py, format_args!("tcsetattr, arg 3: must be {PARTS} element list"))
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
