//! What `lru_cache` remembers a call by.
//!
//! ```text
//! f(3), f('x')      the argument itself, where it is exactly an int or a str
//! f(a, b)           (a, b)
//! f(a, x=b)         (a, mark, 'x', b)                          mark: an object that is equal to nothing else
//! typed             … and then the types of all values
//! ```

use taipan_object::types::str_::STR;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

/// The key of a call.
#[inline]
pub(super) fn key_of(py: &Py, args: Args<'_>, typed: bool, mark: &Value) -> PyResult<Value> {
    if typed || args.has_keywords() {
        return long_key(py, args, typed, mark);
    }
    if args.len() == 1
        && let Some(only) = args.get(0)
        && (only.is_exact_int() || only.type_().is(&STR))
    {
        return Ok(only.to_value());
    }
    py.tuple(args.iter().map(Borrowed::to_value))
}

fn long_key(py: &Py, args: Args<'_>, typed: bool, mark: &Value) -> PyResult<Value> {
    let mut parts: Vec<Value> = args.iter().map(Borrowed::to_value).collect();
    if args.has_keywords() {
        parts.push(mark.clone());
        for (name, value) in args.keywords() {
            parts.extend([name.to_value(), value.to_value()]);
        }
    }
    if typed {
        parts.extend(args.iter().map(|value| value.type_().to_value()));
        parts.extend(args.keywords().map(|(_, value)| value.type_().to_value()));
    }
    py.tuple(parts)
}
