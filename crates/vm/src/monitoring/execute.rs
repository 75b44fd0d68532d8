//! Executing a marked instruction: what it does is told before or after it does it.

use taipan_bytecode::Opcode;
use taipan_object::types::method::Method;
use taipan_object::types::singletons::is_none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{PyResult, Value, exception as exc};

use super::callback::{Occasion, missing, tell};
use super::code::{Decoded, Monitored, mark};
use super::event::{Event, of_instruction};
use super::lines::Start;
use crate::Code;
use crate::dispatch::{self, Flow, Vm};
use crate::function::Function;
use crate::generator::{Coroutine, Generator};

/// Executes the marked instruction at which the frame on top stands.
///
/// # Safety
/// The contract of an instruction.
#[cold]
#[inline(never)]
pub(crate) unsafe fn execute(vm: &mut Vm<'_>) -> Flow {
    // SAFETY: the caller's promise.
    unsafe {
        let code = vm.frame().code();
        let start = vm.frame().offset();
        if code.version.get() != vm.thread.monitoring().version.get() {
            // The events have changed since: perhaps nothing is wanted here any more.
            vm.registers.pc = code.start().add(start);
            return mark(vm.py, code).into();
        }
        let Some(instruction) = Decoded::at(code, start) else {
            return Flow::Raise(exc::system_error(vm.py, format_args!("a mark without an instruction")));
        };
        Marked { code, monitored: code.monitored(), instruction }.execute(vm)
    }
}

struct Marked<'a> {
    code: &'a Code,
    monitored: &'a Monitored,
    instruction: Decoded,
}

