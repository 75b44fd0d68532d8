//! The unit: one block of the program on its way to a code object. What is known when it begins (names, arguments,
//! qualified name), and what is done when it ends.

use std::sync::Arc;

use hashbrown::{HashMap, HashSet};
use taipan_ast::Stmt;
use taipan_bytecode::{CodeObject, Constant, Opcode, flags, resume};
use taipan_text::{Error, ErrorClass, Location, Name, Names, PyText};

use super::constant::text_constant;
use super::frame_block::FrameBlock;
use super::{Lowered, Lowering};
use crate::instructions::Sequence;
use crate::stages::Emitted;
use crate::symtable::{Scope, ScopeId, Symbol, SymbolTable, Visibility};
use crate::unit::{Metadata, Table};

/// What a unit is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    /// A generator expression, or a comprehension that is not inlined.
    Comprehension,
    /// Annotations, type parameters, and what else is evaluated lazily.
    Annotations,
}

/// What a unit begins with.
#[derive(Clone, Copy)]
pub(super) struct NewUnit {
    pub(super) name: Name,
    pub(super) kind: UnitKind,
    pub(super) scope: ScopeId,
    pub(super) first_line: i32,
    /// The class whose private names are mangled from here on; none keeps that of the unit around it.
    pub(super) private: Option<Name>,
    /// Without those that are positional only.
    pub(super) arg_count: usize,
    pub(super) positional_only_count: usize,
    pub(super) keyword_only_count: usize,
}

impl NewUnit {
    pub(super) const fn new(name: Name, kind: UnitKind, scope: ScopeId, first_line: i32) -> Self {
        Self {
            name,
            kind,
            scope,
            first_line,
            private: None,
            arg_count: 0,
            positional_only_count: 0,
            keyword_only_count: 0,
        }
    }
}

/// A unit in the making.
pub(super) struct Unit<'a> {
    pub(super) kind: UnitKind,
    pub(super) scope: ScopeId,
    pub(super) sequence: Sequence,
    pub(super) metadata: Metadata,
    pub(super) private: Option<Name>,
    /// Loops, handlers and the like around the place where we are.
    pub(super) blocks: Vec<FrameBlock<'a>>,
    /// Names that methods of this class assign to attributes of `self`.
    pub(super) static_attributes: HashSet<Name, rustc_hash::FxBuildHasher>,
    /// Annotations of variables, which are evaluated lazily.
    pub(super) deferred_annotations: Vec<DeferredAnnotation<'a>>,
    /// How many of them have a number by which the program notes that it reached them.
    pub(super) numbered_annotations: u32,
    /// How many `if`, `for` … are around the place where we are.
    pub(super) conditional_depth: u32,
    /// How many inlined comprehensions are.
    pub(super) inlined_comprehensions: u32,
    /// What was emitted for the units inside this one, if that is kept.
    pub(super) inner: Vec<Emitted>,
}

/// An annotated assignment to a simple name.
#[derive(Clone, Copy)]
pub(super) struct DeferredAnnotation<'a> {
    pub(super) statement: &'a Stmt<'a>,
    /// Its number, when the annotation counts only if the program has passed by.
    pub(super) number: Option<u32>,
}

