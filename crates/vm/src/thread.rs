//! What a thread of Python has: its two stacks.

use std::cell::Cell;
use std::io;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use taipan_host::memory::Reservation;
use taipan_host::stack;
use taipan_object::py::Shared;
use taipan_object::{Heap, Py, PyCell, PyResult, StackRef, Value, exception as exc};

use crate::dispatch::Registers;
use crate::frame::Frame;
use crate::function::Places;
use crate::generator::asynchronous::Hooks;
use crate::monitoring::Monitoring;
use crate::monitoring::event::Event;
use crate::report::{self, Listed};

/// Bytes of the value stack.
const VALUES: usize = 256 << 20;
/// Bytes of the stack of control frames.
const FRAMES: usize = 128 << 20;
/// The most frames there is room for.
const MAX_DEPTH: usize = FRAMES / size_of::<Frame>() - 8;
/// Bytes of the native stack that handlers may use, whose calls should have been jumps.
const LOOP_STACK: usize = 16 << 10;
/// Slots that are left free above every frame: what an instruction may push beyond the code's own stack.
const MARGIN: usize = 64;

/// What a fast part may drop at most.
pub(crate) const DYING: usize = 64;

/// Slots with the last reference to an object. A fast part notes them instead of dropping them: without a call in it the handler
/// needs no stack frame.
struct Dying {
    count: Cell<usize>,
    slots: [Cell<StackRef>; DYING],
}

/// A thread's stacks. They are reserved whole, so that they never move, and get their memory as they are touched.
pub(crate) struct Thread {
    /// The frame that runs. Below the first one lies a frame that never runs.
    pub(crate) frame: Cell<*mut Frame>,
    /// Where the native stack stood when the innermost loop was entered.
    pub(crate) bottom: Cell<usize>,
    /// The registers, while no handler has them.
    pub(crate) registers: Cell<Registers>,
    /// What a fast part has dropped the last reference to.
    dying: Dying,
    /// The result of the loop that ends.
    pub(crate) result: Cell<Option<PyResult<Value>>>,
    /// How many Python frames may be on the stack.
    recursion_limit: Cell<usize>,
    /// The last frame that may have another above it.
    last_frame: Cell<*mut Frame>,
    /// Where a frame's slots must end before.
    values_end: usize,
    /// How many callers of a coroutine's function are noted when it is made.
    pub(crate) origin_depth: Cell<usize>,
    /// Where the globals of the function that was made last have what functions take from them.
    pub(crate) places: Cell<Places>,
    /// The word of the builtin `next`, once a call of it with a generator was seen; else 0. The interpreter keeps it.
    pub(crate) next: Cell<usize>,
    /// Who is told of asynchronous generators.
    pub(crate) async_hooks: PyCell<Hooks>,
    /// What tools have asked for; it lives as long as the interpreter.
    monitoring: *const Monitoring,
    /// How many tools are being told something: they are not told of what they do themselves.
    pub(crate) tracing: Cell<u32>,
    /// What a tool is being told.
    pub(crate) telling: Cell<Option<Event>>,
    /// The last jump that a tool may want to know of: where it led, and from which code unit.
    pub(crate) jumped: Cell<(*const u16, usize)>,
    /// `sys.settrace`
    pub(crate) trace: PyCell<Option<Value>>,
    /// `sys.setprofile`
    pub(crate) profile: PyCell<Option<Value>>,
    /// The eval breaker, which lives as long as the `Py` of the thread.
    pub(crate) breaker: *const AtomicU32,
    /// What a report says of the thread when the process fails.
    pub(crate) listed: Listed,
    /// What the kernel has of the thread, which lives as long.
    shared: *const Shared,
    /// The memory of the value stack, which goes with the thread.
    _values: Reservation,
    frames: Reservation,
}

