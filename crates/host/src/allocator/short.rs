//! mimalloc as Rust's allocator: what needs no other alignment than all blocks have goes the short way, and small blocks are kept for
//! a while.

use std::alloc::{GlobalAlloc, Layout};
use std::ptr;

use libmimalloc_sys::{
    mi_free, mi_malloc, mi_malloc_aligned, mi_realloc, mi_realloc_aligned, mi_zalloc, mi_zalloc_aligned,
};

use super::recent::{self, LARGEST, STEP, size_of_block};

/// mimalloc.
pub(super) struct Mimalloc;

/// Whether a block has the alignment that all blocks of [`size_of_block`] bytes have.
#[inline(always)]
const fn is_aligned_anyway(layout: Layout) -> bool {
    layout.align() <= STEP
}

// SAFETY: mimalloc's functions keep the contract; its blocks of 16 bytes and more are aligned to 16.
unsafe impl GlobalAlloc for Mimalloc {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let size = layout.size();
        // SAFETY: the caller's promise.
        unsafe {
            if !is_aligned_anyway(layout) {
                return mi_malloc_aligned(size, layout.align()).cast();
            }
            match recent::take(size) {
                Some(block) => block.as_ptr(),
                None => mi_malloc(size_of_block(size)).cast(),
            }
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let size = layout.size();
        // SAFETY: the caller's promise; a block that was kept has as many bytes.
        unsafe {
            if !is_aligned_anyway(layout) {
                return mi_zalloc_aligned(size, layout.align()).cast();
            }
            match recent::take(size) {
                Some(block) => {
                    block.write_bytes(0, size);
                    block.as_ptr()
                }
                None => mi_zalloc(size_of_block(size)).cast(),
            }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise: the block came from here.
        unsafe {
            if !is_aligned_anyway(layout) || !recent::keep(block, layout.size()) {
                mi_free(block.cast());
            }
        }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let old = layout.size();
        // SAFETY: as above.
        unsafe {
            if !is_aligned_anyway(layout) {
                return mi_realloc_aligned(block.cast(), size, layout.align()).cast();
            }
            if old > LARGEST && size > LARGEST {
                return mi_realloc(block.cast(), size).cast();
            }
            if size_of_block(old) == size_of_block(size) {
                return block;
            }
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                ptr::copy_nonoverlapping(block, new, old.min(size));
                self.dealloc(block, layout);
            }
            new
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_aligned_and_keep_what_they_hold() {
        for size in 1..200_usize {
            for align in [1, 2, 4, 8, 16, 32, 64] {
                let layout = Layout::from_size_align(size, align).unwrap();
                // SAFETY: the layouts are not empty, and each block is given back once, with the size that it has.
                unsafe {
                    let block = Mimalloc.alloc_zeroed(layout);
                    assert_eq!(block.addr() % align, 0);
                    assert_eq!(block.add(size - 1).read(), 0);
                    block.write(7);
                    let block = Mimalloc.realloc(block, layout, size * 3);
                    assert_eq!((block.addr() % align, block.read()), (0, 7));
                    Mimalloc.dealloc(block, Layout::from_size_align(size * 3, align).unwrap());
                }
            }
        }
    }
}
