//! `_symtable`: the symbol tables of a source, as the module `symtable` shows them.

use taipan_ast::{Mode, Options};
use taipan_compiler::symtable::{BlockKind, Scope, ScopeId, Symbol, SymbolTable, Visibility};
use taipan_front::{Source, Workspace};
use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};
use taipan_text::{Names, PyText};

use crate::stages;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    functions: &[Symtable::FUNCTIONS],
    definitions: &[DEFINITIONS],
    exec: Some(add_constants),
    ..ModuleDef::of("_symtable")
};

static DEFINITIONS: &[Definition] = &[Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[Entry::SLOTS],
    getset: &[Entry::GETSET],
    ..Definition::of(&ENTRY)
}];

/// How far the visibility of a name is shifted in its flags.
const SCOPE_OFFSET: u32 = 12;

const CONSTANTS: &[(&str, u32)] = &[
    ("USE", Symbol::USE),
    ("DEF_GLOBAL", Symbol::DEF_GLOBAL),
    ("DEF_NONLOCAL", Symbol::DEF_NONLOCAL),
    ("DEF_LOCAL", Symbol::DEF_LOCAL),
    ("DEF_PARAM", Symbol::DEF_PARAM),
    ("DEF_TYPE_PARAM", Symbol::DEF_TYPE_PARAM),
    ("DEF_FREE_CLASS", Symbol::DEF_FREE_CLASS),
    ("DEF_IMPORT", Symbol::DEF_IMPORT),
    // Without those of PEP 695, as CPython has it.
    ("DEF_BOUND", Symbol::DEF_LOCAL | Symbol::DEF_PARAM | Symbol::DEF_IMPORT),
    ("DEF_ANNOT", Symbol::DEF_ANNOT),
    ("DEF_COMP_ITER", Symbol::DEF_COMP_ITER),
    ("DEF_COMP_CELL", Symbol::DEF_COMP_CELL),
    ("TYPE_FUNCTION", 0),
    ("TYPE_CLASS", 1),
    ("TYPE_MODULE", 2),
    ("TYPE_ANNOTATION", 3),
    ("TYPE_TYPE_ALIAS", 4),
    ("TYPE_TYPE_PARAMETERS", 5),
    ("TYPE_TYPE_VARIABLE", 6),
    ("LOCAL", 1),
    ("GLOBAL_EXPLICIT", 2),
    ("GLOBAL_IMPLICIT", 3),
    ("FREE", 4),
    ("CELL", 5),
    ("SCOPE_OFF", SCOPE_OFFSET),
    ("SCOPE_MASK", 15),
];

fn add_constants(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    for &(name, number) in CONSTANTS {
        let number = py.int(number.into())?;
        module.set(py, name, number)?;
    }
    Ok(())
}

/// A block.
#[pyclass(name = "symtable entry")]
pub(crate) struct Entry {
    /// A `str`.
    name: Value,
    /// A dict of names and flags.
    symbols: Value,
    /// A list of names.
    parameters: Value,
    /// A list of entries.
    children: Value,
    nested: bool,
    kind: u32,
    line: i32,
}

fn kind(kind: BlockKind) -> u32 {
    match kind {
        BlockKind::Function => 0,
        BlockKind::Class => 1,
        BlockKind::Module => 2,
        BlockKind::Annotation => 3,
        BlockKind::TypeAlias => 4,
        BlockKind::TypeParameters => 5,
        BlockKind::TypeVariable => 6,
    }
}

fn visibility(visibility: Visibility) -> u32 {
    match visibility {
        Visibility::Unknown => 0,
        Visibility::Local => 1,
        Visibility::GlobalExplicit => 2,
        Visibility::GlobalImplicit => 3,
        Visibility::Free => 4,
        Visibility::Cell => 5,
    }
}

fn text(py: &Py, names: &Names, name: taipan_text::Name) -> PyResult<Value> {
    let text = py.heap().str_from_text(names.text(name))?;
    py.heap().intern_value(&text)
}

