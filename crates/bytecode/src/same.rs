//! When two constants are the same: equal in type and value, with signs of zeros and bits of NaNs, and strings alike in
//! whether they are interned.

use std::cmp::Ordering;

use crate::{CodeObject, Constant, Str};

impl Constant {
    /// Whether nobody could tell one from the other. Code objects are compared in every field; the order of a
    /// frozenset's items does not matter.
    pub fn is_same(&self, other: &Self) -> bool {
        self.exact_cmp(other) == Ordering::Equal
    }

    /// An order in which constants are equal only when they are the same. It puts types apart and means nothing else.
    pub fn exact_cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            (Self::BigInt(a), Self::BigInt(b)) => a.cmp(b),
            (Self::Float(a), Self::Float(b)) => a.to_bits().cmp(&b.to_bits()),
            (Self::Complex(a, b), Self::Complex(c, d)) => {
                (a.to_bits(), b.to_bits()).cmp(&(c.to_bits(), d.to_bits()))
            }
            (Self::Str(a), Self::Str(b)) => a.exact_key().cmp(&b.exact_key()),
            (Self::Bytes(a), Self::Bytes(b)) => a.cmp(b),
            (Self::Tuple(a), Self::Tuple(b)) => compare_items(a.iter(), b.iter()),
            (Self::FrozenSet(a), Self::FrozenSet(b)) => {
                compare_items(sorted(a).into_iter(), sorted(b).into_iter())
            }
            (Self::Slice(a), Self::Slice(b)) => compare_items(a.iter(), b.iter()),
            (Self::Code(a), Self::Code(b)) => a.exact_cmp(b),
            _ => self.type_rank().cmp(&other.type_rank()),
        }
    }

    fn type_rank(&self) -> u8 {
        match self {
            Self::None => 0,
            Self::Bool(_) => 1,
            Self::Ellipsis => 2,
            Self::Int(_) => 3,
            Self::BigInt(_) => 4,
            Self::Float(_) => 5,
            Self::Complex(..) => 6,
            Self::Str(_) => 7,
            Self::Bytes(_) => 8,
            Self::Tuple(_) => 9,
            Self::FrozenSet(_) => 10,
            Self::Slice(_) => 11,
            Self::Code(_) => 12,
        }
    }
}

fn compare_items<'c>(
    a: impl ExactSizeIterator<Item = &'c Constant>,
    b: impl ExactSizeIterator<Item = &'c Constant>,
) -> Ordering {
    let lengths = a.len().cmp(&b.len());
    a.zip(b).map(|(a, b)| a.exact_cmp(b)).find(|order| order.is_ne()).unwrap_or(lengths)
}

fn sorted(items: &[Constant]) -> Vec<&Constant> {
    let mut items: Vec<&Constant> = items.iter().collect();
    items.sort_by(|a, b| a.exact_cmp(b));
    items
}

impl Str {
    /// Whether the two differ in nothing.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.exact_key() == other.exact_key()
    }

    fn exact_key(&self) -> (&[u8], bool) {
        (self.text().as_bytes(), self.is_interned())
    }

    /// Whether CPython interns it; strings of at most one character below 256 are always.
    pub fn is_interned(&self) -> bool {
        self.interned || crate::marshal::is_singleton(self.text())
    }
}

impl CodeObject {
    fn exact_cmp(&self, other: &Self) -> Ordering {
        let numbers = |code: &Self| {
            [code.arg_count, code.positional_only_count, code.keyword_only_count, code.stack_size, code.flags]
        };
        let tables = |code: &Self| {
            let [a, b, c, d] = [&code.code, &code.local_kinds, &code.line_table, &code.exception_table];
            [a.clone(), b.clone(), c.clone(), d.clone()]
        };
        let strings = |code: &Self| {
            let singles = [&code.filename, &code.name, &code.qualified_name];
            let all = code.names.iter().chain(code.local_names.iter()).chain(singles);
            all.map(|text| (text.text().as_bytes().to_vec(), text.is_interned())).collect::<Vec<_>>()
        };
        numbers(self)
            .cmp(&numbers(other))
            .then_with(|| self.first_line.cmp(&other.first_line))
            .then_with(|| self.names.len().cmp(&other.names.len()))
            .then_with(|| tables(self).cmp(&tables(other)))
            .then_with(|| strings(self).cmp(&strings(other)))
            .then_with(|| compare_items(self.constants.iter(), other.constants.iter()))
    }
}
