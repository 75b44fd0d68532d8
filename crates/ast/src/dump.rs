//! The text of a tree, as `ast.dump` makes it.

use taipan_num::DigitLimit;
use taipan_text::{Error, ErrorClass, Names, PyText, StackLimit, TooDeep, repr_str};

use crate::{Class, Field, FieldSpec, Node, Quantity};

/// How `ast.dump` shows a tree; its keyword arguments.
#[derive(Clone, Copy, Debug)]
pub struct DumpOptions<'o> {
    /// Whether every field is named. If not, only those after a field that is left out are.
    pub annotate_fields: bool,
    /// Whether positions are shown.
    pub include_attributes: bool,
    /// What each level of lines is indented by; `None` puts everything on one line.
    pub indent: Option<&'o str>,
    /// Whether empty lists are shown.
    pub show_empty: bool,
}

impl Default for DumpOptions<'_> {
    fn default() -> Self {
        Self { annotate_fields: true, include_attributes: false, indent: None, show_empty: false }
    }
}

/// `ast.dump(node, …)`. Fails where the tree is too deep, and for numbers of too many digits.
pub fn dump(
    node: Node<'_>,
    names: &Names,
    options: DumpOptions<'_>,
    limit: DigitLimit,
    stack: StackLimit,
) -> Result<String, Box<Error>> {
    let mut dumper = Dumper { names, options, limit, stack, out: String::new() };
    dumper.node(node, 0)?;
    Ok(dumper.out)
}

struct Dumper<'d> {
    names: &'d Names,
    options: DumpOptions<'d>,
    limit: DigitLimit,
    stack: StackLimit,
    out: String,
}

/// A field or attribute as it will be shown.
struct Argument<'a> {
    name: Option<&'static str>,
    value: Field<'a>,
}

impl Dumper<'_> {
    fn node(&mut self, node: Node<'_>, level: usize) -> Result<(), Box<Error>> {
        self.stack.check().map_err(too_deep)?;
        self.out.push_str(node.class().name());
        let arguments = self.arguments(node);
        let short = arguments.len() <= 3 && arguments.iter().all(|argument| self.is_simple(&argument.value));
        let lines = self.options.indent.filter(|_| !short);
        self.out.push('(');
        for (index, argument) in arguments.into_iter().enumerate() {
            self.separate(index, lines, level + 1);
            if let Some(name) = argument.name {
                self.out.push_str(name);
                self.out.push('=');
            }
            self.value(&argument.value, level + 1)?;
        }
        self.out.push(')');
        Ok(())
    }

    /// What is shown of a node, in order.
    fn arguments<'a>(&self, node: Node<'a>) -> Vec<Argument<'a>> {
        let mut specs = node.class().fields().iter();
        let mut shown = Vec::new();
        let mut named = self.options.annotate_fields;
        // Empty lists that are shown only if a field without a name follows.
        let mut held_back = Vec::new();
        node.each_field(&mut |value| {
            let Some(spec) = specs.next() else { return };
            if is_absent(spec, &value) {
                named = true;
            } else if !self.options.show_empty && is_empty_list(spec, &value) {
                if !named {
                    held_back.push(Argument { name: None, value });
                }
            } else {
                if !named {
                    shown.append(&mut held_back);
                }
                shown.push(Argument { name: named.then_some(spec.name), value });
            }
        });
        if let Some(location) = node.location().filter(|_| self.options.include_attributes) {
            let attributes = [
                ("lineno", location.line),
                ("col_offset", location.column),
                ("end_lineno", location.end_line),
                ("end_col_offset", location.end_column),
            ];
            let argument = |(name, number)| Argument { name: Some(name), value: Field::Int(Some(number)) };
            shown.extend(attributes.map(argument));
        }
        shown
    }

    /// Whether a value needs no lines of its own.
    fn is_simple(&self, value: &Field<'_>) -> bool {
        match value {
            Field::Node(Some(node)) => self.arguments(*node).is_empty(),
            Field::Nodes(items) => items.is_empty(),
            Field::Identifiers(items) => items.is_empty(),
            Field::Simples(items) => items.is_empty(),
            _ => true,
        }
    }

    fn value(&mut self, value: &Field<'_>, level: usize) -> Result<(), Box<Error>> {
        match value {
            Field::Node(Some(node)) => return self.node(*node, level),
            Field::Nodes(items) => {
                return self.list(items, level, |dumper, item| match item {
                    Some(node) => dumper.node(*node, level + 1),
                    None => {
                        dumper.out.push_str("None");
                        Ok(())
                    }
                });
            }
            Field::Simples(items) => {
                return self.list(items, level, |dumper, item| {
                    dumper.simple(*item);
                    Ok(())
                });
            }
            Field::Identifiers(items) => {
                return self.list(items, level, |dumper, item| {
                    dumper.text(dumper.names.text(*item));
                    Ok(())
                });
            }
            Field::Simple(class) => self.simple(*class),
            Field::Identifier(Some(name)) => self.text(self.names.text(*name)),
            Field::String(Some(text)) => self.text(*text),
            Field::Int(Some(number)) => self.out.push_str(&number.to_string()),
            Field::Constant(constant) => {
                let text = constant.repr(self.limit);
                self.out.push_str(&text.map_err(|error| Error::new(ErrorClass::Value, error.to_string()))?);
            }
            Field::Node(None) | Field::Identifier(None) | Field::String(None) | Field::Int(None) => {
                self.out.push_str("None");
            }
        }
        Ok(())
    }

    fn list<T>(
        &mut self,
        items: &[T],
        level: usize,
        mut show: impl FnMut(&mut Self, &T) -> Result<(), Box<Error>>,
    ) -> Result<(), Box<Error>> {
        self.out.push('[');
        for (index, item) in items.iter().enumerate() {
            self.separate(index, self.options.indent, level + 1);
            show(self, item)?;
        }
        self.out.push(']');
        Ok(())
    }

    /// What stands before the item at `index` of a list or of arguments.
    fn separate(&mut self, index: usize, lines: Option<&str>, level: usize) {
        if index > 0 {
            self.out.push(',');
        }
        match lines {
            Some(indent) => self.new_line(indent, level),
            None if index > 0 => self.out.push(' '),
            None => {}
        }
    }

    fn new_line(&mut self, indent: &str, level: usize) {
        self.out.push('\n');
        for _ in 0..level {
            self.out.push_str(indent);
        }
    }

    fn simple(&mut self, class: Class) {
        self.out.push_str(class.name());
        self.out.push_str("()");
    }

    fn text(&mut self, text: PyText<'_>) {
        self.out.push_str(&repr_str(text));
    }
}

/// Whether a field that may be missing is.
fn is_absent(spec: &FieldSpec, value: &Field<'_>) -> bool {
    let none =
        matches!(value, Field::Node(None) | Field::Identifier(None) | Field::String(None) | Field::Int(None));
    none && spec.quantity == Quantity::Optional
}

fn is_empty_list(spec: &FieldSpec, value: &Field<'_>) -> bool {
    let list = matches!(spec.quantity, Quantity::Many | Quantity::ManyOptional);
    list && match value {
        Field::Nodes(items) => items.is_empty(),
        Field::Identifiers(items) => items.is_empty(),
        Field::Simples(items) => items.is_empty(),
        _ => false,
    }
}

fn too_deep(_: TooDeep) -> Box<Error> {
    Error::new(ErrorClass::Recursion, "maximum recursion depth exceeded during compilation")
}
