//! Type parameters and type aliases (PEP 695, PEP 696).

use taipan_ast::{Expr, ExprKind, Stmt, TypeParam, TypeParamKind};
use taipan_text::Name;

use super::{Builder, Result};
use crate::symtable::error_at;
use crate::symtable::scope::{BlockKind, ScopeKey, Symbol};

impl Builder<'_> {
    /// Enters the block that holds the type parameters of a definition.
    pub(super) fn enter_type_params<'a>(&mut self, node: &'a Stmt<'a>, name: Name) -> Result {
        let in_class = self.current().kind == BlockKind::Class;
        let key = ScopeKey::type_params_of(node);
        self.enter_new(name, BlockKind::TypeParameters, node, key, node.location);
        if in_class {
            self.current().can_see_class_scope = true;
            self.define(Name::__CLASSDICT__, Symbol::USE, node.location)?;
        }
        Ok(())
    }

    pub(super) fn type_params<'a>(&mut self, params: &'a [&'a TypeParam<'a>]) -> Result {
        params.iter().try_for_each(|param| self.type_param(param))
    }

    fn type_param<'a>(&mut self, param: &'a TypeParam<'a>) -> Result {
        self.check_depth()?;
        let (name, bound, default, description) = match param.kind {
            TypeParamKind::TypeVar { name, bound, default_value } => {
                (name, bound, default_value, "a TypeVar default")
            }
            TypeParamKind::ParamSpec { name, default_value } => {
                (name, None, default_value, "a ParamSpec default")
            }
            TypeParamKind::TypeVarTuple { name, default_value } => {
                (name, None, default_value, "a TypeVarTuple default")
            }
        };
        self.define(name, Symbol::DEF_TYPE_PARAM | Symbol::DEF_LOCAL, param.location)?;
        if name == Name::__CLASSDICT__ {
            let message = "reserved name '__classdict__' cannot be used for type parameter";
            return Err(error_at(param.location, message));
        }
        if let Some(bound) = bound {
            let is_tuple = matches!(bound.kind, ExprKind::Tuple { .. });
            let description = if is_tuple { "a TypeVar constraint" } else { "a TypeVar bound" };
            self.lazy_value(name, ScopeKey::of(param), bound, description)?;
        }
        if let Some(default) = default {
            self.lazy_value(name, ScopeKey::default_of(param), default, description)?;
        }
        Ok(())
    }

    /// The bound or default of a type parameter, a block of its own.
    fn lazy_value<'a>(
        &mut self,
        name: Name,
        key: ScopeKey,
        value: &'a Expr<'a>,
        description: &'static str,
    ) -> Result {
        let sees_class = self.current().can_see_class_scope;
        self.enter_lazy(name, BlockKind::TypeVariable, value, key, value.location)?;
        if sees_class {
            self.current().can_see_class_scope = true;
            self.define(Name::__CLASSDICT__, Symbol::USE, value.location)?;
        }
        self.state().description = description;
        self.expression(value)?;
        self.exit();
        Ok(())
    }

    pub(super) fn type_alias<'a>(
        &mut self,
        node: &'a Stmt<'a>,
        target: &'a Expr<'a>,
        type_params: &'a [&'a TypeParam<'a>],
        value: &'a Expr<'a>,
    ) -> Result {
        self.expression(target)?;
        let ExprKind::Name { id: name, .. } = target.kind else { return Ok(()) };
        let in_class = self.current().kind == BlockKind::Class;
        let generic = !type_params.is_empty();
        if generic {
            self.enter_type_params(node, name)?;
            self.type_params(type_params)?;
        }
        self.enter_lazy(name, BlockKind::TypeAlias, node, ScopeKey::of(node), node.location)?;
        if in_class {
            self.current().can_see_class_scope = true;
            self.define(Name::__CLASSDICT__, Symbol::USE, value.location)?;
        }
        self.expression(value)?;
        self.exit();
        if generic {
            self.exit();
        }
        Ok(())
    }
}
