//! The constants of one compilation. Equal constants of equal type are one, across all of its code objects, as in
//! CPython; so a constant is known by its [`ConstantId`] and compared by it.

use hashbrown::HashMap;
use taipan_bytecode::Constant;

/// A merged constant. Two are equal exactly when type and value are (`0.0` and `-0.0` differ, so do `1` and `True`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConstantId(pub u32);

/// All constants of a compilation.
#[derive(Debug, Default)]
pub struct ConstantPool {
    values: Vec<Constant>,
    ids: HashMap<Key, ConstantId, rustc_hash::FxBuildHasher>,
}

/// What makes two constants the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    None,
    Bool(bool),
    Ellipsis,
    Int(i64),
    BigInt(std::sync::Arc<taipan_num::BigInt>),
    Float(u64),
    Complex(u64, u64),
    Str(std::sync::Arc<taipan_bytecode::Str>),
    Bytes(std::sync::Arc<[u8]>),
    Tuple(Vec<ConstantId>),
    /// Sorted: the order of a frozenset's items does not matter.
    FrozenSet(Vec<ConstantId>),
    Slice([ConstantId; 3]),
    /// A code object is the same only as itself.
    Code(usize),
}

impl ConstantPool {
    /// The id of a constant; its parts are merged too.
    pub fn add(&mut self, value: Constant) -> ConstantId {
        let key = self.key(&value);
        if let Some(&id) = self.ids.get(&key) {
            return id;
        }
        let id = ConstantId(self.values.len() as u32);
        let merged = self.merge_parts(value, &key);
        self.values.push(merged);
        self.ids.insert(key, id);
        id
    }

    /// The value of a constant.
    pub fn get(&self, id: ConstantId) -> &Constant {
        &self.values[id.0 as usize]
    }

    fn key(&mut self, value: &Constant) -> Key {
        match value {
            Constant::None => Key::None,
            Constant::Bool(value) => Key::Bool(*value),
            Constant::Ellipsis => Key::Ellipsis,
            Constant::Int(value) => Key::Int(*value),
            Constant::BigInt(value) => Key::BigInt(value.clone()),
            Constant::Float(value) => Key::Float(value.to_bits()),
            Constant::Complex(real, imag) => Key::Complex(real.to_bits(), imag.to_bits()),
            Constant::Str(value) => Key::Str(value.clone()),
            Constant::Bytes(value) => Key::Bytes(value.clone()),
            Constant::Tuple(items) => Key::Tuple(self.add_all(items)),
            Constant::FrozenSet(items) => {
                let mut ids = self.add_all(items);
                ids.sort_unstable();
                Key::FrozenSet(ids)
            }
            Constant::Slice(parts) => {
                Key::Slice([0, 1, 2].map(|index: usize| self.add(parts[index].clone())))
            }
            Constant::Code(code) => Key::Code(std::sync::Arc::as_ptr(code).addr()),
        }
    }

    fn add_all(&mut self, items: &[Constant]) -> Vec<ConstantId> {
        items.iter().map(|item| self.add(item.clone())).collect()
    }

    /// The same value with its parts taken from the pool, so that equal parts are shared.
    fn merge_parts(&self, value: Constant, key: &Key) -> Constant {
        match (value, key) {
            (Constant::Tuple(_), Key::Tuple(ids)) => {
                Constant::Tuple(ids.iter().map(|&id| self.get(id).clone()).collect())
            }
            (Constant::Slice(_), Key::Slice(ids)) => {
                Constant::Slice(std::sync::Arc::new(ids.map(|id| self.get(id).clone())))
            }
            (value, _) => value,
        }
    }
}
