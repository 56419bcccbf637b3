package app

import (
	"os"
	"path/filepath"
	"strings"
)

// contentCommand groups what authors do with content: check it, test it, show it, compare two versions, freeze it.
type contentCommand struct {
	Check contentCheck `cmd:"" help:"${content_check}"`
	Test  contentTest  `cmd:"" help:"${content_test}"`
	Show  contentShow  `cmd:"" help:"${content_show}"`
	Diff  contentDiff  `cmd:"" help:"${content_diff}"`
	Lock  contentLock  `cmd:"" help:"${content_lock}"`
}

// usageError is a message about the words that were typed: nothing was tried.
func usageError(message string) error { return withCode(ExitUsage, told(message)) }

// told is an error that is a sentence for a person.
type told string

// Error gives the sentence.
func (t told) Error() string { return string(t) }

// many puts a number before its noun: key_one for one, key for any other number.
func (c *Console) many(key string, n int) string {
	if n == 1 {
		return c.T(key + "_one")
	}
	return c.T(key, n)
}

// lineWidth is how wide text may be: a terminal of 80 columns, or less when the terminal says that it is narrower.
const lineWidth = 80

// flow breaks text at the width of the terminal. The first line begins with first, the others are set in by indent.
func flow(first, text string, indent int) string {
	if strings.TrimSpace(first) == "" {
		first += strings.Repeat(" ", max(0, indent-len(first)))
	}
	return first + wrapFrom(text, len([]rune(first)), indent) + "\n"
}

// wrapFrom breaks text when the first line begins at column start and the others at column indent.
func wrapFrom(text string, start, indent int) string {
	var out strings.Builder
	used := start
	for i, word := range strings.Fields(text) {
		length := len([]rune(word))
		switch {
		case i == 0:
		case used+1+length > lineWidth:
			out.WriteString("\n" + strings.Repeat(" ", indent))
			used = indent
		default:
			out.WriteByte(' ')
			used++
		}
		out.WriteString(word)
		used += length
	}
	return out.String()
}

// folderOf gives the folder that a word on the command line means: the folder itself, or that of a pack.yaml.
func (c *Console) folderOf(word string) (string, error) {
	info, err := os.Stat(word)
	switch {
	case err != nil:
		return "", usageError(c.T("content_no_folder", word))
	case info.IsDir():
		return filepath.Clean(word), nil
	case filepath.Base(word) == "pack.yaml":
		return filepath.Dir(word), nil
	}
	return "", usageError(c.T("content_not_folder", word))
}
