//! The compiler's stages one at a time: what is emitted for a tree, what the flow graph makes of it, and the code object.
//!
//! Constants pass between the compiler and Python in marshal's form, which both have.

use taipan_ast::{Mode, Options};
use taipan_bytecode::Constant;
use taipan_bytecode::marshal::{CodeBuilder, Reader, VERSION, write_constants};
use taipan_compiler::stages::{self, Optimized};
use taipan_compiler::unit::{Metadata, Table};
use taipan_front::Workspace;
use taipan_macros::pymodule;
use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_std_boot::marshal;
use taipan_std_lang::{ast, error, stages as session};
use taipan_text::{Error, Name, Names, PyText, StackLimit};

use super::sequence::{Code, InstructionSequence};

pub(super) struct Compiler;

fn stack(py: &Py) -> StackLimit {
    StackLimit::below_here(py.stack_left())
}

fn raise(py: &mut Py, error: &Error) -> taipan_object::Raised {
    error::raise(py, error, "")
}

/// Values as the compiler's constants.
fn constants(py: &mut Py, values: &[Value]) -> PyResult<Vec<Constant>> {
    values
        .iter()
        .map(|value| {
            let data = marshal::dump(py, value, VERSION, true)?;
            Reader::new(&data, CodeBuilder, stack(py)).read().map_err(|error| raise(py, &error))
        })
        .collect()
}

/// The compiler's constants as values.
fn values(py: &mut Py, constants: &[Constant]) -> PyResult<Vec<Value>> {
    let data = write_constants(constants, stack(py)).map_err(|error| raise(py, &error))?;
    let (tuple, _) = marshal::load(py, &data, true)?;
    Ok(tuple.get::<Tuple>().map_or(&[][..], Tuple::items).to_vec())
}

/// The instructions of an argument.
fn code_of(py: &Py, instructions: Borrowed<'_>) -> PyResult<Code> {
    match instructions.get::<InstructionSequence>() {
        Some(sequence) => Ok(sequence.code(py)),
        None => Err(exc::value_error(py, format_args!("expected an instruction sequence"))),
    }
}

#[pymodule("_testinternalcapi")]
impl Compiler {
    /// An empty InstructionSequence.
    #[pyfunction("()")]
    fn new_instruction_sequence(py: &mut Py) -> PyResult<Value> {
        InstructionSequence::of_instructions(py, Vec::new())
    }

