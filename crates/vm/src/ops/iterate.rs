//! Iteration.

use taipan_bytecode::{Opcode, flags};
use taipan_object::type_::shapes::{Sent, Two};
use taipan_object::types::list::{LIST_ITERATOR, ListIterator};
use taipan_object::types::range::{RANGE_ITERATOR, RangeIterator};
use taipan_object::types::singletons::{is_none, none, none_ref};
use taipan_object::types::str_::iterator::{STR_ASCII_ITERATOR, StrAsciiIterator};
use taipan_object::types::tuple::TUPLE_ITERATOR;
use taipan_object::{Py, PyResult, StackRef, Type, Value, cached, exception as exc};

use super::form::{self, Special, special};
use super::{Fast, Instruction, direct, instruction, raises};
use crate::dispatch::{Flow, Registers, Vm};
use crate::frame::OnReturn;
use crate::generator::resume::Input;
use crate::generator::{COROUTINE, Coroutine, GENERATOR, Generator, resume};
use crate::monitoring::raising::tell_end;
use crate::thread::Thread;

/// Units of inline cache behind `FOR_ITER`.
const CACHE: usize = 1;
/// Units of inline cache behind `UNPACK_SEQUENCE`.
const UNPACK_CACHE: usize = 1;
direct! {
    /// `GET_ITER`
    GetIter(py, registers, _, _) {
        let iterator = StackRef::owned(iter(py, registers.peek(1))?);
        let _ = registers.pop().kill();
        registers.push(iterator);
        Ok(())
    }
}

/// The iterator over what a slot holds. It takes the address of a local, so it stays a function.
///
/// # Safety
/// The slot is not null, and what it holds is alive.
#[inline(never)]
unsafe fn iter(py: &mut Py, slot: StackRef) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    let iterable = unsafe { slot.get() };
    py.iter(&iterable)
}

instruction! {
    /// `GET_YIELD_FROM_ITER`
    GetYieldFromIter(vm, _) {
        let iterable = vm.peek(1).to_value();
        let iterator = if iterable.exact::<Generator>().is_some() {
            iterable
        } else if iterable.exact::<Coroutine>().is_none() {
            vm.py.iter(&iterable)?
        } else if vm.frame().code().has(flags::COROUTINE | flags::ITERABLE_COROUTINE) {
            iterable
        } else {
            return Err(exc::type_error(
                vm.py,
                format_args!("cannot 'yield from' a coroutine object in a non-coroutine generator"),
            ));
        };
        vm.registers.pop().close();
        vm.push(iterator);
        Ok(())
    }
}

/// `FOR_ITER`: the next item is pushed above the iterator; at the end it goes on behind the loop's `END_FOR`.
pub(crate) struct ForIter;

impl Instruction for ForIter {
    const ENTERS: bool = true;

    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let Some(iterator) = registers.peek(1).object() else { return Fast::Slow };
            if iterator.exact::<ListIterator>().is_some() {
                registers.specialise(thread, Special::ForIterList);
            } else if iterator.exact::<RangeIterator>().is_some() {
                registers.specialise(thread, Special::ForIterRange);
            }
            if let Some(item) = cached::next_item(iterator) {
                registers.push(item);
                registers.skip(1);
                return Fast::Next;
            }
            let Some(generator) = iterator.exact::<Generator>() else { return Fast::Slow };
            let (instruction, none) = (registers.pc.sub(1), StackRef::borrowed(&none_ref()));
            registers.skip(1);
            resume::go_on(registers, thread, generator, none, instruction, OnReturn::Item(oparg + 1)).into()
        }
    }

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let Some(iterator) = registers.peek(1).object() else { return Fast::Slow };
            let class = iterator.type_();
            if class.is(&GENERATOR) || class.is(&COROUTINE) || class.is(&TUPLE_ITERATOR) {
                registers.generalise(thread, Opcode::ForIter);
            } else {
                registers.specialise(thread, form_for(class));
            }
            let Some(next) =
                class.slots.next.get().filter(|_| !class.is(&GENERATOR) && !class.is(&COROUTINE))
            else {
                return Fast::Slow;
            };
            if let Some(next_pair) = class.slots.next_pair.get()
                && !class.is_heap()
                && form::number(Opcode::UnpackSequence, 2) == Some(registers.pc.add(CACHE).read() as u8)
            {
                match next_pair(py, iterator).read() {
                    Ok(Two::Values(first, second)) => {
                        registers.push(StackRef::owned(second));
                        registers.push(StackRef::owned(first));
                        registers.skip(CACHE + 1 + UNPACK_CACHE);
                        return Fast::Next;
                    }
                    Ok(Two::End) => {
                        registers.skip(CACHE + oparg as usize + 1);
                        return Fast::Next;
                    }
                    Ok(Two::Other) => {}
                    Err(raised) => return raises(thread, raised),
                }
            }
            match next(py, iterator) {
                Ok(Some(item)) => {
                    registers.push(StackRef::owned(item));
                    registers.skip(CACHE);
                }
                Ok(None) => registers.skip(CACHE + oparg as usize + 1),
                Err(raised) => return raises(thread, raised),
            }
        }
        Fast::Next
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let iterator = vm.peek(1);
            if let Some(generator) = resume::ready(vm, iterator) {
                vm.registers.skip(1);
                return resume::enter(vm, generator, none(), OnReturn::Item(oparg + 1));
            }
            if iterator.exact::<Generator>().is_some() {
                return next_of_generator(vm, &iterator.to_value(), oparg);
            }
            match vm.py.next(&iterator) {
                Ok(Some(item)) => {
                    vm.push(item);
                    vm.registers.skip(1);
                }
                Ok(None) => vm.registers.skip(1 + oparg as usize + 1),
                Err(raised) => return Flow::Raise(raised),
            }
        }
        Flow::Next
    }
}

