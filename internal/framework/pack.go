package framework

// Pack is one content pack as it was read: a folder of YAML files with one header. The field tags are the format: the
// reader, the JSON Schema and the check for unknown words all follow them.
//
//	y     the word in the file          need  "yes" when it must be there
//	enum  the words allowed             doc   what it is for, in one line (shown by editors)
type Pack struct {
	Format  int      `y:"nabij" doc:"Version of the format: 1. Only in pack.yaml."`
	Head    Head     `y:"pack" doc:"The header: what this pack is. Only in pack.yaml."`
	Sources []Source `y:"sources" doc:"Where everything comes from, with date and status."`

	Values         []Named         `y:"values" doc:"What is at stake: health, safety, dignity …"`
	Roles          []Named         `y:"roles" doc:"People who can be consulted or must approve."`
	Variants       []Named         `y:"variants" doc:"Worker roles, one of which is chosen at the start."`
	Scales         []Scale         `y:"scales" doc:"Lists of answers that several questions share."`
	Persons        []Person        `y:"persons" doc:"Persons for whom a question can be asked separately."`
	Considerations []Consideration `y:"considerations" doc:"What is considered, each with its questions."`
	Conditions     []NamedCond     `y:"conditions" doc:"Named conditions, to be used in several rules."`
	Profiles       []NamedCond     `y:"profiles" doc:"Groups that a guideline value can be meant for."`
	Scores         []Score         `y:"scores" doc:"Added points, only for a rule that is published as a score."`
	Computed       []Computed      `y:"computed" doc:"Days reckoned from an answer."`
	Rules          []Rule          `y:"rules" doc:"Rules: the only thing that gives advice."`
	Forms          []Form          `y:"forms" doc:"Contact forms, nearest first."`
	Requirements   []Requirement   `y:"requirements" doc:"What must be arranged: a check list."`
	Stops          []Stop          `y:"stops" doc:"Reasons to end a visit."`
	Routes         []Route         `y:"routes" doc:"Urgent routes: what to do now."`
	Flows          []Flow          `y:"flows" doc:"Side flows that can be started later."`

	Levels     []Named     `y:"levels" doc:"Risk levels (guidelines)."`
	Regions    []Named     `y:"regions" doc:"Regions (guidelines)."`
	Places     []Named     `y:"places" doc:"Kinds of places (guidelines)."`
	Parameters []Parameter `y:"parameters" doc:"What the guidelines speak of: distance, group size …"`
	Holds      []Hold      `y:"holds" doc:"What holds from which day."`

	HelpLines []HelpLine `y:"helplines" doc:"Help lines with the day on which they were checked."`

	Dir      string // folder it was read from, as given to Load
	Checksum string // SHA-256 over names and bytes of the files, in hexadecimal
}

// Head is the header of a pack.
type Head struct {
	Pos        Pos
	ID         ID       `y:"id" need:"yes" doc:"Name of the pack: lower case, digits, hyphens."`
	Version    string   `y:"version" need:"yes" doc:"Version in three numbers: 1.0.0."`
	Status     string   `y:"status" need:"yes" enum:"draft released retired" doc:"draft, released (frozen) or retired."`
	Kind       string   `y:"kind" need:"yes" enum:"framework guidelines helplines" doc:"What sort of pack it is."`
	Level      string   `y:"level" enum:"national organisation service" doc:"Whose pack it is; national when left out."`
	On         Ref      `y:"on" doc:"The pack that this one is laid on."`
	Languages  []string `y:"languages" need:"yes" doc:"Languages in which every text is given: [nl, en]."`
	Title      Text     `y:"title" need:"yes" doc:"Title as people see it."`
	Summary    Text     `y:"summary" doc:"What it is for, in one or two sentences."`
	Source     Ref      `y:"source" doc:"Main source, an id from sources."`
	CheckedOn  Day      `y:"checked_on" doc:"Day on which a person last checked it."`
	Guidelines []Ref    `y:"guidelines" doc:"Guideline packs whose parameters are used."`
	HelpLines  []Ref    `y:"helplines" doc:"Help line packs that the routes use."`
	Covers     *Span    `y:"covers" doc:"First and last day that the guidelines speak of."`
}

// Key names a version of a pack: id@version.
func (p *Pack) Key() string { return string(p.Head.ID) + "@" + p.Head.Version }

// Span is a stretch of days, both included. NoDay leaves a side open.
type Span struct {
	From  Day `y:"from" doc:"First day."`
	Until Day `y:"until" doc:"Last day, included."`
}

// Contains tells whether the day lies in the span.
func (s Span) Contains(d Day) bool {
	return (s.From == NoDay || d >= s.From) && (s.Until == NoDay || d <= s.Until)
}

// Source is where something comes from.
type Source struct {
	Pos    Pos
	ID     ID     `y:"id" need:"yes" doc:"Name of the source."`
	Title  string `y:"title" need:"yes" doc:"Title and maker."`
	URL    string `y:"url" doc:"Address."`
	Date   string `y:"date" doc:"Date of the source: 2020-04-08, 2020-04 or 2020."`
	Lang   string `y:"lang" doc:"Language of the title, such as en; the first language of the pack when left out."`
	Status string `y:"status" need:"yes" enum:"seen second_hand unverified own" doc:"seen, second_hand, unverified, or own (made by us)."`
	Note   Text   `y:"note" doc:"Anything a reader should know."`
}

