//! The names of algorithms: Python's, and OpenSSL's others, which it takes in any case.

use crate::engine::Engine;

/// Python's names.
pub(super) const NAMES: &[&str] = &[
    "blake2b",
    "blake2s",
    "md5",
    "md5-sha1",
    "ripemd160",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "sha512_224",
    "sha512_256",
    "sha3_224",
    "sha3_256",
    "sha3_384",
    "sha3_512",
    "shake_128",
    "shake_256",
    "sm3",
];

/// OpenSSL's, in small letters, with Python's for them.
const OTHERS: &[(&str, &str)] = &[
    ("ssl3-md5", "md5"),
    ("1.2.840.113549.2.5", "md5"),
    ("ssl3-sha1", "sha1"),
    ("sha-1", "sha1"),
    ("1.3.14.3.2.26", "sha1"),
    ("sha-224", "sha224"),
    ("sha2-224", "sha224"),
    ("2.16.840.1.101.3.4.2.4", "sha224"),
    ("sha-256", "sha256"),
    ("sha2-256", "sha256"),
    ("2.16.840.1.101.3.4.2.1", "sha256"),
    ("sha-384", "sha384"),
    ("sha2-384", "sha384"),
    ("2.16.840.1.101.3.4.2.2", "sha384"),
    ("sha-512", "sha512"),
    ("sha2-512", "sha512"),
    ("2.16.840.1.101.3.4.2.3", "sha512"),
    ("sha-512/224", "sha512_224"),
    ("sha512-224", "sha512_224"),
    ("sha2-512/224", "sha512_224"),
    ("2.16.840.1.101.3.4.2.5", "sha512_224"),
    ("sha-512/256", "sha512_256"),
    ("sha512-256", "sha512_256"),
    ("sha2-512/256", "sha512_256"),
    ("2.16.840.1.101.3.4.2.6", "sha512_256"),
    ("sha3-224", "sha3_224"),
    ("2.16.840.1.101.3.4.2.7", "sha3_224"),
    ("sha3-256", "sha3_256"),
    ("2.16.840.1.101.3.4.2.8", "sha3_256"),
    ("sha3-384", "sha3_384"),
    ("2.16.840.1.101.3.4.2.9", "sha3_384"),
    ("sha3-512", "sha3_512"),
    ("2.16.840.1.101.3.4.2.10", "sha3_512"),
    ("shake-128", "shake_128"),
    ("shake128", "shake_128"),
    ("2.16.840.1.101.3.4.2.11", "shake_128"),
    ("shake-256", "shake_256"),
    ("shake256", "shake_256"),
    ("2.16.840.1.101.3.4.2.12", "shake_256"),
    ("blake2b-512", "blake2b"),
    ("blake2b512", "blake2b"),
    ("1.3.6.1.4.1.1722.12.2.1.16", "blake2b"),
    ("blake2s-256", "blake2s"),
    ("blake2s256", "blake2s"),
    ("1.3.6.1.4.1.1722.12.2.2.8", "blake2s"),
    ("ripemd-160", "ripemd160"),
    ("ripemd", "ripemd160"),
    ("rmd160", "ripemd160"),
    ("1.3.36.3.2.1", "ripemd160"),
    ("1.2.156.10197.1.401", "sm3"),
];

/// The algorithm of a name.
pub(super) fn find(name: &str) -> Option<Engine> {
    if let Some(engine) = Engine::named(name) {
        return Some(engine);
    }
    let small = name.to_ascii_lowercase();
    let other = OTHERS.iter().find(|(other, _)| *other == small);
    Engine::named(other.map_or(small.as_str(), |(_, name)| name))
}
