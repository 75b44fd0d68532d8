//! The allocator of the process, where it is mimalloc.

/// `mimalloc.h`: `mi_option_purge_delay`, after how many milliseconds unused pages are given back to the system.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

/// Short enough that a program which compiles file after file holds a quarter less than with the default of a second, and
/// long enough that it costs little time. (At once would cost a sixth, ten milliseconds a twentieth.)
const MILLISECONDS: core::ffi::c_long = 100;

/// Lets mimalloc give unused pages back soon.
pub fn give_back_soon() {
    // SAFETY: setting an option is allowed at any time; the number is that of an option that exists.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, MILLISECONDS) };
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_option_is_the_one_that_is_meant() {
        // SAFETY: reading an option has no condition.
        let delay = || unsafe { libmimalloc_sys::mi_option_get(super::PURGE_DELAY) };
        assert_eq!(delay(), 1000, "the default of this option, and of no other");
        super::give_back_soon();
        assert_eq!(delay(), 100);
    }
}
