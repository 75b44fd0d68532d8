//! The machine that runs the rules: tokens on demand, ordered choice, memory of results, left recursion.
//!
//! A rule is a method that returns a [`Parse`]. It consumes tokens by moving `mark`; when it does not match, whoever
//! tries the next alternative moves `mark` back. The order in which alternatives are tried, and with it which token
//! was the last one fetched, decides the message, so every rule follows CPython's grammar in exactly that.
//!
//! The technique is packrat parsing (Bryan Ford, "Packrat Parsing", ICFP 2002), with left recursion by growing a seed
//! (Warth, Douglass, Millstein, "Packrat Parsers Can Support Left Recursion", PEPM 2008).

use bumpalo::Bump;
use taipan_ast::{CompileFlags, Options};
use taipan_text::{Error, ErrorClass, Location, StackLimit};

use super::node::{Kind, Node};
use super::tokens::{Tokens, location};
use crate::identifier::identifier;
use crate::{SOFT_KEYWORDS, Token, TokenKind};

/// How deep rules may call each other: CPython's limit for its parser.
pub(crate) const MAX_DEPTH: u32 = 6000;

/// Why a rule has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Miss {
    /// It does not match here; the next alternative may.
    NoMatch,
    /// It does not match, and no further alternative of the innermost choice may be tried.
    Committed,
    /// An error was raised: everything stops.
    Raised,
}

/// The result of a rule.
pub(super) type Parse<T> = Result<T, Miss>;

/// One alternative of a choice.
pub(super) type Alternative<'n, T> = fn(&mut Peg<'n>) -> Parse<T>;

/// Rules whose results are remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Rule {
    SimpleStatement,
    Block,
    ClosedPattern,
    StarPattern,
    Attr,
    TypeParameter,
    Expression,
    StarExpression,
    InvalidNamedExpression,
    Disjunction,
    Conjunction,
    Inversion,
    BitwiseOr,
    BitwiseXor,
    BitwiseAnd,
    Shift,
    Sum,
    Term,
    Factor,
    AwaitPrimary,
    Primary,
    TString,
    Strings,
    Arguments,
    StarTarget,
    TargetWithStarAtom,
    TPrimary,
    DelTarget,
    DottedName,
    // From here on CPython does not remember the rule; see `Peg::remembered`.
    Atom,
    GeneratorExpression,
    Group,
    List,
    ListComprehension,
    Tuple,
    Dict,
    Set,
    SetComprehension,
    DictComprehension,
    FString,
    StarredExpression,
    NamedExpression,
    StarNamedExpressions,
    Slices,
    Comparison,
    ForIfClause,
    StarTargets,
    StarExpressions,
    SingleTarget,
    Pattern,
    LambdaDefinition,
    ElifStatement,
    ExceptBlock,
    ExceptStarBlock,
    CompoundStatement,
}

/// A remembered result; those of one token form a list.
#[derive(Clone, Copy)]
struct Memo<'n> {
    key: u8,
    result: Option<Node<'n>>,
    /// Where the rule left off.
    mark: u32,
    next: Option<u32>,
}

/// The recogniser.
pub(super) struct Peg<'n> {
    pub(super) tokens: Tokens<'n>,
    pub(super) options: &'n Options,
    /// Where lists of nodes live.
    pub(super) arena: &'n Bump,
    /// The next token to consume.
    pub(super) mark: usize,
    /// Whether the rules that look for errors take part: the second pass.
    pub(super) explaining: bool,
    /// Whether `!=` is no operator (PEP 401), by an option or an import that has been read.
    pub(super) flufl: bool,
    /// The error that was raised.
    pub(super) error: Option<Box<Error>>,
    /// Where the last compound statement begins that the second pass has read: line and column, see [`taipan_text::Parsed`].
    pub(super) statement: (i32, i32),
    depth: u32,
    stack: StackLimit,
    memos: Vec<Memo<'n>>,
    /// The first memo of each token.
    heads: Vec<Option<u32>>,
}

impl<'n> Peg<'n> {
    pub(super) fn new(tokens: Tokens<'n>, options: &'n Options, arena: &'n Bump, stack: StackLimit) -> Self {
        Self {
            tokens,
            options,
            arena,
            mark: 0,
            explaining: false,
            flufl: options.flags.has(CompileFlags::FUTURE_BARRY_AS_BDFL),
            error: None,
            statement: (0, 0),
            depth: 0,
            stack,
            memos: Vec::new(),
            heads: Vec::new(),
        }
    }

