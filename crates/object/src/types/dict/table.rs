//! The table of a dict: one block of memory with an index and the entries in the order of insertion.
//!
//! ```text
//! … │ place 2 │ place 1 │ place 0 │ entry 0 │ entry 1 │ …
//!                                 ▲
//!                                 `entries`
//!
//! place   1, 2 or 4 bytes, as many as it takes: the number of an entry, EMPTY or DELETED
//! entry   of a table whose keys are all exactly `str`:  key │ value           the hash is in the key
//!         of any other:                          hash │ key │ value           a deleted entry has no key
//! ```
//!
//! The one pointer serves both, so the value that an inline cache knows the number of is one load away. There is a power
//! of two of places; two thirds of them may be taken, counting what was deleted, before the table is built anew. Sizes and
//! the order of probing (linear in the hash, perturbed by its upper bits) follow CPython's, as `sys.getsizeof` and the
//! number of times that `__eq__` is called show them.

use std::alloc::{self, Layout};
use std::cell::Cell;
use std::ptr::NonNull;

use crate::args::StackRef;
use crate::death::{Teardown, release_places};
use crate::protocol::compare;
use crate::py::{Raised, Shared};
use crate::types::str_::Str;
use crate::types::tuple::{TUPLE, Tuple};
use crate::value::{Borrowed, Value};

/// Index and entries.
pub(crate) struct Table {
    /// Where the entries begin and, downwards, the places.
    entries: NonNull<u8>,
    /// Keys.
    used: u32,
    /// Entries, with those that were deleted.
    len: u32,
    /// How many more entries may be added before the table is built anew.
    room: u32,
    /// Of the keys and their order, for inline caches: 0 until one is assigned, and again when a key comes or goes. Only a
    /// table of strings has one.
    pub(crate) version: Cell<u32>,
    /// Keys and values that have been taken out already, when the dict dies.
    gone: u32,
    /// There are 2^`log2` places.
    log2: u8,
    kind: Kind,
}

/// What an entry looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Key and value; the keys are exactly strings.
    Text,
    /// Hash, key and value.
    General,
}

/// There is no memory for a table.
#[derive(Debug)]
pub(in crate::types) struct NoMemory;

impl From<NoMemory> for Raised {
    fn from(_: NoMemory) -> Self {
        crate::py::out_of_memory()
    }
}

/// Where a lookup has come to on the way that a hash prescribes.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    place: usize,
    perturb: u64,
}

/// What a lookup finds.
pub(super) enum Found {
    /// The entry.
    Entry(usize),
    /// No such key.
    Nothing,
    /// Whether the key of this entry is equal is for Python to say.
    Ask(usize),
}

impl Steps {
    #[inline(always)]
    pub(super) fn of(hash: i64) -> Self {
        Self { place: hash as usize, perturb: hash as u64 }
    }

    #[inline(always)]
    pub(super) fn advance(&mut self) {
        self.perturb >>= 5;
        self.place = self.place.wrapping_mul(5).wrapping_add(self.perturb as usize).wrapping_add(1);
    }
}

/// A place of the index.
trait Place: Copy + Ord {
    const EMPTY: Self;
    const DELETED: Self;
    fn of(number: usize) -> Self;
    fn number(self) -> usize;
}

macro_rules! place {
    ($($int:ty)*) => {$(
        impl Place for $int {
            const EMPTY: Self = Self::MAX;
            const DELETED: Self = Self::MAX - 1;

            #[inline(always)]
            fn of(number: usize) -> Self {
                number as Self
            }

            #[inline(always)]
            fn number(self) -> usize {
                self as usize
            }
        }
    )*};
}
place!(u8 u16 u32);

/// Does something with the type that the places of a table have.
macro_rules! by_width {
    ($log2:expr, $Place:ident => $body:expr) => {
        match $log2 {
            0..=8 => {
                type $Place = u8;
                $body
            }
            9..=16 => {
                type $Place = u16;
                $body
            }
            _ => {
                type $Place = u32;
                $body
            }
        }
    };
}

/// The fewest places of a table that has entries, as a power of two.
const SMALLEST: u8 = 3;
/// The most: entries are counted in 32 bits.
const LARGEST: u8 = 31;

