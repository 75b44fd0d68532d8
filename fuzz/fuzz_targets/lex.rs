//! Any text gives tokens up to an end marker or an error, each behind the one before it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taipan_parser::{LexOptions, Lexer, TokenKind};
use taipan_text::decode::translate_newlines;

fuzz_target!(|text: &str| {
    let text = translate_newlines(text);
    let mut lexer = Lexer::new(&text, LexOptions::default());
    let mut position = 0;
    while let Ok(token) = lexer.next_token() {
        assert!(token.start <= token.end && token.end as usize <= text.len());
        assert!(token.end >= position, "{token:?} lies before {position}");
        position = token.end;
        if token.kind == TokenKind::EndMarker {
            break;
        }
    }
});
