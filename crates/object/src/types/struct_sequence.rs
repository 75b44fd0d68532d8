//! Struct sequences: tuples whose items have names, and which may have further fields that only names reach.
//!
//! ```text
//! header │ length │ hash │ shown item │ shown item │ … │ hidden item │ …
//! ```
//!
//! The length is that of the shown items, so to everything that works with tuples the hidden ones are not there. A type is
//! declared with three items, after which its [`definition`] goes where those of other types go:
//!
//! ```text
//! pub static TERMINAL_SIZE: Type = struct_sequence::class::<TerminalSize>("os.terminal_size");
//! pub struct TerminalSize;
//! impl StructSequence for TerminalSize {
//!     const TYPE: &'static Type = &TERMINAL_SIZE;
//!     const DOC: &'static str = "The size of a terminal window.";
//!     const FIELDS: &'static [Field] = &[Field::new("columns", "width in characters"), …];
//!     const SHOWN: usize = 2;
//! }
//! ```

mod methods;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::ptr::NonNull;

use super::singletons::none;
use super::tuple::{TUPLE, Tuple};
use crate::args::Args;
use crate::death::Teardown;
use crate::native::{GetSetDef, MethodDef};
use crate::object::{HEADER_SIZE, Object};
use crate::py::{Heap, Py, PyResult, Shared};
use crate::type_::{Definition, Flags, Function, Memory, Type, Visit};
use crate::value::{Borrowed, Value};

/// The most fields that a type can have.
pub const MAX_FIELDS: usize = 24;

/// A field.
#[derive(Clone, Copy)]
pub struct Field {
    /// Its name; `None` for an item that only its index reaches.
    pub name: Option<&'static str>,
    /// What it is.
    pub doc: &'static str,
}

impl Field {
    /// A field that has a name.
    pub const fn new(name: &'static str, doc: &'static str) -> Self {
        Self { name: Some(name), doc }
    }

    /// An item without a name.
    pub const fn unnamed(doc: &'static str) -> Self {
        Self { name: None, doc }
    }
}

/// What a type of struct sequences is.
pub trait StructSequence: 'static {
    /// The type, made by [`class`] for this implementation and for no other.
    const TYPE: &'static Type;
    /// `__doc__`
    const DOC: &'static str;
    /// The fields: the shown ones, then the hidden ones. Those without a name are shown.
    const FIELDS: &'static [Field];
    /// How many are items of the tuple.
    const SHOWN: usize = Self::FIELDS.len();
    /// Whether Python can make instances.
    const CONSTRUCTIBLE: bool = true;

    /// What the constructor takes, as `inspect` shows it, where it is not what that of `tuple` takes.
    const SIGNATURE: Option<&'static str> = None;

    /// The constructor.
    fn construct(py: &mut Py, class: &Type, args: Args<'_>) -> PyResult<Value>
    where
        Self: Sized,
    {
        methods::new::<Self>(py, class, args)
    }

    /// The arguments by which the constructor makes an equal one: of the shown fields, and a dict of the hidden ones.
    fn arguments(py: &mut Py, shown: Value, hidden: Value) -> PyResult<Value> {
        py.tuple([shown, hidden])
    }

    /// Completes what the constructor was given: `values` are all fields in their order, `None` where nothing was given.
    fn complete(_values: &mut [Value]) {}
}

/// The type for a `static`, with its full name.
pub const fn class<T: StructSequence>(name: &'static str) -> Type {
    const { assert!(T::SHOWN <= T::FIELDS.len() && T::FIELDS.len() <= MAX_FIELDS) };
    Type::with_memory(
        name,
        Some(&TUPLE),
        HEADER_SIZE + size_of::<Tuple>(),
        Memory { teardown: Some(teardown::<T>), trace: Some(trace::<T>), size: Some(object_size::<T>) },
    )
}

/// The definition of the type.
pub const fn definition<T: StructSequence>() -> Definition {
    let constructor: &[Function] = if T::CONSTRUCTIBLE { Tables::<T>::CONSTRUCTOR } else { &[] };
    Definition {
        doc: Some(T::DOC),
        signature: T::SIGNATURE,
        flags: if T::CONSTRUCTIBLE { Flags::NONE } else { Flags::NO_INSTANCES },
        slots: Tables::<T>::SLOTS[constructor.is_empty() as usize],
        methods: &[Tables::<T>::METHODS],
        getset: &[Tables::<T>::GETSET],
        constants: Tables::<T>::CONSTANTS,
        ..Definition::of(T::TYPE)
    }
}

/// The tables of a definition.
struct Tables<T>(T);

impl<T: StructSequence> Tables<T> {
    const CONSTRUCTOR: &'static [Function] = &[Function::New(T::construct)];
    const REPR: &'static [Function] = &[Function::Repr(methods::repr::<T>)];
    /// With a constructor, and without.
    const SLOTS: [&'static [&'static [Function]]; 2] = [&[Self::CONSTRUCTOR, Self::REPR], &[Self::REPR]];
    const METHODS: &'static [MethodDef] = &[methods::reduce_def::<T>(), methods::replace_def::<T>()];
    const ALL_FIELDS: &'static [GetSetDef; MAX_FIELDS] = &attributes::<T>();
    const GETSET: &'static [GetSetDef] = Self::ALL_FIELDS.split_at(named(T::FIELDS)).0;
    const CONSTANTS: &'static [(&'static str, fn(&mut Py) -> PyResult<Value>)] = &[
        ("n_sequence_fields", |py| py.int_from_usize(T::SHOWN)),
        ("n_fields", |py| py.int_from_usize(T::FIELDS.len())),
        ("n_unnamed_fields", |py| py.int_from_usize(T::FIELDS.len() - named(T::FIELDS))),
        ("__match_args__", methods::match_args::<T>),
    ];
}

