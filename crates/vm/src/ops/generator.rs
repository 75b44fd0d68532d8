//! Generators, coroutines and what awaits them.

use taipan_object::type_::dunder;
use taipan_object::type_::shapes::Sent;
use taipan_object::types::singletons::{is_none, none, none_ref};
use taipan_object::{Py, PyResult, StackRef, Value, cached, exception as exc};
use taipan_text::Name;

use super::ret::{self, hand_over};
use super::{Fast, Instruction, call, direct, instruction, raises};
use crate::dispatch::{Flow, Registers, Vm};
use crate::frame::OnReturn;
use crate::generator::asynchronous::Wrapped;
use crate::generator::awaiting::Asend;
use crate::generator::methods::CoroutineWrapper;
use crate::generator::throw::stop_value;
use crate::generator::{self, Coroutine, Generator, resume};
use crate::monitoring::event::Event;
use crate::monitoring::raising::{tell_end, tell_exception};
use crate::thread::Thread;

/// `RETURN_GENERATOR`
pub(crate) struct ReturnGenerator;

impl Instruction for ReturnGenerator {
    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait: the caller's frame lies below.
        unsafe {
            let frame = thread.frame.get();
            let on_return = (*frame).on_return;
            let looked_at = !(*frame).object.is_null() || !(*frame).names.is_null();
            if looked_at || !matches!(on_return, OnReturn::Push | OnReturn::Leave) {
                return Fast::Slow;
            }
            let generator = match generator::make(py, thread, registers.pc) {
                Ok(generator) => StackRef::owned(generator),
                Err(raised) => return raises(thread, raised),
            };
            // The generator has the function too.
            let _ = (*frame).function.kill();
            let caller = frame.sub(1);
            thread.frame.set(caller);
            if on_return == OnReturn::Leave {
                return ret::give(thread, generator);
            }
            *registers = Registers { pc: (*caller).pc, top: (*caller).top, locals: (*caller).locals };
            registers.push(generator);
        }
        Fast::Next
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, _: u32) -> Flow {
        // SAFETY: the contract of the trait: it is the first instruction but for the prologue.
        unsafe {
            match generator::make(vm.py, vm.thread, vm.registers.pc) {
                Ok(generator) => {
                    let on_return = vm.frame().on_return;
                    ret::leave(vm.py, vm.thread);
                    hand_over(vm, on_return, generator)
                }
                Err(raised) => Flow::Raise(raised),
            }
        }
    }
}

/// `YIELD_VALUE`
pub(crate) struct YieldValue;

impl Instruction for YieldValue {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait: the frame belongs to a generator, and the caller's lies below.
        unsafe {
            let on_return = (*thread.frame.get()).on_return;
            if !matches!(
                on_return,
                OnReturn::Item(_) | OnReturn::Sent(_) | OnReturn::Next(_) | OnReturn::Leave
            ) {
                return Fast::Slow;
            }
            let value = registers.peek(1).promote();
            let waiting = Registers { top: registers.top.sub(1), ..*registers };
            registers.poke(1, value);
            if !resume::wait(&waiting, thread, registers.pc.sub(1)) {
                return Fast::Slow;
            }
            let caller = thread.frame.get();
            let mut top = (*caller).top;
            match on_return {
                OnReturn::Item(_) => {
                    top.write(value);
                    top = top.add(1);
                }
                OnReturn::Sent(_) => {
                    resume::pass_on(registers, thread, value);
                    return Fast::Next;
                }
                OnReturn::Next(count) => {
                    let bottom = top.sub(call::operands(count));
                    while top > bottom {
                        top = top.sub(1);
                        thread.drop_slot(top.read());
                    }
                    top.write(value);
                    *registers = Registers { pc: (*caller).pc, top: top.add(1), locals: (*caller).locals };
                    return if thread.is_quiet() { Fast::Next } else { Fast::BuryInCaller };
                }
                _ => return ret::give(thread, value),
            }
            *registers = Registers { pc: (*caller).pc, top, locals: (*caller).locals };
        }
        Fast::Next
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, _: u32) -> Flow {
        // SAFETY: the contract of the trait: the frame belongs to a generator.
        unsafe {
            let value = vm.pop();
            let on_return = vm.frame().on_return;
            resume::suspend(vm.py, vm.thread, vm.registers.pc, vm.registers.top);
            ret::hand_over_item(vm, on_return, value)
        }
    }
}

