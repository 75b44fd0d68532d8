//! `atexit`: functions that are called when the program ends.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::Keywords;
use taipan_object::protocol::call::is_callable;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Value};

/// The module.
pub static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "Functions to be called when the program ends normally.\n\nregister and unregister say which; the one that was \
         registered last is called first.",
    ),
    functions: &[Atexit::FUNCTIONS],
    ..ModuleDef::of("atexit")
};

/// A call that has been asked for.
#[derive(Clone)]
struct Callback {
    function: Value,
    args: Vec<Value>,
    keywords: Option<Value>,
}

/// The calls of an interpreter, in the order in which they were asked for.
#[derive(Default)]
struct Callbacks(PyCell<Vec<Callback>>);

/// Calls what is registered, the last first, and forgets it. What is registered meanwhile is forgotten, too. What a call
/// raises is reported.
pub fn run_exit_functions(py: &mut Py) {
    let callbacks = py.state::<Callbacks>();
    let registered = callbacks.0.get(py).clone();
    for callback in registered.into_iter().rev() {
        let result = py.call_tuple(&callback.function, &callback.args, callback.keywords.as_ref());
        if let Err(raised) = result {
            report(py, raised, &callback.function);
        }
        drop(callback);
        py.drain();
    }
    drop(callbacks.0.replace(py, Vec::new()));
    py.drain();
}

fn report(py: &mut Py, raised: taipan_object::Raised, function: &Value) {
    let exception = py.take(raised);
    let shown = match py.repr(function) {
        Ok(shown) => shown.to_string(),
        Err(raised) => {
            py.discard(raised);
            String::new()
        }
    };
    let raised = py.heap().again(exception);
    py.unraisable(raised, &format!("Exception ignored in atexit callback {shown}"), None);
}

struct Atexit;

#[pymodule("atexit")]
impl Atexit {
    /// Has a function called with these arguments when the program ends. Gives the function, so that it is a decorator.
    #[pyfunction("(*args, **kwargs)", text = "($module, func, /, *args, **kwargs)")]
    fn register(py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        let Some(func) = args.get(0) else {
            return Err(exc::type_error(py, format_args!("register() takes at least 1 argument (0 given)")));
        };
        if !is_callable(&func) {
            return Err(exc::type_error(py, format_args!("the first argument must be callable")));
        }
        let mut keywords = None;
        if !kwargs.is_empty() {
            let dict = py.dict()?;
            if let Some(dict) = dict.get::<Dict>() {
                for (name, value) in kwargs.iter() {
                    dict.set(py, &name, value.to_value())?;
                }
            }
            keywords = Some(dict);
        }
        let args = args.iter().skip(1).map(Borrowed::to_value).collect();
        let callback = Callback { function: func.to_value(), args, keywords };
        let callbacks = py.state::<Callbacks>();
        callbacks.0.get_mut(py).push(callback);
        Ok(func.to_value())
    }

    /// Takes back that a function is called, however often it was registered.
    #[pyfunction("(func, /)")]
    fn unregister(py: &mut Py, func: &Value) -> PyResult<()> {
        let callbacks = py.state::<Callbacks>();
        // Comparing runs Python, which may register or unregister: an index is looked at again each time.
        let mut index = callbacks.0.get(py).len();
        while let Some(before) = index.checked_sub(1) {
            index = before;
            let Some(function) = callbacks.0.get(py).get(index).map(|it| it.function.clone()) else {
                continue;
            };
            if !py.equal(&function, func)? {
                continue;
            }
            let still = callbacks.0.get(py).get(index).is_some_and(|it| it.function.is(&function));
            if still {
                let removed = callbacks.0.get_mut(py).remove(index);
                drop(removed);
            }
        }
        Ok(())
    }

    /// Forgets all functions.
    #[pyfunction("()")]
    fn _clear(py: &mut Py) {
        let callbacks = py.state::<Callbacks>();
        drop(callbacks.0.replace(py, Vec::new()));
    }

    /// Calls all functions, and forgets them.
    #[pyfunction("()")]
    fn _run_exitfuncs(py: &mut Py) {
        run_exit_functions(py);
    }

    /// How many calls are to be made.
    #[pyfunction("()")]
    fn _ncallbacks(py: &mut Py) -> usize {
        py.state::<Callbacks>().0.get(py).len()
    }
}
