//! Where the executable, the library and the program's modules are.
//!
//! The library is looked for under PYTHONHOME, then beside the executable and in the directories above it
//! (`lib/python3.14/os.py`); else the one inside the binary is unpacked, once, into the user's cache, or where there is none into
//! a folder of the user's among the temporary files. Where nothing can be written it is read out of the binary. In a virtual
//! environment `pyvenv.cfg` says where the executable is that it was made from.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use taipan_std_boot::config::{CACHE_TAG, Config};

use super::{Program, in_memory};

/// Where the library lies below a prefix.
const LIBRARY: &str = "lib/python3.14";

/// Fills in executable, prefixes and `sys.path`.
pub(super) fn find(config: &mut Config, program: &Program) {
    let name = config.orig_argv.first().cloned().unwrap_or_default();
    let executable = executable(&name);
    config.executable = executable.clone().into_os_string();
    let environment = virtual_environment(&executable);
    let base = match &environment {
        Some((_, home)) => home.join(executable.file_name().unwrap_or_else(|| OsStr::new("taipan"))),
        None => executable.clone(),
    };
    config.base_executable.clone_from(&base.clone().into_os_string());
    let home = env::var_os("PYTHONHOME").filter(|it| !it.is_empty() && config.flags.ignore_environment == 0);
    let base_prefix = match &home {
        Some(home) => PathBuf::from(home),
        None => match installed(&base) {
            Some(prefix) => prefix,
            None => unpacked().unwrap_or_else(|| {
                in_memory::serve();
                base.parent().unwrap_or(&base).to_path_buf()
            }),
        },
    };
    config.home = home;
    let library = base_prefix.join(LIBRARY);
    config.stdlib = library.clone().into_os_string();
    config.prefix = environment.map_or_else(|| base_prefix.clone(), |(prefix, _)| prefix).into_os_string();
    config.first_path = first_entry(program).filter(|_| !config.flags.safe_path);
    if config.flags.ignore_environment == 0
        && let Some(paths) = env::var_os("PYTHONPATH").filter(|it| !it.is_empty())
    {
        config
            .path
            .extend(paths.as_bytes().split(|&byte| byte == b':').map(|it| OsStr::from_bytes(it).into()));
    }
    config.path.push(base_prefix.join("lib/python314.zip").into_os_string());
    config.path.push(library.clone().into_os_string());
    config.path.push(library.join("lib-dynload").into_os_string());
    config.base_prefix = base_prefix.into_os_string();
}

/// The path of the executable, as the caller named it: symbolic links stay.
fn executable(name: &OsStr) -> PathBuf {
    let named = Path::new(name);
    if named.components().count() > 1 {
        return std::path::absolute(named).unwrap_or_else(|_| named.to_path_buf());
    }
    let runs = |path: &PathBuf| {
        fs::metadata(path).is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
    };
    let paths = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&paths).map(|directory| directory.join(named)).find(runs);
    found.or_else(|| env::current_exe().ok()).unwrap_or_default()
}

/// The prefix of the virtual environment that the executable belongs to, and the directory of the executable that it was
/// made from.
fn virtual_environment(executable: &Path) -> Option<(PathBuf, PathBuf)> {
    let directory = executable.parent()?;
    let file = [Some(directory), directory.parent()]
        .into_iter()
        .flatten()
        .map(|directory| directory.join("pyvenv.cfg"))
        .find(|file| file.is_file())?;
    let text = fs::read_to_string(&file).ok()?;
    let home = text.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        key.trim().eq_ignore_ascii_case("home").then(|| PathBuf::from(value.trim()))
    })?;
    Some((file.parent()?.to_path_buf(), home))
}

/// The prefix of a library that lies beside the executable or above it, where it is named or where it really is.
fn installed(executable: &Path) -> Option<PathBuf> {
    let real = fs::canonicalize(executable).ok();
    let starts = [Some(executable), real.as_deref()];
    let mut prefixes = starts.into_iter().flatten().flat_map(|path| path.ancestors().skip(1));
    prefixes.find(|prefix| prefix.join(LIBRARY).join("os.py").is_file()).map(Path::to_path_buf)
}

/// The prefix of the unpacked library; it is unpacked first if it was not. None if it cannot be.
fn unpacked() -> Option<PathBuf> {
    let variable = |name| env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    let cache = variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join(".cache")));
    let places = cache.map(|cache| cache.join("taipan")).into_iter();
    let temporary = [variable("TMPDIR"), Some("/tmp".into()), Some("/var/tmp".into())];
    places.chain(temporary.into_iter().flatten().filter_map(|folder| private(&folder))).find_map(|place| {
        let prefix = place.join(taipan_library::VERSION);
        let library = prefix.join(LIBRARY);
        let is_there = library.join("os.py").is_file() || taipan_library::unpack(&library, CACHE_TAG).is_ok();
        is_there.then_some(prefix)
    })
}

/// The user's own folder among everybody's files; none if it is not made, or somebody else could write there.
fn private(folder: &Path) -> Option<PathBuf> {
    let user = taipan_host::calls::geteuid();
    let own = folder.join(format!("taipan-{user}"));
    // It may be there already; what it is like is looked at in any case.
    let _ = fs::DirBuilder::new().mode(0o700).create(&own);
    let found = fs::symlink_metadata(&own).ok()?;
    (found.is_dir() && found.uid() == user && found.mode() & 0o022 == 0).then_some(own)
}

/// What goes first on `sys.path`: the directory of the program.
fn first_entry(program: &Program) -> Option<OsString> {
    match program {
        Program::Stdin | Program::Command(_) => Some(OsString::new()),
        Program::Module(_) => Some(env::current_dir().map(PathBuf::into_os_string).unwrap_or_default()),
        // A directory or an archive is a place for modules itself; it is put there when that is known.
        Program::File(file) => {
            let real = fs::canonicalize(file).unwrap_or_else(|_| file.clone());
            Some(real.parent().map(|parent| parent.as_os_str().to_owned()).unwrap_or_default())
        }
    }
}
