//! Statements: which family each belongs to, and the small ones.

use taipan_ast::{Constant as Literal, Expr, ExprKind, Stmt, StmtKind};
use taipan_bytecode::{CommonConstant, Intrinsic1, Opcode};
use taipan_text::{Location, Name};

use super::constant::constant_of;
use super::function::FunctionParts;
use super::{Lowered, Lowering};
use crate::future::is_docstring;
use crate::symtable::error_at;

impl<'a> Lowering<'a, '_, '_> {
    /// The statements of a module or class: its docstring, its code, and the function that evaluates its annotations.
    pub(super) fn body(&mut self, body: &'a [&'a Stmt<'a>], at: Location) -> Lowered {
        if self.has_future_annotations() && self.scope().annotations_used {
            self.emit(Opcode::SetupAnnotations, at);
        }
        let mut rest = body;
        if self.scope().has_docstring
            && !self.is_interactive_top()
            && let Some((first, others)) = body.split_first()
            && is_docstring(first)
        {
            self.store_docstring(first)?;
            rest = others;
        }
        self.statements(rest)?;
        if !body.is_empty() && !self.has_future_annotations() {
            self.deferred_annotations(at)?;
        }
        Ok(())
    }

    /// Whether expression statements here print their value.
    fn is_interactive_top(&self) -> bool {
        self.interactive && self.enclosing.is_empty()
    }

    fn store_docstring(&mut self, statement: &Stmt<'a>) -> Lowered {
        let StmtKind::Expr { value } = statement.kind else { return Ok(()) };
        if let Some(docstring) = super::docstring::clean(value)? {
            self.load_constant(docstring, value.location);
            self.store_name(Name::__DOC__, Location::NONE);
        }
        Ok(())
    }

