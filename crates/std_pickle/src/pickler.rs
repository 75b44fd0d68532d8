//! `Pickler`: writes objects as pickles.
//!
//! The object keeps what outlives a pickle: the memo above all. While one is written, [`save::Saver`] has it all, and puts
//! the memo back whenever code runs that may look at it.

mod atom;
mod container;
mod global;
mod instance;
pub(crate) mod memo_proxy;
mod reduce;
mod save;
mod text;

pub(crate) use global::{dotted_path, follow};

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::native::NativeFunction;
use taipan_object::protocol::attribute::{generic_get, object_setattr};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::is_none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Type, Value, exception as exc};

use crate::calls::raise;
use crate::library::{Library, library};
use crate::memo::Memo;
use crate::opcode::{DEFAULT_PROTOCOL, HIGHEST_PROTOCOL};
use memo_proxy::PicklerMemoProxy;
use save::Saver;

/// The payload.
#[pyclass(name = "_pickle.Pickler")]
pub(crate) struct Pickler {
    /// The file's `write`; nothing before `__init__`.
    write: PyCell<Option<Value>>,
    buffer_callback: PyCell<Option<Value>>,
    dispatch_table: PyCell<Option<Value>>,
    /// `persistent_id` as an attribute of the object itself.
    persistent_id: PyCell<Option<Value>>,
    #[part]
    memo: PyCell<Memo>,
    protocol: Cell<u8>,
    fix_imports: Cell<bool>,
    /// Whether protocols above 0 are written: what `bin` shows.
    binary: Cell<i64>,
    /// Whether nothing is remembered: what `fast` shows.
    fast: Cell<i64>,
    is_running: Cell<bool>,
}

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "Writes pickles to a binary file, which has a method write() that takes bytes.\n\nThe protocol is a number from 0 to 5; a negative one means the newest. With fix_imports, protocols\nbelow 3 name modules and classes as Python 2 did. buffer_callback is called with every buffer that\ncan be passed beside the pickle, from protocol 5 on; buffers for which it returns something true go\ninto the pickle.",
    ),
    signature: Some("(file, protocol=None, fix_imports=True, buffer_callback=None)"),
    flags: Flags::BASE,
    slots: &[Pickler::SLOTS],
    methods: &[Pickler::METHODS],
    getset: &[Pickler::GETSET],
    ..Definition::of(&PICKLER)
};

/// What is asked for when something is pickled.
pub(crate) struct Settings {
    protocol: u8,
    fix_imports: bool,
    buffer_callback: Option<Value>,
}

impl Settings {
    pub(crate) fn of(
        py: &mut Py,
        protocol: Option<Borrowed<'_>>,
        fix_imports: bool,
        buffer_callback: Option<Borrowed<'_>>,
    ) -> PyResult<Self> {
        let protocol = match protocol.filter(|protocol| !is_none(protocol)) {
            None => DEFAULT_PROTOCOL,
            Some(number) => match py.to_i64(&number)? {
                ..0 => HIGHEST_PROTOCOL,
                number => match u8::try_from(number) {
                    Ok(number) if number <= HIGHEST_PROTOCOL => number,
                    _ => {
                        return Err(exc::value_error(
                            py,
                            format_args!("pickle protocol must be <= {HIGHEST_PROTOCOL}"),
                        ));
                    }
                },
            },
        };
        let buffer_callback = buffer_callback.filter(|callback| !is_none(callback)).map(Borrowed::to_value);
        if buffer_callback.is_some() && protocol < 5 {
            return Err(exc::value_error(py, format_args!("buffer_callback needs protocol >= 5")));
        }
        Ok(Self { protocol, fix_imports: fix_imports && protocol < 3, buffer_callback })
    }
}

/// The method that writes to a file.
pub(crate) fn write_method(py: &mut Py, library: &Library, file: &Value) -> PyResult<Value> {
    match py.find_attribute(file, &library.names.write)? {
        Some(write) => Ok(write),
        None => Err(exc::type_error(py, format_args!("file must have a 'write' attribute"))),
    }
}

/// Writes an object to a file.
pub(crate) fn dump(
    py: &mut Py,
    library: &Library,
    value: &Value,
    settings: Settings,
    write: Value,
) -> PyResult<()> {
    let mut saver = Saver::new(library, settings);
    saver.write = Some(write);
    saver.dump(py, value)?;
    saver.flush(py)
}

/// An object as bytes.
pub(crate) fn dumps(py: &mut Py, library: &Library, value: &Value, settings: Settings) -> PyResult<Value> {
    let mut saver = Saver::new(library, settings);
    saver.dump(py, value)?;
    py.bytes(saver.out.bytes())
}

/// Says that a pickler is being used, as long as it exists.
struct Running<'a>(&'a Cell<bool>);

