//! The C library's locale. It belongs to the process, and only who has the guard of such things may use it.

use std::ffi::{CStr, c_char, c_int};
use std::io;
use std::ptr;
use std::sync::Once;

use crate::process_wide::guard;

unsafe extern "C" {
    fn wcscoll(a: *const i32, b: *const i32) -> c_int;
    fn wcsxfrm(to: *mut i32, from: *const i32, count: usize) -> usize;
    fn gettext(message: *const c_char) -> *mut c_char;
    fn dgettext(domain: *const c_char, message: *const c_char) -> *mut c_char;
    fn dcgettext(domain: *const c_char, message: *const c_char, category: c_int) -> *mut c_char;
    fn textdomain(domain: *const c_char) -> *mut c_char;
    fn bindtextdomain(domain: *const c_char, directory: *const c_char) -> *mut c_char;
    fn bind_textdomain_codeset(domain: *const c_char, codeset: *const c_char) -> *mut c_char;
}

/// A text of the library, copied.
///
/// # Safety
/// It is null or ends with a zero.
unsafe fn copied(text: *const c_char) -> Option<Vec<u8>> {
    // SAFETY: the caller's promise.
    unsafe { text.as_ref().map(|text| CStr::from_ptr(text).to_bytes().to_vec()) }
}

fn address(text: Option<&CStr>) -> *const c_char {
    text.map_or(ptr::null(), CStr::as_ptr)
}

/// Takes the encoding of characters from the environment, once, as Python does when it starts.
pub fn start() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = set(libc::LC_CTYPE, Some(c""));
    });
}

/// Whether characters are those of the locale `C`, which are none beyond ASCII.
pub fn is_plain() -> bool {
    start();
    matches!(set(libc::LC_CTYPE, None).as_deref(), None | Some(b"C" | b"POSIX"))
}

/// Takes the encoding of characters from the first of these locales that there is.
pub fn choose_characters<'l>(locales: &[&'l CStr]) -> Option<&'l CStr> {
    locales.iter().copied().find(|locale| set(libc::LC_CTYPE, Some(locale)).is_some())
}

/// Sets the locale of a category, or asks for it. `None` when there is none.
pub fn set(category: i32, locale: Option<&CStr>) -> Option<Vec<u8>> {
    let _guard = guard();
    // SAFETY: the name ends with a zero; see above for threads.
    unsafe { copied(libc::setlocale(category, address(locale))) }
}

/// How numbers and amounts are written. Texts are in the locale's encoding; `CHAR_MAX` means that nothing is said.
pub struct Conventions {
    /// Texts, in the order of C's structure: `decimal_point`, `thousands_sep`, `grouping`, `int_curr_symbol`,
    /// `currency_symbol`, `mon_decimal_point`, `mon_thousands_sep`, `mon_grouping`, `positive_sign`, `negative_sign`.
    pub texts: [Vec<u8>; 10],
    /// Numbers: `int_frac_digits`, `frac_digits`, `p_cs_precedes`, `p_sep_by_space`, `n_cs_precedes`, `n_sep_by_space`,
    /// `p_sign_posn`, `n_sign_posn`.
    pub numbers: [i8; 8],
}

/// How numbers and amounts are written in the current locale.
pub fn conventions() -> Conventions {
    let _guard = guard();
    // SAFETY: the structure is the library's, and stays as it is until the locale changes; its texts end with zeros.
    unsafe {
        let raw = &*libc::localeconv();
        let texts = [
            raw.decimal_point,
            raw.thousands_sep,
            raw.grouping,
            raw.int_curr_symbol,
            raw.currency_symbol,
            raw.mon_decimal_point,
            raw.mon_thousands_sep,
            raw.mon_grouping,
            raw.positive_sign,
            raw.negative_sign,
        ];
        Conventions {
            texts: texts.map(|text| copied(text).unwrap_or_default()),
            numbers: [
                raw.int_frac_digits,
                raw.frac_digits,
                raw.p_cs_precedes,
                raw.p_sep_by_space,
                raw.n_cs_precedes,
                raw.n_sep_by_space,
                raw.p_sign_posn,
                raw.n_sign_posn,
            ],
        }
    }
}

