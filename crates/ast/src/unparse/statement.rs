//! Statements.

use taipan_text::{Error, ErrorClass, Name, PyText};

use super::precedence::{self, Precedence};
use super::{Result, TypeComment, Unparser};
use crate::{
    Alias, Arguments, Constant, ExceptHandler, Expr, ExprKind, Keyword, Stmt, StmtKind, TypeParam,
    TypeParamKind, WithItem,
};

impl<'a> Unparser<'_, 'a> {
    pub(super) fn statements(&mut self, body: &[&'a Stmt<'a>]) -> Result {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    pub(super) fn statement(&mut self, statement: &'a Stmt<'a>) -> Result {
        self.check_depth()?;
        match statement.kind {
            StmtKind::FunctionDef {
                name,
                args,
                body,
                decorator_list,
                returns,
                type_comment,
                type_params,
            } => {
                let comment = self.comment_of(statement, type_comment);
                self.definition("def ", name, decorator_list, type_params)?;
                self.signature(args, returns)?;
                self.in_block(comment, |unparser| unparser.body_with_docstring(body))?;
            }
            StmtKind::AsyncFunctionDef {
                name,
                args,
                body,
                decorator_list,
                returns,
                type_comment,
                type_params,
            } => {
                let comment = self.comment_of(statement, type_comment);
                self.definition("async def ", name, decorator_list, type_params)?;
                self.signature(args, returns)?;
                self.in_block(comment, |unparser| unparser.body_with_docstring(body))?;
            }
            StmtKind::ClassDef { name, bases, keywords, body, decorator_list, type_params } => {
                self.definition("class ", name, decorator_list, type_params)?;
                self.class_arguments(bases, keywords)?;
                self.in_block(None, |unparser| unparser.body_with_docstring(body))?;
            }
            StmtKind::Return { value } => {
                self.simple_line("return");
                self.after(" ", value)?;
            }
            StmtKind::Delete { targets } => {
                self.simple_line("del ");
                self.expressions(targets)?;
            }
            StmtKind::Assign { targets, value, type_comment } => {
                self.simple_line("");
                for target in targets {
                    self.expression_at(target, Precedence::Tuple)?;
                    self.write(" = ");
                }
                self.expression(value)?;
                self.type_comment(self.comment_of(statement, type_comment));
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                self.simple_line("type ");
                self.expression(name)?;
                self.type_parameters(type_params)?;
                self.after(" = ", Some(value))?;
            }
            StmtKind::AugAssign { target, op, value } => {
                self.simple_line("");
                self.expression(target)?;
                self.write(" ");
                self.write(precedence::binary(op).0);
                self.after("= ", Some(value))?;
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.simple_line("");
                let parenthesised = simple == 0 && matches!(target.kind, ExprKind::Name { .. });
                self.in_parentheses(parenthesised, |unparser| unparser.expression(target))?;
                self.after(": ", Some(annotation))?;
                self.after(" = ", value)?;
            }
            StmtKind::For { target, iter, body, orelse, type_comment } => {
                let comment = self.comment_of(statement, type_comment);
                self.for_loop("for ", target, iter)?;
                self.block(comment, body)?;
                self.clause("else", orelse)?;
            }
            StmtKind::AsyncFor { target, iter, body, orelse, type_comment } => {
                let comment = self.comment_of(statement, type_comment);
                self.for_loop("async for ", target, iter)?;
                self.block(comment, body)?;
                self.clause("else", orelse)?;
            }
            StmtKind::While { test, body, orelse } => {
                self.line("while ");
                self.expression(test)?;
                self.block(None, body)?;
                self.clause("else", orelse)?;
            }
            StmtKind::If { test, body, orelse } => self.if_statement(test, body, orelse)?,
            StmtKind::With { items, body, type_comment } => {
                let comment = self.comment_of(statement, type_comment);
                self.with_statement("with ", items)?;
                self.block(comment, body)?;
            }
            StmtKind::AsyncWith { items, body, type_comment } => {
                let comment = self.comment_of(statement, type_comment);
                self.with_statement("async with ", items)?;
                self.block(comment, body)?;
            }
            StmtKind::Match { subject, cases } => {
                self.line("match ");
                self.expression(subject)?;
                self.in_block(None, |unparser| cases.iter().try_for_each(|case| unparser.match_case(case)))?;
            }
            StmtKind::Raise { exc, cause } => self.raise(exc, cause)?,
            StmtKind::Try { body, handlers, orelse, finalbody } => {
                self.try_statement(false, body, handlers, orelse, finalbody)?;
            }
            StmtKind::TryStar { body, handlers, orelse, finalbody } => {
                self.try_statement(true, body, handlers, orelse, finalbody)?;
            }
            StmtKind::Assert { test, msg } => {
                self.simple_line("assert ");
                self.expression(test)?;
                self.after(", ", msg)?;
            }
            StmtKind::Import { names } => {
                self.simple_line("import ");
                self.aliases(names)?;
            }
            StmtKind::ImportFrom { module, names, level } => {
                self.simple_line("from ");
                for _ in 0..level.unwrap_or(0) {
                    self.write(".");
                }
                if let Some(module) = module {
                    self.name(module);
                }
                self.write(" import ");
                self.aliases(names)?;
            }
            StmtKind::Global { names } => {
                self.simple_line("global ");
                self.names(names)?;
            }
            StmtKind::Nonlocal { names } => {
                self.simple_line("nonlocal ");
                self.names(names)?;
            }
            StmtKind::Expr { value } => {
                self.simple_line("");
                self.expression_at(value, Precedence::Yield)?;
            }
            StmtKind::Pass => self.simple_line("pass"),
            StmtKind::Break => self.simple_line("break"),
            StmtKind::Continue => self.simple_line("continue"),
        }
        Ok(())
    }

    /// An optional part with what stands before it.
    pub(super) fn after(&mut self, before: &str, value: Option<&'a Expr<'a>>) -> Result {
        let Some(value) = value else { return Ok(()) };
        self.write(before);
        self.expression(value)
    }

    /// A body that may begin with a docstring, which is written with triple quotes.
    pub(super) fn body_with_docstring(&mut self, body: &[&'a Stmt<'a>]) -> Result {
        let Some((docstring, kind, rest)) = split_docstring(body) else { return self.statements(body) };
        self.line("");
        self.docstring(docstring, kind);
        self.statements(rest)
    }

    /// The comment that states a type; `# type: ignore` on the statement's line comes first.
    fn comment_of(&self, statement: &Stmt<'_>, comment: Option<PyText<'a>>) -> Option<TypeComment<'a>> {
        let line = statement.location.line;
        match self.type_ignores.get(&line) {
            Some(tag) => Some(TypeComment { ignore: true, text: *tag }),
            None => comment.map(|text| TypeComment { ignore: false, text }),
        }
    }

    /// Decorators, keyword, name and type parameters, after an empty line.
    fn definition(
        &mut self,
        keyword: &str,
        name: Name,
        decorators: &[&'a Expr<'a>],
        parameters: &[&'a TypeParam<'a>],
    ) -> Result {
        self.maybe_newline();
        for decorator in decorators {
            self.line("@");
            self.expression(decorator)?;
        }
        self.line(keyword);
        self.name(name);
        self.type_parameters(parameters)
    }

    fn signature(&mut self, arguments: &'a Arguments<'a>, returns: Option<&'a Expr<'a>>) -> Result {
        self.write("(");
        self.arguments(arguments)?;
        self.write(")");
        self.after(" -> ", returns)
    }

    fn class_arguments(&mut self, bases: &[&'a Expr<'a>], keywords: &[&'a Keyword<'a>]) -> Result {
        if bases.is_empty() && keywords.is_empty() {
            return Ok(());
        }
        self.call_arguments(bases, keywords)
    }

    fn type_parameters(&mut self, parameters: &[&'a TypeParam<'a>]) -> Result {
        if parameters.is_empty() {
            return Ok(());
        }
        self.write("[");
        self.separated(parameters, ", ", |unparser, one| unparser.type_parameter(one))?;
        self.write("]");
        Ok(())
    }

    pub(super) fn type_parameter(&mut self, parameter: &'a TypeParam<'a>) -> Result {
        let (stars, name, bound, default) = match parameter.kind {
            TypeParamKind::TypeVar { name, bound, default_value } => ("", name, bound, default_value),
            TypeParamKind::TypeVarTuple { name, default_value } => ("*", name, None, default_value),
            TypeParamKind::ParamSpec { name, default_value } => ("**", name, None, default_value),
        };
        self.write(stars);
        self.name(name);
        self.after(": ", bound)?;
        self.after(" = ", default)
    }

    fn for_loop(&mut self, keyword: &str, target: &'a Expr<'a>, iter: &'a Expr<'a>) -> Result {
        self.line(keyword);
        self.expression_at(target, Precedence::Tuple)?;
        self.after(" in ", Some(iter))
    }

    /// A clause of a compound statement, if it has a body.
    fn clause(&mut self, keyword: &str, body: &[&'a Stmt<'a>]) -> Result {
        if body.is_empty() {
            return Ok(());
        }
        self.line(keyword);
        self.block(None, body)
    }

    fn if_statement(
        &mut self,
        test: &'a Expr<'a>,
        body: &[&'a Stmt<'a>],
        mut orelse: &[&'a Stmt<'a>],
    ) -> Result {
        self.line("if ");
        self.expression(test)?;
        self.block(None, body)?;
        while let [Stmt { kind: StmtKind::If { test, body, orelse: rest }, .. }] = orelse {
            self.line("elif ");
            self.expression(test)?;
            self.block(None, body)?;
            orelse = rest;
        }
        self.clause("else", orelse)
    }

    fn with_statement(&mut self, keyword: &str, items: &[&'a WithItem<'a>]) -> Result {
        self.line(keyword);
        self.separated(items, ", ", |unparser, item| unparser.with_item(item))
    }

    pub(super) fn with_item(&mut self, item: &'a WithItem<'a>) -> Result {
        self.expression(item.context_expr)?;
        self.after(" as ", item.optional_vars)
    }

    fn raise(&mut self, exception: Option<&'a Expr<'a>>, cause: Option<&'a Expr<'a>>) -> Result {
        self.simple_line("raise");
        if exception.is_none() && cause.is_some() {
            return Err(Error::new(ErrorClass::Value, "Node can't use cause without an exception."));
        }
        self.after(" ", exception)?;
        self.after(" from ", cause)
    }

    fn try_statement(
        &mut self,
        star: bool,
        body: &[&'a Stmt<'a>],
        handlers: &[&'a ExceptHandler<'a>],
        orelse: &[&'a Stmt<'a>],
        finalbody: &[&'a Stmt<'a>],
    ) -> Result {
        let outer = std::mem::replace(&mut self.in_try_star, star);
        self.line("try");
        self.block(None, body)?;
        handlers.iter().try_for_each(|handler| self.handler(handler))?;
        self.clause("else", orelse)?;
        self.clause("finally", finalbody)?;
        self.in_try_star = outer;
        Ok(())
    }

    pub(super) fn handler(&mut self, handler: &'a ExceptHandler<'a>) -> Result {
        self.line(if self.in_try_star { "except*" } else { "except" });
        self.after(" ", handler.type_)?;
        if let Some(name) = handler.name {
            self.write(" as ");
            self.name(name);
        }
        self.block(None, handler.body)
    }

    fn aliases(&mut self, aliases: &[&'a Alias]) -> Result {
        self.separated(aliases, ", ", |unparser, alias| {
            unparser.alias(alias);
            Ok(())
        })
    }

    pub(super) fn alias(&mut self, alias: &Alias) {
        self.name(alias.name);
        if let Some(name) = alias.asname {
            self.write(" as ");
            self.name(name);
        }
    }
}

type Docstring<'a, 'b> = (PyText<'a>, Option<PyText<'a>>, &'b [&'a Stmt<'a>]);

/// The docstring that a body begins with, the prefix it was written with, and what follows.
fn split_docstring<'a, 'b>(body: &'b [&'a Stmt<'a>]) -> Option<Docstring<'a, 'b>> {
    let (first, rest) = body.split_first()?;
    let StmtKind::Expr { value } = first.kind else { return None };
    let ExprKind::Constant { value: Constant::Str(text), kind } = value.kind else { return None };
    Some((text, kind, rest))
}
