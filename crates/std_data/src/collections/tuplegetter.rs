//! `_tuplegetter`: the fields of a `namedtuple`.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use crate::arguments::reduced;

pub(super) const DEFINITION: Definition = Definition {
    slots: &[TupleGetter::SLOTS],
    methods: &[TupleGetter::METHODS],
    getset: &[TupleGetter::GETSET],
    ..Definition::of(&TUPLE_GETTER)
};

/// The payload.
#[pyclass(name = "collections._tuplegetter")]
pub(crate) struct TupleGetter {
    index: isize,
    doc: PyCell<Option<Value>>,
}

impl TupleGetter {
    fn doc(&self, py: &Py) -> Value {
        self.doc.get(py).clone().unwrap_or_else(none)
    }
}

#[pymethods]
impl TupleGetter {
    #[pyslot("(index, doc, /)", name = "_tuplegetter")]
    fn new(class: &Type, py: &mut Py, index: isize, doc: Borrowed<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self { index, doc: PyCell::new(Some(doc.to_value())) })
    }

    #[pyslot]
    fn descr_get(
        this: Borrowed<'_>,
        py: &mut Py,
        instance: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let (Some(getter), Some(instance)) = (this.get::<Self>(), instance) else {
            return Ok(this.to_value());
        };
        let Some(tuple) = instance.get::<Tuple>() else {
            if is_none(&instance) {
                return Ok(this.to_value());
            }
            return Err(exc::type_error(
                py,
                format_args!(
                    "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
                    getter.index,
                    instance.type_().name()
                ),
            ));
        };
        match usize::try_from(getter.index).ok().and_then(|index| tuple.items().get(index)) {
            Some(item) => Ok(item.clone()),
            None => Err(exc::index_error(py, format_args!("tuple index out of range"))),
        }
    }

    #[pyslot]
    fn descr_set(&self, py: &mut Py, _: Borrowed<'_>, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let what = if value.is_some() { "set" } else { "delete" };
        Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("can't {what} attribute")))
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(getter) = this.get::<Self>() else { return Ok(this.to_value()) };
        let doc = getter.doc(py);
        let doc = py.repr(&doc)?;
        py.text(format_args!("{}({}, {doc})", this.type_().short_name(), getter.index))
    }

    /// What pickles make it of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(getter) = this.get::<Self>() else { return Ok(this.to_value()) };
        let index = py.int(getter.index as i64)?;
        let doc = getter.doc(py);
        reduced(py, this.type_().to_value(), vec![index, doc], [])
    }

    #[pymember]
    fn __doc__(&self, py: &mut Py) -> Value {
        self.doc(py)
    }

    #[pysetter]
    fn set___doc__(&self, py: &mut Py, value: Option<Borrowed<'_>>) {
        drop(self.doc.replace(py, value.map(Borrowed::to_value)));
    }
}
