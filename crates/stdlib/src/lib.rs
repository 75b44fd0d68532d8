//! The table of all native modules: each crate lists its own, and a program gets all of them.

use taipan_object::types::module::ModuleDef;
use taipan_std_boot::import::Entry;

/// The native modules.
pub static MODULES: [Entry; COUNT] = {
    let mut modules = [Entry::of(CRATES[0][0]); COUNT];
    let (mut place, mut rest) = (0, CRATES);
    while let [its, others @ ..] = rest {
        let mut index = 0;
        while index < its.len() {
            modules[place] = Entry::of(its[index]);
            (place, index) = (place + 1, index + 1);
        }
        rest = others;
    }
    modules
};

/// How many there are.
const COUNT: usize = {
    let (mut count, mut rest) = (0, CRATES);
    while let [part, others @ ..] = rest {
        (count, rest) = (count + part.len(), others);
    }
    count
};

/// Crate by crate.
static CRATES: &[&[&ModuleDef]] = &[
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
