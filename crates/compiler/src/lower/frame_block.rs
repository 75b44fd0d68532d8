//! Frame blocks: the loops, handlers and `with` blocks around a place, and how `return`, `break` and `continue`
//! leave them.

use taipan_ast::Stmt;
use taipan_bytecode::{Opcode, awaitable};
use taipan_text::{Location, Name};

use super::unit::Unit;
use super::{Lowered, Lowering};
use crate::instructions::Label;
use crate::symtable::error_at;

/// How deep blocks may be nested.
const MAX_BLOCKS: usize = 21;

/// A block.
#[derive(Clone, Copy)]
pub(super) struct FrameBlock<'a> {
    pub(super) kind: FrameBlockKind<'a>,
    pub(super) location: Location,
}

/// What kind of block it is, and what leaving it takes.
#[derive(Clone, Copy)]
pub(super) enum FrameBlockKind<'a> {
    While(LoopLabels),
    For(LoopLabels),
    AsyncFor(LoopLabels),
    /// The body of a `try` that has handlers.
    TryExcept,
    /// The body of a `try` that has this `finally`.
    FinallyTry(&'a [&'a Stmt<'a>]),
    /// The `finally` while an exception is on its way.
    FinallyEnd,
    With,
    AsyncWith,
    /// The body of a handler that binds the exception to a name, or to none.
    HandlerCleanup(Option<Name>),
    /// A value that waits on the stack while a `finally` runs.
    PopValue,
    ExceptionHandler,
    ExceptionGroupHandler,
    AsyncComprehension,
    /// A comprehension that runs in this frame and has variables of its own.
    InlinedComprehension,
    /// The whole body of a generator.
    StopIteration,
}

/// Where `continue` and `break` go.
#[derive(Clone, Copy)]
pub(super) struct LoopLabels {
    pub(super) start: Label,
    pub(super) end: Label,
}

impl FrameBlock<'_> {
    /// The labels of a loop.
    pub(super) const fn loop_labels(&self) -> Option<LoopLabels> {
        match self.kind {
            FrameBlockKind::While(labels)
            | FrameBlockKind::For(labels)
            | FrameBlockKind::AsyncFor(labels) => Some(labels),
            _ => None,
        }
    }
}

impl Unit<'_> {
    /// Whether the place where we are is in the second copy of a `finally`.
    pub(super) fn repeats_finally(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block.kind, FrameBlockKind::FinallyEnd))
    }
}

impl<'a> Lowering<'a, '_, '_> {
    /// Enters a block.
    pub(super) fn push_block(&mut self, kind: FrameBlockKind<'a>, at: Location) -> Lowered {
        if self.unit.blocks.len() >= MAX_BLOCKS {
            return Err(error_at(at, "too many statically nested blocks"));
        }
        self.unit.blocks.push(FrameBlock { kind, location: at });
        Ok(())
    }

    /// Leaves the innermost block.
    pub(super) fn pop_block(&mut self) {
        self.unit.blocks.pop();
    }

    /// Leaves all blocks for a `return`, keeping the value on the stack if there is one. The location becomes
    /// artificial when code of the program (a `finally`, an `__exit__`) runs on the way.
    pub(super) fn unwind_all(&mut self, keep_top: bool, at: &mut Location) -> Lowered {
        self.unwind(keep_top, false, at).map(|_| ())
    }

