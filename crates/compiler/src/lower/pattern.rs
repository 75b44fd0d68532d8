//! Patterns. Each takes its subject from the stack and jumps to a failure label when it does not match; captured
//! values are kept below what is on top of the stack until the whole pattern has matched.

use hashbrown::HashSet;
use taipan_ast::{CmpOp, Constant as Literal, Expr, ExprKind, Operator, Pattern, PatternKind};
use taipan_bytecode::Opcode;
use taipan_text::{Error, Location, Name};

use super::assign::{Unpacking, unpacking};
use super::match_::is_wildcard;
use super::{Lowered, Lowering};
use crate::instructions::Label;
use crate::symtable::error_at;

/// What is known on the way through a pattern.
pub(super) struct PatternContext {
    /// The names captured so far, in the order of their values on the stack.
    pub(super) stores: Vec<Name>,
    /// Whether a pattern that matches everything may stand here.
    may_match_all: bool,
    /// Where to jump on failure, by the number of items to pop then.
    fail_labels: Vec<Label>,
    /// How many items on top of the stack must stay there.
    on_top: usize,
}

impl PatternContext {
    pub(super) const fn new(may_match_all: bool) -> Self {
        Self { stores: Vec::new(), may_match_all, fail_labels: Vec::new(), on_top: 0 }
    }
}

/// Class and mapping patterns have named parts.
struct ClassPattern<'a> {
    class: &'a Expr<'a>,
    patterns: &'a [&'a Pattern<'a>],
    attributes: &'a [Name],
    attribute_patterns: &'a [&'a Pattern<'a>],
}

struct MappingPattern<'a> {
    keys: &'a [&'a Expr<'a>],
    patterns: &'a [&'a Pattern<'a>],
    rest: Option<Name>,
}

