//! The data of the symbol table: blocks, and what is known of each name in them.

use hashbrown::{HashMap, HashSet};
use taipan_text::{Location, Name, Names};

use crate::unit::{FEW, Table};

/// A block, by its position in [`SymbolTable::scopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScopeId(pub u32);

/// What a block belongs to: a node of the tree, by its address. One node may own two blocks (a function and its
/// annotations), hence the constructors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScopeKey(usize);

impl ScopeKey {
    /// The block of a node: a module, function, class, lambda or comprehension (the `Stmt`, `Expr` or `Mod`).
    pub fn of<T>(node: &T) -> Self {
        Self(std::ptr::from_ref(node).addr())
    }

    /// The annotation block of a signature (keyed by its `Arguments`), or of the annotated variables of a module,
    /// class or function (keyed by the block's own node).
    pub fn annotations_of<T>(node: &T) -> Self {
        Self(std::ptr::from_ref(node).addr() + 1)
    }

    /// The block that holds the type parameters of a function, class or alias (keyed by its `Stmt`).
    pub fn type_params_of<T>(node: &T) -> Self {
        Self(std::ptr::from_ref(node).addr() + 2)
    }

    /// The block of the default of a type parameter (keyed by the `TypeParam`); its bound has the key [`Self::of`].
    pub fn default_of<T>(node: &T) -> Self {
        Self(std::ptr::from_ref(node).addr() + 3)
    }
}

/// What kind of block it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A function, lambda, comprehension or generator expression.
    Function,
    /// A class body.
    Class,
    /// A module.
    Module,
    /// Annotations, evaluated lazily (PEP 649).
    Annotation,
    /// The bound, constraints or default of a type variable.
    TypeVariable,
    /// The value of a `type` statement.
    TypeAlias,
    /// The scope around a generic function, class or alias that holds its type parameters.
    TypeParameters,
}

impl BlockKind {
    /// Whether names of the block live in fast slots, as in a function.
    pub const fn is_function_like(self) -> bool {
        !matches!(self, Self::Class | Self::Module)
    }
}

/// Which kind of comprehension a function block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comprehension {
    /// None.
    No,
    /// `[…]`
    List,
    /// `{…}`
    Set,
    /// `{… : …}`
    Dict,
    /// `(…)`
    Generator,
}

/// Where a name is found at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Not decided (only before the analysis).
    Unknown,
    /// In this block.
    Local,
    /// Declared `global`.
    GlobalExplicit,
    /// Bound nowhere: a global or a builtin.
    GlobalImplicit,
    /// In an enclosing function.
    Free,
    /// In this block, and inner functions use it.
    Cell,
}

/// What is known of a name in a block: CPython's `DEF_…` and `USE` bits, with CPython's values, and the visibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What the block does with it.
    pub flags: u32,
    /// Where it is found.
    pub visibility: Visibility,
}

impl Symbol {
    /// Declared `global`.
    pub const DEF_GLOBAL: u32 = 1;
    /// Assigned.
    pub const DEF_LOCAL: u32 = 2;
    /// A formal parameter.
    pub const DEF_PARAM: u32 = 2 << 1;
    /// Declared `nonlocal`.
    pub const DEF_NONLOCAL: u32 = 2 << 2;
    /// Used.
    pub const USE: u32 = 2 << 3;
    /// Free in a method, and bound in the class.
    pub const DEF_FREE_CLASS: u32 = 2 << 5;
    /// Bound by an import.
    pub const DEF_IMPORT: u32 = 2 << 6;
    /// Annotated.
    pub const DEF_ANNOT: u32 = 2 << 7;
    /// The iteration variable of a comprehension.
    pub const DEF_COMP_ITER: u32 = 2 << 8;
    /// A type parameter.
    pub const DEF_TYPE_PARAM: u32 = 2 << 9;
    /// A cell of an inlined comprehension.
    pub const DEF_COMP_CELL: u32 = 2 << 10;
    /// Bound in any way.
    pub const DEF_BOUND: u32 = Self::DEF_LOCAL | Self::DEF_PARAM | Self::DEF_IMPORT | Self::DEF_TYPE_PARAM;
}

/// The names that are mangled around a generic class, shared by the blocks inside its type-parameter block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MangledNames(pub(super) u32);

/// The symbols of a block, in the order of their first appearance.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    names: Table<Name>,
    /// What is known of each of the names.
    symbols: Vec<Symbol>,
}

impl Symbols {
    /// The symbol of a name.
    pub fn get(&self, name: Name) -> Option<Symbol> {
        self.symbols.get(self.names.position(name)? as usize).copied()
    }

    /// Sets the symbol of a name, which comes last if it is new.
    pub fn set(&mut self, name: Name, symbol: Symbol) {
        *self.entry(name) = symbol;
    }

    /// The symbol of a name, to be changed; the name comes last if it is new, and nothing is known of it.
    pub fn entry(&mut self, name: Name) -> &mut Symbol {
        let position = self.names.add(name) as usize;
        if position == self.symbols.len() {
            if position == 0 {
                self.symbols.reserve(FEW);
            }
            self.symbols.push(Symbol { flags: 0, visibility: Visibility::Unknown });
        }
        &mut self.symbols[position]
    }

