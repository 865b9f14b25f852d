// zh: 把不同地区连接起来的机构：往来单位分布在几个地区
// en: Bridges between counties: organisations whose partners are of several places, and of how many
// param: least = 2
MATCH (bridge:Organization)-[tie {status: 'actual'}]-(partner:Actor)
WHERE type(tie) <> 'PART_OF'
WITH bridge, count(DISTINCT partner.scope) AS places
WHERE places >= $least
RETURN bridge.name AS bridge, bridge.kind AS kind, bridge.scope AS scope, places
ORDER BY places DESC, bridge
