//! The attributes of functions.

use taipan_bytecode::flags;
use taipan_macros::pymethods;
use taipan_object::instance;
use taipan_object::types::cell::Cell as CellPayload;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

use super::{FUNCTION, Function};
use crate::code::Code;

/// Attributes and methods of `function`.
pub(crate) struct Attributes;

/// The value of an optional attribute.
fn or_none(value: Option<&Value>) -> Value {
    value.cloned().unwrap_or_else(none)
}

/// The value that an attribute is set to: `None` and deletion are the same for most.
fn given(value: Option<Borrowed<'_>>) -> Option<Value> {
    value.map(Borrowed::to_value).filter(|value| !is_none(value))
}

fn read_only(py: &Py) -> taipan_object::Raised {
    py.error(&exc::ATTRIBUTE_ERROR, format_args!("readonly attribute"))
}

fn wrong(py: &Py, attribute: &str, what: &str) -> taipan_object::Raised {
    exc::type_error(py, format_args!("{attribute} must be set to {what}"))
}

/// The payload of a function, which a descriptor of the class has already asked for.
fn function<'a>(py: &Py, this: &'a Borrowed<'_>) -> PyResult<&'a Function> {
    match this.exact::<Function>() {
        Some(function) => Ok(function),
        None => Err(exc::type_error(py, format_args!("expected a function"))),
    }
}

/// Tells the audit hooks that an attribute is about to be read.
fn audit_get(py: &mut Py, this: Borrowed<'_>, name: &str) -> PyResult<()> {
    if !py.is_audited() {
        return Ok(());
    }
    let name = py.heap().intern(name)?;
    py.audit("object.__getattr__", &[&this, &name])
}

/// Tells the audit hooks that an attribute is about to be set, or deleted.
fn audit_set(py: &mut Py, this: Borrowed<'_>, name: &str, value: Option<Borrowed<'_>>) -> PyResult<()> {
    if !py.is_audited() {
        return Ok(());
    }
    let name = py.heap().intern(name)?;
    match value.filter(|value| !is_none(value)) {
        Some(value) => py.audit("object.__setattr__", &[&this, &name, &value]),
        None => py.audit("object.__delattr__", &[&this, &name]),
    }
}

#[pymethods(Function)]
impl Attributes {
    /// The code.
    #[pygetter(name = "__code__")]
    fn code(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        audit_get(py, this, "__code__")?;
        let this = function(py, &this)?;
        Ok(this.state.get(py).code.clone())
    }

    #[pysetter(name = "__code__")]
    fn set_code(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        const KINDS: u32 = flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR;
        audit_set(py, this, "__code__", value)?;
        let this = function(py, &this)?;
        let Some((value, payload)) = value.and_then(|value| Some((value, value.exact::<Code>()?))) else {
            return Err(wrong(py, "__code__", "a code object"));
        };
        let state = this.state.get(py);
        let cells = state.closure.as_ref().and_then(|it| it.get::<Tuple>()).map_or(0, Tuple::len);
        let name = state.name();
        drop(state);
        if cells != payload.free_variables {
            return Err(exc::value_error(
                py,
                format_args!(
                    "{name}() requires a code object with {cells} free vars, not {}",
                    payload.free_variables
                ),
            ));
        }
        let flags = this.state.get(py).code.exact::<Code>().map_or(0, |code| code.flags);
        if flags & KINDS != payload.flags & KINDS {
            py.warn(
                &exc::DEPRECATION_WARNING,
                format_args!(
                    "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)"
                ),
            )?;
        }
        this.state.get_mut(py).replace_code(value.to_value());
        this.code_pointer.set(payload);
        this.version.set(0);
        Ok(())
    }

    /// The default values of parameters by position, a tuple, or None.
    #[pygetter(name = "__defaults__")]
    fn defaults(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        audit_get(py, this, "__defaults__")?;
        let this = function(py, &this)?;
        Ok(or_none(this.state.get(py).defaults.as_ref()))
    }

    #[pysetter(name = "__defaults__")]
    fn set_defaults(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        audit_set(py, this, "__defaults__", value)?;
        let this = function(py, &this)?;
        let new = given(value);
        if new.as_ref().is_some_and(|new| new.get::<Tuple>().is_none()) {
            return Err(wrong(py, "__defaults__", "a tuple object"));
        }
        this.version.set(0);
        let old = std::mem::replace(&mut this.state.get_mut(py).defaults, new);
        drop(old);
        Ok(())
    }

