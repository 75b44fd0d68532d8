//! Compares with CPython's answers in `golden/`, which `golden/make.py` asked for.

#[path = "golden/case.rs"]
mod case;
#[path = "golden/letters.rs"]
mod letters;
#[path = "golden/linear.rs"]
mod linear;
#[path = "golden/search.rs"]
mod search;
#[path = "golden/shown.rs"]
mod shown;
