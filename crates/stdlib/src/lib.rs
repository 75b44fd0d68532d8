//! The table of all native modules: each crate lists its own, and a program gets all of them.

use taipan_object::types::module::ModuleDef;

/// The native modules, crate by crate.
pub static MODULES: &[&[&ModuleDef]] = &[
    taipan_std_async::MODULES,
    taipan_std_boot::MODULES,
    taipan_std_cjk::MODULES,
    taipan_std_data::MODULES,
    taipan_std_date::MODULES,
    taipan_std_debug::MODULES,
    taipan_std_decimal::MODULES,
    taipan_std_hash::MODULES,
    taipan_std_interp::MODULES,
    taipan_std_io::MODULES,
    taipan_std_lang::MODULES,
    taipan_std_math::MODULES,
    taipan_std_net::MODULES,
    taipan_std_os::MODULES,
    taipan_std_pickle::MODULES,
    taipan_std_test::MODULES,
    taipan_std_text::MODULES,
    taipan_std_xml::MODULES,
    taipan_std_zip::MODULES,
];
