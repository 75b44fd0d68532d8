//! `try … except*`: each handler takes its part of an exception group; what is left, and what the handlers raise, is
//! collected in a list and raised at the end.

use taipan_ast::{ExceptHandler, Stmt};
use taipan_bytecode::{Intrinsic2, Opcode};
use taipan_text::Location;

use super::frame_block::FrameBlockKind;
use super::{Lowered, Lowering};
use crate::instructions::Label;

impl<'a> Lowering<'a, '_, '_> {
    /// `try … except*`. The stack in the handlers:
    ///
    /// ```text
    /// [group]                       BUILD_LIST, COPY 2
    /// [group, raised, rest]         <type>, CHECK_EG_MATCH, COPY 1, POP_JUMP_IF_NONE no_match
    /// [group, raised, rest, match]  <name or POP_TOP>, SETUP_CLEANUP failed, <handler>
    /// …                             the next handler
    /// [group, raised, rest]         LIST_APPEND 1, PREP_RERAISE_STAR
    /// [exception or None]
    /// ```
    pub(super) fn try_except_star(
        &mut self,
        body: &'a [&'a Stmt<'a>],
        handlers: &'a [&'a ExceptHandler<'a>],
        orelse: &'a [&'a Stmt<'a>],
        at: Location,
    ) -> Lowered {
        let (except, else_) = (self.new_label(), self.new_label());
        let (end, cleanup, reraise_star) = (self.new_label(), self.new_label(), self.new_label());
        self.emit_jump(Opcode::SetupFinally, except, at);
        self.push_block(FrameBlockKind::TryExcept, at)?;
        self.statements(body)?;
        self.pop_block();
        self.emit(Opcode::PopBlock, Location::NONE);
        self.emit_jump(Opcode::JumpNoInterrupt, else_, Location::NONE);
        self.place(except);
        self.emit_jump(Opcode::SetupCleanup, cleanup, Location::NONE);
        self.emit(Opcode::PushExcInfo, Location::NONE);
        self.push_block(FrameBlockKind::ExceptionGroupHandler, at)?;
        for (index, handler) in handlers.iter().enumerate() {
            if index == 0 {
                self.emit_arg(Opcode::BuildList, 0, handler.location);
                self.emit_arg(Opcode::Copy, 2, handler.location);
            }
            self.star_handler(handler)?;
        }
        self.emit_arg(Opcode::ListAppend, 1, Location::NONE);
        self.emit_jump(Opcode::JumpNoInterrupt, reraise_star, Location::NONE);
        self.pop_block();
        self.place(reraise_star);
        self.reraise_rest(end);
        self.place(cleanup);
        self.pop_except_and_reraise(Location::NONE);
        self.place(else_);
        self.statements(orelse)?;
        self.place(end);
        Ok(())
    }

    fn star_handler(&mut self, handler: &'a ExceptHandler<'a>) -> Lowered {
        let at = handler.location;
        let (done, next, no_match) = (self.new_label(), self.new_label(), self.new_label());
        if let Some(type_) = handler.type_ {
            self.expression(type_)?;
            self.emit(Opcode::CheckEgMatch, at);
            self.emit_arg(Opcode::Copy, 1, at);
            self.emit_jump(Opcode::PopJumpIfNone, no_match, at);
        }
        match handler.name {
            Some(name) => self.store_name(name, at),
            None => self.emit(Opcode::PopTop, at),
        }
        let failed = self.new_label();
        self.emit_jump(Opcode::SetupCleanup, failed, at);
        self.push_block(FrameBlockKind::HandlerCleanup(handler.name), at)?;
        self.statements(handler.body)?;
        self.pop_block();
        self.emit(Opcode::PopBlock, Location::NONE);
        if let Some(name) = handler.name {
            self.clear_name(name, Location::NONE);
        }
        self.emit_jump(Opcode::JumpNoInterrupt, done, Location::NONE);
        // The handler raised: that goes onto the list.
        self.place(failed);
        if let Some(name) = handler.name {
            self.clear_name(name, Location::NONE);
        }
        self.emit_arg(Opcode::ListAppend, 3, Location::NONE);
        self.emit(Opcode::PopTop, Location::NONE);
        self.emit_jump(Opcode::JumpNoInterrupt, next, Location::NONE);
        self.place(done);
        self.emit(Opcode::Nop, Location::NONE);
        self.emit_jump(Opcode::JumpNoInterrupt, next, Location::NONE);
        self.place(no_match);
        self.emit(Opcode::PopTop, at);
        self.place(next);
        Ok(())
    }

    /// Raises what is left, if anything is.
    fn reraise_rest(&mut self, end: Label) {
        let at = Location::NONE;
        let reraise = self.new_label();
        self.intrinsic_2(Intrinsic2::PrepReraiseStar, at);
        self.emit_arg(Opcode::Copy, 1, at);
        self.emit_jump(Opcode::PopJumpIfNotNone, reraise, at);
        self.emit(Opcode::PopTop, at);
        self.emit(Opcode::PopBlock, at);
        self.emit(Opcode::PopExcept, at);
        self.emit_jump(Opcode::JumpNoInterrupt, end, at);
        self.place(reraise);
        self.emit(Opcode::PopBlock, at);
        self.emit_arg(Opcode::Swap, 2, at);
        self.emit(Opcode::PopExcept, at);
        self.emit_arg(Opcode::Reraise, 0, at);
    }
}
