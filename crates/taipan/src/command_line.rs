//! The arguments of the program: Python's own, and `--show`.
//!
//! Options come first and end with the program: a file, `-c`, `-m` or `-`. What follows belongs to the program.

mod show;
mod usage;

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

use taipan::runtime::{Options, Program};
use taipan_std_boot::config::{CheckHashPycs, Implementation};

pub(crate) use show::{Show, Stage};
pub(crate) use usage::{ENVIRONMENT, USAGE, X_OPTIONS};

/// What the program is asked to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Print a text.
    Print(String),
    /// Run a program.
    Run(Box<Options>),
    /// Show a stage of a file.
    Show(Show),
}

/// Reads the arguments that follow the program's name.
pub(crate) fn parse(arguments: &[OsString]) -> Result<Command, String> {
    if let Some(show) = show::parse(arguments)? {
        return Ok(Command::Show(show));
    }
    let mut reader = Reader { arguments, at: 0, options: Options::default(), versions: 0, print: None };
    reader.read()?;
    if let Some(text) = reader.print {
        return Ok(Command::Print(text));
    }
    Ok(Command::Run(Box::new(reader.options)))
}

struct Reader<'a> {
    arguments: &'a [OsString],
    at: usize,
    options: Options,
    versions: usize,
    print: Option<String>,
}

