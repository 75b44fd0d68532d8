//! The channels of a process. An item is dropped only where no lock is held.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use taipan_object::runtime::Runtime;

use crate::data::{Data, Fallback};
use crate::queues::Unbound;

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    NotFound,
    Closed,
    /// For this interpreter.
    ClosedHere,
    /// While somebody waited.
    ClosedMeanwhile,
    Empty,
    NotEmpty,
}

/// Which ends of a channel are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Send,
    Receive,
    Both,
}

/// What becomes of an item whose sender waits.
#[derive(Default)]
pub(super) struct Delivery {
    /// Whether it was received; nothing while that is not decided.
    received: Mutex<Option<bool>>,
    decided: Condvar,
}

impl Delivery {
    fn decide(&self, received: bool) {
        lock(&self.received).get_or_insert(received);
        self.decided.notify_all();
    }

    /// Waits until it is decided whether the item was received, or until a point in time.
    pub(super) fn wait_until(&self, end: Instant) -> Option<bool> {
        let mut received = lock(&self.received);
        while received.is_none() {
            let left = end.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())?;
            received = self.decided.wait_timeout(received, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        *received
    }

    pub(super) fn is_received(&self) -> bool {
        *lock(&self.received) == Some(true)
    }
}

/// An item.
pub(super) struct Item {
    /// The interpreter that it is from.
    interpreter: i64,
    /// Nothing, once that interpreter has ended.
    pub(super) data: Option<Data>,
    pub(super) unbound: Unbound,
    delivery: Option<Arc<Delivery>>,
}

impl Item {
    pub(super) fn new(
        interpreter: i64,
        data: Data,
        unbound: Unbound,
        delivery: Option<Arc<Delivery>>,
    ) -> Self {
        Self { interpreter, data: Some(data), unbound, delivery }
    }

    /// Tells the sender that it was received.
    pub(super) fn received(&self) {
        if let Some(delivery) = &self.delivery {
            delivery.decide(true);
        }
    }
}

impl Drop for Item {
    fn drop(&mut self) {
        if let Some(delivery) = &self.delivery {
            delivery.decide(false);
        }
    }
}

/// A channel.
pub(super) struct Channel {
    pub(super) unbound: Unbound,
    pub(super) fallback: Fallback,
    state: Mutex<State>,
}

struct State {
    items: VecDeque<Item>,
    /// Interpreters and whether the end is open for them: the end that sends, the end that receives.
    ends: [Vec<(i64, bool)>; 2],
    open: bool,
    /// Whether nothing can be sent any more; when it is empty, it is closed.
    closing: bool,
}

/// What is known of a channel.
#[derive(Debug, Default)]
pub(super) struct ChannelState {
    pub(super) open: bool,
    pub(super) closing: bool,
    pub(super) closed: bool,
    pub(super) count: usize,
    /// Interpreters for which one end is open, or was: sending, receiving.
    pub(super) single: [[usize; 2]; 2],
    /// Interpreters that have used both ends: both are open, neither, only that which sends, only that which receives.
    pub(super) both: [usize; 4],
    /// For each end, whether it is open for this interpreter, and whether it was.
    pub(super) own: [[bool; 2]; 2],
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

const SENDING: usize = 0;
const RECEIVING: usize = 1;

impl State {
    /// Opens an end for an interpreter that uses it for the first time.
    fn associate(&mut self, interpreter: i64, end: usize) -> Result<(), Trouble> {
        if !self.open {
            return Err(Trouble::Closed);
        }
        match self.ends[end].iter().find(|(it, _)| *it == interpreter) {
            Some((_, true)) => Ok(()),
            Some((_, false)) => Err(Trouble::ClosedHere),
            None => {
                self.ends[end].push((interpreter, true));
                Ok(())
            }
        }
    }

    /// Closes an end for an interpreter, whether it has used it or not.
    fn release(&mut self, interpreter: i64, end: usize) {
        match self.ends[end].iter_mut().find(|(it, _)| *it == interpreter) {
            Some(entry) => entry.1 = false,
            None => self.ends[end].push((interpreter, false)),
        }
    }

    /// A channel is open as long as an end is, or before any is.
    fn is_used(&self) -> bool {
        self.ends.iter().flatten().any(|(_, open)| *open) || self.ends.iter().all(Vec::is_empty)
    }

    fn of(&self, interpreter: i64, end: usize) -> Option<bool> {
        self.ends[end].iter().find(|(it, _)| *it == interpreter).map(|(_, open)| *open)
    }
}

impl Channel {
    /// What is usual for its items, as numbers.
    pub(super) fn defaults(&self) -> [i64; 2] {
        [self.unbound as i64, i64::from(self.fallback == Fallback::Full)]
    }

