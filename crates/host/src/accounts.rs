//! Users and groups: those of the process, and the system's lists of them.

use std::ffi::{CStr, c_char};
use std::io;
use std::mem::MaybeUninit;

use crate::calls::{check, check_number};

/// The real, effective and saved user of the process.
pub fn users() -> io::Result<[u32; 3]> {
    let mut users = [0; 3];
    let [real, effective, saved] = &mut users;
    // SAFETY: the call fills in three numbers.
    check(unsafe { libc::getresuid(real, effective, saved) })?;
    Ok(users)
}

/// The real, effective and saved group of the process.
pub fn groups() -> io::Result<[u32; 3]> {
    let mut groups = [0; 3];
    let [real, effective, saved] = &mut groups;
    // SAFETY: the call fills in three numbers.
    check(unsafe { libc::getresgid(real, effective, saved) })?;
    Ok(groups)
}

/// The further groups of the process.
pub fn further_groups() -> io::Result<Vec<u32>> {
    // SAFETY: without room the call only counts.
    let count = check(unsafe { libc::getgroups(0, std::ptr::null_mut()) })?;
    let mut groups = vec![0; usize::try_from(count).unwrap_or(0)];
    // SAFETY: there is room for so many.
    let count = check(unsafe { libc::getgroups(count, groups.as_mut_ptr()) })?;
    groups.truncate(usize::try_from(count).unwrap_or(0));
    Ok(groups)
}

/// Sets the further groups of the process.
pub fn set_further_groups(groups: &[u32]) -> io::Result<()> {
    // SAFETY: so many numbers are there.
    check(unsafe { libc::setgroups(groups.len(), groups.as_ptr()) }).map(drop)
}

/// The groups of a user, `group` among them.
pub fn groups_of(user: &CStr, group: u32) -> io::Result<Vec<u32>> {
    let mut room = 64;
    loop {
        let mut groups = vec![0; room];
        let mut count = i32::try_from(room).unwrap_or(i32::MAX);
        // SAFETY: there is room for so many.
        let result = unsafe { libc::getgrouplist(user.as_ptr(), group, groups.as_mut_ptr(), &raw mut count) };
        let count = usize::try_from(count).unwrap_or(0);
        if result != -1 {
            groups.truncate(count);
            return Ok(groups);
        }
        if room > 1 << 20 {
            return Err(io::Error::from_raw_os_error(libc::ERANGE));
        }
        room = count.max(room * 2);
    }
}

/// A user in the system's list.
#[derive(Clone, Debug)]
pub struct User {
    /// The name.
    pub name: Vec<u8>,
    /// The encrypted password, or `x`.
    pub password: Vec<u8>,
    /// The number.
    pub user: u32,
    /// The number of the user's group.
    pub group: u32,
    /// The real name.
    pub information: Vec<u8>,
    /// The home directory.
    pub directory: Vec<u8>,
    /// The shell.
    pub shell: Vec<u8>,
}

/// A group in the system's list.
#[derive(Clone, Debug)]
pub struct Group {
    /// The name.
    pub name: Vec<u8>,
    /// The encrypted password.
    pub password: Vec<u8>,
    /// The number.
    pub group: u32,
    /// The names of the members.
    pub members: Vec<Vec<u8>>,
}

/// # Safety
/// The text ends with a zero byte, or there is none.
unsafe fn bytes(text: *const c_char) -> Vec<u8> {
    if text.is_null() {
        return Vec::new();
    }
    // SAFETY: the caller's promise.
    unsafe { CStr::from_ptr(text) }.to_bytes().to_vec()
}

/// # Safety
/// The texts of the entry are there.
unsafe fn user(entry: &libc::passwd) -> User {
    // SAFETY: the caller's promise.
    unsafe {
        User {
            name: bytes(entry.pw_name),
            password: bytes(entry.pw_passwd),
            user: entry.pw_uid,
            group: entry.pw_gid,
            information: bytes(entry.pw_gecos),
            directory: bytes(entry.pw_dir),
            shell: bytes(entry.pw_shell),
        }
    }
}

