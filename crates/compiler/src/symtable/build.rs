//! The first walk: opens a block for each scope of the tree and notes what is done to each name in it.

mod annotation;
mod comprehension;
mod expression;
mod pattern;
mod statement;
mod type_params;

use hashbrown::HashSet;
use taipan_ast::{CompileFlags, ExprContext, Mod, Session, Stmt};
use taipan_text::{Error, ErrorClass, Location, Name, Names, StackLimit};

use super::scope::{
    BlockKind, Comprehension, MangledNames, Scope, ScopeId, ScopeKey, Symbol, SymbolTable, Symbols,
};
use super::{FutureFeatures, analyze, error_at};

type Result<T = ()> = std::result::Result<T, Box<Error>>;

/// The symbol table of a tree. Fails with the `SyntaxError`s about names and scopes.
pub fn build<'a>(
    module: &'a Mod<'a>,
    future: FutureFeatures,
    session: &mut Session<'a, '_>,
) -> Result<SymbolTable> {
    let table: SymbolTable = session.spare.take();
    let (names, stack) = (&mut *session.names, session.stack);
    let mut builder =
        Builder { table, names, stack, future, open: Vec::new(), states: Vec::new(), private: None };
    builder.module(module).map_err(Error::bare)?;
    let mut table = builder.table;
    analyze::analyze(&mut table, session.names, session.stack).map_err(Error::bare)?;
    Ok(table)
}

struct Builder<'n> {
    table: SymbolTable,
    names: &'n mut Names,
    stack: StackLimit,
    future: FutureFeatures,
    /// The blocks around the current place, innermost last.
    open: Vec<ScopeId>,
    /// For each block what matters only while it is being walked.
    states: Vec<State>,
    /// The class whose private names are mangled.
    private: Option<Name>,
}

#[derive(Clone, Copy, Default)]
struct State {
    /// The address that the block's key was made from, for the block of its annotations.
    annotations_key: Option<ScopeKey>,
    /// Inside the target of a comprehension's `for`: what is bound is an iteration variable.
    in_comprehension_target: bool,
    /// How many iterables of comprehensions are around: `:=` is not allowed there.
    comprehension_iterables: u32,
    /// Under `if`, `for`, `try` and the like.
    in_conditional_block: bool,
    /// In the annotation of a local variable, which is never evaluated.
    in_unevaluated_annotation: bool,
    /// What a type variable's block stands for, for messages.
    description: &'static str,
}

