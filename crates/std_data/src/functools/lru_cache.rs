//! `lru_cache`: a function that remembers its results.
//!
//! ```text
//! table   key ─► number of a link                     (without a limit: key ─► result)
//! links   oldest ⇄ … ⇄ newest, each with key, hash and result; a hit moves its link to the end
//! ```
//!
//! Looking a key up, taking one out and calling the function may run code that uses the same cache. So a link is taken out
//! of the order before its key is taken out of the table, and whether it is in the order is asked each time.

mod links;

use std::cell::Cell;
use std::mem::offset_of;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::object::HEADER_SIZE;
use taipan_object::protocol::call::is_callable;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value, instance};

use super::lru_cache_key::key_of;
use links::{Link, Links};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A function that remembers the results of another.\n\n\
         user_function    what is called where no result is remembered\n\
         maxsize          how many results are remembered; 0: none, None: all\n\
         typed            whether f(3) and f(3.0) are different calls\n\
         cache_info_type  what cache_info() calls with hits, misses, maxsize and the present size",
    ),
    flags: Flags::WEAKLY_REFERABLE.with(Flags::METHOD_DESCRIPTOR),
    dict: HEADER_SIZE + offset_of!(LruCache, dict),
    slots: &[Core::SLOTS],
    methods: &[Core::METHODS],
    getset: &[Core::GETSET],
    ..Definition::of(&LRU_CACHE)
};

/// How many results are remembered.
#[derive(Clone, Copy)]
enum Limit {
    None,
    Some(usize),
    All,
}

/// The payload.
#[pyclass(static = LRU_CACHE, name = "functools._lru_cache_wrapper")]
#[repr(C)]
pub(crate) struct LruCache {
    function: Value,
    /// What makes the answer of `cache_info`.
    info: Value,
    /// Separates keywords from positional arguments in keys.
    mark: Value,
    limit: Limit,
    typed: bool,
    hits: Cell<i64>,
    misses: Cell<i64>,
    #[part]
    table: Dict,
    #[part]
    links: PyCell<Links>,
    dict: PyCell<Option<Value>>,
}

/// An object that is equal to nothing else.
fn new_mark(py: &mut Py) -> PyResult<Value> {
    let object = py.builtin("object")?;
    py.call(&object, &[])
}

impl LruCache {
    fn count_hit(&self) {
        self.hits.set(self.hits.get().wrapping_add(1));
    }

    fn call_function(&self, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        self.misses.set(self.misses.get().wrapping_add(1));
        py.call_args(&self.function, args)
    }

    fn call_unbounded(&self, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let key = key_of(py, args, self.typed, &self.mark)?;
        let hash = py.hash(&key)?;
        if let Some(result) = self.table.get_hashed(py, &key, hash)? {
            self.count_hit();
            return Ok(result);
        }
        let result = self.call_function(py, args)?;
        drop(self.table.set_hashed(py, &key, hash, result.clone())?);
        Ok(result)
    }

    fn call_bounded(&self, py: &mut Py, args: Args<'_>, limit: usize) -> PyResult<Value> {
        let key = key_of(py, args, self.typed, &self.mark)?;
        let hash = py.hash(&key)?;
        if let Some(number) = self.table.get_hashed(py, &key, hash)? {
            let number = link_number(&number);
            if let Some(result) = self.links.get_mut(py).touch(number) {
                self.count_hit();
                return Ok(result);
            }
        }
        let result = self.call_function(py, args)?;
        self.remember(py, key, hash, &result, limit)?;
        Ok(result)
    }

    /// Adds a result, in place of the oldest one if need be.
    fn remember(&self, py: &mut Py, key: Value, hash: i64, result: &Value, limit: usize) -> PyResult<()> {
        // The function may have called itself with the same arguments.
        if self.table.contains_hashed(py, &key, hash)? {
            return Ok(());
        }
        if self.table.len(py) >= limit && !self.forget_oldest(py)? {
            return Ok(());
        }
        let link = Link::new(key.clone(), hash, result.clone());
        let number = self.links.get_mut(py).add(link)?;
        let value = py.int_from_usize(number)?;
        match self.table.set_hashed(py, &key, hash, value) {
            Ok(_) => {
                self.links.get_mut(py).append(number);
                Ok(())
            }
            Err(raised) => {
                let link = self.links.get_mut(py).remove(number);
                drop(link);
                Err(raised)
            }
        }
    }

