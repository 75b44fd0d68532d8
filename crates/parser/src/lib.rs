//! From source text to the syntax tree, with CPython's tokens and errors.
//!
//! ```text
//! text ─► lexer ─► tokens ─► grammar ─► tree
//!                    └─────► diagnose ─► the SyntaxError that CPython reports
//! ```
//!
//! `grammar` is a predictive parser for correct programs: it is fast and knows nothing of messages. When it gives up,
//! `diagnose` reads the same tokens again in the order in which CPython's grammar tries its alternatives, because that
//! order decides which message, of several possible ones, is reported.

mod diagnose;
mod generated;
mod grammar;
mod identifier;
pub mod lexer;
mod parse;
mod strings;
mod token;
pub mod tokenize;

pub use diagnose::diagnose;
pub use generated::{KEYWORDS, SOFT_KEYWORDS, TokenKind};
pub use lexer::{Bracket, LexOptions, Lexed, Lexer, Place, lex};
pub use parse::parse;
pub use token::Token;
