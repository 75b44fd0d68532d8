//! `dict`: what its objects are made of, and looking up, adding and removing keys.
//!
//! A lookup goes as far as it can without Python: the same object, two strings, two small numbers. Where another key has
//! the same hash, `__eq__` is asked, and if that changed the table, the lookup starts again. So an index into the table is
//! good only until something may have run. Values that are displaced are given back or dropped when no borrow is left.

mod entries;
mod iterate;
pub mod iterators;
mod merge;
mod table;
#[cfg(test)]
mod tests;
pub mod views;

use std::cell::Cell;
use std::ptr::NonNull;

pub use iterate::Entry;
pub use merge::OnDuplicate;
use table::{Found, Kind, Steps, Table};
pub(super) use table::{NoMemory, known_equal};

use super::object::OBJECT;
use super::str_::Str;
use crate::args::StackRef;
use crate::cell::PyCell;
use crate::death::{self, Teardown};
use crate::exception as exc;
use crate::object::{HEADER_SIZE, Object};
use crate::protocol::compare::known_hash;
use crate::py::{Heap, Py, PyResult, Raised, Shared};
use crate::type_::{Memory, Parts, Payload, Type, Visit};
use crate::value::{Borrowed, Value};

/// The payload of a dict.
#[derive(Default)]
pub struct Dict {
    table: PyCell<Table>,
}

/// `dict`
pub static DICT: Type = Type::with_memory(
    "dict",
    Some(&OBJECT),
    HEADER_SIZE + size_of::<Dict>(),
    Memory { teardown: Some(teardown), trace: Some(death::trace::<Dict>), size: None },
);

// SAFETY: dicts are made with this payload, and types that derive from `dict` keep it.
unsafe impl Payload for Dict {
    const TYPE: &'static Type = &DICT;
}

impl Parts for Dict {
    fn take_part(&mut self) -> Option<Value> {
        self.table.exclusive().take_part()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        let table = unsafe { self.table.peek() };
        let text = table.kind() == Kind::Text;
        let mut at = 0;
        while let Some((number, key, value)) = table.next(at) {
            // Strings refer to nothing.
            if !text {
                visit(key);
            }
            visit(value);
            at = number + 1;
        }
    }
}

/// # Safety
/// The object is a dead dict.
unsafe fn teardown(object: NonNull<Object>, shared: &Shared) -> Teardown {
    // SAFETY: nobody else has a reference to the payload of a dead object, and it is freed when this is done.
    unsafe { Object::payload::<Dict>(object).as_mut().table.exclusive().release(shared) }
}

/// The hash of a key.
#[inline]
fn hash_key(py: &mut Py, key: &Value) -> PyResult<i64> {
    match py.hash(key) {
        Ok(hash) => Ok(hash),
        Err(raised) => Err(unhashable(py, key, raised, "a dict key")),
    }
}

/// The error for a key that has no hash, which says what it was to be used as.
#[cold]
pub(crate) fn unhashable(py: &mut Py, key: &Value, raised: Raised, what: &str) -> Raised {
    if !py.peek(&raised).type_().is(&exc::TYPE_ERROR) {
        return raised;
    }
    let exception = py.take(raised);
    let why = match py.to_str(&exception) {
        Ok(why) => why,
        Err(raised) => return raised,
    };
    let class = key.borrow().type_();
    let module = class.module_name(py).filter(|module| module.to_string() != "__main__");
    let separator = if module.is_some() { "." } else { "" };
    let module = module.map(|module| module.to_string()).unwrap_or_default();
    let name = class.state(py).qualified_name.get(py).clone();
    exc::type_error(py, format_args!("cannot use '{module}{separator}{name}' as {what} ({why})"))
}

// ---- any key -----------------------------------------------------------------------------------------------------------

impl Dict {
    /// How many keys.
    #[inline(always)]
    pub fn len(&self, py: &Py) -> usize {
        self.table.get(py).used()
    }

    /// Whether there is none.
    #[inline(always)]
    pub fn is_empty(&self, py: &Py) -> bool {
        self.len(py) == 0
    }

    /// Whether all keys are known to be strings, without a look at them.
    pub(crate) fn has_only_texts(&self, py: &Py) -> bool {
        self.table.get(py).has_only_texts()
    }

