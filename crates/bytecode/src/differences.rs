//! How two code objects differ, for people.

use std::fmt::Write as _;
use std::sync::Arc;

use taipan_text::repr_str;

use crate::{CodeObject, CodeUnits, Constant, ExceptionTable, LineTable, Str};

/// A value is shown up to this many characters.
const SHOWN: usize = 300;

impl CodeObject {
    /// One line for each difference: the path of the field, then what is here and what is there. Nested code objects are
    /// compared too. Nothing differs exactly when there are no lines.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let mut differences = Differences::default();
        differences.code("", self, other);
        differences.lines
    }
}

#[derive(Default)]
struct Differences {
    lines: Vec<String>,
}

impl Differences {
    fn code(&mut self, path: &str, a: &CodeObject, b: &CodeObject) {
        let field = |name: &str| format!("{path}{name}");
        self.str(&field("co_name"), &a.name, &b.name);
        self.str(&field("co_qualname"), &a.qualified_name, &b.qualified_name);
        self.str(&field("co_filename"), &a.filename, &b.filename);
        self.number(&field("co_firstlineno"), a.first_line, b.first_line);
        self.number(&field("co_argcount"), a.arg_count, b.arg_count);
        self.number(&field("co_posonlyargcount"), a.positional_only_count, b.positional_only_count);
        self.number(&field("co_kwonlyargcount"), a.keyword_only_count, b.keyword_only_count);
        self.number(&field("co_stacksize"), a.stack_size, b.stack_size);
        self.flags(&field("co_flags"), a.flags, b.flags);
        self.instructions(&field("co_code"), a, b);
        self.names(&field("co_names"), &a.names, &b.names);
        self.names(&field("co_localsplusnames"), &a.local_names, &b.local_names);
        self.bytes(&field("co_localspluskinds"), &a.local_kinds, &b.local_kinds);
        self.line_table(&field("co_linetable"), a, b);
        self.exception_table(&field("co_exceptiontable"), a, b);
        self.constants(&field("co_consts"), &a.constants, &b.constants);
    }

    fn differ(&mut self, path: &str, a: impl AsRef<str>, b: impl AsRef<str>) {
        let (a, b) = (shorten(a.as_ref()), shorten(b.as_ref()));
        self.lines.push(format!("{path}: {a} != {b}"));
    }

    fn number<T: Copy + PartialEq + ToString>(&mut self, path: &str, a: T, b: T) {
        if a != b {
            self.differ(path, a.to_string(), b.to_string());
        }
    }

    fn flags(&mut self, path: &str, a: u32, b: u32) {
        if a != b {
            self.differ(path, format!("{a:#x}"), format!("{b:#x}"));
        }
    }

    fn str(&mut self, path: &str, a: &Str, b: &Str) {
        if !a.is_same(b) {
            self.differ(path, show_str(a, b), show_str(b, a));
        }
    }

    fn bytes(&mut self, path: &str, a: &[u8], b: &[u8]) {
        if a != b {
            self.differ(path, hex(a), hex(b));
        }
    }

    fn names(&mut self, path: &str, a: &[Arc<Str>], b: &[Arc<Str>]) {
        for (index, (a, b)) in a.iter().zip(b).enumerate() {
            self.str(&format!("{path}[{index}]"), a, b);
        }
        self.lengths(path, a, b, |name| repr_str(name.text()));
    }

    fn constants(&mut self, path: &str, a: &[Constant], b: &[Constant]) {
        for (index, (a, b)) in a.iter().zip(b).enumerate() {
            self.constant(&format!("{path}[{index}]"), a, b);
        }
        self.lengths(path, a, b, Constant::repr);
    }

    fn constant(&mut self, path: &str, a: &Constant, b: &Constant) {
        match (a, b) {
            (Constant::Code(a), Constant::Code(b)) => self.code(&format!("{path}<{}>.", show_name(a)), a, b),
            (Constant::Str(a), Constant::Str(b)) => self.str(path, a, b),
            (Constant::Tuple(a), Constant::Tuple(b)) if a.len() == b.len() => self.constants(path, a, b),
            (a, b) if a.is_same(b) => {}
            (a, b) => self.differ(path, show(a, b), show(b, a)),
        }
    }

    /// Says which items one of two sequences has beyond the other's length.
    fn lengths<T>(&mut self, path: &str, a: &[T], b: &[T], show: impl Fn(&T) -> String) {
        let common = a.len().min(b.len());
        let rest = |items: &[T]| {
            let rest: Vec<String> = items[common..].iter().map(&show).collect();
            format!("{} items, then [{}]", common, rest.join(", "))
        };
        if a.len() != b.len() {
            self.differ(path, rest(a), rest(b));
        }
    }

    /// The first instruction that differs; what follows is mostly shifted.
    fn instructions(&mut self, path: &str, a: &CodeObject, b: &CodeObject) {
        if a.code == b.code {
            return;
        }
        let mut pairs = CodeUnits::new(&a.code).zip(CodeUnits::new(&b.code));
        let place = pairs.find(|(a, b)| a != b).map(|(unit, _)| unit.offset);
        let place = place.unwrap_or_else(|| (a.code.len().min(b.code.len()) / 2) as u32);
        let path = format!("{path} ({} and {} bytes) at {}", a.code.len(), b.code.len(), place * 2);
        self.differ(&path, show_code(&a.code, place), show_code(&b.code, place));
    }

