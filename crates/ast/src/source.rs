//! Where nodes come from that are built from outside, such as objects of the `ast` module.

use bumpalo::Bump;
use taipan_text::{Location, Name, PyText};

use crate::{Class, Constant};

/// Gives the fields of nodes to the generated functions `build_…`, which make a tree of them.
///
/// Fields are given by their class and their position in [`Class::fields`]. What is not there where it must be is an error
/// of the source's own.
pub trait NodeSource<'a> {
    /// What nodes are made of.
    type Object;
    /// What stops the building.
    type Error;

    /// Where nodes live.
    fn arena(&self) -> &'a Bump;

    /// Whether an object stands for no node.
    fn is_none(&self, object: &Self::Object) -> bool;

    /// Which class of a family an object has; nothing if it has none of them.
    fn class(&mut self, object: &Self::Object, family: &'static str) -> Result<Option<Class>, Self::Error>;

    /// The error for an object that has no class of a family.
    fn stranger(&mut self, object: &Self::Object, family: &'static str) -> Self::Error;

    /// Where an object of a family stands.
    fn location(&mut self, object: &Self::Object, family: &'static str) -> Result<Location, Self::Error>;

    /// Builds the value of a field; nothing if there is none, which is an error unless the field is optional.
    fn field<T>(
        &mut self,
        object: &Self::Object,
        class: Class,
        field: usize,
        build: impl FnOnce(&mut Self, &Self::Object) -> Result<Option<T>, Self::Error>,
    ) -> Result<Option<T>, Self::Error>;

    /// Builds the values in a field that is a list.
    fn list<T: Copy + 'a>(
        &mut self,
        object: &Self::Object,
        class: Class,
        field: usize,
        build: impl Fn(&mut Self, &Self::Object) -> Result<Option<T>, Self::Error>,
    ) -> Result<&'a [T], Self::Error>;

    /// Builds the values in a field that is a list in which some may be missing.
    fn list_with_gaps<T: Copy + 'a>(
        &mut self,
        object: &Self::Object,
        class: Class,
        field: usize,
        build: impl Fn(&mut Self, &Self::Object) -> Result<Option<T>, Self::Error>,
    ) -> Result<&'a [Option<T>], Self::Error>;

    /// The value of a field that must have one.
    fn required<T>(&mut self, value: Option<T>, class: Class, field: usize) -> Result<T, Self::Error>;

    /// An identifier; nothing of `None`.
    fn identifier(&mut self, object: &Self::Object) -> Result<Option<Name>, Self::Error>;

    /// A text; nothing of `None`.
    fn string(&mut self, object: &Self::Object) -> Result<Option<PyText<'a>>, Self::Error>;

    /// A number.
    fn int(&mut self, object: &Self::Object) -> Result<Option<i32>, Self::Error>;

    /// A constant.
    fn constant(&mut self, object: &Self::Object) -> Result<Option<Constant<'a>>, Self::Error>;
}
