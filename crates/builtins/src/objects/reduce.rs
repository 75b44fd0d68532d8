//! How objects are pickled and copied: `object.__reduce_ex__` and `__getstate__`. What needs no speed is in the module
//! `copyreg`.

use taipan_object::exception as exc;
use taipan_object::native::NativeFunction;
use taipan_object::object::HEADER_SIZE;
use taipan_object::type_::Flags;
use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Raised, Type, Value};
use taipan_text::Name;

/// Something of a module, which is imported.
fn of_module(py: &mut Py, module: &str, name: &str) -> PyResult<Value> {
    let Some(import) = py.interpreter().hooks().import else {
        return Err(exc::system_error(py, format_args!("there is no import yet")));
    };
    let (module, nothing) = (py.heap().intern(module)?, none());
    let module = import(py, &module, &nothing, &nothing, &nothing, 0)?;
    let name = py.heap().intern(name)?;
    py.get_attribute(&module, &name)
}

/// `object.__reduce_ex__`: what the class's own `__reduce__` says, if it has one.
pub(super) fn reduce_ex(py: &mut Py, this: &Value, protocol: i32) -> PyResult<Value> {
    let name = py.name(Name::__REDUCE__).clone();
    if let Some(own) = py.find_attribute(this, &name)? {
        let class = this.type_().to_value();
        let of_class = py.get_attribute(&class, &name)?;
        if OBJECT.lookup(py, &name).is_none_or(|generic| !generic.is(&of_class)) {
            return py.call(&own, &[]);
        }
    }
    reduce(py, this, protocol)
}

/// The reduction of an object whose class says nothing of it.
pub(super) fn reduce(py: &mut Py, this: &Value, protocol: i32) -> PyResult<Value> {
    if protocol >= 2 {
        return reduce_newobj(py, this);
    }
    let reduce = of_module(py, "copyreg", "_reduce_ex")?;
    let protocol = py.int(i64::from(protocol))?;
    py.call(&reduce, &[this, &protocol])
}

/// `(copyreg.__newobj__, (class, *args), state, list items, dict items)`
fn reduce_newobj(py: &mut Py, this: &Value) -> PyResult<Value> {
    let class = this.type_();
    if class.slots.new.get().is_none() {
        return Err(cannot_pickle(py, class));
    }
    let (args, keywords) = new_arguments(py, this)?;
    let has_args = args.is_some();
    let keywords = keywords.filter(|it| it.get::<Dict>().is_some_and(|dict| dict.len(py) != 0));
    let own = class.to_value();
    let (function, new_args) = match keywords {
        None => {
            let rest = args.as_ref().map_or(&[][..], super::items);
            let all: Vec<Value> = std::iter::once(own).chain(rest.iter().cloned()).collect();
            (of_module(py, "copyreg", "__newobj__")?, py.tuple(all)?)
        }
        Some(keywords) => {
            let args = args.unwrap_or_else(none);
            (of_module(py, "copyreg", "__newobj_ex__")?, py.tuple([own, args, keywords])?)
        }
    };
    let (is_list, is_dict) = (class.has(Flags::LIST), class.has(Flags::DICT));
    let state = own_state(py, this, !(has_args || is_list || is_dict))?;
    let list_items = if is_list { py.iter(this)? } else { none() };
    let dict_items = if is_dict {
        let items = py.name(Name::ITEMS).clone();
        let items = py.call_method(this, &items, &[])?;
        py.iter(&items)?
    } else {
        none()
    };
    py.tuple([function, new_args, state, list_items, dict_items])
}

/// What `__getnewargs_ex__` or `__getnewargs__` say: a tuple and a dict.
fn new_arguments(py: &mut Py, this: &Value) -> PyResult<(Option<Value>, Option<Value>)> {
    let name = py.name(Name::__GETNEWARGS_EX__).clone();
    if let Some(method) = this.type_().lookup(py, &name) {
        let result = py.call_unbound(&method, this.borrow(), &[])?;
        let Some(pair) = result.get::<Tuple>() else {
            return Err(wrong(py, "__getnewargs_ex__ should return a tuple", &result));
        };
        let [args, keywords] = pair.items() else {
            let count = pair.len();
            return Err(exc::value_error(
                py,
                format_args!("__getnewargs_ex__ should return a tuple of length 2, not {count}"),
            ));
        };
        if args.get::<Tuple>().is_none() {
            let what = "first item of the tuple returned by __getnewargs_ex__ must be a tuple";
            return Err(wrong(py, what, args));
        }
        if keywords.get::<Dict>().is_none() {
            let what = "second item of the tuple returned by __getnewargs_ex__ must be a dict";
            return Err(wrong(py, what, keywords));
        }
        return Ok((Some(args.clone()), Some(keywords.clone())));
    }
    let name = py.name(Name::__GETNEWARGS__).clone();
    let Some(method) = this.type_().lookup(py, &name) else { return Ok((None, None)) };
    let result = py.call_unbound(&method, this.borrow(), &[])?;
    if result.get::<Tuple>().is_none() {
        return Err(wrong(py, "__getnewargs__ should return a tuple", &result));
    }
    Ok((Some(result), None))
}