/// `SEND`: to the receiver below the value. When the receiver returns, it goes on at the jump's target.
pub(crate) struct Send;

impl Instruction for Send {
    const ENTERS: bool = true;

    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (receiver, value) = (registers.peek(2).get(), registers.peek(1));
            let Some(generator) = resume::generator_in(registers.peek(2)) else {
                // The value is None, which nobody has to drop.
                if !value.refers_to(&none_ref()) {
                    return Fast::Slow;
                }
                let Some(item) = cached::next_item(receiver) else { return Fast::Slow };
                registers.poke(1, item);
                registers.skip(1);
                return Fast::Next;
            };
            if !generator.has_begun() && !is_none(&value.get()) {
                return Fast::Slow;
            }
            let instruction = registers.pc.sub(1);
            let value = value.promote();
            // What yields takes the place of the value.
            registers.poke(1, StackRef::borrowed(&none_ref()));
            registers.skip(1);
            let sent = Some(value);
            if !resume::go_on(registers, thread, generator, sent, instruction, OnReturn::Sent(oparg)) {
                registers.poke(1, value);
                return Fast::Slow;
            }
            resume::go_down(registers, thread);
        }
        Fast::Next
    }

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (receiver, value) = (registers.peek(2), registers.peek(1));
            let is_entered =
                receiver.exact::<Coroutine>().is_some() || receiver.exact::<Generator>().is_some();
            if is_entered || thread.monitoring().everywhere.get().has(Event::Raise) {
                return Fast::Slow;
            }
            match send_slots(py, receiver, value) {
                Ok((result, yielded)) => {
                    registers.poke(1, result);
                    registers.skip(if yielded { 1 } else { 1 + oparg as usize });
                    let _ = value.kill();
                    Fast::Next
                }
                Err(raised) => raises(thread, raised),
            }
        }
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let receiver = vm.peek(2);
            if let Some(generator) = resume::ready(vm, receiver)
                && (generator.has_begun() || is_none(&vm.peek(1)))
            {
                let value = vm.pop();
                vm.registers.push(StackRef::borrowed(&none_ref()));
                vm.registers.skip(1);
                return resume::enter(vm, generator, value, OnReturn::Sent(oparg));
            }
            let value = vm.pop();
            let receiver = vm.peek(1).to_value();
            let unit = vm.frame().offset();
            match send_and_tell(vm.py, vm.thread, unit, &receiver, &value) {
                Ok(Sent::Yield(value)) => {
                    vm.push(value);
                    vm.registers.skip(1);
                    Flow::Next
                }
                Ok(Sent::Return(value)) => {
                    vm.push(value);
                    vm.registers.skip(1 + oparg as usize);
                    Flow::Next
                }
                Err(raised) => {
                    // The value's place must not be missing where the handler's depth counts from below.
                    vm.push(none());
                    (*vm.thread.frame.get()).top = vm.registers.top;
                    Flow::Raise(raised)
                }
            }
        }
    }
}

/// Sends what a slot holds to what another does; the result in a slot, and whether it was yielded. It takes addresses of locals, so
/// it stays a function.
///
/// # Safety
/// The slots are not null, and what they hold is alive.
#[inline(never)]
unsafe fn send_slots(py: &mut Py, receiver: StackRef, value: StackRef) -> PyResult<(StackRef, bool)> {
    // SAFETY: the caller's promise. The stack keeps both.
    let sent = unsafe { send(py, &receiver.get(), &value.get()) };
    sent.map(|sent| match sent {
        Sent::Yield(value) => (StackRef::owned(value), true),
        Sent::Return(value) => (StackRef::owned(value), false),
    })
}

