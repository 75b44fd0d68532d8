//! Having another interpreter do something: what is shared goes into its `__main__`, the work is done there, and what came of
//! it comes back.

use std::sync::Arc;

use taipan_object::hooks::{Compile, RunCode};
use taipan_object::runtime::{Refusal, Runtime};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};
use taipan_std_boot::marshal;

use crate::data::{self, Data, Fallback, Text};
use crate::errors;
use crate::snapshot::Snapshot;

/// What is to be done.
#[derive(Debug)]
pub enum Work {
    /// Nothing but putting what is shared into `__main__`.
    Nothing,
    /// Marshalled code is executed in `__main__`.
    Script(Vec<u8>),
    /// Something is called.
    Call(Box<Call>),
}

/// What is called, and with what.
#[derive(Debug)]
pub struct Call {
    /// What.
    pub function: Data,
    /// A tuple.
    pub args: Option<Data>,
    /// A dict.
    pub kwargs: Option<Data>,
}

/// Names and what they are to stand for in `__main__`.
pub type Shared = Vec<(Text, Data)>;

/// Why nothing came of it.
enum Failure {
    /// The code raised.
    Uncaught(Box<Snapshot>),
    /// Something could not cross: what the error says, and what was wrong.
    NotShareable(&'static str, Box<Snapshot>),
    /// `__main__` cannot be used.
    Main(&'static str),
}

/// Packs what is to be shared: a dict with texts for keys.
pub(crate) fn share(py: &mut Py, namespace: Option<&Value>) -> PyResult<Shared> {
    let items = namespace.and_then(|it| it.get::<Dict>()).map(|dict| dict.items(py)).unwrap_or_default();
    let mut shared = Vec::new();
    shared.try_reserve_exact(items.len())?;
    for (name, value) in items {
        let Some(text) = name.get::<Str>() else {
            return Err(exc::type_error(py, format_args!("bad argument type for built-in operation")));
        };
        let text = Text::of(text.units())?;
        let encoded = py.encode(&name, Some("utf-8"), Some("strict"))?;
        if encoded.get::<Bytes>().is_some_and(|bytes| bytes.data().contains(&0)) {
            return Err(exc::value_error(py, format_args!("embedded null character")));
        }
        shared.push((text, data::pack(py, &value, Fallback::None)?));
    }
    Ok(shared)
}

/// Has an interpreter do something. Gives its result, or the snapshot of the exception that the code raised.
///
/// # Errors
/// When there is no such interpreter, it is running already, or something cannot cross.
pub fn run(py: &mut Py, id: i64, shared: Shared, work: Work) -> PyResult<Result<Option<Value>, Value>> {
    let runtime = py.runtime().clone();
    let entrance = match runtime.start_running(id) {
        Ok(entrance) => entrance,
        Err(Refusal::NotFound) => return Err(errors::not_found(py, id)),
        Err(Refusal::Running) => {
            return Err(errors::interpreter_error(py, format_args!("interpreter already running")));
        }
    };
    let there = runtime.clone();
    let outcome = py.visit(entrance, move |py| {
        let _running = Running(there, id);
        perform(py, shared, work)
    });
    match outcome {
        None => {
            runtime.stop_running(id);
            Err(errors::not_found(py, id))
        }
        Some(Ok(result)) => Ok(Ok(result.map(|result| data::unpack(py, result)).transpose()?)),
        Some(Err(Failure::Uncaught(snapshot))) => Ok(Err(snapshot.value(py)?)),
        Some(Err(Failure::NotShareable(text, snapshot))) => {
            let summary = snapshot.summary(py)?;
            let cause = py.call(&exc::EXCEPTION.to_value(), &[&summary])?;
            let cause = py.heap().again(cause);
            Err(errors::not_shareable(py, format_args!("{text}"), Some(cause)))
        }
        Some(Err(Failure::Main(text))) => Err(errors::interpreter_error(py, format_args!("{text}"))),
    }
}

/// Says that no code runs in the interpreter's `__main__` any more, when it is dropped.
struct Running(Arc<Runtime>, i64);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.stop_running(self.1);
    }
}

fn perform(py: &mut Py, shared: Shared, work: Work) -> Result<Option<Data>, Failure> {
    data::memory::take_back(py);
    let Some(namespace) = main_namespace(py) else {
        return Err(Failure::Main("failed to get __main__ namespace"));
    };
    for (name, value) in shared {
        let applied = (|| {
            let (name, value) = (name.value(py)?, data::unpack(py, value)?);
            let name = py.heap().intern_value(&name)?;
            py.set_item(&namespace, &name, &value)
        })();
        if let Err(raised) = applied {
            py.discard(raised);
            return Err(Failure::Main("failed to apply namespace to __main__"));
        }
    }
    match work {
        Work::Nothing => Ok(None),
        Work::Script(bytes) => match execute(py, &bytes, &namespace) {
            Ok(()) => Ok(None),
            Err(raised) => Err(Failure::Uncaught(Box::new(Snapshot::taken(py, raised)))),
        },
        Work::Call(what) => call(py, *what).map(Some),
    }
}

