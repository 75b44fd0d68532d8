//! A page: blocks of one size, with a free list of its own.

use std::cell::Cell;
use std::ptr;

/// Bytes of a page.
pub(crate) const PAGE_SIZE: usize = 64 << 10;
/// A link to no page.
pub(crate) const NO_PAGE: u32 = u32::MAX;

/// A block that is not in use.
pub(crate) struct FreeBlock {
    pub(crate) next: *mut FreeBlock,
}

/// The entry of a page in the page table. All zero before the page's first use.
///
/// Pages of one class that have a free block are linked in a list; the allocator takes from the first of them.
#[repr(C)]
pub(crate) struct Page {
    /// Blocks that were freed.
    pub(crate) free: Cell<*mut FreeBlock>,
    /// Blocks in use.
    pub(crate) used: Cell<u16>,
    /// When `used` falls to this, the page changes its list: one below full for a full page, else zero.
    pub(crate) notify: Cell<u16>,
    /// Blocks that were handed out at least once; those behind have never been touched.
    pub(crate) fresh: Cell<u16>,
    /// What the page is for.
    pub(crate) role: Cell<Role>,
    /// The size class of its blocks.
    pub(crate) class: Cell<u8>,
    /// In which lists of pages it is, see [`super::census`].
    pub(crate) listed: Cell<u8>,
    /// Neighbours in the list.
    pub(crate) next: Cell<u32>,
    pub(crate) previous: Cell<u32>,
    /// For the first page of a span: how many pages it has.
    pub(crate) span: Cell<u32>,
}

/// What a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Role {
    /// Nothing (all-zero entries say this).
    Unused = 0,
    /// Blocks of a size class, some of them free.
    Open,
    /// Blocks of a size class, all in use.
    Full,
    /// The first page of a big object.
    Span,
}

impl Page {
    /// Takes a block off the free list.
    #[inline(always)]
    pub(crate) fn take(&self) -> *mut u8 {
        let block = self.free.get();
        if block.is_null() {
            return ptr::null_mut();
        }
        // SAFETY: blocks on the free list are unused memory of the page that begins with a link.
        self.free.set(unsafe { (*block).next });
        self.used.set(self.used.get() + 1);
        block.cast()
    }

    /// Puts a block on the free list. True when the page must change its list.
    ///
    /// # Safety
    /// The block belongs to this page and nobody uses it.
    #[inline(always)]
    pub(crate) unsafe fn give(&self, block: *mut u8) -> bool {
        #[expect(clippy::cast_ptr_alignment, reason = "blocks are aligned to 16")]
        let block = block.cast::<FreeBlock>();
        // SAFETY: the block is at least 16 bytes of unused, committed memory.
        unsafe { (*block).next = self.free.get() };
        self.free.set(block);
        let used = self.used.get() - 1;
        self.used.set(used);
        used == self.notify.get()
    }
}
