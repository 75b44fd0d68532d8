//! Calls to the system as they are: numbers in, a number or an error out. Whoever wants the calls' meaning reads the system's
//! manual under their names; nothing is added to it here.
//!
//! These go through the C library and not through `rustix`, because Python wants them as its users know them: for numbers
//! that may not be open files, and with what the library does beyond the call (`setuid` for all threads, `getgroups` and
//! `sysconf` with its own knowledge).

mod transfer;

use std::ffi::{CStr, c_char, c_int};
use std::io;
use std::mem::MaybeUninit;

pub use transfer::*;

/// What a call returns when it fails.
pub(crate) trait Answer: Copy + PartialEq {
    const FAILED: Self;
}

impl Answer for i32 {
    const FAILED: Self = -1;
}

impl Answer for i64 {
    const FAILED: Self = -1;
}

impl Answer for isize {
    const FAILED: Self = -1;
}

/// The answer, or the error that the system left.
pub(crate) fn check<T: Answer>(answer: T) -> io::Result<T> {
    if answer == T::FAILED { Err(io::Error::last_os_error()) } else { Ok(answer) }
}

/// The error that a call of the newer kind returns itself.
pub(crate) fn check_number(error: c_int) -> io::Result<()> {
    if error == 0 { Ok(()) } else { Err(io::Error::from_raw_os_error(error)) }
}

/// What a call fills in when it succeeds.
pub(crate) fn filled<T>(call: impl FnOnce(*mut T) -> c_int) -> io::Result<T> {
    let mut place = MaybeUninit::<T>::zeroed();
    check(call(place.as_mut_ptr()))?;
    // SAFETY: the call says that it has filled it in; what it left out is zero, which all that is asked for here may be.
    Ok(unsafe { place.assume_init() })
}

/// An argument as the system takes it.
trait Pass {
    type Raw;
    fn pass(self) -> Self::Raw;
}

impl Pass for &CStr {
    type Raw = *const c_char;
    fn pass(self) -> *const c_char {
        self.as_ptr()
    }
}

impl<T> Pass for &[T] {
    type Raw = *const T;
    fn pass(self) -> *const T {
        self.as_ptr()
    }
}

macro_rules! numbers {
    ($($type_:ty)*) => {$(
        impl Pass for $type_ {
            type Raw = Self;
            fn pass(self) -> Self {
                self
            }
        }
    )*};
}

numbers!(i32 u32 i64 u64 usize);

/// Declares safe functions for calls that take only numbers and texts.
macro_rules! calls {
    ($($name:ident($($parameter:ident: $type_:ty),*) -> $answer:ty;)*) => {$(
        #[doc = concat!("`", stringify!($name), "`")]
        pub fn $name($($parameter: $type_),*) -> io::Result<$answer> {
            // SAFETY: numbers, and texts that end with a zero byte, live as long as the call.
            check(unsafe { libc::$name($($parameter.pass()),*) })
        }
    )*};
}

