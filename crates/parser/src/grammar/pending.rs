//! Lists of children under construction.

use bumpalo::Bump;

/// A stack on which lists grow until they are complete: an inner list lies above the part of the outer one that is
/// already there. So no list needs memory of its own before its length is known.
#[derive(Debug)]
pub(super) struct Pending<T>(Vec<T>);

/// Where a list begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize);

impl<T> Default for Pending<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> Pending<T> {
    /// Begins a list.
    #[inline]
    pub(super) fn mark(&self) -> Mark {
        Mark(self.0.len())
    }

    /// Adds to the innermost list.
    #[inline]
    pub(super) fn push(&mut self, item: T) {
        self.0.push(item);
    }

    /// The list so far.
    #[inline]
    pub(super) fn since(&self, mark: Mark) -> &[T] {
        self.0.get(mark.0..).unwrap_or_default()
    }

    /// Takes the last item of the list back.
    pub(super) fn pop(&mut self, mark: Mark) -> Option<T> {
        if self.0.len() > mark.0 { self.0.pop() } else { None }
    }

    /// Forgets the list.
    pub(super) fn cut(&mut self, mark: Mark) {
        self.0.truncate(mark.0);
    }

    /// The complete list.
    #[inline]
    pub(super) fn finish<'a>(&mut self, mark: Mark, arena: &'a Bump) -> &'a [T] {
        let items = arena.alloc_slice_copy(self.since(mark));
        self.0.truncate(mark.0);
        items
    }

    /// The items themselves, and where the list begins in them.
    pub(super) fn items(&mut self, mark: Mark) -> (&mut Vec<T>, usize) {
        (&mut self.0, mark.0)
    }
}
