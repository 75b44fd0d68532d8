//! A pattern, checked and ready to be executed.

use memchr::memmem;

use crate::character::Fold;
use crate::code::At;
use crate::set::Set;

/// A pattern.
#[derive(Debug, Default)]
pub struct Program {
    pub(crate) ops: Vec<Op>,
    pub(crate) sets: Vec<Set>,
    /// The characters of [`Op::Text`], one after the other.
    pub(crate) text: Vec<u32>,
    pub(crate) branches: Vec<Branch>,
    pub(crate) loops: Vec<Loop>,
    pub(crate) repeats: Vec<Repeat>,
    /// How many marks there are: two for each group.
    pub(crate) marks: usize,
    /// The fewest characters that a match can have; zero where that is not known.
    pub(crate) width: usize,
    pub(crate) start: Start,
    /// How long every match is, if the characters that it begins with are the whole pattern; else zero.
    pub(crate) whole: usize,
    /// What the repeat matches that the pattern begins with, if a failure within a run of such characters is one for the
    /// whole run.
    pub(crate) leading: Option<One>,
}

/// How a search finds places where a match can begin.
#[derive(Debug, Default)]
pub(crate) enum Start {
    /// Every place must be tried.
    #[default]
    Anywhere,
    /// Only at the beginning of the text.
    Beginning,
    /// Only where a line begins.
    Line,
    /// A character.
    Literal(u32),
    /// A text.
    Prefix(Prefix),
    /// A character of a set.
    Set(Set),
}

/// A text that every match begins with.
#[derive(Debug)]
pub(crate) struct Prefix {
    pub(crate) text: Vec<u32>,
    /// Finds it in units of a byte, if it consists of such.
    pub(crate) finder: Option<memmem::Finder<'static>>,
}

/// An operation. Numbers are indices into the program's lists.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Op {
    Success,
    /// One character.
    One(One),
    /// So many characters of [`Program::text`], from an index on.
    Text(u32, u32),
    At(At),
    Mark(u32),
    Jump(u32),
    /// Alternatives: one of [`Program::branches`].
    Branch(u32),
    /// The text of a group once more.
    Group(Fold, u32),
    /// Goes on elsewhere unless a group has matched.
    GroupExists {
        group: u32,
        otherwise: u32,
    },
    /// One character several times: one of [`Program::repeats`].
    Greedy(u32),
    Lazy(u32),
    Possessive(u32),
    /// Begins one of [`Program::loops`].
    Repeat(u32),
    GreedyUntil(u32),
    LazyUntil(u32),
    /// A loop that gives nothing back.
    PossessiveRepeat(u32),
    /// What follows is matched without choices left over, then execution goes on at the operation.
    Atomic(u32),
    /// What follows must match, or must not, so many characters before.
    Look {
        negative: bool,
        back: u32,
        after: u32,
    },
}

/// What one character must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum One {
    Never,
    /// Anything but a line feed.
    Any,
    AnyAll,
    Literal(u32),
    NotLiteral(u32),
    /// One of [`Program::sets`].
    In(u32),
}

/// Alternatives.
#[derive(Debug, Default)]
pub(crate) struct Branch {
    pub(crate) alternatives: Vec<Alternative>,
    /// For each of the first 256 characters the alternatives that can begin with it, a bit for each; and last those that
    /// can begin where the text ends. Made where there are not too many alternatives, and enough to be worth it.
    pub(crate) table: Option<Box<[u64; 257]>>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Alternative {
    pub(crate) target: u32,
    /// What it begins with, if that is known.
    pub(crate) first: Option<One>,
}

/// Something that is repeated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Loop {
    pub(crate) min: u32,
    pub(crate) max: u32,
    pub(crate) body: u32,
    pub(crate) after: u32,
}

/// One character that is repeated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Repeat {
    pub(crate) one: One,
    pub(crate) min: u32,
    pub(crate) max: u32,
    pub(crate) after: u32,
    /// What comes after it.
    pub(crate) tail: Tail,
    /// Whether nothing that the repeat matches can begin what comes after it: giving characters back is useless.
    pub(crate) disjoint: bool,
}

/// What comes after a repeat.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tail {
    Unknown,
    /// A character like this.
    One(One),
    /// The end of the pattern or of an assertion.
    Success,
}

impl One {
    /// Whether a character is what it must be.
    #[inline(always)]
    pub(crate) fn matches(self, program: &Program, c: u32) -> bool {
        match self {
            Self::Never => false,
            Self::Any => c != 0x0a,
            Self::AnyAll => true,
            Self::Literal(literal) => c == literal,
            Self::NotLiteral(literal) => c != literal,
            Self::In(set) => program.sets.get(set as usize).is_some_and(|set| set.contains(c)),
        }
    }
}

impl Program {
    /// How many bytes it takes, about.
    pub fn size(&self) -> usize {
        self.ops.len() * size_of::<Op>() + self.sets.len() * size_of::<Set>() + self.text.len() * 4
    }

    /// Where jumps from an index lead in the end.
    pub(crate) fn land(&self, mut at: u32) -> u32 {
        // Jumps lead forward only.
        while let Some(&Op::Jump(target)) = self.ops.get(at as usize)
            && target > at
        {
            at = target;
        }
        at
    }

    /// What operation comes at an index, jumps followed.
    pub(crate) fn arrive(&self, at: u32) -> Option<Op> {
        self.ops.get(self.land(at) as usize).copied()
    }

    /// The first operation from an index on that is no mark.
    pub(crate) fn pass_marks(&self, mut at: u32) -> u32 {
        while let Some(Op::Mark(_)) = self.arrive(at) {
            at = self.land(at) + 1;
        }
        at
    }

    /// The first operation from an index on that may match characters: what comes before only asks about the place.
    pub(crate) fn pass_empty(&self, mut at: u32) -> u32 {
        loop {
            at = match self.arrive(at) {
                Some(Op::Mark(_) | Op::At(_) | Op::Atomic(_)) => self.land(at) + 1,
                Some(Op::Look { after, .. }) => after,
                _ => return at,
            }
        }
    }

    /// What character the operation at an index begins with, if it is one that consists of characters.
    pub(crate) fn first(&self, at: u32) -> Option<One> {
        match self.arrive(at)? {
            Op::One(one) => Some(one),
            Op::Text(start, _) => self.text.get(start as usize).map(|&c| One::Literal(c)),
            _ => None,
        }
    }
}
