//! Where mimalloc has huge pages.
//!
//! mimalloc asks the system for huge pages wherever it may. A program that does little would hold most of them empty, and
//! their zeroing would be a tenth of the time that it takes to start; where there is much memory they save a fifth of the
//! time that lookups in large tables take. So the beginning of the memory has small pages, and the rest huge ones.
//!
//! mimalloc reserves its memory at the first allocation after it has been loaded, which Rust's own beginnings do before
//! `main`. So huge pages are off when the process begins, and are asked for in `main`, for what was reserved by then.

use core::ffi::c_int;
use std::sync::atomic::{AtomicI64, Ordering};

/// `mimalloc.h`: `mi_option_arena_reserve`, how many KiB of addresses are reserved at a time.
const ARENA_RESERVE: libmimalloc_sys::mi_option_t = 23;

/// `mimalloc.h`: `mi_option_allow_thp`, whether to ask for huge pages.
const ALLOW_THP: libmimalloc_sys::mi_option_t = 43;

/// The size of a huge page.
const HUGE: usize = 2 << 20;

/// How much memory has small pages: of what mimalloc divides its memory into, the parts in which the first two threads begin.
const SMALL: usize = 32 * HUGE;

// SAFETY: the declaration is mimalloc's own.
unsafe extern "C" {
    /// Reads mimalloc's options from the environment; does nothing the second time.
    fn mi_process_init();
}

/// Runs before `main`: Rust's own beginnings allocate already.
// SAFETY: entries of this section are functions without arguments; this one needs nothing that is set up by then but C.
#[cfg(target_os = "linux")]
#[used]
#[unsafe(link_section = ".init_array")]
static BEFORE_MAIN: extern "C" fn() = begin_with_small_pages;

/// What huge pages were to begin with: -1 when they have been asked for, or are not wanted.
static WANTED: AtomicI64 = AtomicI64::new(-1);

/// Turns huge pages off for a while.
extern "C" fn begin_with_small_pages() {
    // SAFETY: all of these may be called at any time; the number is that of an option that exists.
    unsafe {
        // First, because without huge pages mimalloc would forbid them to the whole process, and to all that it starts.
        mi_process_init();
        let wanted = libmimalloc_sys::mi_option_get(ALLOW_THP);
        if wanted != 0 {
            WANTED.store(wanted, Ordering::Relaxed);
            libmimalloc_sys::mi_option_set(ALLOW_THP, 0);
        }
    }
}

/// Asks for huge pages from here on: for the later parts of what has been reserved, and for all that will be.
pub(super) fn go_on_with_huge_pages() {
    // What nobody names is not linked.
    #[cfg(target_os = "linux")]
    core::hint::black_box(&BEFORE_MAIN);
    let wanted = WANTED.swap(-1, Ordering::Relaxed);
    if wanted < 0 {
        return;
    }
    // SAFETY: all of these may be called at any time; the numbers are those of options that exist. The block is freed once.
    unsafe {
        let first = libmimalloc_sys::mi_malloc(1);
        libmimalloc_sys::mi_option_set(ALLOW_THP, wanted);
        let reserved = usize::try_from(libmimalloc_sys::mi_option_get(ARENA_RESERVE)).unwrap_or(0) << 10;
        let begin = (first.addr() & !(HUGE - 1)).saturating_add(SMALL);
        let len = reserved.saturating_sub(SMALL + HUGE);
        libmimalloc_sys::mi_free(first);
        // Advice that cannot be followed, or that hits memory of others, does no harm.
        let _: c_int = libc::madvise(core::ptr::without_provenance_mut(begin), len, libc::MADV_HUGEPAGE);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_options_are_those_that_are_meant() {
        // SAFETY: reading an option has no condition.
        let option = |number| unsafe { libmimalloc_sys::mi_option_get(number) };
        assert_eq!(option(super::ARENA_RESERVE), 1 << 20, "a GiB");
        assert_eq!(option(super::ALLOW_THP), 0, "off before `main`");
        super::go_on_with_huge_pages();
        assert_eq!(option(super::ALLOW_THP), 1);
    }
}
