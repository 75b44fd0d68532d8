//! Code units (`co_code`): pairs of opcode and operand byte, with `EXTENDED_ARG` prefixes and inline caches.

use crate::Opcode;

/// How many code units an instruction takes, with its prefixes and caches.
#[inline]
pub fn instruction_size(opcode: Opcode, oparg: u32) -> u32 {
    let units = 1 + opcode.cache_entries() as u32;
    if oparg <= 0xff { units } else { units + prefixes(oparg) }
}

/// How many `EXTENDED_ARG` an operand needs.
fn prefixes(oparg: u32) -> u32 {
    u32::from(oparg > 0xff) + u32::from(oparg > 0xffff) + u32::from(oparg > 0xff_ffff)
}

/// Makes code.
#[derive(Debug, Default)]
pub struct CodeWriter {
    code: Vec<u8>,
}

impl CodeWriter {
    /// No code yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many code units there are.
    pub fn len(&self) -> u32 {
        (self.code.len() / 2) as u32
    }

    /// Whether there is no code yet.
    pub fn is_empty(&self) -> bool {
        self.code.is_empty()
    }

    /// Appends an instruction with its prefixes and empty caches.
    ///
    /// # Panics
    ///
    /// If it is an instruction of the compiler, which has no place in code.
    pub fn push(&mut self, opcode: Opcode, oparg: u32) {
        let at = self.len();
        self.lay_out(at + instruction_size(opcode, oparg));
        self.place(at, opcode, oparg);
    }

    /// Makes the code this many code units long. What is new is empty; [`Self::place`] puts instructions there.
    pub fn lay_out(&mut self, units: u32) {
        self.code.resize(units as usize * 2, 0);
    }

    /// Puts an instruction where there is empty code for it, as much as [`instruction_size`] says.
    ///
    /// # Panics
    ///
    /// If it is an instruction of the compiler, which has no place in code, or if there is no code.
    #[inline]
    pub fn place(&mut self, unit: u32, opcode: Opcode, oparg: u32) {
        assert!(!opcode.is_pseudo(), "an instruction of the compiler cannot be assembled");
        let at = if oparg > 0xff { self.place_prefixes(unit, oparg) } else { unit };
        self.place_unit(at, opcode, oparg);
    }

    /// Puts the prefixes of an operand somewhere; the result is the place behind them.
    fn place_prefixes(&mut self, unit: u32, oparg: u32) -> u32 {
        let count = prefixes(oparg);
        for index in 0..count {
            self.place_unit(unit + index, Opcode::ExtendedArg, oparg >> ((count - index) * 8));
        }
        unit + count
    }

    #[inline]
    fn place_unit(&mut self, unit: u32, opcode: Opcode, byte: u32) {
        let at = unit as usize * 2;
        self.code[at..at + 2].copy_from_slice(&[opcode as u8, byte as u8]);
    }

    /// The code.
    pub fn code(&self) -> &[u8] {
        &self.code
    }

    /// Begins anew, in the same memory.
    pub fn clear(&mut self) {
        self.code.clear();
    }
}

/// An instruction in code. A prefix is an instruction of its own here; whoever wants none skips
/// [`Opcode::ExtendedArg`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeUnit {
    /// Its place, in code units.
    pub offset: u32,
    /// The place of the first of its prefixes; the same as `offset` if it has none.
    pub start: u32,
    /// The opcode's byte, which may be no opcode at all.
    pub number: u8,
    /// Its operand, with all prefixes so far.
    pub oparg: u32,
}

impl CodeUnit {
    /// The opcode, if the byte is one.
    pub fn opcode(&self) -> Option<Opcode> {
        Opcode::from_u8(self.number)
    }

    /// Where a jump goes, in code units.
    pub fn jump_target(&self) -> Option<i64> {
        let opcode = self.opcode()?.deopt();
        let after = i64::from(self.offset) + 1 + opcode.cache_entries() as i64;
        let distance = i64::from(self.oparg as i32);
        match opcode {
            Opcode::JumpBackward | Opcode::JumpBackwardNoInterrupt | Opcode::EndAsyncFor => {
                Some(after - distance)
            }
            _ if opcode.has_jump() => Some(after + distance),
            _ => None,
        }
    }
}

/// Reads code; passes over inline caches. An odd byte at the end is no instruction.
#[derive(Clone, Debug)]
pub struct CodeUnits<'c> {
    code: &'c [u8],
    at: u32,
    /// The place of the first prefix, and the operand bits of the prefixes, shifted.
    prefix: Option<(u32, u32)>,
}

impl<'c> CodeUnits<'c> {
    /// The instructions of code.
    pub fn new(code: &'c [u8]) -> Self {
        Self { code, at: 0, prefix: None }
    }
}

impl Iterator for CodeUnits<'_> {
    type Item = CodeUnit;

    fn next(&mut self) -> Option<CodeUnit> {
        let offset = self.at;
        let &[number, byte] = self.code.get(offset as usize * 2..)?.first_chunk()?;
        let opcode = Opcode::from_u8(number);
        let (first, bits) = self.prefix.take().unwrap_or((offset, 0));
        let oparg = bits | u32::from(byte);
        let is_prefix = opcode == Some(Opcode::ExtendedArg);
        if is_prefix {
            self.prefix = Some((first, oparg << 8));
        }
        self.at += 1 + opcode.map_or(0, |opcode| opcode.deopt().cache_entries() as u32);
        Some(CodeUnit { offset, start: if is_prefix { offset } else { first }, number, oparg })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_of_every_length_survive() {
        let instructions = [
            (Opcode::LoadFast, 0xff),
            (Opcode::LoadAttr, 0x100),
            (Opcode::BuildList, 0x12_3456),
            (Opcode::JumpBackward, 0xffff_ffff),
            (Opcode::ReturnValue, 0),
        ];
        let mut writer = CodeWriter::new();
        let mut size = 0;
        for (opcode, oparg) in instructions {
            writer.push(opcode, oparg);
            size += instruction_size(opcode, oparg);
        }
        assert_eq!(writer.len(), size);
        let code = writer.code();
        let read: Vec<_> = CodeUnits::new(code)
            .filter(|unit| unit.opcode() != Some(Opcode::ExtendedArg))
            .map(|unit| (unit.opcode().unwrap(), unit.oparg))
            .collect();
        assert_eq!(read, instructions);
        let second = CodeUnits::new(code).nth(2).unwrap();
        assert_eq!((second.start, second.offset), (1, 2));
    }
}
