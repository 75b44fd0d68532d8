//! The parser for correct programs: predictive recursive descent over the tokens, with precedence climbing for the
//! binary operators.
//!
//! It accepts what CPython's grammar accepts and builds the same tree. Functions are named after the grammar's rules.
//! A program that it does not accept gets a [`Fail`] without a reason; `diagnose` then finds what CPython reports.
//!
//! CPython's grammar is a PEG: ordered alternatives with unlimited backtracking. Here one or two tokens decide
//! everywhere but in three places, none of which costs more than a second look at a line: `match` as a statement
//! ([`match_`]), a parenthesis after `with` ([`with`]), and the target of an annotation ([`assignment`]).

mod assignment;
mod atom;
mod call;
mod class;
mod compound;
mod comprehension;
mod display;
mod expression;
mod function;
mod import;
mod interpolated;
mod lambda;
mod match_;
mod module;
mod operators;
mod parameters;
mod pattern;
mod pending;
mod primary;
mod statement;
mod string;
mod subscript;
mod target;
mod try_;
mod type_params;
mod with;

use bumpalo::Bump;
use taipan_ast::{
    Alias, Arg, CmpOp, Comprehension, ExceptHandler, Expr, ExprKind, Findings, Keyword, MatchCase, Options,
    Pattern, Stmt, StmtKind, TypeParam, WithItem,
};
use taipan_text::{Location, Name, Names, StackLimit};

use crate::identifier::identifier;
use crate::strings::{ColumnCounter, EscapeWarning, InvalidEscape, escape_warning};
use crate::{Token, TokenKind};
use pending::Pending;

/// The program is not correct, or needs more stack than there is ([`Parser::has_overflowed`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fail;

/// More rules than CPython's grammar takes from one bracket to another directly inside.
const BRACKET_LEVELS: u32 = 40;

/// More rules than CPython's grammar takes from the start symbol to an atom.
const BASE_LEVELS: u32 = 100;

/// What a rule gives.
type Parsed<T> = Result<T, Fail>;

/// Where a node begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Start {
    line: u32,
    column: u32,
}

/// An invalid escape that was found, to be reported when the whole program is correct.
pub(crate) struct FoundEscape {
    /// How many tokens CPython's parser has read when it warns, which orders this among the lexer's warnings.
    pub(crate) tokens_read: usize,
    /// The warning.
    pub(crate) warning: EscapeWarning,
}

/// The state of a parse.
pub(crate) struct Parser<'a, 'p> {
    source: &'p str,
    /// Whether the source is ASCII, and so all names are in their normal form.
    is_ascii: bool,
    tokens: &'p [Token],
    options: &'p Options,
    arena: &'a Bump,
    names: &'p mut Names,
    stack: StackLimit,
    has_overflowed: bool,
    /// The position of the token that comes next.
    at: usize,
    /// That token.
    next: &'p Token,
    /// Where the last token ended that belongs to a node, so not an indent or the like.
    end: Start,
    /// `from __future__ import barry_as_FLUFL` is in force: `<>` instead of `!=`.
    flufl: bool,
    /// See [`Self::levels`].
    level: u32,
    deepest: u32,
    warnings: Vec<FoundEscape>,
    columns: ColumnCounter,
    buffer: Vec<u8>,
    pending: Lists<'a>,
    findings: Findings,
    /// How many nodes so far `preprocess` may rewrite.
    rewritten: u32,
}

/// The lists of children that are not complete yet; see [`Pending`].
#[derive(Default)]
struct Lists<'a> {
    aliases: Pending<&'a Alias>,
    args: Pending<&'a Arg<'a>>,
    arms: Pending<compound::Arm<'a>>,
    cases: Pending<&'a MatchCase<'a>>,
    cmp_ops: Pending<CmpOp>,
    comprehensions: Pending<&'a Comprehension<'a>>,
    exprs: Pending<&'a Expr<'a>>,
    handlers: Pending<&'a ExceptHandler<'a>>,
    items: Pending<&'a WithItem<'a>>,
    keywords: Pending<&'a Keyword<'a>>,
    names: Pending<Name>,
    optional_exprs: Pending<Option<&'a Expr<'a>>>,
    patterns: Pending<&'a Pattern<'a>>,
    statements: Pending<&'a Stmt<'a>>,
    type_params: Pending<&'a TypeParam<'a>>,
}

