//! Semaphores with names, which processes share.

use std::ffi::CStr;
use std::io;
use std::ptr::NonNull;
use std::time::{Duration, SystemTime};

use crate::calls::check;

/// An open semaphore.
pub struct Semaphore(NonNull<libc::sem_t>);

// SAFETY: semaphores are there for threads to share.
unsafe impl Send for Semaphore {}
// SAFETY: as above.
unsafe impl Sync for Semaphore {}

impl Semaphore {
    /// Makes one that does not exist yet, for this user only.
    pub fn create(name: &CStr, value: u32) -> io::Result<Self> {
        // SAFETY: the name ends with a zero; mode and value are there because one is to be made.
        Self::checked(unsafe {
            libc::sem_open(name.as_ptr(), libc::O_CREAT | libc::O_EXCL, 0o600 as libc::c_uint, value)
        })
    }

    /// Opens one that exists.
    pub fn open(name: &CStr) -> io::Result<Self> {
        // SAFETY: the name ends with a zero.
        Self::checked(unsafe { libc::sem_open(name.as_ptr(), 0) })
    }

    fn checked(raw: *mut libc::sem_t) -> io::Result<Self> {
        if raw == libc::SEM_FAILED {
            return Err(io::Error::last_os_error());
        }
        NonNull::new(raw).map(Self).ok_or_else(|| io::ErrorKind::InvalidInput.into())
    }

    /// Where it is, as a number that tells it from others.
    pub fn address(&self) -> usize {
        self.0.as_ptr().addr()
    }

    /// Takes one if there is one.
    pub fn try_wait(&self) -> io::Result<bool> {
        // SAFETY: the semaphore is open.
        match check(unsafe { libc::sem_trywait(self.0.as_ptr()) }) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Waits for one.
    pub fn wait(&self) -> io::Result<()> {
        // SAFETY: the semaphore is open.
        check(unsafe { libc::sem_wait(self.0.as_ptr()) }).map(drop)
    }

    /// Waits for one until a point in time. False when that has come.
    pub fn wait_until(&self, end: SystemTime) -> io::Result<bool> {
        let since = end.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
        let end = libc::timespec {
            tv_sec: libc::time_t::try_from(since.as_secs()).unwrap_or(libc::time_t::MAX),
            tv_nsec: since.subsec_nanos().into(),
        };
        // SAFETY: the semaphore is open.
        match check(unsafe { libc::sem_timedwait(self.0.as_ptr(), &raw const end) }) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::TimedOut => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Gives one back.
    pub fn post(&self) -> io::Result<()> {
        // SAFETY: the semaphore is open.
        check(unsafe { libc::sem_post(self.0.as_ptr()) }).map(drop)
    }

    /// How many there are.
    pub fn value(&self) -> io::Result<u32> {
        let mut value = 0;
        // SAFETY: the semaphore is open; the call fills in the number.
        check(unsafe { libc::sem_getvalue(self.0.as_ptr(), &raw mut value) })?;
        // Where those who wait are counted, that is below zero.
        Ok(u32::try_from(value).unwrap_or(0))
    }
}

impl Drop for Semaphore {
    fn drop(&mut self) {
        // SAFETY: nobody in this process uses it through this any more.
        unsafe { libc::sem_close(self.0.as_ptr()) };
    }
}

/// Takes a semaphore's name away. It lives on while somebody has it open.
pub fn unlink(name: &CStr) -> io::Result<()> {
    // SAFETY: the name ends with a zero.
    check(unsafe { libc::sem_unlink(name.as_ptr()) }).map(drop)
}
