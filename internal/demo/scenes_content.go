package demo

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// waitAtMost is how long the story waits for work in the background, in the time of the machine; pause how long before it
// looks again.
const (
	waitAtMost = 2 * time.Minute
	pause      = 60 * time.Millisecond
)

// until opens a page again and again, until nothing goes on in the background and a form is there ("" for none).
func (s *story) until(address, id string) *story {
	for began := 0 * time.Second; s.err == nil; began += pause {
		s.open(address)
		if s.err != nil {
			break
		}
		_, err := s.page.form(id)
		if !s.page.busy() && (id == "" || err == nil) {
			break
		}
		if began > waitAtMost {
			s.fail(fmt.Errorf("%s does not come to rest with a form %q: %s", s.page.path, id, s.page.told()))
		}
		time.Sleep(pause)
	}
	return s
}

// busy tells whether a page says that something goes on.
func (p *page) busy() bool {
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && has(n, "data-busy") {
			return true
		}
	}
	return false
}

// rewrite changes a file of a draft: old words into new ones, which must be there.
func (s *story) rewrite(version, file, was, is string) {
	s.open("/kaderbeheer/versie/{" + version + "}/bestand?naam=" + file).on("file")
	if s.err != nil {
		return
	}
	text := strings.ReplaceAll(s.form.fields.Get("tekst"), "\r\n", "\n")
	if !strings.Contains(text, was) {
		s.fail(fmt.Errorf("%s does not hold %q", file, was))
		return
	}
	s.form.fields.Set("tekst", strings.Replace(text, was, is, 1))
	s.send("doe=opslaan")
}

// remark leaves a remark at an item of the framework.
func (s *story) remark(who, item, text string) {
	s.as(who).open("/kaderbeheer/opmerking?pack=fysieke-ontmoeting&version=1.0.0&item="+item).on("remark").fill("tekst", text).send("")
}

// propose tells who was consulted, and hands the draft to the second editor.
func (s *story) propose(version, words string) {
	s.until("/kaderbeheer/versie/{"+version+"}", "propose").on("propose").
		fill("gevraagd.workers", "ja").fill("dag.workers", "2020-05-12").fill("hoe.workers", "Besproken in het overleg van de wijkteams, elf mensen.").
		fill("gevraagd.client_council", "ja").fill("dag.client_council", "2020-05-13").fill("hoe.client_council", "Drie leden van de cliëntenraad, per telefoon. Zij willen dat er weer iemand binnenkomt.").
		fill("gevraagd.experience", "nee").fill("hoe.experience", "Nog niet gelukt; de groep komt pas in juni weer bij elkaar.").
		fill("toelichting", words).send("doe=voorstellen")
}

// remarks are what workers write at the framework while they use it.
func (s *story) remarks() {
	s.at(11, 11, 0)
	s.remark("sanne", "rule:only-if-needed", "Deze regel houdt ons nog thuis terwijl de wijkverpleging gewoon binnenkomt. Wanneer vervalt hij?")
	s.at(11, 13, 0)
	s.remark("karim", "question:agreement", "Onze afspraak van maart is strenger dan het land. Ik vraag nu elke keer akkoord voor hetzelfde.")
}

// firstRelease is a version that a second editor released: what was decided before it comes back.
func (s *story) firstRelease() {
	s.at(15, 16, 20)
	s.as("kees").open("/kaderbeheer/fysieke-ontmoeting").on("new").send("").keep("v-released")
	s.rewrite("v-released", "rules-dates.yaml", "until: 2020-05-31", "until: 2020-05-17")
	s.propose("v-released", "De regel ‘op afstand, tenzij’ eindigt bij ons op 17 mei, twee weken eerder dan hij landelijk stond.")
	s.until("/kaderbeheer/versie/{v-released}", "reckon").on("reckon").send("").until("/kaderbeheer/versie/{v-released}", "")
	s.at(18, 9, 0)
	s.as("rita").until("/kaderbeheer/versie/{v-released}", "release").on("release").maybe("zonder", "ja").send("doe=vrijgeven").until("/kaderbeheer/versie/{v-released}", "")
}

// nextVersions are what waits in kaderbeheer on Wednesday: one proposed with its impact, one that is being written.
func (s *story) nextVersions() {
	s.at(19, 16, 0)
	s.as("kees").open("/kaderbeheer/nl-covid-2020").on("new").send("").keep("v-proposed")
	s.rewrite("v-proposed", "centres.yaml", "    from: 2020-06-01\n    value: adapted", "    from: 2020-05-25\n    value: adapted")
	s.propose("v-proposed", "Onze locaties gaan op 25 mei open in kleine groepen, een week eerder dan in het land.")
	s.until("/kaderbeheer/versie/{v-proposed}", "reckon").on("reckon").send("").until("/kaderbeheer/versie/{v-proposed}", "")
	s.at(19, 16, 30)
	s.as("kees").open("/kaderbeheer/fysieke-ontmoeting").on("new").send("").keep("v-draft")
	s.rewrite("v-draft", "rules-team.yaml", "    approve: [team-lead]\n", "")
	s.as("kees").open("/kaderbeheer/opmerkingen").starting("").
		fill("antwoord", "Dank je. Vanaf 18 mei geldt hij niet meer, zie de nieuwe versie.").send("")
}