/// How many entries go with so many places.
const fn usable(log2: u8) -> usize {
    (1_usize << log2) * 2 / 3
}

/// The smallest table with at least so many places.
fn log2_of(places: usize) -> u8 {
    let log2 = if places <= 1 { 0 } else { (places - 1).ilog2() as u8 + 1 };
    log2.max(SMALLEST)
}

impl Kind {
    #[inline(always)]
    const fn stride(self) -> usize {
        match self {
            Self::Text => 16,
            Self::General => 24,
        }
    }

    const fn of(text: bool) -> Self {
        if text { Self::Text } else { Self::General }
    }
}

/// The memory of a table, and where in it the entries begin.
#[inline(always)]
fn layout(log2: u8, kind: Kind) -> Result<(Layout, usize), NoMemory> {
    let index = by_width!(log2, P => size_of::<P>()) << log2;
    let size = usable(log2)
        .checked_mul(kind.stride())
        .and_then(|bytes| bytes.checked_add(index))
        .filter(|_| log2 <= LARGEST)
        .ok_or(NoMemory)?;
    Ok((Layout::from_size_align(size, align_of::<Value>()).map_err(|_| NoMemory)?, index))
}

/// The place of a table that has no memory: it is empty.
static NO_PLACES: [u64; 2] = [u64::MAX; 2];

impl Default for Table {
    fn default() -> Self {
        Self::over(NonNull::from_ref(&NO_PLACES).cast(), size_of::<u64>(), 0, Kind::Text)
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        while self.take_part().is_some() {}
        self.free();
    }
}

// ---- reading -----------------------------------------------------------------------------------------------------------

impl Table {
    /// How many keys.
    #[inline(always)]
    pub(crate) fn used(&self) -> usize {
        self.used as usize
    }

