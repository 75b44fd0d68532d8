//! Compares tokens and the errors of the lexer with CPython's, for the cases in `tokens/` (see `tokens/make.py`).

use std::fmt::Write as _;
use std::fs;

use taipan_parser::lexer::translate_newlines;
use taipan_parser::tokenize::{Lines, TokenInfo, Tokenizer};
use taipan_parser::{LexOptions, TokenKind, lex};
use taipan_text::{Error, PyText, repr_str};

type Case = (String, Vec<String>, Vec<String>, Option<String>);

#[test]
fn tokens_are_cpythons() {
    let mut count = 0;
    let mut wrong = String::new();
    for (file, (source, with_extra, plain, error)) in cases() {
        count += 1;
        for (extra, expected) in [(true, with_extra), (false, plain)] {
            let found = tokens(&source, extra);
            if found != expected {
                let _ = writeln!(wrong, "{source:?} {extra}:\n{found:#?}\nnot {expected:#?}");
            }
        }
        let found = lexer_error(&source);
        // Where the lexer has no error the grammar may have one.
        if (found.is_some() || file == "errors.jsonl") && found != error {
            let _ = writeln!(wrong, "{source:?}: {found:?}");
        }
    }
    assert!(count > 100, "only {count} cases");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn nesting_has_limits() {
    let blocks = |depth| (0..=depth).map(|level| " ".repeat(level) + "if 1:\n").collect::<String>();
    let cases = [
        ("(".repeat(201), "too many nested parentheses"),
        ("f'{".repeat(150), "too many nested f-strings or t-strings"),
        (blocks(100), "too many levels of indentation"),
    ];
    for (source, message) in cases {
        let error = lex(&source, LexOptions::default()).error.expect("an error");
        assert_eq!(error.message, message);
    }
    for source in ["(".repeat(200) + &")".repeat(200), blocks(99)] {
        assert_eq!(lex(&source, LexOptions::default()).error, None);
    }
}

fn cases() -> Vec<(String, Case)> {
    let folder = "tests/tokens";
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder).expect("the cases are there") {
        let path = entry.expect("a file").path();
        let file = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            let text = fs::read_to_string(&path).expect("a text");
            cases
                .extend(text.lines().map(|line| (file.clone(), serde_json::from_str(line).expect("a case"))));
        }
    }
    cases
}

/// The tokens as `_tokenize.TokenizerIter` yields them, in the words of `make.py`.
fn tokens(source: &str, extra: bool) -> Vec<String> {
    let lines = Lines::new(source);
    Tokenizer::new(&lines, extra).map(|token| token.map_or_else(|error| describe(&error), show)).collect()
}

fn show(token: TokenInfo<'_>) -> String {
    let TokenInfo { kind, text, start, end, line } = token;
    let place = format!("{}:{}-{}:{}", start.0, start.1, end.0, end.1);
    let [text, line] = [text, line].map(|text| repr_str(PyText::new(text)));
    format!("{} {place} {text} {line}", kind.python_name())
}

/// The error that ends the tokens of the parser.
fn lexer_error(source: &str) -> Option<String> {
    let source = translate_newlines(source, true);
    let lexed = lex(&source, LexOptions::default());
    let last = lexed.tokens.last().map(|token| token.kind);
    assert!(lexed.error.is_some() || last == Some(TokenKind::EndMarker), "{source:?} has no end");
    lexed.error.map(|error| describe(&error))
}

fn describe(error: &Error) -> String {
    let range = error.range.expect("the lexer knows where it is");
    let number = |number: Option<i32>| number.map_or("None".to_owned(), |number| number.to_string());
    let text = error.text.as_deref().map_or("None".to_owned(), |text| repr_str(PyText::new(text)));
    let (end_line, end_offset) = (number(range.end_line), number(range.end_offset));
    let place = format!("{}:{}-{end_line}:{end_offset}", range.line, range.offset);
    format!("{} {place} {} {text}", error.class.name(), error.message)
}
