//! `taipan`: the command line.

fn main() {}
