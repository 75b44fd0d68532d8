//! Native modules of tasks and queues: `_asyncio`, `_queue`.

mod asyncio;
mod calls;
mod queue;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&asyncio::MODULE, &queue::MODULE];
