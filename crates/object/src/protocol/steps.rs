//! Operators in two steps, for an interpreter that pushes a frame for a method written in Python instead of calling it: which
//! method an operator asks first, and what it does when that one does not know.

use super::number::Operator;
use crate::compare::CompareOp;
use crate::instance;
use crate::py::{Py, PyResult};
use crate::type_::{Type, dunder};
use crate::types::float::FLOAT;
use crate::types::int::INT;
use crate::types::singletons::{boolean, is_not_implemented, none_ref};
use crate::value::{Borrowed, Value};

/// Whose method has been asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The left operand's for the operator in place: `__iadd__`.
    InPlace,
    /// The left operand's: `__add__`.
    Left,
    /// The right operand's, after the left one did not know: `__radd__`.
    Right,
}

impl Operator {
    /// The numbers of its special method, of the reflected one and of that in place.
    #[inline]
    const fn dunders(self) -> (usize, usize, usize) {
        match self {
            Self::Add => (dunder::ADD, dunder::RADD, dunder::IADD),
            Self::And => (dunder::AND, dunder::RAND, dunder::IAND),
            Self::FloorDivide => (dunder::FLOORDIV, dunder::RFLOORDIV, dunder::IFLOORDIV),
            Self::Lshift => (dunder::LSHIFT, dunder::RLSHIFT, dunder::ILSHIFT),
            Self::MatrixMultiply => (dunder::MATMUL, dunder::RMATMUL, dunder::IMATMUL),
            Self::Multiply => (dunder::MUL, dunder::RMUL, dunder::IMUL),
            Self::Remainder => (dunder::MOD, dunder::RMOD, dunder::IMOD),
            Self::Or => (dunder::OR, dunder::ROR, dunder::IOR),
            Self::Power => (dunder::POW, dunder::RPOW, dunder::IPOW),
            Self::Rshift => (dunder::RSHIFT, dunder::RRSHIFT, dunder::IRSHIFT),
            Self::Subtract => (dunder::SUB, dunder::RSUB, dunder::ISUB),
            Self::TrueDivide => (dunder::TRUEDIV, dunder::RTRUEDIV, dunder::ITRUEDIV),
            Self::Xor => (dunder::XOR, dunder::RXOR, dunder::IXOR),
            Self::Divmod => (dunder::DIVMOD, dunder::RDIVMOD, dunder::DIVMOD),
        }
    }
}

impl CompareOp {
    /// The number of its special method.
    #[inline]
    pub(crate) const fn dunder(self) -> usize {
        match self {
            Self::Lt => dunder::LT,
            Self::Le => dunder::LE,
            Self::Eq => dunder::EQ,
            Self::Ne => dunder::NE,
            Self::Gt => dunder::GT,
            Self::Ge => dunder::GE,
        }
    }
}

impl Type {
    /// What a special method resolves to in a class whose slot calls it; `slot` is the first special method of the slot.
    ///
    /// # Safety
    /// The result is used only as long as nothing can have changed the class.
    #[inline]
    unsafe fn python_method<'a>(&self, py: &Py, slot: usize, dunder: usize) -> Option<Borrowed<'a>> {
        if !self.is_python(py, slot) {
            return None;
        }
        let special = self.state(py).special.get(py);
        let method = special.as_ref()?.get(dunder)?.as_ref()?;
        // SAFETY: the class holds it.
        Some(unsafe { Borrowed::from_pointer(method.pointer()) })
    }

    /// Whether the other's class derives from this one, so that its methods go first.
    #[inline]
    fn yields_to(&self, py: &Py, other: &Self) -> bool {
        !self.is(other) && other.is_heap() && other.is_subtype(py, self)
    }
}

