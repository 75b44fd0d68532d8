//! `cargo xtask ci`: everything that has to hold before a change is merged, cheapest first.

use std::process::Command;
use std::time::Instant;

use crate::{front, programs, root, suite, surface};

/// The commands, each with its arguments. `tidy` and the freshness of generated files are tests of this crate.
const STEPS: &[&[&str]] = &[
    &["fmt", "--all", "--check"],
    &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
    &["deny", "check", "licenses", "bans", "sources"],
    &["test", "--workspace"],
];

/// Files of CPython's tests that are run each time: short ones, from all parts of the language and the library.
const SUITE: &[&str] = &[
    "test_augassign",
    "test_bisect",
    "test_bool",
    "test_bz2",
    "test_class",
    "test_closure",
    "test_compare",
    "test_contextlib",
    "test_copy",
    "test_csv",
    "test_decorators",
    "test_dictviews",
    "test_extcall",
    "test_generators",
    "test_genericalias",
    "test_grammar",
    "test_hash",
    "test_heapq",
    "test_int_literal",
    "test_itertools",
    "test_json",
    "test_lambda",
    "test_listcomps",
    "test_math",
    "test_operator",
    "test_patma",
    "test_pow",
    "test_property",
    "test_queue",
    "test_range",
    "test_richcmp",
    "test_scope",
    "test_set",
    "test_slice",
    "test_sort",
    "test_string",
    "test_super",
    "test_textwrap",
    "test_tuple",
    "test_unary",
    "test_with",
    "test_zlib",
];

pub fn run() -> Result<(), String> {
    for step in STEPS {
        if step[0] == "deny" && !installed("deny") {
            println!("== cargo deny: SKIPPED, not installed (cargo install cargo-deny)");
            continue;
        }
        cargo(step)?;
    }
    println!("== cargo xtask surface");
    surface::run(Vec::new())?;
    println!("== cargo xtask programs");
    programs::run(Vec::new())?;
    println!("== cargo xtask front");
    if !front::can_compare() {
        println!("no CPython 3.14 here: what it once answered, in the tests above, is all that was compared");
        return Ok(());
    }
    // The whole library takes a minute, once CPython's answers are there: no need of a sample.
    front::run(vec!["--verbose".to_owned()])?;
    if !front::has_oracle() {
        return Ok(());
    }
    println!("== cargo xtask suite");
    suite::check(SUITE)
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
