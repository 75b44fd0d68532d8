//! `_thread._local`: an object with other attributes in each thread.
//!
//! Each thread has a dict of its own for each such object. Before an attribute is looked at, the thread's dict becomes the
//! object's `__dict__`, so that everything else works as it does for any object.

use std::cell::Cell;
use std::collections::HashMap;

use taipan_macros::pymethods;
use taipan_object::instance;
use taipan_object::protocol::attribute::{object_getattribute, object_setattr};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::{
    Args, Borrowed, Parts, Payload, Py, PyCell, PyResult, Type, Value, Visit, exception as exc, weak,
};

/// The payload.
pub(super) struct Local {
    /// What `__init__` is called with in each thread.
    arguments: Option<Value>,
    keywords: Option<Value>,
    /// The dicts by thread.
    dicts: PyCell<HashMap<usize, Value>>,
    /// The thread whose dict the object has now.
    current: Cell<usize>,
}

/// `_thread._local`
pub(super) static LOCAL: Type = Type::with_attributes::<Local>("_thread._local", &OBJECT);

// SAFETY: objects are made by `new` only, with this payload, and types that derive from it keep it.
#[allow(unsafe_code, reason = "the type and its payload stand side by side")]
unsafe impl Payload for Local {
    const TYPE: &'static Type = &LOCAL;
}

impl Parts for Local {
    fn take_part(&mut self) -> Option<Value> {
        let dicts = self.dicts.exclusive();
        if let Some(&thread) = dicts.keys().next() {
            return dicts.remove(&thread);
        }
        self.arguments.take().or_else(|| self.keywords.take())
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        #[allow(unsafe_code, reason = "the collector looks at payloads while nobody borrows them")]
        let dicts = unsafe { self.dicts.peek() };
        dicts.values().chain(&self.arguments).chain(&self.keywords).for_each(visit);
    }
}

/// The objects in which each thread has a dict, as weak references.
#[derive(Default)]
struct Registry(PyCell<HashMap<usize, Vec<Value>>>);

pub(super) static DEFINITIONS: &[Definition] = &[Definition {
    doc: Some("An object with other attributes in each thread."),
    signature: Some("()"),
    flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
    slots: &[Methods::SLOTS],
    getset: &[Methods::GETSET],
    ..Definition::of(&LOCAL)
}];

/// Forgets what the running thread, which ends, has in such objects.
pub fn leave(py: &mut Py) {
    forget(py, taipan_host::thread::identity());
}

/// In a child process: forgets what the threads have that are not there.
pub(super) fn after_fork(py: &mut Py, survivor: usize) {
    let registry = py.state::<Registry>();
    let mut gone: Vec<_> = registry.0.get(py).keys().copied().filter(|&thread| thread != survivor).collect();
    gone.sort_unstable();
    for thread in gone {
        forget(py, thread);
    }
}

/// Forgets what a thread has in such objects.
fn forget(py: &mut Py, thread: usize) {
    let registry = py.state::<Registry>();
    let objects = registry.0.get_mut(py).remove(&thread).unwrap_or_default();
    for reference in objects {
        let target = reference.as_weakref().and_then(|reference| reference.target(py));
        let dict = target.as_ref().and_then(|it| it.get::<Local>()).and_then(|local| {
            let dict = local.dicts.get_mut(py).remove(&thread);
            if local.current.get() == thread {
                local.current.set(0);
            }
            dict
        });
        if let Some(target) = &target
            && target.get::<Local>().is_some_and(|local| local.current.get() == 0)
            && let Ok(empty) = py.dict()
            && let Ok(old) = instance::set_dict(py, target.borrow(), Some(empty))
        {
            drop(old);
        }
        drop(dict);
        py.drain();
    }
}

