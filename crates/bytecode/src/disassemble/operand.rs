//! What operands mean.

use crate::{
    BinaryOp, CodeObject, CommonConstant, Comparison, Constant, Conversion, Intrinsic1, Intrinsic2, Opcode,
    SpecialMethod, compare,
};

/// The bits of `SET_FUNCTION_ATTRIBUTE`'s operand, the lowest first.
const FUNCTION_ATTRIBUTES: &[&str] = &["defaults", "kwdefaults", "annotations", "closure", "annotate"];

/// What an operand means, in the words of `dis`; none where it is just a number, or out of range.
pub(super) fn meaning(code: &CodeObject, opcode: Opcode, oparg: u32) -> Option<String> {
    let name = |index: u32| Some(code.names.get(index as usize)?.text().to_string_lossy());
    let local = |index: u32| Some(code.local_names.get(index as usize)?.text().to_string_lossy());
    let with_bit =
        |name: String, extra: &str| if oparg & 1 == 0 { name } else { format!("{name} + {extra}") };
    match opcode {
        Opcode::LoadGlobal => Some(with_bit(name(oparg >> 1)?, "NULL")),
        Opcode::LoadAttr => Some(with_bit(name(oparg >> 1)?, "NULL|self")),
        Opcode::LoadSuperAttr => Some(with_bit(name(oparg >> 2)?, "NULL|self")),
        Opcode::LoadFastLoadFast
        | Opcode::LoadFastBorrowLoadFastBorrow
        | Opcode::StoreFastLoadFast
        | Opcode::StoreFastStoreFast => Some(format!("{}, {}", local(oparg >> 4)?, local(oparg & 15)?)),
        Opcode::CompareOp => {
            let comparison = Comparison::from_oparg(oparg >> compare::SHIFT)?.text();
            let converts = oparg & compare::TO_BOOL != 0;
            Some(if converts { format!("bool({comparison})") } else { comparison.to_owned() })
        }
        Opcode::ConvertValue => Some(Conversion::from_oparg(oparg)?.text().to_owned()),
        Opcode::SetFunctionAttribute => {
            let set = FUNCTION_ATTRIBUTES.iter().enumerate().filter(|(bit, _)| oparg >> bit & 1 == 1);
            Some(set.map(|(_, &name)| name).collect::<Vec<_>>().join(", "))
        }
        Opcode::BinaryOp => Some(BinaryOp::from_oparg(oparg)?.text().to_owned()),
        Opcode::CallIntrinsic1 if oparg == 0 => Some("INTRINSIC_1_INVALID".to_owned()),
        Opcode::CallIntrinsic1 => Some(Intrinsic1::from_oparg(oparg)?.name().to_owned()),
        Opcode::CallIntrinsic2 if oparg == 0 => Some("INTRINSIC_2_INVALID".to_owned()),
        Opcode::CallIntrinsic2 => Some(Intrinsic2::from_oparg(oparg)?.name().to_owned()),
        Opcode::LoadCommonConstant => Some(match CommonConstant::from_oparg(oparg)? {
            function @ (CommonConstant::BuiltinAll | CommonConstant::BuiltinAny) => {
                format!("<built-in function {}>", function.text())
            }
            class => class.text().to_owned(),
        }),
        Opcode::LoadSpecial => Some(SpecialMethod::from_oparg(oparg)?.text().to_owned()),
        Opcode::IsOp => Some(if oparg == 0 { "is" } else { "is not" }.to_owned()),
        Opcode::ContainsOp => Some(if oparg == 0 { "in" } else { "not in" }.to_owned()),
        _ if opcode.has_const() => code.constants.get(oparg as usize).map(Constant::repr),
        _ if opcode.has_name() => name(oparg),
        _ if opcode.has_local() || opcode.has_free() => local(oparg),
        _ => None,
    }
}
