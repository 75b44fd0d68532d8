//! `types.CodeType(…)`.

use taipan_bytecode::{LocalKind, Opcode, flags};
use taipan_macros::pymethods;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value, exception as exc};

use super::parts::{CodeParts, Origin, assemble_parts};
use super::{Code, Data};

/// `CodeType.__text_signature__`
pub(crate) const SIGNATURE: &str = "(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n     flags, codestring, constants, names, varnames, filename, name,\n     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n     cellvars=(), /)";

/// The constructor of `code`.
pub(crate) struct Construction;

#[pymethods(Code)]
impl Construction {
    #[pyslot(
        "(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, \
         varnames, filename, name, qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)",
        name = "code"
    )]
    fn new(
        _class: &Type,
        py: &mut Py,
        argcount: i32,
        posonlyargcount: i32,
        kwonlyargcount: i32,
        nlocals: i32,
        stacksize: i32,
        flags: i32,
        codestring: Borrowed<'_>,
        constants: Borrowed<'_>,
        names: Borrowed<'_>,
        varnames: Borrowed<'_>,
        filename: Borrowed<'_>,
        name: Borrowed<'_>,
        qualname: Borrowed<'_>,
        firstlineno: i32,
        linetable: Borrowed<'_>,
        exceptiontable: Borrowed<'_>,
        freevars: Option<Borrowed<'_>>,
        cellvars: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let source = "code()";
        let code = bytes(py, source, "7", codestring)?;
        let constants = tuple(py, source, "8", constants)?;
        let names = tuple(py, source, "9", names)?;
        let variables = tuple(py, source, "10", varnames)?;
        for (value, place) in [(filename, "11"), (name, "12"), (qualname, "13")] {
            text(py, source, place, value)?;
        }
        let line_table = bytes(py, source, "15", linetable)?;
        let exception_table = bytes(py, source, "16", exceptiontable)?;
        let free = freevars.map_or_else(|| Ok(Vec::new()), |it| tuple(py, source, "17", it))?;
        let cells = cellvars.map_or_else(|| Ok(Vec::new()), |it| tuple(py, source, "18", it))?;
        for (count, what) in [
            (argcount, "argcount"),
            (posonlyargcount, "posonlyargcount"),
            (kwonlyargcount, "kwonlyargcount"),
            (nlocals, "nlocals"),
        ] {
            if count < 0 {
                return Err(exc::value_error(py, format_args!("code: {what} must not be negative")));
            }
        }
        let [names, variables, free, cells] =
            [names, variables, free, cells].map(|list| plain_strings(py, list));
        let variables = Variables { plain: variables?, cells: cells?, free: free? };
        let (argument_count, positional_only_count) =
            (unsigned(py, argcount)?, unsigned(py, posonlyargcount)?);
        let (keyword_only_count, flags) = (unsigned(py, kwonlyargcount)?, unsigned(py, flags)?);
        let stack_size = unsigned(py, stacksize)?;
        let parts = CodeParts {
            argument_count,
            positional_only_count,
            keyword_only_count,
            stack_size,
            flags,
            code,
            constants,
            names: names?,
            local_names: Vec::new(),
            local_kinds: Data::Static(&[]),
            filename: filename.to_value(),
            name: name.to_value(),
            qualified_name: qualname.to_value(),
            first_line: firstlineno,
            line_table,
            exception_table,
        };
        build(py, parts, variables, i64::from(nlocals))
    }
}

/// The variables of a code object as the constructor takes them.
pub(super) struct Variables {
    pub(super) plain: Vec<Value>,
    pub(super) cells: Vec<Value>,
    pub(super) free: Vec<Value>,
}

/// Makes a code object of parts that lack the variables.
pub(super) fn build(py: &mut Py, mut parts: CodeParts, variables: Variables, count: i64) -> PyResult<Value> {
    if i64::try_from(variables.plain.len()) != Ok(count) {
        return Err(exc::value_error(py, format_args!("code: co_nlocals != len(co_varnames)")));
    }
    let mut kinds: Vec<u8> =
        (0..variables.plain.len()).map(|index| LocalKind::LOCAL | argument_kind(&parts, index)).collect();
    let mut names = variables.plain;
    let plain = names.len();
    for cell in variables.cells {
        let same = |name: &Value| match (name.get::<Str>(), cell.get::<Str>()) {
            (Some(name), Some(cell)) => name.equals(cell),
            _ => false,
        };
        match names.iter().take(plain).position(same) {
            Some(index) => kinds[index] |= LocalKind::CELL,
            None => {
                names.push(cell);
                kinds.push(LocalKind::CELL);
            }
        }
    }
    kinds.extend(variables.free.iter().map(|_| LocalKind::FREE));
    names.extend(variables.free);
    if parts.flags & flags::OPTIMIZED == 0 {
        hide(&parts.code, &mut kinds);
    }
    parts.local_names = names;
    parts.local_kinds = Data::from(&*kinds);
    let parts = parts.interned(py.heap())?;
    assemble_parts(py, parts, Origin::Unknown)
}

