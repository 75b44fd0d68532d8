//! Hashes of `str` and `bytes`: SipHash-1-3 over the units as they lie in memory, with a secret per process.
//!
//! `SipHash`: Jean-Philippe Aumasson and Daniel J. Bernstein, "`SipHash`: a fast short-input PRF", 2012; here with one
//! round for each word and three to finish.

use crate::Units;

/// What makes hashes of one process unlike those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashSecret {
    keys: [u64; 2],
}

impl HashSecret {
    /// The number of bytes that a secret is made of; the last eight are for other hashes (of expat).
    pub const LENGTH: usize = 24;

    /// Of random bytes.
    pub const fn new(bytes: [u8; Self::LENGTH]) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] = bytes;
        Self {
            keys: [
                u64::from_le_bytes([a, b, c, d, e, f, g, h]),
                u64::from_le_bytes([i, j, k, l, m, n, o, p]),
            ],
        }
    }

    /// Of `PYTHONHASHSEED`: zeros for 0, and else what a linear congruential generator makes of it.
    pub fn from_seed(seed: u32) -> Self {
        Self::new(seed_bytes(seed))
    }

    /// `hash()` of a `str`. It must be canonical, so that equal strings have equal hashes.
    #[inline]
    pub fn units(self, units: Units<'_>) -> i64 {
        match units {
            Units::Ascii(units) | Units::Latin1(units) => self.bytes(units),
            Units::Ucs2(units) => self.two_byte_units(units),
            Units::Ucs4(units) => self.four_byte_units(units),
        }
    }

    /// `hash()` of `bytes`.
    #[inline]
    pub fn bytes(self, bytes: &[u8]) -> i64 {
        if bytes.is_empty() {
            return 0;
        }
        let mut state = State::new(self);
        let (words, rest) = bytes.as_chunks::<8>();
        match words {
            // Most strings are names; two words are the length of a long one.
            [] => {}
            [first] => state.word(u64::from_le_bytes(*first)),
            [first, second] => {
                state.word(u64::from_le_bytes(*first));
                state.word(u64::from_le_bytes(*second));
            }
            _ => words.iter().for_each(|word| state.word(u64::from_le_bytes(*word))),
        }
        state.finish(tail(rest), bytes.len())
    }

    fn two_byte_units(self, units: &[u16]) -> i64 {
        if units.is_empty() {
            return 0;
        }
        let mut state = State::new(self);
        let (words, rest) = units.as_chunks::<4>();
        for word in words {
            state.word(word_of_two_byte_units(*word));
        }
        let mut last = [0; 4];
        last.iter_mut().zip(rest).for_each(|(place, unit)| *place = *unit);
        state.finish(word_of_two_byte_units(last), units.len().wrapping_mul(2))
    }

    fn four_byte_units(self, units: &[u32]) -> i64 {
        if units.is_empty() {
            return 0;
        }
        let mut state = State::new(self);
        let (words, rest) = units.as_chunks::<2>();
        for word in words {
            state.word(word_of_four_byte_units(*word));
        }
        let last = rest.first().copied().unwrap_or(0);
        state.finish(word_of_four_byte_units([last, 0]), units.len().wrapping_mul(4))
    }
}

/// The secret that a seed stands for, as CPython expands it: so that a fixed seed gives the same hashes in both.
pub fn seed_bytes(seed: u32) -> [u8; HashSecret::LENGTH] {
    let mut bytes = [0; HashSecret::LENGTH];
    if seed != 0 {
        let mut x = seed;
        for byte in &mut bytes {
            x = x.wrapping_mul(214_013).wrapping_add(2_531_011);
            *byte = (x >> 16) as u8;
        }
    }
    bytes
}

/// The units as they lie in memory, read in the order of the algorithm: a single load where memory is little-endian.
#[inline]
fn word_of_two_byte_units(units: [u16; 4]) -> u64 {
    let [[a, b], [c, d], [e, f], [g, h]] = units.map(u16::to_ne_bytes);
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

#[inline]
fn word_of_four_byte_units(units: [u32; 2]) -> u64 {
    let [[a, b, c, d], [e, f, g, h]] = units.map(u32::to_ne_bytes);
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

/// Fewer than eight bytes as a word, without a loop: two loads that overlap.
#[inline]
fn tail(bytes: &[u8]) -> u64 {
    match *bytes {
        [] => 0,
        [a] => u64::from(a),
        [a, b] => u64::from(u16::from_le_bytes([a, b])),
        [a, b, c] => u64::from(u32::from_le_bytes([a, b, c, 0])),
        [a, b, c, d] => u64::from(u32::from_le_bytes([a, b, c, d])),
        [a, b, c, d, e] => u64::from_le_bytes([a, b, c, d, e, 0, 0, 0]),
        [a, b, c, d, e, f] => u64::from_le_bytes([a, b, c, d, e, f, 0, 0]),
        [a, b, c, d, e, f, g, ..] => u64::from_le_bytes([a, b, c, d, e, f, g, 0]),
    }
}

/// The four words of the algorithm.
struct State([u64; 4]);

impl State {
    #[inline]
    fn new(secret: HashSecret) -> Self {
        let [k0, k1] = secret.keys;
        Self([
            k0 ^ 0x736f_6d65_7073_6575,
            k1 ^ 0x646f_7261_6e64_6f6d,
            k0 ^ 0x6c79_6765_6e65_7261,
            k1 ^ 0x7465_6462_7974_6573,
        ])
    }

    #[inline]
    fn word(&mut self, word: u64) {
        self.0[3] ^= word;
        self.round();
        self.0[0] ^= word;
    }

    #[inline]
    fn round(&mut self) {
        let [mut a, mut b, mut c, mut d] = self.0;
        a = a.wrapping_add(b);
        b = b.rotate_left(13) ^ a;
        a = a.rotate_left(32);
        c = c.wrapping_add(d);
        d = d.rotate_left(16) ^ c;
        a = a.wrapping_add(d);
        d = d.rotate_left(21) ^ a;
        c = c.wrapping_add(b);
        b = b.rotate_left(17) ^ c;
        c = c.rotate_left(32);
        self.0 = [a, b, c, d];
    }

    /// The hash, which is never -1: that is how an error is reported in C.
    #[inline]
    fn finish(mut self, tail: u64, len: usize) -> i64 {
        self.word(tail | (len as u64) << 56);
        self.0[2] ^= 0xff;
        self.round();
        self.round();
        self.round();
        let [a, b, c, d] = self.0;
        match (a ^ b ^ c ^ d).cast_signed() {
            -1 => -2,
            hash => hash,
        }
    }
}
