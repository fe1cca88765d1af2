//! The time that this thread has run, as criterion measures: what else the machine does matters less.

use std::time::Duration;

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use nomenclator_made::thread_time;

/// Time of the thread; where the system does not say, the time of day.
pub struct ThreadTime;

impl Measurement for ThreadTime {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        thread_time()
    }

    fn end(&self, begun: Duration) -> Duration {
        thread_time().saturating_sub(begun)
    }

    fn add(&self, a: &Duration, b: &Duration) -> Duration {
        *a + *b
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        WallTime.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}
