//! Questions about all of a text: `isalpha`, `islower`, `istitle` and the like.

use taipan_unicode as unicode;

use crate::units::with_slice;
use crate::white::Rules;
use crate::{Unit, Units};

/// Whether the text is not empty, and all code points are such.
#[inline]
fn all(text: Units<'_>, holds: impl Fn(u32) -> bool) -> bool {
    !text.is_empty() && with_slice!(text, units => units.iter().all(|unit| holds(unit.code())))
}

/// `str.isalpha`
pub fn is_alpha(text: Units<'_>) -> bool {
    all(text, unicode::is_alphabetic)
}

/// `str.isalnum`
pub fn is_alnum(text: Units<'_>) -> bool {
    all(text, unicode::is_alphanumeric)
}

/// `str.isdecimal`
pub fn is_decimal(text: Units<'_>) -> bool {
    all(text, unicode::is_decimal)
}

/// `str.isdigit`
pub fn is_digit(text: Units<'_>) -> bool {
    all(text, unicode::is_digit)
}

/// `str.isnumeric`
pub fn is_numeric(text: Units<'_>) -> bool {
    all(text, unicode::is_numeric)
}

/// `str.isspace`
pub fn is_space(text: Units<'_>) -> bool {
    all(text, |c| Rules::Text.is_space(c))
}

/// `str.isprintable`: also of no text.
pub fn is_printable(text: Units<'_>) -> bool {
    text.is_empty() || all(text, unicode::is_printable::<u32>)
}

/// `str.isidentifier`. Keywords are identifiers, too.
pub fn is_identifier(text: Units<'_>) -> bool {
    text.get(0).is_some_and(unicode::is_identifier_start) && all(text, unicode::is_identifier_continue)
}

/// What a unit is, as far as cases go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letter {
    Lower,
    Upper,
    /// A single letter for two, the first of them uppercase.
    Title,
    Uncased,
}

impl Letter {
    #[inline]
    fn of(c: u32) -> Self {
        match c {
            _ if unicode::is_lowercase(c) => Self::Lower,
            _ if unicode::is_uppercase(c) => Self::Upper,
            _ if unicode::is_titlecase(c) => Self::Title,
            _ => Self::Uncased,
        }
    }
}

/// `str.islower`: there are lowercase letters, and none of other cases.
pub fn is_lower(text: Units<'_>) -> bool {
    with_slice!(text, units => all_of_case(units.iter().map(|unit| Letter::of(unit.code())), Letter::Lower))
}

/// `str.isupper`: there are uppercase letters, and none of other cases.
pub fn is_upper(text: Units<'_>) -> bool {
    with_slice!(text, units => all_of_case(units.iter().map(|unit| Letter::of(unit.code())), Letter::Upper))
}

/// `str.istitle`: uppercase letters follow only uncased characters, lowercase ones only cased ones, and there are some.
pub fn is_title(text: Units<'_>) -> bool {
    with_slice!(text, units => all_titled(units.iter().map(|unit| Letter::of(unit.code()))))
}

#[inline]
pub(crate) fn all_of_case(letters: impl Iterator<Item = Letter>, case: Letter) -> bool {
    let mut found = false;
    for letter in letters {
        if letter == case {
            found = true;
        } else if letter != Letter::Uncased {
            return false;
        }
    }
    found
}

#[inline]
pub(crate) fn all_titled(letters: impl Iterator<Item = Letter>) -> bool {
    let (mut found, mut in_word) = (false, false);
    for letter in letters {
        match letter {
            Letter::Uncased => in_word = false,
            // A lowercase letter has to be inside a word, another one at its begin.
            _ if (letter == Letter::Lower) != in_word => return false,
            _ => {
                found = true;
                in_word = true;
            }
        }
    }
    found
}
