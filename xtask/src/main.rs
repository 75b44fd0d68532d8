//! `cargo xtask COMMAND`: everything about the project that is not the program itself.

mod bench;
mod ci;
mod codegen;
mod crashers;
mod front;
mod fuzz;
mod layout;
mod memory;
mod packages;
mod programs;
mod pyperformance;
mod regrtest;
mod sanitize;
mod suite;
mod surface;
mod tidy;
mod unsafety;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask bench … | ci | codegen [--check] | crashers … | tidy | ask … | front … | fuzz … | layout … | memory … | \
                     packages … | programs … | pyperformance … | regrtest … | sanitize … | suite … | surface … | unsafe";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    let result = match command.as_str() {
        "bench" => bench::run(rest),
        "codegen" => codegen::run(rest.iter().any(|arg| arg == "--check")),
        "front" => front::run(rest),
        "fuzz" => fuzz::run(rest),
        "memory" => memory::run(rest),
        "ask" => front::ask(rest),
        "ci" => ci::run(),
        "crashers" => crashers::run(rest),
        "layout" => layout::run(rest),
        "packages" => packages::run(rest),
        "programs" => programs::run(rest),
        "pyperformance" => pyperformance::run(rest),
        "regrtest" => regrtest::run(rest),
        "sanitize" => sanitize::run(rest),
        "suite" => suite::run(rest),
        "surface" => surface::run(rest),
        "tidy" => tidy::run(),
        "unsafe" => unsafety::run(),
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository: cargo says where it runs this, which need not be where it was built.
pub fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&package).parent().map(Path::to_path_buf).unwrap_or_default()
}
