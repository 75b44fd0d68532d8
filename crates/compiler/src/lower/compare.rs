//! Comparisons and chains of them.

use taipan_ast::{CmpOp, Expr};
use taipan_bytecode::{Comparison, Opcode};
use taipan_text::Location;

use super::boolean::jump_on;
use super::{Lowered, Lowering};
use crate::instructions::Label;

impl<'a> Lowering<'a, '_, '_> {
    /// A comparison as a value. In a chain the middle operand is kept under the result:
    ///
    /// ```text
    /// a b      SWAP 2, COPY 2, COMPARE_OP    b (a < b)
    ///          COPY 1, TO_BOOL, POP_JUMP_IF_FALSE cleanup, POP_TOP
    /// b c      COMPARE_OP                    (b < c)
    /// ```
    pub(super) fn compare(
        &mut self,
        left: &'a Expr<'a>,
        operators: &'a [CmpOp],
        comparators: &'a [&'a Expr<'a>],
        at: Location,
    ) -> Lowered {
        self.check_identity_of_literals(left, operators, comparators, at)?;
        self.expression(left)?;
        let Some((last, others)) = pairs(operators, comparators) else { return Ok(()) };
        if others.clone().next().is_none() {
            self.expression(last.1)?;
            self.comparison(last.0, at);
            return Ok(());
        }
        let cleanup = self.new_label();
        for (operator, comparator) in others {
            self.link(operator, comparator, at)?;
            self.emit_arg(Opcode::Copy, 1, at);
            self.emit(Opcode::ToBool, at);
            self.emit_jump(Opcode::PopJumpIfFalse, cleanup, at);
            self.emit(Opcode::PopTop, at);
        }
        self.expression(last.1)?;
        self.comparison(last.0, at);
        let end = self.new_label();
        self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
        self.place(cleanup);
        self.emit_arg(Opcode::Swap, 2, at);
        self.emit(Opcode::PopTop, at);
        self.place(end);
        Ok(())
    }

    /// Jumps on the truth of a chain.
    pub(super) fn jump_if_chain(
        &mut self,
        left: &'a Expr<'a>,
        operators: &'a [CmpOp],
        comparators: &'a [&'a Expr<'a>],
        condition: bool,
        target: Label,
        at: Location,
    ) -> Lowered {
        self.check_identity_of_literals(left, operators, comparators, at)?;
        let cleanup = self.new_label();
        self.expression(left)?;
        let Some((last, others)) = pairs(operators, comparators) else { return Ok(()) };
        for (operator, comparator) in others {
            self.link(operator, comparator, at)?;
            self.emit(Opcode::ToBool, at);
            self.emit_jump(Opcode::PopJumpIfFalse, cleanup, at);
        }
        self.expression(last.1)?;
        self.comparison(last.0, at);
        self.emit(Opcode::ToBool, at);
        self.emit_jump(jump_on(condition), target, at);
        let end = self.new_label();
        self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
        self.place(cleanup);
        self.emit(Opcode::PopTop, at);
        if !condition {
            self.emit_jump(Opcode::JumpNoInterrupt, target, Location::NONE);
        }
        self.place(end);
        Ok(())
    }

    /// A comparison in the middle of a chain, which leaves its right operand under the result.
    fn link(&mut self, operator: CmpOp, comparator: &'a Expr<'a>, at: Location) -> Lowered {
        self.expression(comparator)?;
        self.emit_arg(Opcode::Swap, 2, at);
        self.emit_arg(Opcode::Copy, 2, at);
        self.comparison(operator, at);
        Ok(())
    }

    /// Compares the two values on the stack.
    pub(super) fn comparison(&mut self, operator: CmpOp, at: Location) {
        let (opcode, oparg) = match operator {
            CmpOp::Is => (Opcode::IsOp, 0),
            CmpOp::IsNot => (Opcode::IsOp, 1),
            CmpOp::In => (Opcode::ContainsOp, 0),
            CmpOp::NotIn => (Opcode::ContainsOp, 1),
            CmpOp::Eq => (Opcode::CompareOp, Comparison::Eq.oparg()),
            CmpOp::NotEq => (Opcode::CompareOp, Comparison::Ne.oparg()),
            CmpOp::Lt => (Opcode::CompareOp, Comparison::Lt.oparg()),
            CmpOp::LtE => (Opcode::CompareOp, Comparison::Le.oparg()),
            CmpOp::Gt => (Opcode::CompareOp, Comparison::Gt.oparg()),
            CmpOp::GtE => (Opcode::CompareOp, Comparison::Ge.oparg()),
        };
        self.emit_arg(opcode, oparg, at);
    }
}

type Pair<'a> = (CmpOp, &'a Expr<'a>);

/// The last comparison, and those before it.
fn pairs<'a>(
    operators: &'a [CmpOp],
    comparators: &'a [&'a Expr<'a>],
) -> Option<(Pair<'a>, impl Iterator<Item = Pair<'a>> + Clone)> {
    let mut pairs = operators.iter().copied().zip(comparators.iter().copied());
    let last = pairs.next_back()?;
    Some((last, pairs))
}
