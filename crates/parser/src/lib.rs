//! From source text to the syntax tree, with CPython's tokens and errors.
