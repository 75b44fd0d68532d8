//! What the interpreter knows of the code that is running, for the crates below it.

use taipan_object::hooks::{EvaluationHooks, Hooks};
use taipan_object::types::cell::Cell;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::{Borrowed, Heap, Py, PyResult, Value, exception as exc};
use taipan_text::Name;

use crate::frame::Frame;
use crate::frame_object::{self, FrameObject, locals};
use crate::function::call;
use crate::generator::{anext, asynchronous};
use crate::monitoring::{callback, legacy};
use crate::ops::global::lookup;
use crate::report::REPORTER;
use crate::thread::Thread;
use crate::{Code, function};

/// The hooks that the interpreter provides, in addition to those of others.
pub fn hooks(others: Hooks) -> Hooks {
    Hooks {
        run_code: Some(|py, run| crate::run_code(py, run.code, run.globals, run.locals, run.closure)),
        traceback_line: Some(traceback_line),
        function_type: Some(&function::FUNCTION),
        current_module: Some(current_module),
        super_frame: Some(super_frame),
        namespaces: Some(namespaces),
        running_builtin: Some(running_builtin),
        future_flags: Some(future_flags),
        run_body: Some(|py, function, namespace| call::run_body(py, function, namespace.clone())),
        free_variables: Some(|_, value| value.exact::<Code>().map(|code| code.free_variables)),
        annotated: Some(annotated),
        sys_attribute: Some(crate::run::sys_attribute),
        evaluation: Some(EVALUATION),
        ..others
    }
}

/// What modules and builtins need of the interpreter.
const EVALUATION: EvaluationHooks = EvaluationHooks {
    frame_at,
    top_frame,
    frame_module,
    depth: |py| Ok(Thread::of(py)?.depth()),
    recursion_limit: |py| Ok(Thread::of(py)?.recursion_limit()),
    set_recursion_limit,
    origin_depth: |py| Ok(Thread::of(py)?.origin_depth.get()),
    set_origin_depth: |py, depth| {
        Thread::of(py)?.origin_depth.set(depth);
        Ok(())
    },
    async_generator_hooks: asynchronous::hooks,
    set_async_generator_hooks: asynchronous::set_hooks,
    anext_default: anext::new,
    trace: |py| Ok(Thread::of(py)?.trace.get(py).clone()),
    set_trace: legacy::set_trace,
    set_trace_everywhere: legacy::set_trace_everywhere,
    profile: |py| Ok(Thread::of(py)?.profile.get(py).clone()),
    set_profile: legacy::set_profile,
    set_profile_everywhere: legacy::set_profile_everywhere,
    call_tracing: legacy::call_tracing,
    tools_of: callback::tools_of,
    tell_tools: callback::tell_of,
    call_untraced: legacy::call_untraced,
    places,
    reporter: &REPORTER,
};

