//! `types.GenericAlias`: a class with type arguments, `list[int]`. Behaves like the class in nearly everything.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::protocol::attribute::object_getattribute;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::list::List;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::types::tuple::{TUPLE, Tuple};
use taipan_object::{Args, Borrowed, CompareOp, Py, PyCell, PyResult, Type, Value};
use taipan_text::Name;

use super::{show, substitute, union};

/// The payload.
#[pyclass(static = GENERIC_ALIAS, name = "types.GenericAlias")]
pub struct GenericAlias {
    origin: Value,
    /// A tuple.
    args: Value,
    /// The type variables in them, a tuple, once somebody has asked.
    parameters: PyCell<Option<Value>>,
    /// Whether this is `*alias`.
    starred: bool,
}

/// The payload of what `*alias` iterates over.
#[pyclass(static = GENERIC_ALIAS_ITERATOR, name = "generic_alias_iterator")]
pub(crate) struct GenericAliasIterator {
    /// The alias; nothing after it has been unpacked.
    alias: PyCell<Option<Value>>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A generic class with arguments: of t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    ),
    signature: Some("(origin, args, /)"),
    flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE).with(Flags::SUBSCRIPT_ONLY),
    slots: &[GenericAlias::SLOTS],
    methods: &[GenericAlias::METHODS],
    getset: &[GenericAlias::GETSET],
    ..Definition::of(&GENERIC_ALIAS)
};

pub(super) const ITERATOR_DEFINITION: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[GenericAliasIterator::SLOTS],
    methods: &[GenericAliasIterator::METHODS],
    ..Definition::of(&GENERIC_ALIAS_ITERATOR)
};

/// Attributes of the alias itself; all others are those of the class.
const OWN_ATTRIBUTES: [&str; 9] = [
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
];

/// Attributes that an alias does not have though its class may.
const BLOCKED_ATTRIBUTES: [&str; 3] = ["__bases__", "__copy__", "__deepcopy__"];

/// `origin[args]`
pub fn new_generic_alias(py: &mut Py, origin: &Value, args: &Value) -> PyResult<Value> {
    make(py, origin, args, false)
}

fn make(py: &Py, origin: &Value, args: &Value, starred: bool) -> PyResult<Value> {
    let alias = payload(py, origin, args, starred)?;
    py.heap().object(alias)
}

fn payload(py: &Py, origin: &Value, args: &Value, starred: bool) -> PyResult<GenericAlias> {
    let args = if args.get::<Tuple>().is_some() { args.clone() } else { py.tuple([args.clone()])? };
    Ok(GenericAlias { origin: origin.clone(), args, parameters: PyCell::default(), starred })
}

/// The arguments of an unpacked tuple type, `*tuple[int, str]`; nothing for anything else.
pub(super) fn unpacked_tuple(py: &mut Py, value: &Value) -> PyResult<Option<Value>> {
    if let Some(alias) = value.exact::<GenericAlias>()
        && alias.is_unpacked_tuple()
    {
        return Ok(Some(alias.args.clone()));
    }
    let name = py.heap().intern("__typing_unpacked_tuple_args__")?;
    Ok(py.find_attribute(value, &name)?.filter(|args| !is_none(args)))
}

impl GenericAlias {
    fn is_unpacked_tuple(&self) -> bool {
        self.starred && self.origin.is(&TUPLE.borrow())
    }

    fn parameters(&self, py: &mut Py) -> PyResult<Value> {
        if let Some(known) = self.parameters.get(py).clone() {
            return Ok(known);
        }
        let found = substitute::parameters(py, self.args.get::<Tuple>().map_or(&[][..], Tuple::items))?;
        drop(self.parameters.replace(py, Some(found.clone())));
        Ok(found)
    }

    fn equals(&self, py: &mut Py, other: &Self) -> PyResult<bool> {
        Ok(self.starred == other.starred
            && py.equal(&self.origin, &other.origin)?
            && py.equal(&self.args, &other.args)?)
    }
}

