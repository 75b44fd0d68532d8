//! Sets of characters: a table for the first 256, and the items of the pattern for all others.

use crate::character::{Category, Fold, ascii_uppercase};
use taipan_unicode as unicode;

/// A set of characters.
#[derive(Debug)]
pub(crate) struct Set {
    /// Whether each of the first 256 characters belongs to it.
    table: [bool; 256],
    beyond: Beyond,
}

/// What of the characters from U+0100 on belongs to a set.
#[derive(Debug)]
enum Beyond {
    Nothing,
    Everything,
    Items(Definition),
}

/// A set as the pattern defines it.
#[derive(Debug)]
pub(crate) struct Definition {
    /// The items in their order: the first that contains a character decides.
    pub(crate) items: Vec<Item>,
    /// How a character is changed before it is looked up.
    pub(crate) fold: Fold,
}

/// A part of a set.
#[derive(Debug)]
pub(crate) enum Item {
    /// What follows belongs, or does not belong, to the set, other than before.
    Negate,
    Literal(u32),
    Range(u32, u32),
    /// A range of lowercase characters, which contains what has its uppercase in it, too.
    RangeIgnoringCase(u32, u32),
    Category(Category),
    /// A bit for each of the first 256 characters.
    Bitmap([u32; 8]),
    /// The same for the first 65,536: for each 256 of them the number of their bitmap.
    Blocks(Box<[u8; 256]>, Box<[[u32; 8]]>),
}

impl Set {
    pub(crate) fn new(definition: Definition) -> Self {
        let table = std::array::from_fn(|c| definition.contains(c as u32));
        let beyond = if definition.fold != Fold::Unicode && !definition.items.iter().any(Item::reaches_beyond)
        {
            // No item decides about them, so all are alike.
            if definition.contains(u32::MAX) { Beyond::Everything } else { Beyond::Nothing }
        } else {
            Beyond::Items(definition)
        };
        Self { table, beyond }
    }

    /// A set of certain ones of the first 256 characters, and of all others or none.
    pub(crate) fn of(table: [bool; 256], others: bool) -> Self {
        Self { table, beyond: if others { Beyond::Everything } else { Beyond::Nothing } }
    }

    /// Whether a character belongs to it.
    #[inline(always)]
    pub(crate) fn contains(&self, c: u32) -> bool {
        match self.table.get(c as usize) {
            Some(&belongs) => belongs,
            None => self.contains_beyond(c),
        }
    }

    #[inline]
    pub(crate) fn contains_beyond(&self, c: u32) -> bool {
        match &self.beyond {
            Beyond::Nothing => false,
            Beyond::Everything => true,
            Beyond::Items(definition) => definition.contains(c),
        }
    }

    pub(crate) fn table(&self) -> &[bool; 256] {
        &self.table
    }

    /// Whether nothing beyond the table belongs to it.
    pub(crate) fn is_narrow(&self) -> bool {
        matches!(self.beyond, Beyond::Nothing)
    }
}

impl Definition {
    fn contains(&self, c: u32) -> bool {
        let lower = self.fold.lower(c);
        let upper = if self.fold == Fold::Locale { ascii_uppercase(c) } else { lower };
        let mut belongs = true;
        for item in &self.items {
            if let Item::Negate = item {
                belongs = !belongs;
            } else if item.has(lower) || upper != lower && item.has(upper) {
                return belongs;
            }
        }
        !belongs
    }
}

impl Item {
    fn has(&self, c: u32) -> bool {
        match self {
            Self::Negate => false,
            Self::Literal(literal) => c == *literal,
            Self::Range(first, last) => (first..=last).contains(&&c),
            Self::RangeIgnoringCase(first, last) => {
                (first..=last).contains(&&c) || (first..=last).contains(&&unicode::simple_uppercase(c))
            }
            Self::Category(category) => category.contains(c),
            Self::Bitmap(bits) => has_bit(bits, c),
            Self::Blocks(index, blocks) => {
                let block = index.get((c >> 8) as usize).and_then(|&block| blocks.get(usize::from(block)));
                block.is_some_and(|bits| has_bit(bits, c & 0xff))
            }
        }
    }

    /// Whether a character from U+0100 on can be in it.
    fn reaches_beyond(&self) -> bool {
        match self {
            Self::Negate | Self::Bitmap(_) => false,
            Self::Literal(c) => *c > 0xff,
            Self::Range(_, last) => *last > 0xff,
            Self::RangeIgnoringCase(..) | Self::Category(_) | Self::Blocks(..) => true,
        }
    }
}

fn has_bit(bits: &[u32; 8], c: u32) -> bool {
    bits.get((c >> 5) as usize).is_some_and(|word| word >> (c & 31) & 1 != 0)
}
