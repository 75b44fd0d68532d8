//! Who runs, and how threads are named.

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

/// The name that the system has for the thread.
pub fn name() -> Vec<u8> {
    rustix::thread::name().map(|name| name.into_bytes()).unwrap_or_default()
}
