//! Loops, and the statements that leave them.

use taipan_ast::{Expr, Stmt};
use taipan_bytecode::{Opcode, resume};
use taipan_text::Location;

use super::frame_block::{FrameBlockKind, LoopLabels};
use super::{Lowered, Lowering};
use crate::symtable::error_at;

impl<'a> Lowering<'a, '_, '_> {
    /// `for target in iter`.
    ///
    /// ```text
    ///          <iter>, GET_ITER
    /// start:   FOR_ITER cleanup
    ///          NOP, <target>, <body>
    ///          JUMP start
    /// cleanup: END_FOR, POP_ITER
    ///          <orelse>
    /// end:
    /// ```
    pub(super) fn for_loop(
        &mut self,
        target: &'a Expr<'a>,
        iter: &'a Expr<'a>,
        body: &'a [&'a Stmt<'a>],
        orelse: &'a [&'a Stmt<'a>],
        at: Location,
    ) -> Lowered {
        let labels = LoopLabels { start: self.new_label(), end: self.new_label() };
        let cleanup = self.new_label();
        self.push_block(FrameBlockKind::For(labels), at)?;
        self.expression(iter)?;
        self.emit(Opcode::GetIter, iter.location);
        self.place(labels.start);
        self.emit_jump(Opcode::ForIter, cleanup, iter.location);
        // Holds the line of the target for tracing; dropped later where it is not needed.
        self.emit(Opcode::Nop, target.location);
        self.expression(target)?;
        self.statements(body)?;
        self.emit_jump(Opcode::Jump, labels.start, Location::NONE);
        self.place(cleanup);
        self.emit(Opcode::EndFor, Location::NONE);
        self.emit(Opcode::PopIter, Location::NONE);
        self.pop_block();
        self.statements(orelse)?;
        self.place(labels.end);
        Ok(())
    }

    /// `async for target in iter`: the end of the iteration is an exception that `END_ASYNC_FOR` swallows.
    pub(super) fn async_for_loop(
        &mut self,
        target: &'a Expr<'a>,
        iter: &'a Expr<'a>,
        body: &'a [&'a Stmt<'a>],
        orelse: &'a [&'a Stmt<'a>],
        at: Location,
    ) -> Lowered {
        let labels = LoopLabels { start: self.new_label(), end: self.new_label() };
        let (send, handler) = (self.new_label(), self.new_label());
        self.expression(iter)?;
        self.emit(Opcode::GetAiter, iter.location);
        self.place(labels.start);
        self.push_block(FrameBlockKind::AsyncFor(labels), at)?;
        self.emit_jump(Opcode::SetupFinally, handler, at);
        self.emit(Opcode::GetAnext, at);
        self.load_none(at);
        self.place(send);
        self.yield_from(resume::AFTER_AWAIT, at);
        self.emit(Opcode::PopBlock, at);
        self.emit(Opcode::NotTaken, at);
        self.expression(target)?;
        self.statements(body)?;
        self.emit_jump(Opcode::Jump, labels.start, Location::NONE);
        self.pop_block();
        self.place(handler);
        // It comes after the `for`, not after the body.
        self.emit_jump(Opcode::EndAsyncFor, send, iter.location);
        self.statements(orelse)?;
        self.place(labels.end);
        Ok(())
    }

    /// `while test`.
    pub(super) fn while_loop(
        &mut self,
        test: &'a Expr<'a>,
        body: &'a [&'a Stmt<'a>],
        orelse: &'a [&'a Stmt<'a>],
        at: Location,
    ) -> Lowered {
        let labels = LoopLabels { start: self.new_label(), end: self.new_label() };
        let exhausted = self.new_label();
        self.place(labels.start);
        self.push_block(FrameBlockKind::While(labels), at)?;
        self.jump_if(test, false, exhausted, at)?;
        self.statements(body)?;
        self.emit_jump(Opcode::Jump, labels.start, Location::NONE);
        self.pop_block();
        self.place(exhausted);
        self.statements(orelse)?;
        self.place(labels.end);
        Ok(())
    }

    /// `break`: leaves the loop's own block too.
    pub(super) fn break_statement(&mut self, at: Location) -> Lowered {
        self.emit(Opcode::Nop, at);
        let mut location = at;
        let found = self.unwind_to_loop(&mut location)?;
        let Some((block, labels)) = found.and_then(|block| Some((block, block.loop_labels()?))) else {
            return Err(error_at(at, "'break' outside loop"));
        };
        self.unwind_block(block, false, &mut location)?;
        self.emit_jump(Opcode::Jump, labels.end, location);
        Ok(())
    }

    /// `continue`.
    pub(super) fn continue_statement(&mut self, at: Location) -> Lowered {
        self.emit(Opcode::Nop, at);
        let mut location = at;
        let found = self.unwind_to_loop(&mut location)?;
        let Some(labels) = found.and_then(|block| block.loop_labels()) else {
            return Err(error_at(at, "'continue' not properly in loop"));
        };
        self.emit_jump(Opcode::Jump, labels.start, location);
        Ok(())
    }
}
