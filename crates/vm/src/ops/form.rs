//! Forms of instructions that the interpreter's copy of the code has numbers of its own for.
//!
//! Those with a common operand are there from the start: the handler knows the operand when it is compiled, and is predicted apart
//! from the others. Special ones do one case of an instruction and nothing else. They are written in its place when that case has
//! come up; where it does not hold, the general instruction goes on, which may write another one.

use std::marker::PhantomData;

use taipan_bytecode::Opcode;
use taipan_object::Py;

use super::{Fast, Instruction};
use crate::dispatch::{Flow, Registers, Vm};
use crate::monitoring::code::MARK;
use crate::thread::Thread;

/// An instruction of whose operand the bits in the mask are known.
pub(crate) struct Fixed<I, const OPERAND: u32, const MASK: u32>(PhantomData<I>);

impl<I: Instruction, const OPERAND: u32, const MASK: u32> Instruction for Fixed<I, OPERAND, MASK> {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the caller's promise.
        unsafe { I::fast(registers, thread, oparg & !MASK | OPERAND) }
    }

    const DIRECT: bool = I::DIRECT;
    const ENTERS: bool = I::ENTERS;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the caller's promise.
        unsafe { I::direct(py, registers, thread, oparg & !MASK | OPERAND) }
    }

    #[inline(always)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the caller's promise.
        unsafe { I::slow(vm, oparg) }
    }
}

/// Defines a special form: its fast part; the rest is that of the general instruction.
macro_rules! special {
    (
        $(#[$doc:meta])* $name:ident of $general:ident($registers:ident, $thread:pat_param, $oparg:pat_param) $body:block
    ) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl $crate::ops::Instruction for $name {
            const DIRECT: bool = <$general as $crate::ops::Instruction>::DIRECT;
            const ENTERS: bool = <$general as $crate::ops::Instruction>::ENTERS;

            #[inline(always)]
            #[allow(unused_unsafe, reason = "not every body needs it")]
            unsafe fn fast(
                $registers: &mut $crate::dispatch::Registers,
                $thread: &$crate::thread::Thread,
                $oparg: u32,
            ) -> $crate::dispatch::Fast {
                // SAFETY: the contract of the trait; what a cache says is right as long as its versions are.
                unsafe { $body }
            }

            #[inline(always)]
            unsafe fn direct(
                py: &mut taipan_object::Py,
                registers: &mut $crate::dispatch::Registers,
                thread: &$crate::thread::Thread,
                oparg: u32,
            ) -> $crate::dispatch::Fast {
                // SAFETY: the contract of the trait.
                unsafe { <$general as $crate::ops::Instruction>::direct(py, registers, thread, oparg) }
            }

            unsafe fn slow(vm: &mut $crate::dispatch::Vm<'_>, oparg: u32) -> $crate::dispatch::Flow {
                // SAFETY: the contract of the trait.
                unsafe { <$general as $crate::ops::Instruction>::slow(vm, oparg) }
            }
        }
    };
}
pub(crate) use special;

/// Hands the list of all special forms to a macro: their numbers, which no opcode of the compiler has, and the general
/// instructions.
macro_rules! for_each_special {
    ($then:ident) => {
        $then! {
            129 LoadAttrInline LoadAttr, 130 LoadAttrMethod LoadAttr, 131 LoadAttrMember LoadAttr,
            132 StoreAttrInline StoreAttr, 133 CallFunction Call, 134 CallNative Call,
            135 ForIterList ForIter, 136 ForIterRange ForIter, 137 SubscriptSequence BinaryOp,
            138 SubscriptText BinaryOp, 139 CompareText CompareOp, 140 ForIterAscii ForIter, 141 ForIterNative ForIter,
            142 SubscriptUnit BinaryOp, 143 CallAppend Call, 144 ForIterPairs ForIter, 145 CallType Call,
            146 ForIterEnumerate ForIter, 147 ForIterItems ForIter, 148 ForIterSet ForIter, 160 CallNativeMethod Call,
            200 CallNext Call, 201 ForIterGenerator ForIter, 202 CallExact Call,
        }
    };
}
pub(crate) use for_each_special;

