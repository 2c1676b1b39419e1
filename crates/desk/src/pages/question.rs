//! The questions, and one question with its answers: every step a sentence with its cards.

use super::frame::{card_link, card_links, with_links};
use super::inbox::pages;
use super::{Desk, Place, Visit};
use crate::views::home::{QuestionView, question};
use crate::views::questions::{Trouble, Typed};
use crate::views::standing::words;
use crate::views::{AnswerView, QuestionsView};
use kaozheng_case::facts::lines::weigh;
use kaozheng_record::means::Question;
use maud::{Markup, html};
use serde::Serialize;

/// A question with the matters that it asks about, side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct QuestionPageView {
    /// The question and its answers.
    #[serde(flatten)]
    pub question: QuestionView,
    /// The matters that it is about.
    pub columns: Vec<Column>,
    /// Documents that would settle it.
    pub would_settle: Vec<String>,
}

/// One matter among those that a question is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Column {
    /// The matter or event.
    pub id: String,
    /// What it says.
    pub says: String,
    /// The verdict in words.
    pub verdict: String,
    /// How many lines of evidence speak for it, against it, and do not count.
    pub lines: [usize; 3],
}

pub(super) fn list_view(desk: &Desk, visit: &Visit) -> QuestionsView {
    let query = &visit.query;
    let page = query.get("page").and_then(|page| page.parse().ok());
    QuestionsView::of(
        &desk.case,
        (&desk.record, &desk.drafts),
        query.get("ask"),
        (&desk.questions, page.unwrap_or(1)),
    )
}

pub(super) fn view(desk: &Desk, id: &str) -> Option<QuestionPageView> {
    let card = desk.case.questions.get(id)?;
    let mut about: Vec<&str> = Vec::new();
    for asked in &card.ask {
        if let Question::Verdict { matter, .. } = &*asked.value {
            about.push(&matter.id);
        }
    }
    about.extend(card.matters.iter().map(|matter| matter.value.as_str()));
    let mut seen = std::collections::BTreeSet::new();
    about.retain(|id| seen.insert(*id));
    Some(QuestionPageView {
        question: question(&desk.case, id)?,
        columns: about
            .into_iter()
            .filter_map(|id| column(desk, id))
            .collect(),
        would_settle: card
            .would_settle
            .iter()
            .map(|document| document.value.clone())
            .collect(),
    })
}

fn column(desk: &Desk, id: &str) -> Option<Column> {
    let case = &desk.case;
    if !case.matters.contains_key(id) && !case.events.contains_key(id) {
        return None;
    }
    let weighed = weigh(case, id);
    let dead = weighed
        .lines
        .iter()
        .filter(|line| line.dead.is_some())
        .count();
    let side = |side| {
        let live = weighed.lines.iter().filter(|line| line.dead.is_none());
        live.filter(|line| line.side == side).count()
    };
    Some(Column {
        id: id.to_owned(),
        says: desk.says(id),
        verdict: words(weighed.verdict),
        lines: [
            side(kaozheng_case::weighing::For::Pro),
            side(kaozheng_case::weighing::For::Con),
            dead,
        ],
    })
}

pub(super) fn list_page(desk: &Desk, visit: &Visit, view: &QuestionsView) -> (String, Markup) {
    let body = html! {
        h1 { (visit.say("questions")) }
        @if visit.is_served() { (ask_box(desk, visit, view.typed.as_ref())) }
        @if view.questions.is_empty() { p.empty { (visit.say("no-questions")) } }
        ol.questions {
            @for line in &view.questions {
                li {
                    h2 { a href=(visit.to(&Place::Question(line.id.clone()))) { (if line.asks.is_empty() { &line.id } else { &line.asks }) } }
                    ul.verdicts { @for (asked, verdict) in &line.verdicts {
                        li { strong.verdict { (visit.words.term(verdict)) } " " span.asked { (asked) } }
                    } }
                }
            }
        }
        @if view.disputed > 0 {
            section.disputes {
                h2 { (visit.say("matters-with-evidence")) }
                ul { @for line in &view.disputes {
                    li {
                        a href=(visit.to(&Place::Dispute(line.id.clone()))) { (if line.says.is_empty() { &line.id } else { &line.says }) }
                        " " strong { (visit.words.term(&line.verdict)) }
                    }
                } }
                (pages(visit, view.page, view.pages))
            }
        }
    };
    (visit.say("questions").to_owned(), body)
}

