//! The memo of a pickler: which objects have been written, by identity, and under which numbers.
//!
//! A table of words with open addressing. The objects are held, so that no other can take an address that is in the table.

use taipan_object::type_::parts::Part;
use taipan_object::{PyResult, Value, Visit};

/// Written objects and their numbers.
#[derive(Default)]
pub(crate) struct Memo {
    /// As many as a power of two, two thirds of them taken at most; none at first.
    slots: Vec<Slot>,
    /// What the words in the slots stand for.
    objects: Vec<Value>,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    /// The object, as its word; 0: the slot is free.
    word: usize,
    number: usize,
}

const FEWEST_SLOTS: usize = 8;
/// A table of more objects grows to twice their number only, others to four times.
const MANY: usize = 50_000;

impl Memo {
    /// How many numbers have been given, which is the next one.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.objects.len()
    }

    /// The number of an object.
    #[inline]
    pub(crate) fn get(&self, word: usize) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash(word, mask);
        loop {
            let slot = self.slots.get(at & mask)?;
            if slot.word == word {
                return Some(slot.number);
            }
            if slot.word == 0 {
                return None;
            }
            at += 1;
        }
    }

    /// Gives an object a number.
    #[inline]
    pub(crate) fn put(&mut self, object: &Value, number: usize) -> PyResult<()> {
        if (self.objects.len() + 1) * 3 > self.slots.len() * 2 {
            self.grow()?;
        }
        if self.objects.len() == self.objects.capacity() {
            self.objects.try_reserve(1)?;
        }
        if place(&mut self.slots, Slot { word: object.word(), number }) {
            self.objects.push(object.clone());
        }
        Ok(())
    }

    #[cold]
    fn grow(&mut self) -> PyResult<()> {
        let used = self.objects.len() + 1;
        let wanted = used.saturating_mul(if used > MANY { 2 } else { 4 }).max(FEWEST_SLOTS);
        let Some(count) = wanted.checked_next_power_of_two() else { return Ok(()) };
        let mut slots = Vec::new();
        slots.try_reserve_exact(count)?;
        slots.resize(count, Slot::default());
        for &slot in self.slots.iter().filter(|slot| slot.word != 0) {
            place(&mut slots, slot);
        }
        self.slots = slots;
        Ok(())
    }

    /// The objects and their numbers, in no order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&Value, usize)> {
        self.objects.iter().filter_map(|object| Some((object, self.get(object.word())?)))
    }

    /// The same entries.
    pub(crate) fn duplicate(&self) -> PyResult<Self> {
        let (mut slots, mut objects) = (Vec::new(), Vec::new());
        slots.try_reserve_exact(self.slots.len())?;
        slots.extend_from_slice(&self.slots);
        objects.try_reserve_exact(self.objects.len())?;
        objects.extend_from_slice(&self.objects);
        Ok(Self { slots, objects })
    }

    /// Bytes of memory that it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>() + self.objects.capacity() * size_of::<Value>()
    }
}

/// Enters a word, or gives the entry that it has another number. True if it is new.
#[inline]
fn place(slots: &mut [Slot], new: Slot) -> bool {
    let mask = slots.len().wrapping_sub(1);
    let mut at = hash(new.word, mask);
    loop {
        let Some(slot) = slots.get_mut(at & mask) else { return false };
        if slot.word == 0 || slot.word == new.word {
            let is_new = slot.word == 0;
            *slot = new;
            return is_new;
        }
        at += 1;
    }
}

/// The place where a word is looked for first. Addresses lie side by side; of a product with the golden ratio the highest
/// bits are those that spread them best.
#[inline]
fn hash(word: usize, mask: usize) -> usize {
    let product = (word as u64 >> 4).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product.unbounded_shr((mask as u64).leading_zeros()) as usize
}

impl Part for Memo {
    fn take(&mut self) -> Option<Value> {
        self.objects.pop()
    }

    fn each(&self, visit: &mut Visit<'_>) {
        self.objects.iter().for_each(visit);
    }
}
