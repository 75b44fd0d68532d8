//! Any bytes are a marshalled value or an error; a value is read again from what is written of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taipan_bytecode::marshal;
use taipan_text::StackLimit;

fuzz_target!(|data: &[u8]| {
    let stack = StackLimit::below_here(4 << 20);
    let Ok(code) = marshal::read_code(data, stack) else { return };
    let Ok(written) = marshal::write_code(&code, stack) else { return };
    let again = marshal::read_code(&written, stack).expect("what was written can be read");
    assert!(code.differences(&again).is_empty());
});
