//! Compares trees and warnings with CPython's, for the cases in `trees/` (see `trees/make.py`).

use std::fs;
use std::path::Path;

use bumpalo::Bump;
use taipan_ast::{CompileFlags, DumpOptions, Mode, Node, Options, Session, dump};
use taipan_text::{Names, StackLimit, Warning, WarningCategory};

/// Enough for every case, and less than a test's thread has.
const STACK: usize = 1 << 20;

#[test]
fn trees_are_cpythons() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trees");
    let mut count = 0;
    let mut wrong = String::new();
    for entry in fs::read_dir(folder).expect("the cases are there") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a text");
        for case in text.split("--- ").skip(1) {
            let (heading, case) = case.split_once('\n').expect("a line of options");
            let (source, expected) = case.split_once("\n==>\n").expect("an answer");
            let found = answer(source, &options(heading));
            count += 1;
            if found != expected {
                wrong += &format!("{}: {heading}\n{source}\n==> {found}not {expected}\n", path.display());
            }
        }
    }
    assert!(count > 700, "only {count} cases");
    assert!(wrong.is_empty(), "{wrong}");
}

fn options(heading: &str) -> Options {
    let mut words = heading.split(' ');
    let mode = match words.next() {
        Some("exec") => Mode::Exec,
        Some("eval") => Mode::Eval,
        Some("single") => Mode::Single,
        Some("func_type") => Mode::FuncType,
        mode => panic!("no mode {mode:?}"),
    };
    let mut options = Options { mode, ..Options::default() };
    for word in words {
        match word.split_once('=') {
            Some(("feature_version", minor)) => options.feature_version = minor.parse().expect("a number"),
            None if word == "type_comments" => options.flags = CompileFlags(CompileFlags::TYPE_COMMENTS),
            _ => panic!("no option {word}"),
        }
    }
    options
}

/// The warnings and the tree, in the words of `make.py`.
fn answer(source: &str, options: &Options) -> String {
    let arena = Bump::new();
    let mut names = Names::new();
    let mut warnings: Vec<Warning> = Vec::new();
    let stack = StackLimit::below_here(STACK);
    let mut session = Session { arena: &arena, names: &mut names, warnings: &mut warnings, stack };
    let Ok(program) = taipan_parser::parse(source, options, &mut session) else {
        return "ERROR\n".to_owned();
    };
    let mut answer = String::new();
    for Warning { category, message, range } in warnings {
        let category = match category {
            WarningCategory::Syntax => "SyntaxWarning",
            WarningCategory::Deprecation => "DeprecationWarning",
        };
        answer += &format!("{category} {} {message}\n", range.line);
    }
    let options = DumpOptions { include_attributes: true, ..DumpOptions::default() };
    let limit = taipan_num::DigitLimit::default();
    answer + &dump(Node::Mod(program), &names, options, limit, stack).expect("a shallow tree") + "\n"
}
