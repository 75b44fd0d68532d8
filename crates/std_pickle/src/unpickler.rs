//! `Unpickler`: reads objects from pickles.
//!
//! The object keeps what outlives a pickle: the file with what was read of it in advance, and the memo. While a pickle is
//! read, [`load::Loader`] has both, and puts the memo back whenever code runs that may look at it.

mod container;
mod global;
mod input;
mod load;
mod memo;
pub(crate) mod memo_proxy;
mod number;
mod object;
mod text;

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::buffer::BufferRequest;
use taipan_object::native::NativeFunction;
use taipan_object::protocol::attribute::object_setattr;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value, exception as exc};

use crate::calls::raise;
use crate::library::{Library, library};
use crate::pickler::{attribute, is_name};
use input::{File, Memory};
use load::Loader;
use memo::Memo;
use memo_proxy::UnpicklerMemoProxy;

/// The payload.
#[pyclass(name = "_pickle.Unpickler")]
pub(crate) struct Unpickler {
    /// Nothing before `__init__`, and while a pickle is read.
    #[part]
    file: PyCell<Option<File>>,
    /// An iterator over buffers.
    buffers: PyCell<Option<Value>>,
    /// `persistent_load` as an attribute of the object itself.
    persistent_load: PyCell<Option<Value>>,
    #[part]
    memo: PyCell<Memo>,
    encoding: PyCell<String>,
    errors: PyCell<String>,
    /// The protocol of the pickle that is read.
    protocol: Cell<u8>,
    fix_imports: Cell<bool>,
    is_running: Cell<bool>,
}

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "Reads pickles from a binary file, which has methods read(size) and readline().\n\nThe protocol is found out. With fix_imports, names of Python 2 become those of today; encoding and\nerrors say how its strings are decoded, 'bytes' that they are not. buffers gives the buffers that were\npassed beside the pickle.",
    ),
    signature: Some("(file, *, fix_imports=True, encoding='ASCII', errors='strict',\n          buffers=())"),
    flags: Flags::BASE,
    slots: &[Unpickler::SLOTS],
    methods: &[Unpickler::METHODS],
    getset: &[Unpickler::GETSET],
    ..Definition::of(&UNPICKLER)
};

/// What is asked for when something is read.
pub(crate) struct Settings {
    fix_imports: bool,
    encoding: String,
    errors: String,
    /// An iterator.
    buffers: Option<Value>,
}

impl Settings {
    pub(crate) fn of(
        py: &mut Py,
        fix_imports: Option<bool>,
        encoding: Option<&Str>,
        errors: Option<&Str>,
        buffers: Option<Borrowed<'_>>,
    ) -> PyResult<Self> {
        let text = |text: Option<&Str>, default: &str| {
            text.map_or_else(|| default.to_owned(), |text| text.to_utf8().into_owned())
        };
        let buffers = match buffers.filter(|buffers| !is_none(buffers)) {
            Some(buffers) => Some(py.iter(&buffers)?),
            None => None,
        };
        Ok(Self {
            fix_imports: fix_imports.unwrap_or(true),
            encoding: text(encoding, "ASCII"),
            errors: text(errors, "strict"),
            buffers,
        })
    }
}

/// Reads an object from a file.
pub(crate) fn load(py: &mut Py, library: &Library, file: &Value, settings: &Settings) -> PyResult<Value> {
    let file = File::of(py, library, file)?;
    Loader::new(library, file, settings).load(py)
}

/// Reads an object from bytes.
pub(crate) fn loads(py: &mut Py, library: &Library, data: &Value, settings: &Settings) -> PyResult<Value> {
    if let Some(bytes) = data.get::<Bytes>() {
        return Loader::new(library, Memory::of(bytes.data()), settings).load(py);
    }
    // Other memory may change while Python code runs.
    let buffer = py.get_buffer(data, BufferRequest::SIMPLE)?;
    let mut copy = Vec::new();
    let reserved = copy.try_reserve_exact(buffer.len);
    if reserved.is_ok() {
        copy.extend_from_slice(buffer.bytes(py));
    }
    py.release_buffer(buffer);
    reserved?;
    Loader::new(library, Memory::of(&copy), settings).load(py)
}

/// Says that an unpickler is being used, as long as it exists.
struct Running<'a>(&'a Cell<bool>);

