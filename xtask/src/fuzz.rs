//! `cargo xtask fuzz`: generated programs, and code objects with changed bytes.
//!
//! ```text
//! cargo xtask fuzz PROGRAM BASELINE [--seed S] [--minutes M] [--kind calls|statements] [--keep FOLDER]
//! cargo xtask fuzz code PROGRAM BASELINE [--seed S] [--minutes M]
//! ```
//!
//! The generators are in Python, `tests/fuzz`, and run on the baseline, since they ask it what there is to be called.

use std::process::Command;

use crate::root;

/// Runs the command.
pub fn run(mut arguments: Vec<String>) -> Result<(), String> {
    let script = match arguments.first().map(String::as_str) {
        Some("code") => {
            arguments.remove(0);
            "codes.py"
        }
        _ => "run.py",
    };
    let [program, baseline, ..] = &arguments[..] else {
        return Err("usage: cargo xtask fuzz [code] PROGRAM BASELINE [--seed S] [--minutes M] …".to_owned());
    };
    let mut command = Command::new(baseline);
    command.args(["-B", "-W", "ignore"]).arg(root().join("tests/fuzz").join(script)).args(&arguments);
    let status = command.status().map_err(|error| format!("{baseline}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{program}: something is wrong, see above")) }
}
