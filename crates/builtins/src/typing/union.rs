//! `typing.Union`: one of several types, `int | str`.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::protocol::attribute::object_getattribute;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::set::Set;
use taipan_object::types::singletons::{NONE_TYPE, is_none, not_implemented};
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, CompareOp, Py, PyCell, PyResult, Raised, Type, Value};

use super::{is_unionable, library, show, substitute};

/// The payload.
#[pyclass(name = "typing.Union")]
pub struct Union {
    /// The members as they are shown, a tuple.
    args: Value,
    /// Those that have a hash: a frozenset.
    hashable: Value,
    /// The others.
    unhashable: Vec<Value>,
    /// The type variables in the members, a tuple, once somebody has asked.
    parameters: PyCell<Option<Value>>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("One of several types: int | str."),
    flags: Flags::NO_INSTANCES.with(Flags::WEAKLY_REFERABLE).with(Flags::SUBSCRIPT_ONLY),
    slots: &[Union::SLOTS],
    methods: &[Union::METHODS],
    getset: &[Union::GETSET],
    ..Definition::of(&UNION)
};

/// `left | right` of types; `NotImplemented` where one of them is none.
pub fn either(py: &mut Py, left: &Value, right: &Value) -> PyResult<Value> {
    if !is_unionable(left) || !is_unionable(right) {
        return Ok(not_implemented());
    }
    let mut members = Members::default();
    members.add(py, left, false)?;
    members.add(py, right, false)?;
    members.finish(py)
}

/// The union of anything that stands for a type, given as text if need be.
pub(super) fn of(py: &mut Py, types: &[Value]) -> PyResult<Value> {
    let mut members = Members::default();
    for type_ in types {
        members.add(py, type_, true)?;
    }
    members.finish(py)
}

/// The members of a union, a tuple; nothing if the value is no union.
pub(crate) fn members(_: &mut Py, value: &Value) -> Option<Value> {
    value.exact::<Union>().map(|union| union.args.clone())
}

/// The members of a union that is being made, each once.
#[derive(Default)]
struct Members {
    all: Vec<Value>,
    hashable: Set,
    unhashable: Vec<Value>,
}

impl Members {
    fn add(&mut self, py: &mut Py, type_: &Value, check: bool) -> PyResult<()> {
        if is_none(type_) {
            return self.insert(py, NONE_TYPE.to_value());
        }
        if let Some(union) = type_.exact::<Union>() {
            for member in union.args.get::<Tuple>().map_or(&[][..], Tuple::items) {
                self.insert(py, member.clone())?;
            }
            return Ok(());
        }
        if check && !is_unionable(type_) {
            let checked = library::check_type(py, type_, "Union[arg, ...]: each arg must be a type.")?;
            return self.insert(py, checked);
        }
        self.insert(py, type_.clone())
    }

    fn insert(&mut self, py: &mut Py, type_: Value) -> PyResult<()> {
        match py.hash(&type_) {
            Ok(hash) => {
                if !self.hashable.add_hashed(py, &type_, hash)? {
                    return Ok(());
                }
            }
            Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
                py.discard(raised);
                for other in &self.unhashable {
                    if py.equal(&type_, other)? {
                        return Ok(());
                    }
                }
                self.unhashable.push(type_.clone());
            }
            Err(raised) => return Err(raised),
        }
        self.all.push(type_);
        Ok(())
    }

    fn finish(mut self, py: &mut Py) -> PyResult<Value> {
        if self.all.len() <= 1 {
            return match self.all.pop() {
                Some(only) => Ok(only),
                None => Err(exc::type_error(py, format_args!("Cannot take a Union of no types."))),
            };
        }
        let (args, hashable) = (py.tuple(self.all)?, py.heap().frozenset(self.hashable)?);
        let (unhashable, parameters) = (self.unhashable, PyCell::default());
        py.heap().object(Union { args, hashable, unhashable, parameters })
    }
}

impl Union {
    fn items(&self) -> &[Value] {
        self.args.get::<Tuple>().map_or(&[], Tuple::items)
    }

