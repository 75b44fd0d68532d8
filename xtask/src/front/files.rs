//! The stages that are compared file by file: tokens, tree, symbol table, code, marshalled code.

use taipan_bytecode::marshal::{read_code, write_code};
use taipan_text::{Error, StackLimit};

use super::ours;
use super::reference::Reference;
use super::report::{self, Failure, Report, same_code, same_text};
use super::source::Source;

/// A stage, with the script that makes CPython's answer and the comparison of ours with it.
struct Stage {
    name: &'static str,
    script: &'static str,
    compare: fn(&Source, &[u8]) -> Result<(), Failure>,
    /// The least percentage that is good enough.
    threshold: f64,
}

/// Which strings of a code object are references in marshal depends, for a handful of files, on what else CPython's
/// process had interned when it wrote them.
const MARSHAL_THRESHOLD: f64 = 99.7;

const STAGES: &[Stage] = &[
    Stage {
        name: "tokens",
        script: "tokens",
        compare: |source, answer| text(source, answer, ours::tokens),
        threshold: 100.0,
    },
    Stage {
        name: "ast",
        script: "ast_dump",
        compare: |source, answer| text(source, answer, ours::tree),
        threshold: 100.0,
    },
    Stage {
        name: "symtable",
        script: "symbols",
        compare: |source, answer| text(source, answer, ours::symbols),
        threshold: 100.0,
    },
    Stage { name: "code", script: "code_objects", compare: code, threshold: 100.0 },
    Stage { name: "marshal", script: "code_objects", compare: marshal, threshold: MARSHAL_THRESHOLD },
];

/// The script of `xtask/oracle` that answers for a stage.
pub fn script(stage: &str) -> Option<&'static str> {
    STAGES.iter().find(|candidate| candidate.name == stage).map(|stage| stage.script)
}

/// The scripts of all stages.
pub fn scripts() -> impl Iterator<Item = &'static str> {
    STAGES.iter().map(|stage| stage.script)
}

/// Compares a stage over files; `None` if there is no such stage.
pub fn run(reference: &Reference, stage: &str, sources: &[Source]) -> Result<Option<Report>, String> {
    let Some(stage) = STAGES.iter().find(|candidate| candidate.name == stage) else { return Ok(None) };
    let answers = reference.answers(stage.script, sources)?;
    let items: Vec<_> = sources.iter().zip(answers).collect();
    let failures = report::compare(
        &items,
        |(source, _)| source.name.clone(),
        |(source, answer)| {
            let answer = answer.read().map_err(|error| Failure::new(&source.name, "no answer", error))?;
            (stage.compare)(source, &answer)
        },
    );
    let (total, threshold) = (sources.len(), stage.threshold);
    Ok(Some(Report { stage: stage.name, unit: "files", total, failures, threshold }))
}

fn text(source: &Source, answer: &[u8], ours: fn(&[u8], &str) -> Vec<u8>) -> Result<(), Failure> {
    same_text(&source.name, answer, &ours(&source.bytes, &source.name))
}

/// Code at the three levels of `-O`: every field.
fn code(source: &Source, answer: &[u8]) -> Result<(), Failure> {
    each_level(source, answer, |level, expected| {
        let name = format!("{} -O{level}", source.name);
        match (expected, ours::code(&source.bytes, &source.name, level)) {
            (Expected::Code(expected), Ok(ours)) => same_code(&name, expected, &ours),
            (Expected::Code(_), Err(ours)) => Err(Failure::new(&name, "refused", ours.trim_end())),
            (Expected::Error(error), Ok(_)) => {
                Err(Failure::new(&name, "accepted", String::from_utf8_lossy(error).trim_end()))
            }
            (Expected::Error(error), Err(ours)) => same_text(&name, error, ours.as_bytes()),
        }
    })
}

/// What marshal writes at the three levels of `-O`: every byte. So each side reads what the other writes. What CPython
/// wrote also has to come out unchanged when we have read it.
fn marshal(source: &Source, answer: &[u8]) -> Result<(), Failure> {
    each_level(source, answer, |level, expected| {
        let name = format!("{} -O{level}", source.name);
        let (Expected::Code(expected), Ok(ours)) = (expected, ours::code(&source.bytes, &source.name, level))
        else {
            return Ok(());
        };
        let stack = StackLimit::below_here(taipan::pipeline::STACK);
        let fails = |cause: &str, error: Box<Error>| Failure::new(&name, cause, error.to_string());
        let written = write_code(&ours, stack).map_err(|error| fails("not written", error))?;
        same_bytes(&name, "other bytes", expected, &written)?;
        let read = read_code(expected, stack).map_err(|error| fails("not read", error))?;
        let again = write_code(&read, stack).map_err(|error| fails("not written", error))?;
        same_bytes(&name, "other bytes after reading", expected, &again)
    })
}

fn same_bytes(name: &str, cause: &str, expected: &[u8], ours: &[u8]) -> Result<(), Failure> {
    if expected == ours {
        return Ok(());
    }
    let at = expected.iter().zip(ours).take_while(|(a, b)| a == b).count();
    let shown =
        |bytes: &[u8]| bytes[at.saturating_sub(20)..bytes.len().min(at + 20)].escape_ascii().to_string();
    let detail = format!(
        "{} and {} bytes differ at {at}\n      expected {}\n      ours     {}",
        expected.len(),
        ours.len(),
        shown(expected),
        shown(ours)
    );
    Err(Failure::new(name, cause, detail))
}

/// A part of the answer of `code_objects.py`.
enum Expected<'a> {
    /// Marshalled code.
    Code(&'a [u8]),
    /// The line of an error.
    Error(&'a [u8]),
}

/// Calls `compare` with each part of the answer and its level of `-O`.
fn each_level(
    source: &Source,
    answer: &[u8],
    compare: impl Fn(u8, Expected<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut rest = answer;
    for level in 0..3 {
        let damaged = || Failure::new(&source.name, "damaged answer", "");
        let (kind, after) = rest.split_first().ok_or_else(damaged)?;
        let (length, after) = after.split_first_chunk().ok_or_else(damaged)?;
        let (data, after) =
            after.split_at_checked(u64::from_le_bytes(*length) as usize).ok_or_else(damaged)?;
        rest = after;
        compare(level, if *kind == b'C' { Expected::Code(data) } else { Expected::Error(data) })?;
    }
    Ok(())
}
