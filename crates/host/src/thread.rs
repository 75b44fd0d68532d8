//! Who runs.

/// A number that no other thread has while this one runs: the address of something that each thread has.
pub fn identity() -> usize {
    thread_local!(static HERE: u8 = const { 0 });
    HERE.with(|here| std::ptr::from_ref(here).addr())
}

/// The number of the thread in the operating system.
pub fn native_id() -> i64 {
    rustix::thread::gettid().as_raw_nonzero().get().into()
}
