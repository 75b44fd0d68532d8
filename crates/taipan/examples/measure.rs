//! Our side of `cargo xtask front --stage speed`: compiles lists of files, as `xtask/oracle/speed.py` does with CPython.

use std::fs;
use std::io::{BufRead as _, Write as _};

use taipan::pipeline::{self, Source, Workspace};
use taipan_ast::Options;
use taipan_text::decode::NoDecoder;

#[global_allocator]
static ALLOCATOR: taipan_host::allocator::Allocator = taipan_host::allocator::Allocator;

fn main() -> std::io::Result<()> {
    taipan_host::allocator::set_up();
    let thread =
        std::thread::Builder::new().stack_size(pipeline::STACK + pipeline::STACK_RESERVE).spawn(serve)?;
    thread.join().unwrap_or_else(|_| Err(std::io::Error::other("the compiler panicked")))
}

fn serve() -> std::io::Result<()> {
    let mut workspace = Workspace::new(pipeline::STACK);
    for line in std::io::stdin().lock().lines() {
        let list = fs::read_to_string(line?)?;
        let start = seconds()?;
        for path in list.lines() {
            let source = fs::read(path)?;
            let mut warnings = Vec::new();
            let mut session = workspace.session(&mut warnings);
            let options = Options::default();
            let code =
                pipeline::compile(Source::Bytes(&source), path, &options, &mut session, &mut NoDecoder);
            drop(code);
            workspace.clear();
        }
        writeln!(std::io::stdout().lock(), "{:.6} {}", seconds()? - start, peak()?)?;
    }
    Ok(())
}

/// The processor time of this thread so far, which is the only one at work, as the scheduler counts it.
fn seconds() -> std::io::Result<f64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = text.split_whitespace().next().and_then(|word| word.parse::<f64>().ok());
    nanoseconds.map(|count| count / 1e9).ok_or_else(|| std::io::Error::other("no schedstat"))
}

/// The largest resident set so far, in kilobytes.
fn peak() -> std::io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.ok_or_else(|| std::io::Error::other("no VmHWM"))
}
