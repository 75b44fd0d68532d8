//! Reading code: what marshal has becomes objects at once. Instructions and tables of code that is part of the program stay where
//! they are.

use std::rc::Rc;

use taipan_bytecode::marshal::{Builder, CodeParts as MarshalParts, Items, Leaf, Reader};
use taipan_object::hooks::Made;
use taipan_object::types::singletons::{boolean, ellipsis, none};
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};
use taipan_text::{Error, ErrorClass, StackLimit};

use super::data::Data;
use super::parts::{CodeParts, Origin, assemble_parts};

/// What is wrong with the data, or what making the code object has led to.
type Outcome<T> = Result<PyResult<T>, Box<Error>>;

/// Reads a code object that is part of the program.
pub fn read_static(py: &mut Py, data: &'static [u8], stack: StackLimit) -> Outcome<Value> {
    let (code, _) = read_with(py, data, stack, Origin::Trusted, Data::Static)?;
    Ok(code)
}

/// Reads a code object that may come from anywhere, and says how many bytes it takes.
pub fn read(py: &mut Py, data: &[u8], stack: StackLimit) -> Outcome<(Value, usize)> {
    let (code, length) = read_with(py, data, stack, Origin::Unknown, Data::from)?;
    Ok(code.map(|code| (code, length)))
}

fn read_with<'d>(
    py: &mut Py,
    data: &'d [u8],
    stack: StackLimit,
    origin: Origin,
    keep: fn(&'d [u8]) -> Data,
) -> Result<(PyResult<Value>, usize), Box<Error>> {
    let mut raised = None;
    let builder = Objects { py, raised: &mut raised, origin, keep };
    let mut reader = Reader::new(data, builder, stack);
    let result = reader.read();
    let length = reader.position();
    match (result, raised) {
        (Ok(Item::Value(code)), _) => Ok((Ok(code), length)),
        (Ok(_), _) => Err(bad_argument()),
        (Err(_), Some(raised)) => Ok((Err(raised), length)),
        (Err(error), None) => Err(error),
    }
}

/// What is read.
#[derive(Clone)]
enum Item<'d> {
    /// An object.
    Value(Value),
    /// Bytes, of which an object is made only where they are a constant.
    Bytes(&'d [u8]),
    /// The items of a tuple: the same.
    Tuple(Rc<Vec<Value>>),
}

/// Makes objects. An exception that one of them raises is kept beside the error that ends the reading.
struct Objects<'p, 'r, 'd> {
    py: &'p mut Py,
    raised: &'r mut Option<Raised>,
    /// Where the code comes from.
    origin: Origin,
    /// How instructions and tables are kept.
    keep: fn(&'d [u8]) -> Data,
}

type Read<T> = Result<T, Box<Error>>;

fn bad_argument() -> Box<Error> {
    Error::new(ErrorClass::System, "bad argument to internal function")
}

impl<'d> Objects<'_, '_, 'd> {
    fn made(&mut self, made: PyResult<Value>) -> Read<Item<'d>> {
        self.kept(made).map(Item::Value)
    }

    fn kept<T>(&mut self, made: PyResult<T>) -> Read<T> {
        made.map_err(|raised| {
            *self.raised = Some(raised);
            Error::new(ErrorClass::Raised, "")
        })
    }

    fn value(&mut self, item: Item<'d>) -> Read<Value> {
        match item {
            Item::Value(value) => Ok(value),
            Item::Bytes(bytes) => {
                let made = self.py.bytes(bytes);
                self.kept(made)
            }
            Item::Tuple(items) => {
                let made = self.py.tuple(unshared(items));
                self.kept(made)
            }
        }
    }

    fn values(&mut self, items: Items<'_, Item<'d>>) -> Read<Vec<Value>> {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            values.push(self.value(item)?);
        }
        Ok(values)
    }

    /// An interned string.
    fn name(&mut self, item: Item<'d>) -> Read<Value> {
        let value = self.value(item)?;
        let made = self.py.heap().intern_value(&value);
        self.kept(made)
    }

    fn data(&self, item: Item<'d>) -> Read<Data> {
        match item {
            Item::Bytes(bytes) => Ok((self.keep)(bytes)),
            _ => Err(bad_argument()),
        }
    }

    fn names(&mut self, item: Item<'d>) -> Read<Vec<Value>> {
        items(item)?.into_iter().map(|name| self.name(Item::Value(name))).collect()
    }
}

