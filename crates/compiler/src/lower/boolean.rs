//! Truth: `and`, `or`, `not`, the conditional expression, and jumps on conditions.

use taipan_ast::{BoolOp, Expr, ExprKind, UnaryOp};
use taipan_bytecode::Opcode;
use taipan_text::Location;

use super::{Lowered, Lowering};
use crate::instructions::Label;

impl<'a> Lowering<'a, '_, '_> {
    /// `a and b`, `a or b` as a value.
    pub(super) fn bool_op(&mut self, operator: BoolOp, values: &'a [&'a Expr<'a>], at: Location) -> Lowered {
        let jump = match operator {
            BoolOp::And => Opcode::JumpIfFalse,
            BoolOp::Or => Opcode::JumpIfTrue,
        };
        let Some((last, others)) = values.split_last() else { return Ok(()) };
        let end = self.new_label();
        for value in others {
            self.expression(value)?;
            self.emit_jump(jump, end, at);
            self.emit(Opcode::PopTop, at);
        }
        self.expression(last)?;
        self.place(end);
        Ok(())
    }

    /// `body if test else orelse`.
    pub(super) fn if_expression(
        &mut self,
        test: &'a Expr<'a>,
        body: &'a Expr<'a>,
        orelse: &'a Expr<'a>,
        at: Location,
    ) -> Lowered {
        let (end, next) = (self.new_label(), self.new_label());
        self.jump_if(test, false, next, at)?;
        self.expression(body)?;
        self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
        self.place(next);
        self.expression(orelse)?;
        self.place(end);
        Ok(())
    }

    /// Jumps when the truth of an expression is `condition`, without computing the truth values in between.
    pub(super) fn jump_if(
        &mut self,
        test: &'a Expr<'a>,
        condition: bool,
        target: Label,
        at: Location,
    ) -> Lowered {
        self.check_stack()?;
        match test.kind {
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => self.jump_if(operand, !condition, target, at),
            ExprKind::BoolOp { op, values } => self.jump_if_bool_op(op, values, condition, target, at),
            ExprKind::IfExp { test, body, orelse } => {
                let (end, next) = (self.new_label(), self.new_label());
                self.jump_if(test, false, next, at)?;
                self.jump_if(body, condition, target, at)?;
                self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
                self.place(next);
                self.jump_if(orelse, condition, target, at)?;
                self.place(end);
                Ok(())
            }
            ExprKind::Compare { left, ops, comparators } if ops.len() > 1 => {
                self.jump_if_chain(left, ops, comparators, condition, target, test.location)
            }
            _ => {
                self.expression(test)?;
                self.emit(Opcode::ToBool, test.location);
                self.emit_jump(jump_on(condition), target, test.location);
                Ok(())
            }
        }
    }

    fn jump_if_bool_op(
        &mut self,
        operator: BoolOp,
        values: &'a [&'a Expr<'a>],
        condition: bool,
        target: Label,
        at: Location,
    ) -> Lowered {
        let Some((last, others)) = values.split_last() else { return Ok(()) };
        // The truth of an operand at which the operator stops decides; it jumps to the target or past the end.
        let decisive = operator == BoolOp::Or;
        let past = if decisive == condition { None } else { Some(self.new_label()) };
        for value in others {
            self.jump_if(value, decisive, past.unwrap_or(target), at)?;
        }
        self.jump_if(last, condition, target, at)?;
        if let Some(past) = past {
            self.place(past);
        }
        Ok(())
    }
}

/// The jump that is taken when the value on the stack has this truth.
pub(super) const fn jump_on(condition: bool) -> Opcode {
    if condition { Opcode::PopJumpIfTrue } else { Opcode::PopJumpIfFalse }
}
