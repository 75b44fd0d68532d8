//! Expressions from the loosest binding down to comparisons.

use taipan_ast::{BoolOp, CmpOp, Expr, ExprContext, ExprKind, UnaryOp};

use super::pending::Mark;
use super::{Fail, Parsed, Parser, Start};
use crate::TokenKind;

/// Whether an expression can begin with this token; a starred one is not meant.
pub(super) const fn begins_expression(kind: TokenKind) -> bool {
    use TokenKind as T;
    matches!(
        kind,
        T::Name
            | T::Number
            | T::String
            | T::FStringStart
            | T::TStringStart
            | T::LeftParen
            | T::LeftBracket
            | T::LeftBrace
            | T::Minus
            | T::Plus
            | T::Tilde
            | T::Not
            | T::Lambda
            | T::Await
            | T::None
            | T::True
            | T::False
            | T::Ellipsis
    )
}

/// The same, a starred expression included.
pub(super) const fn begins_star_expression(kind: TokenKind) -> bool {
    begins_expression(kind) || matches!(kind, TokenKind::Star)
}

/// The primary that an expression begins with, if it has been parsed already, and where that begins: an opening
/// parenthesis is no part of its own place.
pub(super) type Known<'a> = Option<(Start, &'a Expr<'a>)>;

/// Whether an expression that begins with this token has something before its first primary.
const fn is_prefix(kind: TokenKind) -> bool {
    use TokenKind as T;
    matches!(kind, T::Not | T::Plus | T::Minus | T::Tilde | T::Await)
}

/// For each kind of token whether a `disjunction` goes on with it after a primary.
static IS_OPERATOR: [bool; 256] = {
    use TokenKind as T;
    let operators = [
        T::Or,
        T::And,
        T::Not,
        T::In,
        T::Is,
        T::EqualEqual,
        T::NotEqual,
        T::Less,
        T::LessEqual,
        T::Greater,
        T::GreaterEqual,
        T::Bar,
        T::Circumflex,
        T::Ampersand,
        T::LeftShift,
        T::RightShift,
        T::Plus,
        T::Minus,
        T::Star,
        T::Slash,
        T::DoubleSlash,
        T::Percent,
        T::At,
        T::DoubleStar,
    ];
    let mut table = [false; 256];
    let mut index = 0;
    while index < operators.len() {
        table[operators[index] as usize] = true;
        index += 1;
    }
    table
};