/// How a parameter takes its argument.
fn argument_kind(parts: &CodeParts, index: usize) -> u8 {
    let positional = parts.argument_count as usize;
    let named = positional.saturating_add(parts.keyword_only_count as usize);
    let has_rest = parts.flags & flags::VARARGS != 0;
    let has_keywords = parts.flags & flags::VARKEYWORDS != 0;
    if index < parts.positional_only_count as usize {
        LocalKind::ARG_POS
    } else if index < positional {
        LocalKind::ARG_POS | LocalKind::ARG_KW
    } else if index < named {
        LocalKind::ARG_KW
    } else if index == named && has_rest {
        LocalKind::ARG_VAR | LocalKind::ARG_POS
    } else if index == named.saturating_add(usize::from(has_rest)) && has_keywords {
        LocalKind::ARG_VAR | LocalKind::ARG_KW
    } else {
        0
    }
}

/// The variables of comprehensions that are compiled into a module or class are hidden: they are those that are loaded and
/// cleared.
fn hide(code: &[u8], kinds: &mut [u8]) {
    let mut caches = 0;
    let mut operand = 0_usize;
    for pair in code.chunks_exact(2) {
        if caches > 0 {
            caches -= 1;
            continue;
        }
        operand = operand.wrapping_shl(8) | usize::from(pair[1]);
        match Opcode::from_u8(pair[0]) {
            Some(Opcode::ExtendedArg) => continue,
            Some(Opcode::LoadFastAndClear) => {
                if let Some(kind) = kinds.get_mut(operand) {
                    *kind |= LocalKind::HIDDEN;
                }
            }
            Some(opcode) => caches = opcode.cache_entries(),
            None => {}
        }
        operand = 0;
    }
}

/// A number that must not be negative.
fn unsigned(py: &Py, number: i32) -> PyResult<u32> {
    u32::try_from(number)
        .map_err(|_| exc::system_error(py, format_args!("codeobject.c: bad argument to internal function")))
}

/// Names, each exactly a `str`.
fn plain_strings(py: &Py, names: Vec<Value>) -> PyResult<Vec<Value>> {
    let exact = |name: Value| match name.get::<Str>() {
        Some(_) if name.exact::<Str>().is_some() => Ok(name),
        Some(text) => py.heap().str_from_units(text.units()),
        None => Err(exc::type_error(
            py,
            format_args!("name tuples must contain only strings, not '{}'", name.type_().name()),
        )),
    };
    names.into_iter().map(exact).collect()
}

/// The error for an argument of the wrong type.
fn wrong(py: &Py, source: &str, place: &str, expected: &str, value: Borrowed<'_>) -> Raised {
    exc::type_error(
        py,
        format_args!("{source} argument {place} must be {expected}, not {}", value.type_().name()),
    )
}

pub(super) fn bytes(py: &Py, source: &str, place: &str, value: Borrowed<'_>) -> PyResult<Data> {
    match value.get::<Bytes>() {
        Some(bytes) => Ok(bytes.data().into()),
        None => Err(wrong(py, source, place, "bytes", value)),
    }
}

pub(super) fn tuple(py: &Py, source: &str, place: &str, value: Borrowed<'_>) -> PyResult<Vec<Value>> {
    match value.get::<Tuple>() {
        Some(tuple) => Ok(tuple.items().to_vec()),
        None => Err(wrong(py, source, place, "tuple", value)),
    }
}

pub(super) fn text(py: &Py, source: &str, place: &str, value: Borrowed<'_>) -> PyResult<Value> {
    match value.is_str() {
        true => Ok(value.to_value()),
        false => Err(wrong(py, source, place, "str", value)),
    }
}
