//! What a memory checker is told by an allocator of our own: which memory is in use. Built with `--cfg checker="address"`, for
//! AddressSanitizer; otherwise these functions do nothing.

use std::ptr::NonNull;

// SAFETY: the declarations are those of `sanitizer/asan_interface.h`.
#[cfg(checker = "address")]
unsafe extern "C" {
    fn __asan_poison_memory_region(start: *const u8, size: usize);
    fn __asan_unpoison_memory_region(start: *const u8, size: usize);
}

/// Nobody may touch this memory from now on.
#[inline(always)]
#[cfg_attr(not(checker = "address"), expect(unused_variables, reason = "nobody is told"))]
pub fn hide(start: NonNull<u8>, size: usize) {
    #[cfg(checker = "address")]
    // SAFETY: the checker notes it in memory of its own.
    unsafe {
        __asan_poison_memory_region(start.as_ptr(), size);
    }
}

/// This memory is in use.
#[inline(always)]
#[cfg_attr(not(checker = "address"), expect(unused_variables, reason = "nobody is told"))]
pub fn show(start: NonNull<u8>, size: usize) {
    #[cfg(checker = "address")]
    // SAFETY: as above.
    unsafe {
        __asan_unpoison_memory_region(start.as_ptr(), size);
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
