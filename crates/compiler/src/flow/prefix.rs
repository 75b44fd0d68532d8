//! Cells and free variables: their places among the fast locals, and the instructions that set them up before all
//! others.
//!
//! ```text
//! fast locals:   locals (arguments first)  |  cells that are no local  |  free variables
//! code:          COPY_FREE_VARS   MAKE_CELL…   RETURN_GENERATOR POP_TOP   (the unit's own instructions)
//! ```

use taipan_bytecode::{Opcode, flags};
use taipan_text::Location;

use super::graph::{BlockId, Graph, Op};
use crate::unit::Metadata;

/// Inserts the instructions and replaces positions of cells and free variables by places among the fast locals.
#[inline(never)]
pub(crate) fn insert(graph: &mut Graph, unit: &Metadata) {
    let places = places(unit);
    let mut prefix = Vec::new();
    if !unit.free_names.is_empty() {
        prefix.push(Op::new(Opcode::CopyFreeVars, unit.free_names.len() as u32, Location::NONE));
    }
    let mut cells = places[..unit.cell_names.len()].to_vec();
    cells.sort_unstable();
    prefix.extend(cells.into_iter().map(|place| Op::new(Opcode::MakeCell, place, Location::NONE)));
    if unit.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0 {
        let location = Location::new(unit.first_line, -1, unit.first_line, -1);
        prefix.push(Op::new(Opcode::ReturnGenerator, 0, location));
        prefix.push(Op::new(Opcode::PopTop, 0, location));
    }
    if !places.is_empty() {
        graph.for_each(|block| replace_positions(block.ops_mut(), &places));
    }
    graph[BlockId::ENTRY].insert(0, &prefix);
}

/// For each cell and then each free variable its place among the fast locals. A cell that is also a local has that
/// local's place, and the ones behind it move up.
fn places(unit: &Metadata) -> Vec<u32> {
    let mut free_place = unit.local_names.len() as u32;
    let mut new_place = || {
        free_place += 1;
        free_place - 1
    };
    let cells = unit.cell_names.items().iter();
    let mut places: Vec<u32> =
        cells.map(|&name| unit.local_names.position(name).unwrap_or_else(&mut new_place)).collect();
    places.extend(unit.free_names.items().iter().map(|_| new_place()));
    places
}

fn replace_positions(ops: &mut [Op], places: &[u32]) {
    for op in ops {
        if let Opcode::MakeCell
        | Opcode::LoadClosure
        | Opcode::LoadDeref
        | Opcode::StoreDeref
        | Opcode::DeleteDeref
        | Opcode::LoadFromDictOrDeref = op.opcode
            && let Some(&place) = places.get(op.oparg as usize)
        {
            op.oparg = place;
        }
    }
}
