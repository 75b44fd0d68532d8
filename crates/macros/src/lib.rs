//! `#[pymethods]` and its kin: Rust functions in, static tables out.
