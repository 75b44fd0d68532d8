//! The table of a set: open addressing, in which a probe looks at some neighbours before it jumps.
//!
//! ```text
//! entry   hash │ key        never used: 0, null        removed: -1, null (no hash is -1)
//! ```
//!
//! The order of the entries is the order of iteration, so the probe sequence, the moments of growth and the sizes are
//! those of CPython: from the place that the hash gives, ten neighbours if they do not reach over the end, then a jump as
//! in a dict. A table of eight places that was never written to has no memory.

use std::alloc::{self, Layout};
use std::ptr::NonNull;

use crate::args::StackRef;
use crate::death::{Teardown, release_places};
use crate::py::Shared;
use crate::types::dict::{NoMemory, known_equal};
use crate::value::Value;

/// The entries.
pub(super) struct Table {
    entries: NonNull<Entry>,
    /// The number of places, a power of two, less one.
    mask: usize,
    /// Places that were used since the table was built.
    fill: usize,
    /// Keys.
    used: usize,
    /// Where `pop` goes on.
    finger: usize,
    /// Places that have been taken apart already, when the set dies.
    gone: usize,
}

/// A place.
pub(super) struct Entry {
    hash: i64,
    key: Option<Value>,
}

const SMALLEST: usize = 8;
/// How many neighbours a probe looks at.
const NEIGHBOURS: usize = 9;
/// The hash of a place whose key was removed.
const REMOVED: i64 = -1;

/// The places of a table without memory. They are never written to.
static NO_ENTRIES: [[u64; 2]; SMALLEST] = [[0; 2]; SMALLEST];

/// Where a lookup has come to.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    start: usize,
    offset: usize,
    perturb: u64,
    /// The last place on the way whose key was removed: where a new key goes.
    removed: Option<usize>,
}

/// What a lookup finds.
pub(super) enum Found {
    /// The key is in this place.
    Key(usize),
    /// No such key; this place is free for it.
    Free(usize),
    /// Whether the key in this place is equal is for Python to say.
    Ask(usize),
}

impl Default for Table {
    fn default() -> Self {
        Self {
            entries: NonNull::from_ref(&NO_ENTRIES).cast(),
            mask: SMALLEST - 1,
            fill: 0,
            used: 0,
            finger: 0,
            gone: 0,
        }
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        while self.take_part().is_some() {}
        self.free();
    }
}

impl Steps {
    #[inline(always)]
    pub(super) fn of(table: &Table, hash: i64) -> Self {
        Self { start: hash as usize & table.mask, offset: 0, perturb: hash as u64, removed: None }
    }

    /// The steps of a lookup that has come to a place.
    pub(super) fn up_to(table: &Table, hash: i64, place: usize) -> Self {
        let mut steps = Self::of(table, hash);
        while steps.start + steps.offset != place {
            if table.key(steps.start + steps.offset).is_none() {
                steps.removed = Some(steps.start + steps.offset);
            }
            steps.advance(table.mask);
        }
        steps
    }

    #[inline(always)]
    pub(super) fn advance(&mut self, mask: usize) {
        if self.offset < NEIGHBOURS && self.start + NEIGHBOURS <= mask {
            self.offset += 1;
            return;
        }
        self.offset = 0;
        self.perturb >>= 5;
        self.start = self.start.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize) & mask;
    }
}

impl Table {
    fn layout(places: usize) -> Result<Layout, NoMemory> {
        Layout::array::<Entry>(places).map_err(|_| NoMemory)
    }

    fn has_memory(&self) -> bool {
        !std::ptr::eq(self.entries.as_ptr().cast(), &NO_ENTRIES)
    }

    fn allocate(places: usize) -> Result<Self, NoMemory> {
        let mut table = Self::default();
        table.take_memory(places)?;
        Ok(table)
    }

