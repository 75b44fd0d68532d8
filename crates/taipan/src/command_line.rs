//! The arguments of the program.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use lexopt::{Arg, Parser};

/// What `--help` prints.
pub(crate) const USAGE: &str = "usage: taipan FILE | -c PROGRAM
       taipan --show tokens|ast|symtable|bytecode [--json] [--caches] [-O|-OO] FILE
       taipan --version | --help

  --show STAGE  print what the front end makes of the file
  --json        as JSON
  --caches      bytecode with its inline caches
  -O, -OO       without assertions; without docstrings as well
";

/// What the program is asked to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Version,
    /// Run a file.
    Run(PathBuf),
    /// Run a text.
    Execute(String),
    /// Show a stage of a file.
    Show(Show),
}

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

/// Reads the arguments that follow the program's name.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, String> {
    let mut parser = Parser::from_args(arguments);
    let (mut stage, mut file, mut json, mut caches, mut optimize) = (None, None, false, false, 0);
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Short('V') | Arg::Long("version") => return Ok(Command::Version),
            Arg::Long("show") => {
                let name = parser.value().map_err(|error| error.to_string())?;
                stage = Some(Stage::named(&name)?);
            }
            Arg::Short('c') => {
                let text = parser.value().map_err(|error| error.to_string())?;
                return text
                    .into_string()
                    .map(Command::Execute)
                    .map_err(|_| "-c needs text in UTF-8".to_owned());
            }
            Arg::Long("json") => json = true,
            Arg::Long("caches") => caches = true,
            Arg::Short('O') => optimize = (optimize + 1).min(2),
            Arg::Value(value) if file.is_none() => {
                file = Some(PathBuf::from(value));
            }
            other => return Err(other.unexpected().to_string()),
        }
    }
    let file = file.ok_or("no file is given")?;
    match stage {
        None if json || caches => Err("--json and --caches belong to --show".to_owned()),
        None => Ok(Command::Run(file)),
        Some(stage) => Ok(Command::Show(Show { stage, file, json, caches, optimize })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn arguments_may_stand_in_any_order() {
        let show = |stage, json, caches, optimize| {
            Ok(Command::Show(Show { stage, file: "a.py".into(), json, caches, optimize }))
        };
        assert_eq!(parsed("a.py"), Ok(Command::Run("a.py".into())));
        assert_eq!(parsed("--show ast a.py --json"), show(Stage::Ast, true, false, 0));
        assert_eq!(parsed("-OO --show=bytecode --caches a.py"), show(Stage::Bytecode, false, true, 2));
        assert_eq!(parsed("-V"), Ok(Command::Version));
    }

    #[test]
    fn wrong_arguments_are_refused() {
        for line in ["", "--show ast", "--show trees a.py", "--json a.py", "a.py b.py", "--fast a.py"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
