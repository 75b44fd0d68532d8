//! The data of the symbol table: blocks, and what is known of each name in them.

use hashbrown::HashMap;
use taipan_text::{Location, Name};

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

    /// The annotation block of a function (keyed by its `Arguments`) or of a module or class (keyed by its node).
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

/// The symbols of a block, in the order of their first appearance.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    entries: Vec<(Name, Symbol)>,
    positions: HashMap<Name, u32, rustc_hash::FxBuildHasher>,
}

impl Symbols {
    /// The symbol of a name.
    pub fn get(&self, name: Name) -> Option<Symbol> {
        self.positions
            .get(&name)
            .and_then(|&position| self.entries.get(position as usize))
            .map(|entry| entry.1)
    }

    /// Sets the symbol of a name, which comes last if it is new.
    pub fn set(&mut self, name: Name, symbol: Symbol) {
        let next = self.entries.len() as u32;
        let position = *self.positions.entry(name).or_insert(next);
        match self.entries.get_mut(position as usize) {
            Some(entry) => entry.1 = symbol,
            None => self.entries.push((name, symbol)),
        }
    }

    /// The symbols in order.
    pub fn iter(&self) -> impl Iterator<Item = (Name, Symbol)> {
        self.entries.iter().copied()
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
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
    /// The block of the annotations of a module or class, if it has any.
    pub annotations: Option<ScopeId>,
    /// `global` and `nonlocal` statements, for errors that name their place.
    pub directives: Vec<(Name, Location)>,
    /// Inside a function.
    pub nested: bool,
    /// Has free variables.
    pub has_free: bool,
    /// A block inside has free variables.
    pub child_free: bool,
    /// Contains `yield`.
    pub generator: bool,
    /// `async def`, or contains an asynchronous comprehension or `await`.
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
    /// A module or class with annotations that are not at its top level (`if` and the like).
    pub has_conditional_annotations: bool,
    /// Has `from x import *` or another reason for names that are not known.
    pub has_import_star: bool,
}

/// The blocks of a program.
#[derive(Debug)]
pub struct SymbolTable {
    /// All blocks; the module (or whatever is compiled) comes first.
    pub scopes: Vec<Scope>,
    /// The block of each node that has one.
    pub by_key: HashMap<ScopeKey, ScopeId, rustc_hash::FxBuildHasher>,
}

impl SymbolTable {
    /// A block.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    /// The block of a node.
    pub fn lookup(&self, key: ScopeKey) -> Option<ScopeId> {
        self.by_key.get(&key).copied()
    }
}
