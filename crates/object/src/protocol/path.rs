//! Names of files.

use crate::exception as exc;
use crate::py::{Py, PyResult};
use crate::types::bytes::Bytes;
use crate::value::{Borrowed, Value};
use taipan_text::Name;

impl Py {
    /// The name of a file as a `str`: a string, bytes in UTF-8, or what `__fspath__` gives.
    pub fn fs_decoded(&mut self, given: Borrowed<'_>) -> PyResult<Value> {
        let mut value = given.to_value();
        if !value.is_str() && value.get::<Bytes>().is_none() {
            let name = self.name(Name::__FSPATH__).clone();
            let Some(method) = value.type_().lookup(self, &name) else {
                let class = given.type_().name();
                return Err(exc::type_error(
                    self,
                    format_args!("expected str, bytes or os.PathLike object, not {class}"),
                ));
            };
            value = self.call_unbound(&method, given, &[])?;
        }
        if value.is_str() {
            return Ok(value);
        }
        match value.get::<Bytes>() {
            Some(bytes) => self.str(&String::from_utf8_lossy(bytes.data())),
            None => {
                let (class, result) = (given.type_().name(), value.type_().name());
                Err(exc::type_error(
                    self,
                    format_args!("expected {class}.__fspath__() to return str or bytes, not {result}"),
                ))
            }
        }
    }
}