impl Unit<'_> {
    /// A unit that is nothing yet, and whose instructions will go into `sequence`.
    pub(super) fn new(sequence: Sequence) -> Self {
        Self {
            kind: UnitKind::Module,
            scope: SymbolTable::TOP,
            sequence,
            metadata: Metadata {
                name: Name::EMPTY,
                qualified_name: Name::EMPTY,
                flags: 0,
                constants: Table::default(),
                names: Table::default(),
                local_names: Table::default(),
                cell_names: Table::default(),
                free_names: Table::default(),
                hidden: HashMap::default(),
                arg_count: 0,
                positional_only_count: 0,
                keyword_only_count: 0,
                first_line: 0,
            },
            private: None,
            blocks: Vec::new(),
            static_attributes: HashSet::default(),
            deferred_annotations: Vec::new(),
            numbered_annotations: 0,
            conditional_depth: 0,
            inlined_comprehensions: 0,
            inner: Vec::new(),
        }
    }

    /// Makes this the unit of a block, in the memory of what it was before.
    pub(super) fn begin(&mut self, new: NewUnit, table: &SymbolTable, names: &Names) {
        let scope = table.scope(new.scope);
        (self.kind, self.scope, self.private) = (new.kind, new.scope, new.private);
        self.sequence.clear();
        self.blocks.clear();
        self.static_attributes = HashSet::default();
        self.deferred_annotations.clear();
        (self.numbered_annotations, self.conditional_depth, self.inlined_comprehensions) = (0, 0, 0);
        self.inner.clear();

        let unit = &mut self.metadata;
        (unit.name, unit.qualified_name) = (new.name, new.name);
        unit.flags = 0;
        unit.constants.clear();
        unit.names.clear();
        unit.local_names.fill(scope.parameters.iter().copied());
        fill_cell_names(&mut unit.cell_names, scope, names);
        fill_sorted(&mut unit.free_names, scope, names, Visibility::Free, Symbol::DEF_FREE_CLASS);
        unit.hidden = HashMap::default();
        unit.arg_count = super::emit::operand(new.positional_only_count + new.arg_count);
        unit.positional_only_count = super::emit::operand(new.positional_only_count);
        unit.keyword_only_count = super::emit::operand(new.keyword_only_count);
        unit.first_line = new.first_line;
    }

    /// Whether a name of a module or class lives in a fast slot while an inlined comprehension runs.
    pub(super) fn is_fast_for_now(&self, name: Name) -> bool {
        self.metadata.hidden.get(&name).copied().unwrap_or(false)
    }
}

/// The cells of a block, sorted, and after them those that a module or class makes for itself.
fn fill_cell_names(cells: &mut Table<Name>, scope: &Scope, names: &Names) {
    fill_sorted(cells, scope, names, Visibility::Cell, Symbol::DEF_COMP_CELL);
    if scope.needs_class_closure {
        cells.add(Name::__CLASS__);
    }
    if scope.needs_class_dict {
        cells.add(Name::__CLASSDICT__);
    }
    if scope.has_conditional_annotations {
        cells.add(Name::__CONDITIONAL_ANNOTATIONS__);
    }
}

/// The names of a block that are found in one way or have one flag, in the order of their texts.
fn fill_sorted(table: &mut Table<Name>, scope: &Scope, names: &Names, visibility: Visibility, flag: u32) {
    let mut found: Vec<Name> = scope
        .symbols
        .iter()
        .filter(|(_, symbol)| symbol.visibility == visibility || symbol.flags & flag != 0)
        .map(|(name, _)| name)
        .collect();
    found.sort_unstable_by_key(|&name| names.text(name));
    table.fill(found.into_iter());
}

