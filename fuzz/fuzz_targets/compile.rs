//! Any bytes compile or give an error, in every mode and at every level of `-O`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taipan::pipeline::{self, Source, Workspace};
use taipan_ast::{CompileFlags, Mode, Options};
use taipan_text::decode::NoDecoder;

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, source) = input;
    let mode = [Mode::Exec, Mode::Exec, Mode::Eval, Mode::Single][usize::from(choice & 3)];
    let mut flags = CompileFlags::default();
    for (bit, flag) in [(0x10, CompileFlags::ALLOW_TOP_LEVEL_AWAIT), (0x20, CompileFlags::TYPE_COMMENTS)] {
        flags.0 |= if choice & bit == 0 { 0 } else { flag };
    }
    let options = Options { mode, flags, optimize: choice >> 6 & 1, ..Options::default() };
    let mut warnings = Vec::new();
    let mut workspace = Workspace::new(4 << 20);
    let mut session = workspace.session(&mut warnings);
    let _ = pipeline::compile(Source::Bytes(source), "fuzz", &options, &mut session, &mut NoDecoder);
});