    /// Starts over with the rules that look for errors.
    pub(super) fn begin_second_pass(&mut self) {
        self.mark = 0;
        self.explaining = true;
        self.memos.clear();
        self.heads.clear();
    }

    // ---- tokens ----

    /// The next token, without consuming it.
    pub(super) fn peek(&mut self) -> Parse<Token> {
        while self.mark >= self.tokens.len() {
            if let Err(error) = self.tokens.fetch() {
                return Err(self.raise(error));
            }
        }
        Ok(self.tokens.get(self.mark))
    }

    /// Consumes a token of one kind.
    pub(super) fn token(&mut self, kind: TokenKind) -> Parse<Location> {
        let token = self.peek()?;
        if token.kind != kind {
            return Err(Miss::NoMatch);
        }
        self.mark += 1;
        Ok(location(token))
    }

    /// Consumes several tokens, one after the other.
    pub(super) fn all(&mut self, kinds: &[TokenKind]) -> Parse<()> {
        kinds.iter().try_for_each(|&kind| self.token(kind).map(drop))
    }

    /// Consumes a token of one of the kinds.
    pub(super) fn any(&mut self, kinds: &[TokenKind]) -> Parse<Location> {
        let token = self.peek()?;
        if !kinds.contains(&token.kind) {
            return Err(Miss::NoMatch);
        }
        self.mark += 1;
        Ok(location(token))
    }

    /// Consumes a token if it is there.
    pub(super) fn optional_token(&mut self, kind: TokenKind) -> Parse<bool> {
        let found = self.peek()?.kind == kind;
        self.mark += usize::from(found);
        Ok(found)
    }

    /// Consumes a token that must be there once the grammar has come this far.
    pub(super) fn forced(&mut self, kind: TokenKind) -> Parse<Location> {
        let token = self.peek()?;
        if token.kind == kind {
            self.mark += 1;
            return Ok(location(token));
        }
        let expected = kind.text().unwrap_or_default();
        let place = location(token);
        Err(self.raise_at(place, format!("expected '{expected}'")))
    }

