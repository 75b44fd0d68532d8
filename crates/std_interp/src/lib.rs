//! Native modules of several interpreters in one process: `_interpreters` makes them and has them run code, `_interpqueues`
//! and `_interpchannels` carry data between them.
//!
//! ```text
//! value ──pack──► Data: plain, can be sent ──unpack──► another value, in another interpreter
//! ```
//!
//! Nothing else crosses: what a call gives, what an exception was like, what is in a queue, all of it is [`data::Data`].

pub mod arguments;
mod channels;
pub mod code;
pub mod data;
pub mod errors;
mod interpreters;
mod queues;
mod session;
pub mod snapshot;

use taipan_object::types::module::ModuleDef;

pub use channels::ChannelData;
pub use interpreters::{config, lifecycle};
pub use queues::QueueReference;
pub use session::{Call, Shared, Work, run, run_text};

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&interpreters::MODULE, &queues::MODULE, &channels::MODULE];
