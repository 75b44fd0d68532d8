//! Functions and lambdas: defaults, annotations, type parameters, body, decorators.

use std::sync::Arc;

use taipan_ast::{Arguments, Expr, Stmt, StmtKind, TypeParam};
use taipan_bytecode::{
    CodeObject, Constant, Intrinsic1, Intrinsic2, LocalKind, Opcode, Str, function_attribute,
};
use taipan_text::{Error, ErrorClass, Location, Name, PyText, repr_str};

use super::frame_block::FrameBlockKind;
use super::unit::{NewUnit, UnitKind};
use super::{Lowered, Lowering};
use crate::future::is_docstring;
use crate::instructions::Instruction;
use crate::symtable::{ScopeKey, Visibility};

/// A function definition, asynchronous or not.
pub(super) struct FunctionParts<'a> {
    statement: &'a Stmt<'a>,
    is_async: bool,
    name: Name,
    args: &'a Arguments<'a>,
    body: &'a [&'a Stmt<'a>],
    decorators: &'a [&'a Expr<'a>],
    returns: Option<&'a Expr<'a>>,
    type_params: &'a [&'a TypeParam<'a>],
}

impl<'a> FunctionParts<'a> {
    pub(super) const fn of(statement: &'a Stmt<'a>) -> Option<Self> {
        match statement.kind {
            StmtKind::FunctionDef { name, args, body, decorator_list, returns, type_params, .. } => {
                Some(Self {
                    statement,
                    is_async: false,
                    name,
                    args,
                    body,
                    decorators: decorator_list,
                    returns,
                    type_params,
                })
            }
            StmtKind::AsyncFunctionDef { name, args, body, decorator_list, returns, type_params, .. } => {
                Some(Self {
                    statement,
                    is_async: true,
                    name,
                    args,
                    body,
                    decorators: decorator_list,
                    returns,
                    type_params,
                })
            }
            _ => None,
        }
    }

    /// Where `co_firstlineno` points: to the first decorator.
    fn first_line(&self) -> i32 {
        first_line(self.statement, self.decorators)
    }
}

/// The line of a definition with its decorators.
pub(super) fn first_line(statement: &Stmt<'_>, decorators: &[&Expr<'_>]) -> i32 {
    decorators.first().map_or(statement.location.line, |decorator| decorator.location.line)
}

impl<'a> Lowering<'a, '_, '_> {
    /// A function definition.
    pub(super) fn function(&mut self, parts: &FunctionParts<'a>) -> Lowered {
        let at = parts.statement.location;
        self.check_stack()?;
        self.expressions(parts.decorators)?;
        let attributes = self.defaults(parts.args, at)?;
        if parts.type_params.is_empty() {
            self.function_object(parts, attributes)?;
        } else {
            self.generic_function(parts, attributes)?;
        }
        self.apply_decorators(parts.decorators);
        self.store_name(parts.name, at);
        Ok(())
    }

