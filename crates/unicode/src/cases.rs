//! The other cases of a character, which may be up to three characters.

use crate::generated::{CASE_RECORDS, CASES, SPECIAL_CASES};

/// What a character becomes in each case; many have the distances in common.
pub(crate) struct Case(pub(crate) [i32; 4]);

/// From here on it is no distance, but a place in `SPECIAL_CASES`.
pub(crate) const SPECIAL: i32 = 0x11_0000;

/// One to three code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapped {
    /// The usual thing.
    One(u32),
    /// Two or three.
    Several(&'static [u32]),
}

impl Mapped {
    /// The first of the code points.
    pub fn first(self) -> u32 {
        match self {
            Self::One(c) => c,
            Self::Several(several) => several.first().copied().unwrap_or(0),
        }
    }

    /// All of them.
    pub fn as_slice(&self) -> &[u32] {
        match self {
            Self::One(c) => std::slice::from_ref(c),
            Self::Several(several) => several,
        }
    }
}

#[inline]
fn mapped(c: u32, to: usize) -> Mapped {
    let distance = CASE_RECORDS.get(CASES.get(c)).and_then(|case| case.0.get(to)).copied().unwrap_or(0);
    match distance.checked_sub(SPECIAL).and_then(|place| SPECIAL_CASES.get(usize::try_from(place).ok()?)) {
        None => Mapped::One(c.wrapping_add_signed(distance)),
        Some(several) => Mapped::Several(several),
    }
}

/// `str.lower` of one character. A final sigma is a matter of the letters around it.
#[inline]
pub fn lowercase(c: impl Into<u32>) -> Mapped {
    mapped(c.into(), 0)
}

/// `str.upper` of one character.
#[inline]
pub fn uppercase(c: impl Into<u32>) -> Mapped {
    mapped(c.into(), 1)
}

/// `str.title` of one character.
#[inline]
pub fn titlecase(c: impl Into<u32>) -> Mapped {
    mapped(c.into(), 2)
}

/// `str.casefold` of one character.
#[inline]
pub fn casefold(c: impl Into<u32>) -> Mapped {
    mapped(c.into(), 3)
}

/// One lowercase character for one: what `re` compares by. It is the first of those that [`lowercase`] gives.
#[inline]
pub fn simple_lowercase(c: impl Into<u32>) -> u32 {
    lowercase(c).first()
}

/// One uppercase character for one: what `re` compares by. It is the first of those that [`uppercase`] gives.
#[inline]
pub fn simple_uppercase(c: impl Into<u32>) -> u32 {
    uppercase(c).first()
}
