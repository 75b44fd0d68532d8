//! Signals that ask for a report, after which the process goes on.

use std::io;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicPtr, Ordering};

use super::signals::{Previous, prepare_stack};
use super::{Out, Reporter, Whose};
use crate::signal::COUNT;

/// What becomes of a report.
#[derive(Clone, Copy, Debug)]
pub struct UserSettings {
    /// The file that it is written to.
    pub file: i32,
    /// Whether it is about all threads.
    pub all_threads: bool,
    /// Whether the handler before is called afterwards.
    pub chain: bool,
    /// Who knows the threads.
    pub reporter: &'static Reporter,
}

struct User {
    previous: Previous,
    file: AtomicI32,
    all_threads: AtomicBool,
    chain: AtomicBool,
    reporter: AtomicPtr<Reporter>,
}

static USERS: [User; COUNT] = [const {
    User {
        previous: Previous::new(),
        file: AtomicI32::new(-1),
        all_threads: AtomicBool::new(false),
        chain: AtomicBool::new(false),
        reporter: AtomicPtr::new(ptr::null_mut()),
    }
}; COUNT];

fn user(number: i32) -> Option<&'static User> {
    usize::try_from(number).ok().and_then(|number| USERS.get(number))
}

fn flags(chain: bool) -> i32 {
    libc::SA_ONSTACK | if chain { libc::SA_NODEFER } else { 0 }
}

/// Has a report written when a signal arrives.
pub fn register(number: i32, settings: UserSettings) -> io::Result<()> {
    let Some(user) = user(number) else { return Err(io::ErrorKind::InvalidInput.into()) };
    user.file.store(settings.file, Ordering::Relaxed);
    user.all_threads.store(settings.all_threads, Ordering::Relaxed);
    user.chain.store(settings.chain, Ordering::Relaxed);
    user.reporter.store(ptr::from_ref(settings.reporter).cast_mut(), Ordering::Release);
    prepare_stack();
    user.previous.install(number, handler, flags(settings.chain))
}

/// Has no more reports written when a signal arrives. True if they were.
pub fn unregister(number: i32) -> bool {
    user(number).is_some_and(|user| user.previous.remove(number))
}

/// The same for all signals.
pub fn unregister_all() {
    for (number, user) in (0..).zip(&USERS) {
        user.previous.remove(number);
    }
}

extern "C" fn handler(number: i32) {
    let Some(user) = user(number).filter(|user| user.previous.is_ours()) else { return };
    // SAFETY: the address of the thread's `errno`.
    let errno = unsafe { *libc::__errno_location() };
    let all = user.all_threads.load(Ordering::Relaxed);
    // SAFETY: a reporter lives as long as the process.
    if let Some(reporter) = unsafe { user.reporter.load(Ordering::Acquire).as_ref() } {
        (reporter.threads)(
            Out::new(user.file.load(Ordering::Relaxed)),
            if all { Whose::All } else { Whose::This },
        );
    }
    if user.chain.load(Ordering::Relaxed) {
        user.previous.restore(number);
        // SAFETY: as above; a signal may be sent from a handler. The one before gets it, at once.
        unsafe {
            *libc::__errno_location() = errno;
            libc::raise(number);
        }
        let _ = user.previous.install_again(number, handler, flags(true));
    }
    // SAFETY: as above.
    unsafe { *libc::__errno_location() = errno };
}
