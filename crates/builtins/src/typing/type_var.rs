//! `typing.TypeVar`: stands for a type.

use std::mem::offset_of;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::object::HEADER_SIZE;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value};
use taipan_text::Name;

use super::lazy::Lazy;
use super::no_default::{is_no_default, no_default};
use super::{caller, library, union};

/// The payload.
#[pyclass(name = "typing.TypeVar")]
pub struct TypeVar {
    /// A `str`.
    name: Value,
    #[part]
    bound: Lazy,
    /// A tuple.
    #[part]
    constraints: Lazy,
    #[part]
    pub(super) default: Lazy,
    pub(super) variance: Variance,
    /// The attributes. See `Definition::dict`.
    dict: PyCell<Option<Value>>,
}

/// How the variance of a type variable was declared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Variance {
    Invariant,
    Covariant,
    Contravariant,
    /// Left to type checkers.
    Inferred,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A type variable: class Box[T]: ... has one, and so has a module with T = TypeVar('T').\n\nA bound, class \
         Box[T: str], is a type that whatever stands for the variable derives from; constraints, T: (str, bytes), are \
         the types that may stand for it; a default, T = int, stands for it where nothing is given. All three are \
         computed when somebody asks for them.",
    ),
    flags: Flags::WEAKLY_REFERABLE,
    dict: HEADER_SIZE + offset_of!(TypeVar, dict),
    slots: &[TypeVar::SLOTS],
    methods: &[TypeVar::METHODS],
    getset: &[TypeVar::GETSET],
    ..Definition::of(&TYPE_VAR)
};

/// A type variable of the syntax `[T]`, `[T: bound]` or `[T: (constraints)]`; the functions compute what they are named for.
pub(super) fn declared(
    py: &Py,
    name: Value,
    bound: Option<Value>,
    constraints: Option<Value>,
) -> PyResult<Value> {
    py.heap().object(TypeVar {
        name,
        bound: Lazy::computed(bound),
        constraints: Lazy::computed(constraints),
        default: Lazy::default(),
        variance: Variance::Inferred,
        dict: PyCell::default(),
    })
}

impl Variance {
    /// What keyword arguments say of it.
    pub(super) fn of(py: &Py, covariant: bool, contravariant: bool, inferred: bool) -> PyResult<Self> {
        match (covariant, contravariant, inferred) {
            (true, true, _) => Err(exc::value_error(py, format_args!("Bivariant types are not supported."))),
            (true, _, true) | (_, true, true) => {
                Err(exc::value_error(py, format_args!("Variance cannot be specified with infer_variance.")))
            }
            (true, ..) => Ok(Self::Covariant),
            (_, true, _) => Ok(Self::Contravariant),
            (_, _, true) => Ok(Self::Inferred),
            _ => Ok(Self::Invariant),
        }
    }

    /// What a variable is shown with.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Inferred => "",
            Self::Covariant => "+",
            Self::Contravariant => "-",
            Self::Invariant => "~",
        }
    }
}

/// A bound that was given, as a type; `None` is none.
pub(super) fn checked_bound(py: &mut Py, bound: Option<Borrowed<'_>>) -> PyResult<Option<Value>> {
    match bound.filter(|bound| !is_none(bound)) {
        Some(bound) => library::check_type(py, &bound, "Bound must be a type.").map(Some),
        None => Ok(None),
    }
}

/// The attributes of a type variable that is made by calling its type: the module that did so.
pub(super) fn attributes(py: &mut Py) -> PyResult<PyCell<Option<Value>>> {
    let Some(module) = caller(py) else { return Ok(PyCell::default()) };
    let (dict, name) = (py.dict()?, py.name(Name::__MODULE__).clone());
    if let Some(dict) = dict.get::<Dict>() {
        drop(dict.set_str(py, &name, module)?);
    }
    Ok(PyCell::new(Some(dict)))
}

/// `__default__`
pub(super) fn default(py: &mut Py, default: &Lazy) -> PyResult<Value> {
    Ok(default.get(py)?.unwrap_or_else(no_default))
}

/// Whether there is a default.
pub(super) fn has_default(py: &Py, default: &Lazy) -> bool {
    default.function(py).is_some() || default.known(py).is_some_and(|known| !is_no_default(&known))
}

/// The error for a type variable as a base of a class.
#[cold]
pub(super) fn cannot_subclass(py: &Py, what: &str) -> Raised {
    exc::type_error(py, format_args!("Cannot subclass an instance of {what}"))
}

