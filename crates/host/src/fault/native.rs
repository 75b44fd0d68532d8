//! The native stack of this thread, as far as the C library can unwind it.

use super::Out;

/// The most frames that are shown.
const MOST: usize = 32;

/// Loads what unwinding needs, which a signal handler should not have to.
pub fn prepare() {
    addresses(&mut [0; 1]);
}

/// Writes which functions of which files are on the stack.
pub fn report(out: Out) {
    out.text("Current thread's C stack trace (most recent call first):\n");
    let mut frames = [0; MOST];
    let count = addresses(&mut frames);
    if count == 0 {
        out.text("  <cannot get C stack on this system>\n");
    }
    for &address in frames.iter().take(count) {
        frame(out, address);
    }
    if count == MOST {
        out.text("  <truncated rest of calls>\n");
    }
}

#[cfg(target_env = "gnu")]
fn addresses(frames: &mut [usize]) -> usize {
    let room = i32::try_from(frames.len()).unwrap_or(i32::MAX);
    // SAFETY: an address is a word, and there is room for so many.
    let count = unsafe { libc::backtrace(frames.as_mut_ptr().cast(), room) };
    usize::try_from(count).unwrap_or(0)
}

#[cfg(not(target_env = "gnu"))]
fn addresses(_: &mut [usize]) -> usize {
    0
}

fn frame(out: Out, address: usize) {
    // SAFETY: the information is filled in where the call succeeds; names are texts that end with a zero.
    unsafe {
        let mut info: libc::Dl_info = std::mem::zeroed();
        let found = libc::dladdr(std::ptr::without_provenance(address), &raw mut info) != 0;
        if !found || info.dli_fname.is_null() {
            out.text("  <unknown>");
        } else {
            out.text("  Binary file \"");
            out.bytes(std::ffi::CStr::from_ptr(info.dli_fname).to_bytes());
            out.text("\", at ");
            let base = if info.dli_sname.is_null() {
                info.dli_fbase
            } else {
                out.bytes(std::ffi::CStr::from_ptr(info.dli_sname).to_bytes());
                info.dli_saddr
            };
            out.text("+0x");
            out.hex(address.wrapping_sub(base.addr()) as u64, 1);
        }
    }
    out.text(" [0x");
    out.hex(address as u64, 1);
    out.text("]\n");
}
