//! Source text from a tree, as `ast.unparse` writes it, and the strings that stand for annotations.
//!
//! These are two printers, as they are in CPython, where `ast.unparse` is written in Python and the compiler writes
//! annotations itself: they agree on most expressions, but not on strings, `yield`, `lambda`, calls and attributes.

mod annotation;
mod argument;
mod expression;
mod literal;
mod pattern;
mod precedence;
mod statement;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use taipan_num::{DigitLimit, TooManyDigits};
use taipan_text::{Error, ErrorClass, Name, Names, PyText, StackLimit, TooDeep};

use crate::{Expr, Mod, Node, Stmt};
pub use annotation::unparse_annotation;
use precedence::Precedence;

/// What an infinity is written as: a number that is too large.
const INFINITY: &str = "1e309";

type Result<T = ()> = std::result::Result<T, Box<Error>>;

/// `ast.unparse(node)`, in the encoding of [`PyText`].
///
/// Fails as CPython does for nodes that no source gives, such as a number among the parts of an f-string; for an `int`
/// of more digits than `limit` allows; and where the tree is too deep.
pub fn unparse(node: Node<'_>, names: &Names, limit: DigitLimit, stack: StackLimit) -> Result<Vec<u8>> {
    let mut unparser = Unparser::new(names, limit, stack);
    unparser.node(node)?;
    Ok(unparser.out)
}

struct Unparser<'u, 'a> {
    names: &'u Names,
    limit: DigitLimit,
    stack: StackLimit,
    out: Vec<u8>,
    /// Something has been written, be it nothing.
    started: bool,
    indent: usize,
    in_try_star: bool,
    in_interactive: bool,
    /// The tags of the `# type: ignore` comments by their lines.
    type_ignores: BTreeMap<i32, PyText<'a>>,
}

/// What stands in a comment after `# type: `.
#[derive(Clone, Copy)]
struct TypeComment<'a> {
    /// Whether it is `ignore` before the text.
    ignore: bool,
    text: PyText<'a>,
}

impl<'u, 'a> Unparser<'u, 'a> {
    fn new(names: &'u Names, limit: DigitLimit, stack: StackLimit) -> Self {
        Self {
            names,
            limit,
            stack,
            out: Vec::new(),
            started: false,
            indent: 0,
            in_try_star: false,
            in_interactive: false,
            type_ignores: BTreeMap::new(),
        }
    }

    fn node(&mut self, node: Node<'a>) -> Result {
        match node {
            Node::Mod(module) => self.module(module),
            Node::Stmt(statement) => self.statement(statement),
            Node::Expr(expression) => self.expression(expression),
            Node::Comprehension(comprehension) => self.comprehension(comprehension),
            Node::ExceptHandler(handler) => self.handler(handler),
            Node::Arguments(arguments) => self.arguments(arguments),
            Node::Arg(argument) => self.argument(argument),
            Node::Keyword(keyword) => self.keyword(keyword),
            Node::Alias(alias) => {
                self.alias(alias);
                Ok(())
            }
            Node::WithItem(item) => self.with_item(item),
            Node::MatchCase(case) => self.match_case(case),
            Node::Pattern(pattern) => self.pattern(pattern, Precedence::Test),
            Node::TypeIgnore(_) => Ok(()),
            Node::TypeParam(parameter) => self.type_parameter(parameter),
        }
    }

    fn module(&mut self, module: &'a Mod<'a>) -> Result {
        match *module {
            Mod::Module { body, type_ignores } => {
                self.type_ignores = type_ignores.iter().map(|ignore| (ignore.lineno, ignore.tag)).collect();
                self.body_with_docstring(body)
            }
            Mod::Interactive { body } => {
                self.in_interactive = true;
                self.statements(body)
            }
            Mod::Expression { body } => self.expression(body),
            Mod::FunctionType { argtypes, returns } => {
                self.write("(");
                self.expressions(argtypes)?;
                self.write(") -> ");
                self.expression(returns)
            }
        }
    }

    fn expression(&mut self, expression: &'a Expr<'a>) -> Result {
        self.expression_at(expression, Precedence::Test)
    }

    /// Expressions with commas between them.
    fn expressions(&mut self, expressions: &[&'a Expr<'a>]) -> Result {
        self.separated(expressions, ", ", |unparser, one| unparser.expression(one))
    }

    /// Expressions with commas between them, and one after a single one.
    fn tuple_items(&mut self, expressions: &[&'a Expr<'a>]) -> Result {
        self.expressions(expressions)?;
        if expressions.len() == 1 {
            self.write(",");
        }
        Ok(())
    }

    fn separated<T>(
        &mut self,
        items: &[T],
        separator: &str,
        mut write: impl FnMut(&mut Self, &T) -> Result,
    ) -> Result {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.write(separator);
            }
            write(self, item)?;
        }
        Ok(())
    }

    fn names(&mut self, names: &[Name]) -> Result {
        self.separated(names, ", ", |unparser, name| {
            unparser.name(*name);
            Ok(())
        })
    }

    fn in_parentheses(&mut self, needed: bool, write: impl FnOnce(&mut Self) -> Result) -> Result {
        if !needed {
            return write(self);
        }
        self.write("(");
        write(self)?;
        self.write(")");
        Ok(())
    }

    fn write(&mut self, text: &str) {
        self.started = true;
        self.out.extend_from_slice(text.as_bytes());
    }

    fn write_text(&mut self, text: PyText<'_>) {
        self.started = true;
        self.out.extend_from_slice(text.as_bytes());
    }

    fn name(&mut self, name: Name) {
        let text = self.names.text(name);
        self.started = true;
        self.out.extend_from_slice(text.as_bytes());
    }

    /// Begins a clause of a compound statement: always on a line of its own.
    fn line(&mut self, text: &str) {
        self.maybe_newline();
        for _ in 0..self.indent {
            self.write("    ");
        }
        self.write(text);
    }

    /// Begins a simple statement. At the top of interactive input these share a line.
    fn simple_line(&mut self, text: &str) {
        if !self.in_interactive || self.indent > 0 {
            return self.line(text);
        }
        if self.started {
            self.write("; ");
        }
        self.write(text);
    }

    fn maybe_newline(&mut self) {
        if self.started {
            self.write("\n");
        }
    }

    /// A colon, what stands behind it, and statements one level deeper.
    fn block(&mut self, comment: Option<TypeComment<'a>>, body: &[&'a Stmt<'a>]) -> Result {
        self.in_block(comment, |unparser| unparser.statements(body))
    }

    fn in_block(
        &mut self,
        comment: Option<TypeComment<'a>>,
        write: impl FnOnce(&mut Self) -> Result,
    ) -> Result {
        self.write(":");
        self.type_comment(comment);
        self.indent += 1;
        let result = write(self);
        self.indent -= 1;
        result
    }

    fn type_comment(&mut self, comment: Option<TypeComment<'a>>) {
        if let Some(comment) = comment {
            self.write(" # type: ");
            self.write(if comment.ignore { "ignore" } else { "" });
            self.write_text(comment.text);
        }
    }

    fn check_depth(&self) -> Result {
        self.stack.check().map_err(too_deep)
    }
}

fn too_deep(_: TooDeep) -> Box<Error> {
    Error::new(ErrorClass::Recursion, "maximum recursion depth exceeded")
}

fn too_many_digits(error: TooManyDigits) -> Box<Error> {
    Error::new(ErrorClass::Value, error.to_string())
}
