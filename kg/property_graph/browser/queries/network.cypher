// zh: 整个网络：机构、联盟、项目和地方之间的关系
// en: The network: institutions, alliances, programmes and places, and what joins them
MATCH network = (:Entity)-[]->(:Entity)
RETURN network
LIMIT 300
