//! `spec/tokens.toml` to the token kinds of `taipan_parser`.

use serde::Deserialize;
use std::fmt::Write as _;

#[derive(Deserialize)]
struct Spec {
    tokens: Vec<Token>,
    keywords: Vec<String>,
    soft_keywords: Vec<String>,
}

#[derive(Deserialize)]
struct Token {
    python: String,
    name: String,
    text: Option<String>,
}

pub fn generate() -> Result<String, String> {
    let spec: Spec = toml::from_str(&super::spec("tokens.toml")?).map_err(|error| error.to_string())?;
    let mut variants = String::new();
    let mut python_names = String::new();
    let mut texts = String::new();
    for token in &spec.tokens {
        let (python, name) = (&token.python, &token.name);
        let shown =
            token.text.as_ref().map_or_else(|| python.clone(), |text| format!("{text}` (`{python}`)"));
        let _ =
            writeln!(variants, "/// `{}\n{name},", if token.text.is_some() { shown } else { shown + "`" });
        let _ = write!(python_names, "{python:?},");
        if let Some(text) = &token.text {
            let _ = write!(texts, "Self::{name} => Some({text:?}),");
        }
    }
    let mut keywords = String::new();
    for keyword in &spec.keywords {
        let name = keyword_variant(keyword);
        let _ = writeln!(variants, "/// The keyword `{keyword}`\n{name},");
        let _ = write!(texts, "Self::{name} => Some({keyword:?}),");
        let _ = write!(keywords, "b{keyword:?} => Self::{name},");
    }
    let first = keyword_variant(spec.keywords.first().ok_or("no keywords")?);
    Ok(format!(
        "//! The kinds of tokens. Made from `spec/tokens.toml` by `cargo xtask codegen`; do not edit.\n\n\
         /// What a token is. Up to [`Self::Encoding`] the order is that of the numbers in Python's `token` module.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]\n#[repr(u8)]\npub enum TokenKind {{ {variants} }}\n\
         impl TokenKind {{\n\
         /// Whether this is a reserved word.\n#[inline]\npub const fn is_keyword(self) -> bool {{ self as u8 >= Self::{first} as u8 }}\n\
         /// The number in the `token` module, the exact one for operators.\n\
         pub const fn number(self) -> u8 {{ if self.is_keyword() {{ Self::Name as u8 }} else {{ self as u8 }} }}\n\
         /// The name in the `token` module, the exact one for operators.\n\
         pub const fn python_name(self) -> &'static str {{ PYTHON_NAMES[self.number() as usize] }}\n\
         /// The spelling, for operators and keywords.\npub const fn text(self) -> Option<&'static str> {{ match self {{ {texts} _ => None }} }}\n\
         /// The kind of a word: a keyword's own, or [`Self::Name`].\n\
         pub fn of_word(word: &[u8]) -> Self {{ match word {{ {keywords} _ => Self::Name }} }} }}\n\n\
         const PYTHON_NAMES: &[&str] = &[{python_names}];\n\n\
         /// The reserved words, sorted as `keyword.kwlist`.\npub const KEYWORDS: &[&str] = &{:?};\n\
         /// The soft keywords, sorted as `keyword.softkwlist`.\npub const SOFT_KEYWORDS: &[&str] = &{:?};\n",
        spec.keywords, spec.soft_keywords
    ))
}

/// `None`, `True` and `False` are capitalised already; the others become `Def`, `Lambda` …
fn keyword_variant(keyword: &str) -> String {
    keyword[..1].to_uppercase() + &keyword[1..]
}
