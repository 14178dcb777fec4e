"""vanban: archives of Vietnamese administrative documents become data that people trust."""
