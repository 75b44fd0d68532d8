//! `_multibytecodec`, and the modules that have the encodings of Chinese, Japanese and Korean.

mod codec;
mod convert;
mod incremental;
mod modules;
mod stream;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[
    &modules::MULTIBYTE,
    &modules::CHINA,
    &modules::HONG_KONG,
    &modules::ISO2022,
    &modules::JAPAN,
    &modules::KOREA,
    &modules::TAIWAN,
];
