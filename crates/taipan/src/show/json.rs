//! Tokens, trees and symbol tables as JSON.

use std::fmt::Write as _;

use taipan_ast::{Constant, Field, Mod, Node};
use taipan_compiler::symtable::{ScopeId, SymbolTable};
use taipan_num::DigitLimit;
use taipan_parser::tokenize::TokenInfo;
use taipan_text::{Names, PyText};

use super::symbols::{kind, visibility};

/// A token: `{"type": "NAME", "text": "x", "start": [1, 0], "end": [1, 1]}`.
pub fn token_json(out: &mut String, token: &TokenInfo<'_>) {
    let _ = write!(out, "{{\"type\": \"{}\", \"text\": ", token.kind.python_name());
    quote(out, PyText::new(token.text));
    let (start, end) = (token.start, token.end);
    let _ = write!(out, ", \"start\": [{}, {}], \"end\": [{}, {}]}}", start.0, start.1, end.0, end.1);
}

/// A tree: each node an object with its class under `node`, its fields under their names, and its place. A constant that
/// JSON has no value for is `{"type": "int", "repr": "1"}`.
pub fn tree_json(tree: &Mod<'_>, names: &Names) -> String {
    /// What is still to be written.
    enum Step<'a> {
        Text(String),
        Node(Node<'a>),
    }
    let mut out = String::new();
    // Trees may be deeper than the stack, so a list of steps, the next one last, takes the place of recursion.
    let mut steps = vec![Step::Node(Node::Mod(tree))];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Text(text) => {
                out += &text;
                continue;
            }
            Step::Node(node) => node,
        };
        let _ = write!(out, "{{\"node\": \"{}\"", node.class().name());
        let mut specs = node.class().fields().iter();
        let mut inside = Vec::new();
        node.each_field(&mut |field| {
            let mut text = format!(", \"{}\": ", specs.next().map_or("", |spec| spec.name));
            match field {
                Field::Identifier(name) => match name {
                    Some(name) => quote(&mut text, names.text(name)),
                    None => text += "null",
                },
                Field::Identifiers(list) => {
                    array(&mut text, list.iter(), |text, name| quote(text, names.text(*name)));
                }
                Field::String(value) => match value {
                    Some(value) => quote(&mut text, value),
                    None => text += "null",
                },
                Field::Int(value) => text += &value.map_or("null".to_owned(), |value| value.to_string()),
                Field::Constant(value) => constant(&mut text, &value),
                Field::Simple(class) => quote(&mut text, PyText::new(class.name())),
                Field::Simples(list) => {
                    array(&mut text, list.iter(), |text, class| quote(text, PyText::new(class.name())));
                }
                Field::Node(None) => text += "null",
                Field::Node(Some(node)) => {
                    inside.push(Step::Text(std::mem::take(&mut text)));
                    inside.push(Step::Node(node));
                }
                Field::Nodes(list) => {
                    text.push('[');
                    for (index, node) in list.into_iter().enumerate() {
                        text += if index == 0 { "" } else { ", " };
                        match node {
                            None => text += "null",
                            Some(node) => {
                                inside.push(Step::Text(std::mem::take(&mut text)));
                                inside.push(Step::Node(node));
                            }
                        }
                    }
                    text.push(']');
                }
            }
            inside.push(Step::Text(text));
        });
        let mut end = String::new();
        if let Some(place) = node.location() {
            let _ = write!(end, ", \"lineno\": {}, \"col_offset\": {}", place.line, place.column);
            let _ =
                write!(end, ", \"end_lineno\": {}, \"end_col_offset\": {}", place.end_line, place.end_column);
        }
        end.push('}');
        inside.push(Step::Text(end));
        steps.extend(inside.into_iter().rev());
    }
    out
}

/// Symbol tables: a list of blocks, each with the number of the block around it.
pub fn symbols_json(table: &SymbolTable, names: &Names) -> String {
    let mut out = "[".to_owned();
    let mut left: Vec<(ScopeId, Option<usize>)> = vec![(SymbolTable::TOP, None)];
    let mut count = 0;
    while let Some((id, parent)) = left.pop() {
        let scope = table.scope(id);
        out += if count == 0 { "\n" } else { ",\n" };
        let _ = write!(out, "{{\"type\": \"{}\", \"name\": ", kind(scope.kind));
        quote(&mut out, names.text(scope.name));
        let parent = parent.map_or("null".to_owned(), |parent| parent.to_string());
        let _ = write!(
            out,
            ", \"parent\": {parent}, \"line\": {}, \"nested\": {}",
            scope.location.line, scope.nested
        );
        out += ", \"varnames\": ";
        array(&mut out, scope.parameters.iter(), |out, name| quote(out, names.text(*name)));
        out += ", \"symbols\": ";
        array(&mut out, scope.symbols.iter(), |out, (name, symbol)| {
            out.push_str("{\"name\": ");
            quote(out, names.text(name));
            let _ = write!(
                out,
                ", \"scope\": \"{}\", \"flags\": {}}}",
                visibility(symbol.visibility),
                symbol.flags
            );
        });
        out.push('}');
        left.extend(scope.children.iter().rev().map(|&child| (child, Some(count))));
        count += 1;
    }
    out + "\n]\n"
}

fn constant(out: &mut String, value: &Constant<'_>) {
    match value {
        Constant::None => out.push_str("null"),
        Constant::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Constant::Str(text) => quote(out, *text),
        _ => {
            let kind = match value {
                Constant::Int(_) | Constant::BigInt { .. } => "int",
                Constant::Float(_) => "float",
                Constant::Complex { .. } => "complex",
                Constant::Bytes(_) => "bytes",
                Constant::Tuple(_) => "tuple",
                Constant::FrozenSet(_) => "frozenset",
                _ => "ellipsis",
            };
            let _ = write!(out, "{{\"type\": \"{kind}\", \"repr\": ");
            let repr = value.repr(DigitLimit::NONE).unwrap_or_default();
            quote(out, PyText::new(&repr));
            out.push('}');
        }
    }
}

fn array<T>(out: &mut String, items: impl Iterator<Item = T>, mut item: impl FnMut(&mut String, T)) {
    out.push('[');
    for (index, value) in items.enumerate() {
        out.push_str(if index == 0 { "" } else { ", " });
        item(out, value);
    }
    out.push(']');
}

/// A JSON string. Lone surrogates are escaped, which JSON allows.
fn quote(out: &mut String, text: PyText<'_>) {
    out.push('"');
    for c in text.code_points() {
        match char::from_u32(c) {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some(c) if c >= ' ' => out.push(c),
            _ => {
                let _ = write!(out, "\\u{c:04x}");
            }
        }
    }
    out.push('"');
}
