//! Processor time of the whole process, since the machine may be shared, and medians.

use rustix::time::{ClockId, clock_gettime};

/// Seconds of processor time that this process has used, all threads together.
pub fn processor() -> f64 {
    seconds(ClockId::ProcessCPUTime)
}

/// Seconds of a clock on the wall.
pub fn wall() -> f64 {
    seconds(ClockId::Monotonic)
}

fn seconds(clock: ClockId) -> f64 {
    let time = clock_gettime(clock);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Runs `step` and says how much processor time it took.
pub fn timed<T>(step: impl FnOnce() -> T) -> (f64, T) {
    let begun = processor();
    let out = std::hint::black_box(step());
    (processor() - begun, out)
}

/// The middle one.
pub fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The time that so many hundredths of all stay below.
pub fn percentile(times: &mut [f64], hundredths: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    times[(times.len() * hundredths / 100).min(times.len() - 1)]
}
