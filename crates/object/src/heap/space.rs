//! The reserved range: its parts, and the pages in them.

use std::cell::Cell;
use std::io;
use std::ptr::{self, NonNull};

use taipan_host::checker;
use taipan_host::memory::Reservation;

use super::Kind;
use super::census::Census;
use super::class::{self, CLASSES, MAX_CLASS_SIZE};
use super::late::Late;
use super::meta::Meta;
use super::page::{FreeBlock, NO_PAGE, PAGE_SIZE, Page, Role};
use super::watch::Watch;

/// The smallest half that is worth having.
const SMALLEST_HALF: usize = 64 << 20;
/// Bytes of the collected half to each metadata byte.
pub(crate) const GRANULE: usize = 32;
/// Pages that get their memory in one call.
const CHUNK: usize = 16;
/// Unused pages that keep their memory.
const KEPT_PAGES: u32 = 16;
/// Fresh blocks that are put on the free list at once: enough to pay for the call, few enough to stay in the cache.
const FRESH_BLOCKS: usize = 32;
/// No more than so many bytes of them: what is never used need not be memory.
const FRESH_BYTES: usize = 4096;

/// The heap of an interpreter.
pub(crate) struct Space {
    range: Reservation,
    half: usize,
    meta: *mut u8,
    table: *mut Page,
    halves: [Half; 2],
    /// Which pages have young objects.
    pub(super) census: Census,
    /// Who wants to know of each block.
    pub(super) watch: Watch,
    /// Blocks that wait before they are used again, while a checker looks.
    late: Late,
}

/// The pages of one half.
struct Half {
    /// For each class the page that blocks are taken from. It is the first of the list, unless blocks are watched: then it is
    /// the one that stands for none, so that every allocation is a slow one.
    open: [Cell<*const Page>; CLASSES],
    /// For each class the first page with a free block. A page that is never filled stands for none.
    first: [Cell<*const Page>; CLASSES],
    /// The first page that was never used, and the end of those that have memory.
    frontier: Cell<u32>,
    committed: Cell<u32>,
    end: u32,
    /// A stack of pages that fell empty, linked by `next`.
    unused: Cell<u32>,
    unused_count: Cell<u32>,
    /// Freed spans, first page and length, in order of address; neighbours are joined.
    spans: Cell<Vec<(u32, u32)>>,
}

impl Space {
    /// The largest half that is asked for. The links of the death list reach over 2^32 granules of the collected half.
    pub(crate) const LARGEST: usize = 128 << 30;
    /// The same where there may be thousands of heaps in a process, of whose addresses a checker needs most for itself.
    pub(crate) const SMALLER: usize = if cfg!(checker) { 256 << 20 } else { 8 << 30 };

    /// Reserves the range, as large as the process may have it, with halves of so many bytes at most.
    pub(crate) fn new(largest: usize) -> io::Result<Self> {
        let mut half = largest;
        loop {
            match Self::with_half(half) {
                Ok(space) => return Ok(space),
                Err(error) if half == SMALLEST_HALF => return Err(error),
                Err(_) => half /= 2,
            }
        }
    }

    fn with_half(half: usize) -> io::Result<Self> {
        let pages = 2 * half / PAGE_SIZE;
        let meta_len = half / GRANULE;
        let table_len = ((pages + 1) * size_of::<Page>()).next_multiple_of(PAGE_SIZE);
        let range = Reservation::new(2 * half + meta_len + table_len, PAGE_SIZE)?;
        let base = range.base().as_ptr();
        // See `heap::tail`.
        base.expose_provenance();
        #[expect(clippy::cast_ptr_alignment, reason = "the halves and the metadata are multiples of a page")]
        let table = base.wrapping_add(2 * half + meta_len).cast::<Page>();
        let last = (pages * size_of::<Page>()) / PAGE_SIZE * PAGE_SIZE;
        range.commit(2 * half + meta_len + last, PAGE_SIZE)?;
        let none = table.wrapping_add(pages).cast_const();
        let middle = (pages / 2) as u32;
        let halves = [(0, middle), (middle, 2 * middle)].map(|(start, end)| Half {
            open: [const { Cell::new(ptr::null()) }; CLASSES],
            first: [const { Cell::new(ptr::null()) }; CLASSES],
            frontier: Cell::new(start),
            committed: Cell::new(start),
            end,
            unused: Cell::new(NO_PAGE),
            unused_count: Cell::new(0),
            spans: Cell::new(Vec::new()),
        });
        for half in &halves {
            half.open.iter().chain(&half.first).for_each(|open| open.set(none));
        }
        let meta = base.wrapping_add(2 * half);
        let (census, watch) = (Census::default(), Watch::default());
        Ok(Self { half, meta, table, halves, census, watch, late: Late::default(), range })
    }

