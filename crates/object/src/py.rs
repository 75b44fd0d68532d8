//! Leave to run Python ([`Py`]), leave to allocate and raise ([`Heap`]), and what both point to.

use std::cell::Cell;
use std::collections::TryReserveError;
use std::io;
use std::ptr::{self, NonNull};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use taipan_strings::HashSecret;

use crate::args::StackRef;
use crate::death::DeathList;
use crate::exception::handled::Handled;
use crate::heap::{Kind, Space};
use crate::interpreter::Interpreter;
use crate::object::{HEADER_SIZE, Object};
use crate::runtime::{InterpreterConfig, Runtime, Whence};
use crate::type_::{Payload, Type};
use crate::value::Value;

/// How much native stack an interpreter leaves unused, in bytes: what a function that has checked may still need.
pub const STACK_MARGIN: usize = 256 << 10;
/// How many bytes of the stack native code may use that recurses as deep as its data, at most: twice what CPython has.
const NATIVE_STACK: usize = 16 << 20;

/// Leave to run Python: whoever takes `&mut Py` may execute code, collect garbage, switch threads.
///
/// There is one for each attached thread, and no second pointer to it, so `&mut Py` is honestly unique.
pub struct Py {
    shared: NonNull<Shared>,
}

/// The state of a thread: what `Drop`, the collector, signals and other threads also reach. Cells and atomics, never
/// behind a `&mut`.
pub struct Shared {
    /// The exception that is on its way.
    pub(crate) raised: Cell<Option<Value>>,
    /// The exceptions that are being handled. One that is raised meanwhile gets the topmost as its context.
    pub(crate) handled_top: Cell<*const Handled>,
    pub(crate) handled_bottom: Handled,
    pub(crate) deaths: DeathList,
    /// Asks the interpreter to stop at the next safe place and look why.
    pub(crate) breaker: AtomicU32,
    /// The lowest address that native code may reach with its stack before it must raise `RecursionError`.
    pub stack_limit: Cell<usize>,
    /// The lowest address that the compiler may reach, which needs more for each level of what it reads.
    stack_end: Cell<usize>,
    /// What `repr` is in the middle of showing, as words.
    pub(crate) showing: Cell<Vec<usize>>,
    /// The context whose variables are current, of module `contextvars`.
    context: Cell<Option<Value>>,
    /// The interpreter loop's own state of the thread.
    pub vm: Cell<*mut ()>,
    /// Frees that state.
    pub free_vm: Cell<Option<fn(*mut ())>>,
    /// The number of the thread.
    pub identity: usize,
    /// An exception that another thread wants raised here.
    pub(crate) injected: Cell<Option<Value>>,
    interpreter: NonNull<Interpreter>,
    /// The state that the thread has in the interpreter from which it has come here; null where it belongs here.
    outer: Cell<*const Self>,
}

thread_local! {
    /// The state of the thread's interpreter, for `Drop`, which has no `Py`. The only thread-local of the kernel.
    static SHARED: Cell<*const Shared> = const { Cell::new(ptr::null()) };
}

/// The thread works in no interpreter, though it is attached to one whose lock it has given up.
pub(crate) struct Outside(*const Shared);

impl Outside {
    /// Turns to the outside. The state that the thread has inside must have been detached.
    pub(crate) fn leave() -> Self {
        Self(SHARED.replace(ptr::null()))
    }

    /// Remembers in an interpreter where the thread has come from.
    pub(crate) fn is_around(&self, inside: &Py) {
        inside.shared().outer.set(self.0);
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        SHARED.set(self.0);
    }
}

/// Says that an exception is on its way ([`Shared`] holds it). Nothing but the kernel makes one.
#[must_use]
#[derive(Debug)]
pub struct Raised(());

impl Raised {
    /// The same of an exception of which only that it is on its way has been handed on.
    #[inline(always)]
    pub(crate) fn on_its_way() -> Self {
        Self(())
    }
}

/// A result whose error is the exception on its way: one word for a value.
pub type PyResult<T> = Result<T, Raised>;

/// Leave to allocate and to raise. A copy can be kept while a guard of a cell is held; it never runs Python.
#[derive(Clone, Copy)]
pub struct Heap(NonNull<Shared>);

impl Py {
    /// A new interpreter, without any types, attached to this thread, which is its main thread. Fails when there is no address
    /// space, or when the thread has an interpreter.
    pub fn new() -> io::Result<Self> {
        Self::with_hash_secret(HashSecret::from_seed(0))
    }

