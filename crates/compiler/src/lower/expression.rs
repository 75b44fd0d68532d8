//! Expressions: which family each belongs to, and the small ones.

use taipan_ast::{Expr, ExprContext, ExprKind, Operator, UnaryOp};
use taipan_bytecode::{BinaryOp, Intrinsic1, Opcode, awaitable, resume};
use taipan_text::{Location, Name};

use super::comprehension::ComprehensionParts;
use super::unit::UnitKind;
use super::{Lowered, Lowering};
use crate::symtable::error_at;

impl<'a> Lowering<'a, '_, '_> {
    /// Evaluates an expression, or stores into or deletes a target.
    pub(super) fn expression(&mut self, expression: &'a Expr<'a>) -> Lowered {
        self.check_stack()?;
        let at = expression.location;
        match expression.kind {
            ExprKind::Name { id, ctx } => {
                self.name(id, ctx, at);
                Ok(())
            }
            ExprKind::Constant { ref value, .. } => {
                self.load_literal(value, at);
                Ok(())
            }
            ExprKind::Attribute { value, attr, ctx } => self.attribute(expression, value, attr, ctx),
            ExprKind::Call { func, args, keywords } => self.call(expression, func, args, keywords),
            ExprKind::Subscript { value, slice, ctx } => self.subscript(value, slice, ctx, at),
            ExprKind::Slice { .. } => self.slice(expression),
            ExprKind::BinOp { left, op, right } => {
                self.expression(left)?;
                self.expression(right)?;
                self.binary_operation(op, false, at);
                Ok(())
            }
            ExprKind::UnaryOp { op, operand } => self.unary_operation(op, operand, at),
            ExprKind::BoolOp { op, values } => self.bool_op(op, values, at),
            ExprKind::Compare { left, ops, comparators } => self.compare(left, ops, comparators, at),
            ExprKind::IfExp { test, body, orelse } => self.if_expression(test, body, orelse, at),
            ExprKind::NamedExpr { target, value } => {
                self.expression(value)?;
                self.emit_arg(Opcode::Copy, 1, at);
                self.expression(target)
            }
            ExprKind::Lambda { args, body } => self.lambda(expression, args, body),
            ExprKind::Tuple { elts, ctx } => self.tuple_or_list(Opcode::BuildTuple, elts, ctx, at),
            ExprKind::List { elts, ctx } => self.tuple_or_list(Opcode::BuildList, elts, ctx, at),
            ExprKind::Set { elts } => self.set(elts, at),
            ExprKind::Dict { keys, values } => self.dict(keys, values, at),
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(expression, ComprehensionParts::list(elt, generators))
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(expression, ComprehensionParts::set(elt, generators))
            }
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension(expression, ComprehensionParts::dict(key, value, generators))
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension(expression, ComprehensionParts::generator(elt, generators))
            }
            ExprKind::Await { value } => {
                self.expression(value)?;
                self.await_value(awaitable::PLAIN, at);
                Ok(())
            }
            ExprKind::Yield { value } => self.yield_expression(value, at),
            ExprKind::YieldFrom { value } => self.yield_from_expression(value, at),
            ExprKind::JoinedStr { values } => self.joined_str(values, at),
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                self.formatted_value(value, conversion, format_spec, at)
            }
            ExprKind::TemplateStr { values } => self.template_str(values, at),
            ExprKind::Interpolation { value, ref str, conversion, format_spec } => {
                self.interpolation(value, str, conversion, format_spec, at)
            }
            ExprKind::Starred { ctx, .. } => Err(error_at(
                at,
                match ctx {
                    ExprContext::Store => "starred assignment target must be in a list or tuple",
                    ExprContext::Load | ExprContext::Del => "can't use starred expression here",
                },
            )),
        }
    }

    fn attribute(
        &mut self,
        expression: &'a Expr<'a>,
        value: &'a Expr<'a>,
        attr: Name,
        context: ExprContext,
    ) -> Lowered {
        if context == ExprContext::Load && self.super_attribute(expression, value, attr)? {
            return Ok(());
        }
        if context == ExprContext::Store {
            self.note_static_attribute(value, attr);
        }
        self.expression(value)?;
        let at = self.location_of_attribute(expression.location, expression, attr);
        match context {
            ExprContext::Load => self.load_attribute(attr, false, at),
            ExprContext::Store => self.emit_name(Opcode::StoreAttr, attr, at),
            ExprContext::Del => self.emit_name(Opcode::DeleteAttr, attr, at),
        }
        Ok(())
    }

    /// The location of what is done with an attribute: where it stands on another line than the object, it begins
    /// at the attribute's name, so that tracebacks of long chains point to the right line.
    pub(super) fn location_of_attribute(
        &self,
        location: Location,
        attribute: &Expr<'_>,
        attr: Name,
    ) -> Location {
        let end = attribute.location;
        if location.line == end.end_line {
            return location;
        }
        let length = self.session.names.text(attr).code_points().count();
        let length = i32::try_from(length).unwrap_or(i32::MAX);
        let (column, end_column) =
            if length <= end.end_column { (end.end_column - length, location.end_column) } else { (-1, -1) };
        let (line, end_line) = (end.end_line, location.end_line.max(end.end_line));
        let end_column = if line == end_line { end_column.max(column) } else { end_column };
        Location::new(line, column, end_line, end_column)
    }

    /// An operator; `in_place` for augmented assignment.
    pub(super) fn binary_operation(&mut self, operator: Operator, in_place: bool, at: Location) {
        let plain = match operator {
            Operator::Add => BinaryOp::Add,
            Operator::Sub => BinaryOp::Subtract,
            Operator::Mult => BinaryOp::Multiply,
            Operator::MatMult => BinaryOp::MatrixMultiply,
            Operator::Div => BinaryOp::TrueDivide,
            Operator::Mod => BinaryOp::Remainder,
            Operator::Pow => BinaryOp::Power,
            Operator::LShift => BinaryOp::Lshift,
            Operator::RShift => BinaryOp::Rshift,
            Operator::BitOr => BinaryOp::Or,
            Operator::BitXor => BinaryOp::Xor,
            Operator::BitAnd => BinaryOp::And,
            Operator::FloorDiv => BinaryOp::FloorDivide,
        };
        let operation = if in_place { plain.in_place().unwrap_or(plain) } else { plain };
        self.emit_arg(Opcode::BinaryOp, operation as u32, at);
    }

    fn unary_operation(&mut self, operator: UnaryOp, operand: &'a Expr<'a>, at: Location) -> Lowered {
        self.expression(operand)?;
        match operator {
            UnaryOp::UAdd => self.intrinsic_1(Intrinsic1::UnaryPositive, at),
            UnaryOp::Not => {
                self.emit(Opcode::ToBool, at);
                self.emit(Opcode::UnaryNot, at);
            }
            UnaryOp::Invert => self.emit(Opcode::UnaryInvert, at),
            UnaryOp::USub => self.emit(Opcode::UnaryNegative, at),
        }
        Ok(())
    }

    fn yield_expression(&mut self, value: Option<&'a Expr<'a>>, at: Location) -> Lowered {
        if !self.scope().kind.is_function_like() {
            return Err(error_at(at, "'yield' outside function"));
        }
        match value {
            Some(value) => self.expression(value)?,
            None => self.load_none(at),
        }
        self.yield_value(at);
        Ok(())
    }

    /// Hands out the value on the stack.
    pub(super) fn yield_value(&mut self, at: Location) {
        let scope = self.scope();
        if scope.generator && scope.coroutine {
            self.intrinsic_1(Intrinsic1::AsyncGenWrap, at);
        }
        self.emit_arg(Opcode::YieldValue, 0, at);
        self.emit_arg(Opcode::Resume, resume::AFTER_YIELD, at);
    }

    fn yield_from_expression(&mut self, value: &'a Expr<'a>, at: Location) -> Lowered {
        if !self.scope().kind.is_function_like() {
            return Err(error_at(at, "'yield from' outside function"));
        }
        if self.unit.kind == UnitKind::AsyncFunction {
            return Err(error_at(at, "'yield from' inside async function"));
        }
        self.expression(value)?;
        self.emit(Opcode::GetYieldFromIter, at);
        self.load_none(at);
        self.yield_from(resume::AFTER_YIELD_FROM, at);
        Ok(())
    }
}
