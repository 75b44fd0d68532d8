//! Statements.

use taipan_ast::{
    Alias, Arg, Arguments, ExceptHandler, Expr, ExprContext, ExprKind, Keyword, Stmt, StmtKind, TypeParam,
};
use taipan_text::{Location, Name, PyText};

use super::{Builder, Result, docstring};
use crate::symtable::error_at;
use crate::symtable::scope::{BlockKind, ScopeKey, Symbol};

/// The parts of `def` and `async def`.
struct Function<'a> {
    name: Name,
    args: &'a Arguments<'a>,
    body: &'a [&'a Stmt<'a>],
    decorators: &'a [&'a Expr<'a>],
    returns: Option<&'a Expr<'a>>,
    type_params: &'a [&'a TypeParam<'a>],
    is_async: bool,
}

/// The parts of `class`.
struct Class<'a> {
    name: Name,
    bases: &'a [&'a Expr<'a>],
    keywords: &'a [&'a Keyword<'a>],
    body: &'a [&'a Stmt<'a>],
    decorators: &'a [&'a Expr<'a>],
    type_params: &'a [&'a TypeParam<'a>],
}

/// Which declaration it is.
#[derive(Clone, Copy)]
enum Declaration {
    Global,
    Nonlocal,
}

impl Builder<'_> {
    pub(super) fn statements<'a>(&mut self, body: &'a [&'a Stmt<'a>]) -> Result {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement<'a>(&mut self, node: &'a Stmt<'a>) -> Result {
        self.check_depth()?;
        match node.kind {
            StmtKind::FunctionDef {
                name,
                args,
                body,
                decorator_list: decorators,
                returns,
                type_params,
                ..
            } => {
                let function =
                    Function { name, args, body, decorators, returns, type_params, is_async: false };
                self.function(node, &function)
            }
            StmtKind::AsyncFunctionDef {
                name,
                args,
                body,
                decorator_list: decorators,
                returns,
                type_params,
                ..
            } => {
                let function =
                    Function { name, args, body, decorators, returns, type_params, is_async: true };
                self.function(node, &function)
            }
            StmtKind::ClassDef { name, bases, keywords, body, decorator_list: decorators, type_params } => {
                self.class(node, &Class { name, bases, keywords, body, decorators, type_params })
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                self.type_alias(node, name, type_params, value)
            }
            StmtKind::Return { value: Some(value) } => {
                self.expression(value)?;
                self.current().returns_value = true;
                Ok(())
            }
            StmtKind::Delete { targets } => self.expressions(targets),
            StmtKind::Assign { targets, value, .. } => {
                self.expressions(targets)?;
                self.expression(value)
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated_assignment(node, target, annotation, simple != 0, value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expression(target)?;
                self.expression(value)
            }
            StmtKind::For { target, iter, body, orelse, .. } => self.for_loop(target, iter, body, orelse),
            StmtKind::AsyncFor { target, iter, body, orelse, .. } => {
                self.check_coroutine("'async for' outside async function", node.location)?;
                self.for_loop(target, iter, body, orelse)
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.expression(test)?;
                self.conditional(|builder| {
                    builder.statements(body)?;
                    builder.statements(orelse)
                })
            }
            StmtKind::With { items, body, .. } => self.with(items, body),
            StmtKind::AsyncWith { items, body, .. } => {
                self.check_coroutine("'async with' outside async function", node.location)?;
                self.with(items, body)
            }
            StmtKind::Match { subject, cases } => {
                self.expression(subject)?;
                self.conditional(|builder| cases.iter().try_for_each(|case| builder.match_case(case)))
            }
            StmtKind::Raise { exc: Some(exc), cause } => {
                self.expression(exc)?;
                self.optional_expression(cause)
            }
            StmtKind::Try { body, handlers, orelse, finalbody }
            | StmtKind::TryStar { body, handlers, orelse, finalbody } => self.conditional(|builder| {
                builder.statements(body)?;
                handlers.iter().try_for_each(|handler| builder.handler(handler))?;
                builder.statements(orelse)?;
                builder.statements(finalbody)
            }),
            StmtKind::Assert { test, msg } => {
                self.expression(test)?;
                self.optional_expression(msg)
            }
            StmtKind::Import { names } => names.iter().try_for_each(|alias| self.alias(alias)),
            StmtKind::ImportFrom { module, names, level } => {
                names.iter().try_for_each(|alias| self.alias(alias))?;
                self.check_future_import(node, module, level)
            }
            StmtKind::Global { names } => self.declaration(Declaration::Global, names, node.location),
            StmtKind::Nonlocal { names } => self.declaration(Declaration::Nonlocal, names, node.location),
            StmtKind::Expr { value } => self.expression(value),
            StmtKind::Return { value: None }
            | StmtKind::Raise { exc: None, .. }
            | StmtKind::Pass
            | StmtKind::Break
            | StmtKind::Continue => Ok(()),
        }
    }

    // ---- definitions -------------------------------------------------------------------------------------------

    fn function<'a>(&mut self, node: &'a Stmt<'a>, function: &Function<'a>) -> Result {
        let Function { name, args, .. } = *function;
        self.define(name, Symbol::DEF_LOCAL, node.location)?;
        self.defaults(args)?;
        self.expressions(function.decorators)?;
        let generic = !function.type_params.is_empty();
        if generic {
            self.enter_type_params(node, name)?;
            // It is there even when there are no defaults.
            self.define(Name::DOT_DEFAULTS, Symbol::DEF_PARAM, node.location)?;
            if args.kw_defaults.iter().any(Option::is_some) {
                self.define(Name::DOT_KWDEFAULTS, Symbol::DEF_PARAM, node.location)?;
            }
            self.type_params(function.type_params)?;
        }
        // The block exists before its annotations are walked, but is entered after them.
        let block = self.new_block(name, BlockKind::Function, node, ScopeKey::of(node), node.location);
        self.table.scopes[block.0 as usize].has_docstring = docstring(function.body);
        self.signature_annotations(node, args, function.returns)?;
        self.enter(block);
        self.current().coroutine = function.is_async;
        self.parameters(args)?;
        self.statements(function.body)?;
        self.exit();
        if generic {
            self.exit();
        }
        Ok(())
    }

    pub(super) fn defaults<'a>(&mut self, args: &'a Arguments<'a>) -> Result {
        self.expressions(args.defaults)?;
        args.kw_defaults.iter().flatten().try_for_each(|default| self.expression(default))
    }

    pub(super) fn parameters<'a>(&mut self, args: &'a Arguments<'a>) -> Result {
        for arg in args.posonlyargs.iter().chain(args.args).chain(args.kwonlyargs) {
            self.parameter(arg)?;
        }
        if let Some(arg) = args.vararg {
            self.parameter(arg)?;
            self.current().has_varargs = true;
        }
        if let Some(arg) = args.kwarg {
            self.parameter(arg)?;
            self.current().has_varkeywords = true;
        }
        Ok(())
    }

    fn parameter<'a>(&mut self, arg: &'a Arg<'a>) -> Result {
        self.define(arg.arg, Symbol::DEF_PARAM, arg.location)
    }

    fn class<'a>(&mut self, node: &'a Stmt<'a>, class: &Class<'a>) -> Result {
        self.define(class.name, Symbol::DEF_LOCAL, node.location)?;
        self.expressions(class.decorators)?;
        let outer_private = self.private;
        let generic = !class.type_params.is_empty();
        if generic {
            self.enter_type_params(node, class.name)?;
            for name in [Name::DOT_TYPE_PARAMS, Name::DOT_GENERIC_BASE] {
                self.define(name, Symbol::DEF_LOCAL, node.location)?;
                self.define(name, Symbol::USE, node.location)?;
            }
            self.private = Some(class.name);
            self.current().mangled_names = Some(self.new_mangled_names());
            self.type_params(class.type_params)?;
        }
        self.expressions(class.bases)?;
        self.keywords(class.keywords)?;
        self.enter_new(class.name, BlockKind::Class, node, ScopeKey::of(node), node.location);
        self.private = Some(class.name);
        if generic {
            self.define(Name::__TYPE_PARAMS__, Symbol::DEF_LOCAL, node.location)?;
            self.define(Name::DOT_TYPE_PARAMS, Symbol::USE, node.location)?;
        }
        self.current().has_docstring = docstring(class.body);
        self.statements(class.body)?;
        self.exit();
        if generic {
            self.exit();
        }
        self.private = outer_private;
        Ok(())
    }

    pub(super) fn keywords<'a>(&mut self, keywords: &'a [&'a Keyword<'a>]) -> Result {
        for keyword in keywords {
            if let Some(name) = keyword.arg {
                Self::check_name(name, keyword.location, ExprContext::Store)?;
            }
        }
        keywords.iter().try_for_each(|keyword| self.expression(keyword.value))
    }

    // ---- compound statements -----------------------------------------------------------------------------------

    fn for_loop<'a>(
        &mut self,
        target: &'a Expr<'a>,
        iter: &'a Expr<'a>,
        body: &'a [&'a Stmt<'a>],
        orelse: &'a [&'a Stmt<'a>],
    ) -> Result {
        self.expression(target)?;
        self.expression(iter)?;
        self.conditional(|builder| {
            builder.statements(body)?;
            builder.statements(orelse)
        })
    }

    fn with<'a>(&mut self, items: &'a [&'a taipan_ast::WithItem<'a>], body: &'a [&'a Stmt<'a>]) -> Result {
        self.conditional(|builder| {
            for item in items {
                builder.expression(item.context_expr)?;
                builder.optional_expression(item.optional_vars)?;
            }
            builder.statements(body)
        })
    }

    fn handler<'a>(&mut self, handler: &'a ExceptHandler<'a>) -> Result {
        self.optional_expression(handler.type_)?;
        if let Some(name) = handler.name {
            self.define(name, Symbol::DEF_LOCAL, handler.location)?;
        }
        self.statements(handler.body)
    }

    /// Walks what may be skipped at run time.
    fn conditional(&mut self, walk: impl FnOnce(&mut Self) -> Result) -> Result {
        let outer = std::mem::replace(&mut self.state().in_conditional_block, true);
        walk(self)?;
        self.state().in_conditional_block = outer;
        Ok(())
    }

    fn check_coroutine(&mut self, message: &str, location: Location) -> Result {
        if self.allows_top_level_await() {
            self.current().coroutine = true;
        }
        if self.current().coroutine { Ok(()) } else { Err(error_at(location, message)) }
    }

    // ---- imports and declarations ------------------------------------------------------------------------------

    /// `import a.b` binds `a`; `import a.b as c` binds `c`.
    fn alias(&mut self, alias: &Alias) -> Result {
        let name = alias.asname.unwrap_or(alias.name);
        let text = self.names.text(name).as_bytes();
        if text == b"*" {
            return match self.current().kind {
                BlockKind::Module => Ok(()),
                _ => Err(error_at(alias.location, "import * only allowed at module level")),
            };
        }
        let bound = match text.iter().position(|&byte| byte == b'.') {
            Some(dot) => {
                let first = text[..dot].to_vec();
                self.names.intern(PyText::from_bytes(&first))
            }
            None => name,
        };
        self.define(bound, Symbol::DEF_IMPORT, alias.location)
    }

    fn check_future_import(&self, node: &Stmt<'_>, module: Option<Name>, level: Option<i32>) -> Result {
        let last = self.future.location;
        let here = node.location;
        let too_late = here.line > last.line || here.line == last.end_line && here.column > last.end_column;
        if module == Some(Name::__FUTURE__) && level.unwrap_or(0) == 0 && too_late {
            let message = "from __future__ imports must occur at the beginning of the file";
            return Err(error_at(here, message));
        }
        Ok(())
    }

    fn declaration(&mut self, declaration: Declaration, names: &[Name], location: Location) -> Result {
        let (word, flag) = match declaration {
            Declaration::Global => ("global", Symbol::DEF_GLOBAL),
            Declaration::Nonlocal => ("nonlocal", Symbol::DEF_NONLOCAL),
        };
        for &name in names {
            let scope = self.id();
            let flags = self.flags_in(scope, name);
            let text = self.text(name);
            let problem = if flags & Symbol::DEF_PARAM != 0 {
                Some(format!("name '{text}' is parameter and {word}"))
            } else if flags & Symbol::USE != 0 {
                Some(format!("name '{text}' is used prior to {word} declaration"))
            } else if flags & Symbol::DEF_ANNOT != 0 {
                Some(format!("annotated name '{text}' can't be {word}"))
            } else if flags & Symbol::DEF_LOCAL != 0 {
                Some(format!("name '{text}' is assigned to before {word} declaration"))
            } else {
                None
            };
            if let Some(message) = problem {
                return Err(error_at(location, message));
            }
            self.define(name, flag, location)?;
            self.record_directive(name, location);
        }
        Ok(())
    }

    pub(super) fn record_directive(&mut self, name: Name, location: Location) {
        let name = self.mangle(name);
        self.current().directives.push((name, location));
    }

    fn annotated_assignment<'a>(
        &mut self,
        node: &'a Stmt<'a>,
        target: &'a Expr<'a>,
        annotation: &'a Expr<'a>,
        simple: bool,
        value: Option<&'a Expr<'a>>,
    ) -> Result {
        self.current().annotations_used = true;
        if let ExprKind::Name { id, .. } = target.kind {
            let scope = self.id();
            let flags = self.flags_in(scope, id);
            let declared = flags & (Symbol::DEF_GLOBAL | Symbol::DEF_NONLOCAL) != 0;
            if simple && declared && self.current().kind != BlockKind::Module {
                let word = if flags & Symbol::DEF_GLOBAL != 0 { "global" } else { "nonlocal" };
                let message = format!("annotated name '{}' can't be {word}", self.text(id));
                return Err(error_at(node.location, message));
            }
            if simple {
                self.define(id, Symbol::DEF_ANNOT | Symbol::DEF_LOCAL, target.location)?;
            } else if value.is_some() {
                self.define(id, Symbol::DEF_LOCAL, target.location)?;
            }
        } else {
            self.expression(target)?;
        }
        self.variable_annotation(annotation)?;
        self.optional_expression(value)
    }
}