    /// Bytes of the table, which lies outside of the object.
    pub fn table_bytes(&self, py: &Py) -> usize {
        self.table.get(py).bytes()
    }

    /// The entry of a key, asking Python where need be.
    #[inline]
    fn find(&self, py: &mut Py, key: &Value, hash: i64) -> PyResult<Option<usize>> {
        let mut steps = Steps::of(hash);
        let found = {
            let table = self.table.get(py);
            if table.kind() == Kind::Text
                && let Some(text) = key.exact::<Str>()
            {
                return Ok(table.find_text(key, hash, text));
            }
            table.find(&mut steps, key, hash)
        };
        match found {
            Found::Entry(number) => Ok(Some(number)),
            Found::Nothing => Ok(None),
            Found::Ask(number) => self.find_asking(py, key, hash, steps, number),
        }
    }

    /// Goes on with a lookup that has come to a key that only Python can compare.
    #[cold]
    fn find_asking(
        &self,
        py: &mut Py,
        key: &Value,
        hash: i64,
        mut steps: Steps,
        mut number: usize,
    ) -> PyResult<Option<usize>> {
        loop {
            let table = self.table.get(py);
            let before = table.identity();
            let own = table.key(number).cloned();
            drop(table);
            let equal = match &own {
                Some(own) => py.equal(own, key)?,
                None => false,
            };
            let table = self.table.get(py);
            if own.is_some_and(|own| table.is_as_before(before, number, &own)) {
                if equal {
                    return Ok(Some(number));
                }
                steps.advance();
            } else {
                steps = Steps::of(hash);
            }
            match table.find(&mut steps, key, hash) {
                Found::Entry(number) => return Ok(Some(number)),
                Found::Nothing => return Ok(None),
                Found::Ask(next) => number = next,
            }
        }
    }

    /// The value of a key.
    #[inline]
    pub fn get(&self, py: &mut Py, key: &Value) -> PyResult<Option<Value>> {
        let hash = hash_key(py, key)?;
        self.get_hashed(py, key, hash)
    }

    /// The value of a key whose hash is known.
    #[inline]
    pub fn get_hashed(&self, py: &mut Py, key: &Value, hash: i64) -> PyResult<Option<Value>> {
        let found = self.find(py, key, hash)?;
        Ok(found.and_then(|number| self.table.get(py).value(number).cloned()))
    }

    /// Whether there is such a key.
    #[inline]
    pub fn contains(&self, py: &mut Py, key: &Value) -> PyResult<bool> {
        let hash = hash_key(py, key)?;
        self.contains_hashed(py, key, hash)
    }

    /// Whether there is a key whose hash is known.
    #[inline]
    pub fn contains_hashed(&self, py: &mut Py, key: &Value, hash: i64) -> PyResult<bool> {
        Ok(self.find(py, key, hash)?.is_some())
    }

    /// Sets the value of a key.
    #[inline]
    pub fn set(&self, py: &mut Py, key: &Value, value: Value) -> PyResult<()> {
        let hash = hash_key(py, key)?;
        self.set_hashed(py, key, hash, value).map(drop)
    }

    /// Sets the value of a key whose hash is known; the old one is given back.
    #[inline]
    pub fn set_hashed(&self, py: &mut Py, key: &Value, hash: i64, value: Value) -> PyResult<Option<Value>> {
        let value = match self.table.get_mut(py).insert_at_once(key, hash, value) {
            Ok(()) => return Ok(None),
            Err(value) => value,
        };
        let found = self.find(py, key, hash)?;
        let mut table = self.table.get_mut(py);
        match found {
            Some(number) => Ok(table.replace(number, value)),
            None => {
                table.insert_new(key.clone(), hash, value)?;
                Ok(None)
            }
        }
    }

    /// The value of a key, which is `default` if there was none: then it is set, and the result says so.
    pub fn set_default(&self, py: &mut Py, key: &Value, default: &Value) -> PyResult<(Value, bool)> {
        let hash = hash_key(py, key)?;
        let found = self.find(py, key, hash)?;
        let mut table = self.table.get_mut(py);
        match found.and_then(|number| table.value(number)) {
            Some(value) => Ok((value.clone(), false)),
            None => {
                table.insert_new(key.clone(), hash, default.clone())?;
                Ok((default.clone(), true))
            }
        }
    }