    /// Consumes an identifier that is not a keyword.
    pub(super) fn name(&mut self) -> Parse<Node<'n>> {
        let token = self.peek()?;
        if token.kind != TokenKind::Name {
            return Err(Miss::NoMatch);
        }
        self.mark += 1;
        let text = self.tokens.text(token);
        if let Err(error) = identifier(text) {
            return Err(self.raise(error));
        }
        Ok(Node { kind: Kind::Name(text), location: location(token) })
    }

    /// Consumes an identifier with a given text.
    pub(super) fn soft_keyword(&mut self, word: &str) -> Parse<Location> {
        let token = self.peek()?;
        if token.kind != TokenKind::Name || self.tokens.text(token) != word {
            return Err(Miss::NoMatch);
        }
        self.mark += 1;
        Ok(location(token))
    }

    /// Consumes any soft keyword.
    pub(super) fn any_soft_keyword(&mut self) -> Parse<Location> {
        let name = self.name()?;
        match name.kind {
            Kind::Name(text) if SOFT_KEYWORDS.contains(&text) => Ok(name.location),
            _ => Err(Miss::NoMatch),
        }
    }

    /// Matches if the next token is of one of the kinds; consumes nothing.
    pub(super) fn ahead(&mut self, kinds: &[TokenKind]) -> Parse<()> {
        if kinds.contains(&self.peek()?.kind) { Ok(()) } else { Err(Miss::NoMatch) }
    }

    /// Matches if the next token is of none of the kinds; consumes nothing.
    pub(super) fn not_ahead(&mut self, kinds: &[TokenKind]) -> Parse<()> {
        if kinds.contains(&self.peek()?.kind) { Err(Miss::NoMatch) } else { Ok(()) }
    }

    // ---- combinators ----

    /// Matches if the rule does not; consumes nothing.
    pub(super) fn not<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<()> {
        let start = self.mark;
        let result = rule(self);
        self.mark = start;
        match result {
            Ok(_) => Err(Miss::NoMatch),
            Err(Miss::Raised) => Err(Miss::Raised),
            Err(_) => Ok(()),
        }
    }

    /// The rule's result, or `None` where it does not match.
    pub(super) fn optional<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<Option<T>> {
        let start = self.mark;
        match rule(self) {
            Ok(value) => Ok(Some(value)),
            Err(Miss::Raised) => Err(Miss::Raised),
            Err(_) => {
                self.mark = start;
                Ok(None)
            }
        }
    }

    /// A rule with a single alternative.
    pub(super) fn rule<T>(&mut self, body: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        self.enter()?;
        let result = body(self);
        self.depth -= 1;
        result.map_err(|miss| if miss == Miss::Committed { Miss::NoMatch } else { miss })
    }

    /// The result of the first alternative that matches.
    pub(super) fn first_of<T>(&mut self, alternatives: &[Alternative<'n, T>]) -> Parse<T> {
        self.enter()?;
        let result = self.choose(alternatives.iter());
        self.depth -= 1;
        result
    }

    fn choose<T>(&mut self, alternatives: impl Iterator<Item = impl Fn(&mut Self) -> Parse<T>>) -> Parse<T> {
        let start = self.mark;
        for alternative in alternatives {
            match alternative(self) {
                Err(Miss::NoMatch) => self.mark = start,
                Err(Miss::Committed) => break,
                result => return result,
            }
        }
        self.mark = start;
        Err(Miss::NoMatch)
    }

    /// As [`Self::first_of`], for alternatives that share a parameter.
    pub(super) fn first_for<C: Copy, T>(
        &mut self,
        context: C,
        alternatives: &[fn(&mut Self, C) -> Parse<T>],
    ) -> Parse<T> {
        self.enter()?;
        let result =
            self.choose(alternatives.iter().map(|&alternative| move |p: &mut Self| alternative(p, context)));
        self.depth -= 1;
        result
    }

    /// The rest of an alternative after which no other one of its choice is tried.
    pub(super) fn committed<T>(&mut self, rest: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        rest(self).map_err(|miss| if miss == Miss::NoMatch { Miss::Committed } else { miss })
    }

    /// As many matches of the rule as there are.
    pub(super) fn zero_or_more<T: Copy>(&mut self, rule: impl Fn(&mut Self) -> Parse<T>) -> Parse<&'n [T]> {
        self.enter()?;
        let mut items = bumpalo::collections::Vec::new_in(self.arena);
        while let Some(item) = self.optional(&rule)? {
            items.push(item);
        }
        self.depth -= 1;
        Ok(items.into_bump_slice())
    }

    /// As many matches of the rule as there are, and at least one.
    pub(super) fn one_or_more<T: Copy>(&mut self, rule: impl Fn(&mut Self) -> Parse<T>) -> Parse<&'n [T]> {
        let items = self.zero_or_more(rule)?;
        if items.is_empty() { Err(Miss::NoMatch) } else { Ok(items) }
    }

    /// One or more matches of the rule with commas between them; a comma after the last one is not consumed.
    pub(super) fn comma_separated<T: Copy>(
        &mut self,
        rule: impl Fn(&mut Self) -> Parse<T>,
    ) -> Parse<&'n [T]> {
        self.separated(TokenKind::Comma, rule)
    }

    /// One or more matches of the rule with `separator` between them.
    pub(super) fn separated<T: Copy>(
        &mut self,
        separator: TokenKind,
        rule: impl Fn(&mut Self) -> Parse<T>,
    ) -> Parse<&'n [T]> {
        self.rule(|p| {
            let mut items = bumpalo::collections::Vec::new_in(p.arena);
            items.push(rule(p)?);
            p.enter()?;
            loop {
                let before = p.mark;
                if !p.optional_token(separator)? {
                    break;
                }
                let Some(item) = p.optional(&rule)? else {
                    p.mark = before;
                    break;
                };
                items.push(item);
            }
            p.depth -= 1;
            Ok(items.into_bump_slice())
        })
    }

    /// Enters a rule, if the nesting allows.
    fn enter(&mut self) -> Parse<()> {
        if self.depth == MAX_DEPTH || self.stack.check().is_err() {
            return Err(self.raise(stack_overflow()));
        }
        self.depth += 1;
        Ok(())
    }

    /// Leaves a rule that looks for errors, unless this is the pass for them.
    pub(super) fn only_when_explaining(&self) -> Parse<()> {
        if self.explaining { Ok(()) } else { Err(Miss::NoMatch) }
    }

    // ---- memory ----

    /// Remembers a rule that CPython remembers too.
    ///
    /// Results of both passes' kinds share one entry, as they do there: an expression that was read without the rules
    /// for errors is not read again with them.
    pub(super) fn memo(&mut self, rule: Rule, body: Alternative<'n, Node<'n>>) -> Parse<Node<'n>> {
        self.recall_or(rule as u8, body)
    }

    /// Remembers a rule that CPython does not remember, which keeps us from its exponential cases.
    ///
    /// Whether a rule matches depends on nothing but its place, and a second run raises nothing that the first did not
    /// raise, so this changes no result, as long as runs with and without the rules for errors are kept apart.
    pub(super) fn remembered(&mut self, rule: Rule, body: Alternative<'n, Node<'n>>) -> Parse<Node<'n>> {
        let key = rule as u8 | if self.explaining { 0x80 } else { 0 };
        self.recall_or(key, body)
    }

    fn recall_or(&mut self, key: u8, body: Alternative<'n, Node<'n>>) -> Parse<Node<'n>> {
        self.peek()?;
        if let Some(memo) = self.recall(key) {
            self.mark = memo.mark as usize;
            return memo.result.ok_or(Miss::NoMatch);
        }
        let start = self.mark;
        let result = body(self);
        match result {
            Err(Miss::Raised) => return result,
            Err(_) => self.mark = start,
            Ok(_) => {}
        }
        self.remember(start, key, result.ok());
        result
    }

    /// Runs a rule that begins with itself: each round may use the result of the one before as its beginning.
    pub(super) fn left_recursive(&mut self, rule: Rule, round: Alternative<'n, Node<'n>>) -> Parse<Node<'n>> {
        self.rule(|p| {
            p.peek()?;
            if let Some(memo) = p.recall(rule as u8) {
                p.mark = memo.mark as usize;
                return memo.result.ok_or(Miss::NoMatch);
            }
            let start = p.mark;
            let (mut best, mut end) = (None, start);
            let memo = p.remember(start, rule as u8, None);
            loop {
                p.mark = start;
                match round(p) {
                    Ok(node) if p.mark > end => (best, end) = (Some(node), p.mark),
                    Err(Miss::Raised) => return Err(Miss::Raised),
                    _ => break,
                }
                p.update(memo, best);
            }
            p.mark = end;
            best.ok_or(Miss::NoMatch)
        })
    }

    fn recall(&self, key: u8) -> Option<Memo<'n>> {
        let mut next = *self.heads.get(self.mark)?;
        while let Some(index) = next {
            let memo = &self.memos[index as usize];
            if memo.key == key {
                return Some(*memo);
            }
            next = memo.next;
        }
        None
    }

    /// Remembers a result for the token `at`, of which the rule has used those up to `mark`; gives its place.
    fn remember(&mut self, at: usize, key: u8, result: Option<Node<'n>>) -> usize {
        if self.heads.len() <= at {
            self.heads.resize(at + 1, None);
        }
        let place = self.memos.len();
        let next = self.heads[at].replace(place as u32);
        self.memos.push(Memo { key, result, mark: self.mark as u32, next });
        place
    }

    fn update(&mut self, place: usize, result: Option<Node<'n>>) {
        let mark = self.mark as u32;
        let memo = &mut self.memos[place];
        (memo.result, memo.mark) = (result, mark);
    }

    // ---- nodes ----

    /// A node from the token `start` to the last token consumed, not counting ends of lines.
    #[expect(clippy::unnecessary_wraps, reason = "it is the last step of a rule")]
    pub(super) fn node(&self, start: usize, kind: Kind<'n>) -> Parse<Node<'n>> {
        Ok(Node { kind, location: self.span(start) })
    }

    fn span(&self, start: usize) -> Location {
        let first = location(self.tokens.get(start));
        let white = [TokenKind::EndMarker, TokenKind::Newline, TokenKind::Indent, TokenKind::Dedent];
        let last = (0..self.mark)
            .rev()
            .map(|index| self.tokens.get(index))
            .find(|token| !white.contains(&token.kind));
        last.map_or(first, |last| first.to(location(last)))
    }

    /// A copy of a node that others can refer to.
    pub(super) fn keep(&self, node: Node<'n>) -> &'n Node<'n> {
        self.arena.alloc(node)
    }

    /// The list of `first` and the items after it.
    pub(super) fn list(&self, first: Node<'n>, rest: &[Node<'n>]) -> &'n [Node<'n>] {
        self.arena
            .alloc_slice_fill_iter(std::iter::once(first).chain(rest.iter().copied()).collect::<Vec<_>>())
    }
}

/// The error of a source that is nested too deeply.
pub(crate) fn stack_overflow() -> Box<Error> {
    Error::new(ErrorClass::Memory, "Parser stack overflowed - Python source too complex to parse")
}
