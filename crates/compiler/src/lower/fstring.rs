//! f-strings and t-strings.

use taipan_ast::{Constant as Literal, Expr, ExprKind};
use taipan_bytecode::{Conversion, Opcode};
use taipan_text::{Error, ErrorClass, Location, Name};

use super::{Lowered, Lowering, STACK_USE_GUIDELINE};

impl<'a> Lowering<'a, '_, '_> {
    /// `f"…"`: the parts as strings, joined.
    pub(super) fn joined_str(&mut self, values: &'a [&'a Expr<'a>], at: Location) -> Lowered {
        if values.len() > STACK_USE_GUIDELINE {
            self.load_text(Name::EMPTY, at);
            self.load_attribute(Name::JOIN, true, at);
            self.emit_arg(Opcode::BuildList, 0, at);
            for value in values {
                self.expression(value)?;
                self.emit_arg(Opcode::ListAppend, 1, at);
            }
            self.emit_arg(Opcode::Call, 1, at);
            return Ok(());
        }
        self.expressions(values)?;
        match values.len() {
            0 => self.load_text(Name::EMPTY, at),
            1 => {}
            count => self.emit_count(Opcode::BuildString, count, at),
        }
        Ok(())
    }

    /// `{value!conversion:format_spec}` in an f-string.
    pub(super) fn formatted_value(
        &mut self,
        value: &'a Expr<'a>,
        conversion: i32,
        format_spec: Option<&'a Expr<'a>>,
        at: Location,
    ) -> Lowered {
        self.expression(value)?;
        if let Some(conversion) = conversion_of(conversion)? {
            self.emit_arg(Opcode::ConvertValue, conversion as u32, at);
        }
        match format_spec {
            Some(format_spec) => {
                self.expression(format_spec)?;
                self.emit(Opcode::FormatWithSpec, at);
            }
            None => self.emit(Opcode::FormatSimple, at),
        }
        Ok(())
    }

    /// `t"…"`: a tuple of the strings, one more than interpolations, and a tuple of the interpolations.
    pub(super) fn template_str(&mut self, values: &'a [&'a Expr<'a>], at: Location) -> Lowered {
        let is_interpolation = |value: &Expr<'_>| matches!(value.kind, ExprKind::Interpolation { .. });
        let mut strings = 0;
        let mut needs_string = true;
        for value in values {
            if !is_interpolation(value) {
                self.expression(value)?;
                strings += 1;
            } else if needs_string {
                self.load_text(Name::EMPTY, at);
                strings += 1;
            }
            needs_string = is_interpolation(value);
        }
        if needs_string {
            self.load_text(Name::EMPTY, at);
            strings += 1;
        }
        self.emit_arg(Opcode::BuildTuple, strings, at);
        let mut interpolations = 0;
        for value in values.iter().filter(|value| is_interpolation(value)) {
            self.expression(value)?;
            interpolations += 1;
        }
        self.emit_arg(Opcode::BuildTuple, interpolations, at);
        self.emit(Opcode::BuildTemplate, at);
        Ok(())
    }

    /// `{value!conversion:format_spec}` in a t-string.
    pub(super) fn interpolation(
        &mut self,
        value: &'a Expr<'a>,
        text: &Literal<'a>,
        conversion: i32,
        format_spec: Option<&'a Expr<'a>>,
        at: Location,
    ) -> Lowered {
        self.expression(value)?;
        self.load_literal(text, at);
        let conversion = conversion_of(conversion)?.map_or(0, |conversion| conversion as u32);
        if let Some(format_spec) = format_spec {
            self.expression(format_spec)?;
        }
        // The bit 2 is always set, as CPython has it.
        let oparg = 2 | u32::from(format_spec.is_some()) | conversion << 2;
        self.emit_arg(Opcode::BuildInterpolation, oparg, at);
        Ok(())
    }
}

/// The conversion of a character: `-1` is none.
fn conversion_of(character: i32) -> Lowered<Option<Conversion>> {
    match u8::try_from(character) {
        Ok(b's') => Ok(Some(Conversion::Str)),
        Ok(b'r') => Ok(Some(Conversion::Repr)),
        Ok(b'a') => Ok(Some(Conversion::Ascii)),
        _ if character == -1 => Ok(None),
        _ => Err(Error::new(ErrorClass::System, format!("Unrecognized conversion character {character}"))),
    }
}
