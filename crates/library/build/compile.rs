//! Compiling a source of the library with our own compiler.

use std::io;
use std::thread;

use taipan_ast::Options;
use taipan_front::{STACK, STACK_RESERVE, Source, Workspace, compile};
use taipan_text::decode::NoDecoder;
use taipan_text::{StackLimit, Verdict, Warning, Warnings};

/// The code object in marshal's format.
pub(crate) fn code(source: &[u8], filename: &str) -> io::Result<Vec<u8>> {
    let mut workspace = Workspace::new(STACK);
    let mut silent = Silent;
    let mut session = workspace.session(&mut silent);
    let code = compile(Source::Bytes(source), filename, &Options::default(), &mut session, &mut NoDecoder)
        .map_err(|error| io::Error::other(format!("{filename}: {}", error.message)))?;
    taipan_bytecode::marshal::write_code(&code, StackLimit::below_here(STACK))
        .map_err(|error| io::Error::other(error.message.clone()))
}

/// Does work that compiles on stacks that are large enough for it: the parts of it side by side, one on each processor.
pub(crate) fn on_big_stacks<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> io::Result<R> + Sync,
) -> io::Result<Vec<R>> {
    let processors = thread::available_parallelism()?.get();
    let work = &work;
    thread::scope(|scope| {
        let parts = items.chunks(items.len().div_ceil(processors).max(1));
        let threads = parts.map(|part| {
            let builder = thread::Builder::new().stack_size(STACK + STACK_RESERVE);
            builder.spawn_scoped(scope, move || part.iter().map(work).collect::<io::Result<Vec<R>>>())
        });
        let threads = threads.collect::<io::Result<Vec<_>>>()?;
        let mut results = Vec::with_capacity(items.len());
        for thread in threads {
            results.extend(thread.join().map_err(|_| io::Error::other("the compiler failed"))??);
        }
        Ok(results)
    })
}

struct Silent;

impl Warnings for Silent {
    fn warn(&mut self, _: Warning) -> Verdict {
        Verdict::Continue
    }
}
