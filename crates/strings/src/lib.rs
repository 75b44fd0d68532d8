//! The algorithms of Python's `str` and `bytes` over plain data: code units of one, two or four bytes.
//!
//! [`Units`] is a view of a text, [`Buffer`] a text under construction, [`Build`] one that knows its size before it is
//! written. Functions that cut a text report ranges, so that whoever calls makes the objects. What `str` and `bytes` have
//! in common takes `Units`; bytes are [`Units::Latin1`] there.

mod buffer;
mod build;
pub mod bytes;
mod cases;
mod hash;
mod pad;
pub mod predicates;
mod replace;
mod repr;
mod search;
mod split;
mod strip;
mod translate;
mod unit;
mod units;
mod white;

pub use buffer::{Buffer, OwnedUnits};
pub use build::{Build, Join, Repeat, Shape, Stepped, UnitsMut, Writer};
pub use cases::{Case, change_ascii_case, change_case};
pub use hash::{HashSecret, seed_bytes};
pub use pad::{ExpandTabs, Pad};
pub use replace::Replace;
pub use repr::{Repr, ReprOfBytes};
pub use search::{
    Matches, MatchesBackward, contains, count, find, matches, matches_backward, occurrences, rfind,
};
pub use split::{
    Lines, Split, SplitBackward, SplitWords, SplitWordsBackward, lines, lines_of_bytes, partition,
    rpartition, rsplit, rsplit_words, rsplit_words_of_bytes, split, split_words, split_words_of_bytes,
};
pub use strip::{Sides, strip, strip_whitespace, strip_whitespace_of_bytes};
pub use translate::AsciiTranslation;
pub use unit::Unit;
pub use units::{CodePoints, Kind, Units, bounds};
