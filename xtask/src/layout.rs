//! `cargo xtask layout PROGRAM`: which functions run when the program starts, as `crates/taipan/layout.ld`.
//!
//! The system reads a program in pages, sixteen at a time, and what has been read is resident memory. The functions that every
//! start needs are an eighth of the program and lie all over it; the linker puts those of the list next to each other. What it
//! lacks, or has too much, costs memory and nothing else: it need not be made anew for each change.
//!
//! They are listed by path, without the hash that a compiler adds, so that the list holds for other compilers too. Where a path
//! has functions that do not run (there is one for each type that a generic function is made for, and closures all have one
//! path), those that do are listed with their hashes, and the path comes behind all of them.
//!
//! It asks `valgrind` what runs and `nm` what there is. The program must have been built with `--release`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::root;

/// What is run: starting and ending.
const PROGRAMS: &[&[&str]] = &[&["-I", "-c", "pass"], &["-c", "pass"]];

/// How large a path's functions may be that do not run, beside those that do: functions for many types have one path.
const LARGEST_REST: u64 = 140_000;

/// All closures that are functions in tables have this path.
const CLOSURES: &str = "ops8function6FnOnce9call_once17h*";

/// Runs the command.
pub fn run(arguments: Vec<String>) -> Result<(), String> {
    let [program] = &arguments[..] else { return Err("usage: cargo xtask layout PROGRAM".to_owned()) };
    let program = Path::new(program);
    let ran = ran(program)?;
    let functions = functions(program)?;
    // Functions that have become one have several symbols, one of which has given the section its name.
    let running: BTreeSet<u64> = functions
        .iter()
        .filter(|function| ran.contains(&function.name))
        .map(|function| function.address)
        .collect();
    // By path: the functions that run, with their bytes, and the bytes of the others.
    let mut paths: BTreeMap<String, Namesakes> = BTreeMap::new();
    for Function { address, name, size } in functions {
        let path = paths.entry(pattern(&name)).or_default();
        if running.contains(&address) {
            path.running.push(exact(&name));
            path.bytes += size;
        } else {
            path.rest += size;
        }
    }
    paths.retain(|_, path| !path.running.is_empty());
    let first = paths.iter().flat_map(|(pattern, path)| match path.rest {
        0 => std::slice::from_ref(pattern),
        _ => &path.running,
    });
    let behind = paths.iter().filter(|(pattern, path)| {
        let few = path.rest < LARGEST_REST && !pattern.ends_with(CLOSURES);
        path.rest > 0 && (few || path.rest < path.bytes)
    });
    let mut script = String::from(HEAD);
    for pattern in first.chain(behind.clone().map(|(pattern, _)| pattern)) {
        let _ = writeln!(script, "    *(.text.{pattern} .text.unlikely.{pattern})");
    }
    script.push_str("  }\n}\nINSERT BEFORE .text;\n");
    fs::write(root().join("crates/taipan/layout.ld"), script).map_err(|error| error.to_string())?;
    let bytes: u64 = paths.values().map(|path| path.bytes).sum();
    let rest: u64 = behind.map(|(_, path)| path.rest).sum();
    println!(
        "{} functions with {} KiB, and {} KiB that share paths",
        running.len(),
        bytes / 1024,
        rest / 1024
    );
    Ok(())
}

/// The functions of a path.
#[derive(Default)]
struct Namesakes {
    /// Patterns for those that run, and how many bytes they have.
    running: Vec<String>,
    bytes: u64,
    /// How many bytes the others have.
    rest: u64,
}

/// What the script begins with.
const HEAD: &str = "/* The functions that run at each start. Made by `cargo xtask layout`, which says why. */
SECTIONS
{
  .text.start :
  {
";

/// The symbols of the functions that run.
fn ran(program: &Path) -> Result<BTreeSet<String>, String> {
    let file = std::env::temp_dir().join(format!("layout-{}", std::process::id()));
    let mut names = BTreeSet::new();
    // Files can be sought in, pipes cannot.
    let streams = PROGRAMS.iter().flat_map(|program| [(program, Stdio::null()), (program, Stdio::piped())]);
    for (arguments, stdout) in streams {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=callgrind", "--demangle=no"]);
        valgrind.arg(format!("--callgrind-out-file={}", file.display()));
        let output = valgrind
            .arg(program)
            .args(*arguments)
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
