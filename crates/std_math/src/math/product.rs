//! `prod`

use taipan_macros::pymodule;
use taipan_object::protocol::number::Operator;
use taipan_object::{Borrowed, Py, PyResult, Value};

/// The function.
pub(super) struct Products;

#[pymodule("math")]
impl Products {
    /// The product of start and of all values of an iterable.
    #[pyfunction("(iterable, /, *, start=1)")]
    fn prod(py: &mut Py, iterable: &Value, start: Option<Borrowed<'_>>) -> PyResult<Value> {
        let iterator = py.iter(iterable)?;
        let mut product = match start {
            Some(start) => start.to_value(),
            None => py.int(1)?,
        };
        while let Some(item) = py.next(&iterator)? {
            let whole = (product.as_small_int(), item.as_small_int());
            product = match (whole, product.as_small_float(), item.as_small_float()) {
                ((Some(a), Some(b)), ..) if let Some(result) = a.checked_mul(b) => py.int(result)?,
                (_, Some(a), Some(b)) => py.float(a * b)?,
                _ => py.binary(Operator::Multiply, &product, &item)?,
            };
        }
        Ok(product)
    }
}