/// What stands behind the last token.
static NO_TOKEN: Token =
    Token { kind: TokenKind::EndMarker, start: 0, end: 0, line: 0, end_line: 0, column: 0, end_column: 0 };

impl<'a, 'p> Parser<'a, 'p> {
    /// A parser at the first of `tokens`, which lie in `source`.
    pub(crate) fn new(
        source: &'p str,
        tokens: &'p [Token],
        options: &'p Options,
        arena: &'a Bump,
        names: &'p mut Names,
        stack: StackLimit,
    ) -> Self {
        Self {
            source,
            is_ascii: source.is_ascii(),
            tokens,
            options,
            arena,
            names,
            stack,
            has_overflowed: false,
            at: 0,
            next: tokens.first().unwrap_or(&NO_TOKEN),
            end: Start { line: 0, column: 0 },
            flufl: options.flags.has(taipan_ast::CompileFlags::FUTURE_BARRY_AS_BDFL),
            level: BASE_LEVELS,
            deepest: BASE_LEVELS,
            warnings: Vec::new(),
            columns: ColumnCounter::default(),
            buffer: Vec::new(),
            pending: Lists::default(),
            findings: Findings::default(),
            rewritten: 0,
        }
    }

    /// The warnings, once the program has turned out correct, and what was noticed in its tree.
    pub(crate) fn into_results(self) -> (Vec<FoundEscape>, Findings) {
        (self.warnings, self.findings)
    }

    /// About how many rules deep CPython's parser has been, at most: it gives up at 6,000.
    pub(crate) fn deepest_level(&self) -> u32 {
        self.deepest
    }

    /// Whether the parse failed for want of stack.
    pub(crate) fn has_overflowed(&self) -> bool {
        self.has_overflowed
    }

    /// How many tokens have been used.
    pub(crate) fn tokens_used(&self) -> usize {
        self.at
    }

    // Tokens.

    /// The kind of the next token.
    #[inline]
    fn kind(&self) -> TokenKind {
        self.next.kind
    }

    /// The kind of the token `ahead` places behind the next one.
    #[inline]
    fn kind_ahead(&self, ahead: usize) -> TokenKind {
        self.tokens.get(self.at + ahead).map_or(TokenKind::EndMarker, |token| token.kind)
    }

    /// Passes a token that nodes may end with.
    #[inline]
    fn bump(&mut self) -> Token {
        let token = *self.next;
        self.end = Start { line: token.end_line, column: token.end_column };
        self.bump_layout();
        token
    }

    /// Passes a token of the layout: a newline, indent or dedent.
    #[inline]
    fn bump_layout(&mut self) {
        self.at += 1;
        self.next = self.tokens.get(self.at).unwrap_or(&NO_TOKEN);
    }

    /// Passes the next token if it is of this kind.
    #[inline]
    fn eat(&mut self, kind: TokenKind) -> bool {
        let found = self.next.kind == kind;
        if found {
            self.bump();
        }
        found
    }

    /// Passes a token of this kind.
    #[inline]
    fn expect(&mut self, kind: TokenKind) -> Parsed<Token> {
        if self.next.kind == kind { Ok(self.bump()) } else { Err(Fail) }
    }

    /// Passes a layout token of this kind.
    #[inline]
    fn expect_layout(&mut self, kind: TokenKind) -> Parsed<()> {
        if self.next.kind != kind {
            return Err(Fail);
        }
        self.bump_layout();
        Ok(())
    }