/// The same where the generator cannot be entered, because a tool looks on. It hears of a value that is returned.
///
/// # Safety
/// The contract of an instruction.
unsafe fn next_of_generator(vm: &mut Vm<'_>, generator: &Value, oparg: u32) -> Flow {
    // SAFETY: the caller's promise.
    unsafe {
        match resume::resume(vm.py, generator, Input::Send(none())) {
            Ok(Sent::Yield(item)) => {
                vm.push(item);
                vm.registers.skip(1);
            }
            Ok(Sent::Return(value)) => {
                let unit = vm.frame().offset();
                if !is_none(&value)
                    && let Err(raised) = tell_end(vm.py, vm.thread, unit, value)
                {
                    return Flow::Raise(raised);
                }
                vm.registers.skip(1 + oparg as usize + 1);
            }
            Err(raised) => return Flow::Raise(raised),
        }
    }
    Flow::Next
}

/// The form for iterators of a type. Where a tuple of two is taken apart at once, that is done with it: a tool that wants to hear
/// of that instruction has put a mark in its place.
#[inline(always)]
fn form_for(class: &Type) -> Special {
    if class.is(&LIST_ITERATOR) {
        Special::ForIterList
    } else if class.is(&RANGE_ITERATOR) {
        Special::ForIterRange
    } else if class.is(&STR_ASCII_ITERATOR) {
        Special::ForIterAscii
    } else {
        Special::ForIterNative
    }
}

special! {
    /// `FOR_ITER` over any other native iterator.
    ForIterNative of ForIter(_registers, _, _) {
        Fast::Slow
    }
}

special! {
    /// `FOR_ITER` over a text in ASCII.
    ForIterAscii of ForIter(registers, thread, _) {
        let Some(iterator) = registers.peek(1).exact::<StrAsciiIterator>() else { return Fast::Slow };
        let Some(item) = cached::next_of_ascii(thread.shared(), iterator) else { return Fast::Slow };
        registers.push(item);
        registers.skip(1);
        Fast::Next
    }
}

special! {
    /// `FOR_ITER` over a list.
    ForIterList of ForIter(registers, _, _) {
        let Some(iterator) = registers.peek(1).exact::<ListIterator>() else { return Fast::Slow };
        let Some(item) = cached::next_of_list(iterator) else { return Fast::Slow };
        registers.push(item);
        registers.skip(1);
        Fast::Next
    }
}

special! {
    /// `FOR_ITER` over a range.
    ForIterRange of ForIter(registers, _, _) {
        let Some(iterator) = registers.peek(1).exact::<RangeIterator>() else { return Fast::Slow };
        let Some(item) = cached::next_of_range(iterator) else { return Fast::Slow };
        registers.push(item);
        registers.skip(1);
        Fast::Next
    }
}

instruction! {
    /// `GET_LEN`
    GetLen(vm, _) {
        let object = vm.peek(1).to_value();
        let len = vm.py.len(&object)?;
        let len = vm.py.int_from_usize(len)?;
        vm.registers.push(StackRef::owned(len));
        Ok(())
    }
}
