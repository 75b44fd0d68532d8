//! Tuples, lists, sets and dictionaries: built at once when they are small, bit by bit when they are big or unpack
//! something.

use taipan_ast::{Expr, ExprContext, ExprKind};
use taipan_bytecode::{Intrinsic1, Opcode};
use taipan_text::{Location, Name};

use super::{Lowered, Lowering, STACK_USE_GUIDELINE};

/// The instructions of a collection.
#[derive(Clone, Copy)]
pub(super) struct Builder {
    /// Makes it of values on the stack.
    pub(super) build: Opcode,
    /// What it is built of when it is built bit by bit.
    start: Opcode,
    /// Adds one value.
    append: Opcode,
    /// Adds all that an iterable gives.
    extend: Opcode,
}

impl Builder {
    pub(super) const TUPLE: Self = Self { build: Opcode::BuildTuple, ..Self::LIST };
    const LIST: Self = Self {
        build: Opcode::BuildList,
        start: Opcode::BuildList,
        append: Opcode::ListAppend,
        extend: Opcode::ListExtend,
    };
    const SET: Self = Self {
        build: Opcode::BuildSet,
        start: Opcode::BuildSet,
        append: Opcode::SetAdd,
        extend: Opcode::SetUpdate,
    };
}

impl<'a> Lowering<'a, '_, '_> {
    /// `(a, b)` or `[a, b]`, as a value or as targets.
    pub(super) fn tuple_or_list(
        &mut self,
        build: Opcode,
        items: &'a [&'a Expr<'a>],
        context: ExprContext,
        at: Location,
    ) -> Lowered {
        match context {
            ExprContext::Load => {
                let builder = if build == Opcode::BuildTuple { Builder::TUPLE } else { Builder::LIST };
                self.build_collection(builder, items, None, 0, at)
            }
            ExprContext::Store => self.unpack_into(items, at),
            ExprContext::Del => self.expressions(items),
        }
    }

    /// `{a, b}`.
    pub(super) fn set(&mut self, items: &'a [&'a Expr<'a>], at: Location) -> Lowered {
        self.build_collection(Builder::SET, items, None, 0, at)
    }

    /// Builds a collection of `pushed` values on the stack, the items and, last, a name if one is given.
    pub(super) fn build_collection(
        &mut self,
        builder: Builder,
        items: &'a [&'a Expr<'a>],
        last: Option<Name>,
        pushed: usize,
        at: Location,
    ) -> Lowered {
        let total = items.len() + pushed + usize::from(last.is_some());
        let is_big = total > STACK_USE_GUIDELINE;
        if !is_big && !items.iter().any(|item| is_starred(item)) {
            self.expressions(items)?;
            if let Some(last) = last {
                self.load_name(last, at);
            }
            self.emit_count(builder.build, total, at);
            return Ok(());
        }
        let mut is_started = is_big;
        if is_started {
            self.emit_count(builder.start, pushed, at);
        }
        for (index, item) in items.iter().enumerate() {
            if let ExprKind::Starred { value, .. } = item.kind {
                if !is_started {
                    self.emit_count(builder.start, index + pushed, at);
                    is_started = true;
                }
                self.expression(value)?;
                self.emit_arg(builder.extend, 1, at);
            } else {
                self.expression(item)?;
                if is_started {
                    self.emit_arg(builder.append, 1, at);
                }
            }
        }
        if let Some(last) = last {
            self.load_name(last, at);
            self.emit_arg(builder.append, 1, at);
        }
        if builder.build == Opcode::BuildTuple {
            self.intrinsic_1(Intrinsic1::ListToTuple, at);
        }
        Ok(())
    }

    /// `{a: b, **c}`: runs of pairs are built on their own and merged.
    pub(super) fn dict(
        &mut self,
        keys: &'a [Option<&'a Expr<'a>>],
        values: &'a [&'a Expr<'a>],
        at: Location,
    ) -> Lowered {
        let mut has_dict = false;
        let mut run: Vec<(&'a Expr<'a>, &'a Expr<'a>)> = Vec::new();
        for (key, value) in keys.iter().zip(values) {
            if let Some(key) = key {
                // A run ends with the pair that comes after one too many.
                let is_full = run.len() * 2 > STACK_USE_GUIDELINE;
                run.push((key, value));
                if is_full {
                    self.merge_run(&mut run, &mut has_dict, at)?;
                }
                continue;
            }
            self.merge_run(&mut run, &mut has_dict, at)?;
            if !has_dict {
                self.emit_arg(Opcode::BuildMap, 0, at);
                has_dict = true;
            }
            self.expression(value)?;
            self.emit_arg(Opcode::DictUpdate, 1, at);
        }
        self.merge_run(&mut run, &mut has_dict, at)?;
        if !has_dict {
            self.emit_arg(Opcode::BuildMap, 0, at);
        }
        Ok(())
    }

    /// Builds a run of pairs and merges it into the dictionary, if there is one yet.
    fn merge_run(
        &mut self,
        run: &mut Vec<(&'a Expr<'a>, &'a Expr<'a>)>,
        has_dict: &mut bool,
        at: Location,
    ) -> Lowered {
        if run.is_empty() {
            return Ok(());
        }
        let is_big = run.len() * 2 > STACK_USE_GUIDELINE;
        if is_big {
            self.emit_arg(Opcode::BuildMap, 0, at);
        }
        for &(key, value) in &*run {
            self.expression(key)?;
            self.expression(value)?;
            if is_big {
                self.emit_arg(Opcode::MapAdd, 1, at);
            }
        }
        if !is_big {
            self.emit_count(Opcode::BuildMap, run.len(), at);
        }
        if *has_dict {
            self.emit_arg(Opcode::DictUpdate, 1, at);
        }
        *has_dict = true;
        run.clear();
        Ok(())
    }
}

/// Whether an expression is `*something`.
pub(super) const fn is_starred(expression: &Expr<'_>) -> bool {
    matches!(expression.kind, ExprKind::Starred { .. })
}