#[pymethods]
impl TypeVar {
    #[pyslot(
        "(name, *constraints, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
        name = "typevar"
    )]
    #[expect(clippy::too_many_arguments, reason = "as many as Python's")]
    fn new(
        class: &Type,
        py: &mut Py,
        name: &Str,
        constraints: Args<'_>,
        bound: Option<Borrowed<'_>>,
        default: Option<Borrowed<'_>>,
        covariant: Option<bool>,
        contravariant: Option<bool>,
        infer_variance: Option<bool>,
    ) -> PyResult<Value> {
        let flag = |flag: Option<bool>| flag.unwrap_or_default();
        let variance = Variance::of(py, flag(covariant), flag(contravariant), flag(infer_variance))?;
        let bound = checked_bound(py, bound)?;
        let constraints: Vec<Value> = constraints.iter().map(Borrowed::to_value).collect();
        let constraints = match (constraints.len(), &bound) {
            (0, _) => None,
            (1, _) => {
                return Err(exc::type_error(py, format_args!("A single constraint is not allowed")));
            }
            (_, Some(_)) => {
                return Err(exc::type_error(
                    py,
                    format_args!("Constraints cannot be combined with bound=..."),
                ));
            }
            (_, None) => Some(py.tuple(constraints)?),
        };
        let default = default.map_or_else(no_default, Borrowed::to_value);
        let dict = attributes(py)?;
        let variable = Self {
            name: name.as_value().to_value(),
            bound: Lazy::of(bound),
            constraints: Lazy::of(constraints),
            default: Lazy::of(Some(default)),
            variance,
            dict,
        };
        py.heap().object_of(class, variable)
    }

    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<Value> {
        py.text(format_args!("{}{}", self.variance.sign(), self.name))
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        union::of(py, &[left.to_value(), right.to_value()])
    }

    /// What stands for the variable when this is given for it.
    #[pymethod("($self, arg, /)")]
    fn __typing_subst__(this: Borrowed<'_>, py: &mut Py, arg: &Value) -> PyResult<Value> {
        library::call(py, "_typevar_subst", &[&this, arg])
    }

    /// Arguments of an alias with the default added, if that is needed.
    #[pymethod("($self, alias, args, /)")]
    fn __typing_prepare_subst__(
        this: Borrowed<'_>,
        py: &mut Py,
        alias: &Value,
        args: &Value,
    ) -> PyResult<Value> {
        let Some(variable) = this.get::<Self>() else { return Ok(args.clone()) };
        let name = py.name(Name::__PARAMETERS__).clone();
        let parameters = py.get_attribute(alias, &name)?;
        let Some(index) = index_of(py, &parameters, &this)? else {
            return Err(exc::value_error(py, format_args!("sequence.index(x): x not in sequence")));
        };
        let count = py.len(args)?;
        if index < count {
            return Ok(args.clone());
        }
        if index == count {
            let default = default(py, &variable.default)?;
            if !is_no_default(&default) {
                let mut all = py.collect(args)?;
                all.push(default);
                return py.tuple(all);
            }
        }
        Err(too_few(py, alias, count, index))
    }

    /// How pickle names it.
    #[pymethod("($self, /)")]
    fn __reduce__(&self) -> Value {
        self.name.clone()
    }

    /// Whether there is a default.
    #[pymethod("($self, /)")]
    fn has_default(&self, py: &mut Py) -> bool {
        has_default(py, &self.default)
    }

    /// Fails: no class can derive from a type variable.
    #[pymethod("($self, object, /)")]
    fn __mro_entries__(&self, py: &mut Py, _object: Borrowed<'_>) -> PyResult<Value> {
        Err(cannot_subclass(py, "TypeVar"))
    }

    #[pymember]
    fn __name__(&self) -> Value {
        self.name.clone()
    }

    #[pymember]
    fn __covariant__(&self) -> bool {
        self.variance == Variance::Covariant
    }

    #[pymember]
    fn __contravariant__(&self) -> bool {
        self.variance == Variance::Contravariant
    }

    #[pymember]
    fn __infer_variance__(&self) -> bool {
        self.variance == Variance::Inferred
    }

    #[pygetter]
    fn __bound__(&self, py: &mut Py) -> PyResult<Option<Value>> {
        self.bound.get(py)
    }

    #[pygetter]
    fn __constraints__(&self, py: &mut Py) -> PyResult<Value> {
        match self.constraints.get(py)? {
            Some(constraints) => Ok(constraints),
            None => py.tuple([]),
        }
    }

    #[pygetter]
    fn __default__(&self, py: &mut Py) -> PyResult<Value> {
        default(py, &self.default)
    }

    #[pygetter]
    fn evaluate_bound(&self, py: &mut Py) -> PyResult<Value> {
        self.bound.evaluator(py)
    }

    #[pygetter]
    fn evaluate_constraints(&self, py: &mut Py) -> PyResult<Value> {
        self.constraints.evaluator(py)
    }

    #[pygetter]
    fn evaluate_default(&self, py: &mut Py) -> PyResult<Value> {
        self.default.evaluator(py)
    }
}

/// The index of a value in a sequence.
fn index_of(py: &mut Py, sequence: &Value, value: &Value) -> PyResult<Option<usize>> {
    let items = match sequence.get::<Tuple>() {
        Some(tuple) => tuple.items().to_vec(),
        None => py.collect(sequence)?,
    };
    for (index, item) in items.iter().enumerate() {
        if py.equal(item, value)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

#[cold]
fn too_few(py: &mut Py, alias: &Value, actual: usize, index: usize) -> Raised {
    let expected = index.saturating_add(1);
    match py.to_str(alias) {
        Ok(shown) => exc::type_error(
            py,
            format_args!("Too few arguments for {shown}; actual {actual}, expected at least {expected}"),
        ),
        Err(raised) => raised,
    }
}
