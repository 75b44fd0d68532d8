//! A message digest of any algorithm.

use md5::Md5;
use ripemd::Ripemd160;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use sha3::digest::{Digest, ExtendableOutput, Update, XofReader};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256};
use sm3::Sm3;

use crate::blake2::{Blake2b, Blake2s};
use crate::key_derivation::{self, Keyed};

/// What every algorithm can do.
pub(crate) trait Algorithm: Clone {
    /// Adds bytes to the message.
    fn add(&mut self, bytes: &[u8]);
    /// Writes the digest to the beginning of some memory, as much as there is room for.
    fn finish_into(self, digest: &mut [u8]);
}

macro_rules! algorithms {
    ($($Hasher:ident: |$this:ident, $digest:ident| $finish:expr;)*) => {$(
        impl Algorithm for $Hasher {
            fn add(&mut self, bytes: &[u8]) {
                Update::update(self, bytes);
            }

            fn finish_into(self, $digest: &mut [u8]) {
                let $this = self;
                $finish
            }
        }
    )*};
}

algorithms! {
    Md5: |this, digest| copy(&this.finalize(), digest);
    Ripemd160: |this, digest| copy(&this.finalize(), digest);
    Sha1: |this, digest| copy(&this.finalize(), digest);
    Sha224: |this, digest| copy(&this.finalize(), digest);
    Sha256: |this, digest| copy(&this.finalize(), digest);
    Sha384: |this, digest| copy(&this.finalize(), digest);
    Sha512: |this, digest| copy(&this.finalize(), digest);
    Sha512_224: |this, digest| copy(&this.finalize(), digest);
    Sha512_256: |this, digest| copy(&this.finalize(), digest);
    Sha3_224: |this, digest| copy(&this.finalize(), digest);
    Sha3_256: |this, digest| copy(&this.finalize(), digest);
    Sha3_384: |this, digest| copy(&this.finalize(), digest);
    Sha3_512: |this, digest| copy(&this.finalize(), digest);
    Sm3: |this, digest| copy(&this.finalize(), digest);
    Blake2b: |this, digest| copy(&this.finish(), digest);
    Blake2s: |this, digest| copy(&this.finish(), digest);
    Md5AndSha1: |this, digest| copy(&this.finish(), digest);
    Shake128: |this, digest| this.finalize_xof().read(digest);
    Shake256: |this, digest| this.finalize_xof().read(digest);
}

fn copy(from: &[u8], to: &mut [u8]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
}

/// MD5 and SHA-1, one after the other.
#[derive(Clone, Default)]
pub(crate) struct Md5AndSha1(Md5, Sha1);

impl Update for Md5AndSha1 {
    fn update(&mut self, bytes: &[u8]) {
        Update::update(&mut self.0, bytes);
        Update::update(&mut self.1, bytes);
    }
}

impl Md5AndSha1 {
    fn finish(self) -> Vec<u8> {
        [&self.0.finalize()[..], &self.1.finalize()[..]].concat()
    }
}

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

            /// The digest, written to the beginning of some memory.
            fn write_digest(self, digest: &mut [u8]) {
                match self {
                    $(Self::$Variant(hasher) => hasher.finish_into(digest),)*
                }
            }

            /// Derives a key from a password (PBKDF2, RFC 8018), with HMAC over this algorithm.
            pub(crate) fn derive_key(&self, password: &[u8], salt: &[u8], iterations: u32, key: &mut [u8]) {
                let (size, block) = (self.digest_size(), self.block_size());
                match self {
                    $(Self::$Variant(hasher) => {
                        key_derivation::pbkdf2(&Keyed::new(hasher, password, size, block), salt, iterations, key);
                    })*
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
    Sha512To224(Sha512_224, "sha512_224", 128),
    Sha512To256(Sha512_256, "sha512_256", 128),
    Ripemd160(Ripemd160, "ripemd160", 64),
    Sm3(Sm3, "sm3", 64),
    Md5AndSha1(Md5AndSha1, "md5-sha1", 64),
    Sha3With224(Sha3_224, "sha3_224", 144),
    Sha3With256(Sha3_256, "sha3_256", 136),
    Sha3With384(Sha3_384, "sha3_384", 104),
    Sha3With512(Sha3_512, "sha3_512", 72),
    Shake128(Shake128, "shake_128", 168),
    Shake256(Shake256, "shake_256", 136),
    Blake2b(Blake2b, "blake2b", 128),
    Blake2s(Blake2s, "blake2s", 64),
}

impl Algorithm for Engine {
    fn add(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }

    fn finish_into(self, digest: &mut [u8]) {
        self.write_digest(digest);
    }
}

impl Engine {
    /// The algorithm of a name, as Python has it, with its usual parameters.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "md5" => Self::Md5(Md5::default()),
            "sha1" => Self::Sha1(Sha1::default()),
            "sha224" => Self::Sha224(Sha224::default()),
            "sha256" => Self::Sha256(Sha256::default()),
            "sha384" => Self::Sha384(Sha384::default()),
            "sha512" => Self::Sha512(Sha512::default()),
            "sha512_224" => Self::Sha512To224(Sha512_224::default()),
            "sha512_256" => Self::Sha512To256(Sha512_256::default()),
            "ripemd160" => Self::Ripemd160(Ripemd160::default()),
            "sm3" => Self::Sm3(Sm3::default()),
            "md5-sha1" => Self::Md5AndSha1(Md5AndSha1::default()),
            "sha3_224" => Self::Sha3With224(Sha3_224::default()),
            "sha3_256" => Self::Sha3With256(Sha3_256::default()),
            "sha3_384" => Self::Sha3With384(Sha3_384::default()),
            "sha3_512" => Self::Sha3With512(Sha3_512::default()),
            "shake_128" => Self::Shake128(Shake128::default()),
            "shake_256" => Self::Shake256(Shake256::default()),
            "blake2b" => Self::Blake2b(Blake2b::plain()),
            "blake2s" => Self::Blake2s(Blake2s::plain()),
            _ => return None,
        })
    }

    /// The digest of the message so far; `length` bytes of one whose length is free.
    pub(crate) fn digest(&self, length: usize) -> Vec<u8> {
        match self.clone() {
            Self::Md5(hasher) => hasher.finalize().to_vec(),
            Self::Sha1(hasher) => hasher.finalize().to_vec(),
            Self::Sha224(hasher) => hasher.finalize().to_vec(),
            Self::Sha256(hasher) => hasher.finalize().to_vec(),
            Self::Sha384(hasher) => hasher.finalize().to_vec(),
            Self::Sha512(hasher) => hasher.finalize().to_vec(),
            Self::Sha512To224(hasher) => hasher.finalize().to_vec(),
            Self::Sha512To256(hasher) => hasher.finalize().to_vec(),
            Self::Ripemd160(hasher) => hasher.finalize().to_vec(),
            Self::Sm3(hasher) => hasher.finalize().to_vec(),
            Self::Md5AndSha1(hasher) => hasher.finish(),
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
            Self::Sha1(_) | Self::Ripemd160(_) => 20,
            Self::Md5AndSha1(_) => 36,
            Self::Sha224(_) | Self::Sha512To224(_) | Self::Sha3With224(_) => 28,
            Self::Sha256(_) | Self::Sha512To256(_) | Self::Sha3With256(_) | Self::Sm3(_) => 32,
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