    /// Gives an empty table memory for so many places. It is written where it lies: the processor would have to wait for a copy.
    #[inline]
    fn take_memory(&mut self, places: usize) -> Result<(), NoMemory> {
        let layout = Self::layout(places)?;
        // SAFETY: the size is not zero. Zeroed entries are places that were never used; a few are cleared faster here.
        let block = unsafe {
            if places == SMALLEST {
                let block = alloc::alloc(layout);
                if !block.is_null() {
                    block.write_bytes(0, SMALLEST * size_of::<Entry>());
                }
                block
            } else {
                alloc::alloc_zeroed(layout)
            }
        };
        self.entries = NonNull::new(block).ok_or(NoMemory)?.cast();
        self.mask = places - 1;
        Ok(())
    }

    /// Gives the memory back; what the places held is gone already.
    #[inline(always)]
    fn free(&mut self) {
        if self.has_memory()
            && let Ok(layout) = Self::layout(self.mask + 1)
        {
            // SAFETY: it was allocated with this layout.
            unsafe { alloc::dealloc(self.entries.as_ptr().cast(), layout) };
        }
    }

    // ---- reading -----------------------------------------------------------------------------------------------------

    /// How many keys.
    #[inline(always)]
    pub(super) fn used(&self) -> usize {
        self.used
    }

    /// Whether it never had a key since it was made.
    pub(super) fn is_untouched(&self) -> bool {
        self.fill == 0
    }

    #[inline(always)]
    pub(super) fn mask(&self) -> usize {
        self.mask
    }

    /// Bytes beside the set itself.
    pub(super) fn bytes(&self) -> usize {
        if self.has_memory() { (self.mask + 1) * size_of::<Entry>() } else { 0 }
    }

    #[inline(always)]
    fn entry(&self, place: usize) -> &Entry {
        // SAFETY: places are always within the table, by the mask.
        unsafe { self.entries.add(place & self.mask).as_ref() }
    }

    /// The first key at or after a place, with its hash.
    #[inline]
    pub(super) fn next(&self, place: usize) -> Option<(usize, &Value, i64)> {
        (place..=self.mask).find_map(|place| {
            let entry = self.entry(place);
            entry.key.as_ref().map(|key| (place, key, entry.hash))
        })
    }

    /// The key in a place.
    #[inline(always)]
    pub(super) fn key(&self, place: usize) -> Option<&Value> {
        self.entry(place).key.as_ref()
    }

    /// The place of a key, or the free one for it, as far as that can be told without Python.
    #[inline(always)]
    pub(super) fn find(&self, key: &Value, hash: i64) -> Found {
        // Most keys are in the first place, or that is free.
        let place = hash as usize & self.mask;
        let entry = self.entry(place);
        match &entry.key {
            None if entry.hash == 0 => Found::Free(place),
            Some(own) if entry.hash == hash && own.is(key) => Found::Key(place),
            _ => self.walk(&mut Steps::of(self, hash), key, hash),
        }
    }

    /// Follows the steps of a hash as far as that can be done without Python.
    #[inline(never)]
    pub(super) fn walk(&self, steps: &mut Steps, key: &Value, hash: i64) -> Found {
        loop {
            let place = steps.start + steps.offset;
            let entry = self.entry(place);
            match &entry.key {
                None if entry.hash == 0 => return Found::Free(steps.removed.unwrap_or(place)),
                None => steps.removed = Some(place),
                Some(own) if entry.hash == hash => match known_equal(own, key) {
                    Some(true) => return Found::Key(place),
                    Some(false) => {}
                    None => return Found::Ask(place),
                },
                Some(_) => {}
            }
            steps.advance(self.mask);
        }
    }

    /// Whether there is a key of this hash that is so.
    pub(super) fn any_hashed(&self, hash: i64, is_so: impl Fn(&Value) -> bool) -> bool {
        let mut steps = Steps::of(self, hash);
        loop {
            let entry = self.entry(steps.start + steps.offset);
            match &entry.key {
                None if entry.hash == 0 => return false,
                Some(key) if entry.hash == hash && is_so(key) => return true,
                _ => steps.advance(self.mask),
            }
        }
    }

