//! The items of a set of characters.

use super::{Decoded, Decoder, Malformed};
use crate::character::Category;
use crate::code::op;
use crate::set::Item;

impl Decoder<'_> {
    /// Items up to the FAILURE that ends them, which is the last word before `end`.
    pub(super) fn items(&mut self, end: usize) -> Decoded<Vec<Item>> {
        let mut items = Vec::new();
        loop {
            let item = match self.word()? {
                op::FAILURE if self.at == end => return Ok(items),
                op::NEGATE => Item::Negate,
                op::LITERAL => Item::Literal(self.word()?),
                op::RANGE => Item::Range(self.word()?, self.word()?),
                op::RANGE_UNI_IGNORE => Item::RangeIgnoringCase(self.word()?, self.word()?),
                op::CATEGORY => Item::Category(Category::from_word(self.word()?).ok_or(Malformed::Code)?),
                op::CHARSET => Item::Bitmap(self.bitmap()?),
                op::BIGCHARSET => self.blocks()?,
                _ => return Err(Malformed::Code),
            };
            if self.at >= end {
                return Err(Malformed::Code);
            }
            items.try_reserve(1)?;
            items.push(item);
        }
    }

    fn bitmap(&mut self) -> Decoded<[u32; 8]> {
        let mut bits = [0; 8];
        for word in &mut bits {
            *word = self.word()?;
        }
        Ok(bits)
    }

    fn blocks(&mut self) -> Decoded<Item> {
        let count = self.word()? as usize;
        let mut index = Box::new([0; 256]);
        for four in index.as_chunks_mut::<4>().0 {
            // The words are four bytes each in the machine's order.
            *four = self.word()?.to_ne_bytes();
        }
        if index.iter().any(|&block| usize::from(block) >= count) {
            return Err(Malformed::Code);
        }
        let mut blocks = Vec::new();
        for _ in 0..count {
            blocks.try_reserve(1)?;
            blocks.push(self.bitmap()?);
        }
        Ok(Item::Blocks(index, blocks.into()))
    }
}
