//! What is known of each instruction. The facts are in `spec/opcodes.toml`; here are the questions.

use crate::generated::{self, BinaryOp, Comparison, Opcode, compare};

impl Opcode {
    /// The opcode of a byte of code.
    pub fn from_u8(number: u8) -> Option<Self> {
        generated::BY_NUMBER[usize::from(number)]
    }

    /// The opcode of a number, those of the compiler included.
    pub fn from_number(number: u16) -> Option<Self> {
        generated::BY_NUMBER.get(usize::from(number)).copied().flatten()
    }

    /// The opcode with CPython's name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|opcode| opcode.name() == name)
    }

    /// All opcodes in the order of their numbers.
    pub fn all() -> impl Iterator<Item = Self> {
        generated::BY_NUMBER.iter().copied().flatten()
    }

    /// CPython's number.
    #[inline]
    pub const fn number(self) -> u16 {
        self as u16
    }

    /// The number as a byte of code; none for instructions of the compiler.
    #[inline]
    pub fn to_u8(self) -> Option<u8> {
        u8::try_from(self.number()).ok()
    }

    /// CPython's spelling, as in `LOAD_FAST`.
    pub fn name(self) -> &'static str {
        generated::NAMES[self as usize]
    }

    /// How many code units of inline cache follow.
    #[inline]
    pub fn cache_entries(self) -> usize {
        usize::from(generated::CACHE_UNITS[self as usize])
    }

    /// The longest inline cache.
    pub const MOST_CACHE_ENTRIES: usize = {
        let (mut most, mut index) = (0, 0);
        while index < generated::CACHE_UNITS.len() {
            if generated::CACHE_UNITS[index] > most {
                most = generated::CACHE_UNITS[index];
            }
            index += 1;
        }
        most as usize
    };

    /// The parts of the inline cache, each with its length in code units.
    pub fn cache_layout(self) -> &'static [(&'static str, u8)] {
        generated::CACHES[self as usize]
    }

    /// The head of the family of a specialised form; any other opcode itself.
    pub fn deopt(self) -> Self {
        generated::HEADS[self as usize]
    }

    /// What an instrumented form does besides reporting; any other opcode itself.
    pub fn uninstrumented(self) -> Self {
        generated::BASES[self as usize]
    }

    /// The specialised forms of a family's head.
    pub fn specializations(self) -> &'static [Self] {
        generated::specializations(self)
    }

    /// What the assembler makes of an instruction of the compiler.
    pub fn becomes(self) -> &'static [Self] {
        generated::becomes(self)
    }

    /// Whether this is an instruction of the compiler, which no code object holds.
    #[inline]
    pub const fn is_pseudo(self) -> bool {
        self.number() > 0xff
    }

    #[inline]
    fn has(self, flag: u16) -> bool {
        generated::FLAGS[self as usize] & flag != 0
    }

    /// Whether the operand means anything.
    #[inline]
    pub fn has_arg(self) -> bool {
        self.has(generated::ARG)
    }

    /// Whether the operand is an index into the constants.
    #[inline]
    pub fn has_const(self) -> bool {
        self.has(generated::CONST)
    }

    /// Whether the operand has an index into the names.
    pub fn has_name(self) -> bool {
        self.has(generated::NAME)
    }

    /// Whether the operand is a distance to jump.
    #[inline]
    pub fn has_jump(self) -> bool {
        self.has(generated::JUMP)
    }

    /// Whether the operand is an index of a cell or free variable.
    pub fn has_free(self) -> bool {
        self.has(generated::FREE)
    }

    /// Whether the operand has an index of a local.
    #[inline]
    pub fn has_local(self) -> bool {
        self.has(generated::LOCAL)
    }

    /// Whether it looks at the eval breaker.
    #[inline]
    pub fn has_eval_break(self) -> bool {
        self.has(generated::EVAL_BREAK)
    }

    /// Whether it may fall back to the head of its family.
    pub fn has_deopt(self) -> bool {
        self.has(generated::DEOPT)
    }

    /// Whether it may raise.
    pub fn has_error(self) -> bool {
        self.has(generated::ERROR)
    }

    /// Whether it may run other Python code.
    pub fn has_escapes(self) -> bool {
        self.has(generated::ESCAPES)
    }

    /// Whether it depends on nothing but its inputs and changes nothing else.
    pub fn has_pure(self) -> bool {
        self.has(generated::PURE)
    }

    /// Whether it pushes an exception handler: `SETUP_FINALLY` and its kind.
    #[inline]
    pub fn is_block_push(self) -> bool {
        self.has(generated::BLOCK_PUSH)
    }

    /// Whether it names a block: a jump, or the push of a handler.
    #[inline]
    pub fn has_target(self) -> bool {
        self.has(generated::JUMP | generated::BLOCK_PUSH)
    }

    /// Whether it always jumps.
    #[inline]
    pub fn is_unconditional_jump(self) -> bool {
        self.has(generated::UNCONDITIONAL_JUMP)
    }

    /// Whether it pops a condition and may jump: the `POP_JUMP_IF_…` four.
    #[inline]
    pub const fn is_conditional_jump(self) -> bool {
        matches!(
            self,
            Self::PopJumpIfFalse | Self::PopJumpIfTrue | Self::PopJumpIfNone | Self::PopJumpIfNotNone
        )
    }

    /// Whether it ends the frame's execution or the range: a return or a raise.
    #[inline]
    pub fn is_scope_exit(self) -> bool {
        self.has(generated::SCOPE_EXIT)
    }

    /// Whether what follows is reached by a jump only.
    #[inline]
    pub fn is_terminator(self) -> bool {
        self.has(generated::UNCONDITIONAL_JUMP | generated::SCOPE_EXIT)
    }

    /// Whether control goes elsewhere after it, or may: a jump, a return or a raise.
    #[inline]
    pub fn ends_block(self) -> bool {
        self.has(generated::JUMP | generated::SCOPE_EXIT)
    }

    /// How many items it takes from the stack.
    #[inline]
    pub fn popped(self, oparg: u32) -> i32 {
        match generated::POPPED[self as usize] {
            generated::BY_OPERAND => self.popped_by_operand(oparg),
            count => i32::from(count),
        }
    }

    /// How many items it leaves on the stack.
    #[inline]
    pub fn pushed(self, oparg: u32) -> i32 {
        match generated::PUSHED[self as usize] {
            generated::BY_OPERAND => self.pushed_by_operand(oparg),
            count => i32::from(count),
        }
    }

    /// How much deeper the stack is afterwards: on the way of the jump, or on the way straight on. What the push
    /// of a handler leaves is found by the handler only.
    #[inline]
    pub fn stack_effect(self, oparg: u32, jump: bool) -> i32 {
        let fixed = FIXED_EFFECTS[self as usize];
        if fixed == VARIES || jump { self.effect_by_formula(oparg, jump) } else { i32::from(fixed) }
    }

    fn popped_by_operand(self, oparg: u32) -> i32 {
        let formula = POPPED[self as usize];
        clamp(if formula.exact { formula.at(oparg) } else { generated::popped(self, i64::from(oparg)) })
    }

    fn pushed_by_operand(self, oparg: u32) -> i32 {
        let formula = PUSHED[self as usize];
        clamp(if formula.exact { formula.at(oparg) } else { generated::pushed(self, i64::from(oparg)) })
    }

    fn effect_by_formula(self, oparg: u32, jump: bool) -> i32 {
        if self.is_block_push() && !jump {
            return 0;
        }
        let formula = EFFECTS[self as usize];
        if formula.exact {
            clamp(formula.at(oparg))
        } else {
            self.pushed(oparg).saturating_sub(self.popped(oparg))
        }
    }

    /// The larger of the two stack effects.
    pub fn max_stack_effect(self, oparg: u32) -> i32 {
        self.stack_effect(oparg, true).max(self.stack_effect(oparg, false))
    }
}

