//! The strings that annotations become under `from __future__ import annotations`.

use taipan_num::DigitLimit;
use taipan_text::{Error, ErrorClass, Name, Names, PyText, StackLimit, TooDeep, repr_str};

use super::precedence::{self, Precedence};
use super::{INFINITY, Result, too_many_digits};
use crate::{Arg, Arguments, Comprehension, Constant, Expr, ExprKind, Keyword};

/// The text of an annotation as the compiler stores it, in the encoding of [`PyText`].
///
/// Fails as CPython does for nodes that no source gives; for an `int` of more digits than `limit` allows; and where the
/// tree is too deep.
pub fn unparse_annotation(
    expression: &Expr<'_>,
    names: &Names,
    limit: DigitLimit,
    stack: StackLimit,
) -> Result<Vec<u8>> {
    let mut writer = Writer { names, limit, stack, out: Vec::new() };
    writer.expression(expression, Precedence::Test)?;
    Ok(writer.out)
}

struct Writer<'w> {
    names: &'w Names,
    limit: DigitLimit,
    stack: StackLimit,
    out: Vec<u8>,
}

impl Writer<'_> {
    fn expression(&mut self, expression: &Expr<'_>, place: Precedence) -> Result {
        self.stack.check().map_err(too_deep)?;
        match expression.kind {
            ExprKind::BoolOp { op, values } => {
                let (operator, own) = precedence::boolean(op);
                self.parenthesised(place > own, |writer| writer.list(values, operator, own.next()))
            }
            ExprKind::BinOp { left, op, right } => {
                let (operator, [own, left_place, right_place]) = precedence::binary(op);
                self.parenthesised(place > own, |writer| {
                    writer.expression(left, left_place)?;
                    writer.write(" ");
                    writer.write(operator);
                    writer.write(" ");
                    writer.expression(right, right_place)
                })
            }
            ExprKind::UnaryOp { op, operand } => {
                let (operator, own) = precedence::unary(op);
                self.parenthesised(place > own, |writer| {
                    writer.write(operator);
                    writer.expression(operand, own)
                })
            }
            ExprKind::Lambda { args, body } => self.parenthesised(place > Precedence::Test, |writer| {
                let positional = args.posonlyargs.len() + args.args.len();
                writer.write(if positional > 0 { "lambda " } else { "lambda" });
                writer.arguments(args)?;
                writer.write(": ");
                writer.expression(body, Precedence::Test)
            }),
            ExprKind::IfExp { test, body, orelse } => {
                self.parenthesised(place > Precedence::Test, |writer| {
                    writer.expression(body, Precedence::Test.next())?;
                    writer.write(" if ");
                    writer.expression(test, Precedence::Test.next())?;
                    writer.write(" else ");
                    writer.expression(orelse, Precedence::Test)
                })
            }
            ExprKind::NamedExpr { target, value } => {
                self.parenthesised(place > Precedence::Tuple, |writer| {
                    writer.expression(target, Precedence::Atom)?;
                    writer.write(" := ");
                    writer.expression(value, Precedence::Atom)
                })
            }
            ExprKind::Await { value } => self.parenthesised(place > Precedence::Await, |writer| {
                writer.write("await ");
                writer.expression(value, Precedence::Atom)
            }),
            ExprKind::Compare { left, ops, comparators } => {
                self.parenthesised(place > Precedence::Compare, |writer| {
                    let place = Precedence::Compare.next();
                    writer.expression(left, place)?;
                    for (operator, right) in ops.iter().zip(comparators) {
                        writer.write(precedence::comparison(*operator));
                        writer.expression(right, place)?;
                    }
                    Ok(())
                })
            }
            ExprKind::Tuple { elts, .. } => {
                self.parenthesised(place > Precedence::Tuple || elts.is_empty(), |writer| {
                    writer.list(elts, ", ", Precedence::Test)?;
                    writer.write(if elts.len() == 1 { "," } else { "" });
                    Ok(())
                })
            }
            _ => self.atom(expression),
        }
    }

    /// Expressions that never need parentheses, or always have them.
    fn atom(&mut self, expression: &Expr<'_>) -> Result {
        match expression.kind {
            ExprKind::Dict { keys, values } => self.dict(keys, values),
            ExprKind::Set { elts } => self.enclosed("{", elts, "}"),
            ExprKind::List { elts, .. } => self.enclosed("[", elts, "]"),
            ExprKind::ListComp { elt, generators } => self.comprehension("[", elt, None, generators, "]"),
            ExprKind::SetComp { elt, generators } => self.comprehension("{", elt, None, generators, "}"),
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension("{", key, Some(value), generators, "}")
            }
            ExprKind::GeneratorExp { elt, generators } => self.comprehension("(", elt, None, generators, ")"),
            ExprKind::Yield { value } => {
                self.write("(yield");
                self.after(" ", value)?;
                self.write(")");
                Ok(())
            }
            ExprKind::YieldFrom { value } => {
                self.write("(yield from ");
                self.expression(value, Precedence::Test)?;
                self.write(")");
                Ok(())
            }
            ExprKind::Call { func, args, keywords } => self.call(func, args, keywords),
            ExprKind::Constant { value: Constant::Ellipsis, .. } => {
                self.write("...");
                Ok(())
            }
            ExprKind::Constant { value, kind } => {
                self.text(kind.unwrap_or_default());
                self.constant(value)
            }
            ExprKind::JoinedStr { values } => self.quoted("f", values),
            ExprKind::TemplateStr { values } => self.quoted("t", values),
            ExprKind::FormattedValue { .. } | ExprKind::Interpolation { .. } => {
                self.replacement_field(expression)
            }
            ExprKind::Attribute { value, attr, .. } => {
                self.expression(value, Precedence::Atom)?;
                self.write(if is_int(value) { " ." } else { "." });
                self.name(attr);
                Ok(())
            }
            ExprKind::Subscript { value, slice, .. } => {
                self.expression(value, Precedence::Atom)?;
                self.write("[");
                self.expression(slice, Precedence::Tuple)?;
                self.write("]");
                Ok(())
            }
            ExprKind::Starred { value, .. } => {
                self.write("*");
                self.expression(value, Precedence::EXPR)
            }
            ExprKind::Slice { lower, upper, step } => {
                self.after("", lower)?;
                self.write(":");
                self.after("", upper)?;
                self.after(":", step)
            }
            ExprKind::Name { id, .. } => {
                self.name(id);
                Ok(())
            }
            _ => Err(Error::new(ErrorClass::System, "unknown expression kind")),
        }
    }

    fn dict(&mut self, keys: &[Option<&Expr<'_>>], values: &[&Expr<'_>]) -> Result {
        self.write("{");
        for (index, (key, value)) in keys.iter().zip(values).enumerate() {
            self.write(if index > 0 { ", " } else { "" });
            if let Some(key) = key {
                self.expression(key, Precedence::Test)?;
                self.write(": ");
                self.expression(value, Precedence::Test)?;
            } else {
                self.write("**");
                self.expression(value, Precedence::EXPR)?;
            }
        }
        self.write("}");
        Ok(())
    }

    fn comprehension(
        &mut self,
        open: &str,
        element: &Expr<'_>,
        value: Option<&Expr<'_>>,
        generators: &[&Comprehension<'_>],
        close: &str,
    ) -> Result {
        self.write(open);
        self.expression(element, Precedence::Test)?;
        self.after(": ", value)?;
        for generator in generators {
            self.write(if generator.is_async == 0 { " for " } else { " async for " });
            self.expression(generator.target, Precedence::Tuple)?;
            self.write(" in ");
            self.expression(generator.iter, Precedence::Test.next())?;
            for condition in generator.ifs {
                self.write(" if ");
                self.expression(condition, Precedence::Test.next())?;
            }
        }
        self.write(close);
        Ok(())
    }

    fn call(&mut self, function: &Expr<'_>, arguments: &[&Expr<'_>], keywords: &[&Keyword<'_>]) -> Result {
        self.expression(function, Precedence::Atom)?;
        if let ([only], []) = (arguments, keywords)
            && matches!(only.kind, ExprKind::GeneratorExp { .. })
        {
            return self.atom(only);
        }
        self.write("(");
        self.list(arguments, ", ", Precedence::Test)?;
        for (index, keyword) in keywords.iter().enumerate() {
            self.write(if index > 0 || !arguments.is_empty() { ", " } else { "" });
            match keyword.arg {
                Some(name) => {
                    self.name(name);
                    self.write("=");
                }
                None => self.write("**"),
            }
            self.expression(keyword.value, Precedence::Test)?;
        }
        self.write(")");
        Ok(())
    }

    fn arguments(&mut self, arguments: &Arguments<'_>) -> Result {
        let mut first = true;
        let positional = arguments.posonlyargs.len() + arguments.args.len();
        let without_default = positional.saturating_sub(arguments.defaults.len());
        for (index, argument) in arguments.posonlyargs.iter().chain(arguments.args).enumerate() {
            self.comma_unless(&mut first);
            self.argument(argument)?;
            let default = index.checked_sub(without_default).and_then(|index| arguments.defaults.get(index));
            self.after("=", default.copied())?;
            if index + 1 == arguments.posonlyargs.len() {
                self.write(", /");
            }
        }
        if arguments.vararg.is_some() || !arguments.kwonlyargs.is_empty() {
            self.comma_unless(&mut first);
            self.write("*");
        }
        if let Some(argument) = arguments.vararg {
            self.argument(argument)?;
        }
        for (argument, default) in arguments.kwonlyargs.iter().zip(arguments.kw_defaults) {
            self.comma_unless(&mut first);
            self.argument(argument)?;
            self.after("=", *default)?;
        }
        if let Some(argument) = arguments.kwarg {
            self.comma_unless(&mut first);
            self.write("**");
            self.argument(argument)?;
        }
        Ok(())
    }

    fn argument(&mut self, argument: &Arg<'_>) -> Result {
        self.name(argument.arg);
        self.after(": ", argument.annotation)
    }

    fn constant(&mut self, value: Constant<'_>) -> Result {
        let Constant::Tuple(items) = value else { return self.repr(value) };
        self.stack.check().map_err(too_deep)?;
        self.write("(");
        for (index, item) in items.iter().enumerate() {
            self.write(if index > 0 { ", " } else { "" });
            self.constant(*item)?;
        }
        self.write(if items.len() == 1 { ",)" } else { ")" });
        Ok(())
    }

    fn repr(&mut self, value: Constant<'_>) -> Result {
        let mut text = value.repr(self.limit).map_err(too_many_digits)?;
        if matches!(value, Constant::Float(_) | Constant::Complex { .. }) {
            text = text.replace("inf", INFINITY);
        }
        self.write(&text);
        Ok(())
    }

    /// A string with replacement fields in the quotes that `repr` gives its text.
    fn quoted(&mut self, prefix: &str, values: &[&Expr<'_>]) -> Result {
        let outside = std::mem::take(&mut self.out);
        let result = values.iter().try_for_each(|value| self.string_part(value, false));
        let body = std::mem::replace(&mut self.out, outside);
        result?;
        self.write(prefix);
        self.write(&repr_str(PyText::from_bytes(&body)));
        Ok(())
    }

    fn string_part(&mut self, value: &Expr<'_>, in_format_spec: bool) -> Result {
        self.stack.check().map_err(too_deep)?;
        match value.kind {
            ExprKind::Constant { value: Constant::Str(text), .. } => {
                for &byte in text.as_bytes() {
                    if matches!(byte, b'{' | b'}') {
                        self.out.push(byte);
                    }
                    self.out.push(byte);
                }
                Ok(())
            }
            ExprKind::JoinedStr { values } if in_format_spec => {
                values.iter().try_for_each(|value| self.string_part(value, true))
            }
            ExprKind::JoinedStr { values } => self.quoted("f", values),
            ExprKind::TemplateStr { values } => self.quoted("t", values),
            ExprKind::FormattedValue { .. } | ExprKind::Interpolation { .. } => self.replacement_field(value),
            ExprKind::Constant { value, .. } => Err(not_text(value)),
            _ => Err(Error::new(ErrorClass::System, "unknown expression kind inside f-string or t-string")),
        }
    }

    fn replacement_field(&mut self, field: &Expr<'_>) -> Result {
        let (value, source, conversion, format_spec) = match field.kind {
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                (value, None, conversion, format_spec)
            }
            ExprKind::Interpolation { value, str, conversion, format_spec } => {
                (value, Some(str), conversion, format_spec)
            }
            _ => return Ok(()),
        };
        self.write("{");
        let start = self.out.len();
        match source {
            Some(Constant::Str(text)) => self.text(text),
            Some(other) => return Err(not_text(other)),
            None => self.expression(value, Precedence::Test.next())?,
        }
        if self.out.get(start) == Some(&b'{') {
            self.out.insert(start, b' ');
        }
        self.conversion(conversion)?;
        if let Some(spec) = format_spec {
            self.write(":");
            self.string_part(spec, true)?;
        }
        self.write("}");
        Ok(())
    }

    fn conversion(&mut self, conversion: i32) -> Result {
        let text = match u8::try_from(conversion) {
            _ if conversion < 0 => return Ok(()),
            Ok(b'a') => "!a",
            Ok(b'r') => "!r",
            Ok(b's') => "!s",
            _ => return Err(Error::new(ErrorClass::System, "unknown f-value conversion kind")),
        };
        self.write(text);
        Ok(())
    }

    fn list(&mut self, items: &[&Expr<'_>], separator: &str, place: Precedence) -> Result {
        for (index, item) in items.iter().enumerate() {
            self.write(if index > 0 { separator } else { "" });
            self.expression(item, place)?;
        }
        Ok(())
    }

    fn enclosed(&mut self, open: &str, items: &[&Expr<'_>], close: &str) -> Result {
        self.write(open);
        self.list(items, ", ", Precedence::Test)?;
        self.write(close);
        Ok(())
    }

    fn parenthesised(&mut self, needed: bool, write: impl FnOnce(&mut Self) -> Result) -> Result {
        self.write(if needed { "(" } else { "" });
        write(self)?;
        self.write(if needed { ")" } else { "" });
        Ok(())
    }

    fn after(&mut self, before: &str, value: Option<&Expr<'_>>) -> Result {
        let Some(value) = value else { return Ok(()) };
        self.write(before);
        self.expression(value, Precedence::Test)
    }

    fn comma_unless(&mut self, first: &mut bool) {
        if !std::mem::replace(first, false) {
            self.write(", ");
        }
    }

    fn write(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn text(&mut self, text: PyText<'_>) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn name(&mut self, name: Name) {
        self.text(self.names.text(name));
    }
}

/// The error for a part of a string that is none.
#[cold]
fn not_text(value: Constant<'_>) -> Box<Error> {
    Error::new(ErrorClass::Type, format!("must be str, not {}", value.type_name()))
}

/// CPython has no guard here: where our stack ends, the compiler's words fit best.
#[cold]
fn too_deep(deep: TooDeep) -> Box<Error> {
    deep.error(" during compilation")
}

/// Whether a point after the expression would be read as part of a number.
fn is_int(expression: &Expr<'_>) -> bool {
    let ExprKind::Constant { value, .. } = expression.kind else { return false };
    matches!(value, Constant::Int(_) | Constant::BigInt { .. })
}
