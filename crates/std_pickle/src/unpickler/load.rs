//! The machine that a pickle is a program for: a stack of objects, marks on it, a memo.

use taipan_object::types::singletons::{boolean, none};
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::input::Input;
use super::memo::Memo;
use super::{Settings, Unpickler};
use crate::calls::raise;
use crate::library::Library;
#[allow(clippy::wildcard_imports, reason = "all of them")]
use crate::opcode::*;

/// Everything that reading a pickle needs.
pub(super) struct Loader<'a, I> {
    pub(super) library: &'a Library,
    pub(super) input: I,
    pub(super) settings: &'a Settings,
    pub(super) memo: Memo,
    pub(super) stack: Vec<Value>,
    /// Lengths of the stack.
    pub(super) marks: Vec<usize>,
    /// The last of them, or 0: what lies below cannot be taken away.
    pub(super) fence: usize,
    pub(super) protocol: u8,
    pub(super) persistent_load: Option<Value>,
    /// The object, if there is one that Python code can have.
    pub(super) unpickler: Option<Borrowed<'a>>,
}

impl<'a, I: Input> Loader<'a, I> {
    pub(super) fn new(library: &'a Library, input: I, settings: &'a Settings) -> Self {
        Self {
            library,
            input,
            settings,
            memo: Memo::default(),
            stack: Vec::new(),
            marks: Vec::new(),
            fence: 0,
            protocol: 0,
            persistent_load: None,
            unpickler: None,
        }
    }

    /// What outlives the pickle.
    pub(super) fn into_parts(self) -> (I, Memo) {
        (self.input, self.memo)
    }

    /// Runs the pickle and gives the object on top of the stack.
    pub(super) fn load(&mut self, py: &mut Py) -> PyResult<Value> {
        self.set_protocol(0);
        loop {
            let opcode = match self.take(py) {
                Ok([opcode]) => opcode,
                Err(raised) => return Err(self.no_input(py, raised)),
            };
            if opcode == STOP {
                break;
            }
            self.execute(py, opcode)?;
        }
        self.input.finish(py)?;
        self.pop(py)
    }

    #[inline(always)]
    fn execute(&mut self, py: &mut Py, opcode: u8) -> PyResult<()> {
        match opcode {
            NONE => self.push(none()),
            NEWTRUE => self.push(boolean(true)),
            NEWFALSE => self.push(boolean(false)),
            BININT1 => {
                let [byte] = self.take(py)?;
                self.push_int(py, byte.into())
            }
            BININT2 => {
                let bytes = self.take(py)?;
                self.push_int(py, u16::from_le_bytes(bytes).into())
            }
            BININT => {
                let bytes = self.take(py)?;
                self.push_int(py, i32::from_le_bytes(bytes).into())
            }
            BINFLOAT => {
                let bytes = self.take(py)?;
                let number = py.float(f64::from_be_bytes(bytes))?;
                self.push(number)
            }
            SHORT_BINUNICODE => {
                let [size] = self.take(py)?;
                self.load_text(py, size.into())
            }
            BINUNICODE => {
                let size = self.take(py)?;
                self.load_text(py, u32::from_le_bytes(size) as usize)
            }
            BINUNICODE8 => {
                let size = self.take_size(py, "BINUNICODE exceeds system's maximum size of")?;
                self.load_text(py, size)
            }
            MEMOIZE => {
                let value = self.top(py)?.clone();
                self.memo.push(value)
            }
            BINPUT => {
                let [number] = self.take(py)?;
                self.remember(py, number.into())
            }
            LONG_BINPUT => {
                let number = self.take(py)?;
                self.remember(py, u32::from_le_bytes(number) as usize)
            }
            BINGET => {
                let [number] = self.take(py)?;
                self.recall(py, number.into())
            }
            LONG_BINGET => {
                let number = self.take(py)?;
                self.recall(py, u32::from_le_bytes(number).into())
            }
            MARK => self.mark(),
            EMPTY_LIST => {
                let list = py.list(Vec::new())?;
                self.push(list)
            }
            EMPTY_DICT => {
                let dict = py.dict()?;
                self.push(dict)
            }
            EMPTY_TUPLE => {
                let nothing = self.library.nothing.clone();
                self.push(nothing)
            }
            TUPLE1 => self.load_tuple(py, 1),
            TUPLE2 => self.load_tuple(py, 2),
            TUPLE3 => self.load_tuple(py, 3),
            APPEND => self.load_append(py),
            APPENDS => self.load_appends(py),
            SETITEM => self.load_setitem(py),
            SETITEMS => self.load_setitems(py),
            NEWOBJ => self.load_newobj(py),
            BUILD => self.load_build(py),
            REDUCE => self.load_reduce(py),
            _ => self.execute_rare(py, opcode),
        }
    }