    /// Removes a key and gives its value.
    pub fn remove(&self, py: &mut Py, key: &Value) -> PyResult<Option<Value>> {
        let hash = hash_key(py, key)?;
        self.remove_hashed(py, key, hash)
    }

    /// Removes a key whose hash is known and gives its value.
    pub fn remove_hashed(&self, py: &mut Py, key: &Value, hash: i64) -> PyResult<Option<Value>> {
        let Some(number) = self.find(py, key, hash)? else { return Ok(None) };
        let removed = self.table.get_mut(py).remove(number);
        Ok(removed.map(|(_, value)| value))
    }

    /// Removes the last key and gives it with its value.
    pub fn remove_last(&self, py: &mut Py) -> Option<(Value, Value)> {
        self.table.get_mut(py).remove_last()
    }

    /// Removes everything. What dies of it dies in the order of the entries, and is dead when this returns.
    pub fn clear(&self, py: &mut Py) {
        let mut old = self.table.replace(py, Table::default());
        while let Some(part) = old.take_part() {
            drop(part);
            py.drain();
        }
    }
}

// ---- keys that are strings ---------------------------------------------------------------------------------------------

impl Dict {
    /// The value of a key that is exactly a `str`. A key that is no string is not asked whether it is equal: for names,
    /// where no Python code must run.
    #[inline]
    pub fn get_str<'a>(&'a self, py: &'a Py, key: &Value) -> Option<Borrowed<'a>> {
        let text = key.exact::<Str>()?;
        let hash = text.hash(py);
        // SAFETY: the value is held by the table, which cannot change while `py` is borrowed.
        let table = unsafe { self.table.peek() };
        table.value(table.find_text(key, hash, text)?).map(Value::borrow)
    }

    /// Sets the value of a string key; the old one is given back, for it must not be dropped while anything is borrowed.
    #[inline]
    pub fn set_str(&self, py: &mut Py, key: &Value, value: Value) -> PyResult<Option<Value>> {
        if let Some(text) = key.exact::<Str>() {
            let hash = text.hash(py);
            let mut table = self.table.get_mut(py);
            if table.kind() == Kind::Text {
                let value = match table.insert_at_once(key, hash, value) {
                    Ok(()) => return Ok(None),
                    Err(value) => value,
                };
                return match table.find_text(key, hash, text) {
                    Some(number) => Ok(table.replace(number, value)),
                    None => {
                        table.insert_new(key.clone(), hash, value)?;
                        Ok(None)
                    }
                };
            }
        }
        let hash = hash_key(py, key)?;
        self.set_hashed(py, key, hash, value)
    }

    /// Removes a string key; its value is given back. A key that is no string is not asked whether it is equal.
    pub fn remove_str(&self, py: &mut Py, key: &Value) -> Option<Value> {
        let text = key.exact::<Str>()?;
        let hash = text.hash(py);
        let mut table = self.table.get_mut(py);
        let number = table.find_text(key, hash, text)?;
        table.remove(number).map(|(_, value)| value)
    }
}

// ---- inline caches -----------------------------------------------------------------------------------------------------

/// The next version of keys to give out.
struct NextVersion(Cell<u32>);

impl Default for NextVersion {
    fn default() -> Self {
        Self(Cell::new(1))
    }
}

impl Dict {
    /// The version of the keys: the same number means the same keys at the same indices, in this dict and no other. 0: none is
    /// assigned.
    #[inline(always)]
    pub fn keys_version(&self, py: &Py) -> u32 {
        self.table.get(py).version.get()
    }

    /// The version of the keys, assigned if need be. 0: there can be none, because there are keys that are not exactly strings,
    /// or because there are no numbers left.
    pub fn assign_keys_version(&self, py: &Py) -> u32 {
        let table = self.table.get(py);
        if table.version.get() == 0 && table.kind() == Kind::Text {
            let next = py.state::<NextVersion>();
            table.version.set(next.0.get());
            // At the end of the numbers it stays at 0, which is none.
            next.0.set(if next.0.get() == 0 { 0 } else { next.0.get().wrapping_add(1) });
        }
        table.version.get()
    }

