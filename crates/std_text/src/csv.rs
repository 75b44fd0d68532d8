//! `_csv`: reads and writes tables whose values are separated by commas or the like.

mod dialect;
mod reader;
mod writer;

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Value};

use crate::calls;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Reading and writing of tables whose values are separated by commas or the like."),
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[
        Definition {
            doc: Some("CSV dialect\n\nHow a table is written: separators, quotes and the like.\n"),
            flags: Flags::BASE,
            slots: &[dialect::Dialect::SLOTS],
            methods: &[dialect::Dialect::METHODS],
            getset: &[dialect::Dialect::GETSET],
            ..Definition::of(&dialect::DIALECT)
        },
        Definition {
            doc: Some("CSV reader\n\nAn iterator over the rows of a table, which it makes of lines.\n"),
            flags: Flags::BASE.with(Flags::NO_INSTANCES),
            slots: &[reader::Reader::SLOTS],
            getset: &[reader::Reader::GETSET],
            ..Definition::of(&reader::READER)
        },
        Definition {
            doc: Some("CSV writer\n\nWrites rows of a table to something with a method write.\n"),
            flags: Flags::BASE.with(Flags::NO_INSTANCES),
            methods: &[writer::Writer::METHODS],
            getset: &[writer::Writer::GETSET],
            ..Definition::of(&writer::WRITER)
        },
    ]],
    constants: &[
        ("QUOTE_MINIMAL", |py| py.int(0)),
        ("QUOTE_ALL", |py| py.int(1)),
        ("QUOTE_NONNUMERIC", |py| py.int(2)),
        ("QUOTE_NONE", |py| py.int(3)),
        ("QUOTE_STRINGS", |py| py.int(4)),
        ("QUOTE_NOTNULL", |py| py.int(5)),
    ],
    exec: Some(exec),
    ..ModuleDef::of("_csv")
};

/// What the module keeps.
struct State {
    error: PyCell<Option<Value>>,
    /// Dialects by name.
    dialects: PyCell<Option<Value>>,
    /// The most characters of a field.
    field_limit: PyCell<isize>,
}

impl Default for State {
    fn default() -> Self {
        Self { error: PyCell::new(None), dialects: PyCell::new(None), field_limit: PyCell::new(128 * 1024) }
    }
}

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    // Of all modules that are imported anew the class is the same.
    let known = py.state::<State>().error.get(py).clone();
    let error = match known {
        Some(error) => error,
        None => py.plain_exception_class("_csv.Error", &[&exc::EXCEPTION.to_value()], None)?,
    };
    let dialects = py.dict()?;
    if let Some(module) = module.get::<Module>() {
        module.set(py, "Error", error.clone())?;
        module.set(py, "_dialects", dialects.clone())?;
        module.set(py, "Dialect", dialect::DIALECT.to_value())?;
        module.set(py, "Reader", reader::READER.to_value())?;
        module.set(py, "Writer", writer::WRITER.to_value())?;
    }
    let state = py.state::<State>();
    drop(state.error.replace(py, Some(error)));
    drop(state.dialects.replace(py, Some(dialects)));
    Ok(())
}

/// Raises `csv.Error`.
#[cold]
fn error(py: &mut Py, message: std::fmt::Arguments<'_>) -> Raised {
    let class = py.state::<State>().error.get(py).clone();
    calls::raise(py, class, message)
}

/// The dialects that were registered.
fn dialects(py: &mut Py) -> PyResult<Value> {
    let dialects = py.state::<State>().dialects.get(py).clone();
    match dialects {
        Some(dialects) => Ok(dialects),
        None => py.dict(),
    }
}

/// The dialect of a name.
fn registered(py: &mut Py, name: &Value) -> PyResult<Value> {
    let dialects = dialects(py)?;
    let found = match dialects.get::<Dict>() {
        Some(dialects) => dialects.get(py, name)?,
        None => None,
    };
    found.ok_or_else(|| error(py, format_args!("unknown dialect")))
}

