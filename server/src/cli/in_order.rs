//! Work on all cores, results in order, memory bounded.
//!
//! Threads take items from the front of the list; the caller takes results in the order of the items.
//! No thread runs further ahead of the caller than a window of items, so that what is held never grows
//! with the list. One slow item holds up the output, not the work behind it (as far as the window).

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many items a thread may be ahead of the output.
const WINDOW: usize = 32;

/// The work on an item panicked: a defect of ours. The others go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Panicked;

/// What to say of it.
pub const DEFECT: &str = "This could not be judged, by a defect of this program. Please report it.";

struct State<T> {
    /// The first item that nobody works on.
    next: usize,
    /// How many results the caller has taken.
    taken: usize,
    /// Results that the caller has not taken, by item.
    done: BTreeMap<usize, Result<T, Panicked>>,
    /// Whether the caller wants no more.
    stop: bool,
}

/// Does `work` on each item and hands the results to `take`, in the order of the items, until there are
/// no more or it wants no more (`false`, or an error, which is returned).
pub fn in_order<I: Sync, T: Send>(
    items: &[I],
    threads: usize,
    work: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(&I, Result<T, Panicked>) -> io::Result<bool>,
) -> io::Result<()> {
    let threads = threads.clamp(1, items.len().max(1));
    let shared = Mutex::new(State { next: 0, taken: 0, done: BTreeMap::new(), stop: false });
    let changed = Condvar::new();
    let lock = || shared.lock().unwrap_or_else(PoisonError::into_inner);
    let wait = |state: MutexGuard<'_, State<T>>| drop(changed.wait(state).unwrap_or_else(PoisonError::into_inner));

    let worker = || {
        loop {
            let mut state = lock();
            if state.stop || state.next == items.len() {
                return;
            }
            if state.next >= state.taken + threads * WINDOW {
                wait(state);
                continue;
            }
            let ix = state.next;
            state.next += 1;
            drop(state);
            let result = catch_unwind(AssertUnwindSafe(|| work(&items[ix]))).map_err(|_| Panicked);
            lock().done.insert(ix, result);
            changed.notify_all();
        }
    };

    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(worker);
        }
        let mut outcome = Ok(true);
        for (ix, item) in items.iter().enumerate() {
            let result = loop {
                let mut state = lock();
                if let Some(result) = state.done.remove(&ix) {
                    state.taken = ix + 1;
                    break result;
                }
                wait(state);
            };
            changed.notify_all();
            outcome = take(item, result);
            if !matches!(outcome, Ok(true)) {
                break;
            }
        }
        lock().stop = true;
        changed.notify_all();
        outcome.map(drop)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(count: u64, threads: usize) -> Vec<u64> {
        let items: Vec<u64> = (0..count).collect();
        let mut taken = Vec::new();
        let slow_first = |item: &u64| {
            if item.is_multiple_of(100) {
                thread::sleep(std::time::Duration::from_millis(2));
            }
            item * item
        };
        in_order(&items, threads, slow_first, |_, result| {
            taken.push(result.unwrap());
            Ok(true)
        })
        .unwrap();
        taken
    }

    #[test]
    fn the_order_is_that_of_the_items() {
        let expected: Vec<u64> = (0..1000).map(|item| item * item).collect();
        for threads in [1, 2, 8] {
            assert_eq!(squares(1000, threads), expected);
        }
        assert!(squares(0, 4).is_empty());
    }

    #[test]
    fn a_panic_costs_one_item() {
        let mut panicked = Vec::new();
        let work = |item: &u32| assert!(*item != 3, "on purpose");
        in_order(&[1, 2, 3, 4], 2, work, |item, result| {
            panicked.extend(result.is_err().then_some(*item));
            Ok(true)
        })
        .unwrap();
        assert_eq!(panicked, [3]);
    }

    #[test]
    fn whoever_takes_may_stop() {
        let items: Vec<u32> = (0..10_000).collect();
        let mut taken = 0;
        in_order(
            &items,
            4,
            |item| *item,
            |_, _| {
                taken += 1;
                Ok(taken < 10)
            },
        )
        .unwrap();
        assert_eq!(taken, 10);
        let failed = in_order(&items, 4, |item| *item, |_, _| Err(io::Error::other("full")));
        assert!(failed.is_err());
    }
}
