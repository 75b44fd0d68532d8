//! What a new class may be built on: its metaclass, and the base whose layout its instances extend.

use super::{Flags, Type};
use crate::exception as exc;
use crate::instance;
use crate::py::{Py, PyResult};
use crate::types::object::OBJECT;
use crate::types::tuple::Tuple;
use crate::value::Value;

/// The metaclass of a class with these bases: the one asked for, or that of a base that derives from it.
pub fn metaclass(py: &mut Py, asked: &Value, bases: &[Value]) -> PyResult<Value> {
    let mut winner = asked.clone();
    for base in bases {
        let candidate = base.type_().to_value();
        let (Some(own), Some(other)) = (winner.as_type(), candidate.as_type()) else { break };
        if own.is_subtype(py, other) {
            continue;
        }
        if !other.is_subtype(py, own) {
            return Err(exc::type_error(
                py,
                format_args!(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the \
                     metaclasses of all its bases"
                ),
            ));
        }
        winner = candidate;
    }
    Ok(winner)
}

/// The base whose layout a class extends: that of the bases to which most has been added. The others must have
/// contributed to the same line of layouts.
pub(crate) fn best_base(py: &mut Py, bases: &[Value]) -> PyResult<Value> {
    let mut best: Option<(Value, Value)> = None;
    for base in bases {
        let Some(class) = base.as_type() else {
            return Err(exc::type_error(py, format_args!("bases must be types")));
        };
        if !class.has(Flags::BASE) {
            return Err(exc::type_error(py, format_args!("type '{class}' is not an acceptable base type")));
        }
        let candidate = layout(py, class);
        match &best {
            Some((_, winner)) if derives(py, winner, &candidate) => {}
            Some((_, winner)) if !derives(py, &candidate, winner) => {
                return Err(exc::type_error(
                    py,
                    format_args!("multiple bases have instance lay-out conflict"),
                ));
            }
            _ => best = Some((base.clone(), candidate)),
        }
    }
    Ok(best.map_or_else(|| OBJECT.to_value(), |(base, _)| base))
}

fn derives(py: &Py, class: &Value, other: &Value) -> bool {
    class.as_type().zip(other.as_type()).is_some_and(|(class, other)| class.is_subtype(py, other))
}

/// The class that last added to the layout of the instances of a class: a payload or members. An attribute word does not
/// count, because it is put behind whatever is added.
pub(crate) fn layout(py: &Py, class: &Type) -> Value {
    last_that(py, class, |class, above| adds_to_layout(py, class, above))
}

/// Whether a class adds a payload or members to the one above it.
fn adds_to_layout(py: &Py, class: &Type, above: &Type) -> bool {
    match class.own_state() {
        Some(state) => !state.members.get(py).is_empty(),
        None => class.instance_size() != above.instance_size(),
    }
}

/// The first class from `class` upwards of which something holds, seen beside the one above it, or else the last.
fn last_that(py: &Py, class: &Type, holds: impl Fn(&Type, &Type) -> bool) -> Value {
    let mut current = class.to_value();
    while let Some(class) = current.as_type() {
        let base = class.state(py).base.get(py).clone();
        let Some(base) = base.filter(|base| base.as_type().is_some_and(|above| !holds(class, above))) else {
            break;
        };
        current = base;
    }
    current
}

/// Where the members of a class that extends `base` go.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// At this offset, and on; behind them the attribute word with the inline values.
    Offset(usize),
    /// After the tail of the native payload, where the attribute word is the first.
    AfterTail(usize),
}

impl Place {
    /// The place behind everything that instances of `base` have and that stays where it is.
    pub(crate) fn behind(base: &Type) -> Self {
        if base.native().memory.size.is_some() {
            return Self::AfterTail(instance::words_after_tail(base).max(1));
        }
        let end =
            if base.has(Flags::MANAGED_DICT) { base.attributes.get() as usize } else { base.instance_size() };
        Self::Offset(end.next_multiple_of(8))
    }

    /// The offset of a member here, and the place behind it.
    pub(crate) fn next(self) -> (u32, Self) {
        match self {
            Self::Offset(offset) => (offset as u32, Self::Offset(offset + 8)),
            Self::AfterTail(words) => (instance::AFTER_TAIL | words as u32, Self::AfterTail(words + 1)),
        }
    }
}

/// Whether instances of two classes lie in memory alike, so that an instance of one can become one of the other: the last
/// classes that added anything, be it attributes or weak references, are one, or add the same members to the same class.
pub(crate) fn same_layout(py: &Py, left: &Type, right: &Type) -> bool {
    let kind = |class: &Type| class.flags().and(Flags::MANAGED_DICT | Flags::WEAKLY_REFERABLE);
    if kind(left) != kind(right) || !left.native().is(right.native()) {
        return false;
    }
    let adds = |class: &Type, above: &Type| kind(class) != kind(above) || adds_to_layout(py, class, above);
    let (left, right) = (last_that(py, left, adds), last_that(py, right, adds));
    if left.is(&right) {
        return true;
    }
    let (left, right) = (left.as_type().and_then(Type::own_state), right.as_type().and_then(Type::own_state));
    let (Some(own), Some(other)) = (left, right) else { return false };
    let same_base = match (&*own.base.get(py), &*other.base.get(py)) {
        (Some(base), Some(other)) => base.is(other),
        _ => false,
    };
    let (members, others) = (own.members.get(py), other.members.get(py));
    same_base
        && members.len() == others.len()
        && members
            .iter()
            .zip(others.iter())
            .all(|(own, other)| own.1 == other.1 && same_text(&own.0, &other.0))
}

fn same_text(left: &Value, right: &Value) -> bool {
    let text = |value: &Value| value.get::<crate::types::str_::Str>().map(ToString::to_string);
    left.is(right) || text(left) == text(right)
}

/// The classes in a tuple.
pub(crate) fn items(tuple: &Value) -> Vec<Value> {
    tuple.get::<Tuple>().map_or_else(Vec::new, |tuple| tuple.items().to_vec())
}

impl Type {
    /// How many members `__slots__` gave the instances, those of the bases included.
    pub fn slot_count(&self, py: &Py) -> usize {
        let mut count = 0;
        let mut current = Some(self.to_value());
        while let Some(state) = current.as_ref().and_then(Value::as_type).and_then(Self::own_state) {
            count += state.members.get(py).len();
            let base = state.base.get(py).clone();
            current = base;
        }
        count
    }
}
