//! Reading containers, and adding to them.

use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::set::Set;
use taipan_object::types::singletons::none;
use taipan_object::{Py, PyResult, Value};

use super::input::Input;
use super::load::Loader;

impl<I: Input> Loader<'_, I> {
    /// A tuple of the topmost objects.
    #[inline]
    pub(super) fn load_tuple(&mut self, py: &mut Py, count: usize) -> PyResult<()> {
        let start = match self.stack.len().checked_sub(count) {
            Some(start) if start >= self.fence => start,
            _ => return Err(self.underflow(py)),
        };
        let tuple = py.tuple(self.stack.drain(start..))?;
        self.push(tuple)
    }

    pub(super) fn load_list(&mut self, py: &mut Py) -> PyResult<()> {
        let start = self.take_mark(py)?;
        let items = self.cut(start)?;
        let list = py.list(items)?;
        self.push(list)
    }

    pub(super) fn load_dict(&mut self, py: &mut Py) -> PyResult<()> {
        let start = self.take_mark(py)?;
        if !(self.stack.len() - start).is_multiple_of(2) {
            return Err(self.error(py, format_args!("odd number of items for DICT")));
        }
        let value = py.dict()?;
        if let Some(dict) = value.exact::<Dict>() {
            self.set_entries(py, dict, start)?;
        }
        self.stack.truncate(start);
        self.push(value)
    }

    pub(super) fn load_frozenset(&mut self, py: &mut Py) -> PyResult<()> {
        let start = self.take_mark(py)?;
        let keys = self.set_of(py, start)?;
        self.stack.truncate(start);
        let value = py.heap().frozenset(keys)?;
        self.push(value)
    }

    /// A set of the objects from an index on.
    fn set_of(&self, py: &mut Py, start: usize) -> PyResult<Set> {
        let keys = Set::default();
        for key in self.stack.get(start..).unwrap_or_default() {
            keys.add(py, key)?;
        }
        Ok(keys)
    }

    /// Takes the objects from an index on off the stack.
    fn cut(&mut self, start: usize) -> PyResult<Vec<Value>> {
        let mut items = Vec::new();
        items.try_reserve_exact(self.stack.len().saturating_sub(start))?;
        items.extend(self.stack.drain(start..));
        Ok(items)
    }

    #[inline]
    pub(super) fn load_append(&mut self, py: &mut Py) -> PyResult<()> {
        match self.stack.len().checked_sub(1) {
            Some(start) if start > self.fence => self.append(py, start),
            _ => Err(self.underflow(py)),
        }
    }

    pub(super) fn load_appends(&mut self, py: &mut Py) -> PyResult<()> {
        let start = self.take_mark(py)?;
        if start <= self.fence {
            return Err(self.underflow(py));
        }
        if start == self.stack.len() {
            return Ok(());
        }
        self.append(py, start)
    }

    /// Appends the objects from an index on to the one below.
    fn append(&mut self, py: &mut Py, start: usize) -> PyResult<()> {
        let Some(target) = self.below(start) else { return Err(self.underflow(py)) };
        if let Some(list) = target.exact::<List>() {
            let count = self.stack.len() - start;
            let mut items = list.items.get_mut(py);
            if items.capacity() - items.len() < count {
                items.try_reserve(count)?;
            }
            items.extend(self.stack.drain(start..));
            return Ok(());
        }
        if let Some(extend) = py.find_attribute(&target, &self.library.names.extend)? {
            let items = self.cut(start)?;
            let items = py.list(items)?;
            return py.call(&extend, &[&items]).map(drop);
        }
        let append = py.get_attribute(&target, &self.library.names.append)?;
        self.each(py, start, |py, item| py.call(&append, &[&item]).map(drop))
    }

    /// Does something with each object from an index on, and takes them off the stack.
    fn each(
        &mut self,
        py: &mut Py,
        start: usize,
        mut work: impl FnMut(&mut Py, Value) -> PyResult<()>,
    ) -> PyResult<()> {
        self.cut(start)?.into_iter().try_for_each(|item| work(py, item))
    }

    /// The object below an index.
    #[inline]
    fn below(&self, start: usize) -> Option<Value> {
        self.stack.get(start.checked_sub(1)?).cloned()
    }

    #[inline]
    pub(super) fn load_setitem(&mut self, py: &mut Py) -> PyResult<()> {
        match self.stack.len().checked_sub(2) {
            Some(start) if start > self.fence => self.set_items(py, start),
            _ => Err(self.underflow(py)),
        }
    }

    pub(super) fn load_setitems(&mut self, py: &mut Py) -> PyResult<()> {
        let start = self.take_mark(py)?;
        if start <= self.fence {
            return Err(self.underflow(py));
        }
        if !(self.stack.len() - start).is_multiple_of(2) {
            return Err(self.error(py, format_args!("odd number of items for SETITEMS")));
        }
        self.set_items(py, start)
    }

    /// Sets the keys and values from an index on in the object below.
    fn set_items(&mut self, py: &mut Py, start: usize) -> PyResult<()> {
        if start == self.stack.len() {
            return Ok(());
        }
        let Some(target) = self.below(start) else { return Err(self.underflow(py)) };
        if let Some(dict) = target.exact::<Dict>() {
            let result = self.set_entries(py, dict, start);
            self.stack.truncate(start);
            return result;
        }
        let entries = self.cut(start)?;
        for pair in entries.chunks_exact(2) {
            if let [key, value] = pair {
                py.set_item(&target, key, value)?;
            }
        }
        Ok(())
    }

    /// Moves keys and values into a dict. They stay on the stack in part, to be dropped by the caller.
    fn set_entries(&mut self, py: &mut Py, dict: &Dict, start: usize) -> PyResult<()> {
        let count = (self.stack.len() - start) / 2;
        if dict.is_empty(py) {
            dict.reserve(py, count)?;
        }
        for pair in self.stack.get_mut(start..).unwrap_or_default().chunks_exact_mut(2) {
            if let [key, value] = pair {
                let value = std::mem::replace(value, none());
                drop(dict.set_str(py, key, value)?);
            }
        }
        Ok(())
    }

    pub(super) fn load_additems(&mut self, py: &mut Py) -> PyResult<()> {
        let start = self.take_mark(py)?;
        if start <= self.fence {
            return Err(self.underflow(py));
        }
        if start == self.stack.len() {
            return Ok(());
        }
        let Some(target) = self.below(start) else { return Err(self.underflow(py)) };
        if let Some(set) = target.get::<Set>() {
            return self.each(py, start, |py, key| set.add(py, &key).map(drop));
        }
        let add = py.get_attribute(&target, &self.library.names.add)?;
        self.each(py, start, |py, item| py.call(&add, &[&item]).map(drop))
    }
}
