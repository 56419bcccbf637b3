package feedback

import "nabij/internal/platform/web"

type remarkView struct {
	Problems web.Problems
	Notice   *web.Notice
	Form     *remarkForm
	Own      []remarkRow
	Back     web.Link
}

type remarkForm struct {
	Action, Once        string
	Pack, Version, Item string
	About, Title        string
	Text                web.TextArea
}

type remarkRow struct {
	About, Body, When string
	Badge             web.Badge
	Answer            string
	AnsweredBy        string
}

// remarkGroup is what was left at one item.
type remarkGroup struct {
	Title, Pack string
	Rows        []editRow
}

type editRow struct {
	Row  remarkRow
	By   string
	Form *answerForm
}

type answerForm struct {
	Action, Once, ID string
	Version          int64
	Answer           web.TextArea
	Taken            web.Select
	Button           web.Button
}

type remarksView struct {
	Back     web.Link
	Problems web.Problems
	Notice   *web.Notice
	Groups   []remarkGroup
}
