//! The allocator of the process: mimalloc with small blocks kept for a while, which is not asked for more than the machine has, and
//! somebody who is told of every block, where that is wanted.

mod huge_pages;
#[cfg(not(checker))]
mod recent;
#[cfg(not(checker))]
mod short;

use std::alloc::{GlobalAlloc, Layout};
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

#[cfg(not(checker))]
use short::Mimalloc as Inner;
/// What checks the use of memory has an allocator of its own.
#[cfg(checker)]
use std::alloc::System as Inner;

/// From how many bytes on it is asked whether the machine has that much.
const LARGE: usize = 1 << 30;

/// The allocator. A request for more than all memory of the machine fails, as with other allocators: mimalloc would get pages
/// for it that are not there, and the system would end the process when they are used.
pub struct Allocator;

/// Who is told of blocks, in the thread that allocates or frees them.
#[derive(Debug)]
pub struct Watcher {
    /// A block was allocated: its address, and how many bytes it has.
    pub allocated: fn(usize, usize),
    /// A block was freed.
    pub freed: fn(usize),
}

/// Who is told; mostly nobody.
static WATCHER: AtomicPtr<Watcher> = AtomicPtr::new(ptr::null_mut());

/// Says who is told of blocks from now on.
pub fn watch(watcher: Option<&'static Watcher>) {
    let watcher = watcher.map_or(ptr::null_mut(), |watcher| ptr::from_ref(watcher).cast_mut());
    WATCHER.store(watcher, Ordering::Release);
}

#[inline(always)]
fn watcher() -> Option<&'static Watcher> {
    // SAFETY: watchers are static.
    unsafe { WATCHER.load(Ordering::Relaxed).as_ref() }
}

#[cold]
#[inline(never)]
fn tell_allocated(watcher: &Watcher, block: *mut u8, size: usize) {
    if !block.is_null() {
        (watcher.allocated)(block.addr(), size);
    }
}

#[cold]
#[inline(never)]
fn tell_freed(watcher: &Watcher, block: *mut u8) {
    (watcher.freed)(block.addr());
}

// SAFETY: mimalloc does all of it.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if is_too_much(layout.size()) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's promise.
        let block = unsafe { Inner.alloc(layout) };
        if let Some(watcher) = watcher() {
            tell_allocated(watcher, block, layout.size());
        }
        block
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let Some(watcher) = watcher() {
            tell_freed(watcher, block);
        }
        // SAFETY: the caller's promise.
        unsafe { Inner.dealloc(block, layout) };
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if is_too_much(layout.size()) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's promise.
        let block = unsafe { Inner.alloc_zeroed(layout) };
        if let Some(watcher) = watcher() {
            tell_allocated(watcher, block, layout.size());
        }
        block
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if is_too_much(size) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's promise.
        let new = unsafe { Inner.realloc(block, layout, size) };
        if let Some(watcher) = watcher()
            && !new.is_null()
        {
            tell_freed(watcher, block);
            tell_allocated(watcher, new, size);
        }
        new
    }
}

/// Whether a block would be larger than the memory of the machine.
#[inline]
fn is_too_much(size: usize) -> bool {
    size >= LARGE && size > memory()
}

/// How much memory the machine has, with what it swaps out to.
#[cold]
fn memory() -> usize {
    static KNOWN: AtomicUsize = AtomicUsize::new(0);
    let known = KNOWN.load(Ordering::Relaxed);
    if known != 0 {
        return known;
    }
    // SAFETY: zeros are a valid value, which the call fills in.
    let memory = unsafe {
        let mut facts: libc::sysinfo = std::mem::zeroed();
        if libc::sysinfo(&raw mut facts) == 0 {
            let units = facts.totalram.saturating_add(facts.totalswap);
            usize::try_from(units).unwrap_or(usize::MAX).saturating_mul(facts.mem_unit as usize)
        } else {
            usize::MAX
        }
    };
    KNOWN.store(memory, Ordering::Relaxed);
    memory
}

/// `mimalloc.h`: `mi_option_purge_delay`, after how many milliseconds unused pages are given back to the system.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

/// Short enough that a program which compiles file after file holds a quarter less than with the default of a second, and
/// long enough that it costs little time. (At once would cost a sixth, ten milliseconds a twentieth.)
const MILLISECONDS: core::ffi::c_long = 100;

/// Sets mimalloc up for a program: unused pages are given back soon, and memory is in huge pages where there is much of it.
pub fn set_up() {
    huge_pages::go_on_with_huge_pages();
    // SAFETY: setting an option is allowed at any time; the number is that of an option that exists.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, MILLISECONDS) };
}

/// Gives nothing back any more: the process is about to end, and the system will take it all at once.
pub fn keep_all() {
    // SAFETY: as above; a negative delay stands for never.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, -1) };
}

#[cfg(test)]
mod tests {
    use super::huge_pages;

    #[test]
    fn more_memory_than_there_is_is_refused() {
        assert!(!super::is_too_much(1 << 20));
        assert!(super::is_too_much(1 << 50));
    }

    #[test]
    fn the_options_are_those_that_are_meant() {
        // SAFETY: reading an option has no condition.
        let option = |number| unsafe { libmimalloc_sys::mi_option_get(number) };
        let options = || [super::PURGE_DELAY, huge_pages::ARENA_RESERVE, huge_pages::ALLOW_THP].map(option);
        // The delay is the default of its option, and of no other; the others have been set before `main`.
        assert_eq!(options(), [1000, huge_pages::SMALL, 0]);
        super::set_up();
        assert_eq!(options(), [100, 1 << 20, 1]);
    }
}