    // ---- allocation ----------------------------------------------------------------------------------------------

    /// A block of at least `size` bytes, aligned to 16; not initialised. `None` when there is no memory.
    #[inline(always)]
    pub(crate) fn allocate(&self, kind: Kind, size: usize) -> Option<NonNull<u8>> {
        let block = self.find(kind, size);
        if cfg!(checker)
            && let Some(block) = block
        {
            checker::show(block, self.block_size(block));
        }
        block
    }

    #[inline(always)]
    fn find(&self, kind: Kind, size: usize) -> Option<NonNull<u8>> {
        let half = &self.halves[kind as usize];
        if size > MAX_CLASS_SIZE {
            return self.allocate_large(half, size);
        }
        let class = class::of(size);
        // SAFETY: the entries of `open` point into the page table, which lives as long as the space.
        let page = unsafe { &*half.open[class].get() };
        match NonNull::new(page.take()) {
            Some(block) => Some(block),
            None => self.allocate_slow(half, class, size),
        }
    }

    /// The bytes of a block.
    pub(crate) fn block_size(&self, block: NonNull<u8>) -> usize {
        let page = self.page(self.page_number(block));
        match page.role() {
            Role::Span => page.span.get() as usize * PAGE_SIZE,
            _ => class::size(usize::from(page.class.get())),
        }
    }

    /// Gives a block back.
    ///
    /// # Safety
    /// The block came from [`Self::allocate`] of this space and nobody uses it any more.
    #[inline(always)]
    pub(crate) unsafe fn free(&self, block: NonNull<u8>) {
        if cfg!(checker) {
            // SAFETY: the caller's promise.
            return unsafe { self.free_late(block) };
        }
        // SAFETY: the caller's promise.
        unsafe { self.give_back(block) };
    }

    /// Gives a block back where somebody checks that it is not used any more, which is the more likely to be seen the longer it is
    /// not used for something else.
    ///
    /// # Safety
    /// As for [`Self::free`].
    unsafe fn free_late(&self, block: NonNull<u8>) {
        checker::hide(block, self.block_size(block));
        let page = self.page(self.page_number(block));
        let last = if page.is_special() { Some(block) } else { self.late.push(block) };
        let Some(last) = last else { return };
        if self.page(self.page_number(last)).role() != Role::Span {
            // For the link of the free list.
            checker::show(last, size_of::<FreeBlock>());
        }
        // SAFETY: the promise of the caller, or of the one who freed this one.
        unsafe { self.give_back(last) };
    }

    /// Gives a block back, now.
    ///
    /// # Safety
    /// As for [`Self::free`].
    #[inline(always)]
    unsafe fn give_back(&self, block: NonNull<u8>) {
        let number = self.page_number(block);
        let page = self.page(number);
        if page.is_special() {
            // SAFETY: the caller's promise.
            unsafe { self.free_special(number, block) };
            return;
        }
        // SAFETY: the block lies in this page, and is unused by the caller's promise.
        if unsafe { page.give(block.as_ptr()) } {
            self.page_changes(number);
        }
    }

    /// Gives a block back that is a big object, or that is watched.
    ///
    /// # Safety
    /// As for [`Self::free`].
    #[cold]
    #[inline(never)]
    unsafe fn free_special(&self, number: u32, block: NonNull<u8>) {
        let page = self.page(number);
        if page.is_watched() {
            page.set_watched(self.watch.is_on());
            self.watch.freed(block);
        }
        if page.role() == Role::Span {
            self.free_span(number);
            return;
        }
        // SAFETY: the block lies in this page, and is unused by the caller's promise.
        if unsafe { page.give(block.as_ptr()) } {
            self.page_changes(number);
        }
    }

