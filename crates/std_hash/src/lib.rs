//! Modules of message digests. The algorithms are those of RustCrypto, but BLAKE2, whose parameters Python has all of.

mod argument;
mod blake2;
mod engine;
mod fixed;
mod hashlib;
mod hmac;
mod key_derivation;
mod sha3;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[
    &fixed::MD5,
    &fixed::SHA1,
    &fixed::SHA2,
    &sha3::MODULE,
    &blake2::MODULE,
    &hashlib::MODULE,
    &hmac::MODULE,
];
