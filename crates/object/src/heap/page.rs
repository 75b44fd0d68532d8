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
    /// What the page is for, and whether its blocks are watched.
    state: Cell<u8>,
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

/// The bit of a page's state for blocks whose ends [`super::watch`] has to be told.
const WATCHED: u8 = 4;

impl Page {
    /// What the page is for.
    #[inline]
    pub(crate) fn role(&self) -> Role {
        match self.state.get() & !WATCHED {
            0 => Role::Unused,
            1 => Role::Open,
            2 => Role::Full,
            _ => Role::Span,
        }
    }

    /// Says what the page is for. Blocks that are watched stay so until the page falls empty.
    #[inline]
    pub(crate) fn set_role(&self, role: Role) {
        let watched = if role == Role::Unused { 0 } else { self.state.get() & WATCHED };
        self.state.set(role as u8 | watched);
    }

    /// Whether giving a block back takes more than to put it on the free list.
    #[inline(always)]
    pub(crate) fn is_special(&self) -> bool {
        self.state.get() >= Role::Span as u8
    }

    /// Whether the blocks are watched.
    pub(crate) fn is_watched(&self) -> bool {
        self.state.get() & WATCHED != 0
    }

    /// Says whether the blocks are watched.
    pub(crate) fn set_watched(&self, watched: bool) {
        let plain = self.state.get() & !WATCHED;
        self.state.set(if watched { plain | WATCHED } else { plain });
    }

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
