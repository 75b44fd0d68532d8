//! `attrgetter`

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::{at_least_one, only_argument};
use crate::arguments::{items, reduced};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A callable that fetches attributes of what it is called with.\n\n\
         After f = attrgetter('name'), f(r) is r.name; after g = attrgetter('name', 'date'), g(r) is\n\
         (r.name, r.date); after h = attrgetter('name.first', 'name.last'), h(r) is\n\
         (r.name.first, r.name.last).",
    ),
    signature: Some("(attr, /, *attrs)"),
    slots: &[Core::SLOTS],
    getset: &[Core::GETSET],
    methods: &[Core::METHODS],
    ..Definition::of(&ATTRGETTER)
};

/// The payload.
#[pyclass(static = ATTRGETTER, name = "operator.attrgetter")]
pub(crate) struct AttrGetter {
    /// A tuple of the arguments: for each a name, or a tuple of those between its dots, all interned.
    paths: Value,
}

/// All of it.
struct Core;

#[pymethods(AttrGetter)]
impl Core {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        at_least_one(py, "attrgetter", args)?;
        if args.iter().any(|name| !name.is_str()) {
            return Err(exc::type_error(py, format_args!("attribute name must be a string")));
        }
        let paths = args.iter().map(|name| path(py, name)).collect::<PyResult<Vec<_>>>()?;
        let paths = py.tuple(paths)?;
        py.heap().object_of(class, AttrGetter { paths })
    }

    /// How its objects are called.
    #[pygetter]
    fn __text_signature__(_this: &AttrGetter) -> &'static str {
        "(obj, /)"
    }

    #[pyslot]
    fn call(this: &AttrGetter, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let object = only_argument(py, "attrgetter", args)?;
        if let [path] = items(&this.paths) {
            return follow(py, object, path);
        }
        let mut found = Vec::with_capacity(items(&this.paths).len());
        for path in items(&this.paths) {
            found.push(follow(py, object, path)?);
        }
        py.tuple(found)
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let names = names(py, this)?;
        let class = this.type_().name();
        if let [name] = &names[..] {
            let name = py.repr(name)?;
            return py.text(format_args!("{class}({name})"));
        }
        let names = py.tuple(names)?;
        let names = py.repr(&names)?;
        py.text(format_args!("{class}{names}"))
    }

    /// What pickles make it of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let names = names(py, this)?;
        reduced(py, this.type_().to_value(), names, [])
    }
}

/// The names between the dots.
fn path(py: &mut Py, name: Borrowed<'_>) -> PyResult<Value> {
    let Some(text) = name.get::<Str>() else { return Ok(name.to_value()) };
    if !text.code_points().any(|point| point == u32::from(b'.')) {
        return py.heap().intern_value(&name);
    }
    let heap = py.heap();
    let points: Vec<usize> = text
        .code_points()
        .enumerate()
        .filter(|&(_, point)| point == u32::from(b'.'))
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let mut start = 0;
    let mut parts = Vec::with_capacity(points.len());
    for end in points {
        let part = heap.str_slice(text, start..end)?;
        parts.push(heap.intern_value(&part)?);
        start = end + 1;
    }
    py.tuple(parts)
}

/// The attribute at the end of a path.
#[inline]
fn follow(py: &mut Py, object: Borrowed<'_>, path: &Value) -> PyResult<Value> {
    if path.is_str() {
        return py.get_attribute(&object, path);
    }
    let mut found = object.to_value();
    for name in items(path) {
        found = py.get_attribute(&found, name)?;
    }
    Ok(found)
}

/// The arguments as they were.
fn names(py: &mut Py, this: Borrowed<'_>) -> PyResult<Vec<Value>> {
    let Some(getter) = this.get::<AttrGetter>() else { return Ok(Vec::new()) };
    let (dot, join) = (py.str(".")?, py.heap().intern("join")?);
    let mut names = Vec::new();
    for path in items(&getter.paths) {
        names.push(if path.is_str() { path.clone() } else { py.call_method(&dot, &join, &[path])? });
    }
    Ok(names)
}
