//! Which of the standard streams a process has been given. Rust's own start opens `/dev/null` in the place of those that are
//! missing, so this looks before.

use std::sync::atomic::{AtomicU8, Ordering};

/// A bit for each of the descriptors 0 to 2 that was closed when the process began.
static MISSING: AtomicU8 = AtomicU8::new(0);

/// What the loader calls before `main`.
#[used]
#[unsafe(link_section = ".init_array")]
static BEFORE_MAIN: extern "C" fn() = look;

extern "C" fn look() {
    for fd in 0..3 {
        // SAFETY: no memory is passed.
        if unsafe { libc::fcntl(fd, libc::F_GETFD) } == -1 {
            MISSING.fetch_or(1 << fd, Ordering::Relaxed);
        }
    }
}

/// Closes again what was not open when the process began. To be called once, before any file is opened.
pub fn close_missing() {
    let missing = MISSING.load(Ordering::Relaxed);
    for fd in (0..3).filter(|fd| missing & 1 << fd != 0) {
        // SAFETY: the descriptor refers to what Rust's start has opened, which nobody has been given.
        unsafe { libc::close(fd) };
    }
}