    #[cold]
    #[inline(never)]
    fn allocate_slow(&self, half: &Half, class: usize, size: usize) -> Option<NonNull<u8>> {
        if self.watch.is_on() {
            return self.watched(size, || self.take_block(half, class));
        }
        self.take_block(half, class)
    }

    /// A big object's pages.
    #[cold]
    #[inline(never)]
    fn allocate_large(&self, half: &Half, size: usize) -> Option<NonNull<u8>> {
        if self.watch.is_on() {
            return self.watched(size, || self.allocate_span(half, size));
        }
        self.allocate_span(half, size)
    }

    /// Allocates a block and tells who watches, unless that one refuses it.
    fn watched(&self, size: usize, allocate: impl FnOnce() -> Option<NonNull<u8>>) -> Option<NonNull<u8>> {
        if self.watch.refuses() {
            return None;
        }
        let block = allocate()?;
        self.page(self.page_number(block)).set_watched(true);
        self.watch.allocated(block, size);
        Some(block)
    }

    /// Has every allocation go the slow way, or no longer.
    pub(super) fn set_watched(&self, watched: bool) {
        for half in &self.halves {
            for (open, first) in half.open.iter().zip(&half.first) {
                open.set(if watched { self.no_page() } else { first.get() });
            }
        }
    }

    /// Says which page of a class is the first.
    fn set_first(&self, half: &Half, class: usize, page: *const Page) {
        half.first[class].set(page);
        if !self.watch.is_on() {
            half.open[class].set(page);
        }
    }

    /// A block of a class, from the first page that has one.
    fn take_block(&self, half: &Half, class: usize) -> Option<NonNull<u8>> {
        let size = class::size(class);
        let capacity = PAGE_SIZE / size;
        loop {
            let Some(number) = self.number_of(half.first[class].get()) else {
                self.open_page(half, class)?;
                continue;
            };
            let page = self.page(number);
            if let Some(block) = NonNull::new(page.take()) {
                return Some(block);
            }
            if usize::from(page.fresh.get()) == capacity {
                page.set_role(Role::Full);
                page.notify.set(capacity as u16 - 1);
                self.unlink(half, number);
                continue;
            }
            self.add_fresh_blocks(number, size, capacity);
        }
    }

    /// Puts some blocks on a page's free list that were never used, in the order of their addresses.
    fn add_fresh_blocks(&self, number: u32, size: usize, capacity: usize) {
        let page = self.page(number);
        let from = usize::from(page.fresh.get());
        let to = capacity.min(from + FRESH_BLOCKS.min(FRESH_BYTES / size).max(1));
        let start = self.page_start(number);
        let mut next = ptr::null_mut();
        for index in (from..to).rev() {
            #[expect(clippy::cast_ptr_alignment, reason = "blocks are multiples of 16")]
            let block = start.wrapping_add(index * size).cast::<FreeBlock>();
            // SAFETY: the page has memory, and this part of it belongs to nobody yet.
            unsafe { block.write(FreeBlock { next }) };
            next = block;
        }
        page.free.set(next);
        page.fresh.set(to as u16);
    }

    /// A page for blocks of a class that has none with a free block.
    fn open_page(&self, half: &Half, class: usize) -> Option<()> {
        let number = match half.unused.get() {
            NO_PAGE => self.new_pages(half, 1)?,
            number => {
                half.unused.set(self.page(number).next.get());
                half.unused_count.set(half.unused_count.get() - 1);
                number
            }
        };
        if cfg!(checker) {
            NonNull::new(self.page_start(number)).inspect(|&start| checker::show(start, PAGE_SIZE));
        }
        let page = self.page(number);
        page.free.set(ptr::null_mut());
        page.used.set(0);
        page.fresh.set(0);
        page.class.set(class as u8);
        self.link(half, number);
        Some(())
    }

    /// Pages that were never used.
    fn new_pages(&self, half: &Half, count: u32) -> Option<u32> {
        let first = half.frontier.get();
        let end = first.checked_add(count).filter(|&end| end <= half.end)?;
        while half.committed.get() < end {
            self.commit_chunk(half.committed.get()).ok()?;
            half.committed.set(half.committed.get() + CHUNK as u32);
        }
        half.frontier.set(end);
        Some(first)
    }