    /// How many entries, with those that were deleted.
    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.len as usize
    }

    #[inline(always)]
    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// Bytes beside the dict itself.
    pub(super) fn bytes(&self) -> usize {
        if self.log2 == 0 { 0 } else { layout(self.log2, self.kind).map_or(0, |(layout, _)| layout.size()) }
    }

    /// Where key and value of an entry lie.
    #[inline(always)]
    fn pair(&self, number: usize) -> *mut [Option<Value>; 2] {
        debug_assert!(number < self.len());
        let stride = self.kind.stride();
        self.entries.as_ptr().wrapping_add(number * stride + stride - 16).cast()
    }

    /// The key of an entry.
    #[inline(always)]
    pub(super) fn key(&self, number: usize) -> Option<&Value> {
        if number >= self.len() {
            return None;
        }
        // SAFETY: the entry is there; a deleted one has null for its key.
        unsafe { (*self.pair(number))[0].as_ref() }
    }

    /// The value of an entry.
    #[inline(always)]
    pub(super) fn value(&self, number: usize) -> Option<&Value> {
        if number >= self.len() {
            return None;
        }
        // SAFETY: the entry is there.
        unsafe { (*self.pair(number))[1].as_ref() }
    }

    /// The value of an entry of a table of strings.
    ///
    /// # Safety
    /// The table is one, and the entry is there.
    #[inline(always)]
    pub(crate) unsafe fn text_value(&self, number: usize) -> *mut Option<Value> {
        // SAFETY: the caller's promise.
        unsafe { self.entries.cast::<Option<Value>>().add(number * 2 + 1).as_ptr() }
    }

    /// The hash of an entry that is not deleted.
    #[inline(always)]
    pub(super) fn hash(&self, number: usize) -> i64 {
        match self.kind {
            // SAFETY: the entry begins with its hash.
            Kind::General => unsafe { self.entries.cast::<i64>().add(number * 3).read() },
            Kind::Text => self.key(number).and_then(|key| key.exact()).map_or(-1, Str::known_hash),
        }
    }

    /// The first entry from `number` on that is not deleted.
    #[inline(always)]
    pub(crate) fn next(&self, mut number: usize) -> Option<(usize, &Value, &Value)> {
        while number < self.len() {
            // SAFETY: the entry is there; a deleted one has null for its key.
            if let [Some(key), Some(value)] = unsafe { &*self.pair(number) } {
                return Some((number, key, value));
            }
            number += 1;
        }
        None
    }

    /// The last entry before `end` that is not deleted.
    #[inline]
    pub(super) fn previous(&self, end: usize) -> Option<(usize, &Value, &Value)> {
        (0..end.min(self.len()))
            .rev()
            .find_map(|number| Some((number, self.key(number)?, self.value(number)?)))
    }

    #[inline(always)]
    fn place<P: Place>(&self, steps: Steps) -> *mut P {
        let place = steps.place & ((1 << self.log2) - 1);
        self.entries.as_ptr().cast::<P>().wrapping_sub(place + 1)
    }

    /// Whether all keys are exactly strings.
    pub(super) fn has_only_texts(&self) -> bool {
        self.kind == Kind::Text
    }

    /// The entry whose key is a string of that text. No key that is not exactly a string is asked whether it is equal.
    #[inline(always)]
    pub(super) fn find_text(&self, key: &Value, hash: i64, text: &Str) -> Option<usize> {
        // Most names are found at once: they are the very object that is looked for.
        if self.log2 <= 8 {
            // SAFETY: the place is one of the table's; the index has numbers of entries that are there.
            unsafe {
                let place = self.place::<u8>(Steps::of(hash)).read();
                if place < u8::DELETED
                    && (*self.pair(place.number()))[0].as_ref().is_some_and(|own| own.is(key))
                {
                    return Some(place.number());
                }
            }
        }
        // The key goes in a register: handlers of the interpreter loop must not have the address of a local taken.
        self.walk_to_text(key.borrow(), hash, text)
    }

    #[inline(never)]
    fn walk_to_text(&self, key: Borrowed<'_>, hash: i64, text: &Str) -> Option<usize> {
        let mut steps = Steps::of(hash);
        let same = |number: usize| {
            // SAFETY: the index has numbers of entries that are there and not deleted.
            let own = unsafe { (*self.pair(number))[0].as_ref().unwrap_unchecked() };
            if own.is(&key) {
                return Some(true);
            }
            let own = own.exact::<Str>();
            Some(own.is_some_and(|own| own.known_hash() == hash && own.equals(text)))
        };
        match by_width!(self.log2, P => self.walk::<P>(&mut steps, same)) {
            Found::Entry(number) => Some(number),
            _ => None,
        }
    }

    /// The value of a string whose hash has been computed, in a table of strings.
    #[inline(always)]
    pub(crate) fn hashed_text(&self, key: &Value, text: &Str) -> Option<&Value> {
        self.value(self.find_hashed_text(key, text)?)
    }

    /// The place of such a value.
    ///
    /// # Safety
    /// No other borrow of the table exists.
    #[inline(always)]
    pub(crate) unsafe fn hashed_text_mut<'a>(&self, key: &Value, text: &Str) -> Option<&'a mut Value> {
        let number = self.find_hashed_text(key, text)?;
        // SAFETY: the entry is there; the caller's promise.
        unsafe { (*self.text_value(number)).as_mut() }
    }

    /// Whether there is such a string; `None` if that cannot be told from its hash.
    #[inline(always)]
    pub(crate) fn has_hashed_text(&self, key: &Value, text: &Str) -> Option<bool> {
        let known = self.kind == Kind::Text && text.is_hashed();
        known.then(|| self.find_text(key, text.known_hash(), text).is_some())
    }

    /// The entry of such a string.
    #[inline(always)]
    pub(super) fn find_hashed_text(&self, key: &Value, text: &Str) -> Option<usize> {
        if self.kind != Kind::Text || !text.is_hashed() {
            return None;
        }
        self.find_text(key, text.known_hash(), text)
    }

    /// The entry of any key, as far as that can be told without Python: `steps` stands at the entry to ask.
    #[inline]
    pub(super) fn find(&self, steps: &mut Steps, key: &Value, hash: i64) -> Found {
        let same = |number: usize| {
            debug_assert!(self.key(number).is_some(), "the index has a deleted entry");
            match self.key(number) {
                Some(own) if self.hash(number) == hash => known_equal(own, key),
                _ => Some(false),
            }
        };
        by_width!(self.log2, P => self.walk::<P>(steps, same))
    }

    /// Follows the steps to an entry that `same` knows or cannot tell, or to the end.
    #[inline(always)]
    fn walk<P: Place>(&self, steps: &mut Steps, same: impl Fn(usize) -> Option<bool>) -> Found {
        loop {
            // SAFETY: the place is one of the table's. There are always some that are empty, so the walk ends.
            let place = unsafe { self.place::<P>(*steps).read() };
            if place == P::EMPTY {
                return Found::Nothing;
            }
            if place != P::DELETED {
                match same(place.number()) {
                    Some(true) => return Found::Entry(place.number()),
                    Some(false) => {}
                    None => return Found::Ask(place.number()),
                }
            }
            steps.advance();
        }
    }

    /// Whether nothing has happened that makes the steps of a lookup useless: the same memory, and at this entry the same key.
    pub(super) fn is_as_before(&self, before: (NonNull<u8>, u8), number: usize, key: &Value) -> bool {
        self.identity() == before && self.key(number).is_some_and(|own| own.is(key))
    }

    pub(super) fn identity(&self) -> (NonNull<u8>, u8) {
        (self.entries, self.log2)
    }
}