    #[inline(never)]
    fn execute_rare(&mut self, py: &mut Py, opcode: u8) -> PyResult<()> {
        match opcode {
            TUPLE => {
                let start = self.take_mark(py)?;
                self.load_tuple(py, self.stack.len() - start)
            }
            LIST => self.load_list(py),
            DICT => self.load_dict(py),
            EMPTY_SET => {
                let set = py.heap().set(taipan_object::types::set::Set::default())?;
                self.push(set)
            }
            ADDITEMS => self.load_additems(py),
            FROZENSET => self.load_frozenset(py),
            POP => self.load_pop(py),
            POP_MARK => {
                let start = self.take_mark(py)?;
                self.stack.truncate(start);
                Ok(())
            }
            DUP => {
                let top = self.top(py)?.clone();
                self.push(top)
            }
            PUT => self.load_put(py),
            GET => self.load_get(py),
            INT => self.load_int(py),
            LONG => self.load_long(py),
            LONG1 => {
                let [size] = self.take(py)?;
                self.load_counted_long(py, size.into())
            }
            LONG4 => {
                let size = self.take(py)?;
                self.load_counted_long(py, i32::from_le_bytes(size))
            }
            FLOAT => self.load_float(py),
            STRING => self.load_string(py),
            SHORT_BINSTRING => {
                let [size] = self.take(py)?;
                self.load_binstring(py, size.into())
            }
            BINSTRING => {
                let size = self.take(py)?;
                self.load_binstring(py, i32::from_le_bytes(size))
            }
            UNICODE => self.load_escaped(py),
            SHORT_BINBYTES => {
                let [size] = self.take(py)?;
                self.load_bytes(py, size.into())
            }
            BINBYTES => {
                let size = self.take(py)?;
                self.load_bytes(py, u32::from_le_bytes(size) as usize)
            }
            BINBYTES8 => {
                let size = self.take_size(py, "BINBYTES exceeds system's maximum size of")?;
                self.load_bytes(py, size)
            }
            BYTEARRAY8 => {
                let size = self.take_size(py, "BYTEARRAY8 exceeds system's maximum size of")?;
                self.load_bytearray(py, size)
            }
            NEXT_BUFFER => self.load_next_buffer(py),
            READONLY_BUFFER => self.load_readonly_buffer(py),
            GLOBAL => self.load_global(py),
            STACK_GLOBAL => self.load_stack_global(py),
            INST => self.load_inst(py),
            OBJ => self.load_obj(py),
            NEWOBJ_EX => self.load_newobj_ex(py),
            PERSID => self.load_persid(py),
            BINPERSID => self.load_binpersid(py),
            EXT1 => {
                let [code] = self.take(py)?;
                self.load_extension(py, code.into())
            }
            EXT2 => {
                let code = self.take(py)?;
                self.load_extension(py, u16::from_le_bytes(code).into())
            }
            EXT4 => {
                let code = self.take(py)?;
                self.load_extension(py, i32::from_le_bytes(code).into())
            }
            PROTO => self.load_proto(py),
            FRAME => {
                let size = self.take_size(py, "FRAME length exceeds system's maximum of")?;
                self.input.begin_frame(py, self.library, size)
            }
            _ => Err(self.bad_opcode(py, opcode)),
        }
    }

    // ---- input ---------------------------------------------------------------------------------------------------------