impl Thread {
    fn new(py: &Py) -> io::Result<Self> {
        let (values, frames) = (Reservation::new(VALUES, 1 << 16)?, Reservation::new(FRAMES, 1 << 16)?);
        values.commit(0, VALUES)?;
        frames.commit(0, FRAMES)?;
        let bottom = frames.base().as_ptr().cast::<Frame>();
        // SAFETY: the memory is fresh and large enough.
        unsafe { bottom.write(Frame::bottom(values.base().as_ptr().cast())) };
        let values_end = values.base().addr().get() + VALUES - MARGIN * size_of::<StackRef>();
        let thread = Self {
            frame: Cell::new(bottom),
            bottom: Cell::new(0),
            registers: Cell::new(Registers::NONE),
            dying: Dying { count: Cell::new(0), slots: [const { Cell::new(StackRef::NULL) }; DYING] },
            result: Cell::new(None),
            recursion_limit: Cell::new(0),
            last_frame: Cell::new(bottom),
            values_end,
            origin_depth: Cell::new(0),
            places: Cell::default(),
            next: Cell::new(0),
            async_hooks: PyCell::default(),
            monitoring: Rc::as_ptr(&py.state::<Monitoring>()),
            tracing: Cell::new(0),
            telling: Cell::new(None),
            jumped: Cell::new((std::ptr::null(), 0)),
            trace: PyCell::default(),
            profile: PyCell::default(),
            breaker: py.shared().breaker(),
            listed: Listed::new(py),
            shared: std::ptr::from_ref(py.shared()),
            _values: values,
            frames,
        };
        thread.set_recursion_limit(1000);
        Ok(thread)
    }