calls! {
    // Directories and names.
    chdir(path: &CStr) -> i32;
    fchdir(fd: i32) -> i32;
    chroot(path: &CStr) -> i32;
    mkdirat(directory: i32, path: &CStr, mode: u32) -> i32;
    mkfifoat(directory: i32, path: &CStr, mode: u32) -> i32;
    mknodat(directory: i32, path: &CStr, mode: u32, device: u64) -> i32;
    unlinkat(directory: i32, path: &CStr, flags: i32) -> i32;
    rmdir(path: &CStr) -> i32;
    renameat(from_directory: i32, from: &CStr, to_directory: i32, to: &CStr) -> i32;
    linkat(from_directory: i32, from: &CStr, to_directory: i32, to: &CStr, flags: i32) -> i32;
    symlinkat(target: &CStr, directory: i32, path: &CStr) -> i32;
    faccessat(directory: i32, path: &CStr, mode: i32, flags: i32) -> i32;
    truncate(path: &CStr, length: i64) -> i32;
    ftruncate(fd: i32, length: i64) -> i32;
    // Permissions and owners.
    fchmod(fd: i32, mode: u32) -> i32;
    fchmodat(directory: i32, path: &CStr, mode: u32, flags: i32) -> i32;
    fchown(fd: i32, user: u32, group: u32) -> i32;
    fchownat(directory: i32, path: &CStr, user: u32, group: u32, flags: i32) -> i32;
    // Open files.
    close(fd: i32) -> i32;
    dup(fd: i32) -> i32;
    dup2(fd: i32, to: i32) -> i32;
    dup3(fd: i32, to: i32, flags: i32) -> i32;
    fsync(fd: i32) -> i32;
    fdatasync(fd: i32) -> i32;
    lockf(fd: i32, command: i32, length: i64) -> i32;
    lseek(fd: i32, offset: i64, whence: i32) -> i64;
    // Processes.
    fork() -> i32;
    kill(pid: i32, signal: i32) -> i32;
    killpg(group: i32, signal: i32) -> i32;
    getpgid(pid: i32) -> i32;
    setpgid(pid: i32, group: i32) -> i32;
    getsid(pid: i32) -> i32;
    setsid() -> i32;
    setuid(user: u32) -> i32;
    setgid(group: u32) -> i32;
    seteuid(user: u32) -> i32;
    setegid(group: u32) -> i32;
    setreuid(real: u32, effective: u32) -> i32;
    setregid(real: u32, effective: u32) -> i32;
    setresuid(real: u32, effective: u32, saved: u32) -> i32;
    setresgid(real: u32, effective: u32, saved: u32) -> i32;
    initgroups(user: &CStr, group: u32) -> i32;
    unshare(flags: i32) -> i32;
    setns(fd: i32, kind: i32) -> i32;
    setpriority(which: u32, who: u32, priority: i32) -> i32;
    sched_get_priority_max(policy: i32) -> i32;
    sched_get_priority_min(policy: i32) -> i32;
    sched_getscheduler(pid: i32) -> i32;
    sched_yield() -> i32;
    // Terminals.
    tcgetpgrp(fd: i32) -> i32;
    tcsetpgrp(fd: i32, group: i32) -> i32;
    grantpt(fd: i32) -> i32;
    unlockpt(fd: i32) -> i32;
    posix_openpt(flags: i32) -> i32;
    login_tty(fd: i32) -> i32;
    // Descriptors of other things.
    eventfd(value: u32, flags: i32) -> i32;
    memfd_create(name: &CStr, flags: u32) -> i32;
    timerfd_create(clock: i32, flags: i32) -> i32;
}

/// Declares safe functions for calls that cannot fail.
macro_rules! plain_calls {
    ($($name:ident($($parameter:ident: $type_:ty),*) -> $answer:ty;)*) => {$(
        #[doc = concat!("`", stringify!($name), "`")]
        pub fn $name($($parameter: $type_),*) -> $answer {
            // SAFETY: only numbers go in.
            unsafe { libc::$name($($parameter),*) }
        }
    )*};
}

plain_calls! {
    umask(mask: u32) -> u32;
    getpid() -> i32;
    getppid() -> i32;
    getpgrp() -> i32;
    getuid() -> u32;
    geteuid() -> u32;
    getgid() -> u32;
    getegid() -> u32;
    sync() -> ();
}

/// `openat`
pub fn openat(directory: i32, path: &CStr, flags: i32, mode: u32) -> io::Result<i32> {
    // SAFETY: the path ends with a zero byte.
    check(unsafe { libc::openat(directory, path.as_ptr(), flags, mode) })
}

/// `fstat`
pub fn fstat(fd: i32) -> io::Result<libc::stat> {
    // SAFETY: the call fills in what it is given.
    filled(|place| unsafe { libc::fstat(fd, place) })
}

