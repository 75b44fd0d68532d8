//! Implicit concatenation: neighbouring constants become one.

use bumpalo::Bump;
use taipan_ast::{Constant, Expr, ExprKind};
use taipan_text::PyText;

/// One constant of the texts of several, all `str` or all `bytes`. Its kind is that of the first.
pub(crate) fn join_constants<'a>(
    run: &[&'a Expr<'a>],
    arena: &'a Bump,
    buffer: &mut Vec<u8>,
) -> Option<&'a Expr<'a>> {
    let (&first, &last) = (run.first()?, run.last()?);
    if run.len() == 1 {
        return Some(first);
    }
    buffer.clear();
    for part in run {
        buffer.extend_from_slice(constant_bytes(part).unwrap_or_default());
    }
    let bytes = arena.alloc_slice_copy(buffer);
    let ExprKind::Constant { value, kind } = first.kind else { return Some(first) };
    let value = match value {
        Constant::Bytes(_) => Constant::Bytes(bytes),
        _ => Constant::Str(PyText::from_bytes(bytes)),
    };
    Some(
        arena.alloc(Expr {
            kind: ExprKind::Constant { value, kind },
            location: first.location.to(last.location),
        }),
    )
}

/// Joins each run of constants among `values[from..]`, which are the parts of one f- or t-string, and drops those
/// that are empty then.
pub(crate) fn join_runs<'a>(
    values: &mut Vec<&'a Expr<'a>>,
    from: usize,
    arena: &'a Bump,
    buffer: &mut Vec<u8>,
) {
    let mut kept = from;
    let mut next = from;
    while let Some(&value) = values.get(next) {
        let rest = values.get(next..).unwrap_or_default();
        let run = rest.iter().take_while(|value| constant_bytes(value).is_some()).count();
        let joined = join_constants(rest.get(..run).unwrap_or_default(), arena, buffer).unwrap_or(value);
        next += run.max(1);
        if constant_bytes(joined).is_none_or(|bytes| !bytes.is_empty()) {
            if let Some(place) = values.get_mut(kept) {
                *place = joined;
            }
            kept += 1;
        }
    }
    values.truncate(kept);
}

/// The text of a `str` or `bytes` constant.
fn constant_bytes<'a>(expr: &Expr<'a>) -> Option<&'a [u8]> {
    match expr.kind {
        ExprKind::Constant { value: Constant::Str(text), .. } => Some(text.as_bytes()),
        ExprKind::Constant { value: Constant::Bytes(bytes), .. } => Some(bytes),
        _ => None,
    }
}
