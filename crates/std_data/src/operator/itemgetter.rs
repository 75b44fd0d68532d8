//! `itemgetter`

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::Definition;
use taipan_object::types::list::List;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::{at_least_one, only_argument};
use crate::arguments::{items, reduced};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A callable that fetches items of what it is called with.\n\n\
         After f = itemgetter(2), f(r) is r[2]; after g = itemgetter(2, 5, 3), g(r) is\n\
         (r[2], r[5], r[3]).",
    ),
    signature: Some("(item, /, *items)"),
    slots: &[Core::SLOTS],
    getset: &[Core::GETSET],
    methods: &[Core::METHODS],
    ..Definition::of(&ITEMGETTER)
};

/// The payload.
#[pyclass(static = ITEMGETTER, name = "operator.itemgetter")]
pub(crate) struct ItemGetter {
    /// A tuple.
    keys: Value,
}

/// All of it.
struct Core;

#[pymethods(ItemGetter)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        at_least_one(py, "itemgetter", args)?;
        let keys = py.tuple(args.iter().map(Borrowed::to_value).collect::<Vec<_>>())?;
        py.heap().object_of(class, ItemGetter { keys })
    }

    /// How its objects are called.
    #[pygetter]
    fn __text_signature__(_this: &ItemGetter) -> &'static str {
        "(obj, /)"
    }

    #[pyslot]
    fn call(this: &ItemGetter, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let object = only_argument(py, "itemgetter", args)?;
        if let [key] = items(&this.keys) {
            return item(py, object, key);
        }
        let mut found = Vec::with_capacity(items(&this.keys).len());
        for key in items(&this.keys) {
            found.push(item(py, object, key)?);
        }
        py.tuple(found)
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
        let keys = this.get::<ItemGetter>().map_or(&[][..], |it| items(&it.keys)).to_vec();
        reduced(py, this.type_().to_value(), keys, [])
    }
}

/// `object[key]`, without detours for the usual kinds.
#[inline]
fn item(py: &mut Py, object: Borrowed<'_>, key: &Value) -> PyResult<Value> {
    if let Some(index) = key.as_small_int().and_then(|index| usize::try_from(index).ok()) {
        let found = match (object.exact::<Tuple>(), object.exact::<List>()) {
            (Some(tuple), _) => tuple.items().get(index).cloned(),
            (_, Some(list)) => list.item(py, index),
            _ => None,
        };
        if let Some(found) = found {
            return Ok(found);
        }
    }
    py.get_item(&object, key)
}

fn show(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let Some(getter) = this.get::<ItemGetter>() else { return Ok(this.to_value()) };
    let name = this.type_().name();
    match items(&getter.keys) {
        [key] => {
            let key = py.repr(key)?;
            py.text(format_args!("{name}({key})"))
        }
        _ => {
            let keys = py.repr(&getter.keys)?;
            py.text(format_args!("{name}{keys}"))
        }
    }
}
