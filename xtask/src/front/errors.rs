//! Stage `errors`: the inputs that CPython's own tests give to the compiler. Whether they are right or wrong, the result
//! has to be the same: the error's class, text and range, the tree, the symbol table, the code; and the warnings.

use std::sync::Arc;

use taipan::pipeline::Source;
use taipan_ast::{CompileFlags, Options};
use taipan_bytecode::CodeObject;
use taipan_text::decode::{Decoder, NoDecoder};
use taipan_text::{Error, PyText, Warning, WarningCategory, Warnings};

use super::cases::{self, Case, Question, bytes};
use super::reference::Reference;
use super::report::{self, Failure, Report, same_code, same_text};
use super::{Selection, ours};

pub fn run(reference: &Reference, selection: &Selection) -> Result<Report, String> {
    let questions = selection.of(cases::load(reference)?, |question| &question.name);
    let failures = report::compare(&questions, |question| question.name.clone(), compare);
    Ok(Report { stage: "errors", unit: "inputs", total: questions.len(), failures, threshold: 100.0 })
}

/// What comes of a case.
enum Outcome {
    /// A tree's dump or symbol tables.
    Text(String),
    Code(Arc<CodeObject>),
    Error(String),
}

fn compare(question: &Question) -> Result<(), Failure> {
    let mut warnings = Vec::new();
    let mut decoder = RecordedText(question.verdict.decoded.as_deref());
    same_outcome(question, outcome(&question.case, &mut warnings, &mut decoder))?;
    same_warnings(question, &warnings)?;
    let Some(strict) = &question.verdict.strict else { return Ok(()) };
    match outcome(&question.case, &mut ours::Strict, &mut decoder) {
        Outcome::Error(ours) => same_error(question, strict, &ours),
        _ => Err(failure(question, "the warning does not become an error", String::new())),
    }
}

fn same_outcome(question: &Question, ours: Outcome) -> Result<(), Failure> {
    let expected = &question.verdict;
    match (&expected.error, ours) {
        (Some(error), Outcome::Error(ours)) => same_error(question, error, &ours),
        (Some(error), _) => {
            let cause = format!("accepted; expected {}", cause(&text(error)));
            Err(failure(question, &cause, text(error)))
        }
        (None, Outcome::Error(ours)) => {
            Err(failure(question, &format!("refused with {}", cause(&ours)), ours.trim_end().to_owned()))
        }
        (None, Outcome::Code(ours)) => {
            let code = expected.code.as_deref().map(base64).unwrap_or_default();
            same_code(&question.name, &code, &ours)
                .map_err(|found| failure(question, "other code", found.detail))
        }
        (None, Outcome::Text(ours)) => {
            let expected = expected.ast.as_ref().or(expected.symbols.as_ref()).map(|text| bytes(text));
            same_text(&question.name, &expected.unwrap_or_default(), ours.as_bytes())
                .map_err(|found| failure(question, "other tree or symbols", found.detail))
        }
    }
}

fn same_error(question: &Question, expected: &str, ours: &str) -> Result<(), Failure> {
    let expected = text(expected);
    // How much stack was used, which the message says, is not a property of the source.
    let overflow = "ERROR RecursionError - Stack overflow";
    if expected == ours || expected.starts_with(overflow) && ours.starts_with(overflow) {
        return Ok(());
    }
    let cause = if cause(&expected) == cause(ours) {
        format!("other range: {}", cause(&expected))
    } else {
        format!("expected {}, ours {}", cause(&expected), cause(ours))
    };
    let detail = format!("\n      expected {}\n      ours     {}", expected.trim_end(), ours.trim_end());
    Err(failure(question, &cause, detail))
}

fn same_warnings(question: &Question, ours: &[Warning]) -> Result<(), Failure> {
    let ours: Vec<_> = ours
        .iter()
        .map(|warning| {
            let category = match warning.category {
                WarningCategory::Syntax => "SyntaxWarning",
                WarningCategory::Deprecation => "DeprecationWarning",
            };
            (category.to_owned(), warning.range.line, warning.message.clone())
        })
        .collect();
    let expected: Vec<_> = question
        .verdict
        .warnings
        .iter()
        .map(|(category, line, message)| (category.clone(), *line, text(message)))
        .collect();
    if ours == expected {
        return Ok(());
    }
    Err(failure(
        question,
        "other warnings",
        format!("\n      expected {expected:?}\n      ours     {ours:?}"),
    ))
}

/// What we make of a case.
fn outcome(case: &Case, warnings: &mut dyn Warnings, decoder: &mut dyn Decoder) -> Outcome {
    let data = case.source();
    let source = if case.text { Source::Text(PyText::from_bytes(&data)) } else { Source::Bytes(&data) };
    let Some(mode) = ours::mode(&case.mode) else { return Outcome::Error("no such mode".to_owned()) };
    let options = Options {
        mode,
        flags: CompileFlags(case.flags),
        feature_version: u8::try_from(case.feature_version).unwrap_or(14),
        optimize: u8::try_from(case.optimize).unwrap_or(0),
        int_max_str_digits: case.digits,
    };
    let error = |error: Box<Error>| Outcome::Error(ours::describe(&error));
    if case.call == "symtable" {
        ours::symbol_text(source, &options, warnings, decoder).map_or_else(error, Outcome::Text)
    } else if options.flags.has(CompileFlags::ONLY_AST) {
        ours::dump(source, &options, warnings, decoder).map_or_else(error, Outcome::Text)
    } else {
        ours::compile(source, &case.filename, &options, warnings, decoder).map_or_else(error, Outcome::Code)
    }
}

/// The codecs that only a runtime has, for one source: what CPython's made of it.
struct RecordedText<'t>(Option<&'t str>);

impl Decoder for RecordedText<'_> {
    fn decode(&mut self, encoding: &str, bytes: &[u8]) -> Result<String, Box<Error>> {
        match self.0 {
            Some(decoded) => Ok(text(decoded)),
            None => NoDecoder.decode(encoding, bytes),
        }
    }
}

fn failure(question: &Question, cause: &str, detail: String) -> Failure {
    let source = String::from_utf8_lossy(&question.case.source()).into_owned();
    let mut shown: String = source.chars().take(200).collect();
    if shown.len() < source.len() {
        shown.push('…');
    }
    let case = &question.case;
    let detail = format!("{} {:#x} {shown:?} {detail}", case.mode, case.flags);
    Failure::new(&question.name, cause, detail)
}

/// Class and message of an error, without its place.
pub fn cause(error: &str) -> String {
    let mut words = error.trim_end().splitn(4, ' ');
    match (words.next(), words.next(), words.next(), words.next()) {
        (Some("ERROR"), Some(class), _, message) => format!("{class}: {}", message.unwrap_or_default()),
        _ => error.trim_end().to_owned(),
    }
}

/// A text of the scripts.
fn text(plain: &str) -> String {
    String::from_utf8_lossy(&bytes(plain)).into_owned()
}

/// The bytes that a text in base 64 stands for.
fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits = text.trim_end_matches('=').as_bytes();
    let mut out = Vec::with_capacity(digits.len() * 3 / 4);
    for group in digits.chunks(4) {
        let bits = group.iter().fold(0u32, |bits, &byte| bits << 6 | u32::from(digit(byte)));
        let bits = bits << (6 * (4 - group.len()) + 8);
        out.extend_from_slice(&bits.to_be_bytes()[..group.len() * 3 / 4]);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn base_64_is_undone() {
        for (text, bytes) in [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmE=", "fooba")]
        {
            assert_eq!(super::base64(text), bytes.as_bytes());
        }
    }
}
