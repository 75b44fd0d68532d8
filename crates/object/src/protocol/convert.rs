//! Conversions: `repr`, `str`, truth, length, whole numbers.

use std::fmt::Write as _;

use taipan_num::int::IntRef;

use crate::exception as exc;
use crate::py::{Py, PyResult};
use crate::types::singletons::{as_bool, is_none};
use crate::types::str_::STR;
use crate::value::{Borrowed, Value};

impl Py {
    /// `repr(value)`
    pub fn repr(&mut self, value: &Value) -> PyResult<Value> {
        self.check_stack("while getting the repr of an object")?;
        let Some(repr) = value.type_().slots.repr.get() else {
            return crate::types::object::repr(self, value.borrow());
        };
        let result = repr(self, value.borrow())?;
        if result.is_str() {
            return Ok(result);
        }
        Err(exc::type_error(
            self,
            format_args!("__repr__ returned non-string (type {})", result.type_().name()),
        ))
    }

    /// `str(value)`
    pub fn to_str(&mut self, value: &Value) -> PyResult<Value> {
        if value.type_().is(&STR) {
            return Ok(value.clone());
        }
        let Some(str_) = value.type_().slots.str.get() else { return self.repr(value) };
        self.check_stack("while getting the str of an object")?;
        let result = str_(self, value.borrow())?;
        if result.is_str() {
            return Ok(result);
        }
        Err(exc::type_error(
            self,
            format_args!("__str__ returned non-string (type {})", result.type_().name()),
        ))
    }

    /// `repr(value)` in ASCII: other characters escaped.
    pub fn ascii(&mut self, value: &Value) -> PyResult<Value> {
        let repr = self.repr(value)?;
        let Some(text) = repr.get::<crate::types::str_::Str>().filter(|text| !text.is_ascii()) else {
            return Ok(repr);
        };
        let mut escaped = String::new();
        for point in text.code_points() {
            match point {
                0..0x80 => escaped.push(point as u8 as char),
                0x80..0x100 => drop(write!(escaped, "\\x{point:02x}")),
                0x100..0x10000 => drop(write!(escaped, "\\u{point:04x}")),
                _ => drop(write!(escaped, "\\U{point:08x}")),
            }
        }
        self.str(&escaped)
    }

    /// The truth of a value.
    #[inline]
    pub fn is_true(&mut self, value: &Value) -> PyResult<bool> {
        if let Some(truth) = as_bool(value) {
            return Ok(truth);
        }
        if let Some(int) = value.as_small_int() {
            return Ok(int != 0);
        }
        if is_none(value) {
            return Ok(false);
        }
        let slots = &value.type_().slots;
        if let Some(truth) = slots.truth.get() {
            return truth(self, value.borrow());
        }
        match slots.length.get() {
            Some(len) => Ok(len(self, value.borrow())? != 0),
            None => Ok(true),
        }
    }

    /// `len(value)`
    pub fn len(&mut self, value: &Value) -> PyResult<usize> {
        match value.type_().slots.length.get() {
            Some(len) => len(self, value.borrow()),
            None => Err(exc::type_error(
                self,
                format_args!("object of type '{}' has no len()", value.type_().name()),
            )),
        }
    }

    /// `operator.index(value)`: an exact int.
    pub fn index(&mut self, value: &Value) -> PyResult<Value> {
        if value.is_exact_int() {
            return Ok(value.clone());
        }
        if value.is_int() {
            return self.exact_int(value);
        }
        let Some(index) = value.type_().slots.index.get() else {
            return Err(exc::type_error(
                self,
                format_args!("'{}' object cannot be interpreted as an integer", value.type_().name()),
            ));
        };
        let result = index(self, value.borrow())?;
        if result.is_exact_int() {
            return Ok(result);
        }
        if result.is_int() {
            self.warn_of_subclass("__index__", "int", &result)?;
            return self.exact_int(&result);
        }
        Err(exc::type_error(
            self,
            format_args!("__index__ returned non-int (type {})", result.type_().name()),
        ))
    }

    /// The exact int of the same number as one of a subclass.
    #[cold]
    fn exact_int(&mut self, value: &Value) -> PyResult<Value> {
        self.heap().big_int(value.as_int(&mut [0]).unwrap_or(IntRef::ZERO))
    }

    /// A whole number that fits into 64 bits. `OverflowError` if it does not.
    pub fn to_i64(&mut self, value: &Value) -> PyResult<i64> {
        if let Some(small) = value.as_small_int() {
            return Ok(small);
        }
        let int = self.index(value)?;
        match int.as_i64() {
            Some(value) => Ok(value),
            None => Err(exc::overflow_error(self, format_args!("Python int too large to convert to C long"))),
        }
    }

