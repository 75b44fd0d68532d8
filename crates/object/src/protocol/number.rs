//! Operators.

use crate::exception as exc;
use crate::py::{Py, PyResult};
use crate::type_::SlotId;
use crate::type_::shapes::{Binary, Ternary};
use crate::type_::{Slots, Type, generated::Function};
use crate::types::singletons::{is_none, is_not_implemented, none_ref};
use crate::value::Value;

/// A binary operator. The numbers are those of `BINARY_OP`; the in-place form is 13 above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Operator {
    /// `+`
    Add = 0,
    /// `&`
    And = 1,
    /// `//`
    FloorDivide = 2,
    /// `<<`
    Lshift = 3,
    /// `@`
    MatrixMultiply = 4,
    /// `*`
    Multiply = 5,
    /// `%`
    Remainder = 6,
    /// `|`
    Or = 7,
    /// `**`
    Power = 8,
    /// `>>`
    Rshift = 9,
    /// `-`
    Subtract = 10,
    /// `/`
    TrueDivide = 11,
    /// `^`
    Xor = 12,
    /// `divmod()`, which has no number.
    Divmod = 13,
}

impl Operator {
    /// The operator of a number below 13.
    pub const fn from_number(number: u32) -> Option<Self> {
        Some(match number {
            0 => Self::Add,
            1 => Self::And,
            2 => Self::FloorDivide,
            3 => Self::Lshift,
            4 => Self::MatrixMultiply,
            5 => Self::Multiply,
            6 => Self::Remainder,
            7 => Self::Or,
            8 => Self::Power,
            9 => Self::Rshift,
            10 => Self::Subtract,
            11 => Self::TrueDivide,
            12 => Self::Xor,
            _ => return None,
        })
    }

    /// How error messages write it.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::And => "&",
            Self::FloorDivide => "//",
            Self::Lshift => "<<",
            Self::MatrixMultiply => "@",
            Self::Multiply => "*",
            Self::Remainder => "%",
            Self::Or => "|",
            Self::Power => "** or pow()",
            Self::Rshift => ">>",
            Self::Subtract => "-",
            Self::TrueDivide => "/",
            Self::Xor => "^",
            Self::Divmod => "divmod()",
        }
    }

    /// What a type has for the operator, or for its form in place. Powers have slots of another kind.
    #[inline(always)]
    pub fn slot_of(self, type_: &Type, in_place: bool) -> Option<Binary> {
        let own = if in_place { self.in_place_slot(&type_.slots) } else { None };
        own.or_else(|| self.slot(&type_.slots))
    }

    #[inline]
    pub(super) fn slot(self, slots: &Slots) -> Option<Binary> {
        match self {
            Self::Add => slots.add.get(),
            Self::And => slots.and.get(),
            Self::FloorDivide => slots.floor_divide.get(),
            Self::Lshift => slots.lshift.get(),
            Self::MatrixMultiply => slots.matrix_multiply.get(),
            Self::Multiply => slots.multiply.get(),
            Self::Remainder => slots.remainder.get(),
            Self::Or => slots.or.get(),
            Self::Power => None,
            Self::Rshift => slots.rshift.get(),
            Self::Subtract => slots.subtract.get(),
            Self::TrueDivide => slots.true_divide.get(),
            Self::Xor => slots.xor.get(),
            Self::Divmod => slots.divmod.get(),
        }
    }

    #[inline]
    pub(super) fn in_place_slot(self, slots: &Slots) -> Option<Binary> {
        match self {
            Self::Add => slots.inplace_add.get(),
            Self::And => slots.inplace_and.get(),
            Self::FloorDivide => slots.inplace_floor_divide.get(),
            Self::Lshift => slots.inplace_lshift.get(),
            Self::MatrixMultiply => slots.inplace_matrix_multiply.get(),
            Self::Multiply => slots.inplace_multiply.get(),
            Self::Remainder => slots.inplace_remainder.get(),
            Self::Or => slots.inplace_or.get(),
            Self::Power | Self::Divmod => None,
            Self::Rshift => slots.inplace_rshift.get(),
            Self::Subtract => slots.inplace_subtract.get(),
            Self::TrueDivide => slots.inplace_true_divide.get(),
            Self::Xor => slots.inplace_xor.get(),
        }
    }
}

