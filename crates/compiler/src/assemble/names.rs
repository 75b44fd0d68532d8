//! Names as strings of code objects: one string for each name of a compilation.

use std::sync::Arc;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use taipan_bytecode::Str;
use taipan_text::{Name, Names};

type Strings = Arc<[Arc<Str>]>;

/// The strings that were made so far.
#[derive(Debug, Default)]
pub(super) struct NameStrings {
    /// By position of the name.
    strings: Vec<Option<Arc<Str>>>,
    lists: HashMap<Box<[Name]>, Strings, FxBuildHasher>,
}

impl NameStrings {
    /// Forgets all strings and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.strings.clear();
        self.lists.clear();
    }

    /// The string of a name.
    pub(super) fn get(&mut self, name: Name, names: &Names) -> Arc<Str> {
        if name.index() >= self.strings.len() {
            self.strings.resize(names.len().max(name.index() + 1), None);
        }
        let string = &mut self.strings[name.index()];
        string.get_or_insert_with(|| Arc::new(Str::interned(names.text(name)))).clone()
    }

    /// The strings of several names. Equal lists are one.
    pub(super) fn shared_list(&mut self, list: &[Name], names: &Names) -> Strings {
        if let Some(shared) = self.lists.get(list) {
            return shared.clone();
        }
        let strings: Strings = list.iter().map(|&name| self.get(name, names)).collect();
        self.lists.insert(list.into(), strings.clone());
        strings
    }
}
