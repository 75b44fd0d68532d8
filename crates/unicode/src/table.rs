//! A number for each code point, in two stages: blocks of 128 code points, of which equal ones are stored once.
//!
//! ```text
//! blocks[c / 128]  ─►  the place of the block in `entries`, in blocks;  entries[block + c % 128]  ─►  the number
//! ```

/// The table. `E` is a multiple of 128.
pub(crate) struct Table<const B: usize, const E: usize> {
    pub(crate) blocks: [u16; B],
    pub(crate) entries: [u16; E],
}

impl<const B: usize, const E: usize> Table<B, E> {
    /// The number of a code point; that of U+0000 for what is none.
    #[inline]
    pub(crate) fn get(&self, c: u32) -> usize {
        let block = self.blocks.get((c >> 7) as usize).copied().unwrap_or(0);
        let entry = usize::from(block) << 7 | (c & 0x7f) as usize;
        self.entries.get(entry).copied().unwrap_or(0).into()
    }
}
