//! Placeholder of the lead so that `record` compiles; the values helper replaces this file whole.

/// Dates.
pub mod dates {
    /// Minutes since 0001-01-01T00:00.
    pub type Tick = i64;
    /// Closed bounds; `None` is unbounded.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Bounds {
        /// First tick.
        pub earliest: Option<Tick>,
        /// Last tick.
        pub latest: Option<Tick>,
    }
    /// A date.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Date {
        /// As written.
        pub words: String,
        /// What it allows.
        pub bounds: Bounds,
    }
}
