//! What our front end makes of a source, in the words of the oracle's scripts.

use std::borrow::Cow;

use taipan::show;
use taipan_parser::tokenize::{Lines, Tokenizer};
use taipan_text::decode::{NoDecoder, Origin, decode_source};
use taipan_text::{Error, ErrorClass};

use super::source::Source;

/// The tokens of the module `tokenize`, and those of the parser.
pub fn tokens(source: &Source) -> Vec<u8> {
    let Ok(text) = text_by_lines(&source.bytes) else { return b"not decodable\n".to_vec() };
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

/// The line that `errors_as_text.py` makes of an error.
pub fn describe(error: &Error) -> String {
    let place = match (error.class, error.range) {
        (_, Some(range)) => {
            let number = |number: Option<i32>| number.map_or("None".to_owned(), |number| number.to_string());
            let (end_line, end_offset) = (number(range.end_line), number(range.end_offset));
            format!("{}:{}-{end_line}:{end_offset}", range.line, range.offset)
        }
        (
            ErrorClass::Syntax | ErrorClass::Indentation | ErrorClass::Tab | ErrorClass::IncompleteInput,
            None,
        ) => "None:None-None:None".to_owned(),
        _ => "-".to_owned(),
    };
    let message = error.message.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    format!("ERROR {} {place} {message}\n", error.class.name())
}