/// Says where the code that runs is, from the top on.
fn places(heap: Heap, most: usize, visit: &mut dyn FnMut(Borrowed<'_>, u32)) -> usize {
    let Some(thread) = Thread::of_heap(heap) else { return 0 };
    let (mut seen, depth) = (0, thread.depth());
    for number in 0..depth {
        // SAFETY: frames lie in one array above the bottom one. The code's name is only read, as nothing runs here.
        unsafe {
            let frame = &*thread.frame.get().sub(number);
            let code = frame.code();
            // A frame that has not begun is none yet.
            if number == 0 && !code.has_begun(frame.offset()) {
                continue;
            }
            seen += 1;
            if seen > most {
                continue;
            }
            let line = frame_object::line_of(code, frame.offset()).and_then(|line| u32::try_from(line).ok());
            visit(code.filename.peek().borrow(), line.unwrap_or(0));
        }
    }
    seen
}

/// What the builtins of the frame that runs have under a name.
fn running_builtin(py: &mut Py, name: &Value) -> PyResult<Option<Value>> {
    let builtins = match nth(py, 0) {
        // SAFETY: the frame is one of the thread's.
        Some(frame) => unsafe { (*frame).builtins().to_value() },
        None => crate::run::builtins(py)?,
    };
    lookup(py, &builtins, name)
}

/// The frame so many below the one that runs. The bottom one is none of them.
fn nth(py: &Py, depth: usize) -> Option<*mut Frame> {
    let thread = Thread::of(py).ok()?;
    // SAFETY: frames lie in one array above the bottom one.
    (depth < thread.depth()).then(|| unsafe { thread.frame.get().sub(depth) })
}

fn frame_at(py: &mut Py, depth: usize) -> PyResult<Option<Value>> {
    nth(py, depth).map_or(Ok(None), |frame| frame_object::of(py, frame))
}

/// The frame on top of a thread.
fn top_frame(py: &mut Py, state: *mut ()) -> PyResult<Option<Value>> {
    // SAFETY: the state of a thread that is attached, which lives as long as that; the interpreter's lock is held.
    let Some(thread) = (unsafe { state.cast::<Thread>().as_ref() }) else { return Ok(None) };
    match thread.depth() {
        0 => Ok(None),
        _ => frame_object::of(py, thread.frame.get()),
    }
}

fn frame_module(py: &mut Py, depth: usize) -> PyResult<Option<Value>> {
    let Some(frame) = nth(py, depth) else { return Ok(None) };
    // SAFETY: the frame runs.
    Ok(Some(unsafe { (*frame).function() }.state.get(py).module.clone()))
}

/// How many names a function may annotate: its texts, of which some may be annotations.
fn annotated(function: &Value) -> usize {
    // SAFETY: the function is alive, and its code is not replaced meanwhile.
    let code = function.exact::<crate::Function>().map(|function| unsafe { function.code() });
    code.map_or(0, |code| code.constants.iter().filter(|constant| constant.is_str()).count())
}

fn set_recursion_limit(py: &mut Py, limit: usize) -> PyResult<()> {
    let thread = Thread::of(py)?;
    if limit == 0 {
        return Err(exc::value_error(py, format_args!("recursion limit must be greater or equal than 1")));
    }
    let depth = thread.depth();
    if depth >= limit {
        return Err(py.error(
            &exc::RECURSION_ERROR,
            format_args!(
                "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
            ),
        ));
    }
    thread.set_recursion_limit(limit);
    Ok(())
}

/// The features of `__future__` that the code on top uses: those of its flags that stand for one.
fn future_flags(py: &mut Py) -> i64 {
    const FEATURES: u32 = 0x1fe_0000;
    // SAFETY: the frame runs.
    top(py).map_or(0, |frame| i64::from(unsafe { (*frame).code() }.flags & FEATURES))
}

/// The frame on top, if any code runs.
fn top(py: &Py) -> Option<*mut Frame> {
    let frame = Thread::of(py).ok()?.frame.get();
    // SAFETY: there is always a frame.
    (!unsafe { (*frame).is_bottom() }).then_some(frame)
}

/// The line of an instruction of a frame.
fn traceback_line(py: &mut Py, frame: &Value, instruction: i32) -> PyResult<Option<i32>> {
    let Some(payload) = frame.exact::<FrameObject>() else { return Ok(None) };
    let code = payload.code(py);
    let code = code.as_ref().and_then(|code| code.exact::<Code>());
    Ok(code.and_then(|code| frame_object::line_of(code, usize::try_from(instruction).unwrap_or(0) / 2)))
}

/// `__name__` of the module whose code runs.
fn current_module(py: &mut Py) -> Option<Value> {
    let frame = top(py)?;
    let name = py.name(Name::__NAME__).clone();
    // SAFETY: the frame runs.
    let globals = unsafe { (*frame).globals_dict()? };
    globals.get_str(py, &name).map(Borrowed::to_value)
}

/// The class and the object that `super()` means: the free variable `__class__`, and the first argument.
fn super_frame(py: &mut Py) -> PyResult<(Value, Value)> {
    let missing = |py: &Py, what: &str| exc::runtime_error(py, format_args!("super(): {what}"));
    let Some(frame) = top(py) else { return Err(missing(py, "no current frame")) };
    // SAFETY: the frame runs, and its slots do not change here.
    unsafe {
        let code = (*frame).code();
        if code.arguments == 0 {
            return Err(missing(py, "no arguments"));
        }
        let first = (*frame).locals.read().try_get();
        let is_cell = code.kind(0) & taipan_bytecode::LocalKind::CELL != 0;
        let this = match first {
            Some(cell) if is_cell => cell.exact::<Cell>().map_or(Some(cell.to_value()), |cell| cell.get(py)),
            other => other.map(Borrowed::to_value),
        };
        let Some(this) = this else { return Err(missing(py, "arg[0] deleted")) };
        let name = py.name(Name::__CLASS__).clone();
        let first_free = code.locals - code.free_variables;
        let place = (first_free..code.locals)
            .find(|&index| code.local_names.get(index).is_some_and(|it| it.is(&name)));
        let Some(place) = place else { return Err(missing(py, "__class__ cell not found")) };
        let cell = (*frame).locals.add(place).read().try_get();
        let Some(cell) = cell.and_then(Borrowed::exact::<Cell>) else {
            return Err(missing(py, "bad __class__ cell"));
        };
        let Some(class) = cell.get(py) else { return Err(missing(py, "empty __class__ cell")) };
        if class.as_type().is_none() {
            let shown = class.type_().name().to_string();
            return Err(missing(py, &format!("__class__ is not a type ({shown})")));
        }
        Ok((class, this))
    }
}

/// The globals and locals of the code that runs: what `globals()` and `locals()` give.
pub fn namespaces(py: &mut Py) -> PyResult<Option<(Value, Value)>> {
    let Some(frame) = top(py) else { return main_namespace(py) };
    // SAFETY: the frame runs.
    unsafe {
        let globals = (*frame).globals().to_value();
        let locals = match (*frame).namespace() {
            Some(names) if !locals::in_slots(py, frame) => names.to_value(),
            _ => locals::snapshot(py, frame)?,
        };
        Ok(Some((globals, locals)))
    }
}

/// The namespace of `__main__` in an interpreter that others have run something: there it is what native code works in.
fn main_namespace(py: &mut Py) -> PyResult<Option<(Value, Value)>> {
    if py.interpreter().is_main() {
        return Ok(None);
    }
    let (modules, name) = (py.modules()?, py.heap().intern("__main__")?);
    let main = modules.get::<Dict>().map(|modules| modules.get(py, &name)).transpose()?.flatten();
    let dict = main.and_then(|main| Some(main.get::<Module>()?.dict().clone()));
    Ok(dict.map(|dict| (dict.clone(), dict)))
}