/// Sends a value to whatever is awaited.
pub(crate) fn send(py: &mut Py, receiver: &Value, value: &Value) -> PyResult<Sent> {
    if let Some(send) = receiver.type_().slots.send.get() {
        return send(py, receiver.borrow(), value.borrow());
    }
    send_by_method(py, receiver, value).or_else(|raised| stop_value(py, raised).map(Sent::Return))
}

/// The same by `SEND` at a code unit: where the receiver's end is a `StopIteration`, tools hear of it.
fn send_and_tell(
    py: &mut Py,
    thread: &'static Thread,
    unit: usize,
    receiver: &Value,
    value: &Value,
) -> PyResult<Sent> {
    let Some(send) = receiver.type_().slots.send.get() else {
        return send_by_method(py, receiver, value).or_else(|raised| {
            let is_end = py.matches(&raised, &exc::STOP_ITERATION);
            let raised = if is_end { tell_exception(py, thread, Event::Raise, unit, raised) } else { raised };
            stop_value(py, raised).map(Sent::Return)
        });
    };
    let sent = send(py, receiver.borrow(), value.borrow())?;
    if let Sent::Return(result) = &sent
        && !ends_silently(receiver, value, result)
    {
        tell_end(py, thread, unit, result)?;
    }
    Ok(sent)
}

/// Whether what has a frame needs no exception to end: a generator is entered, and `__next__` of a coroutine's wrapper returns None
/// as if it had no value.
fn ends_silently(receiver: &Value, sent: &Value, result: &Value) -> bool {
    receiver.exact::<Generator>().is_some()
        || receiver.exact::<Coroutine>().is_some()
        || receiver.exact::<CoroutineWrapper>().is_some() && is_none(sent) && is_none(result)
}

/// Sends a value by `send` or, where that is None, by `__next__`. The end may come as a `StopIteration`.
fn send_by_method(py: &mut Py, receiver: &Value, value: &Value) -> PyResult<Sent> {
    let class = receiver.type_();
    let result = if !is_none(value) {
        let name = py.name(Name::SEND).clone();
        py.call_method(receiver, &name, &[value]).map(Some)
    } else if class.is_python(py, dunder::NEXT)
        && let Some(method) = class.special(py, dunder::NEXT)
    {
        // The slot would not show what the StopIteration says.
        py.call_unbound(&method, receiver.borrow(), &[]).map(Some)
    } else {
        py.next(receiver)
    };
    result.map(|item| item.map_or_else(|| Sent::Return(none()), Sent::Yield))
}

direct! {
    /// `GET_AWAITABLE`: the operand says whose method gave the object, for the error.
    GetAwaitable(py, registers, _, oparg) {
        let awaitable = StackRef::owned(free_awaitable(py, registers.peek(1), oparg)?);
        let _ = registers.pop().kill();
        registers.push(awaitable);
        Ok(())
    }
    fast(registers, _, _) {
        // A coroutine that has not begun is awaited by nobody.
        registers.peek(1).exact::<Coroutine>().is_some_and(|coroutine| !coroutine.0.has_begun()).into()
    }
}

/// The iterator that an `await` drives, which nobody else does. It takes addresses of locals, so it stays a function.
///
/// # Safety
/// The slot is not null, and what it holds is alive.
#[inline(never)]
unsafe fn free_awaitable(py: &mut Py, slot: StackRef, source: u32) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    let awaitable = unsafe { awaitable(py, &slot.get(), source) }?;
    if awaitable.exact::<Coroutine>().is_some_and(|coroutine| coroutine.0.receiver().is_some()) {
        return Err(exc::runtime_error(py, format_args!("coroutine is being awaited already")));
    }
    Ok(awaitable)
}

