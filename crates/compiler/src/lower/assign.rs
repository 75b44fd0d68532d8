//! Assignments: plain, augmented and annotated, and what they unpack.

use taipan_ast::{Expr, ExprKind, Operator, Stmt};
use taipan_bytecode::{Constant, Opcode};
use taipan_text::{Error, ErrorClass, Location, Name};

use super::collection::is_starred;
use super::subscript::two_part_slice;
use super::unit::{DeferredAnnotation, UnitKind};
use super::{Lowered, Lowering};
use crate::symtable::error_at;

/// How many targets may stand before a starred one.
const MAX_BEFORE_STAR: usize = 1 << 8;
/// How many may stand after it.
const MAX_AFTER_STAR: usize = (1 << 23) - 1;

impl<'a> Lowering<'a, '_, '_> {
    /// `a = b = value`.
    pub(super) fn assign(
        &mut self,
        targets: &'a [&'a Expr<'a>],
        value: &'a Expr<'a>,
        at: Location,
    ) -> Lowered {
        self.expression(value)?;
        let Some((last, others)) = targets.split_last() else { return Ok(()) };
        for target in others {
            self.emit_arg(Opcode::Copy, 1, at);
            self.expression(target)?;
        }
        self.expression(last)
    }

    /// Unpacks the value on the stack into targets.
    pub(super) fn unpack_into(&mut self, targets: &'a [&'a Expr<'a>], at: Location) -> Lowered {
        let stars = targets.iter().map(|target| is_starred(target));
        match unpacking(stars) {
            Unpacking::Plain => self.emit_count(Opcode::UnpackSequence, targets.len(), at),
            Unpacking::Starred(oparg) => self.emit_arg(Opcode::UnpackEx, oparg, at),
            Unpacking::TooMany => {
                return Err(error_at(at, "too many expressions in star-unpacking assignment"));
            }
            Unpacking::SecondStar => return Err(error_at(at, "multiple starred expressions in assignment")),
        }
        targets.iter().try_for_each(|target| match target.kind {
            ExprKind::Starred { value, .. } => self.expression(value),
            _ => self.expression(target),
        })
    }

    /// `target += value`: the target's parts are evaluated once.
    pub(super) fn augmented_assign(
        &mut self,
        target: &'a Expr<'a>,
        operator: Operator,
        value: &'a Expr<'a>,
        at: Location,
    ) -> Lowered {
        match target.kind {
            ExprKind::Name { id, .. } => {
                self.load_name(id, target.location);
                self.operate(operator, value, at)?;
                self.store_name(id, target.location);
                Ok(())
            }
            ExprKind::Attribute { value: object, attr, .. } => {
                self.expression(object)?;
                self.emit_arg(Opcode::Copy, 1, target.location);
                let attribute_at = self.location_of_attribute(target.location, target, attr);
                self.load_attribute(attr, false, attribute_at);
                self.operate(operator, value, at)?;
                self.emit_arg(Opcode::Swap, 2, attribute_at);
                self.emit_name(Opcode::StoreAttr, attr, attribute_at);
                Ok(())
            }
            ExprKind::Subscript { value: object, slice, .. } => {
                self.expression(object)?;
                self.augmented_subscript(slice, operator, value, target.location, at)
            }
            _ => Err(invalid_target("augmented")),
        }
    }

    fn operate(&mut self, operator: Operator, value: &'a Expr<'a>, at: Location) -> Lowered {
        self.expression(value)?;
        self.binary_operation(operator, true, at);
        Ok(())
    }

    fn augmented_subscript(
        &mut self,
        index: &'a Expr<'a>,
        operator: Operator,
        value: &'a Expr<'a>,
        target_at: Location,
        at: Location,
    ) -> Lowered {
        let slice = two_part_slice(index);
        let depth = if let Some(slice) = slice {
            self.bounds(slice)?;
            3
        } else {
            self.expression(index)?;
            2
        };
        for _ in 0..depth {
            self.emit_arg(Opcode::Copy, depth, target_at);
        }
        if slice.is_some() {
            self.emit(Opcode::BinarySlice, target_at);
        } else {
            self.load_item(target_at);
        }
        self.operate(operator, value, at)?;
        for position in (2..=depth + 1).rev() {
            self.emit_arg(Opcode::Swap, position, target_at);
        }
        self.emit(if slice.is_some() { Opcode::StoreSlice } else { Opcode::StoreSubscr }, target_at);
        Ok(())
    }

