//! Expressions.

use taipan_ast::{Expr, ExprContext, ExprKind};
use taipan_text::{Location, Name};

use super::{Builder, Result};
use crate::symtable::error_at;
use crate::symtable::scope::{BlockKind, Comprehension, ScopeKey, Symbol};

impl Builder<'_> {
    pub(super) fn expressions<'a>(&mut self, nodes: &'a [&'a Expr<'a>]) -> Result {
        nodes.iter().try_for_each(|node| self.expression(node))
    }

    pub(super) fn optional_expression<'a>(&mut self, node: Option<&'a Expr<'a>>) -> Result {
        node.map_or(Ok(()), |node| self.expression(node))
    }

    pub(super) fn expression<'a>(&mut self, node: &'a Expr<'a>) -> Result {
        self.check_depth()?;
        match node.kind {
            ExprKind::NamedExpr { target, value } => self.named_expression(node, target, value),
            ExprKind::BoolOp { values, .. }
            | ExprKind::JoinedStr { values }
            | ExprKind::TemplateStr { values }
            | ExprKind::Set { elts: values }
            | ExprKind::List { elts: values, .. }
            | ExprKind::Tuple { elts: values, .. } => self.expressions(values),
            ExprKind::BinOp { left, right, .. } => {
                self.expression(left)?;
                self.expression(right)
            }
            ExprKind::UnaryOp { operand: value, .. } | ExprKind::Starred { value, .. } => {
                self.expression(value)
            }
            ExprKind::Lambda { args, body } => {
                self.defaults(args)?;
                let name = self.names.intern("lambda");
                self.enter_new(name, BlockKind::Function, node, ScopeKey::of(node), node.location);
                self.parameters(args)?;
                self.expression(body)?;
                self.exit();
                Ok(())
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expression(test)?;
                self.expression(body)?;
                self.expression(orelse)
            }
            ExprKind::Dict { keys, values } => {
                keys.iter().flatten().try_for_each(|key| self.expression(key))?;
                self.expressions(values)
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension(node, "genexpr", Comprehension::Generator, generators, elt, None)
            }
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(node, "listcomp", Comprehension::List, generators, elt, None)
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(node, "setcomp", Comprehension::Set, generators, elt, None)
            }
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension(node, "dictcomp", Comprehension::Dict, generators, key, Some(value))
            }
            ExprKind::Yield { value } => self.yield_expression(node, value),
            ExprKind::YieldFrom { value } => self.yield_expression(node, Some(value)),
            ExprKind::Await { value } => self.await_expression(node, value),
            ExprKind::Compare { left, comparators, .. } => {
                self.expression(left)?;
                self.expressions(comparators)
            }
            ExprKind::Call { func, args, keywords } => {
                self.expression(func)?;
                self.expressions(args)?;
                self.keywords(keywords)
            }
            ExprKind::FormattedValue { value, format_spec, .. }
            | ExprKind::Interpolation { value, format_spec, .. } => {
                self.expression(value)?;
                self.optional_expression(format_spec)
            }
            ExprKind::Constant { .. } => Ok(()),
            ExprKind::Attribute { value, attr, ctx } => {
                Self::check_name(attr, node.location, ctx)?;
                self.expression(value)
            }
            ExprKind::Subscript { value, slice, .. } => {
                self.expression(value)?;
                self.expression(slice)
            }
            ExprKind::Slice { lower, upper, step } => {
                self.optional_expression(lower)?;
                self.optional_expression(upper)?;
                self.optional_expression(step)
            }
            ExprKind::Name { id, ctx } => self.name(id, ctx, node.location),
        }
    }

    fn name(&mut self, id: Name, context: ExprContext, location: Location) -> Result {
        if self.state().in_unevaluated_annotation {
            return Ok(());
        }
        let loads = context == ExprContext::Load;
        let flag = if loads { Symbol::USE } else { Symbol::DEF_LOCAL };
        self.define_in_context(id, flag, location, context)?;
        // `super()` finds its class in the cell that every method may use.
        if loads && id == Name::SUPER && self.current().kind.is_function_like() {
            self.define(Name::__CLASS__, Symbol::USE, location)?;
        }
        Ok(())
    }

    fn yield_expression<'a>(&mut self, node: &'a Expr<'a>, value: Option<&'a Expr<'a>>) -> Result {
        self.check_not_lazy("yield expression", node.location)?;
        self.optional_expression(value)?;
        self.current().generator = true;
        let kind = match self.current().comprehension {
            Comprehension::No => return Ok(()),
            Comprehension::List => "list comprehension",
            Comprehension::Set => "set comprehension",
            Comprehension::Dict => "dict comprehension",
            Comprehension::Generator => "generator expression",
        };
        Err(error_at(node.location, format!("'yield' inside {kind}")))
    }

    fn await_expression<'a>(&mut self, node: &'a Expr<'a>, value: &'a Expr<'a>) -> Result {
        self.check_not_lazy("await expression", node.location)?;
        if !self.allows_top_level_await() {
            if !self.current().kind.is_function_like() {
                return Err(error_at(node.location, "'await' outside function"));
            }
            if !self.in_async_function() && self.current().comprehension == Comprehension::No {
                return Err(error_at(node.location, "'await' outside async function"));
            }
        }
        self.expression(value)?;
        self.current().coroutine = true;
        Ok(())
    }

    pub(super) fn in_async_function(&mut self) -> bool {
        let scope = self.current();
        scope.kind == BlockKind::Function && scope.coroutine
    }

    /// What is evaluated on demand, outside of the function that it stands in, cannot suspend or bind.
    pub(super) fn check_not_lazy(&mut self, what: &str, location: Location) -> Result {
        let place = match self.current().kind {
            BlockKind::Annotation => "an annotation",
            BlockKind::TypeVariable => self.state().description,
            BlockKind::TypeAlias => "a type alias",
            BlockKind::TypeParameters => "the definition of a generic",
            BlockKind::Function | BlockKind::Class | BlockKind::Module => return Ok(()),
        };
        Err(error_at(location, format!("{what} cannot be used within {place}")))
    }

    fn named_expression<'a>(
        &mut self,
        node: &'a Expr<'a>,
        target: &'a Expr<'a>,
        value: &'a Expr<'a>,
    ) -> Result {
        self.check_not_lazy("named expression", node.location)?;
        if self.state().comprehension_iterables > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return Err(error_at(node.location, message));
        }
        if self.current().comprehension != Comprehension::No
            && let ExprKind::Name { id, .. } = target.kind
        {
            self.bind_outside_comprehensions(id, target.location)?;
        }
        self.expression(value)?;
        self.expression(target)
    }
}