    /// The text of a token.
    #[inline]
    fn text(&self, token: Token) -> &'p str {
        self.source.get(token.start as usize..token.end as usize).unwrap_or_default()
    }

    /// Whether the next token is a name with this text: a soft keyword, if the grammar wants one here.
    fn at_word(&self, word: &str) -> bool {
        self.next.kind == TokenKind::Name && self.text(*self.next) == word
    }

    // Places.

    /// Where the next token begins.
    #[inline]
    fn start(&self) -> Start {
        Start { line: self.next.line, column: self.next.column }
    }

    /// The place from `start` to the end of the last token.
    #[inline]
    fn since(&self, start: Start) -> Location {
        Location::new(start.line as i32, start.column as i32, self.end.line as i32, self.end.column as i32)
    }

    // Nodes.

    /// A node that ends with the last token.
    #[inline]
    fn expr(&self, start: Start, kind: ExprKind<'a>) -> &'a Expr<'a> {
        self.arena.alloc(Expr { kind, location: self.since(start) })
    }

    /// A node that ends with the last token.
    #[inline]
    fn stmt(&self, start: Start, kind: StmtKind<'a>) -> &'a Stmt<'a> {
        self.arena.alloc(Stmt { kind, location: self.since(start) })
    }

    /// `NAME`
    #[inline]
    fn name(&mut self) -> Parsed<Name> {
        let text = self.text(*self.next);
        if !self.eat(TokenKind::Name) {
            return Err(Fail);
        }
        let name = if self.is_ascii {
            self.names.intern(text)
        } else {
            self.names.intern(&*identifier(text).map_err(|_| Fail)?)
        };
        self.rewritten += u32::from(name == Name::__DEBUG__);
        Ok(name)
    }

    /// Notes a statement if `preprocess` may rewrite anything that was parsed since `rewritten` was what it is given as.
    fn note_rewritten(&mut self, rewritten: u32, statement: &Stmt<'a>) {
        if self.rewritten != rewritten {
            self.findings.rewrite(statement);
        }
    }

    // Conditions.

    /// Syntax that came with Python 3.`minor`.
    fn since_version(&self, minor: u8) -> Parsed<()> {
        if self.options.feature_version >= minor { Ok(()) } else { Err(Fail) }
    }

    /// Goes `levels` of CPython's rules deeper; [`Self::leave`] comes back.
    ///
    /// CPython's parser counts how deep its rules are nested and gives up at 6,000. How many rules a construct takes
    /// depends on the alternatives that CPython tries; here it is estimated, and never too low, so that `diagnose`
    /// has to count exactly only for the rare program that comes near.
    #[inline]
    fn enter(&mut self, levels: u32) -> Parsed<()> {
        self.level += levels;
        self.deepest = self.deepest.max(self.level);
        self.check_stack()
    }

    /// Guards the native stack, in every rule that can be nested in itself.
    #[inline]
    fn check_stack(&mut self) -> Parsed<()> {
        self.stack.check().map_err(|_| {
            self.has_overflowed = true;
            Fail
        })
    }

    /// Comes back from [`Self::enter`].
    #[inline]
    fn leave(&mut self, levels: u32) {
        self.level -= levels;
    }

    /// Notes an invalid escape in a piece of text; `token` is the one that CPython counts from.
    fn warn(&mut self, invalid: Option<InvalidEscape>, token: Token, tokens_read: usize) {
        let Some(invalid) = invalid else { return };
        let version = self.options.feature_version;
        let found = escape_warning(invalid, &token, self.source, version, &mut self.columns);
        if let Some(warning) = found {
            self.warnings.push(FoundEscape { tokens_read, warning });
        }
    }

    /// Tries a rule, and comes back to this place if it fails.
    fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parsed<T>) -> Option<T> {
        let (at, next, end, level) = (self.at, self.next, self.end, self.level);
        let (warnings, marks) = (self.warnings.len(), self.pending.exprs.mark());
        let items = self.pending.items.mark();
        if let Ok(value) = rule(self) {
            return Some(value);
        }
        (self.at, self.next, self.end, self.level) = (at, next, end, level);
        self.warnings.truncate(warnings);
        self.pending.exprs.cut(marks);
        self.pending.items.cut(items);
        None
    }
}
