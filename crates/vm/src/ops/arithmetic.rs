//! Operators.

use taipan_bytecode::Opcode;
use taipan_object::protocol::number::Operator;
use taipan_object::protocol::steps::Asked;
use taipan_object::type_::SlotId;
use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::singletons::{boolean_ref, is_not_implemented, none_ref};
use taipan_object::types::slice::Slice;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, StackRef, Value, cached, exception as exc};

use super::form::{Special, special};
use super::method::push_method;
use super::{Fast, Instruction, direct, flow, raises, slow_direct};
use crate::dispatch::{Flow, Registers, Vm};
use crate::frame::OnReturn;
use crate::thread::Thread;

/// Units of inline cache behind `BINARY_OP`.
const CACHE: usize = 5;
/// `BINARY_OP` with this operand is a subscript; operands from 13 to 25 are the in-place forms.
const SUBSCRIPT: u32 = 26;
const IN_PLACE: u32 = 13;
const ADD: u32 = Operator::Add as u32;
const ADD_IN_PLACE: u32 = ADD + IN_PLACE;

/// `BINARY_OP`
pub(crate) struct BinaryOp;

impl Instruction for BinaryOp {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            if oparg == SUBSCRIPT {
                return Fast::Slow;
            }
            let (left, right) = (registers.peek(2), registers.peek(1));
            let result = if let (Some(left), Some(right)) = (left.as_small_int(), right.as_small_int()) {
                match oparg {
                    0 | 13 => left.checked_add(right).and_then(Value::small_int),
                    10 | 23 => left.checked_sub(right).and_then(Value::small_int),
                    5 | 18 => left.checked_mul(right).and_then(Value::small_int),
                    1 | 14 => Value::small_int(left & right),
                    7 | 20 => Value::small_int(left | right),
                    12 | 25 => Value::small_int(left ^ right),
                    2 | 15 if right > 0 => Value::small_int(floor(left, right).0),
                    6 | 19 if right > 0 => Value::small_int(floor(left, right).1),
                    9 | 22 if (0..64).contains(&right) => Value::small_int(left >> right),
                    11 | 24 if right != 0 && is_exact(left) && is_exact(right) => {
                        Value::small_float(left as f64 / right as f64)
                    }
                    _ => None,
                }
            } else if let (Some(left), Some(right)) = (number(left), number(right)) {
                match oparg {
                    0 | 13 => Value::small_float(left + right),
                    10 | 23 => Value::small_float(left - right),
                    5 | 18 => Value::small_float(left * right),
                    11 | 24 if right != 0.0 => Value::small_float(left / right),
                    _ => None,
                }
            } else {
                None
            };
            let Some(result) = result else { return Fast::Slow };
            // Both operands are numbers in words: nothing is dropped.
            registers.top = registers.top.sub(1);
            registers.poke(1, StackRef::owned(result));
            registers.skip(CACHE);
        }
        Fast::Next
    }

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            if oparg == SUBSCRIPT && item(registers, thread) {
                return Fast::Next;
            }
            if oparg == SUBSCRIPT
                && let Some(done) = part(py, registers, thread)
            {
                return done;
            }
            if matches!(oparg, ADD | ADD_IN_PLACE)
                && let Some(done) = append(py, registers, thread)
            {
                return done;
            }
            if oparg == ADD
                && let Some(done) = join(py, registers, thread)
            {
                return done;
            }
            if enter(py, registers, thread, oparg) {
                return Fast::Next;
            }
            if oparg == SUBSCRIPT
                && let Some(get) = registers.peek(2).get().type_().slots.getitem.get()
            {
                let result = get(py, registers.peek(2).get(), registers.peek(1).get());
                return finish(registers, thread, result);
            }
            if let Some(done) = alike(py, registers, thread, oparg) {
                return done;
            }
            compute(py, registers, thread, oparg)
        }
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        let thread = vm.thread;
        // SAFETY: the contract of the trait.
        flow(thread, unsafe { compute(vm.py, &mut vm.registers, thread, oparg) })
    }
}