impl Reader<'_> {
    fn read(&mut self) -> Result<(), String> {
        while let Some(argument) = self.arguments.get(self.at) {
            let bytes = argument.as_bytes();
            if bytes == b"--" {
                self.at += 1;
                break;
            }
            let Some(letters) = bytes.strip_prefix(b"-").filter(|letters| !letters.is_empty()) else { break };
            self.at += 1;
            if let Some(name) = letters.strip_prefix(b"-") {
                self.long(&String::from_utf8_lossy(name))?;
            } else if self.letters(letters)? {
                self.program_arguments(self.at, None);
                return Ok(());
            }
        }
        if self.versions > 0 {
            self.print = Some(usage::version(self.versions > 1));
        }
        let file = self.arguments.get(self.at).cloned();
        match file {
            None => self.program_arguments(self.at, Some(OsStr::new(""))),
            Some(file) => {
                self.options.program =
                    if file == "-" { Program::Stdin } else { Program::File(file.clone().into()) };
                self.program_arguments(self.at + 1, Some(&file));
            }
        }
        Ok(())
    }

    /// `sys.argv`: the program's name, where it has one already, and what follows.
    fn program_arguments(&mut self, start: usize, name: Option<&OsStr>) {
        let config = &mut self.options.config;
        config.argv.extend(name.map(OsStr::to_os_string));
        config.argv.extend(self.arguments.get(start..).unwrap_or_default().iter().cloned());
    }

    fn long(&mut self, name: &str) -> Result<(), String> {
        match name {
            "help" => self.print = Some(USAGE.to_owned()),
            "help-env" => self.print = Some(ENVIRONMENT.to_owned()),
            "help-xoptions" => self.print = Some(X_OPTIONS.to_owned()),
            "help-all" => self.print = Some(format!("{USAGE}\n{ENVIRONMENT}\n{X_OPTIONS}")),
            "version" => self.versions += 1,
            "check-hash-based-pycs" => {
                let value = self.value(&[], "--check-hash-based-pycs")?;
                self.options.config.check_hash_pycs = match value.to_str() {
                    Some("default") => CheckHashPycs::Default,
                    Some("always") => CheckHashPycs::Always,
                    Some("never") => CheckHashPycs::Never,
                    _ => {
                        return Err("--check-hash-based-pycs must be one of 'default', 'always', or 'never'"
                            .to_owned());
                    }
                };
            }
            _ => return Err(format!("Unknown option: --{name}\n{}", usage::SHORT)),
        }
        Ok(())
    }

    /// One argument with options of a letter each. True if it ended the options.
    fn letters(&mut self, letters: &[u8]) -> Result<bool, String> {
        let mut rest = letters;
        while let Some((&letter, after)) = rest.split_first() {
            rest = after;
            let flags = &mut self.options.config.flags;
            match letter {
                b'b' => flags.bytes_warning += 1,
                b'B' => flags.dont_write_bytecode = 1,
                b'd' => flags.debug = 1,
                b'E' => flags.ignore_environment = 1,
                b'h' | b'?' => self.print = Some(USAGE.to_owned()),
                b'i' => {
                    flags.inspect = 1;
                    flags.interactive = 1;
                }
                b'I' => {
                    flags.isolated = 1;
                    flags.ignore_environment = 1;
                    flags.no_user_site = 1;
                    flags.safe_path = true;
                }
                b'O' => flags.optimize += 1,
                b'P' => flags.safe_path = true,
                b'q' => flags.quiet = 1,
                b'R' => self.options.config.random_hashes = true,
                b's' => flags.no_user_site = 1,
                b'S' => flags.no_site = 1,
                b'u' => flags.unbuffered = true,
                b'v' => flags.verbose += 1,
                b'V' => self.versions += 1,
                b'x' => self.options.skip_first_line = true,
                b'c' => {
                    let text = self.value(rest, "-c")?;
                    self.options.program = Program::Command(text);
                    self.options.config.argv.push("-c".into());
                    return Ok(true);
                }
                b'm' => {
                    let name = self.value(rest, "-m")?;
                    self.options.program = Program::Module(name);
                    self.options.config.argv.push("-m".into());
                    return Ok(true);
                }
                b'W' => {
                    let value = self.value(rest, "-W")?;
                    self.options.config.warn_options.push(value);
                    return Ok(false);
                }
                b'X' => {
                    let value = self.value(rest, "-X")?;
                    self.x_option(&value.to_string_lossy())?;
                    return Ok(false);
                }
                other => {
                    return Err(format!("Unknown option: -{}\n{}", char::from(other), usage::SHORT));
                }
            }
        }
        Ok(false)
    }

    fn x_option(&mut self, text: &str) -> Result<(), String> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        if name == "impl" {
            self.options.config.implementation = match value {
                Some("cpython") => Implementation::Cpython,
                Some("taipan") => Implementation::Taipan,
                _ => return Err("-X impl must be taipan or cpython".to_owned()),
            };
        }
        self.options.config.x_options.push((name.to_owned(), value.map(str::to_owned)));
        Ok(())
    }

    /// The value of an option: the rest of its argument, or the next one.
    fn value(&mut self, rest: &[u8], option: &str) -> Result<OsString, String> {
        if !rest.is_empty() {
            return Ok(OsString::from_vec(rest.to_vec()));
        }
        let value = self.arguments.get(self.at).cloned();
        self.at += 1;
        value.ok_or_else(|| format!("Argument expected for the {option} option\n{}", usage::SHORT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Options {
        let arguments: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
        match parse(&arguments) {
            Ok(Command::Run(options)) => *options,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn options_end_with_the_program() {
        let options = parsed("-Bv -Wignore -X dev=1 a.py -v b");
        assert!(matches!(options.program, Program::File(ref file) if file.as_os_str() == "a.py"));
        assert_eq!(options.config.argv, ["a.py", "-v", "b"]);
        assert_eq!(options.config.flags.verbose, 1);
        assert_eq!(options.config.x_options, [("dev".to_owned(), Some("1".to_owned()))]);
        assert_eq!(parsed("-Sc pass x").config.argv, ["-c", "x"]);
        assert_eq!(parsed("-mjson.tool -x").config.argv, ["-m", "-x"]);
        assert_eq!(parsed("").config.argv, [""]);
        assert_eq!(parsed("- a").config.argv, ["-", "a"]);
    }

    #[test]
    fn wrong_arguments_are_refused() {
        for line in ["-c", "-Z", "--fast a.py", "-X impl=pypy", "--check-hash-based-pycs maybe"] {
            let arguments: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
            assert!(parse(&arguments).is_err(), "{line}");
        }
    }
}
