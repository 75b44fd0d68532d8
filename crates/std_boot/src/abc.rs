//! `_abc`: abstract base classes: abstract methods, registered subclasses, and the caches of their checks.

mod classes;

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::set::Set;
use taipan_object::types::singletons::{as_bool, boolean, is_not_implemented, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Type, Value};
use taipan_text::Name;

use classes::Classes;
pub use classes::is_own_callback;

/// The module.
pub static MODULE: ModuleDef = ModuleDef {
    doc: Some("The native half of abc.ABCMeta."),
    functions: &[Abc::FUNCTIONS],
    definitions: &[DEFINITIONS],
    ..ModuleDef::of("_abc")
};

static DEFINITIONS: &[Definition] = &[Definition { slots: &[AbcData::SLOTS], ..Definition::of(&ABC_DATA) }];

/// What an abstract base class remembers: its attribute `_abc_impl`.
#[pyclass(name = "_abc._abc_data")]
pub(crate) struct AbcData {
    #[part]
    registry: Classes,
    #[part]
    cache: Classes,
    #[part]
    negative_cache: Classes,
    /// The count of registrations for which the negative cache holds.
    version: Cell<u64>,
}

/// How many classes have been registered anywhere. A registration may turn a no into a yes.
#[derive(Default)]
struct Registrations(Cell<u64>);

fn registrations(py: &Py) -> u64 {
    py.state::<Registrations>().0.get()
}

/// What a class remembers.
fn data(py: &mut Py, class: &Value) -> PyResult<Value> {
    let name = py.name(Name::_ABC_IMPL).clone();
    let data = py.get_attribute(class, &name)?;
    if data.exact::<AbcData>().is_some() {
        return Ok(data);
    }
    Err(exc::type_error(py, format_args!("_abc_impl is set to a wrong type")))
}

#[pymethods]
impl AbcData {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        let data = Self::empty(py);
        py.heap().object_of(class, data)
    }
}

impl AbcData {
    fn empty(py: &Py) -> Self {
        let version = Cell::new(registrations(py));
        let (registry, cache, negative_cache) = (Classes::default(), Classes::default(), Classes::default());
        Self { registry, cache, negative_cache, version }
    }

    /// Whether it is known that a class is none of ours.
    fn is_excluded(&self, py: &mut Py, class: &Value) -> PyResult<bool> {
        Ok(self.version.get() == registrations(py) && self.negative_cache.contains(py, class)?)
    }

    fn remember(&self, py: &mut Py, class: &Value, answer: bool) -> PyResult<bool> {
        let cache = if answer { &self.cache } else { &self.negative_cache };
        cache.add(py, class)?;
        Ok(answer)
    }
}

/// Whether something says of itself that it is abstract.
fn is_abstract(py: &mut Py, value: &Value) -> PyResult<bool> {
    let name = py.name(Name::__ISABSTRACTMETHOD__).clone();
    match py.find_attribute(value, &name)? {
        Some(flag) => py.is_true(&flag),
        None => Ok(false),
    }
}

/// Sets `__abstractmethods__`: what is abstract in the class itself, and what bases have abstract and the class does not
/// define.
fn find_abstract_methods(py: &mut Py, class: &Value) -> PyResult<()> {
    let (dict_name, items_name) = (py.name(Name::__DICT__).clone(), py.name(Name::ITEMS).clone());
    let namespace = py.get_attribute(class, &dict_name)?;
    let items = py.call_method(&namespace, &items_name, &[])?;
    let mut found = Vec::new();
    for item in py.collect(&items)? {
        let Some([key, value]) = item.get::<Tuple>().map(Tuple::items) else { continue };
        if is_abstract(py, value)? {
            found.push(key.clone());
        }
    }
    let (bases_name, abstract_name) =
        (py.name(Name::__BASES__).clone(), py.name(Name::__ABSTRACTMETHODS__).clone());
    let bases = py.get_attribute(class, &bases_name)?;
    for base in py.collect(&bases)? {
        let Some(inherited) = py.find_attribute(&base, &abstract_name)? else { continue };
        for key in py.collect(&inherited)? {
            if let Some(value) = py.find_attribute(class, &key)?
                && is_abstract(py, &value)?
            {
                found.push(key);
            }
        }
    }
    let keys = Set::default();
    for key in &found {
        keys.add(py, key)?;
    }
    let methods = py.heap().frozenset(keys)?;
    py.set_attribute(class, &abstract_name, &methods)
}

