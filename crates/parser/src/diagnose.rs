//! Finds the error that CPython reports for a source that the grammar does not accept.
//!
//! CPython parses such a source twice with a PEG grammar. The second pass takes rules in that exist only to recognise
//! common mistakes. Which of several possible messages comes out depends on the order of the alternatives, on which
//! results are remembered, and on how far the lexer had come; so this is a recogniser of the same grammar, rule by
//! rule, which builds no tree and keeps of each piece only what messages speak of ([`node`]).
//!
//! ```text
//!   first pass ──► an error raised: a literal, a lexer error, a missing `:` after `else`   ─┐
//!        │ no match                                                                         ├─► is there a lexer error
//!   second pass, with the rules for mistakes ──► an error raised                           ─┤   in the rest? then that
//!        │ no match                                                                         │
//!   "invalid syntax" at the last token of the first pass                                   ─┘
//! ```
//!
//! Rules have the names of CPython's grammar (`Grammar/python.gram`), spelled out; the rules for mistakes begin with
//! `invalid_`.

mod arguments;
mod atoms;
mod compound;
mod definitions;
mod engine;
mod expressions;
mod imports;
mod literals;
mod node;
mod operators;
mod parameters;
mod patterns;
mod raise;
mod statements;
mod targets;
mod tokens;

use bumpalo::Bump;
use taipan_ast::{CompileFlags, Mode, Options, Session};
use taipan_text::{Error, ErrorClass, Parsed, StackLimit, Warnings};

use crate::{LexOptions, Lexer, Token, TokenKind};
pub(crate) use engine::{MAX_DEPTH, stack_overflow};
use engine::{Miss, Parse, Peg};
use node::Node;
use tokens::{Tokens, location};

/// The error of a source that [`crate::parse`] does not accept, whose newlines have been translated.
///
/// Were the source correct after all, which would be a fault of the parser, the answer is `invalid syntax` at its
/// last token.
pub fn diagnose(source: &str, options: &Options, session: &mut Session<'_, '_>) -> Box<Error> {
    let arena = Bump::new();
    let mut peg = recogniser(source, options, session.stack, &mut *session.warnings, &arena);
    find(&mut peg)
        .unwrap_or_else(|| peg.tokens.error_at_last(ErrorClass::Syntax, "invalid syntax".to_owned()))
}

/// As [`diagnose`], for a source that may be correct: one that is nested so deeply that CPython's parser may give up.
/// Warns of nothing.
pub(crate) fn find_error(source: &str, options: &Options, stack: StackLimit) -> Option<Box<Error>> {
    let arena = Bump::new();
    let mut warnings = Vec::new();
    find(&mut recogniser(source, options, stack, &mut warnings, &arena))
}

fn recogniser<'n>(
    source: &'n str,
    options: &'n Options,
    stack: StackLimit,
    warnings: &'n mut dyn Warnings,
    arena: &'n Bump,
) -> Peg<'n> {
    let lexer = Lexer::new(source, LexOptions::from(options));
    Peg::new(Tokens::new(lexer, warnings), options, arena, stack)
}

/// Runs both passes.
fn find(peg: &mut Peg<'_>) -> Option<Box<Error>> {
    let first = start(peg);
    if peg.options.flags.has(CompileFlags::ALLOW_INCOMPLETE_INPUT) && first.is_err() && peg.tokens.is_at_end()
    {
        return Some(peg.tokens.error_at_last(ErrorClass::IncompleteInput, "incomplete input".to_owned()));
    }
    let last = peg.tokens.last();
    match first {
        Ok(_) if peg.options.mode == Mode::Single && peg.tokens.has_more() => {
            let message = "multiple statements found while compiling a single statement";
            return Some(peg.tokens.error_at_last(ErrorClass::Syntax, message.to_owned()));
        }
        Ok(_) => return None,
        Err(Miss::Raised) => {}
        Err(_) => {
            peg.begin_second_pass();
            // What counts is the error that it raises.
            let _ = start(peg);
        }
    }
    let mut error = match peg.error.take() {
        Some(error) => prefer_lexer(peg, error),
        None => unexpected(peg, last),
    };
    error.parsed = Some(Parsed { statement: peg.statement, source: peg.tokens.source().to_owned() });
    Some(error)
}

/// The raised error, or the one in the rest of the source that takes its place.
fn prefer_lexer(peg: &mut Peg<'_>, error: Box<Error>) -> Box<Error> {
    let is_syntax_error =
        matches!(error.class, ErrorClass::Syntax | ErrorClass::Indentation | ErrorClass::Tab);
    if peg.tokens.failed() || !is_syntax_error || peg.tokens.is_at_end() {
        return error;
    }
    peg.tokens.error_in_rest().unwrap_or(error)
}

/// The error where no rule has a message: at the last token that the first pass has fetched.
fn unexpected(peg: &mut Peg<'_>, last: Option<Token>) -> Box<Error> {
    let Some(last) = last else {
        return peg
            .tokens
            .error_at_last(ErrorClass::Syntax, "error at start before reading any input".to_owned());
    };
    let message = match last.kind {
        TokenKind::Indent => "unexpected indent",
        TokenKind::Dedent => "unexpected unindent",
        _ => {
            let place = location(last);
            let error = peg.tokens.error_between(place, place, "invalid syntax".to_owned());
            return peg.tokens.error_in_rest().unwrap_or(error);
        }
    };
    peg.tokens.error_at_last(ErrorClass::Indentation, message.to_owned())
}

/// Runs the start symbol.
fn start<'n>(peg: &mut Peg<'n>) -> Parse<Node<'n>> {
    match peg.options.mode {
        Mode::Exec => peg.file(),
        Mode::Eval => peg.eval(),
        Mode::Single => peg.interactive(),
        Mode::FuncType => peg.function_type(),
    }
}
