//! Reading: what the format has becomes values at once.

use taipan_bytecode::marshal::{Builder, CodeParts, Feed, Items, Leaf, Reader, take_value};
use taipan_num::Int;
use taipan_object::buffer::BufferRequest;
use taipan_object::hooks::Made;
use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::set::Set;
use taipan_object::types::singletons::{boolean, ellipsis, none};
use taipan_object::types::tuple::UnfinishedTuple;
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};
use taipan_text::{Error, ErrorClass};

use super::{bytes_of, hooks, raise, stack};

/// The value at the start of the data, and how many bytes it takes.
pub fn load(py: &mut Py, data: &[u8], allow_code: bool) -> PyResult<(Value, usize)> {
    let limit = stack(py);
    if let Some(found) = load_whole_code(py, data, allow_code)? {
        return Ok(found);
    }
    let mut raised = None;
    let builder = Values { py, raised: &mut raised, unfinished: Vec::new() };
    let mut reader = Reader::new(data, builder, limit).allow_code(allow_code);
    let result = reader.read();
    let position = reader.position();
    match (result, raised) {
        (Ok(value), _) => Ok((value, position)),
        (Err(_), Some(raised)) => Err(raised),
        (Err(error), None) => Err(raise(py, &error)),
    }
}

/// A code object with its constants, as compilers make them: it is read without making values on the way. Nothing if the
/// data is anything else.
fn load_whole_code(py: &mut Py, data: &[u8], allow_code: bool) -> PyResult<Option<(Value, usize)>> {
    const CODE: u8 = b'c';
    if !allow_code || data.first().is_none_or(|byte| byte & 0x7f != CODE) {
        return Ok(None);
    }
    let limit = stack(py);
    // Errors of the format are found again by those who read anything.
    (hooks(py)?.read)(py, data, limit).ok().transpose()
}

/// A code object that is part of the program.
pub fn load_frozen(py: &mut Py, data: &'static [u8]) -> PyResult<Value> {
    let limit = stack(py);
    match (hooks(py)?.read_static)(py, data, limit) {
        Ok(code) => code,
        Err(error) => Err(raise(py, &error)),
    }
}

/// A code object that this program made itself.
pub fn load_code(py: &mut Py, data: &[u8]) -> PyResult<Value> {
    match taipan_bytecode::marshal::read_code(data, stack(py)) {
        Ok(code) => (hooks(py)?.make)(py, &code),
        Err(error) => Err(raise(py, &error)),
    }
}

/// Reads from a file object, which is asked for as many bytes as the format has next.
pub(super) fn load_from_file(py: &mut Py, file: &Value, allow_code: bool) -> PyResult<Value> {
    let (read, readinto, nothing) = (py.heap().intern("read")?, py.heap().intern("readinto")?, py.int(0)?);
    let probe = py.call_method(file, &read, &[&nothing])?;
    if bytes_of(&probe).is_none() {
        let class = probe.type_().name();
        return Err(exc::type_error(py, format_args!("file.read() returned not bytes but {class}")));
    }
    let mut file = File { py, file, readinto, data: Vec::new() };
    take_value(&mut file)?;
    let data = file.data;
    load(py, &data, allow_code).map(|(value, _)| value)
}

/// A file of which a value is read.
struct File<'p> {
    py: &'p mut Py,
    file: &'p Value,
    /// The name of its method.
    readinto: Value,
    /// What has been read.
    data: Vec<u8>,
}

impl Feed for File<'_> {
    type Error = Raised;

    fn tag(&mut self) -> PyResult<u8> {
        let byte = self.take(1).map(|bytes| bytes.first().copied().unwrap_or(0));
        match byte {
            Ok(byte) => Ok(byte),
            Err(raised) if self.py.matches(&raised, &exc::EOF_ERROR) => {
                self.py.discard(raised);
                Err(self.py.error(&exc::EOF_ERROR, format_args!("EOF read where object expected")))
            }
            Err(raised) => Err(raised),
        }
    }

    fn take(&mut self, count: usize) -> PyResult<&[u8]> {
        let py = &mut *self.py;
        let size = py.int_from_usize(count)?;
        let (bytearray, memoryview) = (py.builtin("bytearray")?, py.builtin("memoryview")?);
        let target = py.call(&bytearray, &[&size])?;
        let view = py.call(&memoryview, &[&target])?;
        let read = py.call_method(self.file, &self.readinto, &[&view])?;
        let Some(read) = py.index(&read)?.as_i64() else {
            return Err(exc::value_error(
                py,
                format_args!("cannot fit '{}' into an index-sized integer", read.type_().name()),
            ));
        };
        match usize::try_from(read) {
            Ok(read) if read == count => {}
            Ok(read) if read > count => {
                return Err(exc::value_error(
                    py,
                    format_args!("read() returned too much data: {count} bytes requested, {read} returned"),
                ));
            }
            _ => return Err(py.error(&exc::EOF_ERROR, format_args!("EOF read where not expected"))),
        }
        let buffer = py.get_buffer(&target, BufferRequest::SIMPLE)?;
        let start = self.data.len();
        let reserved = self.data.try_reserve(buffer.len);
        if reserved.is_ok() {
            self.data.extend_from_slice(buffer.bytes(py));
        }
        py.release_buffer(buffer);
        reserved?;
        Ok(self.data.get(start..).unwrap_or_default())
    }
}

