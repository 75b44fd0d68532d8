//! Iteration.

use taipan_bytecode::{Opcode, flags};
use taipan_object::type_::shapes::{Sent, Two};
use taipan_object::types::dict::iterators::{ITEM_ITERATOR, ItemIterator};
use taipan_object::types::enumerate::{ENUMERATE, Enumerate};
use taipan_object::types::list::{LIST, LIST_ITERATOR, ListIterator};
use taipan_object::types::range::{RANGE, RANGE_ITERATOR, RangeIterator};
use taipan_object::types::set::iterator::{SET_ITERATOR, SetIterator};
use taipan_object::types::set::{FROZENSET, SET};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::iterator::{STR_ASCII_ITERATOR, StrAsciiIterator};
use taipan_object::types::tuple::{TUPLE, TUPLE_ITERATOR};
use taipan_object::{Borrowed, Py, PyResult, StackRef, Type, Value, cached, exception as exc};

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
        let iterable = registers.peek(1);
        let iterator = match known_iter(py, iterable.get()) {
            Some(iterator) => iterator?,
            None => iter(py, iterable)?,
        };
        let iterator = StackRef::owned(iterator);
        let _ = registers.pop().kill();
        registers.push(iterator);
        Ok(())
    }
}

/// The iterator over a sequence or set, whose slot gives nothing else. Nothing for other values.
#[inline(always)]
fn known_iter(py: &mut Py, iterable: Borrowed<'_>) -> Option<PyResult<Value>> {
    let class = iterable.type_();
    if ![&LIST, &RANGE, &TUPLE, &SET, &FROZENSET].iter().any(|known| class.is(known)) {
        return None;
    }
    Some(class.slots.iter.get()?(py, iterable))
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
            } else if iterator.exact::<SetIterator>().is_some() {
                registers.specialise(thread, Special::ForIterSet);
            }
            if let Some(item) = cached::next_item(iterator) {
                registers.push(item);
                registers.skip(1);
                return Fast::Next;
            }
            let Some(generator) = iterator.exact::<Generator>() else { return Fast::Slow };
            registers.specialise(thread, Special::ForIterGenerator);
            go_on_for(registers, thread, generator, oparg)
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
                registers.specialise(thread, form_for(class, registers));
            }
            if is_resumed(class) {
                return Fast::Slow;
            }
            if gives_pairs(class) && unpacks_two(registers) {
                let done = next_pair(py, registers, thread, oparg);
                if done != Fast::General {
                    return done;
                }
            }
            next_item(py, registers, thread, oparg)
        }
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

/// Pushes the frame of a generator that a loop iterates over.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn go_on_for(registers: &mut Registers, thread: &Thread, generator: &Generator, oparg: u32) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        let instruction = registers.pc.sub(1);
        registers.skip(CACHE);
        resume::go_on(registers, thread, generator, None, instruction, OnReturn::Item(oparg + 1)).into()
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
                    && let Err(raised) = tell_end(vm.py, vm.thread, unit, &value)
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

/// Whether items come from a frame of its own.
#[inline(always)]
fn is_resumed(class: &Type) -> bool {
    class.is(&GENERATOR) || class.is(&COROUTINE)
}

/// Whether the next item can be had without leaving the loop's registers.
#[inline(always)]
fn has_fast_items(class: &Type) -> bool {
    [&LIST_ITERATOR, &RANGE_ITERATOR, &TUPLE_ITERATOR, &SET_ITERATOR].iter().any(|fast| class.is(fast))
}

/// Whether iterators of a type can give two values without a tuple around them.
#[inline(always)]
fn gives_pairs(class: &Type) -> bool {
    class.slots.next_pair.get().is_some() && !class.is_heap()
}

/// Whether the instruction behind `FOR_ITER` takes a tuple of two apart. A tool that wants to hear of that has put a mark in its
/// place.
///
/// # Safety
/// The instruction is a `FOR_ITER`.
#[inline(always)]
unsafe fn unpacks_two(registers: &Registers) -> bool {
    // SAFETY: the caller's promise: there is an instruction behind its cache.
    let unit = unsafe { registers.pc.add(CACHE).read() };
    form::number(Opcode::UnpackSequence, 2) == Some(unit as u8)
}

/// Pushes the next item of a native iterator, or ends the loop.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn next_item(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        let iterator = registers.peek(1).get();
        let Some(next) = iterator.type_().slots.next.get() else { return Fast::Slow };
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

