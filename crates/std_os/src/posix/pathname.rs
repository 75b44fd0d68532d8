//! Paths as texts: what `os.path` does natively.

use taipan_macros::pymodule;
use taipan_object::native::{FromArg, Place};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};
use taipan_text::PyText;

use crate::path::{encoded, from_protocol, fspath, unfit};

/// A path as bytes, which may have zeros among them. That of a string is in UTF-8 with surrogates, so that no character is
/// in the way of looking for slashes.
struct PathText {
    bytes: Vec<u8>,
    /// Whether it was given as bytes.
    as_bytes: bool,
}

impl FromArg<'_> for PathText {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, place: &'static Place) -> PyResult<Self> {
        let path = if value.is_str() || value.get::<Bytes>().is_some() {
            value.to_value()
        } else {
            match from_protocol(py, value)? {
                Some(path) => path,
                None => return Err(unfit(py, value, place.function, "path", 0)),
            }
        };
        Ok(match path.get::<Str>() {
            Some(text) => Self { as_bytes: false, bytes: text.to_wtf8().into_owned() },
            None => Self { as_bytes: true, bytes: encoded(py, &path)? },
        })
    }
}

impl PathText {
    /// A part of the path as what it was given as.
    fn part(&self, py: &Py, part: &[u8]) -> PyResult<Value> {
        if self.as_bytes { py.bytes(part) } else { py.heap().str_from_text(PyText::from_bytes(part)) }
    }
}

/// How many slashes a path begins with that mean its root: none, one, or two. Three and more mean one.
fn root_length(path: &[u8]) -> usize {
    match path {
        [b'/', b'/', b'/', ..] => 1,
        [b'/', b'/', ..] => 2,
        [b'/', ..] => 1,
        _ => 0,
    }
}

/// A path without `.`, `..` where they can be resolved, and empty parts.
fn normalised(path: &[u8]) -> Vec<u8> {
    let root = root_length(path);
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in path[root..].split(|&byte| byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." if parts.last().is_some_and(|&last| last != b"..") => drop(parts.pop()),
            b".." if root > 0 => {}
            _ => parts.push(part),
        }
    }
    let mut result = path[..root].to_vec();
    result.extend_from_slice(&parts.join(&b'/'));
    if result.is_empty() { b".".to_vec() } else { result }
}

/// Paths.
pub(super) struct PathNames;

#[pymodule("posix")]
impl PathNames {
    /// Gives the path as the system takes it: a str or bytes as it is, for other objects what their
    /// __fspath__() returns.
    #[pyfunction("(path)")]
    fn fspath(py: &mut Py, path: Borrowed<'_>) -> PyResult<Value> {
        fspath(py, path)
    }

    /// Normalises a path: 'a//b/./../c' is 'a/c'.
    #[pyfunction("(path)")]
    fn _path_normpath(py: &mut Py, path: PathText) -> PyResult<Value> {
        path.part(py, &normalised(&path.bytes))
    }

    /// Splits a path into drive (always empty here), root and the rest, without looking at what
    /// comes after the root.
    #[pyfunction("(p)")]
    fn _path_splitroot_ex(py: &mut Py, p: PathText) -> PyResult<Value> {
        let (root, rest) = p.bytes.split_at(root_length(&p.bytes));
        let parts = [p.part(py, b"")?, p.part(py, root)?, p.part(py, rest)?];
        py.tuple(parts)
    }

    /// Runs what an input hook of the reading library would do: there is none.
    #[pyfunction("()")]
    fn _inputhook() -> i32 {
        0
    }

    /// Tells whether there is an input hook.
    #[pyfunction("()")]
    fn _is_inputhook_installed() -> bool {
        false
    }
}
