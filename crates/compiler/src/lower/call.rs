//! Calls: of methods, with keywords, with unpacked arguments, and of `all`, `any` and `tuple` on a generator.

use hashbrown::HashSet;
use taipan_ast::{CmpOp, Expr, ExprContext, ExprKind, Keyword};
use taipan_bytecode::{CommonConstant, Constant, Intrinsic1, Opcode};
use taipan_text::{Location, Name};

use super::collection::{Builder, is_starred};
use super::{Lowered, Lowering, STACK_USE_GUIDELINE};
use crate::instructions::Label;
use crate::symtable::{ScopeKey, Symbol, SymbolTable, error_at};

impl<'a> Lowering<'a, '_, '_> {
    /// A call.
    pub(super) fn call(
        &mut self,
        expression: &'a Expr<'a>,
        function: &'a Expr<'a>,
        args: &'a [&'a Expr<'a>],
        keywords: &'a [&'a Keyword<'a>],
    ) -> Lowered {
        self.check_keywords(keywords)?;
        if self.method_call(expression, function, args, keywords)? {
            return Ok(());
        }
        let end = self.new_label();
        self.check_called(function)?;
        self.expression(function)?;
        self.call_of_builtin_on_generator(function, args, keywords, end)?;
        self.emit(Opcode::PushNull, function.location);
        self.call_with(0, args, None, keywords, expression.location)?;
        self.place(end);
        Ok(())
    }