    /// The default values of parameters by name only, a dict, or None.
    #[pygetter(name = "__kwdefaults__")]
    fn keyword_defaults(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        audit_get(py, this, "__kwdefaults__")?;
        let this = function(py, &this)?;
        Ok(or_none(this.state.get(py).keyword_defaults.as_ref()))
    }

    #[pysetter(name = "__kwdefaults__")]
    fn set_keyword_defaults(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        audit_set(py, this, "__kwdefaults__", value)?;
        let this = function(py, &this)?;
        let new = given(value);
        if new.as_ref().is_some_and(|new| new.get::<Dict>().is_none()) {
            return Err(wrong(py, "__kwdefaults__", "a dict object"));
        }
        this.version.set(0);
        let old = std::mem::replace(&mut this.state.get_mut(py).keyword_defaults, new);
        drop(old);
        Ok(())
    }

    /// The cells of the variables of enclosing functions, a tuple, or None.
    #[pymember(name = "__closure__")]
    fn closure(this: &Function, py: &mut Py) -> PyResult<Value> {
        Ok(or_none(this.state.get(py).closure.as_ref()))
    }

    #[pysetter(name = "__closure__")]
    fn set_closure(_this: &Function, py: &mut Py, _value: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(read_only(py))
    }

    /// The namespace of the module.
    #[pymember(name = "__globals__")]
    fn globals(this: &Function, _py: &mut Py) -> PyResult<Value> {
        Ok(this.globals.clone())
    }

    #[pysetter(name = "__globals__")]
    fn set_globals(_this: &Function, py: &mut Py, _value: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(read_only(py))
    }

    /// The namespace of the builtins.
    #[pymember(name = "__builtins__")]
    fn builtins(this: &Function, _py: &mut Py) -> PyResult<Value> {
        Ok(this.builtins.clone())
    }

    #[pysetter(name = "__builtins__")]
    fn set_builtins(_this: &Function, py: &mut Py, _value: Option<Borrowed<'_>>) -> PyResult<()> {
        Err(read_only(py))
    }

    /// The name.
    #[pygetter(name = "__name__")]
    fn name(this: &Function, py: &mut Py) -> PyResult<Value> {
        Ok(this.state.get(py).name())
    }

    #[pysetter(name = "__name__")]
    fn set_name(this: &Function, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value.filter(|value| value.is_str()) else {
            return Err(wrong(py, "__name__", "a string object"));
        };
        let old = this.state.get_mut(py).rare().name.replace(value.to_value());
        drop(old);
        Ok(())
    }

    /// The name with those of the enclosing scopes.
    #[pygetter(name = "__qualname__")]
    fn qualified_name(this: &Function, py: &mut Py) -> PyResult<Value> {
        Ok(this.state.get(py).qualified_name())
    }

    #[pysetter(name = "__qualname__")]
    fn set_qualified_name(this: &Function, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value.filter(|value| value.is_str()) else {
            return Err(wrong(py, "__qualname__", "a string object"));
        };
        let old = this.state.get_mut(py).rare().qualified_name.replace(value.to_value());
        drop(old);
        Ok(())
    }

    /// The docstring.
    #[pygetter(name = "__doc__")]
    fn doc(this: &Function, py: &mut Py) -> PyResult<Value> {
        Ok(this.state.get(py).doc())
    }

    #[pysetter(name = "__doc__")]
    fn set_doc(this: &Function, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let new = value.map_or_else(none, Borrowed::to_value);
        let old = this.state.get_mut(py).rare().doc.replace(new);
        drop(old);
        Ok(())
    }

    /// The name of the module.
    #[pygetter(name = "__module__")]
    fn module(this: &Function, py: &mut Py) -> PyResult<Value> {
        Ok(this.state.get(py).module.clone())
    }

    #[pysetter(name = "__module__")]
    fn set_module(this: &Function, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let new = value.map_or_else(none, Borrowed::to_value);
        let old = std::mem::replace(&mut this.state.get_mut(py).module, new);
        drop(old);
        Ok(())
    }

