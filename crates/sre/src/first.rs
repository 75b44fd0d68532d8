//! What matches can begin with: where a search has to look at all, which alternatives can match, and which repeats never
//! have to give back.

use memchr::memmem;

use crate::character::Fold;
use crate::code::At;
use crate::program::{Alternative, One, Op, Prefix, Program, Start};
use crate::set::{Definition, Item, Set};

/// A search for a text.
pub(crate) fn prefix(text: &[u32], whole: bool) -> Start {
    if let &[c] = text {
        return Start::Literal(c, whole);
    }
    let bytes: Option<Vec<u8>> = text.iter().map(|&c| u8::try_from(c).ok()).collect();
    let finder = bytes.map(|bytes| memmem::Finder::new(&bytes).into_owned());
    Start::Prefix(Prefix { text: text.to_vec(), finder }, whole)
}

/// Where matches can begin, found out from the operations.
pub(crate) fn start(program: &Program) -> Start {
    if let Some(Op::At(At::Beginning)) = program.ops.first() {
        return Start::Beginning;
    }
    let mut firsts = Firsts { table: [false; 256], beyond: false, budget: 1000 };
    if !firsts.add(program, 0, 0) || firsts.table.iter().all(|&can| can) {
        return Start::Anywhere;
    }
    let mut items: Vec<Item> = (0..256).filter(|&c| firsts.table[c as usize]).map(Item::Literal).collect();
    if firsts.beyond {
        items.push(Item::Range(0x100, u32::MAX));
    }
    Start::Set(Set::new(Definition { items, fold: Fold::None }))
}

/// The characters that a match can begin with.
struct Firsts {
    table: [bool; 256],
    /// Whether others are among them.
    beyond: bool,
    /// How many operations may still be looked at: this is worth a little time only.
    budget: u32,
}

/// How many constructs within each other are looked into.
const MAX_DEPTH: u32 = 50;

impl Firsts {
    /// Adds what the operation at a place can begin with. False when that may be anything, or nothing at all.
    fn add(&mut self, program: &Program, mut at: u32, depth: u32) -> bool {
        loop {
            let Some(budget) = self.budget.checked_sub(1) else { return false };
            self.budget = budget;
            at = program.land(at);
            match program.arrive(at) {
                Some(Op::Mark(_) | Op::Atomic(_)) => at += 1,
                Some(Op::One(one)) => {
                    self.add_one(program, one);
                    return true;
                }
                Some(Op::Text(..)) => {
                    if let Some(one) = program.first(at) {
                        self.add_one(program, one);
                    }
                    return true;
                }
                Some(Op::Greedy(number) | Op::Lazy(number) | Op::Possessive(number)) => {
                    let Some(repeat) = program.repeats.get(number as usize) else { return false };
                    self.add_one(program, repeat.one);
                    if repeat.min > 0 {
                        return true;
                    }
                    at = repeat.after;
                }
                Some(Op::Repeat(number) | Op::PossessiveRepeat(number)) => {
                    let Some(repeat) = program.loops.get(number as usize) else { return false };
                    if repeat.min == 0 {
                        return false;
                    }
                    at = repeat.body;
                }
                Some(Op::Branch(number)) => {
                    let Some(branch) = program.branches.get(number as usize) else { return false };
                    return depth < MAX_DEPTH
                        && branch.alternatives.iter().all(|it| self.add(program, it.target, depth + 1));
                }
                _ => return false,
            }
        }
    }

    fn add_one(&mut self, program: &Program, one: One) {
        for (c, can) in self.table.iter_mut().enumerate() {
            *can |= one.matches(program, c as u32);
        }
        self.beyond |= match one {
            One::Never => false,
            One::Literal(c) => c > 0xff,
            One::In(set) => program.sets.get(set as usize).is_some_and(|set| !set.is_narrow()),
            One::Any | One::AnyAll | One::NotLiteral(_) => true,
        };
    }
}

/// The alternatives for each first character, if that is worth a table.
pub(crate) fn table(program: &Program, alternatives: &[Alternative]) -> Option<Box<[u64; 257]>> {
    if !(3..=64).contains(&alternatives.len()) {
        return None;
    }
    let mut table = Box::new([0; 257]);
    for (number, alternative) in alternatives.iter().enumerate() {
        for (c, places) in table.iter_mut().enumerate() {
            let can = match alternative.first {
                None => true,
                Some(one) => c < 256 && one.matches(program, c as u32),
            };
            *places |= u64::from(can) << number;
        }
    }
    Some(table)
}

/// Whether no character is both.
pub(crate) fn are_disjoint(program: &Program, a: One, b: One) -> bool {
    match (a, b) {
        (One::Never, _) | (_, One::Never) => true,
        (One::Literal(c), other) | (other, One::Literal(c)) => !other.matches(program, c),
        (One::Any | One::AnyAll | One::NotLiteral(_), _) => false,
        (_, One::Any | One::AnyAll | One::NotLiteral(_)) => false,
        (One::In(a), One::In(b)) => match (program.sets.get(a as usize), program.sets.get(b as usize)) {
            (Some(a), Some(b)) => {
                (a.is_narrow() || b.is_narrow()) && a.table().iter().zip(b.table()).all(|(&a, &b)| !(a && b))
            }
            _ => false,
        },
    }
}
