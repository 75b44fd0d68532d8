//! f-strings and t-strings: pieces of text and replacement fields.

use taipan_ast::{Constant, Expr, ExprKind};
use taipan_text::{Location, PyText};

use super::{BRACKET_LEVELS, Fail, Parsed, Parser, Start};
use crate::strings::{conversion, decode_text, expression_text, is_raw_start, join_constants, join_runs};
use crate::{Token, TokenKind};

/// What is the same for everything in one f- or t-string.
#[derive(Clone, Copy)]
struct Mode {
    is_raw: bool,
    is_template: bool,
}

impl<'a> Parser<'a, '_> {
    /// `fstring: FSTRING_START fstring_middle* FSTRING_END`, or `tstring`: its parts, added to the pending
    /// expressions.
    pub(super) fn interpolated_string(&mut self) -> Parsed<()> {
        let open = self.bump();
        let is_template = open.kind == TokenKind::TStringStart;
        let mode = Mode { is_raw: is_raw_start(self.text(open)), is_template };
        if is_template {
            self.since_version(14)?;
        }
        // CPython decodes the text when the string is complete, so it warns then.
        let mut invalid = Vec::new();
        loop {
            match self.kind() {
                TokenKind::FStringMiddle | TokenKind::TStringMiddle => {
                    let (text, escape) = self.text_part(mode)?;
                    invalid.extend(escape);
                    if let Some(text) = text {
                        self.pending.exprs.push(text);
                    }
                }
                TokenKind::LeftBrace => self.replacement_field(mode)?,
                TokenKind::FStringEnd | TokenKind::TStringEnd => break,
                _ => return Err(Fail),
            }
        }
        let close = self.bump();
        for escape in invalid {
            self.warn(Some(escape), close, self.at);
        }
        Ok(())
    }

    /// A middle token as a constant; nothing if it means no text.
    fn text_part(
        &mut self,
        mode: Mode,
    ) -> Parsed<(Option<&'a Expr<'a>>, Option<crate::strings::InvalidEscape>)> {
        let start = self.start();
        let token = self.bump();
        let literal =
            decode_text(self.text(token), mode.is_raw, self.arena, &mut self.buffer).map_err(|_| Fail)?;
        let is_empty = matches!(literal.value, Constant::Str(text) if text.is_empty());
        let text = || self.expr(start, ExprKind::Constant { value: literal.value, kind: None });
        Ok(((!is_empty).then(text), literal.invalid))
    }

    /// `fstring_replacement_field: '{' annotated_rhs ['='] ['!' NAME] [':' format_spec*] '}'`, added to the pending
    /// expressions, with the text that `=` shows before it.
    fn replacement_field(&mut self, mode: Mode) -> Parsed<()> {
        self.enter(BRACKET_LEVELS)?;
        let start = self.start();
        let open = self.expect(TokenKind::LeftBrace)?;
        let value = self.annotated_rhs()?;
        let equal = if self.kind() == TokenKind::Equal { Some(self.bump()) } else { None };
        let end = *self.next;
        let mut conversion = self.conversion()?;
        let format_spec =
            if self.kind() == TokenKind::Colon { Some(self.full_format_spec(mode)?) } else { None };
        if equal.is_some() && conversion == NO_CONVERSION && format_spec.is_none() {
            conversion = i32::from(b'r');
        }
        self.expect(TokenKind::RightBrace)?;
        if equal.is_some() {
            let debug_text = self.debug_text(start, open, end);
            self.pending.exprs.push(debug_text);
        }
        let kind = if mode.is_template {
            let str = Constant::Str(self.field_text(open.end, equal.unwrap_or(end).start));
            ExprKind::Interpolation { value, str, conversion, format_spec }
        } else {
            ExprKind::FormattedValue { value, conversion, format_spec }
        };
        let field = self.expr(start, kind);
        self.pending.exprs.push(field);
        self.leave(BRACKET_LEVELS);
        Ok(())
    }

    /// `['!' NAME]`, without a space between them.
    fn conversion(&mut self) -> Parsed<i32> {
        if self.kind() != TokenKind::Exclamation {
            return Ok(NO_CONVERSION);
        }
        let mark = self.bump();
        let name = self.expect(TokenKind::Name)?;
        if mark.end != name.start {
            return Err(Fail);
        }
        conversion(self.text(name)).ok_or(Fail)
    }

    /// `fstring_full_format_spec: ':' (FSTRING_MIDDLE | fstring_replacement_field)*`
    fn full_format_spec(&mut self, mode: Mode) -> Parsed<&'a Expr<'a>> {
        let start = self.start_of(TokenKind::Colon)?;
        let mark = self.pending.exprs.mark();
        let mut has_fields = false;
        loop {
            match self.kind() {
                TokenKind::FStringMiddle | TokenKind::TStringMiddle => {
                    let token = *self.next;
                    let (text, invalid) = self.text_part(mode)?;
                    self.warn(invalid, token, self.at);
                    if let Some(text) = text {
                        self.pending.exprs.push(text);
                    }
                }
                TokenKind::LeftBrace => {
                    self.replacement_field(Mode { is_template: false, ..mode })?;
                    has_fields = true;
                }
                _ => break,
            }
        }
        if !has_fields && self.pending.exprs.since(mark).len() > 1 {
            let joined =
                join_constants(self.pending.exprs.since(mark), self.arena, &mut self.buffer).ok_or(Fail)?;
            self.pending.exprs.cut(mark);
            return Ok(joined);
        }
        let (exprs, from) = self.pending.exprs.items(mark);
        join_runs(exprs, from, self.arena, &mut self.buffer);
        let values = self.pending.exprs.finish(mark, self.arena);
        Ok(self.expr(start, ExprKind::JoinedStr { values }))
    }

    /// What `{x = }` shows before the value: all text up to the conversion, format or closing brace.
    fn debug_text(&self, start: Start, open: Token, end: Token) -> &'a Expr<'a> {
        let value = Constant::Str(self.field_text(open.end, end.start));
        let location =
            Location::new(start.line as i32, start.column as i32 + 1, end.line as i32, end.column as i32);
        self.arena.alloc(Expr { kind: ExprKind::Constant { value, kind: None }, location })
    }

    /// The source between two places in a field, without comments.
    fn field_text(&self, start: u32, end: u32) -> PyText<'a> {
        let text = self.source.get(start as usize..end as usize).unwrap_or_default();
        PyText::new(self.arena.alloc_str(&expression_text(text)))
    }
}

/// The conversion of a field that asks for none.
const NO_CONVERSION: i32 = -1;
