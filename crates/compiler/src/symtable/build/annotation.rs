//! Annotations: blocks that are evaluated when somebody asks for them (PEP 649, PEP 749).

use taipan_ast::{Arguments, Expr, Stmt};
use taipan_text::Name;

use super::{Builder, Result};
use crate::symtable::scope::{BlockKind, ScopeKey, Symbol};

impl Builder<'_> {
    /// The annotation of a variable. All those of a module, class or function share one block.
    pub(super) fn variable_annotation<'a>(&mut self, annotation: &'a Expr<'a>) -> Result {
        let location = annotation.location;
        let kind = self.current().kind;
        // A local variable's annotation is never evaluated, so its names are not used.
        let unevaluated = kind == BlockKind::Function;
        let conditional =
            kind == BlockKind::Module || kind == BlockKind::Class && self.state().in_conditional_block;
        if conditional && !self.current().has_conditional_annotations {
            self.current().has_conditional_annotations = true;
            self.define(Name::__CONDITIONAL_ANNOTATIONS__, Symbol::USE, location)?;
        }
        if let Some(block) = self.current().annotations {
            self.enter_again(block);
        } else if let Some(key) = self.state().annotations_key {
            let owner = self.id();
            let block =
                self.enter_lazy(Name::__ANNOTATE__, BlockKind::Annotation, annotation, key, location)?;
            self.table.scopes[owner.0 as usize].annotations = Some(block);
            if kind == BlockKind::Class && !self.has_future_annotations() {
                self.current().can_see_class_scope = true;
                self.define(Name::__CLASSDICT__, Symbol::USE, location)?;
                // Also where the class binds the name itself.
                self.table.scopes[owner.0 as usize].needs_class_dict = true;
            }
        }
        self.state().in_unevaluated_annotation = unevaluated;
        self.expression(annotation)?;
        self.state().in_unevaluated_annotation = false;
        self.exit();
        Ok(())
    }

    /// The annotations of a signature have a block of their own, in the block around the function.
    pub(super) fn signature_annotations<'a>(
        &mut self,
        node: &'a Stmt<'a>,
        args: &'a Arguments<'a>,
        returns: Option<&'a Expr<'a>>,
    ) -> Result {
        let sees_class = self.current().can_see_class_scope || self.current().kind == BlockKind::Class;
        let key = ScopeKey::annotations_of(args);
        self.enter_lazy(Name::__ANNOTATE__, BlockKind::Annotation, args, key, node.location)?;
        if sees_class {
            self.current().can_see_class_scope = true;
            self.define(Name::__CLASSDICT__, Symbol::USE, node.location)?;
        }
        let positional = args.posonlyargs.iter().chain(args.args);
        let rest = args.vararg.iter().chain(&args.kwarg).chain(args.kwonlyargs);
        let annotations = positional.chain(rest).filter_map(|arg| arg.annotation).chain(returns);
        for annotation in annotations {
            self.current().annotations_used = true;
            self.expression(annotation)?;
        }
        self.exit();
        Ok(())
    }
}
