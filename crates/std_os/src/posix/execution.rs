//! New processes: forking, and running other programs.

use std::ffi::CString;

use taipan_host::{calls as host, execution};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::protocol::call::is_callable;
use taipan_object::types::list::List;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Value};

use crate::fork::{ForkHooks, fork};
use crate::path::{AnyPath, PathOrFile, Target, fs_encoded};

/// The members of a list or tuple.
pub(crate) fn members(py: &mut Py, value: Borrowed<'_>) -> PyResult<Option<Vec<Value>>> {
    if value.get::<List>().is_some() || value.get::<Tuple>().is_some() {
        return py.collect(&value).map(Some);
    }
    Ok(None)
}

/// Fails where the interpreter may not replace the process.
fn check_allowed(py: &Py) -> PyResult<()> {
    if py.interpreter().config().allow_exec {
        return Ok(());
    }
    Err(exc::runtime_error(py, format_args!("exec not supported for isolated subinterpreters")))
}

/// The arguments of a program. `prefix` is what errors begin with: `execv() arg 2`, `execve: argv`.
pub(super) fn program_arguments(py: &mut Py, argv: Borrowed<'_>, prefix: &str) -> PyResult<Vec<CString>> {
    let Some(items) = members(py, argv)? else {
        return Err(exc::type_error(py, format_args!("{prefix} must be a tuple or list")));
    };
    if items.is_empty() {
        return Err(exc::value_error(py, format_args!("{prefix} must not be empty")));
    }
    let mut arguments = Vec::new();
    for item in items {
        arguments.push(fs_encoded(py, item.borrow())?);
    }
    if arguments.first().is_some_and(|first| first.is_empty()) {
        return Err(exc::value_error(py, format_args!("{prefix} first element cannot be empty")));
    }
    Ok(arguments)
}

/// An environment as texts `name=value`.
pub(super) fn environment(py: &mut Py, mapping: Borrowed<'_>) -> PyResult<Vec<CString>> {
    let lists = ["keys", "values"].map(|name| {
        let name = py.heap().intern(name)?;
        let view = py.call_method(&mapping, &name, &[])?;
        py.collect(&view)
    });
    let [keys, values] = lists;
    let mut variables = Vec::new();
    for (name, value) in keys?.into_iter().zip(values?) {
        let name = fs_encoded(py, name.borrow())?;
        let value = fs_encoded(py, value.borrow())?;
        // A first `=` belongs to the name.
        if name.is_empty() || name.as_bytes().iter().skip(1).any(|&byte| byte == b'=') {
            return Err(exc::value_error(py, format_args!("illegal environment variable name")));
        }
        let text = [name.as_bytes(), b"=", value.as_bytes()].concat();
        match CString::new(text) {
            Ok(text) => variables.push(text),
            Err(_) => return Err(exc::value_error(py, format_args!("embedded null byte"))),
        }
    }
    Ok(variables)
}

/// Whether a value is a mapping, as far as C sees it.
pub(super) fn is_mapping(value: Borrowed<'_>) -> bool {
    value.type_().slots.getitem.get().is_some()
}

/// New processes.
pub(super) struct Execution;

#[pymodule("posix")]
impl Execution {
    /// Makes a child process that goes on from here, too; gives 0 in the child, and the child's number
    /// in the parent.
    #[pyfunction("()")]
    fn fork(py: &mut Py) -> PyResult<i32> {
        py.audit("os.fork", &[])?;
        fork(py, "fork", host::fork, |&pid| pid)
    }

    /// Makes a child process with a new terminal; gives 0 in the child, the child's number in the
    /// parent, and with it the descriptor of the terminal's master end.
    #[pyfunction("()")]
    fn forkpty(py: &mut Py) -> PyResult<Value> {
        py.audit("os.forkpty", &[])?;
        let (pid, master) = fork(py, "forkpty", execution::forkpty, |&(pid, _)| pid)?;
        let values = [py.int(pid.into())?, py.int(master.into())?];
        py.tuple(values)
    }

    /// Registers what is to be called when the process forks.
    ///
    ///   before
    ///     Called in the parent before the fork.
    ///   after_in_child
    ///     Called in the child.
    ///   after_in_parent
    ///     Called in the parent after the fork.
    ///
    /// What is to be called before is called last one first, the rest in the order in which it
    /// was registered.
    #[pyfunction(
        "($module, /, *, before=<unrepresentable>,\n                 after_in_child=<unrepresentable>,\n                 after_in_parent=<unrepresentable>)"
    )]
    fn register_at_fork(
        py: &mut Py,
        before: Option<Borrowed<'_>>,
        after_in_child: Option<Borrowed<'_>>,
        after_in_parent: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let given =
            [("before", before), ("after_in_child", after_in_child), ("after_in_parent", after_in_parent)];
        if given.iter().all(|(_, hook)| hook.is_none()) {
            return Err(exc::type_error(py, format_args!("At least one argument is required.")));
        }
        for (name, hook) in given {
            if let Some(hook) = hook.filter(|hook| !is_callable(hook)) {
                let class = hook.type_().name();
                return Err(exc::type_error(py, format_args!("'{name}' must be callable, not {class}")));
            }
        }
        let hooks = py.state::<ForkHooks>();
        let lists = [&hooks.before, &hooks.in_child, &hooks.in_parent];
        for (list, (_, hook)) in lists.into_iter().zip(given) {
            if let Some(hook) = hook {
                list.get_mut(py).push(hook.to_value());
            }
        }
        Ok(())
    }

    /// Runs another program in place of this one.
    ///
    ///   path
    ///     The program's file.
    ///   argv
    ///     Its arguments, a tuple or list.
    #[pyfunction("(path, argv, /)")]
    fn execv(py: &mut Py, path: AnyPath, argv: Borrowed<'_>) -> PyResult<()> {
        check_allowed(py)?;
        let arguments = program_arguments(py, argv, "execv() arg 2")?;
        let none = taipan_object::types::singletons::none();
        py.audit("os.exec", &[&path.0.object, &argv, &none])?;
        let error = execution::execute(path.0.target.name(), &arguments, None);
        Err(crate::calls::failure(py, &error, [None, None]))
    }

    /// Runs another program in place of this one, with an environment of its own.
    ///
    ///   path
    ///     The program's file, which may be open.
    ///   argv
    ///     Its arguments, a tuple or list.
    ///   env
    ///     Its environment, a mapping of texts.
    #[pyfunction("(path, argv, env)")]
    fn execve(py: &mut Py, path: PathOrFile, argv: Borrowed<'_>, env: Borrowed<'_>) -> PyResult<()> {
        check_allowed(py)?;
        let Some(items) = members(py, argv)? else {
            return Err(exc::type_error(py, format_args!("execve: argv must be a tuple or list")));
        };
        if items.is_empty() {
            return Err(exc::value_error(py, format_args!("execve: argv must not be empty")));
        }
        if !is_mapping(env) {
            return Err(exc::type_error(py, format_args!("execve: environment must be a mapping object")));
        }
        let arguments = program_arguments(py, argv, "execve: argv")?;
        let variables = environment(py, env)?;
        py.audit("os.exec", &[&path.0.object, &argv, &env])?;
        let error = match &path.0.target {
            Target::Name(name) => execution::execute(name, &arguments, Some(&variables)),
            Target::Descriptor(fd) => execution::execute_file(*fd, &arguments, &variables),
        };
        Err(path.0.failure(py, &error))
    }
}
