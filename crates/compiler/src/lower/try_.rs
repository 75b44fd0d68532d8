//! `try` with `except`, `else` and `finally`.

use taipan_ast::{ExceptHandler, Stmt};
use taipan_bytecode::Opcode;
use taipan_text::{Location, Name};

use super::frame_block::FrameBlockKind;
use super::{Lowered, Lowering};
use crate::instructions::Label;
use crate::symtable::error_at;

impl<'a> Lowering<'a, '_, '_> {
    /// A `try` statement; `is_star` for one with `except*`.
    pub(super) fn try_statement(
        &mut self,
        body: &'a [&'a Stmt<'a>],
        handlers: &'a [&'a ExceptHandler<'a>],
        orelse: &'a [&'a Stmt<'a>],
        finalbody: &'a [&'a Stmt<'a>],
        is_star: bool,
        at: Location,
    ) -> Lowered {
        let protected = |lowering: &mut Self| match (handlers.is_empty(), is_star) {
            (true, _) if !finalbody.is_empty() => lowering.statements(body),
            (_, false) => lowering.try_except(body, handlers, orelse, at),
            (_, true) => lowering.try_except_star(body, handlers, orelse, at),
        };
        if finalbody.is_empty() { protected(self) } else { self.try_finally(protected, finalbody, at) }
    }

    /// `try … finally`: the final body stands in the code twice, once for each way to reach it.
    ///
    /// ```text
    ///       SETUP_FINALLY end
    ///       <body>, POP_BLOCK, <finalbody>, JUMP exit
    /// end:  SETUP_CLEANUP cleanup, PUSH_EXC_INFO, <finalbody>, RERAISE
    /// exit:
    /// ```
    fn try_finally(
        &mut self,
        protected: impl FnOnce(&mut Self) -> Lowered,
        finalbody: &'a [&'a Stmt<'a>],
        at: Location,
    ) -> Lowered {
        let (end, exit, cleanup) = (self.new_label(), self.new_label(), self.new_label());
        self.emit_jump(Opcode::SetupFinally, end, at);
        self.push_block(FrameBlockKind::FinallyTry(finalbody), at)?;
        protected(self)?;
        self.emit(Opcode::PopBlock, Location::NONE);
        self.pop_block();
        self.statements(finalbody)?;
        self.emit_jump(Opcode::JumpNoInterrupt, exit, Location::NONE);
        self.place(end);
        self.emit_jump(Opcode::SetupCleanup, cleanup, Location::NONE);
        self.emit(Opcode::PushExcInfo, Location::NONE);
        self.push_block(FrameBlockKind::FinallyEnd, Location::NONE)?;
        self.statements(finalbody)?;
        self.pop_block();
        self.emit_arg(Opcode::Reraise, 0, Location::NONE);
        self.place(cleanup);
        self.pop_except_and_reraise(Location::NONE);
        self.place(exit);
        Ok(())
    }

    /// `try … except`.
    ///
    /// ```text
    ///          SETUP_FINALLY except
    ///          <body>, POP_BLOCK, <orelse>, JUMP end
    /// except:  SETUP_CLEANUP cleanup, PUSH_EXC_INFO
    ///          <type>, CHECK_EXC_MATCH, POP_JUMP_IF_FALSE next     for each handler
    ///          <name or POP_TOP>, <handler>, POP_EXCEPT, JUMP end
    /// next:    RERAISE
    /// cleanup: COPY 3, POP_EXCEPT, RERAISE
    /// end:
    /// ```
    fn try_except(
        &mut self,
        body: &'a [&'a Stmt<'a>],
        handlers: &'a [&'a ExceptHandler<'a>],
        orelse: &'a [&'a Stmt<'a>],
        at: Location,
    ) -> Lowered {
        let (except, end, cleanup) = (self.new_label(), self.new_label(), self.new_label());
        self.emit_jump(Opcode::SetupFinally, except, at);
        self.push_block(FrameBlockKind::TryExcept, at)?;
        self.statements(body)?;
        self.pop_block();
        self.emit(Opcode::PopBlock, Location::NONE);
        self.statements(orelse)?;
        self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
        self.place(except);
        self.emit_jump(Opcode::SetupCleanup, cleanup, Location::NONE);
        self.emit(Opcode::PushExcInfo, Location::NONE);
        self.push_block(FrameBlockKind::ExceptionHandler, at)?;
        for (index, handler) in handlers.iter().enumerate() {
            if handler.type_.is_none() && index + 1 < handlers.len() {
                return Err(error_at(handler.location, "default 'except:' must be last"));
            }
            self.handler(handler, end)?;
        }
        self.pop_block();
        self.emit_arg(Opcode::Reraise, 0, Location::NONE);
        self.place(cleanup);
        self.pop_except_and_reraise(Location::NONE);
        self.place(end);
        Ok(())
    }

    fn handler(&mut self, handler: &'a ExceptHandler<'a>, end: Label) -> Lowered {
        let at = handler.location;
        let next = self.new_label();
        if let Some(type_) = handler.type_ {
            self.expression(type_)?;
            self.emit(Opcode::CheckExcMatch, at);
            self.emit_jump(Opcode::PopJumpIfFalse, next, at);
        }
        match handler.name {
            Some(name) => self.named_handler(handler, name, end)?,
            None => {
                self.emit(Opcode::PopTop, at);
                self.push_block(FrameBlockKind::HandlerCleanup(None), at)?;
                self.statements(handler.body)?;
                self.pop_block();
                self.emit(Opcode::PopBlock, Location::NONE);
                self.emit(Opcode::PopExcept, Location::NONE);
                self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
            }
        }
        self.place(next);
        Ok(())
    }

    /// A handler with a name, which is deleted however the handler ends.
    fn named_handler(&mut self, handler: &'a ExceptHandler<'a>, name: Name, end: Label) -> Lowered {
        let at = handler.location;
        let failed = self.new_label();
        self.store_name(name, at);
        self.emit_jump(Opcode::SetupCleanup, failed, at);
        self.push_block(FrameBlockKind::HandlerCleanup(Some(name)), at)?;
        self.statements(handler.body)?;
        self.pop_block();
        self.emit(Opcode::PopBlock, Location::NONE);
        self.emit(Opcode::PopBlock, Location::NONE);
        self.emit(Opcode::PopExcept, Location::NONE);
        self.clear_name(name, Location::NONE);
        self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
        self.place(failed);
        self.clear_name(name, Location::NONE);
        self.emit_arg(Opcode::Reraise, 1, Location::NONE);
        Ok(())
    }
}
