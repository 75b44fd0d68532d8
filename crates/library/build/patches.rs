//! What the packaged library changed for another implementation, changed back. A patch that finds nothing to change fails the
//! build, so that a new version of the package is looked at.

/// What to do in a file.
enum Patch {
    /// Puts one text in the place of another.
    Replace(&'static str, &'static str),
    /// Takes out what stands from one text up to another, which stays; to the end of the file if that is empty.
    Cut(&'static str, &'static str),
}

use Patch::{Cut, Replace};

const PATCHES: &[(&str, Patch)] = &[
    ("io.py", Replace("open, open_code, BytesIO", "open, open_code, FileIO, BytesIO")),
    ("io.py", Cut("# XXX: RUSTPYTHON; FileIO", "# for seek()")),
    ("io.py", Cut("if FileIO is not None:", "    RawIOBase.register(FileIO)")),
    ("io.py", Replace("    RawIOBase.register(FileIO)", "RawIOBase.register(FileIO)")),
    ("json/decoder.py", Cut("    # RUSTPYTHON SPECIFIC", "    # Note that this exception")),
    ("_compat_pickle.py", Cut("# NOTE: RUSTPYTHON", "for excname in PYTHON2_EXCEPTIONS")),
    ("unittest/__init__.py", Cut("\n\n\n# XXX: RUSTPYTHON", "")),
    (
        "site.py",
        Replace("    return 'RustPython' # XXX: RUSTPYTHON; for site-packages", "    return 'Python'"),
    ),
    ("site.py", Cut("    # XXX: RUSTPYTHON", "    return f'{userbase}/lib/rust")),
    ("site.py", Replace("/lib/rustpython{", "/lib/python{")),
    (
        "sysconfig/__init__.py",
        Replace("    return 'RustPython'  # XXX: RUSTPYTHON; For site-packages", "    return 'Python'"),
    ),
    (
        "platform.py",
        Replace(
            "        # XXX: RUSTPYTHON support\n        if \"RustPython\" in sys_version:\n            name = \"RustPython\"",
            "        if sys.implementation.name == \"taipan\":\n            name = \"Taipan\"",
        ),
    ),
];

/// The file as CPython has it.
pub(crate) fn apply(file: &str, source: Vec<u8>) -> Vec<u8> {
    let patches = PATCHES.iter().filter(|(name, _)| *name == file);
    patches.fold(source, |source, (_, patch)| {
        let text = String::from_utf8(source).unwrap_or_else(|_| panic!("{file} is not UTF-8"));
        patch.apply(file, &text).into_bytes()
    })
}

impl Patch {
    fn apply(&self, file: &str, text: &str) -> String {
        let find = |from: usize, what: &str| {
            let found = text[from..].find(what);
            from + found.unwrap_or_else(|| panic!("a patch of {file} does not apply: {what:?}"))
        };
        match *self {
            Replace(old, new) => {
                let start = find(0, old);
                [&text[..start], new, &text[start + old.len()..]].concat()
            }
            Cut(from, to) => {
                let start = find(0, from);
                let end = if to.is_empty() { text.len() } else { find(start, to) };
                [&text[..start], &text[end..]].concat()
            }
        }
    }
}
