//! A dispute: both sides by independent root, grades, standards, and a switch on every source.

use super::frame::{card_link, card_links, with_links};
use super::inbox::{here, who};
use super::{Desk, Place, Visit};
use crate::views::StandingView;
use crate::views::dispute::EvidenceLine;
use crate::views::standing::{Asked, GradeOnCard, RivalLine, Switch};
use kaozheng_record::schema::GRADES;
use maud::{Markup, html};

pub(super) fn view(desk: &Desk, visit: &Visit, id: &str) -> Option<StandingView> {
    let query = &visit.query;
    let listed = query.all("without").flat_map(|ids| ids.split(','));
    let asked = Asked {
        without: listed.map(str::trim).filter(|id| !id.is_empty()).collect(),
        suspected: query.get("suspected").is_some(),
        standard: query.get("standard").unwrap_or_default(),
    };
    StandingView::of(&desk.case, &desk.record, id, &asked)
}

pub(super) fn page(desk: &Desk, visit: &Visit, view: &StandingView) -> (String, Markup) {
    let id = &view.dispute.matter;
    let title = match view.dispute.says.is_empty() {
        true => id,
        false => &view.dispute.says,
    };
    let body = html! {
        @if visit.is_served() { script type="module" src=(visit.addresses.asset("dispute.js")) {} }
        p.kind { (visit.say("in-dispute")) " " (card_link(visit, id)) }
        h1 { (title) }
        div #weighed {
            (verdict(visit, view))
            (standards(visit, view))
            (sides(desk, visit, view))
            p { a href=(visit.to(&Place::Grades)) { (visit.say("grades")) } }
            (dead(desk, visit, view))
            (rival_list(visit, &view.rivals))
            (switches(visit, view))
            (because(desk, visit, view))
        }
        @if visit.may_write { (who(visit)) }
    };
    (title.clone(), body)
}

/// The verdict in a sentence, with the one before beside it when something is switched.
fn verdict(visit: &Visit, view: &StandingView) -> Markup {
    html! {
        p.verdict-line role="status" aria-live="polite" {
            @if let Some(before) = &view.before {
                span.before { (visit.say("as-cards-stand")) ": " (visit.words.term(before)) "." } " "
                @if !view.without.is_empty() {
                    (visit.say("without")) " " (card_links(visit, view.without.iter().map(String::as_str)))
                    @if view.suspected { ", " (visit.say("with-suspected")) }
                } @else { (visit.say("with-suspected")) }
                ": " strong.verdict { (visit.words.term(&view.verdict)) } ". "
                @if *before == view.verdict { (visit.say("verdict-stays")) } @else { em { (visit.say("verdict-moves")) } }
            } @else {
                strong.verdict { (visit.words.term(&view.verdict)) }
            }
        }
    }
}

fn standards(visit: &Visit, view: &StandingView) -> Markup {
    let asked = view.answer.standard.as_deref().unwrap_or_default();
    html! {
        div.scroll tabindex="0" role="region" aria-label=(visit.say("standards")) {
            table.standards {
                caption { (visit.say("standards")) }
                thead { tr { @for line in &view.standards { th scope="col" {
                    @let query = visit.query.with("standard", &line.standard);
                    @if visit.is_served() {
                        a href=(format!("{}{}", visit.to(&visit.place), query.written())) aria-current=[(line.standard == asked).then_some("true")] { (visit.words.term(&line.standard)) }
                    } @else { (visit.words.term(&line.standard)) }
                } } } }
                tbody { tr { @for line in &view.standards {
                    td class=(line.met) { (visit.words.term(&format!("met {}", line.met))) }
                } } }
            }
        }
    }
}

fn sides(desk: &Desk, visit: &Visit, view: &StandingView) -> Markup {
    let widths = |at: usize| {
        let [decisive, strong, fair, weak] = view.dispute.sides[at].widths;
        html! {
            span.widths {
                (visit.say("independent-lines")) ": " (weak)
                @if fair > 0 { ", " (fair) " " (visit.words.term("fair")) "+" }
                @if strong > 0 { ", " (strong) " " (visit.words.term("strong")) "+" }
                @if decisive > 0 { ", " (decisive) " " (visit.words.term("decisive")) }
            }
        }
    };
    html! {
        @if view.rows.is_empty() { p.empty { (visit.say("no-evidence-yet")) } }
        @else {
            div.scroll tabindex="0" role="region" aria-label=(visit.say("evidence")) {
                table.sides {
                    thead { tr {
                        th scope="col" { (visit.say("rests-on-root")) }
                        th scope="col" { (visit.say("side-for")) br; (widths(0)) }
                        th scope="col" { (visit.say("side-against")) br; (widths(1)) }
                    } }
                    tbody { @for row in &view.rows { tr {
                        th scope="row" {
                            @if row.roots.is_empty() { (visit.say("no-root")) }
                            (card_links(visit, row.roots.iter().map(String::as_str)))
                            @if row.pro.len() > 1 || row.con.len() > 1 { p.once { (visit.say("counts-once")) } }
                        }
                        td data-side=[(!row.pro.is_empty()).then_some(visit.say("side-for"))] { (lines(desk, visit, view, &row.pro)) }
                        td data-side=[(!row.con.is_empty()).then_some(visit.say("side-against"))] { (lines(desk, visit, view, &row.con)) }
                    } } }
                }
            }
        }
    }
}

