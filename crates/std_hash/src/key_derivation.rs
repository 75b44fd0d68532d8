//! HMAC (RFC 2104) over any algorithm, and keys that are derived from passwords with it: PBKDF2 (RFC 8018) and scrypt (RFC 7914).

use std::collections::TryReserveError;

use crate::engine::{Algorithm, Engine};

/// An algorithm with a key: the states after the key's two blocks.
#[derive(Clone)]
pub(crate) struct Keyed<A> {
    inner: A,
    outer: A,
    digest_size: usize,
}

/// The longest digest.
const LONGEST: usize = 64;
/// The longest block.
const LONGEST_BLOCK: usize = 168;

impl<A: Algorithm> Keyed<A> {
    /// An algorithm, of which nothing has been computed yet, with a key.
    pub(crate) fn new(algorithm: &A, key: &[u8], digest_size: usize, block_size: usize) -> Self {
        let mut block = [0; LONGEST_BLOCK];
        if key.len() > block_size {
            let mut hasher = algorithm.clone();
            hasher.add(key);
            hasher.finish_into(&mut block[..digest_size]);
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let state = |pad: u8| {
            let mut hasher = algorithm.clone();
            hasher.add(&block.map(|byte| byte ^ pad)[..block_size]);
            hasher
        };
        Self { inner: state(0x36), outer: state(0x5c), digest_size }
    }

    /// Adds bytes to the message.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.inner.add(bytes);
    }

    /// The code of the message; what is behind it is left as it was.
    pub(crate) fn finish_into(mut self, code: &mut [u8; LONGEST]) {
        self.inner.finish_into(&mut code[..self.digest_size]);
        self.outer.add(&code[..self.digest_size]);
        self.outer.finish_into(&mut code[..self.digest_size]);
    }
}

/// Fills a key. The password is that of `mac`, whose message is empty yet.
pub(crate) fn pbkdf2<A: Algorithm>(mac: &Keyed<A>, salt: &[u8], iterations: u32, key: &mut [u8]) {
    let mut salted = mac.clone();
    salted.update(salt);
    for (number, part) in (1u32..).zip(key.chunks_mut(mac.digest_size.max(1))) {
        let mut code = [0; LONGEST];
        let mut first = salted.clone();
        first.update(&number.to_be_bytes());
        first.finish_into(&mut code);
        let mut sum = code;
        for _ in 1..iterations {
            let mut next = mac.clone();
            next.update(&code[..mac.digest_size]);
            next.finish_into(&mut code);
            for (sum, byte) in sum.iter_mut().zip(code) {
                *sum ^= byte;
            }
        }
        part.copy_from_slice(&sum[..part.len()]);
    }
}

/// What scrypt costs.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// How many blocks are remembered: a power of 2.
    pub(crate) n: u64,
    /// How many pairs of 64 bytes a block has.
    pub(crate) r: u64,
    /// How often it is done.
    pub(crate) p: u64,
}

impl Cost {
    /// Bytes that it takes, if that is a number.
    pub(crate) fn memory(self) -> Option<u64> {
        let block = self.r.checked_mul(128)?;
        block.checked_mul(self.p)?.checked_add(block.checked_mul(self.n.checked_add(2)?)?)
    }
}

/// Fills a key by scrypt, whose cost has been found bearable.
pub(crate) fn scrypt(
    password: &[u8],
    salt: &[u8],
    cost: Cost,
    key: &mut [u8],
) -> Result<(), TryReserveError> {
    let Some(sha256) = Engine::named("sha256") else { return Ok(()) };
    let (words, count) = (cost.r as usize * 32, cost.n as usize);
    let mut bytes = filled(words * 4 * cost.p as usize, 0u8)?;
    sha256.derive_key(password, salt, 1, &mut bytes);
    let mut memory = filled(words * count, 0u32)?;
    let (mut block, mut scratch) = (filled(words, 0)?, filled(words, 0)?);
    for part in bytes.chunks_exact_mut(words * 4) {
        for (word, bytes) in block.iter_mut().zip(part.chunks_exact(4)) {
            *word = u32::from_le_bytes(bytes.try_into().unwrap_or_default());
        }
        mix(&mut block, &mut scratch, &mut memory);
        for (word, bytes) in block.iter().zip(part.chunks_exact_mut(4)) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
    }
    sha256.derive_key(password, &bytes, 1, key);
    Ok(())
}

fn filled<T: Copy>(count: usize, value: T) -> Result<Vec<T>, TryReserveError> {
    let mut all = Vec::new();
    all.try_reserve_exact(count)?;
    all.resize(count, value);
    Ok(all)
}

/// scryptROMix: remembers all states of a block, then mixes those in that the block itself asks for.
fn mix(block: &mut Vec<u32>, scratch: &mut Vec<u32>, memory: &mut [u32]) {
    let words = block.len();
    for remembered in memory.chunks_exact_mut(words) {
        remembered.copy_from_slice(block);
        mix_block(block, scratch);
        std::mem::swap(block, scratch);
    }
    let count = memory.len() / words;
    for _ in 0..count {
        // The number is in the last 64 bytes; counts are powers of 2.
        let at = block.get(words - 16).map_or(0, |&word| word as usize) & (count - 1);
        for (word, other) in block.iter_mut().zip(&memory[at * words..]) {
            *word ^= other;
        }
        mix_block(block, scratch);
        std::mem::swap(block, scratch);
    }
}

/// scryptBlockMix: even parts go to the first half, odd ones to the second.
fn mix_block(block: &[u32], to: &mut [u32]) {
    let half = block.len() / 2;
    let mut state = [0; 16];
    state.copy_from_slice(&block[block.len() - 16..]);
    for (number, part) in block.chunks_exact(16).enumerate() {
        for (word, other) in state.iter_mut().zip(part) {
            *word ^= other;
        }
        salsa(&mut state);
        let at = (number / 2) * 16 + (number % 2) * half;
        to[at..at + 16].copy_from_slice(&state);
    }
}

/// Salsa20/8: four double rounds over columns and rows.
fn salsa(state: &mut [u32; 16]) {
    const QUARTERS: [[usize; 4]; 8] = [
        [0, 4, 8, 12],
        [5, 9, 13, 1],
        [10, 14, 2, 6],
        [15, 3, 7, 11],
        [0, 1, 2, 3],
        [5, 6, 7, 4],
        [10, 11, 8, 9],
        [15, 12, 13, 14],
    ];
    let mut x = *state;
    for _ in 0..4 {
        for [a, b, c, d] in QUARTERS {
            x[b] ^= x[a].wrapping_add(x[d]).rotate_left(7);
            x[c] ^= x[b].wrapping_add(x[a]).rotate_left(9);
            x[d] ^= x[c].wrapping_add(x[b]).rotate_left(13);
            x[a] ^= x[d].wrapping_add(x[c]).rotate_left(18);
        }
    }
    for (word, mixed) in state.iter_mut().zip(x) {
        *word = word.wrapping_add(mixed);
    }
}