    /// Gets memory for a chunk of pages, their metadata and their entries in the page table.
    fn commit_chunk(&self, first: u32) -> io::Result<()> {
        let (first, bytes) = (first as usize, CHUNK * PAGE_SIZE);
        self.range.commit(first * PAGE_SIZE, bytes)?;
        if first * PAGE_SIZE < self.half {
            self.range.commit(2 * self.half + first * PAGE_SIZE / GRANULE, bytes / GRANULE)?;
        }
        // The entries of a chunk are less than a page of the system's: make sure of the one or two they lie in.
        let table = self.table.addr() - self.range.base().addr().get();
        let start = table + first * size_of::<Page>();
        let end = start + CHUNK * size_of::<Page>();
        let (start, end) = (start / SYSTEM_PAGE * SYSTEM_PAGE, end.next_multiple_of(SYSTEM_PAGE));
        self.range.commit(start, end - start)
    }

    // ---- pages that change their list ----------------------------------------------------------------------------

    /// A full page has a free block again, or a page is empty.
    #[cold]
    #[inline(never)]
    fn page_changes(&self, number: u32) {
        let half = self.half_of(number);
        let page = self.page(number);
        if page.role() == Role::Full {
            self.link(half, number);
        }
        let class = usize::from(page.class.get());
        let first = self.number_of(half.first[class].get());
        // The first page of a class stays, so that a block taken and given back in turn does not cost a page each time.
        if page.used.get() == 0 && first != Some(number) {
            self.unlink(half, number);
            self.retire(half, number);
        }
    }

    fn retire(&self, half: &Half, number: u32) {
        let page = self.page(number);
        page.set_role(Role::Unused);
        page.next.set(half.unused.get());
        half.unused.set(number);
        half.unused_count.set(half.unused_count.get() + 1);
        if half.unused_count.get() > KEPT_PAGES {
            // SAFETY: no block of the page is in use. That it fails would only cost memory.
            let _ = unsafe { self.range.discard(number as usize * PAGE_SIZE, PAGE_SIZE) };
        }
    }

    /// Puts a page into the list of its class: behind the first, so that this one is used up before another is begun. Then few
    /// pages have young objects, and those that have many free blocks come to have more.
    fn link(&self, half: &Half, number: u32) {
        let page = self.page(number);
        page.set_role(Role::Open);
        page.notify.set(0);
        let class = usize::from(page.class.get());
        let Some(first) = self.number_of(half.first[class].get()) else {
            page.next.set(NO_PAGE);
            page.previous.set(NO_PAGE);
            self.set_first(half, class, page);
            self.note_young(number);
            return;
        };
        let next = self.page(first).next.replace(number);
        page.previous.set(first);
        page.next.set(next);
        if next != NO_PAGE {
            self.page(next).previous.set(number);
        }
    }

    fn unlink(&self, half: &Half, number: u32) {
        let page = self.page(number);
        let (next, previous) = (page.next.get(), page.previous.get());
        if next != NO_PAGE {
            self.page(next).previous.set(previous);
        }
        if previous == NO_PAGE {
            let first = if next == NO_PAGE { self.no_page() } else { ptr::from_ref(self.page(next)) };
            self.set_first(half, usize::from(page.class.get()), first);
            if next != NO_PAGE {
                self.note_young(next);
            }
        } else {
            self.page(previous).next.set(next);
        }
    }

    // ---- spans ---------------------------------------------------------------------------------------------------

    fn allocate_span(&self, half: &Half, size: usize) -> Option<NonNull<u8>> {
        let pages = u32::try_from(size.div_ceil(PAGE_SIZE)).ok()?;
        let mut spans = half.spans.take();
        let found = spans.iter().position(|&(_, len)| len >= pages);
        let first = found.map(|index| {
            let (first, len) = spans[index];
            if len == pages {
                spans.remove(index);
            } else {
                spans[index] = (first + pages, len - pages);
            }
            first
        });
        half.spans.set(spans);
        let first = first.or_else(|| self.new_pages(half, pages))?;
        let page = self.page(first);
        page.set_role(Role::Span);
        page.span.set(pages);
        self.note_young(first);
        NonNull::new(self.page_start(first))
    }

