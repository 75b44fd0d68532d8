//! The environment of the process, which the C library's other functions read (time zones, locales).

use std::ffi::{CStr, c_char};
use std::io;

use crate::calls::check;

unsafe extern "C" {
    static environ: *const *const c_char;
}

/// Names and values, in the order in which they lie. What has no `=` after its first character is left out.
pub fn variables() -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut found = Vec::new();
    // SAFETY: the array ends with a null pointer, and the texts with zero bytes. Only threads of other libraries could change
    // it meanwhile; the interpreter's own wait for its lock.
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
    // SAFETY: both end with a zero byte; see `variables` about others.
    check(unsafe { libc::setenv(name.as_ptr(), value.as_ptr(), 1) }).map(drop)
}

/// Removes a variable.
pub fn unset(name: &CStr) -> io::Result<()> {
    // SAFETY: it ends with a zero byte; see `variables` about others.
    check(unsafe { libc::unsetenv(name.as_ptr()) }).map(drop)
}

/// The environment as the system wants it.
pub(crate) fn pointers() -> *const *const c_char {
    // SAFETY: only the pointer is read; see `variables` about others.
    unsafe { environ }
}
