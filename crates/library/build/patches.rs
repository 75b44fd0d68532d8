//! What the packaged library changed for another implementation, changed back. A patch that finds nothing to replace fails
//! the build, so that a new version of the package is looked at.

/// A file, what stands in it, and what is to stand there.
const PATCHES: &[(&str, &str, &str)] = &[];

/// The file as CPython has it.
pub(crate) fn apply(file: &str, source: Vec<u8>) -> Vec<u8> {
    let patches = PATCHES.iter().filter(|(name, ..)| *name == file);
    patches.fold(source, |source, (_, old, new)| {
        let text = String::from_utf8(source).unwrap_or_else(|_| panic!("{file} is not UTF-8"));
        assert!(text.contains(old), "a patch of {file} does not apply");
        text.replacen(old, new, 1).into_bytes()
    })
}