    /// The stacks of the thread that `py` stands for; made when they are first needed.
    #[inline(always)]
    pub(crate) fn of(py: &Py) -> PyResult<&'static Self> {
        let thread = py.shared().vm.get().cast::<Self>();
        if thread.is_null() {
            return Self::make(py);
        }
        // SAFETY: the thread lives as long as its `Py`, which every caller holds.
        Ok(unsafe { &*thread })
    }

    /// The stacks of the thread that a heap is used by, if it has any.
    pub(crate) fn of_heap(heap: Heap) -> Option<&'static Self> {
        // SAFETY: as above.
        unsafe { heap.vm().cast::<Self>().as_ref() }
    }

    #[cold]
    fn make(py: &Py) -> PyResult<&'static Self> {
        let Ok(thread) = Self::new(py) else { return Err(py.heap().no_memory()) };
        let thread: &'static Self = Box::leak(Box::new(thread));
        report::enter(thread);
        py.shared().vm.set(std::ptr::from_ref(thread).cast_mut().cast());
        py.shared().free_vm.set(Some(|state| {
            // SAFETY: the thread gives up its state when it leaves the interpreter, and has no frames then.
            let thread = unsafe { Box::from_raw(state.cast::<Self>()) };
            report::leave(&thread);
        }));
        Ok(thread)
    }

    /// Drops what a slot owns. False: that was the last reference, and the object dies when the fast part has ended, which says
    /// so with [`crate::dispatch::Fast::Bury`].
    ///
    /// # Safety
    /// The slot is not null, and not used again. A fast part runs, which drops no more than [`DYING`] slots.
    #[inline(always)]
    #[must_use]
    pub(crate) unsafe fn kill(&self, slot: StackRef) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            std::hint::assert_unchecked(!slot.is_null());
            self.kill_any(slot)
        }
    }

    /// The same for a slot that may be null.
    ///
    /// # Safety
    /// As for [`Self::kill`].
    #[inline(always)]
    #[must_use]
    pub(crate) unsafe fn kill_any(&self, slot: StackRef) -> bool {
        // SAFETY: the caller's promise: there is room.
        unsafe {
            if slot.release_unless_last() {
                return true;
            }
            std::hint::cold_path();
            let count = self.dying.count.get();
            debug_assert!(count < DYING, "a fast part has left something behind");
            self.dying.slots.get_unchecked(count).set(slot);
            self.dying.count.set(count + 1);
        }
        false
    }

    /// The same, where [`Self::is_quiet`] is asked afterwards.
    ///
    /// # Safety
    /// As for [`Self::kill`].
    #[inline(always)]
    pub(crate) unsafe fn drop_slot(&self, slot: StackRef) {
        // SAFETY: the caller's promise.
        let _ = unsafe { self.kill_any(slot) };
    }

    /// Whether nothing waits to be buried.
    #[inline(always)]
    pub(crate) fn is_quiet(&self) -> bool {
        self.dying.count.get() == 0
    }

    /// Lets die what a fast part has dropped.
    #[inline]
    pub(crate) fn bury(&self) {
        let count = self.dying.count.replace(0);
        if count == 1 {
            // SAFETY: as below.
            let _ = unsafe { self.dying.slots[0].get().kill_last() };
            return;
        }
        for slot in self.dying.slots.iter().take(count) {
            // SAFETY: the slot has the last reference, and is read once.
            let _ = unsafe { slot.get().kill_last() };
        }
    }

    /// Forgets what an instruction has left behind that panicked.
    pub(crate) fn forget(&self) {
        self.dying.count.set(0);
        std::mem::forget(self.result.take());
    }

    /// Whether the interpreter is asked to stop.
    #[inline(always)]
    pub(crate) fn is_asked(&self) -> bool {
        // SAFETY: see the field.
        unsafe { &*self.breaker }.load(Ordering::Relaxed) != 0
    }

    /// What the kernel has of the thread.
    #[inline(always)]
    pub(crate) fn shared(&self) -> &Shared {
        // SAFETY: see the field.
        unsafe { &*self.shared }
    }

    /// Whether handlers have used so much of the native stack that the loop must begin anew.
    #[inline(always)]
    pub(crate) fn is_deep(&self) -> bool {
        self.bottom.get().wrapping_sub(stack::pointer()) > LOOP_STACK
    }

    /// What tools have asked for.
    #[inline(always)]
    pub(crate) fn monitoring(&self) -> &'static Monitoring {
        // SAFETY: the interpreter keeps the state, and no frame runs without it.
        unsafe { &*self.monitoring }
    }

    /// How many frames there are.
    #[inline(always)]
    pub(crate) fn depth(&self) -> usize {
        // SAFETY: frames lie in one array.
        unsafe { self.frame.get().offset_from_unsigned(self.frames.base().as_ptr().cast::<Frame>()) }
    }

    /// How many Python frames may be on the stack.
    pub(crate) fn recursion_limit(&self) -> usize {
        self.recursion_limit.get()
    }

    /// Sets it; there is never room for more than [`MAX_DEPTH`].
    pub(crate) fn set_recursion_limit(&self, limit: usize) {
        self.recursion_limit.set(limit);
        let bottom = self.frames.base().as_ptr().cast::<Frame>();
        // SAFETY: so many frames fit.
        self.last_frame.set(unsafe { bottom.add(limit.min(MAX_DEPTH)) });
    }

    /// Whether a frame with so many slots from `base` on fits.
    #[inline(always)]
    pub(crate) fn has_room(&self, base: *mut StackRef, slots: usize) -> bool {
        base.addr() + slots * size_of::<StackRef>() < self.values_end
            && self.frame.get() < self.last_frame.get()
    }

    /// Makes sure that a frame with so many slots from `base` on fits.
    #[inline(always)]
    pub(crate) fn check_room(&self, py: &Py, base: *mut StackRef, slots: usize) -> PyResult<()> {
        if self.has_room(base, slots) { Ok(()) } else { Err(too_deep(py)) }
    }

    /// The first slot above everything that is in use.
    #[inline(always)]
    pub(crate) fn free(&self) -> *mut StackRef {
        // SAFETY: there is always a frame.
        let frame = unsafe { &*self.frame.get() };
        if frame.free.is_null() { frame.top } else { frame.free }
    }
}

#[cold]
pub(crate) fn too_deep(py: &Py) -> taipan_object::Raised {
    py.error(&exc::RECURSION_ERROR, format_args!("maximum recursion depth exceeded"))
}
