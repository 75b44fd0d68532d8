//! `__text_signature__` of types: what they are called with. Builtin types declare it; any other class says it in the docstring that it
//! was made with, as the docstrings of C do: `Name(a, b=1)`, a line of two hyphens, an empty line, the text.

use super::Type;
use crate::py::Py;
use crate::types::bytes::Bytes;
use crate::types::str_::Str;
use crate::value::Value;

/// What ends a signature, behind its closing parenthesis.
const END: &str = "\n--\n\n";

/// Keeps the docstring of a new class, given in UTF-8, if there can be a signature in it.
pub(super) fn keep(py: &Py, class: &Type, doc: &Value) {
    let Some(doc) = doc.exact::<Bytes>().and_then(|doc| std::str::from_utf8(doc.data()).ok()) else { return };
    // For C it ends with the first null character.
    let doc = doc.split('\0').next().unwrap_or_default();
    if doc.contains(END) {
        let _ = class.state(py).signed_doc.set(doc.into());
    }
}

impl Type {
    /// `__text_signature__`
    pub fn text_signature(&self, py: &Py) -> Option<String> {
        if let Some(declared) = self.signature.get() {
            return Some(declared.to_owned());
        }
        let state = self.own_state()?;
        let doc = state.signed_doc.get()?;
        let name = state.name.get(py).get::<Str>()?.to_string();
        // Of a dotted name only the last part is looked for.
        let rest = doc.strip_prefix(name.rsplit('.').next()?)?;
        let signature = rest.get(..rest.find(END)?)?;
        let whole = signature.starts_with('(') && signature.ends_with(')') && !signature.contains("\n\n");
        whole.then(|| signature.to_owned())
    }
}
