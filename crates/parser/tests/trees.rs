//! Compares trees and warnings with CPython's, for the cases in `trees/` (see `trees/make.py`).

use std::fmt::Write as _;
use std::fs;

use bumpalo::Bump;
use taipan_ast::{CompileFlags, DumpOptions, Mode, Node, Options, Session, dump};
use taipan_text::{Error, Names, StackLimit, Verdict, Warning, WarningCategory, Warnings};

/// Enough for every case, and less than a test's thread has.
const STACK: usize = 1 << 20;

#[test]
fn trees_are_cpythons() {
    let folder = "tests/trees";
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
            let (options, raises) = options(heading);
            let found = answer(source, &options, raises);
            count += 1;
            if found != expected {
                let _ = writeln!(wrong, "{}: {heading}\n{source}\n==> {found}not {expected}", path.display());
            }
        }
    }
    assert!(count > 700, "only {count} cases");
    assert!(wrong.is_empty(), "{wrong}");
}

/// The options of a case, and whether warnings are errors.
fn options(heading: &str) -> (Options, bool) {
    let mut words = heading.split(' ');
    let mode = match words.next() {
        Some("exec") => Mode::Exec,
        Some("eval") => Mode::Eval,
        Some("single") => Mode::Single,
        Some("func_type") => Mode::FuncType,
        mode => panic!("no mode {mode:?}"),
    };
    let mut options = Options { mode, ..Options::default() };
    let mut raises = false;
    for word in words {
        match word.split_once('=') {
            Some(("feature_version", minor)) => options.feature_version = minor.parse().expect("a number"),
            None if word == "type_comments" => options.flags = CompileFlags(CompileFlags::TYPE_COMMENTS),
            None if word == "raise" => raises = true,
            _ => panic!("no option {word}"),
        }
    }
    (options, raises)
}

/// Receives warnings, and makes errors of them if it is to.
struct Receiver {
    raises: bool,
    warnings: Vec<Warning>,
}

impl Warnings for Receiver {
    fn warn(&mut self, warning: Warning) -> Verdict {
        self.warnings.push(warning);
        if self.raises { Verdict::Raise } else { Verdict::Continue }
    }
}

/// The warnings and the tree, in the words of `make.py`.
fn answer(source: &str, options: &Options, raises: bool) -> String {
    let arena = Bump::new();
    let mut names = Names::new();
    let mut receiver = Receiver { raises, warnings: Vec::new() };
    let stack = StackLimit::below_here(STACK);
    let mut spare = taipan_ast::Spare::default();
    let mut session = Session {
        arena: &arena,
        names: &mut names,
        warnings: &mut receiver,
        stack,
        spare: &mut spare,
        findings: None,
    };
    let program = match taipan_parser::parse(source, options, &mut session) {
        Ok(program) => program,
        Err(error) => return described(&error),
    };
    let mut answer = String::new();
    for Warning { category, message, range } in receiver.warnings {
        let category = match category {
            WarningCategory::Syntax => "SyntaxWarning",
            WarningCategory::Deprecation => "DeprecationWarning",
        };
        let _ = writeln!(answer, "{category} {} {message}", range.line);
    }
    let options = DumpOptions { include_attributes: true, ..DumpOptions::default() };
    let limit = taipan_num::DigitLimit::default();
    answer + &dump(Node::Mod(program), &names, options, limit, stack).expect("a shallow tree") + "\n"
}

/// Class, range and text of an error.
fn described(error: &Error) -> String {
    let place = error.range.map_or("-".to_owned(), |range| {
        let end = |number: Option<i32>| number.map_or("None".to_owned(), |number| number.to_string());
        format!("{}:{}-{}:{}", range.line, range.offset, end(range.end_line), end(range.end_offset))
    });
    format!("ERROR {} {place} {}\n", error.class.name(), error.message)
}