    /// The annotations, computed when they are first asked for.
    #[pygetter(name = "__annotations__")]
    fn annotations(this: &Function, py: &mut Py) -> PyResult<Value> {
        let state = this.state.get(py);
        let known = state.rare.as_ref().and_then(|rare| rare.annotations.clone());
        let annotate = state.annotate.clone();
        drop(state);
        if let Some(known) = known {
            // The compiler stores names and values in turn where annotations are strings.
            let Some(pairs) = known.exact::<Tuple>() else { return Ok(known) };
            let dict = py.dict()?;
            for pair in pairs.items().chunks_exact(2) {
                if let Some(dict) = dict.get::<Dict>() {
                    dict.set(py, &pair[0], pair[1].clone())?;
                }
            }
            drop(this.state.get_mut(py).rare().annotations.replace(dict.clone()));
            return Ok(dict);
        }
        let made = match annotate {
            Some(annotate) if !is_none(&annotate) => {
                let format = py.int(1)?;
                let made = py.call(&annotate, &[&format])?;
                if made.get::<Dict>().is_none() {
                    return Err(exc::type_error(
                        py,
                        format_args!("__annotate__ returned non-dict of type '{}'", made.type_().name()),
                    ));
                }
                made
            }
            _ => py.dict()?,
        };
        drop(this.state.get_mut(py).rare().annotations.replace(made.clone()));
        Ok(made)
    }

    #[pysetter(name = "__annotations__")]
    fn set_annotations(this: &Function, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let new = given(value);
        if new.as_ref().is_some_and(|new| new.get::<Dict>().is_none()) {
            return Err(wrong(py, "__annotations__", "a dict object"));
        }
        let mut state = this.state.get_mut(py);
        let old = (std::mem::replace(&mut state.rare().annotations, new), state.annotate.take());
        drop(state);
        drop(old);
        Ok(())
    }

    /// The function that computes the annotations, or None.
    #[pygetter(name = "__annotate__")]
    fn annotate(this: &Function, py: &mut Py) -> PyResult<Value> {
        let state = this.state.get(py);
        let (annotate, owner) = (state.annotate.clone(), state.qualified_name());
        drop(state);
        match annotate {
            Some(annotate) => qualify(py, &annotate, &owner).map(|()| annotate),
            None => Ok(none()),
        }
    }

    #[pysetter(name = "__annotate__")]
    fn set_annotate(this: &Function, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value else {
            return Err(exc::type_error(py, format_args!("__annotate__ cannot be deleted")));
        };
        let new = given(Some(value));
        if new.as_ref().is_some_and(|new| !taipan_object::protocol::call::is_callable(new)) {
            return Err(exc::type_error(py, format_args!("__annotate__ must be callable or None")));
        }
        let mut state = this.state.get_mut(py);
        let forget = new.is_some();
        let old = std::mem::replace(&mut state.annotate, new);
        let annotations = state.rare.as_mut().filter(|_| forget).and_then(|rare| rare.annotations.take());
        drop(state);
        drop((old, annotations));
        Ok(())
    }

    /// The type parameters.
    #[pygetter(name = "__type_params__")]
    fn type_params(this: &Function, py: &mut Py) -> PyResult<Value> {
        let known = this.state.get(py).rare.as_ref().and_then(|rare| rare.type_params.clone());
        match known {
            Some(known) => Ok(known),
            None => py.tuple([]),
        }
    }

    #[pysetter(name = "__type_params__")]
    fn set_type_params(this: &Function, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value.filter(|value| value.get::<Tuple>().is_some()) else {
            return Err(wrong(py, "__type_params__", "a tuple"));
        };
        drop(this.state.get_mut(py).rare().type_params.replace(value.to_value()));
        Ok(())
    }

    /// The function's own attributes.
    #[pygetter(name = "__dict__")]
    fn dict(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        Ok(instance::dict(py, this)?.unwrap_or_else(none))
    }

    #[pysetter(name = "__dict__")]
    fn set_dict(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value else {
            return Err(exc::type_error(py, format_args!("cannot delete __dict__")));
        };
        if value.get::<Dict>().is_none() {
            return Err(exc::type_error(
                py,
                format_args!("__dict__ must be set to a dictionary, not a '{}'", value.type_().name()),
            ));
        }
        drop(instance::set_dict(py, this, Some(value.to_value()))?);
        Ok(())
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let name = this.exact::<Function>().map(|function| function.state.get(py).qualified_name());
        let address = this.word();
        py.text(format_args!("<function {} at {address:#x}>", name.unwrap_or_else(none)))
    }

