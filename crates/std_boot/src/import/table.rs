//! The table of all native modules, with their names in it.
//!
//! Who looks for a module reads the names of all, at every start. Were they read where the modules are, a page of each crate would
//! become resident memory.

use std::str;

use taipan_object::types::module::ModuleDef;

/// How long a name may be.
const LONGEST: usize = 23;

/// A module in the table.
#[derive(Clone, Copy)]
pub struct Entry {
    name: [u8; LONGEST],
    len: u8,
    definition: &'static ModuleDef,
}

impl Entry {
    /// The entry of a module.
    #[must_use]
    pub const fn of(definition: &'static ModuleDef) -> Self {
        let text = definition.name.as_bytes();
        let mut name = [0; LONGEST];
        name.split_at_mut(text.len()).0.copy_from_slice(text);
        Self { name, len: text.len() as u8, definition }
    }

    /// The module's name.
    pub(crate) fn name(&self) -> &str {
        let name = self.name.get(..usize::from(self.len)).map(str::from_utf8);
        name.and_then(Result::ok).unwrap_or(self.definition.name)
    }

    /// The module.
    pub(crate) fn definition(&self) -> &'static ModuleDef {
        self.definition
    }
}
