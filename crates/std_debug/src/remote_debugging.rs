//! `_remote_debugging`: what other processes do, as the tools of `asyncio` show it. Reading the memory of an interpreter from
//! outside is not supported here, which the constant says and making an unwinder does; the types are there for what is said
//! about processes of others.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags, Type};
use taipan_object::types::module::ModuleDef;
use taipan_object::types::object::OBJECT;
use taipan_object::types::struct_sequence::{Field, StructSequence, class, definition};
use taipan_object::{Args, Borrowed, Py, PyResult, Value, exception as exc};

pub(crate) static MODULE: ModuleDef = ModuleDef {
    definitions: &[DEFINITIONS],
    types: &[&REMOTE_UNWINDER, &TASK_INFO, &FRAME_INFO, &CORO_INFO, &THREAD_INFO, &AWAITED_INFO],
    constants: &[("PROCESS_VM_READV_SUPPORTED", |py| py.int(0))],
    ..ModuleDef::of("_remote_debugging")
};

static TASK_INFO: Type = class::<TaskInfo>("_remote_debugging.TaskInfo");
static FRAME_INFO: Type = class::<FrameInfo>("_remote_debugging.FrameInfo");
static CORO_INFO: Type = class::<CoroInfo>("_remote_debugging.CoroInfo");
static THREAD_INFO: Type = class::<ThreadInfo>("_remote_debugging.ThreadInfo");
static AWAITED_INFO: Type = class::<AwaitedInfo>("_remote_debugging.AwaitedInfo");

static DEFINITIONS: &[Definition] = &[
    definition::<TaskInfo>(),
    definition::<FrameInfo>(),
    definition::<CoroInfo>(),
    definition::<ThreadInfo>(),
    definition::<AwaitedInfo>(),
    Definition {
        doc: Some("What reads the stacks of the threads and tasks of another process."),
        flags: Flags::BASE,
        slots: &[RemoteUnwinder::SLOTS],
        methods: &[RemoteUnwinder::METHODS],
        ..Definition::of(&REMOTE_UNWINDER)
    },
];

struct TaskInfo;

impl StructSequence for TaskInfo {
    const TYPE: &'static Type = &TASK_INFO;
    const DOC: &'static str = "A task of asyncio.";
    const FIELDS: &'static [Field] = &[
        Field::new("task_id", "where the task lies in memory"),
        Field::new("task_name", "the name of the task"),
        Field::new("coroutine_stack", "its coroutines, the innermost first"),
        Field::new("awaited_by", "the tasks that wait for it"),
    ];
}

struct FrameInfo;

impl StructSequence for FrameInfo {
    const TYPE: &'static Type = &FRAME_INFO;
    const DOC: &'static str = "A frame on a stack.";
    const FIELDS: &'static [Field] = &[
        Field::new("filename", "the file of the source"),
        Field::new("lineno", "the line"),
        Field::new("funcname", "the name of the function"),
    ];
}

struct CoroInfo;

impl StructSequence for CoroInfo {
    const TYPE: &'static Type = &CORO_INFO;
    const DOC: &'static str = "A coroutine.";
    const FIELDS: &'static [Field] = &[
        Field::new("call_stack", "its frames, the innermost first"),
        Field::new("task_name", "the task that it belongs to"),
    ];
}

struct ThreadInfo;

impl StructSequence for ThreadInfo {
    const TYPE: &'static Type = &THREAD_INFO;
    const DOC: &'static str = "A thread.";
    const FIELDS: &'static [Field] =
        &[Field::new("thread_id", "its number"), Field::new("frame_info", "its frames, the innermost first")];
}

struct AwaitedInfo;

impl StructSequence for AwaitedInfo {
    const TYPE: &'static Type = &AWAITED_INFO;
    const DOC: &'static str = "What a thread waits for.";
    const FIELDS: &'static [Field] =
        &[Field::new("thread_id", "its number"), Field::new("awaited_by", "the tasks that wait in it")];
}

/// What would read another process.
#[pyclass(static = REMOTE_UNWINDER, name = "_remote_debugging.RemoteUnwinder", base = OBJECT)]
struct RemoteUnwinder {}

/// The error for what cannot be done here.
#[cold]
fn unsupported(py: &Py) -> taipan_object::Raised {
    exc::runtime_error(py, format_args!("reading the memory of an interpreter from outside is not supported"))
}

#[pymethods]
impl RemoteUnwinder {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self {})
    }

    #[pyslot("(pid, *, all_threads=False, only_active_thread=False, debug=False)", name = "RemoteUnwinder")]
    fn init(
        _: Borrowed<'_>,
        py: &mut Py,
        _pid: i32,
        _all_threads: bool,
        _only_active_thread: bool,
        _debug: bool,
    ) -> PyResult<()> {
        Err(unsupported(py))
    }

    /// The threads with their frames.
    #[pymethod("($self, /)")]
    fn get_stack_trace(&self, py: &mut Py) -> PyResult<Value> {
        Err(unsupported(py))
    }

    /// The tasks of each thread with those that wait for them.
    #[pymethod("($self, /)")]
    fn get_all_awaited_by(&self, py: &mut Py) -> PyResult<Value> {
        Err(unsupported(py))
    }

    /// The running tasks with their coroutines.
    #[pymethod("($self, /)")]
    fn get_async_stack_trace(&self, py: &mut Py) -> PyResult<Value> {
        Err(unsupported(py))
    }
}
