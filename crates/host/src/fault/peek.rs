//! Reading memory that may not be there. The system does it, and says so if it is not; so these functions are safe in every
//! sense, whatever the addresses.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the system refuses to read a process's memory: in a sandbox, perhaps.
static REFUSED: AtomicBool = AtomicBool::new(false);

/// Copies the bytes at an address. False where some of them are not there.
pub fn bytes(address: usize, into: &mut [u8]) -> bool {
    if into.is_empty() {
        return true;
    }
    if REFUSED.load(Ordering::Relaxed) {
        return through_pipe(address, into);
    }
    let local = libc::iovec { iov_base: into.as_mut_ptr().cast(), iov_len: into.len() };
    let remote = libc::iovec { iov_base: std::ptr::without_provenance_mut(address), iov_len: into.len() };
    // SAFETY: the system writes to `into`, and checks that it can read the other.
    let read =
        unsafe { libc::process_vm_readv(libc::getpid(), &raw const local, 1, &raw const remote, 1, 0) };
    if read >= 0 {
        return read.unsigned_abs() == into.len();
    }
    if std::io::Error::last_os_error().raw_os_error() == Some(libc::EFAULT) {
        return false;
    }
    REFUSED.store(true, Ordering::Relaxed);
    through_pipe(address, into)
}

/// A word.
pub fn word(address: usize) -> Option<usize> {
    let mut word = [0; size_of::<usize>()];
    bytes(address, &mut word).then(|| usize::from_ne_bytes(word))
}

/// A byte.
pub fn byte(address: usize) -> Option<u8> {
    let mut byte = [0];
    bytes(address, &mut byte).then_some(byte[0])
}

/// The same by writing them to a pipe: the system refuses to write what it cannot read.
fn through_pipe(address: usize, into: &mut [u8]) -> bool {
    // More would not fit in the pipe, and nobody asks for more.
    if into.len() > 4096 {
        return false;
    }
    let mut ends = [0; 2];
    // SAFETY: the ends are there; the system checks the rest.
    unsafe {
        if libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC | libc::O_NONBLOCK) != 0 {
            return false;
        }
        let wanted = into.len() as isize;
        let copied = libc::write(ends[1], std::ptr::without_provenance(address), into.len()) == wanted
            && libc::read(ends[0], into.as_mut_ptr().cast(), into.len()) == wanted;
        libc::close(ends[0]);
        libc::close(ends[1]);
        copied
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_that_is_not_there_is_not_read() {
        let here = 0x1234_5678_usize;
        let address = (&raw const here).addr();
        for read in [bytes, through_pipe] {
            let mut copy = [0; size_of::<usize>()];
            assert!(read(address, &mut copy));
            assert_eq!(usize::from_ne_bytes(copy), here);
            assert!(!read(8, &mut copy));
            assert!(!read(usize::MAX - 20, &mut copy));
        }
    }
}