    #[pyslot]
    fn call(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        super::call::call(py, this, args)
    }

    #[pyslot]
    fn descr_get(
        this: Borrowed<'_>,
        py: &mut Py,
        instance: Option<Borrowed<'_>>,
        _owner: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        match instance {
            Some(instance) => py.heap().method(this.to_value(), instance.to_value()),
            None => Ok(this.to_value()),
        }
    }

    #[pyslot("(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)", name = "function")]
    fn new(
        _class: &Type,
        py: &mut Py,
        code: Borrowed<'_>,
        globals: Borrowed<'_>,
        name: Option<Borrowed<'_>>,
        argdefs: Option<Borrowed<'_>>,
        closure: Option<Borrowed<'_>>,
        kwdefaults: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        py.audit("function.__new__", &[&code])?;
        construct(py, code, globals, given(name), given(argdefs), given(closure), given(kwdefaults))
    }
}

/// The function that computes annotations is named after its owner. Few ever ask for the name, so it gets it late.
fn qualify(py: &mut Py, annotate: &Value, owner: &Value) -> PyResult<()> {
    let Some(function) = annotate.exact::<Function>() else { return Ok(()) };
    let state = function.state.get(py);
    let is_own = state.rare.as_ref().is_some_and(|rare| rare.qualified_name.is_some());
    let name = state.qualified_name().to_string();
    if is_own || name != "__annotate__" && !name.ends_with(".__annotate__") {
        return Ok(());
    }
    drop(state);
    let name = py.text(format_args!("{owner}.__annotate__"))?;
    drop(function.state.get_mut(py).rare().qualified_name.replace(name));
    Ok(())
}

/// `types.FunctionType(…)`
fn construct(
    py: &mut Py,
    code: Borrowed<'_>,
    globals: Borrowed<'_>,
    name: Option<Value>,
    defaults: Option<Value>,
    closure: Option<Value>,
    keyword_defaults: Option<Value>,
) -> PyResult<Value> {
    let bad = |py: &Py, argument: &str, expected: &str, value: &Value| {
        exc::type_error(py, format_args!("{argument} must be {expected}, not {}", value.type_().name()))
    };
    let Some(payload) = code.exact::<Code>() else {
        return Err(bad(py, "function() argument 'code'", "code", &code));
    };
    if globals.get::<Dict>().is_none() {
        return Err(bad(py, "function() argument 'globals'", "dict", &globals));
    }
    if name.as_ref().is_some_and(|name| !name.is_str()) {
        return Err(exc::type_error(py, format_args!("arg 3 (name) must be None or string")));
    }
    if defaults.as_ref().is_some_and(|it| it.get::<Tuple>().is_none()) {
        return Err(exc::type_error(py, format_args!("arg 4 (defaults) must be None or tuple")));
    }
    if keyword_defaults.as_ref().is_some_and(|it| it.get::<Dict>().is_none()) {
        return Err(exc::type_error(py, format_args!("arg 6 (kwdefaults) must be None or dict")));
    }
    let cells = match &closure {
        Some(closure) => match closure.get::<Tuple>() {
            Some(cells) => cells.items(),
            None => return Err(exc::type_error(py, format_args!("arg 5 (closure) must be None or tuple"))),
        },
        None if payload.free_variables > 0 => {
            return Err(exc::type_error(py, format_args!("arg 5 (closure) must be tuple")));
        }
        None => &[],
    };
    if cells.len() != payload.free_variables {
        return Err(exc::value_error(
            py,
            format_args!(
                "{} requires closure of length {}, not {}",
                payload.name,
                payload.free_variables,
                cells.len()
            ),
        ));
    }
    if let Some(other) = cells.iter().find(|cell| cell.get::<CellPayload>().is_none()) {
        return Err(exc::type_error(
            py,
            format_args!("arg 5 (closure) expected cell, found {}", other.type_().name()),
        ));
    }
    let function = super::new(py, code, globals)?;
    if let Some(payload) = function.exact::<Function>() {
        let mut state = payload.state.get_mut(py);
        state.defaults = defaults;
        state.closure = closure;
        state.keyword_defaults = keyword_defaults;
        if let Some(name) = name {
            state.rare().name = Some(name);
        }
    }
    debug_assert!(function.type_().is(&FUNCTION));
    Ok(function)
}
