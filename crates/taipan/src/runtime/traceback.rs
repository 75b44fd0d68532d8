//! What is printed about an exception that nobody handled: the report of the builtins, with the interpreter's frames, the
//! files' lines and our parser.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::io::IsTerminal as _;

use taipan_ast::{ExprKind, Mod, Options, Stmt, StmtKind};
use taipan_builtins::exceptions::report::collect::{self, CodePlace, Inspect};
use taipan_builtins::exceptions::report::{self, Expression, Parse, Statement, Theme};
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value};
use taipan_std_boot::import;
use taipan_text::decode::{Decoder, NoDecoder};
use taipan_text::{Error, ErrorClass, Location, PyText, Verdict, Warning, Warnings};
use taipan_vm::place::Place;

use super::interactive::Typed;
use crate::pipeline::{self, Source, Workspace};

/// The program that was given on the command line.
#[derive(Default)]
struct Command(OnceCell<String>);

/// Remembers the program that was given on the command line, so that its lines can be shown.
pub(super) fn remember_command(py: &Py, text: &str) {
    let _ = py.state::<Command>().0.set(text.to_owned());
}

/// Tells the module `linecache` of the source of code that is in no file, under the name that is shown for it.
pub(super) fn register_source(py: &mut Py, code: &Value, source: &str, name: &str) -> PyResult<()> {
    let linecache = import::import(py, "linecache")?;
    let function = py.heap().intern("_register_code")?;
    let (source, name) = (py.str(source)?, py.str(name)?);
    py.call_method(&linecache, &function, &[code, &source, &name]).map(drop)
}

/// The text about an exception.
pub(super) fn text(py: &mut Py, exception: &Value, theme: Theme) -> String {
    let report = collect::collect(py, exception, &mut Inspector::default());
    report::render(&report, theme, &Front { stack: py.stack_left() })
}

/// The text about an exception that cannot go anywhere: without marks, notes, or others that it is chained to.
pub(super) fn plain_text(py: &mut Py, exception: &Value) -> String {
    let mut report = collect::collect_plain(py, exception, &mut Inspector::default());
    for exception in &mut report.exceptions {
        exception.notes.clear();
        exception.syntax = None;
        for frame in &mut exception.frames {
            frame.range = None;
            frame.source.truncate(1);
        }
    }
    let mut text = report::render(&report, Theme::default(), &Front { stack: py.stack_left() });
    // Here the class is always followed by a colon, whatever comes behind it.
    if report.exceptions.first().is_some_and(|exception| exception.message.is_empty()) && text.ends_with('\n')
    {
        text.pop();
        text.push_str(": \n");
    }
    text
}

/// Whether the standard error stream is to be coloured, and how: what the module `_colorize` decides.
pub(super) fn theme() -> Theme {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let colours = std::env::var("PYTHON_COLORS").ok();
    let coloured = match colours.as_deref() {
        Some("0") => false,
        Some("1") => true,
        _ if is_set("NO_COLOR") => false,
        _ if is_set("FORCE_COLOR") => true,
        _ if std::env::var("TERM").is_ok_and(|term| term == "dumb") => false,
        _ => std::io::stderr().is_terminal(),
    };
    if coloured { Theme::COLOURS } else { Theme::default() }
}

/// What the report asks of the interpreter.
#[derive(Default)]
struct Inspector {
    /// The lines of files that were read.
    files: HashMap<String, Vec<String>>,
}

impl Inspect for Inspector {
    fn place(&mut self, py: &mut Py, frame: &Value, instruction: i32) -> Option<CodePlace> {
        let place = Place::of(py, frame, instruction)?;
        let Location { line, column, end_line, end_column } = place.location;
        let known = |number: i32| (number >= 0).then_some(number);
        let shown = |text: &Value| text.get::<Str>().map(collect::shown).unwrap_or_default();
        Some(CodePlace {
            file: shown_name(shown(&place.filename)),
            function: shown(&place.name),
            line: known(line),
            end_line: known(end_line),
            columns: usize::try_from(column).ok().zip(usize::try_from(end_column).ok()),
        })
    }

    fn source(&mut self, py: &mut Py, file: &str, frame: &Value, line: i32) -> String {
        let place = if file == TYPED { Place::of(py, frame, -1) } else { None };
        let name = place.and_then(|place| place.filename.get::<Str>().map(collect::shown));
        let file = name.as_deref().unwrap_or(file);
        let lines = self.files.entry(file.to_owned()).or_insert_with(|| lines(py, file));
        let index = usize::try_from(line).ok().and_then(|line| line.checked_sub(1));
        index.and_then(|index| lines.get(index)).cloned().unwrap_or_default()
    }

    fn sys(&mut self, py: &mut Py, name: &str) -> Option<Value> {
        let name = py.heap().intern(name).ok()?;
        taipan_vm::sys_attribute(py, &name).ok().flatten()
    }
}