    fn parameters(&self, py: &mut Py) -> PyResult<Value> {
        if let Some(known) = self.parameters.get(py).clone() {
            return Ok(known);
        }
        let found = substitute::parameters(py, self.items())?;
        drop(self.parameters.replace(py, Some(found.clone())));
        Ok(found)
    }

    fn equals(&self, py: &mut Py, other: &Self) -> PyResult<bool> {
        if self.unhashable.len() != other.unhashable.len() || !py.equal(&self.hashable, &other.hashable)? {
            return Ok(false);
        }
        for member in &self.unhashable {
            let mut found = false;
            for candidate in &other.unhashable {
                found = found || py.equal(member, candidate)?;
            }
            if !found {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

#[pymethods]
impl Union {
    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<Value> {
        py.check_stack("while getting the repr of an object")?;
        let mut text = StrBuilder::new();
        for (index, member) in self.items().iter().enumerate() {
            if index > 0 {
                text.push_str(" | ");
            }
            show::show_type(py, &mut text, member)?;
        }
        text.finish(py)
    }

    #[pyslot]
    fn hash(&self, py: &mut Py) -> PyResult<i64> {
        for member in &self.unhashable {
            // Raises what the member says of its hash.
            py.hash(member)?;
        }
        if !self.unhashable.is_empty() {
            let count = self.unhashable.len();
            return Err(exc::type_error(py, format_args!("union contains {count} unhashable elements")));
        }
        py.hash(&self.hashable)
    }

    #[pyslot]
    fn compare(
        this: Borrowed<'_>,
        py: &mut Py,
        other: Borrowed<'_>,
        op: CompareOp,
    ) -> PyResult<Option<bool>> {
        let (Some(this), Some(other)) = (this.exact::<Self>(), other.exact::<Self>()) else {
            return Ok(None);
        };
        match op {
            CompareOp::Eq => this.equals(py, other).map(Some),
            CompareOp::Ne => Ok(Some(!this.equals(py, other)?)),
            _ => Ok(None),
        }
    }

    #[pyslot]
    fn getattr(this: Borrowed<'_>, py: &mut Py, name: Borrowed<'_>) -> PyResult<Value> {
        if name.get::<Str>().is_some_and(|name| name.is("__module__")) {
            return py.get_attribute(&UNION.to_value(), &name);
        }
        object_getattribute(py, this, name)
    }

    #[pyslot]
    fn getitem(this: Borrowed<'_>, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        let Some(union) = this.exact::<Self>() else { return Ok(this.to_value()) };
        let parameters = union.parameters(py)?;
        let args = substitute::substitute(py, &this, &union.args, &parameters, &key)?;
        of(py, args.get::<Tuple>().map_or(&[][..], Tuple::items))
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        // One of them is a union, so the other may be given as text, too.
        of(py, &[left.to_value(), right.to_value()])
    }

    /// Fails: no class can be one of several.
    #[pymethod("($self, object, /)")]
    fn __mro_entries__(this: Borrowed<'_>, py: &mut Py, _object: Borrowed<'_>) -> PyResult<Value> {
        Err(cannot_subclass(py, &this))
    }

    /// Makes a union of types.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(_: &Type, py: &mut Py, object: &Value) -> PyResult<Value> {
        match object.get::<Tuple>() {
            Some(types) => of(py, types.items()),
            None => of(py, std::slice::from_ref(object)),
        }
    }

    #[pymember]
    fn __args__(&self) -> Value {
        self.args.clone()
    }

    /// The name of the type.
    #[pygetter]
    fn __name__(_: Borrowed<'_>) -> &'static str {
        "Union"
    }

    /// The qualified name of the type.
    #[pygetter]
    fn __qualname__(_: Borrowed<'_>) -> &'static str {
        "Union"
    }

    /// The type.
    #[pygetter]
    fn __origin__(_: Borrowed<'_>) -> Value {
        UNION.to_value()
    }

    /// The type variables in the members.
    #[pygetter]
    fn __parameters__(&self, py: &mut Py) -> PyResult<Value> {
        self.parameters(py)
    }
}

#[cold]
fn cannot_subclass(py: &mut Py, union: &Value) -> Raised {
    match py.repr(union) {
        Ok(shown) => exc::type_error(py, format_args!("Cannot subclass {shown}")),
        Err(raised) => raised,
    }
}
