//! `with` and `async with`.

use taipan_ast::{Stmt, WithItem};
use taipan_bytecode::{Opcode, SpecialMethod, awaitable};
use taipan_text::Location;

use super::frame_block::FrameBlockKind;
use super::{Lowered, Lowering};
use crate::instructions::Label;

impl<'a> Lowering<'a, '_, '_> {
    /// One item after the other, each with the rest as its body.
    ///
    /// ```text
    ///          <context>                 [exit, self, value of __enter__]
    ///          SETUP_WITH handler
    ///          <target or POP_TOP>, <body>
    ///          POP_BLOCK, exit(None, None, None), POP_TOP, JUMP exit
    /// handler: SETUP_CLEANUP cleanup, PUSH_EXC_INFO, WITH_EXCEPT_START
    ///          swallow the exception if the result is true, else raise it again
    /// exit:
    /// ```
    pub(super) fn with(
        &mut self,
        items: &'a [&'a WithItem<'a>],
        body: &'a [&'a Stmt<'a>],
        is_async: bool,
    ) -> Lowered {
        self.check_stack()?;
        let Some((item, others)) = items.split_first() else { return self.statements(body) };
        let (handler, exit, cleanup) = (self.new_label(), self.new_label(), self.new_label());
        let at = item.context_expr.location;
        self.expression(item.context_expr)?;
        self.enter_context(is_async, at);
        self.emit_jump(Opcode::SetupWith, handler, at);
        self.push_block(if is_async { FrameBlockKind::AsyncWith } else { FrameBlockKind::With }, at)?;
        match item.optional_vars {
            Some(target) => self.expression(target)?,
            None => self.emit(Opcode::PopTop, at),
        }
        self.with(others, body, is_async)?;
        self.pop_block();
        self.emit(Opcode::PopBlock, if is_async { at } else { Location::NONE });
        self.call_exit_with_nones(at);
        self.await_exit(is_async, at);
        self.emit(Opcode::PopTop, at);
        self.emit_jump(Opcode::Jump, exit, at);
        self.place(handler);
        self.emit_jump(Opcode::SetupCleanup, cleanup, at);
        self.emit(Opcode::PushExcInfo, at);
        self.emit(Opcode::WithExceptStart, at);
        self.await_exit(is_async, at);
        self.finish_with_handler(cleanup);
        self.place(exit);
        Ok(())
    }

    /// Looks up both methods and calls the first: `[manager]` becomes `[exit, self, entered]`.
    fn enter_context(&mut self, is_async: bool, at: Location) {
        let (enter, exit) = if is_async {
            (SpecialMethod::Aenter, SpecialMethod::Aexit)
        } else {
            (SpecialMethod::Enter, SpecialMethod::Exit)
        };
        self.emit_arg(Opcode::Copy, 1, at);
        self.emit_arg(Opcode::LoadSpecial, exit as u32, at);
        self.emit_arg(Opcode::Swap, 2, at);
        self.emit_arg(Opcode::Swap, 3, at);
        self.emit_arg(Opcode::LoadSpecial, enter as u32, at);
        self.emit_arg(Opcode::Call, 0, at);
        if is_async {
            self.await_value(awaitable::AENTER, at);
        }
    }

    /// Calls the exit method for a body that did not fail.
    pub(super) fn call_exit_with_nones(&mut self, at: Location) {
        for _ in 0..3 {
            self.load_none(at);
        }
        self.emit_arg(Opcode::Call, 3, at);
    }

    fn await_exit(&mut self, is_async: bool, at: Location) {
        if is_async {
            self.await_value(awaitable::AEXIT, at);
        }
    }

    fn finish_with_handler(&mut self, cleanup: Label) {
        let at = Location::NONE;
        let suppress = self.new_label();
        self.emit(Opcode::ToBool, at);
        self.emit_jump(Opcode::PopJumpIfTrue, suppress, at);
        self.emit_arg(Opcode::Reraise, 2, at);
        self.place(suppress);
        self.emit(Opcode::PopTop, at);
        self.emit(Opcode::PopBlock, at);
        self.emit(Opcode::PopExcept, at);
        for _ in 0..3 {
            self.emit(Opcode::PopTop, at);
        }
        let exit = self.new_label();
        self.emit_jump(Opcode::JumpNoInterrupt, exit, at);
        self.place(cleanup);
        self.pop_except_and_reraise(at);
        self.place(exit);
    }
}