impl<'a> Running<'a> {
    fn start(py: &Py, unpickler: &'a Unpickler) -> PyResult<Self> {
        if unpickler.is_running.replace(true) {
            return Err(exc::runtime_error(py, format_args!("Unpickler object is already used")));
        }
        Ok(Self(&unpickler.is_running))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

#[pymethods]
impl Unpickler {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: taipan_object::Args<'_>) -> PyResult<Value> {
        let payload = Self {
            file: PyCell::default(),
            buffers: PyCell::default(),
            persistent_load: PyCell::default(),
            memo: PyCell::default(),
            encoding: PyCell::default(),
            errors: PyCell::default(),
            protocol: Cell::new(0),
            fix_imports: Cell::new(false),
            is_running: Cell::new(false),
        };
        py.heap().object_of(class, payload)
    }

    #[pyslot(
        "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
        name = "Unpickler"
    )]
    fn init(
        this: Borrowed<'_>,
        py: &mut Py,
        file: Borrowed<'_>,
        fix_imports: Option<bool>,
        encoding: Option<&Str>,
        errors: Option<&Str>,
        buffers: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let Some(unpickler) = this.get::<Self>() else { return Ok(()) };
        let _running = Running::start(py, unpickler)?;
        let library = library(py)?;
        let file = File::of(py, &library, &file)?;
        let settings = Settings::of(py, fix_imports, encoding, errors, buffers)?;
        drop(unpickler.file.replace(py, Some(file)));
        drop(unpickler.buffers.replace(py, settings.buffers));
        drop(unpickler.encoding.replace(py, settings.encoding));
        drop(unpickler.errors.replace(py, settings.errors));
        drop(unpickler.memo.replace(py, Memo::default()));
        unpickler.fix_imports.set(settings.fix_imports);
        unpickler.protocol.set(0);
        Ok(())
    }

    /// Reads an object from the file.
    #[pymethod("($self, /)")]
    fn load(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(unpickler) = this.get::<Self>() else { return Ok(this.to_value()) };
        let _running = Running::start(py, unpickler)?;
        let library = library(py)?;
        let Some(file) = unpickler.file.replace(py, None) else {
            let class = this.type_().name();
            return Err(raise(
                py,
                &library.unpickling_error,
                format_args!("Unpickler.__init__() was not called by {class}.__init__()"),
            ));
        };
        let settings = Settings {
            fix_imports: unpickler.fix_imports.get(),
            encoding: unpickler.encoding.get(py).clone(),
            errors: unpickler.errors.get(py).clone(),
            buffers: unpickler.buffers.get(py).clone(),
        };
        let mut loader = Loader::new(&library, file, &settings);
        let result = match Self::persistent_hook(py, &library, this) {
            Ok(hook) => {
                loader.persistent_load = hook;
                loader.memo = unpickler.memo.replace(py, Memo::default());
                loader.unpickler = Some(this);
                loader.load(py)
            }
            Err(raised) => Err(raised),
        };
        let (file, memo) = loader.into_parts();
        drop(unpickler.memo.replace(py, memo));
        drop(unpickler.file.replace(py, Some(file)));
        result
    }

    /// Finds a class or function by the names of its module and its own. A subclass may refuse some.
    #[pymethod("($self, module_name, global_name, /)")]
    fn find_class(
        this: &Self,
        py: &mut Py,
        module_name: Borrowed<'_>,
        global_name: Borrowed<'_>,
    ) -> PyResult<Value> {
        let library = library(py)?;
        global::find(py, &library, this.protocol.get(), this.fix_imports.get(), &module_name, &global_name)
    }

    /// Refuses everything. A subclass may return the object that a persistent name stands for.
    #[pymethod("($self, pid, /)")]
    fn persistent_load(&self, py: &mut Py, pid: Borrowed<'_>) -> PyResult<Value> {
        let _ = pid;
        let library = library(py)?;
        Err(load::no_persistent_load(py, &library))
    }

    /// Bytes of memory.
    #[pymethod("($self, /)", name = "__sizeof__")]
    fn size_of(this: Borrowed<'_>, py: &mut Py) -> usize {
        let Some(unpickler) = this.get::<Self>() else { return 0 };
        this.type_().size_of(this)
            + unpickler.memo.get(py).bytes()
            + unpickler.file.get(py).as_ref().map_or(0, File::bytes)
            + unpickler.encoding.get(py).capacity()
            + unpickler.errors.get(py).capacity()
    }

    #[pyslot]
    fn getattr(this: Borrowed<'_>, py: &mut Py, name: Borrowed<'_>) -> PyResult<Value> {
        if let Some(own) = this.get::<Self>().and_then(|unpickler| unpickler.persistent_load.get(py).clone())
            && is_name(name, "persistent_load")
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
        if let Some(unpickler) = this.get::<Self>()
            && is_name(name, "persistent_load")
        {
            drop(unpickler.persistent_load.replace(py, value.map(Borrowed::to_value)));
            return Ok(());
        }
        object_setattr(py, this, name, value)
    }

    #[pygetter]
    fn memo(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        UnpicklerMemoProxy::of(py, this)
    }

    #[pysetter]
    fn set_memo(&self, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value else {
            return Err(exc::type_error(py, format_args!("attribute deletion is not supported")));
        };
        let new = if let Some(proxy) = value.exact::<UnpicklerMemoProxy>() {
            match proxy.unpickler() {
                Some(other) => other.memo.get(py).duplicate()?,
                None => Memo::default(),
            }
        } else if let Some(dict) = value.get::<Dict>() {
            memo_of_dict(py, dict)?
        } else {
            let class = value.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("'memo' attribute must be an UnpicklerMemoProxy object or dict, not {class}"),
            ));
        };
        drop(self.memo.replace(py, new));
        Ok(())
    }
}

impl Unpickler {
    /// What finds objects by persistent names, if a subclass or the object itself says so.
    fn persistent_hook(py: &mut Py, library: &Library, this: Borrowed<'_>) -> PyResult<Option<Value>> {
        let hook = py.get_attribute(&this, &library.names.persistent_load)?;
        let is_own = hook.exact::<NativeFunction>().is_some_and(|function| {
            let own = Self::METHODS.iter().find(|method| method.name == "persistent_load");
            own.is_some_and(|own| std::ptr::eq(own, function.definition))
        });
        Ok((!is_own).then_some(hook))
    }
}

/// A memo with the entries of a dict, whose keys are numbers.
fn memo_of_dict(py: &mut Py, dict: &Dict) -> PyResult<Memo> {
    let mut memo = Memo::default();
    for (number, object) in dict.items(py) {
        if !number.is_int() {
            return Err(exc::type_error(py, format_args!("memo key must be integers")));
        }
        let Ok(number) = usize::try_from(py.to_isize(&number)?) else {
            return Err(exc::value_error(py, format_args!("memo key must be positive integers.")));
        };
        memo.put(number, object)?;
    }
    Ok(memo)
}