    fn free_span(&self, number: u32) {
        let half = self.half_of(number);
        let page = self.page(number);
        page.set_role(Role::Unused);
        let pages = page.span.get();
        // SAFETY: the big object is gone. That it fails would only cost memory.
        let _ = unsafe { self.range.discard(number as usize * PAGE_SIZE, pages as usize * PAGE_SIZE) };
        let mut spans = half.spans.take();
        let at = spans.partition_point(|&(first, _)| first < number);
        spans.insert(at, (number, pages));
        join_with_next(&mut spans, at);
        if at > 0 {
            join_with_next(&mut spans, at - 1);
        }
        half.spans.set(spans);
    }

    // ---- addresses -----------------------------------------------------------------------------------------------

    fn offset(&self, pointer: NonNull<u8>) -> usize {
        pointer.addr().get() - self.range.base().addr().get()
    }

    fn page_number(&self, block: NonNull<u8>) -> u32 {
        (self.offset(block) / PAGE_SIZE) as u32
    }

    pub(super) fn page_start(&self, number: u32) -> *mut u8 {
        self.range.base().as_ptr().wrapping_add(number as usize * PAGE_SIZE)
    }

    #[inline(always)]
    pub(super) fn page(&self, number: u32) -> &Page {
        // SAFETY: page numbers come from addresses in the two halves, or from links between such pages; the table has an
        // entry for each, which got its memory with the page.
        unsafe { &*self.table.add(number as usize) }
    }

    /// The entry that stands for no page: it has no free block.
    fn no_page(&self) -> *const Page {
        self.table.wrapping_add(2 * self.half / PAGE_SIZE)
    }

    fn number_of(&self, page: *const Page) -> Option<u32> {
        let number = (page.addr() - self.table.addr()) / size_of::<Page>();
        (page != self.no_page()).then_some(number as u32)
    }

    fn half_of(&self, number: u32) -> &Half {
        &self.halves[usize::from(number as usize * PAGE_SIZE >= self.half)]
    }

    /// Whether a page lies in the collected half.
    pub(super) fn is_collected_page(&self, number: u32) -> bool {
        (number as usize) < self.half / PAGE_SIZE
    }

    /// The end of the pages of the collected half that were ever used.
    pub(super) fn collected_end(&self) -> u32 {
        self.halves[Kind::Collected as usize].frontier.get()
    }

    /// The pages of the collected half that new objects are put into now, one for each class in use.
    pub(super) fn open_pages(&self) -> impl Iterator<Item = u32> {
        self.halves[Kind::Collected as usize].first.iter().filter_map(|page| self.number_of(page.get()))
    }

    /// Eight metadata bytes of a page of the collected half.
    pub(super) fn meta_word(&self, number: u32, index: usize) -> u64 {
        let bytes =
            self.meta.wrapping_add(number as usize * (PAGE_SIZE / GRANULE) + index * size_of::<u64>());
        // SAFETY: the page has as many metadata bytes, which got their memory with it, and begin at a multiple of eight.
        #[expect(clippy::cast_ptr_alignment, reason = "see above")]
        unsafe {
            u64::from_le(bytes.cast::<u64>().read())
        }
    }

    /// Whether the object is one that the collector has to know.
    #[inline(always)]
    pub(crate) fn is_collected(&self, pointer: NonNull<u8>) -> bool {
        pointer.addr().get().wrapping_sub(self.range.base().addr().get()) < self.half
    }

    /// The granule of a collected object, from 0.
    #[inline(always)]
    pub(crate) fn granule(&self, pointer: NonNull<u8>) -> usize {
        self.offset(pointer) / GRANULE
    }

    /// The start of the object in a granule in which one begins: blocks are multiples of 16 bytes, so it is the granule's
    /// first byte or its middle.
    pub(crate) fn object_in(&self, granule: usize) -> Option<NonNull<u8>> {
        let offset = granule * GRANULE;
        let page = self.page((offset / PAGE_SIZE) as u32);
        let start = match page.role() {
            Role::Span => 0,
            _ => (offset % PAGE_SIZE).next_multiple_of(class::size(usize::from(page.class.get()))),
        };
        NonNull::new(self.range.base().as_ptr().wrapping_add(offset / PAGE_SIZE * PAGE_SIZE + start))
    }

