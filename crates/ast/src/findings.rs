//! What the parser notices while it makes a tree, so that the passes over trees leave alone what they would not change.

use crate::{Mod, Stmt};

/// What was noticed in one tree. Of a tree that was made in any other way nothing is known.
#[derive(Debug, Default)]
pub struct Findings {
    /// The address of the tree.
    tree: usize,
    /// The addresses of the statements in which, at any depth, something is that `preprocess` may rewrite.
    rewritten: Vec<usize>,
    /// Whether any `try` has a `finally`.
    pub has_finally: bool,
}

impl Findings {
    /// Notes a statement in which something is that `preprocess` may rewrite.
    pub fn rewrite(&mut self, statement: &Stmt<'_>) {
        self.rewritten.push(address(statement));
    }

    /// The findings are those of this tree, which is complete.
    pub fn finish(&mut self, tree: &Mod<'_>) {
        self.tree = address(tree);
        self.rewritten.sort_unstable();
    }

    /// Whether they are those of this tree.
    pub fn are_of(&self, tree: &Mod<'_>) -> bool {
        self.tree == address(tree)
    }

    /// Whether `preprocess` may rewrite anything in a statement.
    pub fn may_be_rewritten(&self, statement: &Stmt<'_>) -> bool {
        self.rewritten.binary_search(&address(statement)).is_ok()
    }
}

fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node).addr()
}