/// How many items an instruction takes or leaves: `base + each * oparg + odd * (oparg & 1)`, unless it is one of the few
/// for which that is not `exact`.
#[derive(Clone, Copy)]
struct Formula {
    base: i8,
    each: i8,
    odd: i8,
    exact: bool,
}

/// The operands that a formula is derived from, and some that it is tried with.
const SAMPLES: [i64; 6] = [0, 1, 2, 3, 0x100, 0x1_0001];

impl Formula {
    /// The formula of a count that is known for the [`SAMPLES`].
    const fn of(counts: [i64; SAMPLES.len()]) -> Self {
        let base = counts[0];
        let each = (counts[2] - base) / 2;
        let odd = counts[1] - base - each;
        let mut formula = Self { base: base as i8, each: each as i8, odd: odd as i8, exact: true };
        let mut index = 0;
        while index < SAMPLES.len() {
            formula.exact &= formula.at(SAMPLES[index] as u32) == counts[index];
            index += 1;
        }
        formula
    }

    #[inline]
    const fn at(self, oparg: u32) -> i64 {
        let Self { base, each, odd, .. } = self;
        base as i64 + each as i64 * oparg as i64 + odd as i64 * (oparg & 1) as i64
    }
}

static POPPED: [Formula; generated::POPPED.len()] = formulas(true, false);
static PUSHED: [Formula; generated::POPPED.len()] = formulas(false, true);
/// How much deeper the stack is after each instruction, on the way of the jump.
static EFFECTS: [Formula; generated::POPPED.len()] = formulas(true, true);

