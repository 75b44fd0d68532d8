//! `-OO` takes docstrings away. What then comes first must not become one, and a body must not become empty.

use bumpalo::Bump;
use bumpalo::collections::Vec;
use taipan_text::Location;

use crate::{Expr, ExprKind, Mod, Stmt, StmtKind, docstring};

type Body<'a> = &'a [&'a Stmt<'a>];

/// The module without its docstring, if it has one.
pub(super) fn strip_module<'a>(arena: &'a Bump, node: &Mod<'a>) -> Option<&'a Mod<'a>> {
    let Mod::Module { body, type_ignores } = *node else { return None };
    Some(arena.alloc(Mod::Module { body: strip(arena, body)?, type_ignores }))
}

/// The function or class without its docstring, if it is one and has one.
pub(super) fn strip_definition<'a>(arena: &'a Bump, node: &Stmt<'a>) -> Option<&'a Stmt<'a>> {
    let mut kind = node.kind;
    match &mut kind {
        StmtKind::FunctionDef { body, .. }
        | StmtKind::AsyncFunctionDef { body, .. }
        | StmtKind::ClassDef { body, .. } => *body = strip(arena, body)?,
        _ => return None,
    }
    Some(arena.alloc(Stmt { kind, location: node.location }))
}

fn strip<'a>(arena: &'a Bump, body: Body<'a>) -> Option<Body<'a>> {
    docstring(body)?;
    let (&first, rest) = body.split_first()?;
    let mut new = Vec::from_iter_in(rest.iter().copied(), arena);
    if rest.is_empty() {
        new.push(&*arena.alloc(Stmt { kind: StmtKind::Pass, location: pass_at(first.location) }));
    } else if docstring(rest).is_some()
        && let Some(second) = new.first_mut()
    {
        *second = as_formatted(arena, second);
    }
    Some(new.into_bump_slice())
}

/// Where a `pass` would stand that was written in place of a statement.
fn pass_at(location: Location) -> Location {
    let Location { line, column, .. } = location;
    Location::new(line, column, line, column + "pass".len() as i32)
}

/// The same text as an f-string, which is no docstring.
fn as_formatted<'a>(arena: &'a Bump, node: &'a Stmt<'a>) -> &'a Stmt<'a> {
    let StmtKind::Expr { value } = node.kind else { return node };
    let values = arena.alloc_slice_copy(&[value]);
    let value = arena.alloc(Expr { kind: ExprKind::JoinedStr { values }, location: value.location });
    arena.alloc(Stmt { kind: StmtKind::Expr { value }, location: node.location })
}
