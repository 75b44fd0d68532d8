//! Code objects as plain data: what the compiler makes, marshal carries and the interpreter runs.

mod code;
mod code_units;
mod differences;
pub mod disassemble;
mod exception_table;
mod generated;
mod line_table;
pub mod marshal;
mod opcode;
pub mod pyc;
mod repr;
mod same;

pub use code::{CodeObject, Constant, LocalKind, Str, flags};
pub use code_units::{CodeUnit, CodeUnits, CodeWriter, instruction_size};
pub use exception_table::{ExceptionEntry, ExceptionTable, ExceptionTableWriter};
pub use generated::{
    BinaryOp, CommonConstant, Comparison, Conversion, Intrinsic1, Intrinsic2, Opcode, SpecialMethod,
    awaitable, compare, function_attribute, limit, resume,
};
pub use line_table::{LineEntry, LineRun, LineTable, LineTableWriter, Lines, without_columns};
