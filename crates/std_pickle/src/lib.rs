//! Native modules that turn objects into bytes: `_pickle`.

mod calls;
mod library;
mod memo;
mod opcode;
mod output;
mod pickle;
mod pickle_buffer;
mod pickler;
mod unpickler;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&pickle::MODULE];
