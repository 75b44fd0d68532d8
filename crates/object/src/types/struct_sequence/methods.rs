//! What struct sequences do beyond other tuples.

use taipan_strings::Buffer;

use super::{StructSequence, fields};
use crate::args::Args;
use crate::exception as exc;
use crate::native::{Bound, MethodDef, MethodKind, NativeCall, Parameter, ParameterKind, Signature, bind};
use crate::py::{Py, PyResult, Raised};
use crate::type_::Type;
use crate::types::dict::Dict;
use crate::types::singletons::none;
use crate::types::str_::Str;
use crate::value::{Borrowed, Value};

static NEW: Signature = Signature::new(
    None,
    &[
        Parameter { name: "sequence", kind: ParameterKind::Positional, required: true },
        Parameter { name: "dict", kind: ParameterKind::Positional, required: false },
    ],
    false,
    false,
);

static REPLACE: Signature = Signature::new(Some("($self, /, **changes)"), &[], true, true);

/// `__reduce__`
pub(super) const fn reduce_def<T: StructSequence>() -> MethodDef {
    MethodDef::new(
        "__reduce__",
        "What copies and pickles are made with.",
        &Signature::NONE,
        MethodKind::Instance,
        NativeCall::Places(|py, this, _| reduce::<T>(py, this)),
    )
}

/// `__replace__`
pub(super) const fn replace_def<T: StructSequence>() -> MethodDef {
    MethodDef::new(
        "__replace__",
        "Return a structure like this one in which some fields have other values.",
        &REPLACE,
        MethodKind::Instance,
        NativeCall::Bound(replace::<T>),
    )
}

/// Reads a field.
pub(super) fn get<T: StructSequence, const INDEX: usize>(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    match fields::<T>(this).and_then(|fields| fields.get(INDEX)) {
        Some(value) => Ok(value.clone()),
        None => Err(stranger::<T>(py, this)),
    }
}

#[cold]
fn stranger<T: StructSequence>(py: &Py, this: Borrowed<'_>) -> Raised {
    exc::type_error(
        py,
        format_args!("expected '{}' object, got '{}'", T::TYPE.builtin_name(), this.type_().name()),
    )
}

/// The names of the fields, those without one left out.
fn names<T: StructSequence>() -> impl Iterator<Item = &'static str> {
    T::FIELDS.iter().filter_map(|field| field.name)
}

/// The hidden fields, each with its index.
fn hidden<T: StructSequence>() -> impl Iterator<Item = (usize, &'static str)> {
    let named = T::FIELDS.iter().enumerate().skip(T::SHOWN);
    named.filter_map(|(index, field)| Some((index, field.name?)))
}

/// Whether all fields have names.
fn all_named<T: StructSequence>() -> bool {
    names::<T>().count() == T::FIELDS.len()
}

/// `__match_args__`
pub(super) fn match_args<T: StructSequence>(py: &mut Py) -> PyResult<Value> {
    let shown = T::FIELDS.iter().take(T::SHOWN).filter_map(|field| field.name);
    let names: PyResult<Vec<Value>> = shown.map(|name| py.heap().intern(name)).collect();
    py.tuple(names?)
}

/// `type(sequence, dict)`
pub(super) fn new<T: StructSequence>(py: &mut Py, class: &Type, args: Args<'_>) -> PyResult<Value> {
    bind::bind_new(py, "structseq", &NEW, class, args, |py, _, bound| {
        construct::<T>(py, bound.required(0), bound.get(1))
    })
}

