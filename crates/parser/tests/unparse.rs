//! Compares the text made of trees, and of annotations, with CPython's, for the cases in `unparse/` (see
//! `unparse/make.py`).

use std::fmt::Write as _;
use std::fs;

use bumpalo::Bump;
use taipan_ast::{CompileFlags, Mod, Mode, Node, Options, Session, StmtKind, unparse, unparse_annotation};
use taipan_num::DigitLimit;
use taipan_text::{Error, Names, PyText, StackLimit, Warning};

/// Enough for every case, and less than a test's thread has.
const STACK: usize = 1 << 20;

#[test]
fn text_of_trees_is_cpythons() {
    let folder = "tests/unparse";
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
            let found = answer(heading, source) + "\n";
            count += 1;
            if found != expected {
                let _ = writeln!(wrong, "{}: {heading}\n{source}\n==> {found}not {expected}", path.display());
            }
        }
    }
    assert!(count > 500, "only {count} cases");
    assert!(wrong.is_empty(), "{wrong}");
}

/// The text or the error, in the words of `make.py`.
fn answer(heading: &str, source: &str) -> String {
    let (mode, flags) = match heading {
        "exec" => (Mode::Exec, 0),
        "exec type_comments" => (Mode::Exec, CompileFlags::TYPE_COMMENTS),
        "eval" => (Mode::Eval, 0),
        "single" => (Mode::Single, 0),
        "func_type" => (Mode::FuncType, 0),
        "annotation" => return text(&format!("x: ({source})"), Mode::Exec, 0, annotation),
        heading => panic!("no mode {heading:?}"),
    };
    text(source, mode, flags, |program, names, limit, stack| unparse(Node::Mod(program), names, limit, stack))
}

type Printed = Result<Vec<u8>, Box<Error>>;

fn text(
    source: &str,
    mode: Mode,
    flags: u32,
    print: impl Fn(&Mod<'_>, &Names, DigitLimit, StackLimit) -> Printed,
) -> String {
    let arena = Bump::new();
    let mut names = Names::new();
    let mut warnings: Vec<Warning> = Vec::new();
    let stack = StackLimit::below_here(STACK);
    let mut spare = taipan_ast::Spare::default();
    let mut session = Session {
        arena: &arena,
        names: &mut names,
        warnings: &mut warnings,
        stack,
        spare: &mut spare,
        findings: None,
    };
    let options = Options { mode, flags: CompileFlags(flags), ..Options::default() };
    let program = match taipan_parser::parse(source, &options, &mut session) {
        Ok(program) => program,
        Err(error) => return error.to_string(),
    };
    match print(program, &names, DigitLimit::default(), stack) {
        Ok(text) => escaped(PyText::from_bytes(&text)),
        Err(error) => error.to_string(),
    }
}

fn annotation(program: &Mod<'_>, names: &Names, limit: DigitLimit, stack: StackLimit) -> Printed {
    let Mod::Module { body: [statement], .. } = program else { panic!("not one statement") };
    let StmtKind::AnnAssign { annotation, .. } = statement.kind else { panic!("no annotation") };
    unparse_annotation(annotation, names, limit, stack)
}

/// The text, surrogates escaped as by `backslashreplace`.
fn escaped(text: PyText<'_>) -> String {
    let shown = |c| char::from_u32(c).map_or_else(|| format!("\\u{c:04x}"), String::from);
    text.code_points().map(shown).collect()
}