/// The number in a word as a float, as the operators of floats convert it.
#[inline(always)]
fn number(slot: StackRef) -> Option<f64> {
    slot.as_small_float().or_else(|| slot.as_small_int().map(|int| int as f64))
}

/// Whether no float is nearer to an int than itself.
#[inline(always)]
fn is_exact(int: i64) -> bool {
    int.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS
}

/// Pushes the frame of the method that decides, if that is written in Python. False: it is not, and nothing has happened.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn enter(py: &Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> bool {
    // SAFETY: the caller's promise. The frame keeps the method.
    unsafe {
        let (left, right) = (registers.peek(2).get(), registers.peek(1).get());
        if !left.type_().is_heap() && !right.type_().is_heap() {
            return false;
        }
        let behind = registers.pc.add(CACHE);
        if oparg == SUBSCRIPT {
            let Some(method) = py.subscript_method(left) else { return false };
            return push_method(registers, thread, method, [2, 1], behind, OnReturn::Subscript);
        }
        let Some((operator, in_place)) = operator(oparg) else { return false };
        match py.operator_method(operator, in_place, left, right) {
            Some((method, Asked::Right)) => {
                push_method(registers, thread, method, [1, 2], behind, OnReturn::Operator(Asked::Right))
            }
            Some((method, asked)) => {
                push_method(registers, thread, method, [2, 1], behind, OnReturn::Operator(asked))
            }
            None => false,
        }
    }
}

/// The operator of two operands of one type, whose slot decides alone. Nothing if it has none, or that knows no result.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn alike(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Option<Fast> {
    // SAFETY: the caller's promise.
    unsafe {
        let (left, right) = (registers.peek(2).get(), registers.peek(1).get());
        let type_ = left.type_();
        if !type_.is(right.type_()) {
            return None;
        }
        let (operator, in_place) = operator(oparg)?;
        let result = operator.slot_of(type_, in_place)?(py, left, right);
        if result.as_ref().is_ok_and(is_not_implemented) {
            return None;
        }
        Some(finish(registers, thread, result))
    }
}

/// Calls what the operator stands for.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn compute(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        let result = result_of(py, oparg, registers.peek(2), registers.peek(1));
        finish(registers, thread, result)
    }
}

/// Puts the result of an operator in the place of its operands.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn finish(registers: &mut Registers, thread: &Thread, result: PyResult<Value>) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        let (left, right) = (registers.peek(2), registers.peek(1));
        match result {
            Ok(value) => {
                registers.top = registers.top.sub(1);
                registers.poke(1, StackRef::owned(value));
                registers.skip(CACHE);
                let _ = left.kill();
                let _ = right.kill();
                Fast::Next
            }
            Err(raised) => raises(thread, raised),
        }
    }
}

/// `list + list`. Nothing for other operands.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn join(py: &Py, registers: &mut Registers, thread: &Thread) -> Option<Fast> {
    // SAFETY: the caller's promise.
    unsafe {
        let (left, right) = (registers.peek(2).exact::<List>()?, registers.peek(1).exact::<List>()?);
        let result = py.heap().list_of_both(&left.items.get(py), &right.items.get(py));
        Some(finish(registers, thread, result))
    }
}

/// A contiguous part of a text, list, tuple or bytes. Nothing for other operands.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn part(py: &Py, registers: &mut Registers, thread: &Thread) -> Option<Fast> {
    // SAFETY: the caller's promise.
    unsafe {
        let slice = registers.peek(1).exact::<Slice>()?;
        let result = py.get_known_slice(registers.peek(2).get(), slice)?;
        Some(finish(registers, thread, result))
    }
}

