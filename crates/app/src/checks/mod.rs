//! Checks of the folder: what only the room with files can see. And the list of every check there is.

pub(crate) mod entry_not_understood;
pub(crate) mod essay_cites_no_card;
pub(crate) mod file_unreadable;
pub(crate) mod original_unread;
pub(crate) mod phrase_not_understood;
pub(crate) mod settings_not_understood;

use kaozheng_record::Check;

/// Every check of every room, in order of code.
pub(crate) fn all() -> Vec<Check> {
    let own = [
        entry_not_understood::CHECK,
        essay_cites_no_card::CHECK,
        file_unreadable::CHECK,
        original_unread::CHECK,
        phrase_not_understood::CHECK,
        settings_not_understood::CHECK,
    ];
    let case = kaozheng_case::checks::CHECKS
        .iter()
        .map(|check| check.check);
    let mut all: Vec<Check> = own.into_iter().chain(case).collect();
    all.extend_from_slice(kaozheng_record::checks::FORM_CHECKS);
    all.sort_by_key(|check| check.code);
    all.dedup_by_key(|check| check.code);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_explains_itself() {
        for check in all() {
            for part in [check.what(), check.why(), check.example(), check.mending()] {
                assert!(!part.is_empty(), "{} leaves a part out", check.code);
            }
        }
    }
}
