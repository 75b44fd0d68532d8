//! What each instruction does to what is known.

use taipan_bytecode::BinaryOp;

use super::{Borrow, Checked, Instruction, Kind, Opcode, State, Tuple, Verifier, Way, target};

impl Verifier<'_> {
    /// Executes an instruction on kinds.
    pub(super) fn execute(&mut self, instruction: Instruction, state: &mut State) -> Checked<Way> {
        let (opcode, operand) = (instruction.opcode, instruction.operand);
        let index = operand as usize;
        match opcode {
            Opcode::Nop | Opcode::NotTaken => {}
            Opcode::Resume => self.check_resume(instruction)?,
            Opcode::LoadConst => {
                if index >= self.subject.constants.len() {
                    return Err("a constant is missing");
                }
                state.push(Kind { constant: Some(operand), ..Kind::VALUE })?;
            }
            Opcode::LoadFast
            | Opcode::LoadFastCheck
            | Opcode::LoadFastBorrow
            | Opcode::LoadFastAndClear
            | Opcode::LoadFastLoadFast
            | Opcode::LoadFastBorrowLoadFastBorrow
            | Opcode::StoreFast
            | Opcode::StoreFastLoadFast
            | Opcode::StoreFastStoreFast
            | Opcode::DeleteFast
            | Opcode::MakeCell => self.local(opcode, operand, state)?,
            Opcode::CopyFreeVars => {
                if index != self.subject.free_variables {
                    return Err("the number of free variables is wrong");
                }
                for local in self.subject.locals - index..self.subject.locals {
                    self.overwrite(local, true, state);
                }
            }
            Opcode::LoadDeref => {
                self.check_local(index)?;
                state.push(Kind::VALUE)?;
            }
            Opcode::StoreDeref => {
                self.check_local(index)?;
                state.pop()?;
            }
            Opcode::DeleteDeref => self.check_local(index)?,
            Opcode::LoadFromDictOrDeref => {
                self.check_local(index)?;
                state.pop()?;
                state.push(Kind::VALUE)?;
            }
            Opcode::LoadName
            | Opcode::StoreName
            | Opcode::DeleteName
            | Opcode::StoreGlobal
            | Opcode::DeleteGlobal
            | Opcode::LoadFromDictOrGlobals
            | Opcode::ImportName
            | Opcode::StoreAttr
            | Opcode::DeleteAttr => {
                self.check_name(index)?;
                by_table(instruction, state)?;
            }
            Opcode::ImportFrom => {
                self.check_name(index)?;
                state.peek(1)?;
                state.push(Kind::VALUE)?;
            }
            Opcode::LoadAttr => {
                self.check_name(index >> 1)?;
                state.pop()?;
                state.push(Kind::VALUE)?;
                push_if(state, index & 1 != 0, Kind::MAYBE)?;
            }
            Opcode::LoadGlobal => {
                self.check_name(index >> 1)?;
                state.push(Kind::VALUE)?;
                push_if(state, index & 1 != 0, Kind::NULL)?;
            }
            Opcode::LoadSuperAttr => {
                self.check_name(index >> 2)?;
                state.pop_many(3)?;
                state.push(Kind::VALUE)?;
                push_if(state, index & 1 != 0, Kind::MAYBE)?;
            }
            Opcode::LoadSpecial => {
                state.pop()?;
                state.push(Kind::VALUE)?;
                state.push(Kind::MAYBE)?;
            }
            Opcode::PushNull => state.push(Kind::NULL)?,
            Opcode::PopTop => drop(state.pop_any()?),
            Opcode::Copy => {
                state.peek(index)?;
                state.push(Kind::VALUE)?;
            }
            Opcode::Swap => {
                let (top, other) = (state.peek_any(1)?, state.peek_any(index)?);
                let count = state.stack.len();
                state.stack[count - 1] = other;
                state.stack[count - index] = top;
            }
            Opcode::Call | Opcode::CallKw | Opcode::CallFunctionEx => self.call(opcode, index, state)?,
            Opcode::ListAppend
            | Opcode::ListExtend
            | Opcode::SetAdd
            | Opcode::SetUpdate
            | Opcode::DictUpdate => {
                state.pop()?;
                state.peek(index)?;
            }
            Opcode::MapAdd => {
                state.pop_many(2)?;
                state.peek(index)?;
            }
            Opcode::DictMerge => {
                state.pop()?;
                state.peek(index)?;
                state.peek(index.saturating_add(3))?;
            }
            Opcode::GetLen | Opcode::MatchMapping | Opcode::MatchSequence | Opcode::GetAnext => {
                state.peek(1)?;
                state.push(Kind::VALUE)?;
            }
            Opcode::MatchKeys => {
                state.peek(2)?;
                state.peek(1)?;
                state.push(Kind::VALUE)?;
            }
            Opcode::CheckExcMatch => {
                state.pop()?;
                state.peek(1)?;
                state.push(Kind::VALUE)?;
            }
            Opcode::WithExceptStart => {
                state.peek(1)?;
                state.peek(5)?;
                state.push(Kind::VALUE)?;
            }
            Opcode::BuildSlice if !matches!(index, 2 | 3) => return Err("an operand is wrong"),
            Opcode::BinaryOp if BinaryOp::from_oparg(operand).is_none() => {
                return Err("an operand is wrong");
            }
            Opcode::ReturnGenerator => {
                if state.generator || !state.stack.is_empty() {
                    return Err("a generator is made too late");
                }
                state.generator = true;
                state.push(Kind::VALUE)?;
            }
            Opcode::YieldValue => {
                if !state.generator {
                    return Err("a yield is not in a generator");
                }
                state.pop()?;
                state.push(Kind::VALUE)?;
            }
            Opcode::ReturnValue => {
                state.pop()?;
                return Ok(Way::End);
            }
            Opcode::RaiseVarargs => {
                if index > 2 {
                    return Err("an operand is wrong");
                }
                state.pop_many(index)?;
                return Ok(Way::End);
            }
            Opcode::Reraise => {
                state.pop()?;
                if index > 0 {
                    state.peek(index)?;
                }
                return Ok(Way::End);
            }
            Opcode::JumpForward | Opcode::JumpBackward | Opcode::JumpBackwardNoInterrupt => {
                return target(instruction).map(Way::Jump).ok_or("a jump leads to no instruction");
            }
            Opcode::ForIter
            | Opcode::Send
            | Opcode::PopJumpIfFalse
            | Opcode::PopJumpIfTrue
            | Opcode::PopJumpIfNone
            | Opcode::PopJumpIfNotNone => return branch(instruction, state),
            _ => by_table(instruction, state)?,
        }
        Ok(Way::On)
    }

    fn check_local(&self, index: usize) -> Checked<()> {
        if index < self.subject.locals { Ok(()) } else { Err("a local is missing") }
    }

    fn check_name(&self, index: usize) -> Checked<()> {
        if index < self.subject.names { Ok(()) } else { Err("a name is missing") }
    }

    /// Behind a yield, `RESUME` may say that the generator waits for another: then the loop follows that sends to it.
    fn check_resume(&self, instruction: Instruction) -> Checked<()> {
        if instruction.operand & 3 < 2 {
            return Ok(());
        }
        let wrong = "a generator waits outside of a loop that sends";
        let back = self.at(instruction.next).and_then(|index| self.instructions.get(index)).ok_or(wrong)?;
        let send = target(*back).and_then(|unit| self.at(unit));
        let send = send.and_then(|index| self.instructions.get(index)).ok_or(wrong)?;
        // Neither has prefixes: their operands are read from one unit.
        let is_loop = back.opcode == Opcode::JumpBackwardNoInterrupt
            && send.opcode == Opcode::Send
            && back.unit == instruction.next
            && back.operand < 256
            && send.operand < 256
            && target(*back) == Some(send.unit);
        if is_loop { Ok(()) } else { Err(wrong) }
    }

    /// Loads and stores of locals.
    fn local(&mut self, opcode: Opcode, operand: u32, state: &mut State) -> Checked<()> {
        let pair = matches!(
            opcode,
            Opcode::LoadFastLoadFast
                | Opcode::LoadFastBorrowLoadFastBorrow
                | Opcode::StoreFastLoadFast
                | Opcode::StoreFastStoreFast
        );
        let (first, second) = if pair { (operand >> 4, operand & 15) } else { (operand, 0) };
        self.check_local(first as usize)?;
        self.check_local(second as usize * usize::from(pair))?;
        match opcode {
            Opcode::LoadFast => self.load(first, Borrow::Nothing, state),
            Opcode::LoadFastBorrow => self.load(first, Borrow::Local(first), state),
            Opcode::LoadFastCheck => {
                state.set_assigned(first as usize, true);
                state.push(Kind::VALUE)
            }
            Opcode::LoadFastLoadFast => {
                self.load_assigned(first, Borrow::Nothing, state)?;
                self.load_assigned(second, Borrow::Nothing, state)
            }
            Opcode::LoadFastBorrowLoadFastBorrow => {
                self.load_assigned(first, Borrow::Local(first), state)?;
                self.load_assigned(second, Borrow::Local(second), state)
            }
            Opcode::LoadFastAndClear => {
                let kind = if state.is_assigned(first as usize) { Kind::VALUE } else { Kind::MAYBE };
                self.overwrite(first as usize, false, state);
                state.push(kind)
            }
            Opcode::StoreFast => self.store(first, state),
            Opcode::StoreFastLoadFast => {
                self.store(first, state)?;
                self.load_assigned(second, Borrow::Nothing, state)
            }
            Opcode::StoreFastStoreFast => {
                self.store(first, state)?;
                self.store(second, state)
            }
            Opcode::DeleteFast => {
                self.overwrite(first as usize, false, state);
                Ok(())
            }
            _ => {
                self.overwrite(first as usize, true, state);
                Ok(())
            }
        }
    }

    /// A load that can be replaced by one that checks.
    fn load(&mut self, local: u32, borrow: Borrow, state: &mut State) -> Checked<()> {
        self.verdict.assigned &= state.is_assigned(local as usize);
        state.push(Kind { borrow, ..Kind::VALUE })
    }

    /// A load that cannot.
    fn load_assigned(&mut self, local: u32, borrow: Borrow, state: &mut State) -> Checked<()> {
        if !state.is_assigned(local as usize) {
            return Err("a local may have no value");
        }
        state.push(Kind { borrow, ..Kind::VALUE })
    }

    fn store(&mut self, local: u32, state: &mut State) -> Checked<()> {
        let kind = state.pop_any()?;
        self.overwrite(local as usize, !kind.may_be_null, state);
        Ok(())
    }

    /// A local changes: what borrows from it must not be on the stack any more.
    fn overwrite(&mut self, local: usize, assigned: bool, state: &mut State) {
        let borrowed = state.stack.iter().any(|kind| match kind.borrow {
            Borrow::Nothing => false,
            Borrow::Local(other) => other as usize == local,
            Borrow::Anything => true,
        });
        self.verdict.borrows &= !borrowed;
        state.set_assigned(local, assigned);
    }

    fn call(&self, opcode: Opcode, count: usize, state: &mut State) -> Checked<()> {
        match opcode {
            Opcode::Call => state.pop_many(count)?,
            Opcode::CallKw => {
                let names =
                    state.pop()?.constant.and_then(|index| self.subject.constants.get(index as usize));
                let names = names.and_then(|names| names.exact::<Tuple>());
                if !names
                    .is_some_and(|names| names.len() <= count && names.items().iter().all(|it| it.is_str()))
                {
                    return Err("the names of keywords are wrong");
                }
                state.pop_many(count)?;
            }
            _ => {
                state.pop_any()?;
                state.pop()?;
            }
        }
        state.pop_any()?;
        state.pop()?;
        state.push(Kind::VALUE)
    }
}

fn push_if(state: &mut State, condition: bool, kind: Kind) -> Checked<()> {
    if condition { state.push(kind) } else { Ok(()) }
}

/// An instruction that wants values only, and leaves values.
fn by_table(instruction: Instruction, state: &mut State) -> Checked<()> {
    let count = |number: i32| usize::try_from(number).map_err(|_| "an operand is wrong");
    state.pop_many(count(instruction.opcode.popped(instruction.operand))?)?;
    state.push_many(count(instruction.opcode.pushed(instruction.operand))?)
}

/// A jump on a condition.
fn branch(instruction: Instruction, state: &mut State) -> Checked<Way> {
    let target = target(instruction).ok_or("a jump leads to no instruction")?;
    let mut on = state.clone();
    let jumped = match instruction.opcode {
        Opcode::ForIter => {
            on.peek(1)?;
            let jumped = on.clone();
            on.push(Kind::VALUE)?;
            jumped
        }
        Opcode::Send => {
            on.pop()?;
            on.peek(1)?;
            on.push(Kind::VALUE)?;
            on.clone()
        }
        _ => {
            on.pop()?;
            on.clone()
        }
    };
    *state = on.clone();
    Ok(Way::Branch { on, target, jumped })
}
