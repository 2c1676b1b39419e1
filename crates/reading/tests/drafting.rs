//! From a page to cards, on sentences made for the purpose: each rule of drafting once, and what must not be drafted.

use kaozheng_reading::find::{Named, Reading};
use kaozheng_reading::{ReadOptions, ReadResult, read, undecided};
use kaozheng_record::Kind;
use kaozheng_text::Original;
use std::collections::BTreeSet;

fn page(text: &str) -> ReadResult {
    let original = Original::new("orlov.txt", text.as_bytes().to_vec());
    read(&original, &ReadOptions::default())
        .expect("a text")
        .value
}

/// The cards of one kind, without where they were drafted from.
fn check(kind: Kind, text: &str) -> String {
    let own = |line: &&str| !line.starts_with("anchor:");
    let cards = page(text)
        .drafts
        .into_iter()
        .filter(|draft| draft.kind == kind);
    let cards: Vec<String> = cards
        .map(|d| d.card.lines().filter(own).collect::<Vec<_>>().join("\n"))
        .collect();
    cards.join("\n\n")
}

#[test]
fn a_dated_act_is_an_event() {
    insta::assert_snapshot!(check(Kind::Event, "The talks dragged on. On May 3, 1948, Ivan Orlov and Boris Petrov met in Vienna.¹⁾ The next day, Orlov sent a long telegram to Petrov.²⁾\n\n1) Lin Bo, *Hai shang* (Beijing: Sea Press, 1991), p. 4.\n2) Ibid., p. 5.\n"), @r"
    event: ivan-orlov-met-1948-05-03
    from: orlov, n. 1
    > On May 3, 1948, Ivan Orlov and Boris Petrov met in Vienna.
    title: Ivan Orlov and Boris Petrov met in Vienna
    type: meeting
    when: May 3, 1948
    where: Vienna
    who: ivan-orlov; boris-petrov
    drafted: a dated act with its subject

    event: ivan-orlov-sent-1948-05-04
    from: orlov, n. 2
    > The next day, Orlov sent a long telegram to Petrov.
    title: Orlov sent a long telegram to Petrov
    type: message
    when: 4 May 1948
    sender: ivan-orlov
    recipient: boris-petrov
    drafted: a dated message
    ");
}

#[test]
fn what_did_not_happen_is_no_event() {
    insta::assert_snapshot!(check(Kind::Event, "On May 3, 1948, Ivan Orlov did not sign the paper. If Ivan Orlov signed in 1949, all was lost. In 1950 Ivan Orlov wanted to order an attack. Lin Bo argued that Ivan Orlov signed the treaty on May 4, 1948."), @"");
}

#[test]
fn a_date_of_what_is_to_be_done_is_not_the_date_of_the_order() {
    insta::assert_snapshot!(check(Kind::Event, "That evening Ivan Orlov ordered the fleet to sail on May 9, 1948."), @"");
}

#[test]
fn words_with_a_speaker_are_statements() {
    insta::assert_snapshot!(check(Kind::Statement, "Ivan Orlov told Boris Petrov that the fleet would sail. He added: “We shall not wait for the spring to come.” According to Boris Petrov, nobody believed it. Some scholars denied that charge. It seems to me that Orlov was bluffing.¹⁾\n\n1) Lin Bo, *Hai shang* (Beijing: Sea Press, 1991), p. 4.\n"), @r"
    statement: ivan-orlov-fleet-would-sail
    from: orlov, n. 1
    > Ivan Orlov told Boris Petrov that the fleet would sail.
    speaker: ivan-orlov
    said-to: boris-petrov
    says: The fleet would sail.
    drafted: a verb of saying with its speaker

    statement: ivan-orlov-shall-wait-spring-come
    from: orlov, n. 1
    > He added: “We shall not wait for the spring to come.”
    speaker: ivan-orlov
    says: We shall not wait for the spring to come.
    note: “He” is taken for Ivan Orlov, the subject of the sentence before.
    drafted: words in quotation marks with their speaker

    statement: boris-petrov-nobody-believed
    from: orlov, n. 1
    > According to Boris Petrov, nobody believed it.
    speaker: boris-petrov
    says: Nobody believed it.
    drafted: according to somebody

    statement: some-scholars-some-scholars-denied-that
    from: orlov, n. 1
    > Some scholars denied that charge.
    speaker: some scholars
    says: Some scholars denied that charge.
    drafted: a group of speakers without a name

    statement: author-orlov-bluffing
    from: orlov
    > It seems to me that Orlov was bluffing.
    speaker: the author of orlov
    says: Orlov was bluffing.
    hedge: it seems to me
    drafted: the author's own view
    ");
}

#[test]
fn kim_il_is_never_kim_il_sung() {
    let result = page(
        "In spring Kim Il visited the capital. In autumn Kim Il-sung visited it too. Later Kim wrote a letter. Mao Zedong answered; Mao was glad.",
    );
    let names: Vec<(String, String, usize)> = result
        .mentions
        .iter()
        .filter_map(|m| match &m.reading {
            Reading::Name {
                form,
                full,
                named: Named::Person,
            } => Some((form.clone(), full.clone(), m.rivals.len())),
            _ => None,
        })
        .collect();
    let shown: Vec<String> = names
        .iter()
        .map(|(form, full, rivals)| format!("{form} = {full} ({rivals})"))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    Kim Il = Kim Il (0)
    Kim Il-sung = Kim Il-sung (0)
    Kim = Kim (2)
    Mao Zedong = Mao Zedong (0)
    Mao = Mao Zedong (0)
    ");
}

#[test]
fn what_was_decided_is_not_proposed_again() {
    let text =
        "On May 3, 1948, Ivan Orlov visited Vienna. Ivan Orlov said that the fleet would sail.";
    let drafts = page(text).drafts;
    let decided: BTreeSet<String> = [drafts[0].key()].into();
    let left = undecided(drafts.clone(), &decided);
    assert_eq!(left.len(), drafts.len() - 1);
    let again = page(&text.replace(". ", ".\n")).drafts;
    let keys = |drafts: &[kaozheng_reading::Draft]| {
        drafts
            .iter()
            .skip(1)
            .map(kaozheng_reading::Draft::key)
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(
        keys(&again),
        keys(&drafts),
        "keys hang on how the lines are broken"
    );
}

#[test]
fn what_another_does_behind_a_comma_is_not_the_first_ones() {
    let letters = "Ivan Orlov and Boris Petrov met in 1948. Orlov wrote to Petrov on 3 May 1948, Petrov answered on the 9th, and both were glad.";
    insta::assert_snapshot!(check(Kind::Event, letters), @r"
    event: ivan-orlov-met-1948
    from: orlov
    > Ivan Orlov and Boris Petrov met in 1948.
    title: Ivan Orlov and Boris Petrov met in 1948
    type: meeting
    when: 1948
    who: ivan-orlov; boris-petrov
    drafted: a dated act with its subject
    
    event: ivan-orlov-wrote-to-1948-05-03
    from: orlov
    > Orlov wrote to Petrov on 3 May 1948, Petrov answered on the 9th, and both were glad.
    title: Orlov wrote to Petrov on 3 May 1948
    type: message
    when: 3 May 1948
    sender: ivan-orlov
    recipient: boris-petrov
    drafted: a dated message
    ");
    insta::assert_snapshot!(check(Kind::Statement, letters), @"");
}

#[test]
fn a_speaker_is_not_his_own_reporter() {
    insta::assert_snapshot!(check(Kind::Statement, "Minister Orlov said that he had seen the letter.¹⁾\n\n1) Ivan B. Orlov, *Memoirs* (Oslo: Sea Press, 1991), p. 4.\n"), @r"
    statement: orlov-2-seen-letter
    from: ivan-b-orlov-1991, via orlov, n. 1
    > Minister Orlov said that he had seen the letter.
    speaker: orlov-2
    says: He had seen the letter.
    drafted: a verb of saying with its speaker
    ");
}

#[test]
fn a_noun_shared_by_two_peoples_keeps_both() {
    let troops = "British and Soviet troops had entered the bay in August 1941.";
    insta::assert_snapshot!(check(Kind::Event, troops), @r"
    event: soviet-troops-entered-1941-08
    from: orlov
    > British and Soviet troops had entered the bay in August 1941.
    title: British and Soviet troops had entered the bay in August 1941
    type: other
    when: August 1941
    who: soviet-troops
    drafted: a dated act with its subject
    ");
}

#[test]
fn a_memoir_named_in_the_text_is_kept_where_the_note_cites_an_article() {
    insta::assert_snapshot!(check(Kind::Statement, "Ivan Orlov, the clerk, remembered in his memoirs, he saw Boris Petrov burn the letter.¹⁾\n\n1) Lin Bo, \"Shao ivan shi,\" (\"The Burnt Letter\"), *Sea Review*, No. 4, 1993.\n"), @r"
    statement: ivan-orlov-boris-petrov-burn-letter
    from: lin-bo-1993, via orlov, n. 1
    > Ivan Orlov, the clerk, remembered in his memoirs, he saw Boris Petrov burn the letter.
    speaker: ivan-orlov
    reported-by: Lin Bo
    says: He saw Boris Petrov burn the letter.
    body-says: in his memoirs
    drafted: a verb of saying with its speaker
    ");
}
