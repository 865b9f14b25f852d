// zh: 谁帮扶谁
// en: Who assists whom
MATCH help = (:Actor)-[:ASSISTS]->(:Actor)
RETURN help
LIMIT 300
