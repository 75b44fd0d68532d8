//! `taipan`: the program.

mod command_line;

use std::ffi::OsString;
use std::fs;
use std::process::ExitCode;

use command_line::{Command, Show, Stage};
use taipan::pipeline::{self, STACK, Source, Workspace};
use taipan::runtime;
use taipan::show;
use taipan_ast::{CompileFlags, Options};
use taipan_parser::tokenize::{Lines, Tokenizer};
use taipan_text::decode::NoDecoder;
use taipan_text::{Error, Verdict, Warning, WarningCategory, Warnings};

#[global_allocator]
static ALLOCATOR: taipan_host::allocator::Allocator = taipan_host::allocator::Allocator;

fn main() -> ExitCode {
    taipan_host::standard::close_missing();
    taipan_host::allocator::set_up();
    taipan_host::signal::take_back();
    let mut arguments = std::env::args_os();
    let name = arguments.next().unwrap_or_else(|| "taipan".into());
    let arguments: Vec<_> = arguments.collect();
    let command = match command_line::parse(&arguments) {
        Ok(command) => command,
        Err(error) => return fail(&format!("{}\n", error.trim_end())),
    };
    // The main thread's stack has whatever size the caller's shell allows.
    let thread = std::thread::Builder::new()
        .stack_size(STACK + pipeline::STACK_RESERVE)
        .spawn(move || run(command, name, arguments));
    // Signals go to the thread that runs the program: they are to interrupt what it waits for.
    taipan_host::signal::block_all();
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(_)) => fail("taipan: internal error; please report it\n"),
        Err(error) => fail(&format!("taipan: cannot start: {error}\n")),
    }
}

fn run(command: Command, name: OsString, arguments: Vec<OsString>) -> ExitCode {
    match command {
        Command::Print(text) => print(&text),
        Command::Run(mut options) => {
            options.config.orig_argv = arguments;
            options.config.orig_argv.insert(0, name);
            leave(runtime::run(*options, STACK))
        }
        Command::Show(show) => match fs::read(&show.file) {
            Ok(bytes) => {
                let name = show.file.to_string_lossy();
                match stage(&show, &bytes, &name) {
                    Ok(text) => print(&text),
                    Err(error) => {
                        write(
                            &mut std::io::stderr(),
                            &show::error(&error, &name, &String::from_utf8_lossy(&bytes)),
                        );
                        ExitCode::FAILURE
                    }
                }
            }
            Err(error) => fail(&format!("taipan: {}: {error}\n", show.file.display())),
        },
    }
}

/// Ends the process from the thread of the program: neither that nor the memory has to be taken apart.
#[expect(clippy::exit, reason = "the interpreter has ended, and flushed what it had to")]
fn leave(code: u8) -> ! {
    taipan_host::allocator::keep_all();
    std::process::exit(code.into())
}

/// The text of a stage of a file.
fn stage(show: &Show, bytes: &[u8], name: &str) -> Result<String, Box<Error>> {
    let source = Source::Script(bytes, name);
    let options = Options { optimize: show.optimize, ..Options::default() };
    let mut warnings = ToStandardError { name };
    let mut workspace = Workspace::new(STACK);
    let mut session = workspace.session(&mut warnings);
    match show.stage {
        Stage::Tokens => tokens(&pipeline::text(source, &mut NoDecoder)?, show.json),
        Stage::Ast => {
            let flags = if show.optimize == 0 { CompileFlags::ONLY_AST } else { CompileFlags::OPTIMIZED_AST };
            let options = Options { flags: CompileFlags(flags), ..options };
            let tree = pipeline::syntax_tree(source, &options, &mut session, &mut NoDecoder)?;
            if show.json {
                Ok(show::tree_json(tree, session.names) + "\n")
            } else {
                show::tree(tree, &session, Some("   "))
            }
        }
        Stage::Symtable => {
            let table = pipeline::symbols(source, &options, &mut session, &mut NoDecoder)?;
            let form = if show.json { show::symbols_json } else { show::symbols };
            Ok(form(&table, session.names))
        }
        Stage::Bytecode => {
            let code = pipeline::compile(source, name, &options, &mut session, &mut NoDecoder)?;
            Ok(show::bytecode(&code, show.caches, show.json))
        }
    }
}

/// The tokens that the parser gets.
fn tokens(text: &str, json: bool) -> Result<String, Box<Error>> {
    let mut out = String::new();
    for token in Tokenizer::new(&Lines::new(text), false) {
        let token = token?;
        if json {
            out += if out.is_empty() { "[\n" } else { ",\n" };
            show::token_json(&mut out, &token);
        } else {
            show::token(&mut out, &token, false);
        }
    }
    Ok(if json { out + "\n]\n" } else { out })
}

/// Shows warnings as Python does by default.
struct ToStandardError<'n> {
    name: &'n str,
}

impl Warnings for ToStandardError<'_> {
    fn warn(&mut self, warning: Warning) -> Verdict {
        let category = match warning.category {
            WarningCategory::Syntax => "SyntaxWarning",
            WarningCategory::Deprecation => "DeprecationWarning",
        };
        let line = format!("{}:{}: {category}: {}\n", self.name, warning.range.line, warning.message);
        write(&mut std::io::stderr(), &line);
        Verdict::Continue
    }
}

fn print(text: &str) -> ExitCode {
    write(&mut std::io::stdout(), text);
    ExitCode::SUCCESS
}

/// Reports wrong use or a missing file: exit code 2, as Python's own.
fn fail(text: &str) -> ExitCode {
    write(&mut std::io::stderr(), text);
    ExitCode::from(2)
}

/// Writes to a stream whose reader may have gone, which is no failure of ours (`taipan --show … | head`).
fn write(stream: &mut dyn std::io::Write, text: &str) {
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}
