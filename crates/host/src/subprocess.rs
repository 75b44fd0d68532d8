//! Starting a program in a child process, with everything prepared beforehand: between the fork and the execution of the
//! program nothing is called that a signal handler could not call, since other threads may have held any lock.

use std::ffi::{CStr, CString};
use std::io;

use crate::calls::check;
use crate::execution::Texts;

/// What the child does before it runs the program.
pub struct Child<'a> {
    /// The files to try, in their order.
    pub executables: &'a [CString],
    /// The arguments.
    pub arguments: Texts<'a>,
    /// The environment, if it is not that of the process.
    pub variables: Option<Texts<'a>>,
    /// The working directory, if it is another.
    pub directory: Option<&'a CStr>,
    /// Descriptors that stay open and are inherited, in ascending order.
    pub kept: &'a [i32],
    /// Whether all other descriptors but the standard ones are closed.
    pub close_others: bool,
    /// For standard input: the end for reading and that for writing, which is the parent's; -1 for none.
    pub input: [i32; 2],
    /// For standard output: the parent's end, and that for writing.
    pub output: [i32; 2],
    /// For standard error: the parent's end, and that for writing.
    pub error: [i32; 2],
    /// The parent's end of the pipe for failures, and the child's.
    pub report: [i32; 2],
    /// Whether signals that Python ignores get their default handlers.
    pub restore_signals: bool,
    /// Whether the child leads a new session.
    pub new_session: bool,
    /// The process group to join, 0 for one of its own; negative for none.
    pub process_group: i32,
    /// Another group.
    pub group: Option<u32>,
    /// Other further groups.
    pub groups: Option<&'a [u32]>,
    /// Another user.
    pub user: Option<u32>,
    /// Another mask of permissions; negative for none.
    pub mask: i32,
}

