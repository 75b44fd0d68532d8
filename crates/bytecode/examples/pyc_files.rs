//! Reads `.pyc` files of CPython 3.14, writes them again and counts how many come out equal, byte for byte.
//!
//! `find PYTHON -name '*.cpython-314.pyc' | xargs cargo run --release -p taipan_bytecode --example pyc_files --`
#![expect(clippy::print_stdout, reason = "its result")]

use std::error::Error;

use taipan_bytecode::pyc;
use taipan_text::StackLimit;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut files, mut bytes, mut equal) = (0, 0, 0);
    for path in std::env::args().skip(1) {
        let file = std::fs::read(&path)?;
        let stack = StackLimit::below_here(4 << 20);
        let (validation, code) = pyc::read(&file, stack).map_err(|error| format!("{path}: {error}"))?;
        let written = pyc::write(&code, validation, stack)?;
        let (_, again) = pyc::read(&written, stack)?;
        let differences = code.differences(&again);
        if !differences.is_empty() {
            return Err(format!("{path}: {}", differences.join("\n")).into());
        }
        files += 1;
        bytes += file.len();
        equal += usize::from(file == written);
        if file != written {
            println!("other references: {path}");
        }
    }
    println!("{equal} of {files} files are equal, {bytes} bytes");
    Ok(())
}
