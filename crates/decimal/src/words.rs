//! Storage of natural numbers: [`Words`] for those that are being computed, [`Coefficient`] for those that are kept.
//!
//! ```text
//! word 0 (lowest) │ word 1 │ …      each below 10^19, the last one not zero; zero is the one word 0
//! ```

use std::ops::{Deref, DerefMut};

use crate::OutOfMemory;
use crate::word::{DIGITS, digits};

/// How many words are computed without asking for memory: as many as a product of two default-sized numbers has, and
/// a few for what is prepared beside it.
const INLINE: usize = 8;

/// Words that are being computed.
pub(crate) struct Words {
    length: usize,
    inline: [u64; INLINE],
    heap: Vec<u64>,
}

impl Words {
    /// So many words, all zero.
    #[inline]
    pub(crate) fn zeros(length: usize) -> Result<Self, OutOfMemory> {
        if length <= INLINE {
            return Ok(Self { length, inline: [0; INLINE], heap: Vec::new() });
        }
        let mut heap = Vec::new();
        heap.try_reserve_exact(length)?;
        heap.resize(length, 0);
        Ok(Self { length: 0, inline: [0; INLINE], heap })
    }

    /// A copy.
    #[inline]
    pub(crate) fn of(words: &[u64]) -> Result<Self, OutOfMemory> {
        let mut copy = Self::zeros(words.len())?;
        copy.copy_from_slice(words);
        Ok(copy)
    }

    /// Drops zeros at the upper end, and keeps one word.
    #[inline]
    pub(crate) fn trimmed(mut self) -> Self {
        let length = trim(&self).len().max(1);
        self.truncate(length);
        self
    }

    /// Drops what is above so many words.
    #[inline]
    pub(crate) fn truncate(&mut self, length: usize) {
        if self.heap.is_empty() {
            self.length = self.length.min(length);
        } else {
            self.heap.truncate(length);
        }
    }
}

impl Deref for Words {
    type Target = [u64];

    #[inline(always)]
    fn deref(&self) -> &[u64] {
        if self.heap.is_empty() { self.inline.get(..self.length).unwrap_or_default() } else { &self.heap }
    }
}

impl DerefMut for Words {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [u64] {
        if self.heap.is_empty() {
            self.inline.get_mut(..self.length).unwrap_or_default()
        } else {
            &mut self.heap
        }
    }
}

/// The words without the zeros at the upper end: none for zero.
#[inline(always)]
pub(crate) fn trim(mut words: &[u64]) -> &[u64] {
    while let [rest @ .., 0] = words {
        words = rest;
    }
    words
}

/// How many digits a number has, whose highest word is not zero; zero has one.
#[inline(always)]
pub(crate) fn count_digits(words: &[u64]) -> i64 {
    match words {
        [] => 1,
        [rest @ .., top] => (rest.len() * DIGITS + digits(*top)) as i64,
    }
}

/// The coefficient of a number.
#[derive(Debug)]
pub(crate) struct Coefficient(Store);

#[derive(Debug)]
enum Store {
    /// One or two words.
    Inline([u64; 2]),
    /// Three or more.
    Heap(Vec<u64>),
}

impl Coefficient {
    pub(crate) const ZERO: Self = Self::new(0);

    /// A number of one word.
    #[inline(always)]
    pub(crate) const fn new(word: u64) -> Self {
        Self(Store::Inline([word, 0]))
    }

    /// A number of two words.
    #[inline(always)]
    pub(crate) const fn pair(low: u64, high: u64) -> Self {
        Self(Store::Inline([low, high]))
    }

    /// The words of one or two, `[low, high]`.
    #[inline(always)]
    pub(crate) fn as_pair(&self) -> Option<[u64; 2]> {
        match self.0 {
            Store::Inline(pair) => Some(pair),
            Store::Heap(_) => None,
        }
    }

    /// The words.
    #[inline(always)]
    pub(crate) fn words(&self) -> &[u64] {
        match &self.0 {
            Store::Inline([low, 0]) => std::slice::from_ref(low),
            Store::Inline(pair) => pair,
            Store::Heap(words) => words,
        }
    }

    /// A copy of words, which may have zeros at the upper end.
    #[inline]
    pub(crate) fn of(words: &[u64]) -> Result<Self, OutOfMemory> {
        match trim(words) {
            [] => Ok(Self::ZERO),
            [low] => Ok(Self::new(*low)),
            [low, high] => Ok(Self::pair(*low, *high)),
            words => {
                let mut copy = Vec::new();
                copy.try_reserve_exact(words.len())?;
                copy.extend_from_slice(words);
                Ok(Self(Store::Heap(copy)))
            }
        }
    }

    /// The computed number.
    #[inline]
    pub(crate) fn from_words(words: Words) -> Result<Self, OutOfMemory> {
        let length = trim(&words).len();
        if length <= INLINE || words.heap.is_empty() {
            return Self::of(&words);
        }
        let mut heap = words.heap;
        heap.truncate(length);
        if heap.capacity() > length + length / 8 {
            heap.shrink_to_fit();
        }
        Ok(Self(Store::Heap(heap)))
    }

    /// A copy.
    #[inline]
    pub(crate) fn copied(&self) -> Result<Self, OutOfMemory> {
        match &self.0 {
            Store::Inline(pair) => Ok(Self(Store::Inline(*pair))),
            Store::Heap(words) => Self::of(words),
        }
    }

    #[inline(always)]
    pub(crate) fn is_zero(&self) -> bool {
        matches!(self.0, Store::Inline([0, 0]))
    }

    #[inline(always)]
    pub(crate) fn is_odd(&self) -> bool {
        self.lowest() & 1 != 0
    }

    /// The lowest word.
    #[inline(always)]
    pub(crate) fn lowest(&self) -> u64 {
        match &self.0 {
            Store::Inline([low, _]) => *low,
            Store::Heap(words) => words.first().copied().unwrap_or_default(),
        }
    }

    #[inline(always)]
    pub(crate) fn digits(&self) -> i64 {
        match &self.0 {
            Store::Inline([low, 0]) => digits(*low) as i64,
            Store::Inline([_, high]) => (DIGITS + digits(*high)) as i64,
            Store::Heap(words) => count_digits(words),
        }
    }

    /// Bytes outside the number itself.
    pub(crate) fn heap_size(&self) -> usize {
        match &self.0 {
            Store::Inline(_) => 0,
            Store::Heap(words) => words.capacity() * size_of::<u64>(),
        }
    }
}
