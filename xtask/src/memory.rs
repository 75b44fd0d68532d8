//! `cargo xtask memory`: how many bytes objects of each kind take on two programs, as a table.
//!
//! ```text
//! cargo xtask memory PROGRAM BASELINE
//! ```
//!
//! What is measured is the resident memory of a million objects, less the list that holds them, each kind in a process of its
//! own (`tests/memory/kinds.py`). A kind that takes more than its share of what it takes on the baseline fails.

use std::process::Command;

use crate::root;

/// Kinds that may take less than the baseline's bytes only.
const SHARES: &[(&str, f64)] =
    &[("instance, 2 attributes", 0.60), ("instance, 10 attributes", 0.75), ("instance, 2 slots", 0.75)];

/// Runs the command.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let [program, baseline] = &arguments[..] else {
        return Err("usage: cargo xtask memory PROGRAM BASELINE".to_owned());
    };
    let mut above = Vec::new();
    println!("{:26} {:>8} {:>8} {:>6}", "kind", "bytes", "baseline", "share");
    for kind in output(baseline, None)?.lines() {
        let (own, other) = (bytes(program, kind)?, bytes(baseline, kind)?);
        let share = own / other;
        println!("{kind:26} {own:8.1} {other:8.1} {:5.0}%", share * 100.0);
        let allowed = SHARES.iter().find(|(name, _)| *name == kind).map_or(1.0, |(_, share)| *share);
        if share > allowed {
            above.push(format!("{kind}: {:.0} % where {:.0} % are allowed", share * 100.0, allowed * 100.0));
        }
    }
    if above.is_empty() { Ok(()) } else { Err(above.join("\n")) }
}

/// What an object of a kind takes.
fn bytes(program: &str, kind: &str) -> Result<f64, String> {
    let text = output(program, Some(kind))?;
    text.trim().parse().map_err(|_| format!("{program}: {kind}: {text:?} is no number"))
}

fn output(program: &str, kind: Option<&str>) -> Result<String, String> {
    let mut command = Command::new(program);
    let output = command.arg(root().join("tests/memory/kinds.py")).args(kind).output();
    let output = output.map_err(|error| format!("{program}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{program}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
