//! A message digest of any algorithm.

use md5::Md5;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use sha3::digest::{Digest, ExtendableOutput, Update, XofReader};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256};

use crate::blake2::{Blake2b, Blake2s};

macro_rules! engines {
    ($($Variant:ident($Hasher:ty, $name:literal, $block:literal),)*) => {
        /// A digest that is being computed.
        #[derive(Clone)]
        pub(crate) enum Engine {
            $(
                #[doc = $name]
                $Variant($Hasher),
            )*
        }

        impl Engine {
            /// Adds bytes to the message.
            pub(crate) fn update(&mut self, bytes: &[u8]) {
                match self {
                    $(Self::$Variant(hasher) => Update::update(hasher, bytes),)*
                }
            }

            /// The name of the algorithm.
            pub(crate) fn name(&self) -> &'static str {
                match self {
                    $(Self::$Variant(_) => $name,)*
                }
            }

            /// Bytes that are taken together.
            pub(crate) fn block_size(&self) -> usize {
                match self {
                    $(Self::$Variant(_) => $block,)*
                }
            }
        }
    };
}

engines! {
    Md5(Md5, "md5", 64),
    Sha1(Sha1, "sha1", 64),
    Sha224(Sha224, "sha224", 64),
    Sha256(Sha256, "sha256", 64),
    Sha384(Sha384, "sha384", 128),
    Sha512(Sha512, "sha512", 128),
    Sha3With224(Sha3_224, "sha3_224", 144),
    Sha3With256(Sha3_256, "sha3_256", 136),
    Sha3With384(Sha3_384, "sha3_384", 104),
    Sha3With512(Sha3_512, "sha3_512", 72),
    Shake128(Shake128, "shake_128", 168),
    Shake256(Shake256, "shake_256", 136),
    Blake2b(Blake2b, "blake2b", 128),
    Blake2s(Blake2s, "blake2s", 64),
}

impl Engine {
    /// The digest of the message so far; `length` bytes of one whose length is free.
    pub(crate) fn digest(&self, length: usize) -> Vec<u8> {
        match self.clone() {
            Self::Md5(hasher) => hasher.finalize().to_vec(),
            Self::Sha1(hasher) => hasher.finalize().to_vec(),
            Self::Sha224(hasher) => hasher.finalize().to_vec(),
            Self::Sha256(hasher) => hasher.finalize().to_vec(),
            Self::Sha384(hasher) => hasher.finalize().to_vec(),
            Self::Sha512(hasher) => hasher.finalize().to_vec(),
            Self::Sha3With224(hasher) => hasher.finalize().to_vec(),
            Self::Sha3With256(hasher) => hasher.finalize().to_vec(),
            Self::Sha3With384(hasher) => hasher.finalize().to_vec(),
            Self::Sha3With512(hasher) => hasher.finalize().to_vec(),
            Self::Shake128(hasher) => read(&mut hasher.finalize_xof(), length),
            Self::Shake256(hasher) => read(&mut hasher.finalize_xof(), length),
            Self::Blake2b(hasher) => hasher.finish(),
            Self::Blake2s(hasher) => hasher.finish(),
        }
    }

    /// Bytes of the digest; 0 if they are free.
    pub(crate) fn digest_size(&self) -> usize {
        match self {
            Self::Md5(_) => 16,
            Self::Sha1(_) => 20,
            Self::Sha224(_) | Self::Sha3With224(_) => 28,
            Self::Sha256(_) | Self::Sha3With256(_) => 32,
            Self::Sha384(_) | Self::Sha3With384(_) => 48,
            Self::Sha512(_) | Self::Sha3With512(_) => 64,
            Self::Shake128(_) | Self::Shake256(_) => 0,
            Self::Blake2b(hasher) => hasher.digest_size(),
            Self::Blake2s(hasher) => hasher.digest_size(),
        }
    }
}

fn read(reader: &mut impl XofReader, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    reader.read(&mut bytes);
    bytes
}

/// Bytes as hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
