//! Code objects as plain data: what the compiler makes, marshal carries and the interpreter runs.

mod code;
mod generated;
mod opcode;

pub use code::{CodeObject, Constant, LocalKind, Str, flags};
pub use generated::{
    BinaryOp, CommonConstant, Comparison, Conversion, Intrinsic1, Intrinsic2, Opcode, SpecialMethod,
    awaitable, compare, function_attribute, limit, resume,
};