    pub(super) fn is_closing(&self) -> bool {
        lock(&self.state).closing
    }

    pub(super) fn count(&self) -> usize {
        lock(&self.state).items.len()
    }

    /// Adds an item, which is dropped where that cannot be.
    pub(super) fn put(&self, item: Item) -> Result<(), Trouble> {
        let mut refused = Some(item);
        let mut state = lock(&self.state);
        let sender = refused.as_ref().map_or(0, |item| item.interpreter);
        let result = match state.closing {
            true => Err(Trouble::Closed),
            false => state.associate(sender, SENDING),
        };
        if result.is_ok() {
            state.items.extend(refused.take());
        }
        drop(state);
        drop(refused);
        result
    }

    /// Takes the item at the front.
    pub(super) fn take(&self, interpreter: i64) -> Result<Item, Trouble> {
        let mut state = lock(&self.state);
        state.associate(interpreter, RECEIVING)?;
        let item = state.items.pop_front();
        if state.closing && state.items.is_empty() {
            state.open = false;
        }
        item.ok_or(Trouble::Empty)
    }

    /// Takes an item back whose sender does not wait any more.
    pub(super) fn withdraw(&self, delivery: &Arc<Delivery>) -> Option<Item> {
        let mut state = lock(&self.state);
        let is_it = |item: &Item| item.delivery.as_ref().is_some_and(|it| Arc::ptr_eq(it, delivery));
        let place = state.items.iter().position(is_it)?;
        state.items.remove(place)
    }

    /// Closes ends for an interpreter.
    pub(super) fn release(&self, interpreter: i64, end: End) -> Result<(), Trouble> {
        let mut state = lock(&self.state);
        if !state.open {
            return Err(Trouble::Closed);
        }
        if end != End::Receive {
            state.release(interpreter, SENDING);
        }
        if end != End::Send {
            state.release(interpreter, RECEIVING);
        }
        state.open = state.is_used();
        Ok(())
    }

    /// Whether an end is open for an interpreter.
    pub(super) fn is_associated(&self, interpreter: i64, send: bool) -> bool {
        lock(&self.state).of(interpreter, if send { SENDING } else { RECEIVING }) == Some(true)
    }

    /// Closes it for all; gives what was in it.
    fn close(&self, force: bool) -> Result<VecDeque<Item>, Trouble> {
        let mut state = lock(&self.state);
        if !state.open {
            return Err(Trouble::Closed);
        }
        if !force && !state.items.is_empty() {
            return Err(Trouble::NotEmpty);
        }
        state.open = false;
        Ok(std::mem::take(&mut state.items))
    }

    /// What is from an interpreter that has ended becomes what its sender wanted, and its ends are closed.
    fn unbind(&self, interpreter: i64) -> Vec<Item> {
        let mut state = lock(&self.state);
        let mut dropped = Vec::new();
        for mut item in std::mem::take(&mut state.items) {
            if item.interpreter == interpreter && item.data.is_some() {
                if item.unbound == Unbound::Remove {
                    dropped.push(item);
                    continue;
                }
                let (data, delivery) = (item.data.take(), item.delivery.take());
                dropped.push(Item { interpreter, data, unbound: item.unbound, delivery });
            }
            state.items.push_back(item);
        }
        for ends in &mut state.ends {
            ends.iter_mut().filter(|(it, _)| *it == interpreter).for_each(|entry| entry.1 = false);
        }
        state.open = state.open && state.is_used();
        dropped
    }

    fn info(&self, interpreter: i64) -> ChannelState {
        let state = lock(&self.state);
        if !state.open {
            return ChannelState { closed: true, ..ChannelState::default() };
        }
        let mut info = ChannelState {
            open: !state.closing,
            closing: state.closing,
            count: state.items.len(),
            ..ChannelState::default()
        };
        for &(it, open) in &state.ends[SENDING] {
            match (open, state.of(it, RECEIVING)) {
                (open, None) => info.single[SENDING][usize::from(!open)] += 1,
                (true, Some(true)) => info.both[0] += 1,
                (false, Some(false)) => info.both[1] += 1,
                (true, Some(false)) => info.both[2] += 1,
                (false, Some(true)) => info.both[3] += 1,
            }
        }
        for &(it, open) in &state.ends[RECEIVING] {
            if state.of(it, SENDING).is_none() {
                info.single[RECEIVING][usize::from(!open)] += 1;
            }
        }
        for (end, own) in info.own.iter_mut().enumerate() {
            let open = state.of(interpreter, end);
            *own = [open == Some(true), open == Some(false)];
        }
        info
    }
}

struct Entry {
    /// Nothing, once it was closed for all.
    channel: Option<Arc<Channel>>,
    /// IDs that refer to it.
    references: usize,
}

/// The channels of a process.
#[derive(Default)]
pub(super) struct Channels(Mutex<Table>);

#[derive(Default)]
struct Table {
    next: i64,
    entries: BTreeMap<i64, Entry>,
}

impl Channels {
    /// Makes a channel; gives a reference to it, unless there are no numbers left.
    pub(super) fn create(self: &Arc<Self>, unbound: Unbound, fallback: Fallback) -> Option<ChannelReference> {
        let state =
            State { items: VecDeque::new(), ends: [Vec::new(), Vec::new()], open: true, closing: false };
        let channel = Some(Arc::new(Channel { unbound, fallback, state: Mutex::new(state) }));
        let mut table = lock(&self.0);
        let id = table.next;
        table.next = id.checked_add(1)?;
        table.entries.insert(id, Entry { channel, references: 1 });
        drop(table);
        Some(ChannelReference { id, channels: self.clone() })
    }

