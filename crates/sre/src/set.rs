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
        let table = definition.table();
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
    /// Whether each of the first 256 characters belongs to the set. The first item that has a character decides about it,
    /// so what earlier items say is written over what later ones said.
    fn table(&self) -> [bool; 256] {
        let mut belongs = self.items.iter().filter(|item| matches!(item, Item::Negate)).count() % 2 == 0;
        let mut table = [!belongs; 256];
        for item in self.items.iter().rev() {
            if let Item::Negate = item {
                belongs = !belongs;
            } else {
                item.mark(&mut table, belongs);
            }
        }
        match self.fold {
            Fold::None => table,
            Fold::Locale => std::array::from_fn(|c| self.contains(c as u32)),
            // None of the lowercase letters of these lies beyond.
            fold => std::array::from_fn(|c| table.get(fold.lower(c as u32) as usize).is_some_and(|&it| it)),
        }
    }

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
    /// Writes a value for those of the first 256 characters that the item has.
    fn mark(&self, table: &mut [bool; 256], value: bool) {
        match *self {
            Self::Literal(c) => table.iter_mut().skip(c as usize).take(1).for_each(|it| *it = value),
            Self::Range(first, last) => {
                let length = (last as usize + 1).saturating_sub(first as usize);
                table.iter_mut().skip(first as usize).take(length).for_each(|it| *it = value);
            }
            _ => {
                for (c, it) in table.iter_mut().enumerate() {
                    if self.has(c as u32) {
                        *it = value;
                    }
                }
            }
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_say_what_the_items_say() {
        let word = Category::from_word(14).expect("a category");
        let items = |bits: u32| {
            let all = [
                Item::Negate,
                Item::Range(0x41, 0x5a),
                Item::Literal(0x4b),
                Item::Negate,
                Item::Category(word),
                Item::Range(0xf0, 0x120),
                Item::RangeIgnoringCase(0x61, 0x65),
                Item::Bitmap([0, 0x10, 0xf0f0, 3, 0, 1 << 31, 0, 9]),
                Item::Literal(0x1_0000),
            ];
            all.into_iter()
                .enumerate()
                .filter(|(i, _)| bits >> i & 1 != 0)
                .map(|(_, item)| item)
                .collect::<Vec<_>>()
        };
        for bits in 0..1 << 9 {
            for fold in [Fold::None, Fold::Ascii, Fold::Locale, Fold::Unicode] {
                let definition = Definition { items: items(bits), fold };
                let expected: [bool; 256] = std::array::from_fn(|c| definition.contains(c as u32));
                assert_eq!(definition.table(), expected, "{bits:b} {fold:?}");
            }
        }
    }
}
