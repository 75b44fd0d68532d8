//! `spec/exceptions.toml` to the static exception types of `taipan_object`.

use serde::Deserialize;
use std::collections::HashMap;
use std::fmt::Write as _;

#[derive(Deserialize)]
struct Exception {
    base: Option<String>,
    payload: Option<String>,
    doc: String,
}

pub fn generate() -> Result<String, String> {
    let spec: toml::Table =
        toml::from_str(&super::spec("exceptions.toml")?).map_err(|error| error.to_string())?;
    let mut payloads: HashMap<String, String> = HashMap::new();
    let (mut types, mut all) = (String::new(), String::new());
    for (name, entry) in spec {
        let entry: Exception = entry.try_into().map_err(|error| format!("{name}: {error}"))?;
        let inherited =
            entry.base.as_ref().and_then(|base| payloads.get(base)).map_or("BaseException", |it| it);
        let payload = entry.payload.clone().unwrap_or_else(|| inherited.to_owned());
        let base = entry.base.as_deref().map_or("crate::types::object::OBJECT".to_owned(), constant);
        let constant = constant(&name);
        let _ = writeln!(
            types,
            "/// `{name}`: {}\npub static {constant}: Type = Type::with_attributes::<super::payload::{payload}>({name:?}, &{base});",
            entry.doc
        );
        let _ = writeln!(all, "(&{constant}, {:?}),", entry.doc);
        payloads.insert(name, payload);
    }
    Ok(format!(
        "//! The exception types. Made from `spec/exceptions.toml` by `cargo xtask codegen`; do not edit.\n\n\
         use crate::type_::Type;\n\n{types}\n/// All of them with their docstrings, bases first.\n\
         pub const ALL: &[(&Type, &str)] = &[{all}];\n"
    ))
}

/// `TypeError` becomes `TYPE_ERROR`, `OSError` `OS_ERROR`.
fn constant(name: &str) -> String {
    let name = name
        .trim_start_matches('_')
        .replace("OSError", "OsError")
        .replace("IOError", "IoError")
        .replace("EOFError", "EofError");
    let mut result = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !result.is_empty() {
            result.push('_');
        }
        result.extend(c.to_uppercase());
    }
    result
}
