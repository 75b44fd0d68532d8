//! Comprehensions and generator expressions. A generator expression is a function that is called at once with the
//! outermost iterator; a comprehension runs in the frame around it where that is possible (see [`super::inlined`]).

use taipan_ast::{Comprehension, Expr, ExprKind};
use taipan_bytecode::{Opcode, awaitable, resume};
use taipan_text::{Location, Name};

use super::collection::is_starred;
use super::frame_block::FrameBlockKind;
use super::unit::{NewUnit, UnitKind};
use super::{Lowered, Lowering};
use crate::symtable::ScopeKey;

/// A comprehension of any kind.
#[derive(Clone, Copy)]
pub(super) struct ComprehensionParts<'a> {
    kind: Kind,
    /// The element, or the key.
    element: &'a Expr<'a>,
    /// The value beside the key.
    value: Option<&'a Expr<'a>>,
    generators: &'a [&'a Comprehension<'a>],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    List,
    Set,
    Dict,
    Generator,
}

impl Kind {
    /// The name of the unit, what makes the empty result, and what adds to it.
    const fn instructions(self) -> (Name, Option<(Opcode, Opcode)>) {
        match self {
            Self::List => (Name::LISTCOMP_SCOPE, Some((Opcode::BuildList, Opcode::ListAppend))),
            Self::Set => (Name::SETCOMP_SCOPE, Some((Opcode::BuildSet, Opcode::SetAdd))),
            Self::Dict => (Name::DICTCOMP_SCOPE, Some((Opcode::BuildMap, Opcode::MapAdd))),
            Self::Generator => (Name::GENEXPR_SCOPE, None),
        }
    }
}

impl<'a> ComprehensionParts<'a> {
    pub(super) const fn list(element: &'a Expr<'a>, generators: &'a [&'a Comprehension<'a>]) -> Self {
        Self { kind: Kind::List, element, value: None, generators }
    }

    pub(super) const fn set(element: &'a Expr<'a>, generators: &'a [&'a Comprehension<'a>]) -> Self {
        Self { kind: Kind::Set, element, value: None, generators }
    }

    pub(super) const fn dict(
        key: &'a Expr<'a>,
        value: &'a Expr<'a>,
        generators: &'a [&'a Comprehension<'a>],
    ) -> Self {
        Self { kind: Kind::Dict, element: key, value: Some(value), generators }
    }

    pub(super) const fn generator(element: &'a Expr<'a>, generators: &'a [&'a Comprehension<'a>]) -> Self {
        Self { kind: Kind::Generator, element, value: None, generators }
    }

    /// From the element, or the key, to the end of the value.
    const fn element_location(&self) -> Location {
        match self.value {
            Some(value) => self.element.location.to(value.location),
            None => self.element.location,
        }
    }

    /// The location of the jump back: the innermost `for` of a dictionary counts the value too.
    const fn end_of_iteration(&self, index: usize) -> Location {
        if index + 1 == self.generators.len() { self.element_location() } else { self.element.location }
    }
}

impl<'a> Lowering<'a, '_, '_> {
    /// A comprehension or generator expression.
    pub(super) fn comprehension(
        &mut self,
        expression: &'a Expr<'a>,
        parts: ComprehensionParts<'a>,
    ) -> Lowered {
        let scope = self.scope_of(ScopeKey::of(expression))?;
        let at = expression.location;
        let Some(outermost) = parts.generators.first() else { return Ok(()) };
        if self.table.scope(scope).inlined {
            self.outermost_iterator(outermost)?;
            let state = self.begin_inlined(scope, at);
            self.push_block(FrameBlockKind::InlinedComprehension, at)?;
            self.build_result(parts, true, at)?;
            self.pop_block();
            self.end_inlined(state, at);
            return Ok(());
        }
        let is_async = self.table.scope(scope).coroutine;
        let (name, _) = parts.kind.instructions();
        let new = NewUnit { arg_count: 1, ..NewUnit::new(name, UnitKind::Comprehension, scope, at.line) };
        let code = self.in_unit(new, true, |lowering| {
            lowering.build_result(parts, false, at)?;
            if parts.kind == Kind::Generator {
                lowering.wrap_in_stop_iteration_handler();
            } else {
                lowering.emit(Opcode::ReturnValue, at);
            }
            Ok(())
        })?;
        self.make_closure(&code, 0, at)?;
        self.outermost_iterator(outermost)?;
        self.emit_arg(Opcode::Call, 0, at);
        if is_async && parts.kind != Kind::Generator {
            self.await_value(awaitable::PLAIN, at);
        }
        Ok(())
    }