impl Py {
    /// `left + right` and the like.
    #[inline]
    pub fn binary(&mut self, op: Operator, left: &Value, right: &Value) -> PyResult<Value> {
        if op == Operator::Add
            && let (Some(left), Some(right)) = (left.as_small_int(), right.as_small_int())
        {
            // Two numbers of 63 bits.
            return self.int(left + right);
        }
        self.binary_by_slots(op, left, right)
    }

    fn binary_by_slots(&mut self, op: Operator, left: &Value, right: &Value) -> PyResult<Value> {
        if op == Operator::Power {
            return self.power(left, right, &none_ref());
        }
        if op == Operator::Add
            && let Some(concat) = left.type_().slots.concat.get()
            && left.type_().slots.add.get().is_none()
            && right.type_().slots.add.get().is_none()
        {
            // Sequences, none of which asks to add.
            return concat(self, left.borrow(), right.borrow());
        }
        if let Some(result) = self.number(op, left, right)? {
            return Ok(result);
        }
        self.sequences(op, left, right, false)
    }

    /// `left += right` and the like.
    pub fn in_place(&mut self, op: Operator, left: &Value, right: &Value) -> PyResult<Value> {
        if op == Operator::Power {
            return self.in_place_power(left, right);
        }
        if let Some(in_place) = op.in_place_slot(&left.type_().slots) {
            let result = in_place(self, left.borrow(), right.borrow())?;
            if !is_not_implemented(&result) {
                return Ok(result);
            }
        }
        if let Some(result) = self.number(op, left, right)? {
            return Ok(result);
        }
        self.sequences(op, left, right, true)
    }

    /// What an operator does when no number knew: sequences are joined and repeated, or it is an error.
    pub(super) fn sequences(
        &mut self,
        op: Operator,
        left: &Value,
        right: &Value,
        in_place: bool,
    ) -> PyResult<Value> {
        match op {
            Operator::Add => {
                let slots = &left.borrow().type_().slots;
                let own = if in_place { slots.inplace_concat.get() } else { None };
                if let Some(concat) = own.or_else(|| slots.concat.get()) {
                    return concat(self, left.borrow(), right.borrow());
                }
            }
            Operator::Multiply => {
                if let Some(result) = self.repeat(left, right, in_place)? {
                    return Ok(result);
                }
            }
            _ => {}
        }
        let symbol = match (op, in_place) {
            (Operator::Power, true) => "**=".to_owned(),
            (op, true) => format!("{}=", op.symbol()),
            (op, false) => op.symbol().to_owned(),
        };
        Err(unsupported(self, &symbol, left, right))
    }

    /// `pow(base, exponent, modulus)`; the modulus may be None.
    pub fn power(&mut self, base: &Value, exponent: &Value, modulus: &Value) -> PyResult<Value> {
        match self.number_power(base, exponent, modulus)? {
            Some(result) => Ok(result),
            None if is_none(modulus) => Err(unsupported(self, Operator::Power.symbol(), base, exponent)),
            None => Err(exc::type_error(
                self,
                format_args!(
                    "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
                    base.type_().name(),
                    exponent.type_().name(),
                    modulus.type_().name()
                ),
            )),
        }
    }

    fn in_place_power(&mut self, base: &Value, exponent: &Value) -> PyResult<Value> {
        if let Some(power) = base.type_().slots.inplace_power.get() {
            let result = power(self, base.borrow(), exponent.borrow(), none_ref())?;
            if !is_not_implemented(&result) {
                return Ok(result);
            }
        }
        match self.number_power(base, exponent, &none_ref())? {
            Some(result) => Ok(result),
            None => Err(unsupported(self, "**=", base, exponent)),
        }
    }

