//! The fast locals of a code object: their names and what each of them is.

use taipan_bytecode::{LocalKind, flags};
use taipan_text::Name;

use crate::unit::Metadata;

/// `co_localsplusnames` and `co_localspluskinds`.
pub(super) struct FastLocals {
    pub(super) names: Vec<Name>,
    pub(super) kinds: Vec<u8>,
}

/// Locals come first, arguments before others; then cells that are no local, then free variables.
pub(super) fn fast_locals(unit: &Metadata) -> FastLocals {
    let most = unit.local_names.len() + unit.cell_names.len() + unit.free_names.len();
    let mut locals = FastLocals { names: Vec::with_capacity(most), kinds: Vec::with_capacity(most) };
    let mut arguments = argument_kinds(unit);
    for &name in unit.local_names.items() {
        let mut kind = LocalKind::LOCAL | arguments.next().unwrap_or(0);
        if unit.hidden.contains_key(&name) {
            kind |= LocalKind::HIDDEN;
        }
        if unit.cell_names.position(name).is_some() {
            kind |= LocalKind::CELL;
        }
        locals.push(name, kind);
    }
    for &name in unit.cell_names.items() {
        if unit.local_names.position(name).is_none() {
            locals.push(name, LocalKind::CELL);
        }
    }
    for &name in unit.free_names.items() {
        locals.push(name, LocalKind::FREE);
    }
    locals
}

impl FastLocals {
    fn push(&mut self, name: Name, kind: u8) {
        self.names.push(name);
        self.kinds.push(kind);
    }
}

/// What each argument is, in the order of the locals.
fn argument_kinds(unit: &Metadata) -> impl Iterator<Item = u8> {
    let has = |flag| u32::from(unit.flags & flag != 0);
    let both = unit.arg_count.saturating_sub(unit.positional_only_count);
    [
        (unit.positional_only_count, LocalKind::ARG_POS),
        (both, LocalKind::ARG_POS | LocalKind::ARG_KW),
        (unit.keyword_only_count, LocalKind::ARG_KW),
        (has(flags::VARARGS), LocalKind::ARG_POS | LocalKind::ARG_VAR),
        (has(flags::VARKEYWORDS), LocalKind::ARG_KW | LocalKind::ARG_VAR),
    ]
    .into_iter()
    .flat_map(|(count, kind)| std::iter::repeat_n(kind, count as usize))
}