/// Pushes the two values that the next item of a native iterator is made of, and skips the instruction that takes it apart.
/// [`Fast::General`]: it is no tuple of two, and nothing has happened.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn next_pair(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        let iterator = registers.peek(1).get();
        let Some(next_pair) = iterator.type_().slots.next_pair.get() else { return Fast::General };
        match next_pair(py, iterator).read() {
            Ok(Two::Values(first, second)) => {
                registers.push(StackRef::owned(second));
                registers.push(StackRef::owned(first));
                registers.skip(CACHE + 1 + UNPACK_CACHE);
            }
            Ok(Two::End) => registers.skip(CACHE + oparg as usize + 1),
            Ok(Two::Other) => return Fast::General,
            Err(raised) => return raises(thread, raised),
        }
    }
    Fast::Next
}

/// The form for iterators of a type.
///
/// # Safety
/// The instruction is a `FOR_ITER`.
#[inline(always)]
unsafe fn form_for(class: &Type, registers: &Registers) -> Special {
    if class.is(&LIST_ITERATOR) {
        Special::ForIterList
    } else if class.is(&RANGE_ITERATOR) {
        Special::ForIterRange
    } else if class.is(&SET_ITERATOR) {
        Special::ForIterSet
    } else if class.is(&STR_ASCII_ITERATOR) {
        Special::ForIterAscii
    // SAFETY: the caller's promise.
    } else if gives_pairs(class) && unsafe { unpacks_two(registers) } {
        if class.is(&ENUMERATE) {
            Special::ForIterEnumerate
        } else if class.is(&ITEM_ITERATOR) {
            Special::ForIterItems
        } else {
            Special::ForIterPairs
        }
    } else {
        Special::ForIterNative
    }
}

/// Defines a form of `FOR_ITER` over native iterators: what has to hold of the iterator's type, and what is done.
macro_rules! over_native {
    ($(#[$doc:meta])* $name:ident, $holds:expr, $next:ident) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl Instruction for $name {
            const GENERAL: Option<Opcode> = Some(Opcode::ForIter);

            const DIRECT: bool = true;

            #[inline(always)]
            unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
                let holds: fn(&Type, &Registers) -> bool = $holds;
                // SAFETY: the contract of the trait.
                unsafe {
                    match registers.peek(1).object() {
                        Some(iterator) if holds(iterator.type_(), registers) => {
                            $next(py, registers, thread, oparg)
                        }
                        _ => Fast::General,
                    }
                }
            }

            unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
                // SAFETY: the contract of the trait.
                unsafe { ForIter::slow(vm, oparg) }
            }
        }
    };
}

over_native! {
    /// `FOR_ITER` over any other native iterator.
    ForIterNative,
    |class, _| !is_resumed(class) && !has_fast_items(class) && class.slots.next.get().is_some(),
    next_item
}

over_native! {
    /// `FOR_ITER` over a native iterator that gives two values where they are wanted one by one.
    ForIterPairs,
    // SAFETY: this is a form of `FOR_ITER`.
    |class, registers| gives_pairs(class) && unsafe { unpacks_two(registers) },
    next_pair
}

/// Defines a form of `FOR_ITER` over iterators whose pairs are taken apart, for which no tuple is made and nothing is called.
macro_rules! over_pairs {
    ($(#[$doc:meta])* $name:ident, $Payload:ident, $next:ident) => {
        special! {
            $(#[$doc])*
            $name of ForIter(registers, thread, _) {
                let Some(iterator) = registers.peek(1).exact::<$Payload>() else { return Fast::Slow };
                if !unpacks_two(registers) {
                    return Fast::Slow;
                }
                let Some(next) = cached::$next(iterator) else { return Fast::Slow };
                let ([first, second], [old_first, old_second]) = (next.values, next.old);
                registers.push(second);
                registers.push(first);
                registers.skip(CACHE + 1 + UNPACK_CACHE);
                let quiet = thread.kill_any(old_first);
                Fast::after(thread.kill_any(old_second) && quiet)
            }
        }
    };
}

over_pairs! {
    /// `FOR_ITER` over an `enumerate`.
    ForIterEnumerate, Enumerate, next_enumerated
}

over_pairs! {
    /// `FOR_ITER` over the items of a dict.
    ForIterItems, ItemIterator, next_of_items
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
    /// `FOR_ITER` over a generator, whose frame is pushed.
    ForIterGenerator of ForIter(registers, thread, oparg) {
        let Some(generator) = registers.peek(1).exact::<Generator>() else { return Fast::Slow };
        go_on_for(registers, thread, generator, oparg)
    }
}

special! {
    /// `FOR_ITER` over a set.
    ForIterSet of ForIter(registers, _, _) {
        let Some(iterator) = registers.peek(1).exact::<SetIterator>() else { return Fast::Slow };
        let Some(item) = cached::next_of_set(iterator) else { return Fast::Slow };
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