/// Whether keys of equal hash are equal, if that can be told without Python.
#[inline(always)]
pub(in crate::types) fn known_equal(own: &Value, key: &Value) -> Option<bool> {
    if own.is(key) {
        return Some(true);
    }
    if own.as_small_int().is_some() && key.as_small_int().is_some() {
        return Some(false);
    }
    match (own.exact::<Str>(), key.exact::<Str>()) {
        (Some(own), Some(key)) => Some(own.equals(key)),
        _ => known_equal_tuples(own, key, NESTED_TUPLES),
    }
}

/// How deep tuples in tuples are compared without Python.
const NESTED_TUPLES: u32 = 3;

/// Whether two tuples are equal, if that can be told from numbers and strings in them.
fn known_equal_tuples(own: &Value, key: &Value, depth: u32) -> Option<bool> {
    let (own, key) = (items_that_compare(own)?, items_that_compare(key)?);
    if own.len() != key.len() {
        return Some(false);
    }
    for (own, key) in own.iter().zip(key) {
        let same = match compare::known_equal(own, key) {
            Some(same) => same,
            None => known_equal_tuples(own, key, depth.checked_sub(1)?)?,
        };
        if !same {
            return Some(false);
        }
    }
    Some(true)
}

/// The items of what compares as tuples do: a tuple, or an object of a class that has left that as it was, as named tuples have.
#[inline]
fn items_that_compare(value: &Value) -> Option<&[Value]> {
    if let Some(tuple) = value.exact::<Tuple>() {
        return Some(tuple.items());
    }
    let (own, plain) = (value.type_().slots.compare.get()?, TUPLE.slots.compare.get()?);
    let tuple = value.get::<Tuple>().filter(|_| std::ptr::fn_addr_eq(own, plain))?;
    Some(tuple.items())
}

// ---- writing -----------------------------------------------------------------------------------------------------------

impl Table {
    /// An empty table that takes so many entries without growing.
    pub(super) fn with_capacity(count: usize, text: bool) -> Result<Self, NoMemory> {
        if count == 0 { Ok(Self::default()) } else { Self::allocate(Self::log2_for(count), Kind::of(text)) }
    }

    /// The size that is chosen for a number of entries that is known beforehand.
    fn log2_for(count: usize) -> u8 {
        if count <= usable(SMALLEST) { SMALLEST } else { log2_of(count.saturating_mul(3).div_ceil(2)) }
    }

    fn allocate(log2: u8, kind: Kind) -> Result<Self, NoMemory> {
        let mut table = Self::default();
        table.take_memory(log2, kind)?;
        Ok(table)
    }

    /// Gives a table memory that has none, for as many entries as [`Self::with_capacity`] does. It is written where it lies: the
    /// processor would have to wait for a copy.
    pub(super) fn make_room(&mut self, count: usize, text: bool) -> Result<(), NoMemory> {
        if count == 0 { Ok(()) } else { self.take_memory(Self::log2_for(count), Kind::of(text)) }
    }