    /// Where the value of a name is: good for [`Self::value_at`] as long as [`Self::keys_version`] gives this version. A
    /// dict that does not have the name can be remembered by [`Self::assign_keys_version`] alone.
    pub fn cached_index(&self, py: &Py, name: &Value) -> Option<(u32, usize)> {
        let text = name.exact::<Str>()?;
        let index = self.table.get(py).find_text(name, text.hash(py), text)?;
        match self.assign_keys_version(py) {
            0 => None,
            version => Some((version, index)),
        }
    }

    /// The table, for leaves of the interpreter loop.
    ///
    /// # Safety
    /// No write borrow of it exists.
    #[inline(always)]
    pub(crate) unsafe fn peek_table(&self) -> &Table {
        // SAFETY: the caller's promise.
        unsafe { self.table.peek() }
    }

    /// Sets a key to what a slot holds where that takes neither search nor memory. False: there is more to do, and the slots are
    /// still the caller's.
    ///
    /// # Safety
    /// No borrow of the table exists. The slots are not null; if the result is true, they are not used again.
    #[inline(always)]
    pub(crate) unsafe fn set_at_once(&self, key: StackRef, value: StackRef) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            let Some(hash) = known_hash(&key.get()) else { return false };
            self.table.replace_field(|table| table.insert_slots_at_once(key, hash, value))
        }
    }

    /// The value at an index.
    ///
    /// # Safety
    /// The index came from [`Self::cached_index`] of this dict, and the keys still have the version that came with it.
    #[inline(always)]
    pub unsafe fn value_at<'a>(&'a self, py: &'a Py, index: usize) -> Option<Borrowed<'a>> {
        let table = self.table.get(py);
        // SAFETY: the caller's promise: the table has a version, so it is one of strings, and has the entry. The table holds
        // the value, and cannot change while `py` is borrowed.
        unsafe { (*table.text_value(index)).as_ref().map(|value| Borrowed::from_pointer(value.pointer())) }
    }

    /// Sets the value at an index; the old one is given back.
    ///
    /// # Safety
    /// As for [`Self::value_at`].
    #[inline(always)]
    pub unsafe fn set_at(&self, py: &mut Py, index: usize, value: Value) -> Option<Value> {
        let table = self.table.get_mut(py);
        // SAFETY: as above.
        unsafe { (*table.text_value(index)).replace(value) }
    }
}

// ---- making dicts ------------------------------------------------------------------------------------------------------

impl Heap {
    /// An empty dict.
    #[inline]
    pub fn dict(self) -> PyResult<Value> {
        self.object(Dict::default())
    }

    /// An empty dict with room for so many keys.
    pub fn dict_with_capacity(self, count: usize, text: bool) -> PyResult<Value> {
        let dict = self.dict()?;
        // SAFETY: nobody else has the dict yet.
        unsafe { Object::payload::<Dict>(dict.pointer()).as_mut() }
            .table
            .exclusive()
            .make_room(count, text)?;
        Ok(dict)
    }
}

impl Py {
    /// An empty dict.
    #[inline]
    pub fn dict(&self) -> PyResult<Value> {
        self.heap().dict()
    }

    /// A dict of keys and values in turn, as `BUILD_MAP` has them on the stack; of equal keys the last value counts. The values
    /// are taken out of their slots.
    ///
    /// # Safety
    /// There are `count` slots of either sort, none of them null, and nobody else uses them meanwhile.
    #[inline(never)]
    pub unsafe fn dict_of_slots(&mut self, slots: *mut StackRef, count: usize) -> PyResult<Value> {
        if count == 0 {
            return self.dict();
        }
        // SAFETY: the caller's promise.
        let text = unsafe { slots.read().get() }.exact::<Str>().is_some();
        let made = self.heap().dict_with_capacity(count, text)?;
        let Some(dict) = made.exact::<Dict>() else { return Ok(made) };
        for index in 0..count {
            // SAFETY: the same.
            let (key, value) = unsafe {
                let key = slots.add(2 * index);
                (key.read().get(), key.add(1).replace(StackRef::NULL).take())
            };
            dict.set(self, &key, value)?;
        }
        Ok(made)
    }
}
