//! Terminals.

use std::ffi::{CStr, c_char};
use std::io;
use std::ptr::null_mut;

use crate::calls::{check, filled};

/// Columns and lines of a terminal window.
pub fn size(fd: i32) -> io::Result<(u16, u16)> {
    // SAFETY: the call fills in what it is given.
    let size: libc::winsize = filled(|place| unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, place) })?;
    Ok((size.ws_col, size.ws_row))
}

unsafe extern "C" {
    fn ctermid(name: *mut c_char) -> *mut c_char;
}

/// The path of the terminal that controls the process.
pub fn controlling() -> Vec<u8> {
    // Longer than `L_ctermid`.
    let mut name = [0; 64];
    // SAFETY: there is room for the name, which ends with a zero byte.
    unsafe {
        ctermid(name.as_mut_ptr());
        CStr::from_ptr(name.as_ptr()).to_bytes().to_vec()
    }
}

/// Opens a new pair of terminals, master and slave, which executed programs do not inherit.
pub fn open_pair() -> io::Result<[i32; 2]> {
    let (mut master, mut slave) = (-1, -1);
    // SAFETY: the call fills in two numbers.
    check(unsafe { libc::openpty(&raw mut master, &raw mut slave, null_mut(), null_mut(), null_mut()) })?;
    for fd in [master, slave] {
        // SAFETY: only numbers go in.
        check(unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) })?;
    }
    Ok([master, slave])
}

/// The control characters of a terminal.
pub const CONTROLS: usize = libc::NCCS;

/// How a terminal is set up; the bits are the system's.
#[derive(Clone, Copy, Debug)]
pub struct Attributes {
    /// What is done with input.
    pub input: u32,
    /// What is done with output.
    pub output: u32,
    /// What the line is like.
    pub control: u32,
    /// What is done for the user.
    pub local: u32,
    /// The code of the speed of input.
    pub input_speed: u32,
    /// The code of the speed of output.
    pub output_speed: u32,
    /// The control characters.
    pub characters: [u8; CONTROLS],
}

/// How a terminal is set up.
pub fn attributes(fd: i32) -> io::Result<Attributes> {
    let raw = raw_attributes(fd)?;
    // SAFETY: the structure is there.
    let (input_speed, output_speed) =
        unsafe { (libc::cfgetispeed(&raw const raw), libc::cfgetospeed(&raw const raw)) };
    Ok(Attributes {
        input: raw.c_iflag,
        output: raw.c_oflag,
        control: raw.c_cflag,
        local: raw.c_lflag,
        input_speed,
        output_speed,
        characters: raw.c_cc,
    })
}

fn raw_attributes(fd: i32) -> io::Result<libc::termios> {
    // SAFETY: the call fills in what it is given.
    filled(|place| unsafe { libc::tcgetattr(fd, place) })
}

/// Sets a terminal up: at once, or `when` output or input have been dealt with.
pub fn set_attributes(fd: i32, when: i32, attributes: &Attributes) -> io::Result<()> {
    let mut raw = raw_attributes(fd)?;
    raw.c_iflag = attributes.input;
    raw.c_oflag = attributes.output;
    raw.c_cflag = attributes.control;
    raw.c_lflag = attributes.local;
    raw.c_cc = attributes.characters;
    // SAFETY: the structure is there.
    unsafe {
        check(libc::cfsetispeed(&raw mut raw, attributes.input_speed))?;
        check(libc::cfsetospeed(&raw mut raw, attributes.output_speed))?;
        check(libc::tcsetattr(fd, when, &raw const raw)).map(drop)
    }
}

/// `tcsendbreak`
pub fn send_break(fd: i32, duration: i32) -> io::Result<()> {
    // SAFETY: only numbers go in.
    check(unsafe { libc::tcsendbreak(fd, duration) }).map(drop)
}

/// `tcdrain`
pub fn drain(fd: i32) -> io::Result<()> {
    // SAFETY: only a number goes in.
    check(unsafe { libc::tcdrain(fd) }).map(drop)
}

/// `tcflush`
pub fn discard(fd: i32, queue: i32) -> io::Result<()> {
    // SAFETY: only numbers go in.
    check(unsafe { libc::tcflush(fd, queue) }).map(drop)
}

/// `tcflow`
pub fn flow(fd: i32, action: i32) -> io::Result<()> {
    // SAFETY: only numbers go in.
    check(unsafe { libc::tcflow(fd, action) }).map(drop)
}

/// Gives a terminal window columns and lines.
pub fn set_size(fd: i32, columns: u16, lines: u16) -> io::Result<()> {
    // SAFETY: the call fills in what it is given.
    let mut size: libc::winsize = filled(|place| unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, place) })?;
    (size.ws_col, size.ws_row) = (columns, lines);
    // SAFETY: the structure is there.
    check(unsafe { libc::ioctl(fd, libc::TIOCSWINSZ, &raw const size) }).map(drop)
}