impl<'a> Lowering<'a, '_, '_> {
    /// Matches the value on the stack.
    pub(super) fn pattern(&mut self, pattern: &'a Pattern<'a>, context: &mut PatternContext) -> Lowered {
        self.check_stack()?;
        let at = pattern.location;
        match pattern.kind {
            PatternKind::MatchValue { value } => self.value_pattern(value, context, at),
            PatternKind::MatchSingleton { ref value } => {
                self.load_literal(value, at);
                self.comparison(CmpOp::Is, at);
                self.jump_to_fail(Opcode::PopJumpIfFalse, context, at);
                Ok(())
            }
            PatternKind::MatchSequence { patterns } => self.sequence_pattern(patterns, context, at),
            PatternKind::MatchMapping { keys, patterns, rest } => {
                self.mapping_pattern(&MappingPattern { keys, patterns, rest }, context, at)
            }
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                let parts = ClassPattern {
                    class: cls,
                    patterns,
                    attributes: kwd_attrs,
                    attribute_patterns: kwd_patterns,
                };
                self.class_pattern(&parts, context, at)
            }
            PatternKind::MatchStar { name } => self.capture(name, context, at),
            PatternKind::MatchAs { pattern, name } => self.as_pattern(pattern, name, context, at),
            PatternKind::MatchOr { patterns } => self.or_pattern(patterns, context, at),
        }
    }

    /// A pattern inside another may match everything.
    fn subpattern(&mut self, pattern: &'a Pattern<'a>, context: &mut PatternContext) -> Lowered {
        let saved = std::mem::replace(&mut context.may_match_all, true);
        self.pattern(pattern, context)?;
        context.may_match_all = saved;
        Ok(())
    }

    /// The label that pops this many items.
    pub(super) fn fail_label(&mut self, context: &mut PatternContext, pops: usize) -> Label {
        while context.fail_labels.len() <= pops {
            context.fail_labels.push(self.new_label());
        }
        context.fail_labels[pops]
    }

    /// Jumps to where all that is on top, and all captured values, are popped.
    fn jump_to_fail(&mut self, opcode: Opcode, context: &mut PatternContext, at: Location) {
        let pops = context.on_top + context.stores.len();
        let label = self.fail_label(context, pops);
        self.emit_jump(opcode, label, at);
    }

    /// Places the failure labels, one `POP_TOP` between each and the next.
    pub(super) fn emit_fail_labels(&mut self, context: &mut PatternContext, at: Location) {
        let labels = std::mem::take(&mut context.fail_labels);
        for (pops, &label) in labels.iter().enumerate().rev() {
            self.place(label);
            if pops > 0 {
                self.emit(Opcode::PopTop, at);
            }
        }
    }

    /// Moves the value on top of the stack under the `count - 1` values below it.
    fn rotate(&mut self, count: usize, at: Location) {
        for position in (2..=count).rev() {
            self.emit_count(Opcode::Swap, position, at);
        }
    }

    /// Captures the value on the stack under a name, or drops it.
    fn capture(&mut self, name: Option<Name>, context: &mut PatternContext, at: Location) -> Lowered {
        let Some(name) = name else {
            self.emit(Opcode::PopTop, at);
            return Ok(());
        };
        if context.stores.contains(&name) {
            return Err(self.duplicate_capture(name, at));
        }
        self.rotate(context.on_top + context.stores.len() + 1, at);
        context.stores.push(name);
        Ok(())
    }

    fn duplicate_capture(&self, name: Name, at: Location) -> Box<Error> {
        let name = self.session.names.text(name).to_string_lossy();
        error_at(at, format!("multiple assignments to name '{name}' in pattern"))
    }

    fn value_pattern(&mut self, value: &'a Expr<'a>, context: &mut PatternContext, at: Location) -> Lowered {
        if !matches!(value.kind, ExprKind::Constant { .. } | ExprKind::Attribute { .. }) {
            return Err(error_at(at, "patterns may only match literals and attribute lookups"));
        }
        self.expression(value)?;
        self.comparison(CmpOp::Eq, at);
        self.emit(Opcode::ToBool, at);
        self.jump_to_fail(Opcode::PopJumpIfFalse, context, at);
        Ok(())
    }

    fn as_pattern(
        &mut self,
        pattern: Option<&'a Pattern<'a>>,
        name: Option<Name>,
        context: &mut PatternContext,
        at: Location,
    ) -> Lowered {
        if let Some(pattern) = pattern {
            context.on_top += 1;
            self.emit_arg(Opcode::Copy, 1, at);
            self.pattern(pattern, context)?;
            context.on_top -= 1;
        } else if !context.may_match_all {
            let what = match name {
                Some(name) => format!("name capture '{}'", self.session.names.text(name).to_string_lossy()),
                None => "wildcard".to_owned(),
            };
            return Err(error_at(at, format!("{what} makes remaining patterns unreachable")));
        }
        self.capture(name, context, at)
    }

    fn sequence_pattern(
        &mut self,
        patterns: &'a [&'a Pattern<'a>],
        context: &mut PatternContext,
        at: Location,
    ) -> Lowered {
        let mut stars = patterns.iter().enumerate().filter(|(_, pattern)| is_star(pattern));
        let star = stars.next();
        if stars.next().is_some() {
            return Err(error_at(at, "multiple starred names in sequence pattern"));
        }
        context.on_top += 1;
        self.emit(Opcode::MatchSequence, at);
        self.jump_to_fail(Opcode::PopJumpIfFalse, context, at);
        match star {
            None => self.check_length(CmpOp::Eq, patterns.len(), context, at),
            Some(_) if patterns.len() > 1 => self.check_length(CmpOp::GtE, patterns.len() - 1, context, at),
            Some(_) => {}
        }
        context.on_top -= 1;
        if patterns.iter().all(|pattern| is_wildcard(pattern) || is_wildcard_star(pattern)) {
            self.emit(Opcode::PopTop, at);
            return Ok(());
        }
        match star {
            Some((index, pattern)) if is_wildcard_star(pattern) => {
                self.sequence_by_index(patterns, index, context, at)
            }
            _ => self.sequence_by_unpacking(patterns, context, at),
        }
    }

    fn check_length(&mut self, operator: CmpOp, length: usize, context: &mut PatternContext, at: Location) {
        self.emit(Opcode::GetLen, at);
        self.load_count(length, at);
        self.comparison(operator, at);
        self.jump_to_fail(Opcode::PopJumpIfFalse, context, at);
    }

    fn sequence_by_unpacking(
        &mut self,
        patterns: &'a [&'a Pattern<'a>],
        context: &mut PatternContext,
        at: Location,
    ) -> Lowered {
        match unpacking(patterns.iter().map(|pattern| is_star(pattern))) {
            Unpacking::Plain => self.emit_count(Opcode::UnpackSequence, patterns.len(), at),
            Unpacking::Starred(oparg) => self.emit_arg(Opcode::UnpackEx, oparg, at),
            Unpacking::TooMany => {
                return Err(error_at(at, "too many expressions in star-unpacking sequence pattern"));
            }
            Unpacking::SecondStar => {
                return Err(error_at(at, "multiple starred expressions in sequence pattern"));
            }
        }
        context.on_top += patterns.len();
        for pattern in patterns {
            context.on_top -= 1;
            self.subpattern(pattern, context)?;
        }
        Ok(())
    }

    /// For `[first, *_, last]`, which needs none of the items in the middle.
    fn sequence_by_index(
        &mut self,
        patterns: &'a [&'a Pattern<'a>],
        star: usize,
        context: &mut PatternContext,
        at: Location,
    ) -> Lowered {
        context.on_top += 1;
        for (index, pattern) in patterns.iter().enumerate() {
            if is_wildcard(pattern) || index == star {
                continue;
            }
            self.emit_arg(Opcode::Copy, 1, at);
            if index < star {
                self.load_count(index, at);
            } else {
                // The subject need not take negative indices.
                self.emit(Opcode::GetLen, at);
                self.load_count(patterns.len() - index, at);
                self.binary_operation(Operator::Sub, false, at);
            }
            self.load_item(at);
            self.subpattern(pattern, context)?;
        }
        context.on_top -= 1;
        self.emit(Opcode::PopTop, at);
        Ok(())
    }

    fn class_pattern(
        &mut self,
        parts: &ClassPattern<'a>,
        context: &mut PatternContext,
        at: Location,
    ) -> Lowered {
        let (positional, named) = (parts.patterns.len(), parts.attributes.len());
        if named != parts.attribute_patterns.len() {
            let given = parts.attribute_patterns.len();
            let message =
                format!("kwd_attrs ({named}) / kwd_patterns ({given}) length mismatch in class pattern");
            return Err(error_at(at, message));
        }
        self.check_attributes(parts)?;
        self.expression(parts.class)?;
        let attributes = self.text_tuple(parts.attributes.iter().copied());
        self.load_constant(attributes, at);
        self.emit_count(Opcode::MatchClass, positional, at);
        self.check_not_none(at);
        context.on_top += 1;
        self.jump_to_fail(Opcode::PopJumpIfFalse, context, at);
        self.emit_count(Opcode::UnpackSequence, positional + named, at);
        context.on_top = context.on_top + positional + named - 1;
        for pattern in parts.patterns.iter().chain(parts.attribute_patterns) {
            context.on_top -= 1;
            if is_wildcard(pattern) {
                self.emit(Opcode::PopTop, at);
            } else {
                self.subpattern(pattern, context)?;
            }
        }
        Ok(())
    }

    fn check_not_none(&mut self, at: Location) {
        self.emit_arg(Opcode::Copy, 1, at);
        self.load_none(at);
        self.emit_arg(Opcode::IsOp, 1, at);
    }

    fn check_attributes(&self, parts: &ClassPattern<'a>) -> Lowered {
        // The error is that of the first name that comes again.
        let first = parts
            .attributes
            .iter()
            .find_map(|name| parts.attributes.iter().enumerate().filter(|(_, other)| *other == name).nth(1));
        let Some((index, &name)) = first else { return Ok(()) };
        let at = parts.attribute_patterns.get(index).map_or(Location::NONE, |pattern| pattern.location);
        let name = self.session.names.text(name).to_string_lossy();
        Err(error_at(at, format!("attribute name repeated in class pattern: {name}")))
    }

    fn mapping_pattern(
        &mut self,
        parts: &MappingPattern<'a>,
        context: &mut PatternContext,
        at: Location,
    ) -> Lowered {
        let size = parts.keys.len();
        if size != parts.patterns.len() {
            let given = parts.patterns.len();
            let message = format!("keys ({size}) / patterns ({given}) length mismatch in mapping pattern");
            return Err(error_at(at, message));
        }
        context.on_top += 1;
        self.emit(Opcode::MatchMapping, at);
        self.jump_to_fail(Opcode::PopJumpIfFalse, context, at);
        if size == 0 && parts.rest.is_none() {
            context.on_top -= 1;
            self.emit(Opcode::PopTop, at);
            return Ok(());
        }
        if size > 0 {
            self.check_length(CmpOp::GtE, size, context, at);
        }
        self.mapping_keys(parts.keys, at)?;
        self.emit_count(Opcode::BuildTuple, size, at);
        self.emit(Opcode::MatchKeys, at);
        // On top are the subject, the keys, the values.
        context.on_top += 2;
        self.check_not_none(at);
        self.jump_to_fail(Opcode::PopJumpIfFalse, context, at);
        self.emit_count(Opcode::UnpackSequence, size, at);
        context.on_top = context.on_top + size - 1;
        for pattern in parts.patterns {
            context.on_top -= 1;
            self.subpattern(pattern, context)?;
        }
        context.on_top -= 2;
        match parts.rest {
            Some(rest) => {
                self.mapping_rest(size, at);
                self.capture(Some(rest), context, at)
            }
            None => {
                self.emit(Opcode::PopTop, at);
                self.emit(Opcode::PopTop, at);
                Ok(())
            }
        }
    }

    fn mapping_keys(&mut self, keys: &'a [&'a Expr<'a>], at: Location) -> Lowered {
        let mut seen: HashSet<MappingKey<'_>, rustc_hash::FxBuildHasher> = HashSet::default();
        for key in keys {
            match key.kind {
                ExprKind::Constant { ref value, .. } => {
                    if let Some(key) = MappingKey::of(value)
                        && !seen.insert(key)
                    {
                        let value = super::constant::repr(value);
                        return Err(error_at(at, format!("mapping pattern checks duplicate key ({value})")));
                    }
                }
                ExprKind::Attribute { .. } => {}
                _ => {
                    let message = "mapping pattern keys may only match literals and attribute lookups";
                    return Err(error_at(at, message));
                }
            }
            self.expression(key)?;
        }
        Ok(())
    }

    /// `[subject, keys]` becomes a dictionary of all that has none of the keys.
    fn mapping_rest(&mut self, size: usize, at: Location) {
        self.emit_arg(Opcode::BuildMap, 0, at);
        self.emit_arg(Opcode::Swap, 3, at);
        self.emit_arg(Opcode::DictUpdate, 2, at);
        self.emit_count(Opcode::UnpackSequence, size, at);
        for remaining in (1..=size).rev() {
            self.emit_count(Opcode::Copy, remaining + 1, at);
            self.emit_arg(Opcode::Swap, 2, at);
            self.emit(Opcode::DeleteSubscr, at);
        }
    }

    fn or_pattern(
        &mut self,
        alternatives: &'a [&'a Pattern<'a>],
        context: &mut PatternContext,
        at: Location,
    ) -> Lowered {
        let end = self.new_label();
        // The names that the first alternative binds; the others must bind the same, and leave them in that order.
        let mut control: Option<Vec<Name>> = None;
        for (index, alternative) in alternatives.iter().enumerate() {
            let is_last = index + 1 == alternatives.len();
            let mut inner = PatternContext::new(is_last && context.may_match_all);
            self.emit_arg(Opcode::Copy, 1, alternative.location);
            self.pattern(alternative, &mut inner)?;
            match &control {
                None => control = Some(inner.stores.clone()),
                Some(control) => {
                    self.reorder_captures(control, &mut inner.stores, alternative.location, at)?;
                }
            }
            self.emit_jump(Opcode::Jump, end, alternative.location);
            self.emit_fail_labels(&mut inner, alternative.location);
        }
        self.emit(Opcode::PopTop, at);
        self.jump_to_fail(Opcode::Jump, context, at);
        self.place(end);
        let captured = control.unwrap_or_default();
        // Between the captured values and their place: each other, a copy of the subject, what is on top, and what
        // was captured before.
        let depth = captured.len() + 1 + context.on_top + context.stores.len();
        for name in captured {
            self.rotate(depth, at);
            if context.stores.contains(&name) {
                return Err(self.duplicate_capture(name, at));
            }
            context.stores.push(name);
        }
        self.emit(Opcode::PopTop, at);
        Ok(())
    }

    /// Brings the captured values of an alternative into the order of the first one's.
    fn reorder_captures(
        &mut self,
        control: &[Name],
        stores: &mut Vec<Name>,
        at: Location,
        whole_at: Location,
    ) -> Lowered {
        let differs = || error_at(whole_at, "alternative patterns bind different names");
        if stores.len() != control.len() {
            return Err(differs());
        }
        for (position, name) in control.iter().enumerate().rev() {
            let Some(found) = stores.iter().position(|store| store == name) else { return Err(differs()) };
            if position == found {
                continue;
            }
            let rotations = found + 1;
            let rotated: Vec<Name> = stores.drain(..rotations).collect();
            let place = position - found;
            stores.splice(place..place, rotated);
            for _ in 0..rotations {
                self.rotate(position + 1, at);
            }
        }
        Ok(())
    }
}