    /// The metadata of a collected object.
    #[inline(always)]
    pub(crate) fn meta(&self, pointer: NonNull<u8>) -> Meta {
        // SAFETY: the collected half has a byte for each granule, which got its memory with the page.
        Meta(unsafe { self.meta.add(self.granule(pointer)).read() })
    }

    /// Sets the metadata of a collected object.
    #[inline(always)]
    pub(crate) fn set_meta(&self, pointer: NonNull<u8>, meta: Meta) {
        // SAFETY: as for `meta`; the bytes are touched by the thread that has the heap only.
        unsafe { self.meta.add(self.granule(pointer)).write(meta.0) };
    }

    /// How many blocks are in use.
    pub(crate) fn blocks_in_use(&self) -> usize {
        let halves = [(0, &self.halves[0]), (self.halves[0].end, &self.halves[1])];
        let pages = halves.into_iter().flat_map(|(start, half)| start..half.frontier.get());
        pages.map(|number| usize::from(self.page(number).used.get())).sum::<usize>() - self.late.len()
    }

    /// How many pages are in use, for tests and statistics.
    #[cfg(test)]
    pub(crate) fn pages_in_use(&self) -> usize {
        let count = |half: &Half, start: u32| half.frontier.get() - start - half.unused_count.get();
        (count(&self.halves[0], 0) + count(&self.halves[1], self.halves[0].end)) as usize
    }
}

#[cfg(checker)]
impl Drop for Space {
    /// Other memory may come to lie here.
    fn drop(&mut self) {
        for (half, start) in self.halves.iter().zip([0, self.halves[0].end]) {
            let used = (half.frontier.get() - start) as usize * PAGE_SIZE;
            NonNull::new(self.page_start(start)).inspect(|&it| checker::show(it, used));
        }
    }
}

const SYSTEM_PAGE: usize = 4096;

fn join_with_next(spans: &mut Vec<(u32, u32)>, at: usize) {
    if let (Some(&(first, len)), Some(&(next, next_len))) = (spans.get(at), spans.get(at + 1))
        && first + len == next
    {
        spans[at] = (first, len + next_len);
        spans.remove(at + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_distinct_and_come_back() {
        let space = Space::with_half(SMALLEST_HALF).unwrap();
        for size in [16, 48, 512, 700, 20_000, 32 << 10] {
            let mut blocks: Vec<_> = (0..3000.min(20_000_000 / size))
                .map(|_| space.allocate(Kind::Collected, size).unwrap())
                .collect();
            let pages = space.pages_in_use();
            blocks.sort_unstable();
            assert!(blocks.windows(2).all(|pair| pair[1].addr().get() - pair[0].addr().get() >= size));
            // SAFETY: each block is freed once.
            blocks.iter().for_each(|&block| unsafe { space.free(block) });
            assert!(
                space.pages_in_use() <= 2 + CLASSES,
                "{pages} pages before, {} after",
                space.pages_in_use()
            );
        }
    }

    #[test]
    fn spans_are_joined_and_used_again() {
        let space = Space::with_half(SMALLEST_HALF).unwrap();
        let spans: Vec<_> = (0..8).map(|_| space.allocate(Kind::Leaf, 1 << 20).unwrap()).collect();
        let frontier = space.halves[1].frontier.get();
        for index in [1, 3, 2, 0, 7, 5, 6, 4] {
            // SAFETY: each span is freed once.
            unsafe { space.free(spans[index]) };
        }
        assert_eq!(space.allocate(Kind::Leaf, 8 << 20), Some(spans[0]));
        assert_eq!(space.halves[1].frontier.get(), frontier);
        assert_eq!(space.allocate(Kind::Leaf, 1 << 40), None);
    }

    #[test]
    fn an_object_is_found_from_its_granule() {
        let space = Space::with_half(SMALLEST_HALF).unwrap();
        for size in [32, 48, 80, 112, 640, 100_000] {
            for _ in 0..500 {
                let Some(block) = space.allocate(Kind::Collected, size) else { break };
                assert!(space.is_collected(block));
                assert_eq!(space.object_in(space.granule(block)), Some(block));
            }
        }
    }
}
