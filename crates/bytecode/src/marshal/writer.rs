//! Writing.

use std::borrow::Cow;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use taipan_num::Int;
use taipan_text::{PyText, StackLimit};

use super::{CodeParts, FLAG_REF, Leaf, MAX_DEPTH, Result, tag, text, value_error};

/// What a value is, seen from outside.
#[derive(Clone, Debug)]
pub enum View<'s, I: Clone> {
    /// A value without parts.
    Leaf(Leaf<'s>),
    /// A tuple of items.
    Tuple(Cow<'s, [I]>),
    /// A list of items.
    List(Cow<'s, [I]>),
    /// A dict: a key, its value, the next key …
    Dict(Cow<'s, [I]>),
    /// A set of items in any order.
    Set(Cow<'s, [I]>),
    /// A frozenset of items in any order.
    FrozenSet(Cow<'s, [I]>),
    /// Start, stop, step.
    Slice([I; 3]),
    /// A code object.
    Code(Box<CodeParts<I>>),
    /// Anything else: an error.
    Unmarshallable,
}

/// The values that a [`Writer`] writes.
pub trait Source {
    /// Stands for a value.
    type Item: Clone;

    /// What a value is.
    fn view<'s>(&'s self, item: &'s Self::Item) -> View<'s, Self::Item>;

    /// Two items have the same identity when they are the same object.
    fn identity(&self, item: &Self::Item) -> usize;

    /// Whether anybody besides the one that is writing it holds the object, or it is an interned string. Only then is it
    /// worth a reference.
    fn is_shared(&self, item: &Self::Item) -> bool;
}

/// Writes values to bytes.
#[derive(Debug)]
pub struct Writer<'s, S: Source> {
    source: &'s S,
    out: Vec<u8>,
    version: i32,
    allow_code: bool,
    depth: usize,
    stack: StackLimit,
    /// The index of each referable object, by its identity.
    references: HashMap<usize, u32, FxBuildHasher>,
}

impl<'s, S: Source> Writer<'s, S> {
    /// A writer of a version; a version below 0 is written as 0, one above 5 as 5.
    pub fn new(source: &'s S, version: i32, stack: StackLimit) -> Self {
        let references = HashMap::with_hasher(FxBuildHasher);
        Self { source, out: Vec::new(), version, allow_code: true, depth: 0, stack, references }
    }

    /// Refuses code objects if told so.
    pub fn allow_code(mut self, allow: bool) -> Self {
        self.allow_code = allow;
        self
    }

    /// Writes one value.
    pub fn write(&mut self, item: &S::Item) -> Result<()> {
        self.value(item, self.source.is_shared(item))
    }

    /// Writes one value that the caller's caller holds too, as whoever writes a `.pyc` file does.
    pub fn write_shared(&mut self, item: &S::Item) -> Result<()> {
        self.value(item, true)
    }

    /// The bytes.
    pub fn finish(self) -> Vec<u8> {
        self.out
    }

    fn value(&mut self, item: &S::Item, shared: bool) -> Result<()> {
        self.descend()?;
        let view = self.source.view(item);
        let plain = match &view {
            View::Leaf(Leaf::None) => Some(tag::NONE),
            View::Leaf(Leaf::Bool(true)) => Some(tag::TRUE),
            View::Leaf(Leaf::Bool(false)) => Some(tag::FALSE),
            View::Leaf(Leaf::Ellipsis) => Some(tag::ELLIPSIS),
            View::Leaf(Leaf::StopIteration) => Some(tag::STOP_ITERATION),
            _ => None,
        };
        if let Some(tag) = plain {
            self.out.push(tag);
        } else {
            let flag = if shared && self.version >= 3 {
                let identity = self.source.identity(item);
                if let Some(&index) = self.references.get(&identity) {
                    self.out.push(tag::REF);
                    self.int(index as i32);
                    self.depth -= 1;
                    return Ok(());
                }
                let index = self.references.len();
                if index >= 0x7fff_ffff {
                    return value_error("too many objects");
                }
                self.references.insert(identity, index as u32);
                FLAG_REF
            } else {
                0
            };
            self.view(view, flag)?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn descend(&mut self) -> Result<()> {
        if self.depth >= MAX_DEPTH || self.stack.check().is_err() {
            return value_error("object too deeply nested to marshal");
        }
        self.depth += 1;
        Ok(())
    }

    fn view(&mut self, view: View<'_, S::Item>, flag: u8) -> Result<()> {
        match view {
            View::Leaf(leaf) => self.leaf(&leaf, flag),
            View::Tuple(items) => {
                match u8::try_from(items.len()) {
                    Ok(length) if self.version >= 4 => self.out.extend([tag::SMALL_TUPLE | flag, length]),
                    _ => self.start(tag::TUPLE | flag, items.len())?,
                }
                self.values(&items)
            }
            View::List(items) => {
                self.start(tag::LIST | flag, items.len())?;
                self.values(&items)
            }
            View::Dict(items) => {
                self.out.push(tag::DICT | flag);
                self.values(&items)?;
                self.descend()?;
                self.out.push(tag::NULL);
                self.depth -= 1;
                Ok(())
            }
            View::Set(items) => self.set(tag::SET | flag, &items),
            View::FrozenSet(items) => self.set(tag::FROZEN_SET | flag, &items),
            View::Slice(parts) if self.version >= 5 => {
                self.out.push(tag::SLICE | flag);
                self.values(&parts)
            }
            View::Code(parts) if self.allow_code => self.code(&parts, flag),
            View::Code(_) => value_error("marshalling code objects is disallowed"),
            View::Slice(_) | View::Unmarshallable => value_error("unmarshallable object"),
        }
    }

    fn values(&mut self, items: &[S::Item]) -> Result<()> {
        items.iter().try_for_each(|item| self.write(item))
    }

    /// The items in the order of the bytes that each would have alone: the same set gives the same bytes always. While
    /// they are sorted they are held, so each counts as shared.
    fn set(&mut self, tag: u8, items: &[S::Item]) -> Result<()> {
        self.start(tag, items.len())?;
        let mut sorted =
            items.iter().map(|item| Ok((self.alone(item)?, item))).collect::<Result<Vec<_>>>()?;
        sorted.sort_by(|(left, _), (right, _)| left.cmp(right));
        sorted.into_iter().try_for_each(|(_, item)| self.value(item, true))
    }

    fn alone(&self, item: &S::Item) -> Result<Vec<u8>> {
        let mut writer = Self::new(self.source, self.version, self.stack).allow_code(self.allow_code);
        writer.write_shared(item)?;
        Ok(writer.finish())
    }

    fn code(&mut self, parts: &CodeParts<S::Item>, flag: u8) -> Result<()> {
        self.out.push(tag::CODE | flag);
        for number in [
            parts.arg_count,
            parts.positional_only_count,
            parts.keyword_only_count,
            parts.stack_size,
            parts.flags,
        ] {
            self.int(number);
        }
        let [before @ .., line_table, exception_table] = parts.values();
        before.into_iter().try_for_each(|item| self.write(item))?;
        self.int(parts.first_line);
        self.write(line_table)?;
        self.write(exception_table)
    }

    fn leaf(&mut self, leaf: &Leaf<'_>, flag: u8) -> Result<()> {
        match leaf {
            Leaf::None | Leaf::Bool(_) | Leaf::Ellipsis | Leaf::StopIteration => {}
            Leaf::Int(value) => match i32::try_from(*value) {
                Ok(value) => {
                    self.out.push(tag::INT | flag);
                    self.int(value);
                }
                Err(_) => return self.long(&Int::from(*value), flag),
            },
            Leaf::BigInt(value) => return self.long(value, flag),
            Leaf::Float(value) if self.version > 1 => {
                self.out.push(tag::FLOAT | flag);
                self.out.extend(value.to_le_bytes());
            }
            Leaf::Float(value) => {
                self.out.push(tag::FLOAT_TEXT | flag);
                self.float_text(*value);
            }
            Leaf::Complex(real, imag) if self.version > 1 => {
                self.out.push(tag::COMPLEX | flag);
                self.out.extend(real.to_le_bytes());
                self.out.extend(imag.to_le_bytes());
            }
            Leaf::Complex(real, imag) => {
                self.out.push(tag::COMPLEX_TEXT | flag);
                self.float_text(*real);
                self.float_text(*imag);
            }
            Leaf::Str(text, interned) => return self.text(*text, *interned, flag),
            Leaf::Bytes(bytes) => {
                self.start(tag::BYTES | flag, bytes.len())?;
                self.out.extend_from_slice(bytes);
            }
        }
        Ok(())
    }

    fn text(&mut self, text: PyText<'_>, interned: bool, flag: u8) -> Result<()> {
        let choose = |plain, when_interned| if interned { when_interned } else { plain };
        if self.version >= 4 && text.is_ascii() {
            match u8::try_from(text.len()) {
                Ok(length) => {
                    let tag = choose(tag::SHORT_ASCII, tag::SHORT_ASCII_INTERNED);
                    self.out.extend([tag | flag, length]);
                }
                Err(_) => self.start(choose(tag::ASCII, tag::ASCII_INTERNED) | flag, text.len())?,
            }
        } else {
            let tag = if self.version >= 3 { choose(tag::TEXT, tag::TEXT_INTERNED) } else { tag::TEXT };
            self.start(tag | flag, text.len())?;
        }
        self.out.extend_from_slice(text.as_bytes());
        Ok(())
    }

    /// An int in digits of 15 bits, the lowest first.
    fn long(&mut self, value: &Int, flag: u8) -> Result<()> {
        let digits = to_15_bits(&value.digits().collect::<Vec<u32>>());
        let Ok(count) = i32::try_from(digits.len()) else {
            return value_error("unmarshallable object");
        };
        self.out.push(tag::LONG | flag);
        self.int(if value.is_negative() { -count } else { count });
        self.out.extend(digits.iter().flat_map(|digit| digit.to_le_bytes()));
        Ok(())
    }

    fn float_text(&mut self, value: f64) {
        let text = text::from_float(value);
        self.out.push(text.len() as u8);
        self.out.extend_from_slice(text.as_bytes());
    }

    /// A type byte and a length.
    fn start(&mut self, tag: u8, length: usize) -> Result<()> {
        let Ok(length) = i32::try_from(length) else {
            return value_error("unmarshallable object");
        };
        self.out.push(tag);
        self.int(length);
        Ok(())
    }

    fn int(&mut self, value: i32) {
        self.out.extend(value.to_le_bytes());
    }
}

/// Digits of 32 bits as digits of 15 bits, the lowest first in both, without zeros at the high end.
fn to_15_bits(digits: &[u32]) -> Vec<u16> {
    let mut out = Vec::with_capacity(digits.len() * 32 / 15 + 1);
    let (mut bits, mut count) = (0u64, 0);
    for &digit in digits {
        bits |= u64::from(digit) << count;
        count += 32;
        while count >= 15 {
            out.push((bits & 0x7fff) as u16);
            bits >>= 15;
            count -= 15;
        }
    }
    out.push(bits as u16);
    while out.last() == Some(&0) {
        out.pop();
    }
    out
}
