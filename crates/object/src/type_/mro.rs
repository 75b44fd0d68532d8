//! The order in which the classes above a class are searched: C3, or what the metaclass's `mro()` says.
//!
//! C3 (Barrett et al., "A monotonic superclass linearization for Dylan", 1996) merges the orders of the bases and the
//! list of the bases itself: the next class is the first head of a list that is in no list's tail.

use super::Type;
use super::bases;
use crate::exception as exc;
use crate::py::{Py, PyResult, Raised};
use crate::types::tuple::Tuple;
use crate::types::type_::TYPE;
use crate::value::Value;

/// The order that C3 gives a class whose bases are known: what `type.mro` returns.
pub fn linearise(py: &mut Py, class: &Type) -> PyResult<Vec<Value>> {
    let listed = bases::items(&class.state(py).bases.get(py).clone());
    let mut lists: Vec<Vec<Value>> = Vec::with_capacity(listed.len() + 1);
    for base in &listed {
        let Some(base) = base.as_type() else {
            return Err(exc::type_error(py, format_args!("bases must be types")));
        };
        let order = bases::items(&base.state(py).mro.get(py).clone());
        if order.is_empty() {
            return Err(exc::type_error(py, format_args!("Cannot extend an incomplete type '{base}'")));
        }
        lists.push(order);
    }
    let mut order = vec![class.to_value()];
    if let ([_], [only]) = (&listed[..], &mut lists[..]) {
        order.append(only);
        return Ok(order);
    }
    if let Some(twice) =
        listed.iter().enumerate().find(|(at, base)| listed[..*at].iter().any(|it| it.is(base)))
    {
        let name = twice.1.as_type().map(ToString::to_string).unwrap_or_default();
        return Err(exc::type_error(py, format_args!("duplicate base class {name}")));
    }
    lists.push(listed);
    merge(py, &lists, &mut order)?;
    Ok(order)
}

fn merge(py: &mut Py, lists: &[Vec<Value>], order: &mut Vec<Value>) -> PyResult<()> {
    let mut heads = vec![0; lists.len()];
    loop {
        let rest = || {
            lists.iter().zip(&heads).filter_map(|(list, &head)| list.get(head..)).filter(|it| !it.is_empty())
        };
        if rest().next().is_none() {
            return Ok(());
        }
        let next = rest()
            .filter_map(|list| list.first())
            .find(|class| !rest().any(|list| list.iter().skip(1).any(|other| other.is(class))));
        let Some(next) = next.cloned() else {
            let left: Vec<Value> = rest().filter_map(|list| list.first().cloned()).collect();
            return Err(inconsistent(py, &left));
        };
        for (list, head) in lists.iter().zip(&mut heads) {
            if list.get(*head).is_some_and(|class| class.is(&next)) {
                *head += 1;
            }
        }
        order.push(next);
    }
}

/// `__name__` of a class: of builtin ones without the module.
fn short_name(class: &Type) -> String {
    if class.is_heap() { class.to_string() } else { class.short_name().to_owned() }
}

#[cold]
fn inconsistent(py: &Py, left: &[Value]) -> Raised {
    let mut names: Vec<String> = Vec::new();
    for (at, class) in left.iter().enumerate() {
        if !left[..at].iter().any(|other| other.is(class)) {
            names.push(class.as_type().map(short_name).unwrap_or_default());
        }
    }
    exc::type_error(
        py,
        format_args!(
            "Cannot create a consistent method resolution order (MRO) for bases {}",
            names.join(", ")
        ),
    )
}

/// The order of a class, a tuple, which its metaclass may decide.
pub(crate) fn compute(py: &mut Py, class: &Type) -> PyResult<Value> {
    let meta = class.as_object().type_();
    let name = py.heap().intern("mro")?;
    let own = TYPE.lookup(py, &name);
    let custom = if meta.is(&TYPE) { None } else { meta.lookup(py, &name) };
    let Some(custom) = custom.filter(|custom| own.is_none_or(|own| !custom.is(&own))) else {
        let order = linearise(py, class)?;
        return py.tuple(order);
    };
    let result = py.call_unbound(&custom, class.borrow(), &[])?;
    let order = py.collect(&result)?;
    check(py, class, &order)?;
    py.tuple(order)
}

/// What `mro()` returns may name any classes whose layout instances of the class have.
fn check(py: &mut Py, class: &Type, order: &[Value]) -> PyResult<()> {
    if order.is_empty() {
        return Err(exc::type_error(py, format_args!("type MRO must not be empty")));
    }
    let own = bases::layout(py, class);
    for item in order {
        let Some(base) = item.as_type() else {
            let name = item.type_().name();
            return Err(exc::type_error(py, format_args!("mro() returned a non-class ('{name}')")));
        };
        let theirs = bases::layout(py, base);
        let fits =
            own.as_type().zip(theirs.as_type()).is_some_and(|(own, theirs)| own.is_subtype(py, theirs));
        if !fits {
            return Err(exc::type_error(
                py,
                format_args!("mro() returned base with unsuitable layout ('{base}')"),
            ));
        }
    }
    Ok(())
}

impl Type {
    /// The classes of the MRO, this one first.
    pub fn mro(&self, py: &Py) -> Vec<Value> {
        self.state(py).mro.get(py).get::<Tuple>().map_or_else(Vec::new, |mro| mro.items().to_vec())
    }
}
