//! The second walk: from what is done to a name in each block to where the name is found.
//!
//! CPython hands sets of names down to inner blocks (`bound` in an enclosing function, declared `global`, type
//! parameters) and copies them for each block. Here there is one table of bits, indexed by name, that says what an
//! enclosing block has decided; a block notes the bits it changes and restores them when it is left. So the cost is
//! that of the symbols, not of blocks times names.

use hashbrown::HashSet;
use taipan_text::{Error, Location, Name, Names, StackLimit};

use super::error_at;
use super::scope::{BlockKind, Comprehension, ScopeId, Symbol, SymbolTable, Visibility};

type NameSet = HashSet<Name, rustc_hash::FxBuildHasher>;

/// Bound in an enclosing function.
const BOUND: u8 = 1;
/// Declared `global` in an enclosing block.
const GLOBAL: u8 = 2;
/// A type parameter of an enclosing block.
const TYPE_PARAM: u8 = 4;

/// What a class provides to its methods without binding it in its body.
const IMPLICIT_CELLS: [Name; 3] = [Name::__CLASS__, Name::__CLASSDICT__, Name::__CONDITIONAL_ANNOTATIONS__];

/// Decides the visibility of all names, outermost block first.
pub(super) fn analyze(table: &mut SymbolTable, names: &Names, stack: StackLimit) -> Result<(), Box<Error>> {
    let mut analysis = Analysis { table, names, stack, bits: vec![0; names.len()], undo: Vec::new() };
    analysis.block(SymbolTable::TOP, None).map(drop)
}

struct Analysis<'t> {
    table: &'t mut SymbolTable,
    names: &'t Names,
    stack: StackLimit,
    bits: Vec<u8>,
    undo: Vec<(Name, u8)>,
}