    /// Takes a name out; the names after it move up.
    pub fn remove(&mut self, name: Name) {
        if let Some(position) = self.names.remove(name) {
            self.symbols.remove(position as usize);
        }
    }

    /// The symbol at a position of the order.
    pub fn at(&self, position: usize) -> Option<(Name, Symbol)> {
        Some((*self.names.items().get(position)?, *self.symbols.get(position)?))
    }

    /// Sets the symbol at a position of the order.
    pub fn set_at(&mut self, position: usize, symbol: Symbol) {
        if let Some(known) = self.symbols.get_mut(position) {
            *known = symbol;
        }
    }

    /// The symbols in order.
    pub fn iter(&self) -> impl Iterator<Item = (Name, Symbol)> {
        self.names.items().iter().copied().zip(self.symbols.iter().copied())
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.symbols.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }
}

/// A block of the program.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each asked for by name")]
pub struct Scope {
    /// The name of the function or class, `top`, `lambda`, `genexpr` …
    pub name: Name,
    /// Its kind.
    pub kind: BlockKind,
    /// Where it is defined.
    pub location: Location,
    /// What it knows.
    pub symbols: Symbols,
    /// Parameters and then other fast locals, in the order in which they appear (`varnames`).
    pub parameters: Vec<Name>,
    /// Inner blocks, in the order of the source. Those of inlined comprehensions have been put in their place.
    pub children: Vec<ScopeId>,
    /// The block of the annotated variables of a module, class or function, if it has any.
    pub annotations: Option<ScopeId>,
    /// Whether there are annotations: of variables, or in an annotation block of the parameters.
    pub annotations_used: bool,
    /// `global` and `nonlocal` statements, for errors that name their place.
    pub directives: Vec<(Name, Location)>,
    /// Inside a function.
    pub nested: bool,
    /// Contains `yield`.
    pub generator: bool,
    /// `async def`, or contains `await` or an asynchronous comprehension.
    pub coroutine: bool,
    /// Which comprehension, if one.
    pub comprehension: Comprehension,
    /// Has `*args`.
    pub has_varargs: bool,
    /// Has `**kwargs`.
    pub has_varkeywords: bool,
    /// Contains `return` with a value.
    pub returns_value: bool,
    /// A class whose methods use `__class__` or `super`.
    pub needs_class_closure: bool,
    /// A class whose annotation scopes need `__classdict__`.
    pub needs_class_dict: bool,
    /// A comprehension that runs in the frame around it (PEP 709).
    pub inlined: bool,
    /// An annotation scope directly inside a class.
    pub can_see_class_scope: bool,
    /// The first statement is a docstring.
    pub has_docstring: bool,
    /// A function directly inside a class.
    pub method: bool,
    /// A module with annotations, or a class with annotations under `if` and the like: which of them were reached is
    /// only known at run time.
    pub has_conditional_annotations: bool,
    /// For a block around a generic class: only these names are mangled in it and below it, because the class's
    /// private name belongs to its type parameters but not to anything else that stands there.
    pub mangled_names: Option<MangledNames>,
}

/// The blocks of a program.
#[derive(Debug, Default)]
pub struct SymbolTable {
    /// All blocks; the module (or whatever is compiled) comes first.
    pub scopes: Vec<Scope>,
    /// The block of each node that has one.
    pub by_key: HashMap<ScopeKey, ScopeId, rustc_hash::FxBuildHasher>,
    pub(super) mangled: Vec<HashSet<Name, rustc_hash::FxBuildHasher>>,
}

impl SymbolTable {
    /// The block of the whole program.
    pub const TOP: ScopeId = ScopeId(0);

    /// What a name is called in a block of the class `private`: names that begin with two underscores are mangled.
    #[inline]
    pub fn mangle(&self, names: &mut Names, private: Option<Name>, scope: ScopeId, name: Name) -> Name {
        if private.is_none() || !matches!(names.text(name).as_bytes(), [b'_', b'_', ..]) {
            return name;
        }
        self.mangle_private(names, private, scope, name)
    }

    fn mangle_private(&self, names: &mut Names, private: Option<Name>, scope: ScopeId, name: Name) -> Name {
        match self.scope(scope).mangled_names {
            Some(set) if !self.mangled[set.0 as usize].contains(&name) => name,
            _ => super::mangle(names, private, name),
        }
    }

    /// Nothing but the memory.
    pub fn into_empty(mut self) -> Self {
        self.scopes.clear();
        self.by_key.clear();
        self.mangled.clear();
        self
    }

    /// A block.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    /// A block, to be changed: lowering does while it inlines a comprehension.
    pub fn scope_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }

    /// The block of a node.
    pub fn lookup(&self, key: ScopeKey) -> Option<ScopeId> {
        self.by_key.get(&key).copied()
    }
}
