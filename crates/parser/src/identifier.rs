//! The identifier that a name in the source stands for.

use std::borrow::Cow;

use taipan_text::{Error, ErrorClass};

/// The identifier of a `NAME` token: Python compares identifiers in normal form NFKC.
///
/// The text is no keyword, but its normal form may be one. CPython refuses the three that are constants, which it could
/// not tell from those in a tree.
pub(crate) fn identifier(text: &str) -> Result<Cow<'_, str>, Box<Error>> {
    if text.is_ascii() {
        return Ok(Cow::Borrowed(text));
    }
    let normal = taipan_unicode::nfkc(text);
    if let "None" | "True" | "False" = &*normal {
        let message = format!("identifier field can't represent '{normal}' constant");
        return Err(Error::new(ErrorClass::Value, message));
    }
    Ok(normal)
}

#[cfg(test)]
mod tests {
    use super::identifier;

    #[test]
    fn the_normal_form_may_be_a_constant() {
        assert_eq!(identifier("ﬁ").unwrap(), "fi");
        assert_eq!(identifier("ıf").unwrap(), "ıf");
        let error = identifier("Nºne").unwrap_err();
        assert_eq!(error.message, "identifier field can't represent 'None' constant");
    }
}