/// That on the way straight on, where it does not depend on the operand; else [`VARIES`].
static FIXED_EFFECTS: [i8; generated::POPPED.len()] = {
    let mut effects = [VARIES; generated::POPPED.len()];
    let mut number = 0;
    while number < effects.len() {
        if let Formula { base, each: 0, odd: 0, exact: true } = EFFECTS[number]
            && generated::FLAGS[number] & generated::BLOCK_PUSH == 0
        {
            effects[number] = base;
        }
        number += 1;
    }
    effects
};
const VARIES: i8 = i8::MIN;

/// The formulas of what all instructions take, leave, or change by doing both.
const fn formulas(popped: bool, pushed: bool) -> [Formula; generated::POPPED.len()] {
    let mut formulas = [Formula::of([0; SAMPLES.len()]); generated::POPPED.len()];
    let mut number = 0;
    while number < formulas.len() {
        let mut counts = [0; SAMPLES.len()];
        let mut index = 0;
        while index < SAMPLES.len() {
            let taken = if popped { sample(number, SAMPLES[index], true) } else { 0 };
            let left = if pushed { sample(number, SAMPLES[index], false) } else { 0 };
            counts[index] = if pushed { left - taken } else { taken };
            index += 1;
        }
        formulas[number] = Formula::of(counts);
        number += 1;
    }
    formulas
}

const fn sample(number: usize, oparg: i64, popped: bool) -> i64 {
    let fixed = if popped { generated::POPPED[number] } else { generated::PUSHED[number] };
    match generated::BY_NUMBER[number] {
        Some(opcode) if fixed == generated::BY_OPERAND && popped => generated::popped(opcode, oparg),
        Some(opcode) if fixed == generated::BY_OPERAND => generated::pushed(opcode, oparg),
        _ => fixed as i64,
    }
}

/// Counts of hostile operands may be of any size.
#[inline]
fn clamp(count: i64) -> i32 {
    count.clamp(i64::from(-i32::MAX), i64::from(i32::MAX)) as i32
}

impl BinaryOp {
    /// The in-place operator of a plain one; the subscript and in-place operators have none.
    pub fn in_place(self) -> Option<Self> {
        let number = self as u32;
        if number < Self::InplaceAdd as u32 {
            Self::from_oparg(number + Self::InplaceAdd as u32)
        } else {
            None
        }
    }
}

impl Comparison {
    /// The operand of `COMPARE_OP`: the operator above the bits of [`compare`] that say which outcomes are true.
    pub const fn oparg(self) -> u32 {
        let outcomes = match self {
            Self::Lt => compare::LESS_THAN,
            Self::Le => compare::LESS_THAN | compare::EQUALS,
            Self::Eq => compare::EQUALS,
            Self::Ne => compare::UNORDERED | compare::LESS_THAN | compare::GREATER_THAN,
            Self::Gt => compare::GREATER_THAN,
            Self::Ge => compare::GREATER_THAN | compare::EQUALS,
        };
        (self as u32) << compare::SHIFT | outcomes
    }
}
