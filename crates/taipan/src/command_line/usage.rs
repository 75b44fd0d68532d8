//! The texts of `--help` and `--version`.

/// What is printed about wrong options.
pub(super) const SHORT: &str = "usage: taipan [option] ... [-c cmd | -m mod | file | -] [arg] ...
Try `taipan -h' for more information.
";

/// What `--help` prints.
pub(crate) const USAGE: &str = "usage: taipan [option] ... [-c cmd | -m mod | file | -] [arg] ...
       taipan --show tokens|ast|symtable|bytecode [--json] [--caches] [-O|-OO] file

Options:
-b     : warn where bytes are taken for text (-bb: raise)
-B     : do not write .pyc files; also PYTHONDONTWRITEBYTECODE
-c cmd : the program is this text (ends the options)
-d     : set sys.flags.debug; also PYTHONDEBUG
-E     : ignore the environment variables PYTHON*
-h     : print this and leave (also -? or --help)
-i     : go on at the prompt after the program; also PYTHONINSPECT
-I     : isolated: -E, -P and -s
-m mod : run a module of the library as a program (ends the options)
-O     : without assertions; also PYTHONOPTIMIZE. -OO: without docstrings too
-P     : do not put the program's directory on sys.path; also PYTHONSAFEPATH
-q     : no version and copyright at the prompt
-s     : without the user's site-packages; also PYTHONNOUSERSITE
-S     : without `import site`
-u     : standard output and error without buffers; also PYTHONUNBUFFERED
-v     : tell what is imported; also PYTHONVERBOSE
-V     : print the version and leave (also --version); -VV: more of it
-W arg : control warnings (action:message:category:module:line); also PYTHONWARNINGS
-x     : skip the first line of the file
-X opt : an option of the implementation; --help-xoptions lists them
--check-hash-based-pycs always|default|never:
         when hash-based .pyc files are compared with their sources
--help-env, --help-xoptions, --help-all: more help
--show : print what a stage of the front end makes of a file (as JSON with
         --json; bytecode with its inline caches with --caches)

Arguments:
file   : a file, or a directory or zip file with a __main__
-      : the program comes from standard input (the prompt at a terminal)
arg ...: sys.argv[1:]
";

/// What `--help-env` prints.
pub(crate) const ENVIRONMENT: &str = "Environment variables:
PYTHONBREAKPOINT        what breakpoint() calls; 0 for nothing
PYTHONCOERCECLOCALE     0 leaves the locale C as it is; warn says so, or when another is taken in its place
PYTHONDONTWRITEBYTECODE as -B
PYTHONHASHSEED          the seed of str hashes: a number, or `random'
PYTHONHOME              where lib/python3.14 is
PYTHONINSPECT           as -i
PYTHONINTMAXSTRDIGITS   how many digits an int may have as text
PYTHONIOENCODING        encoding[:errors] of the standard streams
PYTHONNOUSERSITE        as -s
PYTHONOPTIMIZE          as -O
PYTHONPATH              directories that go first on sys.path
PYTHONPYCACHEPREFIX     the directory for .pyc files
PYTHONSAFEPATH          as -P
PYTHONUNBUFFERED        as -u
PYTHONUTF8              UTF-8 mode
PYTHONVERBOSE           as -v
PYTHONWARNINGS          as -W, separated by commas
TAIPAN_IMPL             as -X impl
";

/// What `--help-xoptions` prints.
pub(crate) const X_OPTIONS: &str = "Options of the implementation (-X opt):
-X cpu_count=N          what os.cpu_count() answers
-X dev                  more checks and warnings
-X faulthandler         where the program is when it fails
-X frozen_modules=on|off whether modules inside the binary are used
-X gcstress[=N]         garbage is collected all the time, or whenever there are N objects more
-X impl=taipan|cpython  what sys.implementation.name says
-X int_max_str_digits=N how many digits an int may have as text
-X pycache_prefix=DIR   the directory for .pyc files
-X specialise=off|on|immediate whether instructions remember what they have found; on does so at once
-X tracemalloc[=N]      where memory was allocated, with up to N frames
-X utf8=0|1             UTF-8 mode
";

/// What `--version` prints.
pub(super) fn version(long: bool) -> String {
    if long {
        return format!("Python 3.14.7 [Taipan {}, Rust]\n", env!("CARGO_PKG_VERSION"));
    }
    "Python 3.14.7\n".to_owned()
}
