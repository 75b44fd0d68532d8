//! Disassembly: a code object as text, like `dis.dis`, or as JSON.

mod json;
mod listing;
mod operand;
mod text;

use std::fmt::Write as _;

use crate::{CodeObject, Constant};

pub use listing::{Listing, Row};

/// What a disassembly shows besides the instructions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Inline caches.
    pub caches: bool,
    /// The offset of each instruction, in bytes.
    pub offsets: bool,
    /// Full positions in place of lines.
    pub positions: bool,
    /// How many levels of nested code objects to show; without a number, all.
    pub depth: Option<usize>,
}

/// The text that `dis.dis(code)` prints, except that code objects have no addresses.
pub fn disassemble(code: &CodeObject, options: Options) -> String {
    let mut out = String::new();
    visit(code, options.depth, |code, depth| {
        if depth > 0 {
            let _ = write!(out, "\nDisassembly of {}:\n", code.repr());
        }
        text::write(&mut out, &Listing::new(code), options);
    });
    out
}

/// A list of code objects as JSON, each with its instructions and tables, in the order of [`disassemble`].
pub fn disassemble_to_json(code: &CodeObject, options: Options) -> String {
    let mut list = json::List::default();
    visit(code, options.depth, |code, depth| list.add(&Listing::new(code), depth));
    list.finish()
}

/// Calls a function with a code object and those inside it, and their depth: each before those inside it.
fn visit(code: &CodeObject, limit: Option<usize>, mut call: impl FnMut(&CodeObject, usize)) {
    let mut waiting = vec![(code, 0)];
    while let Some((code, depth)) = waiting.pop() {
        call(code, depth);
        if limit.is_some_and(|limit| depth >= limit) {
            continue;
        }
        let nested = code.constants.iter().rev().filter_map(|constant| match constant {
            Constant::Code(nested) => Some((&**nested, depth + 1)),
            _ => None,
        });
        waiting.extend(nested);
    }
}
