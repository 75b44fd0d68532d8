//! Frozen modules: code objects in marshal's format, made by our own compiler.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use taipan_ast::Options;
use taipan_front::{STACK, STACK_RESERVE, Source, Workspace, compile};
use taipan_text::decode::NoDecoder;
use taipan_text::{StackLimit, Verdict, Warning, Warnings};

/// The modules: the name, whether it is a package, the file, and the module that it is an alias of. The list and its order
/// are those of CPython's frozen modules.
const MODULES: &[(&str, bool, &str, Option<&str>)] = &[
    ("_frozen_importlib", false, "importlib/_bootstrap.py", Some("importlib._bootstrap")),
    (
        "_frozen_importlib_external",
        false,
        "importlib/_bootstrap_external.py",
        Some("importlib._bootstrap_external"),
    ),
    ("zipimport", false, "zipimport.py", None),
    ("abc", false, "abc.py", None),
    ("codecs", false, "codecs.py", None),
    ("io", false, "io.py", None),
    ("_collections_abc", false, "_collections_abc.py", None),
    ("_sitebuiltins", false, "_sitebuiltins.py", None),
    ("genericpath", false, "genericpath.py", None),
    ("ntpath", false, "ntpath.py", None),
    ("posixpath", false, "posixpath.py", None),
    ("os.path", false, "posixpath.py", Some("posixpath")),
    ("os", false, "os.py", None),
    ("site", false, "site.py", None),
    ("stat", false, "stat.py", None),
    ("importlib.util", false, "importlib/util.py", None),
    ("importlib.machinery", false, "importlib/machinery.py", None),
    ("runpy", false, "runpy.py", None),
    ("__hello__", false, "__hello__.py", None),
    ("__hello_alias__", false, "__hello__.py", Some("__hello__")),
    ("__phello_alias__", true, "__hello__.py", Some("__hello__")),
    ("__phello_alias__.spam", false, "__hello__.py", Some("__hello__")),
    ("__phello__", true, "__phello__/__init__.py", None),
    ("__phello__.__init__", false, "__phello__/__init__.py", Some("<__phello__")),
    ("__phello__.ham", true, "__phello__/ham/__init__.py", None),
    ("__phello__.ham.__init__", false, "__phello__/ham/__init__.py", Some("<__phello__.ham")),
    ("__phello__.ham.eggs", false, "__phello__/ham/eggs.py", None),
    ("__phello__.spam", false, "__phello__/spam.py", None),
];

/// Writes `frozen.rs`, a table, and the files that it includes.
pub(crate) fn write(library: &Path, out: &Path) -> io::Result<()> {
    let mut table = String::from("&[\n");
    for (index, &(name, package, file, origin)) in MODULES.iter().enumerate() {
        let source = fs::read(library.join(file))?;
        let source = super::patches::apply(file, source);
        let marshalled = on_big_stack(move || code(&source, &format!("<frozen {}>", of_file(file))))?;
        let data = format!("frozen{index}.bin");
        fs::write(out.join(&data), marshalled)?;
        let _ = writeln!(
            table,
            "Frozen {{ name: {name:?}, package: {package}, origin: {origin:?}, code: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{data}\")) }},"
        );
    }
    fs::write(out.join("frozen.rs"), table + "]")
}

/// The name of the module in a file, which its code objects have as their file name.
fn of_file(file: &str) -> String {
    file.trim_end_matches(".py").trim_end_matches("/__init__").replace('/', ".")
}

fn on_big_stack<R: Send + 'static>(work: impl FnOnce() -> io::Result<R> + Send + 'static) -> io::Result<R> {
    let thread = std::thread::Builder::new().stack_size(STACK + STACK_RESERVE).spawn(work)?;
    thread.join().map_err(|_| io::Error::other("the compiler failed"))?
}

fn code(source: &[u8], filename: &str) -> io::Result<Vec<u8>> {
    let mut workspace = Workspace::new(STACK);
    let mut silent = Silent;
    let mut session = workspace.session(&mut silent);
    let code = compile(Source::Bytes(source), filename, &Options::default(), &mut session, &mut NoDecoder)
        .map_err(|error| io::Error::other(format!("{filename}: {}", error.message)))?;
    taipan_bytecode::marshal::write_code(&code, StackLimit::below_here(STACK))
        .map_err(|error| io::Error::other(error.message.clone()))
}

struct Silent;

impl Warnings for Silent {
    fn warn(&mut self, _: Warning) -> Verdict {
        Verdict::Continue
    }
}