    /// The same with the secret that strings and bytes are hashed with.
    ///
    /// # Errors
    /// As for [`Self::new`].
    pub fn with_hash_secret(secret: HashSecret) -> io::Result<Self> {
        if !SHARED.get().is_null() {
            return Err(io::Error::other("this thread has an interpreter already"));
        }
        let (runtime, config) = (Arc::<Runtime>::default(), InterpreterConfig::MAIN);
        let (_, interpreter) = runtime
            .clone()
            .add(Whence::Runtime, config, |id| Interpreter::among(runtime, id, config, None))?;
        let mut py = Self::attach(interpreter);
        py.interpreter().set_owner(py.shared());
        py.interpreter().set_hash_secret(secret);
        crate::interpreter::start(&mut py).map_err(|_| io::ErrorKind::OutOfMemory)?;
        Ok(py)
    }

    /// Attaches this thread to an interpreter that other threads have too. `None` when that ends.
    pub(crate) fn attached(interpreter: NonNull<Interpreter>, stack: usize) -> Option<Self> {
        if !SHARED.get().is_null() {
            return None;
        }
        let mut py = Self::attach(interpreter);
        py.set_stack_limit(stack);
        // A thread that comes too late has nothing to do.
        (!py.interpreter().is_ending_for(py.shared())).then_some(py)
    }

    fn attach(interpreter: NonNull<Interpreter>) -> Self {
        let shared = Box::new(Shared {
            raised: Cell::new(None),
            handled_top: Cell::new(ptr::null()),
            handled_bottom: Handled::default(),
            deaths: DeathList::default(),
            breaker: AtomicU32::new(0),
            stack_limit: Cell::new(0),
            stack_end: Cell::new(0),
            showing: Cell::new(Vec::new()),
            context: Cell::new(None),
            vm: Cell::new(ptr::null_mut()),
            free_vm: Cell::new(None),
            identity: taipan_host::thread::identity(),
            injected: Cell::new(None),
            interpreter,
            outer: Cell::new(ptr::null()),
        });
        let shared = NonNull::from(Box::leak(shared));
        let py = Self { shared };
        py.interpreter().gil().acquire(py.shared());
        SHARED.set(shared.as_ptr());
        py.interpreter().add_thread(shared);
        py
    }

    /// Leave to allocate and raise only.
    #[inline(always)]
    pub fn heap(&self) -> Heap {
        Heap(self.shared)
    }

    /// What other parts of the process reach too.
    #[inline(always)]
    pub fn shared(&self) -> &Shared {
        // SAFETY: the state lives until `Py` is dropped.
        unsafe { self.shared.as_ref() }
    }

    /// What all threads of the interpreter have in common.
    #[inline(always)]
    pub fn interpreter(&self) -> &Interpreter {
        self.shared().interpreter()
    }

    /// Lets what is dead and needs Python for it die. An exception on its way is kept aside meanwhile.
    #[inline(always)]
    pub fn drain(&mut self) {
        if !self.shared().deaths.is_empty() {
            crate::death::drain(self);
        }
    }

