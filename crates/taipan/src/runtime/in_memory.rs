//! The library where it can be unpacked nowhere: its modules are compiled when they are asked for, and are frozen modules to
//! whoever imports them. Files of the library that are no modules cannot be opened, and tracebacks lack its lines.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::{io, thread};

use taipan_ast::Options;
use taipan_front::{STACK, STACK_RESERVE, Source, Workspace, compile};
use taipan_std_boot::imp;
use taipan_text::decode::NoDecoder;
use taipan_text::{StackLimit, Verdict, Warning, Warnings};

/// The sources by their names, and what was compiled of them. Empty while the library is a folder.
static LIBRARY: OnceLock<Library> = OnceLock::new();

struct Library {
    sources: HashMap<String, Vec<u8>>,
    /// By the names of the modules. What was asked for once stays: it is imported once for each interpreter.
    compiled: Mutex<HashMap<&'static str, Module>>,
}

#[derive(Clone, Copy)]
struct Module {
    package: bool,
    code: &'static [u8],
}

/// From now on the library is read out of the binary.
pub(super) fn serve() {
    LIBRARY.get_or_init(|| Library {
        sources: taipan_library::sources().unwrap_or_default(),
        compiled: Mutex::default(),
    });
}

/// A module of the library, compiled.
pub(super) fn find(name: &str) -> Option<imp::Frozen> {
    let library = LIBRARY.get()?;
    let mut compiled = library.compiled.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((&name, module)) = compiled.get_key_value(name) {
        return Some(imp::Frozen { name, package: module.package, origin: None, code: module.code });
    }
    let path = name.replace('.', "/");
    let (package, source) = match library.sources.get(&format!("{path}/__init__.py")) {
        Some(source) => (true, source),
        None => (false, library.sources.get(&format!("{path}.py"))?),
    };
    // A source that cannot be compiled is no module: there is none in the library.
    let code = on_big_stack(|| code(source, &format!("<frozen {name}>"))).ok()?;
    let module = Module { package, code: Box::leak(code.into_boxed_slice()) };
    let name: &'static str = Box::leak(name.to_owned().into_boxed_str());
    compiled.insert(name, module);
    Some(imp::Frozen { name, package, origin: None, code: module.code })
}

/// Compiles on a stack of its own: modules are imported at any depth.
fn on_big_stack<R: Send>(work: impl FnOnce() -> io::Result<R> + Send) -> io::Result<R> {
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK + STACK_RESERVE);
        let compiler = builder.spawn_scoped(scope, work)?;
        compiler.join().map_err(|_| io::Error::other("the compiler failed"))?
    })
}

fn code(source: &[u8], filename: &str) -> io::Result<Vec<u8>> {
    let mut workspace = Workspace::new(STACK);
    let mut silent = Silent;
    let mut session = workspace.session(&mut silent);
    let code = compile(Source::Bytes(source), filename, &Options::default(), &mut session, &mut NoDecoder)
        .map_err(|error| io::Error::other(error.message.clone()))?;
    taipan_bytecode::marshal::write_code(&code, StackLimit::below_here(STACK))
        .map_err(|error| io::Error::other(error.message.clone()))
}

struct Silent;

impl Warnings for Silent {
    fn warn(&mut self, _: Warning) -> Verdict {
        Verdict::Continue
    }
}
