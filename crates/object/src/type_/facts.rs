//! What a class says about an attribute of its objects, for instructions that see objects of many classes.

use super::{Flags, Type};
use crate::cached::{self, Place};
use crate::py::Py;
use crate::value::{Borrowed, Value};

/// What a class says about an attribute, in one word: the place in the objects, if they may have it inline, and flags.
///
/// ```text
/// word, 16 bits │ index, 8 bits │ flags, 8 bits
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts(u32);

const KNOWN: u32 = 1 << 24;
/// Objects may have the attribute inline.
const INLINE: u32 = 1 << 25;
/// Reading looks at the object first, then at the class.
const READS: u32 = 1 << 26;
/// Setting sets the attribute of the object.
const WRITES: u32 = 1 << 27;
/// What the class has is a method, called with the object.
const METHOD: u32 = 1 << 28;
/// An object may have an attribute of its own that hides what the class has, in its memory if not at a known place.
const HIDES: u32 = 1 << 29;

impl Facts {
    pub(super) fn of(py: &Py, class: &Type, name: &Value, found: Option<Borrowed<'_>>) -> Self {
        let mut flags = KNOWN;
        let sets = found.is_some_and(|found| found.type_().slots.descr_set.get().is_some());
        if !sets && class.has_generic_getattr(py) {
            flags |= READS;
        }
        if !sets && class.has_generic_setattr(py) && !class.has(Flags::TYPE) {
            flags |= WRITES;
        }
        if found.is_some_and(|found| found.type_().has(Flags::METHOD_DESCRIPTOR)) {
            flags |= METHOD;
        }
        if cached::may_be_inline(py, class, name) {
            flags |= HIDES;
        }
        match cached::place(py, class, name) {
            Some(place) => Self(flags | INLINE | u32::from(place.word) | u32::from(place.index) << 16),
            None => Self(flags),
        }
    }

    pub(super) fn are_known(self) -> bool {
        self.0 & KNOWN != 0
    }

    /// Whether they hold as long as the version of the class. An object may bring a new attribute along, which only takes the
    /// version away where the class has something of that name.
    pub(super) fn are_lasting(self, found: bool) -> bool {
        found || self.0 & INLINE != 0
    }

    fn place(self) -> Option<Place> {
        (self.0 & INLINE != 0).then_some(Place { word: self.0 as u16, index: (self.0 >> 16) as u8 })
    }

    /// Where an object may have the attribute, which comes before what its class has.
    #[inline]
    pub fn read(self) -> Option<Place> {
        if self.0 & READS == 0 { None } else { self.place() }
    }

    /// Where an object keeps the attribute when it is set.
    #[inline]
    pub fn written(self) -> Option<Place> {
        if self.0 & WRITES == 0 { None } else { self.place() }
    }

    /// Whether what the class has is a method, and objects have nothing inline that hides it.
    #[inline]
    pub fn are_of_method(self) -> bool {
        self.0 & (READS | METHOD | HIDES) == READS | METHOD
    }
}