#[pymethods]
impl GenericAlias {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if args.has_keywords() {
            return Err(exc::type_error(py, format_args!("GenericAlias() takes no keyword arguments")));
        }
        let (2, Some(origin), Some(arguments)) = (args.len(), args.get(0), args.get(1)) else {
            let count = args.len();
            return Err(exc::type_error(py, format_args!("GenericAlias expected 2 arguments, got {count}")));
        };
        let alias = payload(py, &origin, &arguments, false)?;
        py.heap().object_of(class, alias)
    }

    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<Value> {
        py.check_stack("while getting the repr of an object")?;
        let mut text = StrBuilder::new();
        if self.starred {
            text.push_str("*");
        }
        show::show_type(py, &mut text, &self.origin)?;
        text.push_str("[");
        let args = self.args.get::<Tuple>().map_or(&[][..], Tuple::items);
        if args.is_empty() {
            text.push_str("()");
        }
        show::show_arguments(py, &mut text, args)?;
        text.push_str("]");
        text.finish(py)
    }

    #[pyslot]
    fn hash(&self, py: &mut Py) -> PyResult<i64> {
        Ok(match py.hash(&self.origin)? ^ py.hash(&self.args)? {
            -1 => -2,
            hash => hash,
        })
    }

    #[pyslot]
    fn compare(
        this: Borrowed<'_>,
        py: &mut Py,
        other: Borrowed<'_>,
        op: CompareOp,
    ) -> PyResult<Option<bool>> {
        let (Some(this), Some(other)) = (this.get::<Self>(), other.get::<Self>()) else { return Ok(None) };
        match op {
            CompareOp::Eq => this.equals(py, other).map(Some),
            CompareOp::Ne => Ok(Some(!this.equals(py, other)?)),
            _ => Ok(None),
        }
    }

    /// Makes an instance of the class, which is told its type if it can keep that.
    #[pyslot]
    fn call(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let Some(alias) = this.get::<Self>() else { return Ok(this.to_value()) };
        let origin = alias.origin.clone();
        let object = py.call_args(&origin, args)?;
        let name = py.name(Name::__ORIG_CLASS__).clone();
        match py.set_attribute(&object, &name, &this) {
            Err(raised)
                if py.matches(&raised, &exc::ATTRIBUTE_ERROR) || py.matches(&raised, &exc::TYPE_ERROR) =>
            {
                py.discard(raised);
                Ok(object)
            }
            result => result.map(|()| object),
        }
    }

    #[pyslot]
    fn getattr(this: Borrowed<'_>, py: &mut Py, name: Borrowed<'_>) -> PyResult<Value> {
        let Some(alias) = this.get::<Self>() else { return object_getattribute(py, this, name) };
        let own = name.get::<Str>().is_none_or(|text| {
            BLOCKED_ATTRIBUTES.iter().chain(&OWN_ATTRIBUTES).any(|attribute| text.is(attribute))
        });
        if own {
            return object_getattribute(py, this, name);
        }
        let origin = alias.origin.clone();
        py.get_attribute(&origin, &name)
    }

    #[pyslot]
    fn getitem(this: Borrowed<'_>, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        let Some(alias) = this.get::<Self>() else { return Ok(this.to_value()) };
        let parameters = alias.parameters(py)?;
        let args = substitute::substitute(py, &this, &alias.args, &parameters, &key)?;
        make(py, &alias.origin, &args, alias.starred)
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.heap().object(GenericAliasIterator { alias: PyCell::new(Some(this.to_value())) })
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        union::either(py, &left, &right)
    }

    /// What a class has as its base in place of the alias: the class.
    #[pymethod("($self, object, /)")]
    fn __mro_entries__(&self, py: &mut Py, _object: Borrowed<'_>) -> PyResult<Value> {
        py.tuple([self.origin.clone()])
    }

    /// Fails: what arguments an object's type has cannot be seen.
    #[pymethod("($self, object, /)")]
    fn __instancecheck__(&self, py: &mut Py, _object: Borrowed<'_>) -> PyResult<Value> {
        Err(exc::type_error(py, format_args!("isinstance() argument 2 cannot be a parameterized generic")))
    }

    /// Fails: what arguments a class has cannot be seen.
    #[pymethod("($self, object, /)")]
    fn __subclasscheck__(&self, py: &mut Py, _object: Borrowed<'_>) -> PyResult<Value> {
        Err(exc::type_error(py, format_args!("issubclass() argument 2 cannot be a parameterized generic")))
    }

    /// How pickle makes it again.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(alias) = this.get::<Self>() else { return Ok(this.to_value()) };
        if alias.starred {
            let plain = make(py, &alias.origin, &alias.args, false)?;
            let iterator = py.iter(&plain)?;
            let (next, args) = (py.builtin("next")?, py.tuple([iterator])?);
            return py.tuple([next, args]);
        }
        let args = py.tuple([alias.origin.clone(), alias.args.clone()])?;
        py.tuple([this.type_().to_value(), args])
    }

    /// The attributes of the class, and those of the alias.
    #[pymethod("($self, /)")]
    fn __dir__(&self, py: &mut Py) -> PyResult<Value> {
        let dir = py.builtin("dir")?;
        let names = py.call(&dir, &[&self.origin])?;
        for attribute in OWN_ATTRIBUTES {
            let attribute = py.heap().intern(attribute)?;
            if !py.contains(&names, &attribute)?
                && let Some(names) = names.get::<List>()
            {
                names.append(py, attribute)?;
            }
        }
        Ok(names)
    }

    #[pymember]
    fn __origin__(&self) -> Value {
        self.origin.clone()
    }

    #[pymember]
    fn __args__(&self) -> Value {
        self.args.clone()
    }

    #[pymember]
    fn __unpacked__(&self) -> bool {
        self.starred
    }

    /// The type variables in the arguments.
    #[pygetter]
    fn __parameters__(&self, py: &mut Py) -> PyResult<Value> {
        self.parameters(py)
    }

    #[pygetter]
    fn __typing_unpacked_tuple_args__(&self) -> Option<Value> {
        self.is_unpacked_tuple().then(|| self.args.clone())
    }
}

#[pymethods]
impl GenericAliasIterator {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let alias = self.alias.replace(py, None);
        match alias.as_ref().and_then(|alias| alias.get::<GenericAlias>()) {
            Some(alias) => make(py, &alias.origin, &alias.args, true).map(Some),
            None => Ok(None),
        }
    }

    /// How pickle makes it again.
    #[pymethod("($self, /)")]
    fn __reduce__(&self, py: &mut Py) -> PyResult<Value> {
        let iter = py.running_builtin("iter")?;
        let left = match self.alias.get(py).clone() {
            Some(alias) => alias,
            None => py.tuple([])?,
        };
        let args = py.tuple([left])?;
        py.tuple([iter, args])
    }
}
