//! Patterns.

use taipan_text::Name;

use super::{Result, Validator, fail, location};
use crate::{Constant, Expr, ExprContext, ExprKind, Operator, Pattern, PatternKind, UnaryOp};

/// Which numbers a literal may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    Real,
    Imaginary,
    Any,
}

impl Validator<'_> {
    fn patterns(&self, patterns: &[&Pattern<'_>], star_allowed: bool) -> Result {
        patterns.iter().try_for_each(|pattern| self.pattern(pattern, star_allowed))
    }

    pub(super) fn pattern(&self, pattern: &Pattern<'_>, star_allowed: bool) -> Result {
        location(pattern.location)?;
        self.check_depth()?;
        match pattern.kind {
            PatternKind::MatchValue { value } => self.match_value(value),
            PatternKind::MatchSingleton { value: Constant::None | Constant::Bool(_) } => Ok(()),
            PatternKind::MatchSingleton { .. } => {
                fail("MatchSingleton can only contain True, False and None")
            }
            PatternKind::MatchSequence { patterns } => self.patterns(patterns, true),
            PatternKind::MatchMapping { keys, patterns, rest } => {
                if keys.len() != patterns.len() {
                    return fail("MatchMapping doesn't have the same number of keys as patterns");
                }
                self.capture(rest)?;
                keys.iter().try_for_each(|key| self.mapping_key(key))?;
                self.patterns(patterns, false)
            }
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                if kwd_attrs.len() != kwd_patterns.len() {
                    return fail("MatchClass doesn't have the same number of keyword attributes as patterns");
                }
                self.expression(cls, ExprContext::Load)?;
                dotted_name(cls)?;
                kwd_attrs.iter().try_for_each(|name| self.name(*name))?;
                self.patterns(patterns, false)?;
                self.patterns(kwd_patterns, false)
            }
            PatternKind::MatchStar { name } if star_allowed => self.capture(name),
            PatternKind::MatchStar { .. } => fail("can't use MatchStar here"),
            PatternKind::MatchAs { pattern, name } => {
                self.capture(name)?;
                match pattern {
                    None => Ok(()),
                    Some(_) if name.is_none() => {
                        fail("MatchAs must specify a target name if a pattern is given")
                    }
                    Some(pattern) => self.pattern(pattern, false),
                }
            }
            PatternKind::MatchOr { patterns: [] | [_] } => fail("MatchOr requires at least 2 patterns"),
            PatternKind::MatchOr { patterns } => self.patterns(patterns, false),
        }
    }

    fn capture(&self, name: Option<Name>) -> Result {
        let Some(name) = name else { return Ok(()) };
        if self.is(name, "_") {
            return fail("can't capture name '_' in patterns");
        }
        self.name(name)
    }

    fn mapping_key(&self, key: &Expr<'_>) -> Result {
        match key.kind {
            ExprKind::Constant { value: Constant::None | Constant::Bool(_), .. } => Ok(()),
            _ => self.match_value(key),
        }
    }

    fn match_value(&self, value: &Expr<'_>) -> Result {
        self.expression(value, ExprContext::Load)?;
        let allowed = match value.kind {
            ExprKind::Constant { value, .. } => return literal(value),
            // What is in such strings is for later stages to refuse.
            ExprKind::Attribute { .. } | ExprKind::JoinedStr { .. } | ExprKind::TemplateStr { .. } => true,
            ExprKind::UnaryOp { .. } => is_negative(value, Number::Any),
            ExprKind::BinOp { left, op: Operator::Add | Operator::Sub, right } => {
                (is_number(left, Number::Real) || is_negative(left, Number::Real))
                    && is_number(right, Number::Imaginary)
            }
            _ => false,
        };
        if allowed { Ok(()) } else { fail("patterns may only match literals and attribute lookups") }
    }
}

fn literal(value: Constant<'_>) -> Result {
    match value {
        Constant::Int(_)
        | Constant::BigInt { .. }
        | Constant::Float(_)
        | Constant::Complex { .. }
        | Constant::Str(_)
        | Constant::Bytes(_) => Ok(()),
        Constant::None
        | Constant::Bool(_)
        | Constant::Ellipsis
        | Constant::Tuple(_)
        | Constant::FrozenSet(_) => fail("unexpected constant inside of a literal pattern"),
    }
}

fn is_negative(expression: &Expr<'_>, allowed: Number) -> bool {
    let ExprKind::UnaryOp { op: UnaryOp::USub, operand } = expression.kind else { return false };
    is_number(operand, allowed)
}

fn is_number(expression: &Expr<'_>, allowed: Number) -> bool {
    let ExprKind::Constant { value, .. } = expression.kind else { return false };
    match value {
        Constant::Int(_) | Constant::BigInt { .. } | Constant::Float(_) => allowed != Number::Imaginary,
        Constant::Complex { .. } => allowed != Number::Real,
        _ => false,
    }
}

fn dotted_name(mut expression: &Expr<'_>) -> Result {
    loop {
        match expression.kind {
            ExprKind::Name { .. } => return Ok(()),
            ExprKind::Attribute { value, .. } => expression = value,
            _ => return fail("MatchClass cls field can only contain Name or Attribute nodes."),
        }
    }
}