impl Py {
    /// The special method of a class that an operator calls first, and for which operand, if it has called nothing before that
    /// could be noticed. Nothing where it is no class written in Python that decides.
    ///
    /// # Safety
    /// The method is used only as long as nothing can have changed the classes.
    #[inline]
    pub unsafe fn operator_method<'a>(
        &self,
        op: Operator,
        in_place: bool,
        left: Borrowed<'_>,
        right: Borrowed<'_>,
    ) -> Option<(Borrowed<'a>, Asked)> {
        let (left, right) = (left.type_(), right.type_());
        let (own, reflected, own_in_place) = op.dunders();
        // SAFETY: the caller's promise.
        unsafe {
            if left.is_heap() {
                if in_place && left.is_python(self, own_in_place) {
                    return Some((left.python_method(self, own_in_place, own_in_place)?, Asked::InPlace));
                }
                if in_place && op.in_place_slot(&left.slots).is_some() {
                    return None;
                }
                let method = left.python_method(self, own, own)?;
                return (!left.yields_to(self, right)).then_some((method, Asked::Left));
            }
            // Plain numbers know only numbers.
            let number = left.is(&INT) || left.is(&FLOAT);
            if !number || right.is_subtype(self, &INT) || right.is_subtype(self, &FLOAT) {
                return None;
            }
            Some((right.python_method(self, own, reflected)?, Asked::Right))
        }
    }

    /// The `__getattr__` of a class written in Python, where reading an attribute of an object comes down to calling it.
    ///
    /// # Safety
    /// As for [`Self::operator_method`]. The name is an interned string.
    pub unsafe fn attribute_hook<'a>(&self, this: Borrowed<'_>, name: &Value) -> Option<Borrowed<'a>> {
        let class = this.type_();
        let generic = self.interpreter().object_getattribute()?;
        // SAFETY: the caller's promise.
        unsafe {
            let hook = class.python_method(self, dunder::GETATTRIBUTE, dunder::GETATTR)?;
            let first = class.python_method(self, dunder::GETATTRIBUTE, dunder::GETATTRIBUTE)?;
            let missing = first.is(generic)
                && class.lookup_borrowed(self, name).is_none()
                && instance::get(self, this, name).is_none();
            missing.then_some(hook)
        }
    }

    /// What an operator does when the method that was asked first has given `NotImplemented`.
    pub fn operator_rest(
        &mut self,
        op: Operator,
        in_place: bool,
        asked: Asked,
        left: &Value,
        right: &Value,
    ) -> PyResult<Value> {
        let known = match asked {
            Asked::InPlace if op == Operator::Power => {
                return match self.number_power(left, right, &none_ref())? {
                    Some(result) => Ok(result),
                    None => self.sequences(op, left, right, in_place),
                };
            }
            Asked::InPlace => self.number(op, left, right)?,
            Asked::Left => self.reflected(op, left, right)?,
            Asked::Right => None,
        };
        match known {
            Some(result) => Ok(result),
            None => self.sequences(op, left, right, in_place),
        }
    }

    /// Asks the right operand, of another class than the left one.
    fn reflected(&mut self, op: Operator, left: &Value, right: &Value) -> PyResult<Option<Value>> {
        let class = right.borrow().type_();
        if class.is(left.type_()) {
            return Ok(None);
        }
        let (own, reflected, _) = op.dunders();
        let result = if class.is_python(self, own) {
            match class.special(self, reflected) {
                Some(method) => self.call_method_value(&method, right.borrow(), &[left.borrow()])?,
                None => return Ok(None),
            }
        } else if op == Operator::Power {
            let Some(slot) = class.slots.power.get() else { return Ok(None) };
            slot(self, left.borrow(), right.borrow(), none_ref())?
        } else {
            let Some(slot) = op.slot(&class.slots) else { return Ok(None) };
            slot(self, left.borrow(), right.borrow())?
        };
        Ok((!is_not_implemented(&result)).then_some(result))
    }

    /// The method that a comparison calls first, if the left operand's class, written in Python, decides.
    ///
    /// # Safety
    /// As for [`Self::operator_method`].
    #[inline]
    pub unsafe fn comparison_method<'a>(
        &self,
        op: CompareOp,
        left: Borrowed<'_>,
        right: Borrowed<'_>,
    ) -> Option<Borrowed<'a>> {
        let (left, right) = (left.type_(), right.type_());
        // SAFETY: the caller's promise.
        let method = unsafe { left.python_method(self, dunder::LT, op.dunder()) }?;
        (!left.yields_to(self, right)).then_some(method)
    }

    /// What a comparison does when that method has given `NotImplemented`.
    pub fn comparison_rest(&mut self, op: CompareOp, left: &Value, right: &Value) -> PyResult<Value> {
        if let Some(compare) = right.type_().slots.compare.get() {
            let result = compare(self, right.borrow(), left.borrow(), op.reflected())?;
            if !is_not_implemented(&result) {
                return Ok(result);
            }
        }
        match op {
            CompareOp::Eq => Ok(boolean(left.is(right))),
            CompareOp::Ne => Ok(boolean(!left.is(right))),
            _ => Err(super::compare::not_supported(self, op, left, right)),
        }
    }

    /// What `container[key]` calls, if the container's class is written in Python.
    ///
    /// # Safety
    /// As for [`Self::operator_method`].
    #[inline]
    pub unsafe fn subscript_method<'a>(&self, container: Borrowed<'_>) -> Option<Borrowed<'a>> {
        // SAFETY: the caller's promise.
        unsafe { container.type_().python_method(self, dunder::GETITEM, dunder::GETITEM) }
    }

    /// What calling an object calls, if its class is written in Python.
    ///
    /// # Safety
    /// As for [`Self::operator_method`].
    #[inline]
    pub unsafe fn call_method_of<'a>(&self, callable: Borrowed<'_>) -> Option<Borrowed<'a>> {
        // SAFETY: the caller's promise.
        unsafe { callable.type_().python_method(self, dunder::CALL, dunder::CALL) }
    }
}