/// Makes values. An exception that one of them raises is kept beside the error that ends the reading.
struct Values<'p, 'r> {
    py: &'p mut Py,
    raised: &'r mut Option<Raised>,
    /// Tuples that something within them refers to.
    unfinished: Vec<UnfinishedTuple>,
}

type Result<T> = std::result::Result<T, Box<Error>>;

impl Values<'_, '_> {
    fn made<T>(&mut self, result: PyResult<T>) -> Result<T> {
        result.map_err(|raised| {
            *self.raised = Some(raised);
            Error::new(ErrorClass::Raised, "")
        })
    }
}

impl Builder<'_> for Values<'_, '_> {
    type Value = Value;

    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<Value> {
        let py = &mut *self.py;
        let made = match leaf {
            Leaf::None => Ok(none()),
            Leaf::Bool(truth) => Ok(boolean(truth)),
            Leaf::Ellipsis => Ok(ellipsis()),
            Leaf::StopIteration => Ok(exc::STOP_ITERATION.to_value()),
            Leaf::Int(value) => py.int(value),
            Leaf::BigInt(value) => big(py, &value),
            Leaf::Float(value) => py.float(value),
            Leaf::Complex(real, imaginary) => py.complex(real, imaginary),
            Leaf::Str(text, interned) => py
                .heap()
                .str_from_text(text)
                .and_then(|value| if interned { py.heap().intern_value(&value) } else { Ok(value) }),
            Leaf::Bytes(bytes) => py.bytes(bytes),
        };
        self.made(made)
    }

    fn tuple(&mut self, items: Items<'_, Value>) -> Result<Value> {
        let made = self.py.tuple(items);
        self.made(made)
    }

    fn unfinished_tuple(&mut self, length: usize) -> Result<Option<Value>> {
        let made = self.py.heap().unfinished_tuple(length);
        let tuple = self.made(made)?;
        let value = tuple.value().clone();
        self.unfinished.push(tuple);
        Ok(Some(value))
    }

    fn finish_tuple(&mut self, tuple: Value, items: Items<'_, Value>) -> Result<Value> {
        if let Some(place) = self.unfinished.iter().position(|it| it.value().is(&tuple)) {
            self.unfinished.swap_remove(place).finish(items);
        }
        Ok(tuple)
    }

    fn frozen_set(&mut self, items: Items<'_, Value>) -> Result<Value> {
        let items: Vec<Value> = items.collect();
        let made = match self.py.interpreter().hooks().make {
            Some(make) => make(self.py, Made::FrozenSet(items)),
            None => Err(exc::system_error(self.py, format_args!("no sets"))),
        };
        self.made(made)
    }

    fn slice(&mut self, [start, stop, step]: [Value; 3]) -> Result<Value> {
        let made = self.py.heap().slice(start, stop, step);
        self.made(made)
    }

    fn code(&mut self, parts: CodeParts<Value>) -> Result<Value> {
        let made = hooks(self.py).and_then(|hooks| (hooks.assemble)(self.py, parts));
        self.made(made)
    }

    fn list(&mut self) -> Result<Value> {
        let made = self.py.list(Vec::new());
        self.made(made)
    }

    fn dict(&mut self) -> Result<Value> {
        let made = self.py.dict();
        self.made(made)
    }

    fn set(&mut self) -> Result<Value> {
        let made = self.py.heap().set(Set::default());
        self.made(made)
    }

    fn append(&mut self, list: &Value, item: Value) -> Result<()> {
        let made = list.get::<List>().map_or(Ok(()), |list| list.append(self.py, item));
        self.made(made)
    }

    fn insert(&mut self, dict: &Value, key: Value, value: Value) -> Result<()> {
        let made = dict.get::<Dict>().map_or(Ok(()), |dict| dict.set(self.py, &key, value));
        self.made(made)
    }

    fn add(&mut self, set: &Value, item: Value) -> Result<()> {
        let made = set.get::<Set>().map_or(Ok(()), |set| set.add(self.py, &item).map(drop));
        self.made(made)
    }
}

fn big(py: &mut Py, value: &Int) -> PyResult<Value> {
    py.int_from_big(value)
}