/// What went wrong in the child.
enum Failure {
    /// Before the program was tried: the error, and what the parent is told beside it.
    Before(i32, &'static [u8]),
    /// The program could not be run.
    Execution(i32),
    /// The caller's own function failed.
    Preparation,
}

fn errno() -> i32 {
    // SAFETY: the place belongs to the thread.
    unsafe { *libc::__errno_location() }
}

/// The answer of a call, or a failure before the program was tried.
fn tried(answer: i32) -> Result<i32, Failure> {
    if answer == -1 { Err(Failure::Before(errno(), b"noexec")) } else { Ok(answer) }
}

/// Starts the child; gives its number. `prepare` is called in the child just before the program is run, and says whether
/// that went well: then arbitrary code runs between the two, which is the caller's risk.
pub fn start(child: &Child<'_>, prepare: Option<&mut dyn FnMut() -> bool>) -> io::Result<i32> {
    // SAFETY: the child calls nothing but the system, `prepare` excepted, and never returns.
    match check(unsafe { libc::fork() })? {
        0 => run(child, prepare),
        pid => Ok(pid),
    }
}

/// What the child does.
fn run(child: &Child<'_>, prepare: Option<&mut dyn FnMut() -> bool>) -> ! {
    let Err(failure) = become_program(child, prepare);
    report(child.report[1], &failure);
    // SAFETY: nothing of the child is needed any more.
    unsafe { libc::_exit(255) }
}

/// A result that is never good.
type Never = Result<std::convert::Infallible, Failure>;

fn become_program(child: &Child<'_>, prepare: Option<&mut dyn FnMut() -> bool>) -> Never {
    for &fd in child.kept {
        if fd != child.report[1] {
            inherit(fd)?;
        }
    }
    arrange_streams(child)?;
    // SAFETY: the calls take numbers, and texts and arrays that were prepared and end as they must.
    unsafe {
        if let Some(directory) = child.directory
            && libc::chdir(directory.as_ptr()) == -1
        {
            return Err(Failure::Before(errno(), b"noexec:chdir"));
        }
        if child.mask >= 0 {
            libc::umask(child.mask.cast_unsigned());
        }
        if child.restore_signals {
            for signal in [libc::SIGPIPE, libc::SIGXFSZ] {
                libc::signal(signal, libc::SIG_DFL);
            }
        }
        if child.new_session {
            tried(libc::setsid())?;
        }
        if child.process_group >= 0 {
            tried(libc::setpgid(0, child.process_group))?;
        }
        if let Some(groups) = child.groups {
            tried(libc::setgroups(groups.len(), groups.as_ptr()))?;
        }
        if let Some(group) = child.group {
            tried(libc::setregid(group, group))?;
        }
        if let Some(user) = child.user {
            tried(libc::setreuid(user, user))?;
        }
    }
    if let Some(prepare) = prepare
        && !prepare()
    {
        return Err(Failure::Preparation);
    }
    if child.close_others {
        close_others(child.kept);
    }
    let mut failure = 0;
    for executable in child.executables {
        // SAFETY: as above.
        unsafe {
            match &child.variables {
                Some(variables) => {
                    libc::execve(executable.as_ptr(), child.arguments.as_ptr(), variables.as_ptr())
                }
                None => libc::execv(executable.as_ptr(), child.arguments.as_ptr()),
            };
        }
        let error = errno();
        // A file that is there and cannot be run says more than one that is not there.
        if failure == 0 || error != libc::ENOENT && error != libc::ENOTDIR {
            failure = error;
        }
    }
    Err(Failure::Execution(failure))
}

/// Lets the program inherit a descriptor.
fn inherit(fd: i32) -> Result<(), Failure> {
    // SAFETY: only numbers go in.
    unsafe {
        let flags = tried(libc::fcntl(fd, libc::F_GETFD))?;
        tried(libc::fcntl(fd, libc::F_SETFD, flags & !libc::FD_CLOEXEC)).map(drop)
    }
}

/// Puts the child's ends of the pipes where the standard streams are.
fn arrange_streams(child: &Child<'_>) -> Result<(), Failure> {
    // SAFETY: only numbers go in.
    unsafe {
        for fd in [child.input[1], child.output[0], child.error[0], child.report[0]] {
            if fd != -1 {
                tried(libc::close(fd))?;
            }
        }
        // An end that has the number of a standard stream before it would be overwritten.
        let mut output = child.output[1];
        if output == 0 {
            output = tried(libc::fcntl(output, libc::F_DUPFD_CLOEXEC, 3))?;
        }
        let mut error = child.error[1];
        if error == 0 || error == 1 {
            error = tried(libc::fcntl(error, libc::F_DUPFD_CLOEXEC, 3))?;
        }
        for (fd, stream) in [(child.input[0], 0), (output, 1), (error, 2)] {
            if fd == stream {
                inherit(fd)?;
            } else if fd != -1 {
                tried(libc::dup2(fd, stream))?;
            }
        }
    }
    Ok(())
}

/// Closes all descriptors but the standard ones and those that are kept.
fn close_others(kept: &[i32]) {
    let mut start = 3;
    for &fd in kept {
        if fd < start {
            continue;
        }
        crate::calls::close_range(start, fd);
        start = fd.saturating_add(1);
    }
    // SAFETY: only numbers go in.
    unsafe {
        if libc::close_range(start.cast_unsigned(), u32::MAX, 0) == 0 {
            return;
        }
    }
    // SAFETY: only a number goes in.
    let most = unsafe { libc::sysconf(libc::_SC_OPEN_MAX) };
    crate::calls::close_range(start, i32::try_from(most).unwrap_or(1 << 16));
}

/// Tells the parent: `OSError:2:noexec`, the number in hexadecimal.
fn report(fd: i32, failure: &Failure) {
    let (number, rest): (i32, &[u8]) = match failure {
        Failure::Before(number, rest) => (*number, rest),
        Failure::Execution(number) => (*number, b""),
        Failure::Preparation => {
            write_all(fd, b"SubprocessError:0:Exception occurred in preexec_fn.");
            return;
        }
    };
    write_all(fd, b"OSError:");
    let mut digits = [0; 8];
    let (mut number, mut at) = (number.cast_unsigned(), digits.len());
    while number != 0 && at > 0 {
        at -= 1;
        digits[at] = b"0123456789abcdef"[(number & 15) as usize];
        number >>= 4;
    }
    write_all(fd, &digits[at..]);
    write_all(fd, b":");
    write_all(fd, rest);
}

fn write_all(fd: i32, mut bytes: &[u8]) {
    while !bytes.is_empty() {
        // SAFETY: the bytes are there.
        let written = unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) };
        match usize::try_from(written) {
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(_) if errno() == libc::EINTR => {}
            Err(_) => return,
        }
    }
}