/// What the locale says about an item of `langinfo.h`.
pub fn information(item: i32) -> Vec<u8> {
    let _guard = guard();
    // SAFETY: any number may be asked for; the text ends with a zero.
    unsafe { copied(libc::nl_langinfo(item)).unwrap_or_default() }
}

/// What the locale says about an item that is several texts, each of which ends with a zero; at most so many.
pub fn information_list(item: i32, most: usize) -> Vec<Vec<u8>> {
    let _guard = guard();
    let mut texts = Vec::new();
    // SAFETY: the library's texts lie one after the other, and an empty one ends them.
    unsafe {
        let mut place: *const c_char = libc::nl_langinfo(item);
        while texts.len() < most && !place.is_null() && *place != 0 {
            let text = CStr::from_ptr(place).to_bytes();
            texts.push(text.to_vec());
            place = place.add(text.len() + 1);
        }
    }
    texts
}

/// Compares texts, which are code points that end with a zero, by the locale.
pub fn compare(a: &[i32], b: &[i32]) -> i32 {
    let _guard = guard();
    if a.last() != Some(&0) || b.last() != Some(&0) {
        return 0;
    }
    // SAFETY: both end with a zero.
    unsafe { wcscoll(a.as_ptr(), b.as_ptr()) }
}

/// What to compare instead of a text, which is code points that end with a zero; without a zero.
pub fn transform(text: &[i32]) -> io::Result<Vec<i32>> {
    if text.last() != Some(&0) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut room = text.len().saturating_mul(2) + 1;
    let _guard = guard();
    loop {
        let mut to = Vec::new();
        to.try_reserve_exact(room).map_err(|_| io::ErrorKind::OutOfMemory)?;
        to.resize(room, 0);
        // SAFETY: the text ends with a zero, and there is as much room as it is told.
        let needed = unsafe { wcsxfrm(to.as_mut_ptr(), text.as_ptr(), room) };
        if needed < room {
            to.truncate(needed);
            return Ok(to);
        }
        if needed == usize::MAX {
            return Err(io::Error::last_os_error());
        }
        room = needed + 1;
    }
}

/// A message in the language of the locale.
pub fn translated(domain: Option<Option<&CStr>>, message: &CStr, category: Option<i32>) -> Vec<u8> {
    let _guard = guard();
    let message = message.as_ptr();
    // SAFETY: texts end with zeros; what comes back does, too.
    unsafe {
        let text = match (domain, category) {
            (None, _) => gettext(message),
            (Some(domain), None) => dgettext(address(domain), message),
            (Some(domain), Some(category)) => dcgettext(address(domain), message, category),
        };
        copied(text).unwrap_or_default()
    }
}

/// Sets the domain that messages come from, or asks for it.
pub fn set_domain(domain: Option<&CStr>) -> io::Result<Vec<u8>> {
    let _guard = guard();
    // SAFETY: the name ends with a zero.
    unsafe { copied(textdomain(address(domain))) }.ok_or_else(io::Error::last_os_error)
}

/// Sets the directory of a domain's messages, or asks for it.
pub fn bind_domain(domain: &CStr, directory: Option<&CStr>) -> io::Result<Vec<u8>> {
    let _guard = guard();
    // SAFETY: the names end with zeros.
    unsafe { copied(bindtextdomain(domain.as_ptr(), address(directory))) }
        .ok_or_else(io::Error::last_os_error)
}

/// Sets the encoding in which a domain's messages come, or asks for it.
pub fn bind_codeset(domain: &CStr, codeset: Option<&CStr>) -> Option<Vec<u8>> {
    // SAFETY: the names end with zeros.
    unsafe { copied(bind_textdomain_codeset(domain.as_ptr(), address(codeset))) }
}