#[cold]
fn wrong(py: &Py, what: &str, given: &Value) -> Raised {
    exc::type_error(py, format_args!("{what}, not '{}'", given.type_().name()))
}

#[cold]
fn cannot_pickle(py: &Py, class: &Type) -> Raised {
    exc::type_error(py, format_args!("cannot pickle '{class}' object"))
}

/// What `__getstate__` says. `required`: nothing but attributes and members makes the object up, so it must have no more.
fn own_state(py: &mut Py, this: &Value, required: bool) -> PyResult<Value> {
    let name = py.name(Name::__GETSTATE__).clone();
    let method = py.get_attribute(this, &name)?;
    let generic = OBJECT.lookup(py, &name);
    let is_generic = method.exact::<NativeFunction>().is_some_and(|function| {
        let definition =
            generic.as_ref().and_then(|it| it.exact::<taipan_object::native::descriptor::MethodDescriptor>());
        definition.is_some_and(|it| std::ptr::eq(it.definition, function.definition))
            && function.this.as_ref().is_some_and(|it| it.is(this))
    });
    if is_generic { state(py, this, required) } else { py.call(&method, &[]) }
}

/// `object.__getstate__`: the attributes, or a pair of them and the members.
pub(super) fn state(py: &mut Py, this: &Value, required: bool) -> PyResult<Value> {
    let class = this.type_();
    if required && class.item_size() != 0 {
        return Err(exc::type_error(py, format_args!("cannot pickle {class} objects")));
    }
    let name = py.name(Name::__DICT__).clone();
    let mut state = match py.find_attribute(this, &name)? {
        Some(dict) if dict.get::<Dict>().is_none_or(|dict| dict.len(py) != 0) => dict,
        _ => none(),
    };
    let slots = slot_names(py, class)?;
    let has_payload = class.native().instance_size() > HEADER_SIZE && !class.has(Flags::STR);
    let unknown = slots.is_empty() && class.slot_count(py) != 0;
    if required && (has_payload || unknown) {
        return Err(cannot_pickle(py, class));
    }
    let members = py.dict()?;
    for slot in &slots {
        if !slot.is_str() {
            return Err(wrong(py, "attribute name must be string", slot));
        }
        if let (Some(value), Some(members)) = (py.find_attribute(this, slot)?, members.get::<Dict>()) {
            members.set(py, slot, value)?;
        }
    }
    if members.get::<Dict>().is_some_and(|members| members.len(py) != 0) {
        state = py.tuple([state, members])?;
    }
    Ok(state)
}

/// The names of the members of a class's instances, which `copyreg` finds once.
fn slot_names(py: &mut Py, class: &Type) -> PyResult<Vec<Value>> {
    if !class.is_heap() {
        return Ok(Vec::new());
    }
    let name = py.name(Name::__SLOTNAMES__).clone();
    let (names, known) = match super::type_::own(py, class, &name) {
        Some(names) => (names, true),
        None if class.slot_count(py) == 0 => return Ok(Vec::new()),
        None => {
            let find = of_module(py, "copyreg", "_slotnames")?;
            (py.call(&find, &[&class.to_value()])?, false)
        }
    };
    match names.get::<List>() {
        Some(names) => Ok(names.items.get(py).clone()),
        None if is_none(&names) => Ok(Vec::new()),
        None if known => {
            let found = names.type_().name();
            let message = format_args!("{class}.__slotnames__ should be a list or None, not {found}");
            Err(exc::type_error(py, message))
        }
        None => Err(exc::type_error(py, format_args!("copyreg._slotnames didn't return a list or None"))),
    }
}
