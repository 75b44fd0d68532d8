//! Trial deletion: which of some objects can be reached from outside.
//!
//! ```text
//! scratch word of an object that is looked at:   │ 1 │ references that have not been accounted for, 31 bits │
//! ```
//!
//! Every object is given its reference count; every reference among the objects is taken off that of its target. What is left
//! above zero is referred to from outside: by older objects, by frames, by native code. That, and all that it leads to, is
//! reachable. The scratch words are zero again when this returns.

use std::ptr::NonNull;

use crate::death;
use crate::heap::Space;
use crate::heap::meta::{Meta, OLDEST, Which};
use crate::object::Object;
use crate::py::{Shared, type_of};
use crate::types::tuple::{TUPLE, Tuple};
use crate::value::Value;

/// The object is looked at, and is not known to be reachable.
const CANDIDATE: u32 = 1 << 31;

/// There is no memory to find out.
pub(super) struct NoMemory;

/// What came out.
pub(super) struct Division {
    /// Nothing outside leads to these.
    pub(super) unreachable: Vec<NonNull<Object>>,
    /// How many others there are.
    pub(super) survivors: usize,
}

/// The objects that are looked at, which can be gone through several times.
trait Set {
    fn each(&self, visit: impl FnMut(NonNull<Object>));
}

struct Generations<'a>(&'a Space, Which);

impl Set for Generations<'_> {
    #[inline]
    fn each(&self, visit: impl FnMut(NonNull<Object>)) {
        self.0.each_object(self.1, visit);
    }
}

struct Listed<'a>(&'a [NonNull<Object>]);

impl Set for Listed<'_> {
    #[inline]
    fn each(&self, visit: impl FnMut(NonNull<Object>)) {
        self.0.iter().copied().for_each(visit);
    }
}

/// Divides the objects of some generations. Those that are reachable go to generation `target`.
pub(super) fn divide_generations(shared: &Shared, which: Which, target: u8) -> Result<Division, NoMemory> {
    let space = shared.space();
    let keep = |object: NonNull<Object>| {
        let meta = space.meta(object.cast());
        let meta = if leads_nowhere(space, object) {
            meta.in_generation(0).with(Meta::OUTSIDE)
        } else {
            meta.in_generation(target)
        };
        space.set_meta(object.cast(), meta);
    };
    let division = match list(space, which) {
        Some(objects) => divide(space, &Listed(&objects), keep),
        None => divide(space, &Generations(space, which), keep),
    };
    space.note_promotion(which.span().1, division.is_ok());
    division
}

/// The objects of the younger generations: they are gone through four times, and to find them takes longer than to read a list. All
/// objects there are would make a list that is too long; without memory for one there is none either.
fn list(space: &Space, which: Which) -> Option<Vec<NonNull<Object>>> {
    if which.span().1 == OLDEST {
        return None;
    }
    let (mut objects, mut complete) = (Vec::new(), true);
    space.each_object(which, |object| match objects.try_reserve(1) {
        Ok(()) => objects.push(object),
        Err(_) => complete = false,
    });
    complete.then_some(objects)
}

/// Divides objects that were unreachable before their finalisers ran: those that still are, are given back. The others live
/// on, in generation `target`.
pub(super) fn divide_again(
    shared: &Shared,
    objects: &[NonNull<Object>],
    target: u8,
) -> Result<Vec<NonNull<Object>>, NoMemory> {
    let space = shared.space();
    let keep = |object: NonNull<Object>| {
        let meta = space.meta(object.cast());
        space.set_meta(object.cast(), meta.without(Meta::DOOMED).in_generation(target));
    };
    Ok(divide(space, &Listed(objects), keep)?.unreachable)
}

fn divide(space: &Space, set: &impl Set, keep: impl Fn(NonNull<Object>)) -> Result<Division, NoMemory> {
    set.each(|object| {
        // What waits to die has no references, and what is immortal never dies.
        if let Some(count @ 1..) = header(object).count() {
            header(object).set_scratch(CANDIDATE | count);
        }
    });
    set.each(|object| {
        if is_candidate(object) {
            trace(object, &mut |part| {
                if let Some(part) = candidate(space, part) {
                    let left = header(part).scratch();
                    debug_assert!(
                        left != CANDIDATE,
                        "a {} shows a reference that it has not",
                        type_of(object).name()
                    );
                    header(part).set_scratch(left.saturating_sub(1).max(CANDIDATE));
                }
            });
        }
    });
    let marked = mark(space, set, keep);
    let mut unreachable = Vec::new();
    let mut missed = marked.is_err();
    set.each(|object| {
        if is_candidate(object) {
            header(object).set_scratch(0);
            missed = missed || unreachable.try_reserve(1).is_err();
            if !missed {
                unreachable.push(object);
            }
        }
    });
    // An object that is missing here could still be referred to by those that are not.
    if missed { Err(NoMemory) } else { Ok(Division { unreachable, survivors: marked? }) }
}

/// Marks what is reachable: its scratch word becomes zero. Gives the number of objects.
fn mark(space: &Space, set: &impl Set, keep: impl Fn(NonNull<Object>)) -> Result<usize, NoMemory> {
    let mut found: Vec<NonNull<Object>> = Vec::new();
    let (mut count, mut failed) = (0, false);
    set.each(|root| {
        if !is_candidate(root) || header(root).scratch() == CANDIDATE || failed {
            return;
        }
        header(root).set_scratch(0);
        let mut next = Some(root);
        while let Some(object) = next {
            count += 1;
            trace(object, &mut |part| {
                if let Some(part) = candidate(space, part) {
                    header(part).set_scratch(0);
                    match found.try_reserve(1) {
                        Ok(()) => found.push(part),
                        Err(_) => failed = true,
                    }
                }
            });
            keep(object);
            next = found.pop();
        }
    });
    if failed { Err(NoMemory) } else { Ok(count) }
}

#[inline(always)]
fn header<'a>(object: NonNull<Object>) -> &'a Object {
    // SAFETY: the objects that are looked at are there as long as the collector looks at them.
    unsafe { object.as_ref() }
}

#[inline(always)]
fn is_candidate(object: NonNull<Object>) -> bool {
    header(object).scratch() & CANDIDATE != 0 && header(object).count() != Some(0)
}

/// The object of a value, if it is one of those that are looked at.
#[inline(always)]
fn candidate(space: &Space, value: &Value) -> Option<NonNull<Object>> {
    let object = value.object().map(|_| value.pointer())?;
    (space.is_collected(object.cast()) && header(object).scratch() & CANDIDATE != 0).then_some(object)
}

/// Shows the parts of an object.
pub(super) fn trace(object: NonNull<Object>, visit: &mut crate::Visit<'_>) {
    // SAFETY: the collector runs while no borrow of a cell exists, and the object is there.
    unsafe { death::trace_object(object, visit) };
}

/// Whether an object is a tuple of what cannot lead back to it: such a tuple need not be looked at again.
fn leads_nowhere(space: &Space, object: NonNull<Object>) -> bool {
    if !type_of(object).is(&TUPLE) {
        return false;
    }
    // SAFETY: the object is exactly a tuple.
    let tuple = unsafe { Object::payload::<Tuple>(object).as_ref() };
    tuple.items().iter().all(|item| match item.object() {
        Some(item) => {
            let item = NonNull::from(item).cast();
            !space.is_collected(item) || !space.meta(item).is_tracked()
        }
        None => true,
    })
}
