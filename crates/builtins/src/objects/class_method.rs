//! `classmethod`: its constructor and attributes.

use taipan_macros::pymethods;
use taipan_object::instance;
use taipan_object::type_::Definition;
use taipan_object::types::class_method::{CLASS_METHOD, ClassMethod};
use taipan_object::types::singletons::none;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};
use taipan_text::Name;

use super::wrapped;

/// The type, completed.
pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "Makes a function a class method: called with the class as its first argument, whatever it is reached through.",
    ),
    signature: Some("(function, /)"),
    slots: &[Wrapper::SLOTS],
    methods: &[Wrapper::METHODS],
    getset: &[Wrapper::GETSET],
    ..Definition::of(&CLASS_METHOD)
};

/// What it has beside its slots in the kernel.
pub(crate) struct Wrapper;

fn function(py: &Py, this: Borrowed<'_>) -> Option<Value> {
    this.get::<ClassMethod>().and_then(|this| this.function.get(py).clone())
}

#[pymethods(ClassMethod)]
impl Wrapper {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, ClassMethod { function: PyCell::default(), dict: PyCell::default() })
    }

    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        let function = wrapped::only(py, "classmethod", args)?.to_value();
        if let Some(payload) = this.get::<ClassMethod>() {
            drop(payload.function.replace(py, Some(function.clone())));
        }
        wrapped::copy_attributes(py, this, &function)
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let function = function(py, this).unwrap_or_else(none);
        let shown = py.repr(&function)?;
        py.text(format_args!("<classmethod({shown})>"))
    }

    /// The function.
    #[pymember]
    fn __func__(this: Borrowed<'_>, py: &mut Py) -> Option<Value> {
        function(py, this)
    }

    #[pysetter]
    fn set___func__(_: Borrowed<'_>, py: &mut Py, _: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(super::field::read_only(py))
    }

    /// The function.
    #[pymember]
    fn __wrapped__(this: Borrowed<'_>, py: &mut Py) -> Option<Value> {
        function(py, this)
    }

    #[pysetter]
    fn set___wrapped__(_: Borrowed<'_>, py: &mut Py, _: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(super::field::read_only(py))
    }

    #[pygetter]
    fn __isabstractmethod__(this: Borrowed<'_>, py: &mut Py) -> PyResult<bool> {
        let function = function(py, this);
        wrapped::is_abstract(py, function.as_ref())
    }

    #[pygetter]
    fn __dict__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Option<Value>> {
        instance::dict(py, this)
    }

    #[pysetter]
    fn set___dict__(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        instance::set_dict_attribute(py, this, value)
    }

    #[pygetter]
    fn __annotations__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let function = function(py, this);
        wrapped::get(py, this, function, Name::__ANNOTATIONS__)
    }

    #[pysetter]
    fn set___annotations__(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        wrapped::set(py, this, Name::__ANNOTATIONS__, value)
    }

    #[pygetter]
    fn __annotate__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let function = function(py, this);
        wrapped::get(py, this, function, Name::__ANNOTATE__)
    }

    #[pysetter]
    fn set___annotate__(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        wrapped::set(py, this, Name::__ANNOTATE__, value)
    }

    /// A generic alias, for annotations.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: &Value) -> PyResult<Value> {
        wrapped::alias(py, &class.to_value(), object)
    }
}
