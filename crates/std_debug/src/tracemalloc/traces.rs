//! Traces: for each block its size and its traceback. Equal tracebacks are kept once.

use std::cell::Cell;
use std::collections::TryReserveError;

use rustc_hash::FxHashMap;
use taipan_host::allocator;
use taipan_object::{Borrowed, Heap, Value};

/// A place in a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Frame {
    /// The word of the file's name.
    pub(super) file: usize,
    pub(super) line: u32,
}

/// Frames, the last call first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Traceback {
    pub(super) frames: Vec<Frame>,
    /// How many frames there were.
    pub(super) total: usize,
}

/// A block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trace {
    pub(super) domain: u32,
    pub(super) size: usize,
    /// The number of the traceback.
    pub(super) traceback: u32,
}

/// [`taipan_object::hooks::EvaluationHooks::places`]
pub(super) type Places = fn(Heap, usize, &mut dyn FnMut(Borrowed<'_>, u32)) -> usize;

/// The state of the module.
pub(super) struct Tracing {
    on: Cell<bool>,
    /// Whether nothing is added just now.
    paused: Cell<bool>,
    limit: Cell<usize>,
    places: Cell<Option<Places>>,
    /// Taken out while it is worked with: what the heap tells meanwhile is our own.
    data: Cell<Option<Box<Data>>>,
}

impl Default for Tracing {
    fn default() -> Self {
        Self {
            on: Cell::new(false),
            paused: Cell::new(false),
            limit: Cell::new(1),
            places: Cell::new(None),
            data: Cell::new(None),
        }
    }
}

impl Drop for Tracing {
    /// The interpreter ends.
    fn drop(&mut self) {
        if self.on.get() {
            allocator::watch(None);
        }
    }
}

#[derive(Default)]
struct Data {
    traces: FxHashMap<(u32, usize), Trace>,
    tracebacks: Vec<Traceback>,
    numbers: FxHashMap<Traceback, u32>,
    /// Names of files, by their words. They live as long as the traces.
    files: FxHashMap<usize, Value>,
    now: usize,
    peak: usize,
}

impl Tracing {
    pub(super) fn is_on(&self) -> bool {
        self.on.get()
    }

    pub(super) fn limit(&self) -> usize {
        self.limit.get()
    }

    pub(super) fn start(&self, limit: usize, places: Option<Places>) {
        self.limit.set(limit);
        self.places.set(places);
        self.data.set(Some(Box::default()));
        self.on.set(true);
    }

    pub(super) fn stop(&self) {
        self.on.set(false);
        drop(self.data.take());
    }

    pub(super) fn clear(&self) {
        let old = self.data.replace(self.on.get().then(Box::default));
        drop(old);
    }

    /// Whether blocks are not added; gives what was before.
    pub(super) fn pause(&self, paused: bool) -> bool {
        self.paused.replace(paused)
    }

    /// Works with the data. `None` where nothing is traced, or they are being worked with.
    fn with<R>(&self, work: impl FnOnce(&mut Data) -> R) -> Option<R> {
        let mut data = self.data.take()?;
        let result = work(&mut data);
        self.data.set(Some(data));
        Some(result)
    }

    /// A block was allocated, where the program is now.
    pub(super) fn add(&self, heap: Heap, domain: u32, address: usize, size: usize) {
        if self.paused.get() {
            return;
        }
        let (limit, places) = (self.limit.get(), self.places.get());
        // Where there is no memory for a trace, there is none of the block.
        let _ = self.with(|data| data.add(heap, (domain, address), size, limit, places));
    }

    /// A block was freed.
    pub(super) fn remove(&self, domain: u32, address: usize) {
        self.with(|data| data.remove((domain, address)));
    }

    pub(super) fn traceback(&self, domain: u32, address: usize) -> Option<Traceback> {
        self.with(|data| {
            let trace = data.traces.get(&(domain, address))?;
            data.tracebacks.get(trace.traceback as usize).cloned()
        })?
    }

    /// The name of a file.
    pub(super) fn file(&self, word: usize) -> Option<Value> {
        self.with(|data| data.files.get(&word).cloned())?
    }

    /// How many bytes there are, and have been at most.
    pub(super) fn sizes(&self) -> (usize, usize) {
        self.with(|data| (data.now, data.peak)).unwrap_or_default()
    }

    pub(super) fn reset_peak(&self) {
        self.with(|data| data.peak = data.now);
    }

    pub(super) fn own_memory(&self) -> usize {
        self.with(|data| data.memory()).unwrap_or(0)
    }

    /// All traces and tracebacks.
    pub(super) fn copy(&self) -> Result<(Vec<Trace>, Vec<Traceback>), TryReserveError> {
        let copy = self.with(|data| {
            let (mut traces, mut tracebacks) = (Vec::new(), Vec::new());
            traces.try_reserve_exact(data.traces.len())?;
            traces.extend(data.traces.values().copied());
            tracebacks.try_reserve_exact(data.tracebacks.len())?;
            tracebacks.extend(data.tracebacks.iter().cloned());
            Ok((traces, tracebacks))
        });
        copy.unwrap_or(Ok((Vec::new(), Vec::new())))
    }
}

impl Data {
    fn add(
        &mut self,
        heap: Heap,
        key: (u32, usize),
        size: usize,
        limit: usize,
        places: Option<Places>,
    ) -> Result<(), TryReserveError> {
        self.remove(key);
        let traceback = self.here(heap, limit, places);
        let traceback = self.number(traceback)?;
        self.traces.try_reserve(1)?;
        self.traces.insert(key, Trace { domain: key.0, size, traceback });
        self.now = self.now.saturating_add(size);
        self.peak = self.peak.max(self.now);
        Ok(())
    }

    fn remove(&mut self, key: (u32, usize)) {
        if let Some(trace) = self.traces.remove(&key) {
            self.now = self.now.saturating_sub(trace.size);
        }
    }

    /// Where the program is.
    fn here(&mut self, heap: Heap, limit: usize, places: Option<Places>) -> Traceback {
        let mut frames = Vec::new();
        let files = &mut self.files;
        let total = places.map_or(0, |places| {
            places(heap, limit, &mut |file, line| {
                if frames.try_reserve(1).is_ok() && files.try_reserve(1).is_ok() {
                    files.entry(file.word()).or_insert_with(|| file.to_value());
                    frames.push(Frame { file: file.word(), line });
                }
            })
        });
        if frames.is_empty() {
            // No code runs: 0 is the word of no file.
            frames.push(Frame { file: 0, line: 0 });
            return Traceback { frames, total: 1 };
        }
        Traceback { frames, total }
    }

    fn number(&mut self, traceback: Traceback) -> Result<u32, TryReserveError> {
        if let Some(&number) = self.numbers.get(&traceback) {
            return Ok(number);
        }
        self.tracebacks.try_reserve(1)?;
        self.numbers.try_reserve(1)?;
        let number = u32::try_from(self.tracebacks.len()).unwrap_or(u32::MAX);
        self.tracebacks.push(traceback.clone());
        self.numbers.insert(traceback, number);
        Ok(number)
    }

    /// How many bytes the data take.
    fn memory(&self) -> usize {
        let frames: usize = self.tracebacks.iter().map(|it| it.frames.capacity()).sum();
        self.traces.capacity() * size_of::<((u32, usize), Trace)>()
            + self.tracebacks.capacity() * size_of::<Traceback>()
            + self.numbers.capacity() * size_of::<(Traceback, u32)>()
            + self.files.capacity() * size_of::<(usize, Value)>()
            + 2 * frames * size_of::<Frame>()
    }
}
