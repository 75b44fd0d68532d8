//! Modules of the network: `_socket`.

mod socket;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&socket::MODULE];
