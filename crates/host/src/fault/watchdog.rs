//! A report after a time, unless it is called off: for programs that hang.

use std::io;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::{Out, Reporter, Whose};
use crate::signal;

/// What the thread that waits does.
#[derive(Clone, Debug)]
pub struct Watch {
    /// How long it waits.
    pub timeout: Duration,
    /// Whether it begins again after a report.
    pub repeat: bool,
    /// Whether the process ends after a report.
    pub exit: bool,
    /// The file that the report is written to.
    pub file: i32,
    /// Its first line.
    pub header: String,
    /// Who knows the threads.
    pub reporter: &'static Reporter,
}

#[derive(Default)]
struct Cancelled {
    flag: Mutex<bool>,
    changed: Condvar,
}

struct Watchdog {
    cancelled: Arc<Cancelled>,
    thread: JoinHandle<()>,
    process: u32,
}

static WATCHDOG: Mutex<Option<Watchdog>> = Mutex::new(None);

/// Has a report written after a time, in place of the one that was asked for before.
pub fn watch(watch: Watch) -> io::Result<()> {
    cancel();
    let cancelled = Arc::<Cancelled>::default();
    let seen = cancelled.clone();
    let thread = thread::Builder::new().spawn(move || {
        signal::block_all();
        wait(&watch, &seen);
    })?;
    let dog = Watchdog { cancelled, thread, process: std::process::id() };
    *WATCHDOG.lock().unwrap_or_else(PoisonError::into_inner) = Some(dog);
    Ok(())
}

/// Calls it off.
pub fn cancel() {
    let Some(dog) = WATCHDOG.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
    if dog.process != std::process::id() {
        // The thread did not come along when the process was forked, and can have held the lock.
        std::mem::forget(dog);
        return;
    }
    *dog.cancelled.flag.lock().unwrap_or_else(PoisonError::into_inner) = true;
    dog.cancelled.changed.notify_all();
    // A thread that failed waits no longer either.
    let _ = dog.thread.join();
}

fn wait(watch: &Watch, cancelled: &Cancelled) {
    loop {
        let started = Instant::now();
        let flag = cancelled.flag.lock().unwrap_or_else(PoisonError::into_inner);
        let (flag, _) = cancelled
            .changed
            .wait_timeout_while(flag, watch.timeout.saturating_sub(started.elapsed()), |flag| !*flag)
            .unwrap_or_else(PoisonError::into_inner);
        if *flag {
            return;
        }
        drop(flag);
        let out = Out::new(watch.file);
        out.text(&watch.header);
        (watch.reporter.threads)(out, Whose::Others);
        if watch.exit {
            // SAFETY: the call has no conditions.
            unsafe { libc::_exit(1) };
        }
        if !watch.repeat {
            return;
        }
    }
}
