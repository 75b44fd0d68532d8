//! `syslog`: the system's log.

use std::ffi::CString;
use std::sync::atomic::{AtomicBool, Ordering};

use taipan_host::log as host;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::type_::Flags;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

use crate::arguments::{c_text, int, utf8};
use crate::constants::{self, constants};

/// The module.
pub(crate) static SYSLOG: ModuleDef =
    ModuleDef { functions: &[Functions::FUNCTIONS], exec: Some(exec), ..ModuleDef::of("syslog") };

const CONSTANTS: &[(&str, i64)] = constants![
    LOG_EMERG LOG_ALERT LOG_CRIT LOG_ERR LOG_WARNING LOG_NOTICE LOG_INFO LOG_DEBUG LOG_PID LOG_CONS LOG_NDELAY
    LOG_ODELAY LOG_NOWAIT LOG_PERROR LOG_KERN LOG_USER LOG_MAIL LOG_DAEMON LOG_AUTH LOG_LPR LOG_LOCAL0 LOG_LOCAL1
    LOG_LOCAL2 LOG_LOCAL3 LOG_LOCAL4 LOG_LOCAL5 LOG_LOCAL6 LOG_LOCAL7 LOG_SYSLOG LOG_CRON LOG_UUCP LOG_NEWS
    LOG_AUTHPRIV LOG_FTP
];

/// Whether the log has been opened for the process.
#[derive(Default)]
struct State(AtomicBool);

/// Fails in interpreters other than the main one, to which the log belongs.
fn check_main(py: &Py, what: &str) -> PyResult<()> {
    if py.interpreter().is_main() {
        return Ok(());
    }
    Err(exc::runtime_error(py, format_args!("subinterpreter can't use syslog.{what}")))
}

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    match module.get::<Module>() {
        Some(module) => constants::add(py, module, CONSTANTS),
        None => Ok(()),
    }
}

/// The name of the program, which messages begin with.
fn program(py: &mut Py) -> PyResult<Option<CString>> {
    let (name, modules) = (py.heap().intern("sys")?, py.modules()?);
    let sys = py.get_item(&modules, &name)?;
    let name = py.heap().intern("argv")?;
    let Some(argv) = py.find_attribute(&sys, &name)? else { return Ok(None) };
    if !argv.type_().has(Flags::LIST) {
        return Ok(None);
    }
    let first = py.collect(&argv)?.into_iter().next();
    let path = first.as_ref().and_then(|first| first.get::<Str>()).map(|path| path.to_utf8().into_owned());
    let name = path.as_deref().map(|path| path.rsplit('/').next().unwrap_or(path));
    Ok(name.filter(|name| !name.is_empty()).and_then(|name| CString::new(name).ok()))
}

fn open(py: &mut Py, ident: Option<CString>, options: i32, facility: i32) -> PyResult<()> {
    let ident = match ident {
        Some(ident) => Some(ident),
        None => program(py)?,
    };
    let shown = match &ident {
        Some(ident) => py.str(&ident.to_string_lossy())?,
        None => taipan_object::types::singletons::none(),
    };
    let numbers = [py.int(options.into())?, py.int(facility.into())?];
    py.audit("syslog.openlog", &[&shown, &numbers[0], &numbers[1]])?;
    host::open(ident, options, facility);
    py.runtime().state::<State>().0.store(true, Ordering::Relaxed);
    Ok(())
}

fn message(py: &mut Py, value: Borrowed<'_>, number: usize) -> PyResult<CString> {
    let Some(text) = value.get::<Str>() else {
        let given = value.type_().name();
        return Err(exc::type_error(py, format_args!("syslog() argument {number} must be str, not {given}")));
    };
    c_text(py, text)
}

struct Functions;

#[pymodule("syslog")]
impl Functions {
    /// Says how messages are written from here on: what they begin with (the program's name, if nothing is given), the options
    /// LOG_PID and their like, and the facility that they are of.
    #[pyfunction("(ident=<unrepresentable>, logoption=0, facility=LOG_USER)")]
    fn openlog(
        py: &mut Py,
        ident: Option<&Str>,
        logoption: Option<i32>,
        facility: Option<i32>,
    ) -> PyResult<()> {
        check_main(py, "openlog()")?;
        let ident = match ident {
            Some(ident) => {
                // What follows a zero does not count.
                let mut bytes = utf8(py, ident)?;
                bytes.truncate(bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len()));
                CString::new(bytes).ok()
            }
            None => None,
        };
        open(py, ident, logoption.unwrap_or(0), facility.unwrap_or(libc::LOG_USER))
    }

    /// syslog([priority=LOG_INFO,] message)
    ///
    /// Writes a message to the system's log. The priority may have a facility added.
    #[pyfunction("(*args)")]
    fn syslog(py: &mut Py, args: Args<'_>) -> PyResult<()> {
        let (priority, message) = match (args.get(0), args.get(1), args.len()) {
            (Some(text), None, 1) => (libc::LOG_INFO, message(py, text, 1)?),
            (Some(priority), Some(text), 2) => (int(py, &priority)?, message(py, text, 2)?),
            _ => {
                return Err(exc::type_error(py, format_args!("syslog.syslog requires 1 to 2 arguments")));
            }
        };
        let shown = [py.int(priority.into())?, py.str(&message.to_string_lossy())?];
        py.audit("syslog.syslog", &shown.each_ref())?;
        if !py.runtime().state::<State>().0.load(Ordering::Relaxed) {
            check_main(py, "syslog() until the syslog is opened by the main interpreter")?;
            open(py, None, 0, libc::LOG_USER)?;
        }
        py.detach(|| host::write(priority, &message));
        Ok(())
    }

    /// Forgets what openlog() has set.
    #[pyfunction("()")]
    fn closelog(py: &mut Py) -> PyResult<()> {
        check_main(py, "closelog()")?;
        py.audit("syslog.closelog", &[])?;
        if py.runtime().state::<State>().0.swap(false, Ordering::Relaxed) {
            host::close();
        }
        Ok(())
    }

    /// Says which priorities are written, by a mask; gives the one before.
    #[pyfunction("(maskpri, /)")]
    fn setlogmask(py: &mut Py, maskpri: i32) -> PyResult<i32> {
        let shown = py.int(maskpri.into())?;
        py.audit("syslog.setlogmask", &[&shown])?;
        Ok(host::set_mask(maskpri))
    }

    /// The mask of one priority.
    #[pyfunction("(pri, /)", name = "LOG_MASK")]
    fn log_mask(pri: i32) -> i32 {
        1i32.wrapping_shl(pri.cast_unsigned())
    }

    /// The mask of all priorities up to this one.
    #[pyfunction("(pri, /)", name = "LOG_UPTO")]
    fn log_upto(pri: i32) -> i32 {
        1i32.wrapping_shl(pri.wrapping_add(1).cast_unsigned()).wrapping_sub(1)
    }
}