/// `fstatat`
pub fn fstatat(directory: i32, path: &CStr, flags: i32) -> io::Result<libc::stat> {
    // SAFETY: the path ends with a zero byte, and the call fills in what it is given.
    filled(|place| unsafe { libc::fstatat(directory, path.as_ptr(), place, flags) })
}

/// `fstatvfs`
pub fn fstatvfs(fd: i32) -> io::Result<libc::statvfs> {
    // SAFETY: the call fills in what it is given.
    filled(|place| unsafe { libc::fstatvfs(fd, place) })
}

/// `statvfs`
pub fn statvfs(path: &CStr) -> io::Result<libc::statvfs> {
    // SAFETY: the path ends with a zero byte, and the call fills in what it is given.
    filled(|place| unsafe { libc::statvfs(path.as_ptr(), place) })
}

/// `utimensat`; without times, it is now.
pub fn utimensat(
    directory: i32,
    path: &CStr,
    times: Option<&[libc::timespec; 2]>,
    flags: i32,
) -> io::Result<i32> {
    let times = times.map_or(std::ptr::null(), |times| times.as_ptr());
    // SAFETY: the path ends with a zero byte; there are two times or none.
    check(unsafe { libc::utimensat(directory, path.as_ptr(), times, flags) })
}

/// `futimens`; without times, it is now.
pub fn futimens(fd: i32, times: Option<&[libc::timespec; 2]>) -> io::Result<i32> {
    let times = times.map_or(std::ptr::null(), |times| times.as_ptr());
    // SAFETY: there are two times or none.
    check(unsafe { libc::futimens(fd, times) })
}

/// Text that a call writes into a buffer, which grows as long as the call says that it is too small (`ERANGE`, or a full
/// buffer).
fn text(mut call: impl FnMut(&mut [u8]) -> io::Result<usize>) -> io::Result<Vec<u8>> {
    let mut size = 256;
    loop {
        let mut buffer = vec![0; size];
        match call(&mut buffer) {
            Ok(length) if length < size => {
                buffer.truncate(length);
                return Ok(buffer);
            }
            Err(error) if error.raw_os_error() != Some(libc::ERANGE) => return Err(error),
            _ => size = size.saturating_mul(2),
        }
    }
}

/// How long the text in a buffer is.
fn length_of_text(buffer: &[u8]) -> usize {
    buffer.iter().position(|&byte| byte == 0).unwrap_or(buffer.len())
}

/// `readlinkat`
pub fn readlinkat(directory: i32, path: &CStr) -> io::Result<Vec<u8>> {
    text(|buffer| {
        // SAFETY: the path ends with a zero byte, and the call writes no more than the buffer holds.
        let length =
            unsafe { libc::readlinkat(directory, path.as_ptr(), buffer.as_mut_ptr().cast(), buffer.len()) };
        check(length).map(isize::unsigned_abs)
    })
}

/// `getcwd`
pub fn getcwd() -> io::Result<Vec<u8>> {
    text(|buffer| {
        // SAFETY: the call writes no more than the buffer holds.
        let result = unsafe { libc::getcwd(buffer.as_mut_ptr().cast(), buffer.len()) };
        if result.is_null() { Err(io::Error::last_os_error()) } else { Ok(length_of_text(buffer)) }
    })
}

/// `ttyname_r`
pub fn ttyname(fd: i32) -> io::Result<Vec<u8>> {
    text(|buffer| {
        // SAFETY: the call writes no more than the buffer holds.
        check_number(unsafe { libc::ttyname_r(fd, buffer.as_mut_ptr().cast(), buffer.len()) })?;
        Ok(length_of_text(buffer))
    })
}

/// `ptsname_r`
pub fn ptsname(fd: i32) -> io::Result<Vec<u8>> {
    text(|buffer| {
        // SAFETY: the call writes no more than the buffer holds.
        check_number(unsafe { libc::ptsname_r(fd, buffer.as_mut_ptr().cast(), buffer.len()) })?;
        Ok(length_of_text(buffer))
    })
}

unsafe extern "C" {
    fn getlogin_r(name: *mut c_char, size: usize) -> c_int;
}

