//! The signals that end a process because it failed: a report is written before it ends.

use std::cell::UnsafeCell;
use std::io;
use std::mem::{self, MaybeUninit};
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicPtr, Ordering};

use super::{Out, Reporter, Whose, native};

/// The signals, and what they mean.
const FATAL: [(i32, &str); 5] = [
    (libc::SIGBUS, "Bus error"),
    (libc::SIGILL, "Illegal instruction"),
    (libc::SIGFPE, "Floating-point exception"),
    (libc::SIGABRT, "Aborted"),
    (libc::SIGSEGV, "Segmentation fault"),
];

/// Bytes of the stack that handlers have of their own, for when the thread's is used up.
const STACK: usize = 64 << 10;

/// What becomes of a report.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The file that it is written to.
    pub file: i32,
    /// Whether it is about all threads.
    pub all_threads: bool,
    /// Whether it has the native stack.
    pub native_stack: bool,
    /// Who knows the threads.
    pub reporter: &'static Reporter,
}

/// What was to become of a signal before. It is written before the signal is marked as ours, and read only where it is.
pub(super) struct Previous {
    ours: AtomicBool,
    action: UnsafeCell<MaybeUninit<libc::sigaction>>,
}

// SAFETY: the action changes only while the signal is not marked as ours, by the thread that has the interpreter's lock.
unsafe impl Sync for Previous {}

impl Previous {
    pub(super) const fn new() -> Self {
        Self { ours: AtomicBool::new(false), action: UnsafeCell::new(MaybeUninit::uninit()) }
    }

    pub(super) fn is_ours(&self) -> bool {
        self.ours.load(Ordering::Acquire)
    }

    /// Makes a signal ours.
    pub(super) fn install(&self, number: i32, handler: extern "C" fn(i32), flags: i32) -> io::Result<()> {
        if self.is_ours() {
            return self.install_again(number, handler, flags);
        }
        // SAFETY: an action of zeros is valid, and so is the handler; nobody reads the old action yet.
        unsafe {
            let action = action(handler, flags);
            let old = (*self.action.get()).as_mut_ptr();
            if libc::sigaction(number, &raw const action, old) != 0 {
                return Err(io::Error::last_os_error());
            }
        }
        self.ours.store(true, Ordering::Release);
        Ok(())
    }

    /// Makes a signal ours that was, until the one before was called.
    pub(super) fn install_again(
        &self,
        number: i32,
        handler: extern "C" fn(i32),
        flags: i32,
    ) -> io::Result<()> {
        // SAFETY: as above.
        let result = unsafe {
            let action = action(handler, flags);
            libc::sigaction(number, &raw const action, ptr::null_mut())
        };
        if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
    }

    /// Gives the signal back.
    pub(super) fn restore(&self, number: i32) {
        // SAFETY: it is ours, so the old action was written.
        unsafe { libc::sigaction(number, (*self.action.get()).as_ptr(), ptr::null_mut()) };
    }

    /// Gives the signal back for good. True if it was ours.
    pub(super) fn remove(&self, number: i32) -> bool {
        let ours = self.is_ours();
        if ours {
            self.restore(number);
            self.ours.store(false, Ordering::Release);
        }
        ours
    }
}

fn action(handler: extern "C" fn(i32), flags: i32) -> libc::sigaction {
    // SAFETY: an action of zeros is valid; the mask is emptied.
    unsafe {
        let mut action: libc::sigaction = mem::zeroed();
        action.sa_sigaction = handler as *const () as libc::sighandler_t;
        action.sa_flags = flags;
        libc::sigemptyset(&raw mut action.sa_mask);
        action
    }
}

static PREVIOUS: [Previous; FATAL.len()] = [const { Previous::new() }; FATAL.len()];
static ENABLED: AtomicBool = AtomicBool::new(false);
static FILE: AtomicI32 = AtomicI32::new(-1);
static ALL_THREADS: AtomicBool = AtomicBool::new(true);
static NATIVE_STACK: AtomicBool = AtomicBool::new(true);
static REPORTER: AtomicPtr<Reporter> = AtomicPtr::new(ptr::null_mut());

/// Whether reports are written.
pub fn is_enabled() -> bool {
    ENABLED.load(Ordering::Acquire)
}

/// Has reports written from now on.
pub fn enable(settings: Settings) -> io::Result<()> {
    FILE.store(settings.file, Ordering::Relaxed);
    ALL_THREADS.store(settings.all_threads, Ordering::Relaxed);
    NATIVE_STACK.store(settings.native_stack, Ordering::Relaxed);
    REPORTER.store(ptr::from_ref(settings.reporter).cast_mut(), Ordering::Release);
    native::prepare();
    prepare_stack();
    for (&(number, _), previous) in FATAL.iter().zip(&PREVIOUS) {
        previous.install(number, handler, libc::SA_NODEFER | libc::SA_ONSTACK)?;
    }
    ENABLED.store(true, Ordering::Release);
    Ok(())
}

/// Has no more reports written. True if they were.
pub fn disable() -> bool {
    let enabled = ENABLED.swap(false, Ordering::AcqRel);
    for (&(number, _), previous) in FATAL.iter().zip(&PREVIOUS) {
        previous.remove(number);
    }
    enabled
}

/// Gives handlers in this thread a stack of their own. It stays for as long as the process runs.
pub(super) fn prepare_stack() {
    static PREPARED: AtomicBool = AtomicBool::new(false);
    if PREPARED.swap(true, Ordering::AcqRel) {
        return;
    }
    let mut memory = Vec::<u8>::new();
    if memory.try_reserve_exact(STACK).is_err() {
        return;
    }
    let memory = mem::ManuallyDrop::new(memory);
    let stack = libc::stack_t { ss_sp: memory.as_ptr().cast_mut().cast(), ss_flags: 0, ss_size: STACK };
    // SAFETY: the memory is never freed, and nobody else uses it.
    unsafe { libc::sigaltstack(&raw const stack, ptr::null_mut()) };
}

extern "C" fn handler(number: i32) {
    let found = FATAL.iter().zip(&PREVIOUS).find(|((fatal, _), _)| *fatal == number);
    let Some(((_, name), previous)) = found else { return };
    // SAFETY: the address of the thread's `errno`.
    let errno = unsafe { *libc::__errno_location() };
    // Should the report fail as well, that is the end.
    previous.remove(number);
    let out = Out::new(FILE.load(Ordering::Relaxed));
    out.text("Fatal Python error: ");
    out.text(name);
    out.text("\n\n");
    // SAFETY: a reporter lives as long as the process.
    if let Some(reporter) = unsafe { REPORTER.load(Ordering::Acquire).as_ref() } {
        let all = ALL_THREADS.load(Ordering::Relaxed);
        (reporter.threads)(out, if all { Whose::All } else { Whose::This });
        if NATIVE_STACK.load(Ordering::Relaxed) {
            out.text("\n");
            native::report(out);
        }
        (reporter.modules)(out);
    }
    // SAFETY: as above; and a signal may be sent from a handler. The one before gets it.
    unsafe {
        *libc::__errno_location() = errno;
        libc::raise(number);
    }
}
