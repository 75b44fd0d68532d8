//! Expressions and the contexts they stand in.

use super::{Result, Validator, fail, fail_type, location};
use crate::ExprContext::{self, Del, Load, Store};
use crate::{Arg, Arguments, Comprehension, Constant, Expr, ExprKind, Keyword};

impl Validator<'_> {
    pub(super) fn expressions(&self, expressions: &[&Expr<'_>], context: ExprContext) -> Result {
        expressions.iter().try_for_each(|expression| self.expression(expression, context))
    }

    pub(super) fn optional(&self, expression: Option<&Expr<'_>>) -> Result {
        expression.map_or(Ok(()), |expression| self.expression(expression, Load))
    }

    pub(super) fn expression(&self, expression: &Expr<'_>, context: ExprContext) -> Result {
        location(expression.location)?;
        self.check_depth()?;
        self.context(expression, context)?;
        match expression.kind {
            ExprKind::BoolOp { values: [] | [_], .. } => fail("BoolOp with less than 2 values"),
            ExprKind::BoolOp { values, .. } => self.expressions(values, Load),
            ExprKind::BinOp { left, right, .. } => self.both(left, right),
            ExprKind::UnaryOp { operand, .. } => self.expression(operand, Load),
            ExprKind::Lambda { args, body } => {
                self.arguments(args)?;
                self.expression(body, Load)
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.both(test, body)?;
                self.expression(orelse, Load)
            }
            ExprKind::Dict { keys, values } => {
                if keys.len() != values.len() {
                    return fail("Dict doesn't have the same number of keys as values");
                }
                keys.iter().try_for_each(|key| self.optional(*key))?;
                self.expressions(values, Load)
            }
            ExprKind::Set { elts } => self.expressions(elts, Load),
            ExprKind::ListComp { elt, generators }
            | ExprKind::SetComp { elt, generators }
            | ExprKind::GeneratorExp { elt, generators } => {
                self.generators(generators)?;
                self.expression(elt, Load)
            }
            ExprKind::DictComp { key, value, generators } => {
                self.generators(generators)?;
                self.both(key, value)
            }
            ExprKind::Yield { value } => self.optional(value),
            ExprKind::Await { value } | ExprKind::YieldFrom { value } => self.expression(value, Load),
            ExprKind::Compare { left, ops, comparators } => {
                if comparators.is_empty() {
                    return fail("Compare with no comparators");
                }
                if comparators.len() != ops.len() {
                    return fail("Compare has a different number of comparators and operands");
                }
                self.expressions(comparators, Load)?;
                self.expression(left, Load)
            }
            ExprKind::Call { func, args, keywords } => {
                self.expression(func, Load)?;
                self.expressions(args, Load)?;
                self.keywords(keywords)
            }
            ExprKind::FormattedValue { value, format_spec, .. }
            | ExprKind::Interpolation { value, format_spec, .. } => {
                self.expression(value, Load)?;
                self.optional(format_spec)
            }
            ExprKind::JoinedStr { values } | ExprKind::TemplateStr { values } => {
                self.expressions(values, Load)
            }
            ExprKind::Constant { value, .. } => self.constant(value),
            ExprKind::Attribute { value, .. } => self.expression(value, Load),
            ExprKind::Subscript { value, slice, .. } => self.both(slice, value),
            ExprKind::Starred { value, .. } => self.expression(value, context),
            ExprKind::Name { .. } => Ok(()),
            ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => self.expressions(elts, context),
            ExprKind::Slice { lower, upper, step } => {
                self.optional(lower)?;
                self.optional(upper)?;
                self.optional(step)
            }
            ExprKind::NamedExpr { target, value } => {
                if !matches!(target.kind, ExprKind::Name { .. }) {
                    return fail_type("NamedExpr target must be a Name");
                }
                self.expression(value, Load)
            }
        }
    }

    fn both(&self, first: &Expr<'_>, second: &Expr<'_>) -> Result {
        self.expression(first, Load)?;
        self.expression(second, Load)
    }

    /// An expression that has a context must have the right one, others are only read.
    fn context(&self, expression: &Expr<'_>, wanted: ExprContext) -> Result {
        let actual = match expression.kind {
            ExprKind::Name { id, ctx } => {
                self.name(id)?;
                ctx
            }
            ExprKind::Attribute { ctx, .. }
            | ExprKind::Subscript { ctx, .. }
            | ExprKind::Starred { ctx, .. }
            | ExprKind::List { ctx, .. }
            | ExprKind::Tuple { ctx, .. } => ctx,
            _ if wanted == Load => return Ok(()),
            _ => {
                let context = context_name(wanted);
                return fail(format!("expression which can't be assigned to in {context} context"));
            }
        };
        if actual == wanted {
            return Ok(());
        }
        let (wanted, actual) = (context_name(wanted), context_name(actual));
        fail(format!("expression must have {wanted} context but has {actual} instead"))
    }

    /// The items of a constant, which may lie in each other deeply.
    fn constant(&self, value: Constant<'_>) -> Result {
        let (Constant::Tuple(items) | Constant::FrozenSet(items)) = value else { return Ok(()) };
        self.check_depth()?;
        items.iter().try_for_each(|item| self.constant(*item))
    }

    fn generators(&self, generators: &[&Comprehension<'_>]) -> Result {
        if generators.is_empty() {
            return fail("comprehension with no generators");
        }
        generators.iter().try_for_each(|generator| {
            self.expression(generator.target, Store)?;
            self.expression(generator.iter, Load)?;
            self.expressions(generator.ifs, Load)
        })
    }

    pub(super) fn keywords(&self, keywords: &[&Keyword<'_>]) -> Result {
        keywords.iter().try_for_each(|keyword| self.expression(keyword.value, Load))
    }

    pub(super) fn arguments(&self, arguments: &Arguments<'_>) -> Result {
        let annotation = |argument: Option<&Arg<'_>>| self.optional(argument.and_then(|one| one.annotation));
        self.parameters(arguments.posonlyargs)?;
        self.parameters(arguments.args)?;
        annotation(arguments.vararg)?;
        self.parameters(arguments.kwonlyargs)?;
        annotation(arguments.kwarg)?;
        if arguments.defaults.len() > arguments.posonlyargs.len() + arguments.args.len() {
            return fail("more positional defaults than args on arguments");
        }
        if arguments.kw_defaults.len() != arguments.kwonlyargs.len() {
            return fail("length of kwonlyargs is not the same as kw_defaults on arguments");
        }
        self.expressions(arguments.defaults, Load)?;
        arguments.kw_defaults.iter().try_for_each(|default| self.optional(*default))
    }

    fn parameters(&self, parameters: &[&Arg<'_>]) -> Result {
        parameters.iter().try_for_each(|parameter| {
            location(parameter.location)?;
            self.optional(parameter.annotation)
        })
    }
}

fn context_name(context: ExprContext) -> &'static str {
    match context {
        Load => "Load",
        Store => "Store",
        Del => "Del",
    }
}
