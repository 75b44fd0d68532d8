//! Compares with tables that CPython made (the scripts lie beside them in `golden/`).

mod complex;
mod float;
mod int;
mod table;

use taipan_num::Error;

/// The class that Python raises.
fn exception(error: Error) -> String {
    let name = match error {
        Error::OutOfMemory => "MemoryError",
        Error::ZeroDivision => "ZeroDivisionError",
        Error::Overflow | Error::Infinite => "OverflowError",
        Error::Complex => "complex",
        _ => "ValueError",
    };
    format!("!{name}")
}

fn answer<T>(result: Result<T, Error>, show: impl Fn(T) -> String) -> String {
    result.map_or_else(exception, show)
}
