package web

import "html/template"

// The parts that tell something.

// Heading is a heading of level 2, 3 or 4 in the look of the design system. Template: heading.
type Heading struct {
	Level    int
	Text, ID string
}

// Notice is a message in a box. Template: notice.
type Notice struct {
	Kind  string // info (default), success, warning, error
	Title string
	Text  string
	Items []string
}

// Class gives the classes of the design system.
func (n Notice) Class() string {
	switch n.Kind {
	case "success":
		return "utrecht-alert notice notice--success"
	case "warning":
		return "utrecht-alert utrecht-alert--warning notice notice--warning"
	case "error":
		return "utrecht-alert utrecht-alert--error notice notice--error"
	}
	return "utrecht-alert utrecht-alert--info notice notice--info"
}

// Icon gives the name of the icon of a kind.
func (n Notice) Icon() string {
	switch n.Kind {
	case "success":
		return "done"
	case "warning":
		return "warning"
	case "error":
		return "urgent"
	}
	return "info"
}

// Link is an address and its words. Lang is the language of the words where it may differ from the page's.
type Link struct{ Label, Href, Lang string }

// Card is a thing to choose or to open. Template: card.
type Card struct {
	Title, Text string
	Href        string // the title leads there
	Badge       *Badge
	Level       int // of the heading; 0 = 3
	Meta        []string
}

// Heading gives the heading of the card.
func (c Card) Heading() Heading {
	if c.Level == 0 {
		c.Level = 3
	}
	return Heading{Level: c.Level, Text: c.Title}
}

// Badge is a word or two about a state. Template: badge.
type Badge struct {
	Kind  string // neutral (default), info, good, attention, urgent
	Label string
	Icon  string
}

// Class gives the classes.
func (b Badge) Class() string {
	switch b.Kind {
	case "info", "good", "attention", "urgent":
		return "nl-data-badge badge badge--" + b.Kind
	}
	return "nl-data-badge badge"
}

// Term is a name with what belongs to it.
type Term struct {
	Name, Value string
	Href        string // where the value comes from, if it can be opened
}

// Terms is a list of names with their values. Template: terms.
type Terms []Term

// Cell is a cell of a table.
type Cell struct {
	Text, Href string
	Number     bool // aligned on the right
	Badge      *Badge
}

// Table is a table with a caption; the first cell of each row names the row. Template: table.
type Table struct {
	Caption string
	Head    []Cell
	Rows    [][]Cell
}

// Why is what opens under a line: the answers, the rule, the source and the date. Template: why.
type Why struct {
	Summary string // "Waarom?" when empty
	About   string // what it belongs to, for people who hear the page: many of these look alike
	Text    []string
	Terms   Terms
	Open    bool
}

// Details folds away what not everybody needs. Template: details.
type Details struct {
	Summary string
	Text    []string
	Items   []string
	Terms   Terms
	Open    bool
}

// Tel makes an address that dials a number. Only digits and a leading plus stay, whatever comes in.
func Tel(number string) template.URL {
	out := make([]byte, 0, len(number))
	for i := 0; i < len(number); i++ {
		if c := number[i]; c >= '0' && c <= '9' || (c == '+' && len(out) == 0) {
			out = append(out, c)
		}
	}
	return template.URL("tel:" + string(out)) //nolint:gosec // digits only
}
