//! What `--stats` says: bytes, seconds (of the parts of a stage too), MB/s and peak memory.

use crate::screen::remark;
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// The clock and the counter of one run.
pub(crate) struct Stats {
    begun: Instant,
    bytes: Arc<AtomicU64>,
    /// The time of each step.
    pub(crate) seconds: Seconds,
    /// The time of each part of a stage that has parts.
    pub(crate) parts: Parts,
}

/// How long the parts of a stage took by name, all threads together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts(Arc<Mutex<BTreeMap<&'static str, f64>>>);

impl Parts {
    /// Runs `part` and counts its time under `name`.
    pub(crate) fn timed<T>(&self, name: &'static str, part: impl FnOnce() -> T) -> T {
        let mut seconds = 0.0;
        let out = timed(&mut seconds, part);
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *parts.entry(name).or_default() += seconds;
        out
    }

    /// Each part as a member of a JSON object, a comma before it.
    fn members(&self) -> String {
        let parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let member = |(name, seconds): (&&str, &f64)| format!(",\"{name}\":{seconds:.3}");
        parts.iter().map(member).collect()
    }
}

/// How long reading and answering took; what is left of the whole is writing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seconds {
    reading: f64,
    answering: f64,
}

impl Seconds {
    /// Runs `step` and counts its time as reading.
    pub(crate) fn reading<T>(&mut self, step: impl FnOnce() -> T) -> T {
        timed(&mut self.reading, step)
    }

    /// Runs `step` and counts its time as answering.
    pub(crate) fn answering<T>(&mut self, step: impl FnOnce() -> T) -> T {
        timed(&mut self.answering, step)
    }
}

fn timed<T>(seconds: &mut f64, step: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let out = step();
    *seconds += begun.elapsed().as_secs_f64();
    out
}

/// Input that counts the bytes taken from it.
pub(crate) struct Counted {
    inner: Box<dyn BufRead + Send>,
    bytes: Arc<AtomicU64>,
}

impl Stats {
    /// Starts the clock.
    pub(crate) fn start() -> Stats {
        Stats {
            begun: Instant::now(),
            bytes: Arc::default(),
            seconds: Seconds::default(),
            parts: Parts::default(),
        }
    }

    /// `inner`, counted.
    pub(crate) fn counted(&self, inner: Box<dyn BufRead + Send>) -> Counted {
        Counted {
            inner,
            bytes: Arc::clone(&self.bytes),
        }
    }

    /// Prints the figures on standard error, one line of JSON.
    pub(crate) fn tell(&self, stage: &str) {
        let bytes = self.bytes.load(Ordering::Relaxed);
        let seconds = self.begun.elapsed().as_secs_f64();
        let speed = bytes as f64 / 1e6 / seconds.max(1e-9);
        let peak = peak_memory().map_or("null".to_owned(), |bytes| bytes.to_string());
        let Seconds { reading, answering } = self.seconds;
        let parts = self.parts.members();
        remark(&format!(
            "{{\"stage\":\"{stage}\",\"bytes\":{bytes},\"seconds\":{seconds:.3},\"reading\":{reading:.3},\"answering\":{answering:.3}{parts},\"mb_per_second\":{speed:.2},\"peak_bytes\":{peak}}}"
        ));
    }
}

/// The most memory this process has held, in bytes; `None` where the system does not say.
pub(crate) fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.bytes.fetch_add(amount as u64, Ordering::Relaxed);
        self.inner.consume(amount);
    }
}
