//! Patterns of `match`.

use taipan_ast::{ExprContext, MatchCase, Pattern, PatternKind};
use taipan_text::{Location, Name};

use super::{Builder, Result};
use crate::symtable::scope::Symbol;

impl Builder<'_> {
    pub(super) fn match_case<'a>(&mut self, case: &'a MatchCase<'a>) -> Result {
        self.pattern(case.pattern)?;
        self.optional_expression(case.guard)?;
        self.statements(case.body)
    }

    fn patterns<'a>(&mut self, patterns: &'a [&'a Pattern<'a>]) -> Result {
        patterns.iter().try_for_each(|pattern| self.pattern(pattern))
    }

    fn pattern<'a>(&mut self, node: &'a Pattern<'a>) -> Result {
        self.check_depth()?;
        match node.kind {
            PatternKind::MatchValue { value } => self.expression(value),
            PatternKind::MatchSingleton { .. } => Ok(()),
            PatternKind::MatchSequence { patterns } | PatternKind::MatchOr { patterns } => {
                self.patterns(patterns)
            }
            PatternKind::MatchStar { name } => self.capture(name, node.location),
            PatternKind::MatchMapping { keys, patterns, rest } => {
                self.expressions(keys)?;
                self.patterns(patterns)?;
                self.capture(rest, node.location)
            }
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                self.expression(cls)?;
                self.patterns(patterns)?;
                for (&attribute, pattern) in kwd_attrs.iter().zip(kwd_patterns) {
                    Self::check_name(attribute, pattern.location, ExprContext::Store)?;
                }
                self.patterns(kwd_patterns)
            }
            PatternKind::MatchAs { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern)?;
                }
                self.capture(name, node.location)
            }
        }
    }

    fn capture(&mut self, name: Option<Name>, location: Location) -> Result {
        name.map_or(Ok(()), |name| self.define(name, Symbol::DEF_LOCAL, location))
    }
}