    /// The next bytes.
    #[inline(always)]
    pub(super) fn take<const N: usize>(&mut self, py: &mut Py) -> PyResult<[u8; N]> {
        let bytes = self.input.take(py, self.library, N)?;
        Ok(bytes.try_into().unwrap_or([0; N]))
    }

    /// A length of eight bytes, which may be too large to be one.
    fn take_size(&mut self, py: &mut Py, what: &str) -> PyResult<usize> {
        let size = u64::from_le_bytes(self.take(py)?);
        match isize::try_from(size) {
            Ok(size) => Ok(size.unsigned_abs()),
            Err(_) => Err(exc::overflow_error(py, format_args!("{what} {} bytes", isize::MAX))),
        }
    }

    /// A line, without its end.
    pub(super) fn take_line(&mut self, py: &mut Py) -> PyResult<&[u8]> {
        let line = self.input.line(py, self.library)?;
        Ok(line.strip_suffix(b"\n").unwrap_or(line))
    }

    /// A line that must not be empty, without its end.
    pub(super) fn take_word(&mut self, py: &mut Py) -> PyResult<&[u8]> {
        let library = self.library;
        let line = self.input.line(py, library)?;
        match line.strip_suffix(b"\n") {
            Some(word) if !word.is_empty() => Ok(word),
            _ => Err(raise(py, &library.unpickling_error, format_args!("pickle data was truncated"))),
        }
    }

    // ---- the stack -----------------------------------------------------------------------------------------------------

    #[inline(always)]
    pub(super) fn push(&mut self, value: Value) -> PyResult<()> {
        if self.stack.len() == self.stack.capacity() {
            self.stack.try_reserve(1)?;
        }
        self.stack.push(value);
        Ok(())
    }

    #[inline(always)]
    fn push_int(&mut self, py: &Py, number: i64) -> PyResult<()> {
        let number = py.int(number)?;
        self.push(number)
    }

    #[inline]
    pub(super) fn pop(&mut self, py: &mut Py) -> PyResult<Value> {
        if self.stack.len() > self.fence
            && let Some(value) = self.stack.pop()
        {
            return Ok(value);
        }
        Err(self.underflow(py))
    }

    /// The topmost object above the last mark.
    #[inline]
    pub(super) fn top(&mut self, py: &mut Py) -> PyResult<&Value> {
        if self.stack.len() <= self.fence {
            return Err(self.underflow(py));
        }
        match self.stack.last() {
            Some(value) => Ok(value),
            None => Err(underflow(py, self.library, false)),
        }
    }

    fn mark(&mut self) -> PyResult<()> {
        self.marks.try_reserve(1)?;
        self.fence = self.stack.len();
        self.marks.push(self.fence);
        Ok(())
    }

    /// Takes the last mark away, and says where it was.
    #[inline]
    pub(super) fn take_mark(&mut self, py: &mut Py) -> PyResult<usize> {
        let Some(mark) = self.marks.pop() else {
            return Err(self.error(py, format_args!("could not find MARK")));
        };
        self.fence = self.marks.last().copied().unwrap_or(0);
        Ok(mark)
    }

    fn load_pop(&mut self, py: &mut Py) -> PyResult<()> {
        if self.marks.last().is_some_and(|&mark| mark == self.stack.len()) {
            return self.take_mark(py).map(drop);
        }
        self.pop(py).map(drop)
    }

    // ---- the memo ------------------------------------------------------------------------------------------------------

    #[inline]
    pub(super) fn remember(&mut self, py: &mut Py, number: usize) -> PyResult<()> {
        let value = self.top(py)?.clone();
        self.memo.put(number, value)
    }

    #[inline]
    pub(super) fn recall(&mut self, py: &mut Py, number: i64) -> PyResult<()> {
        let found = usize::try_from(number).ok().and_then(|number| self.memo.get(number)).cloned();
        match found {
            Some(value) => self.push(value),
            None => Err(self.error(py, format_args!("Memo value not found at index {number}"))),
        }
    }