/// A field for a question in the words of the cards, with its answer or what is wrong with it.
pub(super) fn ask_box(desk: &Desk, visit: &Visit, typed: Option<&Typed>) -> Markup {
    html! {
        section.ask {
            form method="get" action=(visit.to(&Place::Questions)) {
                label for="ask" { (visit.say("ask-in-words")) }
                " " input #ask name="ask" size="48" autocomplete="off" spellcheck="false" value=[typed.map(|typed| typed.words.as_str())] aria-describedby="ask-forms" aria-invalid=[typed.is_some_and(|typed| typed.answer.is_none()).then_some("true")];
                " " button.chief type="submit" { (visit.say("ask")) }
            }
            details #ask-forms {
                summary { (visit.say("ask-forms")) }
                dl.forms { @for (form, key) in FORMS { dt { code { (form) } } dd { (visit.words.say(key)) } } }
            }
            @if let Some(typed) = typed {
                div role="status" {
                    @for trouble in &typed.troubles { (trouble_of(visit, typed, trouble)) }
                    @if let Some(answer) = &typed.answer { (answer_of(desk, visit, answer)) }
                }
            }
        }
    }
}

/// The forms that a question can take, each with what it asks.
const FORMS: [(&str, &str); 9] = [
    ("mao knew attack-plan on 24 June 1950", "form-knew"),
    ("who knew attack-plan on 20 May 1950", "form-who"),
    ("when mao learned outbreak", "form-when"),
    (
        "what happened between 1 October 1950 and 19 October 1950",
        "form-what",
    ),
    ("verdict mao-reluctant under clear", "form-verdict"),
    (
        "state air-cover-promise on 13 October 1950 reading wide",
        "form-state",
    ),
    ("ties prc on 25 June 1950", "form-ties"),
    ("without xu-yan-2003", "form-without"),
    ("missing attack-plan", "form-missing"),
];

fn trouble_of(visit: &Visit, typed: &Typed, trouble: &Trouble) -> Markup {
    let words = &typed.words;
    let parts = words
        .get(..trouble.start)
        .zip(words.get(trouble.start..trouble.end))
        .zip(words.get(trouble.end..));
    html! {
        div.trouble-in-words {
            p.message { (trouble.message) }
            @if let Some(((before, there), after)) = parts { p.asked { (before) mark { (there) } (after) } }
            @if let Some(draft) = &trouble.draft {
                p.help { a href=(visit.to(&Place::Inbox)) { (visit.words.say_of("is-a-draft", draft)) } }
            } @else if let Some(help) = &trouble.help { p.help { (help) } }
        }
    }
}

pub(super) fn page(desk: &Desk, visit: &Visit, view: &QuestionPageView) -> (String, Markup) {
    let question = &view.question;
    let title = match question.asks.is_empty() {
        true => &question.id,
        false => &question.asks,
    };
    let body = html! {
        p.kind { (visit.words.term("question")) " " (card_link(visit, &question.id)) }
        h1 { (title) }
        (columns(visit, &view.columns))
        @for answer in &question.answers { (answer_of(desk, visit, answer)) }
        @if !view.would_settle.is_empty() {
            section {
                h2 { (visit.say("would-settle")) }
                ul { @for document in &view.would_settle { li { (with_links(desk, visit, document)) } } }
            }
        }
    };
    (title.clone(), body)
}

/// The matters side by side, each with its verdict.
fn columns(visit: &Visit, columns: &[Column]) -> Markup {
    html! {
        @if !columns.is_empty() {
            div.scroll tabindex="0" role="region" aria-label=(visit.say("evidence")) {
                table.columns {
                    thead { tr {
                        td {}
                        @for column in columns { th scope="col" {
                            a href=(visit.to(&Place::Dispute(column.id.clone()))) { (if column.says.is_empty() { &column.id } else { &column.says }) }
                        } }
                    } }
                    tbody {
                        tr { th scope="row" { (visit.say("verdict")) } @for column in columns { td { strong.verdict { (visit.words.term(&column.verdict)) } } } }
                        @for (at, key) in ["speaks-for", "speaks-against", "does-not-count"].into_iter().enumerate() {
                            tr { th scope="row" { (visit.words.say(key)) } @for column in columns { td.count { (column.lines[at]) } } }
                        }
                    }
                }
            }
        }
    }
}