impl Analysis<'_> {
    /// Analyses a block and the blocks inside; the result is what they use of the blocks around. `class` is the
    /// class whose namespace the names of the block may be found in.
    fn block(&mut self, id: ScopeId, class: Option<ScopeId>) -> Result<NameSet, Box<Error>> {
        self.stack.check().map_err(|deep| deep.error(" during compilation"))?;
        let mark = self.undo.len();
        let mut free = NameSet::default();
        self.own_names(id, class, &mut free)?;
        let (mut inner_free, inlined_cells) = self.children(id, class)?;

        let kind = self.table.scope(id).kind;
        if kind.is_function_like() {
            self.make_cells(id, &mut inner_free, &inlined_cells);
        } else if kind == BlockKind::Class {
            self.drop_implicit_cells(id, &mut inner_free);
        }
        self.note_inner_free(id, &inner_free, &inlined_cells);
        self.restore(mark);
        free.extend(inner_free);
        Ok(free)
    }

    /// Decides what can be decided without looking into inner blocks, and tells these what is bound here.
    fn own_names(
        &mut self,
        id: ScopeId,
        class: Option<ScopeId>,
        free: &mut NameSet,
    ) -> Result<(), Box<Error>> {
        let kind = self.table.scope(id).kind;
        for position in 0..self.table.scope(id).symbols.len() {
            let Some((name, symbol)) = self.table.scope(id).symbols.at(position) else { break };
            let visibility = self.visibility(id, name, symbol.flags, class)?;
            self.table.scopes[id.0 as usize].symbols.set_at(position, Symbol { visibility, ..symbol });
            match visibility {
                Visibility::Free => {
                    free.insert(name);
                }
                // The namespace of a class is not seen from its methods, so neither are its declarations.
                Visibility::GlobalExplicit
                    if kind != BlockKind::Class && symbol.flags & Symbol::DEF_GLOBAL != 0 =>
                {
                    self.change(name, |bits| bits & !BOUND | GLOBAL);
                }
                Visibility::Local => {
                    let parameter = if symbol.flags & Symbol::DEF_TYPE_PARAM != 0 { TYPE_PARAM } else { 0 };
                    self.change(name, |bits| bits & !TYPE_PARAM | parameter);
                    if kind != BlockKind::Class {
                        let bound = if kind.is_function_like() { BOUND } else { 0 };
                        self.change(name, |bits| bits & !GLOBAL | bound);
                    }
                }
                _ => {}
            }
        }
        if kind == BlockKind::Class {
            for name in IMPLICIT_CELLS {
                self.change(name, |bits| bits | BOUND);
            }
        }
        Ok(())
    }

    fn visibility(
        &self,
        id: ScopeId,
        name: Name,
        flags: u32,
        class: Option<ScopeId>,
    ) -> Result<Visibility, Box<Error>> {
        let bits = self.bits[name.index()];
        if flags & Symbol::DEF_GLOBAL != 0 {
            if flags & Symbol::DEF_NONLOCAL != 0 {
                return Err(
                    self.declaration_error(id, name, |name| format!("name '{name}' is nonlocal and global"))
                );
            }
            return Ok(Visibility::GlobalExplicit);
        }
        if flags & Symbol::DEF_NONLOCAL != 0 {
            return self.nonlocal(id, name, bits);
        }
        if flags & Symbol::DEF_BOUND != 0 {
            return Ok(Visibility::Local);
        }
        // A name that the class binds is looked up in the class and then in the globals, never in a function around.
        let in_class =
            class.and_then(|class| self.table.scope(class).symbols.get(name)).map_or(0, |it| it.flags);
        if in_class & Symbol::DEF_GLOBAL != 0 {
            return Ok(Visibility::GlobalExplicit);
        }
        if in_class & Symbol::DEF_BOUND != 0 && in_class & Symbol::DEF_NONLOCAL == 0 {
            return Ok(Visibility::GlobalImplicit);
        }
        Ok(if bits & BOUND != 0 { Visibility::Free } else { Visibility::GlobalImplicit })
    }

    fn nonlocal(&self, id: ScopeId, name: Name, bits: u8) -> Result<Visibility, Box<Error>> {
        if id == SymbolTable::TOP {
            let text = "nonlocal declaration not allowed at module level";
            return Err(self.declaration_error(id, name, |_| text.to_owned()));
        }
        if bits & BOUND == 0 {
            return Err(
                self.declaration_error(id, name, |name| format!("no binding for nonlocal '{name}' found"))
            );
        }
        if bits & TYPE_PARAM != 0 {
            return Err(self.declaration_error(id, name, |name| {
                format!("nonlocal binding not allowed for type parameter '{name}'")
            }));
        }
        Ok(Visibility::Free)
    }

    /// An error at the `global` or `nonlocal` statement (or the `:=`) that declares the name.
    #[cold]
    fn declaration_error(&self, id: ScopeId, name: Name, message: impl Fn(&str) -> String) -> Box<Error> {
        let directives = &self.table.scope(id).directives;
        let location =
            directives.iter().find(|directive| directive.0 == name).map_or(Location::NONE, |it| it.1);
        error_at(location, message(&self.names.text(name).to_string_lossy()))
    }

    /// Analyses the inner blocks: what they use of the blocks around them, and what inlined comprehensions need as
    /// cells of this block.
    fn children(&mut self, id: ScopeId, class: Option<ScopeId>) -> Result<(NameSet, NameSet), Box<Error>> {
        let mut inner_free = NameSet::default();
        let mut inlined_cells = NameSet::default();
        let children = std::mem::take(&mut self.table.scopes[id.0 as usize].children);
        let mut spliced = Vec::with_capacity(children.len());
        for child in children {
            let scope = self.table.scope(id);
            let (here_is_class, sees_class) = (scope.kind == BlockKind::Class, scope.can_see_class_scope);
            let inner = self.table.scope(child);
            let inner_class = match (inner.can_see_class_scope, here_is_class) {
                (true, true) => Some(id),
                (true, false) => class,
                (false, _) => None,
            };
            let inline = inner.comprehension != Comprehension::No && !inner.generator && !sees_class;
            let mut child_free = self.block(child, inner_class)?;
            if inline {
                self.inline_comprehension(id, child, &mut child_free, &mut inlined_cells);
                self.table.scopes[child.0 as usize].inlined = true;
                spliced.extend_from_slice(&self.table.scope(child).children);
            } else {
                spliced.push(child);
            }
            inner_free.extend(child_free);
        }
        self.table.scopes[id.0 as usize].children = spliced;
        Ok((inner_free, inlined_cells))
    }

    /// Takes the names of a comprehension into the block around it.
    fn inline_comprehension(
        &mut self,
        id: ScopeId,
        child: ScopeId,
        child_free: &mut NameSet,
        cells: &mut NameSet,
    ) {
        let is_class = self.table.scope(id).kind == BlockKind::Class;
        let mut dropped = Vec::new();
        for position in 0..self.table.scope(child).symbols.len() {
            let Some((name, symbol)) = self.table.scope(child).symbols.at(position) else { break };
            if symbol.flags & Symbol::DEF_PARAM != 0 {
                continue;
            }
            if symbol.visibility == Visibility::Cell || symbol.flags & Symbol::DEF_COMP_CELL != 0 {
                cells.insert(name);
            }
            let mut visibility = symbol.visibility;
            if visibility == Visibility::Free && is_class && IMPLICIT_CELLS.contains(&name) {
                visibility = Visibility::GlobalImplicit;
                if !self.is_free_in_a_child(child, name) {
                    child_free.remove(&name);
                }
                dropped.push(name);
            }
            match self.table.scope(id).symbols.get(name) {
                None => self.table.scopes[id.0 as usize].symbols.set(name, Symbol { visibility, ..symbol }),
                Some(outer) if !is_class => {
                    if visibility == Visibility::Free {
                        let flags = outer.flags | symbol.flags & Symbol::USE;
                        self.table.scopes[id.0 as usize].symbols.set(name, Symbol { flags, ..outer });
                    }
                    // What was free in the comprehension is now simply a local, unless an inner function needs it too.
                    if outer.flags & Symbol::DEF_BOUND != 0 && !self.is_free_in_a_child(child, name) {
                        child_free.remove(&name);
                    }
                }
                Some(_) => {}
            }
        }
        for name in dropped {
            self.table.scopes[child.0 as usize].symbols.remove(name);
        }
    }

    fn is_free_in_a_child(&self, id: ScopeId, name: Name) -> bool {
        self.table.scope(id).children.iter().any(|&child| {
            self.table.scope(child).symbols.get(name).is_some_and(|it| it.visibility == Visibility::Free)
        })
    }

    /// Locals that inner functions use become cells.
    fn make_cells(&mut self, id: ScopeId, inner_free: &mut NameSet, inlined_cells: &NameSet) {
        if inner_free.is_empty() && inlined_cells.is_empty() {
            return;
        }
        let symbols = &mut self.table.scopes[id.0 as usize].symbols;
        for position in 0..symbols.len() {
            let Some((name, symbol)) = symbols.at(position) else { break };
            let shared = inner_free.contains(&name) || inlined_cells.contains(&name);
            if symbol.visibility == Visibility::Local && shared {
                symbols.set_at(position, Symbol { visibility: Visibility::Cell, ..symbol });
                inner_free.remove(&name);
            }
        }
    }

    /// What methods use of the class itself is provided by the class block and by nothing around it.
    fn drop_implicit_cells(&mut self, id: ScopeId, inner_free: &mut NameSet) {
        let scope = &mut self.table.scopes[id.0 as usize];
        scope.needs_class_closure |= inner_free.remove(&Name::__CLASS__);
        scope.needs_class_dict |= inner_free.remove(&Name::__CLASSDICT__);
        scope.has_conditional_annotations |= inner_free.remove(&Name::__CONDITIONAL_ANNOTATIONS__);
    }

    /// Notes in the symbols what only inner blocks know: cells of comprehensions, and names that pass through this
    /// block on the way to a function around it.
    fn note_inner_free(&mut self, id: ScopeId, inner_free: &NameSet, inlined_cells: &NameSet) {
        let top = id == SymbolTable::TOP;
        let scope = &mut self.table.scopes[id.0 as usize];
        let marks = scope.kind == BlockKind::Class || scope.can_see_class_scope;
        for &name in inlined_cells {
            if let Some(symbol) = scope.symbols.get(name) {
                scope.symbols.set(name, Symbol { flags: symbol.flags | Symbol::DEF_COMP_CELL, ..symbol });
            }
        }
        let mut passing: Vec<Name> = inner_free.iter().copied().collect();
        passing.sort_unstable();
        for name in passing {
            match scope.symbols.get(name) {
                Some(symbol) if marks => {
                    scope
                        .symbols
                        .set(name, Symbol { flags: symbol.flags | Symbol::DEF_FREE_CLASS, ..symbol });
                }
                Some(_) => {}
                None if top || self.bits[name.index()] & BOUND != 0 => {
                    scope.symbols.set(name, Symbol { flags: 0, visibility: Visibility::Free });
                }
                None => {}
            }
        }
    }

    fn change(&mut self, name: Name, new: impl Fn(u8) -> u8) {
        let bits = self.bits[name.index()];
        if new(bits) != bits {
            self.undo.push((name, bits));
            self.bits[name.index()] = new(bits);
        }
    }

    /// Undoes what this block told its inner blocks.
    fn restore(&mut self, mark: usize) {
        for (name, bits) in self.undo.drain(mark..).rev() {
            self.bits[name.index()] = bits;
        }
    }
}
