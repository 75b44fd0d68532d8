//! Destroying objects that only refer to each other.
//!
//! ```text
//! made immortal ─► taken apart, types last ─► types of instances let go ─► memory freed
//! ```
//!
//! Taking one apart drops references to others. Immortal, they do not notice, so that each is taken apart exactly once, and as
//! if it had died by itself. Types come last, since they say what their instances are made of. What dies of it outside is
//! taken apart at once or, if that needs Python, waits in the list of the dead.

use std::ptr::NonNull;

use crate::death::{self, Teardown};
use crate::heap::meta::Meta;
use crate::object::Object;
use crate::py::{Shared, type_of};
use crate::type_::{Flags, state};
use crate::value::Value;

/// Destroys objects. No finaliser of theirs is pending, no weak reference to them exists, and nothing else refers to them.
pub(super) fn destroy(shared: &Shared, objects: &[NonNull<Object>]) {
    for &object in objects {
        // SAFETY: nobody but the objects themselves refers to the object.
        unsafe { object.as_ref() }.immortalise();
    }
    let is_type = |object: NonNull<Object>| type_of(object).has(Flags::TYPE);
    // While the tuples that say what a type derives from are still there.
    for &object in objects.iter().filter(|&&object| is_type(object)) {
        // SAFETY: the object is a type, and nobody looks at the lists of subclasses meanwhile.
        unsafe { state::leave_bases(object) };
    }
    for types in [false, true] {
        for &object in objects.iter().filter(|&&object| is_type(object) == types) {
            // SAFETY: the object is as good as dead, and nobody else takes it apart.
            while unsafe { death::take_apart(object, shared) } == Teardown::Interrupted {
                shared.walk();
            }
        }
    }
    for &object in objects {
        let type_ = type_of(object);
        if type_.is_heap() {
            // SAFETY: the reference that the object held to its type, whose memory is still there.
            drop(unsafe { Value::from_counted(NonNull::from(type_).cast()) });
        }
    }
    for &object in objects {
        shared.space().set_meta(object.cast(), Meta::NONE);
        shared.interpreter().collector.count_down();
        // SAFETY: nothing of the object is in use any more, and nobody refers to it.
        unsafe { shared.space().free(object.cast()) };
    }
}
