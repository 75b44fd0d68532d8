//! `cargo xtask bench`: the small operations of `bench/micro.py` on two programs, in turns, as a table of nanoseconds and ratios.
//!
//! ```text
//! cargo xtask bench PROGRAM BASELINE [WORD…]
//! ```
//!
//! One round runs each group of operations on the one and at once on the other; there are several rounds over all operations, and
//! the best time of each counts. A machine that is slow for some seconds then spoils one round of many operations, not all the
//! rounds of a few. Only operations whose name contains one of the words are timed. The ratio says how many times as fast the
//! program is. Without words, or with the word `start`, it also shows what it costs to start.

mod start;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::root;

/// Operations that run in one process.
const GROUP: usize = 5;
/// How often all operations run on each program.
const ROUNDS: usize = 9;

/// Nanoseconds by operation.
type Times = BTreeMap<String, f64>;

/// Runs the command.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let [program, baseline, words @ ..] = &arguments[..] else {
        return Err("usage: cargo xtask bench PROGRAM BASELINE [WORD…]".to_owned());
    };
    let file = root().join("bench/micro.py");
    let names = operations(&file, words)?;
    let (mut ours, mut theirs) = (Times::new(), Times::new());
    for _ in 0..ROUNDS {
        for group in names.chunks(GROUP) {
            time(Path::new(program), &file, group, &mut ours)?;
            time(Path::new(baseline), &file, group, &mut theirs)?;
        }
    }
    if !names.is_empty() {
        print(&names, &ours, &theirs);
    }
    if words.is_empty() || words.iter().any(|word| word == "start") {
        start::run(Path::new(program), Path::new(baseline))?;
    }
    Ok(())
}

/// The names of the operations in the file that contain one of the words, or all.
fn operations(file: &PathBuf, words: &[String]) -> Result<Vec<String>, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let names = text.split("@benchmark\ndef ").skip(1).filter_map(|rest| rest.split('(').next());
    let wanted = |name: &&str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    Ok(names.filter(wanted).map(str::to_owned).collect())
}

/// Runs a group and keeps the best times.
fn time(program: &Path, file: &Path, group: &[String], best: &mut Times) -> Result<(), String> {
    let output = Command::new(program).arg(file).args(group).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{}: {}", program.display(), String::from_utf8_lossy(&output.stderr)));
    }
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some((name, cost)) = line.split_once(' ')
            && let Ok(cost) = cost.parse::<f64>()
            && group.iter().any(|wanted| wanted == name)
        {
            best.entry(name.to_owned()).and_modify(|old| *old = old.min(cost)).or_insert(cost);
        }
    }
    Ok(())
}

/// The table, the slowest first, and the geometric mean of the ratios.
fn print(names: &[String], ours: &Times, theirs: &Times) {
    let mut rows: Vec<(f64, &str, f64, f64)> = names
        .iter()
        .filter_map(|name| {
            let (own, other) = (*ours.get(name)?, *theirs.get(name)?);
            Some((other / own, name.as_str(), own, other))
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    println!("{:32} {:>10} {:>10} {:>6}", "operation", "ns", "baseline", "ratio");
    for (ratio, name, own, other) in &rows {
        println!("{name:32} {own:10.1} {other:10.1} {ratio:6.2}");
    }
    let logarithms: f64 = rows.iter().map(|row| row.0.ln()).sum();
    println!("geometric mean of {} ratios: {:.3}", rows.len(), (logarithms / rows.len().max(1) as f64).exp());
}
