//! `_queue`: a queue without a limit that any thread, signal handler or finaliser may put something into.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::module::ModuleDef;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::is_none;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value, exception as exc};

use crate::calls::generic_alias;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Queues between threads, for the module queue."),
    definitions: &[DEFINITIONS],
    types: &[&SIMPLE_QUEUE],
    constants: &[("Empty", empty_class)],
    ..ModuleDef::of("_queue")
};

static DEFINITIONS: &[Definition] = &[Definition {
    doc: Some("A queue without a limit: what was put in first comes out first."),
    signature: Some("()"),
    flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
    slots: &[SimpleQueue::SLOTS],
    methods: &[SimpleQueue::METHODS],
    ..Definition::of(&SIMPLE_QUEUE)
}];

/// The payload.
#[pyclass(static = SIMPLE_QUEUE, name = "_queue.SimpleQueue", base = OBJECT)]
pub(crate) struct SimpleQueue {
    items: PyCell<VecDeque<Value>>,
    gate: Arc<Gate>,
}

/// What threads wait at for an item.
#[derive(Default)]
struct Gate {
    /// How often something has been put in. It is raised by threads that hold the interpreter's lock, so nothing is missed
    /// between looking into the queue and waiting.
    puts: Mutex<u64>,
    raised: Condvar,
}

/// How often a thread that waits looks whether a signal has arrived.
const LOOK: Duration = Duration::from_millis(50);

impl Gate {
    fn puts(&self) -> u64 {
        *self.puts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn announce(&self) {
        let mut puts = self.puts.lock().unwrap_or_else(PoisonError::into_inner);
        *puts = puts.wrapping_add(1);
        drop(puts);
        self.raised.notify_one();
    }

    /// Waits until something is put in after `seen`, or until a point in time.
    fn wait(&self, seen: u64, end: Instant) {
        let mut puts = self.puts.lock().unwrap_or_else(PoisonError::into_inner);
        while *puts == seen {
            let now = Instant::now();
            if now >= end {
                return;
            }
            puts = self.raised.wait_timeout(puts, end - now).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// The class `Empty` of the interpreter.
#[derive(Default)]
struct Classes {
    empty: PyCell<Option<Value>>,
}

/// `_queue.Empty`
fn empty_class(py: &mut Py) -> PyResult<Value> {
    let classes = py.state::<Classes>();
    if let Some(class) = classes.empty.get(py).clone() {
        return Ok(class);
    }
    let doc = "Raised where an item is asked for at once, or in time, and there is none.";
    let base = exc::EXCEPTION.to_value();
    let class = py.exception_class_of("_queue.Empty", &[&base], Some(doc))?;
    drop(classes.empty.replace(py, Some(class.clone())));
    Ok(class)
}

#[cold]
fn empty(py: &mut Py) -> Raised {
    match empty_class(py) {
        Ok(class) => py.raise_value(&class, None),
        Err(raised) => raised,
    }
}

/// The point in time at which waiting ends; nothing to wait for ever.
fn end(py: &mut Py, timeout: Borrowed<'_>) -> PyResult<Option<Instant>> {
    /// Seconds that fit into 64 bits of nanoseconds.
    const LONGEST: f64 = 9_223_372_036.854_775;
    if is_none(&timeout) {
        return Ok(None);
    }
    let is_number = timeout.is_int() || timeout.type_().slots.index.get().is_some();
    if !is_number
        && timeout.get::<taipan_object::types::float::Float>().is_none()
        && timeout.as_small_float().is_none()
    {
        let class = timeout.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("'{class}' object cannot be interpreted as an integer or float"),
        ));
    }
    let seconds = py.to_f64(&timeout)?;
    if seconds.is_nan() {
        return Err(exc::value_error(py, format_args!("Invalid value NaN (not a number)")));
    }
    if seconds.abs() > LONGEST {
        return Err(exc::overflow_error(py, format_args!("timestamp out of range for C PyTime_t")));
    }
    if seconds < 0.0 {
        return Err(exc::value_error(py, format_args!("'timeout' must be a non-negative number")));
    }
    Ok(Instant::now().checked_add(Duration::from_secs_f64(seconds)))
}

impl SimpleQueue {
    fn append(&self, py: &mut Py, item: Value) -> PyResult<()> {
        let mut items = self.items.get_mut(py);
        items.try_reserve(1)?;
        items.push_back(item);
        drop(items);
        self.gate.announce();
        Ok(())
    }

    fn take(&self, py: &mut Py) -> Option<Value> {
        self.items.get_mut(py).pop_front()
    }
}

#[pymethods]
impl SimpleQueue {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        // What a class with an `__init__` of its own is called with is for that.
        let init = |class: &Type| class.slots.init.get().map(|init| init as usize);
        if class.is(&SIMPLE_QUEUE) || init(class) == init(&SIMPLE_QUEUE) {
            let given = match (args.is_empty(), args.has_keywords()) {
                (true, false) => None,
                (true, true) => Some("keyword"),
                (false, _) => Some("positional"),
            };
            if let Some(kind) = given {
                return Err(exc::type_error(py, format_args!("SimpleQueue() takes no {kind} arguments")));
            }
        }
        py.heap().object_of(class, Self { items: PyCell::default(), gate: Arc::default() })
    }

    /// Whether there is nothing in the queue just now.
    #[pymethod("($self, /)")]
    fn empty(&self, py: &mut Py) -> bool {
        self.items.get(py).is_empty()
    }

    /// Takes the first item out.
    ///
    /// If there is none, it waits for one, for at most timeout seconds unless that is None; without block it does not
    /// wait. Empty is raised if there still is none.
    #[pymethod("($self, /, block=True, timeout=None)")]
    fn get(this: Borrowed<'_>, py: &mut Py, block: Option<bool>, timeout: Borrowed<'_>) -> PyResult<Value> {
        let Some(queue) = this.get::<Self>() else { return Err(empty(py)) };
        let waits = block.unwrap_or(true);
        let end = if waits { end(py, timeout)? } else { None };
        loop {
            if let Some(item) = queue.take(py) {
                return Ok(item);
            }
            if !waits || end.is_some_and(|end| Instant::now() >= end) {
                return Err(empty(py));
            }
            let (gate, seen) = (queue.gate.clone(), queue.gate.puts());
            let next = Instant::now() + LOOK;
            let until = end.map_or(next, |end| end.min(next));
            py.detach(|| gate.wait(seen, until));
            py.check_signals()?;
        }
    }

    /// Takes the first item out, or raises Empty if there is none.
    #[pymethod("($self, /)")]
    fn get_nowait(&self, py: &mut Py) -> PyResult<Value> {
        match self.take(py) {
            Some(item) => Ok(item),
            None => Err(empty(py)),
        }
    }

    /// Puts an item at the end. block and timeout are there for the sake of other queues: this one is never full.
    #[pymethod("($self, /, item, block=True, timeout=None)")]
    fn put(
        &self,
        py: &mut Py,
        item: Borrowed<'_>,
        _block: Option<bool>,
        _timeout: Borrowed<'_>,
    ) -> PyResult<()> {
        self.append(py, item.to_value())
    }

    /// Puts an item at the end.
    #[pymethod("($self, /, item)")]
    fn put_nowait(&self, py: &mut Py, item: Borrowed<'_>) -> PyResult<()> {
        self.append(py, item.to_value())
    }

    /// How many items are in the queue just now.
    #[pymethod("($self, /)")]
    fn qsize(&self, py: &mut Py) -> usize {
        self.items.get(py).len()
    }

    /// The type with that of the items, for annotations.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        generic_alias(py, class, object)
    }
}
