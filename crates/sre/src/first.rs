//! What matches can begin with: where a search has to look at all, which alternatives can match, and which repeats never
//! have to give back.

use memchr::memmem;

use crate::code::{At, MAX_REPEAT};
use crate::program::{Alternative, One, Op, Prefix, Program, Repeat, Start};
use crate::set::Set;

/// A search for a text.
pub(crate) fn prefix(text: &[u32]) -> Start {
    if let &[c] = text {
        return Start::Literal(c);
    }
    let bytes: Option<Vec<u8>> = text.iter().map(|&c| u8::try_from(c).ok()).collect();
    let finder = bytes.map(|bytes| memmem::Finder::new(&bytes).into_owned());
    Start::Prefix(Prefix { text: text.to_vec(), finder })
}

/// Where matches can begin, found out from the operations.
pub(crate) fn start(program: &Program) -> Start {
    match program.ops.first() {
        Some(Op::At(At::Beginning)) => return Start::Beginning,
        Some(Op::At(At::BeginningLine)) => return Start::Line,
        _ => {}
    }
    match program.arrive(program.pass_empty(0)) {
        Some(Op::One(One::Literal(c))) => return prefix(&[c]),
        Some(Op::Text(start, len)) => {
            let (start, len) = (start as usize, len as usize);
            if let Some(text) = program.text.get(start..start + len) {
                return prefix(text);
            }
        }
        _ => {}
    }
    match Firsts::of(program, 0, 1000) {
        Some(firsts) if !firsts.table.iter().all(|&can| can) => {
            Start::Set(Set::of(firsts.table, firsts.beyond))
        }
        _ => Start::Anywhere,
    }
}

/// What character must come at an operation, if one must.
pub(crate) fn first(program: &mut Program, at: u32) -> Option<One> {
    if let Some(one) = program.first(program.pass_marks(at)) {
        return Some(one);
    }
    let firsts = Firsts::of(program, at, 16)?;
    if firsts.beyond && firsts.table.iter().all(|&can| can) {
        return Some(One::AnyAll);
    }
    let number = u32::try_from(program.sets.len()).ok()?;
    program.sets.try_reserve(1).ok()?;
    program.sets.push(Set::of(firsts.table, firsts.beyond));
    Some(One::In(number))
}

/// The repeat that a pattern begins with, if all attempts within the run of characters that it matches come to the same.
///
/// They do when it always takes the whole run, because nothing in the run can follow it, and when what comes then does not
/// depend on where the run began, as the text of a group once more does.
pub(crate) fn leading(program: &Program) -> Option<One> {
    let (Op::Greedy(number) | Op::Lazy(number) | Op::Possessive(number)) =
        program.arrive(program.pass_marks(0))?
    else {
        return None;
    };
    let &Repeat { one, max: MAX_REPEAT, disjoint: true, .. } = program.repeats.get(number as usize)? else {
        return None;
    };
    let depends = program.ops.iter().any(|op| matches!(op, Op::Group(..)));
    (!depends).then_some(one)
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
    fn of(program: &Program, at: u32, budget: u32) -> Option<Self> {
        let mut firsts = Self { table: [false; 256], beyond: false, budget };
        firsts.add(program, at, 0).then_some(firsts)
    }

    /// Adds what the operation at a place can begin with. False when that may be anything, or nothing at all.
    fn add(&mut self, program: &Program, mut at: u32, depth: u32) -> bool {
        loop {
            let Some(budget) = self.budget.checked_sub(1) else { return false };
            self.budget = budget;
            at = program.land(at);
            match program.arrive(at) {
                Some(Op::Mark(_) | Op::Atomic(_) | Op::At(_)) => at += 1,
                // It takes no characters, so that what comes after it begins here, too.
                Some(Op::Look { after, .. }) => at = after,
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
                    if repeat.min > 0 {
                        at = repeat.body;
                        continue;
                    }
                    if depth >= MAX_DEPTH || !self.add(program, repeat.body, depth + 1) {
                        return false;
                    }
                    at = repeat.after;
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
        match one {
            One::Never => {}
            One::Literal(c) => match self.table.get_mut(c as usize) {
                Some(can) => *can = true,
                None => self.beyond = true,
            },
            One::In(set) => {
                let Some(set) = program.sets.get(set as usize) else { return };
                self.table.iter_mut().zip(set.table()).for_each(|(can, &belongs)| *can |= belongs);
                self.beyond |= !set.is_narrow();
            }
            One::Any | One::AnyAll | One::NotLiteral(_) => {
                let places = self.table.iter_mut().enumerate();
                places.for_each(|(c, can)| *can |= one.matches(program, c as u32));
                self.beyond = true;
            }
        }
    }
}

/// The alternatives for each first character, if that is worth a table.
pub(crate) fn table(program: &Program, alternatives: &[Alternative]) -> Option<Box<[u64; 257]>> {
    if !(3..=64).contains(&alternatives.len()) {
        return None;
    }
    let mut table: Box<[u64; 257]> = Box::new([0; 257]);
    for (number, alternative) in alternatives.iter().enumerate() {
        let bit = 1 << number;
        match alternative.first {
            None => table.iter_mut().for_each(|places| *places |= bit),
            Some(One::Literal(c)) => {
                table.iter_mut().take(256).skip(c as usize).take(1).for_each(|places| *places |= bit);
            }
            Some(one) => {
                let places = table.iter_mut().take(256).enumerate();
                places.for_each(|(c, places)| *places |= u64::from(one.matches(program, c as u32)) << number);
            }
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