fn entry(py: &mut Py, scope: &Scope, names: &Names, children: Vec<Value>) -> PyResult<Value> {
    let symbols = py.dict()?;
    for (name, symbol) in scope.symbols.iter() {
        let flags = symbol.flags | visibility(symbol.visibility) << SCOPE_OFFSET;
        let (name, flags) = (text(py, names, name)?, py.int(flags.into())?);
        if let Some(symbols) = symbols.get::<Dict>() {
            symbols.set(py, &name, flags)?;
        }
    }
    let parameters = scope.parameters.iter().map(|&name| text(py, names, name)).collect::<PyResult<_>>()?;
    let entry = Entry {
        name: text(py, names, scope.name)?,
        symbols,
        parameters: py.list(parameters)?,
        children: py.list(children)?,
        nested: scope.nested,
        kind: kind(scope.kind),
        line: scope.location.line,
    };
    py.heap().object(entry)
}

/// The entry of the whole program. Blocks nest as deep as the source's indentation, so a list of what is left to do takes
/// the place of recursion: a block is made after its children.
fn entries(py: &mut Py, table: &SymbolTable, names: &Names) -> PyResult<Option<Value>> {
    let mut made: Vec<Value> = Vec::new();
    let mut left = vec![(SymbolTable::TOP, false)];
    while let Some((id, children_made)) = left.pop() {
        let scope = table.scope(id);
        if children_made {
            let children = made.split_off(made.len().saturating_sub(scope.children.len()));
            made.push(entry(py, scope, names, children)?);
        } else {
            left.push((id, true));
            left.extend(scope.children.iter().rev().map(|&child: &ScopeId| (child, false)));
        }
    }
    Ok(made.pop())
}

struct Symtable;

#[pymodule("_symtable")]
impl Symtable {
    /// The symbol table of a source, and in it those of its blocks.
    #[pyfunction("(source, filename, startstr, /)")]
    fn symtable(
        py: &mut Py,
        source: &Value,
        filename: Borrowed<'_>,
        startstr: &Str,
    ) -> PyResult<Option<Value>> {
        let filename = py.fs_decoded(filename)?;
        let mode = match &*startstr.to_utf8() {
            "exec" => Mode::Exec,
            "eval" => Mode::Eval,
            "single" => Mode::Single,
            _ => {
                return Err(exc::value_error(
                    py,
                    format_args!("symtable() arg 3 must be 'exec' or 'eval' or 'single'"),
                ));
            }
        };
        let options = Options { mode, ..Options::default() };
        let bytes = match source.get::<Str>() {
            Some(text) => text.to_wtf8().into_owned(),
            None => {
                let buffer = py.get_buffer_or(source, BufferRequest::SIMPLE, |py| {
                    exc::type_error(py, format_args!("symtable() arg 1 must be a string or bytes object"))
                })?;
                let bytes = buffer.to_vec();
                py.release_buffer(buffer);
                bytes
            }
        };
        let source =
            if source.is_str() { Source::Text(PyText::from_bytes(&bytes)) } else { Source::Bytes(&bytes) };
        let mut workspace = Workspace::new(py.stack_left());
        let mut unused = Vec::new();
        let mut session = workspace.session(&mut unused);
        let table = stages::run(py, &filename, &mut session, |session, mut decoder| {
            taipan_front::symbols(source, &options, session, &mut decoder)
        })?;
        entries(py, &table, session.names)
    }
}

#[pymethods]
impl Entry {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(own) = this.exact::<Self>() else { return Ok(this.to_value()) };
        py.text(format_args!("<symtable entry {}({}), line {}>", own.name, this.word(), own.line))
    }

    #[pymember]
    fn id(this: Borrowed<'_>) -> usize {
        this.word()
    }

    #[pymember]
    fn name(&self) -> Value {
        self.name.clone()
    }

    #[pymember]
    fn symbols(&self) -> Value {
        self.symbols.clone()
    }

    #[pymember]
    fn varnames(&self) -> Value {
        self.parameters.clone()
    }

    #[pymember]
    fn children(&self) -> Value {
        self.children.clone()
    }

    #[pymember]
    fn nested(&self) -> i64 {
        self.nested.into()
    }

    #[pymember(name = "type")]
    fn kind(&self) -> u32 {
        self.kind
    }

    #[pymember]
    fn lineno(&self) -> i32 {
        self.line
    }
}
