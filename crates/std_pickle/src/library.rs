//! What pickling needs of Python's library: the tables of `copyreg` and `_compat_pickle`, which programs change, a few
//! functions that pickles speak of, the classes of errors, and names of attributes.

use std::cell::OnceCell;
use std::rc::Rc;

use taipan_object::types::dict::DICT;
use taipan_object::{Py, PyResult, Value, exception as exc};

use crate::calls;

/// The names of attributes that are looked up, interned once.
macro_rules! names {
    ($($field:ident = $text:literal),* $(,)?) => {
        /// Names of attributes.
        pub(crate) struct Names {
            $(#[doc = $text] pub(crate) $field: Value,)*
        }

        impl Names {
            fn new(py: &Py) -> PyResult<Self> {
                Ok(Self { $($field: py.heap().intern($text)?,)* })
            }
        }
    };
}

names! {
    add = "add",
    append = "append",
    class = "__class__",
    context = "__context__",
    dict = "__dict__",
    dispatch_table = "dispatch_table",
    extend = "extend",
    find_class = "find_class",
    getinitargs = "__getinitargs__",
    getnewargs = "__getnewargs__",
    getnewargs_ex = "__getnewargs_ex__",
    getstate = "__getstate__",
    initialising = "_initializing",
    items = "items",
    module = "__module__",
    name = "__name__",
    new = "__new__",
    note = "add_note",
    peek = "peek",
    persistent_id = "persistent_id",
    persistent_load = "persistent_load",
    qualified_name = "__qualname__",
    read = "read",
    readinto = "readinto",
    readline = "readline",
    reduce = "__reduce__",
    reduce_ex = "__reduce_ex__",
    reducer_override = "reducer_override",
    setstate = "__setstate__",
    spec = "__spec__",
    to_readonly = "toreadonly",
    write = "write",
}

/// What is taken from the library when the module is made.
pub(crate) struct Library {
    pub(crate) names: Names,
    pub(crate) pickle_error: Value,
    pub(crate) pickling_error: Value,
    pub(crate) unpickling_error: Value,
    /// `copyreg.dispatch_table`: what reduces objects of a class.
    pub(crate) dispatch_table: Value,
    /// From module and name to the number of an extension.
    pub(crate) extension_registry: Value,
    /// From the number of an extension to module and name.
    pub(crate) inverted_registry: Value,
    /// From the number of an extension to the object.
    pub(crate) extension_cache: Value,
    /// From names of Python 2 to names of today.
    pub(crate) name_mapping: Value,
    pub(crate) import_mapping: Value,
    /// From names of today to names of Python 2.
    pub(crate) reverse_name_mapping: Value,
    pub(crate) reverse_import_mapping: Value,
    /// `codecs.encode`, by which old protocols write bytes, and the name of the encoding, always the same object.
    pub(crate) encode: Value,
    pub(crate) latin1: Value,
    /// `functools.partial`
    pub(crate) partial: Value,
    pub(crate) getattr: Value,
    pub(crate) bytearray: Value,
    /// An empty tuple.
    pub(crate) nothing: Value,
}

#[derive(Default)]
struct Loaded(OnceCell<Rc<Library>>);

/// The library, which is imported when it is first asked for.
pub(crate) fn library(py: &mut Py) -> PyResult<Rc<Library>> {
    let loaded = py.state::<Loaded>();
    if let Some(library) = loaded.0.get() {
        return Ok(library.clone());
    }
    let library = Rc::new(Library::load(py)?);
    Ok(loaded.0.get_or_init(|| library).clone())
}

impl Library {
    #[cold]
    fn load(py: &mut Py) -> PyResult<Self> {
        let error = calls::exception_class(py, "PickleError", exc::EXCEPTION.to_value())?;
        Ok(Self {
            names: Names::new(py)?,
            pickling_error: calls::exception_class(py, "PicklingError", error.clone())?,
            unpickling_error: calls::exception_class(py, "UnpicklingError", error.clone())?,
            pickle_error: error,
            dispatch_table: dict_of(py, "copyreg", "dispatch_table")?,
            extension_registry: dict_of(py, "copyreg", "_extension_registry")?,
            inverted_registry: dict_of(py, "copyreg", "_inverted_registry")?,
            extension_cache: dict_of(py, "copyreg", "_extension_cache")?,
            name_mapping: dict_of(py, "_compat_pickle", "NAME_MAPPING")?,
            import_mapping: dict_of(py, "_compat_pickle", "IMPORT_MAPPING")?,
            reverse_name_mapping: dict_of(py, "_compat_pickle", "REVERSE_NAME_MAPPING")?,
            reverse_import_mapping: dict_of(py, "_compat_pickle", "REVERSE_IMPORT_MAPPING")?,
            encode: calls::import_from(py, "codecs", "encode")?,
            latin1: py.heap().intern("latin1")?,
            partial: calls::import_from(py, "functools", "partial")?,
            getattr: py.builtin("getattr")?,
            bytearray: py.builtin("bytearray")?,
            nothing: py.tuple([])?,
        })
    }

    /// Whether a value is exactly a `bytearray`.
    #[inline]
    pub(crate) fn is_bytearray(&self, value: &Value) -> bool {
        self.bytearray.as_type().is_some_and(|class| value.type_().is(class))
    }
}

/// An attribute of a module that must be a dict.
fn dict_of(py: &mut Py, module: &str, name: &str) -> PyResult<Value> {
    let value = calls::import_from(py, module, name)?;
    if value.type_().is_subtype(py, &DICT) {
        return Ok(value);
    }
    let given = value.type_().name();
    Err(exc::runtime_error(py, format_args!("{module}.{name} should be a dict, not {given}")))
}
