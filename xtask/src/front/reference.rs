//! Where CPython's answers come from: from CPython, or from the sample that is committed.

use std::path::PathBuf;

use super::cases;
use super::golden::{self, Golden, Recorder};
use super::oracle::{Answer, Oracle};
use super::source::{self, Source};

/// What our results are compared with.
pub enum Reference {
    Oracle(Oracle),
    Golden(Golden),
    /// CPython, about the sample, while it is being recorded.
    Recorder(Oracle, Recorder),
}

impl Reference {
    /// The oracle in a folder, or else the one that is installed, or else the recorded sample.
    pub fn find(folder: Option<PathBuf>) -> Result<Self, String> {
        match folder.or_else(installed) {
            Some(folder) => Oracle::open(&folder).map(Self::Oracle),
            None => {
                println!(
                    "no CPython 3.14 found (xtask/oracle/install): comparing with a recorded sample only"
                );
                Golden::open().map(Self::Golden)
            }
        }
    }

    /// The files of the library.
    pub fn library(&self) -> Result<Vec<Source>, String> {
        match self {
            Self::Oracle(oracle) => source::library(&oracle.library),
            Self::Golden(golden) => Ok(golden.sources("tokens")),
            Self::Recorder(oracle, _) => Ok(golden::sample(source::library(&oracle.library)?)),
        }
    }

    /// The test files whose inputs are compared.
    pub fn tests(&self) -> Result<Vec<Source>, String> {
        let (oracle, names) = match self {
            Self::Golden(golden) => return Ok(golden.sources("recorded")),
            Self::Oracle(oracle) => (oracle, cases::TESTS),
            Self::Recorder(oracle, _) => (oracle, golden::TESTS),
        };
        let names = names.iter().map(|test| format!("test/{test}.py"));
        names.map(|name| Source::read(oracle.library.join(&name), name)).collect()
    }

    /// The answers of a script of `xtask/oracle` for all sources, in their order.
    pub fn answers(&self, script: &str, sources: &[Source]) -> Result<Vec<Answer>, String> {
        match self {
            Self::Oracle(oracle) => oracle.answers(script, sources),
            Self::Golden(golden) => {
                sources.iter().map(|source| golden.answer(script, source).map(Answer::Recorded)).collect()
            }
            Self::Recorder(oracle, recorder) => {
                let answers = oracle.answers(script, sources)?;
                for (source, answer) in sources.iter().zip(&answers) {
                    recorder.add(script, source, &answer.read()?);
                }
                Ok(answers)
            }
        }
    }

    /// A source that is no file of the library but was made here.
    pub fn question(&self, name: &str, bytes: &[u8]) -> Result<Source, String> {
        match self {
            Self::Oracle(oracle) | Self::Recorder(oracle, _) => oracle.question(name, bytes),
            Self::Golden(_) => {
                Ok(Source { name: name.to_owned(), path: PathBuf::new(), bytes: bytes.to_vec() })
            }
        }
    }
}

/// The oracle that `ORACLE` names, or the one in its usual place.
pub fn installed() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from);
    variable("ORACLE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|cache| cache.join("taipan-oracle")))
        .or_else(|| variable("HOME").map(|home| home.join(".cache/taipan-oracle")))
        .filter(|folder| folder.join("bin/python3.14").exists())
}
