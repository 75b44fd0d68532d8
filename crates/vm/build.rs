//! Tells the crate whether the optimiser makes jumps of calls at the end of a function: `dispatch` relies on it.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(threaded)");
    if std::env::var("OPT_LEVEL").is_ok_and(|level| matches!(level.as_str(), "2" | "3")) {
        println!("cargo::rustc-cfg=threaded");
    }
}
