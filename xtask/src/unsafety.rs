//! `cargo xtask unsafe`: how much `unsafe` each crate has, as a table.

use std::fs;
use std::path::Path;

use crate::root;

/// What is counted in a crate.
#[derive(Default)]
struct Count {
    blocks: usize,
    functions: usize,
    implementations: usize,
    lines: usize,
}

/// Runs the command.
pub fn run() -> Result<(), String> {
    let folder = root().join("crates");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut crates: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    crates.sort();
    println!("| crate | lines | blocks | functions | implementations |\n|---|---|---|---|---|");
    for path in crates {
        let mut count = Count::default();
        look(&path.join("src"), &mut count)?;
        if count.blocks + count.functions + count.implementations > 0 {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let Count { blocks, functions, implementations, lines } = count;
            println!("| `{name}` | {lines} | {blocks} | {functions} | {implementations} |");
        }
    }
    Ok(())
}

fn look(folder: &Path, count: &mut Count) -> Result<(), String> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            look(&path, count)?;
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                count.lines += 1;
                count.blocks += line.matches("unsafe {").count();
                count.functions += line.matches("unsafe fn").count() + line.matches("unsafe extern").count();
                count.implementations += line.matches("unsafe impl").count();
            }
        }
    }
    Ok(())
}
