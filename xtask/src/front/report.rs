//! Counting what is equal, and saying so in one line for each stage.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use taipan_bytecode::{CodeObject, Constant, Str, marshal};
use taipan_text::StackLimit;

/// How many failures of one cause are shown.
const SHOWN: usize = 5;

/// How an item differs from CPython's answer.
pub struct Failure {
    /// The file, or the input.
    pub name: String,
    /// What failures of the same kind have in common.
    pub cause: String,
    /// The first difference.
    pub detail: String,
}

impl Failure {
    pub fn new(name: &str, cause: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { name: name.to_owned(), cause: cause.into(), detail: detail.into() }
    }
}

/// The outcome of a stage.
pub struct Report {
    pub stage: &'static str,
    /// What is counted.
    pub unit: &'static str,
    pub total: usize,
    pub failures: Vec<Failure>,
    /// The least percentage that is good enough.
    pub threshold: f64,
}

impl Report {
    pub fn passed(&self) -> bool {
        self.total > 0 && self.percentage() >= self.threshold
    }

    fn percentage(&self) -> f64 {
        100.0 * (self.total - self.failures.len()) as f64 / self.total.max(1) as f64
    }

    /// The line of the stage and, when `verbose`, its failures by cause, the most frequent first.
    pub fn print(&self, verbose: bool) {
        let (total, equal) = (self.total, self.total - self.failures.len());
        // Rounded down: 100.00 is only ever all of them.
        let percentage = (self.percentage() * 100.0).floor() / 100.0;
        let verdict = if self.passed() { "" } else { "  FAILED" };
        println!("{:<10} {equal}/{total} {} equal ({percentage:.2} %){verdict}", self.stage, self.unit);
        if !verbose {
            return;
        }
        let mut causes: BTreeMap<&str, Vec<&Failure>> = BTreeMap::new();
        for failure in &self.failures {
            causes.entry(&failure.cause).or_default().push(failure);
        }
        let mut causes: Vec<_> = causes.into_iter().collect();
        causes.sort_by_key(|(_, failures)| std::cmp::Reverse(failures.len()));
        for (cause, failures) in causes {
            println!("  {} x {cause}", failures.len());
            for failure in failures.iter().take(if cause.is_empty() { usize::MAX } else { SHOWN }) {
                println!("    {}: {}", failure.name, failure.detail);
            }
        }
    }
}

/// Compares items on all processors; the failures in the items' order. A panic of ours is a failure as well.
pub fn compare<T: Sync>(
    items: &[T],
    name: impl Fn(&T) -> String + Sync,
    compare: impl Fn(&T) -> Result<(), Failure> + Sync,
) -> Vec<Failure> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { break };
            let failure = match catch_unwind(AssertUnwindSafe(|| compare(item))) {
                Ok(Ok(())) => continue,
                Ok(Err(failure)) => failure,
                Err(panic) => Failure::new(&name(item), "panic", message(&*panic)),
            };
            found.lock().expect("no holder panics").push((index, failure));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..super::processors() {
            let thread = std::thread::Builder::new().stack_size(super::STACK);
            thread.spawn_scoped(scope, work).expect("a thread starts");
        }
    });
    let mut found = found.into_inner().expect("no holder panics");
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, failure)| failure).collect()
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_default()
}

/// Fails at the first difference of two texts.
pub fn same_text(name: &str, expected: &[u8], ours: &[u8]) -> Result<(), Failure> {
    if expected == ours {
        return Ok(());
    }
    let at = expected.iter().zip(ours).take_while(|(a, b)| a == b).count();
    let line = expected[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
    let detail = format!(
        "answer line {line}\n      expected {}\n      ours     {}",
        excerpt(expected, at),
        excerpt(ours, at)
    );
    Err(Failure::new(name, "", detail))
}

/// Fails where a code object differs from a marshalled one of CPython's.
pub fn same_code(name: &str, expected: &[u8], ours: &CodeObject) -> Result<(), Failure> {
    let stack = StackLimit::below_here(taipan::pipeline::STACK);
    let expected = marshal::read_code(expected, stack)
        .map_err(|error| Failure::new(name, "CPython's marshal is not read", error.to_string()))?;
    let (expected, ours) = (without_chance(&expected), without_chance(ours));
    let differences = expected.differences(&ours);
    match differences.first() {
        None => Ok(()),
        Some(first) => {
            // `co_consts[3]<f>.co_code at 6: …`: the innermost field is what such failures have in common.
            let path = first.split(": ").next().unwrap_or_default();
            let field = path.rsplit('.').next().and_then(|field| field.split(' ').next()).unwrap_or_default();
            Err(Failure::new(name, field, format!("{} differences: {first}", differences.len())))
        }
    }
}

/// The code with every constant that is its own qualified name interned. CPython interns the qualified name of a code
/// object, and with it the constant, which is the same object; but not when its process happens to have another string
/// of that text already, as it has for the parts of importlib that it runs itself.
fn without_chance(code: &CodeObject) -> CodeObject {
    let constants = code.constants.iter().map(|constant| match constant {
        Constant::Code(inner) => Constant::Code(Arc::new(without_chance(inner))),
        Constant::Str(text) if text.text() == code.qualified_name.text() => {
            Constant::Str(Arc::new(Str::interned(text.text())))
        }
        other => other.clone(),
    });
    CodeObject { constants: constants.collect(), ..code.clone() }
}

/// The surroundings of a position, on one line, the position marked.
fn excerpt(text: &[u8], at: usize) -> String {
    const BEFORE: usize = 100;
    const AFTER: usize = 100;
    let line_start = text[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let line_end =
        text[at..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |newline| at + newline);
    let start = line_start.max(at.saturating_sub(BEFORE));
    let end = line_end.min(at + AFTER);
    let show = |range: &[u8]| String::from_utf8_lossy(range).into_owned();
    format!("{}⟨*⟩{}", show(&text[start..at]), show(&text[at..end]))
}
