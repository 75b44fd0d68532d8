//! Iterating, subscribing, membership.

use taipan_text::Name;

use crate::cached;
use crate::exception as exc;
use crate::py::{Py, PyResult, Raised};
use crate::type_::Flags;
use crate::types::dict::Dict;
use crate::types::dict::views::{DictItems, DictKeys, DictValues};
use crate::types::list::List;
use crate::types::range::Range;
use crate::types::singletons::{is_none, is_not_implemented};
use crate::types::str_::Str;
use crate::types::tuple::Tuple;
use crate::value::{Borrowed, Value};

impl Py {
    /// `iter(value)`
    pub fn iter(&mut self, value: &Value) -> PyResult<Value> {
        let Some(iter) = value.type_().slots.iter.get() else {
            if is_sequence(value) {
                return crate::types::seq_iter::new(self, value);
            }
            return Err(exc::type_error(
                self,
                format_args!("'{}' object is not iterable", value.type_().name()),
            ));
        };
        let result = iter(self, value.borrow())?;
        if result.type_().slots.next.get().is_some() {
            return Ok(result);
        }
        Err(exc::type_error(
            self,
            format_args!("iter() returned non-iterator of type '{}'", result.type_().name()),
        ))
    }

    /// The next item of an iterator; nothing at its end.
    #[inline]
    pub fn next(&mut self, iterator: &Value) -> PyResult<Option<Value>> {
        self.next_here(iterator)
    }

    /// The same without a call where that needs nothing but reading: for iterators over others.
    #[inline(always)]
    pub fn next_here(&mut self, iterator: &Value) -> PyResult<Option<Value>> {
        if let Some(item) = cached::next_item(iterator.borrow()) {
            // SAFETY: an item is not null, and the slot is not used again.
            return Ok(Some(unsafe { item.take() }));
        }
        self.next_by_slot(iterator)
    }

    fn next_by_slot(&mut self, iterator: &Value) -> PyResult<Option<Value>> {
        self.check_stack("in __next__")?;
        match iterator.type_().slots.next.get() {
            Some(next) => next(self, iterator.borrow()),
            None => Err(exc::type_error(
                self,
                format_args!("'{}' object is not an iterator", iterator.type_().name()),
            )),
        }
    }

    /// Calls `body` with each item of an iterable.
    pub fn for_each(
        &mut self,
        iterable: &Value,
        mut body: impl FnMut(&mut Self, Value) -> PyResult<()>,
    ) -> PyResult<()> {
        if let Some(tuple) = iterable.exact::<Tuple>() {
            for item in tuple.items() {
                body(self, item.clone())?;
            }
            return Ok(());
        }
        if let Some(list) = iterable.exact::<List>() {
            let mut index = 0;
            while let Some(item) = list.item(self, index) {
                body(self, item)?;
                index += 1;
            }
            return Ok(());
        }
        if let Some(text) = iterable.exact::<Str>() {
            for point in text.code_points() {
                let character = self.heap().character(point)?;
                body(self, character)?;
            }
            return Ok(());
        }
        if let Some((start, step, length)) = iterable.exact::<Range>().and_then(Range::machine_words) {
            for index in 0..length {
                let number = self.int(start.wrapping_add(step.wrapping_mul(index)))?;
                body(self, number)?;
            }
            return Ok(());
        }
        let iterator = self.iter(iterable)?;
        while let Some(item) = self.next(&iterator)? {
            body(self, item)?;
        }
        Ok(())
    }

    /// The items of an iterable, which nobody asks how many they are: those of `tuple(iterable)`.
    pub fn collect(&mut self, iterable: &Value) -> PyResult<Vec<Value>> {
        if let Some(found) = self.items_at_once(iterable) {
            return found;
        }
        let iterator = self.iter(iterable)?;
        self.take_all(&iterator, Vec::new())
    }

    /// The items of an iterable that is asked how many to expect: those of `list(iterable)`.
    pub fn collect_list(&mut self, iterable: &Value) -> PyResult<Vec<Value>> {
        if let Some(found) = self.items_at_once(iterable) {
            return found;
        }
        let iterator = self.iter(iterable)?;
        let mut items = Vec::new();
        items.try_reserve_exact(self.length_hint(iterable, 8)?)?;
        self.take_all(&iterator, items)
    }

