//! The part of the generated [`Folder`](crate::Folder) that is the same for every list of children.

use bumpalo::Bump;
use bumpalo::collections::Vec;

use crate::Folder;

/// Folds the items of a list; the same list when none of them changed.
pub(crate) fn fold_list<'a, T: Copy, F: Folder<'a> + ?Sized>(
    folder: &mut F,
    items: &'a [T],
    mut fold: impl FnMut(&mut F, T) -> Result<T, F::Error>,
    same: impl Fn(&T, &T) -> bool,
) -> Result<&'a [T], F::Error> {
    let mut changed: Option<Vec<'a, T>> = None;
    for (index, item) in items.iter().enumerate() {
        let new = fold(folder, *item)?;
        match &mut changed {
            Some(list) => list.push(new),
            None if same(item, &new) => {}
            None => changed = Some(copy_of_start(folder.arena(), items, index, new)),
        }
    }
    Ok(changed.map_or(items, Vec::into_bump_slice))
}

fn copy_of_start<'a, T: Copy>(arena: &'a Bump, items: &[T], index: usize, new: T) -> Vec<'a, T> {
    let mut list = Vec::with_capacity_in(items.len(), arena);
    list.extend_from_slice(&items[..index]);
    list.push(new);
    list
}