// Named is an id with a title.
type Named struct {
	Pos   Pos
	ID    ID   `y:"id" need:"yes" doc:"Name."`
	Title Text `y:"title" need:"yes" doc:"Title as people see it."`
}

// Scale is a list of answers that several questions share.
type Scale struct {
	Pos     Pos
	ID      ID       `y:"id" need:"yes" doc:"Name."`
	Options []Option `y:"options" need:"yes" doc:"The answers, in order."`
}

// Option is one possible answer.
type Option struct {
	Pos    Pos
	ID     ID       `y:"id" need:"yes" doc:"Name."`
	Label  Text     `y:"label" need:"yes" doc:"The answer as people see it."`
	Help   Text     `y:"help" doc:"Explanation under the answer."`
	Points *float64 `y:"points" doc:"Points for a score; only in a consideration of kind rule."`
}

// Person is someone for whom a question is asked separately.
type Person struct {
	Pos   Pos
	ID    ID   `y:"id" need:"yes" doc:"Name."`
	Title Text `y:"title" need:"yes" doc:"Title; a number is put behind it when there are several."`
	Count Ref  `y:"count" doc:"Number question that tells how many there are; without it exactly one."`
	Max   int  `y:"max" doc:"How many at most (with count)."`
}

// Consideration is one thing that is considered, with its questions.
type Consideration struct {
	Pos       Pos
	ID        ID         `y:"id" need:"yes" doc:"Name."`
	Kind      Kind       `y:"kind" need:"yes" enum:"rule estimate value wish intuition agreement" doc:"What sort of consideration it is. Only rules give advice."`
	Title     Text       `y:"title" need:"yes" doc:"Title as people see it."`
	Intro     Text       `y:"intro" doc:"One or two sentences above the questions."`
	Source    Ref        `y:"source" doc:"An id from sources."`
	Reflect   []Text     `y:"reflect" doc:"Prompts to think about; they count for nothing."`
	Flow      Ref        `y:"flow" doc:"Only asked in this side flow."`
	Questions []Question `y:"questions" need:"yes" doc:"The questions, in order."`
}

// Kind tells what sort of consideration it is.
type Kind string

// The kinds of considerations. Only rules give advice; the others are asked, shown and kept apart.
const (
	KindRule      Kind = "rule"
	KindEstimate  Kind = "estimate"
	KindValue     Kind = "value"
	KindWish      Kind = "wish"
	KindIntuition Kind = "intuition"
	KindAgreement Kind = "agreement"
)

// Question is asked once, or once for each person.
type Question struct {
	Pos     Pos
	ID      ID       `y:"id" need:"yes" doc:"Name."`
	Ask     Text     `y:"ask" need:"yes" doc:"The question."`
	Help    Text     `y:"help" doc:"Explanation under the question."`
	Type    string   `y:"type" need:"yes" enum:"yes_no choice choices number day text pull" doc:"What sort of answer is expected."`
	Options Options  `y:"options" doc:"Answers of a choice: the id of a scale, or a list."`
	Unit    Text     `y:"unit" doc:"Unit of a number."`
	Min     *float64 `y:"min" doc:"Lowest number."`
	Max     *float64 `y:"max" doc:"Highest number."`
	Step    *float64 `y:"step" doc:"Step of a number; 1 when left out."`
	Per     []Ref    `y:"per" doc:"Asked for each of these persons."`
	AskWhen *Cond    `y:"ask_when" doc:"Only asked when this holds."`
	Fixed   Flag     `y:"fixed" doc:"yes when nobody can change this (age)."`
	May     *[]Ref   `y:"may" doc:"Extra answers: unknown, refused. [unknown] when left out."`
	MaxAge  Age      `y:"max_age" doc:"How old an answer may be: 24 hours, 7 days."`
	WhenOld string   `y:"when_old" enum:"ask_again unknown" doc:"What happens with an answer that is too old."`
	Value   Ref      `y:"value" doc:"The value that a pull question is about."`
	Flow    Ref      `y:"flow" doc:"Only asked in this side flow."`
	Source  Ref      `y:"source" doc:"An id from sources."`
}

// NamedCond is a condition with a name.
type NamedCond struct {
	Pos    Pos
	ID     ID    `y:"id" need:"yes" doc:"Name."`
	Title  Text  `y:"title" need:"yes" doc:"In words: ‘keeping distance works’."`
	When   *Cond `y:"when" need:"yes" doc:"The condition."`
	Source Ref   `y:"source" doc:"An id from sources."`
}

// Score adds the points of the answers to some questions.
type Score struct {
	Pos    Pos
	ID     ID    `y:"id" need:"yes" doc:"Name."`
	Title  Text  `y:"title" need:"yes" doc:"Title as people see it."`
	Of     []Ref `y:"of" need:"yes" doc:"Questions whose points are added."`
	Source Ref   `y:"source" doc:"An id from sources."`
}

// Computed is a day reckoned from an answer.
type Computed struct {
	Pos    Pos
	ID     ID     `y:"id" need:"yes" doc:"Name."`
	Title  Text   `y:"title" need:"yes" doc:"What this day is."`
	From   Ref    `y:"from" need:"yes" doc:"Day question that it is reckoned from."`
	Plus   Amount `y:"plus" need:"yes" doc:"Days to add: a number or {param: id}."`
	Source Ref    `y:"source" doc:"An id from sources."`
}
