//! The operators of `_operator` as functions: comparisons, arithmetic, and arithmetic in place.

use taipan_macros::pymodule;
use taipan_object::protocol::number::Operator;
use taipan_object::type_::SlotId;
use taipan_object::{CompareOp, Py, PyResult, Value};

/// Comparisons.
pub(super) struct Comparisons;

#[pymodule("_operator")]
impl Comparisons {
    /// Same as a < b.
    #[pyfunction("(a, b, /)")]
    fn lt(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.compare(a, b, CompareOp::Lt)
    }

    /// Same as a <= b.
    #[pyfunction("(a, b, /)")]
    fn le(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.compare(a, b, CompareOp::Le)
    }

    /// Same as a == b.
    #[pyfunction("(a, b, /)")]
    fn eq(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.compare(a, b, CompareOp::Eq)
    }

    /// Same as a != b.
    #[pyfunction("(a, b, /)")]
    fn ne(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.compare(a, b, CompareOp::Ne)
    }

    /// Same as a >= b.
    #[pyfunction("(a, b, /)")]
    fn ge(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.compare(a, b, CompareOp::Ge)
    }

    /// Same as a > b.
    #[pyfunction("(a, b, /)")]
    fn gt(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.compare(a, b, CompareOp::Gt)
    }
}

/// Arithmetic.
pub(super) struct Arithmetic;

#[pymodule("_operator")]
impl Arithmetic {
    /// Same as a + b.
    #[pyfunction("(a, b, /)")]
    fn add(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::Add, a, b)
    }

    /// Same as a - b.
    #[pyfunction("(a, b, /)")]
    fn sub(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::Subtract, a, b)
    }

    /// Same as a * b.
    #[pyfunction("(a, b, /)")]
    fn mul(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::Multiply, a, b)
    }

    /// Same as a @ b.
    #[pyfunction("(a, b, /)")]
    fn matmul(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::MatrixMultiply, a, b)
    }

    /// Same as a // b.
    #[pyfunction("(a, b, /)")]
    fn floordiv(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::FloorDivide, a, b)
    }

    /// Same as a / b.
    #[pyfunction("(a, b, /)")]
    fn truediv(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::TrueDivide, a, b)
    }

    /// Same as a % b.
    #[pyfunction("(a, b, /)")]
    fn r#mod(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::Remainder, a, b)
    }

    /// Same as a << b.
    #[pyfunction("(a, b, /)")]
    fn lshift(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::Lshift, a, b)
    }

    /// Same as a >> b.
    #[pyfunction("(a, b, /)")]
    fn rshift(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::Rshift, a, b)
    }

    /// Same as a & b.
    #[pyfunction("(a, b, /)")]
    fn and_(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::And, a, b)
    }

    /// Same as a ^ b.
    #[pyfunction("(a, b, /)")]
    fn xor(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::Xor, a, b)
    }

    /// Same as a | b.
    #[pyfunction("(a, b, /)")]
    fn or_(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::Or, a, b)
    }

    /// Same as a ** b.
    #[pyfunction("(a, b, /)")]
    fn pow(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.binary(Operator::Power, a, b)
    }

    /// Same as -a.
    #[pyfunction("(a, /)")]
    fn neg(py: &mut Py, a: &Value) -> PyResult<Value> {
        py.unary(SlotId::Negative, a)
    }

    /// Same as +a.
    #[pyfunction("(a, /)")]
    fn pos(py: &mut Py, a: &Value) -> PyResult<Value> {
        py.unary(SlotId::Positive, a)
    }

    /// Same as ~a.
    #[pyfunction("(a, /)")]
    fn inv(py: &mut Py, a: &Value) -> PyResult<Value> {
        py.unary(SlotId::Invert, a)
    }

    /// Same as ~a.
    #[pyfunction("(a, /)")]
    fn invert(py: &mut Py, a: &Value) -> PyResult<Value> {
        py.unary(SlotId::Invert, a)
    }

    /// Same as abs(a).
    #[pyfunction("(a, /)")]
    fn abs(py: &mut Py, a: &Value) -> PyResult<Value> {
        py.unary(SlotId::Absolute, a)
    }
}

/// Arithmetic in place.
pub(super) struct InPlace;

#[pymodule("_operator")]
impl InPlace {
    /// Same as a += b.
    #[pyfunction("(a, b, /)")]
    fn iadd(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::Add, a, b)
    }

    /// Same as a -= b.
    #[pyfunction("(a, b, /)")]
    fn isub(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::Subtract, a, b)
    }

    /// Same as a *= b.
    #[pyfunction("(a, b, /)")]
    fn imul(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::Multiply, a, b)
    }

    /// Same as a @= b.
    #[pyfunction("(a, b, /)")]
    fn imatmul(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::MatrixMultiply, a, b)
    }

    /// Same as a //= b.
    #[pyfunction("(a, b, /)")]
    fn ifloordiv(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::FloorDivide, a, b)
    }

    /// Same as a /= b.
    #[pyfunction("(a, b, /)")]
    fn itruediv(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::TrueDivide, a, b)
    }

    /// Same as a %= b.
    #[pyfunction("(a, b, /)")]
    fn imod(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::Remainder, a, b)
    }

    /// Same as a <<= b.
    #[pyfunction("(a, b, /)")]
    fn ilshift(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::Lshift, a, b)
    }

    /// Same as a >>= b.
    #[pyfunction("(a, b, /)")]
    fn irshift(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::Rshift, a, b)
    }

    /// Same as a &= b.
    #[pyfunction("(a, b, /)")]
    fn iand(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::And, a, b)
    }

    /// Same as a ^= b.
    #[pyfunction("(a, b, /)")]
    fn ixor(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::Xor, a, b)
    }

    /// Same as a |= b.
    #[pyfunction("(a, b, /)")]
    fn ior(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::Or, a, b)
    }

    /// Same as a **= b.
    #[pyfunction("(a, b, /)")]
    fn ipow(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.in_place(Operator::Power, a, b)
    }
}
