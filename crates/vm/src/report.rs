//! Where all threads are, for a report about a process that fails.
//!
//! It is written by signal handlers and by threads that do not have the interpreter's lock, so nothing here may be trusted to
//! be whole, or to stay: every word is read by way of the system (`taipan_host::fault::peek`), and never through a
//! reference. What is gone meanwhile is shown as `???`.

use std::mem::offset_of;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use taipan_bytecode::LineTable;
use taipan_host::fault::{Out, Reporter, Whose, peek};
use taipan_host::thread;

use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::types::str_::{Outline, Str};
use taipan_object::{Py, Value, py};

use crate::code::{Code, Tables};
use crate::frame::Frame;
use crate::run;
use crate::thread::Thread;

/// The most frames of a thread that are shown.
const MOST_FRAMES: usize = 100;
/// The most threads that are shown.
const MOST_THREADS: usize = 100;
/// The most characters of a name that are shown.
const MOST_CHARACTERS: usize = 500;
/// The largest code there is, for the case that a length is nonsense.
const MOST_UNITS: usize = 1 << 30;

/// What a report is made with.
pub(crate) static REPORTER: Reporter = Reporter { threads, modules };

/// The youngest thread.
static YOUNGEST: AtomicPtr<Thread> = AtomicPtr::new(ptr::null_mut());
/// The process in which somebody changes the list, or 0. No mutex: a process that forks may leave it to its child locked.
static CHANGES: AtomicU32 = AtomicU32::new(0);

/// What a report says of a thread, and the next older one.
pub(crate) struct Listed {
    older: AtomicPtr<Thread>,
    identity: usize,
    native: i64,
    /// The process that it began in. One that is forked has of its parent's threads only the one that forked.
    process: u32,
    /// Where it is noted who has the lock of the interpreter, and whether that collects garbage.
    holder: *const usize,
    collecting: *const bool,
}

impl Listed {
    pub(crate) fn new(py: &Py) -> Self {
        Self {
            older: AtomicPtr::new(ptr::null_mut()),
            identity: thread::identity(),
            native: thread::native_id(),
            process: std::process::id(),
            holder: py.lock_holder(),
            collecting: py.collector().running(),
        }
    }
}

/// A thread begins.
pub(crate) fn enter(thread: &'static Thread) {
    change(|| {
        thread.listed.older.store(YOUNGEST.load(Ordering::Acquire), Ordering::Release);
        YOUNGEST.store(ptr::from_ref(thread).cast_mut(), Ordering::Release);
    });
}

fn change(change: impl FnOnce()) {
    let process = std::process::id();
    loop {
        let before = CHANGES.load(Ordering::Relaxed);
        // Who changed the list when the process was forked does not do so here.
        let free = before != process;
        if free && CHANGES.compare_exchange(before, process, Ordering::Acquire, Ordering::Relaxed).is_ok() {
            break;
        }
        std::thread::yield_now();
    }
    change();
    CHANGES.store(0, Ordering::Release);
}

/// A thread ends.
pub(crate) fn leave(thread: &Thread) {
    change(|| {
        let mut link = &YOUNGEST;
        // SAFETY: who is in the list has not been freed, since it takes itself out before.
        while let Some(listed) = unsafe { link.load(Ordering::Acquire).as_ref() } {
            if ptr::eq(listed, thread) {
                link.store(thread.listed.older.load(Ordering::Acquire), Ordering::Release);
                break;
            }
            link = &listed.listed.older;
        }
    });
}

/// The word at an offset.
fn word(base: usize, offset: usize) -> Option<usize> {
    peek::word(base.checked_add(offset)?)
}

fn threads(out: Out, whose: Whose) {
    let mut thread = YOUNGEST.load(Ordering::Acquire).addr();
    let mut number = 0;
    while thread != 0 {
        if number == MOST_THREADS {
            out.text("...\n");
            break;
        }
        let seen = Seen { thread };
        thread = seen.word(offset_of!(Listed, older)).unwrap_or(0);
        if !seen.is_here() {
            continue;
        }
        match whose {
            Whose::This if seen.is_me() => {
                out.text("Stack (most recent call first):\n");
                return seen.frames(out);
            }
            Whose::This => {}
            Whose::All | Whose::Others => {
                if number > 0 {
                    out.text("\n");
                }
                let current = match whose {
                    Whose::Others => seen.has_lock(),
                    _ => seen.is_me(),
                };
                seen.write(out, current);
            }
        }
        number += 1;
    }
}

/// The address of a thread that may be gone.
struct Seen {
    thread: usize,
}

