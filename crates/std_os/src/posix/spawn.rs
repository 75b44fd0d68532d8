//! Programs in child processes, as `posix_spawn` starts them.

use taipan_host::spawn::{self, Attributes, FileAction};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::{FromArg, Place};
use taipan_object::protocol::iterate::is_sequence;
use taipan_object::types::singletons::is_none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::execution::{environment, is_mapping, program_arguments};
use super::schedule::Priority;
use crate::arguments::int;
use crate::calls;
use crate::path::{AnyPath, Path, fs_encoded};

const OPEN: i32 = 0;
const CLOSE: i32 = 1;
const DUPLICATE: i32 = 2;
const CLOSE_FROM: i32 = 3;

/// What Python gave besides the program.
struct Given<'a> {
    argv: Borrowed<'a>,
    env: Borrowed<'a>,
    file_actions: Option<Borrowed<'a>>,
    setpgroup: Option<Borrowed<'a>>,
    resetids: bool,
    setsid: bool,
    setsigmask: Option<Borrowed<'a>>,
    setsigdef: Option<Borrowed<'a>>,
    scheduler: Option<Borrowed<'a>>,
}

/// An action, a tuple whose first member says which.
fn file_action(py: &mut Py, item: &Value) -> PyResult<FileAction> {
    let Some([tag, rest @ ..]) = item.get::<Tuple>().map(Tuple::items) else {
        return Err(exc::type_error(py, format_args!("Each file_actions element must be a non-empty tuple")));
    };
    let (name, count) = match int(py, tag)? {
        OPEN => {
            if let [fd, path, flags, mode] = rest {
                let fd = int(py, fd)?;
                let path = fs_encoded(py, path.borrow())?;
                let flags = int(py, flags)?;
                return Ok(FileAction::Open(fd, path, flags, int(py, mode)? as u32));
            }
            ("open", 5)
        }
        CLOSE => {
            if let [fd] = rest {
                return Ok(FileAction::Close(int(py, fd)?));
            }
            ("close", 2)
        }
        DUPLICATE => {
            if let [fd, to] = rest {
                let fd = int(py, fd)?;
                return Ok(FileAction::Duplicate(fd, int(py, to)?));
            }
            ("dup2", 3)
        }
        CLOSE_FROM => {
            if let [fd] = rest {
                return Ok(FileAction::CloseFrom(int(py, fd)?));
            }
            ("closefrom", 2)
        }
        _ => return Err(exc::type_error(py, format_args!("Unknown file_actions identifier"))),
    };
    Err(exc::type_error(py, format_args!("A {name} file_action tuple must have {count} elements")))
}

