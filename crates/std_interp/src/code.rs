//! Code that crosses: what makes a function one without state, and what makes code a script.
//!
//! A function without state needs nothing but its code and builtins: no arguments' defaults, no closure, no globals. A script
//! takes no arguments and gives no result, so it can be executed in another interpreter's `__main__`.

use std::sync::Arc;

use taipan_bytecode::marshal::{CodeBuilder, Reader, VERSION};
use taipan_bytecode::{CodeObject, Constant, Opcode};
use taipan_object::hooks::Compile;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};
use taipan_std_boot::marshal;
use taipan_text::StackLimit;

use crate::data::Data;
use crate::errors;

/// `CO_VARARGS | CO_VARKEYWORDS`
const ANY_ARGUMENTS: u32 = 0x04 | 0x08;
/// `CO_GENERATOR`
const GENERATOR: u32 = 0x20;
/// `CO_COROUTINE`, `CO_ITERABLE_COROUTINE`, `CO_ASYNC_GENERATOR`
const COROUTINE: u32 = 0x80 | 0x100 | 0x200;

/// Code as plain data, and as bytes.
pub struct Plain {
    /// The code.
    pub code: Arc<CodeObject>,
    /// As marshal writes it.
    pub bytes: Vec<u8>,
}

/// Code as plain data; fails for anything else.
pub fn plain(py: &mut Py, code: &Value) -> PyResult<Plain> {
    let bytes = marshal::dump(py, code, VERSION, true)?;
    let stack = StackLimit::below_here(py.stack_left());
    match Reader::new(&bytes, CodeBuilder, stack).read() {
        Ok(Constant::Code(code)) => Ok(Plain { code, bytes }),
        _ => Err(exc::type_error(py, format_args!("expected code"))),
    }
}

/// Whether a value is a function written in Python.
pub fn is_function(py: &Py, value: &Value) -> bool {
    py.interpreter().hooks().function_type.is_some_and(|class| value.type_().is(class))
}

/// Whether a value is a code object.
pub fn is_code(py: &mut Py, value: &Value) -> bool {
    py.interpreter().hooks().free_variables.is_some_and(|count| count(py, value).is_some())
}

fn attribute(py: &mut Py, value: &Value, name: &str) -> PyResult<Value> {
    let name = py.heap().intern(name)?;
    py.get_attribute(value, &name)
}

/// The instructions of code: opcodes with operands.
pub fn instructions(code: &CodeObject) -> Vec<(Opcode, u32)> {
    let mut found = Vec::new();
    let mut units = code.code.chunks_exact(2);
    let mut operand = 0_u32;
    while let Some(&[number, low]) = units.next() {
        let Some(opcode) = Opcode::from_u8(number) else { continue };
        operand = operand << 8 | u32::from(low);
        if opcode == Opcode::ExtendedArg {
            continue;
        }
        found.push((opcode, operand));
        operand = 0;
        for _ in 0..opcode.cache_entries() {
            units.next();
        }
    }
    found
}

/// Whether every result of code is None, as far as its instructions show.
pub fn returns_only_none(code: &CodeObject) -> bool {
    let instructions = instructions(code);
    let returns: Vec<_> =
        instructions.windows(2).filter(|pair| matches!(pair, [_, (Opcode::ReturnValue, _)])).collect();
    let is_none = |pair: &&[(Opcode, u32)]| {
        matches!(pair, [(Opcode::LoadConst, operand), _]
            if matches!(code.constants.get(*operand as usize), Some(Constant::None)))
    };
    returns.iter().all(is_none)
}