/// Takes `__abc_tpflags__` out of the namespace: whether instances match sequence or mapping patterns.
fn take_flags(py: &mut Py, class: &Value) -> PyResult<()> {
    let Some(type_) = class.as_type().filter(|type_| type_.is_heap()) else { return Ok(()) };
    let name = py.name(Name::__ABC_TPFLAGS__).clone();
    let dict = type_.state(py).dict.clone();
    let Some(value) = dict.get::<Dict>().and_then(|dict| dict.get_str(py, &name).map(Borrowed::to_value))
    else {
        return Ok(());
    };
    let bits = value.as_i64().unwrap_or_default() as u32;
    let asked = |flag: Flags| bits & flag.bits() != 0;
    let flags = match (asked(Flags::SEQUENCE), asked(Flags::MAPPING)) {
        (true, true) => {
            let text = "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING";
            return Err(exc::type_error(py, format_args!("{text}")));
        }
        (true, false) => Flags::SEQUENCE,
        (false, true) => Flags::MAPPING,
        (false, false) => Flags::NONE,
    };
    py.delete_attribute(class, &name)?;
    if flags != Flags::NONE {
        type_.set_collection(py, flags);
    }
    Ok(())
}

/// Calls `class.__subclasscheck__(subclass)`.
fn subclass_check(py: &mut Py, class: &Value, subclass: &Value) -> PyResult<Value> {
    let name = py.name(Name::__SUBCLASSCHECK__).clone();
    py.call_method(class, &name, &[subclass])
}

#[cold]
fn no_class(py: &Py) -> Raised {
    exc::type_error(py, format_args!("issubclass() arg 1 must be a class"))
}

struct Abc;

#[pymodule("_abc")]
impl Abc {
    /// A token that changes with every registration: as long as it is the same, so are the answers of checks.
    #[pyfunction("()")]
    fn get_cache_token(py: &mut Py) -> PyResult<Value> {
        py.int_from_usize(registrations(py) as usize)
    }

    /// Makes an abstract base class of a class. For ABCMeta only.
    #[pyfunction("(self, /)")]
    fn _abc_init(py: &mut Py, self_: &Value) -> PyResult<()> {
        find_abstract_methods(py, self_)?;
        let data = AbcData::empty(py);
        let data = py.heap().object(data)?;
        let name = py.name(Name::_ABC_IMPL).clone();
        py.set_attribute(self_, &name, &data)?;
        take_flags(py, self_)
    }

    /// Empties the registry of a class. For tests only.
    #[pyfunction("(self, /)")]
    fn _reset_registry(py: &mut Py, self_: &Value) -> PyResult<()> {
        let data = data(py, self_)?;
        if let Some(data) = data.exact::<AbcData>() {
            data.registry.clear(py);
        }
        Ok(())
    }

    /// Empties the caches of a class. For tests only.
    #[pyfunction("(self, /)")]
    fn _reset_caches(py: &mut Py, self_: &Value) -> PyResult<()> {
        let data = data(py, self_)?;
        if let Some(data) = data.exact::<AbcData>() {
            data.cache.clear(py);
            data.negative_cache.clear(py);
        }
        Ok(())
    }

    /// Copies of the registry and both caches, and the version of the negative one. For debugging.
    #[pyfunction("(self, /)")]
    fn _get_dump(py: &mut Py, self_: &Value) -> PyResult<Value> {
        let data = data(py, self_)?;
        let Some(data) = data.exact::<AbcData>() else { return Ok(none()) };
        let (registry, cache) = (data.registry.copy(py)?, data.cache.copy(py)?);
        let negative = data.negative_cache.copy(py)?;
        let version = py.int_from_usize(data.version.get() as usize)?;
        py.tuple([registry, cache, negative, version])
    }

