//! From code words to a [`Program`], checking everything that executing relies on.
//!
//! Constructs nest: a word says how far one reaches, and what it contains is a block of its own. Blocks that are open are
//! kept on a list instead of the native stack, because code can be made by hand.
//!
//! ```text
//! BRANCH    skip block JUMP end   skip block JUMP end   0
//! REPEAT    skip min max block    MAX_UNTIL | MIN_UNTIL          POSSESSIVE_REPEAT … SUCCESS
//! REPEAT_ONE skip min max one-character operation SUCCESS        MIN_REPEAT_ONE, POSSESSIVE_REPEAT_ONE
//! ASSERT    skip back block SUCCESS        ASSERT_NOT;  ATOMIC_GROUP skip block SUCCESS
//! GROUPREF_EXISTS group skip block [JUMP skip block]
//! ```

mod charset;

use std::cmp::Ordering;
use std::collections::TryReserveError;

use crate::character::{Category, Fold, ascii_lowercase, ascii_uppercase};
use crate::code::{At, MAX_GROUPS, info, op};
use crate::first;
use crate::program::{Alternative, Branch, Loop, One, Op, Program, Repeat, Start, Tail};
use crate::set::{Definition, Item, Set};

/// Why words are no program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// They were not made by `re`.
    Code,
    /// There is no memory for the program.
    Memory,
}

impl From<TryReserveError> for Malformed {
    fn from(_: TryReserveError) -> Self {
        Self::Memory
    }
}

type Decoded<T> = Result<T, Malformed>;

impl Program {
    /// Checks words and makes a program of them.
    pub fn decode(code: &[u32], groups: usize) -> Decoded<Self> {
        let Some((&op::SUCCESS, block)) = code.split_last() else { return Err(Malformed::Code) };
        if groups > MAX_GROUPS || block.len() > u32::MAX as usize / 2 {
            return Err(Malformed::Code);
        }
        let mut program = Self { marks: groups * 2, ..Self::default() };
        let mut decoder =
            Decoder { code, at: 0, end: block.len(), program: &mut program, open: vec![], fence: 0 };
        decoder.decode()?;
        let start = decoder.start()?;
        decoder.push(Op::Success)?;
        program.finish();
        program.start = match start {
            Start::Anywhere => first::start(&program),
            start => start,
        };
        Ok(program)
    }

    /// What is known only when all operations are there: what comes after repeats, what alternatives begin with.
    fn finish(&mut self) {
        for number in 0..self.repeats.len() {
            let Some(&repeat) = self.repeats.get(number) else { continue };
            let tail = match first::first(self, repeat.after) {
                Some(one) => Tail::One(one),
                None if matches!(self.arrive(self.pass_marks(repeat.after)), Some(Op::Success)) => {
                    Tail::Success
                }
                None => Tail::Unknown,
            };
            let disjoint = matches!(tail, Tail::One(one) if first::are_disjoint(self, repeat.one, one));
            if let Some(slot) = self.repeats.get_mut(number) {
                *slot = Repeat { tail, disjoint, ..repeat };
            }
        }
        for number in 0..self.branches.len() {
            let mut branch = std::mem::take(&mut self.branches[number]);
            for alternative in &mut branch.alternatives {
                alternative.first = first::first(self, alternative.target);
            }
            branch.table = first::table(self, &branch.alternatives);
            self.branches[number] = branch;
        }
        self.leading = first::leading(self);
    }
}

struct Decoder<'a> {
    code: &'a [u32],
    /// The next word.
    at: usize,
    /// Where the block ends that is being decoded.
    end: usize,
    program: &'a mut Program,
    open: Vec<Open>,
    /// Operations before this one must not be changed any more: something leads to what follows.
    fence: usize,
}

/// A construct that is not complete.
struct Open {
    construct: Construct,
    /// Where the block ends that the construct is part of.
    outer_end: usize,
    /// The operation that it began with.
    op: usize,
}

enum Construct {
    Branch {
        branch: usize,
        jumps: Vec<usize>,
        target: Option<usize>,
    },
    Repeat(usize),
    PossessiveRepeat(usize),
    Atomic,
    Look {
        negative: bool,
        back: u32,
    },
    GroupExists {
        group: u32,
    },
    /// What is executed when the group has not matched.
    Otherwise,
}

