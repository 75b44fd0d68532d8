//! `AttributeError`

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::exception::payload::AttributeError;
use taipan_object::native::GetSetDef;
use taipan_object::types::dict::Dict;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

use super::base;
use super::field::{self, field};

pub(crate) struct Attributes;

impl Attributes {
    pub(crate) const FIELDS: &'static [GetSetDef] = &[
        field!("name", "The name of the attribute.", this => this.get::<AttributeError>(), name),
        field!("obj", "The object that does not have it.", this => this.get::<AttributeError>(), object),
    ];
}

#[pymethods(AttributeError)]
impl Attributes {
    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        base::init_args(py, this, args)?;
        let [name, object] = base::known_keywords(py, "AttributeError", ["name", "obj"], args)?;
        if let Some(payload) = this.get::<AttributeError>() {
            field::set(py, &payload.name, name.map(Borrowed::to_value));
            field::set(py, &payload.object, object.map(Borrowed::to_value));
        }
        Ok(())
    }

    /// The attributes, without the object, which need not be one that can be pickled.
    #[pymethod("($self, /)")]
    fn __getstate__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let name = this.get::<AttributeError>().and_then(|payload| payload.name.get(py).clone());
        let args = exc::args::args(py, &this)?;
        state(py, this, [("name", name), ("args", Some(args))])
    }

    /// What `pickle` and `copy` make the exception of again.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let state = Self::__getstate__(this, py)?;
        let args = exc::args::args(py, &this)?;
        base::reduced(py, this, args, Some(state))
    }
}

/// A dict of the attributes that were set and of further ones that have a value.
pub(super) fn state<const N: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    fields: [(&str, Option<Value>); N],
) -> PyResult<Value> {
    let set = base::attributes(py, this)?;
    let result = py.dict()?;
    let Some(state) = result.get::<Dict>() else { return Ok(result) };
    let items = set.as_ref().and_then(|it| it.get::<Dict>()).map_or_else(Vec::new, |it| it.items(py));
    for (name, value) in items {
        state.set(py, &name, value)?;
    }
    for (name, value) in fields {
        if let Some(value) = value {
            let name = py.heap().intern(name)?;
            drop(state.set_str(py, &name, value)?);
        }
    }
    Ok(result)
}
