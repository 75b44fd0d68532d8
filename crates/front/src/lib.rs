//! The stages one after the other: what `compile()` does with a source, up to the stage that is asked for.

use std::borrow::Cow;
use std::sync::Arc;

use bumpalo::Bump;
use taipan_ast::{CompileFlags, Mod, Options, Session, Spare};
use taipan_bytecode::CodeObject;
use taipan_compiler::future;
use taipan_compiler::symtable::{self, FutureFeatures, SymbolTable};
use taipan_text::decode::{Decoder, Origin, decode_source};
use taipan_text::{Error, ErrorClass, Names, PyText, StackLimit, Warnings};

/// How much native stack the stages need in order to compile what CPython compiles on its eight megabytes: an expression
/// of 10,000 operators, for instance. A thread for them has [`STACK_RESERVE`] more.
pub const STACK: usize = 64 << 20;

/// What a thread's stack has to hold besides: the caller's frames, and functions that no input makes deep.
pub const STACK_RESERVE: usize = 1 << 20;

/// Source as it comes.
#[derive(Clone, Copy, Debug)]
pub enum Source<'s> {
    /// Bytes, which may name their encoding.
    Bytes(&'s [u8]),
    /// A script, also bytes, with its name: its errors of decoding differ a little.
    Script(&'s [u8], &'s str),
    /// A string, in which a coding cookie means nothing.
    Text(PyText<'s>),
}

/// What a compilation needs and another one can use again.
#[derive(Debug)]
pub struct Workspace {
    arena: Bump,
    names: Names,
    /// The names that every compilation begins with.
    well_known: Names,
    spare: Spare,
    /// How much of the native stack the stages may use, in bytes.
    stack: usize,
}

impl Workspace {
    /// A workspace for a thread that has at least `stack` bytes of stack to spare, at best [`STACK`].
    pub fn new(stack: usize) -> Self {
        let well_known = Names::new();
        Self { arena: Bump::new(), names: well_known.clone(), well_known, spare: Spare::default(), stack }
    }

    /// Forgets the last compilation and keeps its memory.
    pub fn clear(&mut self) {
        self.arena.reset();
        self.names.clone_from(&self.well_known);
    }

    /// As [`Self::new`], for what is compiled from now on.
    pub fn set_stack(&mut self, stack: usize) {
        self.stack = stack;
    }

    /// About how much memory is kept, in bytes.
    pub fn memory(&self) -> usize {
        self.arena.allocated_bytes()
    }

    /// Starts a compilation. Warnings go to `warnings`.
    pub fn session<'a>(&'a mut self, warnings: &'a mut dyn Warnings) -> Session<'a, 'a> {
        let stack = StackLimit::below_here(self.stack);
        let Self { arena, names, spare, .. } = self;
        Session { arena, names, warnings, stack, spare, findings: None }
    }
}

/// The text of a source.
pub fn text<'s>(source: Source<'s>, decoder: &mut dyn Decoder) -> Result<Cow<'s, str>, Box<Error>> {
    match source {
        Source::Bytes(bytes) => Ok(decode_source(bytes, Origin::Memory, decoder)?.text),
        Source::Script(bytes, name) => Ok(decode_source(bytes, Origin::File(name), decoder)?.text),
        Source::Text(text) => string(text),
    }
}

/// The syntax tree of a source.
pub fn tree<'a>(
    source: Source<'_>,
    options: &Options,
    session: &mut Session<'a, '_>,
    decoder: &mut dyn Decoder,
) -> Result<&'a Mod<'a>, Box<Error>> {
    taipan_parser::parse(&text(source, decoder)?, options, session)
}

/// The syntax tree that `compile()` gives under `PyCF_ONLY_AST`: checked as far as CPython checks one that is not going
/// to be compiled, and with `PyCF_OPTIMIZED_AST` as its compiler would see it.
pub fn syntax_tree<'a>(
    source: Source<'_>,
    options: &Options,
    session: &mut Session<'a, '_>,
    decoder: &mut dyn Decoder,
) -> Result<&'a Mod<'a>, Box<Error>> {
    let tree = tree(source, options, session, decoder)?;
    shown_tree(tree, options, session)
}

/// A tree as `compile()` gives it under `PyCF_ONLY_AST`.
pub fn shown_tree<'a>(
    tree: &'a Mod<'a>,
    options: &Options,
    session: &mut Session<'a, '_>,
) -> Result<&'a Mod<'a>, Box<Error>> {
    if !options.flags.has(CompileFlags::OPTIMIZED_AST) {
        return Ok(tree);
    }
    let future = future::features(tree, session)?;
    let features = CompileFlags(options.flags.0 | future.flags);
    taipan_ast::preprocess(tree, options, features, session)
}

/// The symbol table of a source, as the module `symtable` shows it: without what the optimiser changes in the tree.
pub fn symbols(
    source: Source<'_>,
    options: &Options,
    session: &mut Session<'_, '_>,
    decoder: &mut dyn Decoder,
) -> Result<SymbolTable, Box<Error>> {
    let tree = tree(source, options, session, decoder)?;
    let future = future::features(tree, session)?;
    let future = FutureFeatures { flags: options.flags.0 | future.flags, ..future };
    symtable::build(tree, future, session)
}

/// The code object of a source. `filename` is its `co_filename`.
pub fn compile(
    source: Source<'_>,
    filename: &str,
    options: &Options,
    session: &mut Session<'_, '_>,
    decoder: &mut dyn Decoder,
) -> Result<Arc<CodeObject>, Box<Error>> {
    let tree = tree(source, options, session, decoder)?;
    compile_tree(tree, filename, options, session)
}

/// The code object of a tree.
pub fn compile_tree<'a>(
    tree: &'a Mod<'a>,
    filename: &str,
    options: &Options,
    session: &mut Session<'a, '_>,
) -> Result<Arc<CodeObject>, Box<Error>> {
    taipan_compiler::compile(tree, filename, options, session)
}

fn string(text: PyText<'_>) -> Result<Cow<'_, str>, Box<Error>> {
    let Some(valid) = text.as_str() else { return Err(surrogate(text)) };
    if valid.contains('\0') {
        return Err(Error::new(ErrorClass::Syntax, "source code string cannot contain null bytes"));
    }
    Ok(taipan_text::decode::translate_newlines(valid))
}

/// What CPython's UTF-8 codec says of the first surrogates in a text.
#[cold]
fn surrogate(text: PyText<'_>) -> Box<Error> {
    let is_surrogate = |c: &u32| (0xd800..0xe000).contains(c);
    let start = text.code_points().take_while(|c| !is_surrogate(c)).count();
    let found: Vec<u32> = text.code_points().skip(start).take_while(is_surrogate).collect();
    let what = match found[..] {
        [c] => format!("character '\\u{c:x}' in position {start}"),
        _ => format!("characters in position {start}-{}", start + found.len() - 1),
    };
    let message = format!("'utf-8' codec can't encode {what}: surrogates not allowed");
    Error::new(ErrorClass::Unicode, message)
}
