//! Where mimalloc has huge pages.
//!
//! mimalloc asks the system for huge pages wherever it may. A program that does little would hold most of them empty, and
//! their zeroing would be a tenth of the time that it takes to start; where there is much memory they save a fifth of the
//! time that lookups in large tables take. So the first memory that mimalloc reserves has small pages, and all later memory
//! huge ones. It is little that it reserves at first, because its own tables grow with that: for a GiB they were a sixth of
//! the heap of a program that does nothing.
//!
//! mimalloc reserves its memory at the first allocation after it has been loaded, which Rust's own beginnings do before
//! `main`. So that is said when the process begins, and in `main` what is to come.

use core::ffi::c_long;
use std::sync::atomic::{AtomicI64, Ordering};

/// `mimalloc.h`: `mi_option_arena_reserve`, how many KiB of addresses are reserved at a time.
pub(super) const ARENA_RESERVE: libmimalloc_sys::mi_option_t = 23;

/// `mimalloc.h`: `mi_option_allow_thp`, whether to ask for huge pages.
pub(super) const ALLOW_THP: libmimalloc_sys::mi_option_t = 43;

/// How many KiB are reserved at first.
pub(super) const SMALL: c_long = 64 << 10;

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

/// Options, and what they are at most to begin with.
const AT_FIRST: [(libmimalloc_sys::mi_option_t, c_long); 2] = [(ALLOW_THP, 0), (ARENA_RESERVE, SMALL)];

/// What the options are to be from `main` on; -1 where that has been said.
static WANTED: [AtomicI64; 2] = [const { AtomicI64::new(-1) }; 2];

/// Has little memory reserved to begin with, in small pages.
extern "C" fn begin_with_small_pages() {
    // SAFETY: all of these may be called at any time; the numbers are those of options that exist.
    unsafe {
        // First, because without huge pages mimalloc would forbid them to the whole process, and to all that it starts.
        mi_process_init();
        for ((option, most), wanted) in AT_FIRST.into_iter().zip(&WANTED) {
            let value = libmimalloc_sys::mi_option_get(option);
            wanted.store(value, Ordering::Relaxed);
            libmimalloc_sys::mi_option_set(option, value.min(most));
        }
    }
}

/// Has mimalloc ask for huge pages for all that it will reserve from here on.
pub(super) fn go_on_with_huge_pages() {
    // What nobody names is not linked.
    #[cfg(target_os = "linux")]
    core::hint::black_box(&BEFORE_MAIN);
    // SAFETY: all of these may be called at any time; the numbers are those of options that exist. The block, with which mimalloc
    // has reserved its first memory in any case, is freed once.
    unsafe {
        libmimalloc_sys::mi_free(libmimalloc_sys::mi_malloc(1));
        for ((option, _), wanted) in AT_FIRST.into_iter().zip(&WANTED) {
            let wanted = wanted.swap(-1, Ordering::Relaxed);
            if wanted >= 0 {
                libmimalloc_sys::mi_option_set(option, wanted);
            }
        }
    }
}
