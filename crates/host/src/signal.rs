//! Signals: what a handler may do, which is to note that one has arrived.

use std::sync::atomic::{AtomicBool, AtomicI32, AtomicPtr, AtomicU32, Ordering};
use std::{io, mem, ptr};

/// One more than the largest signal number.
pub const COUNT: usize = 65;

/// Which signals have arrived and were not handled yet.
static ARRIVED: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];
/// Whether any has.
static ANY: AtomicBool = AtomicBool::new(false);
/// The word in which the main thread is asked to look, and the bit.
static BREAKER: AtomicPtr<AtomicU32> = AtomicPtr::new(ptr::null_mut());
static REASON: AtomicU32 = AtomicU32::new(0);
/// The file that gets a byte for each signal; -1 for none.
static WAKEUP: AtomicI32 = AtomicI32::new(-1);

/// Whether it is to be noted when that file is full.
static NOTE_FULL: AtomicBool = AtomicBool::new(true);
/// Why the last byte could not be written; 0 if it could.
static FAILURE: AtomicI32 = AtomicI32::new(0);

/// Says whom to ask when a signal arrives: a word, which must live as long as the process, and the bit to set.
pub fn set_breaker(breaker: &'static AtomicU32, reason: u32) {
    REASON.store(reason, Ordering::Relaxed);
    BREAKER.store(ptr::from_ref(breaker).cast_mut(), Ordering::Release);
}

/// Says which file gets a byte for each signal, -1 for none, and whether it is a failure when it is full. Gives the one
/// before.
pub fn set_wakeup(file: i32, note_full: bool) -> i32 {
    NOTE_FULL.store(note_full, Ordering::Release);
    WAKEUP.swap(file, Ordering::AcqRel)
}

/// Why a byte could not be written since this was asked last.
pub fn take_wakeup_failure() -> Option<i32> {
    Some(FAILURE.swap(0, Ordering::AcqRel)).filter(|&number| number != 0)
}

/// Notes that a signal has arrived. False if there is none of the number. Safe in a signal handler.
pub fn trip(number: i32) -> bool {
    let Some(arrived) = usize::try_from(number).ok().filter(|&it| it > 0).and_then(|it| ARRIVED.get(it))
    else {
        return false;
    };
    arrived.store(true, Ordering::SeqCst);
    ANY.store(true, Ordering::SeqCst);
    // SAFETY: the word lives as long as the process.
    if let Some(breaker) = unsafe { BREAKER.load(Ordering::Acquire).as_ref() } {
        breaker.fetch_or(REASON.load(Ordering::Relaxed), Ordering::SeqCst);
    }
    let file = WAKEUP.load(Ordering::Acquire);
    if file >= 0 {
        let byte = number as u8;
        // SAFETY: writing may be done in a signal handler; whether the file is open is the system's to say.
        let written = unsafe { libc::write(file, (&raw const byte).cast(), 1) };
        // SAFETY: the address of the thread's `errno`.
        let error = unsafe { *libc::__errno_location() };
        if written < 0 && (error != libc::EAGAIN || NOTE_FULL.load(Ordering::Acquire)) {
            FAILURE.store(error, Ordering::Release);
        }
    }
    true
}

/// Takes the signals that have arrived, in the order of their numbers.
pub fn take() -> impl Iterator<Item = i32> {
    let any = ANY.swap(false, Ordering::SeqCst);
    let numbers = if any { 1..COUNT } else { 0..0 };
    numbers.filter(|&number| ARRIVED[number].swap(false, Ordering::SeqCst)).map(|number| number as i32)
}

extern "C" fn handler(number: libc::c_int) {
    // SAFETY: the address of the thread's `errno`.
    let errno = unsafe { *libc::__errno_location() };
    trip(number);
    // SAFETY: as above. What the handler called may have changed it.
    unsafe { *libc::__errno_location() = errno };
}

/// What happens when a signal arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// What the system does by default.
    Default,
    /// Nothing.
    Ignored,
    /// It is noted.
    Noted,
    /// Something that others have set up.
    Foreign,
}

/// What a terminal sends when somebody wants to interrupt the program.
pub const SIGINT: i32 = libc::SIGINT;

/// Says what happens when a signal arrives.
pub fn set(number: i32, disposition: Disposition) -> io::Result<()> {
    // SAFETY: an action of zeros is valid, and so are the handlers.
    unsafe {
        let mut action: libc::sigaction = mem::zeroed();
        action.sa_sigaction = match disposition {
            Disposition::Default => libc::SIG_DFL,
            Disposition::Ignored => libc::SIG_IGN,
            Disposition::Noted => handler as *const () as libc::sighandler_t,
            Disposition::Foreign => return Err(io::ErrorKind::InvalidInput.into()),
        };
        libc::sigemptyset(&raw mut action.sa_mask);
        check(libc::sigaction(number, &raw const action, ptr::null_mut()))
    }
}