/// `getlogin_r`
pub fn getlogin() -> io::Result<Vec<u8>> {
    text(|buffer| {
        // SAFETY: the call writes no more than the buffer holds.
        check_number(unsafe { getlogin_r(buffer.as_mut_ptr().cast(), buffer.len()) })?;
        Ok(length_of_text(buffer))
    })
}

/// `isatty`
pub fn isatty(fd: i32) -> bool {
    // SAFETY: only a number goes in.
    unsafe { libc::isatty(fd) == 1 }
}

/// Reads the flags of a descriptor (`F_GETFD`) or of its open file (`F_GETFL`).
pub fn fcntl_get(fd: i32, command: i32) -> io::Result<i32> {
    // SAFETY: only numbers go in.
    check(unsafe { libc::fcntl(fd, command) })
}

/// `fcntl` with a number.
pub fn fcntl_set(fd: i32, command: i32, value: i64) -> io::Result<i32> {
    // SAFETY: only numbers go in; commands that take an address would find none in it, and the system checks that.
    check(unsafe { libc::fcntl(fd, command, value) })
}

/// Two descriptors that are the ends of a pipe.
pub fn pipe2(flags: i32) -> io::Result<[i32; 2]> {
    // SAFETY: the call fills in two numbers.
    filled(|place: *mut [i32; 2]| unsafe { libc::pipe2(place.cast(), flags) })
}

/// `close_range`, whatever the descriptors are; those that are not open are passed over.
pub fn close_range(low: i32, high: i32) {
    let (Ok(first), Some(last)) = (u32::try_from(low.max(0)), high.checked_sub(1)) else { return };
    let Ok(last) = u32::try_from(last) else { return };
    if first > last {
        return;
    }
    // SAFETY: only numbers go in.
    if unsafe { libc::close_range(first, last, 0) } == 0 {
        return;
    }
    for fd in first..=last {
        // SAFETY: only a number goes in.
        unsafe { libc::close(fd.cast_signed()) };
    }
}

/// A limit of the system, which may have none: then the call returns -1 and leaves no error.
fn limit(call: impl FnOnce() -> i64) -> io::Result<Option<i64>> {
    set_errno(0);
    match call() {
        -1 => match io::Error::last_os_error() {
            error if error.raw_os_error() == Some(0) => Ok(None),
            error => Err(error),
        },
        value => Ok(Some(value)),
    }
}

/// Sets the thread's error number, for calls that tell failure by it alone.
pub(crate) fn set_errno(number: c_int) {
    // SAFETY: the place belongs to the thread.
    unsafe { *libc::__errno_location() = number };
}

/// `sysconf`
pub fn sysconf(name: i32) -> io::Result<Option<i64>> {
    // SAFETY: only a number goes in.
    limit(|| unsafe { libc::sysconf(name) })
}

/// `pathconf`
pub fn pathconf(path: &CStr, name: i32) -> io::Result<Option<i64>> {
    // SAFETY: the path ends with a zero byte.
    limit(|| unsafe { libc::pathconf(path.as_ptr(), name) })
}

/// `fpathconf`
pub fn fpathconf(fd: i32, name: i32) -> io::Result<Option<i64>> {
    // SAFETY: only numbers go in.
    limit(|| unsafe { libc::fpathconf(fd, name) })
}

/// `confstr`
pub fn confstr(name: i32) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = vec![0u8; 256];
    loop {
        set_errno(0);
        // SAFETY: the call writes no more than the buffer holds.
        let length = unsafe { libc::confstr(name, buffer.as_mut_ptr().cast(), buffer.len()) };
        if length == 0 {
            let error = io::Error::last_os_error();
            return if error.raw_os_error() == Some(0) { Ok(None) } else { Err(error) };
        }
        if length <= buffer.len() {
            buffer.truncate(length - 1);
            return Ok(Some(buffer));
        }
        buffer.resize(length, 0);
    }
}