impl Seen {
    /// A word of what is listed of the thread.
    fn word(&self, offset: usize) -> Option<usize> {
        word(self.thread, offset_of!(Thread, listed) + offset)
    }

    /// Whether it is the thread that asks.
    fn is_me(&self) -> bool {
        self.word(offset_of!(Listed, identity)) == Some(thread::identity())
    }

    /// Whether the thread is one of this process, and not of one that this was forked from.
    fn is_here(&self) -> bool {
        let mut process = [0; size_of::<u32>()];
        let place = self.thread.wrapping_add(offset_of!(Thread, listed) + offset_of!(Listed, process));
        let known = peek::bytes(place, &mut process);
        self.is_me() || known && u32::from_ne_bytes(process) == std::process::id()
    }

    fn has_lock(&self) -> bool {
        let holder = self.word(offset_of!(Listed, holder)).and_then(peek::word);
        holder.is_some() && holder == word(self.thread, offset_of!(Thread, breaker))
    }

    fn write(&self, out: Out, current: bool) {
        out.text(if current { "Current thread 0x" } else { "Thread 0x" });
        out.hex(self.word(offset_of!(Listed, identity)).unwrap_or(0) as u64, 2 * size_of::<usize>());
        // A thread that has forked has another number than it began with.
        let native = self.word(offset_of!(Listed, native)).map(|native| native as i64);
        if let Some(native) = if self.is_me() { Some(thread::native_id()) } else { native } {
            write_name(out, native);
        }
        out.text(" (most recent call first):\n");
        let collecting = self.word(offset_of!(Listed, collecting)).and_then(peek::byte);
        if current && collecting == Some(1) {
            out.text("  Garbage-collecting\n");
        }
        self.frames(out);
    }

    fn frames(&self, out: Out) {
        let mut frame = word(self.thread, offset_of!(Thread, frame)).unwrap_or(0);
        for number in 0.. {
            let code = word(frame, offset_of!(Frame, code)).unwrap_or(0);
            if code == 0 {
                if number == 0 {
                    out.text("  <no Python frame>\n");
                }
                return;
            }
            if number == MOST_FRAMES {
                return;
            }
            write_frame(out, code, word(frame, offset_of!(Frame, instruction)));
            frame = frame.wrapping_sub(size_of::<Frame>());
        }
    }
}

/// The name that the system has for a thread of this process.
fn write_name(out: Out, native: i64) {
    let mut name = [0; thread::MAX_NAME + 1];
    let name = thread::name_of(native, &mut name);
    if !name.is_empty() {
        out.text(" [");
        for &byte in name {
            out.character(byte.into());
        }
        out.text("]");
    }
}

fn write_frame(out: Out, code: usize, instruction: Option<usize>) {
    out.text("  File ");
    match word(code, offset_of!(Code, filename)).and_then(text) {
        Some(outline) => {
            out.text("\"");
            write_text(out, outline);
            out.text("\"");
        }
        None => out.text("???"),
    }
    out.text(", line ");
    match instruction.and_then(|instruction| line(code, instruction)) {
        Some(line) => out.decimal(line.into()),
        None => out.text("???"),
    }
    out.text(" in ");
    match word(code, offset_of!(Code, name)).and_then(text) {
        Some(outline) => write_text(out, outline),
        None => out.text("???"),
    }
    out.text("\n");
}

fn text(object: usize) -> Option<Outline> {
    Outline::of(object, peek::word)
}

fn write_text(out: Out, text: Outline) {
    for index in 0..text.len.min(MOST_CHARACTERS) {
        let mut unit = [0; 4];
        let address = text.start.wrapping_add(index * text.width);
        let Some(bytes) = unit.get_mut(..text.width) else { return };
        if !peek::bytes(address, bytes) {
            return;
        }
        out.character(u32::from_le_bytes(unit));
    }
    if text.len > MOST_CHARACTERS {
        out.text("...");
    }
}

/// The line of an instruction.
fn line(code: usize, instruction: usize) -> Option<u32> {
    let units = word(code, offset_of!(Code, start))?;
    let unit = instruction.checked_sub(units)? / size_of::<u16>();
    let tables = code.checked_add(offset_of!(Code, tables))?;
    let mut first = [0; 4];
    if unit > MOST_UNITS || !peek::bytes(tables.checked_add(offset_of!(Tables, first_line))?, &mut first) {
        return None;
    }
    let (start, len) = data(tables.checked_add(offset_of!(Tables, lines))?)?;
    find_line(start, len, i32::from_ne_bytes(first), unit)
}

