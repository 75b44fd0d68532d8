//! The mode of a file: what may be done with it.

use taipan_host::file::OpenFlags;
use taipan_object::{Py, PyResult, exception as exc};

use crate::calls::value_error;

/// What a mode says.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "what a file may be used for, independent of each other")]
pub(super) struct Mode {
    pub(super) created: bool,
    pub(super) readable: bool,
    pub(super) writable: bool,
    pub(super) appending: bool,
}

impl Mode {
    /// The mode that a text says, and the flags to open a file with.
    pub(super) fn parse(py: &Py, text: &str) -> PyResult<(Self, OpenFlags)> {
        let mut mode = Self::default();
        let (mut has_kind, mut has_plus, mut flags) = (false, false, OpenFlags::CLOSE_ON_EXEC);
        for c in text.chars() {
            let is_kind = matches!(c, 'r' | 'w' | 'x' | 'a');
            if is_kind && has_kind || c == '+' && has_plus {
                return Err(bad_mode(py));
            }
            has_kind |= is_kind;
            has_plus |= c == '+';
            match c {
                'r' => mode.readable = true,
                'w' => flags = flags.with(OpenFlags::CREATE).with(OpenFlags::TRUNCATE),
                'x' => flags = flags.with(OpenFlags::CREATE).with(OpenFlags::EXCLUSIVE),
                'a' => flags = flags.with(OpenFlags::CREATE).with(OpenFlags::APPEND),
                'b' | '+' => {}
                _ => return Err(exc::value_error(py, format_args!("invalid mode: {text}"))),
            }
            mode.created |= c == 'x';
            mode.appending |= c == 'a';
            mode.writable |= matches!(c, 'w' | 'x' | 'a');
        }
        if !has_kind {
            return Err(bad_mode(py));
        }
        if has_plus {
            (mode.readable, mode.writable) = (true, true);
        }
        let access = match (mode.readable, mode.writable) {
            (true, true) => OpenFlags::READ_WRITE,
            (true, false) => OpenFlags::READ,
            _ => OpenFlags::WRITE,
        };
        Ok((mode, flags.with(access)))
    }

    /// The mode as an attribute shows it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self { created: true, readable: true, .. } => "xb+",
            Self { created: true, .. } => "xb",
            Self { appending: true, readable: true, .. } => "ab+",
            Self { appending: true, .. } => "ab",
            Self { readable: true, writable: true, .. } => "rb+",
            Self { readable: true, .. } => "rb",
            _ => "wb",
        }
    }
}

#[cold]
fn bad_mode(py: &Py) -> taipan_object::Raised {
    value_error(py, "Must have exactly one of create/read/write/append mode and at most one plus")
}
