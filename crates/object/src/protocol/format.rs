//! `format()`: what f-strings and `str.format` are made of.

use taipan_text::Name;

use crate::exception as exc;
use crate::py::{Py, PyResult, Raised};
use crate::types::float::FLOAT;
use crate::types::str_::{STR, Str};
use crate::value::Value;

impl Py {
    /// `format(value, spec)`. The specification is a `str`.
    #[inline]
    pub fn format(&mut self, value: &Value, spec: &Value) -> PyResult<Value> {
        match spec.get::<Str>().is_some_and(Str::is_empty) {
            true => self.format_plainly(value),
            false => self.call_format(value, spec),
        }
    }

    /// `format(value)`
    #[inline]
    pub fn format_plainly(&mut self, value: &Value) -> PyResult<Value> {
        let class = value.type_();
        if class.is(&STR) {
            return Ok(value.clone());
        }
        if value.is_exact_int() || class.is(&FLOAT) {
            return self.to_str(value);
        }
        let spec = self.str("")?;
        self.call_format(value, &spec)
    }

    fn call_format(&mut self, value: &Value, spec: &Value) -> PyResult<Value> {
        let name = self.name(Name::__FORMAT__).clone();
        let Some(method) = value.type_().lookup(self, &name) else { return Err(no_format(self, value)) };
        let result = self.call_method_value(&method, value.borrow(), &[spec.borrow()])?;
        if result.is_str() {
            return Ok(result);
        }
        Err(exc::type_error(
            self,
            format_args!("__format__ must return a str, not {}", result.type_().name()),
        ))
    }
}

#[cold]
fn no_format(py: &Py, value: &Value) -> Raised {
    exc::type_error(py, format_args!("Type {} doesn't define __format__", value.type_().name()))
}