/// What an operator gives when the method has returned that was asked.
pub(super) fn rest(
    py: &mut Py,
    oparg: u32,
    asked: Asked,
    left: &Value,
    right: &Value,
    result: Value,
) -> PyResult<Value> {
    match operator(oparg) {
        Some((operator, in_place)) if is_not_implemented(&result) => {
            py.operator_rest(operator, in_place, asked, left, right)
        }
        _ => Ok(result),
    }
}

/// The result of any operands. It takes their addresses, so it stays a function.
///
/// # Safety
/// The slots are not null, and what they hold is alive.
#[inline(never)]
unsafe fn result_of(py: &mut Py, oparg: u32, left: StackRef, right: StackRef) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    let (left, right) = unsafe { (left.get(), right.get()) };
    if oparg == SUBSCRIPT { py.get_item(&left, &right) } else { binary(py, oparg, &left, &right) }
}

/// Quotient and remainder by a positive number, rounded down.
#[inline(always)]
fn floor(left: i64, right: i64) -> (i64, i64) {
    let (quotient, remainder) = (left / right, left % right);
    if remainder < 0 { (quotient - 1, remainder + right) } else { (quotient, remainder) }
}

/// A subscript that only needs to be read, from a direct part. False: there is more to do, and nothing has happened.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn item(registers: &mut Registers, thread: &Thread) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let (container, key) = (registers.peek(2), registers.peek(1));
        let Some(object) = container.object() else { return false };
        let value = match cached::item(object, key) {
            Some(value) => StackRef::owned(value.to_value()),
            None => match cached::unit(thread.shared(), object, key) {
                Some(value) => value,
                None => return false,
            },
        };
        registers.specialise(
            thread,
            if object.exact::<Dict>().is_some() {
                Special::SubscriptText
            } else if cached::items(object).is_some() {
                Special::SubscriptSequence
            } else {
                Special::SubscriptUnit
            },
        );
        registers.top = registers.top.sub(1);
        registers.poke(1, value);
        registers.skip(CACHE);
        let _ = container.kill();
        let _ = key.kill();
    }
    true
}

special! {
    /// `BINARY_OP` that takes an item of a list or tuple by number.
    SubscriptSequence of BinaryOp(registers, thread, _) {
        let (container, key) = (registers.peek(2), registers.peek(1));
        let Some(sequence) = container.object() else { return Fast::Slow };
        let Some(value) = cached::item_of_sequence(sequence, key) else { return Fast::Slow };
        let value = StackRef::owned(value.to_value());
        registers.top = registers.top.sub(1);
        registers.poke(1, value);
        registers.skip(CACHE);
        // The key is a number.
        Fast::after(thread.kill(container))
    }
}

special! {
    /// `BINARY_OP` that takes a character of a text or a byte by number.
    SubscriptUnit of BinaryOp(registers, thread, _) {
        let (container, key) = (registers.peek(2), registers.peek(1));
        let Some(object) = container.object() else { return Fast::Slow };
        let Some(unit) = cached::unit(thread.shared(), object, key) else { return Fast::Slow };
        registers.top = registers.top.sub(1);
        registers.poke(1, unit);
        registers.skip(CACHE);
        // The key is a number.
        Fast::after(thread.kill(container))
    }
}

special! {
    /// `BINARY_OP` that looks a text up in a dict of texts.
    SubscriptText of BinaryOp(registers, thread, _) {
        let (container, key) = (registers.peek(2), registers.peek(1));
        let Some(dict) = container.exact::<Dict>() else { return Fast::Slow };
        let Some(name) = key.object() else { return Fast::Slow };
        let Some(value) = cached::named(dict, &name) else { return Fast::Slow };
        let value = StackRef::owned(value.to_value());
        registers.top = registers.top.sub(1);
        registers.poke(1, value);
        registers.skip(CACHE);
        let quiet = thread.kill(container);
        Fast::after(thread.kill(key) && quiet)
    }
}