fn items(item: Item<'_>) -> Read<Vec<Value>> {
    if let Item::Tuple(items) = item { Ok(unshared(items)) } else { Err(bad_argument()) }
}

fn unshared(items: Rc<Vec<Value>>) -> Vec<Value> {
    Rc::try_unwrap(items).unwrap_or_else(|items| items.to_vec())
}

fn count(number: i32) -> Read<u32> {
    u32::try_from(number).map_err(|_| bad_argument())
}

impl<'d> Builder<'d> for Objects<'_, '_, 'd> {
    type Value = Item<'d>;

    fn leaf(&mut self, leaf: Leaf<'_>) -> Read<Item<'d>> {
        let heap = self.py.heap();
        let made = match leaf {
            Leaf::None => Ok(none()),
            Leaf::Bool(truth) => Ok(boolean(truth)),
            Leaf::Ellipsis => Ok(ellipsis()),
            Leaf::StopIteration => Ok(exc::STOP_ITERATION.to_value()),
            Leaf::Int(value) => self.py.int(value),
            Leaf::BigInt(value) => self.py.int_from_big(&value),
            Leaf::Float(value) => self.py.float(value),
            Leaf::Complex(real, imaginary) => crate::make::make(self.py, Made::Complex(real, imaginary)),
            Leaf::Str(text, true) => heap.intern_text(text),
            Leaf::Str(text, false) => heap.str_from_text(text),
            Leaf::Bytes(bytes) => self.py.bytes(bytes),
        };
        self.made(made)
    }

    fn bytes(&mut self, bytes: &'d [u8]) -> Read<Item<'d>> {
        Ok(Item::Bytes(bytes))
    }

    fn tuple(&mut self, items: Items<'_, Item<'d>>) -> Read<Item<'d>> {
        self.values(items).map(|items| Item::Tuple(Rc::new(items)))
    }

    fn frozen_set(&mut self, items: Items<'_, Item<'d>>) -> Read<Item<'d>> {
        let items = self.values(items)?;
        let made = crate::make::make(self.py, Made::FrozenSet(items));
        self.made(made)
    }

    fn slice(&mut self, [start, stop, step]: [Item<'d>; 3]) -> Read<Item<'d>> {
        let (start, stop, step) = (self.value(start)?, self.value(stop)?, self.value(step)?);
        let made = self.py.heap().slice(start, stop, step);
        self.made(made)
    }

    fn code(&mut self, parts: MarshalParts<Item<'d>>) -> Read<Item<'d>> {
        let parts = CodeParts {
            argument_count: count(parts.arg_count)?,
            positional_only_count: count(parts.positional_only_count)?,
            keyword_only_count: count(parts.keyword_only_count)?,
            stack_size: count(parts.stack_size)?,
            flags: count(parts.flags)?,
            code: self.data(parts.code)?,
            constants: items(parts.constants)?,
            names: self.names(parts.names)?,
            local_names: self.names(parts.local_names)?,
            local_kinds: self.data(parts.local_kinds)?,
            filename: self.name(parts.filename)?,
            name: self.name(parts.name)?,
            qualified_name: self.name(parts.qualified_name)?,
            first_line: parts.first_line,
            line_table: self.data(parts.line_table)?,
            exception_table: self.data(parts.exception_table)?,
        };
        let made = assemble_parts(self.py, parts, self.origin);
        self.made(made)
    }

    fn list(&mut self) -> Read<Item<'d>> {
        Err(bad_argument())
    }

    fn dict(&mut self) -> Read<Item<'d>> {
        Err(bad_argument())
    }

    fn set(&mut self) -> Read<Item<'d>> {
        Err(bad_argument())
    }

    fn append(&mut self, _: &Item<'d>, _: Item<'d>) -> Read<()> {
        Err(bad_argument())
    }

    fn insert(&mut self, _: &Item<'d>, _: Item<'d>, _: Item<'d>) -> Read<()> {
        Err(bad_argument())
    }

    fn add(&mut self, _: &Item<'d>, _: Item<'d>) -> Read<()> {
        Err(bad_argument())
    }
}
