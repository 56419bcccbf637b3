package intake

import "nabij/internal/platform/web"

var (
	mergePage  = web.MustPage[mergeView](viewsFS, "views/merge.html", texts)
	importPage = web.MustPage[importView](viewsFS, "views/import.html", texts)
)

type mergeView struct {
	fresh
	Action      string
	Back        web.Link
	Pairs       []pairRow
	Compare     bool
	Left, Right string
	LeftID      string
	RightID     string
	LeftHref    string
	RightHref   string
	Blocks      []mergeBlock
	Problems    web.Problems
}

type pairRow struct{ Left, Right, Href string }

type mergeBlock struct {
	Title       string
	Left, Right web.Terms
	Choice      *web.Choice
	Note        string
}

type importView struct {
	fresh
	Action    string
	Back      web.Link
	Problems  web.Problems
	Notice    *web.Notice
	Upload    bool
	Teams     *web.Select
	Count     int
	Columns   []web.Select
	Wrong     []string
	MoreWrong int
	Sample    *web.Table
	Ready     bool
	Steps     *stepsView
	Undo      bool
}

// stepsView is a list that is being stored or taken back, part by part.
type stepsView struct {
	Progress web.Progress
	At       int64 // where the next part begins: one that was done already is not done again
	Storing  bool
}
