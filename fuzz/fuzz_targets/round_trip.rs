//! What parses is shown and unparsed without a panic, and the text that comes out, if it parses, means the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taipan::pipeline::{self, Source, Workspace};
use taipan_ast::{CompileFlags, DumpOptions, Node, Options};
use taipan_num::DigitLimit;
use taipan_text::PyText;
use taipan_text::decode::NoDecoder;

fuzz_target!(|source: &str| {
    let Some((dump, text)) = parse(PyText::new(source)) else { return };
    // Not every tree has a spelling that parses (neither have CPython's), and some texts come back as other trees that
    // mean the same, such as two strings that are one; but the second time nothing changes any more.
    let Some((again, second)) = parse(PyText::from_bytes(&text)) else { return };
    if again == dump {
        assert_eq!(text, second);
    }
});

/// The dump of a text's tree, and the text that it unparses to.
fn parse(source: PyText<'_>) -> Option<(String, Vec<u8>)> {
    let options = Options { flags: CompileFlags(CompileFlags::ONLY_AST), ..Options::default() };
    let mut warnings = Vec::new();
    let mut workspace = Workspace::new(4 << 20);
    let mut session = workspace.session(&mut warnings);
    let tree = pipeline::tree(Source::Text(source), &options, &mut session, &mut NoDecoder).ok()?;
    let node = Node::Mod(tree);
    let dump = taipan_ast::dump(node, session.names, DumpOptions::default(), DigitLimit::NONE, session.stack);
    let text = taipan_ast::unparse(node, session.names, DigitLimit::NONE, session.stack);
    Some((dump.ok()?, text.ok()?))
}
