//! Handlers: which there are, and calling them.

use taipan_host::signal::{self, COUNT, Disposition};
use taipan_macros::pymodule;
use taipan_object::breaker;
use taipan_object::protocol::call::is_callable;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};

/// The handlers by number: a callable, 0 for the system's default, 1 for ignoring, None for what others have set up.
#[derive(Default)]
struct State {
    handlers: PyCell<Vec<Value>>,
    /// `default_int_handler`
    interrupt: PyCell<Option<Value>>,
}

/// `SIGINT`
const INTERRUPT: i32 = 2;

/// Prepares the main thread of the process's interpreter for signals: Ctrl-C becomes KeyboardInterrupt, writing to a closed
/// pipe an error.
pub fn start(py: &mut Py) -> PyResult<()> {
    const BROKEN_PIPE: i32 = 13;
    const FILE_TOO_BIG: i32 = 25;
    signal::set_breaker(py.main_breaker(), breaker::SIGNAL);
    for number in [BROKEN_PIPE, FILE_TOO_BIG] {
        let _ = signal::set(number, Disposition::Ignored);
    }
    drop(crate::import::import(py, "_signal")?);
    Ok(())
}

/// Fills in what there is when the module is imported.
pub(super) fn complete(py: &mut Py, module: &Module) -> PyResult<()> {
    let name = py.heap().intern("default_int_handler")?;
    let interrupt = module.get(py, &name);
    let state = py.state::<State>();
    let mut handlers = Vec::with_capacity(COUNT);
    for number in 0..COUNT as i32 {
        let disposition = signal::get(number).unwrap_or(Disposition::Foreign);
        handlers.push(match disposition {
            Disposition::Default if number == INTERRUPT => match &interrupt {
                Some(handler) => {
                    let _ = signal::set(INTERRUPT, Disposition::Noted);
                    handler.clone()
                }
                None => py.int(0)?,
            },
            Disposition::Default => py.int(0)?,
            Disposition::Ignored => py.int(1)?,
            Disposition::Noted | Disposition::Foreign => none(),
        });
    }
    drop(state.handlers.replace(py, handlers));
    drop(state.interrupt.replace(py, interrupt));
    Ok(())
}

/// Leaves all signals to the system: the interpreter ends.
pub fn finish(py: &mut Py) {
    let state = py.state::<State>();
    let count = state.handlers.get(py).len();
    let old = state.handlers.replace(py, vec![none(); count]);
    for (number, handler) in (0..).zip(&old) {
        if is_callable(handler) {
            let _ = signal::set(number, Disposition::Default);
        }
    }
}

/// Whether a signal is ignored, or has its default effect.
pub(crate) fn is_left_to_system(py: &Py, number: i32) -> bool {
    let state = py.state::<State>();
    let handlers = state.handlers.get(py);
    let handler = usize::try_from(number).ok().and_then(|number| handlers.get(number));
    handler.is_some_and(|handler| handler.is_int())
}

/// Reports a signal whose handler has gone since it arrived.
#[cold]
fn report_race(py: &mut Py, number: i32) {
    let raised = py.error(&exc::OS_ERROR, format_args!("Signal {number} ignored due to race condition"));
    py.unraisable(raised, "Exception ignored while calling signal handler", None);
}

/// Calls the handlers of the signals that have arrived.
pub fn handle_arrived(py: &mut Py) -> PyResult<()> {
    let arrived: Vec<i32> = signal::take().collect();
    if let Some(error) = signal::take_wakeup_failure() {
        let raised = py.os_error(error, None);
        py.unraisable(raised, "Exception ignored while trying to write to the signal wakeup fd", None);
    }
    for (index, &number) in arrived.iter().enumerate() {
        let state = py.state::<State>();
        let handler = state.handlers.get(py).get(number as usize).cloned();
        let Some(handler) = handler.filter(is_callable) else {
            // Nobody has a handler any more; an interrupt before there is one is still an interrupt.
            if number == INTERRUPT && state.handlers.get(py).is_empty() {
                return Err(py.error(&exc::KEYBOARD_INTERRUPT, format_args!("")));
            }
            report_race(py, number);
            continue;
        };
        let frame = match py.interpreter().hooks().evaluation {
            Some(hooks) => (hooks.frame_at)(py, 0)?.unwrap_or_else(none),
            None => none(),
        };
        let argument = py.int(number.into())?;
        if let Err(raised) = py.call(&handler, &[&argument, &frame]) {
            // The others wait for the next look.
            arrived.iter().skip(index + 1).for_each(|&number| {
                signal::trip(number);
            });
            return Err(raised);
        }
    }
    Ok(())
}