    fn line_table(&mut self, path: &str, a: &CodeObject, b: &CodeObject) {
        if a.line_table == b.line_table {
            return;
        }
        let positions = |code: &CodeObject| -> Vec<_> {
            LineTable::new(&code.line_table, code.first_line).positions().map(Some).collect()
        };
        let (mut first, mut second) = (positions(a), positions(b));
        let length = first.len().max(second.len());
        first.resize(length, None);
        second.resize(length, None);
        match (0..length).find(|&unit| first[unit] != second[unit]) {
            Some(unit) => {
                let show = |location| match location {
                    Some(taipan_text::Location { line, column, end_line, end_column }) => {
                        format!("{line}:{column}-{end_line}:{end_column}")
                    }
                    None => "the end".to_owned(),
                };
                self.differ(&format!("{path} at {}", unit * 2), show(first[unit]), show(second[unit]));
            }
            // The same locations in other entries.
            None => self.differ(path, hex(&a.line_table), hex(&b.line_table)),
        }
    }

    fn exception_table(&mut self, path: &str, a: &CodeObject, b: &CodeObject) {
        if a.exception_table == b.exception_table {
            return;
        }
        let show = |code: &CodeObject| {
            let mut text = String::new();
            for entry in ExceptionTable::new(&code.exception_table) {
                let (start, end, target) =
                    (u64::from(entry.start) * 2, u64::from(entry.end) * 2, u64::from(entry.target) * 2);
                let lasti = if entry.lasti { " lasti" } else { "" };
                let _ = write!(text, "[{start}..{end} -> {target} depth {}{lasti}]", entry.depth);
            }
            text
        };
        self.differ(path, show(a), show(b));
    }
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text.to_owned(),
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn show_name(code: &CodeObject) -> String {
    code.name.text().to_string_lossy()
}

/// The text; where only interning differs, that.
fn show_str(text: &Str, other: &Str) -> String {
    let interned = match text.is_interned() {
        _ if text.text() != other.text() => "",
        true => " interned",
        false => " not interned",
    };
    repr_str(text.text()) + interned
}

/// The value; where the other looks the same, its type or bits too.
fn show(constant: &Constant, other: &Constant) -> String {
    let text = constant.repr();
    if text == other.repr() { format!("{text} {constant:?}") } else { text }
}

/// A few instructions from a place on.
fn show_code(code: &[u8], place: u32) -> String {
    let text: Vec<String> = CodeUnits::new(code)
        .filter(|unit| unit.offset >= place)
        .take(4)
        .map(|unit| match unit.opcode() {
            Some(opcode) if opcode.has_arg() => format!("{} {}", opcode.name(), unit.oparg),
            Some(opcode) => opcode.name().to_owned(),
            None => format!("<{}>", unit.number),
        })
        .collect();
    if text.is_empty() { "the end".to_owned() } else { text.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &Constant, b: &Constant) -> bool {
        assert_eq!(a.is_same(b), b.is_same(a));
        a.is_same(b)
    }

    #[test]
    fn constants_are_the_same_only_if_nobody_could_tell() {
        assert!(!same(&Constant::Int(1), &Constant::Bool(true)));
        assert!(!same(&Constant::Float(0.0), &Constant::Float(-0.0)));
        assert!(!same(&Constant::Complex(0.0, 0.0), &Constant::Complex(0.0, -0.0)));
        assert!(same(&Constant::Float(f64::NAN), &Constant::Float(f64::NAN)));
        assert!(!same(&Constant::Float(f64::NAN), &Constant::Float(-f64::NAN)));
        let pair = |a, b| [Constant::Int(a), Constant::Int(b)];
        assert!(!same(&Constant::Tuple(pair(1, 2).into()), &Constant::Tuple(pair(2, 1).into())));
        assert!(same(&Constant::FrozenSet(pair(1, 2).into()), &Constant::FrozenSet(pair(2, 1).into())));
        let text = |text: Str| Constant::Str(Arc::new(text));
        assert!(!same(&text(Str::new("ab")), &text(Str::interned("ab"))));
        assert!(same(&text(Str::new("a")), &text(Str::interned("a"))));
    }

    #[test]
    fn differences_name_the_field() {
        let module = |constants: &[Constant]| CodeObject {
            arg_count: 0,
            positional_only_count: 0,
            keyword_only_count: 0,
            stack_size: 1,
            flags: 0,
            code: [128, 0, 82, 0, 35, 0].into(),
            constants: constants.into(),
            names: Arc::default(),
            local_names: Arc::default(),
            local_kinds: Arc::default(),
            filename: Arc::new(Str::interned("f.py")),
            name: Arc::new(Str::interned("m")),
            qualified_name: Arc::new(Str::interned("m")),
            first_line: 1,
            line_table: [0xf8, 0xf8, 0xf8].into(),
            exception_table: Arc::default(),
        };
        let inner = |value| Constant::Code(Arc::new(module(&[Constant::Float(value)])));
        let a = module(&[inner(0.0), Constant::None]);
        let mut b = module(&[inner(-0.0)]);
        assert_eq!(a.differences(&a), [""; 0]);
        b.code = [128, 0, 94, 0, 35, 0].into();
        assert_eq!(
            a.differences(&b),
            [
                "co_code (6 and 6 bytes) at 2: LOAD_CONST 0; RETURN_VALUE != LOAD_SMALL_INT 0; RETURN_VALUE",
                "co_consts[0]<m>.co_consts[0]: 0.0 != -0.0",
                "co_consts: 1 items, then [None] != 1 items, then []",
            ]
        );
    }
}