    /// A docstring without the indentation that all its lines have, as the compiler keeps it.
    #[pyfunction("(doc)")]
    fn compiler_cleandoc(py: &mut Py, doc: Borrowed<'_>) -> PyResult<Value> {
        let Some(text) = doc.get::<Str>() else {
            let class = doc.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("compiler_cleandoc() argument 'doc' must be str, not {class}"),
            ));
        };
        let bytes = text.to_wtf8();
        let clean = stages::clean_docstring(PyText::from_bytes(&bytes));
        py.heap().str_from_text(PyText::from_bytes(&clean))
    }

    /// What the compiler emits for a tree: an instruction sequence, and a dict that says more.
    #[pyfunction("(ast, filename, optimize, compile_mode=0)")]
    fn compiler_codegen(
        py: &mut Py,
        ast: Borrowed<'_>,
        filename: Borrowed<'_>,
        optimize: i32,
        compile_mode: Option<i32>,
    ) -> PyResult<Value> {
        if !ast::is_node(py, &ast)? {
            return Err(exc::type_error(py, format_args!("expected an AST")));
        }
        let mode = match compile_mode.unwrap_or(0) {
            0 => Mode::Exec,
            1 => Mode::Eval,
            _ => Mode::Single,
        };
        let optimize = optimize.clamp(0, 2) as u8;
        let digits = py.interpreter().digit_limit().digits();
        let options = Options { mode, optimize, int_max_str_digits: digits, ..Options::default() };
        let name = filename.to_string();
        let mut workspace = Workspace::new(py.stack_left());
        let mut unused = Vec::new();
        let mut compilation = workspace.session(&mut unused);
        let tree = ast::tree(py, &ast, mode, &mut compilation)?;
        let generated = session::run(py, &filename, &mut compilation, |session, _| {
            taipan_ast::validate(tree, session.names, session.stack)?;
            stages::generate(tree, &name, &options, session)
        })?;
        let constants = values(py, &generated.constants)?;
        let constants = py.list(constants)?;
        let sequence = InstructionSequence::of_emitted(py, generated.emitted)?;
        let metadata = py.dict()?;
        if let Some(dict) = metadata.get::<Dict>() {
            for name in ["argcount", "posonlyargcount", "kwonlyargcount"] {
                let (name, zero) = (py.heap().intern(name)?, py.int(0)?);
                dict.set(py, &name, zero)?;
            }
            let name = py.heap().intern("consts")?;
            dict.set(py, &name, constants)?;
        }
        py.heap().pair(sequence, metadata)
    }

    /// What the flow graph makes of instructions. The list of constants becomes that of those still loaded.
    #[pyfunction("(instructions, consts, nlocals)")]
    fn optimize_cfg(
        py: &mut Py,
        instructions: Borrowed<'_>,
        consts: Borrowed<'_>,
        nlocals: i32,
    ) -> PyResult<Value> {
        if consts.get::<List>().is_none() {
            return Err(exc::type_error(py, format_args!("consts must be a list")));
        }
        let code = code_of(py, instructions)?;
        let locals = u32::try_from(nlocals).unwrap_or(0);
        let given = py.collect(&consts)?;
        let constants = constants(py, &given)?;
        let Optimized { instructions, constants } =
            stages::optimize(&code.sequence(), &constants, locals).map_err(|error| raise(py, &error))?;
        let (constants, places): (Vec<_>, Vec<_>) = constants.into_iter().unzip();
        let made = values(py, &constants)?;
        let kept = made
            .into_iter()
            .zip(places)
            .map(|(made, place)| place.and_then(|place| given.get(place)).cloned().unwrap_or(made));
        let kept = py.list(kept.collect())?;
        let everything = py.heap().slice(none(), none(), none())?;
        py.set_item(&consts, &everything, &kept)?;
        InstructionSequence::of_instructions(py, instructions)
    }

    /// The code object of instructions.
    #[pyfunction("(filename, instructions, metadata)")]
    fn assemble_code_object(
        py: &mut Py,
        filename: Borrowed<'_>,
        instructions: Borrowed<'_>,
        metadata: Borrowed<'_>,
    ) -> PyResult<Value> {
        let code = code_of(py, instructions)?;
        if metadata.get::<Dict>().is_none() {
            let class = metadata.type_().name();
            return Err(exc::type_error(py, format_args!("metadata must be a dict, not {class}")));
        }
        let mut names = Names::new();
        let unit = unit(py, &metadata, &mut names)?;
        let given = field(py, &metadata, "consts")?;
        let given = py.collect(&given)?;
        let constants = constants(py, &given)?;
        let code = stages::assemble(&code.sequence(), unit, &constants, &filename.to_string(), &names)
            .map_err(|error| raise(py, &error))?;
        let code = values(py, &[Constant::Code(code)])?;
        match code.into_iter().next() {
            Some(code) => Ok(code),
            None => Err(exc::system_error(py, format_args!("no code object was made"))),
        }
    }
}

/// What a dict has under a name, which must be there.
fn field(py: &mut Py, metadata: &Value, name: &str) -> PyResult<Value> {
    let name = py.heap().intern(name)?;
    py.get_item(metadata, &name)
}

/// What is said about a unit beside its instructions and constants.
fn unit(py: &mut Py, metadata: &Value, names: &mut Names) -> PyResult<Metadata> {
    let mut number = |name: &str| -> PyResult<u32> {
        let value = field(py, metadata, name)?;
        let value = py.to_i64(&value)?;
        u32::try_from(value)
            .map_err(|_| exc::value_error(py, format_args!("{name} is out of range: {value}")))
    };
    let (arg_count, positional_only_count) = (number("argcount")?, number("posonlyargcount")?);
    let (keyword_only_count, first_line) = (number("kwonlyargcount")?, number("firstlineno")?);
    let mut name = |py: &mut Py, key: &str| -> PyResult<Name> {
        let value = field(py, metadata, key)?;
        intern(py, &value, names)
    };
    let (own_name, qualified_name) = (name(py, "name")?, name(py, "qualname")?);
    let mut table = |py: &mut Py, key: &str| -> PyResult<Table<Name>> {
        let keys = field(py, metadata, key)?;
        py.collect(&keys)?.iter().map(|key| intern(py, key, names)).collect()
    };
    Ok(Metadata {
        name: own_name,
        qualified_name,
        flags: taipan_bytecode::flags::OPTIMIZED | taipan_bytecode::flags::NEWLOCALS,
        constants: Table::default(),
        names: table(py, "names")?,
        local_names: table(py, "varnames")?,
        cell_names: table(py, "cellvars")?,
        free_names: table(py, "freevars")?,
        hidden: table(py, "fasthidden")?.items().iter().map(|&name| (name, false)).collect(),
        arg_count,
        positional_only_count,
        keyword_only_count,
        first_line: i32::try_from(first_line).unwrap_or(i32::MAX),
    })
}

fn intern(py: &Py, value: &Value, names: &mut Names) -> PyResult<Name> {
    match value.get::<Str>() {
        Some(text) => Ok(names.intern(PyText::from_bytes(&text.to_wtf8()))),
        None => {
            let class = value.type_().name();
            Err(exc::type_error(py, format_args!("a name must be a str, not {class}")))
        }
    }
}
