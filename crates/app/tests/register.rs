//! A register of alliances becomes a source like any other, and goes again as one.

mod run;

use run::TestCase;

const CARDS: &str = "source: essay\n\nbody: north\nname: North [en]\n\nbody: south\nname: South [en]\n\n\
                     event: pact\nfrom: essay, p. 3\ntype: tie\nwho: north; south\nform: formal\nsigned: 1901\n";

const REGISTER: &str = "id,member,begyr,begmo,begday,endyr,defense\n\
                        7,10,1902,5,1,1910,1\n7,20,1902,5,1,1910,1\n8,20,1903,0,0,0,1\n8,30,1903,0,0,0,1\n9,10,,,,,1\n";

const NAMES: &str = "cowcode,country_name\n10,North\n20,The South\n30,East\n";

#[test]
fn a_register_is_put_in_compared_and_taken_out() {
    let case = TestCase::new();
    case.write("cards/pact.card", CARDS);
    case.write("pacts.csv", REGISTER);
    case.write("names.csv", NAMES);
    let [file, names] =
        ["pacts.csv", "names.csv"].map(|name| case.file(name).display().to_string());
    let all = [
        "--from", "register", "--names", &names, "--party", "20=south", "--begins", "signed",
    ];
    let arguments: Vec<&str> = std::iter::once(file.as_str()).chain(all).collect();
    let first = case.run("import", &arguments).out(0);
    assert!(
        first.starts_with("cards/pacts.card: the register and 1 tie; 1 tie of others is left out."),
        "{first}"
    );
    assert!(
        first.contains("pacts.csv:6:1"),
        "a row without a date is told: {first}"
    );
    let asked = case.run("ask", &["ties on 1 June 1902"]).out(0);
    // The terminal breaks lines where they end; what is said does not depend on it.
    let asked = asked.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        asked.contains(
            "pact and pacts-7 differ on one tie: signed 1901 by essay, 1 May 1902 by pacts"
        ),
        "{asked}"
    );
    let without = case.run("without", &["pacts"]).out(0);
    assert!(without.contains("pacts-7"), "{without}");
    let again = case.run("import", &arguments).err(2);
    assert!(
        again.contains("the case has a card `pacts` already"),
        "{again}"
    );
}

#[test]
fn a_party_that_is_no_body_of_the_case_is_refused() {
    let case = TestCase::new();
    case.write("cards/pact.card", CARDS);
    case.write("pacts.csv", REGISTER);
    let file = case.file("pacts.csv").display().to_string();
    let told = case
        .run(
            "import",
            &[&file, "--from", "register", "--party", "20=nobody"],
        )
        .err(2);
    assert!(
        told.contains("no body of the case is called `nobody`"),
        "{told}"
    );
}