impl Builder<'_> {
    fn module<'a>(&mut self, module: &'a Mod<'a>) -> Result {
        self.enter_new(Name::TOP, BlockKind::Module, module, ScopeKey::of(module), Location::default());
        match *module {
            Mod::Module { body, .. } => {
                self.current().has_docstring = docstring(body);
                self.statements(body)?;
            }
            Mod::Interactive { body } => self.statements(body)?,
            Mod::Expression { body } => self.expression(body)?,
            Mod::FunctionType { .. } => {
                return Err(Error::new(ErrorClass::System, "this compiler does not handle FunctionTypes"));
            }
        }
        self.exit();
        Ok(())
    }

    // ---- blocks ------------------------------------------------------------------------------------------------

    fn id(&self) -> ScopeId {
        self.open.last().copied().unwrap_or(SymbolTable::TOP)
    }

    fn current(&mut self) -> &mut Scope {
        let id = self.id();
        &mut self.table.scopes[id.0 as usize]
    }

    fn state(&mut self) -> &mut State {
        let id = self.id();
        &mut self.states[id.0 as usize]
    }

    /// A new block inside the current one, not entered yet. `node` is what it belongs to.
    fn new_block<T>(
        &mut self,
        name: Name,
        kind: BlockKind,
        node: &T,
        key: ScopeKey,
        location: Location,
    ) -> ScopeId {
        let id = ScopeId(self.table.scopes.len() as u32);
        let outer = self.open.last().map(|&outer| self.table.scope(outer));
        let nested = outer.is_some_and(|outer| outer.nested || outer.kind.is_function_like());
        let method = kind == BlockKind::Function && outer.is_some_and(|outer| outer.kind == BlockKind::Class);
        self.table.by_key.insert(key, id);
        self.table.scopes.push(Scope {
            name,
            kind,
            location,
            symbols: Symbols::default(),
            parameters: Vec::new(),
            children: Vec::new(),
            annotations: None,
            annotations_used: false,
            directives: Vec::new(),
            nested,
            generator: false,
            coroutine: false,
            comprehension: Comprehension::No,
            has_varargs: false,
            has_varkeywords: false,
            returns_value: false,
            needs_class_closure: false,
            needs_class_dict: false,
            inlined: false,
            can_see_class_scope: false,
            has_docstring: false,
            method,
            has_conditional_annotations: false,
            mangled_names: None,
        });
        self.states.push(State { annotations_key: Some(ScopeKey::annotations_of(node)), ..State::default() });
        id
    }

    /// Enters a block for the first time: it becomes a child of the one around.
    fn enter(&mut self, id: ScopeId) {
        let outer = self.open.last().copied();
        self.enter_again(id);
        let Some(outer) = outer else { return };
        // Annotations that become strings must not have an effect on the names around them.
        if self.has_future_annotations() && self.table.scope(id).kind == BlockKind::Annotation {
            return;
        }
        self.table.scopes[outer.0 as usize].children.push(id);
    }

    fn enter_again(&mut self, id: ScopeId) {
        let outer = self.open.last().copied();
        self.open.push(id);
        let Some(outer) = outer else { return };
        // `:=` is not allowed anywhere in the iterable of a comprehension, so not in a lambda that stands there.
        self.states[id.0 as usize].comprehension_iterables =
            self.states[outer.0 as usize].comprehension_iterables;
        let kind = self.table.scope(id).kind;
        if kind != BlockKind::Class && self.table.scope(outer).mangled_names.is_some() {
            self.table.scopes[id.0 as usize].mangled_names = self.table.scope(outer).mangled_names;
        }
    }

    fn enter_new<T>(
        &mut self,
        name: Name,
        kind: BlockKind,
        node: &T,
        key: ScopeKey,
        location: Location,
    ) -> ScopeId {
        let id = self.new_block(name, kind, node, key, location);
        self.enter(id);
        id
    }

    /// Enters a block that is evaluated on demand: a function of one parameter, the wanted format.
    fn enter_lazy<T>(
        &mut self,
        name: Name,
        kind: BlockKind,
        node: &T,
        key: ScopeKey,
        location: Location,
    ) -> Result<ScopeId> {
        let id = self.enter_new(name, kind, node, key, location);
        self.define(Name::DOT_FORMAT, Symbol::DEF_PARAM, location)?;
        self.define(Name::DOT_FORMAT, Symbol::USE, location)?;
        Ok(id)
    }

    fn exit(&mut self) {
        self.open.pop();
    }

    fn has_future_annotations(&self) -> bool {
        self.future.flags & CompileFlags::FUTURE_ANNOTATIONS != 0
    }

    fn allows_top_level_await(&mut self) -> bool {
        self.future.flags & CompileFlags::ALLOW_TOP_LEVEL_AWAIT != 0
            && self.current().kind == BlockKind::Module
    }

    // ---- names -------------------------------------------------------------------------------------------------

    fn mangle(&mut self, name: Name) -> Name {
        let scope = self.id();
        self.table.mangle(self.names, self.private, scope, name)
    }

    /// The text of a name, for messages.
    fn text(&self, name: Name) -> String {
        self.names.text(name).to_string_lossy()
    }

    /// What is known of a name in a block.
    fn flags_in(&mut self, scope: ScopeId, name: Name) -> u32 {
        let name = self.mangle(name);
        self.table.scope(scope).symbols.get(name).map_or(0, |symbol| symbol.flags)
    }

    /// Notes that the current block does `flag` to a name: uses it if `flag` is `USE`, else binds it.
    fn define(&mut self, name: Name, flag: u32, location: Location) -> Result {
        let context = if flag == Symbol::USE { ExprContext::Load } else { ExprContext::Store };
        self.define_in_context(name, flag, location, context)
    }

    fn define_in_context(
        &mut self,
        name: Name,
        flag: u32,
        location: Location,
        context: ExprContext,
    ) -> Result {
        if flag & (Symbol::DEF_PARAM | Symbol::DEF_LOCAL | Symbol::DEF_IMPORT) != 0 {
            Self::check_name(name, location, context)?;
        }
        if flag & Symbol::DEF_TYPE_PARAM != 0
            && let Some(MangledNames(set)) = self.current().mangled_names
        {
            self.table.mangled[set as usize].insert(name);
        }
        let scope = self.id();
        self.define_in(scope, name, flag, location)
    }

    fn define_in(&mut self, scope: ScopeId, name: Name, flag: u32, location: Location) -> Result {
        let mangled = self.mangle(name);
        let known = &mut self.table.scopes[scope.0 as usize].symbols.entry(mangled).flags;
        let old = *known;
        *known |= flag;
        if flag & old & Symbol::DEF_PARAM != 0 {
            let name = self.text(name);
            return Err(error_at(location, format!("duplicate argument '{name}' in function definition")));
        }
        if flag & old & Symbol::DEF_TYPE_PARAM != 0 {
            return Err(error_at(location, format!("duplicate type parameter '{}'", self.text(name))));
        }
        if self.states[scope.0 as usize].in_comprehension_target {
            if (old | flag) & (Symbol::DEF_GLOBAL | Symbol::DEF_NONLOCAL) != 0 {
                let name = self.text(name);
                let message =
                    format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
                return Err(error_at(location, message));
            }
            self.add_flags(scope, mangled, Symbol::DEF_COMP_ITER);
        }
        if flag & Symbol::DEF_PARAM != 0 {
            self.table.scopes[scope.0 as usize].parameters.push(mangled);
        } else if flag & Symbol::DEF_GLOBAL != 0 {
            self.add_flags(SymbolTable::TOP, mangled, flag);
        }
        Ok(())
    }

    fn add_flags(&mut self, scope: ScopeId, name: Name, flags: u32) {
        self.table.scopes[scope.0 as usize].symbols.entry(name).flags |= flags;
    }

    /// `__debug__` is a constant.
    fn check_name(name: Name, location: Location, context: ExprContext) -> Result {
        match context {
            ExprContext::Store if name == Name::__DEBUG__ => {
                Err(error_at(location, "cannot assign to __debug__"))
            }
            ExprContext::Del if name == Name::__DEBUG__ => Err(error_at(location, "cannot delete __debug__")),
            _ => Ok(()),
        }
    }

    fn check_depth(&self) -> Result {
        self.stack.check().map_err(|deep| deep.error(" during compilation"))
    }

    /// Names that are mangled around a generic class from here on.
    fn new_mangled_names(&mut self) -> MangledNames {
        self.table.mangled.push(HashSet::default());
        MangledNames(self.table.mangled.len() as u32 - 1)
    }
}

/// Whether a body begins with a docstring.
fn docstring(body: &[&Stmt<'_>]) -> bool {
    taipan_ast::docstring(body).is_some()
}
