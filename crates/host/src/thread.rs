//! Who runs, and how threads are named.

use std::io::Write as _;

/// The number of this thread among those of the process: what `pthread_self` gives.
pub fn identity() -> usize {
    // SAFETY: the call has no conditions.
    unsafe { libc::pthread_self() as usize }
}

/// The number of the thread in the operating system.
pub fn native_id() -> i64 {
    rustix::thread::gettid().as_raw_nonzero().get().into()
}

/// The longest name that the system takes, in bytes.
pub const MAX_NAME: usize = 15;

/// Gives the thread a name, of which the system keeps the first bytes.
pub fn set_name(name: &[u8]) {
    if let Ok(name) = std::ffi::CString::new(&name[..name.len().min(MAX_NAME)]) {
        let _ = rustix::thread::set_name(&name);
    }
}

/// The name of a thread of this process, given by its number in the operating system; nothing if that has ended. Safe in a
/// signal handler.
pub fn name_of(native: i64, into: &mut [u8; MAX_NAME + 1]) -> &[u8] {
    let mut path = [0; 48];
    let mut cursor = std::io::Cursor::new(&mut path[..47]);
    if write!(cursor, "/proc/self/task/{native}/comm").is_err() {
        return &[];
    }
    // SAFETY: the path ends with a zero, and there is room for what is read.
    let read = unsafe {
        let file = libc::open(path.as_ptr().cast(), libc::O_RDONLY | libc::O_CLOEXEC);
        if file < 0 {
            return &[];
        }
        let read = libc::read(file, into.as_mut_ptr().cast(), into.len());
        libc::close(file);
        read
    };
    let name = into.get(..usize::try_from(read).unwrap_or(0)).unwrap_or(&[]);
    name.strip_suffix(b"\n").unwrap_or(name)
}

/// The name that the system has for the thread.
pub fn name() -> Vec<u8> {
    rustix::thread::name().map(|name| name.into_bytes()).unwrap_or_default()
}
