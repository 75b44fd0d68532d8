//! Running programs: an interpreter with everything it needs, and the upward calls that its crates make.

mod compile;
mod console;
mod environment;
mod exit;
mod in_memory;
mod interactive;
mod main_module;
mod make;
mod paths;
mod start;
mod streams;
mod traceback;

use std::ffi::OsString;
use std::path::PathBuf;

use taipan_object::Py;
use taipan_std_boot::config::Config;

/// What to run, and how.
#[derive(Debug, Default)]
pub struct Options {
    /// Options of the command line; paths are added when the interpreter starts.
    pub config: Config,
    /// The program.
    pub program: Program,
    /// `-x`
    pub skip_first_line: bool,
}

/// What a program is.
#[derive(Debug, Default)]
pub enum Program {
    /// What standard input has, or what is typed at the prompt.
    #[default]
    Stdin,
    /// A file, or a directory or zip file with a `__main__`.
    File(PathBuf),
    /// The argument of `-c`.
    Command(OsString),
    /// The argument of `-m`.
    Module(OsString),
}

/// Runs a program and gives the exit code of the process. `stack` is how much native stack the thread has, in bytes.
pub fn run(mut options: Options, stack: usize) -> u8 {
    if let Err(error) = environment::read(&mut options.config) {
        console::report(&format!("Fatal Python error: {error}\nPython runtime state: preinitialized\n"));
        return 1;
    }
    streams::choose_mode(&mut options.config);
    streams::coerce_locale(&options.config);
    paths::find(&mut options.config, &options.program);
    let mut py = match start::start(&options.config, stack) {
        Ok(py) => py,
        Err(error) => {
            console::report(&format!("taipan: cannot start: {error}\n"));
            return 1;
        }
    };
    set_stress(&mut py, &options.config);
    let result = main_module::execute(&mut py, &options);
    exit::finish(py, result)
}

/// Has garbage collected all the time, or whenever there are some more objects (`-X gcstress`, `-X gcstress=N`).
fn set_stress(py: &mut Py, config: &Config) {
    if config.x_options.iter().any(|(name, _)| name == "gcstress") {
        let every = config.x_option("gcstress").and_then(|number| number.parse().ok());
        py.set_gc_stress(every);
    }
}
