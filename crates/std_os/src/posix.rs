//! `posix`: the operating system's calls, which module `os` is made of.

mod attributes;
mod constants;
mod devices;
mod dir_entry;
mod directory;
mod environment;
mod events;
mod execution;
mod file_times;
mod identity;
mod names;
mod open_files;
mod pathname;
mod permissions;
mod process;
mod schedule;
mod spawn;
pub(crate) mod stat;
mod system;
mod terminal;
mod transfer;
mod vectors;

use taipan_object::type_::Definition;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::struct_sequence;
use taipan_object::{Py, PyResult, Value, exception as exc};

pub(crate) use execution::members;
pub(crate) use identity::groups_of;

use crate::path::Path;

/// The module.
pub(crate) static POSIX: ModuleDef = ModuleDef {
    doc: Some(
        "The calls of the operating system, as the C Standard and POSIX name them.\n\nPrograms import module os instead: that is portable.",
    ),
    functions: &[
        stat::Stat::FUNCTIONS,
        directory::Directories::FUNCTIONS,
        dir_entry::Scan::FUNCTIONS,
        names::Names::FUNCTIONS,
        permissions::Permissions::FUNCTIONS,
        open_files::OpenFiles::FUNCTIONS,
        transfer::Transfer::FUNCTIONS,
        environment::Environment::FUNCTIONS,
        pathname::PathNames::FUNCTIONS,
        system::System::FUNCTIONS,
        identity::Identity::FUNCTIONS,
        process::Processes::FUNCTIONS,
        terminal::Terminals::FUNCTIONS,
        devices::Devices::FUNCTIONS,
        file_times::FileTimes::FUNCTIONS,
        execution::Execution::FUNCTIONS,
        attributes::Attributes::FUNCTIONS,
        events::Events::FUNCTIONS,
        schedule::Schedule::FUNCTIONS,
        spawn::Spawn::FUNCTIONS,
        vectors::Vectors::FUNCTIONS,
    ],
    definitions: &[DEFINITIONS, dir_entry::DEFINITIONS],
    types: &[
        &dir_entry::DIR_ENTRY,
        &stat::STAT_RESULT,
        &stat::STATVFS_RESULT,
        &system::UNAME_RESULT,
        &process::TIMES_RESULT,
        &process::WAITID_RESULT,
        &terminal::TERMINAL_SIZE,
        &schedule::SCHED_PARAM,
    ],
    exec: Some(exec),
    ..ModuleDef::of("posix")
};

static DEFINITIONS: &[Definition] = &[
    struct_sequence::definition::<stat::StatResult>(),
    struct_sequence::definition::<stat::StatvfsResult>(),
    struct_sequence::definition::<system::UnameResult>(),
    struct_sequence::definition::<process::TimesResult>(),
    struct_sequence::definition::<process::WaitidResult>(),
    struct_sequence::definition::<terminal::TerminalSize>(),
    struct_sequence::definition::<schedule::SchedParam>(),
    struct_sequence::definition::<crate::resource::StructRusage>(),
];

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    crate::constants::add(py, module, constants::CONSTANTS)?;
    for (name, table) in [
        ("pathconf_names", constants::PATHCONF_NAMES),
        ("confstr_names", constants::CONFSTR_NAMES),
        ("sysconf_names", constants::SYSCONF_NAMES),
    ] {
        let dict = py.dict()?;
        for &(name, number) in table {
            let (name, number) = (py.heap().intern(name)?, py.int(number)?);
            py.set_item(&dict, &name, &number)?;
        }
        module.set(py, name, dict)?;
    }
    let have: PyResult<Vec<Value>> = constants::HAVE.iter().map(|name| py.heap().intern(name)).collect();
    let have = py.list(have?)?;
    module.set(py, "_have_functions", have)?;
    let environ = environment::environ(py)?;
    module.set(py, "environ", environ)?;
    module.set(py, "error", exc::OS_ERROR.to_value())
}

/// Tells audit hooks what is about to be done to a file, with numbers.
fn audit_with(py: &mut Py, event: &str, path: &Path, numbers: &[i64]) -> PyResult<()> {
    let mut arguments = vec![path.object.clone()];
    for &number in numbers {
        arguments.push(py.int(number)?);
    }
    py.audit(event, &arguments.iter().collect::<Vec<_>>())
}

/// Tells audit hooks what is about to be done, with numbers alone.
fn audit_numbers(py: &mut Py, event: &str, numbers: &[i64]) -> PyResult<()> {
    let arguments: PyResult<Vec<Value>> = numbers.iter().map(|&number| py.int(number)).collect();
    let arguments = arguments?;
    py.audit(event, &arguments.iter().collect::<Vec<_>>())
}
