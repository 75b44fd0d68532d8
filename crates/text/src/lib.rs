//! Text and positions: what every stage of the front end shares, and nothing that knows a token or a node.

mod error;
mod generated;
mod location;
mod names;
mod py_text;
mod stack;

pub use error::{Error, ErrorClass, ErrorRange, Verdict, Warning, WarningCategory, Warnings};
pub use location::Location;
pub use names::{Name, Names};
pub use py_text::{CodePoints, PyText};
pub use stack::{StackLimit, TooDeep};
