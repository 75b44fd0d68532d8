//! Exceptions into a generator: `throw` and `close`. A generator that waits for another passes them on.

use taipan_bytecode::Opcode;
use taipan_object::type_::shapes::Sent;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Raised, StackRef, Value, exception as exc};
use taipan_text::Name;

use super::resume::{self, Input, resume};
use super::{Generator, Progress};
use crate::frame_object;
use crate::thread::Thread;

/// What a `GeneratorExit` does to what the generator waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnExit {
    /// That is closed first.
    Close,
    /// It is thrown in there as any other exception: `aclose()`.
    Throw,
}

/// Bits of the operand of `RESUME`: why it stands there, and whether no handler of the code's own surrounds it.
const REASON: u16 = 3;
const WAITS: u16 = 2;
const NOT_HANDLED: u16 = 4;

/// `close()`
pub(crate) fn close(py: &mut Py, this: &Value) -> PyResult<Value> {
    let Some(generator) = Generator::of(this.borrow()) else { return Ok(none()) };
    match generator.progress.get() {
        Progress::Created => {
            generator.abandon(py);
            return Ok(none());
        }
        Progress::Closed => return Ok(none()),
        Progress::Suspended | Progress::Running => {}
    }
    let closed = match generator.receiver() {
        Some(receiver) => close_receiver(py, generator, &receiver),
        None => Ok(()),
    };
    let exit = match closed {
        Ok(()) if generator.waits_unhandled() && !is_heard(py)? => {
            generator.abandon(py);
            return Ok(none());
        }
        Ok(()) => {
            let raised = py.heap().error_about(&exc::GENERATOR_EXIT, None);
            py.take(raised)
        }
        Err(raised) => py.take(raised),
    };
    match resume(py, this, Input::Throw(exit)) {
        Ok(Sent::Yield(_)) => {
            Err(exc::runtime_error(py, format_args!("{} ignored GeneratorExit", generator.kind())))
        }
        Ok(Sent::Return(value)) => Ok(value),
        Err(raised)
            if py.matches(&raised, &exc::GENERATOR_EXIT) || py.matches(&raised, &exc::STOP_ITERATION) =>
        {
            py.discard(raised);
            Ok(none())
        }
        Err(raised) => Err(raised),
    }
}

/// Whether a tool would hear of a `GeneratorExit` that nothing handles.
fn is_heard(py: &Py) -> PyResult<bool> {
    Ok(!Thread::of(py)?.monitoring().everywhere.get().is_empty())
}

/// Raises an exception where a generator waits. One that waits for another passes it on; when that ends of it, it goes on
/// with the other's value.
pub(crate) fn throw(py: &mut Py, this: &Value, exception: Value, on_exit: OnExit) -> PyResult<Sent> {
    let Some(generator) = Generator::of(this.borrow()) else {
        return Err(exc::type_error(py, format_args!("a generator is required")));
    };
    if let Some(receiver) = generator.receiver() {
        if on_exit == OnExit::Close && exception.type_().is_subtype(py, &exc::GENERATOR_EXIT) {
            if let Err(raised) = close_receiver(py, generator, &receiver) {
                let exception = py.take(raised);
                return resume(py, this, Input::Throw(exception));
            }
        } else if let Some(result) = throw_into(py, generator, &receiver, &exception, on_exit)? {
            return match result {
                Ok(Sent::Yield(value)) => Ok(Sent::Yield(value)),
                Ok(Sent::Return(value)) => {
                    generator.leave_receiver();
                    resume(py, this, Input::Send(value))
                }
                Err(raised) => {
                    let exception = py.take(raised);
                    resume(py, this, Input::Throw(exception))
                }
            };
        }
    }
    resume(py, this, Input::Throw(exception))
}

/// Throws into what a generator waits for; nothing if that has no way of taking it.
fn throw_into(
    py: &mut Py,
    generator: &Generator,
    receiver: &Value,
    exception: &Value,
    on_exit: OnExit,
) -> PyResult<Option<PyResult<Sent>>> {
    if Generator::of(receiver.borrow()).is_some() {
        let thrown = on_behalf(py, generator, |py| throw(py, receiver, exception.clone(), on_exit))?;
        return Ok(Some(thrown));
    }
    let name = py.name(Name::THROW).clone();
    let Some(method) = py.find_attribute(receiver, &name)? else { return Ok(None) };
    let result = on_behalf(py, generator, |py| match py.call(&method, &[exception]) {
        Ok(value) => Ok(Sent::Yield(value)),
        Err(raised) => stop_value(py, raised).map(Sent::Return),
    })?;
    Ok(Some(result))
}

