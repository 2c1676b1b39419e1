//! Publishing: the pages of a case as a site that needs no server.

pub mod zip;
