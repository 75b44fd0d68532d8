//! When two constants are the same to the compiler, and when they compare equal in Python.

use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use rustc_hash::FxHasher;
use taipan_bytecode::{CodeObject, Constant};

use super::to_number;

/// Whether two constants without parts are one: type and value agree. A NaN is the same as nothing. Composite
/// constants count as the same here; their parts are compared by id.
pub(super) fn is_same(a: &Constant, b: &Constant) -> bool {
    match (a, b) {
        (Constant::None, Constant::None) | (Constant::Ellipsis, Constant::Ellipsis) => true,
        (Constant::Bool(a), Constant::Bool(b)) => a == b,
        (Constant::Int(a), Constant::Int(b)) => a == b,
        (Constant::BigInt(a), Constant::BigInt(b)) => a == b,
        (Constant::Float(a), Constant::Float(b)) => is_same_float(*a, *b),
        (Constant::Complex(a, b), Constant::Complex(c, d)) => is_same_float(*a, *c) && is_same_float(*b, *d),
        (Constant::Str(a), Constant::Str(b)) => a.text() == b.text(),
        (Constant::Bytes(a), Constant::Bytes(b)) => a == b,
        (Constant::Tuple(_), Constant::Tuple(_))
        | (Constant::FrozenSet(_), Constant::FrozenSet(_))
        | (Constant::Slice(_), Constant::Slice(_)) => true,
        (Constant::Code(a), Constant::Code(b)) => is_same_code(a, b),
        _ => false,
    }
}

fn is_same_float(a: f64, b: f64) -> bool {
    !a.is_nan() && a.to_bits() == b.to_bits()
}

/// Whether two code objects compare equal in Python. Code that is compiled twice, as the body of `finally` is, is one
/// constant.
fn is_same_code(a: &CodeObject, b: &CodeObject) -> bool {
    std::ptr::eq(a, b)
        || (a.first_line == b.first_line
            && a.arg_count == b.arg_count
            && a.positional_only_count == b.positional_only_count
            && a.keyword_only_count == b.keyword_only_count
            && a.flags == b.flags
            && a.name == b.name
            && a.code == b.code
            && a.names == b.names
            && a.local_names == b.local_names
            && a.line_table == b.line_table
            && a.exception_table == b.exception_table
            && all_same(&a.constants, &b.constants))
}

fn is_same_deeply(a: &Constant, b: &Constant) -> bool {
    match (a, b) {
        (Constant::Tuple(a), Constant::Tuple(b)) => all_same(a, b),
        (Constant::Slice(a), Constant::Slice(b)) => all_same(&a[..], &b[..]),
        // Constants of code objects are merged, so equal ones are one.
        (Constant::FrozenSet(a), Constant::FrozenSet(b)) => Arc::ptr_eq(a, b),
        _ => is_same(a, b),
    }
}

fn all_same(a: &[Constant], b: &[Constant]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same_deeply(a, b))
}

/// Python's `==` between constants.
pub(super) fn compares_equal(a: &Constant, b: &Constant) -> bool {
    if let (Some(a), Some(b)) = (to_number(a), to_number(b)) {
        return a.equals(&b);
    }
    let all_equal = |a: &[Constant], b: &[Constant]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| compares_equal(a, b))
    };
    match (a, b) {
        (Constant::Tuple(a), Constant::Tuple(b)) => all_equal(a, b),
        (Constant::Slice(a), Constant::Slice(b)) => all_equal(&a[..], &b[..]),
        (Constant::FrozenSet(a), Constant::FrozenSet(b)) => {
            a.len() == b.len() && a.iter().all(|item| b.iter().any(|other| compares_equal(item, other)))
        }
        _ => is_same(a, b),
    }
}

/// Feeds a hasher with a constant, so that constants which compare equal feed it the same.
fn hash_value(constant: &Constant, hasher: &mut FxHasher) {
    if let Some(number) = to_number(constant) {
        return number.hash_value(hasher);
    }
    match constant {
        Constant::Tuple(items) => items.iter().for_each(|item| hash_value(item, hasher)),
        Constant::Slice(parts) => parts.iter().for_each(|part| hash_value(part, hasher)),
        // The order of the items does not matter, so neither may it here.
        Constant::FrozenSet(items) => items.iter().map(value_hash).fold(0, u64::wrapping_add).hash(hasher),
        other => super::hash(other, &[]).hash(hasher),
    }
}

/// A hash that is the same for constants which compare equal.
pub(super) fn value_hash(constant: &Constant) -> u64 {
    let mut hasher = FxHasher::default();
    hash_value(constant, &mut hasher);
    hasher.finish()
}