    /// Takes the exception that `raised` speaks of.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the token is used up: the exception is not on its way any more"
    )]
    pub fn take(&mut self, raised: Raised) -> Value {
        let Raised(()) = raised;
        match self.shared().raised.take() {
            Some(exception) => exception,
            // Only where an interpreter has no MemoryError yet to raise.
            None => crate::types::singletons::none(),
        }
    }

    /// Forgets the exception on its way.
    pub fn discard(&mut self, raised: Raised) {
        drop(self.take(raised));
        self.drain();
    }

    /// The exception on its way.
    pub fn peek(&self, _: &Raised) -> Value {
        let exception = self.shared().raised.take();
        self.shared().raised.set(exception.clone());
        exception.unwrap_or_else(crate::types::singletons::none)
    }

    /// Works with the exception on its way, which is kept aside meanwhile. Should that fail, the new exception takes its place,
    /// with the old one as its context.
    pub fn with_raised(&mut self, _: &Raised, work: impl FnOnce(&mut Self, &Value) -> PyResult<()>) {
        let Some(exception) = self.shared().raised.take() else { return };
        match work(self, &exception) {
            Ok(()) => self.shared().raised.set(Some(exception)),
            Err(raised) => crate::exception::follow(self, raised, exception),
        }
    }

    /// Runs `work` with the exception on its way, if any, kept aside; one that `work` leaves behind is dropped.
    pub(crate) fn aside<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let kept = self.shared().raised.take();
        let result = work(self);
        self.shared().raised.set(kept);
        result
    }

    /// Fails with `RecursionError` when native code has come close to the end of its stack. Everything that recurses
    /// natively as deep as its input asks first.
    #[inline(always)]
    pub fn check_stack(&mut self, doing: &str) -> PyResult<()> {
        if taipan_host::stack::pointer() < self.shared().stack_limit.get() {
            return Err(crate::exception::too_deep(self, doing));
        }
        Ok(())
    }

    /// Whether [`Self::check_stack`] would fail.
    #[inline(always)]
    pub fn is_deep(&self) -> bool {
        taipan_host::stack::pointer() < self.shared().stack_limit.get()
    }

    /// Lets native code use so many bytes of the stack below the caller's frame, up to [`NATIVE_STACK`] of them for
    /// recursion as deep as its data.
    pub fn set_stack_limit(&mut self, bytes: usize) {
        let top = taipan_host::stack::pointer();
        self.shared().stack_limit.set(top.saturating_sub(bytes.min(NATIVE_STACK)));
        self.shared().stack_end.set(top.saturating_sub(bytes));
    }

    /// How many bytes of the stack are left before [`Self::check_stack`] fails.
    pub fn native_stack_left(&self) -> usize {
        taipan_host::stack::pointer().saturating_sub(self.shared().stack_limit.get())
    }

    /// How many bytes of the stack are left for what checks them itself, as the compiler does.
    pub fn stack_left(&self) -> usize {
        taipan_host::stack::pointer().saturating_sub(self.shared().stack_end.get())
    }

    /// The state of a native module or another part of the runtime, made when it is first asked for. It lives as long as
    /// the interpreter.
    pub fn state<T: Default + 'static>(&self) -> Rc<T> {
        self.interpreter().extension()
    }
}

/// Looks at objects out of a signal handler. `None` where this thread has no interpreter.
///
/// # Safety
/// The thread has the interpreter's lock, and nothing is changed.
pub unsafe fn look<R>(look: impl FnOnce(&Py) -> R) -> Option<R> {
    let py =
        NonNull::new(SHARED.get().cast_mut()).map(|shared| std::mem::ManuallyDrop::new(Py { shared }))?;
    Some(look(&py))
}

impl Drop for Py {
    fn drop(&mut self) {
        self.shared().raised.set(None);
        self.shared().injected.set(None);
        drop(self.shared().handled_bottom.replace(None));
        drop(self.shared().set_context(None));
        self.drain();
        let interpreter = self.shared().interpreter;
        let is_owner = self.interpreter().is_owner(self.shared());
        if is_owner {
            self.runtime().remove(self.interpreter().id());
            self.interpreter().end();
            crate::interpreter::stop(self);
            self.drain();
        }
        if let Some(free) = self.shared().free_vm.take() {
            free(self.shared().vm.replace(ptr::null_mut()));
        }
        let last = self.interpreter().remove_thread(self.shared);
        SHARED.set(ptr::null());
        self.interpreter().gil().release();
        // A thread that is on its way in finds that the interpreter ends, and the memory stays.
        // SAFETY: it is alive until here.
        if is_owner && last && !unsafe { interpreter.as_ref() }.is_awaited() {
            // SAFETY: it was leaked from a box in `Interpreter::among`, and no other thread has it or will.
            drop(unsafe { Box::from_raw(interpreter.as_ptr()) });
        }
        // SAFETY: it was leaked from a box in `attach`, and this is the only pointer to it that is left.
        drop(unsafe { Box::from_raw(self.shared.as_ptr()) });
    }
}

impl Shared {
    /// Whether something waits that needs Python to die: see [`Py::drain`].
    #[inline(always)]
    pub fn must_drain(&self) -> bool {
        !self.deaths.is_empty()
    }

    /// What all threads of the interpreter have in common.
    #[inline(always)]
    pub fn interpreter(&self) -> &Interpreter {
        // SAFETY: the interpreter lives until its last thread has left it.
        unsafe { self.interpreter.as_ref() }
    }

    /// The state that the thread has in the interpreter from which it has come here.
    pub(crate) fn outer(&self) -> Option<&Self> {
        // SAFETY: the thread goes back there before that state goes.
        unsafe { self.outer.get().as_ref() }
    }

