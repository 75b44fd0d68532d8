//! Each stage as text, for people and for the comparison with CPython.

mod error;
mod json;
mod symbols;
mod tokens;

use taipan_ast::{DumpOptions, Mod, Node, Session};
use taipan_bytecode::{CodeObject, disassemble};
use taipan_num::DigitLimit;
use taipan_text::Error;

pub use error::error;
pub use json::{symbols_json, token_json, tree_json};
pub use symbols::symbols;
pub use tokens::token;

/// A tree as `ast.dump` shows it with its places. `indent` is what each level of lines is indented by, if there are to
/// be lines.
pub fn tree(tree: &Mod<'_>, session: &Session<'_, '_>, indent: Option<&str>) -> Result<String, Box<Error>> {
    let options = DumpOptions { include_attributes: true, indent, ..DumpOptions::default() };
    taipan_ast::dump(Node::Mod(tree), session.names, options, DigitLimit::NONE, session.stack)
}

/// A code object and those inside it, as `dis` shows them or as JSON.
pub fn bytecode(code: &CodeObject, caches: bool, json: bool) -> String {
    let options = disassemble::Options { caches, ..Default::default() };
    if json {
        disassemble::disassemble_to_json(code, options)
    } else {
        disassemble::disassemble(code, options)
    }
}
