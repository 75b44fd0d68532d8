//! Classes: the body as a function that fills the namespace, and the call of `__build_class__`.

use taipan_ast::{Stmt, StmtKind, TypeParam};
use taipan_bytecode::{Constant, Intrinsic1, Opcode};
use taipan_text::{Location, Name};

use super::function::first_line;
use super::unit::{NewUnit, UnitKind};
use super::{Lowered, Lowering};
use crate::symtable::ScopeKey;

impl<'a> Lowering<'a, '_, '_> {
    /// A class definition.
    pub(super) fn class(&mut self, statement: &'a Stmt<'a>) -> Lowered {
        let StmtKind::ClassDef { name, bases, keywords, body, decorator_list, type_params } = statement.kind
        else {
            return Ok(());
        };
        self.check_stack()?;
        let at = statement.location;
        let line = first_line(statement, decorator_list);
        self.expressions(decorator_list)?;
        if type_params.is_empty() {
            self.build_class(statement, name, body, type_params, line)?;
            self.call_with(2, bases, None, keywords, at)?;
        } else {
            let unit = self.type_params_unit(statement, name, line)?;
            let code = self.in_unit(NewUnit { private: Some(name), ..unit }, false, |lowering| {
                lowering.type_params(type_params)?;
                lowering.store_name(Name::DOT_TYPE_PARAMS, at);
                lowering.build_class(statement, name, body, type_params, line)?;
                lowering.load_name(Name::DOT_TYPE_PARAMS, at);
                lowering.intrinsic_1(Intrinsic1::SubscriptGeneric, at);
                lowering.store_name(Name::DOT_GENERIC_BASE, at);
                lowering.call_with(2, bases, Some(Name::DOT_GENERIC_BASE), keywords, at)
            })?;
            self.make_closure(&code, 0, at)?;
            self.emit(Opcode::PushNull, at);
            self.emit_arg(Opcode::Call, 0, at);
        }
        self.apply_decorators(decorator_list);
        self.store_name(name, at);
        Ok(())
    }

    /// Pushes `__build_class__`, the function of the body and the name.
    fn build_class(
        &mut self,
        statement: &'a Stmt<'a>,
        name: Name,
        body: &'a [&'a Stmt<'a>],
        type_params: &'a [&'a TypeParam<'a>],
        line: i32,
    ) -> Lowered {
        let scope = self.scope_of(ScopeKey::of(statement))?;
        let new = NewUnit { private: Some(name), ..NewUnit::new(name, UnitKind::Class, scope, line) };
        let code = self.in_unit(new, true, |lowering| {
            lowering.class_prologue(!type_params.is_empty(), line);
            lowering.body(body, Location::new(line, 0, line, 0))?;
            lowering.class_epilogue();
            Ok(())
        })?;
        let at = statement.location;
        self.emit(Opcode::LoadBuildClass, at);
        self.emit(Opcode::PushNull, at);
        self.make_closure(&code, 0, at)?;
        self.load_text(name, at);
        Ok(())
    }

    /// What every class namespace begins with.
    fn class_prologue(&mut self, is_generic: bool, line: i32) {
        let at = Location::new(line, 0, line, 0);
        self.load_name(Name::__NAME__, at);
        self.store_name(Name::__MODULE__, at);
        let qualified_name = self.qualified_name_constant();
        self.load_constant(qualified_name, at);
        self.store_name(Name::__QUALNAME__, at);
        self.load_constant(Constant::Int(i64::from(line)), at);
        self.store_name(Name::__FIRSTLINENO__, at);
        if is_generic {
            self.load_name(Name::DOT_TYPE_PARAMS, at);
            self.store_name(Name::__TYPE_PARAMS__, at);
        }
        if self.scope().needs_class_dict {
            self.emit(Opcode::LoadLocals, at);
            self.store_own_cell(Name::__CLASSDICT__, at);
        }
        if self.scope().has_conditional_annotations {
            self.emit_arg(Opcode::BuildSet, 0, at);
            self.store_own_cell(Name::__CONDITIONAL_ANNOTATIONS__, at);
        }
    }

    /// Stores into a cell that the symbol table knows nothing of.
    fn store_own_cell(&mut self, name: Name, at: Location) {
        let position = self.cell_position(name);
        self.emit_arg(Opcode::StoreDeref, position, at);
    }

    /// What every class namespace ends with; the cell of `__class__`, which the metaclass fills, is returned.
    fn class_epilogue(&mut self) {
        let at = Location::NONE;
        let mut attributes: Vec<Name> = self.unit.static_attributes.iter().copied().collect();
        let names = &*self.session.names;
        attributes.sort_unstable_by_key(|&name| names.text(name));
        let attributes = self.text_tuple(attributes.into_iter());
        self.load_constant(attributes, at);
        self.store_name(Name::__STATIC_ATTRIBUTES__, at);
        if self.scope().needs_class_dict {
            self.load_own_cell(Name::__CLASSDICT__);
            self.store_name(Name::__CLASSDICTCELL__, at);
        }
        if self.scope().needs_class_closure {
            self.load_own_cell(Name::__CLASS__);
            self.emit_arg(Opcode::Copy, 1, at);
            self.store_name(Name::__CLASSCELL__, at);
        } else {
            self.load_none(at);
        }
        self.emit(Opcode::ReturnValue, at);
    }

    fn load_own_cell(&mut self, name: Name) {
        let position = self.cell_position(name);
        self.emit_arg(Opcode::LoadClosure, position, Location::NONE);
    }
}
