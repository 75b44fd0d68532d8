//! Small blocks that were freed a moment ago. Each thread keeps a few of every size, and gives out first what was freed last: that
//! the processor's cache still holds. mimalloc gives a block out again when it has been through all others of the same page, by
//! which time it has to be fetched.

use std::cell::Cell;
use std::ptr::{self, NonNull};

use libmimalloc_sys::mi_free;

/// Blocks are kept by sizes that are multiples of this, to which their alignment is.
pub(super) const STEP: usize = 16;

/// The largest blocks that are kept.
pub(super) const LARGEST: usize = 512;

/// How many of each size.
const KEPT: usize = 16;

/// A block that is kept.
struct Kept {
    /// The one that was freed before it, or null.
    before: *mut Kept,
}

/// The blocks of one size.
struct List {
    /// The one that was freed last, or null.
    last: Cell<*mut Kept>,
    /// How many more can be kept. None before the thread has begun to keep any, and none when it ends.
    room: Cell<usize>,
}

thread_local! {
    static LISTS: [List; LARGEST / STEP] =
        const { [const { List { last: Cell::new(ptr::null_mut()), room: Cell::new(0) } }; LARGEST / STEP] };
    static BEGUN: Cell<bool> = const { Cell::new(false) };
    static END: End = const { End };
}

/// How many bytes a block has that is asked for with so many.
#[inline(always)]
pub(super) const fn size_of_block(size: usize) -> usize {
    if size <= LARGEST { size.next_multiple_of(STEP) } else { size }
}

/// The list for blocks of a size, if there is one.
#[inline(always)]
const fn list(size: usize) -> Option<usize> {
    let index = size.wrapping_sub(1) / STEP;
    if index < LARGEST / STEP { Some(index) } else { None }
}

/// A block of at least so many bytes, if one is kept.
#[inline(always)]
pub(super) fn take(size: usize) -> Option<NonNull<u8>> {
    let index = list(size)?;
    LISTS.with(|lists| {
        let list = &lists[index];
        let block = NonNull::new(list.last.get())?;
        // SAFETY: the block is free, and begins with what was written when it was kept.
        list.last.set(unsafe { block.as_ref() }.before);
        list.room.set(list.room.get() + 1);
        Some(block.cast())
    })
}

/// Keeps a block. False: it is still the caller's.
///
/// # Safety
/// The block comes from mimalloc, is aligned to [`STEP`], has [`size_of_block`] bytes and is not used any more.
#[inline(always)]
pub(super) unsafe fn keep(block: *mut u8, size: usize) -> bool {
    let Some(index) = list(size) else { return false };
    LISTS.with(|lists| {
        let list = &lists[index];
        let room = list.room.get();
        if room == 0 && !begin() {
            return false;
        }
        let kept = block.cast::<Kept>();
        // SAFETY: the caller's promise.
        unsafe { kept.write(Kept { before: list.last.get() }) };
        list.last.set(kept);
        list.room.set(list.room.get() - 1);
        true
    })
}

/// Makes room when the thread frees its first block. False: it has begun already, or is at its end.
#[cold]
#[inline(never)]
fn begin() -> bool {
    // Whoever asks for the end to be heard of may allocate: then the thread has begun.
    if BEGUN.replace(true) || END.try_with(|_| ()).is_err() {
        return false;
    }
    LISTS.with(|lists| lists.iter().for_each(|list| list.room.set(KEPT)));
    true
}

/// Gives all blocks back when the thread ends.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        LISTS.with(|lists| {
            for list in lists {
                list.room.set(0);
                let mut block = list.last.replace(ptr::null_mut());
                while let Some(kept) = NonNull::new(block) {
                    // SAFETY: the block is free and comes from mimalloc.
                    unsafe {
                        block = kept.as_ref().before;
                        mi_free(kept.as_ptr().cast());
                    }
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::alloc::{GlobalAlloc, Layout};

    use super::super::short::Mimalloc;
    use super::*;

    /// Runs something in a thread of its own, which has freed a block.
    fn in_thread(body: fn(Layout)) {
        let layout = Layout::from_size_align(40, 8).unwrap();
        let run = move || {
            // SAFETY: the layout is not empty.
            unsafe { Mimalloc.dealloc(Mimalloc.alloc(layout), layout) };
            body(layout);
        };
        std::thread::spawn(run).join().unwrap();
    }

    #[test]
    fn what_was_freed_last_comes_first() {
        in_thread(|layout| {
            // SAFETY: the layouts are not empty, and blocks are given back with sizes of the same list.
            unsafe {
                let (first, second) = (Mimalloc.alloc(layout), Mimalloc.alloc(layout));
                Mimalloc.dealloc(first, layout);
                Mimalloc.dealloc(second, layout);
                let larger = Layout::from_size_align(48, 16).unwrap();
                assert_eq!([Mimalloc.alloc(larger), Mimalloc.alloc(larger)], [second, first]);
                Mimalloc.dealloc(first, larger);
                Mimalloc.dealloc(second, larger);
            }
        });
    }

    #[test]
    fn no_more_are_kept_than_there_is_room_for() {
        in_thread(|layout| {
            // SAFETY: as above.
            unsafe {
                let blocks: Vec<_> = (0..2 * KEPT).map(|_| Mimalloc.alloc(layout)).collect();
                for block in blocks {
                    Mimalloc.dealloc(block, layout);
                }
            }
            let index = list(layout.size()).unwrap();
            assert_eq!(LISTS.with(|lists| lists[index].room.get()), 0);
        });
    }

    #[test]
    fn sizes_without_a_list_are_left_alone() {
        assert_eq!((list(0), list(1), list(16), list(17)), (None, Some(0), Some(0), Some(1)));
        assert_eq!((list(LARGEST), list(LARGEST + 1)), (Some(LARGEST / STEP - 1), None));
        assert_eq!((size_of_block(17), size_of_block(LARGEST + 1)), (32, LARGEST + 1));
    }
}
