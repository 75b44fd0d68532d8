//! The numbers of the system's errors, and what it says about them.

use rustix::io::Errno;

/// A file is a directory.
pub const IS_A_DIRECTORY: i32 = Errno::ISDIR.raw_os_error();
/// There is no open file of this number.
pub const BAD_FILE: i32 = Errno::BADF.raw_os_error();
/// A file has no positions.
pub const NOT_SEEKABLE: i32 = Errno::SPIPE.raw_os_error();
/// The operation would block.
pub const WOULD_BLOCK: i32 = Errno::AGAIN.raw_os_error();

/// What an error number means to Python, where it has an exception for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The operation would block.
    WouldBlock,
    /// The other end of a pipe or connection is closed.
    BrokenPipe,
    /// There is no such child process.
    NoChild,
    /// The connection was aborted.
    ConnectionAborted,
    /// The connection was refused.
    ConnectionRefused,
    /// The connection was reset.
    ConnectionReset,
    /// There is such a file already.
    Exists,
    /// There is no such file.
    NotFound,
    /// A call was interrupted.
    Interrupted,
    /// A file is a directory.
    IsADirectory,
    /// A file is no directory.
    NotADirectory,
    /// The operation is not permitted.
    NotPermitted,
    /// There is no such process.
    NoProcess,
    /// The time is up.
    TimedOut,
}

/// What an error number means.
pub fn meaning(errno: i32) -> Option<Meaning> {
    // Errno keeps fewer bits than there are in an `i32`.
    if !(1..4096).contains(&errno) {
        return None;
    }
    Some(match Errno::from_raw_os_error(errno) {
        Errno::AGAIN | Errno::ALREADY | Errno::INPROGRESS => Meaning::WouldBlock,
        Errno::PIPE | Errno::SHUTDOWN => Meaning::BrokenPipe,
        Errno::CHILD => Meaning::NoChild,
        Errno::CONNABORTED => Meaning::ConnectionAborted,
        Errno::CONNREFUSED => Meaning::ConnectionRefused,
        Errno::CONNRESET => Meaning::ConnectionReset,
        Errno::EXIST => Meaning::Exists,
        Errno::NOENT => Meaning::NotFound,
        Errno::INTR => Meaning::Interrupted,
        Errno::ISDIR => Meaning::IsADirectory,
        Errno::NOTDIR => Meaning::NotADirectory,
        Errno::ACCESS | Errno::PERM => Meaning::NotPermitted,
        Errno::SRCH => Meaning::NoProcess,
        Errno::TIMEDOUT => Meaning::TimedOut,
        _ => return None,
    })
}

/// What the system says about an error number: `No such file or directory`.
pub fn message(errno: i32) -> String {
    let mut text = std::io::Error::from_raw_os_error(errno).to_string();
    if let Some(end) = text.rfind(" (os error ") {
        text.truncate(end);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_have_meanings_and_messages() {
        assert_eq!(meaning(Errno::NOENT.raw_os_error()), Some(Meaning::NotFound));
        assert_eq!(meaning(Errno::DOM.raw_os_error()), None);
        assert_eq!(meaning(Errno::NOENT.raw_os_error() + 0x10000), None);
        assert_eq!(message(Errno::NOENT.raw_os_error()), "No such file or directory");
    }
}