impl<'a> Running<'a> {
    fn start(py: &Py, pickler: &'a Pickler) -> PyResult<Self> {
        if pickler.is_running.replace(true) {
            return Err(exc::runtime_error(py, format_args!("Pickler object is already used")));
        }
        Ok(Self(&pickler.is_running))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

#[pymethods]
impl Pickler {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: taipan_object::Args<'_>) -> PyResult<Value> {
        let payload = Self {
            write: PyCell::default(),
            buffer_callback: PyCell::default(),
            dispatch_table: PyCell::default(),
            persistent_id: PyCell::default(),
            memo: PyCell::default(),
            protocol: Cell::new(DEFAULT_PROTOCOL),
            fix_imports: Cell::new(false),
            binary: Cell::new(0),
            fast: Cell::new(0),
            is_running: Cell::new(false),
        };
        py.heap().object_of(class, payload)
    }

    #[pyslot("(file, protocol=None, fix_imports=True, buffer_callback=None)", name = "Pickler")]
    fn init(
        this: Borrowed<'_>,
        py: &mut Py,
        file: Borrowed<'_>,
        protocol: Option<Borrowed<'_>>,
        fix_imports: Option<bool>,
        buffer_callback: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let Some(pickler) = this.get::<Self>() else { return Ok(()) };
        let _running = Running::start(py, pickler)?;
        let library = library(py)?;
        let settings = Settings::of(py, protocol, fix_imports.unwrap_or(true), buffer_callback)?;
        let write = write_method(py, &library, &file)?;
        pickler.protocol.set(settings.protocol);
        pickler.binary.set(i64::from(settings.protocol > 0));
        pickler.fix_imports.set(settings.fix_imports);
        pickler.fast.set(0);
        let is_first = pickler.write.replace(py, Some(write)).is_none();
        drop(pickler.buffer_callback.replace(py, settings.buffer_callback));
        drop(pickler.memo.replace(py, Memo::default()));
        if !is_first {
            drop(pickler.dispatch_table.replace(py, None));
        }
        let table = py.find_attribute(&this, &library.names.dispatch_table)?;
        drop(pickler.dispatch_table.replace(py, table));
        Ok(())
    }

    /// Writes an object to the file.
    #[pymethod("($self, obj, /)")]
    fn dump(this: Borrowed<'_>, py: &mut Py, obj: Borrowed<'_>) -> PyResult<()> {
        let Some(pickler) = this.get::<Self>() else { return Ok(()) };
        let _running = Running::start(py, pickler)?;
        let library = library(py)?;
        let write = pickler.write.get(py).clone();
        let Some(write) = write else {
            let class = this.type_().name();
            return Err(raise(
                py,
                &library.pickling_error,
                format_args!("Pickler.__init__() was not called by {class}.__init__()"),
            ));
        };
        let persistent_id = Self::persistent_hook(py, &library, this)?;
        let reducer_override = py.find_attribute(&this, &library.names.reducer_override)?;
        let settings = Settings {
            protocol: pickler.protocol.get(),
            fix_imports: pickler.fix_imports.get(),
            buffer_callback: pickler.buffer_callback.get(py).clone(),
        };
        let mut saver = Saver::new(&library, settings);
        saver.write = Some(write);
        saver.persistent_id = persistent_id;
        saver.reducer_override = reducer_override;
        saver.dispatch_table.clone_from(&pickler.dispatch_table.get(py));
        saver.binary = pickler.binary.get() != 0;
        saver.fast = pickler.fast.get() != 0;
        saver.memo = pickler.memo.replace(py, Memo::default());
        saver.pickler = Some(pickler);
        let result = saver.dump(py, &obj).and_then(|()| saver.flush(py));
        let memo = std::mem::take(&mut saver.memo);
        drop(saver);
        drop(pickler.memo.replace(py, memo));
        result
    }

    /// Forgets which objects have been written, so that the next pickle does not refer to earlier ones.
    #[pymethod("($self, /)")]
    fn clear_memo(&self, py: &mut Py) {
        drop(self.memo.replace(py, Memo::default()));
    }

    /// Nothing. A subclass may return something that stands for an object which is kept elsewhere.
    #[pymethod("($self, obj, /)")]
    fn persistent_id(&self, _: &mut Py, obj: Borrowed<'_>) {
        let _ = obj;
    }

    /// Bytes of memory.
    #[pymethod("($self, /)", name = "__sizeof__")]
    fn size_of(this: Borrowed<'_>, py: &mut Py) -> usize {
        let memo = this.get::<Self>().map_or(0, |pickler| pickler.memo.get(py).bytes());
        this.type_().size_of(this) + memo
    }

    #[pyslot]
    fn getattr(this: Borrowed<'_>, py: &mut Py, name: Borrowed<'_>) -> PyResult<Value> {
        if let Some(own) = this.get::<Self>().and_then(|pickler| pickler.persistent_id.get(py).clone())
            && is_name(name, "persistent_id")
        {
            return Ok(own);
        }
        attribute(py, this, name)
    }

    #[pyslot]
    fn setattr(
        this: Borrowed<'_>,
        py: &mut Py,
        name: Borrowed<'_>,
        value: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        if let Some(pickler) = this.get::<Self>()
            && is_name(name, "persistent_id")
        {
            drop(pickler.persistent_id.replace(py, value.map(Borrowed::to_value)));
            return Ok(());
        }
        object_setattr(py, this, name, value)
    }

    /// bin
    #[pymember]
    fn bin(&self) -> i64 {
        self.binary.get()
    }

    #[pysetter]
    fn set_bin(&self, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        self.binary.set(number(py, value)?);
        Ok(())
    }

    /// fast
    #[pymember]
    fn fast(&self) -> i64 {
        self.fast.get()
    }

    #[pysetter]
    fn set_fast(&self, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        self.fast.set(number(py, value)?);
        Ok(())
    }

    /// dispatch_table
    #[pymember]
    fn dispatch_table(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let table = this.get::<Self>().and_then(|pickler| pickler.dispatch_table.get(py).clone());
        match table {
            Some(table) => Ok(table),
            None => {
                let name = py.heap().intern("dispatch_table")?;
                let class = this.type_().name();
                let message = format_args!("'{class}' object has no attribute 'dispatch_table'");
                Err(exc::attribute_error_with(py, &this, &name, message))
            }
        }
    }

    #[pysetter]
    fn set_dispatch_table(&self, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let is_deleted = value.is_none();
        let old = self.dispatch_table.replace(py, value.map(Borrowed::to_value));
        if is_deleted && old.is_none() {
            return Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("dispatch_table")));
        }
        Ok(())
    }

    #[pygetter]
    fn memo(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        PicklerMemoProxy::of(py, this)
    }

    #[pysetter]
    fn set_memo(&self, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value else {
            return Err(exc::type_error(py, format_args!("attribute deletion is not supported")));
        };
        let new = if let Some(proxy) = value.exact::<PicklerMemoProxy>() {
            match proxy.pickler() {
                Some(other) => other.memo.get(py).duplicate()?,
                None => Memo::default(),
            }
        } else if let Some(dict) = value.get::<Dict>() {
            memo_of_dict(py, dict)?
        } else {
            let class = value.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("'memo' attribute must be a PicklerMemoProxy object or dict, not {class}"),
            ));
        };
        drop(self.memo.replace(py, new));
        Ok(())
    }
}

