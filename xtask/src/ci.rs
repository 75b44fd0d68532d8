//! `cargo xtask ci`: everything that has to hold before a change is merged, cheapest first.

use std::process::Command;
use std::time::Instant;

use crate::{front, root};

/// The commands, each with its arguments. `tidy` and the freshness of generated files are tests of this crate.
const STEPS: &[&[&str]] = &[
    &["fmt", "--all", "--check"],
    &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
    &["deny", "check", "licenses", "bans", "sources"],
    &["test", "--workspace"],
];

pub fn run() -> Result<(), String> {
    for step in STEPS {
        if step[0] == "deny" && !installed("deny") {
            println!("== cargo deny: SKIPPED, not installed (cargo install cargo-deny)");
            continue;
        }
        cargo(step)?;
    }
    println!("== cargo xtask front");
    if !front::can_compare() {
        println!("no CPython 3.14 here: what it once answered, in the tests above, is all that was compared");
        return Ok(());
    }
    // The whole library takes a minute, once CPython's answers are there: no need of a sample.
    front::run(vec!["--verbose".to_owned()])
}

fn cargo(arguments: &[&str]) -> Result<(), String> {
    let command = format!("cargo {}", arguments.join(" "));
    println!("== {command}");
    let start = Instant::now();
    let status = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root())
        .status()
        .map_err(|error| format!("{command}: {error}"))?;
    println!("== {:.1} s", start.elapsed().as_secs_f64());
    if status.success() { Ok(()) } else { Err(format!("{command} failed")) }
}

/// Whether cargo knows the command.
fn installed(command: &str) -> bool {
    Command::new(env!("CARGO"))
        .args([command, "--version"])
        .output()
        .is_ok_and(|output| output.status.success())
}