/// A signal number that there is.
pub(super) fn check(py: &Py, number: i32) -> PyResult<usize> {
    match usize::try_from(number) {
        Ok(number) if (1..COUNT).contains(&number) => Ok(number),
        _ => Err(exc::value_error(py, format_args!("signal number out of range"))),
    }
}

pub(super) struct Handlers;

#[pymodule("_signal")]
impl Handlers {
    /// Raises KeyboardInterrupt: what happens at Ctrl-C unless there is another handler.
    #[pyfunction("(signalnum, frame, /)")]
    fn default_int_handler(py: &mut Py, signalnum: i64, frame: Borrowed<'_>) -> PyResult<Value> {
        let _ = (signalnum, frame);
        let class = exc::KEYBOARD_INTERRUPT.to_value();
        let exception = py.call(&class, &[])?;
        Err(py.heap().raise(exception))
    }

    /// Sets the handler of a signal: a callable with two parameters, SIG_DFL or SIG_IGN. Returns the one before.
    #[pyfunction("(signalnum, handler, /)")]
    fn signal(py: &mut Py, signalnum: i32, handler: Borrowed<'_>) -> PyResult<Value> {
        if !py.interpreter().is_main_thread(py.shared()) {
            return Err(exc::value_error(
                py,
                format_args!("signal only works in main thread of the main interpreter"),
            ));
        }
        let number = check(py, signalnum)?;
        let disposition = if is_callable(&handler) {
            Disposition::Noted
        } else {
            match handler.as_i64() {
                Some(0) => Disposition::Default,
                Some(1) => Disposition::Ignored,
                _ => {
                    return Err(exc::type_error(
                        py,
                        format_args!(
                            "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"
                        ),
                    ));
                }
            }
        };
        py.check_signals()?;
        if let Err(error) = signal::set(signalnum, disposition) {
            return Err(py.io_error(&error, None));
        }
        let state = py.state::<State>();
        let mut handlers = state.handlers.get_mut(py);
        let old = handlers.get_mut(number).map(|place| std::mem::replace(place, handler.to_value()));
        drop(handlers);
        Ok(old.unwrap_or_else(none))
    }

    /// The handler of a signal: a callable, SIG_DFL, SIG_IGN, or None for one that is not Python's.
    #[pyfunction("(signalnum, /)")]
    fn getsignal(py: &mut Py, signalnum: i32) -> PyResult<Value> {
        let number = check(py, signalnum)?;
        let state = py.state::<State>();
        Ok(state.handlers.get(py).get(number).cloned().unwrap_or_else(none))
    }

    /// Says which file gets a byte, the number, for each signal that arrives; -1 for none. Returns the one before.
    #[pyfunction("(fd, /, *, warn_on_full_buffer=True)")]
    fn set_wakeup_fd(py: &mut Py, fd: i32, warn_on_full_buffer: Option<bool>) -> PyResult<i64> {
        if !py.interpreter().is_main_thread(py.shared()) {
            return Err(exc::value_error(
                py,
                format_args!("set_wakeup_fd only works in main thread of the main interpreter"),
            ));
        }
        if fd != -1 {
            match signal::is_non_blocking(fd) {
                Ok(true) => {}
                Ok(false) => {
                    return Err(exc::value_error(
                        py,
                        format_args!("the fd {fd} must be in non-blocking mode"),
                    ));
                }
                Err(error) => return Err(py.io_error(&error, None)),
            }
        }
        Ok(signal::set_wakeup(fd, warn_on_full_buffer.unwrap_or(true)).into())
    }

    /// Sends a signal to this process.
    #[pyfunction("(signalnum, /)")]
    fn raise_signal(py: &mut Py, signalnum: i32) -> PyResult<()> {
        if let Err(error) = signal::raise(signalnum) {
            return Err(py.io_error(&error, None));
        }
        py.check_signals()
    }
}
