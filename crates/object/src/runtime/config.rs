//! How an interpreter is configured: what it may do, and what it shares with others.

/// Which lock the threads of an interpreter hold while they work with objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockChoice {
    /// What is usual: the main interpreter's.
    Default,
    /// The main interpreter's: only one of those that share it goes on at a time.
    Shared,
    /// Its own.
    Own,
}

/// The configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "options are independent")]
pub struct InterpreterConfig {
    /// Whether it has the main interpreter's heap. All have heaps of their own; this is what was asked for.
    pub use_main_obmalloc: bool,
    /// Whether it may fork the process.
    pub allow_fork: bool,
    /// Whether it may replace the process.
    pub allow_exec: bool,
    /// Whether it may start threads.
    pub allow_threads: bool,
    /// Whether it may start threads that its end does not wait for.
    pub allow_daemon_threads: bool,
    /// Whether modules must say that they support several interpreters.
    pub check_multi_interp_extensions: bool,
    /// Its lock.
    pub gil: LockChoice,
}

impl InterpreterConfig {
    /// Nothing is allowed, and all is usual.
    pub const EMPTY: Self = Self {
        use_main_obmalloc: false,
        allow_fork: false,
        allow_exec: false,
        allow_threads: false,
        allow_daemon_threads: false,
        check_multi_interp_extensions: false,
        gil: LockChoice::Default,
    };

    /// For an interpreter that disturbs no other.
    pub const ISOLATED: Self = Self {
        allow_threads: true,
        check_multi_interp_extensions: true,
        gil: LockChoice::Own,
        ..Self::EMPTY
    };

    /// For an interpreter that may do all that the main one may.
    pub const LEGACY: Self = Self {
        use_main_obmalloc: true,
        allow_fork: true,
        allow_exec: true,
        allow_threads: true,
        allow_daemon_threads: true,
        check_multi_interp_extensions: false,
        gil: LockChoice::Shared,
    };

    /// The main interpreter's.
    pub const MAIN: Self = Self { gil: LockChoice::Own, ..Self::LEGACY };
}
