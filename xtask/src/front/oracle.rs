//! CPython's answers about source files: asked once, then kept on disk, compressed.
//!
//! An answer is filed under the interpreter's version, the text of the scripts that make it, and the source's name and
//! content, so nothing ever needs to be invalidated. Two or more checkouts share the cache.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use flate2::read::ZlibDecoder;

use super::source::Source;
use crate::root;

/// A CPython 3.14 that answers.
pub struct Oracle {
    /// The program.
    pub python: PathBuf,
    version: String,
    cache: PathBuf,
    /// The folder of its standard library.
    pub library: PathBuf,
}

/// An answer.
pub enum Answer {
    /// Compressed, in a file.
    File(PathBuf),
    Recorded(Vec<u8>),
}

impl Answer {
    pub fn read(&self) -> Result<Vec<u8>, String> {
        let path = match self {
            Self::File(path) => path,
            Self::Recorded(answer) => return Ok(answer.clone()),
        };
        let text = |error| format!("{}: {error}", path.display());
        let mut answer = Vec::new();
        ZlibDecoder::new(fs::File::open(path).map_err(text)?).read_to_end(&mut answer).map_err(text)?;
        Ok(answer)
    }
}

impl Oracle {
    /// The oracle in a folder with `bin/python3.14`.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let python = folder.join("bin/python3.14");
        let output = run(&python)
            .args(["-c", "import os, sys; print(os.path.dirname(os.__file__)); print(sys.version)"])
            .output()
            .map_err(|error| format!("{}: {error}", python.display()))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let (library, version) = text.split_once('\n').ok_or("the oracle does not start")?;
        if !version.starts_with("3.14.") {
            return Err(format!("{} is not CPython 3.14 but {version}", python.display()));
        }
        let cache = cache_folder()?;
        Ok(Self { python, version: version.to_owned(), cache, library: PathBuf::from(library) })
    }

    /// The answers of a script of `xtask/oracle` for all sources, in their order. Missing ones are asked for now.
    pub fn answers(&self, script: &str, sources: &[Source]) -> Result<Vec<Answer>, String> {
        let folder = self.folder(script)?;
        let answers: Vec<PathBuf> =
            sources.iter().map(|source| folder.join(format!("{:016x}", source.hash()))).collect();
        let missing: Vec<usize> = (0..sources.len()).filter(|&index| !answers[index].exists()).collect();
        if !missing.is_empty() {
            eprintln!("{script}: asking CPython about {} of {} files", missing.len(), sources.len());
            self.ask(script, sources, &answers, missing)?;
        }
        Ok(answers.into_iter().map(Answer::File).collect())
    }

    /// A source that is no file of the library but was made here: it needs a place from which the oracle reads it.
    pub fn question(&self, name: &str, bytes: &[u8]) -> Result<Source, String> {
        let mut source = Source { name: name.to_owned(), path: PathBuf::new(), bytes: bytes.to_vec() };
        source.path = self.scratch("questions")?.join(format!("{:016x}", source.hash()));
        if !source.path.exists() {
            let unfinished = source.path.with_extension(std::process::id().to_string());
            fs::write(&unfinished, bytes)
                .and_then(|()| fs::rename(&unfinished, &source.path))
                .map_err(|error| format!("{}: {error}", source.path.display()))?;
        }
        Ok(source)
    }

    /// Puts the questions to as many processes as there are processors.
    fn ask(
        &self,
        script: &str,
        sources: &[Source],
        answers: &[PathBuf],
        missing: Vec<usize>,
    ) -> Result<(), String> {
        let queue = Mutex::new(missing.into_iter());
        let next = || queue.lock().ok().and_then(|mut queue| queue.next());
        let work = || -> Result<(), String> {
            let mut worker = Worker::start(self.command("serve.py").arg(script))?;
            while let Some(index) = next() {
                let source = &sources[index];
                worker.ask(source, &answers[index]).map_err(|error| format!("{}: {error}", source.name))?;
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..super::processors()).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| "a worker panicked")?)
        })
    }

    /// A folder for files that are made anew in each run.
    pub fn scratch(&self, name: &str) -> Result<PathBuf, String> {
        let folder = self.cache.join(name);
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(folder)
    }

    /// The command that runs a script of `xtask/oracle`.
    pub fn command(&self, script: &str) -> Command {
        let mut command = run(&self.python);
        command.arg(scripts().join(script));
        command
    }

    /// The folder of a script's answers.
    fn folder(&self, script: &str) -> Result<PathBuf, String> {
        let mut hasher = DefaultHasher::new();
        self.version.hash(&mut hasher);
        for name in ["serve", "errors_as_text", script] {
            let path = scripts().join(format!("{name}.py"));
            fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?.hash(&mut hasher);
        }
        let folder = self.cache.join(format!("{script}-{:016x}", hasher.finish()));
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(folder)
    }
}

/// A process of the oracle that takes one question at a time.
struct Worker {
    process: Child,
    questions: ChildStdin,
    replies: BufReader<ChildStdout>,
}

impl Worker {
    fn start(command: &mut Command) -> Result<Self, String> {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("the oracle does not start: {error}"))?;
        let questions = process.stdin.take().ok_or("no pipe to the oracle")?;
        let replies = BufReader::new(process.stdout.take().ok_or("no pipe from the oracle")?);
        Ok(Self { process, questions, replies })
    }

    fn ask(&mut self, source: &Source, answer: &Path) -> Result<(), String> {
        let (path, name, answer) = (source.path.display(), &source.name, answer.display());
        writeln!(self.questions, "{path}\t{name}\t{answer}").map_err(|error| error.to_string())?;
        let mut reply = String::new();
        self.replies.read_line(&mut reply).map_err(|error| error.to_string())?;
        if reply == "ok\n" { Ok(()) } else { Err("the oracle ended without an answer".to_owned()) }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It reads questions until its standard input ends; one that does not answer would otherwise stay behind.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The interpreter, deaf to the caller's environment, with one fixed order of sets.
fn run(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.env_clear().env("PYTHONHASHSEED", "0").env("PATH", "/usr/bin:/bin").args(["-s", "-S", "-P"]);
    command
}

fn scripts() -> PathBuf {
    root().join("xtask/oracle")
}

/// Outside the repository and outside the target folder: `cargo clean` need not cost minutes of CPython's time.
fn cache_folder() -> Result<PathBuf, String> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from);
    variable("ORACLE_CACHE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|cache| cache.join("taipan-answers")))
        .or_else(|| variable("HOME").map(|home| home.join(".cache/taipan-answers")))
        .ok_or_else(|| "neither ORACLE_CACHE nor XDG_CACHE_HOME nor HOME is set".to_owned())
}
