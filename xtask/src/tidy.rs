//! `cargo xtask tidy`: rules about the tree that no compiler checks.

mod edges;
mod files;
mod words;

use crate::{codegen, root};

/// Checks everything and names every offence.
pub fn run() -> Result<(), String> {
    let files = files::all(&root())?;
    let mut offences = Vec::new();
    files::check(&files, &mut offences)?;
    words::check(&files, &mut offences);
    edges::check(&mut offences)?;
    if let Err(stale) = codegen::run(true) {
        offences.push(stale);
    }
    if offences.is_empty() { Ok(()) } else { Err(offences.join("\n")) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_tree_is_tidy() {
        if let Err(offences) = super::run() {
            panic!("{offences}");
        }
    }
}