fn file_actions(py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<Vec<FileAction>> {
    let Some(value) = value.filter(|value| !is_none(value)) else { return Ok(Vec::new()) };
    if !is_sequence(&value) {
        return Err(exc::type_error(py, format_args!("file_actions must be a sequence or None")));
    }
    let mut actions = Vec::new();
    for item in py.collect(&value)? {
        actions.push(file_action(py, &item)?);
    }
    Ok(actions)
}

/// The signals of an iterable.
fn signals(py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<Option<Vec<i32>>> {
    const LAST: i64 = 64;
    let Some(value) = value else { return Ok(None) };
    let mut numbers = Vec::new();
    for item in py.collect(&value)? {
        let number = py.to_i64(&item)?;
        if !(1..=LAST).contains(&number) {
            return Err(exc::value_error(
                py,
                format_args!("signal number {number} out of range [1; {LAST}]"),
            ));
        }
        numbers.push(number as i32);
    }
    Ok(Some(numbers))
}

fn scheduler(
    py: &mut Py,
    function: &str,
    value: Option<Borrowed<'_>>,
) -> PyResult<Option<(Option<i32>, i32)>> {
    const PLACE: &Place =
        &Place { function: "posix_spawn", argument: taipan_object::native::Argument::Named("scheduler") };
    let Some(value) = value.filter(|value| !is_none(value)) else { return Ok(None) };
    let Some(tuple) = value.get::<Tuple>() else {
        return Err(exc::type_error(py, format_args!("{function}: scheduler must be a tuple or None")));
    };
    let [policy, parameter] = tuple.items() else {
        return Err(exc::type_error(py, format_args!("A scheduler tuple must have two elements")));
    };
    let policy = if is_none(policy) { None } else { Some(int(py, policy)?) };
    let priority = Priority::from_arg(py, parameter.borrow(), PLACE)?;
    Ok(Some((policy, priority.0)))
}

fn start(py: &mut Py, function: &str, search: bool, path: &Path, given: &Given<'_>) -> PyResult<i32> {
    let arguments = program_arguments(py, given.argv, &format!("{function}: argv"))?;
    if !is_none(&given.env) && !is_mapping(given.env) {
        return Err(exc::type_error(
            py,
            format_args!("{function}: environment must be a mapping object or None"),
        ));
    }
    let variables = if is_none(&given.env) { None } else { Some(environment(py, given.env)?) };
    let actions = file_actions(py, given.file_actions)?;
    let process_group = match given.setpgroup.filter(|group| !is_none(group)) {
        Some(group) => Some(int(py, &group)?),
        None => None,
    };
    let attributes = Attributes {
        process_group,
        reset_ids: given.resetids,
        new_session: given.setsid,
        mask: signals(py, given.setsigmask)?,
        defaults: signals(py, given.setsigdef)?,
        scheduler: scheduler(py, function, given.scheduler)?,
    };
    py.audit("os.posix_spawn", &[&path.object, &given.argv, &given.env])?;
    let target = &path.target;
    let result = calls::call(py, || {
        spawn::spawn(target.name(), search, &arguments, variables.as_deref(), &actions, &attributes)
    })?;
    result.map_err(|error| path.failure(py, &error))
}

/// `posix_spawn`
pub(super) struct Spawn;

#[pymodule("posix")]
impl Spawn {
    /// Starts a program in a child process; gives its number.
    ///
    ///   path
    ///     The program's file.
    ///   argv
    ///     Its arguments, a tuple or list.
    ///   env
    ///     Its environment, a mapping of texts; None for that of this process.
    ///   file_actions
    ///     What is done to its descriptors, a sequence of tuples.
    ///   setpgroup
    ///     The process group that it joins.
    ///   resetids
    ///     If true, the effective user and group become the real ones.
    ///   setsid
    ///     If true, it leads a new session.
    ///   setsigmask
    ///     The signals that it blocks.
    ///   setsigdef
    ///     The signals that get their default handlers.
    ///   scheduler
    ///     A tuple of a scheduling policy, or None, and a sched_param.
    #[pyfunction(
        "($module, path, argv, env, /, *, file_actions=(),\n            setpgroup=None, resetids=False, setsid=False,\n            setsigmask=(), setsigdef=(), scheduler=None)"
    )]
    fn posix_spawn(
        py: &mut Py,
        path: AnyPath,
        argv: Borrowed<'_>,
        env: Borrowed<'_>,
        file_actions: Option<Borrowed<'_>>,
        setpgroup: Option<Borrowed<'_>>,
        resetids: bool,
        setsid: bool,
        setsigmask: Option<Borrowed<'_>>,
        setsigdef: Option<Borrowed<'_>>,
        scheduler: Option<Borrowed<'_>>,
    ) -> PyResult<i32> {
        let given =
            Given { argv, env, file_actions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler };
        start(py, "posix_spawn", false, &path.0, &given)
    }

    /// Starts a program in a child process; gives its number. The program is looked for along PATH.
    ///
    /// The arguments are those of posix_spawn().
    #[pyfunction(
        "($module, path, argv, env, /, *, file_actions=(),\n             setpgroup=None, resetids=False, setsid=False,\n             setsigmask=(), setsigdef=(), scheduler=None)"
    )]
    fn posix_spawnp(
        py: &mut Py,
        path: AnyPath,
        argv: Borrowed<'_>,
        env: Borrowed<'_>,
        file_actions: Option<Borrowed<'_>>,
        setpgroup: Option<Borrowed<'_>>,
        resetids: bool,
        setsid: bool,
        setsigmask: Option<Borrowed<'_>>,
        setsigdef: Option<Borrowed<'_>>,
        scheduler: Option<Borrowed<'_>>,
    ) -> PyResult<i32> {
        let given =
            Given { argv, env, file_actions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler };
        start(py, "posix_spawnp", true, &path.0, &given)
    }
}