/// The iterator that an `await` drives.
pub(crate) fn awaitable(py: &mut Py, object: &Value, source: u32) -> PyResult<Value> {
    if object.exact::<Coroutine>().is_some() {
        return Ok(object.clone());
    }
    if let Some(generator) = object.exact::<Generator>()
        && generator.is_iterable_coroutine()
    {
        return Ok(object.clone());
    }
    let Some(await_) = object.type_().slots.r#await.get() else {
        let class = object.type_().name();
        return Err(match source {
            1 => exc::type_error(
                py,
                format_args!(
                    "'async with' received an object from __aenter__ that does not implement __await__: {class}"
                ),
            ),
            2 => exc::type_error(
                py,
                format_args!(
                    "'async with' received an object from __aexit__ that does not implement __await__: {class}"
                ),
            ),
            _ => exc::type_error(py, format_args!("'{class}' object can't be awaited")),
        });
    };
    let result = await_(py, object.borrow())?;
    let is_coroutine = result.exact::<Coroutine>().is_some()
        || result.exact::<Generator>().is_some_and(Generator::is_iterable_coroutine);
    if is_coroutine {
        return Err(exc::type_error(py, format_args!("__await__() returned a coroutine")));
    }
    if result.type_().slots.next.get().is_none() {
        return Err(exc::type_error(
            py,
            format_args!("__await__() returned non-iterator of type '{}'", result.type_().name()),
        ));
    }
    Ok(result)
}

instruction! {
    /// `GET_AITER`
    GetAiter(vm, _) {
        let object = vm.peek(1).to_value();
        let Some(aiter) = object.type_().slots.aiter.get() else {
            return Err(exc::type_error(
                vm.py,
                format_args!("'async for' requires an object with __aiter__ method, got {}", object.type_().name()),
            ));
        };
        let iterator = aiter(vm.py, object.borrow())?;
        if iterator.type_().slots.anext.get().is_none() {
            return Err(exc::type_error(
                vm.py,
                format_args!(
                    "'async for' received an object from __aiter__ that does not implement __anext__: {}",
                    iterator.type_().name()
                ),
            ));
        }
        vm.registers.pop().close();
        vm.push(iterator);
        Ok(())
    }
}

direct! {
    /// `GET_ANEXT`
    GetAnext(py, registers, _, _) {
        let next = StackRef::owned(next_awaitable(py, registers.peek(1))?);
        registers.push(next);
        Ok(())
    }
}

/// What the next step of an `async for` awaits. It takes addresses of locals, so it stays a function.
///
/// # Safety
/// The slot is not null, and what it holds is alive.
#[inline(never)]
unsafe fn next_awaitable(py: &mut Py, slot: StackRef) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    let iterator = unsafe { slot.get() };
    let Some(anext) = iterator.type_().slots.anext.get() else {
        return Err(exc::type_error(
            py,
            format_args!(
                "'async for' requires an iterator with __anext__ method, got {}",
                iterator.type_().name()
            ),
        ));
    };
    let next = anext(py, iterator)?;
    if next.exact::<Asend>().is_some() {
        return Ok(next);
    }
    awaitable(py, &next, 0).map_err(|raised| {
        let cause = py.take(raised);
        let class = next.type_().name();
        let raised = exc::type_error(
            py,
            format_args!("'async for' received an invalid object from __anext__: {class}"),
        );
        let error = py.take(raised);
        if let Some(payload) = error.get::<exc::BaseException>() {
            let mut state = payload.state.get_mut(py);
            state.cause = Some(cause.clone());
            state.context = Some(cause);
            state.suppress_context = true;
        }
        py.heap().again(error)
    })
}

instruction! {
    /// `END_ASYNC_FOR`: a `StopAsyncIteration` ends the loop, anything else goes on.
    EndAsyncFor(vm, _) {
        let exception = vm.pop();
        if exception.type_().is_subtype(vm.py, &exc::STOP_ASYNC_ITERATION) {
            drop(vm.pop());
            return Ok(());
        }
        Err(super::exception::again(vm.py, vm.thread, exception))
    }
}

/// The value that an asynchronous generator yields, wrapped so that whoever drives it can tell it from what an `await` in it
/// yields.
pub(super) fn wrap_async(py: &mut Py, value: Value) -> PyResult<Value> {
    Wrapped::wrap(py, value)
}
