//! Terminals: their size, their foreground process group, and new ones.

use taipan_host::{calls as host, terminal};
use taipan_macros::pymodule;
use taipan_object::types::struct_sequence::{self, Field, StructSequence};
use taipan_object::{Py, PyResult, Type, Value};

use crate::arguments::Fd;
use crate::calls;
use crate::path::decoded;

/// `os.terminal_size`
pub(crate) static TERMINAL_SIZE: Type = struct_sequence::class::<TerminalSize>("os.terminal_size");

/// The fields of `os.terminal_size`.
pub(crate) struct TerminalSize;

impl StructSequence for TerminalSize {
    const TYPE: &'static Type = &TERMINAL_SIZE;
    const DOC: &'static str = "The size of a terminal window: a tuple of columns and lines.";
    const FIELDS: &'static [Field] = &[
        Field::new("columns", "width of the terminal window in characters"),
        Field::new("lines", "height of the terminal window in characters"),
    ];
}

/// Terminals.
pub(super) struct Terminals;

#[pymodule("posix")]
impl Terminals {
    /// Gives the size of a terminal window as columns and lines.
    ///
    /// fd is the descriptor of the terminal, by default that of standard output. Programs
    /// usually want shutil.get_terminal_size(), which also knows what to do without one.
    #[pyfunction("(fd=<unrepresentable>, /)")]
    fn get_terminal_size(py: &mut Py, fd: Option<i32>) -> PyResult<Value> {
        let (columns, lines) = calls::done(py, terminal::size(fd.unwrap_or(1)))?;
        let values = [py.int(columns.into())?, py.int(lines.into())?];
        py.heap().struct_sequence::<TerminalSize, 2>(values)
    }

    /// Gives the process group in the foreground of a terminal.
    #[pyfunction("(fd, /)")]
    fn tcgetpgrp(py: &mut Py, fd: i32) -> PyResult<i32> {
        calls::done(py, host::tcgetpgrp(fd))
    }

    /// Puts a process group into the foreground of a terminal.
    #[pyfunction("(fd, pgid, /)")]
    fn tcsetpgrp(py: &mut Py, fd: i32, pgid: i32) -> PyResult<()> {
        calls::done(py, host::tcsetpgrp(fd, pgid)).map(drop)
    }

    /// Gives the path of the terminal that controls the process.
    #[pyfunction("()")]
    fn ctermid(py: &mut Py) -> PyResult<Value> {
        decoded(py, &terminal::controlling())
    }

    /// Opens a new pair of terminals, one of which is the other's keyboard and screen.
    #[pyfunction("()")]
    fn openpty(py: &mut Py) -> PyResult<Value> {
        let [master, slave] = calls::done(py, terminal::open_pair())?;
        let ends = [py.int(master.into())?, py.int(slave.into())?];
        py.tuple(ends)
    }

    /// Opens the master end of a new pair of terminals.
    #[pyfunction("(oflag, /)")]
    fn posix_openpt(py: &mut Py, oflag: i32) -> PyResult<i32> {
        let result = host::posix_openpt(oflag).and_then(|fd| {
            super::open_files::set_inheritable(fd, false)?;
            Ok(fd)
        });
        calls::done(py, result)
    }

    /// Gives the process the slave end that belongs to a master end.
    #[pyfunction("(fd, /)")]
    fn grantpt(py: &mut Py, fd: Fd) -> PyResult<()> {
        calls::done(py, host::grantpt(fd.0)).map(drop)
    }

    /// Lets the slave end that belongs to a master end be opened.
    #[pyfunction("(fd, /)")]
    fn unlockpt(py: &mut Py, fd: Fd) -> PyResult<()> {
        calls::done(py, host::unlockpt(fd.0)).map(drop)
    }

    /// Gives the path of the slave end that belongs to a master end.
    #[pyfunction("(fd, /)")]
    fn ptsname(py: &mut Py, fd: Fd) -> PyResult<Value> {
        let name = calls::done(py, host::ptsname(fd.0))?;
        decoded(py, &name)
    }

    /// Makes the process the leader of a session whose terminal a descriptor is, and that terminal
    /// its standard streams. The descriptor is closed.
    #[pyfunction("(fd, /)")]
    fn login_tty(py: &mut Py, fd: Fd) -> PyResult<()> {
        calls::done(py, host::login_tty(fd.0)).map(drop)
    }
}