const fn is_star(pattern: &Pattern<'_>) -> bool {
    matches!(pattern.kind, PatternKind::MatchStar { .. })
}

const fn is_wildcard_star(pattern: &Pattern<'_>) -> bool {
    matches!(pattern.kind, PatternKind::MatchStar { name: None })
}

/// A literal as Python's `==` sees it: `1`, `1.0` and `True` are the same key.
#[derive(PartialEq, Eq, Hash)]
enum MappingKey<'a> {
    None,
    Ellipsis,
    /// A number that a float holds exactly, by the bits of the float.
    Float(u64),
    Int(i64),
    BigInt(bool, &'a [u32]),
    Complex(u64, u64),
    Str(&'a [u8]),
    Bytes(&'a [u8]),
}

impl<'a> MappingKey<'a> {
    /// None for what equals nothing, or cannot stand in a pattern.
    #[expect(clippy::cast_precision_loss, reason = "whether bits were lost is looked at in the next line")]
    fn of(literal: &Literal<'a>) -> Option<Self> {
        Some(match *literal {
            Literal::None => Self::None,
            Literal::Ellipsis => Self::Ellipsis,
            Literal::Bool(value) => Self::float(f64::from(u8::from(value))),
            Literal::Int(value) => {
                let float = value as f64;
                if float as i128 == i128::from(value) { Self::float(float) } else { Self::Int(value) }
            }
            Literal::BigInt { negative, digits } => match big_int_as_float(negative, digits) {
                Some(float) => Self::float(float),
                None => Self::BigInt(negative, digits),
            },
            Literal::Float(value) if value.is_nan() => return None,
            Literal::Float(value) => Self::float(value),
            Literal::Complex { real, imag } if real.is_nan() || imag.is_nan() => return None,
            Literal::Complex { real, imag: 0.0 } => Self::float(real),
            Literal::Complex { real, imag } => Self::Complex((real + 0.0).to_bits(), imag.to_bits()),
            Literal::Str(text) => Self::Str(text.as_bytes()),
            Literal::Bytes(bytes) => Self::Bytes(bytes),
            Literal::Tuple(_) | Literal::FrozenSet(_) => return None,
        })
    }

    /// Both zeros are one key.
    fn float(value: f64) -> Self {
        Self::Float((value + 0.0).to_bits())
    }
}

/// The float that equals a big number, if there is one.
#[expect(clippy::cast_precision_loss, reason = "the number has 53 significant bits at most")]
fn big_int_as_float(negative: bool, digits: &[u32]) -> Option<f64> {
    let lowest = digits.iter().position(|&digit| digit != 0)?;
    let highest = digits.len() - 1;
    // A float has 53 bits, so at most three digits may be other than zero.
    if highest - lowest > 2 || digits.len() > 32 {
        return None;
    }
    let significant =
        digits[lowest..].iter().rev().fold(0u128, |value, &digit| value << 32 | u128::from(digit));
    let bits = 128 - significant.leading_zeros() - significant.trailing_zeros();
    if bits > 53 {
        return None;
    }
    let scale = (0..lowest).fold(1.0, |scale: f64, _| scale * 4_294_967_296.0);
    let float = significant as f64 * scale;
    float.is_finite().then_some(if negative { -float } else { float })
}
