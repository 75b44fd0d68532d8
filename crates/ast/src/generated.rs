//! The nodes of the syntax tree. Made from `spec/python.asdl` by `cargo xtask codegen`; do not edit.

use bumpalo::Bump;
use taipan_text::{Location, Name, PyText};

use crate::Constant;
use crate::fold::fold_list;
use crate::reflect::{Children, Family, Field, FieldKind, FieldSpec, Quantity};
use crate::source::NodeSource;
/// `mod`
#[derive(Clone, Copy, Debug)]
pub enum Mod<'a> {
    /// `Module`
    Module {
        /// `body`
        body: &'a [&'a Stmt<'a>],
        /// `type_ignores`
        type_ignores: &'a [&'a TypeIgnore<'a>],
    },
    /// `Interactive`
    Interactive {
        /// `body`
        body: &'a [&'a Stmt<'a>],
    },
    /// `Expression`
    Expression {
        /// `body`
        body: &'a Expr<'a>,
    },
    /// `FunctionType`
    FunctionType {
        /// `argtypes`
        argtypes: &'a [&'a Expr<'a>],
        /// `returns`
        returns: &'a Expr<'a>,
    },
}
/// `stmt`
#[derive(Clone, Copy, Debug)]
pub struct Stmt<'a> {
    /// Which one, with its fields.
    pub kind: StmtKind<'a>,
    /// Where it stands.
    pub location: Location,
}
/// The constructors of `stmt`.
#[derive(Clone, Copy, Debug)]
pub enum StmtKind<'a> {
    /// `FunctionDef`
    FunctionDef {
        /// `name`
        name: Name,
        /// `args`
        args: &'a Arguments<'a>,
        /// `body`
        body: &'a [&'a Stmt<'a>],
        /// `decorator_list`
        decorator_list: &'a [&'a Expr<'a>],
        /// `returns`
        returns: Option<&'a Expr<'a>>,
        /// `type_comment`
        type_comment: Option<PyText<'a>>,
        /// `type_params`
        type_params: &'a [&'a TypeParam<'a>],
    },
    /// `AsyncFunctionDef`
    AsyncFunctionDef {
        /// `name`
        name: Name,
        /// `args`
        args: &'a Arguments<'a>,
        /// `body`
        body: &'a [&'a Stmt<'a>],
        /// `decorator_list`
        decorator_list: &'a [&'a Expr<'a>],
        /// `returns`
        returns: Option<&'a Expr<'a>>,
        /// `type_comment`
        type_comment: Option<PyText<'a>>,
        /// `type_params`
        type_params: &'a [&'a TypeParam<'a>],
    },
    /// `ClassDef`
    ClassDef {
        /// `name`
        name: Name,
        /// `bases`
        bases: &'a [&'a Expr<'a>],
        /// `keywords`
        keywords: &'a [&'a Keyword<'a>],
        /// `body`
        body: &'a [&'a Stmt<'a>],
        /// `decorator_list`
        decorator_list: &'a [&'a Expr<'a>],
        /// `type_params`
        type_params: &'a [&'a TypeParam<'a>],
    },
    /// `Return`
    Return {
        /// `value`
        value: Option<&'a Expr<'a>>,
    },
    /// `Delete`
    Delete {
        /// `targets`
        targets: &'a [&'a Expr<'a>],
    },
    /// `Assign`
    Assign {
        /// `targets`
        targets: &'a [&'a Expr<'a>],
        /// `value`
        value: &'a Expr<'a>,
        /// `type_comment`
        type_comment: Option<PyText<'a>>,
    },
    /// `TypeAlias`
    TypeAlias {
        /// `name`
        name: &'a Expr<'a>,
        /// `type_params`
        type_params: &'a [&'a TypeParam<'a>],
        /// `value`
        value: &'a Expr<'a>,
    },
    /// `AugAssign`
    AugAssign {
        /// `target`
        target: &'a Expr<'a>,
        /// `op`
        op: Operator,
        /// `value`
        value: &'a Expr<'a>,
    },
    /// `AnnAssign`
    AnnAssign {
        /// `target`
        target: &'a Expr<'a>,
        /// `annotation`
        annotation: &'a Expr<'a>,
        /// `value`
        value: Option<&'a Expr<'a>>,
        /// `simple`
        simple: i32,
    },
    /// `For`
    For {
        /// `target`
        target: &'a Expr<'a>,
        /// `iter`
        iter: &'a Expr<'a>,
        /// `body`
        body: &'a [&'a Stmt<'a>],
        /// `orelse`
        orelse: &'a [&'a Stmt<'a>],
        /// `type_comment`
        type_comment: Option<PyText<'a>>,
    },
    /// `AsyncFor`
    AsyncFor {
        /// `target`
        target: &'a Expr<'a>,
        /// `iter`
        iter: &'a Expr<'a>,
        /// `body`
        body: &'a [&'a Stmt<'a>],
        /// `orelse`
        orelse: &'a [&'a Stmt<'a>],
        /// `type_comment`
        type_comment: Option<PyText<'a>>,
    },
    /// `While`
    While {
        /// `test`
        test: &'a Expr<'a>,
        /// `body`
        body: &'a [&'a Stmt<'a>],
        /// `orelse`
        orelse: &'a [&'a Stmt<'a>],
    },
    /// `If`
    If {
        /// `test`
        test: &'a Expr<'a>,
        /// `body`
        body: &'a [&'a Stmt<'a>],
        /// `orelse`
        orelse: &'a [&'a Stmt<'a>],
    },
    /// `With`
    With {
        /// `items`
        items: &'a [&'a WithItem<'a>],
        /// `body`
        body: &'a [&'a Stmt<'a>],
        /// `type_comment`
        type_comment: Option<PyText<'a>>,
    },
    /// `AsyncWith`
    AsyncWith {
        /// `items`
        items: &'a [&'a WithItem<'a>],
        /// `body`
        body: &'a [&'a Stmt<'a>],
        /// `type_comment`
        type_comment: Option<PyText<'a>>,
    },
    /// `Match`
    Match {
        /// `subject`
        subject: &'a Expr<'a>,
        /// `cases`
        cases: &'a [&'a MatchCase<'a>],
    },
    /// `Raise`
    Raise {
        /// `exc`
        exc: Option<&'a Expr<'a>>,
        /// `cause`
        cause: Option<&'a Expr<'a>>,
    },
    /// `Try`
    Try {
        /// `body`
        body: &'a [&'a Stmt<'a>],
        /// `handlers`
        handlers: &'a [&'a ExceptHandler<'a>],
        /// `orelse`
        orelse: &'a [&'a Stmt<'a>],
        /// `finalbody`
        finalbody: &'a [&'a Stmt<'a>],
    },
    /// `TryStar`
    TryStar {
        /// `body`
        body: &'a [&'a Stmt<'a>],
        /// `handlers`
        handlers: &'a [&'a ExceptHandler<'a>],
        /// `orelse`
        orelse: &'a [&'a Stmt<'a>],
        /// `finalbody`
        finalbody: &'a [&'a Stmt<'a>],
    },
    /// `Assert`
    Assert {
        /// `test`
        test: &'a Expr<'a>,
        /// `msg`
        msg: Option<&'a Expr<'a>>,
    },
    /// `Import`
    Import {
        /// `names`
        names: &'a [&'a Alias],
    },
    /// `ImportFrom`
    ImportFrom {
        /// `module`
        module: Option<Name>,
        /// `names`
        names: &'a [&'a Alias],
        /// `level`
        level: Option<i32>,
    },
    /// `Global`
    Global {
        /// `names`
        names: &'a [Name],
    },
    /// `Nonlocal`
    Nonlocal {
        /// `names`
        names: &'a [Name],
    },
    /// `Expr`
    Expr {
        /// `value`
        value: &'a Expr<'a>,
    },
    /// `Pass`
    Pass,
    /// `Break`
    Break,
    /// `Continue`
    Continue,
}
/// `expr`
#[derive(Clone, Copy, Debug)]
pub struct Expr<'a> {
    /// Which one, with its fields.
    pub kind: ExprKind<'a>,
    /// Where it stands.
    pub location: Location,
}
/// The constructors of `expr`.
#[derive(Clone, Copy, Debug)]
pub enum ExprKind<'a> {
    /// `BoolOp`
    BoolOp {
        /// `op`
        op: BoolOp,
        /// `values`
        values: &'a [&'a Expr<'a>],
    },
    /// `NamedExpr`
    NamedExpr {
        /// `target`
        target: &'a Expr<'a>,
        /// `value`
        value: &'a Expr<'a>,
    },
    /// `BinOp`
    BinOp {
        /// `left`
        left: &'a Expr<'a>,
        /// `op`
        op: Operator,
        /// `right`
        right: &'a Expr<'a>,
    },
    /// `UnaryOp`
    UnaryOp {
        /// `op`
        op: UnaryOp,
        /// `operand`
        operand: &'a Expr<'a>,
    },
    /// `Lambda`
    Lambda {
        /// `args`
        args: &'a Arguments<'a>,
        /// `body`
        body: &'a Expr<'a>,
    },
    /// `IfExp`
    IfExp {
        /// `test`
        test: &'a Expr<'a>,
        /// `body`
        body: &'a Expr<'a>,
        /// `orelse`
        orelse: &'a Expr<'a>,
    },
    /// `Dict`
    Dict {
        /// `keys`
        keys: &'a [Option<&'a Expr<'a>>],
        /// `values`
        values: &'a [&'a Expr<'a>],
    },
    /// `Set`
    Set {
        /// `elts`
        elts: &'a [&'a Expr<'a>],
    },
    /// `ListComp`
    ListComp {
        /// `elt`
        elt: &'a Expr<'a>,
        /// `generators`
        generators: &'a [&'a Comprehension<'a>],
    },
    /// `SetComp`
    SetComp {
        /// `elt`
        elt: &'a Expr<'a>,
        /// `generators`
        generators: &'a [&'a Comprehension<'a>],
    },
    /// `DictComp`
    DictComp {
        /// `key`
        key: &'a Expr<'a>,
        /// `value`
        value: &'a Expr<'a>,
        /// `generators`
        generators: &'a [&'a Comprehension<'a>],
    },
    /// `GeneratorExp`
    GeneratorExp {
        /// `elt`
        elt: &'a Expr<'a>,
        /// `generators`
        generators: &'a [&'a Comprehension<'a>],
    },
    /// `Await`
    Await {
        /// `value`
        value: &'a Expr<'a>,
    },
    /// `Yield`
    Yield {
        /// `value`
        value: Option<&'a Expr<'a>>,
    },
    /// `YieldFrom`
    YieldFrom {
        /// `value`
        value: &'a Expr<'a>,
    },
    /// `Compare`
    Compare {
        /// `left`
        left: &'a Expr<'a>,
        /// `ops`
        ops: &'a [CmpOp],
        /// `comparators`
        comparators: &'a [&'a Expr<'a>],
    },
    /// `Call`
    Call {
        /// `func`
        func: &'a Expr<'a>,
        /// `args`
        args: &'a [&'a Expr<'a>],
        /// `keywords`
        keywords: &'a [&'a Keyword<'a>],
    },
    /// `FormattedValue`
    FormattedValue {
        /// `value`
        value: &'a Expr<'a>,
        /// `conversion`
        conversion: i32,
        /// `format_spec`
        format_spec: Option<&'a Expr<'a>>,
    },
    /// `Interpolation`
    Interpolation {
        /// `value`
        value: &'a Expr<'a>,
        /// `str`
        str: Constant<'a>,
        /// `conversion`
        conversion: i32,
        /// `format_spec`
        format_spec: Option<&'a Expr<'a>>,
    },
    /// `JoinedStr`
    JoinedStr {
        /// `values`
        values: &'a [&'a Expr<'a>],
    },
    /// `TemplateStr`
    TemplateStr {
        /// `values`
        values: &'a [&'a Expr<'a>],
    },
    /// `Constant`
    Constant {
        /// `value`
        value: Constant<'a>,
        /// `kind`
        kind: Option<PyText<'a>>,
    },
    /// `Attribute`
    Attribute {
        /// `value`
        value: &'a Expr<'a>,
        /// `attr`
        attr: Name,
        /// `ctx`
        ctx: ExprContext,
    },
    /// `Subscript`
    Subscript {
        /// `value`
        value: &'a Expr<'a>,
        /// `slice`
        slice: &'a Expr<'a>,
        /// `ctx`
        ctx: ExprContext,
    },
    /// `Starred`
    Starred {
        /// `value`
        value: &'a Expr<'a>,
        /// `ctx`
        ctx: ExprContext,
    },
    /// `Name`
    Name {
        /// `id`
        id: Name,
        /// `ctx`
        ctx: ExprContext,
    },
    /// `List`
    List {
        /// `elts`
        elts: &'a [&'a Expr<'a>],
        /// `ctx`
        ctx: ExprContext,
    },
    /// `Tuple`
    Tuple {
        /// `elts`
        elts: &'a [&'a Expr<'a>],
        /// `ctx`
        ctx: ExprContext,
    },
    /// `Slice`
    Slice {
        /// `lower`
        lower: Option<&'a Expr<'a>>,
        /// `upper`
        upper: Option<&'a Expr<'a>>,
        /// `step`
        step: Option<&'a Expr<'a>>,
    },
}
/// `expr_context`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExprContext {
    /// `Load`
    Load,
    /// `Store`
    Store,
    /// `Del`
    Del,
}
/// `boolop`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BoolOp {
    /// `And`
    And,
    /// `Or`
    Or,
}
/// `operator`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `Add`
    Add,
    /// `Sub`
    Sub,
    /// `Mult`
    Mult,
    /// `MatMult`
    MatMult,
    /// `Div`
    Div,
    /// `Mod`
    Mod,
    /// `Pow`
    Pow,
    /// `LShift`
    LShift,
    /// `RShift`
    RShift,
    /// `BitOr`
    BitOr,
    /// `BitXor`
    BitXor,
    /// `BitAnd`
    BitAnd,
    /// `FloorDiv`
    FloorDiv,
}
/// `unaryop`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `Invert`
    Invert,
    /// `Not`
    Not,
    /// `UAdd`
    UAdd,
    /// `USub`
    USub,
}
/// `cmpop`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CmpOp {
    /// `Eq`
    Eq,
    /// `NotEq`
    NotEq,
    /// `Lt`
    Lt,
    /// `LtE`
    LtE,
    /// `Gt`
    Gt,
    /// `GtE`
    GtE,
    /// `Is`
    Is,
    /// `IsNot`
    IsNot,
    /// `In`
    In,
    /// `NotIn`
    NotIn,
}
/// `comprehension`
#[derive(Clone, Copy, Debug)]
pub struct Comprehension<'a> {
    /// `target`
    pub target: &'a Expr<'a>,
    /// `iter`
    pub iter: &'a Expr<'a>,
    /// `ifs`
    pub ifs: &'a [&'a Expr<'a>],
    /// `is_async`
    pub is_async: i32,
}
/// `excepthandler`
#[derive(Clone, Copy, Debug)]
pub struct ExceptHandler<'a> {
    /// `type`
    pub type_: Option<&'a Expr<'a>>,
    /// `name`
    pub name: Option<Name>,
    /// `body`
    pub body: &'a [&'a Stmt<'a>],
    /// Where it stands.
    pub location: Location,
}
/// `arguments`
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a> {
    /// `posonlyargs`
    pub posonlyargs: &'a [&'a Arg<'a>],
    /// `args`
    pub args: &'a [&'a Arg<'a>],
    /// `vararg`
    pub vararg: Option<&'a Arg<'a>>,
    /// `kwonlyargs`
    pub kwonlyargs: &'a [&'a Arg<'a>],
    /// `kw_defaults`
    pub kw_defaults: &'a [Option<&'a Expr<'a>>],
    /// `kwarg`
    pub kwarg: Option<&'a Arg<'a>>,
    /// `defaults`
    pub defaults: &'a [&'a Expr<'a>],
}
/// `arg`
#[derive(Clone, Copy, Debug)]
pub struct Arg<'a> {
    /// `arg`
    pub arg: Name,
    /// `annotation`
    pub annotation: Option<&'a Expr<'a>>,
    /// `type_comment`
    pub type_comment: Option<PyText<'a>>,
    /// Where it stands.
    pub location: Location,
}
/// `keyword`
#[derive(Clone, Copy, Debug)]
pub struct Keyword<'a> {
    /// `arg`
    pub arg: Option<Name>,
    /// `value`
    pub value: &'a Expr<'a>,
    /// Where it stands.
    pub location: Location,
}
/// `alias`
#[derive(Clone, Copy, Debug)]
pub struct Alias {
    /// `name`
    pub name: Name,
    /// `asname`
    pub asname: Option<Name>,
    /// Where it stands.
    pub location: Location,
}
/// `withitem`
#[derive(Clone, Copy, Debug)]
pub struct WithItem<'a> {
    /// `context_expr`
    pub context_expr: &'a Expr<'a>,
    /// `optional_vars`
    pub optional_vars: Option<&'a Expr<'a>>,
}
/// `match_case`
#[derive(Clone, Copy, Debug)]
pub struct MatchCase<'a> {
    /// `pattern`
    pub pattern: &'a Pattern<'a>,
    /// `guard`
    pub guard: Option<&'a Expr<'a>>,
    /// `body`
    pub body: &'a [&'a Stmt<'a>],
}
/// `pattern`
#[derive(Clone, Copy, Debug)]
pub struct Pattern<'a> {
    /// Which one, with its fields.
    pub kind: PatternKind<'a>,
    /// Where it stands.
    pub location: Location,
}
/// The constructors of `pattern`.
#[derive(Clone, Copy, Debug)]
pub enum PatternKind<'a> {
    /// `MatchValue`
    MatchValue {
        /// `value`
        value: &'a Expr<'a>,
    },
    /// `MatchSingleton`
    MatchSingleton {
        /// `value`
        value: Constant<'a>,
    },
    /// `MatchSequence`
    MatchSequence {
        /// `patterns`
        patterns: &'a [&'a Pattern<'a>],
    },
    /// `MatchMapping`
    MatchMapping {
        /// `keys`
        keys: &'a [&'a Expr<'a>],
        /// `patterns`
        patterns: &'a [&'a Pattern<'a>],
        /// `rest`
        rest: Option<Name>,
    },
    /// `MatchClass`
    MatchClass {
        /// `cls`
        cls: &'a Expr<'a>,
        /// `patterns`
        patterns: &'a [&'a Pattern<'a>],
        /// `kwd_attrs`
        kwd_attrs: &'a [Name],
        /// `kwd_patterns`
        kwd_patterns: &'a [&'a Pattern<'a>],
    },
    /// `MatchStar`
    MatchStar {
        /// `name`
        name: Option<Name>,
    },
    /// `MatchAs`
    MatchAs {
        /// `pattern`
        pattern: Option<&'a Pattern<'a>>,
        /// `name`
        name: Option<Name>,
    },
    /// `MatchOr`
    MatchOr {
        /// `patterns`
        patterns: &'a [&'a Pattern<'a>],
    },
}
/// `type_ignore`
#[derive(Clone, Copy, Debug)]
pub struct TypeIgnore<'a> {
    /// `lineno`
    pub lineno: i32,
    /// `tag`
    pub tag: PyText<'a>,
}
/// `type_param`
#[derive(Clone, Copy, Debug)]
pub struct TypeParam<'a> {
    /// Which one, with its fields.
    pub kind: TypeParamKind<'a>,
    /// Where it stands.
    pub location: Location,
}
/// The constructors of `type_param`.
#[derive(Clone, Copy, Debug)]
pub enum TypeParamKind<'a> {
    /// `TypeVar`
    TypeVar {
        /// `name`
        name: Name,
        /// `bound`
        bound: Option<&'a Expr<'a>>,
        /// `default_value`
        default_value: Option<&'a Expr<'a>>,
    },
    /// `ParamSpec`
    ParamSpec {
        /// `name`
        name: Name,
        /// `default_value`
        default_value: Option<&'a Expr<'a>>,
    },
    /// `TypeVarTuple`
    TypeVarTuple {
        /// `name`
        name: Name,
        /// `default_value`
        default_value: Option<&'a Expr<'a>>,
    },
}
/// Goes over a tree without changing it. Override the nodes of interest and call `walk_…` to go on below.
pub trait Visitor<'a> {
    /// Visits a `mod`; its children, unless overridden.
    fn visit_mod(&mut self, node: &'a Mod<'a>) {
        walk_mod(self, node);
    }
    /// Visits a `stmt`; its children, unless overridden.
    fn visit_stmt(&mut self, node: &'a Stmt<'a>) {
        walk_stmt(self, node);
    }
    /// Visits a `expr`; its children, unless overridden.
    fn visit_expr(&mut self, node: &'a Expr<'a>) {
        walk_expr(self, node);
    }
    /// Visits a `comprehension`; its children, unless overridden.
    fn visit_comprehension(&mut self, node: &'a Comprehension<'a>) {
        walk_comprehension(self, node);
    }
    /// Visits a `excepthandler`; its children, unless overridden.
    fn visit_excepthandler(&mut self, node: &'a ExceptHandler<'a>) {
        walk_excepthandler(self, node);
    }
    /// Visits a `arguments`; its children, unless overridden.
    fn visit_arguments(&mut self, node: &'a Arguments<'a>) {
        walk_arguments(self, node);
    }
    /// Visits a `arg`; its children, unless overridden.
    fn visit_arg(&mut self, node: &'a Arg<'a>) {
        walk_arg(self, node);
    }
    /// Visits a `keyword`; its children, unless overridden.
    fn visit_keyword(&mut self, node: &'a Keyword<'a>) {
        walk_keyword(self, node);
    }
    /// Visits a `alias`; its children, unless overridden.
    fn visit_alias(&mut self, node: &'a Alias) {
        walk_alias(self, node);
    }
    /// Visits a `withitem`; its children, unless overridden.
    fn visit_withitem(&mut self, node: &'a WithItem<'a>) {
        walk_withitem(self, node);
    }
    /// Visits a `match_case`; its children, unless overridden.
    fn visit_match_case(&mut self, node: &'a MatchCase<'a>) {
        walk_match_case(self, node);
    }
    /// Visits a `pattern`; its children, unless overridden.
    fn visit_pattern(&mut self, node: &'a Pattern<'a>) {
        walk_pattern(self, node);
    }
    /// Visits a `type_ignore`; its children, unless overridden.
    fn visit_type_ignore(&mut self, node: &'a TypeIgnore<'a>) {
        walk_type_ignore(self, node);
    }
    /// Visits a `type_param`; its children, unless overridden.
    fn visit_type_param(&mut self, node: &'a TypeParam<'a>) {
        walk_type_param(self, node);
    }
}
/// Visits the children of a `mod` in the order of the fields.
pub fn walk_mod<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a Mod<'a>) {
    match *node {
        Mod::Module { body, type_ignores } => {
            for child in body {
                visitor.visit_stmt(child);
            }
            for child in type_ignores {
                visitor.visit_type_ignore(child);
            }
        }
        Mod::Interactive { body } => {
            for child in body {
                visitor.visit_stmt(child);
            }
        }
        Mod::Expression { body } => {
            visitor.visit_expr(body);
        }
        Mod::FunctionType { argtypes, returns } => {
            for child in argtypes {
                visitor.visit_expr(child);
            }
            visitor.visit_expr(returns);
        }
    }
}
/// Visits the children of a `stmt` in the order of the fields.
pub fn walk_stmt<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a Stmt<'a>) {
    match node.kind {
        StmtKind::FunctionDef { args, body, decorator_list, returns, type_params, .. } => {
            visitor.visit_arguments(args);
            for child in body {
                visitor.visit_stmt(child);
            }
            for child in decorator_list {
                visitor.visit_expr(child);
            }
            if let Some(child) = returns {
                visitor.visit_expr(child);
            }
            for child in type_params {
                visitor.visit_type_param(child);
            }
        }
        StmtKind::AsyncFunctionDef { args, body, decorator_list, returns, type_params, .. } => {
            visitor.visit_arguments(args);
            for child in body {
                visitor.visit_stmt(child);
            }
            for child in decorator_list {
                visitor.visit_expr(child);
            }
            if let Some(child) = returns {
                visitor.visit_expr(child);
            }
            for child in type_params {
                visitor.visit_type_param(child);
            }
        }
        StmtKind::ClassDef { bases, keywords, body, decorator_list, type_params, .. } => {
            for child in bases {
                visitor.visit_expr(child);
            }
            for child in keywords {
                visitor.visit_keyword(child);
            }
            for child in body {
                visitor.visit_stmt(child);
            }
            for child in decorator_list {
                visitor.visit_expr(child);
            }
            for child in type_params {
                visitor.visit_type_param(child);
            }
        }
        StmtKind::Return { value } => {
            if let Some(child) = value {
                visitor.visit_expr(child);
            }
        }
        StmtKind::Delete { targets } => {
            for child in targets {
                visitor.visit_expr(child);
            }
        }
        StmtKind::Assign { targets, value, .. } => {
            for child in targets {
                visitor.visit_expr(child);
            }
            visitor.visit_expr(value);
        }
        StmtKind::TypeAlias { name, type_params, value } => {
            visitor.visit_expr(name);
            for child in type_params {
                visitor.visit_type_param(child);
            }
            visitor.visit_expr(value);
        }
        StmtKind::AugAssign { target, value, .. } => {
            visitor.visit_expr(target);
            visitor.visit_expr(value);
        }
        StmtKind::AnnAssign { target, annotation, value, .. } => {
            visitor.visit_expr(target);
            visitor.visit_expr(annotation);
            if let Some(child) = value {
                visitor.visit_expr(child);
            }
        }
        StmtKind::For { target, iter, body, orelse, .. } => {
            visitor.visit_expr(target);
            visitor.visit_expr(iter);
            for child in body {
                visitor.visit_stmt(child);
            }
            for child in orelse {
                visitor.visit_stmt(child);
            }
        }
        StmtKind::AsyncFor { target, iter, body, orelse, .. } => {
            visitor.visit_expr(target);
            visitor.visit_expr(iter);
            for child in body {
                visitor.visit_stmt(child);
            }
            for child in orelse {
                visitor.visit_stmt(child);
            }
        }
        StmtKind::While { test, body, orelse } => {
            visitor.visit_expr(test);
            for child in body {
                visitor.visit_stmt(child);
            }
            for child in orelse {
                visitor.visit_stmt(child);
            }
        }
        StmtKind::If { test, body, orelse } => {
            visitor.visit_expr(test);
            for child in body {
                visitor.visit_stmt(child);
            }
            for child in orelse {
                visitor.visit_stmt(child);
            }
        }
        StmtKind::With { items, body, .. } => {
            for child in items {
                visitor.visit_withitem(child);
            }
            for child in body {
                visitor.visit_stmt(child);
            }
        }
        StmtKind::AsyncWith { items, body, .. } => {
            for child in items {
                visitor.visit_withitem(child);
            }
            for child in body {
                visitor.visit_stmt(child);
            }
        }
        StmtKind::Match { subject, cases } => {
            visitor.visit_expr(subject);
            for child in cases {
                visitor.visit_match_case(child);
            }
        }
        StmtKind::Raise { exc, cause } => {
            if let Some(child) = exc {
                visitor.visit_expr(child);
            }
            if let Some(child) = cause {
                visitor.visit_expr(child);
            }
        }
        StmtKind::Try { body, handlers, orelse, finalbody } => {
            for child in body {
                visitor.visit_stmt(child);
            }
            for child in handlers {
                visitor.visit_excepthandler(child);
            }
            for child in orelse {
                visitor.visit_stmt(child);
            }
            for child in finalbody {
                visitor.visit_stmt(child);
            }
        }
        StmtKind::TryStar { body, handlers, orelse, finalbody } => {
            for child in body {
                visitor.visit_stmt(child);
            }
            for child in handlers {
                visitor.visit_excepthandler(child);
            }
            for child in orelse {
                visitor.visit_stmt(child);
            }
            for child in finalbody {
                visitor.visit_stmt(child);
            }
        }
        StmtKind::Assert { test, msg } => {
            visitor.visit_expr(test);
            if let Some(child) = msg {
                visitor.visit_expr(child);
            }
        }
        StmtKind::Import { names } => {
            for child in names {
                visitor.visit_alias(child);
            }
        }
        StmtKind::ImportFrom { names, .. } => {
            for child in names {
                visitor.visit_alias(child);
            }
        }
        StmtKind::Global { .. } => {}
        StmtKind::Nonlocal { .. } => {}
        StmtKind::Expr { value } => {
            visitor.visit_expr(value);
        }
        StmtKind::Pass => {}
        StmtKind::Break => {}
        StmtKind::Continue => {}
    }
}
/// Visits the children of a `expr` in the order of the fields.
pub fn walk_expr<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a Expr<'a>) {
    match node.kind {
        ExprKind::BoolOp { values, .. } => {
            for child in values {
                visitor.visit_expr(child);
            }
        }
        ExprKind::NamedExpr { target, value } => {
            visitor.visit_expr(target);
            visitor.visit_expr(value);
        }
        ExprKind::BinOp { left, right, .. } => {
            visitor.visit_expr(left);
            visitor.visit_expr(right);
        }
        ExprKind::UnaryOp { operand, .. } => {
            visitor.visit_expr(operand);
        }
        ExprKind::Lambda { args, body } => {
            visitor.visit_arguments(args);
            visitor.visit_expr(body);
        }
        ExprKind::IfExp { test, body, orelse } => {
            visitor.visit_expr(test);
            visitor.visit_expr(body);
            visitor.visit_expr(orelse);
        }
        ExprKind::Dict { keys, values } => {
            for child in keys.iter().flatten() {
                visitor.visit_expr(child);
            }
            for child in values {
                visitor.visit_expr(child);
            }
        }
        ExprKind::Set { elts } => {
            for child in elts {
                visitor.visit_expr(child);
            }
        }
        ExprKind::ListComp { elt, generators } => {
            visitor.visit_expr(elt);
            for child in generators {
                visitor.visit_comprehension(child);
            }
        }
        ExprKind::SetComp { elt, generators } => {
            visitor.visit_expr(elt);
            for child in generators {
                visitor.visit_comprehension(child);
            }
        }
        ExprKind::DictComp { key, value, generators } => {
            visitor.visit_expr(key);
            visitor.visit_expr(value);
            for child in generators {
                visitor.visit_comprehension(child);
            }
        }
        ExprKind::GeneratorExp { elt, generators } => {
            visitor.visit_expr(elt);
            for child in generators {
                visitor.visit_comprehension(child);
            }
        }
        ExprKind::Await { value } => {
            visitor.visit_expr(value);
        }
        ExprKind::Yield { value } => {
            if let Some(child) = value {
                visitor.visit_expr(child);
            }
        }
        ExprKind::YieldFrom { value } => {
            visitor.visit_expr(value);
        }
        ExprKind::Compare { left, comparators, .. } => {
            visitor.visit_expr(left);
            for child in comparators {
                visitor.visit_expr(child);
            }
        }
        ExprKind::Call { func, args, keywords } => {
            visitor.visit_expr(func);
            for child in args {
                visitor.visit_expr(child);
            }
            for child in keywords {
                visitor.visit_keyword(child);
            }
        }
        ExprKind::FormattedValue { value, format_spec, .. } => {
            visitor.visit_expr(value);
            if let Some(child) = format_spec {
                visitor.visit_expr(child);
            }
        }
        ExprKind::Interpolation { value, format_spec, .. } => {
            visitor.visit_expr(value);
            if let Some(child) = format_spec {
                visitor.visit_expr(child);
            }
        }
        ExprKind::JoinedStr { values } => {
            for child in values {
                visitor.visit_expr(child);
            }
        }
        ExprKind::TemplateStr { values } => {
            for child in values {
                visitor.visit_expr(child);
            }
        }
        ExprKind::Constant { .. } => {}
        ExprKind::Attribute { value, .. } => {
            visitor.visit_expr(value);
        }
        ExprKind::Subscript { value, slice, .. } => {
            visitor.visit_expr(value);
            visitor.visit_expr(slice);
        }
        ExprKind::Starred { value, .. } => {
            visitor.visit_expr(value);
        }
        ExprKind::Name { .. } => {}
        ExprKind::List { elts, .. } => {
            for child in elts {
                visitor.visit_expr(child);
            }
        }
        ExprKind::Tuple { elts, .. } => {
            for child in elts {
                visitor.visit_expr(child);
            }
        }
        ExprKind::Slice { lower, upper, step } => {
            if let Some(child) = lower {
                visitor.visit_expr(child);
            }
            if let Some(child) = upper {
                visitor.visit_expr(child);
            }
            if let Some(child) = step {
                visitor.visit_expr(child);
            }
        }
    }
}
/// Visits the children of a `comprehension` in the order of the fields.
pub fn walk_comprehension<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a Comprehension<'a>) {
    let Comprehension { target, iter, ifs, .. } = *node;
    visitor.visit_expr(target);
    visitor.visit_expr(iter);
    for child in ifs {
        visitor.visit_expr(child);
    }
}
/// Visits the children of a `excepthandler` in the order of the fields.
pub fn walk_excepthandler<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a ExceptHandler<'a>) {
    let ExceptHandler { type_, body, .. } = *node;
    if let Some(child) = type_ {
        visitor.visit_expr(child);
    }
    for child in body {
        visitor.visit_stmt(child);
    }
}
/// Visits the children of a `arguments` in the order of the fields.
pub fn walk_arguments<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a Arguments<'a>) {
    let Arguments { posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults } = *node;
    for child in posonlyargs {
        visitor.visit_arg(child);
    }
    for child in args {
        visitor.visit_arg(child);
    }
    if let Some(child) = vararg {
        visitor.visit_arg(child);
    }
    for child in kwonlyargs {
        visitor.visit_arg(child);
    }
    for child in kw_defaults.iter().flatten() {
        visitor.visit_expr(child);
    }
    if let Some(child) = kwarg {
        visitor.visit_arg(child);
    }
    for child in defaults {
        visitor.visit_expr(child);
    }
}
/// Visits the children of a `arg` in the order of the fields.
pub fn walk_arg<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a Arg<'a>) {
    let Arg { annotation, .. } = *node;
    if let Some(child) = annotation {
        visitor.visit_expr(child);
    }
}
/// Visits the children of a `keyword` in the order of the fields.
pub fn walk_keyword<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a Keyword<'a>) {
    let Keyword { value, .. } = *node;
    visitor.visit_expr(value);
}
/// Visits the children of a `alias` in the order of the fields.
pub fn walk_alias<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a Alias) {
    let _ = visitor;
    let Alias { .. } = *node;
}
/// Visits the children of a `withitem` in the order of the fields.
pub fn walk_withitem<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a WithItem<'a>) {
    let WithItem { context_expr, optional_vars } = *node;
    visitor.visit_expr(context_expr);
    if let Some(child) = optional_vars {
        visitor.visit_expr(child);
    }
}
/// Visits the children of a `match_case` in the order of the fields.
pub fn walk_match_case<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a MatchCase<'a>) {
    let MatchCase { pattern, guard, body } = *node;
    visitor.visit_pattern(pattern);
    if let Some(child) = guard {
        visitor.visit_expr(child);
    }
    for child in body {
        visitor.visit_stmt(child);
    }
}
/// Visits the children of a `pattern` in the order of the fields.
pub fn walk_pattern<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a Pattern<'a>) {
    match node.kind {
        PatternKind::MatchValue { value } => {
            visitor.visit_expr(value);
        }
        PatternKind::MatchSingleton { .. } => {}
        PatternKind::MatchSequence { patterns } => {
            for child in patterns {
                visitor.visit_pattern(child);
            }
        }
        PatternKind::MatchMapping { keys, patterns, .. } => {
            for child in keys {
                visitor.visit_expr(child);
            }
            for child in patterns {
                visitor.visit_pattern(child);
            }
        }
        PatternKind::MatchClass { cls, patterns, kwd_patterns, .. } => {
            visitor.visit_expr(cls);
            for child in patterns {
                visitor.visit_pattern(child);
            }
            for child in kwd_patterns {
                visitor.visit_pattern(child);
            }
        }
        PatternKind::MatchStar { .. } => {}
        PatternKind::MatchAs { pattern, .. } => {
            if let Some(child) = pattern {
                visitor.visit_pattern(child);
            }
        }
        PatternKind::MatchOr { patterns } => {
            for child in patterns {
                visitor.visit_pattern(child);
            }
        }
    }
}
/// Visits the children of a `type_ignore` in the order of the fields.
pub fn walk_type_ignore<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a TypeIgnore<'a>) {
    let _ = visitor;
    let TypeIgnore { .. } = *node;
}
/// Visits the children of a `type_param` in the order of the fields.
pub fn walk_type_param<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a TypeParam<'a>) {
    match node.kind {
        TypeParamKind::TypeVar { bound, default_value, .. } => {
            if let Some(child) = bound {
                visitor.visit_expr(child);
            }
            if let Some(child) = default_value {
                visitor.visit_expr(child);
            }
        }
        TypeParamKind::ParamSpec { default_value, .. } => {
            if let Some(child) = default_value {
                visitor.visit_expr(child);
            }
        }
        TypeParamKind::TypeVarTuple { default_value, .. } => {
            if let Some(child) = default_value {
                visitor.visit_expr(child);
            }
        }
    }
}
/// Rewrites a tree: what a method returns takes the place of its node, and unchanged subtrees are shared.
pub trait Folder<'a> {
    /// What stops a fold.
    type Error;
    /// Where new nodes live.
    fn arena(&self) -> &'a Bump;
    /// Folds a `mod`; its children, unless overridden.
    fn fold_mod(&mut self, node: &'a Mod<'a>) -> Result<&'a Mod<'a>, Self::Error> {
        fold_children_of_mod(self, node)
    }
    /// Folds a `stmt`; its children, unless overridden.
    fn fold_stmt(&mut self, node: &'a Stmt<'a>) -> Result<&'a Stmt<'a>, Self::Error> {
        fold_children_of_stmt(self, node)
    }
    /// Folds a `expr`; its children, unless overridden.
    fn fold_expr(&mut self, node: &'a Expr<'a>) -> Result<&'a Expr<'a>, Self::Error> {
        fold_children_of_expr(self, node)
    }
    /// Folds a `comprehension`; its children, unless overridden.
    fn fold_comprehension(
        &mut self,
        node: &'a Comprehension<'a>,
    ) -> Result<&'a Comprehension<'a>, Self::Error> {
        fold_children_of_comprehension(self, node)
    }
    /// Folds a `excepthandler`; its children, unless overridden.
    fn fold_excepthandler(
        &mut self,
        node: &'a ExceptHandler<'a>,
    ) -> Result<&'a ExceptHandler<'a>, Self::Error> {
        fold_children_of_excepthandler(self, node)
    }
    /// Folds a `arguments`; its children, unless overridden.
    fn fold_arguments(&mut self, node: &'a Arguments<'a>) -> Result<&'a Arguments<'a>, Self::Error> {
        fold_children_of_arguments(self, node)
    }
    /// Folds a `arg`; its children, unless overridden.
    fn fold_arg(&mut self, node: &'a Arg<'a>) -> Result<&'a Arg<'a>, Self::Error> {
        fold_children_of_arg(self, node)
    }
    /// Folds a `keyword`; its children, unless overridden.
    fn fold_keyword(&mut self, node: &'a Keyword<'a>) -> Result<&'a Keyword<'a>, Self::Error> {
        fold_children_of_keyword(self, node)
    }
    /// Folds a `alias`; its children, unless overridden.
    fn fold_alias(&mut self, node: &'a Alias) -> Result<&'a Alias, Self::Error> {
        fold_children_of_alias(self, node)
    }
    /// Folds a `withitem`; its children, unless overridden.
    fn fold_withitem(&mut self, node: &'a WithItem<'a>) -> Result<&'a WithItem<'a>, Self::Error> {
        fold_children_of_withitem(self, node)
    }
    /// Folds a `match_case`; its children, unless overridden.
    fn fold_match_case(&mut self, node: &'a MatchCase<'a>) -> Result<&'a MatchCase<'a>, Self::Error> {
        fold_children_of_match_case(self, node)
    }
    /// Folds a `pattern`; its children, unless overridden.
    fn fold_pattern(&mut self, node: &'a Pattern<'a>) -> Result<&'a Pattern<'a>, Self::Error> {
        fold_children_of_pattern(self, node)
    }
    /// Folds a `type_ignore`; its children, unless overridden.
    fn fold_type_ignore(&mut self, node: &'a TypeIgnore<'a>) -> Result<&'a TypeIgnore<'a>, Self::Error> {
        fold_children_of_type_ignore(self, node)
    }
    /// Folds a `type_param`; its children, unless overridden.
    fn fold_type_param(&mut self, node: &'a TypeParam<'a>) -> Result<&'a TypeParam<'a>, Self::Error> {
        fold_children_of_type_param(self, node)
    }
}
/// Folds the children of a `mod`; the same node when none of them changed.
pub fn fold_children_of_mod<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a Mod<'a>,
) -> Result<&'a Mod<'a>, F::Error> {
    match *node {
        Mod::Module { body, type_ignores } => {
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            let new_type_ignores =
                fold_list(folder, type_ignores, F::fold_type_ignore, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(body, new_body) && std::ptr::eq(type_ignores, new_type_ignores) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Mod::Module { body: new_body, type_ignores: new_type_ignores }))
        }
        Mod::Interactive { body } => {
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(body, new_body) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Mod::Interactive { body: new_body }))
        }
        Mod::Expression { body } => {
            let new_body = folder.fold_expr(body)?;
            if std::ptr::eq(body, new_body) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Mod::Expression { body: new_body }))
        }
        Mod::FunctionType { argtypes, returns } => {
            let new_argtypes = fold_list(folder, argtypes, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            let new_returns = folder.fold_expr(returns)?;
            if std::ptr::eq(argtypes, new_argtypes) && std::ptr::eq(returns, new_returns) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Mod::FunctionType { argtypes: new_argtypes, returns: new_returns }))
        }
    }
}
/// Folds the children of a `stmt`; the same node when none of them changed.
pub fn fold_children_of_stmt<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a Stmt<'a>,
) -> Result<&'a Stmt<'a>, F::Error> {
    match node.kind {
        StmtKind::FunctionDef { name, args, body, decorator_list, returns, type_comment, type_params } => {
            let new_args = folder.fold_arguments(args)?;
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            let new_decorator_list =
                fold_list(folder, decorator_list, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            let new_returns = match returns {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            let new_type_params =
                fold_list(folder, type_params, F::fold_type_param, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(args, new_args)
                && std::ptr::eq(body, new_body)
                && std::ptr::eq(decorator_list, new_decorator_list)
                && returns.map(std::ptr::from_ref) == new_returns.map(std::ptr::from_ref)
                && std::ptr::eq(type_params, new_type_params)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::FunctionDef {
                    name,
                    args: new_args,
                    body: new_body,
                    decorator_list: new_decorator_list,
                    returns: new_returns,
                    type_comment,
                    type_params: new_type_params,
                },
                location: node.location,
            }))
        }
        StmtKind::AsyncFunctionDef {
            name,
            args,
            body,
            decorator_list,
            returns,
            type_comment,
            type_params,
        } => {
            let new_args = folder.fold_arguments(args)?;
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            let new_decorator_list =
                fold_list(folder, decorator_list, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            let new_returns = match returns {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            let new_type_params =
                fold_list(folder, type_params, F::fold_type_param, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(args, new_args)
                && std::ptr::eq(body, new_body)
                && std::ptr::eq(decorator_list, new_decorator_list)
                && returns.map(std::ptr::from_ref) == new_returns.map(std::ptr::from_ref)
                && std::ptr::eq(type_params, new_type_params)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::AsyncFunctionDef {
                    name,
                    args: new_args,
                    body: new_body,
                    decorator_list: new_decorator_list,
                    returns: new_returns,
                    type_comment,
                    type_params: new_type_params,
                },
                location: node.location,
            }))
        }
        StmtKind::ClassDef { name, bases, keywords, body, decorator_list, type_params } => {
            let new_bases = fold_list(folder, bases, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            let new_keywords = fold_list(folder, keywords, F::fold_keyword, |a, b| std::ptr::eq(*a, *b))?;
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            let new_decorator_list =
                fold_list(folder, decorator_list, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            let new_type_params =
                fold_list(folder, type_params, F::fold_type_param, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(bases, new_bases)
                && std::ptr::eq(keywords, new_keywords)
                && std::ptr::eq(body, new_body)
                && std::ptr::eq(decorator_list, new_decorator_list)
                && std::ptr::eq(type_params, new_type_params)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::ClassDef {
                    name,
                    bases: new_bases,
                    keywords: new_keywords,
                    body: new_body,
                    decorator_list: new_decorator_list,
                    type_params: new_type_params,
                },
                location: node.location,
            }))
        }
        StmtKind::Return { value } => {
            let new_value = match value {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            if value.map(std::ptr::from_ref) == new_value.map(std::ptr::from_ref) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Stmt { kind: StmtKind::Return { value: new_value }, location: node.location }))
        }
        StmtKind::Delete { targets } => {
            let new_targets = fold_list(folder, targets, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(targets, new_targets) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Stmt { kind: StmtKind::Delete { targets: new_targets }, location: node.location }))
        }
        StmtKind::Assign { targets, value, type_comment } => {
            let new_targets = fold_list(folder, targets, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            let new_value = folder.fold_expr(value)?;
            if std::ptr::eq(targets, new_targets) && std::ptr::eq(value, new_value) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::Assign { targets: new_targets, value: new_value, type_comment },
                location: node.location,
            }))
        }
        StmtKind::TypeAlias { name, type_params, value } => {
            let new_name = folder.fold_expr(name)?;
            let new_type_params =
                fold_list(folder, type_params, F::fold_type_param, |a, b| std::ptr::eq(*a, *b))?;
            let new_value = folder.fold_expr(value)?;
            if std::ptr::eq(name, new_name)
                && std::ptr::eq(type_params, new_type_params)
                && std::ptr::eq(value, new_value)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::TypeAlias { name: new_name, type_params: new_type_params, value: new_value },
                location: node.location,
            }))
        }
        StmtKind::AugAssign { target, op, value } => {
            let new_target = folder.fold_expr(target)?;
            let new_value = folder.fold_expr(value)?;
            if std::ptr::eq(target, new_target) && std::ptr::eq(value, new_value) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::AugAssign { target: new_target, op, value: new_value },
                location: node.location,
            }))
        }
        StmtKind::AnnAssign { target, annotation, value, simple } => {
            let new_target = folder.fold_expr(target)?;
            let new_annotation = folder.fold_expr(annotation)?;
            let new_value = match value {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            if std::ptr::eq(target, new_target)
                && std::ptr::eq(annotation, new_annotation)
                && value.map(std::ptr::from_ref) == new_value.map(std::ptr::from_ref)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::AnnAssign {
                    target: new_target,
                    annotation: new_annotation,
                    value: new_value,
                    simple,
                },
                location: node.location,
            }))
        }
        StmtKind::For { target, iter, body, orelse, type_comment } => {
            let new_target = folder.fold_expr(target)?;
            let new_iter = folder.fold_expr(iter)?;
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            let new_orelse = fold_list(folder, orelse, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(target, new_target)
                && std::ptr::eq(iter, new_iter)
                && std::ptr::eq(body, new_body)
                && std::ptr::eq(orelse, new_orelse)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::For {
                    target: new_target,
                    iter: new_iter,
                    body: new_body,
                    orelse: new_orelse,
                    type_comment,
                },
                location: node.location,
            }))
        }
        StmtKind::AsyncFor { target, iter, body, orelse, type_comment } => {
            let new_target = folder.fold_expr(target)?;
            let new_iter = folder.fold_expr(iter)?;
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            let new_orelse = fold_list(folder, orelse, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(target, new_target)
                && std::ptr::eq(iter, new_iter)
                && std::ptr::eq(body, new_body)
                && std::ptr::eq(orelse, new_orelse)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::AsyncFor {
                    target: new_target,
                    iter: new_iter,
                    body: new_body,
                    orelse: new_orelse,
                    type_comment,
                },
                location: node.location,
            }))
        }
        StmtKind::While { test, body, orelse } => {
            let new_test = folder.fold_expr(test)?;
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            let new_orelse = fold_list(folder, orelse, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(test, new_test)
                && std::ptr::eq(body, new_body)
                && std::ptr::eq(orelse, new_orelse)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::While { test: new_test, body: new_body, orelse: new_orelse },
                location: node.location,
            }))
        }
        StmtKind::If { test, body, orelse } => {
            let new_test = folder.fold_expr(test)?;
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            let new_orelse = fold_list(folder, orelse, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(test, new_test)
                && std::ptr::eq(body, new_body)
                && std::ptr::eq(orelse, new_orelse)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::If { test: new_test, body: new_body, orelse: new_orelse },
                location: node.location,
            }))
        }
        StmtKind::With { items, body, type_comment } => {
            let new_items = fold_list(folder, items, F::fold_withitem, |a, b| std::ptr::eq(*a, *b))?;
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(items, new_items) && std::ptr::eq(body, new_body) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::With { items: new_items, body: new_body, type_comment },
                location: node.location,
            }))
        }
        StmtKind::AsyncWith { items, body, type_comment } => {
            let new_items = fold_list(folder, items, F::fold_withitem, |a, b| std::ptr::eq(*a, *b))?;
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(items, new_items) && std::ptr::eq(body, new_body) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::AsyncWith { items: new_items, body: new_body, type_comment },
                location: node.location,
            }))
        }
        StmtKind::Match { subject, cases } => {
            let new_subject = folder.fold_expr(subject)?;
            let new_cases = fold_list(folder, cases, F::fold_match_case, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(subject, new_subject) && std::ptr::eq(cases, new_cases) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::Match { subject: new_subject, cases: new_cases },
                location: node.location,
            }))
        }
        StmtKind::Raise { exc, cause } => {
            let new_exc = match exc {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            let new_cause = match cause {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            if exc.map(std::ptr::from_ref) == new_exc.map(std::ptr::from_ref)
                && cause.map(std::ptr::from_ref) == new_cause.map(std::ptr::from_ref)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::Raise { exc: new_exc, cause: new_cause },
                location: node.location,
            }))
        }
        StmtKind::Try { body, handlers, orelse, finalbody } => {
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            let new_handlers =
                fold_list(folder, handlers, F::fold_excepthandler, |a, b| std::ptr::eq(*a, *b))?;
            let new_orelse = fold_list(folder, orelse, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            let new_finalbody = fold_list(folder, finalbody, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(body, new_body)
                && std::ptr::eq(handlers, new_handlers)
                && std::ptr::eq(orelse, new_orelse)
                && std::ptr::eq(finalbody, new_finalbody)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::Try {
                    body: new_body,
                    handlers: new_handlers,
                    orelse: new_orelse,
                    finalbody: new_finalbody,
                },
                location: node.location,
            }))
        }
        StmtKind::TryStar { body, handlers, orelse, finalbody } => {
            let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            let new_handlers =
                fold_list(folder, handlers, F::fold_excepthandler, |a, b| std::ptr::eq(*a, *b))?;
            let new_orelse = fold_list(folder, orelse, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            let new_finalbody = fold_list(folder, finalbody, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(body, new_body)
                && std::ptr::eq(handlers, new_handlers)
                && std::ptr::eq(orelse, new_orelse)
                && std::ptr::eq(finalbody, new_finalbody)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::TryStar {
                    body: new_body,
                    handlers: new_handlers,
                    orelse: new_orelse,
                    finalbody: new_finalbody,
                },
                location: node.location,
            }))
        }
        StmtKind::Assert { test, msg } => {
            let new_test = folder.fold_expr(test)?;
            let new_msg = match msg {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            if std::ptr::eq(test, new_test) && msg.map(std::ptr::from_ref) == new_msg.map(std::ptr::from_ref)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::Assert { test: new_test, msg: new_msg },
                location: node.location,
            }))
        }
        StmtKind::Import { names } => {
            let new_names = fold_list(folder, names, F::fold_alias, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(names, new_names) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Stmt { kind: StmtKind::Import { names: new_names }, location: node.location }))
        }
        StmtKind::ImportFrom { module, names, level } => {
            let new_names = fold_list(folder, names, F::fold_alias, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(names, new_names) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Stmt {
                kind: StmtKind::ImportFrom { module, names: new_names, level },
                location: node.location,
            }))
        }
        StmtKind::Global { .. } => Ok(node),
        StmtKind::Nonlocal { .. } => Ok(node),
        StmtKind::Expr { value } => {
            let new_value = folder.fold_expr(value)?;
            if std::ptr::eq(value, new_value) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Stmt { kind: StmtKind::Expr { value: new_value }, location: node.location }))
        }
        StmtKind::Pass => Ok(node),
        StmtKind::Break => Ok(node),
        StmtKind::Continue => Ok(node),
    }
}
/// Folds the children of a `expr`; the same node when none of them changed.
pub fn fold_children_of_expr<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a Expr<'a>,
) -> Result<&'a Expr<'a>, F::Error> {
    match node.kind {
        ExprKind::BoolOp { op, values } => {
            let new_values = fold_list(folder, values, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(values, new_values) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Expr { kind: ExprKind::BoolOp { op, values: new_values }, location: node.location }))
        }
        ExprKind::NamedExpr { target, value } => {
            let new_target = folder.fold_expr(target)?;
            let new_value = folder.fold_expr(value)?;
            if std::ptr::eq(target, new_target) && std::ptr::eq(value, new_value) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::NamedExpr { target: new_target, value: new_value },
                location: node.location,
            }))
        }
        ExprKind::BinOp { left, op, right } => {
            let new_left = folder.fold_expr(left)?;
            let new_right = folder.fold_expr(right)?;
            if std::ptr::eq(left, new_left) && std::ptr::eq(right, new_right) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::BinOp { left: new_left, op, right: new_right },
                location: node.location,
            }))
        }
        ExprKind::UnaryOp { op, operand } => {
            let new_operand = folder.fold_expr(operand)?;
            if std::ptr::eq(operand, new_operand) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::UnaryOp { op, operand: new_operand },
                location: node.location,
            }))
        }
        ExprKind::Lambda { args, body } => {
            let new_args = folder.fold_arguments(args)?;
            let new_body = folder.fold_expr(body)?;
            if std::ptr::eq(args, new_args) && std::ptr::eq(body, new_body) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::Lambda { args: new_args, body: new_body },
                location: node.location,
            }))
        }
        ExprKind::IfExp { test, body, orelse } => {
            let new_test = folder.fold_expr(test)?;
            let new_body = folder.fold_expr(body)?;
            let new_orelse = folder.fold_expr(orelse)?;
            if std::ptr::eq(test, new_test)
                && std::ptr::eq(body, new_body)
                && std::ptr::eq(orelse, new_orelse)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::IfExp { test: new_test, body: new_body, orelse: new_orelse },
                location: node.location,
            }))
        }
        ExprKind::Dict { keys, values } => {
            let new_keys = fold_list(
                folder,
                keys,
                |folder, child| child.map(|child| folder.fold_expr(child)).transpose(),
                |a, b| a.map(std::ptr::from_ref) == b.map(std::ptr::from_ref),
            )?;
            let new_values = fold_list(folder, values, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(keys, new_keys) && std::ptr::eq(values, new_values) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::Dict { keys: new_keys, values: new_values },
                location: node.location,
            }))
        }
        ExprKind::Set { elts } => {
            let new_elts = fold_list(folder, elts, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(elts, new_elts) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr { kind: ExprKind::Set { elts: new_elts }, location: node.location }))
        }
        ExprKind::ListComp { elt, generators } => {
            let new_elt = folder.fold_expr(elt)?;
            let new_generators =
                fold_list(folder, generators, F::fold_comprehension, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(elt, new_elt) && std::ptr::eq(generators, new_generators) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::ListComp { elt: new_elt, generators: new_generators },
                location: node.location,
            }))
        }
        ExprKind::SetComp { elt, generators } => {
            let new_elt = folder.fold_expr(elt)?;
            let new_generators =
                fold_list(folder, generators, F::fold_comprehension, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(elt, new_elt) && std::ptr::eq(generators, new_generators) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::SetComp { elt: new_elt, generators: new_generators },
                location: node.location,
            }))
        }
        ExprKind::DictComp { key, value, generators } => {
            let new_key = folder.fold_expr(key)?;
            let new_value = folder.fold_expr(value)?;
            let new_generators =
                fold_list(folder, generators, F::fold_comprehension, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(key, new_key)
                && std::ptr::eq(value, new_value)
                && std::ptr::eq(generators, new_generators)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::DictComp { key: new_key, value: new_value, generators: new_generators },
                location: node.location,
            }))
        }
        ExprKind::GeneratorExp { elt, generators } => {
            let new_elt = folder.fold_expr(elt)?;
            let new_generators =
                fold_list(folder, generators, F::fold_comprehension, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(elt, new_elt) && std::ptr::eq(generators, new_generators) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::GeneratorExp { elt: new_elt, generators: new_generators },
                location: node.location,
            }))
        }
        ExprKind::Await { value } => {
            let new_value = folder.fold_expr(value)?;
            if std::ptr::eq(value, new_value) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Expr { kind: ExprKind::Await { value: new_value }, location: node.location }))
        }
        ExprKind::Yield { value } => {
            let new_value = match value {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            if value.map(std::ptr::from_ref) == new_value.map(std::ptr::from_ref) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Expr { kind: ExprKind::Yield { value: new_value }, location: node.location }))
        }
        ExprKind::YieldFrom { value } => {
            let new_value = folder.fold_expr(value)?;
            if std::ptr::eq(value, new_value) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Expr { kind: ExprKind::YieldFrom { value: new_value }, location: node.location }))
        }
        ExprKind::Compare { left, ops, comparators } => {
            let new_left = folder.fold_expr(left)?;
            let new_comparators = fold_list(folder, comparators, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(left, new_left) && std::ptr::eq(comparators, new_comparators) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::Compare { left: new_left, ops, comparators: new_comparators },
                location: node.location,
            }))
        }
        ExprKind::Call { func, args, keywords } => {
            let new_func = folder.fold_expr(func)?;
            let new_args = fold_list(folder, args, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            let new_keywords = fold_list(folder, keywords, F::fold_keyword, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(func, new_func)
                && std::ptr::eq(args, new_args)
                && std::ptr::eq(keywords, new_keywords)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::Call { func: new_func, args: new_args, keywords: new_keywords },
                location: node.location,
            }))
        }
        ExprKind::FormattedValue { value, conversion, format_spec } => {
            let new_value = folder.fold_expr(value)?;
            let new_format_spec = match format_spec {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            if std::ptr::eq(value, new_value)
                && format_spec.map(std::ptr::from_ref) == new_format_spec.map(std::ptr::from_ref)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::FormattedValue { value: new_value, conversion, format_spec: new_format_spec },
                location: node.location,
            }))
        }
        ExprKind::Interpolation { value, str, conversion, format_spec } => {
            let new_value = folder.fold_expr(value)?;
            let new_format_spec = match format_spec {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            if std::ptr::eq(value, new_value)
                && format_spec.map(std::ptr::from_ref) == new_format_spec.map(std::ptr::from_ref)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::Interpolation {
                    value: new_value,
                    str,
                    conversion,
                    format_spec: new_format_spec,
                },
                location: node.location,
            }))
        }
        ExprKind::JoinedStr { values } => {
            let new_values = fold_list(folder, values, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(values, new_values) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Expr { kind: ExprKind::JoinedStr { values: new_values }, location: node.location }))
        }
        ExprKind::TemplateStr { values } => {
            let new_values = fold_list(folder, values, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(values, new_values) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Expr { kind: ExprKind::TemplateStr { values: new_values }, location: node.location }))
        }
        ExprKind::Constant { .. } => Ok(node),
        ExprKind::Attribute { value, attr, ctx } => {
            let new_value = folder.fold_expr(value)?;
            if std::ptr::eq(value, new_value) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::Attribute { value: new_value, attr, ctx },
                location: node.location,
            }))
        }
        ExprKind::Subscript { value, slice, ctx } => {
            let new_value = folder.fold_expr(value)?;
            let new_slice = folder.fold_expr(slice)?;
            if std::ptr::eq(value, new_value) && std::ptr::eq(slice, new_slice) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::Subscript { value: new_value, slice: new_slice, ctx },
                location: node.location,
            }))
        }
        ExprKind::Starred { value, ctx } => {
            let new_value = folder.fold_expr(value)?;
            if std::ptr::eq(value, new_value) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Expr { kind: ExprKind::Starred { value: new_value, ctx }, location: node.location }))
        }
        ExprKind::Name { .. } => Ok(node),
        ExprKind::List { elts, ctx } => {
            let new_elts = fold_list(folder, elts, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(elts, new_elts) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Expr { kind: ExprKind::List { elts: new_elts, ctx }, location: node.location }))
        }
        ExprKind::Tuple { elts, ctx } => {
            let new_elts = fold_list(folder, elts, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(elts, new_elts) {
                return Ok(node);
            }
            Ok(folder
                .arena()
                .alloc(Expr { kind: ExprKind::Tuple { elts: new_elts, ctx }, location: node.location }))
        }
        ExprKind::Slice { lower, upper, step } => {
            let new_lower = match lower {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            let new_upper = match upper {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            let new_step = match step {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            if lower.map(std::ptr::from_ref) == new_lower.map(std::ptr::from_ref)
                && upper.map(std::ptr::from_ref) == new_upper.map(std::ptr::from_ref)
                && step.map(std::ptr::from_ref) == new_step.map(std::ptr::from_ref)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Expr {
                kind: ExprKind::Slice { lower: new_lower, upper: new_upper, step: new_step },
                location: node.location,
            }))
        }
    }
}
/// Folds the children of a `comprehension`; the same node when none of them changed.
pub fn fold_children_of_comprehension<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a Comprehension<'a>,
) -> Result<&'a Comprehension<'a>, F::Error> {
    let Comprehension { target, iter, ifs, is_async } = *node;
    let new_target = folder.fold_expr(target)?;
    let new_iter = folder.fold_expr(iter)?;
    let new_ifs = fold_list(folder, ifs, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
    if std::ptr::eq(target, new_target) && std::ptr::eq(iter, new_iter) && std::ptr::eq(ifs, new_ifs) {
        return Ok(node);
    }
    Ok(folder.arena().alloc(Comprehension { target: new_target, iter: new_iter, ifs: new_ifs, is_async }))
}
/// Folds the children of a `excepthandler`; the same node when none of them changed.
pub fn fold_children_of_excepthandler<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a ExceptHandler<'a>,
) -> Result<&'a ExceptHandler<'a>, F::Error> {
    let ExceptHandler { type_, name, body, .. } = *node;
    let new_type_ = match type_ {
        Some(child) => Some(folder.fold_expr(child)?),
        None => None,
    };
    let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
    if type_.map(std::ptr::from_ref) == new_type_.map(std::ptr::from_ref) && std::ptr::eq(body, new_body) {
        return Ok(node);
    }
    Ok(folder.arena().alloc(ExceptHandler {
        type_: new_type_,
        name,
        body: new_body,
        location: node.location,
    }))
}
/// Folds the children of a `arguments`; the same node when none of them changed.
pub fn fold_children_of_arguments<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a Arguments<'a>,
) -> Result<&'a Arguments<'a>, F::Error> {
    let Arguments { posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults } = *node;
    let new_posonlyargs = fold_list(folder, posonlyargs, F::fold_arg, |a, b| std::ptr::eq(*a, *b))?;
    let new_args = fold_list(folder, args, F::fold_arg, |a, b| std::ptr::eq(*a, *b))?;
    let new_vararg = match vararg {
        Some(child) => Some(folder.fold_arg(child)?),
        None => None,
    };
    let new_kwonlyargs = fold_list(folder, kwonlyargs, F::fold_arg, |a, b| std::ptr::eq(*a, *b))?;
    let new_kw_defaults = fold_list(
        folder,
        kw_defaults,
        |folder, child| child.map(|child| folder.fold_expr(child)).transpose(),
        |a, b| a.map(std::ptr::from_ref) == b.map(std::ptr::from_ref),
    )?;
    let new_kwarg = match kwarg {
        Some(child) => Some(folder.fold_arg(child)?),
        None => None,
    };
    let new_defaults = fold_list(folder, defaults, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
    if std::ptr::eq(posonlyargs, new_posonlyargs)
        && std::ptr::eq(args, new_args)
        && vararg.map(std::ptr::from_ref) == new_vararg.map(std::ptr::from_ref)
        && std::ptr::eq(kwonlyargs, new_kwonlyargs)
        && std::ptr::eq(kw_defaults, new_kw_defaults)
        && kwarg.map(std::ptr::from_ref) == new_kwarg.map(std::ptr::from_ref)
        && std::ptr::eq(defaults, new_defaults)
    {
        return Ok(node);
    }
    Ok(folder.arena().alloc(Arguments {
        posonlyargs: new_posonlyargs,
        args: new_args,
        vararg: new_vararg,
        kwonlyargs: new_kwonlyargs,
        kw_defaults: new_kw_defaults,
        kwarg: new_kwarg,
        defaults: new_defaults,
    }))
}
/// Folds the children of a `arg`; the same node when none of them changed.
pub fn fold_children_of_arg<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a Arg<'a>,
) -> Result<&'a Arg<'a>, F::Error> {
    let Arg { arg, annotation, type_comment, .. } = *node;
    let new_annotation = match annotation {
        Some(child) => Some(folder.fold_expr(child)?),
        None => None,
    };
    if annotation.map(std::ptr::from_ref) == new_annotation.map(std::ptr::from_ref) {
        return Ok(node);
    }
    Ok(folder.arena().alloc(Arg { arg, annotation: new_annotation, type_comment, location: node.location }))
}
/// Folds the children of a `keyword`; the same node when none of them changed.
pub fn fold_children_of_keyword<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a Keyword<'a>,
) -> Result<&'a Keyword<'a>, F::Error> {
    let Keyword { arg, value, .. } = *node;
    let new_value = folder.fold_expr(value)?;
    if std::ptr::eq(value, new_value) {
        return Ok(node);
    }
    Ok(folder.arena().alloc(Keyword { arg, value: new_value, location: node.location }))
}
/// Folds the children of a `alias`; the same node when none of them changed.
pub fn fold_children_of_alias<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a Alias,
) -> Result<&'a Alias, F::Error> {
    let _ = folder;
    Ok(node)
}
/// Folds the children of a `withitem`; the same node when none of them changed.
pub fn fold_children_of_withitem<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a WithItem<'a>,
) -> Result<&'a WithItem<'a>, F::Error> {
    let WithItem { context_expr, optional_vars } = *node;
    let new_context_expr = folder.fold_expr(context_expr)?;
    let new_optional_vars = match optional_vars {
        Some(child) => Some(folder.fold_expr(child)?),
        None => None,
    };
    if std::ptr::eq(context_expr, new_context_expr)
        && optional_vars.map(std::ptr::from_ref) == new_optional_vars.map(std::ptr::from_ref)
    {
        return Ok(node);
    }
    Ok(folder.arena().alloc(WithItem { context_expr: new_context_expr, optional_vars: new_optional_vars }))
}
/// Folds the children of a `match_case`; the same node when none of them changed.
pub fn fold_children_of_match_case<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a MatchCase<'a>,
) -> Result<&'a MatchCase<'a>, F::Error> {
    let MatchCase { pattern, guard, body } = *node;
    let new_pattern = folder.fold_pattern(pattern)?;
    let new_guard = match guard {
        Some(child) => Some(folder.fold_expr(child)?),
        None => None,
    };
    let new_body = fold_list(folder, body, F::fold_stmt, |a, b| std::ptr::eq(*a, *b))?;
    if std::ptr::eq(pattern, new_pattern)
        && guard.map(std::ptr::from_ref) == new_guard.map(std::ptr::from_ref)
        && std::ptr::eq(body, new_body)
    {
        return Ok(node);
    }
    Ok(folder.arena().alloc(MatchCase { pattern: new_pattern, guard: new_guard, body: new_body }))
}
/// Folds the children of a `pattern`; the same node when none of them changed.
pub fn fold_children_of_pattern<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a Pattern<'a>,
) -> Result<&'a Pattern<'a>, F::Error> {
    match node.kind {
        PatternKind::MatchValue { value } => {
            let new_value = folder.fold_expr(value)?;
            if std::ptr::eq(value, new_value) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Pattern {
                kind: PatternKind::MatchValue { value: new_value },
                location: node.location,
            }))
        }
        PatternKind::MatchSingleton { .. } => Ok(node),
        PatternKind::MatchSequence { patterns } => {
            let new_patterns = fold_list(folder, patterns, F::fold_pattern, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(patterns, new_patterns) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Pattern {
                kind: PatternKind::MatchSequence { patterns: new_patterns },
                location: node.location,
            }))
        }
        PatternKind::MatchMapping { keys, patterns, rest } => {
            let new_keys = fold_list(folder, keys, F::fold_expr, |a, b| std::ptr::eq(*a, *b))?;
            let new_patterns = fold_list(folder, patterns, F::fold_pattern, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(keys, new_keys) && std::ptr::eq(patterns, new_patterns) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Pattern {
                kind: PatternKind::MatchMapping { keys: new_keys, patterns: new_patterns, rest },
                location: node.location,
            }))
        }
        PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
            let new_cls = folder.fold_expr(cls)?;
            let new_patterns = fold_list(folder, patterns, F::fold_pattern, |a, b| std::ptr::eq(*a, *b))?;
            let new_kwd_patterns =
                fold_list(folder, kwd_patterns, F::fold_pattern, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(cls, new_cls)
                && std::ptr::eq(patterns, new_patterns)
                && std::ptr::eq(kwd_patterns, new_kwd_patterns)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Pattern {
                kind: PatternKind::MatchClass {
                    cls: new_cls,
                    patterns: new_patterns,
                    kwd_attrs,
                    kwd_patterns: new_kwd_patterns,
                },
                location: node.location,
            }))
        }
        PatternKind::MatchStar { .. } => Ok(node),
        PatternKind::MatchAs { pattern, name } => {
            let new_pattern = match pattern {
                Some(child) => Some(folder.fold_pattern(child)?),
                None => None,
            };
            if pattern.map(std::ptr::from_ref) == new_pattern.map(std::ptr::from_ref) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Pattern {
                kind: PatternKind::MatchAs { pattern: new_pattern, name },
                location: node.location,
            }))
        }
        PatternKind::MatchOr { patterns } => {
            let new_patterns = fold_list(folder, patterns, F::fold_pattern, |a, b| std::ptr::eq(*a, *b))?;
            if std::ptr::eq(patterns, new_patterns) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(Pattern {
                kind: PatternKind::MatchOr { patterns: new_patterns },
                location: node.location,
            }))
        }
    }
}
/// Folds the children of a `type_ignore`; the same node when none of them changed.
pub fn fold_children_of_type_ignore<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a TypeIgnore<'a>,
) -> Result<&'a TypeIgnore<'a>, F::Error> {
    let _ = folder;
    Ok(node)
}
/// Folds the children of a `type_param`; the same node when none of them changed.
pub fn fold_children_of_type_param<'a, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    node: &'a TypeParam<'a>,
) -> Result<&'a TypeParam<'a>, F::Error> {
    match node.kind {
        TypeParamKind::TypeVar { name, bound, default_value } => {
            let new_bound = match bound {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            let new_default_value = match default_value {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            if bound.map(std::ptr::from_ref) == new_bound.map(std::ptr::from_ref)
                && default_value.map(std::ptr::from_ref) == new_default_value.map(std::ptr::from_ref)
            {
                return Ok(node);
            }
            Ok(folder.arena().alloc(TypeParam {
                kind: TypeParamKind::TypeVar { name, bound: new_bound, default_value: new_default_value },
                location: node.location,
            }))
        }
        TypeParamKind::ParamSpec { name, default_value } => {
            let new_default_value = match default_value {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            if default_value.map(std::ptr::from_ref) == new_default_value.map(std::ptr::from_ref) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(TypeParam {
                kind: TypeParamKind::ParamSpec { name, default_value: new_default_value },
                location: node.location,
            }))
        }
        TypeParamKind::TypeVarTuple { name, default_value } => {
            let new_default_value = match default_value {
                Some(child) => Some(folder.fold_expr(child)?),
                None => None,
            };
            if default_value.map(std::ptr::from_ref) == new_default_value.map(std::ptr::from_ref) {
                return Ok(node);
            }
            Ok(folder.arena().alloc(TypeParam {
                kind: TypeParamKind::TypeVarTuple { name, default_value: new_default_value },
                location: node.location,
            }))
        }
    }
}
/// The classes of the `ast` module that have instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// `Module`
    Module,
    /// `Interactive`
    Interactive,
    /// `Expression`
    Expression,
    /// `FunctionType`
    FunctionType,
    /// `FunctionDef`
    FunctionDef,
    /// `AsyncFunctionDef`
    AsyncFunctionDef,
    /// `ClassDef`
    ClassDef,
    /// `Return`
    Return,
    /// `Delete`
    Delete,
    /// `Assign`
    Assign,
    /// `TypeAlias`
    TypeAlias,
    /// `AugAssign`
    AugAssign,
    /// `AnnAssign`
    AnnAssign,
    /// `For`
    For,
    /// `AsyncFor`
    AsyncFor,
    /// `While`
    While,
    /// `If`
    If,
    /// `With`
    With,
    /// `AsyncWith`
    AsyncWith,
    /// `Match`
    Match,
    /// `Raise`
    Raise,
    /// `Try`
    Try,
    /// `TryStar`
    TryStar,
    /// `Assert`
    Assert,
    /// `Import`
    Import,
    /// `ImportFrom`
    ImportFrom,
    /// `Global`
    Global,
    /// `Nonlocal`
    Nonlocal,
    /// `Expr`
    Expr,
    /// `Pass`
    Pass,
    /// `Break`
    Break,
    /// `Continue`
    Continue,
    /// `BoolOp`
    BoolOp,
    /// `NamedExpr`
    NamedExpr,
    /// `BinOp`
    BinOp,
    /// `UnaryOp`
    UnaryOp,
    /// `Lambda`
    Lambda,
    /// `IfExp`
    IfExp,
    /// `Dict`
    Dict,
    /// `Set`
    Set,
    /// `ListComp`
    ListComp,
    /// `SetComp`
    SetComp,
    /// `DictComp`
    DictComp,
    /// `GeneratorExp`
    GeneratorExp,
    /// `Await`
    Await,
    /// `Yield`
    Yield,
    /// `YieldFrom`
    YieldFrom,
    /// `Compare`
    Compare,
    /// `Call`
    Call,
    /// `FormattedValue`
    FormattedValue,
    /// `Interpolation`
    Interpolation,
    /// `JoinedStr`
    JoinedStr,
    /// `TemplateStr`
    TemplateStr,
    /// `Constant`
    Constant,
    /// `Attribute`
    Attribute,
    /// `Subscript`
    Subscript,
    /// `Starred`
    Starred,
    /// `Name`
    Name,
    /// `List`
    List,
    /// `Tuple`
    Tuple,
    /// `Slice`
    Slice,
    /// `Load`
    Load,
    /// `Store`
    Store,
    /// `Del`
    Del,
    /// `And`
    And,
    /// `Or`
    Or,
    /// `Add`
    Add,
    /// `Sub`
    Sub,
    /// `Mult`
    Mult,
    /// `MatMult`
    MatMult,
    /// `Div`
    Div,
    /// `Mod`
    Mod,
    /// `Pow`
    Pow,
    /// `LShift`
    LShift,
    /// `RShift`
    RShift,
    /// `BitOr`
    BitOr,
    /// `BitXor`
    BitXor,
    /// `BitAnd`
    BitAnd,
    /// `FloorDiv`
    FloorDiv,
    /// `Invert`
    Invert,
    /// `Not`
    Not,
    /// `UAdd`
    UAdd,
    /// `USub`
    USub,
    /// `Eq`
    Eq,
    /// `NotEq`
    NotEq,
    /// `Lt`
    Lt,
    /// `LtE`
    LtE,
    /// `Gt`
    Gt,
    /// `GtE`
    GtE,
    /// `Is`
    Is,
    /// `IsNot`
    IsNot,
    /// `In`
    In,
    /// `NotIn`
    NotIn,
    /// `comprehension`
    Comprehension,
    /// `ExceptHandler`
    ExceptHandler,
    /// `arguments`
    Arguments,
    /// `arg`
    Arg,
    /// `keyword`
    Keyword,
    /// `alias`
    Alias,
    /// `withitem`
    WithItem,
    /// `match_case`
    MatchCase,
    /// `MatchValue`
    MatchValue,
    /// `MatchSingleton`
    MatchSingleton,
    /// `MatchSequence`
    MatchSequence,
    /// `MatchMapping`
    MatchMapping,
    /// `MatchClass`
    MatchClass,
    /// `MatchStar`
    MatchStar,
    /// `MatchAs`
    MatchAs,
    /// `MatchOr`
    MatchOr,
    /// `TypeIgnore`
    TypeIgnore,
    /// `TypeVar`
    TypeVar,
    /// `ParamSpec`
    ParamSpec,
    /// `TypeVarTuple`
    TypeVarTuple,
}
impl Class {
    /// The name in the `ast` module.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Module => "Module",
            Self::Interactive => "Interactive",
            Self::Expression => "Expression",
            Self::FunctionType => "FunctionType",
            Self::FunctionDef => "FunctionDef",
            Self::AsyncFunctionDef => "AsyncFunctionDef",
            Self::ClassDef => "ClassDef",
            Self::Return => "Return",
            Self::Delete => "Delete",
            Self::Assign => "Assign",
            Self::TypeAlias => "TypeAlias",
            Self::AugAssign => "AugAssign",
            Self::AnnAssign => "AnnAssign",
            Self::For => "For",
            Self::AsyncFor => "AsyncFor",
            Self::While => "While",
            Self::If => "If",
            Self::With => "With",
            Self::AsyncWith => "AsyncWith",
            Self::Match => "Match",
            Self::Raise => "Raise",
            Self::Try => "Try",
            Self::TryStar => "TryStar",
            Self::Assert => "Assert",
            Self::Import => "Import",
            Self::ImportFrom => "ImportFrom",
            Self::Global => "Global",
            Self::Nonlocal => "Nonlocal",
            Self::Expr => "Expr",
            Self::Pass => "Pass",
            Self::Break => "Break",
            Self::Continue => "Continue",
            Self::BoolOp => "BoolOp",
            Self::NamedExpr => "NamedExpr",
            Self::BinOp => "BinOp",
            Self::UnaryOp => "UnaryOp",
            Self::Lambda => "Lambda",
            Self::IfExp => "IfExp",
            Self::Dict => "Dict",
            Self::Set => "Set",
            Self::ListComp => "ListComp",
            Self::SetComp => "SetComp",
            Self::DictComp => "DictComp",
            Self::GeneratorExp => "GeneratorExp",
            Self::Await => "Await",
            Self::Yield => "Yield",
            Self::YieldFrom => "YieldFrom",
            Self::Compare => "Compare",
            Self::Call => "Call",
            Self::FormattedValue => "FormattedValue",
            Self::Interpolation => "Interpolation",
            Self::JoinedStr => "JoinedStr",
            Self::TemplateStr => "TemplateStr",
            Self::Constant => "Constant",
            Self::Attribute => "Attribute",
            Self::Subscript => "Subscript",
            Self::Starred => "Starred",
            Self::Name => "Name",
            Self::List => "List",
            Self::Tuple => "Tuple",
            Self::Slice => "Slice",
            Self::Load => "Load",
            Self::Store => "Store",
            Self::Del => "Del",
            Self::And => "And",
            Self::Or => "Or",
            Self::Add => "Add",
            Self::Sub => "Sub",
            Self::Mult => "Mult",
            Self::MatMult => "MatMult",
            Self::Div => "Div",
            Self::Mod => "Mod",
            Self::Pow => "Pow",
            Self::LShift => "LShift",
            Self::RShift => "RShift",
            Self::BitOr => "BitOr",
            Self::BitXor => "BitXor",
            Self::BitAnd => "BitAnd",
            Self::FloorDiv => "FloorDiv",
            Self::Invert => "Invert",
            Self::Not => "Not",
            Self::UAdd => "UAdd",
            Self::USub => "USub",
            Self::Eq => "Eq",
            Self::NotEq => "NotEq",
            Self::Lt => "Lt",
            Self::LtE => "LtE",
            Self::Gt => "Gt",
            Self::GtE => "GtE",
            Self::Is => "Is",
            Self::IsNot => "IsNot",
            Self::In => "In",
            Self::NotIn => "NotIn",
            Self::Comprehension => "comprehension",
            Self::ExceptHandler => "ExceptHandler",
            Self::Arguments => "arguments",
            Self::Arg => "arg",
            Self::Keyword => "keyword",
            Self::Alias => "alias",
            Self::WithItem => "withitem",
            Self::MatchCase => "match_case",
            Self::MatchValue => "MatchValue",
            Self::MatchSingleton => "MatchSingleton",
            Self::MatchSequence => "MatchSequence",
            Self::MatchMapping => "MatchMapping",
            Self::MatchClass => "MatchClass",
            Self::MatchStar => "MatchStar",
            Self::MatchAs => "MatchAs",
            Self::MatchOr => "MatchOr",
            Self::TypeIgnore => "TypeIgnore",
            Self::TypeVar => "TypeVar",
            Self::ParamSpec => "ParamSpec",
            Self::TypeVarTuple => "TypeVarTuple",
        }
    }
    /// The name of the base class.
    pub const fn base(self) -> &'static str {
        match self {
            Self::Module => "mod",
            Self::Interactive => "mod",
            Self::Expression => "mod",
            Self::FunctionType => "mod",
            Self::FunctionDef => "stmt",
            Self::AsyncFunctionDef => "stmt",
            Self::ClassDef => "stmt",
            Self::Return => "stmt",
            Self::Delete => "stmt",
            Self::Assign => "stmt",
            Self::TypeAlias => "stmt",
            Self::AugAssign => "stmt",
            Self::AnnAssign => "stmt",
            Self::For => "stmt",
            Self::AsyncFor => "stmt",
            Self::While => "stmt",
            Self::If => "stmt",
            Self::With => "stmt",
            Self::AsyncWith => "stmt",
            Self::Match => "stmt",
            Self::Raise => "stmt",
            Self::Try => "stmt",
            Self::TryStar => "stmt",
            Self::Assert => "stmt",
            Self::Import => "stmt",
            Self::ImportFrom => "stmt",
            Self::Global => "stmt",
            Self::Nonlocal => "stmt",
            Self::Expr => "stmt",
            Self::Pass => "stmt",
            Self::Break => "stmt",
            Self::Continue => "stmt",
            Self::BoolOp => "expr",
            Self::NamedExpr => "expr",
            Self::BinOp => "expr",
            Self::UnaryOp => "expr",
            Self::Lambda => "expr",
            Self::IfExp => "expr",
            Self::Dict => "expr",
            Self::Set => "expr",
            Self::ListComp => "expr",
            Self::SetComp => "expr",
            Self::DictComp => "expr",
            Self::GeneratorExp => "expr",
            Self::Await => "expr",
            Self::Yield => "expr",
            Self::YieldFrom => "expr",
            Self::Compare => "expr",
            Self::Call => "expr",
            Self::FormattedValue => "expr",
            Self::Interpolation => "expr",
            Self::JoinedStr => "expr",
            Self::TemplateStr => "expr",
            Self::Constant => "expr",
            Self::Attribute => "expr",
            Self::Subscript => "expr",
            Self::Starred => "expr",
            Self::Name => "expr",
            Self::List => "expr",
            Self::Tuple => "expr",
            Self::Slice => "expr",
            Self::Load => "expr_context",
            Self::Store => "expr_context",
            Self::Del => "expr_context",
            Self::And => "boolop",
            Self::Or => "boolop",
            Self::Add => "operator",
            Self::Sub => "operator",
            Self::Mult => "operator",
            Self::MatMult => "operator",
            Self::Div => "operator",
            Self::Mod => "operator",
            Self::Pow => "operator",
            Self::LShift => "operator",
            Self::RShift => "operator",
            Self::BitOr => "operator",
            Self::BitXor => "operator",
            Self::BitAnd => "operator",
            Self::FloorDiv => "operator",
            Self::Invert => "unaryop",
            Self::Not => "unaryop",
            Self::UAdd => "unaryop",
            Self::USub => "unaryop",
            Self::Eq => "cmpop",
            Self::NotEq => "cmpop",
            Self::Lt => "cmpop",
            Self::LtE => "cmpop",
            Self::Gt => "cmpop",
            Self::GtE => "cmpop",
            Self::Is => "cmpop",
            Self::IsNot => "cmpop",
            Self::In => "cmpop",
            Self::NotIn => "cmpop",
            Self::Comprehension => "AST",
            Self::ExceptHandler => "excepthandler",
            Self::Arguments => "AST",
            Self::Arg => "AST",
            Self::Keyword => "AST",
            Self::Alias => "AST",
            Self::WithItem => "AST",
            Self::MatchCase => "AST",
            Self::MatchValue => "pattern",
            Self::MatchSingleton => "pattern",
            Self::MatchSequence => "pattern",
            Self::MatchMapping => "pattern",
            Self::MatchClass => "pattern",
            Self::MatchStar => "pattern",
            Self::MatchAs => "pattern",
            Self::MatchOr => "pattern",
            Self::TypeIgnore => "type_ignore",
            Self::TypeVar => "type_param",
            Self::ParamSpec => "type_param",
            Self::TypeVarTuple => "type_param",
        }
    }
    /// The fields in order.
    pub const fn fields(self) -> &'static [FieldSpec] {
        match self {
            Self::Module => &[
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec {
                    name: "type_ignores",
                    kind: FieldKind::Node("type_ignore"),
                    quantity: Quantity::Many,
                },
            ],
            Self::Interactive => {
                &[FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many }]
            }
            Self::Expression => {
                &[FieldSpec { name: "body", kind: FieldKind::Node("expr"), quantity: Quantity::One }]
            }
            Self::FunctionType => &[
                FieldSpec { name: "argtypes", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
                FieldSpec { name: "returns", kind: FieldKind::Node("expr"), quantity: Quantity::One },
            ],
            Self::FunctionDef => &[
                FieldSpec { name: "name", kind: FieldKind::Identifier, quantity: Quantity::One },
                FieldSpec { name: "args", kind: FieldKind::Node("arguments"), quantity: Quantity::One },
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "decorator_list", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
                FieldSpec { name: "returns", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
                FieldSpec { name: "type_comment", kind: FieldKind::String, quantity: Quantity::Optional },
                FieldSpec {
                    name: "type_params",
                    kind: FieldKind::Node("type_param"),
                    quantity: Quantity::Many,
                },
            ],
            Self::AsyncFunctionDef => &[
                FieldSpec { name: "name", kind: FieldKind::Identifier, quantity: Quantity::One },
                FieldSpec { name: "args", kind: FieldKind::Node("arguments"), quantity: Quantity::One },
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "decorator_list", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
                FieldSpec { name: "returns", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
                FieldSpec { name: "type_comment", kind: FieldKind::String, quantity: Quantity::Optional },
                FieldSpec {
                    name: "type_params",
                    kind: FieldKind::Node("type_param"),
                    quantity: Quantity::Many,
                },
            ],
            Self::ClassDef => &[
                FieldSpec { name: "name", kind: FieldKind::Identifier, quantity: Quantity::One },
                FieldSpec { name: "bases", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
                FieldSpec { name: "keywords", kind: FieldKind::Node("keyword"), quantity: Quantity::Many },
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "decorator_list", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
                FieldSpec {
                    name: "type_params",
                    kind: FieldKind::Node("type_param"),
                    quantity: Quantity::Many,
                },
            ],
            Self::Return => {
                &[FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::Optional }]
            }
            Self::Delete => {
                &[FieldSpec { name: "targets", kind: FieldKind::Node("expr"), quantity: Quantity::Many }]
            }
            Self::Assign => &[
                FieldSpec { name: "targets", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
                FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "type_comment", kind: FieldKind::String, quantity: Quantity::Optional },
            ],
            Self::TypeAlias => &[
                FieldSpec { name: "name", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec {
                    name: "type_params",
                    kind: FieldKind::Node("type_param"),
                    quantity: Quantity::Many,
                },
                FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One },
            ],
            Self::AugAssign => &[
                FieldSpec { name: "target", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "op", kind: FieldKind::Node("operator"), quantity: Quantity::One },
                FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One },
            ],
            Self::AnnAssign => &[
                FieldSpec { name: "target", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "annotation", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
                FieldSpec { name: "simple", kind: FieldKind::Int, quantity: Quantity::One },
            ],
            Self::For => &[
                FieldSpec { name: "target", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "iter", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "orelse", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "type_comment", kind: FieldKind::String, quantity: Quantity::Optional },
            ],
            Self::AsyncFor => &[
                FieldSpec { name: "target", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "iter", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "orelse", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "type_comment", kind: FieldKind::String, quantity: Quantity::Optional },
            ],
            Self::While => &[
                FieldSpec { name: "test", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "orelse", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
            ],
            Self::If => &[
                FieldSpec { name: "test", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "orelse", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
            ],
            Self::With => &[
                FieldSpec { name: "items", kind: FieldKind::Node("withitem"), quantity: Quantity::Many },
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "type_comment", kind: FieldKind::String, quantity: Quantity::Optional },
            ],
            Self::AsyncWith => &[
                FieldSpec { name: "items", kind: FieldKind::Node("withitem"), quantity: Quantity::Many },
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "type_comment", kind: FieldKind::String, quantity: Quantity::Optional },
            ],
            Self::Match => &[
                FieldSpec { name: "subject", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "cases", kind: FieldKind::Node("match_case"), quantity: Quantity::Many },
            ],
            Self::Raise => &[
                FieldSpec { name: "exc", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
                FieldSpec { name: "cause", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
            ],
            Self::Try => &[
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec {
                    name: "handlers",
                    kind: FieldKind::Node("excepthandler"),
                    quantity: Quantity::Many,
                },
                FieldSpec { name: "orelse", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "finalbody", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
            ],
            Self::TryStar => &[
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec {
                    name: "handlers",
                    kind: FieldKind::Node("excepthandler"),
                    quantity: Quantity::Many,
                },
                FieldSpec { name: "orelse", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
                FieldSpec { name: "finalbody", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
            ],
            Self::Assert => &[
                FieldSpec { name: "test", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "msg", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
            ],
            Self::Import => {
                &[FieldSpec { name: "names", kind: FieldKind::Node("alias"), quantity: Quantity::Many }]
            }
            Self::ImportFrom => &[
                FieldSpec { name: "module", kind: FieldKind::Identifier, quantity: Quantity::Optional },
                FieldSpec { name: "names", kind: FieldKind::Node("alias"), quantity: Quantity::Many },
                FieldSpec { name: "level", kind: FieldKind::Int, quantity: Quantity::Optional },
            ],
            Self::Global => {
                &[FieldSpec { name: "names", kind: FieldKind::Identifier, quantity: Quantity::Many }]
            }
            Self::Nonlocal => {
                &[FieldSpec { name: "names", kind: FieldKind::Identifier, quantity: Quantity::Many }]
            }
            Self::Expr => {
                &[FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One }]
            }
            Self::Pass => &[],
            Self::Break => &[],
            Self::Continue => &[],
            Self::BoolOp => &[
                FieldSpec { name: "op", kind: FieldKind::Node("boolop"), quantity: Quantity::One },
                FieldSpec { name: "values", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
            ],
            Self::NamedExpr => &[
                FieldSpec { name: "target", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One },
            ],
            Self::BinOp => &[
                FieldSpec { name: "left", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "op", kind: FieldKind::Node("operator"), quantity: Quantity::One },
                FieldSpec { name: "right", kind: FieldKind::Node("expr"), quantity: Quantity::One },
            ],
            Self::UnaryOp => &[
                FieldSpec { name: "op", kind: FieldKind::Node("unaryop"), quantity: Quantity::One },
                FieldSpec { name: "operand", kind: FieldKind::Node("expr"), quantity: Quantity::One },
            ],
            Self::Lambda => &[
                FieldSpec { name: "args", kind: FieldKind::Node("arguments"), quantity: Quantity::One },
                FieldSpec { name: "body", kind: FieldKind::Node("expr"), quantity: Quantity::One },
            ],
            Self::IfExp => &[
                FieldSpec { name: "test", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "body", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "orelse", kind: FieldKind::Node("expr"), quantity: Quantity::One },
            ],
            Self::Dict => &[
                FieldSpec { name: "keys", kind: FieldKind::Node("expr"), quantity: Quantity::ManyOptional },
                FieldSpec { name: "values", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
            ],
            Self::Set => {
                &[FieldSpec { name: "elts", kind: FieldKind::Node("expr"), quantity: Quantity::Many }]
            }
            Self::ListComp => &[
                FieldSpec { name: "elt", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec {
                    name: "generators",
                    kind: FieldKind::Node("comprehension"),
                    quantity: Quantity::Many,
                },
            ],
            Self::SetComp => &[
                FieldSpec { name: "elt", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec {
                    name: "generators",
                    kind: FieldKind::Node("comprehension"),
                    quantity: Quantity::Many,
                },
            ],
            Self::DictComp => &[
                FieldSpec { name: "key", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec {
                    name: "generators",
                    kind: FieldKind::Node("comprehension"),
                    quantity: Quantity::Many,
                },
            ],
            Self::GeneratorExp => &[
                FieldSpec { name: "elt", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec {
                    name: "generators",
                    kind: FieldKind::Node("comprehension"),
                    quantity: Quantity::Many,
                },
            ],
            Self::Await => {
                &[FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One }]
            }
            Self::Yield => {
                &[FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::Optional }]
            }
            Self::YieldFrom => {
                &[FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One }]
            }
            Self::Compare => &[
                FieldSpec { name: "left", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "ops", kind: FieldKind::Node("cmpop"), quantity: Quantity::Many },
                FieldSpec { name: "comparators", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
            ],
            Self::Call => &[
                FieldSpec { name: "func", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "args", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
                FieldSpec { name: "keywords", kind: FieldKind::Node("keyword"), quantity: Quantity::Many },
            ],
            Self::FormattedValue => &[
                FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "conversion", kind: FieldKind::Int, quantity: Quantity::One },
                FieldSpec {
                    name: "format_spec",
                    kind: FieldKind::Node("expr"),
                    quantity: Quantity::Optional,
                },
            ],
            Self::Interpolation => &[
                FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "str", kind: FieldKind::Constant, quantity: Quantity::One },
                FieldSpec { name: "conversion", kind: FieldKind::Int, quantity: Quantity::One },
                FieldSpec {
                    name: "format_spec",
                    kind: FieldKind::Node("expr"),
                    quantity: Quantity::Optional,
                },
            ],
            Self::JoinedStr => {
                &[FieldSpec { name: "values", kind: FieldKind::Node("expr"), quantity: Quantity::Many }]
            }
            Self::TemplateStr => {
                &[FieldSpec { name: "values", kind: FieldKind::Node("expr"), quantity: Quantity::Many }]
            }
            Self::Constant => &[
                FieldSpec { name: "value", kind: FieldKind::Constant, quantity: Quantity::One },
                FieldSpec { name: "kind", kind: FieldKind::String, quantity: Quantity::Optional },
            ],
            Self::Attribute => &[
                FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "attr", kind: FieldKind::Identifier, quantity: Quantity::One },
                FieldSpec { name: "ctx", kind: FieldKind::Node("expr_context"), quantity: Quantity::One },
            ],
            Self::Subscript => &[
                FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "slice", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "ctx", kind: FieldKind::Node("expr_context"), quantity: Quantity::One },
            ],
            Self::Starred => &[
                FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "ctx", kind: FieldKind::Node("expr_context"), quantity: Quantity::One },
            ],
            Self::Name => &[
                FieldSpec { name: "id", kind: FieldKind::Identifier, quantity: Quantity::One },
                FieldSpec { name: "ctx", kind: FieldKind::Node("expr_context"), quantity: Quantity::One },
            ],
            Self::List => &[
                FieldSpec { name: "elts", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
                FieldSpec { name: "ctx", kind: FieldKind::Node("expr_context"), quantity: Quantity::One },
            ],
            Self::Tuple => &[
                FieldSpec { name: "elts", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
                FieldSpec { name: "ctx", kind: FieldKind::Node("expr_context"), quantity: Quantity::One },
            ],
            Self::Slice => &[
                FieldSpec { name: "lower", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
                FieldSpec { name: "upper", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
                FieldSpec { name: "step", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
            ],
            Self::Load => &[],
            Self::Store => &[],
            Self::Del => &[],
            Self::And => &[],
            Self::Or => &[],
            Self::Add => &[],
            Self::Sub => &[],
            Self::Mult => &[],
            Self::MatMult => &[],
            Self::Div => &[],
            Self::Mod => &[],
            Self::Pow => &[],
            Self::LShift => &[],
            Self::RShift => &[],
            Self::BitOr => &[],
            Self::BitXor => &[],
            Self::BitAnd => &[],
            Self::FloorDiv => &[],
            Self::Invert => &[],
            Self::Not => &[],
            Self::UAdd => &[],
            Self::USub => &[],
            Self::Eq => &[],
            Self::NotEq => &[],
            Self::Lt => &[],
            Self::LtE => &[],
            Self::Gt => &[],
            Self::GtE => &[],
            Self::Is => &[],
            Self::IsNot => &[],
            Self::In => &[],
            Self::NotIn => &[],
            Self::Comprehension => &[
                FieldSpec { name: "target", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "iter", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "ifs", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
                FieldSpec { name: "is_async", kind: FieldKind::Int, quantity: Quantity::One },
            ],
            Self::ExceptHandler => &[
                FieldSpec { name: "type", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
                FieldSpec { name: "name", kind: FieldKind::Identifier, quantity: Quantity::Optional },
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
            ],
            Self::Arguments => &[
                FieldSpec { name: "posonlyargs", kind: FieldKind::Node("arg"), quantity: Quantity::Many },
                FieldSpec { name: "args", kind: FieldKind::Node("arg"), quantity: Quantity::Many },
                FieldSpec { name: "vararg", kind: FieldKind::Node("arg"), quantity: Quantity::Optional },
                FieldSpec { name: "kwonlyargs", kind: FieldKind::Node("arg"), quantity: Quantity::Many },
                FieldSpec {
                    name: "kw_defaults",
                    kind: FieldKind::Node("expr"),
                    quantity: Quantity::ManyOptional,
                },
                FieldSpec { name: "kwarg", kind: FieldKind::Node("arg"), quantity: Quantity::Optional },
                FieldSpec { name: "defaults", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
            ],
            Self::Arg => &[
                FieldSpec { name: "arg", kind: FieldKind::Identifier, quantity: Quantity::One },
                FieldSpec { name: "annotation", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
                FieldSpec { name: "type_comment", kind: FieldKind::String, quantity: Quantity::Optional },
            ],
            Self::Keyword => &[
                FieldSpec { name: "arg", kind: FieldKind::Identifier, quantity: Quantity::Optional },
                FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One },
            ],
            Self::Alias => &[
                FieldSpec { name: "name", kind: FieldKind::Identifier, quantity: Quantity::One },
                FieldSpec { name: "asname", kind: FieldKind::Identifier, quantity: Quantity::Optional },
            ],
            Self::WithItem => &[
                FieldSpec { name: "context_expr", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec {
                    name: "optional_vars",
                    kind: FieldKind::Node("expr"),
                    quantity: Quantity::Optional,
                },
            ],
            Self::MatchCase => &[
                FieldSpec { name: "pattern", kind: FieldKind::Node("pattern"), quantity: Quantity::One },
                FieldSpec { name: "guard", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
                FieldSpec { name: "body", kind: FieldKind::Node("stmt"), quantity: Quantity::Many },
            ],
            Self::MatchValue => {
                &[FieldSpec { name: "value", kind: FieldKind::Node("expr"), quantity: Quantity::One }]
            }
            Self::MatchSingleton => {
                &[FieldSpec { name: "value", kind: FieldKind::Constant, quantity: Quantity::One }]
            }
            Self::MatchSequence => {
                &[FieldSpec { name: "patterns", kind: FieldKind::Node("pattern"), quantity: Quantity::Many }]
            }
            Self::MatchMapping => &[
                FieldSpec { name: "keys", kind: FieldKind::Node("expr"), quantity: Quantity::Many },
                FieldSpec { name: "patterns", kind: FieldKind::Node("pattern"), quantity: Quantity::Many },
                FieldSpec { name: "rest", kind: FieldKind::Identifier, quantity: Quantity::Optional },
            ],
            Self::MatchClass => &[
                FieldSpec { name: "cls", kind: FieldKind::Node("expr"), quantity: Quantity::One },
                FieldSpec { name: "patterns", kind: FieldKind::Node("pattern"), quantity: Quantity::Many },
                FieldSpec { name: "kwd_attrs", kind: FieldKind::Identifier, quantity: Quantity::Many },
                FieldSpec {
                    name: "kwd_patterns",
                    kind: FieldKind::Node("pattern"),
                    quantity: Quantity::Many,
                },
            ],
            Self::MatchStar => {
                &[FieldSpec { name: "name", kind: FieldKind::Identifier, quantity: Quantity::Optional }]
            }
            Self::MatchAs => &[
                FieldSpec { name: "pattern", kind: FieldKind::Node("pattern"), quantity: Quantity::Optional },
                FieldSpec { name: "name", kind: FieldKind::Identifier, quantity: Quantity::Optional },
            ],
            Self::MatchOr => {
                &[FieldSpec { name: "patterns", kind: FieldKind::Node("pattern"), quantity: Quantity::Many }]
            }
            Self::TypeIgnore => &[
                FieldSpec { name: "lineno", kind: FieldKind::Int, quantity: Quantity::One },
                FieldSpec { name: "tag", kind: FieldKind::String, quantity: Quantity::One },
            ],
            Self::TypeVar => &[
                FieldSpec { name: "name", kind: FieldKind::Identifier, quantity: Quantity::One },
                FieldSpec { name: "bound", kind: FieldKind::Node("expr"), quantity: Quantity::Optional },
                FieldSpec {
                    name: "default_value",
                    kind: FieldKind::Node("expr"),
                    quantity: Quantity::Optional,
                },
            ],
            Self::ParamSpec => &[
                FieldSpec { name: "name", kind: FieldKind::Identifier, quantity: Quantity::One },
                FieldSpec {
                    name: "default_value",
                    kind: FieldKind::Node("expr"),
                    quantity: Quantity::Optional,
                },
            ],
            Self::TypeVarTuple => &[
                FieldSpec { name: "name", kind: FieldKind::Identifier, quantity: Quantity::One },
                FieldSpec {
                    name: "default_value",
                    kind: FieldKind::Node("expr"),
                    quantity: Quantity::Optional,
                },
            ],
        }
    }
}
impl From<ExprContext> for Class {
    fn from(value: ExprContext) -> Self {
        match value {
            ExprContext::Load => Class::Load,
            ExprContext::Store => Class::Store,
            ExprContext::Del => Class::Del,
        }
    }
}
impl From<BoolOp> for Class {
    fn from(value: BoolOp) -> Self {
        match value {
            BoolOp::And => Class::And,
            BoolOp::Or => Class::Or,
        }
    }
}
impl From<Operator> for Class {
    fn from(value: Operator) -> Self {
        match value {
            Operator::Add => Class::Add,
            Operator::Sub => Class::Sub,
            Operator::Mult => Class::Mult,
            Operator::MatMult => Class::MatMult,
            Operator::Div => Class::Div,
            Operator::Mod => Class::Mod,
            Operator::Pow => Class::Pow,
            Operator::LShift => Class::LShift,
            Operator::RShift => Class::RShift,
            Operator::BitOr => Class::BitOr,
            Operator::BitXor => Class::BitXor,
            Operator::BitAnd => Class::BitAnd,
            Operator::FloorDiv => Class::FloorDiv,
        }
    }
}
impl From<UnaryOp> for Class {
    fn from(value: UnaryOp) -> Self {
        match value {
            UnaryOp::Invert => Class::Invert,
            UnaryOp::Not => Class::Not,
            UnaryOp::UAdd => Class::UAdd,
            UnaryOp::USub => Class::USub,
        }
    }
}
impl From<CmpOp> for Class {
    fn from(value: CmpOp) -> Self {
        match value {
            CmpOp::Eq => Class::Eq,
            CmpOp::NotEq => Class::NotEq,
            CmpOp::Lt => Class::Lt,
            CmpOp::LtE => Class::LtE,
            CmpOp::Gt => Class::Gt,
            CmpOp::GtE => Class::GtE,
            CmpOp::Is => Class::Is,
            CmpOp::IsNot => Class::IsNot,
            CmpOp::In => Class::In,
            CmpOp::NotIn => Class::NotIn,
        }
    }
}
/// A node of any kind.
#[derive(Clone, Copy, Debug)]
pub enum Node<'a> {
    /// `mod`
    Mod(&'a Mod<'a>),
    /// `stmt`
    Stmt(&'a Stmt<'a>),
    /// `expr`
    Expr(&'a Expr<'a>),
    /// `comprehension`
    Comprehension(&'a Comprehension<'a>),
    /// `excepthandler`
    ExceptHandler(&'a ExceptHandler<'a>),
    /// `arguments`
    Arguments(&'a Arguments<'a>),
    /// `arg`
    Arg(&'a Arg<'a>),
    /// `keyword`
    Keyword(&'a Keyword<'a>),
    /// `alias`
    Alias(&'a Alias),
    /// `withitem`
    WithItem(&'a WithItem<'a>),
    /// `match_case`
    MatchCase(&'a MatchCase<'a>),
    /// `pattern`
    Pattern(&'a Pattern<'a>),
    /// `type_ignore`
    TypeIgnore(&'a TypeIgnore<'a>),
    /// `type_param`
    TypeParam(&'a TypeParam<'a>),
}
impl<'a> Node<'a> {
    /// The class of the node.
    pub fn class(self) -> Class {
        match self {
            Self::Mod(node) => match *node {
                Mod::Module { .. } => Class::Module,
                Mod::Interactive { .. } => Class::Interactive,
                Mod::Expression { .. } => Class::Expression,
                Mod::FunctionType { .. } => Class::FunctionType,
            },
            Self::Stmt(node) => match node.kind {
                StmtKind::FunctionDef { .. } => Class::FunctionDef,
                StmtKind::AsyncFunctionDef { .. } => Class::AsyncFunctionDef,
                StmtKind::ClassDef { .. } => Class::ClassDef,
                StmtKind::Return { .. } => Class::Return,
                StmtKind::Delete { .. } => Class::Delete,
                StmtKind::Assign { .. } => Class::Assign,
                StmtKind::TypeAlias { .. } => Class::TypeAlias,
                StmtKind::AugAssign { .. } => Class::AugAssign,
                StmtKind::AnnAssign { .. } => Class::AnnAssign,
                StmtKind::For { .. } => Class::For,
                StmtKind::AsyncFor { .. } => Class::AsyncFor,
                StmtKind::While { .. } => Class::While,
                StmtKind::If { .. } => Class::If,
                StmtKind::With { .. } => Class::With,
                StmtKind::AsyncWith { .. } => Class::AsyncWith,
                StmtKind::Match { .. } => Class::Match,
                StmtKind::Raise { .. } => Class::Raise,
                StmtKind::Try { .. } => Class::Try,
                StmtKind::TryStar { .. } => Class::TryStar,
                StmtKind::Assert { .. } => Class::Assert,
                StmtKind::Import { .. } => Class::Import,
                StmtKind::ImportFrom { .. } => Class::ImportFrom,
                StmtKind::Global { .. } => Class::Global,
                StmtKind::Nonlocal { .. } => Class::Nonlocal,
                StmtKind::Expr { .. } => Class::Expr,
                StmtKind::Pass => Class::Pass,
                StmtKind::Break => Class::Break,
                StmtKind::Continue => Class::Continue,
            },
            Self::Expr(node) => match node.kind {
                ExprKind::BoolOp { .. } => Class::BoolOp,
                ExprKind::NamedExpr { .. } => Class::NamedExpr,
                ExprKind::BinOp { .. } => Class::BinOp,
                ExprKind::UnaryOp { .. } => Class::UnaryOp,
                ExprKind::Lambda { .. } => Class::Lambda,
                ExprKind::IfExp { .. } => Class::IfExp,
                ExprKind::Dict { .. } => Class::Dict,
                ExprKind::Set { .. } => Class::Set,
                ExprKind::ListComp { .. } => Class::ListComp,
                ExprKind::SetComp { .. } => Class::SetComp,
                ExprKind::DictComp { .. } => Class::DictComp,
                ExprKind::GeneratorExp { .. } => Class::GeneratorExp,
                ExprKind::Await { .. } => Class::Await,
                ExprKind::Yield { .. } => Class::Yield,
                ExprKind::YieldFrom { .. } => Class::YieldFrom,
                ExprKind::Compare { .. } => Class::Compare,
                ExprKind::Call { .. } => Class::Call,
                ExprKind::FormattedValue { .. } => Class::FormattedValue,
                ExprKind::Interpolation { .. } => Class::Interpolation,
                ExprKind::JoinedStr { .. } => Class::JoinedStr,
                ExprKind::TemplateStr { .. } => Class::TemplateStr,
                ExprKind::Constant { .. } => Class::Constant,
                ExprKind::Attribute { .. } => Class::Attribute,
                ExprKind::Subscript { .. } => Class::Subscript,
                ExprKind::Starred { .. } => Class::Starred,
                ExprKind::Name { .. } => Class::Name,
                ExprKind::List { .. } => Class::List,
                ExprKind::Tuple { .. } => Class::Tuple,
                ExprKind::Slice { .. } => Class::Slice,
            },
            Self::Comprehension(_) => Class::Comprehension,
            Self::ExceptHandler(_) => Class::ExceptHandler,
            Self::Arguments(_) => Class::Arguments,
            Self::Arg(_) => Class::Arg,
            Self::Keyword(_) => Class::Keyword,
            Self::Alias(_) => Class::Alias,
            Self::WithItem(_) => Class::WithItem,
            Self::MatchCase(_) => Class::MatchCase,
            Self::Pattern(node) => match node.kind {
                PatternKind::MatchValue { .. } => Class::MatchValue,
                PatternKind::MatchSingleton { .. } => Class::MatchSingleton,
                PatternKind::MatchSequence { .. } => Class::MatchSequence,
                PatternKind::MatchMapping { .. } => Class::MatchMapping,
                PatternKind::MatchClass { .. } => Class::MatchClass,
                PatternKind::MatchStar { .. } => Class::MatchStar,
                PatternKind::MatchAs { .. } => Class::MatchAs,
                PatternKind::MatchOr { .. } => Class::MatchOr,
            },
            Self::TypeIgnore(_) => Class::TypeIgnore,
            Self::TypeParam(node) => match node.kind {
                TypeParamKind::TypeVar { .. } => Class::TypeVar,
                TypeParamKind::ParamSpec { .. } => Class::ParamSpec,
                TypeParamKind::TypeVarTuple { .. } => Class::TypeVarTuple,
            },
        }
    }
    /// Where the node stands, for classes that have positions.
    pub fn location(self) -> Option<Location> {
        match self {
            Self::Mod(_) => None,
            Self::Stmt(node) => Some(node.location),
            Self::Expr(node) => Some(node.location),
            Self::Comprehension(_) => None,
            Self::ExceptHandler(node) => Some(node.location),
            Self::Arguments(_) => None,
            Self::Arg(node) => Some(node.location),
            Self::Keyword(node) => Some(node.location),
            Self::Alias(node) => Some(node.location),
            Self::WithItem(_) => None,
            Self::MatchCase(_) => None,
            Self::Pattern(node) => Some(node.location),
            Self::TypeIgnore(_) => None,
            Self::TypeParam(node) => Some(node.location),
        }
    }
    /// Hands the values of the fields to `f`, in order.
    pub fn each_field(self, f: &mut dyn FnMut(Field<'a>)) {
        match self {
            Self::Mod(node) => match *node {
                Mod::Module { body, type_ignores } => {
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        type_ignores.iter().map(|&one| Some(Node::TypeIgnore(one))).collect::<Children<'a>>(),
                    ));
                }
                Mod::Interactive { body } => {
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                }
                Mod::Expression { body } => {
                    f(Field::Node(Some(Node::Expr(body))));
                }
                Mod::FunctionType { argtypes, returns } => {
                    f(Field::Nodes(
                        argtypes.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Node(Some(Node::Expr(returns))));
                }
            },
            Self::Stmt(node) => match node.kind {
                StmtKind::FunctionDef {
                    name,
                    args,
                    body,
                    decorator_list,
                    returns,
                    type_comment,
                    type_params,
                } => {
                    f(Field::Identifier(Some(name)));
                    f(Field::Node(Some(Node::Arguments(args))));
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        decorator_list.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Node(returns.map(Node::Expr)));
                    f(Field::String(type_comment));
                    f(Field::Nodes(
                        type_params.iter().map(|&one| Some(Node::TypeParam(one))).collect::<Children<'a>>(),
                    ));
                }
                StmtKind::AsyncFunctionDef {
                    name,
                    args,
                    body,
                    decorator_list,
                    returns,
                    type_comment,
                    type_params,
                } => {
                    f(Field::Identifier(Some(name)));
                    f(Field::Node(Some(Node::Arguments(args))));
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        decorator_list.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Node(returns.map(Node::Expr)));
                    f(Field::String(type_comment));
                    f(Field::Nodes(
                        type_params.iter().map(|&one| Some(Node::TypeParam(one))).collect::<Children<'a>>(),
                    ));
                }
                StmtKind::ClassDef { name, bases, keywords, body, decorator_list, type_params } => {
                    f(Field::Identifier(Some(name)));
                    f(Field::Nodes(bases.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        keywords.iter().map(|&one| Some(Node::Keyword(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        decorator_list.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Nodes(
                        type_params.iter().map(|&one| Some(Node::TypeParam(one))).collect::<Children<'a>>(),
                    ));
                }
                StmtKind::Return { value } => {
                    f(Field::Node(value.map(Node::Expr)));
                }
                StmtKind::Delete { targets } => {
                    f(Field::Nodes(
                        targets.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>(),
                    ));
                }
                StmtKind::Assign { targets, value, type_comment } => {
                    f(Field::Nodes(
                        targets.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Node(Some(Node::Expr(value))));
                    f(Field::String(type_comment));
                }
                StmtKind::TypeAlias { name, type_params, value } => {
                    f(Field::Node(Some(Node::Expr(name))));
                    f(Field::Nodes(
                        type_params.iter().map(|&one| Some(Node::TypeParam(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Node(Some(Node::Expr(value))));
                }
                StmtKind::AugAssign { target, op, value } => {
                    f(Field::Node(Some(Node::Expr(target))));
                    f(Field::Simple(op.into()));
                    f(Field::Node(Some(Node::Expr(value))));
                }
                StmtKind::AnnAssign { target, annotation, value, simple } => {
                    f(Field::Node(Some(Node::Expr(target))));
                    f(Field::Node(Some(Node::Expr(annotation))));
                    f(Field::Node(value.map(Node::Expr)));
                    f(Field::Int(Some(simple)));
                }
                StmtKind::For { target, iter, body, orelse, type_comment } => {
                    f(Field::Node(Some(Node::Expr(target))));
                    f(Field::Node(Some(Node::Expr(iter))));
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        orelse.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::String(type_comment));
                }
                StmtKind::AsyncFor { target, iter, body, orelse, type_comment } => {
                    f(Field::Node(Some(Node::Expr(target))));
                    f(Field::Node(Some(Node::Expr(iter))));
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        orelse.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::String(type_comment));
                }
                StmtKind::While { test, body, orelse } => {
                    f(Field::Node(Some(Node::Expr(test))));
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        orelse.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>(),
                    ));
                }
                StmtKind::If { test, body, orelse } => {
                    f(Field::Node(Some(Node::Expr(test))));
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        orelse.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>(),
                    ));
                }
                StmtKind::With { items, body, type_comment } => {
                    f(Field::Nodes(
                        items.iter().map(|&one| Some(Node::WithItem(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                    f(Field::String(type_comment));
                }
                StmtKind::AsyncWith { items, body, type_comment } => {
                    f(Field::Nodes(
                        items.iter().map(|&one| Some(Node::WithItem(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                    f(Field::String(type_comment));
                }
                StmtKind::Match { subject, cases } => {
                    f(Field::Node(Some(Node::Expr(subject))));
                    f(Field::Nodes(
                        cases.iter().map(|&one| Some(Node::MatchCase(one))).collect::<Children<'a>>(),
                    ));
                }
                StmtKind::Raise { exc, cause } => {
                    f(Field::Node(exc.map(Node::Expr)));
                    f(Field::Node(cause.map(Node::Expr)));
                }
                StmtKind::Try { body, handlers, orelse, finalbody } => {
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        handlers.iter().map(|&one| Some(Node::ExceptHandler(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Nodes(
                        orelse.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Nodes(
                        finalbody.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>(),
                    ));
                }
                StmtKind::TryStar { body, handlers, orelse, finalbody } => {
                    f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        handlers.iter().map(|&one| Some(Node::ExceptHandler(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Nodes(
                        orelse.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Nodes(
                        finalbody.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>(),
                    ));
                }
                StmtKind::Assert { test, msg } => {
                    f(Field::Node(Some(Node::Expr(test))));
                    f(Field::Node(msg.map(Node::Expr)));
                }
                StmtKind::Import { names } => {
                    f(Field::Nodes(
                        names.iter().map(|&one| Some(Node::Alias(one))).collect::<Children<'a>>(),
                    ));
                }
                StmtKind::ImportFrom { module, names, level } => {
                    f(Field::Identifier(module));
                    f(Field::Nodes(
                        names.iter().map(|&one| Some(Node::Alias(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Int(level));
                }
                StmtKind::Global { names } => {
                    f(Field::Identifiers(names));
                }
                StmtKind::Nonlocal { names } => {
                    f(Field::Identifiers(names));
                }
                StmtKind::Expr { value } => {
                    f(Field::Node(Some(Node::Expr(value))));
                }
                StmtKind::Pass => {}
                StmtKind::Break => {}
                StmtKind::Continue => {}
            },
            Self::Expr(node) => match node.kind {
                ExprKind::BoolOp { op, values } => {
                    f(Field::Simple(op.into()));
                    f(Field::Nodes(
                        values.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>(),
                    ));
                }
                ExprKind::NamedExpr { target, value } => {
                    f(Field::Node(Some(Node::Expr(target))));
                    f(Field::Node(Some(Node::Expr(value))));
                }
                ExprKind::BinOp { left, op, right } => {
                    f(Field::Node(Some(Node::Expr(left))));
                    f(Field::Simple(op.into()));
                    f(Field::Node(Some(Node::Expr(right))));
                }
                ExprKind::UnaryOp { op, operand } => {
                    f(Field::Simple(op.into()));
                    f(Field::Node(Some(Node::Expr(operand))));
                }
                ExprKind::Lambda { args, body } => {
                    f(Field::Node(Some(Node::Arguments(args))));
                    f(Field::Node(Some(Node::Expr(body))));
                }
                ExprKind::IfExp { test, body, orelse } => {
                    f(Field::Node(Some(Node::Expr(test))));
                    f(Field::Node(Some(Node::Expr(body))));
                    f(Field::Node(Some(Node::Expr(orelse))));
                }
                ExprKind::Dict { keys, values } => {
                    f(Field::Nodes(keys.iter().map(|one| one.map(Node::Expr)).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        values.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>(),
                    ));
                }
                ExprKind::Set { elts } => {
                    f(Field::Nodes(elts.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>()));
                }
                ExprKind::ListComp { elt, generators } => {
                    f(Field::Node(Some(Node::Expr(elt))));
                    f(Field::Nodes(
                        generators
                            .iter()
                            .map(|&one| Some(Node::Comprehension(one)))
                            .collect::<Children<'a>>(),
                    ));
                }
                ExprKind::SetComp { elt, generators } => {
                    f(Field::Node(Some(Node::Expr(elt))));
                    f(Field::Nodes(
                        generators
                            .iter()
                            .map(|&one| Some(Node::Comprehension(one)))
                            .collect::<Children<'a>>(),
                    ));
                }
                ExprKind::DictComp { key, value, generators } => {
                    f(Field::Node(Some(Node::Expr(key))));
                    f(Field::Node(Some(Node::Expr(value))));
                    f(Field::Nodes(
                        generators
                            .iter()
                            .map(|&one| Some(Node::Comprehension(one)))
                            .collect::<Children<'a>>(),
                    ));
                }
                ExprKind::GeneratorExp { elt, generators } => {
                    f(Field::Node(Some(Node::Expr(elt))));
                    f(Field::Nodes(
                        generators
                            .iter()
                            .map(|&one| Some(Node::Comprehension(one)))
                            .collect::<Children<'a>>(),
                    ));
                }
                ExprKind::Await { value } => {
                    f(Field::Node(Some(Node::Expr(value))));
                }
                ExprKind::Yield { value } => {
                    f(Field::Node(value.map(Node::Expr)));
                }
                ExprKind::YieldFrom { value } => {
                    f(Field::Node(Some(Node::Expr(value))));
                }
                ExprKind::Compare { left, ops, comparators } => {
                    f(Field::Node(Some(Node::Expr(left))));
                    f(Field::Simples(ops.iter().map(|&one| one.into()).collect()));
                    f(Field::Nodes(
                        comparators.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>(),
                    ));
                }
                ExprKind::Call { func, args, keywords } => {
                    f(Field::Node(Some(Node::Expr(func))));
                    f(Field::Nodes(args.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        keywords.iter().map(|&one| Some(Node::Keyword(one))).collect::<Children<'a>>(),
                    ));
                }
                ExprKind::FormattedValue { value, conversion, format_spec } => {
                    f(Field::Node(Some(Node::Expr(value))));
                    f(Field::Int(Some(conversion)));
                    f(Field::Node(format_spec.map(Node::Expr)));
                }
                ExprKind::Interpolation { value, str, conversion, format_spec } => {
                    f(Field::Node(Some(Node::Expr(value))));
                    f(Field::Constant(str));
                    f(Field::Int(Some(conversion)));
                    f(Field::Node(format_spec.map(Node::Expr)));
                }
                ExprKind::JoinedStr { values } => {
                    f(Field::Nodes(
                        values.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>(),
                    ));
                }
                ExprKind::TemplateStr { values } => {
                    f(Field::Nodes(
                        values.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>(),
                    ));
                }
                ExprKind::Constant { value, kind } => {
                    f(Field::Constant(value));
                    f(Field::String(kind));
                }
                ExprKind::Attribute { value, attr, ctx } => {
                    f(Field::Node(Some(Node::Expr(value))));
                    f(Field::Identifier(Some(attr)));
                    f(Field::Simple(ctx.into()));
                }
                ExprKind::Subscript { value, slice, ctx } => {
                    f(Field::Node(Some(Node::Expr(value))));
                    f(Field::Node(Some(Node::Expr(slice))));
                    f(Field::Simple(ctx.into()));
                }
                ExprKind::Starred { value, ctx } => {
                    f(Field::Node(Some(Node::Expr(value))));
                    f(Field::Simple(ctx.into()));
                }
                ExprKind::Name { id, ctx } => {
                    f(Field::Identifier(Some(id)));
                    f(Field::Simple(ctx.into()));
                }
                ExprKind::List { elts, ctx } => {
                    f(Field::Nodes(elts.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>()));
                    f(Field::Simple(ctx.into()));
                }
                ExprKind::Tuple { elts, ctx } => {
                    f(Field::Nodes(elts.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>()));
                    f(Field::Simple(ctx.into()));
                }
                ExprKind::Slice { lower, upper, step } => {
                    f(Field::Node(lower.map(Node::Expr)));
                    f(Field::Node(upper.map(Node::Expr)));
                    f(Field::Node(step.map(Node::Expr)));
                }
            },
            Self::Comprehension(node) => {
                let Comprehension { target, iter, ifs, is_async } = *node;
                f(Field::Node(Some(Node::Expr(target))));
                f(Field::Node(Some(Node::Expr(iter))));
                f(Field::Nodes(ifs.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>()));
                f(Field::Int(Some(is_async)));
            }
            Self::ExceptHandler(node) => {
                let ExceptHandler { type_, name, body, .. } = *node;
                f(Field::Node(type_.map(Node::Expr)));
                f(Field::Identifier(name));
                f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
            }
            Self::Arguments(node) => {
                let Arguments { posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults } = *node;
                f(Field::Nodes(
                    posonlyargs.iter().map(|&one| Some(Node::Arg(one))).collect::<Children<'a>>(),
                ));
                f(Field::Nodes(args.iter().map(|&one| Some(Node::Arg(one))).collect::<Children<'a>>()));
                f(Field::Node(vararg.map(Node::Arg)));
                f(Field::Nodes(kwonlyargs.iter().map(|&one| Some(Node::Arg(one))).collect::<Children<'a>>()));
                f(Field::Nodes(kw_defaults.iter().map(|one| one.map(Node::Expr)).collect::<Children<'a>>()));
                f(Field::Node(kwarg.map(Node::Arg)));
                f(Field::Nodes(defaults.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>()));
            }
            Self::Arg(node) => {
                let Arg { arg, annotation, type_comment, .. } = *node;
                f(Field::Identifier(Some(arg)));
                f(Field::Node(annotation.map(Node::Expr)));
                f(Field::String(type_comment));
            }
            Self::Keyword(node) => {
                let Keyword { arg, value, .. } = *node;
                f(Field::Identifier(arg));
                f(Field::Node(Some(Node::Expr(value))));
            }
            Self::Alias(node) => {
                let Alias { name, asname, .. } = *node;
                f(Field::Identifier(Some(name)));
                f(Field::Identifier(asname));
            }
            Self::WithItem(node) => {
                let WithItem { context_expr, optional_vars } = *node;
                f(Field::Node(Some(Node::Expr(context_expr))));
                f(Field::Node(optional_vars.map(Node::Expr)));
            }
            Self::MatchCase(node) => {
                let MatchCase { pattern, guard, body } = *node;
                f(Field::Node(Some(Node::Pattern(pattern))));
                f(Field::Node(guard.map(Node::Expr)));
                f(Field::Nodes(body.iter().map(|&one| Some(Node::Stmt(one))).collect::<Children<'a>>()));
            }
            Self::Pattern(node) => match node.kind {
                PatternKind::MatchValue { value } => {
                    f(Field::Node(Some(Node::Expr(value))));
                }
                PatternKind::MatchSingleton { value } => {
                    f(Field::Constant(value));
                }
                PatternKind::MatchSequence { patterns } => {
                    f(Field::Nodes(
                        patterns.iter().map(|&one| Some(Node::Pattern(one))).collect::<Children<'a>>(),
                    ));
                }
                PatternKind::MatchMapping { keys, patterns, rest } => {
                    f(Field::Nodes(keys.iter().map(|&one| Some(Node::Expr(one))).collect::<Children<'a>>()));
                    f(Field::Nodes(
                        patterns.iter().map(|&one| Some(Node::Pattern(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Identifier(rest));
                }
                PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                    f(Field::Node(Some(Node::Expr(cls))));
                    f(Field::Nodes(
                        patterns.iter().map(|&one| Some(Node::Pattern(one))).collect::<Children<'a>>(),
                    ));
                    f(Field::Identifiers(kwd_attrs));
                    f(Field::Nodes(
                        kwd_patterns.iter().map(|&one| Some(Node::Pattern(one))).collect::<Children<'a>>(),
                    ));
                }
                PatternKind::MatchStar { name } => {
                    f(Field::Identifier(name));
                }
                PatternKind::MatchAs { pattern, name } => {
                    f(Field::Node(pattern.map(Node::Pattern)));
                    f(Field::Identifier(name));
                }
                PatternKind::MatchOr { patterns } => {
                    f(Field::Nodes(
                        patterns.iter().map(|&one| Some(Node::Pattern(one))).collect::<Children<'a>>(),
                    ));
                }
            },
            Self::TypeIgnore(node) => {
                let TypeIgnore { lineno, tag } = *node;
                f(Field::Int(Some(lineno)));
                f(Field::String(Some(tag)));
            }
            Self::TypeParam(node) => match node.kind {
                TypeParamKind::TypeVar { name, bound, default_value } => {
                    f(Field::Identifier(Some(name)));
                    f(Field::Node(bound.map(Node::Expr)));
                    f(Field::Node(default_value.map(Node::Expr)));
                }
                TypeParamKind::ParamSpec { name, default_value } => {
                    f(Field::Identifier(Some(name)));
                    f(Field::Node(default_value.map(Node::Expr)));
                }
                TypeParamKind::TypeVarTuple { name, default_value } => {
                    f(Field::Identifier(Some(name)));
                    f(Field::Node(default_value.map(Node::Expr)));
                }
            },
        }
    }
}
/// The families in the order of the grammar.
pub const FAMILIES: &[Family] = &[
    Family {
        name: "mod",
        classes: &[Class::Module, Class::Interactive, Class::Expression, Class::FunctionType],
        product: false,
        attributes: &[],
    },
    Family {
        name: "stmt",
        classes: &[
            Class::FunctionDef,
            Class::AsyncFunctionDef,
            Class::ClassDef,
            Class::Return,
            Class::Delete,
            Class::Assign,
            Class::TypeAlias,
            Class::AugAssign,
            Class::AnnAssign,
            Class::For,
            Class::AsyncFor,
            Class::While,
            Class::If,
            Class::With,
            Class::AsyncWith,
            Class::Match,
            Class::Raise,
            Class::Try,
            Class::TryStar,
            Class::Assert,
            Class::Import,
            Class::ImportFrom,
            Class::Global,
            Class::Nonlocal,
            Class::Expr,
            Class::Pass,
            Class::Break,
            Class::Continue,
        ],
        product: false,
        attributes: &[
            FieldSpec { name: "lineno", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "col_offset", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "end_lineno", kind: FieldKind::Int, quantity: Quantity::Optional },
            FieldSpec { name: "end_col_offset", kind: FieldKind::Int, quantity: Quantity::Optional },
        ],
    },
    Family {
        name: "expr",
        classes: &[
            Class::BoolOp,
            Class::NamedExpr,
            Class::BinOp,
            Class::UnaryOp,
            Class::Lambda,
            Class::IfExp,
            Class::Dict,
            Class::Set,
            Class::ListComp,
            Class::SetComp,
            Class::DictComp,
            Class::GeneratorExp,
            Class::Await,
            Class::Yield,
            Class::YieldFrom,
            Class::Compare,
            Class::Call,
            Class::FormattedValue,
            Class::Interpolation,
            Class::JoinedStr,
            Class::TemplateStr,
            Class::Constant,
            Class::Attribute,
            Class::Subscript,
            Class::Starred,
            Class::Name,
            Class::List,
            Class::Tuple,
            Class::Slice,
        ],
        product: false,
        attributes: &[
            FieldSpec { name: "lineno", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "col_offset", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "end_lineno", kind: FieldKind::Int, quantity: Quantity::Optional },
            FieldSpec { name: "end_col_offset", kind: FieldKind::Int, quantity: Quantity::Optional },
        ],
    },
    Family {
        name: "expr_context",
        classes: &[Class::Load, Class::Store, Class::Del],
        product: false,
        attributes: &[],
    },
    Family { name: "boolop", classes: &[Class::And, Class::Or], product: false, attributes: &[] },
    Family {
        name: "operator",
        classes: &[
            Class::Add,
            Class::Sub,
            Class::Mult,
            Class::MatMult,
            Class::Div,
            Class::Mod,
            Class::Pow,
            Class::LShift,
            Class::RShift,
            Class::BitOr,
            Class::BitXor,
            Class::BitAnd,
            Class::FloorDiv,
        ],
        product: false,
        attributes: &[],
    },
    Family {
        name: "unaryop",
        classes: &[Class::Invert, Class::Not, Class::UAdd, Class::USub],
        product: false,
        attributes: &[],
    },
    Family {
        name: "cmpop",
        classes: &[
            Class::Eq,
            Class::NotEq,
            Class::Lt,
            Class::LtE,
            Class::Gt,
            Class::GtE,
            Class::Is,
            Class::IsNot,
            Class::In,
            Class::NotIn,
        ],
        product: false,
        attributes: &[],
    },
    Family { name: "comprehension", classes: &[Class::Comprehension], product: true, attributes: &[] },
    Family {
        name: "excepthandler",
        classes: &[Class::ExceptHandler],
        product: false,
        attributes: &[
            FieldSpec { name: "lineno", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "col_offset", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "end_lineno", kind: FieldKind::Int, quantity: Quantity::Optional },
            FieldSpec { name: "end_col_offset", kind: FieldKind::Int, quantity: Quantity::Optional },
        ],
    },
    Family { name: "arguments", classes: &[Class::Arguments], product: true, attributes: &[] },
    Family {
        name: "arg",
        classes: &[Class::Arg],
        product: true,
        attributes: &[
            FieldSpec { name: "lineno", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "col_offset", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "end_lineno", kind: FieldKind::Int, quantity: Quantity::Optional },
            FieldSpec { name: "end_col_offset", kind: FieldKind::Int, quantity: Quantity::Optional },
        ],
    },
    Family {
        name: "keyword",
        classes: &[Class::Keyword],
        product: true,
        attributes: &[
            FieldSpec { name: "lineno", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "col_offset", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "end_lineno", kind: FieldKind::Int, quantity: Quantity::Optional },
            FieldSpec { name: "end_col_offset", kind: FieldKind::Int, quantity: Quantity::Optional },
        ],
    },
    Family {
        name: "alias",
        classes: &[Class::Alias],
        product: true,
        attributes: &[
            FieldSpec { name: "lineno", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "col_offset", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "end_lineno", kind: FieldKind::Int, quantity: Quantity::Optional },
            FieldSpec { name: "end_col_offset", kind: FieldKind::Int, quantity: Quantity::Optional },
        ],
    },
    Family { name: "withitem", classes: &[Class::WithItem], product: true, attributes: &[] },
    Family { name: "match_case", classes: &[Class::MatchCase], product: true, attributes: &[] },
    Family {
        name: "pattern",
        classes: &[
            Class::MatchValue,
            Class::MatchSingleton,
            Class::MatchSequence,
            Class::MatchMapping,
            Class::MatchClass,
            Class::MatchStar,
            Class::MatchAs,
            Class::MatchOr,
        ],
        product: false,
        attributes: &[
            FieldSpec { name: "lineno", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "col_offset", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "end_lineno", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "end_col_offset", kind: FieldKind::Int, quantity: Quantity::One },
        ],
    },
    Family { name: "type_ignore", classes: &[Class::TypeIgnore], product: false, attributes: &[] },
    Family {
        name: "type_param",
        classes: &[Class::TypeVar, Class::ParamSpec, Class::TypeVarTuple],
        product: false,
        attributes: &[
            FieldSpec { name: "lineno", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "col_offset", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "end_lineno", kind: FieldKind::Int, quantity: Quantity::One },
            FieldSpec { name: "end_col_offset", kind: FieldKind::Int, quantity: Quantity::One },
        ],
    },
];
/// Builds a `mod`; nothing of `None`.
pub fn build_mod<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a Mod<'a>>, S::Error> {
    if source.is_none(object) {
        return Ok(None);
    }
    let kind = match source.class(object, "mod")? {
        Some(Class::Module) => {
            let body = source.list(object, Class::Module, 0, build_stmt)?;
            let type_ignores = source.list(object, Class::Module, 1, build_type_ignore)?;
            Mod::Module { body, type_ignores }
        }
        Some(Class::Interactive) => {
            let body = source.list(object, Class::Interactive, 0, build_stmt)?;
            Mod::Interactive { body }
        }
        Some(Class::Expression) => {
            let body = source.field(object, Class::Expression, 0, build_expr)?;
            let body = source.required(body, Class::Expression, 0)?;
            Mod::Expression { body }
        }
        Some(Class::FunctionType) => {
            let argtypes = source.list(object, Class::FunctionType, 0, build_expr)?;
            let returns = source.field(object, Class::FunctionType, 1, build_expr)?;
            let returns = source.required(returns, Class::FunctionType, 1)?;
            Mod::FunctionType { argtypes, returns }
        }
        _ => return Err(source.stranger(object, "mod")),
    };
    Ok(Some(source.arena().alloc(kind)))
}
/// Builds a `stmt`; nothing of `None`.
pub fn build_stmt<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a Stmt<'a>>, S::Error> {
    if source.is_none(object) {
        return Ok(None);
    }
    let location = source.location(object, "stmt")?;
    let kind = match source.class(object, "stmt")? {
        Some(Class::FunctionDef) => {
            let name = source.field(object, Class::FunctionDef, 0, S::identifier)?;
            let args = source.field(object, Class::FunctionDef, 1, build_arguments)?;
            let body = source.list(object, Class::FunctionDef, 2, build_stmt)?;
            let decorator_list = source.list(object, Class::FunctionDef, 3, build_expr)?;
            let returns = source.field(object, Class::FunctionDef, 4, build_expr)?;
            let type_comment = source.field(object, Class::FunctionDef, 5, S::string)?;
            let type_params = source.list(object, Class::FunctionDef, 6, build_type_param)?;
            let name = source.required(name, Class::FunctionDef, 0)?;
            let args = source.required(args, Class::FunctionDef, 1)?;
            StmtKind::FunctionDef { name, args, body, decorator_list, returns, type_comment, type_params }
        }
        Some(Class::AsyncFunctionDef) => {
            let name = source.field(object, Class::AsyncFunctionDef, 0, S::identifier)?;
            let args = source.field(object, Class::AsyncFunctionDef, 1, build_arguments)?;
            let body = source.list(object, Class::AsyncFunctionDef, 2, build_stmt)?;
            let decorator_list = source.list(object, Class::AsyncFunctionDef, 3, build_expr)?;
            let returns = source.field(object, Class::AsyncFunctionDef, 4, build_expr)?;
            let type_comment = source.field(object, Class::AsyncFunctionDef, 5, S::string)?;
            let type_params = source.list(object, Class::AsyncFunctionDef, 6, build_type_param)?;
            let name = source.required(name, Class::AsyncFunctionDef, 0)?;
            let args = source.required(args, Class::AsyncFunctionDef, 1)?;
            StmtKind::AsyncFunctionDef {
                name,
                args,
                body,
                decorator_list,
                returns,
                type_comment,
                type_params,
            }
        }
        Some(Class::ClassDef) => {
            let name = source.field(object, Class::ClassDef, 0, S::identifier)?;
            let bases = source.list(object, Class::ClassDef, 1, build_expr)?;
            let keywords = source.list(object, Class::ClassDef, 2, build_keyword)?;
            let body = source.list(object, Class::ClassDef, 3, build_stmt)?;
            let decorator_list = source.list(object, Class::ClassDef, 4, build_expr)?;
            let type_params = source.list(object, Class::ClassDef, 5, build_type_param)?;
            let name = source.required(name, Class::ClassDef, 0)?;
            StmtKind::ClassDef { name, bases, keywords, body, decorator_list, type_params }
        }
        Some(Class::Return) => {
            let value = source.field(object, Class::Return, 0, build_expr)?;
            StmtKind::Return { value }
        }
        Some(Class::Delete) => {
            let targets = source.list(object, Class::Delete, 0, build_expr)?;
            StmtKind::Delete { targets }
        }
        Some(Class::Assign) => {
            let targets = source.list(object, Class::Assign, 0, build_expr)?;
            let value = source.field(object, Class::Assign, 1, build_expr)?;
            let type_comment = source.field(object, Class::Assign, 2, S::string)?;
            let value = source.required(value, Class::Assign, 1)?;
            StmtKind::Assign { targets, value, type_comment }
        }
        Some(Class::TypeAlias) => {
            let name = source.field(object, Class::TypeAlias, 0, build_expr)?;
            let type_params = source.list(object, Class::TypeAlias, 1, build_type_param)?;
            let value = source.field(object, Class::TypeAlias, 2, build_expr)?;
            let name = source.required(name, Class::TypeAlias, 0)?;
            let value = source.required(value, Class::TypeAlias, 2)?;
            StmtKind::TypeAlias { name, type_params, value }
        }
        Some(Class::AugAssign) => {
            let target = source.field(object, Class::AugAssign, 0, build_expr)?;
            let op = source.field(object, Class::AugAssign, 1, build_operator)?;
            let value = source.field(object, Class::AugAssign, 2, build_expr)?;
            let target = source.required(target, Class::AugAssign, 0)?;
            let op = source.required(op, Class::AugAssign, 1)?;
            let value = source.required(value, Class::AugAssign, 2)?;
            StmtKind::AugAssign { target, op, value }
        }
        Some(Class::AnnAssign) => {
            let target = source.field(object, Class::AnnAssign, 0, build_expr)?;
            let annotation = source.field(object, Class::AnnAssign, 1, build_expr)?;
            let value = source.field(object, Class::AnnAssign, 2, build_expr)?;
            let simple = source.field(object, Class::AnnAssign, 3, S::int)?;
            let target = source.required(target, Class::AnnAssign, 0)?;
            let annotation = source.required(annotation, Class::AnnAssign, 1)?;
            let simple = source.required(simple, Class::AnnAssign, 3)?;
            StmtKind::AnnAssign { target, annotation, value, simple }
        }
        Some(Class::For) => {
            let target = source.field(object, Class::For, 0, build_expr)?;
            let iter = source.field(object, Class::For, 1, build_expr)?;
            let body = source.list(object, Class::For, 2, build_stmt)?;
            let orelse = source.list(object, Class::For, 3, build_stmt)?;
            let type_comment = source.field(object, Class::For, 4, S::string)?;
            let target = source.required(target, Class::For, 0)?;
            let iter = source.required(iter, Class::For, 1)?;
            StmtKind::For { target, iter, body, orelse, type_comment }
        }
        Some(Class::AsyncFor) => {
            let target = source.field(object, Class::AsyncFor, 0, build_expr)?;
            let iter = source.field(object, Class::AsyncFor, 1, build_expr)?;
            let body = source.list(object, Class::AsyncFor, 2, build_stmt)?;
            let orelse = source.list(object, Class::AsyncFor, 3, build_stmt)?;
            let type_comment = source.field(object, Class::AsyncFor, 4, S::string)?;
            let target = source.required(target, Class::AsyncFor, 0)?;
            let iter = source.required(iter, Class::AsyncFor, 1)?;
            StmtKind::AsyncFor { target, iter, body, orelse, type_comment }
        }
        Some(Class::While) => {
            let test = source.field(object, Class::While, 0, build_expr)?;
            let body = source.list(object, Class::While, 1, build_stmt)?;
            let orelse = source.list(object, Class::While, 2, build_stmt)?;
            let test = source.required(test, Class::While, 0)?;
            StmtKind::While { test, body, orelse }
        }
        Some(Class::If) => {
            let test = source.field(object, Class::If, 0, build_expr)?;
            let body = source.list(object, Class::If, 1, build_stmt)?;
            let orelse = source.list(object, Class::If, 2, build_stmt)?;
            let test = source.required(test, Class::If, 0)?;
            StmtKind::If { test, body, orelse }
        }
        Some(Class::With) => {
            let items = source.list(object, Class::With, 0, build_withitem)?;
            let body = source.list(object, Class::With, 1, build_stmt)?;
            let type_comment = source.field(object, Class::With, 2, S::string)?;
            StmtKind::With { items, body, type_comment }
        }
        Some(Class::AsyncWith) => {
            let items = source.list(object, Class::AsyncWith, 0, build_withitem)?;
            let body = source.list(object, Class::AsyncWith, 1, build_stmt)?;
            let type_comment = source.field(object, Class::AsyncWith, 2, S::string)?;
            StmtKind::AsyncWith { items, body, type_comment }
        }
        Some(Class::Match) => {
            let subject = source.field(object, Class::Match, 0, build_expr)?;
            let cases = source.list(object, Class::Match, 1, build_match_case)?;
            let subject = source.required(subject, Class::Match, 0)?;
            StmtKind::Match { subject, cases }
        }
        Some(Class::Raise) => {
            let exc = source.field(object, Class::Raise, 0, build_expr)?;
            let cause = source.field(object, Class::Raise, 1, build_expr)?;
            StmtKind::Raise { exc, cause }
        }
        Some(Class::Try) => {
            let body = source.list(object, Class::Try, 0, build_stmt)?;
            let handlers = source.list(object, Class::Try, 1, build_excepthandler)?;
            let orelse = source.list(object, Class::Try, 2, build_stmt)?;
            let finalbody = source.list(object, Class::Try, 3, build_stmt)?;
            StmtKind::Try { body, handlers, orelse, finalbody }
        }
        Some(Class::TryStar) => {
            let body = source.list(object, Class::TryStar, 0, build_stmt)?;
            let handlers = source.list(object, Class::TryStar, 1, build_excepthandler)?;
            let orelse = source.list(object, Class::TryStar, 2, build_stmt)?;
            let finalbody = source.list(object, Class::TryStar, 3, build_stmt)?;
            StmtKind::TryStar { body, handlers, orelse, finalbody }
        }
        Some(Class::Assert) => {
            let test = source.field(object, Class::Assert, 0, build_expr)?;
            let msg = source.field(object, Class::Assert, 1, build_expr)?;
            let test = source.required(test, Class::Assert, 0)?;
            StmtKind::Assert { test, msg }
        }
        Some(Class::Import) => {
            let names = source.list(object, Class::Import, 0, build_alias)?;
            StmtKind::Import { names }
        }
        Some(Class::ImportFrom) => {
            let module = source.field(object, Class::ImportFrom, 0, S::identifier)?;
            let names = source.list(object, Class::ImportFrom, 1, build_alias)?;
            let level = source.field(object, Class::ImportFrom, 2, S::int)?;
            StmtKind::ImportFrom { module, names, level }
        }
        Some(Class::Global) => {
            let names = source.list(object, Class::Global, 0, S::identifier)?;
            StmtKind::Global { names }
        }
        Some(Class::Nonlocal) => {
            let names = source.list(object, Class::Nonlocal, 0, S::identifier)?;
            StmtKind::Nonlocal { names }
        }
        Some(Class::Expr) => {
            let value = source.field(object, Class::Expr, 0, build_expr)?;
            let value = source.required(value, Class::Expr, 0)?;
            StmtKind::Expr { value }
        }
        Some(Class::Pass) => StmtKind::Pass,
        Some(Class::Break) => StmtKind::Break,
        Some(Class::Continue) => StmtKind::Continue,
        _ => return Err(source.stranger(object, "stmt")),
    };
    Ok(Some(source.arena().alloc(Stmt { kind, location })))
}
/// Builds a `expr`; nothing of `None`.
pub fn build_expr<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a Expr<'a>>, S::Error> {
    if source.is_none(object) {
        return Ok(None);
    }
    let location = source.location(object, "expr")?;
    let kind = match source.class(object, "expr")? {
        Some(Class::BoolOp) => {
            let op = source.field(object, Class::BoolOp, 0, build_boolop)?;
            let values = source.list(object, Class::BoolOp, 1, build_expr)?;
            let op = source.required(op, Class::BoolOp, 0)?;
            ExprKind::BoolOp { op, values }
        }
        Some(Class::NamedExpr) => {
            let target = source.field(object, Class::NamedExpr, 0, build_expr)?;
            let value = source.field(object, Class::NamedExpr, 1, build_expr)?;
            let target = source.required(target, Class::NamedExpr, 0)?;
            let value = source.required(value, Class::NamedExpr, 1)?;
            ExprKind::NamedExpr { target, value }
        }
        Some(Class::BinOp) => {
            let left = source.field(object, Class::BinOp, 0, build_expr)?;
            let op = source.field(object, Class::BinOp, 1, build_operator)?;
            let right = source.field(object, Class::BinOp, 2, build_expr)?;
            let left = source.required(left, Class::BinOp, 0)?;
            let op = source.required(op, Class::BinOp, 1)?;
            let right = source.required(right, Class::BinOp, 2)?;
            ExprKind::BinOp { left, op, right }
        }
        Some(Class::UnaryOp) => {
            let op = source.field(object, Class::UnaryOp, 0, build_unaryop)?;
            let operand = source.field(object, Class::UnaryOp, 1, build_expr)?;
            let op = source.required(op, Class::UnaryOp, 0)?;
            let operand = source.required(operand, Class::UnaryOp, 1)?;
            ExprKind::UnaryOp { op, operand }
        }
        Some(Class::Lambda) => {
            let args = source.field(object, Class::Lambda, 0, build_arguments)?;
            let body = source.field(object, Class::Lambda, 1, build_expr)?;
            let args = source.required(args, Class::Lambda, 0)?;
            let body = source.required(body, Class::Lambda, 1)?;
            ExprKind::Lambda { args, body }
        }
        Some(Class::IfExp) => {
            let test = source.field(object, Class::IfExp, 0, build_expr)?;
            let body = source.field(object, Class::IfExp, 1, build_expr)?;
            let orelse = source.field(object, Class::IfExp, 2, build_expr)?;
            let test = source.required(test, Class::IfExp, 0)?;
            let body = source.required(body, Class::IfExp, 1)?;
            let orelse = source.required(orelse, Class::IfExp, 2)?;
            ExprKind::IfExp { test, body, orelse }
        }
        Some(Class::Dict) => {
            let keys = source.list_with_gaps(object, Class::Dict, 0, build_expr)?;
            let values = source.list(object, Class::Dict, 1, build_expr)?;
            ExprKind::Dict { keys, values }
        }
        Some(Class::Set) => {
            let elts = source.list(object, Class::Set, 0, build_expr)?;
            ExprKind::Set { elts }
        }
        Some(Class::ListComp) => {
            let elt = source.field(object, Class::ListComp, 0, build_expr)?;
            let generators = source.list(object, Class::ListComp, 1, build_comprehension)?;
            let elt = source.required(elt, Class::ListComp, 0)?;
            ExprKind::ListComp { elt, generators }
        }
        Some(Class::SetComp) => {
            let elt = source.field(object, Class::SetComp, 0, build_expr)?;
            let generators = source.list(object, Class::SetComp, 1, build_comprehension)?;
            let elt = source.required(elt, Class::SetComp, 0)?;
            ExprKind::SetComp { elt, generators }
        }
        Some(Class::DictComp) => {
            let key = source.field(object, Class::DictComp, 0, build_expr)?;
            let value = source.field(object, Class::DictComp, 1, build_expr)?;
            let generators = source.list(object, Class::DictComp, 2, build_comprehension)?;
            let key = source.required(key, Class::DictComp, 0)?;
            let value = source.required(value, Class::DictComp, 1)?;
            ExprKind::DictComp { key, value, generators }
        }
        Some(Class::GeneratorExp) => {
            let elt = source.field(object, Class::GeneratorExp, 0, build_expr)?;
            let generators = source.list(object, Class::GeneratorExp, 1, build_comprehension)?;
            let elt = source.required(elt, Class::GeneratorExp, 0)?;
            ExprKind::GeneratorExp { elt, generators }
        }
        Some(Class::Await) => {
            let value = source.field(object, Class::Await, 0, build_expr)?;
            let value = source.required(value, Class::Await, 0)?;
            ExprKind::Await { value }
        }
        Some(Class::Yield) => {
            let value = source.field(object, Class::Yield, 0, build_expr)?;
            ExprKind::Yield { value }
        }
        Some(Class::YieldFrom) => {
            let value = source.field(object, Class::YieldFrom, 0, build_expr)?;
            let value = source.required(value, Class::YieldFrom, 0)?;
            ExprKind::YieldFrom { value }
        }
        Some(Class::Compare) => {
            let left = source.field(object, Class::Compare, 0, build_expr)?;
            let ops = source.list(object, Class::Compare, 1, build_cmpop)?;
            let comparators = source.list(object, Class::Compare, 2, build_expr)?;
            let left = source.required(left, Class::Compare, 0)?;
            ExprKind::Compare { left, ops, comparators }
        }
        Some(Class::Call) => {
            let func = source.field(object, Class::Call, 0, build_expr)?;
            let args = source.list(object, Class::Call, 1, build_expr)?;
            let keywords = source.list(object, Class::Call, 2, build_keyword)?;
            let func = source.required(func, Class::Call, 0)?;
            ExprKind::Call { func, args, keywords }
        }
        Some(Class::FormattedValue) => {
            let value = source.field(object, Class::FormattedValue, 0, build_expr)?;
            let conversion = source.field(object, Class::FormattedValue, 1, S::int)?;
            let format_spec = source.field(object, Class::FormattedValue, 2, build_expr)?;
            let value = source.required(value, Class::FormattedValue, 0)?;
            let conversion = source.required(conversion, Class::FormattedValue, 1)?;
            ExprKind::FormattedValue { value, conversion, format_spec }
        }
        Some(Class::Interpolation) => {
            let value = source.field(object, Class::Interpolation, 0, build_expr)?;
            let str = source.field(object, Class::Interpolation, 1, S::constant)?;
            let conversion = source.field(object, Class::Interpolation, 2, S::int)?;
            let format_spec = source.field(object, Class::Interpolation, 3, build_expr)?;
            let value = source.required(value, Class::Interpolation, 0)?;
            let str = source.required(str, Class::Interpolation, 1)?;
            let conversion = source.required(conversion, Class::Interpolation, 2)?;
            ExprKind::Interpolation { value, str, conversion, format_spec }
        }
        Some(Class::JoinedStr) => {
            let values = source.list(object, Class::JoinedStr, 0, build_expr)?;
            ExprKind::JoinedStr { values }
        }
        Some(Class::TemplateStr) => {
            let values = source.list(object, Class::TemplateStr, 0, build_expr)?;
            ExprKind::TemplateStr { values }
        }
        Some(Class::Constant) => {
            let value = source.field(object, Class::Constant, 0, S::constant)?;
            let kind = source.field(object, Class::Constant, 1, S::string)?;
            let value = source.required(value, Class::Constant, 0)?;
            ExprKind::Constant { value, kind }
        }
        Some(Class::Attribute) => {
            let value = source.field(object, Class::Attribute, 0, build_expr)?;
            let attr = source.field(object, Class::Attribute, 1, S::identifier)?;
            let ctx = source.field(object, Class::Attribute, 2, build_expr_context)?;
            let value = source.required(value, Class::Attribute, 0)?;
            let attr = source.required(attr, Class::Attribute, 1)?;
            let ctx = source.required(ctx, Class::Attribute, 2)?;
            ExprKind::Attribute { value, attr, ctx }
        }
        Some(Class::Subscript) => {
            let value = source.field(object, Class::Subscript, 0, build_expr)?;
            let slice = source.field(object, Class::Subscript, 1, build_expr)?;
            let ctx = source.field(object, Class::Subscript, 2, build_expr_context)?;
            let value = source.required(value, Class::Subscript, 0)?;
            let slice = source.required(slice, Class::Subscript, 1)?;
            let ctx = source.required(ctx, Class::Subscript, 2)?;
            ExprKind::Subscript { value, slice, ctx }
        }
        Some(Class::Starred) => {
            let value = source.field(object, Class::Starred, 0, build_expr)?;
            let ctx = source.field(object, Class::Starred, 1, build_expr_context)?;
            let value = source.required(value, Class::Starred, 0)?;
            let ctx = source.required(ctx, Class::Starred, 1)?;
            ExprKind::Starred { value, ctx }
        }
        Some(Class::Name) => {
            let id = source.field(object, Class::Name, 0, S::identifier)?;
            let ctx = source.field(object, Class::Name, 1, build_expr_context)?;
            let id = source.required(id, Class::Name, 0)?;
            let ctx = source.required(ctx, Class::Name, 1)?;
            ExprKind::Name { id, ctx }
        }
        Some(Class::List) => {
            let elts = source.list(object, Class::List, 0, build_expr)?;
            let ctx = source.field(object, Class::List, 1, build_expr_context)?;
            let ctx = source.required(ctx, Class::List, 1)?;
            ExprKind::List { elts, ctx }
        }
        Some(Class::Tuple) => {
            let elts = source.list(object, Class::Tuple, 0, build_expr)?;
            let ctx = source.field(object, Class::Tuple, 1, build_expr_context)?;
            let ctx = source.required(ctx, Class::Tuple, 1)?;
            ExprKind::Tuple { elts, ctx }
        }
        Some(Class::Slice) => {
            let lower = source.field(object, Class::Slice, 0, build_expr)?;
            let upper = source.field(object, Class::Slice, 1, build_expr)?;
            let step = source.field(object, Class::Slice, 2, build_expr)?;
            ExprKind::Slice { lower, upper, step }
        }
        _ => return Err(source.stranger(object, "expr")),
    };
    Ok(Some(source.arena().alloc(Expr { kind, location })))
}
/// Builds a `expr_context`; nothing of `None`.
pub fn build_expr_context<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<ExprContext>, S::Error> {
    match source.class(object, "expr_context")? {
        Some(Class::Load) => Ok(Some(ExprContext::Load)),
        Some(Class::Store) => Ok(Some(ExprContext::Store)),
        Some(Class::Del) => Ok(Some(ExprContext::Del)),
        _ => Err(source.stranger(object, "expr_context")),
    }
}
/// Builds a `boolop`; nothing of `None`.
pub fn build_boolop<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<BoolOp>, S::Error> {
    match source.class(object, "boolop")? {
        Some(Class::And) => Ok(Some(BoolOp::And)),
        Some(Class::Or) => Ok(Some(BoolOp::Or)),
        _ => Err(source.stranger(object, "boolop")),
    }
}
/// Builds a `operator`; nothing of `None`.
pub fn build_operator<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<Operator>, S::Error> {
    match source.class(object, "operator")? {
        Some(Class::Add) => Ok(Some(Operator::Add)),
        Some(Class::Sub) => Ok(Some(Operator::Sub)),
        Some(Class::Mult) => Ok(Some(Operator::Mult)),
        Some(Class::MatMult) => Ok(Some(Operator::MatMult)),
        Some(Class::Div) => Ok(Some(Operator::Div)),
        Some(Class::Mod) => Ok(Some(Operator::Mod)),
        Some(Class::Pow) => Ok(Some(Operator::Pow)),
        Some(Class::LShift) => Ok(Some(Operator::LShift)),
        Some(Class::RShift) => Ok(Some(Operator::RShift)),
        Some(Class::BitOr) => Ok(Some(Operator::BitOr)),
        Some(Class::BitXor) => Ok(Some(Operator::BitXor)),
        Some(Class::BitAnd) => Ok(Some(Operator::BitAnd)),
        Some(Class::FloorDiv) => Ok(Some(Operator::FloorDiv)),
        _ => Err(source.stranger(object, "operator")),
    }
}
/// Builds a `unaryop`; nothing of `None`.
pub fn build_unaryop<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<UnaryOp>, S::Error> {
    match source.class(object, "unaryop")? {
        Some(Class::Invert) => Ok(Some(UnaryOp::Invert)),
        Some(Class::Not) => Ok(Some(UnaryOp::Not)),
        Some(Class::UAdd) => Ok(Some(UnaryOp::UAdd)),
        Some(Class::USub) => Ok(Some(UnaryOp::USub)),
        _ => Err(source.stranger(object, "unaryop")),
    }
}
/// Builds a `cmpop`; nothing of `None`.
pub fn build_cmpop<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<CmpOp>, S::Error> {
    match source.class(object, "cmpop")? {
        Some(Class::Eq) => Ok(Some(CmpOp::Eq)),
        Some(Class::NotEq) => Ok(Some(CmpOp::NotEq)),
        Some(Class::Lt) => Ok(Some(CmpOp::Lt)),
        Some(Class::LtE) => Ok(Some(CmpOp::LtE)),
        Some(Class::Gt) => Ok(Some(CmpOp::Gt)),
        Some(Class::GtE) => Ok(Some(CmpOp::GtE)),
        Some(Class::Is) => Ok(Some(CmpOp::Is)),
        Some(Class::IsNot) => Ok(Some(CmpOp::IsNot)),
        Some(Class::In) => Ok(Some(CmpOp::In)),
        Some(Class::NotIn) => Ok(Some(CmpOp::NotIn)),
        _ => Err(source.stranger(object, "cmpop")),
    }
}
/// Builds a `comprehension`; nothing of `None`.
pub fn build_comprehension<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a Comprehension<'a>>, S::Error> {
    let target = source.field(object, Class::Comprehension, 0, build_expr)?;
    let iter = source.field(object, Class::Comprehension, 1, build_expr)?;
    let ifs = source.list(object, Class::Comprehension, 2, build_expr)?;
    let is_async = source.field(object, Class::Comprehension, 3, S::int)?;
    let target = source.required(target, Class::Comprehension, 0)?;
    let iter = source.required(iter, Class::Comprehension, 1)?;
    let is_async = source.required(is_async, Class::Comprehension, 3)?;
    Ok(Some(source.arena().alloc(Comprehension { target, iter, ifs, is_async })))
}
/// Builds a `excepthandler`; nothing of `None`.
pub fn build_excepthandler<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a ExceptHandler<'a>>, S::Error> {
    if source.is_none(object) {
        return Ok(None);
    }
    let location = source.location(object, "excepthandler")?;
    if source.class(object, "excepthandler")? != Some(Class::ExceptHandler) {
        return Err(source.stranger(object, "excepthandler"));
    }
    let type_ = source.field(object, Class::ExceptHandler, 0, build_expr)?;
    let name = source.field(object, Class::ExceptHandler, 1, S::identifier)?;
    let body = source.list(object, Class::ExceptHandler, 2, build_stmt)?;
    Ok(Some(source.arena().alloc(ExceptHandler { type_, name, body, location })))
}
/// Builds a `arguments`; nothing of `None`.
pub fn build_arguments<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a Arguments<'a>>, S::Error> {
    let posonlyargs = source.list(object, Class::Arguments, 0, build_arg)?;
    let args = source.list(object, Class::Arguments, 1, build_arg)?;
    let vararg = source.field(object, Class::Arguments, 2, build_arg)?;
    let kwonlyargs = source.list(object, Class::Arguments, 3, build_arg)?;
    let kw_defaults = source.list_with_gaps(object, Class::Arguments, 4, build_expr)?;
    let kwarg = source.field(object, Class::Arguments, 5, build_arg)?;
    let defaults = source.list(object, Class::Arguments, 6, build_expr)?;
    Ok(Some(source.arena().alloc(Arguments {
        posonlyargs,
        args,
        vararg,
        kwonlyargs,
        kw_defaults,
        kwarg,
        defaults,
    })))
}
/// Builds a `arg`; nothing of `None`.
pub fn build_arg<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a Arg<'a>>, S::Error> {
    let arg = source.field(object, Class::Arg, 0, S::identifier)?;
    let annotation = source.field(object, Class::Arg, 1, build_expr)?;
    let type_comment = source.field(object, Class::Arg, 2, S::string)?;
    let arg = source.required(arg, Class::Arg, 0)?;
    let location = source.location(object, "arg")?;
    Ok(Some(source.arena().alloc(Arg { arg, annotation, type_comment, location })))
}
/// Builds a `keyword`; nothing of `None`.
pub fn build_keyword<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a Keyword<'a>>, S::Error> {
    let arg = source.field(object, Class::Keyword, 0, S::identifier)?;
    let value = source.field(object, Class::Keyword, 1, build_expr)?;
    let value = source.required(value, Class::Keyword, 1)?;
    let location = source.location(object, "keyword")?;
    Ok(Some(source.arena().alloc(Keyword { arg, value, location })))
}
/// Builds a `alias`; nothing of `None`.
pub fn build_alias<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a Alias>, S::Error> {
    let name = source.field(object, Class::Alias, 0, S::identifier)?;
    let asname = source.field(object, Class::Alias, 1, S::identifier)?;
    let name = source.required(name, Class::Alias, 0)?;
    let location = source.location(object, "alias")?;
    Ok(Some(source.arena().alloc(Alias { name, asname, location })))
}
/// Builds a `withitem`; nothing of `None`.
pub fn build_withitem<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a WithItem<'a>>, S::Error> {
    let context_expr = source.field(object, Class::WithItem, 0, build_expr)?;
    let optional_vars = source.field(object, Class::WithItem, 1, build_expr)?;
    let context_expr = source.required(context_expr, Class::WithItem, 0)?;
    Ok(Some(source.arena().alloc(WithItem { context_expr, optional_vars })))
}
/// Builds a `match_case`; nothing of `None`.
pub fn build_match_case<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a MatchCase<'a>>, S::Error> {
    let pattern = source.field(object, Class::MatchCase, 0, build_pattern)?;
    let guard = source.field(object, Class::MatchCase, 1, build_expr)?;
    let body = source.list(object, Class::MatchCase, 2, build_stmt)?;
    let pattern = source.required(pattern, Class::MatchCase, 0)?;
    Ok(Some(source.arena().alloc(MatchCase { pattern, guard, body })))
}
/// Builds a `pattern`; nothing of `None`.
pub fn build_pattern<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a Pattern<'a>>, S::Error> {
    if source.is_none(object) {
        return Ok(None);
    }
    let location = source.location(object, "pattern")?;
    let kind = match source.class(object, "pattern")? {
        Some(Class::MatchValue) => {
            let value = source.field(object, Class::MatchValue, 0, build_expr)?;
            let value = source.required(value, Class::MatchValue, 0)?;
            PatternKind::MatchValue { value }
        }
        Some(Class::MatchSingleton) => {
            let value = source.field(object, Class::MatchSingleton, 0, S::constant)?;
            let value = source.required(value, Class::MatchSingleton, 0)?;
            PatternKind::MatchSingleton { value }
        }
        Some(Class::MatchSequence) => {
            let patterns = source.list(object, Class::MatchSequence, 0, build_pattern)?;
            PatternKind::MatchSequence { patterns }
        }
        Some(Class::MatchMapping) => {
            let keys = source.list(object, Class::MatchMapping, 0, build_expr)?;
            let patterns = source.list(object, Class::MatchMapping, 1, build_pattern)?;
            let rest = source.field(object, Class::MatchMapping, 2, S::identifier)?;
            PatternKind::MatchMapping { keys, patterns, rest }
        }
        Some(Class::MatchClass) => {
            let cls = source.field(object, Class::MatchClass, 0, build_expr)?;
            let patterns = source.list(object, Class::MatchClass, 1, build_pattern)?;
            let kwd_attrs = source.list(object, Class::MatchClass, 2, S::identifier)?;
            let kwd_patterns = source.list(object, Class::MatchClass, 3, build_pattern)?;
            let cls = source.required(cls, Class::MatchClass, 0)?;
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns }
        }
        Some(Class::MatchStar) => {
            let name = source.field(object, Class::MatchStar, 0, S::identifier)?;
            PatternKind::MatchStar { name }
        }
        Some(Class::MatchAs) => {
            let pattern = source.field(object, Class::MatchAs, 0, build_pattern)?;
            let name = source.field(object, Class::MatchAs, 1, S::identifier)?;
            PatternKind::MatchAs { pattern, name }
        }
        Some(Class::MatchOr) => {
            let patterns = source.list(object, Class::MatchOr, 0, build_pattern)?;
            PatternKind::MatchOr { patterns }
        }
        _ => return Err(source.stranger(object, "pattern")),
    };
    Ok(Some(source.arena().alloc(Pattern { kind, location })))
}
/// Builds a `type_ignore`; nothing of `None`.
pub fn build_type_ignore<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a TypeIgnore<'a>>, S::Error> {
    if source.is_none(object) {
        return Ok(None);
    }
    if source.class(object, "type_ignore")? != Some(Class::TypeIgnore) {
        return Err(source.stranger(object, "type_ignore"));
    }
    let lineno = source.field(object, Class::TypeIgnore, 0, S::int)?;
    let tag = source.field(object, Class::TypeIgnore, 1, S::string)?;
    let lineno = source.required(lineno, Class::TypeIgnore, 0)?;
    let tag = source.required(tag, Class::TypeIgnore, 1)?;
    Ok(Some(source.arena().alloc(TypeIgnore { lineno, tag })))
}
/// Builds a `type_param`; nothing of `None`.
pub fn build_type_param<'a, S: NodeSource<'a>>(
    source: &mut S,
    object: &S::Object,
) -> Result<Option<&'a TypeParam<'a>>, S::Error> {
    if source.is_none(object) {
        return Ok(None);
    }
    let location = source.location(object, "type_param")?;
    let kind = match source.class(object, "type_param")? {
        Some(Class::TypeVar) => {
            let name = source.field(object, Class::TypeVar, 0, S::identifier)?;
            let bound = source.field(object, Class::TypeVar, 1, build_expr)?;
            let default_value = source.field(object, Class::TypeVar, 2, build_expr)?;
            let name = source.required(name, Class::TypeVar, 0)?;
            TypeParamKind::TypeVar { name, bound, default_value }
        }
        Some(Class::ParamSpec) => {
            let name = source.field(object, Class::ParamSpec, 0, S::identifier)?;
            let default_value = source.field(object, Class::ParamSpec, 1, build_expr)?;
            let name = source.required(name, Class::ParamSpec, 0)?;
            TypeParamKind::ParamSpec { name, default_value }
        }
        Some(Class::TypeVarTuple) => {
            let name = source.field(object, Class::TypeVarTuple, 0, S::identifier)?;
            let default_value = source.field(object, Class::TypeVarTuple, 1, build_expr)?;
            let name = source.required(name, Class::TypeVarTuple, 0)?;
            TypeParamKind::TypeVarTuple { name, default_value }
        }
        _ => return Err(source.stranger(object, "type_param")),
    };
    Ok(Some(source.arena().alloc(TypeParam { kind, location })))
}
