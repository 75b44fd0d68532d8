//! BLAKE2 as RFC 7693 and the BLAKE2 paper (Aumasson and others, 2013) have it, with the parameters of tree hashing.

use sha3::digest::Update;

/// How a digest is computed.
pub(crate) struct Parameters {
    pub(crate) digest_size: usize,
    pub(crate) key: Vec<u8>,
    pub(crate) salt: Vec<u8>,
    pub(crate) person: Vec<u8>,
    pub(crate) fanout: u8,
    pub(crate) depth: u8,
    pub(crate) leaf_size: u32,
    pub(crate) node_offset: u64,
    pub(crate) node_depth: u8,
    pub(crate) inner_size: u8,
    pub(crate) last_node: bool,
}

impl Parameters {
    /// Those of a digest of so many bytes that has no others.
    fn plain(digest_size: usize) -> Self {
        Self {
            digest_size,
            key: Vec::new(),
            salt: Vec::new(),
            person: Vec::new(),
            fanout: 1,
            depth: 1,
            leaf_size: 0,
            node_offset: 0,
            node_depth: 0,
            inner_size: 0,
            last_node: false,
        }
    }
}

/// The order in which each round takes the words of a block.
const SIGMA: [[usize; 16]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

macro_rules! hasher {
    ($Hasher:ident, $Word:ty, $Count:ty, $begin:ident, $block:literal, $rounds:literal, [$r1:literal, $r2:literal, $r3:literal, $r4:literal], $iv:expr, $fill:expr) => {
        /// A digest that is being computed.
        #[derive(Clone)]
        pub(crate) struct $Hasher {
            state: [$Word; 8],
            /// Bytes that are in the state.
            count: $Count,
            /// Bytes that are not yet: the last block is marked, so a full one waits for what comes.
            block: [u8; $block],
            waiting: usize,
            digest_size: usize,
            last_node: bool,
        }

        /// A digest with parameters, whose sizes have been checked.
        pub(crate) fn $begin(parameters: &Parameters) -> $Hasher {
            let mut state: [$Word; 8] = $iv;
            let mut bytes = [0; size_of::<$Word>() * 8];
            ($fill)(parameters, &mut bytes[..]);
            for (word, bytes) in state.iter_mut().zip(bytes.chunks_exact(size_of::<$Word>())) {
                *word ^= <$Word>::from_le_bytes(bytes.try_into().unwrap_or_default());
            }
            let mut hasher = $Hasher {
                state,
                count: 0,
                block: [0; $block],
                waiting: 0,
                digest_size: parameters.digest_size,
                last_node: parameters.last_node,
            };
            if !parameters.key.is_empty() {
                hasher.block[..parameters.key.len()].copy_from_slice(&parameters.key);
                hasher.waiting = $block;
            }
            hasher
        }

        impl $Hasher {
            /// A digest of the longest size, without a key or anything else.
            pub(crate) fn plain() -> Self {
                $begin(&Parameters::plain($block / 2))
            }

            /// Bytes of the digest.
            pub(crate) fn digest_size(&self) -> usize {
                self.digest_size
            }

            /// The digest.
            pub(crate) fn finish(mut self) -> Vec<u8> {
                self.block[self.waiting..].fill(0);
                self.count = self.count.wrapping_add(self.waiting as $Count);
                let flag = if self.last_node { <$Word>::MAX } else { 0 };
                let block = self.block;
                self.compress(&block, <$Word>::MAX, flag);
                let mut digest: Vec<u8> = self.state.iter().flat_map(|word| word.to_le_bytes()).collect();
                digest.truncate(self.digest_size);
                digest
            }

            fn compress(&mut self, block: &[u8; $block], last: $Word, last_node: $Word) {
                let mut words = [0; 16];
                for (word, bytes) in words.iter_mut().zip(block.chunks_exact(size_of::<$Word>())) {
                    *word = <$Word>::from_le_bytes(bytes.try_into().unwrap_or_default());
                }
                let iv: [$Word; 8] = $iv;
                let mut v = [0; 16];
                v[..8].copy_from_slice(&self.state);
                v[8..].copy_from_slice(&iv);
                v[12] ^= self.count as $Word;
                v[13] ^= (self.count >> <$Word>::BITS) as $Word;
                v[14] ^= last;
                v[15] ^= last_node;
                for round in 0..$rounds {
                    let order = &SIGMA[round % 10];
                    let mut mix = |a: usize, b: usize, c: usize, d: usize, step: usize| {
                        v[a] = v[a].wrapping_add(v[b]).wrapping_add(words[order[2 * step]]);
                        v[d] = (v[d] ^ v[a]).rotate_right($r1);
                        v[c] = v[c].wrapping_add(v[d]);
                        v[b] = (v[b] ^ v[c]).rotate_right($r2);
                        v[a] = v[a].wrapping_add(v[b]).wrapping_add(words[order[2 * step + 1]]);
                        v[d] = (v[d] ^ v[a]).rotate_right($r3);
                        v[c] = v[c].wrapping_add(v[d]);
                        v[b] = (v[b] ^ v[c]).rotate_right($r4);
                    };
                    mix(0, 4, 8, 12, 0);
                    mix(1, 5, 9, 13, 1);
                    mix(2, 6, 10, 14, 2);
                    mix(3, 7, 11, 15, 3);
                    mix(0, 5, 10, 15, 4);
                    mix(1, 6, 11, 12, 5);
                    mix(2, 7, 8, 13, 6);
                    mix(3, 4, 9, 14, 7);
                }
                for (index, word) in self.state.iter_mut().enumerate() {
                    *word ^= v[index] ^ v[index + 8];
                }
            }
        }

        impl Update for $Hasher {
            fn update(&mut self, mut bytes: &[u8]) {
                while !bytes.is_empty() {
                    if self.waiting == $block {
                        self.count = self.count.wrapping_add($block);
                        let block = self.block;
                        self.compress(&block, 0, 0);
                        self.waiting = 0;
                    }
                    let (now, rest) = bytes.split_at(bytes.len().min($block - self.waiting));
                    self.block[self.waiting..self.waiting + now.len()].copy_from_slice(now);
                    self.waiting += now.len();
                    bytes = rest;
                }
            }
        }
    };
}

hasher!(
    Blake2b,
    u64,
    u128,
    b_parameters,
    128,
    12,
    [32, 24, 16, 63],
    [
        0x6a09_e667_f3bc_c908,
        0xbb67_ae85_84ca_a73b,
        0x3c6e_f372_fe94_f82b,
        0xa54f_f53a_5f1d_36f1,
        0x510e_527f_ade6_82d1,
        0x9b05_688c_2b3e_6c1f,
        0x1f83_d9ab_fb41_bd6b,
        0x5be0_cd19_137e_2179,
    ],
    |parameters: &Parameters, bytes: &mut [u8]| {
        head(parameters, bytes);
        bytes[8..16].copy_from_slice(&parameters.node_offset.to_le_bytes());
        bytes[16] = parameters.node_depth;
        bytes[17] = parameters.inner_size;
        bytes[32..32 + parameters.salt.len()].copy_from_slice(&parameters.salt);
        bytes[48..48 + parameters.person.len()].copy_from_slice(&parameters.person);
    }
);

hasher!(
    Blake2s,
    u32,
    u64,
    s_parameters,
    64,
    10,
    [16, 12, 8, 7],
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,],
    |parameters: &Parameters, bytes: &mut [u8]| {
        head(parameters, bytes);
        bytes[8..14].copy_from_slice(&parameters.node_offset.to_le_bytes()[..6]);
        bytes[14] = parameters.node_depth;
        bytes[15] = parameters.inner_size;
        bytes[16..16 + parameters.salt.len()].copy_from_slice(&parameters.salt);
        bytes[24..24 + parameters.person.len()].copy_from_slice(&parameters.person);
    }
);

/// The beginning of the parameters, which both have.
fn head(parameters: &Parameters, bytes: &mut [u8]) {
    bytes[0] = parameters.digest_size as u8;
    bytes[1] = parameters.key.len() as u8;
    bytes[2] = parameters.fanout;
    bytes[3] = parameters.depth;
    bytes[4..8].copy_from_slice(&parameters.leaf_size.to_le_bytes());
}
