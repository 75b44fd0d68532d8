//! The hash of a source file: `SipHash`-1-3, keyed with the magic number (Aumasson and Bernstein, "a fast
//! short-input PRF").

use super::MAGIC;

/// The hash that a `.pyc` file has of its source.
pub fn source_hash(source: &[u8]) -> [u8; 8] {
    keyed_hash(u64::from(u32::from_le_bytes(MAGIC)), source).to_le_bytes()
}

/// `SipHash`-1-3 with the key (`key`, 0), as `_imp.source_hash(key, source)` has it.
pub fn keyed_hash(key: u64, data: &[u8]) -> u64 {
    let mut state = State([
        key ^ 0x736f_6d65_7073_6575,
        0x646f_7261_6e64_6f6d,
        key ^ 0x6c79_6765_6e65_7261,
        0x7465_6462_7974_6573,
    ]);
    let mut words = data.chunks_exact(8);
    for word in &mut words {
        state.absorb(little_endian(word));
    }
    // The last word has the length in its highest byte.
    state.absorb(little_endian(words.remainder()) | (data.len() as u64) << 56);
    state.0[2] ^= 0xff;
    (0..3).for_each(|_| state.round());
    state.0.iter().fold(0, |hash, word| hash ^ word)
}

struct State([u64; 4]);

impl State {
    fn absorb(&mut self, word: u64) {
        self.0[3] ^= word;
        self.round();
        self.0[0] ^= word;
    }

    fn round(&mut self) {
        let [a, b, c, d] = &mut self.0;
        *a = a.wrapping_add(*b);
        *c = c.wrapping_add(*d);
        *b = b.rotate_left(13) ^ *a;
        *d = d.rotate_left(16) ^ *c;
        *a = a.rotate_left(32);
        *c = c.wrapping_add(*b);
        *a = a.wrapping_add(*d);
        *b = b.rotate_left(17) ^ *c;
        *d = d.rotate_left(21) ^ *a;
        *c = c.rotate_left(32);
    }
}

fn little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_cpython() {
        assert_eq!(source_hash(b""), [0x61, 0xf5, 0xb7, 0xcb, 0x65, 0x3a, 0x6a, 0xa4]);
        assert_eq!(source_hash(b"pass\n"), [0x32, 0x51, 0xa4, 0x96, 0xcf, 0x24, 0x26, 0xb9]);
        assert_eq!(keyed_hash(7, b"12345678"), 0x499d_9d8c_8132_49d7);
        assert_eq!(keyed_hash(7, &[b'x'; 100]), 0xa0d5_09ab_ddb2_eb6b);
    }
}
