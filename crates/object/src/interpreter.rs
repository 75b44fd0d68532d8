//! An interpreter: what all its threads have in common.

mod extensions;
mod interned;
mod threads;

use std::cell::{Cell, OnceCell};
use std::io;
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use taipan_num::DigitLimit;
use taipan_strings::{HashSecret, Units};
use taipan_text::{Name, Names};

use crate::collect::Collector;
use crate::gil::Gil;
use crate::heap::Space;
use crate::hooks::Hooks;
use crate::py::{Py, PyResult};
use crate::runtime::{InterpreterConfig, MAIN, Runtime};
use crate::type_::generated::DUNDER_NAMES;
use crate::type_::install;
use crate::type_::lookup::MethodCache;
use crate::type_::state::TypeState;
use crate::types::str_::mark_interned;
use crate::value::Value;
use crate::weak::WeakTable;

pub(crate) use interned::Interned;

/// The state of an interpreter.
pub struct Interpreter {
    pub(crate) method_cache: MethodCache,
    pub(crate) interned: Interned,
    runtime: Arc<Runtime>,
    id: i64,
    config: InterpreterConfig,
    /// How many may come in that are not attached yet.
    visitors: AtomicUsize,
    /// The states of builtin types, by their index; those that are not installed here have none.
    types: Cell<Vec<Option<&'static TypeState>>>,
    /// Well-known names, by their numbers in `spec/names.toml`.
    names: OnceCell<Box<[Value]>>,
    /// Names of special methods, by their numbers.
    dunders: OnceCell<Box<[Value]>>,
    /// One-character strings of Latin-1, and after them the empty one.
    short_texts: OnceCell<Box<[Value]>>,
    /// Bytes objects of one byte, and after them the empty one.
    short_bytes: OnceCell<Box<[Value]>>,
    /// The address of `list.append`, when it has been found: see [`crate::native::direct`].
    pub(crate) list_append: Cell<usize>,
    empty_tuple: OnceCell<Value>,
    memory_error: OnceCell<Value>,
    /// Whether an exception is being made about memory that there was none of.
    pub(crate) makes_memory_error: Cell<bool>,
    object_getattribute: OnceCell<Value>,
    hash_secret: OnceCell<HashSecret>,
    digit_limit: Cell<DigitLimit>,
    /// Whether code objects keep the columns of their instructions.
    keeps_columns: Cell<bool>,
    /// Whether instructions keep nothing in their inline caches.
    without_caches: Cell<bool>,
    /// What `sys.path` begins with because of how the program was started.
    first_path: OnceCell<String>,
    hooks: OnceCell<Hooks>,
    /// Whether there are audit hooks.
    pub audited: Cell<bool>,
    /// Whether names of encodings and error handlers are looked up before anything needs them: development mode.
    pub checks_codecs: Cell<bool>,
    extensions: extensions::Extensions,
    pub(crate) collector: Collector,
    pub(crate) weakrefs: WeakTable,
    threads: threads::Threads,
    /// The last field: values are dropped before the memory they lie in.
    pub(crate) space: Space,
}

impl Interpreter {
    /// An interpreter among others, with a lock of its own unless one is given.
    pub(crate) fn among(
        runtime: Arc<Runtime>,
        id: i64,
        config: InterpreterConfig,
        lock: Option<&'static Gil>,
    ) -> io::Result<NonNull<Self>> {
        let space = Space::new(if id == MAIN { Space::LARGEST } else { Space::SMALLER })?;
        Ok(NonNull::from(Box::leak(Box::new(Self {
            space,
            runtime,
            id,
            config,
            visitors: AtomicUsize::new(0),
            method_cache: MethodCache::default(),
            interned: Interned::default(),
            types: Cell::new(Vec::new()),
            names: OnceCell::new(),
            dunders: OnceCell::new(),
            short_texts: OnceCell::new(),
            short_bytes: OnceCell::new(),
            list_append: Cell::new(0),
            empty_tuple: OnceCell::new(),
            memory_error: OnceCell::new(),
            makes_memory_error: Cell::new(false),
            object_getattribute: OnceCell::new(),
            hash_secret: OnceCell::new(),
            digit_limit: Cell::default(),
            keeps_columns: Cell::new(true),
            without_caches: Cell::new(false),
            first_path: OnceCell::new(),
            hooks: OnceCell::new(),
            audited: Cell::new(false),
            checks_codecs: Cell::new(false),
            extensions: extensions::Extensions::default(),
            collector: Collector::default(),
            weakrefs: WeakTable::default(),
            threads: threads::Threads::new(lock),
        }))))
    }

