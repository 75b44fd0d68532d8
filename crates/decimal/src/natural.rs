//! Arithmetic of natural numbers of any size, as slices of [`words`](crate::words).

pub(crate) mod add;
pub(crate) mod divide;
pub(crate) mod multiply;
pub(crate) mod radix;
pub(crate) mod root;
pub(crate) mod shift;
mod transform;

use std::cmp::Ordering;

use crate::words::trim;

/// Which is larger.
pub(crate) fn compare(a: &[u64], b: &[u64]) -> Ordering {
    let (a, b) = (trim(a), trim(b));
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}
