//! Writing one pickle: what is kept meanwhile, and which kind of object is written how.

use taipan_object::types::bytes::Bytes;
use taipan_object::types::dict::Dict;
use taipan_object::types::float::FLOAT;
use taipan_object::types::int::INT;
use taipan_object::types::list::List;
use taipan_object::types::set::{FROZENSET, SET};
use taipan_object::types::singletons::{as_bool, is_none, is_not_implemented};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::types::type_::TYPE;
use taipan_object::{Py, PyResult, Value, exception as exc};

use super::instance::Plain;
use super::{Pickler, Settings};
use crate::calls::{raise, raise_over};
use crate::library::Library;
use crate::memo::Memo;
use crate::opcode::{
    BINGET, BINPERSID, BINPUT, GET, LONG_BINGET, LONG_BINPUT, MEMOIZE, NONE, PERSID, PROTO, PUT, STOP,
};
use crate::output::Output;
use crate::pickle_buffer::PickleBuffer;

/// Everything that writing a pickle needs.
pub(super) struct Saver<'a> {
    pub(super) library: &'a Library,
    pub(super) out: Output,
    pub(super) memo: Memo,
    pub(super) protocol: u8,
    /// Whether opcodes of protocol 1 may be used.
    pub(super) binary: bool,
    pub(super) fix_imports: bool,
    /// Whether nothing is remembered.
    pub(super) fast: bool,
    /// How deep in containers we are in that case, and the deepest ones.
    nesting: usize,
    open: Vec<usize>,
    /// The class whose instances were found to be plain last.
    pub(super) plain: Option<Plain>,
    /// The file's `write`; nothing if the pickle is wanted as bytes.
    pub(super) write: Option<Value>,
    pub(super) buffer_callback: Option<Value>,
    pub(super) persistent_id: Option<Value>,
    pub(super) reducer_override: Option<Value>,
    pub(super) dispatch_table: Option<Value>,
    /// The object, if there is one that Python code can have.
    pub(super) pickler: Option<&'a Pickler>,
}

/// What recursion says when it is too deep.
const DOING: &str = "while pickling an object";
/// Without a memo, containers that lie deeper than this are watched, so that one within itself is noticed.
const NESTING_LIMIT: usize = 50;

impl<'a> Saver<'a> {
    pub(super) fn new(library: &'a Library, settings: Settings) -> Self {
        Self {
            library,
            out: Output::new(),
            memo: Memo::default(),
            protocol: settings.protocol,
            binary: settings.protocol > 0,
            fix_imports: settings.fix_imports,
            fast: false,
            nesting: 0,
            open: Vec::new(),
            plain: None,
            write: None,
            buffer_callback: settings.buffer_callback,
            persistent_id: None,
            reducer_override: None,
            dispatch_table: None,
            pickler: None,
        }
    }

    /// Writes a whole pickle.
    pub(super) fn dump(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        if self.protocol >= 2 {
            self.out.put([PROTO, self.protocol])?;
            self.out.set_framed(self.protocol >= 4);
        }
        self.save(py, value)?;
        self.out.put([STOP])?;
        self.out.end_frame();
        self.out.set_framed(false);
        Ok(())
    }

    /// Gives what has been written to the file.
    pub(super) fn flush(&mut self, py: &mut Py) -> PyResult<()> {
        if let Some(write) = self.write.clone() {
            self.out.end_frame();
            let bytes = py.bytes(self.out.bytes())?;
            self.out.clear();
            drop(self.ask(py, |py| py.call(&write, &[&bytes]))?);
        }
        Ok(())
    }

    /// Ends a frame that has become long enough, between two instructions.
    #[cold]
    fn end_frame(&mut self, py: &mut Py) -> PyResult<()> {
        self.out.end_frame();
        self.flush(py)
    }

    /// Runs code that may look at the pickler, or change it.
    pub(super) fn ask<R>(&mut self, py: &mut Py, work: impl FnOnce(&mut Py) -> PyResult<R>) -> PyResult<R> {
        let Some(pickler) = self.pickler else { return work(py) };
        drop(pickler.memo.replace(py, std::mem::take(&mut self.memo)));
        let result = work(py);
        self.memo = pickler.memo.replace(py, Memo::default());
        self.fast = pickler.fast.get() != 0;
        result
    }