impl Lowering<'_, '_, '_> {
    /// Begins the unit of an inner block; instructions go there until [`Self::leave_unit`].
    pub(super) fn enter_unit(&mut self, new: NewUnit) {
        let sequences = &mut self.sequences;
        let new_unit = || Box::new(Unit::new(sequences.pop().unwrap_or_default()));
        let mut unit = self.ended.pop().unwrap_or_else(new_unit);
        unit.begin(new, &self.table, self.session.names);
        unit.private = unit.private.or(self.unit.private);
        let outer = std::mem::replace(&mut self.unit, unit);
        self.enclosing.push(outer);
        self.unit.metadata.qualified_name = self.qualified_name();
        self.begin_unit();
    }

    /// The first instructions of every unit.
    pub(super) fn begin_unit(&mut self) {
        let is_module = self.unit.kind == UnitKind::Module;
        let line = self.unit.metadata.first_line;
        let at = Location::new(if is_module { 0 } else { line }, 0, line, 0);
        self.emit_arg(Opcode::Resume, resume::AT_FUNC_START, at);
        if is_module {
            self.emit(Opcode::AnnotationsPlaceholder, at);
        }
    }

    /// Ends an inner unit and goes back to the one around it.
    pub(super) fn leave_unit(&mut self, falls_off: bool) -> Lowered<Arc<CodeObject>> {
        self.end_unit(falls_off);
        let Some(outer) = self.enclosing.pop() else {
            return Err(Error::new(ErrorClass::System, "no unit to go back to"));
        };
        let mut unit = std::mem::replace(&mut self.unit, outer);
        self.qualified_names.insert(unit.metadata.qualified_name);
        if self.keeps_inner {
            let inner = std::mem::take(&mut unit.inner);
            self.unit.inner.push(Emitted { sequence: unit.sequence.clone(), inner });
        }
        let Unit { sequence, metadata, .. } = &mut *unit;
        let code = self.assembler.code_object(sequence, metadata, &mut self.constants, self.session.names)?;
        self.ended.push(unit);
        Ok(code)
    }

    /// The last instructions of every unit: one that runs off its end returns `None`, any other what is on the stack.
    pub(super) fn end_unit(&mut self, falls_off: bool) {
        if falls_off {
            self.load_none(Location::NONE);
        }
        self.emit(Opcode::ReturnValue, Location::NONE);
        self.unit.metadata.flags = self.code_flags();
    }

    fn code_flags(&self) -> u32 {
        let scope = self.scope();
        let mut result = self.flags.0 & FUTURE_FLAGS;
        let mut set = |condition: bool, flag: u32| result |= if condition { flag } else { 0 };
        if scope.kind.is_function_like() {
            set(true, flags::NEWLOCALS | flags::OPTIMIZED);
            set(scope.nested, flags::NESTED);
            set(scope.generator && !scope.coroutine, flags::GENERATOR);
            set(scope.generator && scope.coroutine, flags::ASYNC_GENERATOR);
            set(!scope.generator && scope.coroutine, flags::COROUTINE);
            set(scope.has_varargs, flags::VARARGS);
            set(scope.has_varkeywords, flags::VARKEYWORDS);
            set(scope.has_docstring, flags::HAS_DOCSTRING);
            set(scope.method, flags::METHOD);
        }
        let awaits_at_top = self.unit.kind == UnitKind::Module
            && self.flags.has(taipan_ast::CompileFlags::ALLOW_TOP_LEVEL_AWAIT);
        set(awaits_at_top && scope.coroutine && !scope.generator, flags::COROUTINE);
        result
    }

    /// `co_qualname`: the name after that of the unit around it, unless it is bound globally.
    fn qualified_name(&mut self) -> Name {
        let name = self.unit.metadata.name;
        let Some(parent) = self.parent_for_qualified_name() else { return name };
        let (parent_private, parent_scope) = (parent.private, parent.scope);
        let (parent_kind, parent_name) = (parent.kind, parent.metadata.qualified_name);
        if matches!(self.unit.kind, UnitKind::Function | UnitKind::AsyncFunction | UnitKind::Class) {
            let mangled = crate::symtable::mangle(self.session.names, parent_private, name);
            let symbol = self.table.scope(parent_scope).symbols.get(mangled);
            if symbol.is_some_and(|symbol| symbol.visibility == Visibility::GlobalExplicit) {
                return name;
            }
        }
        let inside: &[u8] = match parent_kind {
            UnitKind::Function | UnitKind::AsyncFunction | UnitKind::Lambda => b".<locals>.",
            _ => b".",
        };
        let names = &mut *self.session.names;
        let text = [names.text(parent_name).as_bytes(), inside, names.text(name).as_bytes()].concat();
        names.intern(PyText::from_bytes(&text))
    }

    /// `__qualname__` as a constant. Making a code object interns its qualified name, and with it a constant that is
    /// the same string; a second block of the same name has a string of its own, which is not interned.
    pub(super) fn qualified_name_constant(&self) -> Constant {
        let name = self.unit.metadata.qualified_name;
        if self.qualified_names.contains(&name) {
            text_constant(self.session.names.text(name))
        } else {
            self.text_constant(name)
        }
    }

    /// The unit whose name a qualified name begins with: the one around this unit, or the one around that if it
    /// only holds type parameters. None for what stands in a module.
    fn parent_for_qualified_name(&self) -> Option<&Unit<'_>> {
        match self.enclosing.as_slice() {
            [] | [_] => None,
            [.., parent] if parent.kind != UnitKind::Annotations => Some(parent),
            [_, _] => None,
            [.., grandparent, _] => Some(grandparent),
        }
    }
}

/// The flags of `compile()` that code objects carry on.
const FUTURE_FLAGS: u32 = taipan_ast::CompileFlags::FUTURE_DIVISION
    | taipan_ast::CompileFlags::FUTURE_ABSOLUTE_IMPORT
    | taipan_ast::CompileFlags::FUTURE_WITH_STATEMENT
    | taipan_ast::CompileFlags::FUTURE_PRINT_FUNCTION
    | taipan_ast::CompileFlags::FUTURE_UNICODE_LITERALS
    | taipan_ast::CompileFlags::FUTURE_BARRY_AS_BDFL
    | taipan_ast::CompileFlags::FUTURE_GENERATOR_STOP
    | taipan_ast::CompileFlags::FUTURE_ANNOTATIONS;