fn lines(desk: &Desk, visit: &Visit, view: &StandingView, lines: &[EvidenceLine]) -> Markup {
    html! { @for line in lines { (evidence(desk, visit, view, line)) } }
}

/// One line of evidence: what it says, its grade with the reason, and a form to judge it otherwise.
fn evidence(desk: &Desk, visit: &Visit, view: &StandingView, line: &EvidenceLine) -> Markup {
    let graded = view.graded.get(&line.id);
    html! {
        article.line id=(format!("line-{}", line.id)) {
            p.says { (line.says) " " (card_link(visit, &line.id)) }
            p.graded {
                span.grade data-grade=(line.grade) { (visit.words.term(&line.grade)) }
                " " span.why { (line.graded) }
                @if let Some(graded) = graded.filter(|graded| !graded.because.is_empty()) { ": " (graded.because) }
            }
            @if let Some(bond) = &line.bond { p.bond { (with_links(desk, visit, bond)) } }
            @if !line.premises.is_empty() {
                p.premises { (visit.say("premises")) ": " (card_links(visit, line.premises.iter().map(String::as_str))) }
            }
            @if let Some(graded) = graded.filter(|_| visit.may_write && !visit.by.is_empty()) { (judge(visit, &line.id, graded)) }
        }
    }
}

fn judge(visit: &Visit, id: &str, graded: &GradeOnCard) -> Markup {
    html! {
        details.judge {
            summary { (visit.say("judge")) }
            form method="post" action="/grade" {
                input type="hidden" name="card" value=(id);
                input type="hidden" name="hash" value=(graded.hash);
                input type="hidden" name="next" value=(here(visit));
                fieldset {
                    legend { (visit.say("grade")) }
                    @for grade in GRADES {
                        label { input type="radio" name="grade" value=(grade) required checked[graded.grade == grade]; " " (visit.words.term(grade)) } " "
                    }
                }
                label for=(format!("b-{id}")) { (visit.say("because")) }
                " " input #(format!("b-{id}")) name="because" required value=(graded.because);
                " " button type="submit" { (visit.say("write-on-card")) }
            }
        }
    }
}

fn dead(desk: &Desk, visit: &Visit, view: &StandingView) -> Markup {
    html! {
        @if !view.dispute.dead.is_empty() {
            section.dead {
                h2 { (visit.say("does-not-count")) }
                ul { @for line in &view.dispute.dead {
                    li { (line.says) " " (card_link(visit, &line.id)) ": " (with_links(desk, visit, line.dead.as_deref().unwrap_or_default())) "." }
                } }
            }
        }
    }
}

fn rival_list(visit: &Visit, rivals: &[RivalLine]) -> Markup {
    html! {
        @if !rivals.is_empty() {
            section.rivals {
                h2 { (visit.say("cannot-be-beside")) }
                ul { @for rival in rivals {
                    li { a href=(visit.to(&Place::Dispute(rival.id.clone()))) { (if rival.says.is_empty() { &rival.id } else { &rival.says }) } ": " strong { (visit.words.term(&rival.verdict)) } }
                } }
            }
        }
    }
}

/// A switch for every source: what the verdict is without it. Without a script a button shows it.
fn switches(visit: &Visit, view: &StandingView) -> Markup {
    let standard = visit.query.get("standard");
    html! {
        @if !view.switches.is_empty() {
            section.switches {
                h2 { (visit.say("if-a-source-falls")) }
                form #switches method="get" action=(visit.to(&visit.place)) {
                    @if let Some(standard) = standard { input type="hidden" name="standard" value=(standard); }
                    ul { @for switch in &view.switches { li { (switch_line(visit, switch)) } } }
                    @if let Some(verdict) = &view.if_suspected {
                        p {
                            @if visit.is_served() { label { input type="checkbox" name="suspected" value="1" checked[view.suspected]; " " (visit.say("suspected-count")) } }
                            @else { (visit.say("suspected-count")) }
                            ": " em { (visit.words.term(verdict)) }
                        }
                    }
                    @if visit.is_served() {
                        button type="submit" { (visit.say("show-without")) }
                        @if view.before.is_some() { " " a href=(visit.to(&visit.place)) { (visit.say("all-count")) } }
                    }
                }
                @if view.untried > 0 { p.empty { (visit.words.say_of("untried", view.untried)) } }
            }
        }
    }
}