macro_rules! define_special_numbers {
    ($($number:literal $name:ident $general:ident,)*) => {
        /// A special form.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Special {
            $(
                #[allow(missing_docs, reason = "the instruction of the name says what it is")]
                $name = $number,
            )*
        }

        /// The instruction that a special form is one of.
        const fn general(number: u8) -> Option<Opcode> {
            match number {
                $($number => Some(Opcode::$general),)*
                _ => None,
            }
        }
    };
}
for_each_special!(define_special_numbers);

impl Registers {
    /// Writes another form of the instruction that is being executed into the code, unless `-X specialise=off` forbids it, or a
    /// tool hears of the instruction.
    ///
    /// # Safety
    /// `pc` is behind the instruction's unit; the number is that of one of its forms.
    #[inline(always)]
    pub(crate) unsafe fn write_form(&self, thread: &Thread, number: u8) {
        // SAFETY: code units are cells; the caller's promise.
        unsafe {
            let place = self.pc.sub(1).cast_mut();
            let unit = place.read();
            if unit as u8 != number && unit as u8 != MARK && thread.shared().interpreter().fills_caches() {
                place.write(unit & 0xff00 | u16::from(number));
            }
        }
    }

    /// The same for a special form.
    ///
    /// # Safety
    /// As for [`Self::write_form`].
    #[inline(always)]
    pub(crate) unsafe fn specialise(&self, thread: &Thread, special: Special) {
        // SAFETY: the caller's promise.
        unsafe { self.write_form(thread, special as u8) };
    }

    /// Writes the general form again.
    ///
    /// # Safety
    /// As for [`Self::write_form`].
    #[inline(always)]
    pub(crate) unsafe fn generalise(&self, thread: &Thread, opcode: Opcode) {
        // SAFETY: the caller's promise.
        unsafe {
            let unit = self.pc.sub(1).read();
            if general(unit as u8).is_none() {
                return;
            }
            let operand = (unit >> 8) as u8;
            if let Some(number) = number(opcode, operand).or_else(|| opcode.to_u8()) {
                self.write_form(thread, number);
            }
        }
    }
}

/// Hands the list of all forms to a macro: their numbers, which no opcode has, and the operands with the bits that count.
macro_rules! for_each_form {
    ($then:ident) => {
        $then! {
            212 BinaryOp 0, 213 BinaryOp 13, 214 BinaryOp 10, 215 BinaryOp 23, 216 BinaryOp 5, 217 BinaryOp 18,
            218 BinaryOp 26, 219 BinaryOp 11, 220 BinaryOp 6, 221 BinaryOp 2,
            222 CompareOp 0x00, 223 CompareOp 0x20, 224 CompareOp 0x40, 225 CompareOp 0x60, 226 CompareOp 0x80,
            227 CompareOp 0xa0,
            228 LoadAttr 0, 229 LoadAttr 1, 230 LoadGlobal 0, 231 LoadGlobal 1, 232 UnpackSequence 2, 233 UnpackSequence 3,
        }
    };
}
pub(crate) use for_each_form;

/// The bits of an operand that make a form.
pub(crate) const fn mask(opcode: Opcode) -> u32 {
    match opcode {
        Opcode::CompareOp => 0xe0,
        Opcode::LoadAttr | Opcode::LoadGlobal => 1,
        // The verifier knows all its operands.
        Opcode::BinaryOp => u32::MAX,
        _ => 0xff,
    }
}

macro_rules! define_forms {
    ($($number:literal $name:ident $operand:literal,)*) => {
        /// By its number, whether an instruction has forms at all.
        pub(crate) static HAS_FORM: [bool; 256] = {
            let mut has_form = [false; 256];
            $(has_form[Opcode::$name.number() as usize] = true;)*
            has_form
        };

        /// The number of an instruction with this operand, if there is one for it.
        #[inline]
        pub(crate) fn number(opcode: Opcode, operand: u8) -> Option<u8> {
            match (opcode, u32::from(operand) & mask(opcode)) {
                $((Opcode::$name, $operand) => Some($number),)*
                _ => None,
            }
        }

        /// The opcode that a unit of the interpreter's copy stands for.
        pub(crate) fn opcode(number: u8) -> u8 {
            match number {
                $($number => Opcode::$name.number() as u8,)*
                other => general(other).map_or(other, |opcode| opcode.number() as u8),
            }
        }
    };
}
for_each_form!(define_forms);