    /// What it has in common with the others of the process.
    pub fn runtime(&self) -> &Arc<Runtime> {
        &self.runtime
    }

    /// Its number.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// Whether the process started with it.
    pub fn is_main(&self) -> bool {
        self.id == MAIN
    }

    /// How it was configured.
    pub fn config(&self) -> &InterpreterConfig {
        &self.config
    }

    pub(crate) fn count_visitor(&self) {
        self.visitors.fetch_add(1, Ordering::AcqRel);
    }

    pub(crate) fn uncount_visitor(&self) {
        self.visitors.fetch_sub(1, Ordering::AcqRel);
    }

    /// Whether somebody is on the way in.
    pub(crate) fn is_awaited(&self) -> bool {
        self.visitors.load(Ordering::Acquire) != 0
    }

    /// The state of a builtin type.
    #[inline]
    pub(crate) fn type_state(&self, index: u32) -> &TypeState {
        // SAFETY: states are added while types are installed, and live as long as the interpreter.
        let types = unsafe { &*self.types.as_ptr() };
        types
            .get(index as usize)
            .copied()
            .flatten()
            .unwrap_or_else(|| panic!("a builtin type that is not installed"))
    }

    pub(crate) fn add_type_state(&self, index: u32, state: TypeState) {
        let mut types = self.types.take();
        let index = index as usize;
        if types.len() <= index {
            types.resize(index + 1, None);
        }
        if let Some(place) = types.get_mut(index) {
            *place = Some(Box::leak(Box::new(state)));
        }
        self.types.set(types);
    }

    /// Whether a builtin type is installed here.
    pub(crate) fn has_type_state(&self, index: u32) -> bool {
        // SAFETY: as for `type_state`.
        unsafe { &*self.types.as_ptr() }.get(index as usize).is_some_and(Option::is_some)
    }

    /// What strings and bytes are hashed with.
    pub fn hash_secret(&self) -> &HashSecret {
        self.hash_secret.get_or_init(|| HashSecret::new([0; HashSecret::LENGTH]))
    }

    /// `sys.get_int_max_str_digits()`
    pub fn digit_limit(&self) -> DigitLimit {
        self.digit_limit.get()
    }

    /// `sys.set_int_max_str_digits()`
    pub fn set_digit_limit(&self, limit: DigitLimit) {
        self.digit_limit.set(limit);
    }

    /// What `sys.path` begins with because of how the program was started: the folder of a script, or nothing for wherever
    /// the process is. `None` if it begins with the library.
    pub fn first_path(&self) -> Option<&str> {
        self.first_path.get().map(String::as_str)
    }

    /// Says what `sys.path` begins with. Only the first call counts.
    pub fn set_first_path(&self, path: String) {
        let _ = self.first_path.set(path);
    }

    /// Whether code objects keep the columns of their instructions.
    pub fn keeps_columns(&self) -> bool {
        self.keeps_columns.get()
    }

    /// Whether instructions keep in their inline caches what they have found.
    pub fn fills_caches(&self) -> bool {
        !self.without_caches.get()
    }

    /// Says whether inline caches are filled from now on.
    pub fn fill_caches(&self, fill: bool) {
        self.without_caches.set(!fill);
    }

    /// Says whether code objects that are made from now on keep the columns of their instructions.
    pub fn keep_columns(&self, keep: bool) {
        self.keeps_columns.set(keep);
    }

    /// Sets what strings are hashed with. False when something has been hashed already.
    pub fn set_hash_secret(&self, secret: HashSecret) -> bool {
        self.hash_secret.set(secret).is_ok()
    }

    /// `sys.getallocatedblocks()`
    pub fn allocated_blocks(&self) -> usize {
        self.space.blocks_in_use()
    }

    /// `sys.getunicodeinternedsize()`
    pub fn interned_strings(&self) -> usize {
        self.interned.len()
    }

    pub(crate) fn empty_tuple(&self) -> Option<Value> {
        self.empty_tuple.get().cloned()
    }

    /// A string of at most one character, if it is in Latin-1.
    #[inline]
    pub(crate) fn short_text(&self, units: Units<'_>) -> Option<Value> {
        let texts = self.short_texts.get()?;
        match units {
            Units::Ascii(&[unit]) | Units::Latin1(&[unit]) => texts.get(usize::from(unit)).cloned(),
            Units::Ascii([]) => texts.get(256).cloned(),
            _ => None,
        }
    }