    /// The iterator of the first `for`, which is evaluated outside.
    fn outermost_iterator(&mut self, generator: &'a Comprehension<'a>) -> Lowered {
        self.expression(generator.iter)?;
        let opcode = if generator.is_async != 0 { Opcode::GetAiter } else { Opcode::GetIter };
        self.emit(opcode, generator.iter.location);
        Ok(())
    }

    fn build_result(&mut self, parts: ComprehensionParts<'a>, is_inlined: bool, at: Location) -> Lowered {
        if let (_, Some((build, _))) = parts.kind.instructions() {
            self.emit_arg(build, 0, at);
            if is_inlined {
                self.emit_arg(Opcode::Swap, 2, at);
            }
        }
        if !is_inlined {
            self.emit_arg(Opcode::LoadFast, 0, at);
        }
        self.generators(parts, 0, 0, at)
    }

    /// The `for` number `index` and all after it; `depth` iterators are on the stack.
    fn generators(
        &mut self,
        parts: ComprehensionParts<'a>,
        index: usize,
        depth: u32,
        at: Location,
    ) -> Lowered {
        self.check_stack()?;
        match parts.generators.get(index) {
            None => self.element(parts, depth),
            Some(generator) if generator.is_async != 0 => self.async_generator(parts, index, depth, at),
            Some(_) => self.sync_generator(parts, index, depth, at),
        }
    }

    fn sync_generator(
        &mut self,
        parts: ComprehensionParts<'a>,
        index: usize,
        depth: u32,
        at: Location,
    ) -> Lowered {
        let Some(generator) = parts.generators.get(index) else { return Ok(()) };
        let (start, if_cleanup, anchor) = (self.new_label(), self.new_label(), self.new_label());
        let iter_at = generator.iter.location;
        // `for y in [x]` is an assignment.
        let only = if index == 0 { None } else { only_item(generator.iter) };
        if let Some(only) = only {
            self.expression(only)?;
        } else {
            if index > 0 {
                self.expression(generator.iter)?;
                self.emit(Opcode::GetIter, iter_at);
            }
            self.place(start);
            self.emit_jump(Opcode::ForIter, anchor, iter_at);
        }
        self.expression(generator.target)?;
        for test in generator.ifs {
            self.jump_if(test, false, if_cleanup, at)?;
        }
        self.generators(parts, index + 1, depth + u32::from(only.is_none()), at)?;
        self.place(if_cleanup);
        if only.is_none() {
            self.emit_jump(Opcode::Jump, start, parts.end_of_iteration(index));
            self.place(anchor);
            self.emit(Opcode::EndFor, Location::NONE);
            self.emit(Opcode::PopIter, Location::NONE);
        }
        Ok(())
    }

    fn async_generator(
        &mut self,
        parts: ComprehensionParts<'a>,
        index: usize,
        depth: u32,
        at: Location,
    ) -> Lowered {
        let Some(generator) = parts.generators.get(index) else { return Ok(()) };
        let (start, send) = (self.new_label(), self.new_label());
        let (handler, if_cleanup) = (self.new_label(), self.new_label());
        if index > 0 {
            self.expression(generator.iter)?;
            self.emit(Opcode::GetAiter, generator.iter.location);
        }
        self.place(start);
        self.push_block(FrameBlockKind::AsyncComprehension, at)?;
        self.emit_jump(Opcode::SetupFinally, handler, at);
        self.emit(Opcode::GetAnext, at);
        self.load_none(at);
        self.place(send);
        self.yield_from(resume::AFTER_AWAIT, at);
        self.emit(Opcode::PopBlock, at);
        self.expression(generator.target)?;
        for test in generator.ifs {
            self.jump_if(test, false, if_cleanup, at)?;
        }
        self.generators(parts, index + 1, depth + 1, at)?;
        self.place(if_cleanup);
        self.emit_jump(Opcode::Jump, start, parts.end_of_iteration(index));
        self.pop_block();
        self.place(handler);
        self.emit_jump(Opcode::EndAsyncFor, send, at);
        Ok(())
    }

    /// Evaluates the element and hands it out or adds it to the result, which is under `depth` iterators.
    fn element(&mut self, parts: ComprehensionParts<'a>, depth: u32) -> Lowered {
        self.expression(parts.element)?;
        if let Some(value) = parts.value {
            self.expression(value)?;
        }
        let at = parts.element_location();
        if let (_, Some((_, add))) = parts.kind.instructions() {
            self.emit_arg(add, depth + 1, at);
        } else {
            self.yield_value(at);
            self.emit(Opcode::PopTop, at);
        }
        Ok(())
    }
}

/// The item of a list or tuple that has only one.
fn only_item<'a>(iter: &'a Expr<'a>) -> Option<&'a Expr<'a>> {
    match iter.kind {
        ExprKind::List { elts: [only], .. } | ExprKind::Tuple { elts: [only], .. } if !is_starred(only) => {
            Some(only)
        }
        _ => None,
    }
}
