//! Views: what is shown of a case, as plain fields.