fn switch_line(visit: &Visit, switch: &Switch) -> Markup {
    let words = match switch.on {
        true => visit.say("without-it"),
        false => visit.say("with-it-again"),
    };
    let title = match switch.title.is_empty() {
        true => &switch.source,
        false => &switch.title,
    };
    html! {
        @if visit.is_served() {
            label { input type="checkbox" name="without" value=(switch.source) checked[!switch.on]; " " (title) }
        } @else { (title) }
        " " a.id href=(visit.to(&Place::Source(switch.source.clone()))) { (switch.source) }
        @if let Some(then) = &switch.then {
            " " span class=(if switch.moves { "then moves" } else { "then" }) {
                (words) ": "
                @if switch.moves { strong { (visit.words.term(then)) } } @else { (visit.say("the-same")) }
            }
        }
    }
}

/// Why it is so, sentence by sentence, what would change it, and what is missing.
fn because(desk: &Desk, visit: &Visit, view: &StandingView) -> Markup {
    let sentences = |heading: &str, sentences: &[String], ordered: bool| {
        html! {
            @if !sentences.is_empty() {
                section {
                    h2 { (heading) }
                    @if ordered { ol.steps { @for sentence in sentences { li { (with_links(desk, visit, sentence)) } } } }
                    @else { ul.steps { @for sentence in sentences { li { (with_links(desk, visit, sentence)) } } } }
                }
            }
        }
    };
    html! {
        (sentences(visit.say("why"), &view.answer.steps, true))
        (sentences(visit.say("would-change"), &view.answer.would_change, false))
        (sentences(visit.say("would-settle"), &view.answer.missing, true))
        @if !view.answer.rests_on.is_empty() {
            section {
                h2 { (visit.say("rests-alone")) }
                p { (card_links(visit, view.answer.rests_on.iter().map(String::as_str))) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::tests::{desk_of, shown, visit_to};
    use crate::pages::{Addresses, Query};
    use proptest::prelude::*;

    const CARDS: &str = "source: letter\ntitle: A letter\n\nsource: memoir\n\n\
        matter: m\nsays: It was so.\n\nmatter: other\nsays: It was otherwise.\ncontradicts: m\n\n\
        statement: s-letter\nfrom: letter\nsays: It was.\n\nstatement: s-memoir\nfrom: memoir\nsays: It was not.\n\n\
        argument: a\nfor: m\npremise: s-letter\nscheme: quotation\ngrade: strong\nbecause: His own hand.\n\n\
        argument: b\nagainst: m\npremise: s-memoir\nscheme: memoir\ngrade: fair\n";

    fn check(query: &str) -> String {
        let mut visit = visit_to(Place::Dispute("m".to_owned()));
        visit.query = Query::parse(query);
        shown(&desk_of(CARDS), &visit)
    }

    fn verdict_line(page: &str) -> String {
        let line = page
            .split("<p class=\"verdict-line\"")
            .nth(1)
            .expect("a verdict");
        let line = line.split("</p>").next().unwrap_or_default();
        let bare: String = line
            .split('<')
            .filter_map(|part| part.split_once('>'))
            .map(|(_, text)| text)
            .collect();
        bare.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_switched_source_moves_the_verdict_and_the_old_one_stands_beside_it() {
        insta::assert_snapshot!(verdict_line(&check("")), @"probable");
        insta::assert_snapshot!(verdict_line(&check("without=letter")), @"As the cards stand: probable. Without letter: probable that not. The verdict moves.");
        insta::assert_snapshot!(verdict_line(&check("without=memoir,letter")), @"As the cards stand: probable. Without memoir, letter: no evidence. The verdict moves.");
    }

    #[test]
    fn grades_can_be_written_by_whoever_may_and_by_nobody_else() {
        let page = check("");
        assert!(
            page.contains("action=\"/grade\"") && page.contains("value=\"His own hand.\""),
            "{page}"
        );
        let mut visit = visit_to(Place::Dispute("m".to_owned()));
        visit.may_write = false;
        assert!(!shown(&desk_of(CARDS), &visit).contains("/grade\""));
    }

    #[test]
    fn a_printed_dispute_says_what_each_switch_does_without_a_form() {
        let place = Place::Dispute("m".to_owned());
        let mut visit = visit_to(place.clone());
        visit.addresses = Addresses::printed(&place);
        visit.may_write = false;
        let page = shown(&desk_of(CARDS), &visit);
        assert!(
            page.contains("without it") && !page.contains("<input") && !page.contains("<script"),
            "{page}"
        );
    }

    proptest! {
        #[test]
        fn whatever_a_card_says_is_text(hostile in "[<>\"'&a-z:/;= ]{0,30}") {
            let said = format!("<script>{hostile}</script>\"><img src=x>");
            let cards = CARDS.replace("It was", &said).replace("A letter", &said).replace("His own hand.", &said);
            let mut visit = visit_to(Place::Dispute("m".to_owned()));
            visit.query = Query(vec![("standard".to_owned(), said.clone()), ("without".to_owned(), said)]);
            let page = shown(&desk_of(&cards), &visit);
            prop_assert!(!page.contains("<img") && !page.contains("<script>"), "{}", page);
        }
    }
}
