//! Annotations, which are evaluated when somebody asks for them (PEP 649): a function `__annotate__(format)` makes
//! the dictionary. Under `from __future__ import annotations` they are strings instead.

use std::sync::Arc;

use taipan_ast::{Arg, Arguments, CompileFlags, Expr, ExprKind, StmtKind};
use taipan_bytecode::{CodeObject, CommonConstant, Comparison, Constant, Opcode, Str, function_attribute};
use taipan_text::{Location, Name, PyText};

use super::constant::text_constant;
use super::unit::{DeferredAnnotation, NewUnit, UnitKind};
use super::{Lowered, Lowering};
use crate::symtable::{ScopeId, ScopeKey};

/// `annotationlib.Format.VALUE_WITH_FAKE_GLOBALS`: what an annotation function can be asked for at most.
const VALUE_WITH_FAKE_GLOBALS: i64 = 2;

impl<'a> Lowering<'a, '_, '_> {
    /// Whether annotations are strings.
    pub(super) const fn has_future_annotations(&self) -> bool {
        self.flags.has(CompileFlags::FUTURE_ANNOTATIONS)
    }

    /// A unit with the parameter `format`, which begins by refusing what it cannot do.
    pub(super) fn annotation_unit(name: Name, scope: ScopeId, line: i32) -> NewUnit {
        NewUnit { positional_only_count: 1, ..NewUnit::new(name, UnitKind::Annotations, scope, line) }
    }

    /// `if format > VALUE_WITH_FAKE_GLOBALS: raise NotImplementedError`
    pub(super) fn check_format(&mut self, at: Location) {
        self.emit_arg(Opcode::LoadFast, 0, at);
        self.load_constant(Constant::Int(VALUE_WITH_FAKE_GLOBALS), at);
        self.emit_arg(Opcode::CompareOp, Comparison::Gt.oparg(), at);
        let body = self.new_label();
        self.emit_jump(Opcode::PopJumpIfFalse, body, at);
        self.emit_arg(Opcode::LoadCommonConstant, CommonConstant::NotImplementedError as u32, at);
        self.emit_arg(Opcode::RaiseVarargs, 1, at);
        self.place(body);
    }

    /// Makes the function `__annotate__` of a block; `fill` leaves the dictionary on the stack.
    fn annotate_function(
        &mut self,
        scope: ScopeId,
        at: Location,
        fill: impl FnOnce(&mut Self) -> Lowered,
    ) -> Lowered {
        let new = Self::annotation_unit(self.table.scope(scope).name, scope, at.line);
        let code = self.in_unit(new, true, |lowering| {
            lowering.check_format(at);
            fill(lowering)?;
            lowering.emit(Opcode::ReturnValue, at);
            Ok(())
        })?;
        // Inside, the parameter has a name that no annotation can mean; signatures show this one.
        let code = self.with_format_parameter(code);
        self.make_closure(&code, 0, at)?;
        Ok(())
    }

    fn with_format_parameter(&self, code: Arc<CodeObject>) -> Arc<CodeObject> {
        let mut code = Arc::unwrap_or_clone(code);
        let mut local_names = code.local_names.to_vec();
        if let Some(first) = local_names.first_mut() {
            let text = self.session.names.text(Name::FORMAT);
            *first = Arc::new(Str::interned(text));
        }
        code.local_names = local_names.into();
        Arc::new(code)
    }

    /// The annotations of a signature; gives the attribute that the function takes them for.
    pub(super) fn function_annotations(
        &mut self,
        args: &'a Arguments<'a>,
        returns: Option<&'a Expr<'a>>,
        at: Location,
    ) -> Lowered<u32> {
        let scope = self.scope_of(ScopeKey::annotations_of(args))?;
        if !self.table.scope(scope).annotations_used {
            return Ok(0);
        }
        self.annotate_function(scope, at, |lowering| {
            let annotated = |arg: &&'a Arg<'a>| arg.annotation.map(|annotation| (arg.arg, annotation));
            let parameters =
                [args.args, args.posonlyargs, args.vararg.as_slice(), args.kwonlyargs, args.kwarg.as_slice()];
            let parameters = parameters.into_iter().flatten().filter_map(annotated);
            let mut count = 0;
            for (name, annotation) in parameters.chain(returns.map(|returns| (Name::RETURN, returns))) {
                lowering.argument_annotation(name, annotation, at)?;
                count += 1;
            }
            lowering.emit_arg(Opcode::BuildMap, count, at);
            Ok(())
        })?;
        Ok(function_attribute::ANNOTATE)
    }

