//! Open files, by their numbers.
//!
//! A number that is not open gives `EBADF`, as from the system itself: who closes a file while another reads it is told so.

use std::ffi::CStr;
use std::io;
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ptr::NonNull;

use rustix::fd::{BorrowedFd, IntoRawFd};
use rustix::fs::{FileType, Mode, OFlags, SeekFrom};
use rustix::io::Errno;

/// How a file is opened. The bits are the system's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenFlags(pub i32);

impl OpenFlags {
    /// For reading.
    pub const READ: Self = Self::of(OFlags::RDONLY);
    /// For writing.
    pub const WRITE: Self = Self::of(OFlags::WRONLY);
    /// For both.
    pub const READ_WRITE: Self = Self::of(OFlags::RDWR);
    /// Made if it does not exist.
    pub const CREATE: Self = Self::of(OFlags::CREATE);
    /// Fails if it exists.
    pub const EXCLUSIVE: Self = Self::of(OFlags::EXCL);
    /// Emptied.
    pub const TRUNCATE: Self = Self::of(OFlags::TRUNC);
    /// Whatever is written goes to its end.
    pub const APPEND: Self = Self::of(OFlags::APPEND);
    /// Not for programs that the process executes.
    pub const CLOSE_ON_EXEC: Self = Self::of(OFlags::CLOEXEC);

    const fn of(flags: OFlags) -> Self {
        Self(flags.bits().cast_signed())
    }

    /// The flags of both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What `fstat` says about a file.
#[derive(Clone, Copy, Debug)]
pub struct Status {
    /// Whether it is a directory.
    pub is_directory: bool,
    /// Whether it is a character device, as a terminal is.
    pub is_character_device: bool,
    /// Its size in bytes, where it has one.
    pub size: u64,
    /// Bytes that are best read or written at a time.
    pub block_size: u64,
}

/// Memory that is lent for a call to the system. Others may use it at the same time: what is read then is not known, but no
/// memory is harmed.
#[derive(Clone, Copy, Debug)]
pub struct Lent<'a> {
    data: NonNull<u8>,
    len: usize,
    owner: PhantomData<&'a ()>,
}

// SAFETY: only the system looks at the memory, from whichever thread; see `Lent::new`.
unsafe impl Send for Lent<'_> {}
// SAFETY: as above.
unsafe impl Sync for Lent<'_> {}

impl<'a> Lent<'a> {
    /// Memory of so many bytes.
    ///
    /// # Safety
    /// It stays where it is for `'a`. If it is read into, it may be written.
    pub const unsafe fn new(data: NonNull<u8>, len: usize) -> Self {
        Self { data, len, owner: PhantomData }
    }

    /// What follows the first `count` bytes.
    #[must_use]
    pub fn skip(self, count: usize) -> Self {
        let count = count.min(self.len);
        // SAFETY: within the memory.
        Self { data: unsafe { self.data.add(count) }, len: self.len - count, owner: self.owner }
    }

    /// The first `count` bytes, if there are more.
    #[must_use]
    pub fn take(self, count: usize) -> Self {
        Self { len: self.len.min(count), ..self }
    }

    /// How many bytes.
    pub const fn len(self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    /// The memory as a piece for calls that take several.
    pub(crate) fn as_iovec(self) -> libc::iovec {
        libc::iovec { iov_base: self.data.as_ptr().cast(), iov_len: self.len }
    }

    fn for_reading_into(self) -> &'a mut [MaybeUninit<u8>] {
        // SAFETY: the promise of `new`; the slice is only handed to the system.
        unsafe { std::slice::from_raw_parts_mut(self.data.cast().as_ptr(), self.len) }
    }

    fn for_writing(self) -> &'a [u8] {
        // SAFETY: as above.
        unsafe { std::slice::from_raw_parts(self.data.as_ptr(), self.len) }
    }
}

/// The most bytes that the system moves in a call.
const MOST: usize = 0x7fff_f000;

/// A number as a file, for one call.
fn file<'a>(fd: i32) -> io::Result<BorrowedFd<'a>> {
    if fd < 0 {
        return Err(Errno::BADF.into());
    }
    // SAFETY: the number is not -1. Whether it is open, the system checks; it is used for this call only.
    Ok(unsafe { BorrowedFd::borrow_raw(fd) })
}

/// Opens a file; a new one may be read and written by everybody whom the process's mask allows to.
pub fn open(path: &CStr, flags: OpenFlags) -> io::Result<i32> {
    let flags = OFlags::from_bits_retain(flags.0.cast_unsigned());
    let mode = Mode::RUSR | Mode::WUSR | Mode::RGRP | Mode::WGRP | Mode::ROTH | Mode::WOTH;
    Ok(rustix::fs::open(path, flags, mode)?.into_raw_fd())
}

/// Closes a file.
pub fn close(fd: i32) -> io::Result<()> {
    file(fd)?;
    // SAFETY: whoever closes a file by its number says that it is theirs.
    Ok(unsafe { rustix::io::try_close(fd) }?)
}

/// Reads; 0 at the end.
pub fn read(fd: i32, into: &mut [u8]) -> io::Result<usize> {
    let len = into.len().min(MOST);
    Ok(rustix::io::read(file(fd)?, &mut into[..len])?)
}