/// The names of attributes that code reads, each once, as indices of its names.
pub fn attribute_names(code: &CodeObject) -> Vec<usize> {
    let mut names = Vec::new();
    for (opcode, operand) in instructions(code) {
        let name = (operand >> 1) as usize;
        if opcode == Opcode::LoadAttr && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The names of globals that code reads, each once, as indices of its names.
pub fn global_names(code: &CodeObject) -> Vec<usize> {
    let mut names = Vec::new();
    for (opcode, operand) in instructions(code) {
        let name = (operand >> 1) as usize;
        if opcode == Opcode::LoadGlobal && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cold]
fn unsupported(py: &Py, what: &str) -> Raised {
    exc::value_error(py, format_args!("{what} not supported"))
}

fn has_items(value: &Value) -> bool {
    !is_none(value)
        && value.get::<taipan_object::types::tuple::Tuple>().is_none_or(|items| !items.items().is_empty())
}

/// Fails for a function that depends on more than its code and builtins; gives its code.
fn check_stateless(py: &mut Py, function: &Value) -> PyResult<Plain> {
    if !is_function(py, function) {
        let shown = py.repr(function)?;
        return Err(exc::type_error(py, format_args!("expected a function, got {shown}")));
    }
    let code = attribute(py, function, "__code__")?;
    let defaults = attribute(py, function, "__defaults__")?;
    if has_items(&defaults) {
        return Err(unsupported(py, "defaults"));
    }
    let defaults = attribute(py, function, "__kwdefaults__")?;
    if !is_none(&defaults) && defaults.get::<Dict>().is_none_or(|dict| dict.len(py) != 0) {
        return Err(unsupported(py, "keyword defaults"));
    }
    let closure = attribute(py, function, "__closure__")?;
    if has_items(&closure) {
        return Err(unsupported(py, "closures"));
    }
    let plain = plain(py, &code)?;
    let [globals, builtins] = namespaces(py, function)?;
    check_globals(py, &plain.code, Some(&globals), Some(&builtins))?;
    Ok(plain)
}

/// The globals and builtins of a function.
fn namespaces(py: &mut Py, function: &Value) -> PyResult<[Value; 2]> {
    Ok([attribute(py, function, "__globals__")?, attribute(py, function, "__builtins__")?])
}

/// Fails for code that reads globals: what is in their namespace, and what is no builtin where those are known.
fn check_globals(
    py: &mut Py,
    code: &CodeObject,
    globals: Option<&Value>,
    builtins: Option<&Value>,
) -> PyResult<()> {
    for index in global_names(code) {
        let Some(name) = code.names.get(index) else { continue };
        let name = py.heap().str_from_text(name.text())?;
        let is_global = match globals {
            Some(globals) => py.contains(globals, &name)?,
            None => false,
        };
        let is_unknown = match builtins {
            Some(builtins) if !is_global => !py.contains(builtins, &name)?,
            _ => false,
        };
        if is_global || is_unknown {
            return Err(unsupported(py, "globals"));
        }
    }
    Ok(())
}

/// Fails for a function or code that depends on globals or a closure.
pub fn verify_stateless(
    py: &mut Py,
    value: &Value,
    globals: Option<&Value>,
    builtins: Option<&Value>,
) -> PyResult<()> {
    let (code, own) = match is_function(py, value) {
        true => (attribute(py, value, "__code__")?, Some(namespaces(py, value)?)),
        false if is_code(py, value) => (value.clone(), None),
        false => {
            return Err(exc::type_error(py, format_args!("argument must be a code object or a function")));
        }
    };
    let plain = plain(py, &code)?;
    check_closure(py, &plain.code)?;
    let globals = globals.or_else(|| own.as_ref().map(|[globals, _]| globals));
    let builtins = builtins.or_else(|| own.as_ref().map(|[_, builtins]| builtins));
    check_globals(py, &plain.code, globals, builtins)
}

fn check_closure(py: &Py, code: &CodeObject) -> PyResult<()> {
    match code.local_kinds.iter().any(|kind| kind & taipan_bytecode::LocalKind::FREE != 0) {
        true => Err(unsupported(py, "closures")),
        false => Ok(()),
    }
}

/// Packs a function without state.
pub fn pack_function(py: &mut Py, function: &Value) -> PyResult<Data> {
    if !is_function(py, function) {
        let shown = py.repr(function)?;
        return Err(errors::not_shareable(py, format_args!("expected a function, got {shown}"), None));
    }
    match check_stateless(py, function) {
        Ok(plain) => Ok(Data::Function(plain.bytes)),
        Err(raised) => Err(errors::not_shareable(
            py,
            format_args!("only stateless functions are shareable"),
            Some(raised),
        )),
    }
}

/// Makes a function of code that has arrived; its globals are those of `__main__`.
pub(crate) fn unpack_function(py: &mut Py, bytes: &[u8]) -> PyResult<Value> {
    let code = marshal::load_code(py, bytes)?;
    let name = py.heap().intern("__main__")?;
    let modules = py.modules()?;
    let main = match modules.get::<Dict>() {
        Some(modules) => modules.get(py, &name)?,
        None => None,
    };
    let running = py.runtime().interpreter(py.interpreter().id()).is_some_and(|it| it.running);
    let globals = main.filter(|_| running).and_then(|main| Some(main.get::<Module>()?.dict().clone()));
    let globals = match globals {
        Some(globals) => globals,
        None => py.dict()?,
    };
    let Some(class) = py.interpreter().hooks().function_type else {
        return Err(exc::system_error(py, format_args!("there is no interpreter to make functions for")));
    };
    py.call(&class.to_value(), &[&code, &globals])
}

/// Packs a code object.
pub fn pack_code(py: &mut Py, value: &Value) -> PyResult<Data> {
    if !is_code(py, value) {
        let shown = py.repr(value)?;
        return Err(errors::not_shareable(py, format_args!("expected code, got {shown}"), None));
    }
    Ok(Data::Marshalled(plain(py, value)?.bytes))
}

/// The marshalled code of a script: source text, a function or a code object. A pure one depends on nothing but builtins.
///
/// # Errors
/// What is wrong with it, as that is.
pub fn script(py: &mut Py, value: &Value, pure: bool) -> PyResult<Vec<u8>> {
    if is_function(py, value) {
        let plain = match pure {
            true => check_stateless(py, value)?,
            false => {
                let code = attribute(py, value, "__code__")?;
                plain(py, &code)?
            }
        };
        let closure = attribute(py, value, "__closure__")?;
        if has_items(&closure) {
            return Err(unsupported(py, "closures"));
        }
        check_script(py, &plain.code)?;
        return Ok(plain.bytes);
    }
    let code = if is_code(py, value) { value.clone() } else { compile(py, value)? };
    let plain = plain(py, &code)?;
    if pure {
        let builtins = py.builtins().and_then(|it| Some(it.get::<Module>()?.dict().clone()));
        check_closure(py, &plain.code)?;
        check_globals(py, &plain.code, None, builtins.as_ref())?;
    }
    check_script(py, &plain.code)?;
    Ok(plain.bytes)
}

fn check_script(py: &Py, code: &CodeObject) -> PyResult<()> {
    if code.arg_count > 0 || code.keyword_only_count > 0 || code.flags & ANY_ARGUMENTS != 0 {
        return Err(unsupported(py, "code with args"));
    }
    check_closure(py, code)?;
    if code.flags & (GENERATOR | COROUTINE) != 0 || !returns_only_none(code) {
        return Err(exc::value_error(py, format_args!("code that returns a value is not a script")));
    }
    Ok(())
}

/// Compiles source text, a `str` or memory.
fn compile(py: &mut Py, source: &Value) -> PyResult<Value> {
    let is_source = source.get::<Str>().is_some() || source.type_().slots.get_buffer.get().is_some();
    let (true, Some(compile)) = (is_source, py.interpreter().hooks().compile) else {
        let shown = py.repr(source)?;
        return Err(exc::type_error(py, format_args!("unsupported script {shown}")));
    };
    let filename = py.str("<script>")?;
    compile(
        py,
        &Compile { source, filename: &filename, mode: "exec", flags: 0, optimise: -1, feature_version: -1 },
    )
}

/// Packs a script.
pub fn pack_script(py: &mut Py, value: &Value, pure: bool) -> PyResult<Data> {
    match script(py, value, pure) {
        Ok(bytes) => Ok(Data::Marshalled(bytes)),
        Err(raised) => {
            Err(errors::not_shareable(py, format_args!("object not a valid script"), Some(raised)))
        }
    }
}