/// One answer: the verdict, then how it was reached, sentence by sentence.
pub(super) fn answer_of(desk: &Desk, visit: &Visit, answer: &AnswerView) -> Markup {
    let sentences = |heading: &'static str, sentences: &[String]| {
        html! {
            @if !sentences.is_empty() {
                h3 { (visit.words.say(heading)) }
                ul.steps { @for sentence in sentences { li { (with_links(desk, visit, sentence)) } } }
            }
        }
    };
    html! {
        section.answer {
            h2.answered {
                strong.verdict { (visit.words.term(&answer.verdict)) }
                " " span.asked { (answer.question) }
            }
            @if let Some(standard) = &answer.standard { p.kind { (visit.say("standard")) ": " (visit.words.term(standard)) } }
            ol.steps { @for step in &answer.steps { li { (with_links(desk, visit, step)) } } }
            @if !answer.route.is_empty() {
                h3 { (visit.say("route")) }
                ol.route { @for id in &answer.route { li { (card_link(visit, id)) " " (desk.says(id)) } } }
            }
            @if !answer.rests_on.is_empty() {
                h3 { (visit.say("rests-alone")) }
                p { (card_links(visit, answer.rests_on.iter().map(String::as_str))) }
            }
            (sentences("rivals-followed", &answer.rivals))
            (sentences("would-change", &answer.would_change))
            (sentences("would-settle", &answer.missing))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::Query;
    use crate::pages::tests::{desk_of, shown, visit_to};
    use proptest::prelude::*;

    const CARDS: &str = "person: mao\nname: Mao Zedong\n\nmatter: plan\nsays: Kim plans to attack.\n\n\
        source: letter\n\nstatement: s\nfrom: letter\nsays: He knew it.\nmeans: plan holds\ngrade: fair\n\n\
        question: q\nasks: Did he plan it?\nask: verdict plan under clear\n";

    fn check(place: Place, query: &str) -> String {
        let mut visit = visit_to(place);
        visit.query = Query::parse(query);
        shown(&desk_of(CARDS), &visit)
    }

    #[test]
    fn a_question_shows_its_matters_with_verdicts_and_the_steps_with_links() {
        insta::assert_snapshot!(check(Place::Question("q".to_owned()), ""), @r#"
        <p class="kind">question <a class="id" href="/cards/q">q</a>
        </p>
        <h1>Did he plan it?</h1>
        <div class="scroll" tabindex="0" role="region" aria-label="The evidence, side by side">
        <table class="columns">
        <thead>
        <tr>
        <td>
        </td>
        <th scope="col">
        <a href="/disputes/plan">Kim plans to attack.</a>
        </th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <th scope="row">Verdict</th>
        <td>
        <strong class="verdict">probable</strong>
        </td>
        </tr>
        <tr>
        <th scope="row">Speaks for it</th>
        <td class="count">1</td>
        </tr>
        <tr>
        <th scope="row">Speaks against it</th>
        <td class="count">0</td>
        </tr>
        <tr>
        <th scope="row">Does not count</th>
        <td class="count">0</td>
        </tr>
        </tbody>
        </table>
        </div>
        <section class="answer">
        <h2 class="answered">
        <strong class="verdict">probable</strong> <span class="asked">verdict plan under clear</span>
        </h2>
        <p class="kind">Standard: clear</p>
        <ol class="steps">
        <li>
        <a class="id" href="/cards/plan">plan</a>: Kim plans to attack.</li>
        <li>For, <a class="id" href="/cards/s">s</a>: He knew it (fair, on the card; root <a class="id" href="/cards/letter">letter</a>). [<a class="id" href="/cards/s">s</a>; <a class="id" href="/cards/letter">letter</a>]</li>
        <li>Independent lines for it: 1 fair; against it: none.</li>
        <li>For it: the weight of the evidence (preponderance); against it: nothing that counts.</li>
        <li>The standard asked for, clear, is not met on either side.</li>
        <li>It hangs on one root: without <a class="id" href="/cards/letter">letter</a> the verdict changes.</li>
        <li>The grade of <a class="id" href="/cards/s">s</a> may be one step higher or lower: the verdict stays.</li>
        </ol>
        <h3>It rests on each of these alone</h3>
        <p>
        <a class="id" href="/cards/letter">letter</a>, <a class="id" href="/cards/s">s</a>
        </p>
        <h3>What would change it</h3>
        <ul class="steps">
        <li>to clear: one strong argument for it from a new root</li>
        <li>to established: two strong arguments for it from two new roots</li>
        <li>to probable that not: one strong argument against it from a new root, or a fair and a weak argument against it from two new roots</li>
        <li>to clear that not: one decisive argument against it from a new root, or a strong and a fair argument against it from two new roots</li>
        <li>to established that not: no one or two new arguments against it would do; something on the other side must fall</li>
        </ul>
        </section>
        "#);
    }

    #[test]
    fn a_typed_question_that_is_not_understood_shows_where() {
        let page = check(Place::Questions, "ask=mao+knew+plam+on+1+May+1950");
        assert!(
            page.contains("<mark>plam</mark>") && page.contains("plan"),
            "{page}"
        );
        let page = check(Place::Questions, "ask=mao+knew+plan+on+1+May+1950");
        assert!(page.contains("<section class=\"answer\""), "{page}");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_text(hostile in "[<>\"'&a-z:/;= ]{0,30}") {
            let said = format!("<script>{hostile}</script>\"><img src=x>");
            let mut visit = visit_to(Place::Questions);
            visit.query = Query(vec![("ask".to_owned(), said.clone())]);
            let cards = CARDS.replace("Did he", &said).replace("He knew", &said).replace("Kim", &said);
            let page = shown(&desk_of(&cards), &visit);
            prop_assert!(!page.contains("<img") && !page.contains("<script>"), "{}", page);
        }
    }
}
