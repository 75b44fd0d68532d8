//! XML 1.0 with namespaces: an incremental parser over plain data, which behaves as expat does.
//!
//! ```text
//! bytes ─► decode ─► UTF-8 ─► scan: one token ─► content │ prolog │ declaration ─► events, taken one by one
//! ```
//!
//! Bytes are fed in pieces of any size; events are then taken until there is none left. Between two events whoever takes
//! them may answer (an encoding, whether a reference was resolved) and change settings, and is told where in the document
//! the event began. A reference to an external entity is resolved by a further parser, which shares the DTD.

mod attribute;
mod chars;
mod content;
mod context;
mod declaration;
mod decode;
mod doctype;
mod dtd;
mod error;
mod event;
mod limit;
mod model;
mod namespace;
mod parser;
mod position;
mod prolog;
mod scan;
mod tag;

pub use decode::Encoding;
pub use error::{Error, MESSAGES};
pub use event::{Attributes, Event, Interest};
pub use model::{Content, ContentKind, Quantifier};
pub use parser::{ParamEntityParsing, Parser, Settings};
pub use position::Position;