impl Pickler {
    /// What gives objects names, if a subclass or the object itself says so.
    fn persistent_hook(py: &mut Py, library: &Library, this: Borrowed<'_>) -> PyResult<Option<Value>> {
        let hook = py.get_attribute(&this, &library.names.persistent_id)?;
        let is_own = hook.exact::<NativeFunction>().is_some_and(|function| {
            let own = Self::METHODS.iter().find(|method| method.name == "persistent_id");
            own.is_some_and(|own| std::ptr::eq(own, function.definition))
        });
        Ok((!is_own).then_some(hook))
    }
}

/// Whether an attribute's name is this one.
pub(crate) fn is_name(name: Borrowed<'_>, text: &str) -> bool {
    name.get::<taipan_object::types::str_::Str>().is_some_and(|name| name.is(text))
}

/// `object.__getattribute__`
pub(crate) fn attribute(py: &mut Py, this: Borrowed<'_>, name: Borrowed<'_>) -> PyResult<Value> {
    match generic_get(py, this, name)? {
        Some(value) => Ok(value),
        None => {
            let class = this.type_().name();
            let message = format_args!("'{class}' object has no attribute '{name}'");
            Err(exc::attribute_error_with(py, &this, &name, message))
        }
    }
}

fn number(py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<i64> {
    match value {
        Some(value) => py.to_i64(&value),
        None => Err(exc::type_error(py, format_args!("can't delete numeric/char attribute"))),
    }
}

/// A memo with the entries of a dict, whose values are pairs of number and object.
fn memo_of_dict(py: &mut Py, dict: &Dict) -> PyResult<Memo> {
    let mut memo = Memo::default();
    for value in dict.values(py)? {
        let Some([number, object]) = value.get::<Tuple>().map(Tuple::items) else { return Err(no_pair(py)) };
        if !number.is_int() {
            return Err(exc::type_error(py, format_args!("an integer is required")));
        }
        let number = usize::try_from(py.to_isize(number)?).unwrap_or(usize::MAX);
        memo.put(object, number)?;
    }
    Ok(memo)
}

#[cold]
fn no_pair(py: &Py) -> Raised {
    exc::type_error(py, format_args!("'memo' values must be 2-item tuples"))
}
