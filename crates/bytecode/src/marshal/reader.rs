//! Reading. The input may be hostile: nothing is allocated beyond what the bytes justify, nothing recurses without
//! limit.

use taipan_num::Int;
use taipan_text::{Error, ErrorClass, StackLimit};

use super::{CodeParts, FLAG_REF, Leaf, MAX_DEPTH, Result, tag, text, value_error};

/// The parts of a value, made before it.
pub type Items<'r, V> = std::vec::Drain<'r, V>;

/// Makes values of what a [`Reader`] finds in data. Errors end the reading.
pub trait Builder<'d> {
    /// A value; cloning it gives the same value again.
    type Value: Clone;

    /// A value without parts.
    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<Self::Value>;
    /// Bytes, as they lie in the data.
    fn bytes(&mut self, bytes: &'d [u8]) -> Result<Self::Value> {
        self.leaf(Leaf::Bytes(bytes))
    }
    /// A tuple of its items.
    fn tuple(&mut self, items: Items<'_, Self::Value>) -> Result<Self::Value>;
    /// A tuple of so many items that is referred to by one of them: [`Builder::finish_tuple`] puts them in. Nothing where there is no
    /// such tuple.
    fn unfinished_tuple(&mut self, _length: usize) -> Result<Option<Self::Value>> {
        Ok(None)
    }
    /// Puts the items into a tuple that was made without them; gives it back.
    fn finish_tuple(&mut self, tuple: Self::Value, items: Items<'_, Self::Value>) -> Result<Self::Value> {
        drop(items);
        Ok(tuple)
    }
    /// A frozenset of its items.
    fn frozen_set(&mut self, items: Items<'_, Self::Value>) -> Result<Self::Value>;
    /// A slice of start, stop and step.
    fn slice(&mut self, parts: [Self::Value; 3]) -> Result<Self::Value>;
    /// A code object. The fields are not checked yet.
    fn code(&mut self, parts: CodeParts<Self::Value>) -> Result<Self::Value>;

    /// An empty list, dict or set. It is filled afterwards, since it may contain itself.
    fn list(&mut self) -> Result<Self::Value>;
    /// See [`Builder::list`].
    fn dict(&mut self) -> Result<Self::Value>;
    /// See [`Builder::list`].
    fn set(&mut self) -> Result<Self::Value>;
    /// Appends to a list.
    fn append(&mut self, list: &Self::Value, item: Self::Value) -> Result<()>;
    /// Adds a pair to a dict.
    fn insert(&mut self, dict: &Self::Value, key: Self::Value, value: Self::Value) -> Result<()>;
    /// Adds to a set.
    fn add(&mut self, set: &Self::Value, item: Self::Value) -> Result<()>;
}

/// Reads values from bytes.
#[derive(Debug)]
pub struct Reader<'d, B: Builder<'d>> {
    data: &'d [u8],
    at: usize,
    depth: usize,
    stack: StackLimit,
    allow_code: bool,
    builder: B,
    /// What can be referred to.
    references: Vec<Reference<B::Value>>,
    /// The items of the tuples and frozensets under construction.
    items: Vec<B::Value>,
}

/// A place among the references.
#[derive(Clone, Debug)]
enum Reference<V> {
    Value(V),
    /// A value that is not finished, and cannot be referred to before.
    Unfinished,
    /// A tuple of so many items that is not finished, and may be.
    Tuple(usize),
    /// A tuple that has been.
    Early(V),
}

impl<'d, B: Builder<'d>> Reader<'d, B> {
    /// A reader at the start of `data`.
    pub fn new(data: &'d [u8], builder: B, stack: StackLimit) -> Self {
        Self {
            data,
            at: 0,
            depth: 0,
            stack,
            allow_code: true,
            builder,
            references: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Refuses code objects if told so.
    pub fn allow_code(mut self, allow: bool) -> Self {
        self.allow_code = allow;
        self
    }

    /// Reads one value. Bytes after it are left alone.
    pub fn read(&mut self) -> Result<B::Value> {
        self.value("object")
    }

    /// How many bytes have been read.
    pub fn position(&self) -> usize {
        self.at
    }

    /// The builder, with all it has made.
    pub fn into_builder(self) -> B {
        self.builder
    }

    /// Reads a value that must be there; `place` says in the error where it is missing.
    fn value(&mut self, place: &str) -> Result<B::Value> {
        match self.value_or_null()? {
            Some(value) => Ok(value),
            None => Err(Error::new(ErrorClass::Type, format!("NULL object in marshal data for {place}"))),
        }
    }

    fn value_or_null(&mut self) -> Result<Option<B::Value>> {
        let Some(&byte) = self.data.get(self.at) else {
            return end("EOF read where object expected");
        };
        self.at += 1;
        if self.depth >= MAX_DEPTH || self.stack.check().is_err() {
            return value_error("recursion limit exceeded");
        }
        self.depth += 1;
        let value = self.value_of_type(byte & !FLAG_REF, byte & FLAG_REF != 0)?;
        self.depth -= 1;
        Ok(value)
    }

    fn value_of_type(&mut self, tag: u8, flag: bool) -> Result<Option<B::Value>> {
        let value = match tag {
            tag::NULL => return Ok(None),
            tag::REF => self.reference()?,
            // These five are never put into the list of references.
            tag::NONE => self.builder.leaf(Leaf::None)?,
            tag::TRUE => self.builder.leaf(Leaf::Bool(true))?,
            tag::FALSE => self.builder.leaf(Leaf::Bool(false))?,
            tag::ELLIPSIS => self.builder.leaf(Leaf::Ellipsis)?,
            tag::STOP_ITERATION => self.builder.leaf(Leaf::StopIteration)?,
            tag::LIST => self.list(flag)?,
            tag::DICT => self.dict(flag)?,
            tag::SET => self.set(flag)?,
            tag::SMALL_TUPLE => {
                let length = usize::from(self.byte()?);
                self.tuple(flag, length)?
            }
            tag::TUPLE => {
                let length = self.length("tuple size")?;
                self.tuple(flag, length)?
            }
            tag::FROZEN_SET => {
                let length = self.length("set size")?;
                self.referable(flag, |reader| reader.frozen_set(length))?
            }
            tag::SLICE => return self.slice(flag),
            tag::CODE if !self.allow_code => return value_error("unmarshalling code objects is disallowed"),
            tag::CODE => self.referable(flag, Self::code)?,
            _ => {
                let leaf = self.leaf(tag)?;
                if flag {
                    self.references.push(Reference::Value(leaf.clone()));
                }
                leaf
            }
        };
        Ok(Some(value))
    }

    /// Reads a value that takes its place among the references before its parts do, but is not there until finished.
    fn referable(
        &mut self,
        flag: bool,
        read: impl FnOnce(&mut Self) -> Result<B::Value>,
    ) -> Result<B::Value> {
        let index = self.references.len();
        if flag {
            self.references.push(Reference::Unfinished);
        }
        let value = read(self)?;
        if flag {
            self.references[index] = Reference::Value(value.clone());
        }
        Ok(value)
    }

    fn reference(&mut self) -> Result<B::Value> {
        let index = self.int()?;
        let place = usize::try_from(index).ok().filter(|&index| index < self.references.len());
        let found = match place.map(|index| self.references[index].clone()) {
            Some(Reference::Value(value) | Reference::Early(value)) => Some(value),
            // No more items can come than there are bytes.
            Some(Reference::Tuple(length)) => self.builder.unfinished_tuple(length.min(self.data.len()))?,
            _ => None,
        };
        let Some(value) = found else { return value_error("bad marshal data (invalid reference)") };
        if let Some(reference @ Reference::Tuple(_)) = place.map(|index| &mut self.references[index]) {
            *reference = Reference::Early(value.clone());
        }
        Ok(value)
    }

    fn leaf(&mut self, tag: u8) -> Result<B::Value> {
        let mut buffer = Vec::new();
        let leaf = match tag {
            tag::INT => Leaf::Int(i64::from(self.int()?)),
            tag::INT64 => Leaf::Int(i64::from_le_bytes(self.chunk()?)),
            tag::LONG => self.long()?,
            tag::FLOAT => Leaf::Float(self.float()?),
            tag::FLOAT_TEXT => Leaf::Float(self.float_text()?),
            tag::COMPLEX => Leaf::Complex(self.float()?, self.float()?),
            tag::COMPLEX_TEXT => Leaf::Complex(self.float_text()?, self.float_text()?),
            tag::BYTES => {
                let length = self.length("bytes object size")?;
                let bytes = self.bytes(length)?;
                return self.builder.bytes(bytes);
            }
            tag::SHORT_ASCII | tag::SHORT_ASCII_INTERNED => {
                let length = usize::from(self.byte()?);
                let text = text::from_latin1(self.bytes(length)?, &mut buffer);
                Leaf::Str(text, tag == tag::SHORT_ASCII_INTERNED)
            }
            tag::ASCII | tag::ASCII_INTERNED => {
                let length = self.length("string size")?;
                let text = text::from_latin1(self.bytes(length)?, &mut buffer);
                Leaf::Str(text, tag == tag::ASCII_INTERNED)
            }
            tag::TEXT | tag::TEXT_INTERNED => {
                let length = self.length("string size")?;
                let text = text::from_utf8(self.bytes(length)?)?;
                Leaf::Str(text, tag == tag::TEXT_INTERNED)
            }
            _ => return value_error("bad marshal data (unknown type code)"),
        };
        self.builder.leaf(leaf)
    }

    /// An int in digits of 15 bits, the lowest first.
    fn long(&mut self) -> Result<Leaf<'d>> {
        let size = self.int()?;
        if size == i32::MIN {
            return value_error("bad marshal data (long size out of range)");
        }
        let count = size.unsigned_abs() as usize;
        let digits = &self.data[self.at..].chunks_exact(2);
        // The error is that of the first bad digit, also when the last ones are missing.
        let read: Vec<u16> =
            digits.clone().take(count).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        if read.iter().any(|&digit| digit > 0x7fff) {
            return value_error("bad marshal data (digit out of range in long)");
        }
        self.bytes(count * 2)?;
        if read.last() == Some(&0) {
            return value_error("bad marshal data (unnormalized long data)");
        }
        let int = Int::from_digits(size < 0, &to_32_bits(&read));
        Ok(int.to_i64().map_or_else(|| Leaf::BigInt(int), Leaf::Int))
    }

    fn float(&mut self) -> Result<f64> {
        Ok(f64::from_le_bytes(self.chunk()?))
    }

    fn float_text(&mut self) -> Result<f64> {
        let length = usize::from(self.byte()?);
        text::to_float(self.bytes(length)?)
    }

    fn tuple(&mut self, flag: bool, length: usize) -> Result<B::Value> {
        let index = self.references.len();
        if flag {
            self.references.push(Reference::Tuple(length));
        }
        let first = self.sequence(length, "tuple")?;
        let items = self.items.drain(first..);
        if !flag {
            return self.builder.tuple(items);
        }
        let tuple = match self.references[index].clone() {
            Reference::Early(tuple) => self.builder.finish_tuple(tuple, items)?,
            _ => self.builder.tuple(items)?,
        };
        self.references[index] = Reference::Value(tuple.clone());
        Ok(tuple)
    }

    fn frozen_set(&mut self, length: usize) -> Result<B::Value> {
        let first = self.sequence(length, "set")?;
        self.builder.frozen_set(self.items.drain(first..))
    }

    /// Reads items to the end of `items`; says where they begin.
    fn sequence(&mut self, length: usize, place: &str) -> Result<usize> {
        let first = self.items.len();
        for _ in 0..length {
            let item = self.value(place)?;
            self.items.push(item);
        }
        Ok(first)
    }

    /// With a part missing it is missing itself, like nothing else.
    fn slice(&mut self, flag: bool) -> Result<Option<B::Value>> {
        let index = self.references.len();
        if flag {
            self.references.push(Reference::Unfinished);
        }
        let Some(start) = self.value_or_null()? else { return Ok(None) };
        let Some(stop) = self.value_or_null()? else { return Ok(None) };
        let Some(step) = self.value_or_null()? else { return Ok(None) };
        let slice = self.builder.slice([start, stop, step])?;
        if flag {
            self.references[index] = Reference::Value(slice.clone());
        }
        Ok(Some(slice))
    }

    fn list(&mut self, flag: bool) -> Result<B::Value> {
        let length = self.length("list size")?;
        let list = self.builder.list()?;
        self.refer(flag, &list);
        for _ in 0..length {
            let item = self.value("list")?;
            self.builder.append(&list, item)?;
        }
        Ok(list)
    }

    fn set(&mut self, flag: bool) -> Result<B::Value> {
        let length = self.length("set size")?;
        let set = self.builder.set()?;
        self.refer(flag, &set);
        for _ in 0..length {
            let item = self.value("set")?;
            self.builder.add(&set, item)?;
        }
        Ok(set)
    }

    /// Pairs up to a missing key, or to a key with a missing value.
    fn dict(&mut self, flag: bool) -> Result<B::Value> {
        let dict = self.builder.dict()?;
        self.refer(flag, &dict);
        while let Some(key) = self.value_or_null()? {
            let Some(value) = self.value_or_null()? else { break };
            self.builder.insert(&dict, key, value)?;
        }
        Ok(dict)
    }

    fn refer(&mut self, flag: bool, value: &B::Value) {
        if flag {
            self.references.push(Reference::Value(value.clone()));
        }
    }

    fn code(&mut self) -> Result<B::Value> {
        const PLACE: &str = "code object";
        let parts = CodeParts {
            arg_count: self.int()?,
            positional_only_count: self.int()?,
            keyword_only_count: self.int()?,
            stack_size: self.int()?,
            flags: self.int()?,
            code: self.value(PLACE)?,
            constants: self.value(PLACE)?,
            names: self.value(PLACE)?,
            local_names: self.value(PLACE)?,
            local_kinds: self.value(PLACE)?,
            filename: self.value(PLACE)?,
            name: self.value(PLACE)?,
            qualified_name: self.value(PLACE)?,
            first_line: self.int()?,
            line_table: self.value(PLACE)?,
            exception_table: self.value(PLACE)?,
        };
        self.builder.code(parts)
    }

    /// A length in four bytes.
    fn length(&mut self, what: &str) -> Result<usize> {
        let length = self.int()?;
        usize::try_from(length).or_else(|_| value_error(&format!("bad marshal data ({what} out of range)")))
    }

    fn int(&mut self) -> Result<i32> {
        Ok(i32::from_le_bytes(self.chunk()?))
    }

    fn byte(&mut self) -> Result<u8> {
        let Some(&byte) = self.data.get(self.at) else {
            return end("EOF read where not expected");
        };
        self.at += 1;
        Ok(byte)
    }

    fn chunk<const N: usize>(&mut self) -> Result<[u8; N]> {
        match self.data[self.at..].first_chunk() {
            Some(chunk) => {
                self.at += N;
                Ok(*chunk)
            }
            None => end("marshal data too short"),
        }
    }

    fn bytes(&mut self, length: usize) -> Result<&'d [u8]> {
        match self.data[self.at..].split_at_checked(length) {
            Some((bytes, _)) => {
                self.at += length;
                Ok(bytes)
            }
            None => end("marshal data too short"),
        }
    }
}

fn end<T>(message: &str) -> Result<T> {
    Err(Error::new(ErrorClass::Eof, message))
}

/// Digits of 15 bits as digits of 32 bits, the lowest first in both.
fn to_32_bits(digits: &[u16]) -> Vec<u32> {
    let mut out = Vec::with_capacity(digits.len() * 15 / 32 + 1);
    let (mut bits, mut count) = (0u64, 0);
    for &digit in digits {
        bits |= u64::from(digit) << count;
        count += 15;
        if count >= 32 {
            out.push(bits as u32);
            bits >>= 32;
            count -= 32;
        }
    }
    out.push(bits as u32);
    out
}
