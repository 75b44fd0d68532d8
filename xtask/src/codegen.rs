//! `cargo xtask codegen`: writes the committed `generated.rs` files from `spec/`. With `--check` it only compares.

mod asdl;
mod ast;
mod exceptions;
mod names;
mod opcodes;
mod slots;
mod tokens;
mod unicode;

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::root;

/// A generated file: its path from the root, and the function that makes its text.
type Output = (&'static str, fn() -> Result<String, String>);

const OUTPUTS: &[Output] = &[
    ("crates/text/src/generated.rs", names::generate),
    ("crates/ast/src/generated.rs", ast::generate),
    ("crates/parser/src/generated.rs", tokens::generate),
    ("crates/bytecode/src/generated.rs", opcodes::generate),
    ("crates/unicode/src/generated.rs", unicode::generate),
    ("crates/object/src/type_/generated.rs", slots::generate),
    ("crates/object/src/exception/generated.rs", exceptions::generate),
];

/// Writes every generated file whose text has changed; with `check`, fails if there is one.
pub fn run(check: bool) -> Result<(), String> {
    let mut stale = Vec::new();
    for (path, generate) in OUTPUTS {
        let text = rustfmt(&generate().map_err(|error| format!("{path}: {error}"))?)?;
        let file = root().join(path);
        if fs::read_to_string(&file).is_ok_and(|old| old == text) {
            continue;
        }
        if check {
            stale.push(*path);
        } else {
            fs::write(&file, text).map_err(|error| format!("{path}: {error}"))?;
            println!("wrote {path}");
        }
    }
    if stale.is_empty() {
        Ok(())
    } else {
        Err(format!("stale, run `cargo xtask codegen`: {}", stale.join(", ")))
    }
}

/// The text of a file of `spec/`.
pub fn spec(name: &str) -> Result<String, String> {
    let path = root().join("spec").join(name);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}

fn rustfmt(text: &str) -> Result<String, String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(root().join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("rustfmt: {error}"))?;
    let mut stdin = child.stdin.take().ok_or("rustfmt: no standard input")?;
    let input = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().map_err(|error| format!("rustfmt: {error}"))?;
    let written = writer.join().map_err(|_| "rustfmt: the writer panicked")?;
    if !output.status.success() || written.is_err() {
        return Err("rustfmt rejected the generated text".to_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    #[test]
    fn generated_files_are_fresh() {
        super::run(true).unwrap();
    }
}