impl<'a> Parser<'a, '_> {
    /// Where an expression begins.
    #[inline]
    pub(super) fn start_of_known(&self, known: Known<'a>) -> Start {
        known.map_or_else(|| self.start(), |(start, _)| start)
    }

    /// `expressions: expression (',' expression)* [',']`
    pub(super) fn expressions(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        let first = self.expression()?;
        self.rest_of_tuple(start, first, begins_expression, Self::expression)
    }

    /// `star_expressions: star_expression (',' star_expression)* [',']`
    pub(super) fn star_expressions(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        let first = self.star_expression()?;
        self.rest_of_tuple(start, first, begins_star_expression, Self::star_expression)
    }

    /// The expression itself, or a tuple where a comma follows.
    #[inline]
    pub(super) fn rest_of_tuple(
        &mut self,
        start: Start,
        first: &'a Expr<'a>,
        begins: impl Fn(TokenKind) -> bool,
        item: impl Fn(&mut Self) -> Parsed<&'a Expr<'a>>,
    ) -> Parsed<&'a Expr<'a>> {
        if self.kind() != TokenKind::Comma {
            return Ok(first);
        }
        let mark = self.pending.exprs.mark();
        self.pending.exprs.push(first);
        while self.eat(TokenKind::Comma) && begins(self.kind()) {
            let next = item(self)?;
            self.pending.exprs.push(next);
        }
        Ok(self.tuple_from(start, mark))
    }

    /// A tuple to be read, of the pending expressions.
    pub(super) fn tuple_from(&mut self, start: Start, mark: Mark) -> &'a Expr<'a> {
        let elts = self.pending.exprs.finish(mark, self.arena);
        self.expr(start, ExprKind::Tuple { elts, ctx: ExprContext::Load })
    }

    /// `star_expression: '*' bitwise_or | expression`
    pub(super) fn star_expression(&mut self) -> Parsed<&'a Expr<'a>> {
        if self.kind() == TokenKind::Star { self.starred(Self::bitwise_or) } else { self.expression() }
    }

    /// `star_named_expression: '*' bitwise_or | named_expression`
    pub(super) fn star_named_expression(&mut self) -> Parsed<&'a Expr<'a>> {
        if self.kind() == TokenKind::Star { self.starred(Self::bitwise_or) } else { self.named_expression() }
    }

    /// `starred_expression: '*' expression`
    pub(super) fn starred_expression(&mut self) -> Parsed<&'a Expr<'a>> {
        self.starred(Self::expression)
    }

    fn starred(&mut self, operand: impl Fn(&mut Self) -> Parsed<&'a Expr<'a>>) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        self.expect(TokenKind::Star)?;
        let value = operand(self)?;
        Ok(self.expr(start, ExprKind::Starred { value, ctx: ExprContext::Load }))
    }

    /// `named_expression: NAME ':=' expression | expression`
    pub(super) fn named_expression(&mut self) -> Parsed<&'a Expr<'a>> {
        if self.kind() != TokenKind::Name || self.kind_ahead(1) != TokenKind::ColonEqual {
            return self.expression();
        }
        let start = self.start();
        let target = self.name_expr(ExprContext::Store)?;
        self.expect(TokenKind::ColonEqual)?;
        self.since_version(8)?;
        let value = self.expression()?;
        Ok(self.expr(start, ExprKind::NamedExpr { target, value }))
    }

    /// `annotated_rhs: yield_expr | star_expressions`
    pub(super) fn annotated_rhs(&mut self) -> Parsed<&'a Expr<'a>> {
        if self.kind() == TokenKind::Yield { self.yield_expr() } else { self.star_expressions() }
    }

    /// `yield_expr: 'yield' 'from' expression | 'yield' [star_expressions]`
    pub(super) fn yield_expr(&mut self) -> Parsed<&'a Expr<'a>> {
        let start = self.start();
        self.expect(TokenKind::Yield)?;
        if self.eat(TokenKind::From) {
            let value = self.expression()?;
            return Ok(self.expr(start, ExprKind::YieldFrom { value }));
        }
        let value = if begins_star_expression(self.kind()) { Some(self.star_expressions()?) } else { None };
        Ok(self.expr(start, ExprKind::Yield { value }))
    }

    /// `expression: disjunction ['if' disjunction 'else' expression] | lambdef`
    pub(super) fn expression(&mut self) -> Parsed<&'a Expr<'a>> {
        if self.kind() == TokenKind::Lambda {
            return self.lambdef();
        }
        let start = self.start();
        let body = self.disjunction()?;
        if !self.eat(TokenKind::If) {
            return Ok(body);
        }
        let test = self.disjunction()?;
        self.expect(TokenKind::Else)?;
        self.enter(1)?;
        let orelse = self.expression()?;
        self.leave(1);
        Ok(self.expr(start, ExprKind::IfExp { test, body, orelse }))
    }

    /// `disjunction: conjunction ('or' conjunction)*`
    ///
    /// Most expressions are a primary and nothing else; these need not go through all levels of operators.
    pub(super) fn disjunction(&mut self) -> Parsed<&'a Expr<'a>> {
        if is_prefix(self.kind()) {
            return self.bool_op(TokenKind::Or, BoolOp::Or, None, Self::conjunction);
        }
        let start = self.start();
        let first = self.primary()?;
        if !IS_OPERATOR[self.kind() as usize] {
            return Ok(first);
        }
        self.bool_op(TokenKind::Or, BoolOp::Or, Some((start, first)), Self::conjunction)
    }

    /// `conjunction: inversion ('and' inversion)*`
    fn conjunction(&mut self, known: Known<'a>) -> Parsed<&'a Expr<'a>> {
        self.bool_op(TokenKind::And, BoolOp::And, known, Self::inversion)
    }

    #[inline]
    fn bool_op(
        &mut self,
        token: TokenKind,
        op: BoolOp,
        known: Known<'a>,
        operand: impl Fn(&mut Self, Known<'a>) -> Parsed<&'a Expr<'a>>,
    ) -> Parsed<&'a Expr<'a>> {
        let start = self.start_of_known(known);
        let first = operand(self, known)?;
        if self.kind() != token {
            return Ok(first);
        }
        let mark = self.pending.exprs.mark();
        self.pending.exprs.push(first);
        while self.eat(token) {
            let next = operand(self, None)?;
            self.pending.exprs.push(next);
        }
        let values = self.pending.exprs.finish(mark, self.arena);
        Ok(self.expr(start, ExprKind::BoolOp { op, values }))
    }

    /// `inversion: 'not' inversion | comparison`
    fn inversion(&mut self, known: Known<'a>) -> Parsed<&'a Expr<'a>> {
        if known.is_some() || self.kind() != TokenKind::Not {
            return self.comparison(known);
        }
        let start = self.start();
        self.bump();
        self.enter(1)?;
        let operand = self.inversion(None)?;
        self.leave(1);
        Ok(self.expr(start, ExprKind::UnaryOp { op: UnaryOp::Not, operand }))
    }

    /// `comparison: bitwise_or (compare_op bitwise_or)*`
    fn comparison(&mut self, known: Known<'a>) -> Parsed<&'a Expr<'a>> {
        let start = self.start_of_known(known);
        let left = self.bitwise_or_after(known)?;
        let Some(op) = self.compare_op()? else { return Ok(left) };
        let (ops, comparators) = (self.pending.cmp_ops.mark(), self.pending.exprs.mark());
        let mut next = Some(op);
        while let Some(op) = next {
            self.pending.cmp_ops.push(op);
            let right = self.bitwise_or()?;
            self.pending.exprs.push(right);
            next = self.compare_op()?;
        }
        let ops = self.pending.cmp_ops.finish(ops, self.arena);
        let comparators = self.pending.exprs.finish(comparators, self.arena);
        Ok(self.expr(start, ExprKind::Compare { left, ops, comparators }))
    }

    /// A comparison operator, if one follows.
    fn compare_op(&mut self) -> Parsed<Option<CmpOp>> {
        let op = match self.kind() {
            TokenKind::EqualEqual => CmpOp::Eq,
            TokenKind::NotEqual => {
                let spelling = if self.flufl { "<>" } else { "!=" };
                if self.text(*self.next) != spelling {
                    return Err(Fail);
                }
                CmpOp::NotEq
            }
            TokenKind::Less => CmpOp::Lt,
            TokenKind::LessEqual => CmpOp::LtE,
            TokenKind::Greater => CmpOp::Gt,
            TokenKind::GreaterEqual => CmpOp::GtE,
            TokenKind::In => CmpOp::In,
            TokenKind::Not if self.kind_ahead(1) == TokenKind::In => {
                self.bump();
                CmpOp::NotIn
            }
            TokenKind::Is if self.kind_ahead(1) == TokenKind::Not => {
                self.bump();
                CmpOp::IsNot
            }
            TokenKind::Is => CmpOp::Is,
            _ => return Ok(None),
        };
        self.bump();
        Ok(Some(op))
    }
}
