//! The module `_tokenize`: tokens as the module `tokenize` shows them.

use std::cell::{Cell, OnceCell};

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value, exception as exc};
use taipan_parser::tokenize::{Lines, TokenInfo, Tokenizer};
use taipan_text::Error;

use crate::error::raise;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("The lexer, for the module tokenize."),
    definitions: &[DEFINITIONS],
    types: &[&TOKENIZER_ITER],
    ..ModuleDef::of("_tokenize")
};

/// Yields the tokens of the lines that a function gives.
#[pyclass(static = TOKENIZER_ITER, name = "_tokenize.TokenizerIter", base = OBJECT)]
pub(crate) struct TokenizerIter {
    /// The function: a line for each call, at the end an empty one or StopIteration.
    readline: Value,
    /// What bytes are decoded with.
    encoding: Option<Value>,
    extra_tokens: bool,
    /// The tokens, once the lines were read.
    tokens: OnceCell<Tokens>,
    next: Cell<usize>,
    /// The line that was shown last, with its text.
    shown: PyCell<Option<Value>>,
}

/// What the lexer has found.
struct Tokens {
    found: Vec<Found>,
    lines: Vec<String>,
    error: Option<Box<Error>>,
}

struct Found {
    kind: u8,
    text: String,
    start: (u32, i32),
    end: (u32, i32),
    /// The index of its line.
    line: usize,
}

static DEFINITIONS: &[Definition] = &[Definition {
    doc: Some("Yields the tokens of the lines that readline gives."),
    flags: Flags::NONE,
    slots: &[TokenizerIter::SLOTS],
    ..Definition::of(&TOKENIZER_ITER)
}];

impl Tokens {
    fn of(source: &str, extra_tokens: bool) -> Self {
        let mut tokens = Self { found: Vec::new(), lines: Vec::new(), error: None };
        let lines = Lines::new(source);
        for token in Tokenizer::new(&lines, extra_tokens) {
            match token {
                Ok(token) => tokens.add(&token),
                Err(error) => tokens.error = Some(error),
            }
        }
        tokens
    }

    fn add(&mut self, token: &TokenInfo<'_>) {
        if self.lines.last().is_none_or(|last| last != token.line) {
            self.lines.push(token.line.to_owned());
        }
        self.found.push(Found {
            kind: token.kind.number(),
            text: token.text.to_owned(),
            start: token.start,
            end: token.end,
            line: self.lines.len() - 1,
        });
    }
}

#[pymethods]
impl TokenizerIter {
    #[pyslot("(readline, /, *, encoding=None, extra_tokens)", name = "tokenizeriter")]
    fn new(
        class: &Type,
        py: &mut Py,
        readline: Borrowed<'_>,
        encoding: Option<Borrowed<'_>>,
        extra_tokens: bool,
    ) -> PyResult<Value> {
        let encoding = encoding.filter(|it| !is_none(it)).map(Borrowed::to_value);
        py.heap().object_of(
            class,
            Self {
                readline: readline.to_value(),
                encoding,
                extra_tokens,
                tokens: OnceCell::new(),
                next: Cell::new(0),
                shown: PyCell::default(),
            },
        )
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, _py: &mut Py) -> PyResult<Value> {
        Ok(this.to_value())
    }

    #[pyslot]
    fn next(this: &Self, py: &mut Py) -> PyResult<Option<Value>> {
        if this.tokens.get().is_none() {
            let source = source(this, py)?;
            let _ = this.tokens.set(Tokens::of(&source, this.extra_tokens));
        }
        let Some(tokens) = this.tokens.get() else { return Ok(None) };
        let index = this.next.get();
        let Some(token) = tokens.found.get(index) else {
            return match &tokens.error {
                Some(error) if index == tokens.found.len() => {
                    this.next.set(index + 1);
                    Err(raise(py, error, "<string>"))
                }
                _ => Ok(None),
            };
        };
        this.next.set(index + 1);
        let same_line = index > 0 && tokens.found.get(index - 1).is_some_and(|it| it.line == token.line);
        let known = if same_line { this.shown.get(py).clone() } else { None };
        let line = match known {
            Some(line) => line,
            None => {
                let line = py.str(tokens.lines.get(token.line).map_or("", |line| line))?;
                drop(this.shown.replace(py, Some(line.clone())));
                line
            }
        };
        let place = |py: &mut Py, (line, column): (u32, i32)| {
            let pair = [py.int(line.into())?, py.int(column.into())?];
            py.tuple(pair)
        };
        let (start, end) = (place(py, token.start)?, place(py, token.end)?);
        let parts = [py.int(token.kind.into())?, py.str(&token.text)?, start, end, line];
        py.tuple(parts).map(Some)
    }
}

/// All lines together.
fn source(this: &TokenizerIter, py: &mut Py) -> PyResult<String> {
    let mut source = String::new();
    loop {
        let line = match py.call(&this.readline, &[]) {
            Ok(line) => line,
            Err(raised) if py.matches(&raised, &exc::STOP_ITERATION) => {
                py.discard(raised);
                return Ok(source);
            }
            Err(raised) => return Err(raised),
        };
        let text = match &this.encoding {
            Some(encoding) => {
                let Some(bytes) = line.get::<Bytes>() else {
                    return Err(exc::type_error(py, format_args!("readline() returned a non-bytes object")));
                };
                let encoding = encoding.to_string();
                py.decode(bytes.data(), Some(&encoding), Some("replace"))?
            }
            None => line,
        };
        let Some(text) = text.get::<Str>() else {
            return Err(exc::type_error(py, format_args!("readline() returned a non-string object")));
        };
        if text.is_empty() {
            return Ok(source);
        }
        source.push_str(&text.to_utf8());
    }
}