    /// The context whose variables are current in this thread.
    #[inline]
    pub fn context(&self) -> Option<Value> {
        let context = self.context.take();
        self.context.set(context.clone());
        context
    }

    /// Makes another context current; gives the one that was.
    pub fn set_context(&self, context: Option<Value>) -> Option<Value> {
        self.context.replace(context)
    }

    #[inline(always)]
    pub(crate) fn space(&self) -> &Space {
        &self.interpreter().space
    }
}

/// Leave to allocate for who has no [`Py`]: the allocator of the process, which may be asked for memory anywhere. `None` where
/// this thread has no interpreter, or not its lock.
pub fn current_heap() -> Option<Heap> {
    let shared = shared()?;
    let has_lock = shared.interpreter().gil().holder() == ptr::from_ref(shared.breaker()).addr();
    has_lock.then(|| Heap::of(shared))
}

/// The state of the thread's interpreter.
#[inline(always)]
pub(crate) fn shared<'a>() -> Option<&'a Shared> {
    // SAFETY: the pointer is set for as long as the interpreter lives, and no value outlives it on this thread.
    unsafe { SHARED.get().as_ref() }
}

/// The smallest block: a granule of metadata must not be shared.
const MIN_SIZE: usize = 32;

impl Heap {
    pub(crate) fn of(shared: &Shared) -> Self {
        Self(NonNull::from(shared))
    }

    /// The interpreter loop's own state of the thread, as in [`Shared`].
    pub fn vm(self) -> *mut () {
        self.shared().vm.get()
    }

