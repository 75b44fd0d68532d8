//! What is printed about exceptions that nobody handled, held to what CPython prints: programs and its answers are in
//! `tracebacks/`, and the script that asked.

use std::process::Command;

/// Runs a program and compares, plain and in colours.
fn compare(name: &str) {
    let folder = std::fs::canonicalize("tests/tracebacks").expect("the folder of programs");
    let prefix = format!("{}/", folder.display());
    for (colours, suffix) in [("0", "out"), ("1", "colours")] {
        let output = Command::new(env!("CARGO_BIN_EXE_taipan"))
            .arg(format!("{name}.py"))
            .current_dir(&folder)
            .env("PYTHON_COLORS", colours)
            .output()
            .expect("the program runs");
        let printed = String::from_utf8_lossy(&output.stderr).replace(&prefix, "");
        let expected = std::fs::read_to_string(folder.join(format!("{name}.{suffix}"))).expect("an answer");
        assert!(printed == expected, "{name}.{suffix}\n--- expected\n{expected}\n--- printed\n{printed}");
    }
}

macro_rules! programs {
    ($($(#[$attribute:meta])* $name:ident)*) => {
        $(#[test]
        $(#[$attribute])*
        fn $name() {
            compare(stringify!($name));
        })*
    };
}

programs! {
    chained
    recursion
    marks
    groups
    notes
    syntax
    #[ignore = "needs `frame.f_locals` of functions and `sys.stdlib_module_names`"]
    suggestions
}
