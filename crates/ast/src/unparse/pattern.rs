//! Patterns.

use taipan_text::{Error, ErrorClass, Name};

use super::{Precedence, Result, Unparser};
use crate::{Expr, MatchCase, Pattern, PatternKind};

impl<'a> Unparser<'_, 'a> {
    pub(super) fn match_case(&mut self, case: &'a MatchCase<'a>) -> Result {
        self.line("case ");
        self.pattern(case.pattern, Precedence::Test)?;
        self.after(" if ", case.guard)?;
        self.block(None, case.body)
    }

    pub(super) fn pattern(&mut self, pattern: &'a Pattern<'a>, place: Precedence) -> Result {
        self.check_depth()?;
        match pattern.kind {
            PatternKind::MatchValue { value } => self.expression(value),
            PatternKind::MatchSingleton { value } => self.constant(value),
            PatternKind::MatchSequence { patterns } => {
                self.write("[");
                self.patterns(patterns)?;
                self.write("]");
                Ok(())
            }
            PatternKind::MatchMapping { keys, patterns, rest } => self.mapping(keys, patterns, rest),
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                self.expression_at(cls, Precedence::Atom)?;
                self.write("(");
                self.patterns(patterns)?;
                self.keyword_patterns(!patterns.is_empty(), kwd_attrs, kwd_patterns)?;
                self.write(")");
                Ok(())
            }
            PatternKind::MatchStar { name } => {
                self.write("*");
                self.name_or_wildcard(name);
                Ok(())
            }
            PatternKind::MatchAs { pattern: Some(inner), name: Some(name) } => {
                self.in_parentheses(place > Precedence::Test, |unparser| {
                    unparser.pattern(inner, Precedence::BitOr)?;
                    unparser.write(" as ");
                    unparser.name(name);
                    Ok(())
                })
            }
            PatternKind::MatchAs { name, .. } => {
                self.name_or_wildcard(name);
                Ok(())
            }
            PatternKind::MatchOr { patterns } => self.in_parentheses(place > Precedence::BitOr, |unparser| {
                let next = Precedence::BitOr.next();
                unparser.separated(patterns, " | ", |unparser, one| unparser.pattern(one, next))
            }),
        }
    }

    fn patterns(&mut self, patterns: &[&'a Pattern<'a>]) -> Result {
        self.separated(patterns, ", ", |unparser, one| unparser.pattern(one, Precedence::Test))
    }

    fn mapping(&mut self, keys: &[&'a Expr<'a>], patterns: &[&'a Pattern<'a>], rest: Option<Name>) -> Result {
        self.write("{");
        for (index, (key, pattern)) in keys.iter().zip(patterns).enumerate() {
            if index > 0 {
                self.write(", ");
            }
            self.expression(key)?;
            self.write(": ");
            self.pattern(pattern, Precedence::Test)?;
        }
        check_pairs(keys.len(), patterns.len())?;
        if let Some(name) = rest {
            self.write(if keys.is_empty() { "**" } else { ", **" });
            self.name(name);
        }
        self.write("}");
        Ok(())
    }

    fn keyword_patterns(&mut self, mut comma: bool, names: &[Name], patterns: &[&'a Pattern<'a>]) -> Result {
        if names.is_empty() {
            return Ok(());
        }
        for (name, pattern) in names.iter().zip(patterns) {
            if std::mem::replace(&mut comma, true) {
                self.write(", ");
            }
            self.name(*name);
            self.write("=");
            self.pattern(pattern, Precedence::Test)?;
        }
        check_pairs(names.len(), patterns.len())
    }

    fn name_or_wildcard(&mut self, name: Option<Name>) {
        match name {
            Some(name) => self.name(name),
            None => self.write("_"),
        }
    }
}

/// Fails as `zip(…, strict=True)` does.
fn check_pairs(left: usize, right: usize) -> Result {
    let difference = match left.cmp(&right) {
        std::cmp::Ordering::Equal => return Ok(()),
        std::cmp::Ordering::Less => "longer",
        std::cmp::Ordering::Greater => "shorter",
    };
    Err(Error::new(ErrorClass::Value, format!("zip() argument 2 is {difference} than argument 1")))
}
