"""What regions did, to be searched by others: regulations and innovations of published, judged reports."""