/// Where the bytes of a [`Data`](crate::code::Data) are, and how many.
fn data(place: usize) -> Option<(usize, usize)> {
    let (start, len) = (word(place, size_of::<usize>())?, word(place, 2 * size_of::<usize>())?);
    // An `Arc` begins with its two counts.
    let counts = if word(place, 0)? == 0 { 0 } else { 2 * size_of::<usize>() };
    Some((start.checked_add(counts)?, len))
}

/// Reads a line table piece by piece.
fn find_line(start: usize, len: usize, mut line: i32, unit: usize) -> Option<u32> {
    let (mut at, mut seen) = (0_usize, 0_usize);
    while at < len {
        let mut piece = [0; 128];
        let piece = piece.get_mut(..(len - at).min(128))?;
        if !peek::bytes(start.checked_add(at)?, piece) {
            return None;
        }
        let mut table = LineTable::new(piece, line);
        let mut whole = table.clone();
        for entry in table.by_ref() {
            seen += entry.code_units as usize;
            if unit < seen {
                return u32::try_from(entry.location.line).ok();
            }
            whole.next();
        }
        // The entry at the end of the piece may have been cut.
        let used = piece.len() - whole.bytes_left();
        line = whole.line();
        if used == 0 {
            return None;
        }
        at += used;
    }
    None
}

/// Writes which native modules are imported that `sys.stdlib_module_names` does not have.
fn modules(out: Out) {
    let youngest = YOUNGEST.load(Ordering::Acquire).addr();
    let mine = std::iter::successors(Some(youngest), |&thread| {
        Seen { thread }.word(offset_of!(Listed, older)).filter(|&older| older != 0)
    })
    .take(MOST_THREADS)
    .find(|&thread| Seen { thread }.is_me());
    if mine.is_some_and(|thread| Seen { thread }.has_lock()) {
        // SAFETY: the thread has the lock; objects are only looked at.
        unsafe { py::look(|py| write_modules(out, py)) };
    }
}

fn write_modules(out: Out, py: &Py) {
    let Some(sys) = run::sys_dict(py) else { return };
    let find = |name: &str| items(py, &sys).find(|(key, _)| key.get::<Str>().is_some_and(|it| it.is(name)));
    let Some((_, modules)) = find("modules") else { return };
    let known = find("stdlib_module_names").map(|(_, names)| names);
    let mut count = 0;
    for (_, module) in items(py, &modules) {
        let Some(name) = module.exact::<Module>().and_then(Module::native_name) else { continue };
        if known.as_ref().is_some_and(|known| has(py, known, name)) {
            continue;
        }
        out.text(if count == 0 { "\nExtension modules: " } else { ", " });
        out.text(name);
        count += 1;
    }
    if count > 0 {
        out.text(" (total: ");
        out.decimal(count);
        out.text(")\n");
    }
}

/// The items of a dict.
fn items<'a>(py: &'a Py, dict: &'a Value) -> impl Iterator<Item = (Value, Value)> + 'a {
    let mut position = 0;
    std::iter::from_fn(move || {
        let (key, value, next) = dict.get::<Dict>()?.next(py, position)?;
        position = next;
        Some((key, value))
    })
}

/// Whether a set has a text.
fn has(py: &Py, set: &Value, text: &str) -> bool {
    let mut position = 0;
    while let Some(entry) = set.borrow().any_set().and_then(|set| set.next(py, position)) {
        if entry.key.get::<Str>().is_some_and(|it| it.is(text)) {
            return true;
        }
        position = entry.position + 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Data;

    #[test]
    fn slices_are_where_they_are_looked_for() {
        for bytes in [Data::from(&b"abc"[..]), Data::Static(b"abc")] {
            assert_eq!(data((&raw const bytes).addr()), Some((bytes.as_ptr().addr(), 3)));
        }
        let boxed: Box<[u16]> = Box::from(&[1_u16, 2][..]);
        assert_eq!(word((&raw const boxed).addr(), 0), Some(boxed.as_ptr().addr()));
    }

    #[test]
    fn lines_are_found_in_long_tables() {
        let mut writer = taipan_bytecode::LineTableWriter::new(10);
        for line in 0..5000 {
            writer.push(taipan_text::Location::new(10 + line * 3 % 1000, 0, 10 + line * 3 % 1000, 200), 2);
        }
        let table = writer.finish();
        for unit in (0..10_000).step_by(7) {
            let found = find_line(table.as_ptr().addr(), table.len(), 10, unit);
            assert_eq!(found, Some(10 + (unit as u32 / 2) * 3 % 1000));
        }
        assert_eq!(find_line(table.as_ptr().addr(), table.len(), 10, 10_000), None);
        assert_eq!(find_line(8, 100, 10, 0), None);
    }
}
