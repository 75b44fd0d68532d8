//! `posix_spawn`: a program in a child process, as the C library starts it.

use std::ffi::{CStr, CString};
use std::io;
use std::mem::MaybeUninit;

use crate::calls::check_number;
use crate::execution::Texts;

/// What is done to a descriptor in the child.
#[derive(Clone, Debug)]
pub enum FileAction {
    /// A file is opened with flags and mode.
    Open(i32, CString, i32, u32),
    /// It is closed.
    Close(i32),
    /// Another number becomes a descriptor of the same file.
    Duplicate(i32, i32),
    /// It and all above it are closed.
    CloseFrom(i32),
}

/// What is different about the child.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// The process group to join, 0 for one of its own.
    pub process_group: Option<i32>,
    /// Whether the effective user and group become the real ones.
    pub reset_ids: bool,
    /// Whether it leads a new session.
    pub new_session: bool,
    /// The signals that are blocked.
    pub mask: Option<Vec<i32>>,
    /// The signals that get their default handlers.
    pub defaults: Option<Vec<i32>>,
    /// The scheduling policy, if it is another, and the priority.
    pub scheduler: Option<(Option<i32>, i32)>,
}

unsafe extern "C" {
    fn posix_spawn_file_actions_addclosefrom_np(
        actions: *mut libc::posix_spawn_file_actions_t,
        from: i32,
    ) -> i32;
}

/// A list of actions that is given back in the end.
struct Actions(libc::posix_spawn_file_actions_t);

impl Actions {
    fn new(actions: &[FileAction]) -> io::Result<Self> {
        let mut list = MaybeUninit::uninit();
        // SAFETY: the call makes the list.
        let mut list = unsafe {
            check_number(libc::posix_spawn_file_actions_init(list.as_mut_ptr()))?;
            Self(list.assume_init())
        };
        let place = &raw mut list.0;
        for action in actions {
            // SAFETY: the list was made; paths end with a zero byte, and the library copies them.
            check_number(unsafe {
                match action {
                    FileAction::Open(fd, path, flags, mode) => {
                        libc::posix_spawn_file_actions_addopen(place, *fd, path.as_ptr(), *flags, *mode)
                    }
                    FileAction::Close(fd) => libc::posix_spawn_file_actions_addclose(place, *fd),
                    FileAction::Duplicate(fd, to) => libc::posix_spawn_file_actions_adddup2(place, *fd, *to),
                    FileAction::CloseFrom(fd) => posix_spawn_file_actions_addclosefrom_np(place, *fd),
                }
            })?;
        }
        Ok(list)
    }
}

impl Drop for Actions {
    fn drop(&mut self) {
        // SAFETY: the list was made.
        unsafe { libc::posix_spawn_file_actions_destroy(&raw mut self.0) };
    }
}

/// Attributes that are given back in the end.
struct Prepared(libc::posix_spawnattr_t);

/// A set of signals.
fn signals(numbers: &[i32]) -> libc::sigset_t {
    let mut set = MaybeUninit::uninit();
    // SAFETY: the call makes the set; numbers that are no signals are refused.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        for &number in numbers {
            libc::sigaddset(set.as_mut_ptr(), number);
        }
        set.assume_init()
    }
}

impl Prepared {
    fn new(attributes: &Attributes) -> io::Result<Self> {
        let mut prepared = MaybeUninit::uninit();
        // SAFETY: the call makes the attributes.
        let mut prepared = unsafe {
            check_number(libc::posix_spawnattr_init(prepared.as_mut_ptr()))?;
            Self(prepared.assume_init())
        };
        let place = &raw mut prepared.0;
        let mut flags = 0;
        // SAFETY: the attributes were made; what goes in is copied.
        unsafe {
            if let Some(group) = attributes.process_group {
                check_number(libc::posix_spawnattr_setpgroup(place, group))?;
                flags |= libc::POSIX_SPAWN_SETPGROUP;
            }
            if attributes.reset_ids {
                flags |= libc::POSIX_SPAWN_RESETIDS;
            }
            if attributes.new_session {
                flags |= i32::from(libc::POSIX_SPAWN_SETSID);
            }
            if let Some(numbers) = &attributes.mask {
                let set = signals(numbers);
                check_number(libc::posix_spawnattr_setsigmask(place, &raw const set))?;
                flags |= libc::POSIX_SPAWN_SETSIGMASK;
            }
            if let Some(numbers) = &attributes.defaults {
                let set = signals(numbers);
                check_number(libc::posix_spawnattr_setsigdefault(place, &raw const set))?;
                flags |= libc::POSIX_SPAWN_SETSIGDEF;
            }
            if let Some((policy, sched_priority)) = attributes.scheduler {
                let parameter = libc::sched_param { sched_priority };
                if let Some(policy) = policy {
                    check_number(libc::posix_spawnattr_setschedpolicy(place, policy))?;
                    flags |= libc::POSIX_SPAWN_SETSCHEDULER;
                }
                check_number(libc::posix_spawnattr_setschedparam(place, &raw const parameter))?;
                flags |= libc::POSIX_SPAWN_SETSCHEDPARAM;
            }
            check_number(libc::posix_spawnattr_setflags(place, flags as libc::c_short))?;
        }
        Ok(prepared)
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        // SAFETY: the attributes were made.
        unsafe { libc::posix_spawnattr_destroy(&raw mut self.0) };
    }
}

/// Starts a program; with `search`, it is looked for along PATH. Without an environment, it gets that of the process.
pub fn spawn(
    path: &CStr,
    search: bool,
    arguments: &[CString],
    variables: Option<&[CString]>,
    actions: &[FileAction],
    attributes: &Attributes,
) -> io::Result<i32> {
    let (actions, attributes) = (Actions::new(actions)?, Prepared::new(attributes)?);
    let arguments = Texts::of(arguments);
    let variables = variables.map(Texts::of);
    let environment = match &variables {
        Some(variables) => variables.as_ptr(),
        None => crate::environment::pointers(),
    };
    let start = if search { libc::posix_spawnp } else { libc::posix_spawn };
    let mut pid = 0;
    // SAFETY: all texts end with a zero byte and all arrays with a null pointer; the call fills in a number.
    check_number(unsafe {
        start(
            &raw mut pid,
            path.as_ptr(),
            &raw const actions.0,
            &raw const attributes.0,
            arguments.as_ptr().cast(),
            environment.cast(),
        )
    })?;
    Ok(pid)
}
