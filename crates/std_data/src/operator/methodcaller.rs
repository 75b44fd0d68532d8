//! `methodcaller`

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::only_argument;
use crate::arguments::{items, reduced};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A callable that calls a method of what it is called with.\n\n\
         After f = methodcaller('name'), f(r) is r.name(); after g = methodcaller('name', 'date', foo=1),\n\
         g(r) is r.name('date', foo=1).",
    ),
    signature: Some("(name, /, *args, **kwargs)"),
    slots: &[Core::SLOTS],
    getset: &[Core::GETSET],
    methods: &[Core::METHODS],
    ..Definition::of(&METHODCALLER)
};

/// The payload.
#[pyclass(static = METHODCALLER, name = "operator.methodcaller")]
pub(crate) struct MethodCaller {
    name: Value,
    /// A tuple.
    args: Value,
    /// Names and values.
    keywords: Vec<(Value, Value)>,
}

/// All of it.
struct Core;

#[pymethods(MethodCaller)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let Some(name) = args.get(0) else {
            return Err(exc::type_error(
                py,
                format_args!("methodcaller needs at least one argument, the method name"),
            ));
        };
        if !name.is_str() {
            return Err(exc::type_error(py, format_args!("method name must be a string")));
        }
        let name = py.heap().intern_value(&name)?;
        let keywords = args.keywords().map(|(name, value)| (name.to_value(), value.to_value())).collect();
        let args = py.tuple(args.iter().skip(1).map(Borrowed::to_value).collect::<Vec<_>>())?;
        py.heap().object_of(class, MethodCaller { name, args, keywords })
    }

    /// How its objects are called.
    #[pygetter]
    fn __text_signature__(_this: &MethodCaller) -> &'static str {
        "(obj, /)"
    }

    #[pyslot]
    fn call(this: &MethodCaller, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let object = only_argument(py, "methodcaller", args)?;
        let (method, object_first) = py.find_method(&object, &this.name)?;
        let given = items(&this.args);
        if this.keywords.is_empty() {
            return match (given, object_first) {
                ([], true) => py.call(&method, &[&object]),
                ([], false) => py.call(&method, &[]),
                ([first], true) => py.call(&method, &[&object, first]),
                ([first], false) => py.call(&method, &[first]),
                ([first, second], true) => py.call(&method, &[&object, first, second]),
                (_, true) => {
                    let all: Vec<&Value> = std::iter::once(&*object).chain(given).collect();
                    py.call(&method, &all)
                }
                (_, false) => py.call_tuple(&method, given, None),
            };
        }
        let all: Vec<&Value> = object_first.then_some(&*object).into_iter().chain(given).collect();
        let keywords: Vec<(&Value, &Value)> =
            this.keywords.iter().map(|(name, value)| (name, value)).collect();
        py.call_with(&method, &all, &keywords)
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(guard) = py.enter_repr(this) else {
            return py.text(format_args!("{}(...)", this.type_().name()));
        };
        let result = show(py, this);
        py.leave_repr(guard);
        result
    }

    /// What pickles make it of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(caller) = this.get::<MethodCaller>() else { return Ok(this.to_value()) };
        let class = this.type_().to_value();
        let given = items(&caller.args);
        if caller.keywords.is_empty() {
            let all = std::iter::once(&caller.name).chain(given).cloned().collect();
            return reduced(py, class, all, []);
        }
        // A constructor takes no keywords from a pickle, so it is one that has them already.
        let partial = partial(py)?;
        let keywords: Vec<(&Value, &Value)> =
            caller.keywords.iter().map(|(name, value)| (name, value)).collect();
        let constructor = py.call_with(&partial, &[&class, &caller.name], &keywords)?;
        reduced(py, constructor, given.to_vec(), [])
    }
}

/// `functools.partial`
fn partial(py: &mut Py) -> PyResult<Value> {
    let functools = crate::arguments::import(py, "functools")?;
    let name = py.heap().intern("partial")?;
    py.get_attribute(&functools, &name)
}

fn show(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let Some(caller) = this.get::<MethodCaller>() else { return Ok(this.to_value()) };
    let mut text = py.repr(&caller.name)?.to_string();
    for value in items(&caller.args) {
        text += &format!(", {}", py.repr(value)?);
    }
    for (name, value) in &caller.keywords {
        text += &format!(", {name}={}", py.repr(value)?);
    }
    py.text(format_args!("{}({text})", this.type_().name()))
}
