//! Names: where each is found at run time, and the instruction that loads, stores or deletes it there.

use taipan_ast::ExprContext;
use taipan_bytecode::Opcode;
use taipan_text::{Location, Name};

use super::Lowering;
use crate::symtable::{BlockKind, Scope, Visibility};

/// Where a name lives.
enum Place {
    /// In a fast slot.
    Fast,
    /// In a cell, by its position among cells and free variables.
    Cell(u32),
    /// In the globals or builtins.
    Global,
    /// In the namespace of a module or class, or below it.
    Namespace,
}

impl Lowering<'_, '_, '_> {
    /// The block of the unit at hand.
    pub(super) fn scope(&self) -> &Scope {
        self.table.scope(self.unit.scope)
    }

    /// What a name is called here: private names of a class are mangled.
    pub(super) fn mangled(&mut self, name: Name) -> Name {
        self.table.mangle(self.session.names, self.unit.private, self.unit.scope, name)
    }

    /// Where the symbol table says that a (mangled) name is found.
    pub(super) fn visibility(&self, name: Name) -> Visibility {
        self.scope().symbols.get(name).map_or(Visibility::Unknown, |symbol| symbol.visibility)
    }

    /// Loads a name.
    pub(super) fn load_name(&mut self, name: Name, at: Location) {
        self.name(name, ExprContext::Load, at);
    }

    /// Stores into a name.
    pub(super) fn store_name(&mut self, name: Name, at: Location) {
        self.name(name, ExprContext::Store, at);
    }

    /// Deletes a name.
    pub(super) fn delete_name(&mut self, name: Name, at: Location) {
        self.name(name, ExprContext::Del, at);
    }

    /// Loads, stores or deletes a name.
    pub(super) fn name(&mut self, name: Name, context: ExprContext, at: Location) {
        let name = self.mangled(name);
        let visibility = self.visibility(name);
        match self.place_of_name(name, visibility) {
            Place::Fast => self.fast_name(name, context, at),
            Place::Cell(position) => self.cell_name(position, context, at),
            Place::Global => self.global_name(name, visibility, context, at),
            Place::Namespace => self.namespace_name(name, context, at),
        }
    }

    fn place_of_name(&mut self, name: Name, visibility: Visibility) -> Place {
        let in_function = self.scope().kind.is_function_like();
        match visibility {
            Visibility::Free => Place::Cell(self.free_position(name)),
            Visibility::Cell => Place::Cell(self.cell_position(name)),
            Visibility::Local if in_function || self.unit.is_fast_for_now(name) => Place::Fast,
            Visibility::GlobalExplicit => Place::Global,
            Visibility::GlobalImplicit if in_function => Place::Global,
            Visibility::Local | Visibility::GlobalImplicit | Visibility::Unknown => Place::Namespace,
        }
    }

    /// The operand for a cell of this unit.
    pub(super) fn cell_position(&mut self, name: Name) -> u32 {
        self.unit.metadata.cell_names.add(name)
    }

    /// The operand for a free variable: they are counted after the cells.
    pub(super) fn free_position(&mut self, name: Name) -> u32 {
        let cells = super::emit::operand(self.unit.metadata.cell_names.len());
        cells + self.unit.metadata.free_names.add(name)
    }

    fn fast_name(&mut self, name: Name, context: ExprContext, at: Location) {
        let opcode = match context {
            ExprContext::Load => Opcode::LoadFast,
            ExprContext::Store => Opcode::StoreFast,
            ExprContext::Del => Opcode::DeleteFast,
        };
        let position = self.unit.metadata.local_names.add(name);
        self.emit_arg(opcode, position, at);
    }

    fn cell_name(&mut self, position: u32, context: ExprContext, at: Location) {
        let opcode = match context {
            ExprContext::Load if self.is_class_namespace() => {
                self.emit(Opcode::LoadLocals, at);
                Opcode::LoadFromDictOrDeref
            }
            ExprContext::Load if self.scope().can_see_class_scope => {
                self.load_class_dict(at);
                Opcode::LoadFromDictOrDeref
            }
            ExprContext::Load => Opcode::LoadDeref,
            ExprContext::Store => Opcode::StoreDeref,
            ExprContext::Del => Opcode::DeleteDeref,
        };
        self.emit_arg(opcode, position, at);
    }

    fn global_name(&mut self, name: Name, visibility: Visibility, context: ExprContext, at: Location) {
        let position = self.unit.metadata.names.add(name);
        match context {
            ExprContext::Load
                if self.scope().can_see_class_scope && visibility == Visibility::GlobalImplicit =>
            {
                self.load_class_dict(at);
                self.emit_arg(Opcode::LoadFromDictOrGlobals, position, at);
            }
            ExprContext::Load => self.emit_arg(Opcode::LoadGlobal, position << 1, at),
            ExprContext::Store => self.emit_arg(Opcode::StoreGlobal, position, at),
            ExprContext::Del => self.emit_arg(Opcode::DeleteGlobal, position, at),
        }
    }

    fn namespace_name(&mut self, name: Name, context: ExprContext, at: Location) {
        let position = self.unit.metadata.names.add(name);
        let in_class = self.scope().kind == BlockKind::Class;
        match context {
            // A comprehension does not see the names of the class around it.
            ExprContext::Load if in_class && self.unit.inlined_comprehensions > 0 => {
                self.emit_arg(Opcode::LoadGlobal, position << 1, at);
            }
            ExprContext::Load => self.emit_arg(Opcode::LoadName, position, at),
            ExprContext::Store => self.emit_arg(Opcode::StoreName, position, at),
            ExprContext::Del => self.emit_arg(Opcode::DeleteName, position, at),
        }
    }

    /// Whether names are looked up in the namespace of a class first.
    fn is_class_namespace(&self) -> bool {
        self.scope().kind == BlockKind::Class && self.unit.inlined_comprehensions == 0
    }

    /// The namespace of the class around an annotation scope.
    fn load_class_dict(&mut self, at: Location) {
        let position = self.free_position(Name::__CLASSDICT__);
        self.emit_arg(Opcode::LoadDeref, position, at);
    }
}
