//! The environment of the process, which the C library's other functions read (time zones, locales).

use std::ffi::{CStr, OsStr, c_char};
use std::io;
use std::os::unix::ffi::OsStrExt as _;

use crate::process_wide::guard;

unsafe extern "C" {
    static environ: *const *const c_char;
}

/// Names and values, in the order in which they lie. What has no `=` after its first character is left out.
pub fn variables() -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut found = Vec::new();
    let _guard = guard();
    // SAFETY: the array ends with a null pointer, and the texts with zero bytes. Only threads of other libraries could change
    // it meanwhile; the interpreters' own wait for the guard.
    unsafe {
        let mut at = environ;
        while !at.is_null() && !(*at).is_null() {
            let text = CStr::from_ptr(*at).to_bytes();
            if let Some(end) = text.iter().skip(1).position(|&byte| byte == b'=') {
                found.push((text[..=end].to_vec(), text[end + 2..].to_vec()));
            }
            at = at.add(1);
        }
    }
    found
}

/// Sets a variable.
pub fn set(name: &CStr, value: &CStr) -> io::Result<()> {
    let name = checked(name)?;
    let _guard = guard();
    // SAFETY: see `variables` about others; readers of Rust's library wait for its own lock, which this takes, too.
    unsafe { std::env::set_var(name, OsStr::from_bytes(value.to_bytes())) };
    Ok(())
}

/// Removes a variable.
pub fn unset(name: &CStr) -> io::Result<()> {
    let name = checked(name)?;
    let _guard = guard();
    // SAFETY: as for `set`.
    unsafe { std::env::remove_var(name) };
    Ok(())
}

/// A name, if a variable may have it.
fn checked(name: &CStr) -> io::Result<&OsStr> {
    let bytes = name.to_bytes();
    if bytes.is_empty() || bytes.contains(&b'=') {
        return Err(io::Error::from_raw_os_error(libc::EINVAL));
    }
    Ok(OsStr::from_bytes(bytes))
}

/// The environment as the system wants it.
pub(crate) fn pointers() -> *const *const c_char {
    // SAFETY: only the pointer is read; see `variables` about others.
    unsafe { environ }
}