    /// `target: annotation = value`: the assignment at once, the annotation of a simple name when somebody asks.
    pub(super) fn annotated_assign(
        &mut self,
        statement: &'a Stmt<'a>,
        target: &'a Expr<'a>,
        annotation: &'a Expr<'a>,
        value: Option<&'a Expr<'a>>,
        is_simple: bool,
    ) -> Lowered {
        if let Some(value) = value {
            self.expression(value)?;
            self.expression(target)?;
        }
        match target.kind {
            ExprKind::Name { id, .. } => {
                let has_annotations = matches!(self.unit.kind, UnitKind::Module | UnitKind::Class);
                if is_simple && has_annotations {
                    self.annotate_variable(statement, id, annotation)?;
                }
                Ok(())
            }
            // Without a value the parts of the target are evaluated all the same.
            ExprKind::Attribute { value: object, .. } if value.is_none() => self.evaluate_and_drop(object),
            ExprKind::Subscript { value: object, slice, .. } if value.is_none() => {
                self.evaluate_and_drop(object)?;
                self.evaluate_index_and_drop(slice)
            }
            ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => Ok(()),
            _ => Err(invalid_target("annotated")),
        }
    }

    fn annotate_variable(
        &mut self,
        statement: &'a Stmt<'a>,
        name: Name,
        annotation: &'a Expr<'a>,
    ) -> Lowered {
        let at = statement.location;
        if self.has_future_annotations() {
            self.annotation_as_text(annotation)?;
            self.emit_name(Opcode::LoadName, Name::__ANNOTATIONS__, at);
            let mangled = self.mangled(name);
            self.load_text(mangled, at);
            self.emit(Opcode::StoreSubscr, at);
            return Ok(());
        }
        let is_conditional = self.unit.kind == UnitKind::Module || self.unit.conditional_depth > 0;
        let number = is_conditional.then_some(self.unit.numbered_annotations);
        self.unit.deferred_annotations.push(DeferredAnnotation { statement, number });
        if let Some(number) = number {
            self.unit.numbered_annotations += 1;
            self.note_annotation_reached(number, at);
        }
        Ok(())
    }

    /// Adds an annotation's number to the set of those that were reached.
    fn note_annotation_reached(&mut self, number: u32, at: Location) {
        if self.unit.kind == UnitKind::Class {
            let position = self.cell_position(Name::__CONDITIONAL_ANNOTATIONS__);
            self.emit_arg(Opcode::LoadDeref, position, at);
        } else {
            self.emit_name(Opcode::LoadName, Name::__CONDITIONAL_ANNOTATIONS__, at);
        }
        self.load_constant(Constant::Int(i64::from(number)), at);
        self.emit_arg(Opcode::SetAdd, 1, at);
        self.emit(Opcode::PopTop, at);
    }

    fn evaluate_and_drop(&mut self, expression: &'a Expr<'a>) -> Lowered {
        self.expression(expression)?;
        self.emit(Opcode::PopTop, expression.location);
        Ok(())
    }

    fn evaluate_index_and_drop(&mut self, index: &'a Expr<'a>) -> Lowered {
        self.check_stack()?;
        match index.kind {
            ExprKind::Slice { lower, upper, step } => {
                [lower, upper, step].into_iter().flatten().try_for_each(|part| self.evaluate_and_drop(part))
            }
            ExprKind::Tuple { elts, .. } => {
                elts.iter().try_for_each(|item| self.evaluate_index_and_drop(item))
            }
            _ => self.evaluate_and_drop(index),
        }
    }

    /// Remembers that a method assigns to an attribute of `self`, for `__static_attributes__` of its class.
    pub(super) fn note_static_attribute(&mut self, object: &Expr<'_>, attr: Name) {
        if !matches!(object.kind, ExprKind::Name { id: Name::SELF, .. }) {
            return;
        }
        let class = self.enclosing.iter_mut().rev().find(|unit| unit.kind == UnitKind::Class);
        if let Some(class) = class {
            class.static_attributes.insert(attr);
        }
    }
}

/// How targets or patterns are unpacked.
pub(super) enum Unpacking {
    /// Each takes one item.
    Plain,
    /// One takes what the others leave: the operand of `UNPACK_EX`.
    Starred(u32),
    TooMany,
    SecondStar,
}

/// How to unpack into targets of which these are starred.
pub(super) fn unpacking(stars: impl ExactSizeIterator<Item = bool>) -> Unpacking {
    let count = stars.len();
    let mut result = Unpacking::Plain;
    for (before, _) in stars.enumerate().filter(|&(_, is_star)| is_star) {
        if matches!(result, Unpacking::Starred(_)) {
            return Unpacking::SecondStar;
        }
        let after = count - before - 1;
        if before >= MAX_BEFORE_STAR || after >= MAX_AFTER_STAR {
            return Unpacking::TooMany;
        }
        result = Unpacking::Starred(super::emit::operand(before + (after << 8)));
    }
    result
}

/// Only a tree made by hand can have such a target.
fn invalid_target(kind: &str) -> Box<Error> {
    Error::new(ErrorClass::System, format!("invalid node type for {kind} assignment"))
}