    /// The items of what is used as a sequence; `error` is for what cannot be iterated over.
    pub fn sequence_or(
        &mut self,
        value: &Value,
        error: impl FnOnce(&mut Self) -> Raised,
    ) -> PyResult<Vec<Value>> {
        if let Some(found) = self.items_at_once(value) {
            return found;
        }
        match self.iter(value) {
            Ok(iterator) => self.collect_list(&iterator),
            Err(raised) if self.matches(&raised, &exc::TYPE_ERROR) => {
                self.discard(raised);
                Err(error(self))
            }
            Err(raised) => Err(raised),
        }
    }

    fn take_all(&mut self, iterator: &Value, mut items: Vec<Value>) -> PyResult<Vec<Value>> {
        let Some(next) = iterator.type_().slots.next.get() else { return Ok(items) };
        while let Some(item) = next(self, iterator.borrow())? {
            if items.len() == items.capacity() {
                crate::types::list::grow(&mut items, 1)?;
            }
            items.push(item);
        }
        Ok(items)
    }

    /// The items of a tuple, list, range, dict, set or text, or of a view of a dict: going over these runs no Python code, so that
    /// nobody can see how they are had. Nothing for other values.
    pub fn items_at_once(&mut self, iterable: &Value) -> Option<PyResult<Vec<Value>>> {
        if let Some(tuple) = iterable.exact::<Tuple>() {
            return Some(copy_of(tuple.items()));
        }
        if let Some(list) = iterable.exact::<List>() {
            return Some(copy_of(&list.items.get(self)));
        }
        if let Some((start, step, length)) = iterable.exact::<Range>().and_then(Range::machine_words) {
            return Some(self.numbers(start, step, length));
        }
        if let Some(dict) = iterable.exact::<Dict>() {
            return Some(dict.keys(self));
        }
        if let Some(set) = iterable.borrow().exact_set() {
            return Some(set.keys(self));
        }
        if let Some(text) = iterable.exact::<Str>() {
            return Some(self.characters(text));
        }
        if let Some(view) = iterable.exact::<DictKeys>() {
            return view.dict().map(|dict| dict.keys(self));
        }
        if let Some(view) = iterable.exact::<DictValues>() {
            return view.dict().map(|dict| dict.values(self));
        }
        let dict = iterable.exact::<DictItems>()?.dict()?;
        Some(dict.pairs(self))
    }

    fn numbers(&self, start: i64, step: i64, length: i64) -> PyResult<Vec<Value>> {
        let mut numbers = Vec::new();
        numbers.try_reserve_exact(usize::try_from(length).unwrap_or(usize::MAX))?;
        for index in 0..length {
            numbers.push(self.int(start.wrapping_add(step.wrapping_mul(index)))?);
        }
        Ok(numbers)
    }

    fn characters(&self, text: &Str) -> PyResult<Vec<Value>> {
        let mut characters = Vec::new();
        characters.try_reserve_exact(text.len())?;
        for point in text.code_points() {
            characters.push(self.heap().character(point)?);
        }
        Ok(characters)
    }

    /// `operator.length_hint(value, default)`: how many items are to be expected.
    pub fn length_hint(&mut self, value: &Value, default: usize) -> PyResult<usize> {
        if let Some(length) = value.type_().slots.length.get() {
            match length(self, value.borrow()) {
                Err(raised) if self.matches(&raised, &exc::TYPE_ERROR) => self.discard(raised),
                result => return result,
            }
        }
        let name = self.name(Name::__LENGTH_HINT__).clone();
        let Some(method) = value.type_().lookup(self, &name) else { return Ok(default) };
        let hint = match self.call_method_value(&method, value.borrow(), &[]) {
            Ok(hint) => hint,
            Err(raised) if self.matches(&raised, &exc::TYPE_ERROR) => {
                self.discard(raised);
                return Ok(default);
            }
            Err(raised) => return Err(raised),
        };
        if is_not_implemented(&hint) {
            return Ok(default);
        }
        if !hint.is_int() {
            return Err(exc::type_error(
                self,
                format_args!("__length_hint__ must be an integer, not {}", hint.type_().name()),
            ));
        }
        match usize::try_from(self.to_isize(&hint)?) {
            Ok(hint) => Ok(hint),
            Err(_) => Err(exc::value_error(self, format_args!("__length_hint__() should return >= 0"))),
        }
    }

