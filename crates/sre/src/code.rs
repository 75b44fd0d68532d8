//! The words that patterns are compiled to: operations, positions, categories, flags, as `re._constants` numbers them.

/// The version of the code, which `re` compares with its own.
pub const MAGIC: i64 = 20_230_612;
/// The bytes of a word.
pub const CODE_SIZE: i64 = 4;
/// The count that means "without limit".
pub const MAX_REPEAT: u32 = u32::MAX;
/// How many groups a pattern can have.
pub const MAX_GROUPS: usize = (i32::MAX / 2) as usize;

/// Operations.
pub(crate) mod op {
    pub(crate) const FAILURE: u32 = 0;
    pub(crate) const SUCCESS: u32 = 1;
    pub(crate) const ANY: u32 = 2;
    pub(crate) const ANY_ALL: u32 = 3;
    pub(crate) const ASSERT: u32 = 4;
    pub(crate) const ASSERT_NOT: u32 = 5;
    pub(crate) const AT: u32 = 6;
    pub(crate) const BRANCH: u32 = 7;
    pub(crate) const CATEGORY: u32 = 8;
    pub(crate) const CHARSET: u32 = 9;
    pub(crate) const BIGCHARSET: u32 = 10;
    pub(crate) const GROUPREF: u32 = 11;
    pub(crate) const GROUPREF_EXISTS: u32 = 12;
    pub(crate) const IN: u32 = 13;
    pub(crate) const INFO: u32 = 14;
    pub(crate) const JUMP: u32 = 15;
    pub(crate) const LITERAL: u32 = 16;
    pub(crate) const MARK: u32 = 17;
    pub(crate) const MAX_UNTIL: u32 = 18;
    pub(crate) const MIN_UNTIL: u32 = 19;
    pub(crate) const NOT_LITERAL: u32 = 20;
    pub(crate) const NEGATE: u32 = 21;
    pub(crate) const RANGE: u32 = 22;
    pub(crate) const REPEAT: u32 = 23;
    pub(crate) const REPEAT_ONE: u32 = 24;
    pub(crate) const MIN_REPEAT_ONE: u32 = 26;
    pub(crate) const ATOMIC_GROUP: u32 = 27;
    pub(crate) const POSSESSIVE_REPEAT: u32 = 28;
    pub(crate) const POSSESSIVE_REPEAT_ONE: u32 = 29;
    pub(crate) const GROUPREF_IGNORE: u32 = 30;
    pub(crate) const IN_IGNORE: u32 = 31;
    pub(crate) const LITERAL_IGNORE: u32 = 32;
    pub(crate) const NOT_LITERAL_IGNORE: u32 = 33;
    pub(crate) const GROUPREF_LOC_IGNORE: u32 = 34;
    pub(crate) const IN_LOC_IGNORE: u32 = 35;
    pub(crate) const LITERAL_LOC_IGNORE: u32 = 36;
    pub(crate) const NOT_LITERAL_LOC_IGNORE: u32 = 37;
    pub(crate) const GROUPREF_UNI_IGNORE: u32 = 38;
    pub(crate) const IN_UNI_IGNORE: u32 = 39;
    pub(crate) const LITERAL_UNI_IGNORE: u32 = 40;
    pub(crate) const NOT_LITERAL_UNI_IGNORE: u32 = 41;
    pub(crate) const RANGE_UNI_IGNORE: u32 = 42;
}

/// What the INFO block at the beginning of a pattern tells.
pub(crate) mod info {
    /// There is a literal prefix.
    pub(crate) const PREFIX: u32 = 1;
    /// The prefix is the whole pattern.
    pub(crate) const LITERAL: u32 = 2;
    /// There is a set of characters to begin with.
    pub(crate) const CHARSET: u32 = 4;
}

/// A position: something that matches no character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    Beginning,
    BeginningLine,
    Boundary(Words),
    NonBoundary(Words),
    End,
    EndLine,
    EndString,
}

/// Which characters make words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    Ascii,
    Locale,
    Unicode,
}

impl At {
    pub(crate) fn from_word(word: u32) -> Option<Self> {
        Some(match word {
            0 | 2 => Self::Beginning,
            1 => Self::BeginningLine,
            3 => Self::Boundary(Words::Ascii),
            4 => Self::NonBoundary(Words::Ascii),
            5 => Self::End,
            6 => Self::EndLine,
            7 => Self::EndString,
            8 => Self::Boundary(Words::Locale),
            9 => Self::NonBoundary(Words::Locale),
            10 => Self::Boundary(Words::Unicode),
            11 => Self::NonBoundary(Words::Unicode),
            _ => return None,
        })
    }
}
