//! `cargo xtask layout PROGRAM`: which functions run when the program starts, as `crates/taipan/layout.ld`.
//!
//! The system reads a program in pages, sixteen at a time, and what has been read is resident memory. The functions that every
//! start needs are a tenth of the program and lie all over it, as do those that most programs need beside them. The linker puts
//! the ones next to each other, and the others behind them. What the list lacks, or has too much, costs memory and nothing else:
//! it need not be made anew for each change.
//!
//! They are listed by path, without the hash that a compiler adds, so that the list holds for other compilers too. Where not all
//! functions of a path belong together (there is one for each type that a generic function is made for, and closures all have
//! one path), they are listed with their hashes, and the path comes behind everything.
//!
//! It asks `valgrind` what runs and `nm` what there is. The program must have been built with `--release`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::root;

/// What is run for each part of the list: starting and ending; then what much of the library needs, and small operations.
const PARTS: [&[&[&str]]; 2] = [
    &[&["-I", "-c", "pass"], &["-c", "pass"]],
    &[&["-I", "-c", "import argparse, asyncio, json, re, typing"], &["-I", "bench/micro.py"]],
];

/// How large a path's functions may be that do not run, beside those that do: functions for many types have one path.
const LARGEST_REST: u64 = 140_000;

/// All closures that are functions in tables have this path.
const CLOSURES: &str = "ops8function6FnOnce9call_once17h*";

/// Runs the command.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let [program] = &arguments[..] else { return Err("usage: cargo xtask layout PROGRAM".to_owned()) };
    let program = &fs::canonicalize(program).map_err(|error| format!("{program}: {error}"))?;
    let mut paths: BTreeMap<String, Vec<Function>> = BTreeMap::new();
    let mut addresses: BTreeMap<String, u64> = BTreeMap::new();
    for function in functions(program)? {
        addresses.insert(function.name.clone(), function.address);
        paths.entry(pattern(&function.name)).or_default().push(function);
    }
    // By address: functions that have become one have several symbols, one of which has given the section its name.
    let mut parts: BTreeMap<u64, usize> = BTreeMap::new();
    for (part, programs) in PARTS.into_iter().enumerate() {
        let ran = ran(program, programs)?;
        for address in ran.iter().filter_map(|name| addresses.get(name)) {
            parts.entry(*address).or_insert(part);
        }
    }
    let script = script(&paths, &parts);
    fs::write(root().join("crates/taipan/layout.ld"), script).map_err(|error| error.to_string())?;
    for part in 0..PARTS.len() {
        let mut functions: BTreeMap<u64, u64> = BTreeMap::new();
        for function in paths.values().flatten().filter(|it| parts.get(&it.address) == Some(&part)) {
            functions.insert(function.address, function.size);
        }
        let bytes: u64 = functions.values().sum();
        println!("part {part}: {} functions, {} KiB", functions.len(), bytes / 1024);
    }
    Ok(())
}

/// The linker's script, of the functions by path and of the parts that they belong to by their addresses.
fn script(paths: &BTreeMap<String, Vec<Function>>, parts: &BTreeMap<u64, usize>) -> String {
    let mut lines: [Vec<String>; PARTS.len() + 1] = [const { Vec::new() }; PARTS.len() + 1];
    for (pattern, functions) in paths {
        let part = |function: &Function| parts.get(&function.address).copied();
        let first = functions.first().and_then(part);
        if let Some(first) = first
            && functions.iter().all(|function| part(function) == Some(first))
        {
            lines[first].push(pattern.clone());
            continue;
        }
        let (mut runs, mut rest) = (0, 0);
        for function in functions {
            match part(function) {
                Some(part) => {
                    lines[part].push(exact(&function.name));
                    runs += function.size;
                }
                None => rest += function.size,
            }
        }
        let few = rest < LARGEST_REST && !pattern.ends_with(CLOSURES);
        if runs > 0 && (few || rest < runs) {
            lines[PARTS.len()].push(pattern.clone());
        }
    }
    let mut script = String::from(HEAD);
    for pattern in lines.iter().flatten() {
        let _ = writeln!(script, "    *(.text.{pattern} .text.unlikely.{pattern})");
    }
    script.push_str("  }\n}\nINSERT BEFORE .text;\n");
    script
}

