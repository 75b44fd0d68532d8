//! What a memory checker is told by an allocator of our own: which memory is in use. Built with `--cfg checker="address"` for
//! AddressSanitizer, with `--cfg checker="memory"` for valgrind's memcheck; otherwise these functions do nothing.

use std::ptr::NonNull;

// SAFETY: the declarations are those of `sanitizer/asan_interface.h`.
#[cfg(checker = "address")]
unsafe extern "C" {
    fn __asan_poison_memory_region(start: *const u8, size: usize);
    fn __asan_unpoison_memory_region(start: *const u8, size: usize);
}

/// Nobody may touch this memory from now on.
#[inline(always)]
#[cfg_attr(not(checker), expect(unused_variables, reason = "nobody is told"))]
pub fn hide(start: NonNull<u8>, size: usize) {
    #[cfg(checker = "address")]
    // SAFETY: the checker notes it in memory of its own.
    unsafe {
        __asan_poison_memory_region(start.as_ptr(), size);
    }
    #[cfg(checker = "memory")]
    memcheck::tell(memcheck::NO_ACCESS, start, size);
}

/// This memory is in use. Nobody knows what it holds.
#[inline(always)]
#[cfg_attr(not(checker), expect(unused_variables, reason = "nobody is told"))]
pub fn show(start: NonNull<u8>, size: usize) {
    #[cfg(checker = "address")]
    // SAFETY: as above.
    unsafe {
        __asan_unpoison_memory_region(start.as_ptr(), size);
    }
    #[cfg(checker = "memory")]
    memcheck::tell(memcheck::UNDEFINED, start, size);
}

/// Requests to memcheck, as `valgrind.h` describes them: an instruction sequence without effect that valgrind knows.
#[cfg(checker = "memory")]
mod memcheck {
    use std::arch::asm;
    use std::ptr::NonNull;

    /// The requests of memcheck begin with its letters.
    const FIRST: u64 = (b'M' as u64) << 24 | (b'C' as u64) << 16;
    pub(super) const NO_ACCESS: u64 = FIRST;
    pub(super) const UNDEFINED: u64 = FIRST + 1;

    pub(super) fn tell(request: u64, start: NonNull<u8>, size: usize) {
        let words = [request, start.as_ptr() as u64, size as u64, 0, 0, 0];
        // SAFETY: the rotations amount to two whole turns, and the exchange is one of a register with itself.
        unsafe {
            asm!(
                "rol rdi, 3", "rol rdi, 13", "rol rdi, 61", "rol rdi, 51",
                "xchg rbx, rbx",
                in("rax") words.as_ptr(),
                inout("rdx") 0_u64 => _,
                inout("rdi") 0_u64 => _,
            );
        }
    }
}

/// What AddressSanitizer is told when the program starts: nothing is looked for that lives to the end of the process, and signals are
/// ours.
#[cfg(checker = "address")]
// SAFETY: the name is the sanitizer's own for this.
#[unsafe(no_mangle)]
extern "C" fn __asan_default_options() -> *const std::ffi::c_char {
    c"detect_leaks=0:detect_stack_use_after_return=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_abort=0:handle_sigill=0:allocator_may_return_null=1:exitcode=86".as_ptr()
}
