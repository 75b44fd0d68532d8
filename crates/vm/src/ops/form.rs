//! Instructions with a common operand: the interpreter's copy of the code has a number of its own for each such pair, whose
//! handler knows the operand when it is compiled, and is predicted apart from the others.

use std::marker::PhantomData;

use taipan_bytecode::Opcode;

use super::{Fast, Instruction};
use crate::dispatch::{Flow, Registers, Vm};
use crate::thread::Thread;

/// An instruction of whose operand the bits in the mask are known.
pub(crate) struct Fixed<I, const OPERAND: u32, const MASK: u32>(PhantomData<I>);

impl<I: Instruction, const OPERAND: u32, const MASK: u32> Instruction for Fixed<I, OPERAND, MASK> {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the caller's promise.
        unsafe { I::fast(registers, thread, oparg & !MASK | OPERAND) }
    }

    #[inline(always)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the caller's promise.
        unsafe { I::slow(vm, oparg) }
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
            228 LoadAttr 0, 229 LoadAttr 1, 230 LoadGlobal 0, 231 LoadGlobal 1,
        }
    };
}
pub(crate) use for_each_form;

/// The bits of an operand that make a form.
pub(crate) const fn mask(opcode: Opcode) -> u32 {
    match opcode {
        Opcode::CompareOp => 0xe0,
        Opcode::LoadAttr | Opcode::LoadGlobal => 1,
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
                other => other,
            }
        }
    };
}
for_each_form!(define_forms);