    /// `container[key]`
    pub fn get_item(&mut self, container: &Value, key: &Value) -> PyResult<Value> {
        match container.type_().slots.getitem.get() {
            Some(get) => get(self, container.borrow(), key.borrow()),
            None => self.class_getitem(container, key),
        }
    }

    /// `Class[key]`
    fn class_getitem(&mut self, container: &Value, key: &Value) -> PyResult<Value> {
        if let Some(class) = container.as_type() {
            if class.is(&crate::types::type_::TYPE)
                && let Some(alias) = self.interpreter().hooks().generic_alias
            {
                return alias(self, container, key);
            }
            let name = self.name(Name::__CLASS_GETITEM__).clone();
            if let Some(method) = self.find_attribute(container, &name)?
                && !is_none(&method)
            {
                return self.call(&method, &[key]);
            }
            return Err(exc::type_error(self, format_args!("type '{class}' is not subscriptable")));
        }
        Err(exc::type_error(self, format_args!("'{}' object is not subscriptable", container.type_().name())))
    }

    /// `container[key] = value`
    pub fn set_item(&mut self, container: &Value, key: &Value, value: &Value) -> PyResult<()> {
        match container.type_().slots.setitem.get() {
            Some(set) => set(self, container.borrow(), key.borrow(), Some(value.borrow())),
            None => Err(cannot_store(self, container, key, "does not support item assignment")),
        }
    }

    /// `del container[key]`
    pub fn delete_item(&mut self, container: &Value, key: &Value) -> PyResult<()> {
        match container.type_().slots.setitem.get() {
            Some(set) => set(self, container.borrow(), key.borrow(), None),
            None if is_indexed(container, key) => {
                Err(cannot_store(self, container, key, "doesn't support item deletion"))
            }
            None => Err(cannot_store(self, container, key, "does not support item deletion")),
        }
    }

    /// `key in container`
    pub fn contains(&mut self, container: &Value, key: &Value) -> PyResult<bool> {
        match container.type_().slots.contains.get() {
            Some(contains) => contains(self, container.borrow(), key.borrow()),
            None => contains_by_iteration(self, container.borrow(), key.borrow()),
        }
    }
}

fn copy_of(items: &[Value]) -> PyResult<Vec<Value>> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(items.len())?;
    copy.extend_from_slice(items);
    Ok(copy)
}

/// Whether a key is taken for the index of a sequence: what has a length or is an object of a Python class may be one.
fn is_indexed(container: &Value, key: &Value) -> bool {
    let class = container.type_();
    key.type_().slots.index.get().is_some() && (class.is_heap() || class.slots.length.get().is_some())
}

/// The error for an object whose items cannot be changed. An index is read first.
#[cold]
fn cannot_store(py: &mut Py, container: &Value, key: &Value, what: &str) -> Raised {
    if is_indexed(container, key) {
        match py.index(key) {
            Ok(index) if index.as_i64().is_some() => {}
            Ok(_) => {
                let class = key.type_().name();
                return exc::index_error(
                    py,
                    format_args!("cannot fit '{class}' into an index-sized integer"),
                );
            }
            Err(raised) => return raised,
        }
    }
    exc::type_error(py, format_args!("'{}' object {what}", container.type_().name()))
}

/// Whether a value has items in an order, as far as its class tells: it can be subscripted, and is no builtin mapping or the like.
pub fn is_sequence(value: &Value) -> bool {
    let class = value.type_();
    let native = class.native();
    class.slots.getitem.get().is_some() && !native.has(Flags::MAPPING) && !native.has(Flags::SUBSCRIPT_ONLY)
}

/// `key in container`, for a container that can only be iterated over.
pub(crate) fn contains_by_iteration(
    py: &mut Py,
    container: Borrowed<'_>,
    key: Borrowed<'_>,
) -> PyResult<bool> {
    let iterator = match py.iter(&container) {
        Ok(iterator) => iterator,
        Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
            py.discard(raised);
            let class = container.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("argument of type '{class}' is not a container or iterable"),
            ));
        }
        Err(raised) => return Err(raised),
    };
    while let Some(item) = py.next(&iterator)? {
        if py.equal(&item, &key)? {
            return Ok(true);
        }
    }
    Ok(false)
}