    /// Registers a class as a subclass. For ABCMeta only.
    #[pyfunction("(self, subclass, /)")]
    fn _abc_register(py: &mut Py, self_: &Value, subclass: &Value) -> PyResult<Value> {
        let Some(type_) = subclass.as_type() else {
            return Err(exc::type_error(py, format_args!("Can only register classes")));
        };
        if py.is_subclass(subclass, self_)? {
            return Ok(subclass.clone());
        }
        // A class that derives from its subclass would make checks run in circles.
        if py.is_subclass(self_, subclass)? {
            return Err(exc::runtime_error(py, format_args!("Refusing to create an inheritance cycle")));
        }
        let data = data(py, self_)?;
        if let Some(data) = data.exact::<AbcData>() {
            data.registry.add(py, subclass)?;
        }
        let count = py.state::<Registrations>();
        count.0.set(count.0.get().wrapping_add(1));
        if let Some(class) = self_.as_type() {
            let flags = class.flags().and(Flags::SEQUENCE | Flags::MAPPING);
            if flags != Flags::NONE {
                type_.set_collection(py, flags);
            }
        }
        Ok(subclass.clone())
    }

    /// Whether an object is an instance. For ABCMeta only.
    #[pyfunction("(self, instance, /)")]
    fn _abc_instancecheck(py: &mut Py, self_: &Value, instance: &Value) -> PyResult<Value> {
        let own = data(py, self_)?;
        let Some(own) = own.exact::<AbcData>() else { return Ok(none()) };
        let name = py.name(Name::__CLASS__).clone();
        let subclass = py.find_attribute(instance, &name)?.unwrap_or_else(|| instance.type_().to_value());
        if own.cache.contains(py, &subclass)? {
            return Ok(boolean(true));
        }
        let subtype = instance.type_().to_value();
        if subtype.is(&subclass) {
            if own.is_excluded(py, &subclass)? {
                return Ok(boolean(false));
            }
            return subclass_check(py, self_, &subclass);
        }
        let answer = subclass_check(py, self_, &subclass)?;
        if py.is_true(&answer)? {
            return Ok(answer);
        }
        subclass_check(py, self_, &subtype)
    }

    /// Whether a class is a subclass. For ABCMeta only.
    #[pyfunction("(self, subclass, /)")]
    fn _abc_subclasscheck(py: &mut Py, self_: &Value, subclass: &Value) -> PyResult<bool> {
        let Some(type_) = subclass.as_type() else { return Err(no_class(py)) };
        let own = data(py, self_)?;
        let Some(own) = own.exact::<AbcData>() else { return Ok(false) };
        if own.cache.contains(py, subclass)? {
            return Ok(true);
        }
        if own.version.get() != registrations(py) {
            own.negative_cache.clear(py);
            own.version.set(registrations(py));
        } else if own.negative_cache.contains(py, subclass)? {
            return Ok(false);
        }
        let hook = py.name(Name::__SUBCLASSHOOK__).clone();
        let answer = py.call_method(self_, &hook, &[subclass])?;
        if let Some(answer) = as_bool(&answer) {
            return own.remember(py, subclass, answer);
        }
        if !is_not_implemented(&answer) {
            let text = "__subclasshook__ must return either False, True, or NotImplemented";
            return Err(py.error(&exc::ASSERTION_ERROR, format_args!("{text}")));
        }
        if self_.as_type().is_some_and(|class| type_.is_subtype(py, class)) {
            return own.remember(py, subclass, true);
        }
        if own.registry.contains(py, subclass)? {
            return Ok(true);
        }
        for registered in own.registry.all(py)? {
            if py.is_subclass(subclass, &registered)? {
                return own.remember(py, subclass, true);
            }
        }
        let name = py.name(Name::__SUBCLASSES__).clone();
        let subclasses = py.call_method(self_, &name, &[])?;
        if !subclasses.type_().has(Flags::LIST) {
            return Err(exc::type_error(py, format_args!("__subclasses__() must return a list")));
        }
        for other in py.collect(&subclasses)? {
            if py.is_subclass(subclass, &other)? {
                return own.remember(py, subclass, true);
            }
        }
        own.remember(py, subclass, false)
    }
}
