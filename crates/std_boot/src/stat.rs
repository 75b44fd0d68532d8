//! `_stat`: what the mode of a file means. The numbers are those of POSIX and of the BSDs, whatever the system.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::str_::StrBuilder;
use taipan_object::{Py, PyResult, Raised, Value};

/// The module.
pub static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "What the mode of a file means: S_IF… are types of files, S_I… permissions, UF_… and SF_… flags of the BSDs, ST_… \
         places in the tuple that os.stat gives.",
    ),
    functions: &[Stat::FUNCTIONS],
    exec: Some(add_constants),
    ..ModuleDef::of("_stat")
};

const TYPE: u32 = 0o170_000;
const DIRECTORY: u32 = 0o040_000;
const CHARACTERS: u32 = 0o020_000;
const BLOCKS: u32 = 0o060_000;
const REGULAR: u32 = 0o100_000;
const FIFO: u32 = 0o010_000;
const LINK: u32 = 0o120_000;
const SOCKET: u32 = 0o140_000;
const SET_USER: u32 = 0o4000;
const SET_GROUP: u32 = 0o2000;
const STICKY: u32 = 0o1000;

const CONSTANTS: &[(&str, u32)] = &[
    ("S_IFDIR", DIRECTORY),
    ("S_IFCHR", CHARACTERS),
    ("S_IFBLK", BLOCKS),
    ("S_IFREG", REGULAR),
    ("S_IFIFO", FIFO),
    ("S_IFLNK", LINK),
    ("S_IFSOCK", SOCKET),
    ("S_IFDOOR", 0),
    ("S_IFPORT", 0),
    ("S_IFWHT", 0),
    ("S_ISUID", SET_USER),
    ("S_ISGID", SET_GROUP),
    ("S_ISVTX", STICKY),
    ("S_ENFMT", SET_GROUP),
    ("S_IREAD", 0o400),
    ("S_IWRITE", 0o200),
    ("S_IEXEC", 0o100),
    ("S_IRWXU", 0o700),
    ("S_IRUSR", 0o400),
    ("S_IWUSR", 0o200),
    ("S_IXUSR", 0o100),
    ("S_IRWXG", 0o070),
    ("S_IRGRP", 0o040),
    ("S_IWGRP", 0o020),
    ("S_IXGRP", 0o010),
    ("S_IRWXO", 0o007),
    ("S_IROTH", 0o004),
    ("S_IWOTH", 0o002),
    ("S_IXOTH", 0o001),
    ("UF_SETTABLE", 0xffff),
    ("UF_NODUMP", 0x1),
    ("UF_IMMUTABLE", 0x2),
    ("UF_APPEND", 0x4),
    ("UF_OPAQUE", 0x8),
    ("UF_NOUNLINK", 0x10),
    ("UF_COMPRESSED", 0x20),
    ("UF_TRACKED", 0x40),
    ("UF_DATAVAULT", 0x80),
    ("UF_HIDDEN", 0x8000),
    ("SF_SETTABLE", 0xffff_0000),
    ("SF_ARCHIVED", 0x1_0000),
    ("SF_IMMUTABLE", 0x2_0000),
    ("SF_APPEND", 0x4_0000),
    ("SF_NOUNLINK", 0x10_0000),
    ("SF_SNAPSHOT", 0x20_0000),
    ("SF_FIRMLINK", 0x80_0000),
    ("SF_DATALESS", 0x4000_0000),
    ("ST_MODE", 0),
    ("ST_INO", 1),
    ("ST_DEV", 2),
    ("ST_NLINK", 3),
    ("ST_UID", 4),
    ("ST_GID", 5),
    ("ST_SIZE", 6),
    ("ST_ATIME", 7),
    ("ST_MTIME", 8),
    ("ST_CTIME", 9),
];

fn add_constants(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    for &(name, number) in CONSTANTS {
        let number = py.int(number.into())?;
        module.set(py, name, number)?;
    }
    Ok(())
}

/// A mode: an int that fits C's `mode_t`.
fn mode(py: &mut Py, value: &Value) -> PyResult<u32> {
    let int = py.index(value)?;
    let mut limb = [0];
    match int.as_int(&mut limb) {
        Some(number) if number.negative => Err(too_large(py, "can't convert negative value to unsigned int")),
        Some(number) => match number.to_u64().map(u32::try_from) {
            Some(Ok(mode)) => Ok(mode),
            Some(Err(_)) => Err(too_large(py, "mode out of range")),
            None => Err(too_large(py, "Python int too large to convert to C unsigned long")),
        },
        None => Ok(0),
    }
}

#[cold]
fn too_large(py: &Py, message: &str) -> Raised {
    exc::overflow_error(py, format_args!("{message}"))
}

/// Whether a mode is that of a type of files.
fn is(py: &mut Py, value: &Value, kind: u32) -> PyResult<bool> {
    Ok(mode(py, value)? & TYPE == kind)
}

/// The letter for the type of a file.
fn letter(mode: u32) -> &'static str {
    match mode & TYPE {
        REGULAR => "-",
        DIRECTORY => "d",
        LINK => "l",
        BLOCKS => "b",
        CHARACTERS => "c",
        FIFO => "p",
        SOCKET => "s",
        _ => "?",
    }
}

