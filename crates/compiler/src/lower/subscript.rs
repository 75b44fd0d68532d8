//! Subscripts and slices.

use taipan_ast::{Expr, ExprContext, ExprKind};
use taipan_bytecode::{BinaryOp, Constant, Opcode};
use taipan_text::Location;

use super::constant::constant_of;
use super::{Lowered, Lowering};

/// The bounds of a slice that has no step and is not constant: these have instructions of their own.
#[derive(Clone, Copy)]
pub(super) struct TwoPartSlice<'a> {
    lower: Option<&'a Expr<'a>>,
    upper: Option<&'a Expr<'a>>,
    location: Location,
}

/// Takes an index for a two-part slice, if it is one.
pub(super) fn two_part_slice<'a>(index: &'a Expr<'a>) -> Option<TwoPartSlice<'a>> {
    match index.kind {
        ExprKind::Slice { lower, upper, step: None } if constant_slice(index).is_none() => {
            Some(TwoPartSlice { lower, upper, location: index.location })
        }
        _ => None,
    }
}

/// The value of a slice whose parts are constants or missing.
fn constant_slice(index: &Expr<'_>) -> Option<Constant> {
    let ExprKind::Slice { lower, upper, step } = index.kind else { return None };
    let part = |part: Option<&Expr<'_>>| part.map_or(Some(Constant::None), constant_of);
    Some(Constant::Slice([part(lower)?, part(upper)?, part(step)?].into()))
}

impl<'a> Lowering<'a, '_, '_> {
    /// `value[index]`, loaded, stored or deleted.
    pub(super) fn subscript(
        &mut self,
        value: &'a Expr<'a>,
        index: &'a Expr<'a>,
        context: ExprContext,
        at: Location,
    ) -> Lowered {
        if context == ExprContext::Load {
            self.check_subscripted(value)?;
            self.check_index(value, index)?;
        }
        self.expression(value)?;
        if let Some(slice) = two_part_slice(index)
            && context != ExprContext::Del
        {
            self.bounds(slice)?;
            let is_load = context == ExprContext::Load;
            self.emit(if is_load { Opcode::BinarySlice } else { Opcode::StoreSlice }, at);
            return Ok(());
        }
        self.expression(index)?;
        match context {
            ExprContext::Load => self.load_item(at),
            ExprContext::Store => self.emit(Opcode::StoreSubscr, at),
            ExprContext::Del => self.emit(Opcode::DeleteSubscr, at),
        }
        Ok(())
    }

    /// `BINARY_OP []`.
    pub(super) fn load_item(&mut self, at: Location) {
        self.emit_arg(Opcode::BinaryOp, BinaryOp::Subscr as u32, at);
    }

    /// The bounds of a slice, `None` where one is missing.
    pub(super) fn bounds(&mut self, slice: TwoPartSlice<'a>) -> Lowered {
        for bound in [slice.lower, slice.upper] {
            match bound {
                Some(bound) => self.expression(bound)?,
                None => self.load_none(slice.location),
            }
        }
        Ok(())
    }

    /// A slice as a value.
    pub(super) fn slice(&mut self, expression: &'a Expr<'a>) -> Lowered {
        let at = expression.location;
        if let Some(constant) = constant_slice(expression) {
            self.load_constant(constant, at);
            return Ok(());
        }
        let ExprKind::Slice { lower, upper, step } = expression.kind else { return Ok(()) };
        self.bounds(TwoPartSlice { lower, upper, location: at })?;
        if let Some(step) = step {
            self.expression(step)?;
        }
        self.emit_arg(Opcode::BuildSlice, if step.is_some() { 3 } else { 2 }, at);
        Ok(())
    }
}
