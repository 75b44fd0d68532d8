//! The system's log.

use std::ffi::{CStr, CString};
use std::ptr;
use std::sync::{Mutex, PoisonError};

/// The name that messages begin with. The system goes on looking at it.
static NAME: Mutex<Option<CString>> = Mutex::new(None);

/// Says how messages are written from here on; without a name they begin with the program's.
pub fn open(name: Option<CString>, options: i32, facility: i32) {
    let mut kept = NAME.lock().unwrap_or_else(PoisonError::into_inner);
    let address = name.as_ref().map_or(ptr::null(), |name| name.as_ptr());
    // SAFETY: the name ends with a zero, and is kept until there is another one.
    unsafe { libc::openlog(address, options, facility) };
    *kept = name;
}

/// Writes a message.
pub fn write(priority: i32, message: &CStr) {
    let _kept = NAME.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: the message ends with a zero, and is no format.
    unsafe { libc::syslog(priority, c"%s".as_ptr(), message.as_ptr()) };
}

/// Ends what `open` began.
pub fn close() {
    let mut kept = NAME.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: it takes nothing. Without a name the system looks at none.
    unsafe {
        libc::closelog();
        libc::openlog(ptr::null(), 0, libc::LOG_USER);
        libc::closelog();
    }
    *kept = None;
}

/// Says which priorities are written; gives which were.
pub fn set_mask(mask: i32) -> i32 {
    // SAFETY: only a number goes in.
    unsafe { libc::setlogmask(mask) }
}
