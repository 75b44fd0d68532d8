//! From source text to the tree, or to the error that CPython reports.

use taipan_ast::{Mod, Mode, Options, Session, TypeIgnore};
use taipan_text::{Error, ErrorClass, PyText, Verdict, Warning};

use crate::Token;
use crate::grammar::{FoundEscape, Parser};
use crate::lexer::{LexOptions, Lexed, lex, translate_newlines};

/// Parses a source. Warnings go to the session, those of the lexer and those of the grammar in CPython's order.
pub fn parse<'a>(
    source: &str,
    options: &Options,
    session: &mut Session<'a, '_>,
) -> Result<&'a Mod<'a>, Box<Error>> {
    let source = translate_newlines(source, options.mode == Mode::Exec);
    let lexed = lex(&source, LexOptions::from(options));
    match parse_correct(&lexed, options, session) {
        Some((program, escapes)) => {
            report(&lexed, escapes, session)?;
            Ok(program)
        }
        None => Err(Error::new(ErrorClass::Syntax, "invalid syntax")),
    }
}

/// The tree of a correct program, and the invalid escapes in it.
fn parse_correct<'a>(
    lexed: &Lexed<'_>,
    options: &Options,
    session: &mut Session<'a, '_>,
) -> Option<(&'a Mod<'a>, Vec<FoundEscape>)> {
    if lexed.error.is_some() {
        return None;
    }
    let type_ignores = type_ignores(lexed, session);
    let (arena, names, stack) = (session.arena, &mut *session.names, session.stack);
    let mut parser = Parser::new(lexed.source, &lexed.tokens, options, arena, names, stack);
    let program = parser.program(type_ignores).ok()?;
    if options.mode == Mode::Single && !is_blank(after_statement(lexed, parser.tokens_used())) {
        return None;
    }
    Some((program, parser.into_warnings()))
}

fn type_ignores<'a>(lexed: &Lexed<'_>, session: &Session<'a, '_>) -> &'a [&'a TypeIgnore<'a>] {
    let arena = session.arena;
    let nodes = lexed.type_ignores.iter().map(|ignore| {
        let tag = lexed.source.get(ignore.start as usize..ignore.end as usize).unwrap_or_default();
        &*arena.alloc(TypeIgnore { lineno: ignore.line as i32, tag: PyText::new(arena.alloc_str(tag)) })
    });
    arena.alloc_slice_fill_iter(nodes.collect::<Vec<_>>())
}

/// What follows the statement that an input of mode `single` consists of.
fn after_statement<'s>(lexed: &Lexed<'s>, tokens_used: usize) -> &'s str {
    let last = tokens_used.checked_sub(1).and_then(|last| lexed.tokens.get(last));
    last.and_then(|token| lexed.source.get(token.end as usize..)).unwrap_or_default()
}

/// Whether a text holds nothing but blank space and comments.
fn is_blank(text: &str) -> bool {
    let blank = [' ', '\t', '\n', '\x0c'];
    text.split('\n')
        .all(|line| line.trim_start_matches(blank).starts_with('#') || line.trim_matches(blank).is_empty())
}

/// Passes all warnings on, in the order in which CPython's parser, which reads one token at a time, comes to them.
fn report(
    lexed: &Lexed<'_>,
    escapes: Vec<FoundEscape>,
    session: &mut Session<'_, '_>,
) -> Result<(), Box<Error>> {
    let mut early = lexed.warnings.iter().peekable();
    for escape in escapes {
        let read = lexed.tokens.get(escape.tokens_read.saturating_sub(1));
        while let Some(warning) =
            early.next_if(|early| read.is_some_and(|read| precedes(&early.warning, read, lexed)))
        {
            warn(warning.warning.clone(), || warning.error.clone(), session)?;
        }
        warn(escape.warning.warning.clone(), || escape.warning.into_error(), session)?;
    }
    early.try_for_each(|warning| warn(warning.warning.clone(), || warning.error.clone(), session))
}

/// Whether a warning of the lexer is about a token no later than `read`.
fn precedes(warning: &Warning, read: &Token, lexed: &Lexed<'_>) -> bool {
    let line_start = (read.end as usize).saturating_sub(read.end_column as usize);
    let line = lexed.source.get(line_start..read.end as usize).unwrap_or_default();
    let end = line.chars().count() as i32;
    (warning.range.line, warning.range.offset) <= (read.end_line as i32, end)
}

fn warn(
    warning: Warning,
    error: impl FnOnce() -> Box<Error>,
    session: &mut Session<'_, '_>,
) -> Result<(), Box<Error>> {
    match session.warnings.warn(warning) {
        Verdict::Continue => Ok(()),
        Verdict::Raise => Err(error()),
        Verdict::Failed => Err(Error::new(ErrorClass::Raised, "")),
    }
}
