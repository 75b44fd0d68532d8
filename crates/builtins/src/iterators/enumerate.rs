//! `enumerate`

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::native::bind::bind_new;
use taipan_object::native::{Parameter, ParameterKind, Signature};
use taipan_object::type_::shapes::Two;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::enumerate::{ENUMERATE, Enumerate};
use taipan_object::types::tuple::LastTuple;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};

use super::{itself, reduced};
use crate::sequences::range::whole;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An iterator over pairs of a count, which begins with start, and a value of the iterable:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    ),
    signature: Some("(iterable, start=0)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    methods: &[Core::METHODS],
    ..Definition::of(&ENUMERATE)
};

static SIGNATURE: Signature = Signature::new(
    Some("(iterable, start=0)"),
    &[
        Parameter { name: "iterable", kind: ParameterKind::Positional, required: true },
        Parameter { name: "start", kind: ParameterKind::Positional, required: false },
    ],
    false,
    false,
);

/// The errors that calling `enumerate` itself has, and no class that derives from it.
fn check_call(py: &mut Py, args: Args<'_>) -> PyResult<()> {
    let names: Vec<String> = args.keywords().map(|(name, _)| name.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let wrong = match (args.len(), &names[..]) {
        (1 | 2, []) | (1, ["start"]) | (0, ["iterable"] | ["iterable", "start"] | ["start", "iterable"]) => {
            return Ok(());
        }
        (1, [name]) | (0, [name] | ["iterable" | "start", name] | [name, _]) => *name,
        (0, _) => {
            return Err(exc::type_error(
                py,
                format_args!("enumerate() missing required argument 'iterable'"),
            ));
        }
        (given, _) => {
            let given = given + names.len();
            return Err(exc::type_error(
                py,
                format_args!("enumerate() takes at most 2 arguments ({given} given)"),
            ));
        }
    };
    Err(exc::type_error(py, format_args!("'{wrong}' is an invalid keyword argument for enumerate()")))
}

/// The next count and item.
#[inline(always)]
fn advance(enumerate: &Enumerate, py: &mut Py) -> PyResult<Option<(Value, Value)>> {
    let Some(item) = py.next_here(&enumerate.iterator)? else { return Ok(None) };
    let count = enumerate.count.get(py).as_small_int();
    if let Some(count) = count
        && let (Some(next), Some(count)) = (Value::small_int(count + 1), Value::small_int(count))
    {
        drop(enumerate.count.replace(py, next));
        return Ok(Some((count, item)));
    }
    Ok(Some((advance_count(enumerate, py)?, item)))
}

/// The count, which does not fit into a word, or will not.
#[cold]
#[inline(never)]
fn advance_count(enumerate: &Enumerate, py: &mut Py) -> PyResult<Value> {
    let count = enumerate.count.get(py).clone();
    let one = py.int(1)?;
    let next = whole::add(py, &count, &one)?;
    drop(enumerate.count.replace(py, next));
    Ok(count)
}

/// All of it.
struct Core;

#[pymethods(Enumerate)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if class.is(&ENUMERATE) {
            check_call(py, args)?;
        }
        bind_new(py, "enumerate", &SIGNATURE, class, args, |py, class, bound| {
            let count = match bound.get(1) {
                Some(start) => whole::exact(py, start)?,
                None => py.int(0)?,
            };
            let iterator = py.iter(&bound.required(0))?;
            py.heap().object_of(
                class,
                Enumerate { iterator, count: PyCell::new(count), last: LastTuple::default() },
            )
        })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Enumerate, py: &mut Py) -> PyResult<Option<Value>> {
        match advance(this, py)? {
            Some((count, item)) => this.last.give(py, [count, item]).map(Some),
            None => Ok(None),
        }
    }

    #[pyslot]
    fn next_pair(this: &Enumerate, py: &mut Py) -> PyResult<Two> {
        let Some((count, item)) = advance(this, py)? else { return Ok(Two::End) };
        this.last.keep(py, &count, &item);
        Ok(Two::Values(count, item))
    }

    /// What pickles make the iterator of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_().to_value();
        let Some(enumerate) = this.get::<Enumerate>() else { return Ok(class) };
        let parts = vec![enumerate.iterator.clone(), enumerate.count.get(py).clone()];
        reduced(py, class, parts, None)
    }

    /// A generic alias, as type annotations use it.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        crate::arguments::generic_alias(py, class, object)
    }
}