    /// Executes a statement.
    pub(super) fn statement(&mut self, statement: &'a Stmt<'a>) -> Lowered {
        let at = statement.location;
        match statement.kind {
            StmtKind::Expr { value } => self.expression_statement(value, at),
            StmtKind::Assign { targets, value, .. } => self.assign(targets, value, at),
            StmtKind::AugAssign { target, op, value } => self.augmented_assign(target, op, value, at),
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated_assign(statement, target, annotation, value, simple != 0)
            }
            StmtKind::Return { value } => self.return_statement(value, at),
            StmtKind::Delete { targets } => self.expressions(targets),
            StmtKind::Raise { exc, cause } => self.raise(exc, cause, at),
            StmtKind::Assert { test, msg } => self.assert(test, msg, at),
            StmtKind::Import { names } => {
                self.import(names, at);
                Ok(())
            }
            StmtKind::ImportFrom { module, names, level } => {
                self.import_from(module, names, level.unwrap_or(0), at);
                Ok(())
            }
            StmtKind::FunctionDef { .. } | StmtKind::AsyncFunctionDef { .. } => {
                FunctionParts::of(statement).map_or(Ok(()), |parts| self.function(&parts))
            }
            StmtKind::ClassDef { .. } => self.class(statement),
            StmtKind::TypeAlias { name, type_params, value } => {
                self.type_alias(statement, name, type_params, value)
            }
            StmtKind::Global { .. } | StmtKind::Nonlocal { .. } => Ok(()),
            StmtKind::Pass => {
                self.emit(Opcode::Nop, at);
                Ok(())
            }
            StmtKind::Break => self.break_statement(at),
            StmtKind::Continue => self.continue_statement(at),
            StmtKind::If { .. }
            | StmtKind::For { .. }
            | StmtKind::AsyncFor { .. }
            | StmtKind::While { .. }
            | StmtKind::With { .. }
            | StmtKind::AsyncWith { .. }
            | StmtKind::Try { .. }
            | StmtKind::TryStar { .. }
            | StmtKind::Match { .. } => {
                self.check_stack()?;
                self.unit.conditional_depth += 1;
                // After an error the current unit may be one inside this statement, and nobody asks for the depth.
                self.compound_statement(statement)?;
                self.unit.conditional_depth -= 1;
                Ok(())
            }
        }
    }

    /// A statement whose parts may run or not: annotations in there count only if they are reached.
    fn compound_statement(&mut self, statement: &'a Stmt<'a>) -> Lowered {
        let at = statement.location;
        match statement.kind {
            StmtKind::If { test, body, orelse } => self.if_statement(test, body, orelse, at),
            StmtKind::For { target, iter, body, orelse, .. } => self.for_loop(target, iter, body, orelse, at),
            StmtKind::AsyncFor { target, iter, body, orelse, .. } => {
                self.async_for_loop(target, iter, body, orelse, at)
            }
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse, at),
            StmtKind::With { items, body, .. } => self.with(items, body, false),
            StmtKind::AsyncWith { items, body, .. } => self.with(items, body, true),
            StmtKind::Try { body, handlers, orelse, finalbody } => {
                self.try_statement(body, handlers, orelse, finalbody, false, at)
            }
            StmtKind::TryStar { body, handlers, orelse, finalbody } => {
                self.try_statement(body, handlers, orelse, finalbody, true, at)
            }
            StmtKind::Match { subject, cases } => self.match_statement(subject, cases),
            _ => Ok(()),
        }
    }

    fn expression_statement(&mut self, value: &'a Expr<'a>, at: Location) -> Lowered {
        if self.is_interactive_top() {
            self.expression(value)?;
            self.intrinsic_1(Intrinsic1::Print, at);
            self.emit(Opcode::PopTop, Location::NONE);
        } else if matches!(value.kind, ExprKind::Constant { .. }) {
            self.emit(Opcode::Nop, at);
        } else {
            self.expression(value)?;
            self.emit(Opcode::PopTop, Location::NONE);
        }
        Ok(())
    }

    /// `return`: a constant is loaded after the blocks are left, any other value before.
    fn return_statement(&mut self, value: Option<&'a Expr<'a>>, at: Location) -> Lowered {
        let scope = self.scope();
        if !scope.kind.is_function_like() {
            return Err(error_at(at, "'return' outside function"));
        }
        if value.is_some() && scope.coroutine && scope.generator {
            return Err(error_at(at, "'return' with value in async generator"));
        }
        let constant = value.map_or(Some(taipan_bytecode::Constant::None), constant_of);
        let mut location = at;
        match value {
            Some(value) if constant.is_none() => self.expression(value)?,
            Some(value) => {
                location = value.location;
                self.emit(Opcode::Nop, location);
            }
            None => {}
        }
        if value.is_none_or(|value| value.location.line != at.line) {
            location = at;
            self.emit(Opcode::Nop, location);
        }
        self.unwind_all(constant.is_none(), &mut location)?;
        if let Some(constant) = constant {
            self.load_constant(constant, location);
        }
        self.emit(Opcode::ReturnValue, location);
        Ok(())
    }

    fn raise(
        &mut self,
        exception: Option<&'a Expr<'a>>,
        cause: Option<&'a Expr<'a>>,
        at: Location,
    ) -> Lowered {
        let mut count = 0;
        if let Some(exception) = exception {
            for part in [Some(exception), cause].into_iter().flatten() {
                self.expression(part)?;
                count += 1;
            }
        }
        self.emit_arg(Opcode::RaiseVarargs, count, at);
        Ok(())
    }

    fn assert(&mut self, test: &'a Expr<'a>, message: Option<&'a Expr<'a>>, at: Location) -> Lowered {
        let is_tuple = match test.kind {
            ExprKind::Tuple { elts, .. } => !elts.is_empty(),
            ExprKind::Constant { value: Literal::Tuple(items), .. } => !items.is_empty(),
            _ => false,
        };
        if is_tuple {
            self.warn(at, "assertion is always true, perhaps remove parentheses?".to_owned())?;
        }
        if self.optimize > 0 {
            return Ok(());
        }
        let end = self.new_label();
        self.jump_if(test, true, end, at)?;
        self.emit_arg(Opcode::LoadCommonConstant, CommonConstant::AssertionError as u32, at);
        if let Some(message) = message {
            self.expression(message)?;
            self.emit_arg(Opcode::Call, 0, at);
        }
        self.emit_arg(Opcode::RaiseVarargs, 1, test.location);
        self.place(end);
        Ok(())
    }

    fn if_statement(
        &mut self,
        test: &'a Expr<'a>,
        body: &'a [&'a Stmt<'a>],
        orelse: &'a [&'a Stmt<'a>],
        at: Location,
    ) -> Lowered {
        let end = self.new_label();
        let next = if orelse.is_empty() { end } else { self.new_label() };
        self.jump_if(test, false, next, at)?;
        self.statements(body)?;
        if !orelse.is_empty() {
            self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
            self.place(next);
            self.statements(orelse)?;
        }
        self.place(end);
        Ok(())
    }
}
