//! What a parser for an entity has to know of the place where the entity is referred to: bindings of prefixes, and which
//! entities are open.
//!
//! ```text
//! =default FF prefix=uri FF … FF open entity FF open entity
//! ```

use crate::parser::Parser;

const SEPARATOR: char = '\u{c}';

impl Parser {
    /// The context of the place where the parser is, for a reference to an entity of this name.
    pub(crate) fn context(&self, entity: &str) -> String {
        let mut parts = self.namespaces.as_ref().map(|namespaces| namespaces.context()).unwrap_or_default();
        let dtd = self.dtd.borrow();
        let mut open: Vec<&str> =
            dtd.entities.iter().filter(|(_, it)| it.is_open).map(|(name, _)| &**name).collect();
        if !open.contains(&entity) {
            open.push(entity);
        }
        open.sort_unstable();
        parts.extend(open.into_iter().map(str::to_owned));
        parts.join(&SEPARATOR.to_string())
    }

    /// Takes over what a context says.
    pub(crate) fn enter_context(&mut self, context: &str) {
        for part in context.split(SEPARATOR).filter(|part| !part.is_empty()) {
            match (part.split_once('='), &mut self.namespaces) {
                (Some((prefix, uri)), Some(namespaces)) => namespaces.bind_context(prefix, uri),
                (Some(_), None) => {}
                (None, _) => {
                    if let Some(entity) = self.dtd.borrow_mut().entity(part, false) {
                        entity.is_open = true;
                    }
                }
            }
        }
    }
}
