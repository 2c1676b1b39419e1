//! What a date, a name and a citation *are*, as plain values.
//!
//! [`dates`] reads dates as historians write them and says what they bound; [`names`] folds and compares forms of names;
//! [`citations`] holds what a citation says, once found. Nothing here reads files or knows a clock.
//!
//! ```
//! use kaozheng_values::dates::parse_date;
//! let date = parse_date("late April 1949").value.expect("a date");
//! assert_eq!(date.edtf.as_deref(), Some("1949-04-21~/1949-04-30"));
//! assert_eq!(date.bounds.to_string(), "21 April 1949 to 30 April 1949");
//! ```

pub mod citations;
pub mod dates;
pub mod names;
