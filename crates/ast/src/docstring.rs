//! The docstring of a body.

use taipan_text::PyText;

use crate::{Constant, ExprKind, Stmt, StmtKind};

/// The text of the docstring, if the first statement of a body is one: a plain string, not a formatted one.
pub fn docstring<'a>(body: &[&Stmt<'a>]) -> Option<PyText<'a>> {
    let StmtKind::Expr { value } = body.first()?.kind else { return None };
    match value.kind {
        ExprKind::Constant { value: Constant::Str(text), .. } => Some(text),
        _ => None,
    }
}
