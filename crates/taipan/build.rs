//! How the program is linked, whoever builds it.
//!
//! It has a fixed address: a program that can be loaded anywhere has its tables of types and methods adjusted at each start,
//! which takes time and a megabyte of memory; CPython's is not made so either. And where it is optimised, the functions that
//! run at each start lie together (`layout.ld`, see `xtask/src/layout.rs`).

use std::env;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=layout.ld");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    if !is("CARGO_CFG_TARGET_OS", "linux") || !is("CARGO_CFG_TARGET_ENV", "gnu") {
        return;
    }
    println!("cargo::rustc-link-arg-bins=-no-pie");
    if is("OPT_LEVEL", "3")
        && let Ok(directory) = env::var("CARGO_MANIFEST_DIR")
    {
        println!("cargo::rustc-link-arg-bins=-Wl,-T,{}", Path::new(&directory).join("layout.ld").display());
    }
}