fn construct<T: StructSequence>(
    py: &mut Py,
    sequence: Borrowed<'_>,
    more: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let mut values = items(py, sequence)?;
    let more = match more {
        None => None,
        Some(more) => match more.get::<Dict>() {
            Some(dict) => Some(dict),
            None => {
                let name = T::TYPE.builtin_name();
                return Err(exc::type_error(py, format_args!("{name}() takes a dict as second arg, if any")));
            }
        },
    };
    check_length::<T>(py, values.len())?;
    let given = values.len();
    let mut found = 0;
    for (_, name) in hidden::<T>().filter(|&(index, _)| index >= given) {
        let name = py.heap().intern(name)?;
        let value = match more {
            Some(dict) => dict.get(py, &name)?,
            None => None,
        };
        found += usize::from(value.is_some());
        values.push(value.unwrap_or_else(none));
    }
    if let Some(dict) = more
        && dict.len(py) > found
    {
        let name = T::TYPE.builtin_name();
        return Err(exc::type_error(py, format_args!("{name}() got duplicate or unexpected field name(s)")));
    }
    T::complete(&mut values);
    py.heap().struct_sequence_from::<T>(values)
}

/// The items of what the constructor was given.
fn items(py: &mut Py, sequence: Borrowed<'_>) -> PyResult<Vec<Value>> {
    py.sequence_or(&sequence, |py| exc::type_error(py, format_args!("constructor requires a sequence")))
}

fn check_length<T: StructSequence>(py: &Py, given: usize) -> PyResult<()> {
    let (name, shown, all) = (T::TYPE.builtin_name(), T::SHOWN, T::FIELDS.len());
    let (bound, wanted) = match given {
        _ if (shown..=all).contains(&given) => return Ok(()),
        _ if shown == all => ("a ", all),
        _ if given < shown => ("an at least ", shown),
        _ => ("an at most ", all),
    };
    Err(exc::type_error(py, format_args!("{name}() takes {bound}{wanted}-sequence ({given}-sequence given)")))
}

/// `os.terminal_size(columns=80, lines=24)`
pub(super) fn repr<T: StructSequence>(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let Some(values) = fields::<T>(this) else { return Err(stranger::<T>(py, this)) };
    // An item without a name is shown under that of the hidden field that means the same.
    let mut text = Buffer::new();
    text.push_str(T::TYPE.builtin_name())?;
    for (index, (name, value)) in names::<T>().zip(values).take(T::SHOWN).enumerate() {
        text.push_str(if index == 0 { "(" } else { ", " })?;
        text.push_str(name)?;
        text.push_str("=")?;
        let shown = py.repr(value)?;
        if let Some(shown) = shown.get::<Str>() {
            text.extend_units(shown.units())?;
        }
    }
    text.push_str(")")?;
    py.heap().str_from_buffer(&text)
}

fn reduce<T: StructSequence>(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let Some(values) = fields::<T>(this) else { return Err(stranger::<T>(py, this)) };
    let dict = py.dict()?;
    for (index, name) in hidden::<T>() {
        let name = py.heap().intern(name)?;
        py.set_item(&dict, &name, &values[index])?;
    }
    let shown = py.tuple(values.iter().take(T::SHOWN).cloned().collect::<Vec<_>>())?;
    let arguments = T::arguments(py, shown, dict)?;
    py.tuple([this.type_().to_value(), arguments])
}

fn replace<T: StructSequence>(py: &mut Py, this: Borrowed<'_>, bound: &Bound<'_>) -> PyResult<Value> {
    let Some(values) = fields::<T>(this) else { return Err(stranger::<T>(py, this)) };
    if !bound.rest().is_empty() {
        return Err(exc::type_error(py, format_args!("__replace__() takes no positional arguments")));
    }
    if !all_named::<T>() {
        let name = T::TYPE.builtin_name();
        return Err(exc::type_error(
            py,
            format_args!("__replace__() is not supported for {name} because it has unnamed field(s)"),
        ));
    }
    let mut values = values.to_vec();
    let mut strangers = Vec::new();
    for (name, value) in bound.keywords().iter() {
        let place = name.get::<Str>();
        let place = place.and_then(|text| names::<T>().position(|name| text.is(name)));
        match place.and_then(|place| values.get_mut(place)) {
            Some(place) => *place = value.to_value(),
            None => strangers.push(name.to_value()),
        }
    }
    if strangers.is_empty() {
        return py.heap().struct_sequence_from::<T>(values);
    }
    let strangers = py.list(strangers)?;
    let shown = py.repr(&strangers)?;
    Err(exc::type_error(py, format_args!("Got unexpected field name(s): {shown}")))
}
