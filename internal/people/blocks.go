package people

import "strings"

// BlockName names a block of a file. It never changes: stored versions are found by it.
type BlockName string

// The blocks, in the order of the page.
const (
	BlockWho       BlockName = "who"
	BlockSafe      BlockName = "safe"
	BlockReach     BlockName = "reach"
	BlockBarriers  BlockName = "barriers"
	BlockWishes    BlockName = "wishes"
	BlockNetwork   BlockName = "network"
	BlockHousehold BlockName = "household"
	BlockLiving    BlockName = "living"
	BlockGroups    BlockName = "groups"
	BlockSupport   BlockName = "support"
)

// Blocks lists every block, in the order of the page.
var Blocks = []BlockName{BlockWho, BlockSafe, BlockReach, BlockBarriers, BlockWishes, BlockNetwork, BlockHousehold, BlockLiving,
	BlockGroups, BlockSupport}

// Right gives the kind under which the table of rights speaks of a block.
func (n BlockName) Right() string {
	switch n {
	case BlockSafe:
		return "contact_rule"
	case BlockHousehold:
		return "household"
	}
	return "resident"
}

// Block is a part of a file that is read, shown and changed as one.
type Block interface {
	Block() BlockName
	IsEmpty() bool
}

// Who is how somebody is named, and when they were born if that matters. Only one of given, family and called is needed.
type Who struct {
	Given     string `json:"given,omitempty"`
	Prefix    string `json:"prefix,omitempty"`
	Family    string `json:"family,omitempty"`
	Called    string `json:"called,omitempty"`
	BirthYear int    `json:"birth_year,omitempty"`
	BirthDay  Day    `json:"birth_day,omitempty"` // fills BirthYear too
}

// Name gives the name as people say it: called or given, prefix, family.
func (w Who) Name() string {
	first := w.Called
	if first == "" {
		first = w.Given
	}
	return strings.Join(strings.Fields(strings.Join([]string{first, w.Prefix, w.Family}, " ")), " ")
}

// SortName gives the name as it stands in a list: family, prefix, first name.
func (w Who) SortName() string {
	first := w.Called
	if first == "" {
		first = w.Given
	}
	switch {
	case w.Family == "":
		return first
	case strings.TrimSpace(w.Prefix+first) == "":
		return w.Family
	}
	return w.Family + ", " + strings.TrimSpace(first+" "+w.Prefix)
}

// Channel is a way to reach somebody.
type Channel struct {
	Kind   string  `json:"kind"`
	Value  string  `json:"value,omitempty"`
	Safe   string  `json:"safe,omitempty"` // yes, no, unknown
	Hours  []Hours `json:"hours,omitempty"`
	Person string  `json:"person,omitempty"` // through whom
}

// ChannelKinds are the ways to reach somebody.
var ChannelKinds = []string{"phone", "mobile", "text", "video", "chat", "email", "letter", "door", "through"}

// Reach is how somebody can be reached, the preferred way first.
type Reach struct {
	Channels []Channel `json:"channels,omitempty"`
}

// BarrierKinds are what makes contact from afar hard.
var BarrierKinds = []string{"hearing", "sight", "language", "no_digital", "hard_to_express", "reading"}

// Barriers is what makes contact hard, and what helps.
type Barriers struct {
	Kinds       []string `json:"kinds,omitempty"`
	Language    string   `json:"language,omitempty"` // in which to speak, when Dutch is hard
	Interpreter string   `json:"interpreter,omitempty"`
	Helps       string   `json:"helps,omitempty"`
}

// Wish is what somebody said they want, in their own words.
type Wish struct {
	Text string `json:"text"`
	On   Day    `json:"on,omitempty"`
}

// Wishes are what somebody wants, the newest first.
type Wishes struct {
	Items []Wish `json:"items,omitempty"`
}

// Contact is somebody of the resident's own network.
type Contact struct {
	Name     string `json:"name"`
	Relation string `json:"relation,omitempty"`
	How      string `json:"how,omitempty"`
	MayCall  string `json:"may_call,omitempty"` // yes, no, unknown
}

// Network is who stands around somebody.
type Network struct {
	People []Contact `json:"people,omitempty"`
}

// Housemate is somebody who lives in the same home. Not a link to another file: that a file exists tells something.
type Housemate struct {
	Name      string `json:"name"`
	Relation  string `json:"relation,omitempty"`
	BirthYear int    `json:"birth_year,omitempty"`
}

// Household is with whom somebody lives.
type Household struct {
	Housemates []Housemate `json:"housemates,omitempty"`
}

// LivingKinds are the ways of living.
var LivingKinds = []string{"alone", "with_others", "shared", "shelter", "care_home", "no_fixed", "unknown"}

// Living is how and where somebody lives.
type Living struct {
	Kind          string `json:"kind,omitempty"`
	Street        string `json:"street,omitempty"`
	Number        string `json:"number,omitempty"`
	Postcode      string `json:"postcode,omitempty"`
	Place         string `json:"place,omitempty"`
	Neighbourhood string `json:"neighbourhood,omitempty"` // id
}

// Groups are the target groups somebody belongs to, by id.
type Groups struct {
	IDs []string `json:"ids,omitempty"`
}

// Support is what a framework may ask of everybody: risk group as said, and whether free client support is known.
type Support struct {
	Risk          string `json:"risk,omitempty"` // yes, no, wont_say, unknown
	RiskAsked     Day    `json:"risk_asked,omitempty"`
	ClientSupport string `json:"client_support,omitempty"` // yes, no, unknown
}

// Block names the block.
func (Who) Block() BlockName       { return BlockWho }
func (Reach) Block() BlockName     { return BlockReach }
func (Barriers) Block() BlockName  { return BlockBarriers }
func (Wishes) Block() BlockName    { return BlockWishes }
func (Network) Block() BlockName   { return BlockNetwork }
func (Household) Block() BlockName { return BlockHousehold }
func (Living) Block() BlockName    { return BlockLiving }
func (Groups) Block() BlockName    { return BlockGroups }
func (Support) Block() BlockName   { return BlockSupport }
func (SafeRule) Block() BlockName  { return BlockSafe }

// IsEmpty tells that nothing is known.
func (b Who) IsEmpty() bool       { return b == Who{} }
func (b Reach) IsEmpty() bool     { return len(b.Channels) == 0 }
func (b Wishes) IsEmpty() bool    { return len(b.Items) == 0 }
func (b Network) IsEmpty() bool   { return len(b.People) == 0 }
func (b Household) IsEmpty() bool { return len(b.Housemates) == 0 }
func (b Living) IsEmpty() bool    { return b == Living{} }
func (b Groups) IsEmpty() bool    { return len(b.IDs) == 0 }
func (b Support) IsEmpty() bool   { return b == Support{} }
func (b Barriers) IsEmpty() bool {
	return len(b.Kinds) == 0 && b.Language == "" && b.Helps == "" && b.Interpreter == ""
}
