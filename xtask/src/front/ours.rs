//! What our front end makes of a source, in the words of the oracle's scripts.

use std::borrow::Cow;
use std::sync::Arc;

use taipan::pipeline::{self, Source, Workspace};
use taipan::show;
use taipan_ast::{CompileFlags, Mode, Options};
use taipan_bytecode::CodeObject;
use taipan_parser::tokenize::{Lines, Tokenizer};
use taipan_text::decode::{Decoder, NoDecoder, Origin, decode_source};
use taipan_text::{Error, ErrorClass, Verdict, Warning, Warnings};

/// The tokens of the module `tokenize`, and those of the parser.
pub fn tokens(bytes: &[u8], _name: &str) -> Vec<u8> {
    let Ok(text) = text_by_lines(bytes) else { return b"not decodable\n".to_vec() };
    let mut out = String::new();
    for (heading, extra_tokens) in [("# tokenize\n", true), ("# parser\n", false)] {
        out += heading;
        for token in Tokenizer::new(&Lines::new(&text), extra_tokens) {
            match token {
                Ok(token) => show::token(&mut out, &token, true),
                Err(error) => out += &describe(&error),
            }
        }
    }
    out.into_bytes()
}

/// The text of a file with its newlines as they are: what reads line by line sees `\r`.
fn text_by_lines(bytes: &[u8]) -> Result<Cow<'_, str>, Box<Error>> {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\r') => Ok(text.trim_start_matches('\u{feff}').into()),
        _ => Ok(decode_source(bytes, Origin::Memory, &mut NoDecoder)?.text),
    }
}

/// The dump of the syntax tree.
pub fn tree(bytes: &[u8], _name: &str) -> Vec<u8> {
    let options = Options { flags: CompileFlags(CompileFlags::ONLY_AST), ..Options::default() };
    text_or_error(dump(Source::Bytes(bytes), &options, &mut Ignored, &mut NoDecoder))
}

/// The symbol tables.
pub fn symbols(bytes: &[u8], _name: &str) -> Vec<u8> {
    text_or_error(symbol_text(Source::Bytes(bytes), &Options::default(), &mut Ignored, &mut NoDecoder))
}

/// The code object at a level of `-O`, or the error's line.
pub fn code(bytes: &[u8], name: &str, level: u8) -> Result<Arc<CodeObject>, String> {
    let options = Options { optimize: level, ..Options::default() };
    compile(Source::Bytes(bytes), name, &options, &mut Ignored, &mut NoDecoder)
        .map_err(|error| describe(&error))
}

/// `ok`, or the error's line without its end.
pub fn verdict(bytes: &[u8], name: &str) -> String {
    match code(bytes, name, 0) {
        Ok(_) => "ok".to_owned(),
        Err(error) => error.trim_end_matches('\n').to_owned(),
    }
}

/// The dump of the syntax tree that `compile()` gives with these options.
pub fn dump(
    source: Source<'_>,
    options: &Options,
    warnings: &mut dyn Warnings,
    decoder: &mut dyn Decoder,
) -> Result<String, Box<Error>> {
    let mut workspace = Workspace::new(pipeline::STACK);
    let mut session = workspace.session(warnings);
    let tree = pipeline::syntax_tree(source, options, &mut session, decoder)?;
    Ok(show::tree(tree, &session, None)? + "\n")
}

/// The symbol tables of a source.
pub fn symbol_text(
    source: Source<'_>,
    options: &Options,
    warnings: &mut dyn Warnings,
    decoder: &mut dyn Decoder,
) -> Result<String, Box<Error>> {
    let mut workspace = Workspace::new(pipeline::STACK);
    let mut session = workspace.session(warnings);
    let table = pipeline::symbols(source, options, &mut session, decoder)?;
    Ok(show::symbols(&table, session.names))
}

/// The code object of a source. `filename` is its `co_filename`.
pub fn compile(
    source: Source<'_>,
    name: &str,
    options: &Options,
    warnings: &mut dyn Warnings,
    decoder: &mut dyn Decoder,
) -> Result<Arc<CodeObject>, Box<Error>> {
    let mut workspace = Workspace::new(pipeline::STACK);
    let mut session = workspace.session(warnings);
    pipeline::compile(source, name, options, &mut session, decoder)
}

fn text_or_error(outcome: Result<String, Box<Error>>) -> Vec<u8> {
    outcome.unwrap_or_else(|error| describe(&error)).into_bytes()
}

/// The start symbol that `compile()` calls by this name.
pub fn mode(name: &str) -> Option<Mode> {
    match name {
        "exec" => Some(Mode::Exec),
        "eval" => Some(Mode::Eval),
        "single" => Some(Mode::Single),
        "func_type" => Some(Mode::FuncType),
        _ => None,
    }
}

/// Warnings that nobody reads.
pub struct Ignored;

impl Warnings for Ignored {
    fn warn(&mut self, _: Warning) -> Verdict {
        Verdict::Continue
    }
}

/// Warnings that are errors.
pub struct Strict;

impl Warnings for Strict {
    fn warn(&mut self, _: Warning) -> Verdict {
        Verdict::Raise
    }
}

/// The line that `errors_as_text.py` makes of an error.
pub fn describe(error: &Error) -> String {
    use ErrorClass::{IncompleteInput, Indentation, Syntax, Tab};
    let number = |number: Option<i32>| number.map_or("None".to_owned(), |number| number.to_string());
    let place = match (error.class, error.range) {
        (_, Some(range)) => {
            let (end_line, end_offset) = (number(range.end_line), number(range.end_offset));
            format!("{}:{}-{end_line}:{end_offset}", range.line, range.offset)
        }
        (Syntax | Indentation | Tab | IncompleteInput, None) => "None:None-None:None".to_owned(),
        _ => "-".to_owned(),
    };
    let message = error.message.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    format!("ERROR {} {place} {message}\n", error.class.name())
}