/// Reads into memory that is lent.
pub fn read_lent(fd: i32, into: Lent<'_>) -> io::Result<usize> {
    let (read, _) = rustix::io::read(file(fd)?, into.take(MOST).for_reading_into())?;
    Ok(read.len())
}

/// Writes; gives how many bytes were.
pub fn write(fd: i32, bytes: &[u8]) -> io::Result<usize> {
    Ok(rustix::io::write(file(fd)?, &bytes[..bytes.len().min(MOST)])?)
}

/// Writes memory that is lent.
pub fn write_lent(fd: i32, bytes: Lent<'_>) -> io::Result<usize> {
    write(fd, bytes.take(MOST).for_writing())
}

/// Moves to an offset, as the system's numbers say: from the start (0), from here (1), from the end (2), to data (3) or to a
/// hole (4). Gives the new offset from the start.
pub fn seek(fd: i32, offset: i64, whence: i32) -> io::Result<i64> {
    // A negative offset from the start is refused by the system.
    let unsigned = offset.cast_unsigned();
    let to = match whence {
        0 => SeekFrom::Start(unsigned),
        1 => SeekFrom::Current(offset),
        2 => SeekFrom::End(offset),
        #[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
        3 => SeekFrom::Data(unsigned),
        #[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
        4 => SeekFrom::Hole(unsigned),
        _ => return Err(Errno::INVAL.into()),
    };
    Ok(rustix::fs::seek(file(fd)?, to)?.cast_signed())
}

/// Makes a file so many bytes long.
pub fn truncate(fd: i32, len: i64) -> io::Result<()> {
    let Ok(len) = u64::try_from(len) else { return Err(Errno::INVAL.into()) };
    Ok(rustix::fs::ftruncate(file(fd)?, len)?)
}

/// Whether a file is a terminal.
pub fn is_terminal(fd: i32) -> bool {
    file(fd).is_ok_and(rustix::termios::isatty)
}

/// What is known of a file.
pub fn status(fd: i32) -> io::Result<Status> {
    let stat = rustix::fs::fstat(file(fd)?)?;
    let kind = FileType::from_raw_mode(stat.st_mode);
    Ok(Status {
        is_directory: kind == FileType::Directory,
        is_character_device: kind == FileType::CharacterDevice,
        size: u64::try_from(stat.st_size).unwrap_or(0),
        block_size: u64::try_from(stat.st_blksize).unwrap_or(0),
    })
}

/// Whether a file is open.
pub fn is_open(fd: i32) -> bool {
    file(fd).is_ok_and(|file| rustix::io::fcntl_getfd(file).is_ok())
}

/// The locale of the environment; empty if there is none.
fn locale() -> String {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).unwrap_or_default()
}

/// Whether the locale is `C`, with whatever encoding: it says nothing about what bytes mean.
pub fn is_plain_locale() -> bool {
    matches!(locale().split('.').next(), None | Some("" | "C" | "POSIX"))
}

/// The name of the encoding of the locale, as the environment says; nothing where it does not say any (the locale `C`).
pub fn locale_encoding() -> Option<String> {
    let locale = locale();
    let (_, encoding) = locale.split_once('.')?;
    let encoding = encoding.split('@').next().unwrap_or(encoding);
    let is_utf8 = encoding.eq_ignore_ascii_case("utf-8") || encoding.eq_ignore_ascii_case("utf8");
    Some(if is_utf8 { "UTF-8".to_owned() } else { encoding.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_not_open() {
        for fd in [-1, i32::MIN, 1_000_000] {
            let error = read(fd, &mut [0; 4]).unwrap_err();
            assert_eq!(error.raw_os_error(), Some(Errno::BADF.raw_os_error()));
            assert!(!is_open(fd) && !is_terminal(fd));
        }
    }

    #[test]
    fn what_was_written_is_read() {
        let path = std::env::temp_dir().join(format!("taipan-file-{}", std::process::id()));
        let path = std::ffi::CString::new(path.to_str().unwrap()).unwrap();
        let fd =
            open(&path, OpenFlags::READ_WRITE.with(OpenFlags::CREATE).with(OpenFlags::TRUNCATE)).unwrap();
        std::fs::remove_file(path.to_str().unwrap()).unwrap();
        assert_eq!(write(fd, b"hello").unwrap(), 5);
        assert_eq!(seek(fd, -4, 1).unwrap(), 1);
        let mut memory = *b".......";
        // SAFETY: the memory outlives the call.
        let lent = unsafe { Lent::new(NonNull::from(&mut memory).cast(), memory.len()) };
        assert_eq!(read_lent(fd, lent.skip(1).take(3)).unwrap(), 3);
        assert_eq!(&memory, b".ell...");
        assert_eq!(seek(fd, -1, 0).unwrap_err().raw_os_error(), Some(Errno::INVAL.raw_os_error()));
        truncate(fd, 2).unwrap();
        assert_eq!(status(fd).unwrap().size, 2);
        close(fd).unwrap();
        assert!(!is_open(fd));
    }
}
