//! Failing on purpose, to see what becomes of it.

use std::hint::black_box;

/// Reads where there is no memory.
pub fn read_null() {
    // SAFETY: none; this is what it is for. The C library reads, so that Rust promises nothing about it.
    let len = unsafe { libc::strlen(black_box(std::ptr::null())) };
    black_box(len);
}

/// Ends the process as failed.
pub fn abort() -> ! {
    // SAFETY: the call has no conditions.
    unsafe { libc::abort() }
}

/// Sends itself the signal of a forbidden access.
pub fn segmentation_fault() {
    // SAFETY: the call has no conditions.
    unsafe { libc::raise(libc::SIGSEGV) };
}

/// Sends itself the signal of a wrong calculation.
pub fn floating_point_error() {
    // SAFETY: the call has no conditions.
    unsafe { libc::raise(libc::SIGFPE) };
}

/// Uses up the stack, at most so many bytes. Gives how many it used if that was not enough, and with how many calls.
pub fn overflow_stack(most: usize) -> (usize, usize) {
    let start = crate::stack::pointer();
    let depth = deeper(start, most, 0);
    (start.wrapping_sub(depth.0), depth.1)
}

#[inline(never)]
fn deeper(start: usize, most: usize, calls: usize) -> (usize, usize) {
    let frame = black_box([0_u8; 4096]);
    let here = crate::stack::pointer();
    let result = if start.wrapping_sub(here) > most { (here, calls) } else { deeper(start, most, calls + 1) };
    black_box(&frame);
    result
}