    /// Asks the slots of base and exponent, that of the more derived class first, then that of the modulus. None is asked
    /// twice.
    pub(super) fn number_power(
        &mut self,
        base: &Value,
        exponent: &Value,
        modulus: &Value,
    ) -> PyResult<Option<Value>> {
        let (base_type, exponent_type) = (base.borrow().type_(), exponent.borrow().type_());
        let differs = |slot: Ternary, other: Option<Ternary>| {
            !other.is_some_and(|other| std::ptr::fn_addr_eq(slot, other))
        };
        let first = base_type.slots.power.get();
        let second = exponent_type.slots.power.get();
        let second = second.filter(|&slot| !base_type.is(exponent_type) && differs(slot, first));
        let third = modulus.type_().slots.power.get();
        let third = third.filter(|&slot| differs(slot, first) && differs(slot, second));
        let derived = first.is_some() && second.is_some() && exponent_type.is_subtype(self, base_type);
        let order = if derived { [second, first, third] } else { [first, second, third] };
        for slot in order.into_iter().flatten() {
            let result = slot(self, base.borrow(), exponent.borrow(), modulus.borrow())?;
            if !is_not_implemented(&result) {
                return Ok(Some(result));
            }
        }
        Ok(None)
    }

    /// Asks both operands' number slots, that of the more derived class first.
    pub(super) fn number(&mut self, op: Operator, left: &Value, right: &Value) -> PyResult<Option<Value>> {
        let (left_type, right_type) = (left.borrow().type_(), right.borrow().type_());
        let first = op.slot(&left_type.slots);
        if left_type.is(right_type) {
            let Some(slot) = first else { return Ok(None) };
            let result = slot(self, left.borrow(), right.borrow())?;
            return Ok(Some(result).filter(|result| !is_not_implemented(result)));
        }
        let mut second = op.slot(&right_type.slots);
        if let (Some(a), Some(b)) = (first, second)
            && std::ptr::fn_addr_eq(a, b)
        {
            second = None;
        }
        if let (Some(slot), Some(_)) = (second, first)
            && right_type.is_subtype(self, left_type)
        {
            let result = slot(self, left.borrow(), right.borrow())?;
            if !is_not_implemented(&result) {
                return Ok(Some(result));
            }
            second = None;
        }
        for slot in [first, second].into_iter().flatten() {
            let result = slot(self, left.borrow(), right.borrow())?;
            if !is_not_implemented(&result) {
                return Ok(Some(result));
            }
        }
        Ok(None)
    }

    /// A sequence times a number, whichever side it stands on.
    fn repeat(&mut self, left: &Value, right: &Value, in_place: bool) -> PyResult<Option<Value>> {
        let own = |slots: &Slots| {
            if in_place {
                slots.inplace_repeat.get().or_else(|| slots.repeat.get())
            } else {
                slots.repeat.get()
            }
        };
        let (sequence, count, repeat) = match (own(&left.type_().slots), right.type_().slots.repeat.get()) {
            (Some(repeat), _) => (left, right, repeat),
            (None, Some(repeat)) => (right, left, repeat),
            (None, None) => return Ok(None),
        };
        if count.type_().slots.index.get().is_none() {
            return Err(exc::type_error(
                self,
                format_args!("can't multiply sequence by non-int of type '{}'", count.type_().name()),
            ));
        }
        let count = super::convert::index_or_overflow(self, count)?;
        repeat(self, sequence.borrow(), count).map(Some)
    }

    /// `-value` and the like: `SlotId::Negative`, `Positive`, `Absolute` or `Invert`.
    pub fn unary(&mut self, slot: SlotId, value: &Value) -> PyResult<Value> {
        if let Some(
            Function::Negative(f) | Function::Positive(f) | Function::Absolute(f) | Function::Invert(f),
        ) = value.type_().slots.get(slot)
        {
            return f(self, value.borrow());
        }
        let shown = match slot {
            SlotId::Negative => "unary -",
            SlotId::Positive => "unary +",
            SlotId::Invert => "unary ~",
            _ => "abs()",
        };
        Err(exc::type_error(self, format_args!("bad operand type for {shown}: '{}'", value.type_().name())))
    }
}

#[cold]
fn unsupported(py: &Py, symbol: &str, left: &Value, right: &Value) -> crate::Raised {
    let print = symbol == ">>"
        && left.exact::<crate::native::NativeFunction>().is_some_and(|it| it.definition.name == "print");
    let (left, right) = (left.type_().name(), right.type_().name());
    if print {
        return exc::type_error(
            py,
            format_args!(
                "unsupported operand type(s) for {symbol}: '{left}' and '{right}'. Did you mean \"print(<message>, file=<output_stream>)\"?"
            ),
        );
    }
    exc::type_error(py, format_args!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'"))
}
