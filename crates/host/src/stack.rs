//! The native stack.

/// The address of the caller's frame, near enough.
#[inline(always)]
pub fn pointer() -> usize {
    let mark = 0u8;
    (&raw const mark).addr()
}
