//! Attributes and identity: `getattr`, `hasattr`, `setattr`, `delattr`, `dir`, `vars`, `id`, `hash`, `callable`,
//! `isinstance`, `issubclass`.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::protocol::call::is_callable;
use taipan_object::types::list::List;
use taipan_object::{Borrowed, Py, PyResult, Value};
use taipan_text::Name;

use super::code::current_namespaces;
use super::special;

pub(super) struct Builtins;

#[pymodule("builtins")]
impl Builtins {
    /// getattr(object, name[, default]) -> value
    ///
    /// The attribute of an object, or the default where it has none.
    #[pyfunction("(object, name, default=<unrepresentable>, /)", hidden)]
    fn getattr(
        py: &mut Py,
        object: &Value,
        name: Borrowed<'_>,
        default: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        if let Some(value) = py.inline_attribute(object, &name) {
            return Ok(value);
        }
        check_name(py, name)?;
        let Some(default) = default else { return py.get_attribute(object, &name) };
        Ok(py.find_attribute(object, &name)?.unwrap_or_else(|| default.to_value()))
    }

    /// Whether an object has an attribute: whether reading it raises no AttributeError.
    #[pyfunction("(obj, name, /)")]
    fn hasattr(py: &mut Py, obj: &Value, name: Borrowed<'_>) -> PyResult<bool> {
        if py.inline_attribute(obj, &name).is_some() {
            return Ok(true);
        }
        check_name(py, name)?;
        Ok(py.find_attribute(obj, &name)?.is_some())
    }

    /// Sets an attribute: setattr(x, 'y', v) is x.y = v.
    #[pyfunction("(obj, name, value, /)")]
    fn setattr(py: &mut Py, obj: &Value, name: Borrowed<'_>, value: &Value) -> PyResult<()> {
        check_name(py, name)?;
        py.set_attribute(obj, &name, value)
    }

    /// Deletes an attribute: delattr(x, 'y') is del x.y.
    #[pyfunction("(obj, name, /)")]
    fn delattr(py: &mut Py, obj: &Value, name: Borrowed<'_>) -> PyResult<()> {
        check_name(py, name)?;
        py.delete_attribute(obj, &name)
    }

    /// dir([object]) -> list of strings
    ///
    /// The names of an object's attributes, sorted; without an argument those in the current scope.
    #[pyfunction("(object=<unrepresentable>, /)", hidden)]
    fn dir(py: &mut Py, object: Option<&Value>) -> PyResult<Value> {
        let names = match object {
            Some(object) => {
                let Some(method) = special(py, object, "__dir__")? else {
                    return Err(exc::type_error(py, format_args!("object does not provide __dir__")));
                };
                py.call_unbound(&method, object.borrow(), &[])?
            }
            None => {
                let Some((_, locals)) = current_namespaces(py)? else {
                    return Err(exc::system_error(py, format_args!("frame does not exist")));
                };
                let name = py.name(Name::KEYS).clone();
                py.call_method(&locals, &name, &[])?
            }
        };
        let names = py.collect_list(&names)?;
        let names = py.list(names)?;
        sort(py, &names)?;
        Ok(names)
    }

    /// vars([object]) -> dictionary
    ///
    /// The dictionary of an object's attributes; without an argument locals().
    #[pyfunction("(object=<unrepresentable>, /)", hidden)]
    fn vars(py: &mut Py, object: Option<&Value>) -> PyResult<Value> {
        let Some(object) = object else {
            return match current_namespaces(py)? {
                Some((_, locals)) => Ok(locals),
                None => Err(exc::system_error(py, format_args!("frame does not exist"))),
            };
        };
        let name = py.name(Name::__DICT__).clone();
        match py.find_attribute(object, &name)? {
            Some(dict) => Ok(dict),
            None => Err(exc::type_error(py, format_args!("vars() argument must have __dict__ attribute"))),
        }
    }

    /// A number that no other object has as long as this one lives.
    #[pyfunction("(obj, /)")]
    fn id(py: &mut Py, obj: Borrowed<'_>) -> PyResult<usize> {
        let id = obj.word();
        if py.is_audited() {
            let shown = py.int_from_usize(id)?;
            py.audit("builtins.id", &[&shown])?;
        }
        Ok(id)
    }

    /// The hash of an object: equal objects have equal ones.
    #[pyfunction("(obj, /)")]
    fn hash(py: &mut Py, obj: &Value) -> PyResult<i64> {
        py.hash(obj)
    }

    /// Whether an object can be called, as functions and classes can.
    #[pyfunction("(obj, /)")]
    fn callable(obj: &Value) -> bool {
        is_callable(obj)
    }

    /// Whether an object is an instance of a class, or of one in a tuple or union.
    #[pyfunction("(obj, class_or_tuple, /)")]
    fn isinstance(py: &mut Py, obj: &Value, class_or_tuple: &Value) -> PyResult<bool> {
        py.is_instance(obj, class_or_tuple)
    }

    /// Whether a class derives from another, or from one in a tuple or union, or is the same.
    #[pyfunction("(cls, class_or_tuple, /)")]
    fn issubclass(py: &mut Py, cls: &Value, class_or_tuple: &Value) -> PyResult<bool> {
        py.is_subclass(cls, class_or_tuple)
    }
}

fn check_name(py: &Py, name: Borrowed<'_>) -> PyResult<()> {
    if name.is_str() {
        return Ok(());
    }
    Err(exc::type_error(py, format_args!("attribute name must be string, not '{}'", name.type_().name())))
}

/// Sorts a list, as its own method does.
pub(super) fn sort(py: &mut Py, list: &Value) -> PyResult<()> {
    debug_assert!(list.exact::<List>().is_some());
    let name = py.name(Name::SORT).clone();
    py.call_method(list, &name, &[]).map(drop)
}