/// What happens when a signal arrives.
pub fn get(number: i32) -> io::Result<Disposition> {
    // SAFETY: an action of zeros is valid; the call fills it in.
    let action = unsafe {
        let mut action: libc::sigaction = mem::zeroed();
        check(libc::sigaction(number, ptr::null(), &raw mut action))?;
        action.sa_sigaction
    };
    Ok(match action {
        libc::SIG_DFL => Disposition::Default,
        libc::SIG_IGN => Disposition::Ignored,
        other if other == handler as *const () as libc::sighandler_t => Disposition::Noted,
        _ => Disposition::Foreign,
    })
}

/// Gives signals that Rust's runtime has handlers for back to the system: a signal that somebody sends would be lost, since the
/// handler only waits for the failing instruction to fail again.
pub fn take_back() {
    for number in [libc::SIGSEGV, libc::SIGBUS] {
        let _ = set(number, Disposition::Default);
    }
}

/// Keeps all signals from this thread, so that they go to others.
pub fn block_all() {
    // SAFETY: the set is filled before it is used.
    unsafe {
        let mut set: libc::sigset_t = mem::zeroed();
        libc::sigfillset(&raw mut set);
        libc::pthread_sigmask(libc::SIG_BLOCK, &raw const set, ptr::null_mut());
    }
}