    /// A whole number as a size or offset. `OverflowError` if it does not fit.
    pub fn to_isize(&mut self, value: &Value) -> PyResult<isize> {
        if let Some(small) = value.as_small_int() {
            return Ok(small as isize);
        }
        let int = self.index(value)?;
        match int.as_i64() {
            Some(value) => Ok(value as isize),
            None => {
                Err(exc::overflow_error(self, format_args!("Python int too large to convert to C ssize_t")))
            }
        }
    }

    /// A whole number as an index into something: what does not fit becomes the largest or smallest number there is.
    pub fn to_clamped(&mut self, value: &Value) -> PyResult<isize> {
        if let Some(small) = value.as_small_int() {
            return Ok(small as isize);
        }
        let int = self.index(value)?;
        let mut limb = [0];
        let number = int.as_int(&mut limb);
        Ok(match number.and_then(IntRef::to_i64) {
            Some(value) => value as isize,
            None if number.is_some_and(|number| number.negative) => isize::MIN,
            None => isize::MAX,
        })
    }

    /// A float of a float, an int, or anything with `__float__` or `__index__`.
    pub fn to_f64(&mut self, value: &Value) -> PyResult<f64> {
        if let Some(float) = value.as_float() {
            return Ok(float);
        }
        self.convert_to_f64(value)
    }

    /// The same as `float()` does it: a float of another class is asked too.
    pub fn convert_to_f64(&mut self, value: &Value) -> PyResult<f64> {
        if let Some(small) = value.as_small_int() {
            return Ok(small as f64);
        }
        let is_plain = value.type_().is(&crate::types::int::INT);
        if let Some(float) = value.type_().slots.float.get().filter(|_| !is_plain) {
            let result = float(self, value.borrow())?;
            return match result.as_float() {
                Some(float) if result.borrow().is_exact_float() => Ok(float),
                Some(float) => {
                    let method = format!("{}.__float__", value.type_().name());
                    self.warn_of_subclass(&method, "float", &result)?;
                    Ok(float)
                }
                None => Err(exc::type_error(
                    self,
                    format_args!(
                        "{}.__float__ returned non-float (type {})",
                        value.type_().name(),
                        result.type_().name()
                    ),
                )),
            };
        }
        if !value.is_int() && value.type_().slots.index.get().is_none() {
            return Err(exc::type_error(
                self,
                format_args!("must be real number, not {}", value.type_().name()),
            ));
        }
        let int = self.index(value)?;
        let converted = int.as_int(&mut [0]).map(taipan_num::int::to_f64);
        match converted {
            Some(Ok(float)) => Ok(float),
            _ => Err(exc::overflow_error(self, format_args!("int too large to convert to float"))),
        }
    }

    /// Marks a container as being shown. `None`: it is being shown already, and contains itself.
    pub fn enter_repr(&mut self, value: Borrowed<'_>) -> Option<ReprGuard> {
        let word = value.word();
        let mut showing = self.shared().showing.take();
        let again = showing.contains(&word);
        if !again {
            showing.push(word);
        }
        self.shared().showing.set(showing);
        (!again).then_some(ReprGuard(word))
    }

    /// Ends what [`Self::enter_repr`] began.
    #[expect(clippy::needless_pass_by_value, reason = "the guard is used up")]
    pub fn leave_repr(&mut self, guard: ReprGuard) {
        let mut showing = self.shared().showing.take();
        if let Some(at) = showing.iter().rposition(|&word| word == guard.0) {
            showing.remove(at);
        }
        self.shared().showing.set(showing);
    }
}

/// Says that a container is being shown.
#[must_use]
pub struct ReprGuard(usize);

/// The length that a `__len__` method returned.
pub(crate) fn length_from_result(py: &mut Py, result: &Value) -> PyResult<usize> {
    let int = py.index(result)?;
    if int.as_int(&mut [0]).is_some_and(|int| int.negative) {
        return Err(exc::value_error(py, format_args!("__len__() should return >= 0")));
    }
    match int.as_i64() {
        Some(len) => Ok(len as usize),
        None => Err(exc::overflow_error(
            py,
            format_args!("cannot fit '{}' into an index-sized integer", result.type_().name()),
        )),
    }
}

/// A whole number that must fit an index.
pub(crate) fn index_or_overflow(py: &mut Py, value: &Value) -> PyResult<isize> {
    let int = py.index(value)?;
    match int.as_i64() {
        Some(value) => Ok(value as isize),
        None => Err(exc::overflow_error(
            py,
            format_args!("cannot fit '{}' into an index-sized integer", value.type_().name()),
        )),
    }
}
