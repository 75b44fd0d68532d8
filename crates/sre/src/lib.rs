//! The engine of Python's regular expressions, over plain data.
//!
//! ```text
//! code words of `re._compiler` ─► decode ─► Program ─► Machine::run(program, text) ─► marks
//!                                 checks    ops, sets,  backtracks on a stack of its own,
//!                                           first sets  pauses now and then
//! ```
//!
//! `re` parses patterns in Python and hands over words; [`Program::decode`] checks that they are well-formed and makes
//! operations of them that are quick to execute. A [`Machine`] matches without native recursion: its stack of choices is
//! memory that can run out gracefully, and it stops after a while ([`Outcome::Paused`]), so that whoever runs it can look
//! for signals and let it go on, with the text where it has moved meanwhile.

mod backtrack;
mod character;
mod code;
mod decode;
mod first;
mod machine;
mod program;
mod scan;
mod search;
mod set;

pub use character::{ascii_lowercase, is_cased, is_cased_ascii};
pub use code::{CODE_SIZE, MAGIC, MAX_GROUPS, MAX_REPEAT};
pub use decode::Malformed;
pub use machine::{Machine, Mode, Outcome};
pub use program::Program;