/// What statements typed at the prompt are shown to come from.
const TYPED: &str = "<stdin>";

/// The name that is shown for a file: statements typed at the prompt have one for each, `<stdin-5>`.
fn shown_name(file: String) -> String {
    if file.starts_with("<stdin-") && file.ends_with('>') { TYPED.to_owned() } else { file }
}

/// The lines of a file, of the program that was given on the command line, or of what was typed at the prompt.
fn lines(py: &mut Py, file: &str) -> Vec<String> {
    let typed = py.state::<Typed>().0.get(py).get(file).cloned();
    let text = match (typed, py.state::<Command>().0.get()) {
        (Some(text), _) => text,
        (None, Some(text)) if file == "<string>" => text.clone(),
        _ => {
            let Ok(bytes) = std::fs::read(file) else { return Vec::new() };
            match pipeline::text(Source::Script(&bytes, file), &mut Codecs(py)) {
                Ok(text) => text.into_owned(),
                Err(_) => return Vec::new(),
            }
        }
    };
    text.split('\n').map(str::to_owned).collect()
}

/// Sources in any encoding that is registered. One that its codec refuses has no lines to be shown.
struct Codecs<'a>(&'a mut Py);

impl Decoder for Codecs<'_> {
    fn decode(&mut self, encoding: &str, bytes: &[u8]) -> Result<String, Box<Error>> {
        let Self(py) = self;
        match py.decode(bytes, Some(encoding), None) {
            Ok(text) => Ok(text.get::<Str>().map(|text| text.to_utf8().into_owned()).unwrap_or_default()),
            Err(raised) => {
                py.discard(raised);
                Err(Error::new(ErrorClass::Value, ""))
            }
        }
    }
}

/// The parser, for the marks under expressions.
struct Front {
    /// How much native stack it may use, in bytes.
    stack: usize,
}

impl Front {
    /// Asks something about the statements of a source; `None` if it is not valid.
    fn ask<R>(&self, source: &str, answer: impl FnOnce(&[&Stmt<'_>]) -> R) -> Option<R> {
        let mut workspace = Workspace::new(self.stack);
        let mut silent = Silent;
        let mut session = workspace.session(&mut silent);
        let source = Source::Text(PyText::from_bytes(source.as_bytes()));
        match pipeline::tree(source, &Options::default(), &mut session, &mut NoDecoder) {
            Ok(Mod::Module { body, .. }) => Some(answer(body)),
            _ => None,
        }
    }
}

/// Drops warnings.
pub(super) struct Silent;

impl Warnings for Silent {
    fn warn(&mut self, _: Warning) -> Verdict {
        Verdict::Continue
    }
}

/// Where something begins and ends, in lines and columns from 0. `before` lines were put in front of the text.
fn ends(location: &Location, before: i32) -> ((usize, usize), (usize, usize)) {
    let place = |line: i32, column: i32| {
        (usize::try_from(line - 1 - before).unwrap_or(0), usize::try_from(column).unwrap_or(0))
    };
    (place(location.line, location.column), place(location.end_line, location.end_column))
}

impl Parse for Front {
    fn expression(&self, text: &str) -> Option<Expression> {
        // In parentheses an expression may go over several lines.
        let answer = self.ask(&format!("(\n{text}\n)"), |body| {
            let &[Stmt { kind: StmtKind::Expr { value }, .. }] = body else { return None };
            let (_, whole) = ends(&value.location, 1);
            Some(match &value.kind {
                ExprKind::BinOp { left, right, .. } => {
                    Expression::Binary(ends(&left.location, 1).1, ends(&right.location, 1).0)
                }
                ExprKind::Subscript { value, .. } => Expression::Subscript(ends(&value.location, 1).1, whole),
                ExprKind::Call { func, .. } => Expression::Call(ends(&func.location, 1).1, whole),
                _ => Expression::Other,
            })
        });
        answer.flatten()
    }

    fn statement(&self, text: &str) -> Statement {
        let answer = self.ask(text, |body| {
            let Some(first) = body.first() else { return Statement::Empty };
            let value = match &first.kind {
                StmtKind::Return { value: Some(value) } => match &value.kind {
                    ExprKind::Call { func, .. } if matches!(func.kind, ExprKind::Name { .. }) => value,
                    _ => return Statement::Other,
                },
                StmtKind::Assign { targets: [target], value, .. }
                    if matches!(target.kind, ExprKind::Name { .. })
                        && matches!(value.kind, ExprKind::Call { .. }) =>
                {
                    value
                }
                _ => return Statement::Other,
            };
            let (start, end) = ends(&value.location, 0);
            Statement::Call(start, end)
        });
        answer.unwrap_or(Statement::Invalid)
    }
}