/// `text + piece`, where nobody has the text but the operand, or the local that the result is stored into next: the piece is put
/// behind it in place, so that building a text in a loop takes linear time. Nothing for other operands.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn append(py: &Py, registers: &mut Registers, thread: &Thread) -> Option<Fast> {
    // SAFETY: the contract of the instruction, behind which comes another. The local gets the result, so that it need not
    // have a value before; an operand that borrowed from it is not looked at again.
    unsafe {
        let (left, right) = (registers.peek(2), registers.peek(1));
        let piece = right.get().exact::<Str>()?;
        left.get().exact::<Str>()?;
        let text = if left.is_borrow() {
            let next = registers.pc.add(CACHE).read();
            if next as u8 != Opcode::StoreFast.number() as u8 {
                return None;
            }
            let local = registers.local(u32::from(next >> 8));
            if local.read().word() != left.get().word() {
                return None;
            }
            local.replace(StackRef::NULL).take()
        } else {
            left.take()
        };
        registers.poke(2, StackRef::NULL);
        match py.str_append(text, piece) {
            Ok(text) => {
                registers.top = registers.top.sub(1);
                registers.poke(1, StackRef::owned(text));
                registers.skip(CACHE);
                let _ = right.kill();
                Some(Fast::Next)
            }
            Err(raised) => Some(raises(thread, raised)),
        }
    }
}

fn binary(py: &mut Py, oparg: u32, left: &Value, right: &Value) -> PyResult<Value> {
    match operator(oparg) {
        Some((operator, true)) => py.in_place(operator, left, right),
        Some((operator, false)) => py.binary(operator, left, right),
        None => Err(exc::system_error(py, format_args!("unknown operator {oparg}"))),
    }
}

/// The operator of an operand, and whether it is the form in place.
#[inline(always)]
fn operator(oparg: u32) -> Option<(Operator, bool)> {
    let in_place = oparg >= IN_PLACE;
    Some((Operator::from_number(if in_place { oparg - IN_PLACE } else { oparg })?, in_place))
}

macro_rules! unary {
    ($(#[$doc:meta])* $name:ident, $slot:ident) => {
        direct! {
            $(#[$doc])*
            $name(py, registers, _, _) {
                let result = py.unary(SlotId::$slot, &registers.peek(1).get())?;
                let _ = registers.pop().kill();
                registers.push(StackRef::owned(result));
                Ok(())
            }
        }
    };
}

unary! {
    /// `UNARY_NEGATIVE`
    UnaryNegative, Negative
}
unary! {
    /// `UNARY_INVERT`
    UnaryInvert, Invert
}

/// `UNARY_NOT`: the operand is `True` or `False`.
pub(crate) struct UnaryNot;

impl Instruction for UnaryNot {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let slot = registers.pop();
            let truth = slot.refers_to(&boolean_ref(true));
            let quiet = thread.kill(slot);
            registers.push(StackRef::borrowed(&boolean_ref(!truth)));
            Fast::after(quiet)
        }
    }

    unsafe fn slow(_: &mut Vm<'_>, _: u32) -> Flow {
        Flow::Next
    }
}

/// `TO_BOOL`
pub(crate) struct ToBool;

impl Instruction for ToBool {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let slot = registers.peek(1);
            let truth = if slot.refers_to(&boolean_ref(true)) || slot.refers_to(&boolean_ref(false)) {
                registers.skip(3);
                return Fast::Next;
            } else if let Some(int) = slot.as_small_int() {
                int != 0
            } else if slot.refers_to(&none_ref()) {
                false
            } else {
                return Fast::Slow;
            };
            registers.poke(1, StackRef::borrowed(&boolean_ref(truth)));
            registers.skip(3);
        }
        Fast::Next
    }

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            match py.is_true(&registers.peek(1).get()) {
                Ok(truth) => {
                    let _ = registers.pop().kill();
                    registers.push(StackRef::borrowed(&boolean_ref(truth)));
                    registers.skip(3);
                    Fast::Next
                }
                Err(raised) => raises(thread, raised),
            }
        }
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { slow_direct::<Self>(vm, oparg) }
    }
}
