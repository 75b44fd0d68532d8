//! `_interpqueues`: queues that carry data between interpreters.

mod queue;

use std::sync::Arc;

use taipan_macros::pymodule;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value, exception as exc};
use taipan_std_boot::import;

pub use queue::QueueReference;
use queue::{Item, Queues, Trouble};

use crate::data::{self, Data, Fallback};
use crate::{arguments, errors};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "Queues between interpreters, at their lowest level.\n\nProgrammes use concurrent.interpreters.",
    ),
    functions: &[Module::FUNCTIONS],
    constants: &[
        ("QueueError", |py| class(py, Class::Error)),
        ("QueueNotFoundError", |py| class(py, Class::NotFound)),
    ],
    exec: Some(|py, _| {
        py.runtime().when_one_ends(queue::interpreter_ended);
        Ok(())
    }),
    ..ModuleDef::of("_interpqueues")
};

/// What becomes of an item whose interpreter ends before somebody gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unbound {
    /// It is taken from the queue.
    Remove = 1,
    /// Whoever gets it gets an error.
    Error = 2,
    /// Whoever gets it gets something in its place.
    Replace = 3,
}

impl Unbound {
    /// What a number stands for, -1 for what is usual.
    pub(crate) fn of(py: &mut Py, number: i64, usual: Self) -> PyResult<Self> {
        match number {
            -1 => Ok(usual),
            1 => Ok(Self::Remove),
            2 => Ok(Self::Error),
            3 => Ok(Self::Replace),
            _ => Err(exc::value_error(py, format_args!("unsupported unboundop {number}"))),
        }
    }
}

/// What a number stands for, -1 for what is usual.
pub(crate) fn fallback(py: &mut Py, number: i64, usual: Fallback) -> PyResult<Fallback> {
    match Fallback::of(number) {
        Some(fallback) => Ok(fallback),
        None if number == -1 => Ok(usual),
        None => Err(exc::value_error(py, format_args!("unsupported fallback {number}"))),
    }
}

/// The classes that the module makes, and those that the library registers.
#[derive(Clone, Copy)]
enum Class {
    Error,
    NotFound,
    Queue,
    Empty,
    Full,
}

#[derive(Default)]
struct Classes(PyCell<[Option<Value>; 5]>);

fn class(py: &mut Py, which: Class) -> PyResult<Value> {
    let classes = py.state::<Classes>();
    let find = |py: &Py| classes.0.get(py)[which as usize].clone();
    if let Some(class) = find(py) {
        return Ok(class);
    }
    let made = match which {
        Class::Error => {
            let base = exc::RUNTIME_ERROR.to_value();
            let doc = "Something is wrong with a queue between interpreters.";
            py.exception_class_of("concurrent.interpreters.QueueError", &[&base], Some(doc))?
        }
        Class::NotFound => {
            let base = class(py, Class::Error)?;
            py.exception_class_of("concurrent.interpreters.QueueNotFoundError", &[&base], None)?
        }
        Class::Queue | Class::Empty | Class::Full => {
            // It registers them.
            import::import(py, "concurrent.interpreters._queues")?;
            return match find(py) {
                Some(class) => Ok(class),
                None => Err(exc::runtime_error(py, format_args!("the classes of queues are not registered"))),
            };
        }
    };
    classes.0.get_mut(py)[which as usize] = Some(made.clone());
    Ok(made)
}

#[cold]
fn trouble(py: &mut Py, id: i64, trouble: Trouble) -> Raised {
    let (which, what) = match trouble {
        Trouble::NotFound => (Class::NotFound, "not found"),
        Trouble::Empty => (Class::Empty, "is empty"),
        Trouble::Full => (Class::Full, "is full"),
        Trouble::NeverBound => (Class::Error, "never bound"),
    };
    match class(py, which) {
        Ok(class) => errors::raise(py, &class, format_args!("queue {id} {what}"), None),
        Err(raised) => raised,
    }
}

