//! The stages that are compared file by file: tokens, tree, symbol table, code.

use super::ours;
use super::reference::Reference;
use super::report::{self, Failure, Report, same_code, same_text};
use super::source::Source;

/// A stage, with the script that makes CPython's answer and the comparison of ours with it.
struct Stage {
    name: &'static str,
    script: &'static str,
    compare: fn(&Source, &[u8]) -> Result<(), Failure>,
}

const STAGES: &[Stage] = &[
    Stage { name: "tokens", script: "tokens", compare: |source, answer| text(source, answer, ours::tokens) },
    Stage { name: "ast", script: "ast_dump", compare: |source, answer| text(source, answer, ours::tree) },
    Stage {
        name: "symtable",
        script: "symbols",
        compare: |source, answer| text(source, answer, ours::symbols),
    },
    Stage { name: "code", script: "code_objects", compare: code },
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
    Ok(Some(Report { stage: stage.name, unit: "files", total: sources.len(), failures, threshold: 100.0 }))
}

fn text(source: &Source, answer: &[u8], ours: fn(&[u8], &str) -> Vec<u8>) -> Result<(), Failure> {
    same_text(&source.name, answer, &ours(&source.bytes, &source.name))
}

/// Code at the three levels of `-O`, in the parts that `code_objects.py` writes.
fn code(source: &Source, answer: &[u8]) -> Result<(), Failure> {
    let mut rest = answer;
    for level in 0..3 {
        let damaged = || Failure::new(&source.name, "damaged answer", "");
        let (kind, after) = rest.split_first().ok_or_else(damaged)?;
        let (length, after) = after.split_first_chunk().ok_or_else(damaged)?;
        let (data, after) =
            after.split_at_checked(u64::from_le_bytes(*length) as usize).ok_or_else(damaged)?;
        rest = after;
        let ours = ours::code(&source.bytes, &source.name, level);
        match (kind, ours) {
            (b'C', Ok(ours)) => same_code(&format!("{} -O{level}", source.name), data, &ours)?,
            (b'C', Err(ours)) => {
                return Err(Failure::new(&source.name, "", format!("-O{level}: {}", ours.trim_end())));
            }
            (_, Ok(_)) => {
                let detail = format!("expected {}", String::from_utf8_lossy(data).trim_end());
                return Err(Failure::new(&source.name, "", detail));
            }
            (_, Err(ours)) => same_text(&source.name, data, ours.as_bytes())?,
        }
    }
    Ok(())
}