    #[inline(always)]
    fn take_memory(&mut self, log2: u8, kind: Kind) -> Result<(), NoMemory> {
        // Of small tables, which most are, the optimiser knows all sizes.
        match (log2, kind) {
            (SMALLEST, Kind::Text) => self.take_memory_of(SMALLEST, Kind::Text),
            (SMALLEST, Kind::General) => self.take_memory_of(SMALLEST, Kind::General),
            _ => self.take_memory_of(log2, kind),
        }
    }

    #[inline(always)]
    fn take_memory_of(&mut self, log2: u8, kind: Kind) -> Result<(), NoMemory> {
        let (layout, index) = layout(log2, kind)?;
        // SAFETY: the size is not zero.
        let block = NonNull::new(unsafe { alloc::alloc(layout) }).ok_or(NoMemory)?;
        // SAFETY: the index is the first part of the block, and the entries follow it. All bits set says EMPTY in every width.
        unsafe {
            block.write_bytes(0xff, index);
            self.entries = block.add(index);
        }
        (self.room, self.log2, self.kind) = (usable(log2) as u32, log2, kind);
        Ok(())
    }

    /// A table without entries in a block of memory whose index has so many bytes.
    fn over(block: NonNull<u8>, index: usize, log2: u8, kind: Kind) -> Self {
        // SAFETY: the entries follow the index in the block.
        let entries = unsafe { block.add(index) };
        Self { entries, used: 0, len: 0, room: 0, version: Cell::new(0), gone: 0, log2, kind }
    }

    /// Gives the memory back; what the entries held is gone already.
    #[inline(always)]
    fn free(&mut self) {
        match (self.log2, self.kind) {
            (0, _) => {}
            (SMALLEST, Kind::Text) => self.free_of(SMALLEST, Kind::Text),
            (log2, kind) => self.free_of(log2, kind),
        }
    }

    #[inline(always)]
    fn free_of(&mut self, log2: u8, kind: Kind) {
        if let Ok((layout, index)) = layout(log2, kind) {
            // SAFETY: the block was allocated with this layout, and begins with the index.
            unsafe { alloc::dealloc(self.entries.as_ptr().sub(index), layout) };
        }
    }

    /// Adds a key if that takes no search: where its hash leads first is no entry, so it is not there yet. If it does, or there
    /// is no room, the value comes back.
    #[inline(always)]
    pub(super) fn insert_at_once(&mut self, key: &Value, hash: i64, value: Value) -> Result<(), Value> {
        let Some(place) = self.first_place(key, hash) else { return Err(value) };
        let number = self.push_entry(StackRef::owned(key.clone()), hash, StackRef::owned(value));
        // SAFETY: the place is one of the table's.
        unsafe { place.write(u8::of(number)) };
        Ok(())
    }

    /// The same with what slots hold. False: it does, or there is no room, and the slots are still the caller's.
    ///
    /// # Safety
    /// The slots are not null; if the result is true, they are not used again.
    #[inline(always)]
    pub(crate) unsafe fn insert_slots_at_once(&mut self, key: StackRef, hash: i64, value: StackRef) -> bool {
        // SAFETY: the caller's promise; the place is one of the table's.
        unsafe {
            let Some(place) = self.first_place(&key.get(), hash) else { return false };
            let number = self.push_entry(key.promote(), hash, value.promote());
            place.write(u8::of(number));
        }
        true
    }

    /// The place that a hash leads to first, if it is empty and there is room for another entry with the key.
    #[inline(always)]
    fn first_place(&self, key: &Value, hash: i64) -> Option<*mut u8> {
        if self.room == 0 || self.log2 > 8 || self.kind == Kind::Text && key.exact::<Str>().is_none() {
            return None;
        }
        let place = self.place::<u8>(Steps::of(hash));
        // SAFETY: the place is one of the table's.
        (unsafe { place.read() } == u8::EMPTY).then_some(place)
    }

