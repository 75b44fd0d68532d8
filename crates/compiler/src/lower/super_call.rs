//! `super().name` and `super(a, b).name`: loaded by one instruction that makes no `super` object.

use taipan_ast::{Expr, ExprKind};
use taipan_bytecode::Opcode;
use taipan_text::{Location, Name};

use super::unit::UnitKind;
use super::{Lowered, Lowering};
use crate::symtable::{SymbolTable, Visibility};

/// A call of `super` that can be optimised.
struct SuperCall<'a> {
    function: &'a Expr<'a>,
    args: &'a [&'a Expr<'a>],
    location: Location,
}

impl<'a> Lowering<'a, '_, '_> {
    /// Loads an attribute of `super()`; false if the expression is none or cannot be optimised.
    pub(super) fn super_attribute(
        &mut self,
        expression: &'a Expr<'a>,
        object: &'a Expr<'a>,
        attr: Name,
    ) -> Lowered<bool> {
        self.load_from_super(expression, object, attr, false).map(|at| at.is_some())
    }

    /// Loads a method of `super()` for a call; gives the location of the attribute's name.
    pub(super) fn super_method(
        &mut self,
        expression: &'a Expr<'a>,
        object: &'a Expr<'a>,
        attr: Name,
    ) -> Lowered<Option<Location>> {
        self.load_from_super(expression, object, attr, true)
    }

    fn load_from_super(
        &mut self,
        expression: &'a Expr<'a>,
        object: &'a Expr<'a>,
        attr: Name,
        method: bool,
    ) -> Lowered<Option<Location>> {
        let Some(call) = self.super_call(object, attr) else { return Ok(None) };
        self.load_super_arguments(&call)?;
        let name = self.mangled(attr);
        let position = self.unit.metadata.names.add(name);
        let two_arguments = u32::from(!call.args.is_empty());
        let oparg = position << 2 | two_arguments << 1 | u32::from(method);
        self.emit_arg(Opcode::LoadSuperAttr, oparg, expression.location);
        let at = self.location_of_attribute(expression.location, expression, attr);
        self.emit(Opcode::Nop, at);
        Ok(Some(at))
    }

    /// The call, if the object is one of the builtin `super` with two arguments, or with none in a method.
    fn super_call(&self, object: &'a Expr<'a>, attr: Name) -> Option<SuperCall<'a>> {
        let ExprKind::Call { func, args, keywords: [] } = object.kind else { return None };
        let is_super = matches!(func.kind, ExprKind::Name { id: Name::SUPER, .. });
        if !is_super || attr == Name::__CLASS__ {
            return None;
        }
        let top = self.table.scope(SymbolTable::TOP);
        let is_bound_at_top =
            top.symbols.get(Name::SUPER).is_some_and(|symbol| symbol.visibility != Visibility::Unknown);
        if self.visibility(Name::SUPER) != Visibility::GlobalImplicit || is_bound_at_top {
            return None;
        }
        let metadata = &self.unit.metadata;
        let fits = match args {
            [] => metadata.arg_count > 0 && self.is_free(Name::__CLASS__),
            [first, second] => ![first, second].iter().any(|arg| super::collection::is_starred(arg)),
            _ => false,
        };
        fits.then_some(SuperCall { function: func, args, location: object.location })
    }

    /// Whether a variable belongs to an outer function.
    fn is_free(&self, name: Name) -> bool {
        let is_own_cell = self.unit.kind == UnitKind::Class && name == Name::__CLASS__;
        !is_own_cell && self.visibility(name) == Visibility::Free
    }

    /// Pushes `super`, the class and the object.
    fn load_super_arguments(&mut self, call: &SuperCall<'a>) -> Lowered {
        self.load_name(Name::SUPER, call.function.location);
        if !call.args.is_empty() {
            return self.expressions(call.args);
        }
        self.load_name(Name::__CLASS__, call.location);
        if let Some(&first) = self.unit.metadata.local_names.items().first() {
            self.load_name(first, call.location);
        }
        Ok(())
    }
}
