//! Recorded answers: a sample of CPython's files with its answers, to be carried to a machine that has no CPython 3.14.
//! It is not committed, because the files are CPython's.
//!
//! The file is compressed JSON, a line for each [`Record`]. `cargo xtask front --record` writes it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::{Deserialize, Serialize};

use super::cases;
use super::source::Source;
use crate::root;

const FILE: &str = "tests/oracle/sample.zz";

/// Whether a sample has been recorded or brought here.
pub fn exists() -> bool {
    root().join(FILE).exists()
}

/// Of the library, every so many files that are not larger than so many bytes.
const EVERY: usize = 30;
const LARGEST: usize = 8_000;

/// The tests whose inputs are recorded.
pub const TESTS: &[&str] =
    &["test_exceptions", "test_fstring", "test_named_expressions", "test_syntax", "test_type_params"];

/// The files of the library that are recorded.
pub fn sample(library: Vec<Source>) -> Vec<Source> {
    library.into_iter().filter(|source| source.bytes.len() <= LARGEST).step_by(EVERY).collect()
}

/// A question with its answer. Each byte is written as the character of the same number.
#[derive(Serialize, Deserialize)]
struct Record {
    script: String,
    name: String,
    source: String,
    answer: String,
}

/// The recorded answers.
pub struct Golden {
    /// By script and name: the source and the answer.
    answers: HashMap<(String, String), (Vec<u8>, Vec<u8>)>,
}

impl Golden {
    pub fn open() -> Result<Self, String> {
        let data = fs::read(root().join(FILE)).map_err(|error| format!("{FILE}: {error}"))?;
        let mut text = String::new();
        ZlibDecoder::new(&*data).read_to_string(&mut text).map_err(|error| format!("{FILE}: {error}"))?;
        let mut answers = HashMap::new();
        for line in text.lines() {
            let record: Record = serde_json::from_str(line).map_err(|error| format!("{FILE}: {error}"))?;
            let value = (cases::bytes(&record.source), cases::bytes(&record.answer));
            answers.insert((record.script, record.name), value);
        }
        Ok(Self { answers })
    }

    /// What a script was asked about.
    pub fn sources(&self, script: &str) -> Vec<Source> {
        let recorded = self.answers.iter().filter(|((of, _), _)| of == script);
        let mut sources: Vec<Source> = recorded
            .map(|((_, name), (bytes, _))| Source {
                name: name.clone(),
                path: PathBuf::new(),
                bytes: bytes.clone(),
            })
            .collect();
        sources.sort_by(|a, b| a.name.cmp(&b.name));
        sources
    }

    /// The answer to a question that was recorded.
    pub fn answer(&self, script: &str, source: &Source) -> Result<Vec<u8>, String> {
        match self.answers.get(&(script.to_owned(), source.name.clone())) {
            Some((bytes, answer)) if *bytes == source.bytes => Ok(answer.clone()),
            Some(_) => Err(format!("{FILE} is stale: {script} of {}", source.name)),
            None => Err(format!("{FILE} holds no answer: {script} of {}", source.name)),
        }
    }
}

/// Collects the answers of a run.
#[derive(Default)]
pub struct Recorder(RefCell<Vec<Record>>);

impl Recorder {
    pub fn add(&self, script: &str, source: &Source, answer: &[u8]) {
        let text = |bytes: &[u8]| bytes.iter().map(|&byte| char::from(byte)).collect();
        let (script, name) = (script.to_owned(), source.name.clone());
        if self.0.borrow().iter().any(|record| record.script == script && record.name == name) {
            return;
        }
        let record = Record { script, name, source: text(&source.bytes), answer: text(answer) };
        self.0.borrow_mut().push(record);
    }

    /// Writes the file.
    pub fn finish(self) -> Result<(), String> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        for record in self.0.into_inner() {
            let line = serde_json::to_string(&record).map_err(|error| error.to_string())? + "\n";
            encoder.write_all(line.as_bytes()).map_err(|error| error.to_string())?;
        }
        let data = encoder.finish().map_err(|error| error.to_string())?;
        println!("wrote {FILE}, {} kB", data.len() / 1000);
        fs::create_dir_all(root().join("tests/oracle")).map_err(|error| error.to_string())?;
        fs::write(root().join(FILE), data).map_err(|error| format!("{FILE}: {error}"))
    }
}
