//! `from __future__ import …`: which features a module asks for, and where the last such import stands.

use taipan_ast::{Alias, CompileFlags, Constant, ExprKind, Mod, Session, Stmt, StmtKind};
use taipan_text::{Error, Location, Name};

use crate::symtable::{FutureFeatures, error_at};

/// The features of a module. Future imports can be preceded by a docstring and by other future imports only; one that
/// comes later is found by the symbol table, which compares its place with [`FutureFeatures::location`].
pub fn features(module: &Mod<'_>, session: &Session<'_, '_>) -> Result<FutureFeatures, Box<Error>> {
    find(module, session).map_err(Error::bare)
}

fn find(module: &Mod<'_>, session: &Session<'_, '_>) -> Result<FutureFeatures, Box<Error>> {
    let body = match *module {
        Mod::Module { body, .. } | Mod::Interactive { body } => body,
        Mod::Expression { .. } | Mod::FunctionType { .. } => &[],
    };
    let mut features = FutureFeatures { flags: 0, location: Location::NONE };
    for statement in body.iter().skip(usize::from(body.first().is_some_and(|first| is_docstring(first)))) {
        let StmtKind::ImportFrom { module: Some(Name::__FUTURE__), names, level } = statement.kind else {
            break;
        };
        // `from .__future__ import …` is another module.
        if level.unwrap_or(0) != 0 {
            break;
        }
        for alias in names {
            features.flags |= flag(alias, session)?;
        }
        features.location = statement.location;
    }
    Ok(features)
}

/// Whether a statement is nothing but a string.
pub(crate) fn is_docstring(statement: &Stmt<'_>) -> bool {
    matches!(
        statement.kind,
        StmtKind::Expr { value } if matches!(value.kind, ExprKind::Constant { value: Constant::Str(_), .. })
    )
}

/// The flag of a feature; zero for those that Python has long had.
fn flag(alias: &Alias, session: &Session<'_, '_>) -> Result<u32, Box<Error>> {
    let feature = session.names.text(alias.name);
    match feature.as_bytes() {
        b"nested_scopes" | b"generators" | b"division" | b"absolute_import" | b"with_statement"
        | b"print_function" | b"unicode_literals" | b"generator_stop" => Ok(0),
        b"barry_as_FLUFL" => Ok(CompileFlags::FUTURE_BARRY_AS_BDFL),
        b"annotations" => Ok(CompileFlags::FUTURE_ANNOTATIONS),
        b"braces" => Err(error_at(alias.location, "not a chance")),
        _ => {
            let feature: String = feature.to_string_lossy().chars().take(100).collect();
            Err(error_at(alias.location, format!("future feature {feature} is not defined")))
        }
    }
}
