"""Reports: one per file, its columns and rows; to a page, a workbook or plain text."""
