//! Patterns of `match` statements.

use taipan_ast::{Constant, Expr, ExprContext, ExprKind, Operator, Pattern, PatternKind, UnaryOp};
use taipan_text::Name;

use super::{BRACKET_LEVELS, Fail, Parsed, Parser, Start};
use crate::TokenKind;

impl<'a> Parser<'a, '_> {
    fn pattern_node(&self, start: Start, kind: PatternKind<'a>) -> &'a Pattern<'a> {
        self.arena.alloc(Pattern { kind, location: self.since(start) })
    }

    /// `patterns: open_sequence_pattern | pattern`
    pub(super) fn patterns(&mut self) -> Parsed<&'a Pattern<'a>> {
        let start = self.start();
        let is_starred = self.kind() == TokenKind::Star;
        let first = self.maybe_star_pattern()?;
        if self.kind() != TokenKind::Comma {
            return if is_starred { Err(Fail) } else { Ok(first) };
        }
        let ends = |kind| matches!(kind, TokenKind::Colon | TokenKind::If);
        let patterns = self.rest_of_sequence(first, ends)?;
        Ok(self.pattern_node(start, PatternKind::MatchSequence { patterns }))
    }

    /// The patterns after `first` and a comma.
    fn rest_of_sequence(
        &mut self,
        first: &'a Pattern<'a>,
        ends: impl Fn(TokenKind) -> bool,
    ) -> Parsed<&'a [&'a Pattern<'a>]> {
        let mark = self.pending.patterns.mark();
        self.pending.patterns.push(first);
        while self.eat(TokenKind::Comma) && !ends(self.kind()) {
            let next = self.maybe_star_pattern()?;
            self.pending.patterns.push(next);
        }
        Ok(self.pending.patterns.finish(mark, self.arena))
    }

    /// `maybe_star_pattern: '*' (pattern_capture_target | wildcard_pattern) | pattern`
    fn maybe_star_pattern(&mut self) -> Parsed<&'a Pattern<'a>> {
        if self.kind() != TokenKind::Star {
            return self.pattern();
        }
        let start = self.start_of(TokenKind::Star)?;
        let name = if self.at_word("_") {
            self.bump();
            None
        } else {
            Some(self.pattern_capture_target()?)
        };
        Ok(self.pattern_node(start, PatternKind::MatchStar { name }))
    }

    /// `pattern_capture_target: !"_" NAME !('.' | '(' | '=')`
    fn pattern_capture_target(&mut self) -> Parsed<Name> {
        let name = self.name()?;
        let is_other = matches!(self.kind(), TokenKind::Dot | TokenKind::LeftParen | TokenKind::Equal);
        if name == Name::UNDERSCORE || is_other { Err(Fail) } else { Ok(name) }
    }

    /// `pattern: or_pattern ['as' pattern_capture_target]`
    fn pattern(&mut self) -> Parsed<&'a Pattern<'a>> {
        let start = self.start();
        let pattern = self.or_pattern()?;
        if !self.eat(TokenKind::As) {
            return Ok(pattern);
        }
        let name = self.pattern_capture_target()?;
        Ok(self.pattern_node(start, PatternKind::MatchAs { pattern: Some(pattern), name: Some(name) }))
    }

    /// `or_pattern: '|'.closed_pattern+`
    fn or_pattern(&mut self) -> Parsed<&'a Pattern<'a>> {
        let start = self.start();
        let first = self.closed_pattern()?;
        if self.kind() != TokenKind::Bar {
            return Ok(first);
        }
        let mark = self.pending.patterns.mark();
        self.pending.patterns.push(first);
        while self.eat(TokenKind::Bar) {
            let next = self.closed_pattern()?;
            self.pending.patterns.push(next);
        }
        let patterns = self.pending.patterns.finish(mark, self.arena);
        Ok(self.pattern_node(start, PatternKind::MatchOr { patterns }))
    }

    /// `closed_pattern`
    fn closed_pattern(&mut self) -> Parsed<&'a Pattern<'a>> {
        let start = self.start();
        let kind = match self.kind() {
            TokenKind::None => self.singleton(Constant::None),
            TokenKind::True => self.singleton(Constant::Bool(true)),
            TokenKind::False => self.singleton(Constant::Bool(false)),
            TokenKind::Name if self.at_word("_") => {
                self.bump();
                PatternKind::MatchAs { pattern: None, name: None }
            }
            TokenKind::Name => self.name_pattern()?,
            TokenKind::LeftParen => return self.group_or_sequence_pattern(),
            TokenKind::LeftBracket => self.bracket_pattern()?,
            TokenKind::LeftBrace => self.mapping_pattern()?,
            _ => PatternKind::MatchValue { value: self.literal_expr()? },
        };
        Ok(self.pattern_node(start, kind))
    }

    fn singleton(&mut self, value: Constant<'a>) -> PatternKind<'a> {
        self.bump();
        PatternKind::MatchSingleton { value }
    }

    /// `capture_pattern | value_pattern | class_pattern`
    fn name_pattern(&mut self) -> Parsed<PatternKind<'a>> {
        match self.kind_ahead(1) {
            TokenKind::Dot | TokenKind::LeftParen => {}
            _ => {
                let name = self.pattern_capture_target()?;
                return Ok(PatternKind::MatchAs { pattern: None, name: Some(name) });
            }
        }
        let value = self.name_or_attr()?;
        match self.kind() {
            TokenKind::LeftParen => self.class_pattern(value),
            TokenKind::Equal => Err(Fail),
            _ => Ok(PatternKind::MatchValue { value }),
        }
    }

    /// `name_or_attr: NAME ('.' NAME)*`
    fn name_or_attr(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        let mut value = self.name_expr(ExprContext::Load)?;
        while self.eat(TokenKind::Dot) {
            let attr = self.name()?;
            value = self.expr(start, ExprKind::Attribute { value, attr, ctx: ExprContext::Load });
        }
        Ok(value)
    }

    /// `group_pattern: '(' pattern ')'` or `sequence_pattern: '(' [open_sequence_pattern] ')'`
    fn group_or_sequence_pattern(&mut self) -> Parsed<&'a Pattern<'a>> {
        self.enter(BRACKET_LEVELS)?;
        let start = self.start_of(TokenKind::LeftParen)?;
        let mut patterns: &[_] = &[];
        if self.kind() != TokenKind::RightParen {
            let is_starred = self.kind() == TokenKind::Star;
            let first = self.maybe_star_pattern()?;
            if self.kind() == TokenKind::Comma {
                patterns = self.rest_of_sequence(first, |kind| kind == TokenKind::RightParen)?;
            } else if is_starred {
                return Err(Fail);
            } else {
                self.expect(TokenKind::RightParen)?;
                self.leave(BRACKET_LEVELS);
                return Ok(first);
            }
        }
        self.expect(TokenKind::RightParen)?;
        self.leave(BRACKET_LEVELS);
        Ok(self.pattern_node(start, PatternKind::MatchSequence { patterns }))
    }

    /// `sequence_pattern: '[' [maybe_sequence_pattern] ']'`
    fn bracket_pattern(&mut self) -> Parsed<PatternKind<'a>> {
        self.enter(BRACKET_LEVELS)?;
        self.expect(TokenKind::LeftBracket)?;
        let mut patterns: &[_] = &[];
        if self.kind() != TokenKind::RightBracket {
            let first = self.maybe_star_pattern()?;
            patterns = self.rest_of_sequence(first, |kind| kind == TokenKind::RightBracket)?;
        }
        self.expect(TokenKind::RightBracket)?;
        self.leave(BRACKET_LEVELS);
        Ok(PatternKind::MatchSequence { patterns })
    }

    /// `mapping_pattern: '{' [','.(key ':' pattern)+] ['**' NAME] [','] '}'`
    fn mapping_pattern(&mut self) -> Parsed<PatternKind<'a>> {
        self.enter(BRACKET_LEVELS)?;
        self.expect(TokenKind::LeftBrace)?;
        let (keys, patterns) = (self.pending.exprs.mark(), self.pending.patterns.mark());
        let mut rest = None;
        while self.kind() != TokenKind::RightBrace && rest.is_none() {
            if self.eat(TokenKind::DoubleStar) {
                rest = Some(self.pattern_capture_target()?);
            } else {
                let key = if self.kind() == TokenKind::Name { self.attr()? } else { self.literal_expr()? };
                self.pending.exprs.push(key);
                self.expect(TokenKind::Colon)?;
                let pattern = self.pattern()?;
                self.pending.patterns.push(pattern);
            }
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.expect(TokenKind::RightBrace)?;
        self.leave(BRACKET_LEVELS);
        let keys = self.pending.exprs.finish(keys, self.arena);
        let patterns = self.pending.patterns.finish(patterns, self.arena);
        Ok(PatternKind::MatchMapping { keys, patterns, rest })
    }

    /// `attr: NAME ('.' NAME)+`
    fn attr(&mut self) -> Parsed<&'a Expr<'a>> {
        if self.kind_ahead(1) == TokenKind::Dot { self.name_or_attr() } else { Err(Fail) }
    }

    /// `class_pattern: name_or_attr '(' [','.(pattern | NAME '=' pattern)+ [',']] ')'`, keywords last.
    fn class_pattern(&mut self, cls: &'a Expr<'a>) -> Parsed<PatternKind<'a>> {
        self.enter(BRACKET_LEVELS)?;
        self.expect(TokenKind::LeftParen)?;
        let (mark, names) = (self.pending.patterns.mark(), self.pending.names.mark());
        let mut first_keyword = None;
        while self.kind() != TokenKind::RightParen {
            if self.at_keyword_pattern() {
                first_keyword.get_or_insert(self.pending.patterns.mark());
                let name = self.name()?;
                self.bump();
                self.pending.names.push(name);
            } else if first_keyword.is_some() {
                return Err(Fail);
            }
            let pattern = self.pattern()?;
            self.pending.patterns.push(pattern);
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.expect(TokenKind::RightParen)?;
        self.leave(BRACKET_LEVELS);
        let kwd_attrs = self.pending.names.finish(names, self.arena);
        let kwd_patterns =
            first_keyword.map_or(&[][..], |first| self.pending.patterns.finish(first, self.arena));
        let patterns = self.pending.patterns.finish(mark, self.arena);
        Ok(PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns })
    }

    fn at_keyword_pattern(&self) -> bool {
        self.kind() == TokenKind::Name && self.kind_ahead(1) == TokenKind::Equal
    }

    /// `literal_expr: signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False'`
    fn literal_expr(&mut self) -> Parsed<&'a Expr<'a>> {
        match self.kind() {
            TokenKind::String | TokenKind::FStringStart | TokenKind::TStringStart => self.strings(),
            TokenKind::None => Ok(self.constant(Constant::None)),
            TokenKind::True => Ok(self.constant(Constant::Bool(true))),
            TokenKind::False => Ok(self.constant(Constant::Bool(false))),
            _ => self.signed_or_complex_number(),
        }
    }

    fn signed_or_complex_number(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        let left = self.signed_number()?;
        let op = match self.kind() {
            TokenKind::Plus => Operator::Add,
            TokenKind::Minus => Operator::Sub,
            _ => return Ok(left),
        };
        self.bump();
        let right = self.number()?;
        let real = match left.kind {
            ExprKind::UnaryOp { operand, .. } => operand,
            _ => left,
        };
        if is_imaginary(real) || !is_imaginary(right) {
            return Err(Fail);
        }
        Ok(self.expr(start, ExprKind::BinOp { left, op, right }))
    }

    /// `signed_number: ['-'] NUMBER`
    fn signed_number(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        let is_negative = self.eat(TokenKind::Minus);
        let operand = self.number()?;
        if !is_negative {
            return Ok(operand);
        }
        Ok(self.expr(start, ExprKind::UnaryOp { op: UnaryOp::USub, operand }))
    }
}

fn is_imaginary(number: &Expr<'_>) -> bool {
    matches!(number.kind, ExprKind::Constant { value: Constant::Complex { .. }, .. })
}
