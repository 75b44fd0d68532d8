//! What our front end makes of a source, in the words of the oracle's scripts.

use taipan::show;
use taipan_parser::{LexOptions, Lexer, TokenKind};
use taipan_text::{Error, ErrorClass};

use super::source::Source;

/// The tokens that the parser gets.
pub fn tokens(source: &Source) -> Vec<u8> {
    let mut out = "# lexer\n".to_owned();
    let Ok(text) = std::str::from_utf8(&source.bytes) else { return b"not decodable\n".to_vec() };
    let text = taipan_parser::lexer::translate_newlines(text.trim_start_matches('\u{feff}'), true);
    if source.bytes.is_empty() {
        // CPython's iterator ends at once here.
        return out.into_bytes();
    }
    let mut lexer = Lexer::new(&text, LexOptions::default());
    loop {
        match lexer.next_token() {
            Ok(token) => {
                show::token(&mut out, &text, &token);
                if token.kind == TokenKind::EndMarker {
                    break;
                }
            }
            Err(error) => {
                out += &describe(&error);
                break;
            }
        }
    }
    out.into_bytes()
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