fn queues(py: &Py) -> Arc<Queues> {
    py.runtime().state::<Queues>()
}

fn queue_id(py: &mut Py, value: &Value) -> PyResult<i64> {
    arguments::number(py, value, "queue ID")
}

/// The queue of an argument.
fn find(py: &mut Py, value: &Value) -> PyResult<(i64, Arc<queue::Queue>)> {
    let id = queue_id(py, value)?;
    match queues(py).find(id) {
        Some(queue) => Ok((id, queue)),
        None => Err(trouble(py, id, Trouble::NotFound)),
    }
}

/// Packs an object of the library's class.
fn pack_queue(py: &mut Py, value: &Value) -> PyResult<Data> {
    let name = py.heap().intern("_id")?;
    let id = py.get_attribute(value, &name)?;
    let id = queue_id(py, &id)?;
    match queues(py).refer(id) {
        Some(reference) => Ok(Data::Queue(reference)),
        None => Err(trouble(py, id, Trouble::NotFound)),
    }
}

impl QueueReference {
    /// An object of the library's class.
    pub(crate) fn value(self, py: &mut Py) -> PyResult<Value> {
        let class = class(py, Class::Queue)?;
        let id = py.int(self.id())?;
        py.call(&class, &[&id])
    }
}

/// Pairs of what is usual for a queue.
fn defaults(queue: &queue::Queue) -> [i64; 2] {
    [queue.unbound as i64, i64::from(queue.fallback == Fallback::Full)]
}

struct Module;

#[pymodule("_interpqueues")]
impl Module {
    /// Makes a queue and gives its number. unboundop says what becomes of items whose interpreter ends, fallback how objects
    /// are sent that are not shareable.
    #[pyfunction("(maxsize, unboundop=-1, fallback=-1)", hidden)]
    fn create(py: &mut Py, maxsize: isize, unboundop: Option<i64>, fallback: Option<i64>) -> PyResult<i64> {
        let unbound = Unbound::of(py, unboundop.unwrap_or(-1), Unbound::Replace)?;
        let fallback = self::fallback(py, fallback.unwrap_or(-1), Fallback::Full)?;
        match queues(py).create(maxsize, unbound, fallback) {
            Some(id) => Ok(id),
            None => {
                let class = class(py, Class::Error)?;
                Err(errors::raise(py, &class, format_args!("ran out of queue IDs"), None))
            }
        }
    }

    /// Empties a queue and destroys it: it is as if it had never been.
    #[pyfunction("(qid)", hidden)]
    fn destroy(py: &mut Py, qid: Value) -> PyResult<()> {
        let id = queue_id(py, &qid)?;
        let removed = queues(py).remove(id);
        match removed {
            Some(queue) => {
                drop(queue.close());
                data::memory::take_back(py);
                Ok(())
            }
            None => Err(trouble(py, id, Trouble::NotFound)),
        }
    }

    /// The numbers of all queues, with what is usual for their items.
    #[pyfunction("($self, /)")]
    fn list_all(py: &mut Py) -> PyResult<Value> {
        let mut items = Vec::new();
        for (id, queue) in queues(py).list() {
            let [unbound, fallback] = defaults(&queue);
            let numbers = [id, unbound, fallback].map(|number| py.int(number));
            let [id, unbound, fallback] = numbers;
            items.push(py.tuple([id?, unbound?, fallback?])?);
        }
        py.list(items)
    }

    /// Adds an object's data to a queue.
    #[pyfunction("(qid, obj, unboundop=-1, fallback=-1)", hidden)]
    fn put(
        py: &mut Py,
        qid: Value,
        obj: Borrowed<'_>,
        unboundop: Option<i64>,
        fallback: Option<i64>,
    ) -> PyResult<()> {
        let (id, queue) = find(py, &qid)?;
        let unbound = Unbound::of(py, unboundop.unwrap_or(-1), queue.unbound)?;
        let fallback = self::fallback(py, fallback.unwrap_or(-1), queue.fallback)?;
        let data = data::pack(py, &obj, fallback)?;
        let item = Item { interpreter: py.interpreter().id(), data: Some(data), unbound };
        queue.put(item).map_err(|reason| trouble(py, id, reason))
    }

