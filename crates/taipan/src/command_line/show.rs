//! `--show STAGE`: its options may stand in any order, before and after the file.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use lexopt::{Arg, Parser};

/// Which stage to show, and how.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Show {
    pub(crate) stage: Stage,
    pub(crate) file: PathBuf,
    pub(crate) json: bool,
    pub(crate) caches: bool,
    /// The level of `-O`.
    pub(crate) optimize: u8,
}

/// A stage of the front end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Tokens,
    Ast,
    Symtable,
    Bytecode,
}

impl Stage {
    fn named(name: &OsStr) -> Result<Self, String> {
        match name.to_str() {
            Some("tokens") => Ok(Self::Tokens),
            Some("ast") => Ok(Self::Ast),
            Some("symtable") => Ok(Self::Symtable),
            Some("bytecode") => Ok(Self::Bytecode),
            _ => Err(format!("no stage {}", name.display())),
        }
    }
}

/// Reads the arguments, if `--show` is among the options before the program.
pub(super) fn parse(arguments: &[OsString]) -> Result<Option<Show>, String> {
    let is_show = |text: &OsStr| text.to_str().is_some_and(|it| it == "--show" || it.starts_with("--show="));
    let is_ours =
        |text: &OsStr| text.to_str().is_some_and(|it| matches!(it, "--json" | "--caches" | "-O" | "-OO"));
    if !arguments.iter().find(|text| !is_ours(text)).is_some_and(|text| is_show(text)) {
        return Ok(None);
    }
    let mut parser = Parser::from_args(arguments);
    let (mut stage, mut file, mut json, mut caches, mut optimize) = (None, None, false, false, 0);
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Arg::Long("show") => {
                let name = parser.value().map_err(|error| error.to_string())?;
                stage = Some(Stage::named(&name)?);
            }
            Arg::Long("json") => json = true,
            Arg::Long("caches") => caches = true,
            Arg::Short('O') => optimize = (optimize + 1).min(2),
            Arg::Value(value) if file.is_none() => file = Some(PathBuf::from(value)),
            other => return Err(other.unexpected().to_string()),
        }
    }
    let (stage, file) = (stage.ok_or("no stage is given")?, file.ok_or("no file is given")?);
    Ok(Some(Show { stage, file, json, caches, optimize }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Option<Show>, String> {
        parse(&line.split_whitespace().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn arguments_may_stand_in_any_order() {
        let show = |stage, json, caches, optimize| {
            Ok(Some(Show { stage, file: "a.py".into(), json, caches, optimize }))
        };
        assert_eq!(parsed("a.py --show ast"), Ok(None));
        assert_eq!(parsed("--show ast a.py --json"), show(Stage::Ast, true, false, 0));
        assert_eq!(parsed("-OO --show=bytecode --caches a.py"), show(Stage::Bytecode, false, true, 2));
        assert!(parsed("--show ast").is_err());
        assert!(parsed("--show trees a.py").is_err());
    }
}
