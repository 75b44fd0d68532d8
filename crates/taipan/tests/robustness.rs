//! Inputs of great size, depth and length: CPython's result or CPython's error, and in time that is linear in their size.
//!
//! `robustness.jsonl` holds them, with what `xtask/oracle/robustness.py` recorded of CPython.

use std::sync::Arc;
use std::time::{Duration, Instant};

use flate2::Crc;
use serde::Deserialize;
use taipan::pipeline::{self, Source, Workspace};
use taipan_ast::Options;
use taipan_bytecode::{CodeObject, Constant};
use taipan_text::decode::NoDecoder;
use taipan_text::{Error, ErrorClass, PyText};

/// The largest inputs take a second or two without optimisation; anything quadratic takes minutes.
const LONGEST: Duration = Duration::from_mins(1);

#[derive(Deserialize)]
struct Case {
    name: String,
    /// Texts, and how often each is repeated.
    parts: Vec<(String, usize)>,
    expected: String,
}

#[test]
fn large_inputs_have_cpythons_results() {
    let cases: Vec<Case> =
        include_str!("robustness.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(cases.len() > 50);
    let thread = std::thread::Builder::new().stack_size(pipeline::STACK + pipeline::STACK_RESERVE);
    let failures =
        thread.spawn(move || cases.iter().filter_map(failure).collect::<Vec<_>>()).unwrap().join().unwrap();
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.join("\n"));
}

fn failure(case: &Case) -> Option<String> {
    let source = source(&case.parts);
    let start = Instant::now();
    let ours = outcome(&source);
    let time = start.elapsed();
    // How deep a compiler gets on so much stack is its own affair, but it must notice where that ends.
    let overflow = |outcome: &str| outcome.starts_with("ERROR RecursionError");
    if ours != case.expected && !overflow(&case.expected) {
        return Some(format!("{}: expected {}, ours {ours}", case.name, case.expected));
    }
    (time > LONGEST).then(|| format!("{}: took {time:?}", case.name))
}

fn source(parts: &[(String, usize)]) -> String {
    let mut source = String::new();
    for (text, count) in parts {
        if text.contains('⟨') {
            for i in 0..*count {
                source += &text.replace("⟨i⟩", &i.to_string()).replace("⟨indent⟩", &" ".repeat(i));
            }
        } else {
            source += &text.repeat(*count);
        }
    }
    source
}

fn outcome(source: &str) -> String {
    let mut warnings = Vec::new();
    let mut workspace = Workspace::new(pipeline::STACK);
    let mut session = workspace.session(&mut warnings);
    let source = Source::Text(PyText::new(source));
    match pipeline::compile(source, "f", &Options::default(), &mut session, &mut NoDecoder) {
        Ok(code) => format!("stack {} sum {:08x}", code.stack_size, checksum(&code)),
        Err(error) => describe(&error),
    }
}

/// One number for all code and tables.
fn checksum(code: &Arc<CodeObject>) -> u32 {
    let mut total = 0u32;
    let mut waiting = vec![code];
    while let Some(code) = waiting.pop() {
        for data in [&code.code, &code.line_table, &code.exception_table] {
            let mut crc = Crc::new();
            crc.update(data);
            total = total.wrapping_mul(31).wrapping_add(crc.sum());
        }
        waiting.extend(code.constants.iter().rev().filter_map(|constant| match constant {
            Constant::Code(code) => Some(code),
            _ => None,
        }));
    }
    total
}

fn describe(error: &Error) -> String {
    let place = match (error.range, error.class) {
        (Some(range), _) => {
            let number = |number: Option<i32>| number.map_or("None".to_owned(), |number| number.to_string());
            format!("{}:{}-{}:{}", range.line, range.offset, number(range.end_line), number(range.end_offset))
        }
        (None, ErrorClass::Syntax) => "None:None-None:None".to_owned(),
        (None, _) => "-".to_owned(),
    };
    format!("ERROR {} {place} {}", error.class.name(), error.message)
}
