//! The stages that are compared file by file: tokens, tree, symbol table, code.

use super::oracle::Oracle;
use super::ours;
use super::report::{self, Failure, Report, same_text};
use super::source::Source;

/// A stage, with the script that makes CPython's answer and the comparison of ours with it.
struct Stage {
    name: &'static str,
    script: &'static str,
    compare: fn(&Source, &[u8]) -> Result<(), Failure>,
}

const STAGES: &[Stage] = &[
    Stage { name: "tokens", script: "tokens", compare: |source, answer| text(source, answer, ours::tokens) },
    Stage { name: "ast", script: "ast_dump", compare: |_, _| Ok(()) },
    Stage { name: "symtable", script: "symbols", compare: |_, _| Ok(()) },
    Stage { name: "code", script: "code_objects", compare: |_, _| Ok(()) },
];

/// The script of `xtask/oracle` that answers for a stage.
pub fn script(stage: &str) -> Option<&'static str> {
    STAGES.iter().find(|candidate| candidate.name == stage).map(|stage| stage.script)
}

/// Compares a stage over files; `None` if there is no such stage.
pub fn run(oracle: &Oracle, stage: &str, sources: &[Source]) -> Result<Option<Report>, String> {
    let Some(stage) = STAGES.iter().find(|candidate| candidate.name == stage) else { return Ok(None) };
    let answers = oracle.answers(stage.script, sources)?;
    let items: Vec<_> = sources.iter().zip(answers).collect();
    let failures = report::compare(
        &items,
        |(source, _)| source.name.clone(),
        |(source, answer)| {
            let answer = answer.read().map_err(|error| Failure::new(&source.name, "no answer", error))?;
            (stage.compare)(source, &answer)
        },
    );
    Ok(Some(Report { stage: stage.name, unit: "files", total: sources.len(), failures, threshold: 100.0 }))
}

fn text(source: &Source, answer: &[u8], ours: fn(&Source) -> Vec<u8>) -> Result<(), Failure> {
    same_text(&source.name, answer, &ours(source))
}
