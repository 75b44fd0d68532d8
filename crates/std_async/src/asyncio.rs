//! `_asyncio`: futures and tasks, and which loop and task run in a thread.
//!
//! ```text
//! Task ──step──► coroutine ──yields──► Future ──done──► loop.call_soon(wakeup) ──► step …
//! ```
//!
//! The loops themselves are written in Python: what is here calls them by their methods.

mod awaited_by;
mod functions;
mod future;
mod future_iter;
mod state;
mod step;
mod task;

use taipan_object::types::module::ModuleDef;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Futures and tasks of asyncio."),
    functions: &[functions::Asyncio::FUNCTIONS],
    definitions: &[&[future::DEFINITION, task::DEFINITION, future_iter::DEFINITION, step::DEFINITION]],
    types: &[&future::FUTURE, &task::TASK],
    exec: Some(|py, _| state::State::of(py).imports(py).map(drop)),
    ..ModuleDef::of("_asyncio")
};
