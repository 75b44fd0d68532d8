//! Which pages the collector has to look at.
//!
//! New objects come from the first page of the list of their class only, so the pages with objects of the youngest generation
//! are those that have been first since it was collected last. They are listed when they become first, which happens in slow
//! paths: an allocation pays nothing. When a generation has been collected, what is left of it is in the next one, and its
//! pages go to that one's list.

use std::cell::Cell;
use std::ptr::NonNull;

use super::class;
use super::meta::Which;
use super::page::{PAGE_SIZE, Role};
use super::space::{GRANULE, Space};
use crate::object::Object;

/// The page is in the list of the youngest generation.
const YOUNG: u8 = 1;
/// The page is in the list of the middle generation.
const MIDDLE: u8 = 2;

/// Pages with objects of the two younger generations. A page may be in a list though the objects are gone.
#[derive(Default)]
pub(crate) struct Census {
    young: Cell<Vec<u32>>,
    middle: Cell<Vec<u32>>,
    /// There was no memory to list a page: every page may have objects of any generation until the next full collection.
    incomplete: Cell<bool>,
}

impl Space {
    /// New objects are put into this page from now on.
    pub(super) fn note_young(&self, number: u32) {
        if self.is_collected_page(number) {
            self.list(&self.census.young, YOUNG, number);
        }
    }

    fn list(&self, list: &Cell<Vec<u32>>, bit: u8, number: u32) {
        let listed = &self.page(number).listed;
        if listed.get() & bit != 0 {
            return;
        }
        let mut pages = list.take();
        if pages.try_reserve(1).is_ok() {
            pages.push(number);
            listed.set(listed.get() | bit);
        } else {
            self.census.incomplete.set(true);
        }
        list.set(pages);
    }

    /// The objects of a generation and of the younger ones have been moved to the next one: all, or only some.
    pub(crate) fn note_promotion(&self, generation: u8, all: bool) {
        if !all {
            self.census.incomplete.set(true);
            return;
        }
        let young = self.take(&self.census.young, YOUNG);
        match generation {
            0 => young.iter().for_each(|&number| self.list(&self.census.middle, MIDDLE, number)),
            1 => drop(self.take(&self.census.middle, MIDDLE)),
            _ => {
                drop(self.take(&self.census.middle, MIDDLE));
                self.census.incomplete.set(false);
            }
        }
        for number in self.open_pages() {
            self.note_young(number);
        }
    }

    fn take(&self, list: &Cell<Vec<u32>>, bit: u8) -> Vec<u32> {
        let pages = list.take();
        for &number in &pages {
            let listed = &self.page(number).listed;
            listed.set(listed.get() & !bit);
        }
        pages
    }

    /// Shows the collected objects that are asked for, dead ones among them. Where an object is moved to another generation
    /// meanwhile, it may be shown or not. Nothing may be allocated or freed.
    #[inline]
    pub(crate) fn each_object(&self, which: Which, mut visit: impl FnMut(NonNull<Object>)) {
        let (youngest, oldest) = which.span();
        if oldest == super::meta::OLDEST || self.census.incomplete.get() {
            for number in 0..self.collected_end() {
                self.each_in_page(number, which, &mut visit);
            }
            return;
        }
        let (young, middle) = (self.census.young.take(), self.census.middle.take());
        if youngest == 0 {
            for &number in &young {
                self.each_in_page(number, which, &mut visit);
            }
        }
        if oldest > 0 {
            for &number in &middle {
                // Those in both lists have been seen.
                if youngest > 0 || self.page(number).listed.get() & YOUNG == 0 {
                    self.each_in_page(number, which, &mut visit);
                }
            }
        }
        self.census.young.set(young);
        self.census.middle.set(middle);
    }

    #[inline]
    fn each_in_page(&self, number: u32, which: Which, visit: &mut impl FnMut(NonNull<Object>)) {
        let page = self.page(number);
        let size = match page.role() {
            Role::Unused => return,
            Role::Span => PAGE_SIZE,
            Role::Open | Role::Full => class::size(usize::from(page.class.get())),
        };
        let used = match page.role() {
            Role::Span => GRANULE,
            _ => size * usize::from(page.fresh.get()),
        };
        let start = self.page_start(number);
        for index in 0..used.div_ceil(GRANULE * size_of::<u64>()) {
            let mut found = which.select(self.meta_word(number, index));
            while found != 0 {
                let granule = index * size_of::<u64>() + found.trailing_zeros() as usize / 8;
                found &= found - 1;
                let offset = granule * GRANULE;
                // A block begins at the first byte of its granule or in its middle.
                let offset = if size.is_multiple_of(GRANULE) || offset.is_multiple_of(size) {
                    offset
                } else {
                    offset + GRANULE / 2
                };
                if let Some(object) = NonNull::new(start.wrapping_add(offset)) {
                    visit(object.cast());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::meta::Meta;
    use super::*;

    fn make(space: &Space, size: usize, count: usize) -> Vec<NonNull<Object>> {
        let make = |_| {
            let block = space.allocate(Kind::Collected, size).unwrap();
            space.set_meta(block, Meta::YOUNG);
            block.cast()
        };
        (0..count).map(make).collect()
    }

    fn found(space: &Space, which: Which) -> Vec<NonNull<Object>> {
        let mut found = Vec::new();
        space.each_object(which, |object| found.push(object));
        found.sort_unstable();
        found
    }

    fn promote(space: &Space, generation: u8) {
        for object in found(space, Which::UpTo(generation)) {
            let meta = space.meta(object.cast()).in_generation((generation + 1).min(2));
            space.set_meta(object.cast(), meta);
        }
        space.note_promotion(generation, true);
    }

    fn free(space: &Space, object: NonNull<Object>) {
        space.set_meta(object.cast(), Meta::NONE);
        // SAFETY: each object is freed once.
        unsafe { space.free(object.cast()) };
    }

    #[test]
    fn every_object_is_found_in_its_generation() {
        let space = Space::new(Space::LARGEST).unwrap();
        let mut generations = [Vec::new(), Vec::new(), Vec::new()];
        for round in 0..60_usize {
            for size in [32, 48, 80, 640, 20_000, 100_000] {
                let count = if size > 10_000 { 3 } else { 700 };
                generations[0].extend(make(&space, size, count));
            }
            // Holes in old pages, which new objects fill.
            for generation in &mut generations {
                let kept = generation.iter().enumerate().filter(|(index, _)| index % 3 != round % 3);
                let kept: Vec<_> = kept.map(|(_, &object)| object).collect();
                let all = std::mem::replace(generation, kept);
                all.iter()
                    .enumerate()
                    .filter(|(index, _)| index % 3 == round % 3)
                    .for_each(|(_, &it)| free(&space, it));
            }
            generations[0].extend(make(&space, 48, 100));
            for (generation, objects) in generations.iter_mut().enumerate() {
                objects.sort_unstable();
                assert_eq!(*objects, found(&space, Which::Only(generation as u8)), "round {round}");
            }
            let collected = match round {
                _ if round % 25 == 24 => 2,
                _ if round % 5 == 4 => 1,
                _ => 0,
            };
            promote(&space, collected);
            for generation in 0..=usize::from(collected).min(1) {
                let moved = std::mem::take(&mut generations[generation]);
                generations[usize::from(collected + 1).min(2)].extend(moved);
            }
        }
    }
}
