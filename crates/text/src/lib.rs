//! Text and positions: what every stage of the front end shares, and nothing that knows a token or a node.

pub mod decode;
mod error;
mod generated;
mod lines;
mod location;
mod names;
mod py_text;
mod repr;
mod stack;
mod units;

pub use error::{Error, ErrorClass, ErrorRange, Parsed, Verdict, Warning, WarningCategory, Warnings};
pub use lines::{LineIndex, byte_column, character_column};
pub use location::Location;
pub use names::{Name, Names};
pub use py_text::{CodePoints, PyText};
pub use repr::{ascii_str, repr_bytes, repr_str};
pub use stack::{StackLimit, TooDeep};
pub use units::{CodeUnits, OutOfMemory, TextSink};
