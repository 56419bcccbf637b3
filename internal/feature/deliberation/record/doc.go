// Package record is what is kept of deliberations about residents: answers with their versions, what colleagues said,
// decisions with their receipts. A Book opens one for a page, after asking access.May, and reckons what stands in it. It
// owns the tables of migration 0005; what is closed it never changes.
package record
