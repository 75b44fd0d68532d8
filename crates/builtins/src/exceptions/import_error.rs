//! `ImportError`

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::exception::payload::ImportError;
use taipan_object::native::GetSetDef;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

use super::attribute_error::state;
use super::base;
use super::field::{self, field};

pub(crate) struct Imports;

impl Imports {
    pub(crate) const FIELDS: &'static [GetSetDef] = &[
        field!("msg", "The message.", this => this.get::<ImportError>(), message),
        field!("name", "The name of the module.", this => this.get::<ImportError>(), name),
        field!("path", "Where the module is.", this => this.get::<ImportError>(), path),
        field!("name_from", "The name that the module lacks.", this => this.get::<ImportError>(), name_from),
    ];
}

#[pymethods(ImportError)]
impl Imports {
    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        base::init_args(py, this, args)?;
        let [name, path, name_from] =
            base::known_keywords(py, "ImportError", ["name", "path", "name_from"], args)?;
        let Some(payload) = this.get::<ImportError>() else { return Ok(()) };
        let message = if args.len() == 1 { args.get(0) } else { None };
        field::set(py, &payload.message, message.map(Borrowed::to_value));
        field::set(py, &payload.name, name.map(Borrowed::to_value));
        field::set(py, &payload.path, path.map(Borrowed::to_value));
        field::set(py, &payload.name_from, name_from.map(Borrowed::to_value));
        Ok(())
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let message = this.get::<ImportError>().and_then(|payload| payload.message.get(py).clone());
        match message {
            Some(message) if message.exact::<Str>().is_some() => Ok(message),
            _ => base::text(py, this),
        }
    }

    /// What `pickle` and `copy` make the exception of again.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let args = exc::args::args(py, &this)?;
        let fields = this.get::<ImportError>().map(|payload| {
            [&payload.name, &payload.path, &payload.name_from].map(|field| field.get(py).clone())
        });
        let state = match fields {
            Some([name, path, name_from]) if name.is_some() || path.is_some() || name_from.is_some() => {
                Some(state(py, this, [("name", name), ("path", path), ("name_from", name_from)])?)
            }
            _ => base::attributes(py, this)?,
        };
        base::reduced(py, this, args, state)
    }
}