/// Makes the thread's dict the object's own. The first time in a thread, `__init__` is called.
fn enter(py: &mut Py, this: Borrowed<'_>) -> PyResult<()> {
    let Some(local) = this.get::<Local>() else { return Ok(()) };
    let thread = taipan_host::thread::identity();
    if local.current.get() == thread {
        return Ok(());
    }
    let known = local.dicts.get(py).get(&thread).cloned();
    let is_new = known.is_none();
    let dict = match known {
        Some(dict) => dict,
        None => register(py, this, local, thread)?,
    };
    local.current.set(thread);
    drop(instance::set_dict(py, this, Some(dict))?);
    if is_new && has_init(py, this.type_())? {
        let name = py.heap().intern("__init__")?;
        let init = py.get_attribute(&this, &name)?;
        let arguments = local.arguments.clone();
        let arguments = arguments
            .as_ref()
            .and_then(|it| it.get::<taipan_object::types::tuple::Tuple>())
            .map_or(&[][..], |it| it.items());
        if let Err(raised) = py.call_tuple(&init, arguments, local.keywords.clone().as_ref()) {
            drop(local.dicts.get_mut(py).remove(&thread));
            local.current.set(0);
            return Err(raised);
        }
    }
    Ok(())
}

/// Whether a class has an `__init__` of its own.
fn has_init(py: &mut Py, class: &Type) -> PyResult<bool> {
    let name = py.heap().intern("__init__")?;
    let (own, plain) = (class.lookup(py, &name), OBJECT.lookup(py, &name));
    Ok(own.is_some_and(|own| plain.is_none_or(|plain| !own.is(&plain))))
}

fn register(py: &mut Py, this: Borrowed<'_>, local: &Local, thread: usize) -> PyResult<Value> {
    let dict = py.dict()?;
    let reference = weak::plain(py, this)?;
    let registry = py.state::<Registry>();
    registry.0.get_mut(py).entry(thread).or_default().push(reference);
    local.dicts.get_mut(py).insert(thread, dict.clone());
    Ok(dict)
}

struct Methods;

#[pymethods]
impl Methods {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if (!args.is_empty() || args.has_keywords()) && !has_init(py, class)? {
            return Err(exc::type_error(py, format_args!("Initialization arguments are not supported")));
        }
        let arguments =
            py.tuple(args.without_keywords().iter().map(Borrowed::to_value).collect::<Vec<_>>())?;
        let keywords = match args.has_keywords() {
            true => {
                let keywords = py.dict()?;
                for (name, value) in args.keywords() {
                    py.set_item(&keywords, &name, &value)?;
                }
                Some(keywords)
            }
            false => None,
        };
        let thread = taipan_host::thread::identity();
        let this = py.heap().object_of(
            class,
            Local {
                arguments: Some(arguments),
                keywords,
                dicts: PyCell::default(),
                current: Cell::new(thread),
            },
        )?;
        // The maker's `__init__` is about to be called by whoever called this.
        if let Some(local) = this.get::<Local>() {
            let dict = register(py, this.borrow(), local, thread)?;
            drop(instance::set_dict(py, this.borrow(), Some(dict))?);
        }
        Ok(this)
    }

    #[pyslot]
    fn getattr(this: Borrowed<'_>, py: &mut Py, name: Borrowed<'_>) -> PyResult<Value> {
        enter(py, this)?;
        object_getattribute(py, this, name)
    }

    #[pyslot]
    fn setattr(
        this: Borrowed<'_>,
        py: &mut Py,
        name: Borrowed<'_>,
        value: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        if name.get::<taipan_object::types::str_::Str>().is_some_and(|name| name.is("__dict__")) {
            let class = this.type_().name();
            return Err(py.error(
                &exc::ATTRIBUTE_ERROR,
                format_args!("'{class}' object attribute '__dict__' is read-only"),
            ));
        }
        enter(py, this)?;
        object_setattr(py, this, name, value)
    }

    /// The attributes in this thread.
    #[pygetter(name = "__dict__")]
    fn dict(this: Borrowed<'_>, py: &mut Py) -> PyResult<Option<Value>> {
        enter(py, this)?;
        instance::dict(py, this)
    }
}
