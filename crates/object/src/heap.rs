//! Where objects live: one reserved range of addresses, cut into pages of equal blocks.
//!
//! ```text
//! range:  │ collected objects │ leaves │ metadata bytes │ page table │
//! page:   64 KiB of blocks of one size class, or part of a larger span for one big object
//! ```
//!
//! Everything that can be asked about an object follows from its address: whether the collector has to know it (the
//! half it lies in), its metadata byte (one for each 32 bytes of the collected half), its page and so its size. Where
//! the range is, how long it is and where its parts begin is fixed when the heap is made.

pub(crate) mod census;
pub(crate) mod class;
mod late;
pub(crate) mod meta;
pub(crate) mod page;
pub(crate) mod space;
pub mod watch;

pub(crate) use space::Space;

/// Which half of the range an object belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// May hold references to other objects: the collector follows it, and its death is walked.
    Collected,
    /// Holds no references: it is freed at once, and the collector never sees it.
    Leaf,
}

/// What follows the fixed part of a payload in the same block.
///
/// The pointer does not come from the reference, which reaches no further than its own fields, but from the heap's range,
/// whose provenance is exposed when it is reserved.
#[inline(always)]
pub fn tail<H, T>(head: &H) -> *const T {
    std::ptr::with_exposed_provenance(std::ptr::from_ref(head).addr() + size_of::<H>())
}

/// Copies memory. Most texts are shorter than the call of a function is worth.
///
/// # Safety
/// Both have as many bytes, and do not overlap.
#[inline(always)]
pub(crate) unsafe fn copy_short(from: *const u8, to: *mut u8, len: usize) {
    /// Copies the first and the last bytes, so many as an integer has: together these are all.
    macro_rules! copy_ends {
        ($int:ty) => {{
            let end = len - size_of::<$int>();
            let first = from.cast::<$int>().read_unaligned();
            let last = from.add(end).cast::<$int>().read_unaligned();
            to.cast::<$int>().write_unaligned(first);
            to.add(end).cast::<$int>().write_unaligned(last);
        }};
    }
    // SAFETY: the caller's promise.
    unsafe {
        if len > 16 {
            to.copy_from_nonoverlapping(from, len);
        } else if len >= 4 {
            if len >= 8 {
                copy_ends!(u64);
            } else {
                copy_ends!(u32);
            }
        } else if len >= 2 {
            copy_ends!(u16);
        } else if len == 1 {
            to.write(from.read());
        }
    }
}
