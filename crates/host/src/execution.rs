//! Running other programs in place of this one.

use std::ffi::{CStr, CString, c_char};
use std::io;
use std::ptr::{null, null_mut};

use crate::calls::check;

/// Texts as the system wants them: an array of pointers that ends with a null.
pub struct Texts<'a>(Vec<*const c_char>, std::marker::PhantomData<&'a CStr>);

// SAFETY: the texts are borrowed and nobody changes them.
unsafe impl Sync for Texts<'_> {}
// SAFETY: as above.
unsafe impl Send for Texts<'_> {}

impl<'a> Texts<'a> {
    /// An array of texts.
    pub fn of(texts: &'a [CString]) -> Self {
        let pointers = texts.iter().map(|text| text.as_ptr()).chain([null()]).collect();
        Self(pointers, std::marker::PhantomData)
    }

    /// The address of the first.
    pub fn as_ptr(&self) -> *const *const c_char {
        self.0.as_ptr()
    }
}

/// Runs a program with its arguments and environment, or with that of the process. Comes back only if it fails.
pub fn execute(path: &CStr, arguments: &[CString], variables: Option<&[CString]>) -> io::Error {
    let arguments = Texts::of(arguments);
    // SAFETY: the path ends with a zero byte, and the arrays with null pointers.
    unsafe {
        match variables.map(Texts::of) {
            Some(variables) => libc::execve(path.as_ptr(), arguments.as_ptr(), variables.as_ptr()),
            None => libc::execv(path.as_ptr(), arguments.as_ptr()),
        };
    }
    io::Error::last_os_error()
}

/// Runs the program in an open file. Comes back only if it fails.
pub fn execute_file(fd: i32, arguments: &[CString], variables: &[CString]) -> io::Error {
    let (arguments, variables) = (Texts::of(arguments), Texts::of(variables));
    // SAFETY: the arrays end with null pointers.
    unsafe { libc::fexecve(fd, arguments.as_ptr(), variables.as_ptr()) };
    io::Error::last_os_error()
}

/// Forks with a new terminal: the child's number and the master end.
pub fn forkpty() -> io::Result<(i32, i32)> {
    let mut master = -1;
    // SAFETY: the call fills in a number; nothing else is asked for.
    let pid = check(unsafe { libc::forkpty(&raw mut master, null_mut(), null_mut(), null_mut()) })?;
    Ok((pid, master))
}
