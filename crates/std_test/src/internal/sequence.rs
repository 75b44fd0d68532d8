//! `InstructionSequence`: instructions with labels, as the compiler emits them.

use std::collections::HashMap;

use taipan_bytecode::Opcode;
use taipan_compiler::instructions::{Instruction, Sequence};
use taipan_compiler::stages::Emitted;
use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::Definition;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value, exception as exc};
use taipan_text::Location;

/// The payload.
#[pyclass(name = "InstructionSequence")]
pub(super) struct InstructionSequence {
    code: PyCell<Code>,
    /// The sequences of inner blocks.
    nested: PyCell<Vec<Value>>,
}

/// Instructions, whose targets are labels until these are applied, and positions from then on.
#[derive(Clone, Default)]
pub(super) struct Code {
    instructions: Vec<Instruction>,
    /// Before which instruction each label stands.
    labels: HashMap<u32, u32>,
    last_label: u32,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("Instructions with labels, as the compiler emits them."),
    signature: Some("()"),
    slots: &[InstructionSequence::SLOTS],
    methods: &[InstructionSequence::METHODS],
    ..Definition::of(&INSTRUCTION_SEQUENCE)
};

impl Code {
    /// Makes targets positions. A label that stands nowhere is left as it is.
    fn apply_labels(&mut self) {
        let labels = std::mem::take(&mut self.labels);
        if labels.is_empty() {
            return;
        }
        for op in self.instructions.iter_mut().filter(|op| op.opcode.has_target()) {
            op.oparg = labels.get(&op.oparg).copied().unwrap_or(op.oparg);
        }
    }

    /// The same for the compiler: each position is a label.
    pub(super) fn sequence(mut self) -> Sequence {
        self.apply_labels();
        let labels = (0..).take(self.instructions.len()).collect();
        Sequence { instructions: self.instructions, labels, ..Sequence::default() }
    }
}

impl InstructionSequence {
    /// An object for instructions whose targets are positions.
    pub(super) fn of_instructions(py: &Py, instructions: Vec<Instruction>) -> PyResult<Value> {
        let code = Code { instructions, ..Code::default() };
        py.heap().object(Self { code: PyCell::new(code), nested: PyCell::new(Vec::new()) })
    }

    /// An object for what the compiler has emitted, with one for each inner block.
    pub(super) fn of_emitted(py: &mut Py, emitted: Emitted) -> PyResult<Value> {
        py.check_stack(" while showing instructions")?;
        let Emitted { sequence, inner } = emitted;
        let nested =
            inner.into_iter().map(|inner| Self::of_emitted(py, inner)).collect::<PyResult<Vec<_>>>()?;
        let labels = (0..).zip(sequence.labels.iter().copied());
        let code = Code {
            labels: labels.filter(|(_, place)| *place != Sequence::UNPLACED).collect(),
            last_label: sequence.labels.len() as u32,
            instructions: sequence.instructions,
        };
        py.heap().object(Self { code: PyCell::new(code), nested: PyCell::new(nested) })
    }

    /// A copy of the instructions.
    pub(super) fn code(&self, py: &Py) -> Code {
        self.code.get(py).clone()
    }
}

fn location(py: &mut Py, location: Location) -> PyResult<[Value; 4]> {
    let number = |number: i32| py.int(number.into());
    Ok([
        number(location.line)?,
        number(location.end_line)?,
        number(location.column)?,
        number(location.end_column)?,
    ])
}

#[pymethods]
impl InstructionSequence {
    #[pyslot("()", name = "InstructionSequenceType")]
    fn new(class: &Type, py: &mut Py) -> PyResult<Value> {
        py.heap()
            .object_of(class, Self { code: PyCell::new(Code::default()), nested: PyCell::new(Vec::new()) })
    }

    /// Appends an instruction.
    #[pymethod(
        "($self, /, opcode, oparg, lineno, col_offset, end_lineno, end_col_offset)",
        text = "($self, /, opcode, oparg, lineno, col_offset, end_lineno,\n      end_col_offset)"
    )]
    fn addop(
        &self,
        py: &mut Py,
        opcode: i32,
        oparg: i32,
        lineno: i32,
        col_offset: i32,
        end_lineno: i32,
        end_col_offset: i32,
    ) -> PyResult<()> {
        let Some(opcode) = u16::try_from(opcode).ok().and_then(Opcode::from_number) else {
            return Err(exc::value_error(py, format_args!("unknown opcode {opcode}")));
        };
        let Ok(oparg) = u32::try_from(oparg) else {
            return Err(exc::value_error(py, format_args!("negative operand {oparg}")));
        };
        let location = Location::new(lineno, col_offset, end_lineno, end_col_offset);
        let mut code = self.code.get_mut(py);
        code.instructions.try_reserve(1)?;
        code.instructions.push(Instruction { opcode, oparg, location });
        Ok(())
    }

    /// Places a label before the instruction that is appended next.
    #[pymethod("($self, /, label)")]
    fn use_label(&self, py: &mut Py, label: i32) -> PyResult<()> {
        let Ok(label) = u32::try_from(label) else {
            return Err(exc::value_error(py, format_args!("negative label {label}")));
        };
        let mut code = self.code.get_mut(py);
        let place = u32::try_from(code.instructions.len()).unwrap_or(u32::MAX);
        code.labels.try_reserve(1)?;
        code.labels.insert(label, place);
        Ok(())
    }

    /// A label that stands nowhere yet.
    #[pymethod("($self, /)")]
    fn new_label(&self, py: &mut Py) -> i64 {
        let mut code = self.code.get_mut(py);
        code.last_label = code.last_label.saturating_add(1);
        code.last_label.into()
    }

    /// Appends the sequence of an inner block.
    #[pymethod("($self, /, nested)")]
    fn add_nested(&self, py: &mut Py, nested: Borrowed<'_>) -> PyResult<()> {
        if nested.get::<Self>().is_none() {
            let class = nested.type_().name();
            return Err(exc::type_error(py, format_args!("expected an instruction sequence, not {class}")));
        }
        let mut all = self.nested.get_mut(py);
        all.try_reserve(1)?;
        all.push(nested.to_value());
        Ok(())
    }

    /// The sequences of inner blocks.
    #[pymethod("($self, /)")]
    fn get_nested(&self, py: &mut Py) -> PyResult<Value> {
        let nested = self.nested.get(py).clone();
        py.list(nested)
    }

    /// The instructions as tuples: opcode, operand, first line, last line, first column, last column.
    #[pymethod("($self, /)")]
    fn get_instructions(&self, py: &mut Py) -> PyResult<Value> {
        self.code.get_mut(py).apply_labels();
        let instructions = self.code.get(py).instructions.clone();
        let mut items = Vec::new();
        for op in instructions {
            let opcode = py.int((op.opcode as u16).into())?;
            let oparg = if op.opcode.has_arg() { py.int(op.oparg.into())? } else { none() };
            let [line, end_line, column, end_column] = location(py, op.location)?;
            items.push(py.tuple([opcode, oparg, line, end_line, column, end_column])?);
        }
        py.list(items)
    }
}
