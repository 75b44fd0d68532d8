//! Frozen modules: code objects in marshal's format, made by our own compiler.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use super::compile;

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
    let codes = compile::on_big_stacks(MODULES, |&(_, _, file, _)| {
        let source = super::patches::apply(file, fs::read(library.join(file))?);
        compile::code(&source, &format!("<frozen {}>", of_file(file)))
    })?;
    for (index, (&(name, package, _, origin), marshalled)) in MODULES.iter().zip(codes).enumerate() {
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
