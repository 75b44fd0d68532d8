//! Upward calls: what lower crates need of higher ones. The program fills the table in when it starts.

use taipan_host::fault::Reporter;

use crate::args::Args;
use crate::buffer::Buffer;
use crate::py::{Heap, Py, PyResult};
use crate::runtime::Preparation;
use crate::type_::{Function, SpecialMethod, Type};
use crate::value::{Borrowed, Value};

/// The functions that the interpreter and the builtins call without knowing who provides them.
#[derive(Clone, Copy, Default)]
pub struct Hooks {
    /// Compiles a source. See [`Compile`].
    pub compile: Option<fn(&mut Py, &Compile<'_>) -> PyResult<Value>>,
    /// Whether a value is a syntax tree, an instance of `ast.AST`.
    pub is_tree: Option<fn(&mut Py, &Value) -> PyResult<bool>>,
    /// Calls a code object with globals, locals and closure: what `exec` and `eval` do.
    pub run_code: Option<fn(&mut Py, &RunCode<'_>) -> PyResult<Value>>,
    /// Reports an exception that cannot go anywhere: the exception, what was being done, and with which object.
    pub unraisable: Option<fn(&mut Py, &Value, &str, Option<&Value>)>,
    /// Prints such an exception below a heading.
    pub show_unraisable: Option<fn(&mut Py, &Value, &str)>,
    /// Issues a warning of a category, which filters may turn into an exception; the number is how many Python frames up
    /// the code stands that is to blame, 1 for the one that is running. At last the object that the warning is about.
    pub warn: Option<fn(&mut Py, &'static Type, &Value, usize, Option<&Value>) -> PyResult<()>>,
    /// The line of an instruction of a frame, given by its offset in bytes; `None` if it belongs to none.
    pub traceback_line: Option<fn(&mut Py, &Value, i32) -> PyResult<Option<i32>>>,
    /// Makes an object of a builtin type that the kernel does not know.
    pub make: Option<fn(&mut Py, Made) -> PyResult<Value>>,
    /// Finds among names the one that was probably meant.
    pub suggest: Option<fn(&[String], &str) -> Option<String>>,
    /// Makes a `types.GenericAlias` of a class and its arguments.
    pub generic_alias: Option<fn(&mut Py, &Value, &Value) -> PyResult<Value>>,
    /// What the buffer protocol needs of `memoryview`.
    pub views: Option<ViewHooks>,
    /// The type of functions written in Python.
    pub function_type: Option<&'static Type>,
    /// `__name__` of the module whose code is running: the module of a class that is being made.
    pub current_module: Option<fn(&mut Py) -> Option<Value>>,
    /// The class and the object that `super()` means in the code that is running.
    pub super_frame: Option<fn(&mut Py) -> PyResult<(Value, Value)>>,
    /// The union of two types.
    pub union: Option<fn(&mut Py, &Value, &Value) -> PyResult<Value>>,
    /// The members of a union, a tuple; nothing if the value is no union.
    pub union_members: Option<fn(&mut Py, &Value) -> Option<Value>>,
    /// Encodes with a codec of the registry: text, encoding, errors. Gives bytes.
    pub encode: Option<fn(&mut Py, &Value, &str, Option<&str>) -> PyResult<Value>>,
    /// Decodes with a codec of the registry: bytes, encoding, errors. Gives a `str`.
    pub decode: Option<fn(&mut Py, &Value, &str, Option<&str>) -> PyResult<Value>>,
    /// The codec that is registered under a name.
    pub find_codec: Option<fn(&mut Py, &str) -> PyResult<Value>>,
    /// The error handler that is registered under a name.
    pub error_handler: Option<fn(&mut Py, &str) -> PyResult<Value>>,
    /// The globals and locals of the code that runs, if any does.
    pub namespaces: Option<fn(&mut Py) -> PyResult<Option<(Value, Value)>>>,
    /// What the builtins of the code that runs have under a name; nothing where no code runs or they have none.
    pub running_builtin: Option<fn(&mut Py, &Value) -> PyResult<Option<Value>>>,
    /// The features of `__future__` that the code that runs uses, as bits of `compile()`.
    pub future_flags: Option<fn(&mut Py) -> i64>,
    /// Calls a function written in Python as the body of a class, with the namespace for its names.
    pub run_body: Option<fn(&mut Py, &Value, &Value) -> PyResult<Value>>,
    /// How many free variables a code object has; nothing if the value is none.
    pub free_variables: Option<fn(&mut Py, &Value) -> Option<usize>>,
    /// How many names the function may annotate that gives the annotations of a class.
    pub annotated: Option<fn(&Value) -> usize>,
    /// An attribute of module `sys`, if there is one.
    pub sys_attribute: Option<fn(&mut Py, &Value) -> PyResult<Option<Value>>>,
    /// Warns of bytes that are taken for text, or raises, as option `-b` says; nothing without it.
    pub bytes_warning: Option<fn(&mut Py, &str) -> PyResult<()>>,
    /// Runs the handlers of signals that have arrived.
    pub signals: Option<fn(&mut Py) -> PyResult<()>>,
    /// Before a fork: takes what the child must find in order.
    pub before_fork: Option<fn(&mut Py)>,
    /// After a fork, in the parent, or where it failed: gives that back.
    pub after_fork_in_parent: Option<fn(&mut Py)>,
    /// Forgets the threads that a child process does not have, and gives back what was taken before the fork.
    pub after_fork: Option<fn(&mut Py)>,
    /// Prints an exception as one that nobody handled.
    pub show_exception: Option<fn(&mut Py, &Value)>,
    /// The type `super`.
    pub super_type: Option<&'static Type>,
    /// The function that reads a `property`, if it is exactly one and has one.
    pub getter: Option<fn(&Py, &Value) -> Option<Value>>,
    /// Calls `__import__`: name, globals, locals, from-list, level.
    pub import: Option<fn(&mut Py, &Value, &Value, &Value, &Value, i32) -> PyResult<Value>>,
    /// Tells the audit hooks of an event, with its arguments: what `sys.audit` does.
    pub audit: Option<fn(&mut Py, &str, &[&Value]) -> PyResult<()>>,
    /// What modules and builtins need of the interpreter.
    pub evaluation: Option<EvaluationHooks>,
    /// What makes another interpreter ready as this one was made.
    pub prepare_interpreter: Option<fn(&mut Py) -> Preparation>,
    /// Ends an interpreter in order: waits for threads, calls what is registered for the end, takes modules apart.
    pub end_interpreter: Option<fn(&mut Py)>,
    /// Forgets what belongs to a thread that leaves an interpreter.
    pub leave_thread: Option<fn(&mut Py)>,
}

/// What modules like `sys` and some builtins need of the interpreter: frames, limits, asynchronous generators.
#[derive(Clone, Copy)]
pub struct EvaluationHooks {
    /// The frame object so many below the code that runs; nothing if the stack is not that deep.
    pub frame_at: fn(&mut Py, usize) -> PyResult<Option<Value>>,
    /// The frame on top of a thread, given by its state that the interpreter keeps.
    pub top_frame: fn(&mut Py, *mut ()) -> PyResult<Option<Value>>,
    /// `__module__` of the function whose frame it is.
    pub frame_module: fn(&mut Py, usize) -> PyResult<Option<Value>>,
    /// How many frames are on the stack.
    pub depth: fn(&mut Py) -> PyResult<usize>,
    /// `sys.getrecursionlimit()`
    pub recursion_limit: fn(&mut Py) -> PyResult<usize>,
    /// `sys.setrecursionlimit()`, with its errors.
    pub set_recursion_limit: fn(&mut Py, usize) -> PyResult<()>,
    /// `sys.get_coroutine_origin_tracking_depth()`
    pub origin_depth: fn(&mut Py) -> PyResult<usize>,
    /// `sys.set_coroutine_origin_tracking_depth()`
    pub set_origin_depth: fn(&mut Py, usize) -> PyResult<()>,
    /// `sys.get_asyncgen_hooks()`: firstiter and finalizer.
    pub async_generator_hooks: fn(&mut Py) -> PyResult<[Option<Value>; 2]>,
    /// `sys.set_asyncgen_hooks()`: those that are given, with `None` for none; fails for what cannot be called.
    pub set_async_generator_hooks: fn(&mut Py, Option<&Value>, Option<&Value>) -> PyResult<()>,
    /// What `anext()` returns for what `__anext__()` gave and a default.
    pub anext_default: fn(&mut Py, &Value, &Value) -> PyResult<Value>,
    /// `sys.gettrace()`
    pub trace: fn(&mut Py) -> PyResult<Option<Value>>,
    /// `sys.settrace()`
    pub set_trace: fn(&mut Py, Option<&Value>) -> PyResult<()>,
    /// Sets the trace function of all threads.
    pub set_trace_everywhere: fn(&mut Py, Option<&Value>) -> PyResult<()>,
    /// `sys.getprofile()`
    pub profile: fn(&mut Py) -> PyResult<Option<Value>>,
    /// `sys.setprofile()`
    pub set_profile: fn(&mut Py, Option<&Value>) -> PyResult<()>,
    /// Sets the profile function of all threads.
    pub set_profile_everywhere: fn(&mut Py, Option<&Value>) -> PyResult<()>,
    /// `sys.call_tracing()`: calls with arguments as if nothing was being traced.
    pub call_tracing: fn(&mut Py, &Value, &[Value]) -> PyResult<Value>,
    /// The tools of `sys.monitoring` that ask for an event, given by its number, wherever it happens: a bit for each.
    pub tools_of: fn(&mut Py, u8) -> PyResult<u8>,
    /// Tells tools of an event in something that stands for code: the tools, the event, what stands for code, and what
    /// follows it among the arguments of the callbacks. Gives the tools that want to hear of it again.
    pub tell_tools: fn(&mut Py, u8, u8, &Value, &[Value]) -> PyResult<u8>,
    /// Calls something while this thread tells no tool, and no trace or profile function, of anything.
    pub call_untraced: fn(&mut Py, &Value, &[&Value]) -> PyResult<Value>,
    /// Says where the code that runs is, frame by frame from the top, up to so many: the file's name and the line, 0 for none.
    /// Gives how many frames there are. Allocates nothing.
    pub places: fn(Heap, usize, &mut dyn FnMut(Borrowed<'_>, u32)) -> usize,
    /// Says where all threads are, when the process fails.
    pub reporter: &'static Reporter,
}

impl Py {
    /// Tells the audit hooks what is about to happen; one of them may refuse it by raising.
    #[inline]
    pub fn audit(&mut self, event: &str, arguments: &[&Value]) -> PyResult<()> {
        if self.is_audited() { self.tell_audit_hooks(event, arguments) } else { Ok(()) }
    }

    /// Whether there are audit hooks. Arguments that take time to make are made only where there are.
    #[inline]
    pub fn is_audited(&self) -> bool {
        self.interpreter().audited.get()
    }

    #[cold]
    fn tell_audit_hooks(&mut self, event: &str, arguments: &[&Value]) -> PyResult<()> {
        match self.interpreter().hooks().audit {
            Some(audit) => audit(self, event, arguments),
            None => Ok(()),
        }
    }
}

/// `memoryview`, by way of which Python code sees memory that is lent.
#[derive(Clone, Copy)]
pub struct ViewHooks {
    /// The type.
    pub type_: &'static Type,
    /// Calls `__buffer__` or `__release_buffer__` of a native object: what its slot does.
    pub call_method: fn(&mut Py, &SpecialMethod, Function, Borrowed<'_>, Args<'_>) -> PyResult<Value>,
    /// A view of memory of an object that is about to be given back, for a `__release_buffer__` in Python.
    pub show: fn(&mut Py, Borrowed<'_>, &Buffer) -> PyResult<Value>,
    /// Ends such a view.
    pub hide: fn(&mut Py, &Value),
}

/// An object of a builtin type that the kernel does not know, in parts that it does.
pub enum Made {
    /// A `complex`: real and imaginary part.
    Complex(f64, f64),
    /// A `frozenset`.
    FrozenSet(Vec<Value>),
    /// A `set`.
    Set(Vec<Value>),
    /// An empty `SimpleNamespace`.
    Namespace,
    /// An `Interpolation`: value, expression, conversion, format.
    Interpolation([Value; 4]),
    /// A `Template`: strings and interpolations, two tuples.
    Template(Value, Value),
    /// A builtin function's counterpart for an intrinsic of the compiler.
    Intrinsic(u32, Vec<Value>),
}

/// What `compile()` asks for.
pub struct Compile<'a> {
    /// A `str`, `bytes`, other buffer, or a tree.
    pub source: &'a Value,
    /// The name that tracebacks show, a `str`.
    pub filename: &'a Value,
    /// `exec`, `eval`, `single` or `func_type`.
    pub mode: &'a str,
    /// The bits that `compile()` takes.
    pub flags: i64,
    /// 0, 1, 2, or -1 for the interpreter's own level.
    pub optimise: i32,
    /// `_feature_version`, or -1.
    pub feature_version: i32,
}

/// What `exec()` and `eval()` run.
pub struct RunCode<'a> {
    /// The code object.
    pub code: &'a Value,
    /// A dict.
    pub globals: &'a Value,
    /// Any mapping.
    pub locals: &'a Value,
    /// A tuple of cells, if the code has free variables.
    pub closure: Option<&'a Value>,
}
