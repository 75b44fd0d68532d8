//! Type parameters (PEP 695, PEP 696) and the `type` statement.

use taipan_ast::{Expr, ExprKind, Stmt, TypeParam, TypeParamKind};
use taipan_bytecode::{Constant, Intrinsic1, Intrinsic2, Opcode, function_attribute};
use taipan_text::{Location, Name};

use super::{Lowered, Lowering};
use crate::symtable::{ScopeKey, error_at};

impl<'a> Lowering<'a, '_, '_> {
    /// Makes the type parameters, binds each to its name and leaves a tuple of them on the stack.
    pub(super) fn type_params(&mut self, params: &'a [&'a TypeParam<'a>]) -> Lowered {
        let mut seen_default = false;
        for param in params {
            let at = param.location;
            let (name, default) = match param.kind {
                TypeParamKind::TypeVar { name, bound, default_value } => {
                    self.load_text(name, at);
                    self.type_variable(param, name, bound)?;
                    (name, default_value)
                }
                TypeParamKind::TypeVarTuple { name, default_value } => {
                    self.load_text(name, at);
                    self.intrinsic_1(Intrinsic1::Typevartuple, at);
                    (name, default_value)
                }
                TypeParamKind::ParamSpec { name, default_value } => {
                    self.load_text(name, at);
                    self.intrinsic_1(Intrinsic1::Paramspec, at);
                    (name, default_value)
                }
            };
            if let Some(default) = default {
                seen_default = true;
                let may_unpack = matches!(param.kind, TypeParamKind::TypeVarTuple { .. });
                self.lazy_value(default, name, ScopeKey::default_of(*param), may_unpack)?;
                self.intrinsic_2(Intrinsic2::SetTypeparamDefault, at);
            } else if seen_default {
                let name = self.session.names.text(name).to_string_lossy();
                let message = format!("non-default type parameter '{name}' follows default type parameter");
                return Err(error_at(at, message));
            }
            self.emit_arg(Opcode::Copy, 1, at);
            self.store_name(name, at);
        }
        if let Some(first) = params.first() {
            self.emit_count(Opcode::BuildTuple, params.len(), first.location);
        }
        Ok(())
    }

    fn type_variable(
        &mut self,
        param: &'a TypeParam<'a>,
        name: Name,
        bound: Option<&'a Expr<'a>>,
    ) -> Lowered {
        let Some(bound) = bound else {
            self.intrinsic_1(Intrinsic1::Typevar, param.location);
            return Ok(());
        };
        self.lazy_value(bound, name, ScopeKey::of(param), false)?;
        let function = if matches!(bound.kind, ExprKind::Tuple { .. }) {
            Intrinsic2::TypevarWithConstraints
        } else {
            Intrinsic2::TypevarWithBound
        };
        self.intrinsic_2(function, param.location);
        Ok(())
    }

    /// A function that evaluates a bound or default when somebody asks; its `format` defaults to 1.
    fn lazy_value(&mut self, value: &'a Expr<'a>, name: Name, key: ScopeKey, may_unpack: bool) -> Lowered {
        let at = value.location;
        self.load_default_format(at);
        let new = Self::annotation_unit(name, self.scope_of(key)?, at.line);
        let code = self.in_unit(new, true, |lowering| {
            lowering.check_format(at);
            match value.kind {
                ExprKind::Starred { value, .. } if may_unpack => {
                    lowering.expression(value)?;
                    lowering.emit_arg(Opcode::UnpackSequence, 1, at);
                }
                _ => lowering.expression(value)?,
            }
            lowering.emit(Opcode::ReturnValue, at);
            Ok(())
        })?;
        self.make_closure(&code, function_attribute::DEFAULTS, at)?;
        Ok(())
    }

    fn load_default_format(&mut self, at: Location) {
        self.load_constant(Constant::Tuple([Constant::Int(1)].into()), at);
    }

    /// `type name[params] = value`.
    pub(super) fn type_alias(
        &mut self,
        statement: &'a Stmt<'a>,
        name: &'a Expr<'a>,
        params: &'a [&'a TypeParam<'a>],
        value: &'a Expr<'a>,
    ) -> Lowered {
        let at = statement.location;
        let ExprKind::Name { id: name, .. } = name.kind else { return Ok(()) };
        if params.is_empty() {
            self.load_text(name, at);
            self.load_none(at);
            self.type_alias_object(statement, name, value)?;
        } else {
            let new = self.type_params_unit(statement, name, at.line)?;
            let code = self.in_unit(new, false, |lowering| {
                lowering.load_text(name, at);
                lowering.type_params(params)?;
                lowering.type_alias_object(statement, name, value)
            })?;
            self.make_closure(&code, 0, at)?;
            self.emit(Opcode::PushNull, at);
            self.emit_arg(Opcode::Call, 0, at);
        }
        self.store_name(name, at);
        Ok(())
    }

    /// Makes the alias of its name and type parameters, which are on the stack, and its value.
    fn type_alias_object(&mut self, statement: &'a Stmt<'a>, name: Name, value: &'a Expr<'a>) -> Lowered {
        let at = statement.location;
        self.load_default_format(at);
        let new = Self::annotation_unit(name, self.scope_of(ScopeKey::of(statement))?, at.line);
        let code = self.in_unit(new, false, |lowering| {
            lowering.check_format(at);
            lowering.expression(value)?;
            lowering.emit(Opcode::ReturnValue, at);
            Ok(())
        })?;
        self.make_closure(&code, function_attribute::DEFAULTS, at)?;
        self.emit_arg(Opcode::BuildTuple, 3, at);
        self.intrinsic_1(Intrinsic1::Typealias, at);
        Ok(())
    }
}
