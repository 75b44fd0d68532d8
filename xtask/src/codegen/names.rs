//! `spec/names.toml` to the well-known names of `taipan_text`.

use serde::Deserialize;
use std::fmt::Write as _;

#[derive(Deserialize)]
struct Spec {
    names: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Plain(String),
    Named { text: String, constant: String },
}

pub fn generate() -> Result<String, String> {
    let spec: Spec = toml::from_str(&super::spec("names.toml")?).map_err(|error| error.to_string())?;
    let mut constants = String::new();
    let mut table = String::new();
    for (index, entry) in spec.names.iter().enumerate() {
        let (text, constant) = match entry {
            Entry::Plain(text) if text == "_" => (text, "UNDERSCORE".to_owned()),
            Entry::Plain(text) => (text, text.to_uppercase()),
            Entry::Named { text, constant } => (text, constant.clone()),
        };
        let shown = if text.is_empty() { "The empty text.".to_owned() } else { format!("`{text}`") };
        let _ = writeln!(constants, "/// {shown}\npub const {constant}: Self = Self::from_index({index});");
        let _ = writeln!(table, "{text:?},");
    }
    Ok(format!(
        "//! The well-known names. Made from `spec/names.toml` by `cargo xtask codegen`; do not edit.\n\n\
         use crate::Name;\n\nimpl Name {{ {constants} }}\n\n\
         /// The texts, in the order of their positions.\npub(crate) const WELL_KNOWN: &[&str] = &[{table}];\n"
    ))
}