/// Closes what a generator waits for.
fn close_receiver(py: &mut Py, generator: &Generator, receiver: &Value) -> PyResult<()> {
    if Generator::of(receiver.borrow()).is_some() {
        return on_behalf(py, generator, |py| close(py, receiver).map(drop))?;
    }
    let name = py.name(Name::CLOSE).clone();
    match py.find_attribute(receiver, &name) {
        Ok(Some(method)) => on_behalf(py, generator, |py| py.call(&method, &[]).map(drop))?,
        Ok(None) => Ok(()),
        Err(raised) => {
            py.unraisable(raised, "Exception ignored while closing generator", Some(receiver));
            Ok(())
        }
    }
}

/// Does something for a generator that goes on waiting: meanwhile it counts as running, and its frame is on the stack.
fn on_behalf<R>(py: &mut Py, generator: &Generator, work: impl FnOnce(&mut Py) -> R) -> PyResult<R> {
    let thread = Thread::of(py)?;
    py.check_stack("while calling a Python object")?;
    thread.check_room(py, thread.free(), 0)?;
    // SAFETY: the generator waits, and the caller keeps it; what `work` pushes is gone when it returns.
    unsafe {
        resume::push(py, thread, generator);
        let result = work(py);
        resume::pop(py, thread);
        Ok(result)
    }
}

impl Generator {
    /// Ends a generator that does not run, without running it any more.
    fn abandon(&self, py: &mut Py) {
        self.progress.set(Progress::Closed);
        frame_object::leave_generator(py, self);
        while let Some(used) = self.used.get().checked_sub(1) {
            self.used.set(used);
            // SAFETY: nobody else uses the slots of a generator that does not run; the slot is taken once.
            unsafe {
                let slots = self.slots();
                slots.add(used).replace(StackRef::NULL).close();
            }
        }
        py.drain();
    }

    /// What a suspended generator waits for with `yield from` or `await`: the instruction after the yield says so, and the
    /// receiver is on top of its stack.
    pub(crate) fn receiver(&self) -> Option<Value> {
        if self.resumes_at()? & REASON < WAITS {
            return None;
        }
        let used = self.used.get();
        // SAFETY: the generator waits, so nobody writes to its slots.
        unsafe {
            let slot = self.slots().add(used.checked_sub(1)?).read();
            slot.try_get().map(Borrowed::to_value)
        }
    }

    /// The operand of the `RESUME` at which a suspended generator goes on.
    fn resumes_at(&self) -> Option<u16> {
        if self.progress.get() != Progress::Suspended {
            return None;
        }
        // SAFETY: the generator waits behind a yield, and its next instruction is one of the code's.
        unsafe {
            let unit = self.pc.get().read();
            let code = &*self.code.get();
            let opcode = code.opcode_at(self.pc.get().offset_from_unsigned(code.start()));
            (opcode == Opcode::Resume.number() as u8).then_some(unit >> 8)
        }
    }

    /// Whether it waits where no handler would see an exception.
    fn waits_unhandled(&self) -> bool {
        self.resumes_at().is_some_and(|operand| operand & NOT_HANDLED != 0)
    }

    /// What it waited for has ended: it goes on behind the loop that sends.
    fn leave_receiver(&self) {
        // SAFETY: verified code: behind the yield come RESUME and the jump back to SEND, whose own jump leads out of the loop,
        // to END_SEND, which wants the receiver below the value.
        unsafe {
            let jump = self.pc.get().add(1);
            let back = (jump.read() >> 8) as usize;
            let send = jump.add(1).sub(back);
            let distance = (send.read() >> 8) as usize;
            self.pc.set(send.add(2 + distance));
        }
    }
}

/// Whether the exception on its way may be taken for the end of an iterator that was resumed.
pub(crate) fn stop_value(py: &mut Py, raised: Raised) -> PyResult<Value> {
    if !py.matches(&raised, &exc::STOP_ITERATION) {
        return Err(raised);
    }
    let exception = py.take(raised);
    Ok(exception
        .get::<exc::payload::StopIteration>()
        .map_or_else(none, |stop| exc::payload::or_none(&stop.value, py)))
}