    /// A channel that is open.
    pub(super) fn find(&self, id: i64) -> Result<Arc<Channel>, Trouble> {
        self.find_any(id).and_then(|channel| match lock(&channel.state).open {
            true => Ok(channel.clone()),
            false => Err(Trouble::Closed),
        })
    }

    /// A channel that was not closed for all.
    pub(super) fn find_any(&self, id: i64) -> Result<Arc<Channel>, Trouble> {
        let table = lock(&self.0);
        table.entries.get(&id).ok_or(Trouble::NotFound)?.channel.clone().ok_or(Trouble::Closed)
    }

    /// All that were not closed for all, the newest first, each with a reference.
    pub(super) fn list(self: &Arc<Self>) -> Vec<(Arc<Channel>, ChannelReference)> {
        let mut table = lock(&self.0);
        let mut all = Vec::new();
        for (&id, entry) in table.entries.iter_mut().rev() {
            if let Some(channel) = entry.channel.clone() {
                entry.references += 1;
                all.push((channel, ChannelReference { id, channels: self.clone() }));
            }
        }
        all
    }

    pub(super) fn info(&self, id: i64, interpreter: i64) -> Option<ChannelState> {
        let channel = lock(&self.0).entries.get(&id)?.channel.clone();
        Some(match channel {
            Some(channel) => channel.info(interpreter),
            None => ChannelState { closed: true, ..ChannelState::default() },
        })
    }

    /// Refers to a channel, if there is one.
    pub(super) fn refer(self: &Arc<Self>, id: i64) -> Option<ChannelReference> {
        lock(&self.0).entries.get_mut(&id)?.references += 1;
        Some(ChannelReference { id, channels: self.clone() })
    }

    /// Takes a channel off the list; gives what was in it.
    pub(super) fn remove(&self, id: i64) -> Option<VecDeque<Item>> {
        let entry = lock(&self.0).entries.remove(&id)?;
        Some(entry.channel.and_then(|channel| channel.close(true).ok()).unwrap_or_default())
    }

    /// Closes a channel for all, at once or, where only the end that sends is meant, when it is empty. Gives what was in it.
    pub(super) fn close(
        &self,
        id: i64,
        only_sending: bool,
        force: bool,
    ) -> Result<Option<VecDeque<Item>>, Trouble> {
        let channel = self.find_any(id)?;
        if !force && only_sending && channel.is_closing() {
            return Err(Trouble::Closed);
        }
        match channel.close(force) {
            Ok(items) => {
                if let Some(entry) = lock(&self.0).entries.get_mut(&id) {
                    entry.channel = None;
                }
                Ok(Some(items))
            }
            Err(Trouble::NotEmpty) if only_sending => {
                lock(&channel.state).closing = true;
                Ok(None)
            }
            Err(reason) => Err(reason),
        }
    }
}

/// Sees to what an interpreter has put into channels that ends.
pub(super) fn interpreter_ended(runtime: &Runtime, interpreter: i64) {
    let channels = runtime.state::<Channels>();
    let all: Vec<_> = lock(&channels.0).entries.values().filter_map(|entry| entry.channel.clone()).collect();
    for channel in all {
        drop(channel.unbind(interpreter));
    }
}

/// A reference to a channel, which goes with the last.
pub(super) struct ChannelReference {
    id: i64,
    channels: Arc<Channels>,
}

impl ChannelReference {
    /// The channel's number.
    pub(super) fn id(&self) -> i64 {
        self.id
    }
}

impl Drop for ChannelReference {
    fn drop(&mut self) {
        let mut table = lock(&self.channels.0);
        let Some(entry) = table.entries.get_mut(&self.id) else { return };
        entry.references = entry.references.saturating_sub(1);
        if entry.references == 0 {
            let removed = table.entries.remove(&self.id);
            drop(table);
            drop(removed.and_then(|entry| entry.channel).map(|channel| channel.close(true)));
        }
    }
}
