//! A disassembly as JSON.

use std::fmt::Write as _;

use taipan_text::{Location, PyText};

use super::{Listing, Row};
use crate::Str;

/// A JSON list of code objects.
#[derive(Debug, Default)]
pub(super) struct List {
    text: String,
}

impl List {
    /// Appends a code object; `depth` says how far inside the first one it is.
    pub(super) fn add(&mut self, listing: &Listing<'_>, depth: usize) {
        self.text.push_str(if self.text.is_empty() { "[\n" } else { ",\n" });
        let code = listing.code;
        let constants = code.constants.iter().map(|constant| quote(PyText::new(&constant.repr())));
        let instructions = listing.rows().map(|row| instruction(&row));
        let exceptions = listing.exceptions.iter().map(|entry| {
            object(&[
                ("start", (u64::from(entry.start) * 2).to_string()),
                ("end", (u64::from(entry.end) * 2).to_string()),
                ("target", (u64::from(entry.target) * 2).to_string()),
                ("depth", entry.depth.to_string()),
                ("lasti", entry.lasti.to_string()),
            ])
        });
        self.text.push_str(&object(&[
            ("name", name(&code.name)),
            ("qualname", name(&code.qualified_name)),
            ("filename", name(&code.filename)),
            ("depth", depth.to_string()),
            ("firstlineno", code.first_line.to_string()),
            ("argcount", code.arg_count.to_string()),
            ("posonlyargcount", code.positional_only_count.to_string()),
            ("kwonlyargcount", code.keyword_only_count.to_string()),
            ("stacksize", code.stack_size.to_string()),
            ("flags", code.flags.to_string()),
            ("consts", array(constants)),
            ("names", array(code.names.iter().map(|text| name(text)))),
            ("localsplusnames", array(code.local_names.iter().map(|text| name(text)))),
            ("localspluskinds", array(code.local_kinds.iter().map(u8::to_string))),
            ("instructions", array(instructions)),
            ("exceptiontable", array(exceptions)),
        ]));
    }

    pub(super) fn finish(mut self) -> String {
        self.text.push_str("\n]\n");
        self.text
    }
}

fn instruction(row: &Row) -> String {
    let number = |number: Option<i64>| number.map_or_else(|| "null".to_owned(), |number| number.to_string());
    let Location { line, column, end_line, end_column } = row.location;
    let place = |value: i32| number((value != -1).then_some(i64::from(value)));
    object(&[
        ("offset", (row.unit.offset * 2).to_string()),
        ("start_offset", (row.unit.start * 2).to_string()),
        ("opname", quote(PyText::new(&row.name()))),
        ("arg", number(row.operand().map(i64::from))),
        ("argrepr", quote(PyText::new(&row.meaning))),
        ("line", number(row.line.map(i64::from))),
        ("starts_line", row.starts_line.to_string()),
        ("label", number(row.label.map(|label| label as i64))),
        ("positions", array([place(line), place(end_line), place(column), place(end_column)].into_iter())),
    ])
}

fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
    format!("{{{}}}", fields.join(", "))
}

fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn name(text: &Str) -> String {
    quote(text.text())
}

/// A JSON string, in ASCII; a lone surrogate stays one.
fn quote(text: PyText<'_>) -> String {
    let mut out = String::from("\"");
    for c in text.code_points() {
        match char::from_u32(c) {
            Some(quoted @ ('"' | '\\')) => out.extend(['\\', quoted]),
            Some(plain @ ' '..='~') => out.push(plain),
            Some(other) => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            None => {
                let _ = write!(out, "\\u{c:04x}");
            }
        }
    }
    out.push('"');
    out
}
