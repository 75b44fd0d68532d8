//! `match`: one case after the other, each on a copy of the subject.

use taipan_ast::{Expr, MatchCase, Pattern, PatternKind};
use taipan_bytecode::Opcode;
use taipan_text::Location;

use super::pattern::PatternContext;
use super::{Lowered, Lowering};

impl<'a> Lowering<'a, '_, '_> {
    /// A `match` statement. The names that a pattern binds wait on the stack until all of it has matched.
    pub(super) fn match_statement(
        &mut self,
        subject: &'a Expr<'a>,
        cases: &'a [&'a MatchCase<'a>],
    ) -> Lowered {
        self.expression(subject)?;
        let end = self.new_label();
        // A last `case _:` needs neither a copy of the subject nor a test.
        let (tested, default) = match cases.split_last() {
            Some((last, others)) if !others.is_empty() && is_wildcard(last.pattern) => (others, Some(*last)),
            _ => (cases, None),
        };
        for (index, case) in tested.iter().enumerate() {
            let is_last_tested = index + 1 == tested.len();
            let at = case.pattern.location;
            if !is_last_tested {
                self.emit_arg(Opcode::Copy, 1, at);
            }
            let may_match_all = case.guard.is_some() || index + 1 == cases.len();
            let mut context = PatternContext::new(may_match_all);
            self.pattern(case.pattern, &mut context)?;
            for &name in &context.stores {
                self.store_name(name, at);
            }
            if let Some(guard) = case.guard {
                let fail = self.fail_label(&mut context, 0);
                self.jump_if(guard, false, fail, at)?;
            }
            if !is_last_tested {
                self.emit(Opcode::PopTop, Location::NEXT);
            }
            self.statements(case.body)?;
            self.emit_jump(Opcode::Jump, end, Location::NONE);
            self.emit_fail_labels(&mut context, at);
        }
        if let Some(case) = default {
            let at = case.pattern.location;
            self.emit(Opcode::Nop, at);
            if let Some(guard) = case.guard {
                self.jump_if(guard, false, end, at)?;
            }
            self.statements(case.body)?;
        }
        self.place(end);
        Ok(())
    }
}

/// Whether a pattern is `_`.
pub(super) const fn is_wildcard(pattern: &Pattern<'_>) -> bool {
    matches!(pattern.kind, PatternKind::MatchAs { name: None, pattern: None })
}