    /// Gives a new object of the data at the front of a queue, and None; where the interpreter has ended that the data was
    /// from, None and what was to become of it.
    #[pyfunction("(qid)", hidden)]
    fn get(py: &mut Py, qid: Value) -> PyResult<Value> {
        let (id, queue) = find(py, &qid)?;
        let item = queue.get().map_err(|reason| trouble(py, id, reason))?;
        match item.data {
            Some(data) => {
                let value = data::unpack(py, data)?;
                data::memory::take_back(py);
                py.tuple([value, none()])
            }
            None => {
                let unbound = py.int(item.unbound as i64)?;
                py.tuple([none(), unbound])
            }
        }
    }

    /// Refers to a queue: it goes when nobody does any more.
    #[pyfunction("(qid)", hidden)]
    fn bind(py: &mut Py, qid: Value) -> PyResult<()> {
        let id = queue_id(py, &qid)?;
        match queues(py).bind(id) {
            true => Ok(()),
            false => Err(trouble(py, id, Trouble::NotFound)),
        }
    }

    /// Ceases to refer to a queue.
    #[pyfunction("(qid)", hidden)]
    fn release(py: &mut Py, qid: Value) -> PyResult<()> {
        let id = queue_id(py, &qid)?;
        queues(py).release(id).map_err(|reason| trouble(py, id, reason))
    }

    /// How many items a queue may have.
    #[pyfunction("(qid)", hidden)]
    fn get_maxsize(py: &mut Py, qid: Value) -> PyResult<isize> {
        Ok(find(py, &qid)?.1.maxsize)
    }

    /// What is usual for the items of a queue.
    #[pyfunction("(qid)", hidden)]
    fn get_queue_defaults(py: &mut Py, qid: Value) -> PyResult<Value> {
        let (_, queue) = find(py, &qid)?;
        let [unbound, fallback] = defaults(&queue).map(|number| py.int(number));
        py.tuple([unbound?, fallback?])
    }

    /// Whether a queue has as many items as it may have.
    #[pyfunction("(qid)", hidden)]
    fn is_full(py: &mut Py, qid: Value) -> PyResult<bool> {
        Ok(find(py, &qid)?.1.is_full())
    }

    /// How many items a queue has.
    #[pyfunction("(qid)", hidden)]
    fn get_count(py: &mut Py, qid: Value) -> PyResult<usize> {
        Ok(find(py, &qid)?.1.count())
    }

    /// Says what the library's classes of queues and of their exceptions are.
    #[pyfunction("(queuetype, emptyerror, fullerror)", hidden)]
    fn _register_heap_types(
        py: &mut Py,
        queuetype: Borrowed<'_>,
        emptyerror: Borrowed<'_>,
        fullerror: Borrowed<'_>,
    ) -> PyResult<()> {
        if queuetype.as_type().is_none() {
            return Err(exc::type_error(py, format_args!("expected a type for 'queuetype'")));
        }
        for (value, name) in [(&emptyerror, "emptyerror"), (&fullerror, "fullerror")] {
            if value.as_exception_type().is_none() {
                return Err(exc::type_error(py, format_args!("expected an exception type for '{name}'")));
            }
        }
        let classes = py.state::<Classes>();
        let old = classes.0.get(py)[Class::Queue as usize].clone();
        if let Some(old) = old {
            data::unregister(py, &old);
        }
        data::register(py, &queuetype, pack_queue);
        let given = [(Class::Queue, queuetype), (Class::Empty, emptyerror), (Class::Full, fullerror)];
        for (which, value) in given {
            let replaced = classes.0.get_mut(py)[which as usize].replace(value.to_value());
            drop(replaced);
        }
        Ok(())
    }
}