/// How many fields have a name.
const fn named(fields: &[Field]) -> usize {
    let (mut count, mut index) = (0, 0);
    while index < fields.len() {
        count += fields[index].name.is_some() as usize;
        index += 1;
    }
    count
}

/// The attributes of the fields with a name; the rest of the table is not used.
const fn attributes<T: StructSequence>() -> [GetSetDef; MAX_FIELDS] {
    let mut table =
        [const { GetSetDef { name: "", doc: None, get: unused, set: None, member: true } }; MAX_FIELDS];
    let (mut place, mut index) = (0, 0);
    while index < T::FIELDS.len() {
        let field = &T::FIELDS[index];
        if let Some(name) = field.name {
            let doc = if field.doc.is_empty() { None } else { Some(field.doc) };
            table[place] = GetSetDef { name, doc, get: getter::<T>(index), set: None, member: true };
            place += 1;
        }
        index += 1;
    }
    table
}

/// Reads the field of an index that is known only when the type is made.
const fn getter<T: StructSequence>(index: usize) -> fn(&mut Py, Borrowed<'_>) -> PyResult<Value> {
    macro_rules! table {
        ($($index:literal)*) => {
            match index { $($index => methods::get::<T, $index>,)* _ => panic!("too many fields") }
        };
    }
    table!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23)
}

/// What stands in the unused part of the table.
fn unused(_: &mut Py, _: Borrowed<'_>) -> PyResult<Value> {
    Ok(none())
}

impl Heap {
    /// A struct sequence with the values of all its fields.
    pub fn struct_sequence<T: StructSequence, const N: usize>(self, values: [Value; N]) -> PyResult<Value> {
        const { assert!(N == T::FIELDS.len()) };
        self.struct_sequence_from::<T>(values.into())
    }

    /// A struct sequence of as many values as there are fields; those that are missing are `None`.
    pub(crate) fn struct_sequence_from<T: StructSequence>(self, values: Vec<Value>) -> PyResult<Value> {
        let size = HEADER_SIZE + size_of::<Tuple>() + T::FIELDS.len() * size_of::<Value>();
        self.with_tail(T::TYPE, size, Tuple::of_length(T::SHOWN), |tail: *mut Value| {
            let values = values.into_iter().chain(std::iter::repeat_with(none));
            for (index, value) in values.take(T::FIELDS.len()).enumerate() {
                // SAFETY: the block has room for all fields.
                unsafe { tail.add(index).write(value) };
            }
        })
    }
}

/// The values of all fields, if this is an object of the type.
pub fn fields<T: StructSequence>(value: Borrowed<'_>) -> Option<&[Value]> {
    if !std::ptr::eq(value.type_(), T::TYPE) {
        return None;
    }
    let tuple = value.get::<Tuple>()?;
    // SAFETY: objects of exactly this type are made by `struct_sequence_from` only, which writes a value for each field,
    // and they never change.
    Some(unsafe { std::slice::from_raw_parts(crate::heap::tail::<Tuple, Value>(tuple), T::FIELDS.len()) })
}

/// # Safety
/// The object is of the type.
unsafe fn object_size<T: StructSequence>(_: NonNull<Object>) -> usize {
    HEADER_SIZE + size_of::<Tuple>() + T::FIELDS.len() * size_of::<Value>()
}

/// # Safety
/// The object is a dead one of the type.
unsafe fn teardown<T: StructSequence>(object: NonNull<Object>, shared: &Shared) -> Teardown {
    // SAFETY: the caller's promise.
    let tuple = unsafe { Object::payload::<Tuple>(object).as_ref() };
    let fields = crate::heap::tail::<Tuple, Cell<Option<Value>>>(tuple);
    let mut indices = (0..T::FIELDS.len()).rev();
    // When it was interrupted, the fields that are gone already are empty.
    crate::death::release_all(shared, || {
        // SAFETY: each field is a value or, once it was taken, empty; an empty one is a null word.
        indices.find_map(|index| unsafe { &*fields.add(index) }.take())
    })
}

/// # Safety
/// The object is of the type.
unsafe fn trace<T: StructSequence>(object: NonNull<Object>, visit: &mut Visit<'_>) {
    // SAFETY: the caller's promise.
    let tuple = unsafe { Object::payload::<Tuple>(object).as_ref() };
    let fields = crate::heap::tail::<Tuple, Option<Value>>(tuple);
    for index in 0..T::FIELDS.len() {
        // SAFETY: each field is a value, or empty in an object that is being taken apart.
        if let Some(value) = unsafe { &*fields.add(index) } {
            visit(value);
        }
    }
}