    /// As [`Py::state`].
    pub fn state<T: Default + 'static>(self) -> Rc<T> {
        self.interpreter().extension()
    }

    #[inline(always)]
    pub(crate) fn shared(&self) -> &Shared {
        // SAFETY: a heap comes from a `Py`, and objects of its interpreter are only reached while that lives.
        unsafe { self.0.as_ref() }
    }

    #[inline(always)]
    pub(crate) fn interpreter(&self) -> &Interpreter {
        self.shared().interpreter()
    }

    /// A new object of exactly the type of `T`. Fails with `MemoryError`.
    #[inline(always)]
    pub fn object<T: Payload>(self, payload: T) -> PyResult<Value> {
        let type_ = T::TYPE;
        let kind = if type_.memory.trace.is_none() { Kind::Leaf } else { Kind::Collected };
        let object = self.block(type_, kind, HEADER_SIZE + size_of::<T>())?;
        // SAFETY: the block is fresh, large enough and aligned to 16, which `Object::payload` checks to be enough.
        unsafe {
            Object::payload::<T>(object).write(payload);
            Ok(Value::from_counted(object))
        }
    }

    /// A new object of `size` bytes whose payload `T` is followed by a tail, which `fill` writes.
    pub(crate) fn with_tail<T: Payload, U>(
        self,
        class: &Type,
        size: usize,
        payload: T,
        fill: impl FnOnce(*mut U),
    ) -> PyResult<Value> {
        let kind = if class.is_leaf() { Kind::Leaf } else { Kind::Collected };
        // An instance of a heap type has its attribute word and its members after the tail.
        let words = if class.is_heap() { crate::instance::words_after_tail(class) } else { 0 };
        let whole = if words == 0 { size } else { size.next_multiple_of(8) + words * size_of::<usize>() };
        let object = self.block(class, kind, whole)?;
        // SAFETY: the block is fresh and large enough.
        unsafe {
            if words != 0 {
                object.byte_add(size.next_multiple_of(8)).cast::<usize>().write_bytes(0, words);
            }
            Object::payload::<T>(object).write(payload);
            fill(object.byte_add(HEADER_SIZE + size_of::<T>()).cast::<U>().as_ptr());
            Ok(self.adopt(object, class))
        }
    }

    /// A new leaf of exactly the type of `T`, whose payload is followed by a tail of so many items, which `fill` writes.
    #[inline(always)]
    pub(crate) fn leaf_with_tail<T: Payload, U>(
        self,
        payload: T,
        length: usize,
        fill: impl FnOnce(*mut U),
    ) -> PyResult<Value> {
        debug_assert!(T::TYPE.is_leaf());
        let size = HEADER_SIZE + size_of::<T>() + length * size_of::<U>();
        let object = self.block(T::TYPE, Kind::Leaf, size)?;
        // SAFETY: the block is fresh and large enough; a payload ends where its tail may begin.
        unsafe {
            const { assert!(size_of::<T>().is_multiple_of(align_of::<U>())) };
            Object::payload::<T>(object).write(payload);
            fill(object.byte_add(HEADER_SIZE + size_of::<T>()).cast::<U>().as_ptr());
            Ok(Value::from_counted(object))
        }
    }

    /// A new object of exactly the type of `T`, whose payload is followed by slots, which `fill` writes.
    #[inline(always)]
    pub fn object_with_slots<T: Payload>(
        self,
        payload: T,
        count: usize,
        fill: impl FnOnce(*mut StackRef),
    ) -> PyResult<Value> {
        let size = HEADER_SIZE + size_of::<T>() + count * size_of::<StackRef>();
        let object = self.block(T::TYPE, Kind::Collected, size)?;
        // SAFETY: the block is fresh and large enough; a payload of words ends where a slot may begin.
        unsafe {
            const { assert!(size_of::<T>().is_multiple_of(size_of::<StackRef>())) };
            Object::payload::<T>(object).write(payload);
            fill(object.byte_add(HEADER_SIZE + size_of::<T>()).cast::<StackRef>().as_ptr());
            Ok(Value::from_counted(object))
        }
    }

    /// A block with a header for an object of a type; the rest is not initialised. The type is not counted yet.
    #[inline(always)]
    pub(crate) fn block(self, type_: &Type, kind: Kind, size: usize) -> PyResult<NonNull<Object>> {
        let space = &self.interpreter().space;
        let Some(block) = space.allocate(kind, size.max(MIN_SIZE)) else { return Err(self.no_memory()) };
        if kind == Kind::Collected {
            space.set_meta(block, crate::heap::meta::Meta::YOUNG);
            self.interpreter().collector.count_up(self.shared());
        }
        let object = block.cast::<Object>();
        // SAFETY: the block is fresh and large enough.
        unsafe { object.write(Object::new(NonNull::from(type_))) };
        Ok(object)
    }

    /// The value of a block that has become an object: a heap type is referred to by its instances.
    ///
    /// # Safety
    /// The block came from [`Self::block`] for this type and is initialised as the type wants it.
    #[inline(always)]
    pub(crate) unsafe fn adopt(self, object: NonNull<Object>, class: &Type) -> Value {
        if class.is_heap() {
            class.as_object().count_up();
        }
        // SAFETY: the caller's promise.
        unsafe { Value::from_counted(object) }
    }

    /// Puts an exception on its way. What is being handled becomes its context.
    pub fn raise(self, exception: Value) -> Raised {
        crate::exception::set_context(self, &exception);
        self.again(exception)
    }

    /// Puts an exception on its way that has been before: its context stays.
    pub fn again(self, exception: Value) -> Raised {
        let old = self.shared().raised.replace(Some(exception));
        debug_assert!(old.is_none(), "an exception was on its way and was forgotten");
        drop(old);
        Raised(())
    }

    /// Puts a `MemoryError` on its way: a new one if there is memory for that, else the one that was made for the occasion.
    #[cold]
    #[inline(never)]
    pub fn no_memory(self) -> Raised {
        let interpreter = self.interpreter();
        let kept = interpreter.memory_error();
        // Where making a new one fails, that comes here again, for the one that is kept.
        if kept.is_some() && !interpreter.makes_memory_error.replace(true) {
            let made =
                self.exception(&crate::exception::MEMORY_ERROR, crate::exception::BaseException::new(None));
            interpreter.makes_memory_error.set(false);
            return made.map_or_else(|raised| raised, |exception| self.raise(exception));
        }
        self.shared().raised.set(kept);
        Raised(())
    }
}

impl From<TryReserveError> for Raised {
    fn from(_: TryReserveError) -> Self {
        out_of_memory()
    }
}

/// The exception for a failed allocation, where there is nothing to raise it with.
#[cold]
pub(crate) fn out_of_memory() -> Raised {
    match shared() {
        Some(shared) => Heap::of(shared).no_memory(),
        None => Raised(()),
    }
}

/// The type of an object, for those who have only a header.
pub(crate) fn type_of(object: NonNull<Object>) -> &'static Type {
    // SAFETY: an object holds its type, and types of live objects are not freed; the kernel uses the reference only
    // while the object exists.
    unsafe { &*ptr::from_ref(object.as_ref().type_()) }
}
