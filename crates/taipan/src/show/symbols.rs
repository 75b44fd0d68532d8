//! Symbol tables as text: a line for each block and for each of its symbols, nested by indentation.

use std::fmt::Write as _;

use taipan_compiler::symtable::{BlockKind, ScopeId, SymbolTable, Visibility};
use taipan_text::{Name, Names};

/// The table of a program as text, symbols in the order of their names.
pub fn symbols(table: &SymbolTable, names: &Names) -> String {
    let mut out = String::new();
    // Blocks nest as deep as the source's indentation, so a list of what is left to show takes the place of recursion.
    let mut left = vec![(SymbolTable::TOP, 0)];
    while let Some((id, depth)) = left.pop() {
        block(&mut out, table, names, id, depth);
        left.extend(table.scope(id).children.iter().rev().map(|&child| (child, depth + 1)));
    }
    out
}

fn block(out: &mut String, table: &SymbolTable, names: &Names, id: ScopeId, depth: usize) {
    let scope = table.scope(id);
    let text = |name: Name| names.text(name).to_string_lossy();
    let indent = "  ".repeat(depth);
    let nested = if scope.nested { " nested" } else { "" };
    let parameters: Vec<String> = scope.parameters.iter().map(|&name| text(name)).collect();
    let (kind, name, line) = (kind(scope.kind), text(scope.name), scope.location.line);
    let _ = writeln!(out, "{indent}{kind} {name} line {line}{nested} ({})", parameters.join(" "));
    let mut symbols: Vec<_> = scope.symbols.iter().map(|(name, symbol)| (text(name), symbol)).collect();
    symbols.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, symbol) in symbols {
        let _ = writeln!(out, "{indent}. {name} {} {:#x}", visibility(symbol.visibility), symbol.flags);
    }
}

pub(super) fn kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Function => "function",
        BlockKind::Class => "class",
        BlockKind::Module => "module",
        BlockKind::Annotation => "annotation",
        BlockKind::TypeVariable => "type_variable",
        BlockKind::TypeAlias => "type_alias",
        BlockKind::TypeParameters => "type_parameters",
    }
}

pub(super) fn visibility(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Unknown => "unknown",
        Visibility::Local => "local",
        Visibility::GlobalExplicit => "global_explicit",
        Visibility::GlobalImplicit => "global_implicit",
        Visibility::Free => "free",
        Visibility::Cell => "cell",
    }
}