fn check(result: libc::c_int) -> io::Result<()> {
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// A set of signals.
#[derive(Clone, Copy)]
pub struct Set(libc::sigset_t);

impl Set {
    /// No signals.
    pub fn new() -> Self {
        // SAFETY: a set of zeros is valid, and is emptied.
        unsafe {
            let mut set = mem::zeroed();
            libc::sigemptyset(&raw mut set);
            Self(set)
        }
    }

    /// All signals that programs may use.
    pub fn all() -> Self {
        let mut set = Self::new();
        // SAFETY: the set is there.
        unsafe { libc::sigfillset(&raw mut set.0) };
        set
    }

    /// Adds a signal. False if there is none of the number.
    pub fn add(&mut self, number: i32) -> bool {
        // SAFETY: the set is there.
        unsafe { libc::sigaddset(&raw mut self.0, number) == 0 }
    }

    /// The numbers.
    pub fn numbers(self) -> impl Iterator<Item = i32> {
        // SAFETY: the set is there.
        (1..COUNT as i32).filter(move |&number| unsafe { libc::sigismember(&raw const self.0, number) } == 1)
    }
}

impl Default for Set {
    fn default() -> Self {
        Self::new()
    }
}

/// Sends a signal to this thread.
pub fn raise(number: i32) -> io::Result<()> {
    // SAFETY: the call has no conditions.
    check(unsafe { libc::raise(number) })
}

/// Sends a signal to a thread of this process.
pub fn send_to_thread(thread: usize, number: i32) -> io::Result<()> {
    // SAFETY: the caller names a thread that runs; the system looks.
    let error = unsafe { libc::pthread_kill(thread as libc::pthread_t, number) };
    if error == 0 { Ok(()) } else { Err(io::Error::from_raw_os_error(error)) }
}

/// Sends a signal to the process that a file stands for.
pub fn send_to_file(file: i32, number: i32, flags: u32) -> io::Result<()> {
    // SAFETY: no memory is passed.
    let result = unsafe {
        libc::syscall(libc::SYS_pidfd_send_signal, file, number, ptr::null::<libc::siginfo_t>(), flags)
    };
    check(result as libc::c_int)
}

/// Changes which signals are kept from this thread, and gives those before.
pub fn mask(how: i32, set: &Set) -> io::Result<Set> {
    let mut old = Set::new();
    // SAFETY: both sets are there.
    let error = unsafe { libc::pthread_sigmask(how, &raw const set.0, &raw mut old.0) };
    if error == 0 { Ok(old) } else { Err(io::Error::from_raw_os_error(error)) }
}

/// The signals that have arrived and are kept from this thread.
pub fn pending() -> io::Result<Set> {
    let mut set = Set::new();
    // SAFETY: the set is there.
    check(unsafe { libc::sigpending(&raw mut set.0) }).map(|()| set)
}

/// Waits for one of the signals, which are kept from this thread.
pub fn wait(set: &Set) -> io::Result<i32> {
    let mut number = 0;
    // SAFETY: the set and the number are there.
    let error = unsafe { libc::sigwait(&raw const set.0, &raw mut number) };
    if error == 0 { Ok(number) } else { Err(io::Error::from_raw_os_error(error)) }
}

/// What came with a signal.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "they are those of `siginfo_t`")]
pub struct Info {
    pub number: i32,
    pub code: i32,
    pub errno: i32,
    pub pid: i32,
    pub uid: u32,
    pub status: i32,
    pub band: i64,
}

/// Waits for one of the signals, for at most a time. `None` when it was too long.
pub fn wait_info(set: &Set, timeout: Option<std::time::Duration>) -> io::Result<Option<Info>> {
    // SAFETY: all that is passed is there; the fields of the union that are read are plain numbers.
    unsafe {
        let mut info: libc::siginfo_t = mem::zeroed();
        let result = match timeout {
            None => libc::sigwaitinfo(&raw const set.0, &raw mut info),
            Some(timeout) => {
                let time = libc::timespec {
                    tv_sec: timeout.as_secs() as libc::time_t,
                    tv_nsec: timeout.subsec_nanos().into(),
                };
                libc::sigtimedwait(&raw const set.0, &raw mut info, &raw const time)
            }
        };
        if result < 0 {
            let error = io::Error::last_os_error();
            return if error.raw_os_error() == Some(libc::EAGAIN) { Ok(None) } else { Err(error) };
        }
        Ok(Some(Info {
            number: info.si_signo,
            code: info.si_code,
            errno: info.si_errno,
            pid: info.si_pid(),
            uid: info.si_uid(),
            status: info.si_status(),
            band: 0,
        }))
    }
}

/// Waits until a signal arrives.
pub fn pause() {
    // SAFETY: the call has no conditions.
    unsafe { libc::pause() };
}

/// Has `SIGALRM` sent after so many seconds, 0 for never. Gives how many were left of the last time.
pub fn alarm(seconds: u32) -> u32 {
    // SAFETY: the call has no conditions.
    unsafe { libc::alarm(seconds) }
}

/// A timer: seconds until it goes off, and between the times after that.
pub type Timer = (f64, f64);

/// Sets a timer, and gives what it was.
pub fn set_timer(which: i32, value: Timer) -> io::Result<Timer> {
    // SAFETY: the values are there.
    unsafe {
        let new = libc::itimerval { it_value: timeval(value.0), it_interval: timeval(value.1) };
        let mut old: libc::itimerval = mem::zeroed();
        check(libc::setitimer(which as _, &raw const new, &raw mut old))?;
        Ok((seconds(old.it_value), seconds(old.it_interval)))
    }
}

/// What a timer is.
pub fn timer(which: i32) -> io::Result<Timer> {
    // SAFETY: the value is there.
    unsafe {
        let mut value: libc::itimerval = mem::zeroed();
        check(libc::getitimer(which as _, &raw mut value))?;
        Ok((seconds(value.it_value), seconds(value.it_interval)))
    }
}

fn timeval(seconds: f64) -> libc::timeval {
    let whole = seconds.floor();
    // A part of a microsecond counts as one: a timer of 0 would be off.
    let micros = ((seconds - whole) * 1e6).ceil();
    libc::timeval { tv_sec: whole as libc::time_t, tv_usec: (micros as libc::suseconds_t).min(999_999) }
}

fn seconds(value: libc::timeval) -> f64 {
    value.tv_sec as f64 + value.tv_usec as f64 * 1e-6
}

/// Says whether a signal interrupts system calls.
pub fn set_interrupting(number: i32, interrupting: bool) -> io::Result<()> {
    // SAFETY: the action is filled before it is used.
    unsafe {
        let mut action: libc::sigaction = mem::zeroed();
        check(libc::sigaction(number, ptr::null(), &raw mut action))?;
        if interrupting {
            action.sa_flags &= !libc::SA_RESTART;
        } else {
            action.sa_flags |= libc::SA_RESTART;
        }
        check(libc::sigaction(number, &raw const action, ptr::null_mut()))
    }
}

/// What the system calls a signal.
pub fn describe(number: i32) -> Option<String> {
    // SAFETY: the system's text, or none, which is copied at once.
    unsafe {
        let text = libc::strsignal(number);
        if text.is_null() {
            return None;
        }
        Some(std::ffi::CStr::from_ptr(text).to_string_lossy().into_owned())
    }
}

/// Whether a file does not block; an error if it is none.
pub fn is_non_blocking(file: i32) -> io::Result<bool> {
    // SAFETY: no memory is passed.
    let flags = unsafe { libc::fcntl(file, libc::F_GETFL) };
    if flags < 0 { Err(io::Error::last_os_error()) } else { Ok(flags & libc::O_NONBLOCK != 0) }
}
