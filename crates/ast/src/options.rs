//! What `compile()` can be asked for.

/// The start symbol of the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// `"exec"`: a module.
    Exec,
    /// `"eval"`: one expression.
    Eval,
    /// `"single"`: one interactive statement.
    Single,
    /// `"func_type"`: a signature type comment.
    FuncType,
}

/// The bits of `compile()`'s `flags`, with CPython's values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CompileFlags(pub u32);

impl CompileFlags {
    /// `PyCF_DONT_IMPLY_DEDENT`
    pub const DONT_IMPLY_DEDENT: u32 = 0x0200;
    /// `PyCF_ONLY_AST`
    pub const ONLY_AST: u32 = 0x0400;
    /// `PyCF_IGNORE_COOKIE`: the source was text, a coding cookie means nothing.
    pub const IGNORE_COOKIE: u32 = 0x0800;
    /// `PyCF_TYPE_COMMENTS`
    pub const TYPE_COMMENTS: u32 = 0x1000;
    /// `PyCF_ALLOW_TOP_LEVEL_AWAIT`
    pub const ALLOW_TOP_LEVEL_AWAIT: u32 = 0x2000;
    /// `PyCF_ALLOW_INCOMPLETE_INPUT`
    pub const ALLOW_INCOMPLETE_INPUT: u32 = 0x4000;
    /// `PyCF_OPTIMIZED_AST`, which includes [`Self::ONLY_AST`].
    pub const OPTIMIZED_AST: u32 = 0x8000 | Self::ONLY_AST;
    /// `from __future__ import division`, always on.
    pub const FUTURE_DIVISION: u32 = 0x20000;
    /// `from __future__ import absolute_import`, always on.
    pub const FUTURE_ABSOLUTE_IMPORT: u32 = 0x40000;
    /// `from __future__ import with_statement`, always on.
    pub const FUTURE_WITH_STATEMENT: u32 = 0x80000;
    /// `from __future__ import print_function`, always on.
    pub const FUTURE_PRINT_FUNCTION: u32 = 0x10_0000;
    /// `from __future__ import unicode_literals`, always on.
    pub const FUTURE_UNICODE_LITERALS: u32 = 0x20_0000;
    /// `from __future__ import barry_as_FLUFL`
    pub const FUTURE_BARRY_AS_BDFL: u32 = 0x40_0000;
    /// `from __future__ import generator_stop`, always on.
    pub const FUTURE_GENERATOR_STOP: u32 = 0x80_0000;
    /// `from __future__ import annotations`
    pub const FUTURE_ANNOTATIONS: u32 = 0x100_0000;

    /// Whether all bits of `flag` are set.
    pub const fn has(self, flag: u32) -> bool {
        self.0 & flag == flag
    }
}

/// Everything about a compilation that is not its source.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The start symbol.
    pub mode: Mode,
    /// The flags, those of `__future__` included.
    pub flags: CompileFlags,
    /// The minor version whose syntax to accept (`ast.parse(feature_version=…)`): 14 is all of it.
    pub feature_version: u8,
    /// The level of `-O`: 0, 1 or 2.
    pub optimize: u8,
    /// `sys.get_int_max_str_digits()`: how many digits a decimal literal may have; 0 is no limit.
    pub int_max_str_digits: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mode: Mode::Exec,
            flags: CompileFlags::default(),
            feature_version: 14,
            optimize: 0,
            int_max_str_digits: 4300,
        }
    }
}
