//! mimalloc as Rust's allocator: what needs no other alignment than all blocks of its size have goes the short way.

use std::alloc::{GlobalAlloc, Layout};

use libmimalloc_sys::{
    mi_free, mi_malloc, mi_malloc_aligned, mi_realloc, mi_realloc_aligned, mi_zalloc, mi_zalloc_aligned,
};

/// mimalloc.
pub(super) struct Mimalloc;

/// All blocks are aligned to this; from [`BLOCK`] bytes on, to that.
const WORD: usize = 8;
const BLOCK: usize = 16;

#[inline(always)]
const fn is_aligned_anyway(size: usize, align: usize) -> bool {
    align <= WORD || align <= BLOCK && size >= BLOCK
}

// SAFETY: mimalloc's functions keep the contract; its blocks of 8 bytes and more are aligned to 8, those of 16 and more to 16.
unsafe impl GlobalAlloc for Mimalloc {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (size, align) = (layout.size(), layout.align());
        // SAFETY: the caller's promise.
        unsafe {
            if is_aligned_anyway(size, align) { mi_malloc(size) } else { mi_malloc_aligned(size, align) }
                .cast()
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let (size, align) = (layout.size(), layout.align());
        // SAFETY: the caller's promise.
        unsafe {
            if is_aligned_anyway(size, align) { mi_zalloc(size) } else { mi_zalloc_aligned(size, align) }
                .cast()
        }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
        // SAFETY: the caller's promise: the block came from here.
        unsafe { mi_free(block.cast()) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let align = layout.align();
        // SAFETY: as above.
        unsafe {
            if is_aligned_anyway(size, align) {
                mi_realloc(block.cast(), size)
            } else {
                mi_realloc_aligned(block.cast(), size, align)
            }
            .cast()
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