    /// A string of one character of Latin-1. It is immortal.
    #[inline(always)]
    pub(crate) fn latin1_text(&self, unit: u8) -> Option<&Value> {
        self.short_texts.get()?.get(usize::from(unit))
    }

    /// A bytes object of at most one byte.
    #[inline]
    pub(crate) fn short_bytes(&self, data: &[u8]) -> Option<Value> {
        let index = match *data {
            [byte] => byte.into(),
            [] => 256,
            _ => return None,
        };
        self.short_bytes.get()?.get(index).cloned()
    }

    pub(crate) fn memory_error(&self) -> Option<Value> {
        self.memory_error.get().cloned()
    }

    /// A well-known name, unless the interpreter is being started.
    #[inline(always)]
    pub(crate) fn known_name(&self, name: Name) -> Option<&Value> {
        self.names.get()?.get(name.index())
    }

    /// What `object.__getattribute__` is in the dict of `object`.
    pub(crate) fn object_getattribute(&self) -> Option<&Value> {
        self.object_getattribute.get()
    }

    /// The upward calls, which the program fills in once.
    pub fn hooks(&self) -> &Hooks {
        self.hooks.get_or_init(Hooks::default)
    }

    /// Sets the upward calls. False when they are set already.
    pub fn set_hooks(&self, hooks: Hooks) -> bool {
        self.hooks.set(hooks).is_ok()
    }

    pub(crate) fn extension<T: Default + 'static>(&self) -> Rc<T> {
        self.extensions.get()
    }
}

impl Py {
    /// A well-known name as a string.
    #[inline(always)]
    pub fn name(&self, name: Name) -> &Value {
        // The names are made when the interpreter starts, one for each constant.
        &self.interpreter().names.get().map_or(&[][..], |names| names)[name.index()]
    }

    /// The name of a special method.
    #[inline(always)]
    pub fn dunder(&self, dunder: usize) -> &Value {
        &self.interpreter().dunders.get().map_or(&[][..], |names| names)[dunder]
    }
}

/// Makes what everything else needs: names, short strings, the kernel's own types.
pub(crate) fn start(py: &mut Py) -> PyResult<()> {
    let heap = py.heap();
    install::prepare_kernel_types();
    let mut texts = Vec::with_capacity(257);
    for point in 0..=255 {
        texts.push(immortal(heap.character(point)?));
    }
    texts.push(immortal(heap.str("")?));
    let _ = py.interpreter().short_texts.set(texts.into());
    let mut bytes = Vec::with_capacity(257);
    for byte in 0..=255 {
        bytes.push(immortal(heap.bytes(&[byte])?));
    }
    bytes.push(immortal(heap.bytes(&[])?));
    let _ = py.interpreter().short_bytes.set(bytes.into());
    let _ = py.interpreter().empty_tuple.set(immortal(heap.tuple([])?));
    let known = Names::new();
    let names: PyResult<Box<[Value]>> = (0..known.len() as u32)
        .map(|index| Ok(immortal(intern(py, &known.text(Name::from_index(index)).to_string_lossy())?)))
        .collect();
    let _ = py.interpreter().names.set(names?);
    let dunders: PyResult<Box<[Value]>> =
        DUNDER_NAMES.iter().map(|name| Ok(immortal(intern(py, name)?))).collect();
    let _ = py.interpreter().dunders.set(dunders?);
    install::install(py, install::KERNEL)?;
    // In the order in which the types got their indices.
    install::prepare_exceptions(py)?;
    install::install(py, crate::native::descriptor::DEFINITIONS)?;
    install::install(py, crate::native::function::DEFINITIONS)?;
    install::install(py, crate::types::module::DEFINITIONS)?;
    install::install(py, crate::types::weakref::DEFINITIONS)?;
    let error = crate::exception::new_memory_error(py)?;
    let _ = py.interpreter().memory_error.set(immortal(error));
    Ok(())
}

fn intern(py: &Py, text: &str) -> PyResult<Value> {
    py.heap().intern(text)
}

fn immortal(value: Value) -> Value {
    if let Some(object) = value.object() {
        object.immortalise();
    }
    if let Some(text) = value.exact() {
        mark_interned(text, crate::types::str_::is_interned(&value));
    }
    value
}

/// Remembers what generic attribute access must be compared with.
pub(crate) fn remember_getattribute(py: &Py, value: Value) {
    let _ = py.interpreter().object_getattribute.set(value);
}

/// Gives up what the interpreter itself holds.
pub(crate) fn stop(py: &mut Py) {
    crate::collect::collect_silently(py);
    py.interpreter().extensions.clear();
}