    /// Whether nothing has happened that makes the steps of a lookup useless.
    pub(super) fn is_as_before(&self, before: (NonNull<Entry>, usize), place: usize, key: &Value) -> bool {
        self.identity() == before && self.key(place).is_some_and(|own| own.is(key))
    }

    pub(super) fn identity(&self) -> (NonNull<Entry>, usize) {
        (self.entries, self.mask)
    }

    /// The hash of the set of these keys: the same in whatever order they lie.
    pub(super) fn hash(&self) -> i64 {
        let shuffle = |hash: u64| (hash ^ 0x055b_4db3 ^ hash << 16).wrapping_mul(3_644_798_167);
        let mut hash = 0;
        let mut at = 0;
        while let Some((place, _, of_key)) = self.next(at) {
            hash ^= shuffle(of_key as u64);
            at = place + 1;
        }
        hash ^= (self.used as u64).wrapping_add(1).wrapping_mul(1_927_868_237);
        hash ^= hash >> 11 ^ hash >> 25;
        hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
        if hash == u64::MAX { 590_923_713 } else { hash as i64 }
    }

    // ---- writing -----------------------------------------------------------------------------------------------------

    /// Puts a key into a free place that [`Self::find`] has found.
    #[inline]
    pub(super) fn insert_at(&mut self, place: usize, key: Value, hash: i64) -> Result<(), NoMemory> {
        if !self.has_memory() {
            self.take_memory(SMALLEST)?;
        }
        // SAFETY: the place is within the table, which has memory of its own.
        let old = unsafe { self.entries.add(place & self.mask).replace(Entry { hash, key: Some(key) }) };
        self.used += 1;
        if old.hash == REMOVED {
            return Ok(());
        }
        self.fill += 1;
        if self.fill * 5 >= self.mask * 3 {
            return self.rebuild();
        }
        Ok(())
    }

    /// Adds what a slot holds if that takes neither search nor memory. What is to be dropped for it comes back: nothing, or the slot
    /// itself where the key is there. `None`: there is more to do, and the slot is still the caller's.
    ///
    /// # Safety
    /// The slot is not null; if there is a result, it is only to be dropped.
    #[inline(always)]
    pub(crate) unsafe fn insert_slot_at_once(&mut self, slot: StackRef, hash: i64) -> Option<StackRef> {
        let entry = self.entry(hash as usize);
        // SAFETY: the caller's promise.
        let key = unsafe { slot.get() };
        match &entry.key {
            Some(own) if entry.hash == hash && own.is(&key) => return Some(slot),
            None if entry.hash == 0 && self.has_memory() && (self.fill + 1) * 5 < self.mask * 3 => {}
            _ => return None,
        }
        // SAFETY: the place is within the table. A key is the same word as a slot that owns it.
        unsafe {
            let entry = self.entries.add(hash as usize & self.mask).as_ptr();
            (*entry).hash = hash;
            (&raw mut (*entry).key).cast::<StackRef>().write(slot.promote());
        }
        self.fill += 1;
        self.used += 1;
        Some(StackRef::NULL)
    }

    /// Adds a key that is not there, unless one of the same hash is in its way: false.
    #[inline]
    fn insert_distinct(&mut self, key: &Value, hash: i64) -> Result<bool, NoMemory> {
        if !self.has_memory() {
            self.take_memory(SMALLEST)?;
        }
        let mut steps = Steps::of(self, hash);
        loop {
            let entry = self.entry(steps.start + steps.offset);
            if entry.key.is_none() {
                break;
            }
            if entry.hash == hash {
                return Ok(false);
            }
            steps.advance(self.mask);
        }
        // SAFETY: the place is within the table.
        unsafe { self.entries.add(steps.start + steps.offset).write(Entry { hash, key: Some(key.clone()) }) };
        self.fill += 1;
        self.used += 1;
        if self.fill * 5 >= self.mask * 3 {
            self.rebuild()?;
        }
        Ok(true)
    }