impl Marked<'_> {
    unsafe fn execute(&self, vm: &mut Vm<'_>) -> Flow {
        // SAFETY: the caller's promise.
        unsafe {
            if vm.thread.tracing.get() > 0 {
                return self.plain(vm);
            }
            match self.before(vm) {
                Ok(true) => {}
                Ok(false) => return Flow::Next,
                Err(raised) => return Flow::Raise(raised),
            }
            let instruction = self.instruction;
            let event = of_instruction(instruction.opcode, instruction.operand);
            match event.filter(|&event| self.tools(vm, event) != 0) {
                Some(Event::Call) => self.call(vm),
                Some(event @ (Event::Jump | Event::BranchLeft | Event::BranchRight)) => self.jump(vm, event),
                Some(Event::Yield) => self.yield_value(vm),
                Some(event) => match self.tell_value(vm, event) {
                    Ok(()) => self.plain(vm),
                    Err(raised) => Flow::Raise(raised),
                },
                None => self.jump_silently(vm),
            }
        }
    }

    fn tools(&self, vm: &Vm<'_>, event: Event) -> u8 {
        self.monitored.tools(vm.thread.monitoring(), self.instruction.start, event)
    }

    fn tell(&self, vm: &mut Vm<'_>, event: Event, args: &[Value]) -> PyResult<()> {
        let tools = self.tools(vm, event);
        if tools == 0 {
            return Ok(());
        }
        tell(vm.py, vm.thread, tools, &Occasion { event, unit: self.instruction.start, args })
    }

    /// Does what the instruction does.
    unsafe fn plain(&self, vm: &mut Vm<'_>) -> Flow {
        // SAFETY: the registers stand behind the opcode, as the instruction wants it.
        unsafe {
            let unit = self.code.start().add(self.instruction.unit);
            vm.registers.pc = unit.add(1);
            (*vm.thread.frame.get()).instruction = unit;
            let opcode = self.code.unmarked(self.instruction.unit);
            dispatch::execute(vm, opcode, self.instruction.operand)
        }
    }

    /// The line and the instruction as such. False: a tool has made the frame jump.
    unsafe fn before(&self, vm: &mut Vm<'_>) -> PyResult<bool> {
        let start = self.instruction.start;
        let from = self.jumped_from(vm);
        let (line, begins) = if self.tools(vm, Event::Line) == 0 {
            (-1, false)
        } else {
            let (line, how) = self.code.line_start(start);
            let begins = match (how, from) {
                (Start::No, _) => false,
                (_, Some(from)) => self.code.line_start(from).0 != line || self.is_resume(from),
                (Start::AfterResume(resume), None) => self.tells(vm, resume),
                (how, None) => how == Start::Always,
            };
            (line, begins)
        };
        if begins {
            let line = vm.py.int(line.into())?;
            // SAFETY: the frame on top runs.
            if unsafe { self.may_jump(vm, |this, vm| this.tell(vm, Event::Line, &[line])) }? {
                return Ok(false);
            }
        }
        if !matches!(self.instruction.opcode, Opcode::Resume | Opcode::EndFor)
            && self.tools(vm, Event::Instruction) != 0
        {
            let offset = vm.py.int_from_usize(start * 2)?;
            // SAFETY: as above.
            if unsafe { self.may_jump(vm, |this, vm| this.tell(vm, Event::Instruction, &[offset])) }? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The instruction from which control has jumped here.
    fn jumped_from(&self, vm: &Vm<'_>) -> Option<usize> {
        let (target, from) = vm.thread.jumped.replace((std::ptr::null(), 0));
        let here = self.code.units().get(self.instruction.start).map(|unit| std::ptr::from_ref(unit).cast());
        (here == Some(target)).then_some(from)
    }

    fn is_resume(&self, unit: usize) -> bool {
        self.code.opcode_at(unit) == Opcode::Resume.number() as u8
    }

    /// Whether a `RESUME` tells of something itself.
    fn tells(&self, vm: &Vm<'_>, resume: usize) -> bool {
        let event = Decoded::at(self.code, resume).and_then(|it| of_instruction(it.opcode, it.operand));
        event.is_some_and(|event| self.monitored.tools(vm.thread.monitoring(), resume, event) != 0)
    }

    /// Lets a tool do something; true if it has set `f_lineno`, so that the frame goes on elsewhere.
    unsafe fn may_jump(
        &self,
        vm: &mut Vm<'_>,
        work: impl FnOnce(&Self, &mut Vm<'_>) -> PyResult<()>,
    ) -> PyResult<bool> {
        // SAFETY: the frame on top runs; what `work` calls is gone when it returns.
        unsafe {
            let frame = vm.thread.frame.get();
            (*frame).pc = std::ptr::null();
            let result = work(self, vm);
            vm.registers.top = (*frame).top;
            let target = std::mem::replace(&mut (*frame).pc, vm.registers.pc);
            result?;
            if target.is_null() {
                return Ok(false);
            }
            vm.registers.pc = target;
            // The frame stands there already: no line begins with where the tool has sent it.
            vm.thread.jumped.set((target, target.offset_from_unsigned(self.code.start())));
            Ok(true)
        }
    }

    /// Events that have a value: that which is returned or yielded, or none.
    unsafe fn tell_value(&self, vm: &mut Vm<'_>, event: Event) -> PyResult<()> {
        let offset = vm.py.int_from_usize(self.instruction.start * 2)?;
        // SAFETY: the instruction has its operands on the stack.
        unsafe {
            match event {
                Event::Return => {
                    let value = vm.peek(1).to_value();
                    self.tell(vm, event, &[offset, value])
                }
                Event::StopIteration => {
                    let receiver = vm.peek(2).to_value();
                    let ends =
                        receiver.exact::<Generator>().is_some() || receiver.exact::<Coroutine>().is_some();
                    if !ends {
                        return Ok(());
                    }
                    let value = vm.peek(1).to_value();
                    let raised = exc::stop_iteration(vm.py, Some(value).filter(|value| !is_none(value)));
                    let stop = vm.py.take(raised);
                    self.tell(vm, event, &[offset, stop])
                }
                _ => self.tell(vm, event, &[offset]),
            }
        }
    }

    /// A yield: a tool may let the generator go on elsewhere.
    unsafe fn yield_value(&self, vm: &mut Vm<'_>) -> Flow {
        let offset = match vm.py.int_from_usize(self.instruction.start * 2) {
            Ok(offset) => offset,
            Err(raised) => return Flow::Raise(raised),
        };
        // SAFETY: the frame belongs to a generator, and the value is on the stack.
        unsafe {
            let value = vm.pop();
            (*vm.thread.frame.get()).top = vm.registers.top;
            let told = self.may_jump(vm, |this, vm| this.tell(vm, Event::Yield, &[offset, value.clone()]));
            if matches!(told, Ok(true)) {
                // Nothing is yielded.
                return Flow::Next;
            }
            vm.push(value);
            match told {
                Ok(_) => self.plain(vm),
                Err(raised) => Flow::Raise(raised),
            }
        }
    }

    /// A jump or branch: told when it is known where it leads.
    unsafe fn jump(&self, vm: &mut Vm<'_>, event: Event) -> Flow {
        let it = self.instruction;
        // SAFETY: the caller's promise.
        unsafe {
            let flow = self.plain(vm);
            if !matches!(flow, Flow::Next) {
                return flow;
            }
            let target = vm.registers.pc.offset_from_unsigned(self.code.start());
            let source = match it.opcode {
                // The branch is the instruction before.
                Opcode::NotTaken => {
                    it.start.checked_sub(1).map_or(it.start, |unit| self.instruction_before(unit))
                }
                Opcode::PopIter => self.code.loop_of(it.start).unwrap_or(it.start),
                Opcode::EndAsyncFor => it.next.saturating_sub(it.operand as usize),
                Opcode::ForIter if target != it.next => {
                    vm.thread.jumped.set((vm.registers.pc, it.start));
                    return flow;
                }
                _ if it.opcode.is_conditional_jump() && Some(target) != it.target() => return flow,
                _ => it.start,
            };
            (*vm.thread.frame.get()).top = vm.registers.top;
            match self.tell_jump(vm, event, source, target) {
                Ok(true) => {}
                Ok(false) if it.target().is_some() => vm.thread.jumped.set((vm.registers.pc, it.start)),
                Ok(false) => {}
                Err(raised) => return Flow::Raise(raised),
            }
            Flow::Next
        }
    }

    unsafe fn tell_jump(
        &self,
        vm: &mut Vm<'_>,
        event: Event,
        source: usize,
        target: usize,
    ) -> PyResult<bool> {
        let (source, target) = (vm.py.int_from_usize(source * 2)?, vm.py.int_from_usize(target * 2)?);
        // SAFETY: the frame on top runs.
        unsafe { self.may_jump(vm, |this, vm| this.tell(vm, event, &[source, target])) }
    }

    /// The first unit of the instruction that a unit belongs to.
    fn instruction_before(&self, unit: usize) -> usize {
        let mut at = 0;
        while let Some(instruction) = Decoded::at(self.code, at) {
            if instruction.next > unit {
                return at;
            }
            at = instruction.next;
        }
        unit
    }

    /// An instruction whose own event nobody wants. If it jumps, the next line has to know from where.
    unsafe fn jump_silently(&self, vm: &mut Vm<'_>) -> Flow {
        // SAFETY: the caller's promise.
        unsafe {
            let flow = self.plain(vm);
            if matches!(flow, Flow::Next)
                && self.instruction.target().is_some_and(|to| vm.registers.pc == self.code.start().add(to))
            {
                vm.thread.jumped.set((vm.registers.pc, self.instruction.start));
            }
            flow
        }
    }

    /// A call: told before, and what a native function returns or raises afterwards.
    unsafe fn call(&self, vm: &mut Vm<'_>) -> Flow {
        let offset = match vm.py.int_from_usize(self.instruction.start * 2) {
            Ok(offset) => offset,
            Err(raised) => return Flow::Raise(raised),
        };
        // SAFETY: the caller's promise: the operands are on the stack.
        unsafe {
            let (callable, first) = match self.called(vm) {
                Ok(called) => called,
                Err(raised) => return Flow::Raise(raised),
            };
            let args = [offset, callable, first];
            if let Err(raised) = self.tell(vm, Event::Call, &args) {
                return Flow::Raise(raised);
            }
            let function = args[1].exact::<Method>().map_or(args[1].borrow(), Method::function);
            let native = function.exact::<Function>().is_none();
            let flow = self.plain(vm);
            if !native {
                return flow;
            }
            // Whoever hears of calls hears of their ends.
            let tools = self.tools(vm, Event::Call);
            (*vm.thread.frame.get()).top = vm.registers.top;
            match flow {
                Flow::Next => {
                    let occasion =
                        Occasion { event: Event::NativeReturn, unit: self.instruction.start, args: &args };
                    tell(vm.py, vm.thread, tools, &occasion).into()
                }
                Flow::Raise(raised) => {
                    let exception = vm.py.take(raised);
                    let occasion =
                        Occasion { event: Event::NativeRaise, unit: self.instruction.start, args: &args };
                    match tell(vm.py, vm.thread, tools, &occasion) {
                        Ok(()) => Flow::Raise(vm.py.heap().again(exception)),
                        Err(raised) => Flow::Raise(raised),
                    }
                }
                other => other,
            }
        }
    }

    /// What is called, and its first argument.
    unsafe fn called(&self, vm: &mut Vm<'_>) -> PyResult<(Value, Value)> {
        let count = self.instruction.operand as usize;
        let missing = missing(vm.py)?;
        // SAFETY: the caller's promise.
        unsafe {
            Ok(match self.instruction.opcode {
                Opcode::LoadSuperAttr => {
                    let class = if count & 2 != 0 { vm.peek(2).to_value() } else { missing };
                    (vm.peek(3).to_value(), class)
                }
                Opcode::CallFunctionEx => {
                    let first = vm.peek(2).exact::<Tuple>().and_then(|args| args.items().first().cloned());
                    (vm.peek(4).to_value(), first.unwrap_or(missing))
                }
                opcode => {
                    let names = usize::from(opcode == Opcode::CallKw);
                    let callable = vm.peek(count + names + 2).to_value();
                    let this = vm.registers.peek(count + names + 1);
                    if let Some(this) = this.try_get() {
                        return Ok((callable, this.to_value()));
                    }
                    if let Some(method) = callable.exact::<Method>() {
                        return Ok((method.function().to_value(), method.this().to_value()));
                    }
                    let first = if count > 0 { vm.peek(count + names).to_value() } else { missing };
                    (callable, first)
                }
            })
        }
    }
}