/// What the script begins with.
const HEAD: &str = "/* The functions that run at each start, and in most programs. Made by `cargo xtask layout`, which says why. */
SECTIONS
{
  .text.start :
  {
";

/// The symbols of the functions that run in programs.
fn ran(program: &Path, programs: &[&[&str]]) -> Result<BTreeSet<String>, String> {
    let file = std::env::temp_dir().join(format!("layout-{}", std::process::id()));
    let mut names = BTreeSet::new();
    // Files can be sought in, pipes cannot.
    let streams = programs.iter().flat_map(|program| [(program, Stdio::null()), (program, Stdio::piped())]);
    for (arguments, stdout) in streams {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=callgrind", "--demangle=no"]);
        valgrind.arg(format!("--callgrind-out-file={}", file.display()));
        let output = valgrind
            .arg(program)
            .args(*arguments)
            .current_dir(root())
            .stdout(stdout)
            .output()
            .map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let text = fs::read_to_string(&file).map_err(|error| error.to_string())?;
        // `fn=(12) name`, or `cfn=` for one that is called; `'2` behind a name marks a recursive call.
        let named = text.lines().filter_map(|line| {
            let (_, name) = line.strip_prefix('c').unwrap_or(line).strip_prefix("fn=(")?.split_once(") ")?;
            Some(name.split('\'').next().unwrap_or(name).to_owned())
        });
        names.extend(named);
    }
    let _ = fs::remove_file(&file);
    Ok(names)
}

/// A function of the program.
struct Function {
    address: u64,
    size: u64,
    name: String,
}

/// The functions of the program.
fn functions(program: &Path) -> Result<Vec<Function>, String> {
    let output = Command::new("nm").args(["-S", "--defined-only"]).arg(program).output();
    let output = output.map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let function = |line: &str| {
        let [address, size, kind, name] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            return None;
        };
        let [address, size] = [address, size].map(|number| u64::from_str_radix(number, 16).ok());
        let function = Function { address: address?, size: size?, name: name.to_owned() };
        matches!(kind, "t" | "T" | "w" | "W").then_some(function)
    };
    Ok(text.lines().filter_map(function).collect())
}

/// The pattern for a symbol's function, whatever number the optimiser adds.
fn exact(symbol: &str) -> String {
    match symbol.split_once(".llvm.") {
        Some((symbol, _)) => format!("{symbol}*"),
        None => symbol.to_owned(),
    }
}

/// The pattern for the functions of a symbol's path: `_ZN4text5parse17h0123456789abcdefE` is `_ZN4text5parse17h*`.
fn pattern(symbol: &str) -> String {
    const HASH: &str = "17h";
    // What the optimiser makes of one function of a module has a number at its end.
    let (symbol, suffix) =
        symbol.split_once(".llvm.").map_or((symbol, ""), |(symbol, _)| (symbol, ".llvm.*"));
    let path = symbol.strip_prefix("_ZN").and_then(|_| symbol.strip_suffix('E')).and_then(|path| {
        let (path, hash) = path.split_at_checked(path.len().checked_sub(16 + HASH.len())?)?;
        hash.strip_prefix(HASH)?.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(path)
    });
    match path {
        Some(path) => format!("{path}{HASH}*"),
        None => format!("{symbol}{suffix}"),
    }
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn patterns_have_no_hashes() {
        assert_eq!(pattern("_ZN4text5parse17h0123456789abcdefE"), "_ZN4text5parse17h*");
        assert_eq!(pattern("_ZN4text5parse17h0123456789abcdefE.llvm.77"), "_ZN4text5parse17h*");
        assert_eq!(pattern("mi_malloc"), "mi_malloc");
    }
}