    /// Adds a key that is not there to a table from which nothing was removed.
    #[inline]
    fn insert_clean(&mut self, key: Value, hash: i64) {
        let mut steps = Steps::of(self, hash);
        while self.entry(steps.start + steps.offset).key.is_some() {
            steps.advance(self.mask);
        }
        // SAFETY: the place is within the table.
        unsafe { self.entries.add(steps.start + steps.offset).write(Entry { hash, key: Some(key) }) };
        self.fill += 1;
        self.used += 1;
    }

    /// Adds the keys of another table up to one that only Python can compare with those here: that one's place comes back, or
    /// the end of the other table.
    pub(super) fn add_known(&mut self, other: &Self) -> Result<usize, NoMemory> {
        let mut at = 0;
        while let Some((place, key, hash)) = other.next(at) {
            match self.find(key, hash) {
                Found::Key(_) => {}
                Found::Free(free) => self.insert_at(free, key.clone(), hash)?,
                Found::Ask(_) => return Ok(place),
            }
            at = place + 1;
        }
        Ok(other.mask + 1)
    }

    /// Adds to an empty table those keys of one that another has, or does not have. False: only Python can tell.
    pub(super) fn select(&mut self, source: &Self, other: &Self, common: bool) -> Result<bool, NoMemory> {
        let mut at = 0;
        while let Some((place, key, hash)) = source.next(at) {
            at = place + 1;
            let found = match other.find(key, hash) {
                Found::Key(_) => true,
                Found::Free(_) => false,
                Found::Ask(_) => return Ok(false),
            };
            if found == common && !self.insert_distinct(key, hash)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether another table has all keys of this one. Nothing: only Python can tell.
    pub(super) fn is_within(&self, other: &Self) -> Option<bool> {
        let mut at = 0;
        while let Some((place, key, hash)) = self.next(at) {
            at = place + 1;
            match other.find(key, hash) {
                Found::Key(_) => {}
                Found::Free(_) => return Some(false),
                Found::Ask(_) => return None,
            }
        }
        Some(true)
    }

    /// Builds the table anew with room to grow.
    #[cold]
    #[inline(never)]
    fn rebuild(&mut self) -> Result<(), NoMemory> {
        self.resize(self.used.saturating_mul(if self.used > 50_000 { 2 } else { 4 }))
    }

    /// Builds the table anew where more than a quarter of it was removed.
    pub(super) fn purge(&mut self) -> Result<(), NoMemory> {
        if self.fill - self.used > self.mask / 4 { self.rebuild() } else { Ok(()) }
    }

    /// Takes everything out. Where `pop` goes on stays.
    pub(super) fn take(&mut self, new: Self) -> Self {
        let finger = self.finger;
        let old = std::mem::replace(self, new);
        self.finger = finger;
        old
    }

    /// Makes room for so many further keys.
    pub(super) fn reserve(&mut self, count: usize) -> Result<(), NoMemory> {
        match self.places_for(count) {
            Some(places) => self.resize(places),
            None => Ok(()),
        }
    }

    /// How many places a table of so many keys without removed ones gets to have room for others, if it has too few.
    fn places_for(&self, count: usize) -> Option<usize> {
        let full = (self.fill + count).saturating_mul(5) >= self.mask * 3;
        full.then(|| (self.used + count).saturating_mul(2))
    }

    /// Moves the keys to a table with more than so many places.
    fn resize(&mut self, count: usize) -> Result<(), NoMemory> {
        let mut new = Self::with_more_than(count)?;
        new.finger = self.finger;
        let mut at = 0;
        while let Some((place, ..)) = self.next(at) {
            at = place + 1;
            // SAFETY: the place has a key, which is moved: the old table lets none go.
            let Entry { hash, key } = unsafe { self.entries.add(place).read() };
            if let Some(key) = key {
                new.insert_clean(key, hash);
            }
        }
        self.used = 0;
        *self = new;
        Ok(())
    }

    /// A table with more than so many places.
    fn with_more_than(count: usize) -> Result<Self, NoMemory> {
        Self::allocate(Self::places_above(count)?)
    }

    fn places_above(count: usize) -> Result<usize, NoMemory> {
        Ok((count + 1).checked_next_power_of_two().ok_or(NoMemory)?.max(SMALLEST))
    }

    /// A table of the same keys.
    pub(super) fn duplicate(&self) -> Result<Self, NoMemory> {
        let mut new = Self::default();
        new.copy(self)?;
        Ok(new)
    }

    /// Makes an empty table one of the keys of another, as a set is made of another: in the same places where that is dense, else in
    /// fresh ones.
    pub(super) fn copy(&mut self, other: &Self) -> Result<(), NoMemory> {
        if other.used == 0 {
            return Ok(());
        }
        match self.places_for(other.used) {
            Some(places) => self.take_memory(Self::places_above(places)?)?,
            None => self.take_memory(SMALLEST)?,
        }
        if self.mask != other.mask || other.fill != other.used {
            self.insert_all(other);
            return Ok(());
        }
        (self.fill, self.used) = (other.fill, other.used);
        let mut at = 0;
        while let Some((place, key, hash)) = other.next(at) {
            at = place + 1;
            // SAFETY: the tables are of the same size, and this one has memory.
            unsafe { self.entries.add(place).write(Entry { hash, key: Some(key.clone()) }) };
        }
        Ok(())
    }

    /// The same with room for so many further keys: in the places where they come to lie when a copy grows.
    pub(super) fn copy_for(&mut self, other: &Self, count: usize) -> Result<(), NoMemory> {
        // A dense table's copy has the keys in the same order, so that they need not be there first.
        let is_smallest = other.mask == SMALLEST - 1 && self.places_for(other.used).is_none();
        if is_smallest
            && other.fill == other.used
            && let Some(places) = other.places_for(count)
        {
            self.take_memory(Self::places_above(places)?)?;
            self.insert_all(other);
            return Ok(());
        }
        self.copy(other)?;
        self.reserve(count)
    }

    /// Adds the keys of another table, none of which is there, where nothing was removed and there is room.
    fn insert_all(&mut self, other: &Self) {
        let mut at = 0;
        while let Some((place, key, hash)) = other.next(at) {
            at = place + 1;
            self.insert_clean(key.clone(), hash);
        }
    }

    /// Removes the key in a place.
    pub(super) fn remove(&mut self, place: usize) -> Option<Value> {
        self.key(place)?;
        self.used -= 1;
        // SAFETY: the place has a key, so it is one of a table with memory.
        unsafe { self.entries.add(place & self.mask).replace(Entry { hash: REMOVED, key: None }) }.key
    }

    /// Removes a key: the first after the one that was removed last.
    pub(super) fn pop(&mut self) -> Option<Value> {
        let from = self.finger & self.mask;
        let (place, ..) = self.next(from).or_else(|| self.next(0))?;
        self.finger = place + 1;
        self.remove(place)
    }

    /// Takes out the key that dies next: the keys in their order. Those that something else holds are let go of on the way.
    #[inline(always)]
    pub(super) fn take_part(&mut self) -> Option<Value> {
        while self.used != 0 && self.gone <= self.mask {
            let place = self.gone;
            self.gone += 1;
            // SAFETY: the place is within the table, and is never looked at again.
            let Some(key) = unsafe { self.entries.add(place).read() }.key else { continue };
            self.used -= 1;
            if let Some(last) = key.release_unless_last() {
                return Some(last);
            }
        }
        None
    }

    /// Lets the keys go, in the same order, until none is left or one of them died. With the last the memory goes: then the
    /// table must not be used again, nor be dropped.
    ///
    /// # Safety
    /// It is not.
    #[inline(always)]
    pub(super) unsafe fn release(&mut self, shared: &Shared) -> Teardown {
        let places = if self.used == 0 { self.gone } else { self.mask + 1 };
        let entries = self.entries;
        // SAFETY: the places are the table's; those that are gone are not looked at again.
        let take = |place: usize| unsafe { (&raw const (*entries.add(place).as_ptr()).key).read() };
        let teardown = release_places(shared, &mut self.gone, places, take);
        if teardown == Teardown::Done {
            self.free();
        }
        teardown
    }
}