    /// Writes an object.
    #[inline]
    pub(super) fn save(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        if self.out.is_frame_full() {
            self.end_frame(py)?;
        }
        if self.persistent_id.is_some() && self.save_persistent(py, value)? {
            return Ok(());
        }
        self.save_itself(py, value)
    }

    /// Writes an object that has no persistent name.
    fn save_itself(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        if let Some(number) = value.as_small_int() {
            return self.save_small_int(number);
        }
        if let Some(number) = value.as_small_float() {
            return self.save_float(number);
        }
        if let Some(text) = value.exact::<Str>() {
            return match self.memo.get(value.word()) {
                Some(number) => self.recall(py, number),
                None => self.save_text(py, value, text),
            };
        }
        let class = value.borrow().type_();
        if is_none(value) {
            return self.out.put([NONE]);
        }
        if let Some(truth) = as_bool(value) {
            return self.save_truth(truth);
        }
        if class.is(&INT) {
            return self.save_long(py, value);
        }
        if class.is(&FLOAT) {
            return self.save_float(value.as_float().unwrap_or_default());
        }
        if let Some(number) = self.memo.get(value.word()) {
            return self.recall(py, number);
        }
        if let Some(bytes) = value.exact::<Bytes>() {
            return self.save_bytes(py, value, bytes);
        }
        py.check_stack(DOING)?;
        if let Some(list) = value.exact::<List>() {
            return self.guarded(py, value, |saver, py| saver.save_list(py, value, list));
        }
        if let Some(dict) = value.exact::<Dict>() {
            return self.guarded(py, value, |saver, py| saver.save_dict(py, value, dict));
        }
        if let Some(tuple) = value.exact::<Tuple>() {
            return self.guarded(py, value, |saver, py| saver.save_tuple(py, value, tuple.items()));
        }
        if class.is(&SET) {
            return self.guarded(py, value, |saver, py| saver.save_set(py, value));
        }
        if class.is(&FROZENSET) {
            return self.guarded(py, value, |saver, py| saver.save_frozenset(py, value));
        }
        self.save_other(py, value)
    }

    /// Writes an object that is no plain container.
    fn save_other(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        if self.library.is_bytearray(value) {
            return self.save_bytearray(py, value);
        }
        if let Some(buffer) = value.exact::<PickleBuffer>() {
            return self.save_buffer(py, value, buffer);
        }
        if let Some(reducer) = self.reducer_override.clone() {
            let reduced = self.ask(py, |py| py.call(&reducer, &[value]))?;
            if !is_not_implemented(&reduced) {
                return self.save_reduced(py, value, &reduced);
            }
        }
        let class = value.borrow().type_();
        if class.is(&TYPE) {
            return self.save_type(py, value);
        }
        if py.interpreter().hooks().function_type.is_some_and(|function| class.is(function)) {
            return self.save_global(py, value, None);
        }
        let reducer = self.registered_reducer(py, class)?;
        if reducer.is_none() && class.is_subtype(py, &TYPE) {
            return self.save_global(py, value, None);
        }
        if reducer.is_none() && self.save_plain_instance(py, value)? {
            return Ok(());
        }
        let reduced = self.reduce(py, value, reducer)?;
        self.save_reduced(py, value, &reduced)
    }

    /// Saves a container; without a memo, fails if it is within itself.
    #[inline]
    fn guarded(
        &mut self,
        py: &mut Py,
        value: &Value,
        save: impl FnOnce(&mut Self, &mut Py) -> PyResult<()>,
    ) -> PyResult<()> {
        if !self.fast {
            return save(self, py);
        }
        self.nesting += 1;
        let is_watched = self.nesting >= NESTING_LIMIT;
        if is_watched {
            if self.open.contains(&value.word()) {
                self.nesting -= 1;
                let (class, word) = (value.type_().name(), value.word());
                return Err(exc::value_error(
                    py,
                    format_args!(
                        "fast mode: can't pickle cyclic objects including object type {class} at {word:#x}"
                    ),
                ));
            }
            self.open.try_reserve(1)?;
            self.open.push(value.word());
        }
        let result = save(self, py);
        self.nesting -= 1;
        if is_watched {
            self.open.pop();
        }
        result
    }

