//! Compares syntax errors with CPython's: class, message, place and text, for every message that its parser has
//! (`errors/cases.jsonl`, made by `errors/make.py`).

use bumpalo::Bump;
use serde_json::{Value, json};
use taipan_ast::{CompileFlags, Mode, Options, Session};
use taipan_text::{Error, Names, StackLimit, Warning};

/// Enough for every case, and less than a test's thread has.
const STACK: usize = 1 << 20;

#[test]
fn errors_are_cpythons() {
    let cases = include_str!("errors/cases.jsonl");
    let mut wrong = Vec::new();
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).expect("a case");
        let found = error_of(&case).map_or(Value::Null, |error| describe(&error));
        if found != case["error"] {
            wrong.push(format!("{}\n  found    {found}\n  expected {}", case["source"], case["error"]));
        }
    }
    assert!(cases.lines().count() > 500);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn error_of(case: &Value) -> Option<Box<Error>> {
    let mode = match case["mode"].as_str() {
        Some("eval") => Mode::Eval,
        Some("single") => Mode::Single,
        Some("func_type") => Mode::FuncType,
        _ => Mode::Exec,
    };
    let number = |key: &str, default| case[key].as_u64().unwrap_or(default);
    let options = Options {
        mode,
        flags: CompileFlags(number("flags", 0) as u32),
        feature_version: number("feature_version", 14) as u8,
        ..Options::default()
    };
    let arena = Bump::new();
    let mut warnings: Vec<Warning> = Vec::new();
    let mut names = Names::new();
    let stack = StackLimit::below_here(STACK);
    let mut spare = taipan_ast::Spare::default();
    let mut session = Session {
        arena: &arena,
        names: &mut names,
        warnings: &mut warnings,
        stack,
        spare: &mut spare,
        findings: None,
    };
    taipan_parser::parse(case["source"].as_str()?, &options, &mut session).err()
}

fn describe(error: &Error) -> Value {
    let range = error.range.expect("a place");
    json!([
        error.class.name(),
        error.message,
        range.line,
        range.offset,
        range.end_line,
        range.end_offset,
        error.text
    ])
}