    /// Leaves the blocks inside the innermost loop, for `break` and `continue`; gives that loop.
    pub(super) fn unwind_to_loop(&mut self, at: &mut Location) -> Lowered<Option<FrameBlock<'a>>> {
        self.unwind(false, true, at)
    }

    /// The blocks are off the stack while they are left, so that the body of a `finally` sees only those around it,
    /// and then come back.
    fn unwind(
        &mut self,
        keep_top: bool,
        to_loop: bool,
        at: &mut Location,
    ) -> Lowered<Option<FrameBlock<'a>>> {
        let mut left = Vec::new();
        let mut found = None;
        while let Some(&block) = self.unit.blocks.last() {
            if matches!(block.kind, FrameBlockKind::ExceptionGroupHandler) {
                let message = "'break', 'continue' and 'return' cannot appear in an except* block";
                return Err(error_at(*at, message));
            }
            if to_loop && block.loop_labels().is_some() {
                found = Some(block);
                break;
            }
            self.unit.blocks.pop();
            left.push(block);
            self.unwind_block(block, keep_top, at)?;
        }
        self.unit.blocks.extend(left.into_iter().rev());
        Ok(found)
    }

    /// Leaves one block.
    pub(super) fn unwind_block(
        &mut self,
        block: FrameBlock<'a>,
        keep_top: bool,
        at: &mut Location,
    ) -> Lowered {
        match block.kind {
            FrameBlockKind::While(_)
            | FrameBlockKind::ExceptionHandler
            | FrameBlockKind::ExceptionGroupHandler
            | FrameBlockKind::AsyncComprehension
            | FrameBlockKind::InlinedComprehension
            | FrameBlockKind::StopIteration => {}
            FrameBlockKind::For(_) | FrameBlockKind::AsyncFor(_) | FrameBlockKind::PopValue => {
                self.swap_if(keep_top, *at);
                self.emit(Opcode::PopTop, *at);
            }
            FrameBlockKind::TryExcept => self.emit(Opcode::PopBlock, *at),
            FrameBlockKind::FinallyTry(body) => self.unwind_finally(body, keep_top, at)?,
            FrameBlockKind::FinallyEnd => {
                self.swap_if(keep_top, *at);
                self.emit(Opcode::PopTop, *at);
                self.swap_if(keep_top, *at);
                self.emit(Opcode::PopBlock, *at);
                self.emit(Opcode::PopExcept, *at);
            }
            FrameBlockKind::With => self.unwind_with(block.location, false, keep_top, at),
            FrameBlockKind::AsyncWith => self.unwind_with(block.location, true, keep_top, at),
            FrameBlockKind::HandlerCleanup(name) => self.unwind_handler(name, keep_top, *at),
        }
        Ok(())
    }

    fn swap_if(&mut self, keep_top: bool, at: Location) {
        if keep_top {
            self.emit_arg(Opcode::Swap, 2, at);
        }
    }

    fn unwind_finally(&mut self, body: &'a [&'a Stmt<'a>], keep_top: bool, at: &mut Location) -> Lowered {
        self.emit(Opcode::PopBlock, *at);
        if keep_top {
            self.push_block(FrameBlockKind::PopValue, *at)?;
        }
        self.statements(body)?;
        if keep_top {
            self.pop_block();
        }
        // What comes after the finally block must not look as if the statement ran again.
        *at = Location::NONE;
        Ok(())
    }

    fn unwind_with(&mut self, location: Location, is_async: bool, keep_top: bool, at: &mut Location) {
        self.emit(Opcode::PopBlock, location);
        if keep_top {
            self.emit_arg(Opcode::Swap, 3, location);
            self.emit_arg(Opcode::Swap, 2, location);
        }
        self.call_exit_with_nones(location);
        if is_async {
            self.await_value(awaitable::AEXIT, location);
        }
        self.emit(Opcode::PopTop, location);
        *at = Location::NONE;
    }

    fn unwind_handler(&mut self, name: Option<Name>, keep_top: bool, at: Location) {
        if name.is_some() {
            self.emit(Opcode::PopBlock, at);
        }
        self.swap_if(keep_top, at);
        self.emit(Opcode::PopBlock, at);
        self.emit(Opcode::PopExcept, at);
        if let Some(name) = name {
            self.clear_name(name, at);
        }
    }

    /// `name = None; del name`, at the end of a handler.
    pub(super) fn clear_name(&mut self, name: Name, at: Location) {
        self.load_none(at);
        self.store_name(name, at);
        self.delete_name(name, at);
    }
}