    fn argument_annotation(&mut self, name: Name, annotation: &'a Expr<'a>, at: Location) -> Lowered {
        let name = self.mangled(name);
        self.load_text(name, at);
        if self.has_future_annotations() {
            return self.annotation_as_text(annotation);
        }
        // `*args: *Ts` means the one item that `*Ts` gives.
        if let ExprKind::Starred { value, .. } = annotation.kind {
            self.expression(value)?;
            self.emit_arg(Opcode::UnpackSequence, 1, at);
            return Ok(());
        }
        self.expression(annotation)
    }

    /// The source of an annotation as a string.
    pub(super) fn annotation_as_text(&mut self, annotation: &'a Expr<'a>) -> Lowered {
        let (names, stack) = (&*self.session.names, self.session.stack);
        let text = taipan_ast::unparse_annotation(annotation, names, self.digits, stack)?;
        self.load_constant(text_constant(PyText::from_bytes(&text)), annotation.location);
        Ok(())
    }

    /// `__conditional_annotations__ = set()`, at the start of a module.
    pub(super) fn begin_conditional_annotations_of_module(&mut self, at: Location) {
        self.emit_arg(Opcode::BuildSet, 0, at);
        let position = self.unit.metadata.names.add(Name::__CONDITIONAL_ANNOTATIONS__);
        self.emit_arg(Opcode::StoreName, position, at);
    }

    /// Makes the annotation function of a module or class. That of a module stands at its beginning, so that it is
    /// there while the module runs.
    pub(super) fn deferred_annotations(&mut self, at: Location) -> Lowered {
        let annotations = std::mem::take(&mut self.unit.deferred_annotations);
        let Some(scope) = self.scope().annotations.filter(|_| !annotations.is_empty()) else { return Ok(()) };
        let kind = self.unit.kind;
        let body_length = self.unit.sequence.instructions.len();
        self.annotate_function(scope, at, |lowering| {
            lowering.emit_arg(Opcode::BuildMap, 0, at);
            annotations
                .into_iter()
                .try_for_each(|annotation| lowering.deferred_annotation(annotation, kind, at))
        })?;
        let name = if kind == UnitKind::Class { Name::__ANNOTATE_FUNC__ } else { Name::__ANNOTATE__ };
        self.store_name(name, at);
        if kind == UnitKind::Module {
            self.unit.sequence.move_to_annotations(body_length);
        }
        Ok(())
    }

    /// Puts one annotation into the dictionary on the stack, if the program has reached it.
    fn deferred_annotation(
        &mut self,
        annotation: DeferredAnnotation<'a>,
        owner: UnitKind,
        at: Location,
    ) -> Lowered {
        let here = annotation.statement.location;
        let StmtKind::AnnAssign { target, annotation: value, .. } = annotation.statement.kind else {
            return Ok(());
        };
        let ExprKind::Name { id, .. } = target.kind else { return Ok(()) };
        let name = crate::symtable::mangle(self.session.names, self.unit.private, id);
        let not_set = self.new_label();
        if let Some(number) = annotation.number {
            self.load_constant(Constant::Int(i64::from(number)), here);
            if owner == UnitKind::Class {
                let position = self.free_position(Name::__CONDITIONAL_ANNOTATIONS__);
                self.emit_arg(Opcode::LoadDeref, position, here);
            } else {
                let position = self.unit.metadata.names.add(Name::__CONDITIONAL_ANNOTATIONS__);
                self.emit_arg(Opcode::LoadGlobal, position, here);
            }
            self.emit_arg(Opcode::ContainsOp, 0, here);
            self.emit_jump(Opcode::PopJumpIfFalse, not_set, here);
        }
        self.expression(value)?;
        self.emit_arg(Opcode::Copy, 2, here);
        self.load_text(name, here);
        self.emit(Opcode::StoreSubscr, at);
        self.place(not_set);
        Ok(())
    }
}