    /// Calls the decorators, which are under the object on the stack.
    pub(super) fn apply_decorators(&mut self, decorators: &[&Expr<'_>]) {
        for decorator in decorators.iter().rev() {
            self.emit_arg(Opcode::Call, 0, decorator.location);
        }
    }

    /// Pushes the defaults of the arguments; gives the attributes that the function takes them for.
    fn defaults(&mut self, args: &'a Arguments<'a>, at: Location) -> Lowered<u32> {
        let mut attributes = 0;
        if !args.defaults.is_empty() {
            self.expressions(args.defaults)?;
            self.emit_count(Opcode::BuildTuple, args.defaults.len(), at);
            attributes |= function_attribute::DEFAULTS;
        }
        let mut count = 0;
        for (arg, default) in args.kwonlyargs.iter().zip(args.kw_defaults) {
            if let Some(default) = default {
                let name = self.mangled(arg.arg);
                self.load_text(name, at);
                self.expression(default)?;
                count += 1;
            }
        }
        if count > 0 {
            self.emit_arg(Opcode::BuildMap, count, at);
            attributes |= function_attribute::KWDEFAULTS;
        }
        Ok(attributes)
    }

    /// A generic function is made by a function that holds its type parameters and takes its defaults as arguments.
    fn generic_function(&mut self, parts: &FunctionParts<'a>, attributes: u32) -> Lowered {
        let at = parts.statement.location;
        let defaults = attributes & (function_attribute::DEFAULTS | function_attribute::KWDEFAULTS);
        let passed = defaults.count_ones();
        if passed == 2 {
            self.emit_arg(Opcode::Swap, 2, at);
        }
        let new = NewUnit {
            arg_count: passed as usize,
            ..self.type_params_unit(parts.statement, parts.name, parts.first_line())?
        };
        let code = self.in_unit(new, false, |lowering| {
            lowering.type_params(parts.type_params)?;
            for position in 0..passed {
                lowering.emit_arg(Opcode::LoadFast, position, at);
            }
            lowering.function_object(parts, attributes)?;
            lowering.emit_arg(Opcode::Swap, 2, at);
            lowering.intrinsic_2(Intrinsic2::SetFunctionTypeParams, at);
            Ok(())
        })?;
        self.make_closure(&code, 0, at)?;
        if passed > 0 {
            self.emit_arg(Opcode::Swap, passed + 1, at);
            self.emit_arg(Opcode::Call, passed - 1, at);
        } else {
            self.emit(Opcode::PushNull, at);
            self.emit_arg(Opcode::Call, 0, at);
        }
        Ok(())
    }

    /// The unit around a generic function, class or alias.
    pub(super) fn type_params_unit(
        &mut self,
        statement: &'a Stmt<'a>,
        name: Name,
        line: i32,
    ) -> Lowered<NewUnit> {
        let names = &mut *self.session.names;
        let text = [b"<generic parameters of ", names.text(name).as_bytes(), b">"].concat();
        let name = names.intern(PyText::from_bytes(&text));
        let scope = self.scope_of(ScopeKey::type_params_of(statement))?;
        Ok(NewUnit::new(name, UnitKind::Annotations, scope, line))
    }

    /// Makes the function, whose defaults are on the stack.
    fn function_object(&mut self, parts: &FunctionParts<'a>, attributes: u32) -> Lowered {
        let at = parts.statement.location;
        let annotate = self.function_annotations(parts.args, parts.returns, at)?;
        let kind = if parts.is_async { UnitKind::AsyncFunction } else { UnitKind::Function };
        let scope = self.scope_of(ScopeKey::of(parts.statement))?;
        let new = with_arguments(NewUnit::new(parts.name, kind, scope, parts.first_line()), parts.args);
        let code = self.in_unit(new, true, |lowering| lowering.function_body(parts.body))?;
        self.make_closure(&code, attributes | annotate, at)?;
        Ok(())
    }

    fn function_body(&mut self, body: &'a [&'a Stmt<'a>]) -> Lowered {
        let mut rest = body;
        if self.scope().has_docstring
            && let Some((first, others)) = body.split_first()
            && is_docstring(first)
            && let StmtKind::Expr { value } = first.kind
            && let Some(docstring) = super::docstring::clean(value)?
        {
            // It is the first constant, which is where the interpreter looks for it.
            self.constant_position(docstring);
            rest = others;
        }
        let is_generator = self.scope().generator || self.scope().coroutine;
        if !is_generator {
            return self.statements(rest);
        }
        self.push_block(FrameBlockKind::StopIteration, Location::NONE)?;
        self.statements(rest)?;
        self.wrap_in_stop_iteration_handler();
        self.pop_block();
        Ok(())
    }

    /// A `StopIteration` that leaves a generator becomes a `RuntimeError`: the whole unit is put into a handler.
    pub(super) fn wrap_in_stop_iteration_handler(&mut self) {
        let handler = self.new_label();
        let push = Instruction { opcode: Opcode::SetupCleanup, oparg: handler.0, location: Location::NONE };
        self.unit.sequence.insert_first(push);
        self.load_none(Location::NONE);
        self.emit(Opcode::ReturnValue, Location::NONE);
        self.place(handler);
        self.intrinsic_1(Intrinsic1::StopiterationError, Location::NONE);
        self.emit_arg(Opcode::Reraise, 1, Location::NONE);
    }

    /// A lambda.
    pub(super) fn lambda(
        &mut self,
        expression: &'a Expr<'a>,
        args: &'a Arguments<'a>,
        body: &'a Expr<'a>,
    ) -> Lowered {
        let at = expression.location;
        let attributes = self.defaults(args, at)?;
        let scope = self.scope_of(ScopeKey::of(expression))?;
        let new = with_arguments(NewUnit::new(Name::LAMBDA_SCOPE, UnitKind::Lambda, scope, at.line), args);
        let is_generator = self.table.scope(scope).generator;
        let code = self.in_unit(new, !is_generator, |lowering| {
            lowering.expression(body)?;
            if !is_generator {
                lowering.emit(Opcode::ReturnValue, body.location);
            }
            Ok(())
        })?;
        self.make_closure(&code, attributes, at)?;
        Ok(())
    }

    /// Makes a function of a code object; what its attributes are set to is on the stack, closure first.
    pub(super) fn make_closure(&mut self, code: &Arc<CodeObject>, attributes: u32, at: Location) -> Lowered {
        let mut attributes = attributes;
        let mut count = 0;
        for name in free_names(code) {
            let name = self.session.names.intern(name.text());
            let position = self.closure_position(name, code)?;
            self.emit_arg(Opcode::LoadClosure, position, at);
            count += 1;
        }
        if count > 0 {
            self.emit_arg(Opcode::BuildTuple, count, at);
            attributes |= function_attribute::CLOSURE;
        }
        self.load_constant(Constant::Code(code.clone()), at);
        self.emit(Opcode::MakeFunction, at);
        for attribute in [
            function_attribute::CLOSURE,
            function_attribute::ANNOTATIONS,
            function_attribute::ANNOTATE,
            function_attribute::KWDEFAULTS,
            function_attribute::DEFAULTS,
        ] {
            if attributes & attribute != 0 {
                self.emit_arg(Opcode::SetFunctionAttribute, attribute, at);
            }
        }
        Ok(())
    }

    /// The position of a variable that an inner function uses. In a class a name may be both bound in its namespace
    /// and free in a method; the method means the variable around the class.
    fn closure_position(&self, name: Name, code: &CodeObject) -> Lowered<u32> {
        let own_cells = [Name::__CLASS__, Name::__CLASSDICT__, Name::__CONDITIONAL_ANNOTATIONS__];
        let is_own_cell = self.unit.kind == UnitKind::Class && own_cells.contains(&name);
        let visibility = if is_own_cell { Visibility::Cell } else { self.visibility(name) };
        let metadata = &self.unit.metadata;
        let position = if visibility == Visibility::Cell {
            metadata.cell_names.position(name)
        } else {
            let cells = super::emit::operand(metadata.cell_names.len());
            metadata.free_names.position(name).map(|position| cells + position)
        };
        position.ok_or_else(|| self.no_such_variable(name, visibility, code))
    }

    /// The error of a class that binds a name which the compiler wants for itself.
    #[cold]
    fn no_such_variable(&self, name: Name, visibility: Visibility, code: &CodeObject) -> Box<Error> {
        let scope = match visibility {
            Visibility::Unknown => 0,
            Visibility::Local => 1,
            Visibility::GlobalExplicit => 2,
            Visibility::GlobalImplicit => 3,
            Visibility::Free => 4,
            Visibility::Cell => 5,
        };
        let names = &*self.session.names;
        let free = free_names(code).map(|name| taipan_ast::Constant::Str(name.text())).collect::<Vec<_>>();
        let message = format!(
            "compiler_lookup_arg(name={}) with reftype={scope} failed in {}; freevars of code {}: {}",
            repr_str(names.text(name)),
            names.text(self.unit.metadata.name).to_string_lossy(),
            code.name.text().to_string_lossy(),
            super::constant::repr(&taipan_ast::Constant::Tuple(&free)),
        );
        Error::new(ErrorClass::System, message)
    }
}

/// The free variables of a code object.
fn free_names(code: &CodeObject) -> impl Iterator<Item = &Arc<Str>> {
    let locals = code.local_names.iter().zip(code.local_kinds.iter());
    locals.filter(|(_, kind)| **kind & LocalKind::FREE != 0).map(|(name, _)| name)
}

/// A unit with the counts of its arguments.
fn with_arguments(new: NewUnit, args: &Arguments<'_>) -> NewUnit {
    NewUnit {
        arg_count: args.args.len(),
        positional_only_count: args.posonlyargs.len(),
        keyword_only_count: args.kwonlyargs.len(),
        ..new
    }
}
