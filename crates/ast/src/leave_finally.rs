//! Warnings about `return`, `break` and `continue` that leave a `finally` block (PEP 765). CPython gives them when a
//! tree is going to be compiled.

use taipan_text::{Error, ErrorClass, ErrorRange, Verdict, Warning, WarningCategory};

use crate::{Mod, Session, Stmt, StmtKind};

type Result = std::result::Result<(), Box<Error>>;

/// What a statement is directly inside of, as far as it matters for leaving a `finally` block. Only the innermost
/// counts, so a `return` in a loop in a `finally` block is not seen: neither does CPython 3.14.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Nothing,
    Function,
    Loop,
    Finally,
}

/// Warns about every jump out of a `finally` block. Fails when a warning is to be an error.
pub fn warn_about_leaving_finally(module: &Mod<'_>, session: &mut Session<'_, '_>) -> Result {
    if session.findings.as_ref().is_some_and(|findings| findings.are_of(module) && !findings.has_finally) {
        return Ok(());
    }
    match *module {
        Mod::Module { body, .. } | Mod::Interactive { body } => Walk { session }.body(body, Around::Nothing),
        Mod::Expression { .. } | Mod::FunctionType { .. } => Ok(()),
    }
}

struct Walk<'w, 'a, 's> {
    session: &'w mut Session<'a, 's>,
}

impl Walk<'_, '_, '_> {
    fn body(&mut self, body: &[&Stmt<'_>], around: Around) -> Result {
        body.iter().try_for_each(|node| self.statement(node, around))
    }

    fn statement(&mut self, node: &Stmt<'_>, around: Around) -> Result {
        self.session.stack.check().map_err(|deep| deep.error(" during compilation"))?;
        match node.kind {
            StmtKind::Return { .. } => self.jump(node, "return", around),
            StmtKind::Break => self.jump(node, "break", around),
            StmtKind::Continue => self.jump(node, "continue", around),
            StmtKind::FunctionDef { body, .. } | StmtKind::AsyncFunctionDef { body, .. } => {
                self.body(body, Around::Function)
            }
            StmtKind::For { body, orelse, .. }
            | StmtKind::AsyncFor { body, orelse, .. }
            | StmtKind::While { body, orelse, .. } => {
                self.body(body, Around::Loop)?;
                self.body(orelse, around)
            }
            StmtKind::Try { body, handlers, orelse, finalbody }
            | StmtKind::TryStar { body, handlers, orelse, finalbody } => {
                self.body(body, around)?;
                handlers.iter().try_for_each(|handler| self.body(handler.body, around))?;
                self.body(orelse, around)?;
                self.body(finalbody, Around::Finally)
            }
            StmtKind::If { body, orelse, .. } => {
                self.body(body, around)?;
                self.body(orelse, around)
            }
            StmtKind::With { body, .. }
            | StmtKind::AsyncWith { body, .. }
            | StmtKind::ClassDef { body, .. } => self.body(body, around),
            StmtKind::Match { cases, .. } => cases.iter().try_for_each(|case| self.body(case.body, around)),
            _ => Ok(()),
        }
    }

    fn jump(&mut self, node: &Stmt<'_>, keyword: &str, around: Around) -> Result {
        if around != Around::Finally {
            return Ok(());
        }
        let range = ErrorRange {
            line: node.location.line,
            offset: node.location.column + 1,
            end_line: Some(node.location.end_line),
            end_offset: Some(node.location.end_column + 1),
        };
        let message = format!("'{keyword}' in a 'finally' block");
        let warning = Warning { category: WarningCategory::Syntax, message: message.clone(), range };
        match self.session.warnings.warn(warning) {
            Verdict::Continue => Ok(()),
            Verdict::Raise => Err(Error::at(ErrorClass::Syntax, message, range)),
            Verdict::Failed => Err(Error::new(ErrorClass::Raised, message)),
        }
    }
}