    /// Takes the oldest result out. False when it was not in the table any more: then there may be too many as it is.
    fn forget_oldest(&self, py: &mut Py) -> PyResult<bool> {
        let Some((number, key, hash, cleared)) = self.links.get_mut(py).detach_oldest() else {
            return Ok(true);
        };
        let removed = self.table.remove_hashed(py, &key, hash);
        let still_there = self.links.get(py).cleared() == cleared;
        if removed.is_err() && still_there {
            self.links.get_mut(py).prepend(number);
        }
        let removed = removed?;
        let link = if still_there { self.links.get_mut(py).remove(number) } else { None };
        drop(link);
        Ok(removed.is_some())
    }
}

/// The number that the table has for a key.
fn link_number(value: &Value) -> usize {
    value.as_small_int().and_then(|number| usize::try_from(number).ok()).unwrap_or(usize::MAX)
}

/// All of it.
struct Core;

#[pymethods(LruCache)]
impl Core {
    #[pyslot("(user_function, maxsize, typed, cache_info_type)", name = "lru_cache")]
    fn new(
        class: &Type,
        py: &mut Py,
        user_function: &Value,
        maxsize: &Value,
        typed: bool,
        cache_info_type: &Value,
    ) -> PyResult<Value> {
        if !is_callable(user_function) {
            return Err(exc::type_error(py, format_args!("the first argument must be callable")));
        }
        let limit = if is_none(maxsize) {
            Limit::All
        } else if maxsize.type_().slots.index.get().is_some() {
            match usize::try_from(py.to_isize(maxsize)?) {
                Ok(limit) if limit > 0 => Limit::Some(limit),
                _ => Limit::None,
            }
        } else {
            return Err(exc::type_error(py, format_args!("maxsize should be integer or None")));
        };
        let cache = LruCache {
            function: user_function.clone(),
            info: cache_info_type.clone(),
            mark: new_mark(py)?,
            limit,
            typed,
            hits: Cell::new(0),
            misses: Cell::new(0),
            table: Dict::default(),
            links: PyCell::default(),
            dict: PyCell::new(None),
        };
        py.heap().object_of(class, cache)
    }

    #[pyslot]
    fn call(this: &LruCache, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        match this.limit {
            Limit::Some(limit) => this.call_bounded(py, args, limit),
            Limit::All => this.call_unbounded(py, args),
            Limit::None => this.call_function(py, args),
        }
    }

    #[pyslot]
    fn descr_get(
        this: Borrowed<'_>,
        py: &mut Py,
        instance: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        match instance.filter(|instance| !is_none(instance)) {
            Some(instance) => py.heap().method(this.to_value(), instance.to_value()),
            None => Ok(this.to_value()),
        }
    }

    /// How often a result was remembered and how often not, how many there may be and how many there are.
    #[pymethod("($self, /)")]
    fn cache_info(this: &LruCache, py: &mut Py) -> PyResult<Value> {
        let (hits, misses) = (py.int(this.hits.get())?, py.int(this.misses.get())?);
        let limit = match this.limit {
            Limit::All => none(),
            Limit::None => py.int(0)?,
            Limit::Some(limit) => py.int_from_usize(limit)?,
        };
        let size = py.int_from_usize(this.table.len(py))?;
        py.call(&this.info, &[&hits, &misses, &limit, &size])
    }

    /// Forgets all results and counts.
    #[pymethod("($self, /)")]
    fn cache_clear(this: &LruCache, py: &mut Py) {
        this.hits.set(0);
        this.misses.set(0);
        let old = this.links.get_mut(py).clear();
        this.table.clear(py);
        drop(old);
    }

    /// The name under which pickles find it.
    #[pymethod("($self, /)")]
    fn __reduce__(this: &Value, py: &mut Py) -> PyResult<Value> {
        let name = py.heap().intern("__qualname__")?;
        py.get_attribute(this, &name)
    }

    /// The function itself.
    #[pymethod("($self, /, *args)", hidden)]
    fn __copy__(this: Borrowed<'_>, _args: Args<'_>) -> Value {
        this.to_value()
    }

    /// The function itself.
    #[pymethod("($self, /, *args)", hidden)]
    fn __deepcopy__(this: Borrowed<'_>, _args: Args<'_>) -> Value {
        this.to_value()
    }

    #[pygetter]
    fn __dict__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Option<Value>> {
        instance::dict(py, this)
    }

    #[pysetter]
    fn set___dict__(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        match value {
            Some(_) => instance::set_dict_attribute(py, this, value),
            None => Err(exc::type_error(py, format_args!("cannot delete __dict__"))),
        }
    }
}
