//! How an interpreter was started: options, paths, arguments. The program fills it in once; `sys`, `_imp` and others read it.

use std::cell::OnceCell;
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt as _;
use std::rc::Rc;

use taipan_object::{Py, PyResult, Value};

/// `sys.implementation.cache_tag`, whatever the name is: CPython's caches stay CPython's.
pub const CACHE_TAG: &str = "taipan-314";

/// Options, paths and arguments.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `sys.flags`
    pub flags: Flags,
    /// `sys.argv`
    pub argv: Vec<OsString>,
    /// `sys.orig_argv`
    pub orig_argv: Vec<OsString>,
    /// `sys.executable`
    pub executable: OsString,
    /// `sys._base_executable`
    pub base_executable: OsString,
    /// `sys.prefix` and `sys.exec_prefix`
    pub prefix: OsString,
    /// `sys.base_prefix` and `sys.base_exec_prefix`
    pub base_prefix: OsString,
    /// `sys._stdlib_dir`
    pub stdlib: OsString,
    /// `sys._home`
    pub home: Option<OsString>,
    /// `sys.path` at the start
    pub path: Vec<OsString>,
    /// What comes before that once `site` has been imported: where the program lies, or nothing for wherever the process is.
    pub first_path: Option<OsString>,
    /// `sys.pycache_prefix`
    pub pycache_prefix: Option<OsString>,
    /// What strings are hashed with, where that is not left to chance: `PYTHONHASHSEED`.
    pub hash_seed: Option<u32>,
    /// Whether hashes are left to chance whatever `PYTHONHASHSEED` says (`-R`).
    pub random_hashes: bool,
    /// How many processors `os` says that there are (`-X cpu_count`, `PYTHON_CPU_COUNT`), unless it shall look.
    pub processors: Option<i64>,
    /// The options `-W`, in the order of `sys.warnoptions`.
    pub warn_options: Vec<OsString>,
    /// How many frames are kept for each block of memory (`-X tracemalloc`); 0 if none is traced.
    pub traced_frames: usize,
    /// Whether it is reported where the program is when it fails (`-X faulthandler`).
    pub reports_faults: bool,
    /// Whether the time of imports is shown (`-X importtime`).
    pub import_time: ImportTime,
    /// Whether modules are imported from files though they are part of the program (`-X frozen_modules=off`).
    pub avoids_frozen: bool,
    /// The options `-X`.
    pub x_options: Vec<(String, Option<String>)>,
    /// `sys.implementation.name`
    pub implementation: Implementation,
    /// `--check-hash-based-pycs`
    pub check_hash_pycs: CheckHashPycs,
}

impl Config {
    /// The value of an option `-X`, the last one if it is given several times.
    pub fn x_option(&self, wanted: &str) -> Option<&str> {
        self.x_options.iter().rev().find(|(name, _)| name == wanted).and_then(|(_, value)| value.as_deref())
    }
}

/// What of imports is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImportTime {
    /// Nothing.
    #[default]
    Nothing,
    /// How long they took.
    Imported,
    /// That, and that a module was there already.
    Cached,
}

/// What the interpreter says that it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Implementation {
    /// What it is.
    #[default]
    Taipan,
    /// CPython, for tools and tests that insist (`-X impl=cpython`).
    Cpython,
}

impl Implementation {
    /// `sys.implementation.name`
    pub fn name(self) -> &'static str {
        match self {
            Self::Taipan => "taipan",
            Self::Cpython => "cpython",
        }
    }
}

/// When the hash of a source is compared with its `.pyc`'s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckHashPycs {
    /// As the file says.
    #[default]
    Default,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// `sys.flags`
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "they are those of `sys.flags`")]
#[expect(clippy::struct_excessive_bools, reason = "options are independent")]
pub struct Flags {
    pub debug: i64,
    pub inspect: i64,
    pub interactive: i64,
    pub optimize: i64,
    pub dont_write_bytecode: i64,
    pub no_user_site: i64,
    pub no_site: i64,
    pub ignore_environment: i64,
    pub verbose: i64,
    pub bytes_warning: i64,
    pub quiet: i64,
    pub hash_randomization: i64,
    pub isolated: i64,
    pub dev_mode: bool,
    pub utf8_mode: i64,
    pub warn_default_encoding: i64,
    pub safe_path: bool,
    pub int_max_str_digits: i64,
    pub gil: i64,
    pub thread_inherit_context: i64,
    pub context_aware_warnings: i64,
    /// Not `-X no_debug_ranges`
    pub debug_ranges: bool,
    /// `-u`
    pub unbuffered: bool,
}

impl Default for Flags {
    fn default() -> Self {
        Self {
            debug: 0,
            inspect: 0,
            interactive: 0,
            optimize: 0,
            dont_write_bytecode: 0,
            no_user_site: 0,
            no_site: 0,
            ignore_environment: 0,
            verbose: 0,
            bytes_warning: 0,
            quiet: 0,
            hash_randomization: 1,
            isolated: 0,
            dev_mode: false,
            utf8_mode: 0,
            warn_default_encoding: 0,
            safe_path: false,
            int_max_str_digits: 4300,
            gil: 1,
            thread_inherit_context: 0,
            context_aware_warnings: 0,
            debug_ranges: true,
            unbuffered: false,
        }
    }
}

/// The configuration of an interpreter.
#[derive(Default)]
struct Current(OnceCell<Rc<Config>>);

/// How this interpreter was started.
pub fn config(py: &Py) -> Rc<Config> {
    py.state::<Current>().0.get_or_init(Rc::default).clone()
}

/// Says how the interpreter was started. Only the first call counts.
pub fn set_config(py: &Py, config: Config) {
    let _ = py.state::<Current>().0.set(Rc::new(config));
}

/// A text of the operating system as a `str`: what is not UTF-8 becomes lone surrogates (PEP 383).
pub fn os_text(py: &mut Py, text: &std::ffi::OsStr) -> PyResult<Value> {
    py.decode(text.as_bytes(), Some("utf-8"), Some("surrogateescape"))
}

/// A list of texts of the operating system.
pub fn os_list(py: &mut Py, texts: &[OsString]) -> PyResult<Value> {
    let items = texts.iter().map(|text| os_text(py, text)).collect::<PyResult<Vec<_>>>()?;
    py.list(items)
}
