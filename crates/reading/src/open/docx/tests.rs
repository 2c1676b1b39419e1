//! DOCX read to its raw text.
