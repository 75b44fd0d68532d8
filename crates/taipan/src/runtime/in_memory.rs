//! The library where it can be unpacked nowhere: its modules are frozen modules to whoever imports them. Files of the library that are
//! no modules cannot be opened, and tracebacks lack its lines.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use taipan_library::Code;
use taipan_std_boot::imp;

/// The library out of the binary. Empty while it is a folder.
static LIBRARY: OnceLock<Library> = OnceLock::new();

struct Library {
    /// The code objects by the names of the sources, `json/decoder.py`.
    codes: HashMap<String, Code>,
    /// What was asked for, by the names of the modules. It stays: it is imported once for each interpreter.
    asked: Mutex<HashMap<&'static str, Module>>,
}

#[derive(Clone, Copy)]
struct Module {
    package: bool,
    code: &'static [u8],
}

/// From now on the library is read out of the binary.
pub(super) fn serve() {
    LIBRARY.get_or_init(|| {
        let files = taipan_library::files().filter_map(Result::ok);
        Library {
            codes: files.filter_map(|file| Some((file.name, file.code?))).collect(),
            asked: Mutex::default(),
        }
    });
}

/// A module of the library.
pub(super) fn find(name: &str) -> Option<imp::Frozen> {
    let library = LIBRARY.get()?;
    let mut asked = library.asked.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((&name, module)) = asked.get_key_value(name) {
        return Some(imp::Frozen { name, package: module.package, origin: None, code: module.code });
    }
    let path = name.replace('.', "/");
    let (package, code) = match library.codes.get(&format!("{path}/__init__.py")) {
        Some(code) => (true, code),
        None => (false, library.codes.get(&format!("{path}.py"))?),
    };
    let code = Box::leak(code.named(&format!("<frozen {name}>")).into_boxed_slice());
    let name: &'static str = Box::leak(name.to_owned().into_boxed_str());
    asked.insert(name, Module { package, code });
    Some(imp::Frozen { name, package, origin: None, code })
}