/// The dict of `__main__`.
pub(crate) fn main_namespace(py: &mut Py) -> Option<Value> {
    let found = (|| {
        let (modules, name) = (py.modules()?, py.heap().intern("__main__")?);
        modules.get::<Dict>().map_or(Ok(None), |modules| modules.get(py, &name))
    })();
    let main = found.unwrap_or_else(|raised| {
        py.discard(raised);
        None
    });
    main.and_then(|main| Some(main.get::<Module>()?.dict().clone()))
}

fn execute(py: &mut Py, bytes: &[u8], namespace: &Value) -> PyResult<()> {
    let code = marshal::load_code(py, bytes)?;
    let Some(run) = py.interpreter().hooks().run_code else {
        return Err(exc::system_error(py, format_args!("nothing executes code")));
    };
    run(py, &RunCode { code: &code, globals: namespace, locals: namespace, closure: None }).map(drop)
}

/// Executes source text in the `__main__` of an interpreter as a program, whose exceptions are shown; whether there was none.
/// Where it is not `exclusive`, other code may be running in `__main__` too.
pub fn run_text(py: &mut Py, id: i64, source: &Value, exclusive: bool) -> PyResult<bool> {
    let Some(source) = source.get::<Str>().map(|text| Text::of(text.units())).transpose()? else {
        return Err(exc::type_error(py, format_args!("expected source text")));
    };
    if id == py.interpreter().id() {
        return Ok(run_here(py, &source));
    }
    let runtime = py.runtime().clone();
    let entrance = match exclusive {
        true => runtime.start_running(id),
        false => runtime.entrance(id).ok_or(Refusal::NotFound),
    };
    let entrance = match entrance {
        Ok(entrance) => entrance,
        Err(Refusal::NotFound) => return Err(errors::not_found(py, id)),
        Err(Refusal::Running) => {
            return Err(errors::interpreter_error(py, format_args!("interpreter already running")));
        }
    };
    let done = py.visit(entrance, move |py| {
        let _running = exclusive.then(|| Running(runtime, id));
        run_here(py, &source)
    });
    Ok(done == Some(true))
}

fn run_here(py: &mut Py, source: &Text) -> bool {
    let run = |py: &mut Py| {
        let (source, filename) = (source.value(py)?, py.str("<string>")?);
        let hooks = *py.interpreter().hooks();
        let (Some(compile), Some(run), Some(namespace)) = (hooks.compile, hooks.run_code, main_namespace(py))
        else {
            return Err(exc::system_error(py, format_args!("nothing executes code")));
        };
        let code = compile(
            py,
            &Compile {
                source: &source,
                filename: &filename,
                mode: "exec",
                flags: 0,
                optimise: -1,
                feature_version: -1,
            },
        )?;
        run(py, &RunCode { code: &code, globals: &namespace, locals: &namespace, closure: None }).map(drop)
    };
    match run(py) {
        Ok(()) => true,
        Err(raised) => {
            let exception = py.take(raised);
            if let Some(show) = py.interpreter().hooks().show_exception {
                show(py, &exception);
            }
            false
        }
    }
}

fn call(py: &mut Py, what: Call) -> Result<Data, Failure> {
    fn refuse(py: &mut Py, what: &'static str, raised: Raised) -> Failure {
        Failure::NotShareable(what, Box::new(Snapshot::taken(py, raised)))
    }
    let Call { function, args, kwargs } = what;
    let function = data::unpack(py, function).map_err(|raised| refuse(py, "func not shareable", raised))?;
    let args = args.map(|args| data::unpack(py, args)).transpose();
    let args = args.map_err(|raised| refuse(py, "args not shareable", raised))?;
    let kwargs = kwargs.map(|kwargs| data::unpack(py, kwargs)).transpose();
    let kwargs = kwargs.map_err(|raised| refuse(py, "kwargs not shareable", raised))?;
    let items = args.as_ref().and_then(|args| args.get::<Tuple>()).map_or(&[][..], Tuple::items);
    let result = py.call_tuple(&function, items, kwargs.as_ref());
    let result = result.map_err(|raised| Failure::Uncaught(Box::new(Snapshot::taken(py, raised))))?;
    let packed = data::pack(py, &result, Fallback::Full);
    packed.map_err(|raised| refuse(py, "object does not support cross-interpreter data", raised))
}
