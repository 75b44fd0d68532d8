//! `SWAP`s: fewer of them for the same order of items, or none, where the instructions that take the items can change
//! places instead.

use taipan_bytecode::Opcode;

use super::graph::{Block, Op};

/// Goes through one block.
pub(crate) fn optimize(block: &mut Block) {
    let mut index = 0;
    while index < block.len() {
        if block.opcode(index) == Opcode::Swap {
            index = shorten_run(block.ops_mut(), index);
            reorder_stores(block.ops_mut(), index);
        }
        index += 1;
    }
}

/// Replaces the run of `SWAP`s and `NOP`s that starts at an index by the shortest with the same effect, whose
/// `SWAP`s stand at its end. Returns the index of its last instruction.
///
/// The run permutes the items on the stack. A cycle of the permutation is undone by swapping its members through the
/// top, one after the other; done in reverse order, it is brought about.
fn shorten_run(ops: &mut [Op], start: usize) -> usize {
    let in_run = |op: &&Op| matches!(op.opcode, Opcode::Swap | Opcode::Nop);
    let len = ops[start..].iter().take_while(in_run).count();
    let run = &mut ops[start..start + len];
    let swaps = || run.iter().filter(|op| op.opcode == Opcode::Swap).map(|op| op.oparg as usize);
    let depth = swaps().max().unwrap_or(0);
    if swaps().count() < 2 {
        return start;
    }
    // `items[i]` is the item that comes to depth `i`, the top being depth 0.
    let mut items: Vec<usize> = (0..depth).collect();
    swaps().for_each(|depth| items.swap(0, depth.saturating_sub(1)));
    let mut shortest = Vec::new();
    for first in 0..depth {
        if items[first] == first {
            continue;
        }
        let mut member = first;
        loop {
            if member != 0 {
                shortest.push(member as u32 + 1);
            }
            // A member that is in its place again was visited.
            let next = std::mem::replace(&mut items[member], member);
            if next == member {
                break;
            }
            member = next;
        }
    }
    for (op, place) in run.iter_mut().rev().zip(0..) {
        match shortest.get(place) {
            Some(&depth) => op.set(Opcode::Swap, depth),
            None => op.clear(),
        }
    }
    start + len - 1
}

/// Removes `SWAP`s at and before an index where the two instructions that take the swapped items can change places:
/// `SWAP 2, POP_TOP, STORE_FAST x` is `STORE_FAST x, POP_TOP`.
fn reorder_stores(ops: &mut [Op], index: usize) {
    for swap in (0..=index).rev() {
        match ops[swap].opcode {
            Opcode::Swap => match takers(ops, swap) {
                Some((first, second)) => {
                    ops[swap].clear();
                    ops.swap(first, second);
                }
                None => return,
            },
            Opcode::Nop => {}
            _ if takes_top(&ops[swap]) => {}
            _ => return,
        }
    }
}

/// The instructions that take the two items which a `SWAP` exchanges, if nothing can tell when they change places.
fn takers(ops: &[Op], swap: usize) -> Option<(usize, usize)> {
    let first = next_taker(ops, swap, None)?;
    let line = ops[first].line();
    let mut second = first;
    for _ in 1..ops[swap].oparg {
        second = next_taker(ops, second, Some(line))?;
    }
    let (one, other) = (stored_local(&ops[first]), stored_local(&ops[second]));
    let stored = one.is_some() || other.is_some();
    if stored && one == other {
        return None;
    }
    let between = ops.get(first + 1..second).unwrap_or_default();
    let conflict =
        between.iter().filter_map(stored_local).any(|local| one == Some(local) || other == Some(local));
    if conflict { None } else { Some((first, second)) }
}

/// The next instruction that takes just the top item. On another line it would not do: the order of a line's stores
/// shows when it is traced.
fn next_taker(ops: &[Op], after: usize, line: Option<i32>) -> Option<usize> {
    for (index, op) in ops.iter().enumerate().skip(after + 1) {
        if line.is_some_and(|line| line >= 0 && op.line() != line) {
            return None;
        }
        if op.opcode != Opcode::Nop {
            return takes_top(op).then_some(index);
        }
    }
    None
}

/// Whether an instruction pops the top, cannot fail and runs no code but finalizers.
fn takes_top(op: &Op) -> bool {
    matches!(op.opcode, Opcode::StoreFast | Opcode::StoreFastMaybeNull | Opcode::PopTop)
}

fn stored_local(op: &Op) -> Option<u32> {
    matches!(op.opcode, Opcode::StoreFast | Opcode::StoreFastMaybeNull).then_some(op.oparg)
}
