//! Stage `mutations`: changed copies of library files, of which most are wrong. The verdict has to be CPython's, and
//! for an error its class, text and range.

use serde_json::json;

use super::errors::cause;
use super::mutate::{self, Mutant};
use super::ours;
use super::reference::Reference;
use super::report::{self, Failure, Report};
use super::source::Source;

/// How many mutants there are of each file: 20,000 in all.
const COUNT: usize = 16;

/// The largest file of which mutants are made, in bytes.
const LARGEST: usize = 30_000;

/// A file with its mutants, and CPython's verdict on each.
pub struct Question<'s> {
    source: &'s Source,
    mutants: Vec<Mutant>,
    verdicts: Vec<String>,
}

pub fn run(reference: &Reference, sources: &[Source]) -> Result<Report, String> {
    let questions = load(reference, sources)?;
    let items: Vec<(&Question, usize)> = questions
        .iter()
        .flat_map(|question| (0..question.mutants.len()).map(move |index| (question, index)))
        .collect();
    let name = |&(question, index): &(&Question, usize)| format!("{}#{index}", question.source.name);
    let failures = report::compare(&items, name, |item| compare(&name(item), item.0, item.1));
    Ok(Report { stage: "mutations", unit: "mutants", total: items.len(), failures, threshold: 99.9 })
}

fn compare(name: &str, question: &Question, index: usize) -> Result<(), Failure> {
    let mutant = &question.mutants[index];
    let expected = &question.verdicts[index];
    let ours = ours::verdict(&mutant.apply(&question.source.bytes), &question.source.name);
    if ours == *expected {
        return Ok(());
    }
    let cause = format!("expected {}, ours {}", cause(expected), cause(&ours));
    let detail = format!("{}\n      expected {expected}\n      ours     {ours}", mutant.kind);
    Err(Failure::new(name, cause, detail))
}

/// Makes the mutants of the files that CPython accepts, and asks for its verdicts.
pub fn load<'s>(reference: &Reference, sources: &'s [Source]) -> Result<Vec<Question<'s>>, String> {
    let tokens = reference.answers("tokens", sources)?;
    let mut parents = Vec::new();
    for (source, answer) in sources.iter().zip(tokens) {
        let Ok(text) = std::str::from_utf8(&source.bytes) else { continue };
        // A byte order mark or another line end than `\n` would need a map from places to bytes.
        if text.len() > LARGEST || text.starts_with('\u{feff}') || text.contains(['\r', '\x0c']) {
            continue;
        }
        let answer = String::from_utf8_lossy(&answer.read()?).into_owned();
        if let Some(ranges) = mutate::token_ranges(text, &answer).filter(|ranges| ranges.len() > 1) {
            parents.push((source, text, ranges));
        }
    }
    let mut questions = Vec::new();
    let mut asked = Vec::new();
    for (source, text, ranges) in parents {
        let mutants = mutate::mutants(source, text, &ranges, COUNT);
        let changes: Vec<_> = mutants.iter().map(|mutant| &mutant.changes).collect();
        let question = json!({ "source": text, "mutants": changes });
        asked.push(reference.question(&source.name, question.to_string().as_bytes())?);
        questions.push(Question { source, mutants, verdicts: Vec::new() });
    }
    for (question, answer) in questions.iter_mut().zip(reference.answers("mutants", &asked)?) {
        let answer = String::from_utf8(answer.read()?).map_err(|error| error.to_string())?;
        question.verdicts = answer.lines().map(str::to_owned).collect();
        if question.verdicts.len() != question.mutants.len() {
            return Err(format!("{}: not one verdict for each mutant", question.source.name));
        }
    }
    Ok(questions)
}