/// # Safety
/// The texts of the entry are there, and its list of members ends with a null pointer.
unsafe fn group(entry: &libc::group) -> Group {
    // SAFETY: the caller's promise.
    unsafe {
        let mut members = Vec::new();
        let mut at = entry.gr_mem;
        while !at.is_null() && !(*at).is_null() {
            members.push(bytes(*at));
            at = at.add(1);
        }
        Group { name: bytes(entry.gr_name), password: bytes(entry.gr_passwd), group: entry.gr_gid, members }
    }
}

/// Looks an entry up with a buffer for its texts that grows as long as it is too small.
fn look_up<E, T>(
    call: impl Fn(*mut E, &mut [u8], *mut *mut E) -> i32,
    copy: unsafe fn(&E) -> T,
) -> io::Result<Option<T>> {
    let mut size = 1024;
    loop {
        let mut buffer = vec![0; size];
        let mut entry = MaybeUninit::<E>::uninit();
        let mut result = std::ptr::null_mut();
        match check_number(call(entry.as_mut_ptr(), &mut buffer, &raw mut result)) {
            Err(error) if error.raw_os_error() == Some(libc::ERANGE) => size *= 2,
            Err(error) if error.raw_os_error() == Some(libc::ENOMEM) => return Err(error),
            // Where there is no list of accounts, there is nobody; Python wants no more to be said.
            Err(_) => return Ok(None),
            Ok(()) if result.is_null() => return Ok(None),
            // SAFETY: the call has filled in the entry, whose texts lie in the buffer.
            Ok(()) => return Ok(Some(unsafe { copy(&*result) })),
        }
    }
}

/// The user of a number.
pub fn user_of_number(number: u32) -> io::Result<Option<User>> {
    look_up(
        // SAFETY: the call writes no more than the buffer holds.
        |entry, buffer, result| unsafe {
            libc::getpwuid_r(number, entry, buffer.as_mut_ptr().cast(), buffer.len(), result)
        },
        user,
    )
}

/// The user of a name.
pub fn user_of_name(name: &CStr) -> io::Result<Option<User>> {
    look_up(
        // SAFETY: the name ends with a zero byte; the call writes no more than the buffer holds.
        |entry, buffer, result| unsafe {
            libc::getpwnam_r(name.as_ptr(), entry, buffer.as_mut_ptr().cast(), buffer.len(), result)
        },
        user,
    )
}

/// The group of a number.
pub fn group_of_number(number: u32) -> io::Result<Option<Group>> {
    look_up(
        // SAFETY: the call writes no more than the buffer holds.
        |entry, buffer, result| unsafe {
            libc::getgrgid_r(number, entry, buffer.as_mut_ptr().cast(), buffer.len(), result)
        },
        group,
    )
}

/// The group of a name.
pub fn group_of_name(name: &CStr) -> io::Result<Option<Group>> {
    look_up(
        // SAFETY: the name ends with a zero byte; the call writes no more than the buffer holds.
        |entry, buffer, result| unsafe {
            libc::getgrnam_r(name.as_ptr(), entry, buffer.as_mut_ptr().cast(), buffer.len(), result)
        },
        group,
    )
}

/// Guards the positions of the C library in its lists, of which there is one for the process.
static LISTS: std::sync::Mutex<()> = std::sync::Mutex::new(());

/// All users.
pub fn all_users() -> Vec<User> {
    let _guard = LISTS.lock();
    let mut found = Vec::new();
    // SAFETY: nobody else goes through the list; an entry is valid until the next call.
    unsafe {
        libc::setpwent();
        while let Some(entry) = libc::getpwent().as_ref() {
            found.push(user(entry));
        }
        libc::endpwent();
    }
    found
}

/// All groups.
pub fn all_groups() -> Vec<Group> {
    let _guard = LISTS.lock();
    let mut found = Vec::new();
    // SAFETY: nobody else goes through the list; an entry is valid until the next call.
    unsafe {
        libc::setgrent();
        while let Some(entry) = libc::getgrent().as_ref() {
            found.push(group(entry));
        }
        libc::endgrent();
    }
    found
}
