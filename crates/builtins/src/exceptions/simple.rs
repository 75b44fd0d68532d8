//! The exceptions that have no more than one attribute, or only another text: `StopIteration`, `SystemExit`, `NameError`,
//! `KeyError`.

use taipan_macros::pymethods;
use taipan_object::exception::payload::{NameError, StopIteration, SystemExit};
use taipan_object::exception::{self as exc, BaseException};
use taipan_object::native::GetSetDef;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

use super::base;
use super::field::{self, field};

pub(crate) struct Stop;

impl Stop {
    pub(crate) const FIELDS: &'static [GetSetDef] =
        &[field!("value", "What a generator returned.", this => this.get::<StopIteration>(), value)];
}

#[pymethods(StopIteration)]
impl Stop {
    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        base::no_keywords(py, this, args)?;
        base::init_args(py, this, args)?;
        if let Some(payload) = this.get::<StopIteration>() {
            field::set(py, &payload.value, args.get(0).map(Borrowed::to_value));
        }
        Ok(())
    }
}

pub(crate) struct Exit;

impl Exit {
    pub(crate) const FIELDS: &'static [GetSetDef] =
        &[field!("code", "The status that the program ends with.", this => this.get::<SystemExit>(), code)];
}

#[pymethods(SystemExit)]
impl Exit {
    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        base::no_keywords(py, this, args)?;
        base::init_args(py, this, args)?;
        let code = match args.len() {
            0 => None,
            1 => args.get(0).map(Borrowed::to_value),
            _ => Some(exc::args::args(py, &this)?),
        };
        if let Some(payload) = this.get::<SystemExit>() {
            field::set(py, &payload.code, code);
        }
        Ok(())
    }
}

pub(crate) struct Names;

impl Names {
    pub(crate) const FIELDS: &'static [GetSetDef] =
        &[field!("name", "The name that was not found.", this => this.get::<NameError>(), name)];
}

#[pymethods(NameError)]
impl Names {
    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        base::init_args(py, this, args)?;
        let [name] = base::known_keywords(py, "NameError", ["name"], args)?;
        if let Some(payload) = this.get::<NameError>() {
            field::set(py, &payload.name, name.map(Borrowed::to_value));
        }
        Ok(())
    }
}

pub(crate) struct Keys;

#[pymethods(BaseException)]
impl Keys {
    /// A key is shown as what it is: the empty string would not be seen.
    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        match exc::args::only_arg(py, &this)? {
            Some(key) => py.repr(&key),
            None => base::text(py, this),
        }
    }
}
