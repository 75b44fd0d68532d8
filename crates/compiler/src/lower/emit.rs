//! The vocabulary of lowering: appends instructions to the unit at hand.

use taipan_ast::{Constant as Literal, Expr, Stmt};
use taipan_bytecode::{Constant, Intrinsic1, Intrinsic2, Opcode};
use taipan_text::{Location, Name};

use super::constant::constant;
use super::{Lowered, Lowering};
use crate::constants::ConstantId;
use crate::instructions::Label;

impl<'a> Lowering<'a, '_, '_> {
    /// An instruction without an operand.
    pub(super) fn emit(&mut self, opcode: Opcode, at: Location) {
        self.unit.sequence.push(opcode, 0, at);
    }

    /// An instruction with an operand.
    pub(super) fn emit_arg(&mut self, opcode: Opcode, oparg: u32, at: Location) {
        self.unit.sequence.push(opcode, oparg, at);
    }

    /// An instruction whose operand counts something.
    pub(super) fn emit_count(&mut self, opcode: Opcode, count: usize, at: Location) {
        self.emit_arg(opcode, operand(count), at);
    }

    /// A jump, or the push of a handler.
    pub(super) fn emit_jump(&mut self, opcode: Opcode, target: Label, at: Location) {
        self.unit.sequence.push_jump(opcode, target, at);
    }

    /// `CALL_INTRINSIC_1`.
    pub(super) fn intrinsic_1(&mut self, function: Intrinsic1, at: Location) {
        self.emit_arg(Opcode::CallIntrinsic1, function as u32, at);
    }

    /// `CALL_INTRINSIC_2`.
    pub(super) fn intrinsic_2(&mut self, function: Intrinsic2, at: Location) {
        self.emit_arg(Opcode::CallIntrinsic2, function as u32, at);
    }

    /// An instruction whose operand is a position in `co_names`; private names are mangled.
    pub(super) fn emit_name(&mut self, opcode: Opcode, name: Name, at: Location) {
        let name = self.mangled(name);
        let position = self.unit.metadata.names.add(name);
        self.emit_arg(opcode, position, at);
    }

    /// `LOAD_ATTR`; with `method`, for a call that follows.
    pub(super) fn load_attribute(&mut self, name: Name, method: bool, at: Location) {
        let name = self.mangled(name);
        let position = self.unit.metadata.names.add(name);
        self.emit_arg(Opcode::LoadAttr, position << 1 | u32::from(method), at);
    }

    /// A label that is placed nowhere yet.
    pub(super) fn new_label(&mut self) -> Label {
        self.unit.sequence.new_label()
    }

    /// Places a label before the instruction that comes next.
    pub(super) fn place(&mut self, label: Label) {
        self.unit.sequence.place(label);
    }

    /// The position of a constant in the unit's constants.
    pub(super) fn constant_position(&mut self, value: Constant) -> u32 {
        let id = self.constants.add(value);
        self.unit.metadata.constants.add(id)
    }

    /// `LOAD_CONST`.
    pub(super) fn load_constant(&mut self, value: Constant, at: Location) {
        let position = self.constant_position(value);
        self.emit_arg(Opcode::LoadConst, position, at);
    }

    /// `None`.
    pub(super) fn load_none(&mut self, at: Location) {
        self.load_constant(Constant::None, at);
    }

    /// An identifier as a string.
    pub(super) fn load_text(&mut self, name: Name, at: Location) {
        let id = self.constants.add_name(self.session.names.text(name));
        self.load_merged(id, at);
    }

    /// A literal.
    pub(super) fn load_literal(&mut self, literal: &Literal<'_>, at: Location) {
        let id = match *literal {
            Literal::Str(text) => self.constants.add_text(text),
            _ => self.constants.add(constant(literal)),
        };
        self.load_merged(id, at);
    }

    fn load_merged(&mut self, id: ConstantId, at: Location) {
        let position = self.unit.metadata.constants.add(id);
        self.emit_arg(Opcode::LoadConst, position, at);
    }

    /// A number that counts something.
    pub(super) fn load_count(&mut self, count: usize, at: Location) {
        self.load_constant(Constant::Int(i64::try_from(count).unwrap_or(i64::MAX)), at);
    }

    /// Statements in order.
    pub(super) fn statements(&mut self, body: &'a [&'a Stmt<'a>]) -> Lowered {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    /// Expressions in order.
    pub(super) fn expressions(&mut self, list: &'a [&'a Expr<'a>]) -> Lowered {
        list.iter().try_for_each(|expression| self.expression(expression))
    }

    /// Waits for what the stack holds, an awaitable or iterator under the value to send first.
    ///
    /// ```text
    /// send:  SEND exit
    ///        SETUP_FINALLY fail      an exception thrown in while suspended …
    ///        YIELD_VALUE
    ///        POP_BLOCK
    ///        RESUME
    ///        JUMP_NO_INTERRUPT send
    /// fail:  CLEANUP_THROW           … ends the wait when it is StopIteration
    /// exit:  END_SEND
    /// ```
    pub(super) fn yield_from(&mut self, resume: u32, at: Location) {
        let (send, fail, exit) = (self.new_label(), self.new_label(), self.new_label());
        self.place(send);
        self.emit_jump(Opcode::Send, exit, at);
        self.emit_jump(Opcode::SetupFinally, fail, at);
        self.emit_arg(Opcode::YieldValue, 1, at);
        self.emit(Opcode::PopBlock, Location::NONE);
        self.emit_arg(Opcode::Resume, resume, at);
        self.emit_jump(Opcode::JumpNoInterrupt, send, at);
        self.place(fail);
        self.emit(Opcode::CleanupThrow, at);
        self.place(exit);
        self.emit(Opcode::EndSend, at);
    }

    /// `await` of what the stack holds; `kind` is one of [`taipan_bytecode::awaitable`].
    pub(super) fn await_value(&mut self, kind: u32, at: Location) {
        self.emit_arg(Opcode::GetAwaitable, kind, at);
        self.load_none(at);
        self.yield_from(taipan_bytecode::resume::AFTER_AWAIT, at);
    }

    /// The end of a handler that failed itself: `[previous, lasti, exception]` and raises again.
    pub(super) fn pop_except_and_reraise(&mut self, at: Location) {
        self.emit_arg(Opcode::Copy, 3, at);
        self.emit(Opcode::PopExcept, at);
        self.emit_arg(Opcode::Reraise, 1, at);
    }
}

/// A count as an operand. Nothing in a program that fits into memory has 2^32 parts; one that had would fail in the
/// assembler.
pub(super) fn operand(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
