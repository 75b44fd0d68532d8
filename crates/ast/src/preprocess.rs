//! What happens to a tree between parser and symbol table, as CPython's `ast_preprocess`: `__debug__` becomes a
//! constant, simple `%` formats become f-strings, numbers in patterns are folded, and `-OO` drops docstrings. All other
//! folding belongs to the flow graph.

mod docstring;
mod format;
mod pattern;

use bumpalo::Bump;
use taipan_text::{Error, Name};

use crate::{
    Arg, CompileFlags, Constant, Expr, ExprContext, ExprKind, Findings, Folder, Mod, Operator, Options,
    Pattern, Session, Stmt, StmtKind, fold_children_of_arg, fold_children_of_expr, fold_children_of_mod,
    fold_children_of_pattern, fold_children_of_stmt,
};

type Result<T> = std::result::Result<T, Box<Error>>;

/// Rewrites a tree for the compiler, or for `PyCF_OPTIMIZED_AST`. `features` are the flags of `options` together with
/// those that the tree's own `__future__` imports set.
pub fn preprocess<'a>(
    module: &'a Mod<'a>,
    options: &Options,
    features: CompileFlags,
    session: &mut Session<'a, '_>,
) -> Result<&'a Mod<'a>> {
    let keeps_annotations = features.has(CompileFlags::FUTURE_ANNOTATIONS);
    // Docstrings may be anywhere.
    let strips = options.optimize >= 2;
    let findings = session.findings.take().filter(|findings| findings.are_of(module) && !strips);
    Preprocessor { optimize: options.optimize, keeps_annotations, session, findings }.fold_mod(module)
}

struct Preprocessor<'p, 'a, 's> {
    optimize: u8,
    /// Annotations become strings, so they stay as they are written.
    keeps_annotations: bool,
    session: &'p mut Session<'a, 's>,
    /// Says which statements need not be looked into, where that is known.
    findings: Option<Findings>,
}

impl<'a> Folder<'a> for Preprocessor<'_, 'a, '_> {
    type Error = Box<Error>;

    fn arena(&self) -> &'a Bump {
        self.session.arena
    }

    fn fold_mod(&mut self, node: &'a Mod<'a>) -> Result<&'a Mod<'a>> {
        let stripped = if self.optimize < 2 { None } else { docstring::strip_module(self.arena(), node) };
        fold_children_of_mod(self, stripped.unwrap_or(node))
    }

    fn fold_stmt(&mut self, node: &'a Stmt<'a>) -> Result<&'a Stmt<'a>> {
        if self.findings.as_ref().is_some_and(|findings| !findings.may_be_rewritten(node)) {
            return Ok(node);
        }
        self.check_depth()?;
        let stripped = if self.optimize < 2 { None } else { docstring::strip_definition(self.arena(), node) };
        let node = stripped.unwrap_or(node);
        let folded = fold_children_of_stmt(self, node)?;
        Ok(if self.keeps_annotations { self.with_annotations_of(node, folded) } else { folded })
    }

    fn fold_arg(&mut self, node: &'a Arg<'a>) -> Result<&'a Arg<'a>> {
        if self.keeps_annotations { Ok(node) } else { fold_children_of_arg(self, node) }
    }

    fn fold_expr(&mut self, node: &'a Expr<'a>) -> Result<&'a Expr<'a>> {
        self.check_depth()?;
        if let ExprKind::Name { id: Name::__DEBUG__, ctx: ExprContext::Load } = node.kind {
            let kind = ExprKind::Constant { value: Constant::Bool(self.optimize == 0), kind: None };
            return Ok(self.arena().alloc(Expr { kind, location: node.location }));
        }
        let folded = fold_children_of_expr(self, node)?;
        match folded.kind {
            ExprKind::BinOp { left, op: Operator::Mod, right } => {
                Ok(format::fold(self.arena(), left, right, folded.location).unwrap_or(folded))
            }
            _ => Ok(folded),
        }
    }

    fn fold_pattern(&mut self, node: &'a Pattern<'a>) -> Result<&'a Pattern<'a>> {
        self.check_depth()?;
        fold_children_of_pattern(self, pattern::fold_numbers(self.arena(), node).unwrap_or(node))
    }
}

impl<'a> Preprocessor<'_, 'a, '_> {
    fn check_depth(&self) -> Result<()> {
        self.session.stack.check().map_err(|deep| deep.error(" during compilation"))
    }

    /// The folded statement with the annotations that it had before. (Those of parameters were not folded at all.)
    fn with_annotations_of(&self, node: &Stmt<'a>, folded: &'a Stmt<'a>) -> &'a Stmt<'a> {
        let mut kind = folded.kind;
        match (&node.kind, &mut kind) {
            (StmtKind::AnnAssign { annotation, .. }, StmtKind::AnnAssign { annotation: new, .. }) => {
                *new = annotation;
            }
            (StmtKind::FunctionDef { returns, .. }, StmtKind::FunctionDef { returns: new, .. })
            | (StmtKind::AsyncFunctionDef { returns, .. }, StmtKind::AsyncFunctionDef { returns: new, .. }) =>
            {
                *new = *returns;
            }
            _ => return folded,
        }
        self.arena().alloc(Stmt { kind, location: folded.location })
    }
}