    fn check_keywords(&self, keywords: &[&Keyword<'_>]) -> Lowered {
        if !has_repeated_keyword(keywords) {
            return Ok(());
        }
        let repeated = keywords.iter().enumerate().find_map(|(index, keyword)| {
            let name = keyword.arg?;
            let other = keywords[index + 1..].iter().find(|other| other.arg == Some(name))?;
            Some((name, other.location))
        });
        let Some((name, at)) = repeated else { return Ok(()) };
        let name = self.session.names.text(name).to_string_lossy();
        Err(error_at(at, format!("keyword argument repeated: {name}")))
    }

    /// `object.method(…)` without unpacking makes no bound method; false if the call is not of this form.
    fn method_call(
        &mut self,
        expression: &'a Expr<'a>,
        function: &'a Expr<'a>,
        args: &'a [&'a Expr<'a>],
        keywords: &'a [&'a Keyword<'a>],
    ) -> Lowered<bool> {
        let ExprKind::Attribute { value: object, attr, ctx: ExprContext::Load } = function.kind else {
            return Ok(false);
        };
        let pushed = args.len() + keywords.len() + usize::from(!keywords.is_empty());
        if self.is_import(object) || pushed >= STACK_USE_GUIDELINE || unpacks(args, keywords) {
            return Ok(false);
        }
        let at = match self.super_method(function, object, attr)? {
            Some(at) => at,
            None => {
                self.expression(object)?;
                let at = self.location_of_attribute(function.location, function, attr);
                self.load_attribute(attr, true, at);
                at
            }
        };
        self.expressions(args)?;
        self.keyword_values(keywords, at)?;
        let opcode = if keywords.is_empty() { Opcode::Call } else { Opcode::CallKw };
        let at = self.location_of_attribute(expression.location, function, attr);
        self.emit_count(opcode, args.len() + keywords.len(), at);
        Ok(true)
    }

    /// Whether an expression is a name that the module imports: its attributes are seldom methods.
    fn is_import(&self, expression: &Expr<'_>) -> bool {
        let ExprKind::Name { id, .. } = expression.kind else { return false };
        let symbol = self.table.scope(SymbolTable::TOP).symbols.get(id);
        symbol.is_some_and(|symbol| symbol.flags & Symbol::DEF_IMPORT != 0)
    }

    /// The values of keyword arguments and, if there are any, a tuple of their names.
    fn keyword_values(&mut self, keywords: &'a [&'a Keyword<'a>], at: Location) -> Lowered {
        if keywords.is_empty() {
            return Ok(());
        }
        for keyword in keywords {
            self.expression(keyword.value)?;
        }
        let names = self.text_tuple(keywords.iter().filter_map(|keyword| keyword.arg));
        self.load_constant(names, at);
        Ok(())
    }

    /// The arguments and the call, of a function or class statement: `pushed` arguments are on the stack, and a name
    /// may come after the positional ones.
    pub(super) fn call_with(
        &mut self,
        pushed: usize,
        args: &'a [&'a Expr<'a>],
        last: Option<Name>,
        keywords: &'a [&'a Keyword<'a>],
        at: Location,
    ) -> Lowered {
        self.check_keywords(keywords)?;
        if args.len() + keywords.len() * 2 > STACK_USE_GUIDELINE || unpacks(args, keywords) {
            return self.call_with_unpacking(pushed, args, last, keywords, at);
        }
        self.expressions(args)?;
        if let Some(last) = last {
            self.load_name(last, at);
        }
        self.keyword_values(keywords, at)?;
        let opcode = if keywords.is_empty() { Opcode::Call } else { Opcode::CallKw };
        self.emit_count(opcode, pushed + args.len() + usize::from(last.is_some()) + keywords.len(), at);
        Ok(())
    }

    /// `CALL_FUNCTION_EX` with one iterable of arguments and one mapping of keywords.
    fn call_with_unpacking(
        &mut self,
        pushed: usize,
        args: &'a [&'a Expr<'a>],
        last: Option<Name>,
        keywords: &'a [&'a Keyword<'a>],
        at: Location,
    ) -> Lowered {
        match args {
            [only] if pushed == 0 && is_starred(only) => {
                if let ExprKind::Starred { value, .. } = only.kind {
                    self.expression(value)?;
                }
            }
            _ => self.build_collection(Builder::TUPLE, args, last, pushed, at)?,
        }
        if keywords.is_empty() {
            self.emit(Opcode::PushNull, at);
        } else {
            self.keyword_mapping(keywords, at)?;
        }
        self.emit(Opcode::CallFunctionEx, at);
        Ok(())
    }

    /// `a=1, **b, c=2` as one dictionary.
    fn keyword_mapping(&mut self, keywords: &'a [&'a Keyword<'a>], at: Location) -> Lowered {
        let mut has_dict = false;
        let mut run = 0;
        for (index, keyword) in keywords.iter().enumerate() {
            if keyword.arg.is_some() {
                run += 1;
                continue;
            }
            self.merge_keywords(&keywords[index - run..index], &mut has_dict, at)?;
            run = 0;
            if !has_dict {
                self.emit_arg(Opcode::BuildMap, 0, at);
                has_dict = true;
            }
            self.expression(keyword.value)?;
            self.emit_arg(Opcode::DictMerge, 1, at);
        }
        self.merge_keywords(&keywords[keywords.len() - run..], &mut has_dict, at)
    }

    fn merge_keywords(&mut self, run: &'a [&'a Keyword<'a>], has_dict: &mut bool, at: Location) -> Lowered {
        if run.is_empty() {
            return Ok(());
        }
        let is_big = run.len() * 2 > STACK_USE_GUIDELINE;
        if is_big {
            self.emit_arg(Opcode::BuildMap, 0, Location::NONE);
        }
        for keyword in run {
            if let Some(name) = keyword.arg {
                self.load_text(name, at);
            }
            self.expression(keyword.value)?;
            if is_big {
                self.emit_arg(Opcode::MapAdd, 1, Location::NONE);
            }
        }
        if !is_big {
            self.emit_count(Opcode::BuildMap, run.len(), at);
        }
        if *has_dict {
            self.emit_arg(Opcode::DictMerge, 1, at);
        }
        *has_dict = true;
        Ok(())
    }

    /// `all(… for …)`, `any(…)`, `tuple(…)`: if the name means the builtin at run time, a loop takes its place.
    ///
    /// ```text
    ///          COPY 1, LOAD_COMMON_CONSTANT, IS_OP, POP_JUMP_IF_FALSE skip
    ///          POP_TOP, <generator>
    /// loop:    FOR_ITER cleanup
    ///          TO_BOOL, POP_JUMP_IF_TRUE loop        for all; for tuple LIST_APPEND, JUMP loop
    ///          POP_ITER, LOAD_CONST False, JUMP end
    /// cleanup: END_FOR, POP_ITER, LOAD_CONST True, JUMP end
    /// skip:    the call
    /// ```
    fn call_of_builtin_on_generator(
        &mut self,
        function: &'a Expr<'a>,
        args: &'a [&'a Expr<'a>],
        keywords: &'a [&'a Keyword<'a>],
        end: Label,
    ) -> Lowered {
        let (ExprKind::Name { id, .. }, [generator], []) = (function.kind, args, keywords) else {
            return Ok(());
        };
        let is_generator = matches!(generator.kind, ExprKind::GeneratorExp { .. });
        if !is_generator || self.table.scope(self.scope_of(ScopeKey::of(*generator))?).coroutine {
            return Ok(());
        }
        let skip = self.new_label();
        let (builtin, exhausted) = match id {
            Name::ALL => (CommonConstant::BuiltinAll, Some(true)),
            Name::ANY => (CommonConstant::BuiltinAny, Some(false)),
            Name::TUPLE => (CommonConstant::BuiltinTuple, None),
            _ => {
                self.place(skip);
                return Ok(());
            }
        };
        let at = function.location;
        self.emit_arg(Opcode::Copy, 1, at);
        self.emit_arg(Opcode::LoadCommonConstant, builtin as u32, at);
        self.comparison(CmpOp::Is, at);
        self.emit_jump(Opcode::PopJumpIfFalse, skip, at);
        self.emit(Opcode::PopTop, at);
        if exhausted.is_none() {
            self.emit_arg(Opcode::BuildList, 0, at);
        }
        self.expression(generator)?;
        let (start, cleanup) = (self.new_label(), self.new_label());
        self.place(start);
        self.emit_jump(Opcode::ForIter, cleanup, at);
        if let Some(exhausted) = exhausted {
            self.emit(Opcode::ToBool, at);
            self.emit_jump(super::boolean::jump_on(exhausted), start, at);
        } else {
            self.emit_arg(Opcode::ListAppend, 2, at);
            self.emit_jump(Opcode::Jump, start, at);
        }
        self.emit(Opcode::PopIter, Location::NONE);
        if let Some(exhausted) = exhausted {
            self.load_constant(Constant::Bool(!exhausted), at);
        }
        self.emit_jump(Opcode::Jump, end, at);
        self.place(cleanup);
        self.emit(Opcode::EndFor, Location::NONE);
        self.emit(Opcode::PopIter, Location::NONE);
        match exhausted {
            Some(exhausted) => self.load_constant(Constant::Bool(exhausted), at),
            None => self.intrinsic_1(Intrinsic1::ListToTuple, at),
        }
        self.emit_jump(Opcode::Jump, end, at);
        self.place(skip);
        Ok(())
    }
}

/// Whether two keywords have the same name. Few keywords are compared with each other, many are hashed.
fn has_repeated_keyword(keywords: &[&Keyword<'_>]) -> bool {
    let mut names = keywords.iter().filter_map(|keyword| keyword.arg);
    if keywords.len() > 16 {
        let mut seen: HashSet<Name, rustc_hash::FxBuildHasher> = HashSet::default();
        return !names.all(|name| seen.insert(name));
    }
    names.enumerate().any(|(index, name)| {
        keywords.iter().filter_map(|keyword| keyword.arg).take(index).any(|other| other == name)
    })
}

/// Whether there is a `*` or `**` argument.
fn unpacks(args: &[&Expr<'_>], keywords: &[&Keyword<'_>]) -> bool {
    args.iter().any(|arg| is_starred(arg)) || keywords.iter().any(|keyword| keyword.arg.is_none())
}