/// One or two arguments by position.
fn one_or_two<'a>(py: &Py, name: &str, args: Args<'a>) -> PyResult<(Borrowed<'a>, Option<Borrowed<'a>>)> {
    match (args.get(0), args.len()) {
        (Some(first), 1 | 2) => Ok((first, args.get(1))),
        (None, _) => Err(exc::type_error(py, format_args!("{name} expected at least 1 argument, got 0"))),
        (_, given) => {
            Err(exc::type_error(py, format_args!("{name} expected at most 2 arguments, got {given}")))
        }
    }
}

struct Functions;

#[pymodule("_csv")]
impl Functions {
    /// An iterator over the rows of a table; each line is a str.
    #[pyfunction("(*args, **kwargs)", text = "($module, iterable, /, dialect='excel', **fmtparams)")]
    fn reader(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let (lines, dialect) = one_or_two(py, "reader", args)?;
        let lines = py.iter(&lines)?;
        let dialect = dialect::of_call(py, dialect, args)?;
        reader::new(py, lines, dialect)
    }

    /// Something that writes rows of a table to an object with a method write.
    #[pyfunction("(*args, **kwargs)", text = "($module, fileobj, /, dialect='excel', **fmtparams)")]
    fn writer(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let (file, dialect) = one_or_two(py, "writer", args)?;
        let name = py.heap().intern("write")?;
        let write = py.find_attribute(&file, &name)?;
        let Some(write) = write.filter(taipan_object::protocol::call::is_callable) else {
            return Err(exc::type_error(py, format_args!("argument 1 must have a \"write\" method")));
        };
        let dialect = dialect::of_call(py, dialect, args)?;
        writer::new(py, write, dialect)
    }

    /// Gives a dialect a name.
    #[pyfunction("(*args, **kwargs)", text = "($module, name, /, dialect='excel', **fmtparams)")]
    fn register_dialect(py: &mut Py, args: Args<'_>) -> PyResult<()> {
        let (name, dialect) = one_or_two(py, "register_dialect", args)?;
        if name.get::<Str>().is_none() {
            return Err(exc::type_error(py, format_args!("dialect name must be a string")));
        }
        let dialect = dialect::of_call(py, dialect, args)?;
        let dialects = dialects(py)?;
        match dialects.get::<Dict>() {
            Some(dialects) => dialects.set(py, &name, dialect),
            None => Ok(()),
        }
    }

    /// Forgets the dialect of a name.
    #[pyfunction("(name)")]
    fn unregister_dialect(py: &mut Py, name: &Value) -> PyResult<()> {
        let dialects = dialects(py)?;
        let removed = match dialects.get::<Dict>() {
            Some(dialects) => dialects.remove(py, name)?,
            None => None,
        };
        match removed {
            Some(_) => Ok(()),
            None => Err(error(py, format_args!("unknown dialect"))),
        }
    }

    /// The dialect of a name.
    #[pyfunction("(name)")]
    fn get_dialect(py: &mut Py, name: &Value) -> PyResult<Value> {
        registered(py, name)
    }

    /// The names of all dialects.
    #[pyfunction("()")]
    fn list_dialects(py: &mut Py) -> PyResult<Value> {
        let dialects = dialects(py)?;
        let names = py.collect(&dialects)?;
        py.list(names)
    }

    /// The most characters that a field may have. With new_limit, sets it, and gives the old one.
    #[pyfunction("(new_limit=<unrepresentable>)")]
    fn field_size_limit(py: &mut Py, new_limit: Option<Borrowed<'_>>) -> PyResult<isize> {
        let state = py.state::<State>();
        let old = *state.field_limit.get(py);
        if let Some(new) = new_limit {
            if !new.is_exact_int() {
                return Err(exc::type_error(py, format_args!("limit must be an integer")));
            }
            let new = py.to_isize(&new)?;
            state.field_limit.replace(py, new);
        }
        Ok(old)
    }
}