    /// Writes what `persistent_id` says of an object. False if that is nothing.
    #[cold]
    fn save_persistent(&mut self, py: &mut Py, value: &Value) -> PyResult<bool> {
        let Some(hook) = self.persistent_id.clone() else { return Ok(false) };
        let name = self.ask(py, |py| py.call(&hook, &[value]))?;
        if is_none(&name) {
            return Ok(false);
        }
        if self.binary {
            if self.out.is_frame_full() {
                self.end_frame(py)?;
            }
            self.save_itself(py, &name)?;
            self.out.put([BINPERSID])?;
            return Ok(true);
        }
        let text = py.to_str(&name)?;
        let ascii = text.get::<Str>().and_then(Str::as_ascii);
        let Some(ascii) = ascii else {
            const MESSAGE: &str = "persistent IDs in protocol 0 must be ASCII strings";
            return Err(match py.encode(&text, Some("ascii"), None) {
                Err(raised) => raise_over(py, self.library, raised, &self.library.pickling_error, |py, _| {
                    py.str(MESSAGE)
                }),
                Ok(_) => self.error(py, format_args!("{MESSAGE}")),
            });
        };
        self.out.put([PERSID])?;
        self.out.write(ascii.as_bytes())?;
        self.out.put([b'\n'])?;
        Ok(true)
    }

    /// Gives an object a number, under which it is found again.
    #[inline]
    pub(super) fn remember(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        if self.fast {
            return Ok(());
        }
        let number = self.memo.len();
        self.memo.put(value, number)?;
        self.write_number(py, number)
    }

    /// Says that what was written last has the next number.
    #[inline]
    pub(super) fn write_number(&mut self, py: &mut Py, number: usize) -> PyResult<()> {
        if self.protocol >= 4 { self.out.put([MEMOIZE]) } else { self.write_old_number(py, number) }
    }

    fn write_old_number(&mut self, py: &mut Py, number: usize) -> PyResult<()> {
        if !self.binary {
            return self.write_line(PUT, format_args!("{number}"));
        }
        match (u8::try_from(number), u32::try_from(number)) {
            (Ok(number), _) => self.out.put([BINPUT, number]),
            (_, Ok(number)) => self.write_counted(LONG_BINPUT, number.to_le_bytes()),
            _ => Err(self.error(py, format_args!("memo id too large for LONG_BINPUT"))),
        }
    }

    /// Refers to the object with a number.
    #[inline]
    pub(super) fn recall(&mut self, py: &mut Py, number: usize) -> PyResult<()> {
        if !self.binary {
            return self.write_line(GET, format_args!("{number}"));
        }
        match (u8::try_from(number), u32::try_from(number)) {
            (Ok(number), _) => self.out.put([BINGET, number]),
            (_, Ok(number)) => self.write_counted(LONG_BINGET, number.to_le_bytes()),
            _ => Err(self.error(py, format_args!("memo id too large for LONG_BINGET"))),
        }
    }

    /// An instruction with a number of four bytes.
    #[inline]
    pub(super) fn write_counted(&mut self, opcode: u8, number: [u8; 4]) -> PyResult<()> {
        let [a, b, c, d] = number;
        self.out.put([opcode, a, b, c, d])
    }

    /// An instruction with an argument in text.
    pub(super) fn write_line(&mut self, opcode: u8, argument: std::fmt::Arguments<'_>) -> PyResult<()> {
        self.out.put([opcode])?;
        match argument.as_str() {
            Some(text) => self.out.write(text.as_bytes())?,
            None => self.out.write(argument.to_string().as_bytes())?,
        }
        self.out.put([b'\n'])
    }

    #[cold]
    pub(super) fn error(&self, py: &mut Py, message: std::fmt::Arguments<'_>) -> taipan_object::Raised {
        raise(py, &self.library.pickling_error, message)
    }
}
