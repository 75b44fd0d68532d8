//! Tuples, lists and sets whose items are all constants.

use taipan_bytecode::Opcode;
use taipan_text::Location;

use super::constants::{Constants, is_load};
use super::graph::{Block, Op};
use crate::constants::ConstantId;

/// The most items of a sequence that is made constant (`_PY_STACK_USE_GUIDELINE`).
const MAX_ITEMS: usize = 30;
/// The fewest items of a list or set for which it pays to copy a constant.
const MIN_COPIED_ITEMS: u32 = 3;

/// The places of loads of constants, see [`constant_loads`].
pub(crate) struct Loads {
    places: [usize; MAX_ITEMS],
    len: usize,
}

impl Loads {
    /// The constants in order.
    pub(crate) fn constants(&self, block: &Block, constants: &mut Constants<'_>) -> Option<Vec<ConstantId>> {
        self.places[..self.len].iter().map(|&place| constants.loaded(&block.ops()[place])).collect()
    }

    /// Removes the loads.
    pub(crate) fn clear(&self, block: &mut Block) {
        for &place in &self.places[..self.len] {
            remove(&mut block.ops_mut()[place]);
        }
    }
}

/// Removes an instruction whose value is part of a constant that is loaded later, and with it its line.
fn remove(op: &mut Op) {
    op.clear();
    op.location = Location::NONE;
}

/// The last `count` instructions before `index`, `NOP`s aside, if they all load constants.
pub(crate) fn constant_loads(block: &Block, index: usize, count: usize) -> Option<Loads> {
    let mut loads = Loads { places: [0; MAX_ITEMS], len: count };
    let mut missing = count;
    for (place, op) in block.ops()[..index].iter().enumerate().rev() {
        if missing == 0 {
            break;
        }
        if op.opcode == Opcode::Nop {
            continue;
        }
        if !is_load(op) {
            return None;
        }
        missing -= 1;
        *loads.places.get_mut(missing)? = place;
    }
    (missing == 0).then_some(loads)
}

/// `BUILD_TUPLE` of constants is a constant.
pub(crate) fn fold_tuple(block: &mut Block, index: usize, constants: &mut Constants<'_>) -> Option<()> {
    let count = block.ops()[index].oparg as usize;
    if count > MAX_ITEMS {
        return None;
    }
    let loads = constant_loads(block, index, count)?;
    let items = loads.constants(block, constants)?;
    let tuple = constants.pool.add_tuple(&items);
    loads.clear(block);
    constants.load(&mut block.ops_mut()[index], tuple);
    Some(())
}

/// A long tuple of constants, which was built as a list, item by item.
///
/// ```text
/// BUILD_LIST 0, (LOAD_CONST, LIST_APPEND 1)…, CALL_INTRINSIC_1 LIST_TO_TUPLE   ─►   LOAD_CONST
/// ```
pub(crate) fn fold_list_to_tuple(
    block: &mut Block,
    index: usize,
    constants: &mut Constants<'_>,
) -> Option<()> {
    let items = take_appended(block, index, Opcode::BuildList, Opcode::ListAppend, constants)?;
    let tuple = constants.pool.add_tuple(&items);
    constants.load(&mut block.ops_mut()[index], tuple);
    Some(())
}

/// A long list or set of constants, which was built item by item, the last of which is appended at `index`, and is
/// only iterated over, or searched by `in`.
pub(crate) fn fold_only_read(block: &mut Block, index: usize, constants: &mut Constants<'_>) -> Option<()> {
    let end = index + 1;
    let collection = if block.opcode(index) == Opcode::ListAppend {
        let items = take_appended(block, end, Opcode::BuildList, Opcode::ListAppend, constants)?;
        constants.pool.add_tuple(&items)
    } else {
        let items = take_appended(block, end, Opcode::BuildSet, Opcode::SetAdd, constants)?;
        constants.pool.add_frozenset(&items)
    };
    constants.load(&mut block.ops_mut()[index], collection);
    Some(())
}

/// Removes the instructions before `end` that build a list or set of constants item by item; returns the items.
fn take_appended(
    block: &mut Block,
    end: usize,
    build: Opcode,
    append: Opcode,
    constants: &mut Constants<'_>,
) -> Option<Vec<ConstantId>> {
    let mut items = Vec::new();
    let mut expects_append = true;
    let mut start = None;
    for (place, op) in block.ops()[..end].iter().enumerate().rev() {
        if op.opcode == Opcode::Nop {
            continue;
        }
        if expects_append && op.opcode == build && op.oparg == 0 {
            start = Some(place);
            break;
        } else if expects_append && op.opcode == append && op.oparg == 1 {
        } else if !expects_append && is_load(op) {
            items.push(constants.loaded(op)?);
        } else {
            return None;
        }
        expects_append = !expects_append;
    }
    items.reverse();
    block.ops_mut()[start?..end].iter_mut().filter(|op| op.opcode != Opcode::Nop).for_each(remove);
    Some(items)
}

/// A list or set of constants is copied from a constant; one that is only iterated over, or searched by `in`, is a
/// constant tuple or frozenset.
pub(crate) fn optimize_list_or_set(
    block: &mut Block,
    index: usize,
    next: Opcode,
    constants: &mut Constants<'_>,
) {
    let build = block.ops()[index];
    let only_read = matches!(next, Opcode::GetIter | Opcode::ContainsOp);
    let count = build.oparg as usize;
    if count > MAX_ITEMS || (build.oparg < MIN_COPIED_ITEMS && !only_read) {
        return;
    }
    let items = constant_loads(block, index, count)
        .and_then(|loads| loads.constants(block, constants).map(|items| (loads, items)));
    let Some((loads, items)) = items else {
        if only_read && build.opcode == Opcode::BuildList {
            block.ops_mut()[index].opcode = Opcode::BuildTuple;
        }
        return;
    };
    let (collection, extend) = match build.opcode {
        Opcode::BuildList => (constants.pool.add_tuple(&items), Opcode::ListExtend),
        _ => (constants.pool.add_frozenset(&items), Opcode::SetUpdate),
    };
    let position = constants.table.add(collection);
    loads.clear(block);
    if only_read {
        block.ops_mut()[index].set(Opcode::LoadConst, position);
    } else if let [.., copy, load, last] = &mut block.ops_mut()[..=index] {
        copy.set(build.opcode, 0);
        copy.location = build.location;
        load.set(Opcode::LoadConst, position);
        last.set(extend, 1);
    }
}
