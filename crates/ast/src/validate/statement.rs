//! Statements.

use taipan_text::Name;

use super::{Result, Validator, fail, fail_type, location, not_empty};
use crate::ExprContext::{self, Del, Load, Store};
use crate::{
    Alias, Arguments, ExceptHandler, Expr, ExprKind, MatchCase, Stmt, StmtKind, TypeParam, TypeParamKind,
    WithItem,
};

impl Validator<'_> {
    pub(super) fn statements(&self, body: &[&Stmt<'_>]) -> Result {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    fn body(&self, body: &[&Stmt<'_>], owner: &str) -> Result {
        not_empty(body, "body", owner)?;
        self.statements(body)
    }

    fn statement(&self, statement: &Stmt<'_>) -> Result {
        location(statement.location)?;
        self.check_depth()?;
        match statement.kind {
            StmtKind::FunctionDef { name, body, type_params, args, decorator_list, returns, .. } => {
                self.definition(name, body, type_params, "FunctionDef")?;
                self.function(args, decorator_list, returns)
            }
            StmtKind::AsyncFunctionDef { name, body, type_params, args, decorator_list, returns, .. } => {
                self.definition(name, body, type_params, "AsyncFunctionDef")?;
                self.function(args, decorator_list, returns)
            }
            StmtKind::ClassDef { name, bases, keywords, body, decorator_list, type_params } => {
                self.definition(name, body, type_params, "ClassDef")?;
                self.expressions(bases, Load)?;
                self.keywords(keywords)?;
                self.expressions(decorator_list, Load)
            }
            StmtKind::Return { value } => self.optional(value),
            StmtKind::Delete { targets } => self.targets(targets, Del, "Delete"),
            StmtKind::Assign { targets, value, .. } => {
                self.targets(targets, Store, "Assign")?;
                self.expression(value, Load)
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expression(target, Store)?;
                self.expression(value, Load)
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                if simple != 0 && !is_name(target) {
                    return fail_type("AnnAssign with simple non-Name target");
                }
                self.expression(target, Store)?;
                self.optional(value)?;
                self.expression(annotation, Load)
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                if !is_name(name) {
                    return fail_type("TypeAlias with non-Name name");
                }
                self.expression(name, Store)?;
                self.type_parameters(type_params)?;
                self.expression(value, Load)
            }
            StmtKind::For { target, iter, body, orelse, .. } => {
                self.for_loop(target, iter, body, orelse, "For")
            }
            StmtKind::AsyncFor { target, iter, body, orelse, .. } => {
                self.for_loop(target, iter, body, orelse, "AsyncFor")
            }
            StmtKind::While { test, body, orelse } => {
                self.expression(test, Load)?;
                self.body(body, "While")?;
                self.statements(orelse)
            }
            StmtKind::If { test, body, orelse } => {
                self.expression(test, Load)?;
                self.body(body, "If")?;
                self.statements(orelse)
            }
            StmtKind::With { items, body, .. } => self.with(items, body, "With"),
            StmtKind::AsyncWith { items, body, .. } => self.with(items, body, "AsyncWith"),
            StmtKind::Match { subject, cases } => {
                self.expression(subject, Load)?;
                not_empty(cases, "cases", "Match")?;
                cases.iter().try_for_each(|case| self.case(case))
            }
            StmtKind::Raise { exc: None, cause: Some(_) } => fail("Raise with cause but no exception"),
            StmtKind::Raise { exc, cause } => {
                self.optional(exc)?;
                self.optional(cause)
            }
            StmtKind::Try { body, handlers, orelse, finalbody } => {
                self.body(body, "Try")?;
                try_clauses(handlers, orelse, finalbody, "Try")?;
                for handler in handlers {
                    location(handler.location)?;
                    self.optional(handler.type_)?;
                    handler.name.map_or(Ok(()), |name| self.name(name))?;
                    self.body(handler.body, "ExceptHandler")?;
                }
                self.statements(finalbody)?;
                self.statements(orelse)
            }
            StmtKind::TryStar { body, handlers, orelse, finalbody } => {
                self.body(body, "TryStar")?;
                try_clauses(handlers, orelse, finalbody, "TryStar")?;
                // Neither the positions nor the names of these handlers are looked at.
                for handler in handlers {
                    self.optional(handler.type_)?;
                    self.body(handler.body, "ExceptHandler")?;
                }
                self.statements(finalbody)?;
                self.statements(orelse)
            }
            StmtKind::Assert { test, msg } => {
                self.expression(test, Load)?;
                self.optional(msg)
            }
            StmtKind::Import { names } => self.aliases(names, "Import"),
            StmtKind::ImportFrom { level: Some(..0), .. } => fail("Negative ImportFrom level"),
            StmtKind::ImportFrom { names, .. } => self.aliases(names, "ImportFrom"),
            StmtKind::Global { names } => not_empty(names, "names", "Global"),
            StmtKind::Nonlocal { names } => not_empty(names, "names", "Nonlocal"),
            StmtKind::Expr { value } => self.expression(value, Load),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    fn definition(
        &self,
        name: Name,
        body: &[&Stmt<'_>],
        type_params: &[&TypeParam<'_>],
        owner: &str,
    ) -> Result {
        self.body(body, owner)?;
        self.name(name)?;
        self.type_parameters(type_params)
    }

    fn function(
        &self,
        arguments: &Arguments<'_>,
        decorators: &[&Expr<'_>],
        returns: Option<&Expr<'_>>,
    ) -> Result {
        self.arguments(arguments)?;
        self.expressions(decorators, Load)?;
        self.optional(returns)
    }

    fn targets(&self, targets: &[&Expr<'_>], context: ExprContext, owner: &str) -> Result {
        not_empty(targets, "targets", owner)?;
        self.expressions(targets, context)
    }

    fn for_loop(
        &self,
        target: &Expr<'_>,
        iter: &Expr<'_>,
        body: &[&Stmt<'_>],
        orelse: &[&Stmt<'_>],
        owner: &str,
    ) -> Result {
        self.expression(target, Store)?;
        self.expression(iter, Load)?;
        self.body(body, owner)?;
        self.statements(orelse)
    }

    fn with(&self, items: &[&WithItem<'_>], body: &[&Stmt<'_>], owner: &str) -> Result {
        not_empty(items, "items", owner)?;
        for item in items {
            self.expression(item.context_expr, Load)?;
            if let Some(target) = item.optional_vars {
                self.expression(target, Store)?;
            }
        }
        self.body(body, owner)
    }

    fn case(&self, case: &MatchCase<'_>) -> Result {
        self.pattern(case.pattern, false)?;
        self.optional(case.guard)?;
        self.body(case.body, "match_case")
    }

    fn aliases(&self, aliases: &[&Alias], owner: &str) -> Result {
        not_empty(aliases, "names", owner)?;
        aliases.iter().try_for_each(|alias| {
            self.name(alias.name)?;
            alias.asname.map_or(Ok(()), |name| self.name(name))
        })
    }

    fn type_parameters(&self, parameters: &[&TypeParam<'_>]) -> Result {
        parameters.iter().try_for_each(|parameter| {
            location(parameter.location)?;
            let (name, bound, default) = match parameter.kind {
                TypeParamKind::TypeVar { name, bound, default_value } => (name, bound, default_value),
                TypeParamKind::ParamSpec { name, default_value }
                | TypeParamKind::TypeVarTuple { name, default_value } => (name, None, default_value),
            };
            self.name(name)?;
            self.optional(bound)?;
            self.optional(default)
        })
    }
}

fn try_clauses(
    handlers: &[&ExceptHandler<'_>],
    orelse: &[&Stmt<'_>],
    finalbody: &[&Stmt<'_>],
    owner: &str,
) -> Result {
    if handlers.is_empty() && finalbody.is_empty() {
        return fail(format!("{owner} has neither except handlers nor finalbody"));
    }
    if handlers.is_empty() && !orelse.is_empty() {
        return fail(format!("{owner} has orelse but no except handlers"));
    }
    Ok(())
}

fn is_name(expression: &Expr<'_>) -> bool {
    matches!(expression.kind, ExprKind::Name { .. })
}
