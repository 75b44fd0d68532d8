//! Expressions.

use super::precedence::{self, Precedence};
use super::{Result, Unparser};
use crate::{Comprehension, Constant, Expr, ExprKind};

impl<'a> Unparser<'_, 'a> {
    /// An expression at a place that takes those of `place` and above without parentheses.
    pub(super) fn expression_at(&mut self, expression: &'a Expr<'a>, place: Precedence) -> Result {
        self.check_depth()?;
        let own = precedence_of(expression);
        self.in_parentheses(own.is_some_and(|own| place > own), |unparser| unparser.bare(expression))
    }

    /// An expression without parentheses around it that are there for its precedence only.
    fn bare(&mut self, expression: &'a Expr<'a>) -> Result {
        match expression.kind {
            ExprKind::BoolOp { op, values } => {
                let (operator, mut precedence) = precedence::boolean(op);
                self.separated(values, operator, |unparser, value| {
                    precedence = precedence.next();
                    unparser.expression_at(value, precedence)
                })
            }
            ExprKind::NamedExpr { target, value } => {
                self.expression_at(target, Precedence::Atom)?;
                self.write(" := ");
                self.expression_at(value, Precedence::Atom)
            }
            ExprKind::BinOp { left, op, right } => {
                let (operator, [_, left_place, right_place]) = precedence::binary(op);
                self.expression_at(left, left_place)?;
                self.write(" ");
                self.write(operator);
                self.write(" ");
                self.expression_at(right, right_place)
            }
            ExprKind::UnaryOp { op, operand } => {
                let (operator, place) = precedence::unary(op);
                self.write(operator);
                self.expression_at(operand, place)
            }
            ExprKind::Lambda { args, body } => {
                self.write("lambda");
                let before = self.out.len();
                self.write(" ");
                self.arguments(args)?;
                if self.out.len() == before + 1 {
                    self.out.truncate(before);
                }
                self.after(": ", Some(body))
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expression_at(body, Precedence::Test.next())?;
                self.write(" if ");
                self.expression_at(test, Precedence::Test.next())?;
                self.after(" else ", Some(orelse))
            }
            ExprKind::Dict { keys, values } => self.dict(keys, values),
            ExprKind::Set { elts: [] } => {
                self.write("{*()}");
                Ok(())
            }
            ExprKind::Set { elts } => {
                self.write("{");
                self.expressions(elts)?;
                self.write("}");
                Ok(())
            }
            ExprKind::ListComp { elt, generators } => self.comprehensions("[", elt, None, generators, "]"),
            ExprKind::SetComp { elt, generators } => self.comprehensions("{", elt, None, generators, "}"),
            ExprKind::DictComp { key, value, generators } => {
                self.comprehensions("{", key, Some(value), generators, "}")
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehensions("(", elt, None, generators, ")")
            }
            ExprKind::Await { value } => self.operand("await ", value),
            ExprKind::Yield { value: Some(value) } => self.operand("yield ", value),
            ExprKind::Yield { value: None } => {
                self.write("yield");
                Ok(())
            }
            ExprKind::YieldFrom { value } => self.operand("yield from ", value),
            ExprKind::Compare { left, ops, comparators } => {
                let place = Precedence::Compare.next();
                self.expression_at(left, place)?;
                for (operator, right) in ops.iter().zip(comparators) {
                    self.write(precedence::comparison(*operator));
                    self.expression_at(right, place)?;
                }
                Ok(())
            }
            ExprKind::Call { func, args, keywords } => {
                self.expression_at(func, Precedence::Atom)?;
                self.call_arguments(args, keywords)
            }
            ExprKind::FormattedValue { .. } | ExprKind::Interpolation { .. } => {
                self.replacement_field(expression)
            }
            ExprKind::JoinedStr { values } => self.format_string("f", values),
            ExprKind::TemplateStr { values } => self.format_string("t", values),
            ExprKind::Constant { value, kind } => self.constant_expression(value, kind),
            ExprKind::Attribute { value, attr, .. } => {
                self.expression_at(value, Precedence::Atom)?;
                self.write(if is_int(value) { " ." } else { "." });
                self.name(attr);
                Ok(())
            }
            ExprKind::Subscript { value, slice, .. } => {
                self.expression_at(value, Precedence::Atom)?;
                self.write("[");
                match slice.kind {
                    ExprKind::Tuple { elts, .. } if !elts.is_empty() => self.tuple_items(elts)?,
                    _ => self.expression(slice)?,
                }
                self.write("]");
                Ok(())
            }
            ExprKind::Starred { value, .. } => {
                self.write("*");
                self.expression_at(value, Precedence::EXPR)
            }
            ExprKind::Name { id, .. } => {
                self.name(id);
                Ok(())
            }
            ExprKind::List { elts, .. } => {
                self.write("[");
                self.expressions(elts)?;
                self.write("]");
                Ok(())
            }
            ExprKind::Tuple { elts: [], .. } => {
                self.write("()");
                Ok(())
            }
            ExprKind::Tuple { elts, .. } => self.tuple_items(elts),
            ExprKind::Slice { lower, upper, step } => {
                self.after("", lower)?;
                self.write(":");
                self.after("", upper)?;
                self.after(":", step)
            }
        }
    }

    fn operand(&mut self, keyword: &str, value: &'a Expr<'a>) -> Result {
        self.write(keyword);
        self.expression_at(value, Precedence::Atom)
    }

    fn dict(&mut self, keys: &[Option<&'a Expr<'a>>], values: &[&'a Expr<'a>]) -> Result {
        self.write("{");
        for (index, (key, value)) in keys.iter().zip(values).enumerate() {
            if index > 0 {
                self.write(", ");
            }
            if let Some(key) = key {
                self.expression(key)?;
                self.after(": ", Some(value))?;
            } else {
                self.write("**");
                self.expression_at(value, Precedence::EXPR)?;
            }
        }
        self.write("}");
        Ok(())
    }

    fn comprehensions(
        &mut self,
        open: &str,
        element: &'a Expr<'a>,
        value: Option<&'a Expr<'a>>,
        generators: &[&'a Comprehension<'a>],
        close: &str,
    ) -> Result {
        self.write(open);
        self.expression(element)?;
        self.after(": ", value)?;
        generators.iter().try_for_each(|generator| self.comprehension(generator))?;
        self.write(close);
        Ok(())
    }

    pub(super) fn comprehension(&mut self, generator: &'a Comprehension<'a>) -> Result {
        self.write(if generator.is_async == 0 { " for " } else { " async for " });
        self.expression_at(generator.target, Precedence::Tuple)?;
        self.write(" in ");
        self.expression_at(generator.iter, Precedence::Test.next())?;
        for condition in generator.ifs {
            self.write(" if ");
            self.expression_at(condition, Precedence::Test.next())?;
        }
        Ok(())
    }
}

/// The precedence of an expression that may need parentheses.
fn precedence_of(expression: &Expr<'_>) -> Option<Precedence> {
    Some(match expression.kind {
        ExprKind::NamedExpr { .. } => Precedence::NamedExpr,
        ExprKind::Tuple { elts, .. } if !elts.is_empty() => Precedence::Tuple,
        ExprKind::Yield { .. } | ExprKind::YieldFrom { .. } => Precedence::Yield,
        ExprKind::Lambda { .. } | ExprKind::IfExp { .. } => Precedence::Test,
        ExprKind::BoolOp { op, .. } => precedence::boolean(op).1,
        ExprKind::Compare { .. } => Precedence::Compare,
        ExprKind::BinOp { op, .. } => precedence::binary(op).1[0],
        ExprKind::UnaryOp { op, .. } => precedence::unary(op).1,
        ExprKind::Await { .. } => Precedence::Await,
        _ => return None,
    })
}

/// Whether a point after the expression would be read as part of a number.
fn is_int(expression: &Expr<'_>) -> bool {
    let ExprKind::Constant { value, .. } = expression.kind else { return false };
    matches!(value, Constant::Int(_) | Constant::BigInt { .. } | Constant::Bool(_))
}