impl Decoder<'_> {
    fn decode(&mut self) -> Decoded<()> {
        loop {
            match self.at.cmp(&self.end) {
                Ordering::Less => self.operation()?,
                Ordering::Greater => return Err(Malformed::Code),
                Ordering::Equal => match self.open.pop() {
                    Some(open) => self.close(open)?,
                    None => return Ok(()),
                },
            }
        }
    }

    fn word(&mut self) -> Decoded<u32> {
        let word = *self.code.get(self.at).ok_or(Malformed::Code)?;
        self.at += 1;
        Ok(word)
    }

    fn expect(&mut self, word: u32) -> Decoded<()> {
        if self.word()? == word { Ok(()) } else { Err(Malformed::Code) }
    }

    /// A word that says how far something reaches, counted from the word itself. The place is within the block.
    fn skip(&mut self) -> Decoded<usize> {
        let from = self.at;
        let target = from + self.word()? as usize;
        if target > from && target <= self.end { Ok(target) } else { Err(Malformed::Code) }
    }

    fn push(&mut self, op: Op) -> Decoded<usize> {
        self.program.ops.try_reserve(1)?;
        self.program.ops.push(op);
        Ok(self.program.ops.len() - 1)
    }

    /// The index of the operation that comes next, to which something leads.
    fn label(&mut self) -> u32 {
        self.fence = self.program.ops.len();
        self.fence as u32
    }

    /// Begins a block that ends where `end` says.
    fn enter(&mut self, construct: Construct, op: usize, end: usize) -> Decoded<()> {
        if end < self.at || end > self.end {
            return Err(Malformed::Code);
        }
        self.open.try_reserve(1)?;
        self.open.push(Open { construct, outer_end: self.end, op });
        self.end = end;
        self.label();
        Ok(())
    }

    fn operation(&mut self) -> Decoded<()> {
        let word = self.word()?;
        if let Some(one) = self.one(word)? {
            return self.push_one(one);
        }
        match word {
            op::AT => {
                let at = At::from_word(self.word()?).ok_or(Malformed::Code)?;
                self.push(Op::At(at))?;
            }
            op::MARK => {
                let mark = self.word()?;
                if mark as usize >= self.program.marks {
                    return Err(Malformed::Code);
                }
                self.push(Op::Mark(mark))?;
            }
            op::BRANCH => {
                let branch = self.program.branches.len();
                self.program.branches.try_reserve(1)?;
                self.program.branches.push(Branch { alternatives: Vec::new(), table: None });
                let op = self.push(Op::Branch(branch as u32))?;
                if self.code.get(self.at) == Some(&0) {
                    self.at += 1;
                    self.label();
                    return Ok(());
                }
                self.alternative(Construct::Branch { branch, jumps: Vec::new(), target: None }, branch, op)?;
            }
            op::GROUPREF => self.group(Fold::None)?,
            op::GROUPREF_IGNORE => self.group(Fold::Ascii)?,
            op::GROUPREF_LOC_IGNORE => self.group(Fold::Locale)?,
            op::GROUPREF_UNI_IGNORE => self.group(Fold::Unicode)?,
            op::GROUPREF_EXISTS => {
                let group = self.group_number()?;
                // The distance counts from the group's number.
                let from = self.at - 1;
                let end = from + self.word()? as usize;
                let op = self.push(Op::GroupExists { group, otherwise: 0 })?;
                self.enter(Construct::GroupExists { group }, op, end)?;
            }
            op::REPEAT_ONE => self.repeat_one(Op::Greedy)?,
            op::MIN_REPEAT_ONE => self.repeat_one(Op::Lazy)?,
            op::POSSESSIVE_REPEAT_ONE => self.repeat_one(Op::Possessive)?,
            op::REPEAT | op::POSSESSIVE_REPEAT => {
                let end = self.skip()?;
                let (min, max) = self.counts()?;
                let number = self.program.loops.len();
                self.program.loops.try_reserve(1)?;
                self.program.loops.push(Loop { min, max, body: 0, after: 0 });
                let (op, construct) = if word == op::REPEAT {
                    (Op::Repeat(number as u32), Construct::Repeat(number))
                } else {
                    (Op::PossessiveRepeat(number as u32), Construct::PossessiveRepeat(number))
                };
                let op = self.push(op)?;
                self.program.loops[number].body = self.label();
                self.enter(construct, op, end)?;
            }
            op::ATOMIC_GROUP => {
                let end = self.skip()? - 1;
                let op = self.push(Op::Atomic(0))?;
                self.enter(Construct::Atomic, op, end)?;
            }
            op::ASSERT | op::ASSERT_NOT => {
                let negative = word == op::ASSERT_NOT;
                let end = self.skip()? - 1;
                let back = self.word()?;
                let op = self.push(Op::Look { negative, back, after: 0 })?;
                self.enter(Construct::Look { negative, back }, op, end)?;
            }
            op::INFO => {
                // A search looks at the block; here it is skipped.
                self.at = self.skip()?;
            }
            op::JUMP => {
                // The end of the first block of GROUPREF_EXISTS, when there is a second one.
                let Some(&Open { construct: Construct::GroupExists { group }, outer_end, op }) =
                    self.open.last()
                else {
                    return Err(Malformed::Code);
                };
                if self.at + 1 != self.end {
                    return Err(Malformed::Code);
                }
                self.end = outer_end;
                let end = self.skip()?;
                self.open.pop();
                let jump = self.push(Op::Jump(0))?;
                let otherwise = self.label();
                self.program.ops[op] = Op::GroupExists { group, otherwise };
                self.enter(Construct::Otherwise, jump, end)?;
            }
            _ => return Err(Malformed::Code),
        }
        Ok(())
    }

    /// Ends a construct, or begins its next block.
    fn close(&mut self, open: Open) -> Decoded<()> {
        let Open { construct, outer_end, op } = open;
        self.end = outer_end;
        match construct {
            Construct::Branch { branch, mut jumps, target } => {
                self.expect(op::JUMP)?;
                let end = self.skip()?;
                if target.is_some_and(|target| target != end) {
                    return Err(Malformed::Code);
                }
                jumps.try_reserve(1)?;
                jumps.push(self.push(Op::Jump(0))?);
                if self.code.get(self.at) == Some(&0) {
                    self.at += 1;
                    if self.at != end {
                        return Err(Malformed::Code);
                    }
                    let label = self.label();
                    for jump in jumps {
                        self.program.ops[jump] = Op::Jump(label);
                    }
                    return Ok(());
                }
                return self.alternative(Construct::Branch { branch, jumps, target: Some(end) }, branch, op);
            }
            Construct::Repeat(number) => {
                let until = match self.word()? {
                    op::MAX_UNTIL => Op::GreedyUntil(number as u32),
                    op::MIN_UNTIL => Op::LazyUntil(number as u32),
                    _ => return Err(Malformed::Code),
                };
                self.push(until)?;
                self.program.loops[number].after = self.label();
            }
            Construct::PossessiveRepeat(number) => {
                self.expect(op::SUCCESS)?;
                self.push(Op::Success)?;
                self.program.loops[number].after = self.label();
            }
            Construct::Atomic => {
                self.expect(op::SUCCESS)?;
                self.push(Op::Success)?;
                self.program.ops[op] = Op::Atomic(self.label());
            }
            Construct::Look { negative, back } => {
                self.expect(op::SUCCESS)?;
                self.push(Op::Success)?;
                self.program.ops[op] = Op::Look { negative, back, after: self.label() };
            }
            Construct::GroupExists { group } => {
                self.program.ops[op] = Op::GroupExists { group, otherwise: self.label() };
            }
            Construct::Otherwise => self.program.ops[op] = Op::Jump(self.label()),
        }
        Ok(())
    }

    fn alternative(&mut self, construct: Construct, branch: usize, op: usize) -> Decoded<()> {
        // The block ends before its JUMP and the distance after it.
        let end = self.skip()?.checked_sub(2).ok_or(Malformed::Code)?;
        let target = self.label();
        let alternatives = &mut self.program.branches[branch].alternatives;
        alternatives.try_reserve(1)?;
        alternatives.push(Alternative { target, first: None });
        self.enter(construct, op, end)
    }

    fn counts(&mut self) -> Decoded<(u32, u32)> {
        let (min, max) = (self.word()?, self.word()?);
        if min <= max { Ok((min, max)) } else { Err(Malformed::Code) }
    }

    fn group_number(&mut self) -> Decoded<u32> {
        let group = self.word()?;
        if (group as usize) < self.program.marks / 2 { Ok(group) } else { Err(Malformed::Code) }
    }

    fn group(&mut self, fold: Fold) -> Decoded<()> {
        let group = self.group_number()?;
        self.push(Op::Group(fold, group)).map(drop)
    }

    fn repeat_one(&mut self, make: fn(u32) -> Op) -> Decoded<()> {
        let end = self.skip()?;
        let (min, max) = self.counts()?;
        let word = self.word()?;
        let one = self.one(word)?.ok_or(Malformed::Code)?;
        self.expect(op::SUCCESS)?;
        if self.at != end {
            return Err(Malformed::Code);
        }
        let number = self.program.repeats.len();
        self.push(make(number as u32))?;
        let after = self.label();
        self.program.repeats.try_reserve(1)?;
        self.program.repeats.push(Repeat { one, min, max, after, tail: Tail::Unknown, disjoint: false });
        Ok(())
    }

    /// Adds a character. Literals that follow each other become a text.
    fn push_one(&mut self, one: One) -> Decoded<()> {
        if let One::Literal(c) = one
            && self.program.ops.len() > self.fence
        {
            let Program { ops, text, .. } = &mut *self.program;
            match ops.last_mut() {
                Some(last @ &mut Op::One(One::Literal(before))) => {
                    *last = Op::Text(text.len() as u32, 2);
                    text.try_reserve(2)?;
                    text.extend([before, c]);
                    return Ok(());
                }
                // Nothing else has added to the text since.
                Some(Op::Text(_, len)) => {
                    text.try_reserve(1)?;
                    text.push(c);
                    *len += 1;
                    return Ok(());
                }
                _ => {}
            }
        }
        self.push(Op::One(one)).map(drop)
    }

    /// The operation of a word, if it is one that matches a character.
    fn one(&mut self, word: u32) -> Decoded<Option<One>> {
        Ok(Some(match word {
            op::FAILURE => One::Never,
            op::ANY => One::Any,
            op::ANY_ALL => One::AnyAll,
            op::LITERAL => One::Literal(self.word()?),
            op::NOT_LITERAL => One::NotLiteral(self.word()?),
            op::CATEGORY => {
                let category = Category::from_word(self.word()?).ok_or(Malformed::Code)?;
                self.set(vec![Item::Category(category)], Fold::None)?
            }
            op::IN => self.charset(Fold::None)?,
            op::IN_IGNORE => self.charset(Fold::Ascii)?,
            op::IN_LOC_IGNORE => self.charset(Fold::Locale)?,
            op::IN_UNI_IGNORE => self.charset(Fold::Unicode)?,
            op::LITERAL_IGNORE => self.literal(false, Fold::Ascii)?,
            op::LITERAL_LOC_IGNORE => self.literal(false, Fold::Locale)?,
            op::LITERAL_UNI_IGNORE => self.literal(false, Fold::Unicode)?,
            op::NOT_LITERAL_IGNORE => self.literal(true, Fold::Ascii)?,
            op::NOT_LITERAL_LOC_IGNORE => self.literal(true, Fold::Locale)?,
            op::NOT_LITERAL_UNI_IGNORE => self.literal(true, Fold::Unicode)?,
            _ => return Ok(None),
        }))
    }

    /// A literal whose case does not matter.
    fn literal(&mut self, negative: bool, fold: Fold) -> Decoded<One> {
        let c = self.word()?;
        let mut items = if negative { vec![Item::Negate] } else { Vec::new() };
        items.push(Item::Literal(c));
        if fold == Fold::Locale {
            items.extend([ascii_lowercase(c), ascii_uppercase(c)].map(Item::Literal));
            return self.set(items, Fold::None);
        }
        self.set(items, fold)
    }

    fn charset(&mut self, fold: Fold) -> Decoded<One> {
        let end = self.skip()?;
        let items = self.items(end)?;
        self.set(items, fold)
    }

    fn set(&mut self, items: Vec<Item>, fold: Fold) -> Decoded<One> {
        let sets = &mut self.program.sets;
        sets.try_reserve(1)?;
        sets.push(Set::new(Definition { items, fold }));
        Ok(One::In(sets.len() as u32 - 1))
    }

    /// What the INFO block says about where matches begin.
    fn start(&mut self) -> Decoded<Start> {
        let [op::INFO, skip, flags, min, _, rest @ ..] = self.code else { return Ok(Start::Anywhere) };
        let flags = *flags;
        let block = rest.get(..(*skip as usize).saturating_sub(4)).ok_or(Malformed::Code)?;
        if flags & !(info::PREFIX | info::LITERAL | info::CHARSET) != 0 {
            return Err(Malformed::Code);
        }
        self.program.width = *min as usize;
        if flags & info::PREFIX != 0 {
            let [length, skip, data @ ..] = block else { return Err(Malformed::Code) };
            let length = *length as usize;
            // Each character has its entry in a table of overlaps, which is for another algorithm.
            if length == 0 || data.len() != length * 2 || *skip as usize > length {
                return Err(Malformed::Code);
            }
            if flags & info::LITERAL != 0 {
                self.program.whole = length;
            }
            return Ok(first::prefix(&data[..length]));
        }
        if flags & info::CHARSET != 0 {
            let end = 5 + block.len();
            let (at, limit) = (std::mem::replace(&mut self.at, 5), std::mem::replace(&mut self.end, end));
            let items = self.items(end)?;
            (self.at, self.end) = (at, limit);
            return Ok(Start::Set(Set::new(Definition { items, fold: Fold::None })));
        }
        if block.is_empty() { Ok(Start::Anywhere) } else { Err(Malformed::Code) }
    }
}
