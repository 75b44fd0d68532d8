//! Inlined comprehensions (PEP 709): the variables of the comprehension become fast locals of the frame around it.
//! What they held before waits on the stack while it runs.
//!
//! ```text
//! [iterator]                        LOAD_FAST_AND_CLEAR x, …; SWAP
//! [old values …, iterator]          SETUP_FINALLY cleanup; the comprehension; POP_BLOCK
//! [old values …, result]            SWAP; STORE_FAST_MAYBE_NULL x, …
//! ```

use taipan_bytecode::Opcode;
use taipan_text::{Location, Name};

use super::Lowering;
use crate::instructions::Label;
use crate::symtable::{BlockKind, ScopeId, Symbol, Visibility};

/// What has to be undone when an inlined comprehension ends.
pub(super) struct InlinedState {
    /// The variables whose old values are on the stack.
    pushed: Vec<Name>,
    /// Symbols of the block around it as they were before.
    replaced: Vec<(Name, Symbol)>,
    /// Variables of a module or class that are fast meanwhile.
    fast: Vec<Name>,
    /// Restores the variables when the comprehension raises.
    cleanup: Option<Label>,
}

impl Lowering<'_, '_, '_> {
    /// Begins a comprehension whose outermost iterator is on the stack.
    pub(super) fn begin_inlined(&mut self, comprehension: ScopeId, at: Location) -> InlinedState {
        let in_class = self.scope().kind == BlockKind::Class && self.unit.inlined_comprehensions == 0;
        let mut state =
            InlinedState { pushed: Vec::new(), replaced: Vec::new(), fast: Vec::new(), cleanup: None };
        self.unit.inlined_comprehensions += 1;
        let symbols: Vec<(Name, Symbol)> = self.table.scope(comprehension).symbols.iter().collect();
        for &(name, symbol) in &symbols {
            self.adopt_symbol(name, symbol, in_class, &mut state);
        }
        for (name, symbol) in symbols {
            if is_bound(symbol) {
                self.push_local(name, symbol, at);
                state.pushed.push(name);
            }
        }
        if !state.pushed.is_empty() {
            self.emit_count(Opcode::Swap, state.pushed.len() + 1, at);
            let cleanup = self.new_label();
            self.emit_jump(Opcode::SetupFinally, cleanup, at);
            state.cleanup = Some(cleanup);
        }
        state
    }

    /// Makes the block around the comprehension see a name as the comprehension does. A name that is free in the
    /// comprehension is found there as it is outside, and a cell that is free outside stays free: either is loaded
    /// in the same way.
    fn adopt_symbol(&mut self, name: Name, symbol: Symbol, in_class: bool, state: &mut InlinedState) {
        let scope = self.scope();
        let missing = Symbol { flags: 0, visibility: Visibility::Unknown };
        let outer = scope.symbols.get(name).unwrap_or(missing);
        let differs = symbol.visibility != outer.visibility
            && symbol.visibility != Visibility::Free
            && !(symbol.visibility == Visibility::Cell && outer.visibility == Visibility::Free);
        let in_function = scope.kind.is_function_like();
        if differs || in_class {
            state.replaced.push((name, outer));
            self.table.scope_mut(self.unit.scope).symbols.set(name, symbol);
        }
        if !in_function && (in_class || is_bound(symbol)) && !self.unit.is_fast_for_now(name) {
            self.unit.metadata.hidden.insert(name, true);
            state.fast.push(name);
        }
    }

    /// Pushes what a variable holds; of a cell the cell itself, and makes a new one.
    fn push_local(&mut self, name: Name, symbol: Symbol, at: Location) {
        let mangled = self.mangled(name);
        let position = self.unit.metadata.local_names.add(mangled);
        self.emit_arg(Opcode::LoadFastAndClear, position, at);
        if symbol.visibility == Visibility::Cell {
            let is_free_outside = self.visibility(name) == Visibility::Free;
            let position =
                if is_free_outside { self.free_position(mangled) } else { self.cell_position(mangled) };
            self.emit_arg(Opcode::MakeCell, position, at);
        }
    }

    /// Ends a comprehension whose result is on the stack.
    pub(super) fn end_inlined(&mut self, state: InlinedState, at: Location) {
        if let Some(cleanup) = state.cleanup {
            self.emit(Opcode::PopBlock, Location::NONE);
            let end = self.new_label();
            self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
            self.place(cleanup);
            // Under the exception is the unfinished result.
            self.emit_arg(Opcode::Swap, 2, Location::NONE);
            self.emit(Opcode::PopTop, Location::NONE);
            self.restore_locals(&state.pushed, at);
            self.emit_arg(Opcode::Reraise, 0, Location::NONE);
            self.place(end);
            self.restore_locals(&state.pushed, at);
        }
        self.unit.inlined_comprehensions -= 1;
        for (name, symbol) in state.replaced {
            self.table.scope_mut(self.unit.scope).symbols.set(name, symbol);
        }
        // They stay known, so that the code object marks them as hidden.
        for name in state.fast {
            self.unit.metadata.hidden.insert(name, false);
        }
    }

    fn restore_locals(&mut self, pushed: &[Name], at: Location) {
        self.emit_count(Opcode::Swap, pushed.len() + 1, at);
        for &name in pushed.iter().rev() {
            let name = self.mangled(name);
            let position = self.unit.metadata.local_names.add(name);
            self.emit_arg(Opcode::StoreFastMaybeNull, position, at);
        }
    }
}

/// Whether the comprehension binds a name, which must be kept apart from that of the block around it.
const fn is_bound(symbol: Symbol) -> bool {
    symbol.flags & Symbol::DEF_LOCAL != 0 && symbol.flags & Symbol::DEF_NONLOCAL == 0
}
