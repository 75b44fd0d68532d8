//! From source text to the tree, or to the error that CPython reports.

use taipan_ast::{Mod, Mode, Options, Session, TypeIgnore};
use taipan_text::{Error, ErrorClass, PyText, Verdict};

use crate::diagnose::{MAX_DEPTH, diagnose, find_error, stack_overflow};
use crate::grammar::{FoundEscape, Parser};
use crate::lexer::{LexOptions, Lexed, LexerWarning, lex_into, translate_newlines};

/// Parses a source. Warnings go to the session, those of the lexer and those of the grammar in CPython's order.
pub fn parse<'a>(
    source: &str,
    options: &Options,
    session: &mut Session<'a, '_>,
) -> Result<&'a Mod<'a>, Box<Error>> {
    let source = translate_newlines(source, options.mode == Mode::Exec);
    let lexed = lex_into(session.spare.take(), &source, LexOptions::from(options));
    let result = parse_lexed(&lexed, options, session);
    let mut tokens = lexed.tokens;
    if tokens.capacity() <= MAX_KEPT {
        tokens.clear();
        session.spare.leave(tokens);
    }
    result
}

/// Room for how many tokens is kept for the next source. That of a larger one is better used for what comes after.
const MAX_KEPT: usize = 1 << 18;

/// Parses a source whose tokens are known, or says what is wrong with it.
fn parse_lexed<'a>(
    lexed: &Lexed<'_>,
    options: &Options,
    session: &mut Session<'a, '_>,
) -> Result<&'a Mod<'a>, Box<Error>> {
    let source = lexed.source;
    let Correct { program, escapes, deepest } = match parse_correct(lexed, options, session) {
        Ok(correct) => correct,
        Err(Incorrect::Wrong) => return Err(diagnose(source, options, session)),
        Err(Incorrect::TooDeep) => {
            return Err(find_error(source, options, session.stack).unwrap_or_else(stack_overflow));
        }
    };
    if deepest >= MAX_DEPTH
        && let Some(error) = find_error(source, options, session.stack)
    {
        return Err(error);
    }
    report(lexed, escapes, session)?;
    Ok(program)
}

/// What comes of a correct program.
struct Correct<'a> {
    program: &'a Mod<'a>,
    escapes: Vec<FoundEscape>,
    /// How deep its rules are nested, at most.
    deepest: u32,
}

/// Why a program was not parsed.
enum Incorrect {
    Wrong,
    /// The native stack is used up.
    TooDeep,
}

/// Parses a program that has to be correct.
fn parse_correct<'a>(
    lexed: &Lexed<'_>,
    options: &Options,
    session: &mut Session<'a, '_>,
) -> Result<Correct<'a>, Incorrect> {
    if lexed.error.is_some() {
        return Err(Incorrect::Wrong);
    }
    let type_ignores = type_ignores(lexed, session);
    let (arena, names, stack) = (session.arena, &mut *session.names, session.stack);
    let mut parser = Parser::new(lexed.source, &lexed.tokens, options, arena, names, stack);
    let Ok(program) = parser.program(type_ignores) else {
        return Err(if parser.has_overflowed() { Incorrect::TooDeep } else { Incorrect::Wrong });
    };
    if options.mode == Mode::Single && !is_blank(after_statement(lexed, parser.tokens_used())) {
        return Err(Incorrect::Wrong);
    }
    let deepest = parser.deepest_level();
    let (escapes, mut findings) = parser.into_results();
    findings.finish(program);
    session.findings = Some(findings);
    Ok(Correct { program, escapes, deepest })
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
    for FoundEscape { tokens_read, warning } in escapes {
        let last_read = lexed.tokens.get(tokens_read.saturating_sub(1));
        let read = last_read.map_or(u32::MAX, |token| token.end);
        while let Some(early) = early.next_if(|early| early.position <= read) {
            pass_on(early, session)?;
        }
        match session.warnings.warn(warning.warning.clone()) {
            Verdict::Continue => {}
            Verdict::Failed => return Err(raised()),
            Verdict::Raise => {
                // An error of the lexer in what is not read yet comes before this one, a warning that is one as well.
                early.try_for_each(|early| pass_on(early, session))?;
                return Err(warning.into_error());
            }
        }
    }
    early.try_for_each(|early| pass_on(early, session))
}

fn pass_on(warning: &LexerWarning, session: &mut Session<'_, '_>) -> Result<(), Box<Error>> {
    match session.warnings.warn(warning.warning.clone()) {
        Verdict::Continue => Ok(()),
        Verdict::Raise => Err(warning.error.clone()),
        Verdict::Failed => Err(raised()),
    }
}

/// The receiver of warnings has raised an exception of its own.
fn raised() -> Box<Error> {
    Error::new(ErrorClass::Raised, "")
}
