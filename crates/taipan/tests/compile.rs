//! Compares code objects with CPython's for every construct of the language, and the errors and warnings of the
//! compiler (`compile/cases.jsonl`, made by `compile/make.py`).

use std::fmt::Write as _;

use serde_json::{Value, json};
use taipan::pipeline::{self, Source, Workspace};
use taipan_ast::{CompileFlags, Mode, Options};
use taipan_bytecode::disassemble::{self, disassemble};
use taipan_bytecode::{CodeObject, Constant, LocalKind, Str};
use taipan_text::decode::NoDecoder;
use taipan_text::{Error, Warning};

/// Enough for every case, and less than a test's thread has.
const STACK: usize = 1 << 20;

#[test]
fn code_errors_and_warnings_are_cpythons() {
    let cases = include_str!("compile/cases.jsonl");
    let mut wrong = Vec::new();
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).expect("a case");
        let found = answer(&case);
        for key in ["code", "error", "warnings"] {
            if found[key] != case[key] {
                wrong.push(format!("{}\n{}", case["source"], difference(&found[key], &case[key])));
            }
        }
    }
    assert!(cases.lines().count() > 100);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn answer(case: &Value) -> Value {
    let mode = match case["mode"].as_str() {
        Some("eval") => Mode::Eval,
        Some("single") => Mode::Single,
        _ => Mode::Exec,
    };
    let number = |key: &str| u32::try_from(case[key].as_u64().unwrap_or(0)).expect("a small number");
    let optimize = u8::try_from(number("optimize")).expect("a level");
    let options = Options { mode, flags: CompileFlags(number("flags")), optimize, ..Options::default() };
    let mut warnings: Vec<Warning> = Vec::new();
    let mut workspace = Workspace::new(STACK);
    let source = Source::Text(case["source"].as_str().expect("a source").into());
    let compiled = {
        let mut session = workspace.session(&mut warnings);
        pipeline::compile(source, "<string>", &options, &mut session, &mut NoDecoder)
    };
    let warnings: Vec<Value> =
        warnings.iter().map(|warning| json!([warning.range.line, warning.message])).collect();
    match compiled {
        Ok(code) => json!({ "code": show(&code), "warnings": warnings }),
        Err(error) => json!({ "error": describe(&error), "warnings": warnings }),
    }
}

/// What `make.py` shows of a code object and those in it.
fn show(code: &CodeObject) -> String {
    let texts = |list: &mut dyn Iterator<Item = &std::sync::Arc<Str>>| {
        list.map(|name| name.text().to_string_lossy()).collect::<Vec<_>>().join(" ")
    };
    let locals = |kind: u8| {
        let pairs = code.local_names.iter().zip(code.local_kinds.iter());
        texts(&mut pairs.filter(|(_, kinds)| **kinds & kind != 0).map(|(name, _)| name))
    };
    let mut out = format!(
        "{} {} {} {} {} {:#x} {} {} | {} | {} | {} | {}\n",
        code.qualified_name.text().to_string_lossy(),
        code.arg_count,
        code.positional_only_count,
        code.keyword_only_count,
        code.stack_size,
        code.flags,
        code.first_line,
        code.constants.len(),
        texts(&mut code.names.iter()),
        locals(LocalKind::LOCAL),
        locals(LocalKind::CELL),
        locals(LocalKind::FREE),
    );
    let options = disassemble::Options { offsets: true, positions: true, depth: Some(0), caches: false };
    out += &disassemble(code, options);
    for constant in &*code.constants {
        if let Constant::Code(nested) = constant {
            let _ = write!(out, "\n{}", show(nested));
        }
    }
    out
}

fn describe(error: &Error) -> Value {
    let class = error.class.name();
    match error.range {
        Some(range) => {
            json!([class, error.message, range.line, range.offset, range.end_line, range.end_offset])
        }
        None => json!([class, error.message, null, null, null, null]),
    }
}

/// The first lines that differ, or both values.
fn difference(found: &Value, expected: &Value) -> String {
    let (Some(found), Some(expected)) = (found.as_str(), expected.as_str()) else {
        return format!("  found    {found}\n  expected {expected}");
    };
    let mut lines = found.lines().zip(expected.lines());
    let (found, expected) = lines.find(|(found, expected)| found != expected).unwrap_or((found, expected));
    format!("  found    {found}\n  expected {expected}")
}
