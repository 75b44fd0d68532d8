//! Waiting until files can be read or written.

use std::io;

use crate::calls::check;

/// `poll`: waits so many milliseconds at most, forever where it is negative. Gives how many have something to tell.
pub fn poll(files: &mut [libc::pollfd], milliseconds: i32) -> io::Result<usize> {
    // SAFETY: so many entries are there.
    let ready = check(unsafe { libc::poll(files.as_mut_ptr(), files.len() as libc::nfds_t, milliseconds) })?;
    Ok(usize::try_from(ready).unwrap_or(0))
}

/// The most that a set of descriptors for `select` can hold.
pub const SET_SIZE: usize = libc::FD_SETSIZE;

/// A set of descriptors.
#[derive(Clone, Copy)]
pub struct FileSet(libc::fd_set);

impl Default for FileSet {
    fn default() -> Self {
        // SAFETY: an empty set is all zeros.
        Self(unsafe { std::mem::zeroed() })
    }
}

impl FileSet {
    /// Adds a descriptor. False if its number is too large, or negative.
    pub fn add(&mut self, fd: i32) -> bool {
        let fits = usize::try_from(fd).is_ok_and(|fd| fd < SET_SIZE);
        if fits {
            // SAFETY: the number is in range.
            unsafe { libc::FD_SET(fd, &raw mut self.0) };
        }
        fits
    }

    /// Whether a descriptor is in it.
    pub fn has(&self, fd: i32) -> bool {
        // SAFETY: the number is in range.
        usize::try_from(fd).is_ok_and(|fd| fd < SET_SIZE) && unsafe { libc::FD_ISSET(fd, &raw const self.0) }
    }
}

/// `select` with sets for reading, writing and exceptions: gives those that are ready. `highest` is the largest number in
/// any of them; it waits so many nanoseconds at most, forever without a number.
pub fn select(sets: [FileSet; 3], highest: i32, nanos: Option<i64>) -> io::Result<[FileSet; 3]> {
    let mut sets = sets;
    let [read, write, error] = &mut sets;
    let mut timeout = nanos.map(|nanos| libc::timeval {
        tv_sec: nanos.div_euclid(1_000_000_000),
        // Rounded up, so that the wait never ends early.
        tv_usec: (nanos.rem_euclid(1_000_000_000) + 999) / 1000,
    });
    if let Some(timeout) = &mut timeout
        && timeout.tv_usec >= 1_000_000
    {
        (timeout.tv_sec, timeout.tv_usec) = (timeout.tv_sec + 1, 0);
    }
    let timeout = timeout.as_mut().map_or(std::ptr::null_mut(), std::ptr::from_mut);
    // SAFETY: the sets and the time are there.
    check(unsafe {
        libc::select(highest.saturating_add(1), &raw mut read.0, &raw mut write.0, &raw mut error.0, timeout)
    })?;
    Ok(sets)
}

/// `epoll_create1`
pub fn epoll_create() -> io::Result<i32> {
    // SAFETY: only a number goes in.
    check(unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) })
}

/// `epoll_ctl`
pub fn epoll_control(epoll: i32, operation: i32, fd: i32, events: u32) -> io::Result<()> {
    let mut event = libc::epoll_event { events, u64: u64::from(fd.cast_unsigned()) };
    // SAFETY: the event is there.
    check(unsafe { libc::epoll_ctl(epoll, operation, fd, &raw mut event) }).map(drop)
}

/// `epoll_wait`: descriptors and their events.
pub fn epoll_wait(epoll: i32, most: i32, milliseconds: i32) -> io::Result<Vec<(i32, u32)>> {
    let room = usize::try_from(most).unwrap_or(1).max(1);
    let mut events = Vec::<libc::epoll_event>::new();
    events.try_reserve_exact(room).map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory))?;
    // SAFETY: there is room for so many events, and the system fills in as many as it says.
    unsafe {
        let count = check(libc::epoll_wait(epoll, events.as_mut_ptr(), most, milliseconds))?;
        events.set_len(usize::try_from(count).unwrap_or(0).min(room));
    }
    Ok(events.iter().map(|event| ({ event.u64 } as i32, { event.events })).collect())
}
