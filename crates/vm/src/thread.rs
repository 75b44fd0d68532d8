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

/// A thread's stacks. They are reserved whole, so that they never move, and get their memory as they are touched.
pub(crate) struct Thread {
    /// The frame that runs. Below the first one lies a frame that never runs.
    pub(crate) frame: Cell<*mut Frame>,
    /// Where the native stack stood when the innermost loop was entered.
    pub(crate) bottom: Cell<usize>,
    /// The registers, while no handler has them.
    pub(crate) registers: Cell<Registers>,
    /// The result of the loop that ends.
    pub(crate) result: Cell<Option<PyResult<Value>>>,
    /// How many Python frames may be on the stack.
    pub(crate) recursion_limit: Cell<usize>,
    /// How many callers of a coroutine's function are noted when it is made.
    pub(crate) origin_depth: Cell<usize>,
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
    values: Reservation,
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
        Ok(Self {
            frame: Cell::new(bottom),
            bottom: Cell::new(0),
            registers: Cell::new(Registers::NONE),
            result: Cell::new(None),
            recursion_limit: Cell::new(1000),
            origin_depth: Cell::new(0),
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
            values,
            frames,
        })
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

    /// Whether a frame with so many slots from `base` on fits.
    #[inline(always)]
    pub(crate) fn has_room(&self, base: *mut StackRef, slots: usize) -> bool {
        let used = base.addr() + (slots + MARGIN) * size_of::<StackRef>();
        let end = self.values.base().addr().get() + VALUES;
        used < end && self.depth() < self.recursion_limit.get().min(MAX_DEPTH)
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
