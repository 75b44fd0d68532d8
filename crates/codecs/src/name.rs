//! Names of encodings, as far as CPython knows them without a search.

/// An encoding that needs no registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// UTF-8.
    Utf8,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// UTF-32 with a byte order mark.
    Utf32,
    /// ASCII.
    Ascii,
    /// Latin-1.
    Latin1,
}

impl Shortcut {
    /// The encoding of that name: `UTF-8`, `utf8`, `latin 1`, `ISO-8859-1` …
    pub fn of(name: &str) -> Option<Self> {
        // As most programs write them.
        match name {
            "utf-8" | "utf8" => return Some(Self::Utf8),
            "ascii" => return Some(Self::Ascii),
            "latin-1" | "latin1" => return Some(Self::Latin1),
            _ => {}
        }
        let normal = normalize_encoding(name);
        if let Some(width) = normal.strip_prefix("utf") {
            return match width.strip_prefix('_').unwrap_or(width) {
                "8" => Some(Self::Utf8),
                "16" => Some(Self::Utf16),
                "32" => Some(Self::Utf32),
                _ => None,
            };
        }
        match normal.as_str() {
            "ascii" | "us_ascii" => Some(Self::Ascii),
            "latin1" | "latin_1" | "iso_8859_1" | "iso8859_1" => Some(Self::Latin1),
            _ => None,
        }
    }
}

/// The name in lower case, with one underscore between words of ASCII letters, digits and points.
pub fn normalize_encoding(name: &str) -> String {
    let mut normal = String::new();
    for word in name.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').filter(|word| !word.is_empty()) {
        if !normal.is_empty() {
            normal.push('_');
        }
        normal.push_str(word);
    }
    normal.make_ascii_lowercase();
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (name, expected) in [
            ("UTF-8", Some(Shortcut::Utf8)),
            ("utf8", Some(Shortcut::Utf8)),
            ("U8", None),
            ("Utf_16", Some(Shortcut::Utf16)),
            ("utf-16-le", None),
            (" latin  1 ", Some(Shortcut::Latin1)),
            ("ISO-8859-1", Some(Shortcut::Latin1)),
            ("US-ASCII", Some(Shortcut::Ascii)),
            ("utf--32", Some(Shortcut::Utf32)),
            ("", None),
        ] {
            assert_eq!(Shortcut::of(name), expected, "{name}");
        }
    }
}