    /// Adds an entry, for which there is room, but not its number to the index. The slots own, and are not used again.
    #[inline(always)]
    fn push_entry(&mut self, key: StackRef, hash: i64, value: StackRef) -> usize {
        let number = self.len();
        self.len += 1;
        self.used += 1;
        self.room -= 1;
        self.version.set(0);
        // SAFETY: there is room for one more entry. A value is the same word as a slot that owns it.
        unsafe {
            self.pair(number).cast::<[StackRef; 2]>().write([key, value]);
            if self.kind == Kind::General {
                self.entries.cast::<i64>().add(number * 3).write(hash);
            }
        }
        number
    }

    /// Adds a key that is not there.
    #[inline]
    pub(super) fn insert_new(&mut self, key: Value, hash: i64, value: Value) -> Result<(), NoMemory> {
        let strange = self.kind == Kind::Text && key.exact::<Str>().is_none();
        if self.room == 0 || strange {
            self.grow(!strange)?;
        }
        let number = self.push_entry(StackRef::owned(key), hash, StackRef::owned(value));
        by_width!(self.log2, P => self.index_entry::<P>(number, hash));
        Ok(())
    }

    /// Puts the number of an entry into the first free place.
    #[inline(always)]
    fn index_entry<P: Place>(&mut self, number: usize, hash: i64) {
        let mut steps = Steps::of(hash);
        // SAFETY: places of the table, some of which are free.
        unsafe {
            while self.place::<P>(steps).read() < P::DELETED {
                steps.advance();
            }
            self.place::<P>(steps).write(P::of(number));
        }
    }

    /// Makes room for an entry after a number of keys that has proved too small.
    #[cold]
    #[inline(never)]
    fn grow(&mut self, text: bool) -> Result<(), NoMemory> {
        self.resize(log2_of(self.used().saturating_mul(3)), text)
    }

    /// Makes room for so many further keys, of which it is not known whether they are there already.
    pub(super) fn reserve(&mut self, count: usize, text: bool) -> Result<(), NoMemory> {
        if usable(self.log2) < count {
            self.resize(Self::log2_for(self.used().saturating_add(count)), text)?;
        }
        Ok(())
    }

    /// Moves the entries to a table of another size. Deleted ones vanish.
    fn resize(&mut self, log2: u8, text: bool) -> Result<(), NoMemory> {
        let text = text && self.kind == Kind::Text;
        let mut new = Self::allocate(log2, Kind::of(text))?;
        if self.kind == new.kind && self.used == self.len {
            // SAFETY: the new table has room for as many entries of the same form, which are moved.
            unsafe { new.entries.copy_from_nonoverlapping(self.entries, self.len() * self.kind.stride()) };
            new.len = self.len;
        } else {
            for number in 0..self.len() {
                // SAFETY: the entry is there, and is moved; the new table has room for all that are not deleted.
                unsafe {
                    let pair = self.pair(number);
                    if (*pair)[0].is_none() {
                        continue;
                    }
                    let (hash, to) = (self.hash(number), new.len());
                    new.len += 1;
                    new.pair(to).write(pair.read());
                    if new.kind == Kind::General {
                        new.entries.cast::<i64>().add(to * 3).write(hash);
                    }
                }
            }
        }
        new.used = new.len;
        new.room -= new.len;
        by_width!(log2, P => for number in 0..new.len() {
            let hash = new.hash(number);
            new.index_entry::<P>(number, hash);
        });
        // What was moved is not to be dropped.
        self.len = 0;
        *self = new;
        Ok(())
    }

    /// Gives an entry another value.
    #[inline(always)]
    pub(super) fn replace(&mut self, number: usize, value: Value) -> Option<Value> {
        if number >= self.len() {
            return None;
        }
        // SAFETY: the entry is there.
        unsafe { (*self.pair(number))[1].replace(value) }
    }

