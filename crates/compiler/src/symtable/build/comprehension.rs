//! Comprehensions, and `:=` inside them, which binds a name of the block around.

use taipan_ast::{Comprehension as Clause, Expr};
use taipan_text::{Location, Name};

use super::{Builder, Result};
use crate::symtable::error_at;
use crate::symtable::scope::{BlockKind, Comprehension, ScopeKey, Symbol};

impl Builder<'_> {
    /// The first iterable belongs to the block around; everything else is a block of its own that gets the iterator
    /// as its parameter `.0`.
    pub(super) fn comprehension<'a>(
        &mut self,
        node: &'a Expr<'a>,
        name: &str,
        kind: Comprehension,
        clauses: &'a [&'a Clause<'a>],
        element: &'a Expr<'a>,
        value: Option<&'a Expr<'a>>,
    ) -> Result {
        let Some((outermost, inner)) = clauses.split_first() else { return Ok(()) };
        self.iterable(outermost.iter)?;
        let name = self.names.intern(name);
        self.enter_new(name, BlockKind::Function, node, ScopeKey::of(node), node.location);
        self.current().comprehension = kind;
        self.current().coroutine |= outermost.is_async != 0;
        self.define(Name::DOT_0, Symbol::DEF_PARAM, node.location)?;
        self.target(outermost.target)?;
        self.expressions(outermost.ifs)?;
        for clause in inner {
            self.clause(clause)?;
        }
        self.optional_expression(value)?;
        self.expression(element)?;

        let is_generator = kind == Comprehension::Generator;
        self.current().generator = is_generator;
        let is_async = self.current().coroutine && !is_generator;
        self.exit();
        if is_async {
            let allowed = self.in_async_function()
                || self.current().comprehension != Comprehension::No
                || self.allows_top_level_await();
            if !allowed {
                let message = "asynchronous comprehension outside of an asynchronous function";
                return Err(error_at(node.location, message));
            }
            self.current().coroutine = true;
        }
        Ok(())
    }

    fn clause<'a>(&mut self, clause: &'a Clause<'a>) -> Result {
        self.target(clause.target)?;
        self.iterable(clause.iter)?;
        self.expressions(clause.ifs)?;
        self.current().coroutine |= clause.is_async != 0;
        Ok(())
    }

    fn target<'a>(&mut self, target: &'a Expr<'a>) -> Result {
        self.state().in_comprehension_target = true;
        self.expression(target)?;
        self.state().in_comprehension_target = false;
        Ok(())
    }

    fn iterable<'a>(&mut self, iterable: &'a Expr<'a>) -> Result {
        self.state().comprehension_iterables += 1;
        self.expression(iterable)?;
        self.state().comprehension_iterables -= 1;
        Ok(())
    }

    /// `:=` binds in the nearest block that is no comprehension; in the comprehension the name is then nonlocal (or
    /// global, where that block is the module or says so).
    pub(super) fn bind_outside_comprehensions(&mut self, name: Name, location: Location) -> Result {
        for at in (0..self.open.len()).rev() {
            let Some(&scope) = self.open.get(at) else { break };
            let flags = self.flags_in(scope, name);
            let outer = self.table.scope(scope);
            if outer.comprehension != Comprehension::No {
                if flags & Symbol::DEF_COMP_ITER != 0 && flags & Symbol::DEF_LOCAL != 0 {
                    let name = self.text(name);
                    let message = format!(
                        "assignment expression cannot rebind comprehension iteration variable '{name}'"
                    );
                    return Err(error_at(location, message));
                }
                continue;
            }
            let (here, there) = match outer.kind {
                BlockKind::Function if flags & Symbol::DEF_GLOBAL != 0 => {
                    (Symbol::DEF_GLOBAL, Symbol::DEF_LOCAL)
                }
                BlockKind::Function => (Symbol::DEF_NONLOCAL, Symbol::DEF_LOCAL),
                BlockKind::Module => (Symbol::DEF_GLOBAL, Symbol::DEF_GLOBAL),
                BlockKind::Class => return Err(forbidden("cannot be used in a class body", location)),
                BlockKind::TypeParameters => {
                    return Err(forbidden("cannot be used within the definition of a generic", location));
                }
                BlockKind::TypeAlias => return Err(forbidden("cannot be used in a type alias", location)),
                BlockKind::TypeVariable => {
                    return Err(forbidden("cannot be used in a TypeVar bound", location));
                }
                BlockKind::Annotation => continue,
            };
            self.define(name, here, location)?;
            self.record_directive(name, location);
            return self.define_in(scope, name, there, location);
        }
        Ok(())
    }
}

fn forbidden(where_not: &str, location: Location) -> Box<taipan_text::Error> {
    error_at(location, format!("assignment expression within a comprehension {where_not}"))
}
