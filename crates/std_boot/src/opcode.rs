//! `_opcode`: what is known of the instructions.

use taipan_bytecode::{BinaryOp, Intrinsic1, Intrinsic2, Opcode, SpecialMethod};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::{boolean, is_none};
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

/// The module.
pub static MODULE: ModuleDef = ModuleDef {
    doc: Some("What is known of the instructions."),
    functions: &[OpcodeFunctions::FUNCTIONS],
    constants: &[("ENABLE_SPECIALIZATION", |py| py.int(1)), ("ENABLE_SPECIALIZATION_FT", |py| py.int(1))],
    ..ModuleDef::of("_opcode")
};

/// The instruction of a number, specialised and instrumented ones and those of the compiler included.
fn opcode(number: i32) -> Option<Opcode> {
    u16::try_from(number).ok().and_then(Opcode::from_number)
}

#[cold]
fn invalid(py: &Py) -> Raised {
    exc::value_error(py, format_args!("invalid opcode or oparg"))
}

fn texts(py: &Py, texts: impl Iterator<Item = &'static str>) -> PyResult<Value> {
    let items = texts.map(|text| py.str(text)).collect::<PyResult<Vec<_>>>()?;
    py.list(items)
}

/// `None`: either way; else whether the instruction jumps.
fn jumps(py: &Py, jump: Option<Borrowed<'_>>) -> PyResult<Option<bool>> {
    match jump {
        None => Ok(None),
        Some(jump) if is_none(&jump) => Ok(None),
        Some(jump) if jump.is(&boolean(true)) => Ok(Some(true)),
        Some(jump) if jump.is(&boolean(false)) => Ok(Some(false)),
        Some(_) => Err(exc::value_error(py, format_args!("stack_effect: jump must be False, True or None"))),
    }
}

struct OpcodeFunctions;

#[pymodule("_opcode")]
impl OpcodeFunctions {
    /// How much deeper the stack is after an instruction.
    #[pyfunction("($module, opcode, oparg=None, /, *, jump=None)")]
    fn stack_effect(
        py: &mut Py,
        opcode: i32,
        oparg: Option<&Value>,
        jump: Option<Borrowed<'_>>,
    ) -> PyResult<i32> {
        let oparg = match oparg.filter(|oparg| !is_none(oparg)) {
            Some(oparg) => py.to_i64(oparg)?,
            None => 0,
        };
        let Ok(oparg) = i32::try_from(oparg) else {
            return Err(exc::overflow_error(py, format_args!("Python int too large to convert to C int")));
        };
        let jump = jumps(py, jump)?;
        let Some(opcode) = self::opcode(opcode).filter(|opcode| opcode.deopt() == *opcode) else {
            return Err(invalid(py));
        };
        Ok(match jump {
            Some(jump) => opcode.stack_effect(oparg as u32, jump),
            None => opcode.max_stack_effect(oparg as u32),
        })
    }

    /// Whether there is an instruction of that number.
    #[pyfunction("(opcode)")]
    fn is_valid(opcode: i32) -> bool {
        self::opcode(opcode).is_some()
    }

    /// Whether the operand means anything.
    #[pyfunction("(opcode)")]
    fn has_arg(opcode: i32) -> bool {
        self::opcode(opcode).is_some_and(Opcode::has_arg)
    }

    /// Whether the operand is an index into the constants.
    #[pyfunction("(opcode)")]
    fn has_const(opcode: i32) -> bool {
        self::opcode(opcode).is_some_and(Opcode::has_const)
    }

    /// Whether the operand has an index into the names.
    #[pyfunction("(opcode)")]
    fn has_name(opcode: i32) -> bool {
        self::opcode(opcode).is_some_and(Opcode::has_name)
    }

    /// Whether the operand is a distance to jump.
    #[pyfunction("(opcode)")]
    fn has_jump(opcode: i32) -> bool {
        self::opcode(opcode).is_some_and(Opcode::has_jump)
    }

    /// Whether the operand is the index of a cell or free variable.
    #[pyfunction("(opcode)")]
    fn has_free(opcode: i32) -> bool {
        self::opcode(opcode).is_some_and(Opcode::has_free)
    }

    /// Whether the operand has the index of a local.
    #[pyfunction("(opcode)")]
    fn has_local(opcode: i32) -> bool {
        self::opcode(opcode).is_some_and(Opcode::has_local)
    }

    /// Whether it pushes an exception handler.
    #[pyfunction("(opcode)")]
    fn has_exc(opcode: i32) -> bool {
        self::opcode(opcode).is_some_and(Opcode::is_block_push)
    }

    /// Counts of specialisation, where they are kept; None.
    #[pyfunction("()")]
    fn get_specialization_stats() {}

    /// Names and symbols of the operators, by the operand of BINARY_OP.
    #[pyfunction("()")]
    fn get_nb_ops(py: &mut Py) -> PyResult<Value> {
        let mut operators = Vec::with_capacity(BinaryOp::ALL.len());
        for operator in BinaryOp::ALL {
            let (name, text) = (py.str(operator.name())?, py.str(operator.text())?);
            operators.push(py.tuple([name, text])?);
        }
        py.list(operators)
    }

    /// Names of the compiler's functions with one operand, by their numbers; there is no 0.
    #[pyfunction("()")]
    fn get_intrinsic1_descs(py: &mut Py) -> PyResult<Value> {
        let names = Intrinsic1::ALL.iter().map(|it| it.name());
        texts(py, std::iter::once("INTRINSIC_1_INVALID").chain(names))
    }

    /// Names of the compiler's functions with two operands, by their numbers; there is no 0.
    #[pyfunction("()")]
    fn get_intrinsic2_descs(py: &mut Py) -> PyResult<Value> {
        let names = Intrinsic2::ALL.iter().map(|it| it.name());
        texts(py, std::iter::once("INTRINSIC_2_INVALID").chain(names))
    }

    /// Names of the special methods that LOAD_SPECIAL loads.
    #[pyfunction("()")]
    fn get_special_method_names(py: &mut Py) -> PyResult<Value> {
        texts(py, SpecialMethod::ALL.iter().map(|it| it.text()))
    }

    /// The machine code that was made for an instruction. There never is any that could be shown.
    #[pyfunction("(code, offset)")]
    fn get_executor(py: &mut Py, code: &Value, offset: i32) -> PyResult<Value> {
        let _ = offset;
        let is_code = py.interpreter().hooks().free_variables.is_some_and(|count| count(py, code).is_some());
        if !is_code {
            let given = code.type_().name();
            return Err(exc::type_error(py, format_args!("expected a code object, not '{given}'")));
        }
        Err(exc::value_error(py, format_args!("no executor at given byte offset")))
    }
}