    /// Removes an entry.
    pub(super) fn remove(&mut self, number: usize) -> Option<(Value, Value)> {
        self.key(number)?;
        let hash = self.hash(number);
        by_width!(self.log2, P => {
            let mut steps = Steps::of(hash);
            // SAFETY: the entry is in the index, so the walk comes to its place.
            unsafe {
                while self.place::<P>(steps).read() != P::of(number) {
                    steps.advance();
                }
                self.place::<P>(steps).write(P::DELETED);
            }
        });
        self.used -= 1;
        self.version.set(0);
        // SAFETY: the entry is there.
        let [key, value] = unsafe { &mut *self.pair(number) };
        key.take().zip(value.take())
    }

    /// Removes the last entry. Its number is given anew, but the place in the index is not free.
    pub(super) fn remove_last(&mut self) -> Option<(Value, Value)> {
        let (number, ..) = self.previous(self.len())?;
        let removed = self.remove(number);
        self.len = number as u32;
        removed
    }

    /// Takes out the value that dies next: the keys and values in their order. Those that something else holds are let go of
    /// on the way.
    #[inline]
    pub(super) fn take_part(&mut self) -> Option<Value> {
        let parts = self.entries.cast::<Option<Value>>();
        while self.gone < self.len * 2 {
            let part = self.gone as usize;
            self.gone += 1;
            let word = match self.kind {
                Kind::Text => part,
                Kind::General => part / 2 * 3 + part % 2 + 1,
            };
            // SAFETY: the entry is there, and this part of it is never looked at again.
            let taken = unsafe { parts.add(word).read() };
            if let Some(last) = taken.and_then(Value::release_unless_last) {
                return Some(last);
            }
        }
        None
    }

    /// Lets the keys and values go, in the same order, until none is left or one of them died. With the last the memory goes:
    /// then the table must not be used again, nor be dropped.
    ///
    /// # Safety
    /// It is not.
    #[inline(always)]
    pub(super) unsafe fn release(&mut self, shared: &Shared) -> Teardown {
        let (parts, count) = (self.entries.cast::<Option<Value>>().as_ptr(), self.len() * 2);
        let mut gone = self.gone as usize;
        // SAFETY: the entries are there; those that are gone are not looked at again.
        let take = |word: usize| unsafe { parts.add(word).read() };
        let teardown = match self.kind {
            Kind::Text => release_places(shared, &mut gone, count, take),
            Kind::General => {
                release_places(shared, &mut gone, count, |part| take(part / 2 * 3 + part % 2 + 1))
            }
        };
        match teardown {
            Teardown::Interrupted => self.gone = gone as u32,
            Teardown::Done => self.free(),
        }
        teardown
    }

    /// Whether nothing was deleted, and no smaller table would do.
    pub(super) fn is_dense(&self) -> bool {
        self.used == self.len && (self.log2 == SMALLEST || usable(self.log2.saturating_sub(1)) < self.used())
    }

    /// The same keys and values in a table of its own. Where a third of the entries is deleted, they are left out, and the
    /// table is as small as it can be.
    pub(super) fn duplicate(&self) -> Result<Self, NoMemory> {
        if self.log2 == 0 {
            return Ok(Self::default());
        }
        if self.used() >= self.len() * 2 / 3 {
            return self.duplicate_as_is();
        }
        let mut new = Self::with_capacity(self.used(), self.kind == Kind::Text)?;
        let mut at = 0;
        while let Some((number, key, value)) = self.next(at) {
            new.insert_new(key.clone(), self.hash(number), value.clone())?;
            at = number + 1;
        }
        Ok(new)
    }

    fn duplicate_as_is(&self) -> Result<Self, NoMemory> {
        let (layout, index) = layout(self.log2, self.kind)?;
        // SAFETY: the size is not zero.
        let block = NonNull::new(unsafe { alloc::alloc(layout) }).ok_or(NoMemory)?;
        for number in 0..self.len() {
            // SAFETY: the entry is there.
            for part in unsafe { &*self.pair(number) } {
                // What is copied below is counted here.
                std::mem::forget(part.clone());
            }
        }
        let bytes = index + self.len() * self.kind.stride();
        // SAFETY: both blocks have this layout.
        unsafe { block.copy_from_nonoverlapping(self.entries.sub(index), bytes) };
        let mut new = Self::over(block, index, self.log2, self.kind);
        (new.used, new.len, new.room) = (self.used, self.len, self.room);
        Ok(new)
    }
}