/// The letters for what user, group or others may do; `special` says what a special bit turns the last one into.
fn permissions(mode: u32, shift: u32, special: Option<[&'static str; 2]>) -> [&'static str; 3] {
    let may = |bit: u32| mode >> shift & bit != 0;
    let run = match (special, may(1)) {
        (Some([with, _]), true) => with,
        (Some([_, without]), false) => without,
        (None, true) => "x",
        (None, false) => "-",
    };
    [if may(4) { "r" } else { "-" }, if may(2) { "w" } else { "-" }, run]
}

struct Stat;

#[pymodule("_stat")]
impl Stat {
    /// Whether a mode is that of a directory.
    #[pyfunction("(mode, /)", name = "S_ISDIR", text = "($self, object, /)")]
    fn is_directory(py: &mut Py, mode: &Value) -> PyResult<bool> {
        is(py, mode, DIRECTORY)
    }

    /// Whether a mode is that of a character device.
    #[pyfunction("(mode, /)", name = "S_ISCHR", text = "($self, object, /)")]
    fn is_character_device(py: &mut Py, mode: &Value) -> PyResult<bool> {
        is(py, mode, CHARACTERS)
    }

    /// Whether a mode is that of a block device.
    #[pyfunction("(mode, /)", name = "S_ISBLK", text = "($self, object, /)")]
    fn is_block_device(py: &mut Py, mode: &Value) -> PyResult<bool> {
        is(py, mode, BLOCKS)
    }

    /// Whether a mode is that of a regular file.
    #[pyfunction("(mode, /)", name = "S_ISREG", text = "($self, object, /)")]
    fn is_regular(py: &mut Py, mode: &Value) -> PyResult<bool> {
        is(py, mode, REGULAR)
    }

    /// Whether a mode is that of a named pipe.
    #[pyfunction("(mode, /)", name = "S_ISFIFO", text = "($self, object, /)")]
    fn is_fifo(py: &mut Py, mode: &Value) -> PyResult<bool> {
        is(py, mode, FIFO)
    }

    /// Whether a mode is that of a symbolic link.
    #[pyfunction("(mode, /)", name = "S_ISLNK", text = "($self, object, /)")]
    fn is_link(py: &mut Py, mode: &Value) -> PyResult<bool> {
        is(py, mode, LINK)
    }

    /// Whether a mode is that of a socket.
    #[pyfunction("(mode, /)", name = "S_ISSOCK", text = "($self, object, /)")]
    fn is_socket(py: &mut Py, mode: &Value) -> PyResult<bool> {
        is(py, mode, SOCKET)
    }

    /// Whether a mode is that of a door, which Solaris has.
    #[pyfunction("(mode, /)", name = "S_ISDOOR", text = "($self, object, /)")]
    fn is_door(py: &mut Py, mode: &Value) -> PyResult<bool> {
        self::mode(py, mode).map(|_| false)
    }

    /// Whether a mode is that of an event port, which Solaris has.
    #[pyfunction("(mode, /)", name = "S_ISPORT", text = "($self, object, /)")]
    fn is_port(py: &mut Py, mode: &Value) -> PyResult<bool> {
        self::mode(py, mode).map(|_| false)
    }

    /// Whether a mode is that of a whiteout, which the BSDs have.
    #[pyfunction("(mode, /)", name = "S_ISWHT", text = "($self, object, /)")]
    fn is_whiteout(py: &mut Py, mode: &Value) -> PyResult<bool> {
        self::mode(py, mode).map(|_| false)
    }

    /// The part of a mode that os.chmod sets.
    #[pyfunction("(mode, /)", name = "S_IMODE", text = "($self, object, /)")]
    fn permission_bits(py: &mut Py, mode: &Value) -> PyResult<u32> {
        self::mode(py, mode).map(|mode| mode & 0o7777)
    }

    /// The part of a mode that is the type of the file.
    #[pyfunction("(mode, /)", name = "S_IFMT", text = "($self, object, /)")]
    fn kind(py: &mut Py, mode: &Value) -> PyResult<u32> {
        self::mode(py, mode).map(|mode| mode & TYPE)
    }

    /// A mode as ls shows it: '-rwxrwxrwx'.
    #[pyfunction("(mode, /)", text = "($self, object, /)")]
    fn filemode(py: &mut Py, mode: &Value) -> PyResult<Value> {
        let mode = self::mode(py, mode)?;
        let special = |bit: u32, letters: [&'static str; 2]| (mode & bit != 0).then_some(letters);
        let mut text = StrBuilder::new();
        text.push_str(letter(mode));
        let letters = [
            permissions(mode, 6, special(SET_USER, ["s", "S"])),
            permissions(mode, 3, special(SET_GROUP, ["s", "S"])),
            permissions(mode, 0, special(STICKY, ["t", "T"])),
        ];
        letters.iter().flatten().for_each(|letter| text.push_str(letter));
        text.finish(py)
    }
}