    /// Runs code that may look at the unpickler, or change it.
    pub(super) fn ask<R>(&mut self, py: &mut Py, work: impl FnOnce(&mut Py) -> PyResult<R>) -> PyResult<R> {
        let Some(unpickler) = self.unpickler.and_then(Borrowed::get::<Unpickler>) else { return work(py) };
        drop(unpickler.memo.replace(py, std::mem::take(&mut self.memo)));
        let result = work(py);
        self.memo = unpickler.memo.replace(py, Memo::default());
        result
    }

    // ---- the protocol --------------------------------------------------------------------------------------------------

    fn load_proto(&mut self, py: &mut Py) -> PyResult<()> {
        let [protocol] = self.take(py)?;
        if protocol > HIGHEST_PROTOCOL {
            return Err(exc::value_error(py, format_args!("unsupported pickle protocol: {protocol}")));
        }
        self.set_protocol(protocol);
        Ok(())
    }

    fn set_protocol(&mut self, protocol: u8) {
        self.protocol = protocol;
        if let Some(unpickler) = self.unpickler.and_then(Borrowed::get::<Unpickler>) {
            unpickler.protocol.set(protocol);
        }
    }

    // ---- persistent names ----------------------------------------------------------------------------------------------

    fn load_persid(&mut self, py: &mut Py) -> PyResult<()> {
        let Some(hook) = self.persistent_load.clone() else {
            return Err(no_persistent_load(py, self.library));
        };
        let library = self.library;
        let name = match std::str::from_utf8(self.take_line(py)?) {
            Ok(name) if name.is_ascii() => name,
            _ => {
                return Err(raise(
                    py,
                    &library.unpickling_error,
                    format_args!("persistent IDs in protocol 0 must be ASCII strings"),
                ));
            }
        };
        let name = name.to_owned();
        let name = py.str(&name)?;
        let value = self.ask(py, |py| py.call(&hook, &[&name]))?;
        self.push(value)
    }

    fn load_binpersid(&mut self, py: &mut Py) -> PyResult<()> {
        let Some(hook) = self.persistent_load.clone() else {
            return Err(no_persistent_load(py, self.library));
        };
        let name = self.pop(py)?;
        let value = self.ask(py, |py| py.call(&hook, &[&name]))?;
        self.push(value)
    }

    // ---- errors --------------------------------------------------------------------------------------------------------

    #[cold]
    pub(super) fn error(&self, py: &mut Py, message: std::fmt::Arguments<'_>) -> Raised {
        raise(py, &self.library.unpickling_error, message)
    }

    #[cold]
    pub(super) fn underflow(&self, py: &mut Py) -> Raised {
        underflow(py, self.library, !self.marks.is_empty())
    }

    /// There is no further opcode.
    #[cold]
    fn no_input(&self, py: &mut Py, raised: Raised) -> Raised {
        let class = self.library.unpickling_error.as_type();
        if class.is_none_or(|class| !py.matches(&raised, class)) {
            return raised;
        }
        py.discard(raised);
        py.error(&exc::EOF_ERROR, format_args!("Ran out of input"))
    }

    #[cold]
    fn bad_opcode(&self, py: &mut Py, opcode: u8) -> Raised {
        match opcode {
            b'\'' | b'\\' => self.error(py, format_args!("invalid load key, '\\x{opcode:02x}'.")),
            0x20..=0x7e => self.error(py, format_args!("invalid load key, '{}'.", char::from(opcode))),
            _ => self.error(py, format_args!("invalid load key, '\\x{opcode:02x}'.")),
        }
    }
}

#[cold]
fn underflow(py: &mut Py, library: &Library, is_marked: bool) -> Raised {
    let message = if is_marked { "unexpected MARK found" } else { "unpickling stack underflow" };
    raise(py, &library.unpickling_error, format_args!("{message}"))
}

/// The error for a persistent name that nobody can find an object for.
#[cold]
pub(super) fn no_persistent_load(py: &mut Py, library: &Library) -> Raised {
    raise(
        py,
        &library.unpickling_error,
        format_args!(
            "A load persistent id instruction was encountered, but no persistent_load function was specified."
        ),
    )
}
